"""Articles in a table: a row an article, in CSV, TSV and other dialects.

The meaning of a column follows from its name or from the settings.
"""

import csv
import html as entities
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from index.errors import ReadFailure
from index.model import Article
from index.readers.columns import CellValues, fields_of, metadata_in, text_in
from index.readers.decode import decode
from index.readers.html import blocks
from index.readers.metadata_date import DayOrder, metadata_date, settled_order
from index.readers.source import PartlyRead, Source, compose

CSV = (".csv", ".tsv", ".tab", ".psv")

_DELIMITERS = ",;\t|"
_SAMPLE_ROWS = 30
_SAMPLE = 400_000
# Rows whose dates are looked at to see whether the day or the month comes first.
_DATED_ROWS = 2000
_LINKS = frozenset({"url", "link", "href", "address", "givenurl", "resolvedurl"})
# A longer cell, in characters, is no name of a column.
_LONGEST_NAME = 40
# No name of a column has more letters.
_PROSE = 80
# At most so many rows come before the head of a table.
_MOST_ABOVE = 12
_TAG = re.compile(
    r"</(?:p|div|a|em|strong|b|i|span|blockquote|li|h[1-6]|figure)>|<br\s*/?>|<p(?: [^<>]*)?>",
    re.IGNORECASE,
)
_BEGINS_WITH_TAG = re.compile(r"\s*<(?:!--|[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>)")
# Text with blank lines and fewer tags than one in so many letters is plain text about tags.
_LETTERS_A_TAG = 400
_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}\d?);")


def read_csv(source: Source) -> Iterator[Article]:
    """The lines of a table with a head (RFC 4180; other delimiters and Excel's `sep=` line too)."""
    text = decode(source.raw).removeprefix("\ufeff").replace("\0", "")
    if not text.strip():
        raise ReadFailure("empty file")
    csv.field_size_limit(1 << 27)
    delimiter, text = _told_delimiter(text)
    options = _options(text, delimiter or _delimiter(source.name, text))
    try:
        yield from articles_of_rows(source, _rows(text, options, source.budget.settings.columns))
    except csv.Error as error:
        raise ReadFailure(f"not a table that can be read ({error})") from error


def _told_delimiter(text: str) -> tuple[str | None, str]:
    """The delimiter that a first line `sep=;` names, and the table below it."""
    match = re.match(r'\s*"?sep=(.)"?[ \t]*\r?\n', text)
    return (match[1], text[match.end() :]) if match else (None, text)


def _options(text: str, delimiter: str) -> dict[str, Any]:
    """How the table is quoted: by doubled quotation marks, by backslashes, or not at all."""
    slashes = '\\"' in text and '""' not in re.sub(
        r'(?<=[,;\t|\n])""(?=[,;\t|\r\n])', "", text[:_SAMPLE]
    )
    if slashes:
        return {"delimiter": delimiter, "doublequote": False, "escapechar": "\\"}
    sign = re.escape(delimiter)
    spaced, close = (len(re.findall(rf'{sign}{gap}"(?!")', text[:_SAMPLE])) for gap in (" +", ""))
    if spaced > close:
        return {"delimiter": delimiter, "doublequote": True, "skipinitialspace": True}
    if _has_single_quotes(text[:_SAMPLE], delimiter):
        return {"delimiter": delimiter, "doublequote": True, "quotechar": "'"}
    if _is_unquoted(text[:_SAMPLE], delimiter):
        return {"delimiter": delimiter, "quoting": csv.QUOTE_NONE}
    return {"delimiter": delimiter, "doublequote": True}


def _has_single_quotes(text: str, delimiter: str) -> bool:
    """Whether cells are quoted with "'": the head's, or most of its rows, and none with '"'."""
    sign = re.escape(delimiter)
    if re.search(rf'(?:^|{sign})"', text, re.MULTILINE):
        return False
    cell = rf"(?:'(?:[^'\n]|'')*'|[^'\n{sign}]*)"
    head, _, rows = text.partition("\n")
    quoted = rf"(?:^|{sign})'(?:[^']|'')*'(?=\s*(?:{sign}|$))"
    if not re.fullmatch(rf"{cell}(?:{sign}{cell})+\r?", head):
        return False
    count = len(re.findall(quoted, rows, re.MULTILINE))
    begun = len(re.findall(rf"(?:^|{sign})'", rows, re.MULTILINE))
    return count > 0 and 2 * count > begun and delimiter in rows


def _is_unquoted(text: str, delimiter: str) -> bool:
    """Whether quotation marks are text: cells go on after them, and each line is a row."""
    sign = re.escape(delimiter)
    opened = rf'(?:^|(?<={sign}))"(?:[^"\n{sign}]|"")*"'
    if not re.search(rf"{opened}(?![\r\n\"{sign}]|\Z)", text, re.MULTILINE):
        return False
    lines = [line for line in text.split("\n")[:-1] if line.strip()] or [text]
    width = lines[0].count(delimiter)
    return width > 0 and all(line.count(delimiter) == width for line in lines[:2000])


def _delimiter(name: str, text: str) -> str:
    """The delimiter with which the first rows are most alike, and their head names a text."""
    best, chosen = (-1.0, -1.0, -1.0), "\t" if name.lower().endswith((".tsv", ".tab")) else ","
    for delimiter in _DELIMITERS:
        try:
            rows = list(
                itertools.islice(_reader(text[:_SAMPLE], _options(text, delimiter)), _SAMPLE_ROWS)
            )
        except csv.Error:
            continue
        if not rows:
            continue
        head = next((row for row in rows[:_MOST_ABOVE] if _is_head(row, {})), rows[0])
        whole = rows[1:-1] or rows[1:]
        alike = sum(len(row) == len(head) for row in whole) / len(whole) if whole else 0.5
        known = fields_of(dict.fromkeys(head, "x"))
        has_text = 1.0 if text_in(known) is not None else 0.0
        score = (
            has_text if len(head) > 1 else 0.0,
            alike if len(head) > 1 else 0.0,
            float(len(head)),
        )
        if score > best:
            best, chosen = score, delimiter
    return chosen


def _reader(text: str, options: Mapping[str, Any]) -> Iterator[list[str]]:
    rows = (row for row in csv.reader(io.StringIO(text, newline=""), **options) if any(row))
    if options.get("quoting") == csv.QUOTE_NONE:
        return ([_unquoted(cell) for cell in row] for row in rows)
    return rows


def _unquoted(cell: str) -> str:
    """A cell without the quotation marks around it, if it has them."""
    inside = cell[1:-1]
    whole = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return inside.replace('""', '"') if whole and '"' not in inside.replace('""', "") else cell


def _rows(
    text: str, options: Mapping[str, Any], told: Mapping[str, str]
) -> Iterator[Mapping[str, Any]]:
    """The rows below the head by column name; what overflows the last column belongs to it."""
    head, rows = _below_head(_reader(text, options), told)
    sign = str(options["delimiter"])
    for row in rows:
        if len(row) > len(head) > 0:
            # unquoted text in the last column has the delimiter in it
            row[len(head) - 1 :] = [sign.join(row[len(head) - 1 :])]
        yield dict(zip(head, row, strict=False))


def _below_head(
    rows: Iterator[list[Any]], told: Mapping[str, str]
) -> tuple[list[str], Iterator[list[Any]]]:
    """The names of the columns, and the rows below them.

    The head is the first of the first rows that names a text and something else, because programs
    write a title or a query above it; without such a row the first one.
    """
    above = list(itertools.islice(rows, _MOST_ABOVE))
    heads = [[str(name).strip() for name in row] for row in above]
    at = next((at for at, names in enumerate(heads) if _is_head(names, told)), 0)
    if heads and _is_record(heads[at]):
        return _names_for(heads[at]), itertools.chain(above[at:], rows)
    return heads[at] if heads else [], itertools.chain(above[at + 1 :], rows)


def _is_record(cells: Sequence[str]) -> bool:
    """Whether a row is an article and no head: prose that ends in a full stop, or has a date."""
    longest = max(cells, key=len, default="")
    if len(cells) < 2 or len(longest) <= _PROSE:
        return False
    dated = any(len(cell) <= _LONGEST_NAME and metadata_date(cell) for cell in cells)
    return dated or re.search(r"[.!。][\"'”»)\]]*\Z", longest) is not None


def _names_for(cells: Sequence[str]) -> list[str]:
    """Names for the columns of a table without a head, from the cells of its first row.

    The longest cell is the text, the first that holds a date the date, the longest of the others
    the title. The rest get no known name.
    """
    text = max(range(len(cells)), key=lambda at: len(cells[at]))
    others = [at for at in range(len(cells)) if at != text]
    date = next((at for at in others if metadata_date(cells[at])), None)
    words = [at for at in others if at != date and any(map(str.isalpha, cells[at]))]
    title = max(words, key=lambda at: len(cells[at]), default=None)
    kinds = {text: "text", date: "date", title: "title"}
    return [kinds.get(at, f"column {at + 1}") for at in range(len(cells))]


def _is_head(names: Sequence[str], told: Mapping[str, str]) -> bool:
    if any(len(name) > _LONGEST_NAME for name in names):
        return False
    fields = fields_of(dict.fromkeys(names, "x"))
    known = sum(value is not None for value in metadata_in(fields, told).values())
    return text_in(fields, told) is not None and known > 0


def articles_of_sheets(
    source: Source, sheets: Mapping[str, Iterable[list[Any]]]
) -> Iterator[Article]:
    """The articles in the sheets of a workbook, by sheet name; sheets without text are skipped.

    Raises ReadFailure where no sheet has a column of text.
    """
    told = source.budget.settings.columns
    problem: ReadFailure | None = None
    partly: PartlyRead | None = None
    found = False
    for name, rows in sheets.items():
        head, below = _below_head(iter(rows), told)
        table = (dict(zip(head, row, strict=False)) for row in below)
        unit = "line" if len(sheets) == 1 else f"{name}, line"
        try:
            for article in articles_of_rows(source, table, unit):
                found = True
                yield article
        except PartlyRead as error:
            partly = partly or error
        except ReadFailure as error:
            problem = problem or error
    if not found:
        raise problem or ReadFailure("an empty workbook")
    if partly:
        raise partly


def looks_like_table(head: str) -> bool:
    """Whether a text begins with a table's head: `sep=;`, or known columns, one of them text."""
    told, text = _told_delimiter(head.lstrip("\ufeff\r\n"))
    first = text.lstrip("\r\n").split("\n", 1)[0].strip("\r")
    for delimiter in told or _DELIMITERS:
        cells = [cell.strip(' "') for cell in first.split(delimiter)]
        if len(cells) < 2 or any(len(cell) > _LONGEST_NAME for cell in cells):
            continue
        fields = fields_of(dict.fromkeys(cells, "x"))
        known = sum(value is not None for value in metadata_in(fields).values())
        if text_in(fields) is not None and known and 2 * (known + 1) >= len(cells):
            return True
    return False


def articles_of_rows(
    source: Source, rows: Iterator[Mapping[str, Any]], unit: str = "line"
) -> Iterator[Article]:
    """The articles of rows or objects, by the names of their columns.

    `unit` is what a row is called in `Article.member`. Raises ReadFailure where none has text.
    """
    found = False
    told = source.budget.settings.columns
    first = list(itertools.islice(rows, _DATED_ROWS))
    known = [fields_of(row) for row in first]
    order = settled_order(metadata_in(fields, told)["date"] for fields in known)
    more = (fields_of(row) for row in rows)
    at = empty = 0
    for at, fields in enumerate(itertools.chain(known, more), 1):
        article = _article(source, fields, told, order, f"{unit} {at}")
        if article is not None:
            found = True
            yield article
        elif metadata_in(fields, told)["title"]:
            empty += 1
    if not found and empty and any(_LINKS & fields.keys() for fields in known):
        raise ReadFailure("a list of links, without the articles' text")
    if not found:
        raise ReadFailure(
            "no column of text: name it under [columns] in the config file,"
            " or with --columns text=NAME"
        )
    if empty:
        raise PartlyRead(f"{empty:,} of {at:,} rows have a title but no text")


def _article(
    source: Source, fields: CellValues, told: Mapping[str, str], order: DayOrder | None, member: str
) -> Article | None:
    """The article of a row; None where it has no text."""
    text = text_in(fields, told)
    if not text:
        return None
    values = metadata_in(fields, told)
    try:
        return compose(
            source,
            _shown(str(values["title"] or "")).replace("\n\n", " "),
            _shown(text),
            publication=values["publication"],
            author=values["author"],
            date=values["date"],
            order=order,
            language=values["language"],
            section=values["section"],
            volume=values["volume"],
            issue=values["issue"],
            member=f"{source.member}, {member}" if source.member else member,
        )
    except ReadFailure:
        return None


def _shown(text: str) -> str:
    """A value as a browser would show it, where it has tags or entities."""
    tags = len(_TAG.findall(text))
    if _BEGINS_WITH_TAG.match(text) or (
        tags and ("\n\n" not in text or tags * _LETTERS_A_TAG > len(text))
    ):
        return blocks(text)
    return entities.unescape(text) if _ENTITY.search(text) else text


__all__ = ["CSV", "articles_of_rows", "articles_of_sheets", "looks_like_table", "read_csv"]
