"""Reject candidates whose verb of saying has an object that nobody says.

A committee "reported the bill", "they added funds to it", "we maintain lines of communication", a
law "calls for a study", the "products which we promised". `acts_of_saying` has the verbs whose
object shows it; here the subject or the form of the object does.
"""

from typing import Final

from index.extract import clauses, lexicon
from index.extract.cue_subjects import SubjectReader
from index.extract.report_content import Reported
from index.extract.tokenizer import Sentence

_JOINING: Final = frozenset({"and", "but", "or", "so"})
_SELF: Final = frozenset({"i", "we"})
# What a speaker does by naming it: "I acknowledge the support of", "I suggest a recess".
_PERFORMED: Final = frozenset(
    "acknowledge suggest mention cite propose add maintain confirm report recall note".split()
)
_MEASURES: Final = lexicon.word_list("things_done.measures")
_LAWS: Final = lexicon.word_list("things_done.laws")
_HOLDERS: Final = frozenset("judge judges justice nominee nominees willingness".split())
_SAME_NEWS: Final = frozenset("decision news move step change".split())
_ANNOUNCING: Final = frozenset("announce announces announced announcing".split())
_ADDING: Final = frozenset("add adds added adding".split())
_REPORTING: Final = frozenset("report reports reported reporting".split())
_CONFIRMING: Final = frozenset("confirm confirms confirmed confirming".split())
_SHOWING: Final = frozenset("show shows showed shown showing".split())
_NO_WITNESSES: Final = frozenset({"history", "experience", "time", "events"})
_HUMAN_GROUPS: Final = frozenset({"people", "voters", "administration", "government"})
_PEOPLE: Final = frozenset({"he", "she", "we", "i", "you", "who"})
_BEHIND_OBJECTS: Final = frozenset({"to", "for", "into", "from"})
_BEHIND_THIS: Final = frozenset({"to", "because", "as", "again", "only", ","})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_RELATIVES: Final = frozenset({"that", "which"})
_OBJECT_REACH: Final = 4


def is_done(reader: SubjectReader, report: Reported, sentence: Sentence) -> bool:
    """Whether a candidate with its content behind its verb tells of something done, not said."""
    at, (begin, end) = report.cue_first, report.content[0]
    token = reader.tokens[at]
    if begin < at or not token.frame or end <= begin:
        return False
    opening = reader.tokens[begin].lower
    if opening in _DEFINITE and _is_pronoun(reader, begin, end):
        return True  # "I read that, and it stuck with me", "I say this to my friends"
    lower = token.lower
    subject = "" if report.subject is None else report.subject.text.lower()
    if lower in _SHOWING:
        return _is_shown_by_deeds(reader, report, subject)
    if reader.inside[begin]:
        return False
    if _is_law(reader, report):
        return True
    if opening == "that":
        return False
    if clauses.begins_time(reader, begin, end) and reader.tokens[begin].lower not in {"this"}:
        return "p" in token.frame
    if _has_clause(reader, begin, end):
        return False
    if subject in _SELF and lower in _PERFORMED:
        return True
    return _is_object_of_an_act(reader, lower, begin, end)


def _is_object_of_an_act(reader: SubjectReader, lower: str, begin: int, end: int) -> bool:
    """Whether the verb `lower` and its object from token `begin` name an act."""
    tokens = reader.tokens
    taken = {tokens[index].lower for index in range(begin, min(end, begin + _OBJECT_REACH))}
    if lower in _REPORTING:
        return bool(taken & _MEASURES) or tokens[begin].lower == "back"
    if lower in _CONFIRMING:
        return bool(taken & _HOLDERS)
    behind = clauses.phrase_end(reader, begin, end)
    if lower in _ADDING:
        return behind >= end or tokens[behind].lower in _BEHIND_OBJECTS
    if lower in _ANNOUNCING:
        named = tokens[min(begin + 1, end - 1)].lower in _SAME_NEWS
        closed = begin + 2 >= end or tokens[begin + 2].lower in {"in", "on", "at", "during", "by"}
        return tokens[begin].lower in _DEFINITE and named and closed
    return lower.startswith("maintain")


def _is_pronoun(reader: SubjectReader, that: int, end: int) -> bool:
    """Whether "that" or "this" at token `that` is the whole object: "read that, and it stuck"."""
    if that + 1 >= end:
        return True
    tokens = reader.tokens
    behind = tokens[that + 1].lower
    if tokens[that].lower == "this":
        return behind in clauses.PREPOSITIONS or behind in _BEHIND_THIS or clauses.is_adverb(behind)
    goes_on = that + 3 < end and tokens[that + 2].lower in _JOINING
    goes_on = goes_on and tokens[that + 3].lower != "not"
    return tokens[that + 1].text == "," and (goes_on or that + 2 >= end)


def _has_clause(reader: SubjectReader, begin: int, end: int) -> bool:
    """Whether the words from token `begin` are a clause: their first phrase has its verb."""
    tokens = reader.tokens
    if tokens[begin].lower in clauses.NOMINATIVE or tokens[begin].lower in clauses.QUESTIONS:
        return True
    for index in range(begin + 1, end):
        lower = tokens[index].lower
        if lower in _RELATIVES or lower in {"who", "to"} or tokens[index].text in {",", ";"}:
            return False
        if lower in clauses.VERBS and not tokens[index].is_cap:
            return True
    return False


def _is_shown_by_deeds(reader: SubjectReader, report: Reported, subject: str) -> bool:
    """Whether people show something by what they do: "the voters have shown that they want it"."""
    if report.subject is None or reader.tokens[report.cue_first].lower.endswith("ing"):
        return False
    mention = report.subject.mention
    if mention is not None:
        return reader.actors[mention.actor].kind in {"person", "state"}
    words = subject.split()
    if words[:1] == ["the"] and words[1:2] and words[1] in _HUMAN_GROUPS:
        return True
    if "of" in words:
        return False  # "polling of voters shows"
    head = clauses.head_before(reader, report.subject.span.end)
    return head.is_human_noun or subject in _PEOPLE or head.lower in _NO_WITNESSES


def _is_law(reader: SubjectReader, report: Reported) -> bool:
    """Whether a law or a treaty is the subject: "the bill calls for a study"."""
    if report.subject is None or report.subject.mention is not None:
        return False
    if clauses.head_before(reader, report.subject.span.end).lower not in _LAWS:
        return False
    if clauses.PREPOSITIONS.intersection(report.subject.text.lower().split()):
        return False
    first = reader.token_from(report.subject.span.start)
    before = reader.tokens[first - 1].lower if first > 0 else ""
    # not "the members backing the bill said", "opponents of the law, however, say"
    return not before.endswith("ing") and before not in clauses.PREPOSITIONS
