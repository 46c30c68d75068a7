"""CSV (RFC 4180): marks and concordances. Cells that a spreadsheet would run get an apostrophe."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from index.kept.export.citation import passage_fields
from index.kept.records import Mark
from index.text import escaped_path, safe

if TYPE_CHECKING:
    from index.explore import KwicRow

CSV_COLUMNS = (
    "id", "locator", "quote", "speaker", "cue", "outlet", "source_date", "title", "publication",
    "volume", "issue", "author", "date", "paragraph", "start", "end", "path", "note", "tags",
    "kind", "created", "changed", "statement", "said_date", "said_basis",
)  # fmt: skip
KWIC_COLUMNS = (
    "left", "match", "right", "speaker", "title", "publication", "date", "id", "start", "end",
    "path", "said_date", "said_basis",
)  # fmt: skip


def to_csv(marks: Sequence[Mark]) -> str:
    """A header and a row for each mark. Offsets count code points of the article's text."""
    rows = ([cells[name] for name in CSV_COLUMNS] for cells in map(_cells, marks))
    return csv_line(CSV_COLUMNS) + "".join(map(csv_line, rows))


def concordance_csv(rows: Iterable["KwicRow"]) -> Iterator[str]:
    """A concordance as CSV, line by line, with a header."""
    yield csv_line(KWIC_COLUMNS)
    for row in rows:
        kwic, card, said = row.kwic, row.card, row.statement
        yield csv_line(
            (
                kwic.left,
                kwic.match,
                kwic.right,
                row.speaker,
                card.title,
                card.publication,
                card.date,
                card.id,
                kwic.span.start,
                kwic.span.end,
                escaped_path(card.path),
                said.said_date if said else None,
                said.said_basis if said else None,
            )
        )


def csv_line(values: Iterable[object]) -> str:
    """One row of CSV. A cell that a spreadsheet would run as a formula gets an apostrophe."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(map(_cell, values))
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str):
        value = safe(value)
        return f"'{value}" if value[:1] in tuple("=+-@\t") else value
    return "" if value is None else value


def _cells(mark: Mark) -> dict[str, Any]:
    passage = mark.passage
    return {
        **passage_fields(passage),
        "id": mark.id,
        "quote": passage.anchor.exact,
        "path": escaped_path(passage.source.path),
        "note": mark.note,
        "tags": ";".join(mark.tags),
        "kind": passage.kind,
        "created": mark.created,
        "changed": mark.changed,
        "statement": passage.statement,
        "said_date": passage.said_date,
        "said_basis": passage.said_basis,
    }
