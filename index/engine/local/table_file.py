"""Actors, days, statements and fields of all articles as arrays in a file next to the catalogue.

The catalogue's rows hold the same. The builder writes the file at its end; a reader then maps it
instead of reading the rows, for a library of any size. A file of another revision is ignored. Each
table is read and checked alone, when it is first asked for.
"""

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import numpy as np
from msgspec import Struct

from index.engine.local.actor_table import ActorTable
from index.engine.local.array_files import ArrayFile, ArrayWriter
from index.engine.local.day_arrays import LAST_DAY, DateRanges
from index.engine.local.field_rows import FieldRows
from index.engine.local.statement_rows import StatementRows
from index.errors import IndexDamaged

T = TypeVar("T")

# The arrays of each table in the file, in the order of its fields.
_ACTORS = ("nums", "starts", "actors", "speaks")
_DAYS = ("day_nums", "first_days", "last_days")
_STATEMENTS = (
    "statement_nums",
    "statement_starts",
    "statement_speakers",
    "statement_first_days",
    "statement_days",
    "joint_statements",
    "joint_speakers",
)
_FIELDS = (
    "field_nums",
    "publications",
    "publication_names",
    "publication_ends",
    "authors",
    "author_names",
    "author_ends",
    "citing",
    "cited_outlets",
)


class Tables(Struct, frozen=True):
    """The actors, the days, the statements and the fields of all articles of a library."""

    actors: ActorTable
    days: DateRanges
    statements: StatementRows
    fields: FieldRows


def write_tables(path: Path, tables: Tables, stamp: str) -> None:
    """Replace the file; `stamp` identifies the revision. Without disk space there is no file."""
    new = path.with_suffix(".new")
    actors, days = tables.actors, tables.days
    try:
        new.unlink(missing_ok=True)
        with ArrayWriter(new) as writer:
            for names, table in (
                (_ACTORS, (actors.nums, actors.starts, actors.actors, actors.speaks)),
                (_DAYS, (days.nums, days.first, days.last)),
                (_STATEMENTS, tables.statements),
                (_FIELDS, tables.fields.packed()),
            ):
                for name, values in zip(names, table, strict=True):
                    writer.add(name, values)
            writer.finish({"stamp": stamp})
        os.replace(new, path)
    except OSError:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)


class TableFile:
    """The file of tables at a path, if it is of a wanted revision; each table None else.

    `is_wanted` is asked whether the stamp of the file is that of the revision.
    """

    def __init__(self, path: Path, is_wanted: Callable[[str], bool]) -> None:
        self._file: ArrayFile | None = None
        with contextlib.suppress(OSError, IndexDamaged):
            file = ArrayFile(path)
            if is_wanted(str(file.facts.get("stamp"))):
                self._file = file

    def actors(self) -> ActorTable | None:
        """The actors of every article."""
        return self._table(_ACTORS, ActorTable, _is_whole)

    def days(self) -> DateRanges | None:
        """The days that the date of each article can mean."""
        return self._table(_DAYS, DateRanges, _are_days)

    def statements(self) -> StatementRows | None:
        """The statements of every article."""
        return self._table(_STATEMENTS, StatementRows, StatementRows.fits_together)

    def fields(self) -> FieldRows | None:
        """Publication, author and cited outlets of every article."""
        return self._table(_FIELDS, FieldRows.unpacked, lambda _: True)

    def tables(self) -> Tables | None:
        """All tables; None where one is damaged."""
        actors, days, statements, fields = (
            self.actors(),
            self.days(),
            self.statements(),
            self.fields(),
        )
        if actors is None or days is None or statements is None or fields is None:
            return None
        return Tables(actors, days, statements, fields)

    def _table(
        self, names: Iterable[str], make: Callable[..., T | None], fits: Callable[[T], bool]
    ) -> T | None:
        """A table of the arrays with these names, if they are whole numbers and fit together."""
        if self._file is None:
            return None
        try:
            arrays = [self._file[name] for name in names]
        except (OSError, IndexDamaged, KeyError):
            return None
        if any(values.dtype.kind not in "iub" for values in arrays):
            return None
        table = make(*arrays)
        return table if table is not None and fits(table) else None


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


def _are_days(days: DateRanges) -> bool:
    """Whether the arrays are parallel, articles ascend, and each day is 0 or of the calendar."""
    return (
        len(days.nums) == len(days.first) == len(days.last)
        and bool(np.all(days.nums[1:] > days.nums[:-1]))
        and bool(np.all(days.first >= 0))
        and bool(np.all(days.first <= days.last))
        and int(days.last.max(initial=0)) <= LAST_DAY
    )


__all__ = ["TableFile", "Tables", "write_tables"]
