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
    "acknowledge suggest mention cite propose add maintain confirm report recall note"
    " acknowledging recalling proposing noting mentioned cited noted citing".split()
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
_SUGGESTING: Final = frozenset("suggest suggests suggested indicate indicates indicated".split())
_TELLING: Final = frozenset("tell tells told telling".split())
_FACTS: Final = frozenset({"it", "which", "that", "this"})
_NO_WITNESSES: Final = frozenset("history experience time events developments".split())
_HUMAN_GROUPS: Final = frozenset({"people", "voters", "administration", "government"})
_PEOPLE: Final = frozenset({"he", "she", "we", "i", "you", "who"})
_BEHIND_OBJECTS: Final = frozenset({"to", "for", "into", "from"})
_BEHIND_THIS: Final = frozenset({"to", "because", "as", "again", "only", ","})
_DEFINITE: Final = frozenset({"the", "this", "that", "these", "those"})
_RELATIVES: Final = frozenset({"that", "which"})
# With these no clause of a noun phrase opens: "those whose dam was lost", "a wish to stay".
_NO_SUBJECTS: Final = frozenset({"who", "whose", "whom", "where", "to"})
_OTHERS: Final = " and others"
# Before the number of a bill: "H.R. 2410", "H. Res. 24", "S. 12".
_NUMBERED: Final = frozenset({"h.r", "s", "res"})
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
    because = begin + 1 < end and reader.tokens[begin + 1].lower == "because"
    if opening == "that" and because and subject in _SELF:
        return True  # "I say that because it should worry us"
    if lower in _SHOWING:
        return _is_shown_by_deeds(reader, report, subject)
    if lower.startswith("remind") and not _may_remind(reader, report, subject):
        return True  # "the flood reminds us that S"
    if lower in _SUGGESTING or lower in _TELLING:
        witness = subject.split()[-1:]
        if subject in _FACTS and lower in {"tell", "tells"}:
            return True  # "…, which tells us that S"
        return bool(witness) and witness[0] in _NO_WITNESSES
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
    if lower in _PERFORMED and (subject in _SELF or _is_own(reader, report, sentence)):
        return True
    return _is_object_of_an_act(reader, lower, begin, end)


def _is_own(reader: SubjectReader, report: Reported, sentence: Sentence) -> bool:
    """Whether a verb goes on from the "I" of its sentence: "I yield the floor and note that"."""
    joined = reader.tokens[report.cue_first - 1].lower in _JOINING
    return joined and reader.tokens[sentence.first].lower in _SELF


def _may_remind(reader: SubjectReader, report: Reported, subject: str) -> bool:
    """Whether the subject can remind someone in words: people, bodies and documents can."""
    if report.subject is None or report.subject.mention is not None:
        return True
    if subject in _PEOPLE or subject == "they":
        return True
    return clauses.names_people(clauses.head_before(reader, report.subject.span.end))


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
    if behind in {"out", "again"}:
        return True  # "I am pointing that out"
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
        if lower in _RELATIVES or lower in _NO_SUBJECTS or tokens[index].text in {",", ";"}:
            return False
        if lower in clauses.NOMINATIVE:
            return False  # "the gifts they have made"
        if lower in clauses.VERBS and not tokens[index].is_cap:
            return True
    return False


def _is_shown_by_deeds(reader: SubjectReader, report: Reported, subject: str) -> bool:
    """Whether people show something by what they do: "the voters have shown that they want it"."""
    at = report.cue_first
    if reader.tokens[at - 1].lower == "by" and reader.tokens[at].lower.endswith("ing"):
        return True  # "opened a new page by showing that it will talk"
    if report.subject is None or reader.tokens[at].lower.endswith("ing"):
        return False
    mention = report.subject.mention
    if mention is not None:
        return reader.actors[mention.actor].kind in {"person", "state"}
    words = subject.split()
    if _OTHERS in subject or (words[:1] == ["the"] and words[1:2] and words[1] in _HUMAN_GROUPS):
        return True
    if "of" in words:
        return False  # "polling of voters shows"
    head = clauses.head_before(reader, report.subject.span.end)
    return head.is_human_noun or subject in _PEOPLE or head.lower in _NO_WITNESSES


def _is_law(reader: SubjectReader, report: Reported) -> bool:
    """Whether a law or a treaty is the subject: "the bill calls for a study", "H.R. 24 affirms"."""
    if report.subject is None or report.subject.mention is not None:
        return False
    tokens = reader.tokens
    last = report.cue_first - 1
    if tokens[report.cue_first].lower.endswith("ing"):
        number = last - 1 if tokens[last].text == "," else last  # "H.R. 24, urging"
        return _makes_law(reader, last) or _is_numbered(reader, number)
    while last > 0 and clauses.is_adverb(tokens[last].lower):
        last -= 1
    if tokens[last].lower in _RELATIVES:
        last -= 2 if tokens[last - 1].text == "," else 1  # "a bill, which calls for a study"
        return _makes_law(reader, last) or _is_numbered(reader, last)
    if _is_numbered(reader, last):
        return True
    if clauses.head_before(reader, report.subject.span.end).lower not in _LAWS:
        return False
    if clauses.PREPOSITIONS.intersection(report.subject.text.lower().split()):
        return False
    first = reader.token_from(report.subject.span.start)
    before = tokens[first - 1].lower if first > 0 else ""
    # not "the members backing the bill said", "opponents of the law, however, say"
    return not before.endswith("ing") and before not in clauses.PREPOSITIONS


def _makes_law(reader: SubjectReader, at: int) -> bool:
    """Whether token `at` is a noun for a law, and no resolution, which can also be the words."""
    lower = reader.tokens[at].lower
    return lower in _LAWS and not lower.startswith("resolution")


def _is_numbered(reader: SubjectReader, at: int) -> bool:
    """Whether the number of a bill ends at token `at`: "H.R. 2410", "House Resolution 24"."""
    if at < 1 or not reader.tokens[at].has_digit:
        return False
    kind = at - 2 if reader.tokens[at - 1].text == "." and at > 1 else at - 1
    word = reader.tokens[kind].lower.removesuffix(".")
    return word in _NUMBERED or (word in _LAWS and reader.tokens[kind].is_cap)
