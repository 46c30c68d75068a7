"""Excel workbooks (ECMA-376, SpreadsheetML): each sheet with a column of text is a table.

Cells are read as Excel shows them: shared and inline strings, numbers, dates by number format.
"""

import datetime
import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring, iterparse

from index.errors import ReadFailure
from index.model import Article
from index.readers.news_xml import local
from index.readers.packed import check_zip, reading
from index.readers.source import Source
from index.readers.tables import articles_of_sheets

SUFFIXES = (".xlsx", ".xlsm")

# Number formats that Excel has without writing them down, of days and of days with a time.
_DATE_FORMATS = {*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)}
_DATE_SIGNS = re.compile(r"[dy]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
# Day 0 of the two calendars that workbooks count by; 1900 has a leap day too many there.
_DAY_0 = {False: datetime.date(1899, 12, 30), True: datetime.date(1904, 1, 1)}
_LAST_DAY = 2_958_465
# A cell further right than this, as Excel has them.
_WIDEST = 16_384
_ERRORS = frozenset({"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!"})
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+$")


class _Book(NamedTuple):
    """The parts that all sheets of a workbook share."""

    strings: Sequence[str]
    dated: frozenset[int]  # the cell formats that show a date
    counts_from_1904: bool


def read(source: Source) -> Iterator[Article]:
    """The rows of all sheets that have a column of text. Raises ReadFailure where none has."""
    check_zip(source)
    with reading("an Excel workbook"), zipfile.ZipFile(io.BytesIO(source.raw)) as packed:
        names = {name.lower(): name for name in packed.namelist()}
        folder, sheets, from_1904 = _sheets(packed, names)
        book = _Book(
            _shared_strings(packed, names.get(f"{folder}/sharedstrings.xml")),
            _dated_formats(packed, names.get(f"{folder}/styles.xml")),
            from_1904,
        )
        tables = {name: list(_rows(packed, part, book)) for name, part in sheets.items()}
    yield from articles_of_sheets(source, tables)


def _sheets(packed: zipfile.ZipFile, names: Mapping[str, str]) -> tuple[str, dict[str, str], bool]:
    """The workbook's folder, the part of each sheet by name, and whether days count from 1904."""
    main = next((n for n in names if n.endswith("/workbook.xml") or n == "workbook.xml"), None)
    if main is None:
        raise ReadFailure("not an Excel workbook that can be read (no workbook part)")
    folder = posixpath.dirname(main)
    root = fromstring(packed.read(names[main]))
    targets: dict[str, str] = {}
    relations = names.get(f"{folder}/_rels/{posixpath.basename(main)}.rels")
    for relation in fromstring(packed.read(relations)) if relations else ():
        target = relation.attrib.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
        targets[relation.attrib.get("Id", "")] = posixpath.normpath(whole).lower()
    found: dict[str, str] = {}
    for sheet in (e for e in root.iter() if local(e) == "sheet"):
        key = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        part = names.get(targets.get(key, ""))
        if part:
            found[sheet.attrib.get("name") or f"sheet {len(found) + 1}"] = part
    about = next((e for e in root.iter() if local(e) == "workbookPr"), None)
    from_1904 = about is not None and about.attrib.get("date1904") in {"1", "true"}
    return folder, found, from_1904


def _shared_strings(packed: zipfile.ZipFile, part: str | None) -> list[str]:
    if part is None:
        return []
    return [_text(item) for item in fromstring(packed.read(part)) if local(item) == "si"]


def _text(item: Element) -> str:
    """The text of a string in pieces, without the reading aids of East Asian scripts."""
    pieces = []
    for child in item:
        if local(child) == "t":
            pieces.append(child.text or "")
        elif local(child) == "r":
            pieces += [e.text or "" for e in child if local(e) == "t"]
    # control characters are written as _x000D_
    return re.sub(r"_x000[AaDd9]_", "\n", "".join(pieces))


def _dated_formats(packed: zipfile.ZipFile, part: str | None) -> frozenset[int]:
    """The places of the cell formats whose numbers are days."""
    if part is None:
        return frozenset()
    root = fromstring(packed.read(part))
    own = {
        int(e.attrib["numFmtId"])
        for e in root.iter()
        if local(e) == "numFmt" and _DATE_SIGNS.search(_QUOTED.sub("", e.attrib["formatCode"]))
    }
    formats = next((e for e in root if local(e) == "cellXfs"), ())
    dated = own | _DATE_FORMATS
    return frozenset(
        at for at, e in enumerate(formats) if int(e.attrib.get("numFmtId", 0)) in dated
    )


def _rows(packed: zipfile.ZipFile, part: str, book: _Book) -> Iterator[list[Any]]:
    """The rows of a sheet that are not empty, each cell at its place."""
    with packed.open(part) as stream:
        for _, element in iterparse(stream):
            if local(element) != "row":
                continue
            row: list[Any] = []
            for cell in (e for e in element if local(e) == "c"):
                place = _column(cell.attrib.get("r", ""), len(row))
                row += [""] * (place - len(row))
                row.append(_value(cell, book))
            element.clear()
            if any(value != "" for value in row):
                yield row


def _column(reference: str, following: int) -> int:
    """The place of a cell in its row, from 0: "C7" is at 2; without a reference the next one."""
    match = _REFERENCE.match(reference)
    if match is None:
        return following
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - 64
    return max(following, min(number, _WIDEST) - 1)


def _value(cell: Element, book: _Book) -> Any:
    """The value of a cell: text, a number, or a day in ISO form."""
    kind = cell.attrib.get("t", "n")
    if kind == "inlineStr":
        return next((_text(e) for e in cell if local(e) == "is"), "")
    value = next((e.text or "" for e in cell if local(e) == "v"), "")
    if kind == "s":
        return (
            book.strings[int(value)] if value.isdigit() and int(value) < len(book.strings) else ""
        )
    if kind != "n" or not value:
        return "" if value in _ERRORS else value
    try:
        number = float(value)
    except ValueError:
        return value
    if int(cell.attrib.get("s", 0)) in book.dated and 0 < number <= _LAST_DAY:
        return (_DAY_0[book.counts_from_1904] + datetime.timedelta(int(number))).isoformat()
    return int(number) if number.is_integer() else number


__all__ = ["SUFFIXES", "read"]
