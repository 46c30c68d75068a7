"""The actors and dates of all articles as arrays in one file next to the catalogue.

The catalogue's rows hold the same. The builder writes the file at its end; a reader then maps it
instead of reading the rows, for a library of any size. A file of another revision is ignored.
"""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from msgspec import Struct

from index.engine.local.actor_table import ActorTable
from index.engine.local.array_files import Array, ArrayFile, ArrayWriter
from index.engine.local.day_arrays import DateRanges
from index.engine.local.statement_rows import StatementRows
from index.errors import IndexDamaged

# The arrays of `StatementRows` in the file, in order.
_STATEMENTS = (
    "statement_nums",
    "statement_starts",
    "statement_speakers",
    "statement_first_days",
    "statement_days",
    "joint_statements",
    "joint_speakers",
)


class Tables(Struct, frozen=True):
    """The actors, the days and the statements of all articles of a library."""

    actors: ActorTable
    days: DateRanges
    statements: StatementRows


def write_tables(path: Path, tables: Tables, stamp: str) -> None:
    """Replace the file; `stamp` identifies the revision. Without disk space there is no file."""
    new = path.with_suffix(".new")
    actors, days = tables.actors, tables.days
    try:
        new.unlink(missing_ok=True)
        with ArrayWriter(new) as writer:
            for name, values in (
                ("nums", actors.nums),
                ("starts", actors.starts),
                ("actors", actors.actors),
                ("speaks", actors.speaks),
                ("day_nums", days.nums),
                ("first_days", days.first),
                ("last_days", days.last),
                *zip(_STATEMENTS, tables.statements, strict=True),
            ):
                writer.add(name, values)
            writer.finish({"stamp": stamp})
        os.replace(new, path)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)


def read_tables(path: Path, stamp: str) -> Tables | None:
    """The tables with this stamp; None without a file, or for one with another stamp."""
    try:
        file = ArrayFile(path)
        if file.facts.get("stamp") != stamp:
            return None
        actors = ActorTable(file["nums"], file["starts"], file["actors"], file["speaks"])
        days = DateRanges(file["day_nums"], file["first_days"], file["last_days"])
        statements = StatementRows(*(file[name] for name in _STATEMENTS))
    except (OSError, IndexDamaged, KeyError):
        return None
    return (
        Tables(actors, days, statements)
        if _are_whole_numbers(
            (
                actors.nums,
                actors.starts,
                actors.actors,
                actors.speaks,
                days.nums,
                days.first,
                days.last,
            )
        )
        and _are_whole_numbers(statements)
        and _is_whole(actors)
        and statements.fits_together()
        and len(days.nums) == len(days.first) == len(days.last)
        else None
    )


def _are_whole_numbers(arrays: Iterable[Array]) -> bool:
    return all(values.dtype.kind in "iub" for values in arrays)


def _is_whole(table: ActorTable) -> bool:
    """Whether the arrays fit together, so that no index of a damaged file is out of bounds."""
    starts = table.starts
    return (
        len(starts) == len(table.nums) + 1
        and int(starts[0]) == 0
        and int(starts[-1]) == len(table.actors) == len(table.speaks)
        and bool(np.all(starts[1:] >= starts[:-1]))
        and bool(np.all(table.nums[1:] > table.nums[:-1]))
    )


__all__ = ["Tables", "read_tables", "write_tables"]
