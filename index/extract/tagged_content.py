"""Content that ends before its tag "X said", and what goes on after the tag: "S, X said, S"."""

from typing import Final

from index.extract import clauses, lexicon, next_reports
from index.extract.clause_shapes import shape_of
from index.extract.clauses import CONJUNCTIONS, OBJECTS, PREPOSITIONS
from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.report_content import CONNECTIVES, FEWEST, Reported
from index.extract.token_kinds import DASHES

_LONGEST_ADJUNCT: Final = 4
# What opens speech in running text.
_INTERJECTIONS: Final = frozenset("look well oh yes no okay ok listen hey ah sure sorry".split())
_ASKED: Final = 6
# Where or when the words were said, rather than a part of them: "In a letter, Bell said, S".
_MEDIA: Final = lexicon.word_list("end_features.media")
_HEDGES: Final = frozenset(
    "even just not long shortly soon only two three four five six a few and but hours minutes days"
    " weeks months years moments".split()
)
_LONGEST_HEDGE: Final = 4
# What opens a clause that needs a main clause after its comma.
_SUBORDINATE: Final = frozenset(
    "after while although though asked during since before unlike like as when if because".split()
)


def goes_on(reader: SubjectReader, behind: int, last: int) -> bool:
    """Whether the content goes on after a comma at token `behind`: "Now, X said, S"."""
    tokens = reader.tokens
    return (
        behind + 2 < last
        and tokens[behind].text == ","
        and (tokens[behind + 1].lower not in CONJUNCTIONS or _adds(reader, behind + 1, last))
        and tokens[behind + 1].lower not in {"who", "a", "an", "when"}
        and (
            not tokens[behind + 1].lower.endswith("ing") or tokens[behind + 1].lower == "including"
        )
        and not next_reports.is_speaker_tag(reader, behind + 1, last)
    )


def opens_speech(reader: SubjectReader, behind: int, last: int) -> bool:
    """Whether speech without marks opens after a comma at token `behind`: "He said, Oh, Bell"."""
    if behind + 2 >= last or reader.tokens[behind].text != "," or reader.tokens[behind + 2].is_cap:
        return False  # "told a crowd in Salem, New Hampshire"
    word = reader.tokens[behind + 1]
    plain = word.is_cap and not word.is_upper and lexicon.is_plain_english(word.lower)
    return plain and reader.mention_from(behind + 1) is None and not clauses.is_time(word)


def interjection_behind(reader: SubjectReader, at: int, last: int) -> int:
    """The word that opens speech without marks behind the verb at token `at`; -1 for none.

    "The farmers say, look, we were here first", "he said to me: Well, it leaks".
    """
    tokens = reader.tokens
    mark = at + 1
    if mark + 1 < last and tokens[mark].lower == "to" and tokens[mark + 1].lower in OBJECTS:
        mark += 2
    elif mark < last and tokens[mark].lower in OBJECTS:
        mark += 1
    if mark + 3 >= last or tokens[mark].text not in {",", ":"} or reader.inside[mark + 1]:
        return -1
    opens = tokens[mark + 1].lower in _INTERJECTIONS and tokens[mark + 2].text == ","
    return mark + 1 if opens else -1


def answers_question(reader: SubjectReader, begin: int, end: int) -> bool:
    """Whether tokens `begin` to `end` tell what was asked: "When they asked, Will it hold"."""
    tokens = reader.tokens
    if tokens[begin].lower not in {"when", "asked", "after"}:
        return False
    return any(tokens[index].lower == "asked" for index in range(begin, min(end, begin + _ASKED)))


def _adds(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether "and" at token `at` joins more content: "S, X said, and S", not ", and left"."""
    tokens = reader.tokens
    return tokens[at].lower == "and" and not next_reports.ends_reporting(reader, at, last)


def _behind_dash(reader: SubjectReader, begin: int, end: int) -> int:
    """The first word after the only dash of content that goes on after its tag, else `begin`.

    "The mill closed — a loss, Bell said, that hurt the town" reports the loss alone.
    """
    tokens = reader.tokens
    dashes = [
        index
        for index in range(begin + 1, end - 1)
        if tokens[index].text in DASHES
        and tokens[index + 1].text not in DASHES
        and reader.starts[index] > reader.end(index - 1)
        and not reader.inside[index]
    ]
    if len(dashes) != 1:
        return begin
    behind = dashes[0] + 1
    if tokens[behind].lower in CONJUNCTIONS and behind + 1 < end:
        behind += 1
    return behind


def _is_setting(reader: SubjectReader, begin: int, end: int) -> bool:
    """Whether an adjunct names the day or the medium of the words: "In 2008", "In a letter"."""
    return any(
        clauses.is_time(reader.tokens[index]) or reader.tokens[index].lower in _MEDIA
        for index in range(begin, end)
    )


def _is_all_adjuncts(reader: SubjectReader, begin: int, end: int) -> bool:
    """Whether each part between commas is an adjunct: "In May, even as the dam leaked, X wrote".

    Of an apposition between them no more is asked than that it has no verb.
    """
    tokens, first = reader.tokens, begin
    subordinate = False
    for at in range(begin, end + 1):
        if at < end and (tokens[at].text != "," or reader.inside[at]):
            continue
        opens = _behind_hedges(reader, first, at)
        lower = tokens[opens].lower if opens < at else ""
        if lower in _SUBORDINATE:
            subordinate = True
        elif shape_of(reader, first, at).verb != "none" or (
            first == begin and lower not in PREPOSITIONS
        ):
            return False
        first = at + 1
    return subordinate


def _behind_hedges(reader: SubjectReader, at: int, end: int) -> int:
    """The first token that only qualifies no "after" or "as": "even as", "just two days before"."""
    tokens = reader.tokens
    for index in range(at, min(end, at + _LONGEST_HEDGE)):
        if tokens[index].lower in _SUBORDINATE:
            return index
        hedge = tokens[index].lower in _HEDGES or tokens[index].has_digit
        if not (hedge or tokens[index].lower in clauses.TIMES):
            break
    return at


def ending_at(
    reader: SubjectReader, begin: int, end: int, cue: int, subject: Subject, goes_on: bool = False
) -> Reported | None:
    """A report whose content ends before its cue; None for a fragment: "In May, X said"."""
    tokens = reader.tokens
    if goes_on and end > begin:
        adjunct = tokens[begin].lower in PREPOSITIONS and end - begin <= _LONGEST_ADJUNCT
        connective = " ".join(token.lower for token in tokens[begin:end]) in CONNECTIVES
        if connective or (adjunct and _is_setting(reader, begin, end)):
            return Reported([(end, end)], cue, cue + 1, subject)  # "In 2008, Bell said, S"
        return Reported([(_behind_dash(reader, begin, end), end)], cue, cue + 1, subject)
    if end - begin < FEWEST:
        return None
    if _is_all_adjuncts(reader, begin, end):
        return None
    opening = tokens[begin].lower
    comma = any(tokens[index].text == "," for index in range(begin, end))
    if opening in _SUBORDINATE and not comma:
        return None
    adjunct = opening in PREPOSITIONS or opening.endswith("ing")
    if adjunct and not comma and not clauses.has_verb(reader, begin, end):
        return None
    if clauses.begins_time(reader, begin, end) and not clauses.has_verb(reader, begin, end):
        return None  # "Earlier this week, X wrote"
    return Reported([(begin, end)], cue, cue + 1, subject)


def is_quotation(reader: SubjectReader, begin: int, comma: int, behind: int) -> bool:
    """Whether all words before the tag are in marks, so that no report goes on at `behind`.

    "“S,” X said, as the crowd cheered"; but "“S,” X said, that the dam would hold".
    """
    inside = comma - begin > 2 and all(reader.inside[index] for index in range(begin + 1, comma))
    return inside and reader.tokens[behind + 1].lower != "that"
