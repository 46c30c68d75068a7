"""OpenDocument spreadsheets: the cells of each sheet as rows (OpenDocument 1.2, part 1, sec. 9)."""

import itertools
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from index.readers.news_xml import local

# Rows and columns that are repeated without end are the empty rest of a sheet.
_MOST_REPEATED = 1000
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def sheets_in(content: Element) -> dict[str, Iterator[list[Any]]]:
    """The rows of each sheet of a spreadsheet by the sheet's name; none for another document."""
    book = content.find(f".//{_OFFICE}spreadsheet")
    tables = [] if book is None else [e for e in book if local(e) == "table"]
    return {
        table.attrib.get(f"{_TABLE}name") or f"sheet {at}": _rows(table)
        for at, table in enumerate(tables, 1)
    }


def _rows(table: Element) -> Iterator[list[Any]]:
    """The rows of a sheet that are not empty."""
    for element in table.iter(f"{_TABLE}table-row"):
        row: list[Any] = []
        for cell in element:
            if local(cell) not in {"table-cell", "covered-table-cell"}:
                continue
            count = int(cell.attrib.get(f"{_TABLE}number-columns-repeated", 1))
            row += itertools.repeat(_value(cell), min(count, _MOST_REPEATED))
        while row and row[-1] == "":
            row.pop()
        if row:
            yield row


def _value(cell: Element) -> Any:
    """The value of a cell: a day in ISO form, a number, or its paragraphs."""
    kind = cell.attrib.get(f"{_OFFICE}value-type")
    if kind == "date":
        return cell.attrib.get(f"{_OFFICE}date-value", "")
    if kind == "float":
        return cell.attrib.get(f"{_OFFICE}value", "")
    paragraphs = (_words(e) for e in cell if local(e) == "p")
    return "\n".join(paragraphs)


def _words(paragraph: Element) -> str:
    """The text of a paragraph, its line breaks and repeated blanks as such."""
    out = [paragraph.text or ""]
    for child in paragraph:
        name = local(child)
        if name == "line-break":
            out.append("\n")
        elif name in {"s", "tab"}:
            out.append(" ")
        elif name != "annotation":
            out.append("".join(child.itertext()))
        out.append(child.tail or "")
    return "".join(out)


__all__ = ["sheets_in"]
