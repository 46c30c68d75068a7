"""Find reports of views: "In X's view, S", "S, in my opinion, S", "in the words of X, S"."""

from typing import Final

from index.extract import clauses
from index.extract.clauses import CONJUNCTIONS, PREPOSITIONS
from index.extract.content_ends import content_end
from index.extract.cue_subjects import SubjectReader
from index.extract.report_content import Reported, content_start, first_comma
from index.extract.tokenizer import Sentence

_LONGEST_OWNER: Final = 14
_ASIDES: Final = frozenset({"however", "though", "meanwhile", "therefore"})
_AS_WELL: Final = 3
# Behind these a source belongs to the clause that they open.
_OPENING_CLAUSES: Final = frozenset("and but yet because since although though while that".split())
_RELATIVES: Final = frozenset({"who", "which", "that"})
_CLAUSE_WORDS: Final = frozenset("that who which because why".split())


def in_view(
    reader: SubjectReader, at: int, sentence: Sentence, last: int, found: list[Reported]
) -> Reported | None:
    """The report of "In X's view, S" or "S, in my opinion, S"; token `at` is the noun."""
    tokens = reader.tokens
    if tokens[at + 1].lower == "of" if at + 1 < last else False:
        subject = reader.subject_after(at + 2, last)
        opening = at - 2
    else:
        subject = reader.owner_before(at, max(0, at - _LONGEST_OWNER))
        first = reader.token_from(subject.span.start) if subject is not None else at
        opening = first - 1
        while opening >= 0 and (tokens[opening].is_title or tokens[opening].lower == "the"):
            opening -= 1
    if subject is None or opening < 0 or tokens[opening].lower not in {"in", "to"}:
        return None
    before = tokens[max(0, opening - 1)]
    goes_on = not reader.first[opening] and before.is_word and before.lower not in CONJUNCTIONS
    if goes_on and tokens[opening].lower == "to":
        return None  # "reacted to Bell's words, …"
    comma = first_comma(reader, at, min(last, at + _LONGEST_OWNER))
    if comma + 2 >= last or tokens[comma].text != ",":
        return None
    if tokens[comma + 1].lower in _ASIDES and tokens[comma + 2].text == ",":
        comma += 2  # "In Bell's view, however, S"
    if comma + 2 >= last:
        return None
    content = [(comma + 1, content_end(reader, comma + 1, last))]
    if tokens[comma + 1].lower in {"as", "too"} and last - comma <= _AS_WELL:
        content = []  # "S, in my view, as well"
    medial = tokens[opening - 1].text == "," and not reader.first[opening]
    if medial and not opens_clause(reader, opening, sentence):
        begin = content_start(reader, opening - 1, sentence, found)
        if tokens[comma + 1].lower not in clauses.VERBS or tokens[opening - 2].lower in _RELATIVES:
            begin = _clause_begin(reader, begin, opening - 1)
        if begin < opening - 1:
            content.insert(0, (begin, opening - 1))
    return Reported(content, opening, at + 1, subject) if content else None


def _clause_begin(reader: SubjectReader, begin: int, comma: int) -> int:
    """Where the clause begins that an aside at token `comma` interrupts: "word came that S, in".

    It is `comma` itself where nothing but its opening precedes: "two men who, in her view, lie".
    """
    tokens = reader.tokens
    if tokens[comma - 1].lower in PREPOSITIONS:
        return comma  # "for, in his view, lying"
    for index in range(comma - 1, begin, -1):
        opens = tokens[index].lower in _CLAUSE_WORDS
        if opens and (index + 1 == comma or clauses.has_verb(reader, index, comma)):
            return index + 1
    return begin


def opens_clause(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether a conjunction precedes token `at`: "S, but according to X, S", "S and, in my view,".

    What stands before it is not the source's.
    """
    tokens = reader.tokens
    before = at - 1 if tokens[at - 1].text != "," else at - 2
    joins = before > sentence.first and tokens[before].lower in _OPENING_CLAUSES
    return joins and not reader.inside[before]
