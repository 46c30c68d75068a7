"""Exports of marks: one module for each format, behind one registry. Also their import."""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.kept.export.citation import (
        cite,
        cite_article,
        cite_place,
        clipping,
        day_said,
        passage_fields,
        place_in_article,
    )
    from index.kept.export.csv_export import concordance_csv, csv_line
    from index.kept.export.export_formats import export_format_names, format_of, write
    from index.kept.export.json_lines import ImportedMarks, RefusedRow, from_jsonl
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.kept.export.citation": (
                "cite",
                "cite_article",
                "cite_place",
                "clipping",
                "day_said",
                "passage_fields",
                "place_in_article",
            ),
            "index.kept.export.csv_export": ("concordance_csv", "csv_line"),
            "index.kept.export.export_formats": ("export_format_names", "format_of", "write"),
            "index.kept.export.json_lines": ("ImportedMarks", "RefusedRow", "from_jsonl"),
        },
    )

__all__ = [
    "ImportedMarks",
    "RefusedRow",
    "cite",
    "cite_article",
    "cite_place",
    "clipping",
    "concordance_csv",
    "csv_line",
    "day_said",
    "export_format_names",
    "format_of",
    "from_jsonl",
    "passage_fields",
    "place_in_article",
    "write",
]
