"""Statements as tables: CSV, JSON Lines and Parquet, written while statements are read."""

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from index.desk.statement_objects import statement_json
from index.errors import PressmarkError
from index.kept import csv_line
from index.library import StatementRow
from index.text import safe, to_json

# The columns of CSV and Parquet: name, and whether it holds whole numbers.
_COLUMNS = {
    "id": False, "locator": False, "kind": False, "text": False, "speaker": False, "cue": False,
    "addressee": False, "outlet": False, "source_date": False, "said_date": False, "date": False,
    "title": False, "publication": False, "author": False, "speaker_basis": False,
    "outlet_basis": False, "source_date_basis": False, "said_basis": False, "start": True,
    "end": True, "speaker_start": True, "speaker_end": True, "cue_start": True, "cue_end": True,
    "content": False, "path": False, "other_speakers": False,
}  # fmt: skip
# Statements of a row group: it is in memory as a whole.
_AT_ONCE = 10_000


def write_statements(rows: Iterable[StatementRow], form: str) -> Iterator[bytes]:
    """The statements in one of STATEMENT_FORMATS, in parts.

    JSON Lines has the fields of `statement_json`. CSV and Parquet add title, publication and author
    of the article, have a column for each basis, and `content` as JSON. Raises PressmarkError where
    Parquet cannot be written.
    """
    return _WRITERS[form](rows)


def _flat(row: StatementRow) -> dict[str, Any]:
    """A statement as the cells of a table."""
    article, cells = row.analysis.article, statement_json(row)
    basis = cells.pop("basis")
    return cells | {
        **{f"{name}_basis": value for name, value in basis.items()},
        "title": article.title,
        "publication": article.publication,
        "author": article.author,
        "content": to_json(cells["content"]),
        "other_speakers": "; ".join(cells["other_speakers"]) or None,
    }


def _csv(rows: Iterable[StatementRow]) -> Iterator[bytes]:
    yield csv_line(_COLUMNS).encode()
    for row in rows:
        cells = _flat(row)
        line = csv_line(cells[name] for name in _COLUMNS)
        yield line.encode("utf-8", "backslashreplace")


def _jsonl(rows: Iterable[StatementRow]) -> Iterator[bytes]:
    return ((to_json(statement_json(row)) + "\n").encode() for row in rows)


def _parquet(rows: Iterable[StatementRow]) -> Iterator[bytes]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise PressmarkError(
            "Parquet needs the extra `parquet`: pip install 'pressmark[parquet]'."
        ) from error
    schema = pyarrow.schema(
        [(name, pyarrow.int64() if whole else pyarrow.string()) for name, whole in _COLUMNS.items()]
    )
    sink = _Drained()
    with pyarrow.parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        left = iter(rows)
        while cells := [_texts(_flat(row)) for row in islice(left, _AT_ONCE)]:
            writer.write_table(pyarrow.Table.from_pylist(cells, schema))
            yield sink.drain()
    yield sink.drain()


def _texts(cells: dict[str, Any]) -> dict[str, Any]:
    """Cells without control characters and lone surrogates."""
    return {
        name: safe(value).encode("utf-8", "backslashreplace").decode()
        if isinstance(value, str)
        else value
        for name, value in cells.items()
    }


class _Drained(io.RawIOBase):
    """A write-only file without seeking, whose bytes are taken in parts."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[bytes] = []
        self._at = 0

    def writable(self) -> bool:
        """Always true."""
        return True

    def tell(self) -> int:
        """How many bytes were written so far."""
        return self._at

    def write(self, data: Any) -> int:
        """Keep some bytes until they are drained."""
        part = bytes(data)
        self._parts.append(part)
        self._at += len(part)
        return len(part)

    def drain(self) -> bytes:
        """The bytes that were written since the last call."""
        parts, self._parts = self._parts, []
        return b"".join(parts)


_WRITERS: dict[str, Callable[[Iterable[StatementRow]], Iterator[bytes]]] = {
    "csv": _csv,
    "jsonl": _jsonl,
    "parquet": _parquet,
}

__all__ = ["write_statements"]
