"""What follows reported words: another report, another speaker, an act in place of saying."""

from typing import Final

from index.extract import lexicon
from index.extract.clauses import NOMINATIVE, is_adverb, is_finite, phrase_end
from index.extract.cue_subjects import SubjectReader

# What replaces a verb of saying where reporting ends: "…, but declined to give details".
OTHER_ACTS: Final = lexicon.word_list("next_reports.other_acts")
_AUXILIARIES: Final = lexicon.word_list("next_reports.auxiliaries")
_BEFORE_VERBS: Final = _AUXILIARIES | {"not", "never"}
_LONGEST_APPOSITION: Final = 12


def ends_reporting(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether the words after a comma at token `at` leave the reported clause."""
    tokens = reader.tokens
    token = tokens[at]
    lower = token.lower
    if lower in {"according", "citing", "despite", "however"}:
        return True
    if (token.frame or lower in OTHER_ACTS) and lower.endswith("ing"):
        return True
    if lower == "even" and at + 1 < last and tokens[at + 1].lower in {"as", "though"}:
        return True
    if lower in {"and", "but", "yet"}:
        return another_report(reader, at + 1, last) or other_speaker(reader, at + 1, last)
    if lower in {"while", "though", "although"}:
        return True
    return is_speaker_tag(reader, at, last)


def is_speaker_tag(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether ", X said" begins at token `at`."""
    tokens = reader.tokens
    end = phrase_end(reader, at, min(last, at + 8))
    if end == at and tokens[at].lower in NOMINATIVE:
        end = at + 1
    if end == at or end >= last or end > at + 7:
        return False
    while end < last and tokens[end].lower in _AUXILIARIES:
        end += 1
    return (
        end < last
        and "x" in tokens[end].frame
        and (end + 1 >= last or tokens[end + 1].text in {",", ".", ";"})
    )


def another_report(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether a verb of saying or declining without a new subject begins at token `at`."""
    tokens = reader.tokens
    limit = min(last, at + 4)
    while at < limit and (tokens[at].lower in _AUXILIARIES or is_adverb(tokens[at].lower)):
        at += 1
    if at >= last or reader.inside[at]:
        return False
    token = tokens[at]
    return token.lower in OTHER_ACTS or (
        token.frame != "" and (token.is_strong_cue or "x" in token.frame) and is_finite(token.lower)
    )


def _behind_apposition(reader: SubjectReader, comma: int, last: int) -> int:
    """The token after ", the mayor," at token `comma`; `comma` where no verb of saying follows."""
    for index in range(comma + 2, min(last - 1, comma + _LONGEST_APPOSITION)):
        if reader.tokens[index].text == ",":
            return index + 1 if reader.tokens[index + 1].is_strong_cue else comma
    return comma


def other_speaker(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether a clause with another speaker begins at token `at`: "but Bell said"."""
    tokens = reader.tokens
    if at >= last:
        return False
    pronoun = tokens[at].lower in NOMINATIVE
    end = at + 1 if pronoun else phrase_end(reader, at, min(last, at + 10))
    if not pronoun and end + 2 < last and tokens[end].text == ",":
        end = _behind_apposition(reader, end, last)
    while end < last and (tokens[end].lower in _BEFORE_VERBS or is_adverb(tokens[end].lower)):
        end += 1
    return (
        end < last
        and end > at
        and "x" in tokens[end].frame
        and tokens[end].is_strong_cue
        and (is_finite(tokens[end].lower) or tokens[end].lower == "say")
        and not reader.inside[end]
    )
