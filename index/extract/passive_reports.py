"""Find reports in the passive: "The talks were first reported by Reuters", "was told that S"."""

from typing import Final

from index.extract import clauses, reporting_lexicon
from index.extract.clauses import CONJUNCTIONS, NOMINATIVE, PREPOSITIONS, QUESTIONS
from index.extract.content_ends import content_end
from index.extract.cue_subjects import SubjectReader
from index.extract.interruptions import that_behind
from index.extract.report_content import Reported
from index.extract.sources import agent_behind
from index.extract.tokenizer import Sentence

_TO_BE: Final = frozenset("was were is are been".split())
_HAVING: Final = frozenset("has have had also".split())
_ORDINALS: Final = frozenset("first also previously initially later originally earlier".split())
_IN_NAMES: Final = frozenset({"’s", "'s", ".", "-", "&"})
_TOLD: Final = frozenset("told informed warned assured reminded notified".split())
_SAID_TO: Final = frozenset("said reported alleged rumored rumoured".split())
_BETWEEN: Final = frozenset({"also", "now", "once", "still"})
_AUXILIARIES: Final = frozenset("has have had been was were is are also".split())
_SUBJECTS: Final = NOMINATIVE | {"who"}
_FEWEST_WORDS: Final = 2


def told_report(reader: SubjectReader, at: int, sentence: Sentence, last: int) -> Reported | None:
    """The report of "was told that S" and "is said to V", whose participle is token `at`.

    The speaker is the agent, none in most. Who is told is the addressee; who is said to do
    something belongs to the content.
    """
    tokens = reader.tokens
    told = tokens[at].lower in _TOLD
    if not told and tokens[at].lower not in _SAID_TO:
        return None
    be = at - 1
    while be > sentence.first and (
        clauses.is_adverb(tokens[be].lower) or tokens[be].lower in _BETWEEN
    ):
        be -= 1
    if be <= sentence.first or tokens[be].lower not in _TO_BE | {"being"}:
        return None
    end = be
    while end > sentence.first and tokens[end - 1].lower in _AUXILIARIES:
        end -= 1
    pronoun = tokens[end - 1].lower in _SUBJECTS
    begin = end - 1 if pronoun else _phrase_begin(reader, end, sentence)
    if begin >= end or (begin > 0 and tokens[begin - 1].text in clauses.QUOTES):
        return None  # "“…,” Bell is reported to have written"
    if tokens[begin].lower in {"we", "you", "i"} and tokens[be].lower in {"am", "are"}:
        return None  # "we are told that S": nobody in particular tells it
    if told:
        that = that_behind(reader, at + 1, last)
        if that < 0 or tokens[at + 1].lower == "of":
            return None
        agent = agent_behind(reader, at + 1, that)
        content = [(that, content_end(reader, that, last, at))]
        return Reported(content, at, at + 1, agent, (begin, end))
    if at + 3 >= last or tokens[at + 1].lower != "to":
        return None
    if tokens[at + 2].lower == "be" and tokens[at + 3].frame:
        return None  # "are said to be urging the town to pay": the farmers urge
    stop = content_end(reader, at + 1, last, at)
    return Reported([(begin, end), (at + 1, stop)], at, at + 1, None)


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
