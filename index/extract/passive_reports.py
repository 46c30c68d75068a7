"""Find reports in the passive with an agent: "The talks were first reported by Reuters"."""

from typing import Final

from index.extract import clauses, reporting_lexicon
from index.extract.clauses import CONJUNCTIONS, NOMINATIVE, PREPOSITIONS, QUESTIONS
from index.extract.cue_subjects import SubjectReader
from index.extract.report_content import Reported
from index.extract.tokenizer import Sentence

_TO_BE: Final = frozenset("was were is are been".split())
_HAVING: Final = frozenset("has have had also".split())
_ORDINALS: Final = frozenset("first also previously initially later originally earlier".split())
_IN_NAMES: Final = frozenset({"’s", "'s", ".", "-", "&"})
_FEWEST_WORDS: Final = 2


def passive_report(
    reader: SubjectReader, at: int, sentence: Sentence, last: int
) -> Reported | None:
    """The report of the participle at token `at`, whose content is the subject of the passive.

    None without an agent who can speak, and where the subject is a pronoun.
    """
    tokens = reader.tokens
    frame = tokens[at].frame
    said = reporting_lexicon.PARENTHETIC in frame and reporting_lexicon.NOUN in frame
    if not said or not tokens[at].lower.endswith("ed"):
        return None
    by = at + 1
    while by < last and tokens[by].lower in clauses.TIMES:
        by += 1
    if by + 1 >= last or tokens[by].lower != "by":
        return None
    agent = reader.subject_after(by + 1, last)
    if agent is None or (
        agent.mention is None
        and not clauses.names_people(clauses.head_before(reader, agent.span.end))
    ):
        return None
    end = at
    while end > sentence.first and tokens[end - 1].lower in _ORDINALS:
        end -= 1
    if end <= sentence.first or tokens[end - 1].lower not in _TO_BE:
        return None
    end -= 1
    while end > sentence.first and tokens[end - 1].lower in _HAVING:
        end -= 1
    begin = _phrase_begin(reader, end, sentence)
    if end - begin < _FEWEST_WORDS:
        return None
    return Reported([(begin, end)], at, at + 1, agent)


def _phrase_begin(reader: SubjectReader, end: int, sentence: Sentence) -> int:
    """Where the noun phrase begins that ends before token `end`."""
    tokens = reader.tokens
    begin = end
    while begin > sentence.first and not reader.inside[begin - 1]:
        token = tokens[begin - 1]
        lower = token.lower
        if not (token.is_word or token.text in _IN_NAMES) or lower in NOMINATIVE:
            break
        if lower in CONJUNCTIONS or lower in QUESTIONS or lower in {"that", "because", "as"}:
            break
        if lower in clauses.VERBS or (token.frame and not token.is_reporting_noun):
            break
        begin -= 1
    while begin < end and (
        tokens[begin].lower in PREPOSITIONS or clauses.is_adverb(tokens[begin].lower)
    ):
        begin += 1
    return begin
