"""Bounds of the arrays of a segment, checked once when they are opened.

Checksums find accidental damage. A library from another person can have valid checksums over
numbers that contradict each other: counts that allocate gigabytes, rows outside of the file,
documents that do not exist. Here sizes and offsets are compared in a few passes over arrays that
are read anyway; `FieldArrays` checks the content of a row when it unpacks it.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.statement_spans import StatementSpans

# The type of the bytes of packed rows.
_BYTES: Final = np.dtype(np.uint8)
# A thousand in each of the 65,536 documents that a segment can have.
_MOST_STATEMENTS: Final = 1 << 26


def check_field(arrays: Mapping[str, Array], documents: int, words: int) -> None:
    """Check the arrays of a field, of a segment with so many documents; raises ValueError.

    `words` is the length of the array of words.
    """
    terms = len(arrays["ends"])
    for kind in ("counts", "coding"):
        _is_sized(kind, arrays[kind], terms)
    _is_sized("lengths", arrays["lengths"], documents)
    _ascends("ends", arrays["ends"], words)
    for kind, rows in (("posted_at", "posted"), ("placed_at", "placed")):
        _is_sized(kind, arrays[kind], terms + 1)
        if arrays[rows].dtype != _BYTES:
            raise ValueError(f"the type of {rows}")
        _ascends(kind, arrays[kind], len(arrays[rows]))
    _is_sized("bases", arrays["bases"], documents + 1)
    _ascends("bases", arrays["bases"], 1 << 32)
    if terms and int(arrays["counts"].max()) >= documents:
        raise ValueError("more postings than documents")


def check_statements(counts: Array, spans: Iterable[StatementSpans], documents: int) -> None:
    """Check the numbers of statements, and those that stretches name; raises ValueError."""
    _is_sized("statements", counts, documents)
    if int(counts.sum(dtype=np.int64)) > _MOST_STATEMENTS:
        raise ValueError("more statements than a segment can have")
    for one in spans:
        first = one.first.astype(np.int64)
        of_stretches = np.repeat(counts, first[1:] - first[:-1])
        owners = one.owners[first[0] : first[-1]]
        if bool((owners >= of_stretches).any()):
            raise ValueError("statements that are not there")


def check_spans(spans: StatementSpans, documents: int) -> None:
    """Check the stretches in a field; raises ValueError."""
    _is_sized("first", spans.first, documents + 1)
    for kind in ("begins", "lengths", "owners"):
        _is_sized(kind, getattr(spans, kind), len(spans.begins))
    _ascends("first", spans.first, len(spans.begins))


def _is_sized(name: str, array: Array, size: int) -> None:
    if array.dtype.kind != "u" or len(array) != size:
        raise ValueError(f"the size or type of {name}")


def _ascends(name: str, array: Array, most: int) -> None:
    """Check offsets: none is less than the one before it, and none is above `most`."""
    if array.dtype.kind != "u" or (
        len(array) and (int(array[-1]) > most or bool((array[1:] < array[:-1]).any()))
    ):
        raise ValueError(f"the offsets {name}")


__all__ = ["check_field", "check_spans", "check_statements"]
