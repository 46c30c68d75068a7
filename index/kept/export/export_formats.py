"""The formats that marks can be exported in. A new format is one module and one line here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.kept.export.bibtex_export import to_bibtex
from index.kept.export.csl import to_csl
from index.kept.export.csv_export import to_csv
from index.kept.export.json_lines import to_jsonl
from index.kept.export.markdown_export import to_markdown
from index.kept.export.ris import to_ris
from index.kept.records import Mark


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format: its name on the command line, the endings of its files, its writer."""

    name: str
    endings: tuple[str, ...]
    write: Callable[[Sequence[Mark]], str]


EXPORTERS = {
    form.name: form
    for form in (
        ExportFormat("md", ("md", "markdown"), to_markdown),
        ExportFormat("csv", ("csv",), to_csv),
        ExportFormat("jsonl", ("jsonl",), to_jsonl),
        ExportFormat("bibtex", ("bib",), to_bibtex),
        ExportFormat("ris", ("ris",), to_ris),
        ExportFormat("csl", ("json",), to_csl),
    )
}


def format_of(file_name: str) -> str | None:
    """The name of the format that a file name's ending stands for, None for another ending."""
    ending = file_name.rpartition(".")[2].lower()
    return next((form.name for form in EXPORTERS.values() if ending in form.endings), None)


def write(marks: Sequence[Mark], form: str) -> str:
    """The marks in the format with this name. Raises KeyError for another name."""
    return EXPORTERS[form].write(marks)
