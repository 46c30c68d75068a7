"""The results of a batch as CSV, JSON Lines or Markdown: a line a row, problems included."""

from collections.abc import Callable, Sequence
from typing import Any

from index.desk.batch import BatchResult
from index.kept import csv_line
from index.model import FILE_DATE
from index.text import escape_markdown, one_line, shortened, to_json

_COLUMNS = (
    "row", "name", "query", "hits", "first_date", "last_date", "statements_by", "statements_about",
    "actors", "publications", "outlets", "passage", "locator", "title", "publication", "date", "id",
    "problem",
)  # fmt: skip
# Code points of a passage in a table of Markdown.
_SHORT = 200


def write_batch(results: Sequence[BatchResult], others: Sequence[str], form: str) -> str:
    """The results in one of BATCH_FORMATS; `others` are the columns that are handed through."""
    return _WRITERS[form](results, others)


def batch_row(result: BatchResult) -> dict[str, Any]:
    """A result as a JSON object; unknown values are null."""
    passage, row = result.passage, result.row
    return {
        "row": row.number,
        "name": row.name,
        "query": str(row.query) if row.query else None,
        "hits": None if result.problem else result.hits,
        "first_date": result.first_date,
        "last_date": result.last_date,
        "statements_by": result.said_by,
        "statements_about": result.said_about,
        "actors": list(result.actors),
        "publications": _counts(result.publications),
        "outlets": _counts(result.outlets),
        "passage": passage.text if passage else None,
        "locator": passage.locator if passage else None,
        "title": passage.card.title if passage else None,
        "publication": passage.card.publication if passage else None,
        "date": (passage.card.date or "").removeprefix(FILE_DATE) or None if passage else None,
        "id": passage.card.id if passage else None,
        "path": passage.card.path if passage else None,
        "columns": dict(row.others),
        "problem": result.problem,
    }


def _counts(values: Sequence[tuple[str, int]]) -> list[dict[str, Any]]:
    return [{"name": name, "articles": count} for name, count in values]


def _json(results: Sequence[BatchResult], others: Sequence[str]) -> str:
    return "".join(to_json(batch_row(one)) + "\n" for one in results)


def _csv(results: Sequence[BatchResult], others: Sequence[str]) -> str:
    lines = [csv_line((*_COLUMNS, *others))]
    for one in results:
        cells = _flat(one)
        given = (one.row.others.get(name) for name in others)
        lines.append(csv_line((*(cells[name] for name in _COLUMNS), *given)))
    return "".join(lines)


def _flat(result: BatchResult) -> dict[str, Any]:
    """The fields of `batch_row` as cells: lists become one text."""
    return batch_row(result) | {
        "actors": "; ".join(result.actors),
        "publications": _listed(result.publications),
        "outlets": _listed(result.outlets),
    }


def _listed(values: Sequence[tuple[str, int]]) -> str:
    return "; ".join(f"{name} ({count})" for name, count in values)


def _markdown(results: Sequence[BatchResult], others: Sequence[str]) -> str:
    head = "| row | name | hits | first | last | by | about | outlets | best passage |"
    lines = [head, "| ---: | --- | ---: | --- | --- | ---: | ---: | --- | --- |"]
    for one in results:
        if one.problem:
            lines.append(_line([one.row.number, one.row.name, *("",) * 6, one.problem]))
            continue
        lines.append(
            _line(
                [
                    one.row.number,
                    one.row.name,
                    f"{one.hits:,}",
                    one.first_date,
                    one.last_date,
                    one.said_by,
                    one.said_about,
                    _listed(one.outlets[:3]),
                    _short_passage(one),
                ]
            )
        )
    return "".join(f"{line}\n" for line in lines)


def _short_passage(result: BatchResult) -> str:
    passage = result.passage
    if passage is None:
        return ""
    return f"{shortened(one_line(passage.text), _SHORT)} [{passage.locator}]"


def _line(values: Sequence[object]) -> str:
    cells = ("" if value is None else escape_markdown(one_line(str(value))) for value in values)
    return f"| {' | '.join(cells)} |"


_WRITERS: dict[str, Callable[[Sequence[BatchResult], Sequence[str]], str]] = {
    "csv": _csv,
    "json": _json,
    "md": _markdown,
}

__all__ = ["batch_row", "write_batch"]
