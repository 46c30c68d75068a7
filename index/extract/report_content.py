"""One report, and where its content begins and ends when the cue follows the content."""

from typing import Final

from index.extract import clauses
from index.extract.clauses import (
    CONJUNCTIONS,
    DETERMINERS,
    NOMINATIVE,
    PREPOSITIONS,
    QUOTES,
)
from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.tokenizer import Sentence
from index.extract.verb_forms import BASE, PAST, THIRD, verb_form

# Shorter content is a fragment.
FEWEST: Final = 3
# What leads from a sentence to the next one, and is the writer's own.
CONNECTIVES: Final = frozenset(
    (
        "still|also|well|however|meanwhile|instead|indeed|moreover|likewise|overall|furthermore|besides"
        "|nevertheless|nonetheless|similarly|additionally|finally|in fact|in addition|of course"
        "|in contrast|in particular|by contrast|for example|for instance|as a result|even so"
        "|in turn|after all|at the same time|on the other hand|to be sure|then again|in other words"
    ).split("|")
)


class Reported:
    """One report: tokens of the content in one or two spans, of the cue, and the subject.

    `addressee` is a range of tokens, empty where nobody is named.
    """

    __slots__ = ("addressee", "content", "cue_first", "cue_last", "subject")

    def __init__(
        self,
        content: list[tuple[int, int]],
        cue_first: int,
        cue_last: int,
        subject: Subject | None,
        addressee: tuple[int, int] = (0, 0),
    ) -> None:
        self.content: Final = content
        self.cue_first: Final = cue_first
        self.cue_last: Final = cue_last
        self.subject: Final = subject
        self.addressee: Final = addressee


_ALL: Final = frozenset("all everything anything something nothing much most".split())
_LONGEST_ASIDE: Final = 60
_SUBORDINATE: Final = NOMINATIVE | {"that", "if", "because", ","}
_BARE_INFINITIVE: Final = 2
_LONGEST_HEAD: Final = 6
_THINGS: Final = frozenset("something anything things one".split())
_NO_HEAD: Final = (
    PREPOSITIONS | CONJUNCTIONS | NOMINATIVE | clauses.VERBS | clauses.QUESTIONS | {"that", "as"}
)
_CLEFT_CONTENT: Final = NOMINATIVE | {"that", "to"}
_RELATIVES: Final = frozenset({"which", "who", "whom", "that"})
_CONDITIONS: Final = frozenset({"if", "unless"})
_SHORTEST_PLACE: Final = 3
_LONGEST_DATELINE: Final = 14
_LONGEST_SUBJECT: Final = 12
# Marks inside a subject, and words that are part of none.
_IN_SUBJECTS: Final = frozenset({".", "’s", "'s", "’", "'"})
_NO_PART: Final = clauses.QUESTIONS | frozenset(
    "that as because when but yet though before after until".split()
)
_LONGEST_OFFICE: Final = 10
_SAYING: Final = frozenset("said says told tells".split())


def before_main_verb(reader: SubjectReader, at: int, begin: int, end: int) -> int:
    """The end of an object in a relative clause: "who accused the town of lies said that S".

    `end` where the verb at token `at` is in no such clause.
    """
    tokens = reader.tokens
    relative = any(tokens[index].lower in {"who", "which"} for index in range(max(0, at - 3), at))
    if not relative:
        return end
    comma = first_comma(reader, begin, end)
    if comma + 1 < end and tokens[comma + 1].lower in clauses.VERBS - _SAYING:
        return comma  # "the town, which says that the dam leaks, might close it"
    if tokens[begin].lower == "to":
        for index in range(begin + 2, end):
            if tokens[index].lower in clauses.QUESTIONS or tokens[index].lower in _SUBORDINATE:
                return end
            if tokens[index].lower in clauses.VERBS and tokens[index - 1].lower != "to":
                return index  # "a town that claims to be safe would pay"
    if tokens[begin].lower in NOMINATIVE or tokens[begin].lower in {"that", "to"}:
        return end
    for index in range(begin + 1, end):
        word = tokens[index]
        if reader.inside[index] or word.text == "," or word.lower in clauses.VERBS - _SAYING:
            return end
        reports = "x" in word.frame and not word.is_cap and clauses.is_finite(word.lower)
        if word.lower in _SAYING or reports:
            return index if index > begin + 1 else end
    return end


def relative_pronoun(
    reader: SubjectReader, subject: Subject | None, begin: int, end: int, sentence: Sentence
) -> int:
    """The token of "which" in "a plan, which Bell said would fail"; -1 where there is none.

    There the content from token `begin` to `end` has no subject, or its infinitive no object: "a
    town, which Bell has vowed to flood".
    """
    bare = reader.tokens[begin].lower == "to" and end - begin <= _BARE_INFINITIVE
    if subject is None or not (bare or _is_finite(reader, begin)):
        return -1
    pronoun = reader.token_from(subject.span.start)
    own = reader.tokens[pronoun].lower in _RELATIVES and subject.span.end > reader.end(pronoun)
    pronoun -= not own  # "who officials" has its pronoun
    if pronoun > sentence.first and reader.tokens[pronoun].lower in {"the", "a"}:
        pronoun -= 1
    if pronoun > 0 and reader.tokens[pronoun - 1].lower in _ALL:
        return -1  # "not all that Bell says is true"
    relative = reader.tokens[pronoun].lower in _RELATIVES
    return pronoun if relative and pronoun > sentence.first else -1


def _is_finite(reader: SubjectReader, at: int) -> bool:
    """Whether token `at` looks like a finite verb: "would", "defied", "targets"."""
    token = reader.tokens[at]
    if token.lower in clauses.VERBS:
        return True
    form = "" if token.is_cap or reader.inside[at] else verb_form(token.lower)
    return form in {PAST, THIRD, BASE}


def is_cleft(reader: SubjectReader, at: int, begin: int, end: int, sentence: Sentence) -> bool:
    """Whether "What X said was that S" has its verb of saying at token `at`, "was" at `begin`."""
    tokens = reader.tokens
    what = any(tokens[index].lower == "what" for index in range(max(sentence.first, at - 8), at))
    return (
        what
        and begin + 2 < end
        and tokens[begin].lower in {"is", "was"}
        and (tokens[begin + 1].lower in _CLEFT_CONTENT or tokens[begin + 1].text == ":")
    )


def relative_content(
    reader: SubjectReader, subject: Subject | None, begin: int, end: int, sentence: Sentence
) -> list[tuple[int, int]]:
    """The content of "in what X said was S" and "a plan X says is S", whose verb is at `begin`.

    Empty where the relative clause is the subject of its sentence: "what X says is true".
    """
    if subject is None:
        return []
    tokens = reader.tokens
    first = reader.token_from(subject.span.start)
    while first > sentence.first and (
        tokens[first - 1].lower in DETERMINERS or tokens[first - 1].is_title
    ):
        first -= 1
    opens_it = tokens[first].lower == "what" or tokens[first].lower in _THINGS
    head = first if opens_it else first - 1
    if head <= sentence.first or end - begin < FEWEST:
        return []
    if tokens[head].lower == "what":
        own = clauses.has_verb(reader, sentence.first - 1, head) or tokens[head - 1].text == ","
        return [(begin, end)] if own else []
    if not tokens[head].is_word or tokens[head].is_cap or tokens[head].lower in _NO_HEAD:
        return []
    start = head
    while start > sentence.first and head - start < _LONGEST_HEAD:
        if tokens[start].lower in DETERMINERS or tokens[start].lower in _THINGS:
            break
        start -= 1
    opens = tokens[start].lower in DETERMINERS or tokens[start].lower in _THINGS
    own = clauses.has_verb(reader, sentence.first - 1, start)
    apposition = start > sentence.first and tokens[start - 1].text in {",", "—", "–", "-"}
    return [(start, head + 1), (begin, end)] if opens and (own or apposition) else []


def before_aside(reader: SubjectReader, at: int, lower: int) -> Subject | None:
    """The subject before an aside or a relative clause that ends before the verb at token `at`.

    "Bell, who calls it a “ruin,” said", "Bell — the head of works — said", "those who left said".
    """
    tokens = reader.tokens
    mark = tokens[at - 1].text
    if mark in QUOTES:
        if at - 2 < lower or not reader.inside[at - 2] or any(reader.inside[lower : lower + 2]):
            return None  # "“S,” said Anna Bell"
        mark = ","
    for index in range(lower + 1, min(at - 1, lower + _LONGEST_ASIDE)):
        opens = tokens[index].text == mark if mark in {",", "—", "–", "-"} else False
        if (opens or tokens[index].lower == "who") and not reader.inside[index]:
            end = index - 1 if tokens[index - 1].text == "," else index
            found = reader.subject_before(end, lower)
            if found is None:
                continue
            head = clauses.head_before(reader, found.span.end)
            dash = mark != "," and clauses.names_people(head)  # "officials — of all kinds — said"
            if found.mention is not None or tokens[index].lower == "who" or dash:
                return found
    return None


def opening_condition(
    reader: SubjectReader, subject: Subject | None, begin: int, sentence: Sentence
) -> list[tuple[int, int]]:
    """The tokens of a condition before the speaker: "If the dam broke, Bell said S", else none.

    The condition opens the sentence and ends right before the subject; an infinitive from token
    `begin` has none.
    """
    tokens = reader.tokens
    first = sentence.first
    if subject is None or tokens[first].lower not in _CONDITIONS or tokens[begin].lower == "to":
        return []
    comma = comma_before(reader, reader.token_from(subject.span.start), sentence)
    if comma <= first or any(reader.inside[first:comma]):
        return []
    return [(first, comma)]


def first_comma(reader: SubjectReader, begin: int, end: int) -> int:
    """The first comma among tokens `begin` to `end` outside quotation marks, else `end`.

    A comma inside a number is none.
    """
    for index in range(begin, end):
        if (
            reader.tokens[index].text == ","
            and not reader.inside[index]
            and not is_in_number(reader, index)
        ):
            return index
    return end


def is_in_number(reader: SubjectReader, at: int) -> bool:
    """Whether a comma is inside a number: "2,400"."""
    tokens = reader.tokens
    glued = at + 1 < len(tokens) and reader.starts[at + 1] == reader.end(at)
    return glued and tokens[at].text == "," and tokens[at + 1].has_digit


def comma_before(reader: SubjectReader, first: int, sentence: Sentence) -> int:
    """The comma or dash right before the subject at token `first`; -1 where there is none.

    What the subject is described with may stand between: ", Bell's old friend Carl Dorn said".
    """
    tokens = reader.tokens
    index = first - 1
    while index > sentence.first and first - index < _LONGEST_SUBJECT:
        token = tokens[index]
        if not (token.is_word or token.text in _IN_SUBJECTS) or reader.inside[index]:
            break
        lower = token.lower
        if lower in NOMINATIVE and tokens[index + 1].lower == "and":
            index -= 1  # "he and Bell said"
            break
        if lower in NOMINATIVE or lower in _NO_PART or lower in clauses.VERBS:
            break
        if token.frame and not token.is_reporting_noun and lower not in clauses.NOUNS_MOSTLY:
            break
        index -= 1
    if index > sentence.first and tokens[index].lower == "as":
        index -= 1
    if index > sentence.first and tokens[index].text in QUOTES:
        index -= 1
    return index if index > sentence.first and tokens[index].text in {",", "—", "–"} else -1


def before_office(reader: SubjectReader, comma: int, sentence: Sentence) -> int:
    """The comma or mark before an office that ends at `comma`: "S, the mayor of Bergen, X, said".

    `comma` where it is no office, and the sentence's first token where it opens with one.
    """
    tokens = reader.tokens
    start = comma
    while (
        start > sentence.first
        and comma - start <= _LONGEST_OFFICE
        and tokens[start - 1].text not in {",", ";", "—", "–"} | QUOTES
    ):
        start -= 1
    words = tokens[start:comma]
    if not 2 <= len(words) <= _LONGEST_OFFICE or not (
        words[0].lower in DETERMINERS or (words[0].is_cap and words[0].lower not in PREPOSITIONS)
    ):
        return comma
    if not any(word.is_speaker_noun or word.is_title for word in words) or clauses.has_verb(
        reader, start, comma
    ):
        return comma
    return max(start - 1, sentence.first)


def content_start(
    reader: SubjectReader, comma: int, sentence: Sentence, found: list[Reported]
) -> int:
    """Where content that ends before token `comma` begins.

    It begins with the sentence, or after what was reported before, or after a semicolon.
    """
    tokens = reader.tokens
    begin = sentence.first
    if found and found[-1].content[-1][1] < comma and not _is_subject(reader, found[-1]):
        # an earlier report is over; one that lasts up to the comma is part of this content
        begin = max(begin, found[-1].content[-1][1], found[-1].cue_last)
    for index in range(comma - 1, begin, -1):
        if tokens[index].text == ";" or _brings_clause(reader, index, comma):
            begin = index + 1
            break
    begin = _behind_bracket(reader, behind_dateline(reader, begin, comma), comma)
    while begin < comma and (
        (not tokens[begin].is_word and tokens[begin].text not in {"$", "(", "["} | QUOTES)
        or tokens[begin].lower in {"but", "and", "yet"}
    ):
        begin += 1
    return behind_connective(reader, begin, comma)


def _is_subject(reader: SubjectReader, report: Reported) -> bool:
    """Whether a noun of saying is a subject: "Bell’s claim that S was false, X said"."""
    token = reader.tokens[report.content[-1][1]]
    verb = token.lower in clauses.VERBS or token.lower.endswith("ed")
    return verb and report.cue_last <= report.content[0][0] and not token.is_cap


def behind_dateline(reader: SubjectReader, begin: int, end: int) -> int:
    """The token after a dateline that opens at token `begin`: "BERGEN, May 2 (Reuters) — S"."""
    tokens = reader.tokens
    if not tokens[begin].is_upper or len(tokens[begin].text) < _SHORTEST_PLACE:
        return begin
    for index in range(begin + 1, min(end, begin + _LONGEST_DATELINE)):
        token = tokens[index]
        if token.text in {"—", "–", "-", "―"} and reader.starts[index] > reader.end(index - 1):
            return index + 1
        if token.is_word and not token.is_cap and not token.has_digit:
            break
    return begin


def _behind_bracket(reader: SubjectReader, begin: int, end: int) -> int:
    """The token after the last bracket between the tokens that is still open at `end`."""
    for index in range(end - 1, begin - 1, -1):
        text = reader.tokens[index].text
        if text == ")":
            break
        if text == "(" and not reader.inside[index]:
            return index + 1
    return begin


def _brings_clause(reader: SubjectReader, at: int, end: int) -> bool:
    """Whether a colon at token `at` is between two clauses: "It helped: S, X said"."""
    colon = reader.tokens[at].text == ":" and not reader.inside[at]
    if colon and reader.tokens[at + 1].has_digit and reader.starts[at + 1] == reader.end(at):
        return False  # "at 8:30"
    return colon and clauses.has_verb(reader, at + 1, end)


def behind_connective(reader: SubjectReader, begin: int, end: int) -> int:
    """The first token after a connective at token `begin` and its comma: "In fact, S"."""
    tokens = reader.tokens
    for size in (1, 2, 3):
        comma = begin + size
        if comma + 1 < end and tokens[comma].text == ",":
            words = " ".join(token.lower for token in tokens[begin:comma])
            return comma + 1 if words in CONNECTIVES else begin
    return begin
