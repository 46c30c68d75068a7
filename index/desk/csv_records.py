"""Splits a CSV table into records, so that a quotation mark left open costs one line.

The csv module reads on until the mark is closed: by a mark of a later row, or never. Both join rows
that were meant to be searched one by one.
"""

import csv
import io
from collections.abc import Iterator

from msgspec import Struct

UNCLOSED = "a quotation mark is never closed"
_TOO_LONG = "a cell is longer than 1,000,000 characters"
# Code points of the longest cell.
_LONGEST_CELL = 1_000_000


class CsvRecord(Struct, frozen=True):
    """The cells of a record, or one cell with the line that has none and the `problem` of it."""

    cells: list[str]
    problem: str | None = None


def csv_records(text: str, delimiter: str) -> Iterator[CsvRecord]:
    """The records of a table. After a line with a problem, reading goes on with the next line."""
    csv.field_size_limit(_LONGEST_CELL)
    lines = list(io.StringIO(text, newline=""))
    begin = 0
    while begin < len(lines):
        following = map(lines.__getitem__, range(begin, len(lines)))
        reader = csv.reader(following, delimiter=delimiter, strict=True)
        done = 0
        try:
            for cells in reader:
                yield CsvRecord(cells)
                done = reader.line_num
            return
        except csv.Error:
            yield _of_one_line(lines[begin + done], delimiter)
            begin += done + 1


def _of_one_line(line: str, delimiter: str) -> CsvRecord:
    """The record of a line that the strict rules refuse, such as `"Anna" Bell`."""
    # A second line that a quotation mark left open takes in.
    try:
        records = list(csv.reader([line.rstrip("\r\n") + "\n", "end"], delimiter=delimiter))
    except csv.Error:
        return CsvRecord([line], _TOO_LONG)
    return CsvRecord(records[0]) if len(records) > 1 else CsvRecord([line], UNCLOSED)


__all__ = ["UNCLOSED", "CsvRecord", "csv_records"]
