"""Reads a table of names or queries: a row a question, columns found by their names.

Encodings: a byte order mark, else UTF-8, else UTF-16 without a mark, else Windows-1252 where its
letters look like western words, else the encoding that charset-normalizer finds.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field

from index.desk.csv_records import CsvRecord, csv_records
from index.errors import PressmarkError, QueryError
from index.model import find_dates, make_date, parse_iso
from index.query import And, Filter, Query, every_leaf, parse, quote_value
from index.readers import decode_table
from index.text import one_line

_DELIMITERS = ",;\t|"
# Column names that mean the same, folded as `_folded` does.
_COLUMNS: Mapping[str, frozenset[str]] = {
    "name": frozenset(
        "name names fullname person actor entity organisation organization company subject"
        " target nom nombre nome имя".split()
    ),
    "given": frozenset("firstname givenname givennames forename forenames vorname prénom".split()),
    "family": frozenset("lastname familyname surname nachname".split()),
    "query": frozenset(
        "query queries search expression keyword keywords term terms question".split()
    ),
    "aliases": frozenset(
        "alias aliases aka alsoknownas othernames othername variant variants spellings".split()
    ),
    "date": frozenset("date dates day year years period month when".split()),
    "after": frozenset("after from since start begin startdate datefrom fromdate".split()),
    "before": frozenset("before".split()),
    "until": frozenset("to until till end enddate dateto todate through".split()),
}
_SEPARATORS = re.compile(r"\s*[;|\n]\s*")
# Signs with a meaning inside quotation marks of the query language: removed from names.
_SIGNS = re.compile('[“”„«»"@]')
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_TIME = re.compile(r"[T ]\d\d:\d\d(:\d\d(\.\d+)?)?Z?$")
# Size limit in bytes: a longer file is no list made by a person and would fill the memory.
_MOST_BYTES = 100_000_000
# Code points of a row that cannot be read which are shown as its name.
_SHOWN = 80
# Longest names and aliases, in code points, and how many of one row.
_LONGEST_NAME, _MOST_NAMES = 300, 50


class BatchRow(Struct, frozen=True):
    """A row of the table: what to search, or the `problem` that keeps it from being searched.

    `number` counts records as spreadsheets do: the head is 1. `names` are those whose statements
    are counted. `others` are the cells of columns that mean nothing here.
    """

    number: int
    name: str
    query: Query | None = None
    names: tuple[str, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)
    problem: str | None = None


class BatchTable(Struct, frozen=True):
    """The rows of a table, and the names of the columns that `BatchRow.others` has."""

    rows: tuple[BatchRow, ...]
    others: tuple[str, ...]


def read_table(raw: bytes, called: str) -> BatchTable:
    """The rows of a table in CSV; `called` names the file in messages.

    Raises PressmarkError where it is no table, or has no column of names or queries.
    """
    if len(raw) > _MOST_BYTES:
        raise PressmarkError(f"{called} is larger than {_MOST_BYTES // 1_000_000} MB: split it.")
    try:
        text = decode_table(raw)
    except UnicodeDecodeError as error:
        raise PressmarkError(
            f"{called} begins as {error.encoding.upper()}, but its bytes are none: save the table"
            " as CSV in UTF-8."
        ) from error
    if "\0" in text[:10_000] or text.startswith("PK\x03\x04"):
        raise PressmarkError(f"{called} is no text: save the table as CSV in UTF-8.")
    delimiter, text = _delimiter(text)
    records = csv_records(text, delimiter)
    head_at, head = _head(records)
    if not {"name", "query", "family"} & {_meaning(name) for name in head}:
        begun = ", ".join(filter(None, head))[:80]
        shown = f": its first line is {one_line(begun)}" if begun else ""
        raise PressmarkError(f"{called} has no column called name or query{shown}.")
    rows = list(_rows(records, head, head_at, delimiter))
    if not rows:
        raise PressmarkError(f"{called} has no rows below its column names.")
    others = tuple(dict.fromkeys(name for name in head if name and _meaning(name) is None))
    return BatchTable(tuple(rows), others)


def _delimiter(text: str) -> tuple[str, str]:
    """The sign between cells, and the text without a line that names it (`sep=;`).

    It is the one that parts the first line into most columns whose names mean something.
    """
    told = re.match(r'\s*"?sep=(.)"?[ \t]*\r?\n', text)
    if told:
        return told[1], text[told.end() :]
    first = text.lstrip("\r\n").split("\n", 1)[0]

    def known(sign: str) -> tuple[int, int]:
        cells = first.split(sign)
        return sum(_meaning(cell) is not None for cell in cells), len(cells)

    return max(_DELIMITERS, key=known), text


def _head(records: Iterator[CsvRecord]) -> tuple[int, list[str]]:
    """The number of the first record that is not empty, and its cells."""
    for number, record in enumerate(records, 1):
        if any(cell.strip() for cell in record.cells):
            return number, [one_line(cell).strip() for cell in record.cells]
    return 0, []


def _folded(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum())


def _meaning(name: str) -> str | None:
    """The meaning of a column by its name; None for an unknown name."""
    folded = _folded(name)
    return next((kind for kind, names in _COLUMNS.items() if folded in names), None)


def _rows(
    records: Iterable[CsvRecord], head: Sequence[str], head_at: int, delimiter: str
) -> Iterator[BatchRow]:
    blank: list[BatchRow] = []
    for number, record in enumerate(records, head_at + 1):
        cells = record.cells
        if record.problem is not None:
            yield from blank
            blank = []
            yield BatchRow(number, one_line(cells[0]).strip()[:_SHOWN], problem=record.problem)
            continue
        if len(cells) > len(head):
            # an unquoted delimiter in the last column
            cells = [*cells[: len(head) - 1], delimiter.join(cells[len(head) - 1 :])]
        if not any(cell.strip() for cell in cells):
            blank.append(BatchRow(number, "", problem="the row is empty"))
            continue
        yield from blank  # empty rows at the end are none
        blank = []
        yield _row(number, dict(_cells(head, cells)), _others(head, cells))


def _cells(head: Sequence[str], cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The cells by the meaning of their columns; of two with one meaning the first that is set."""
    seen: set[str] = set()
    for name, cell in zip(head, cells, strict=False):
        kind, value = _meaning(name), cell.strip()
        if kind and value and kind not in seen:
            seen.add(kind)
            yield kind, value


def _others(head: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    pairs = zip(head, cells, strict=False)
    return {name: cell for name, cell in pairs if name and _meaning(name) is None}


def _row(number: int, cells: Mapping[str, str], others: Mapping[str, str]) -> BatchRow:
    name = cells.get("name") or " ".join(filter(None, (cells.get("given"), cells.get("family"))))
    shown = one_line(name or cells.get("query", ""))
    try:
        if any("\ufffd" in cell for cell in cells.values()):
            raise ValueError("it holds bytes that are no text: save the table as UTF-8")
        names = _names(name, cells.get("aliases", ""))
        text = cells.get("query") or " OR ".join(
            f"actor:{quote_value(one, always=True)} OR {quote_value(one, always=True)}"
            for one in names
        )
        if not text:
            raise ValueError("there is neither a name nor a query")
        asked, dates = parse(text).node, parse(_dates(cells)).node
        if asked is None:
            raise ValueError(f"there is no word to search in {one_line(text)}")
        query = Query(asked if dates is None else And((asked, dates)))
    except QueryError as error:
        return BatchRow(number, shown, others=others, problem=f"the query fails: {error}")
    except ValueError as error:
        return BatchRow(number, shown, others=others, problem=str(error))
    return BatchRow(number, shown, query, names or _actors_asked(query), others)


def _names(name: str, aliases: str) -> tuple[str, ...]:
    """The name and its aliases, without quotation marks; "Bell, Anna" is "Anna Bell" too."""
    found: dict[str, None] = {}
    for one in (name, *_SEPARATORS.split(aliases)):
        plain = " ".join(_SIGNS.sub(" ", one).split())
        if not plain:
            continue
        if len(plain) > _LONGEST_NAME:
            raise ValueError(f"a name is longer than {_LONGEST_NAME} characters")
        family, comma, given = plain.partition(", ")
        turned = comma and given and "," not in given
        found[f"{given} {family}" if turned else plain] = None
        if turned:
            found[plain] = None
    if len(found) > _MOST_NAMES:
        raise ValueError(f"there are more than {_MOST_NAMES} names")
    if name and not any(char.isalnum() for char in name):
        raise ValueError(f"there is no word in the name {one_line(name)}")
    return tuple(found)


def _actors_asked(query: Query) -> tuple[str, ...]:
    """The names in `actor:` and `speaker:` of a query."""
    asked = (leaf for leaf in every_leaf(query.node) if isinstance(leaf, Filter))
    return tuple(dict.fromkeys(leaf.value for leaf in asked if leaf.field in {"actor", "speaker"}))


def _dates(cells: Mapping[str, str]) -> str:
    """The dates of a row as the query language has them. Raises ValueError for a bad one."""
    low, dots, high = cells.get("date", "").partition("..")
    first, last = _iso(low), _iso(high)
    parts = [f"date:{first}{dots}{last}"] if first or last else []
    if after := _iso(cells.get("after", "")):
        parts.append(f"date:{after}..")
    if until := _iso(cells.get("until", "")):
        parts.append(f"date:..{until}")
    if before := _iso(cells.get("before", "")):
        parts.append(f"before:{before}")
    begin, end = first or after, (last if dots else "") or until or before
    if begin and end and begin[: len(end)] > end:
        raise ValueError(f"its dates end ({end}) before they begin ({begin})")
    return " ".join(parts)


def _iso(written: str) -> str:
    """A date as 2004, 2004-05 or 2004-05-12; empty for none. Raises ValueError for another text."""
    plain = _TIME.sub("", written.strip())
    if not plain:
        return ""
    found = parse_iso(plain)
    if found is None and (dotted := _DOTTED.fullmatch(plain)):
        found = make_date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
    if found is None:
        in_words = (one for one in find_dates(plain) if (one.start, one.end) == (0, len(plain)))
        found = next((one.resolve(None) for one in in_words), None)
    if found is None:
        raise ValueError(
            f"{one_line(written)} is no date like 2004, 2004-05 or 2004-05-12 (or two with ..)"
        )
    return str(found)


__all__ = ["BatchRow", "BatchTable", "read_table"]
