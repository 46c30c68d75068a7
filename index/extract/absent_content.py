"""What follows a verb of saying and is not its content: questions put, sources, conditions."""

from typing import Final

from index.extract import clauses
from index.extract.cue_subjects import QUOTING, SubjectReader
from index.extract.report_content import first_comma

_NEAR_SAYING: Final = 12
_NAMED: Final = frozenset("named identified quoted".split())


def brings_nothing(reader: SubjectReader, at: int, begin: int, last: int) -> bool:
    """Whether what begins at token `begin` is no content of the verb at token `at`."""
    return (
        reader.tokens[begin].text in {",", ";", "—", "–"}
        or _is_passive_question(reader, at, begin, last)
        or _asks_for_anonymity(reader, begin)
        or _quotes_saying(reader, at, last)
    )


def _is_passive_question(reader: SubjectReader, at: int, begin: int, last: int) -> bool:
    """Whether the verb at token `at` tells what its subject was asked: "Bell, asked if …, said"."""
    tokens = reader.tokens
    if tokens[at].lower not in {"asked", "pressed"} or tokens[at - 1].text != ",":
        return False
    comma = first_comma(reader, begin, last)
    return comma + 1 < last and clauses.is_finite(tokens[comma + 1].lower)


def _asks_for_anonymity(reader: SubjectReader, begin: int) -> bool:
    """Whether the content from token `begin` is that of a source: "not to be named"."""
    words = [token.lower for token in reader.tokens[begin : begin + 4]]
    if words[:1] == ["not"]:
        words = words[1:]
    return words[:1] == ["anonymity"] or (
        words[:2] == ["to", "be"] and not _NAMED.isdisjoint(words[2:3])
    )


def _quotes_saying(reader: SubjectReader, at: int, last: int) -> bool:
    """Whether the verb at token `at` brings another's words: "cited Bell as saying that S"."""
    quotes = reader.tokens[at].lower in QUOTING
    return quotes and clauses.as_saying(reader, at, min(last, at + _NEAR_SAYING + 1)) >= 0
