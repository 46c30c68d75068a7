"""Stored form of the statements of an article: who speaks, and the days they can be from.

A row of 10 bytes for each of `said_statements`, little-endian: the speaker's number (0: none), the
first day as a proleptic ordinal (0: none), and how many days follow it. After them is a row for
each further speaker of a joint statement: the speaker's number, the statement's place among the
rows, and `JOINT` in place of the days.
"""

import struct
from collections.abc import Iterable, Sequence

from index.model import Analysis, Statement, said_statements

# No date spans so many days.
JOINT = 0xFFFF

_PACK = struct.Struct("<IIH").pack


def statement_rows(
    analysis: Analysis, places: Sequence[int | None]
) -> tuple[tuple[int | None, int, int], ...]:
    """The rows of statements, then of joint speakers, with speakers as `places` has them."""
    said = said_statements(analysis)
    rows = [(None if one.speaker is None else places[one.speaker], *_days(one)) for one in said]
    joint = [
        (places[actor], number, JOINT)
        for number, one in enumerate(said)
        for actor in one.other_speakers
        if places[actor] is not None
    ]
    return (*rows, *joint)


def _days(one: Statement) -> tuple[int, int]:
    """The first day and how many follow; (0, 0) for a file's own date, which is only shown."""
    if one.said_date is None or one.said_basis == "file":
        return 0, 0
    first, last = one.said_date.first().toordinal(), one.said_date.last().toordinal()
    return first, last - first


def pack_statements(rows: Iterable[tuple[int | None, int, int]]) -> bytes:
    """The rows of one article with speakers as numbers of the catalogue."""
    return b"".join(_PACK(speaker or 0, first, days) for speaker, first, days in rows)


__all__ = ["JOINT", "pack_statements", "statement_rows"]
