"""Handing on: passages with their citations as Markdown, CSV, JSON Lines, BibTeX, RIS and CSL-JSON.

Every passage carries a paragraph number and a short hash of its words as locator, and with them who
said it to which outlet and when, where it is a quotation.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from index.explore import KwicRow
from index.kept.records import Mark, Passage, mark_body, mark_from
from index.model import parse_iso, person_name, split_authors
from index.text import safe

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FORMATS = ("md", "csv", "jsonl", "bibtex", "ris", "csl")
_BY_SUFFIX = {
    "md": "md",
    "markdown": "md",
    "csv": "csv",
    "jsonl": "jsonl",
    "bib": "bibtex",
    "ris": "ris",
    "json": "csl",
}


def format_of(name: str) -> str | None:
    """The format that a file name's ending asks for."""
    return _BY_SUFFIX.get(name.rpartition(".")[2].lower())


def cite(passage: Passage) -> str:
    """The citation of a passage, in one line: who said it to whom, in which article, where."""
    source = passage.source
    said = None
    if passage.speaker:
        to = ", ".join(filter(None, (passage.outlet, passage.source_date)))
        said = f"{passage.speaker} ({to})" if to else passage.speaker
    elif passage.outlet:
        said = ", ".join(filter(None, (passage.outlet, passage.source_date)))
    number = ", ".join(
        filter(
            None,
            (source.volume and f"vol. {source.volume}", source.issue and f"no. {source.issue}"),
        )
    )
    where = f"“{source.title}”"
    parts = [
        source.author,
        where,
        source.publication,
        number or None,
        source.date,
        f"para. {source.paragraph}",
        f"[{passage.locator}]",
    ]
    line = ", ".join(" ".join(part.split()) for part in parts if part)
    return f"{said}, in: {line}" if said else line


def clipping(passage: Passage) -> str:
    """The words with their citation, as one copies them."""
    return f"“{safe(passage.anchor.exact)}”\n{safe(cite(passage))}"


def write(marks: Sequence[Mark], form: str) -> str:
    """The marks in one of FORMATS. Raises KeyError for another."""
    return _WRITERS[form](marks)


def to_markdown(marks: Sequence[Mark], title: str = "Passages") -> str:
    """A heading an article, a quotation block a passage, its citation under it."""
    lines = [f"# {_md(title)}", ""]
    last = None
    for mark in marks:
        source = mark.passage.source
        if source.article != last:
            last = source.article
            facts = " · ".join(filter(None, (source.date, source.publication, source.author)))
            lines += [f"## {_md(source.title)}", "", *([_md(facts), ""] if facts else [])]
        lines += [
            f"> {_md(line)}" if line.strip() else ">"
            for line in safe(mark.passage.anchor.exact).split("\n")
        ]
        lines += ["", f"— {_md(cite(mark.passage))}", ""]
        if mark.note:
            lines += [*(_md(line) for line in safe(mark.note).split("\n")), ""]
        if mark.tags:
            lines += ["Tags: " + ", ".join(_md(tag) for tag in mark.tags), ""]
    return "\n".join(lines)


def _md(text: str) -> str:
    """Text that Markdown takes as it stands."""
    return re.sub(r"([\\`*_{}\[\]<>#|])", r"\\\1", safe(text))


CSV_COLUMNS = (
    "id", "locator", "quote", "speaker", "cue", "outlet", "source_date", "title", "publication", "volume", "issue", "author",
    "date", "paragraph", "start", "end", "path", "note", "tags", "kind", "created", "changed",
)  # fmt: skip


def to_csv(marks: Sequence[Mark]) -> str:
    """A row a passage (RFC 4180), with a header.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.
    """
    rows = map(_row, marks)
    return _csv_row(CSV_COLUMNS) + "".join(
        _csv_row(row[name] for name in CSV_COLUMNS) for row in rows
    )


KWIC_COLUMNS = (
    "left",
    "match",
    "right",
    "speaker",
    "title",
    "publication",
    "date",
    "id",
    "start",
    "end",
    "path",
)


def concordance_csv(rows: Iterable[KwicRow]) -> Iterator[str]:
    """A concordance as CSV like that of `to_csv`, row by row; offsets are code points of the article's text."""
    yield _csv_row(KWIC_COLUMNS)
    for row in rows:
        kwic, card = row.kwic, row.card
        path = card.path.encode("utf-8", "backslashreplace").decode()
        yield _csv_row(
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
                path,
            )
        )


def _csv_row(values: Iterable[object]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerow(map(_cell, values))
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, str):
        value = safe(value)
        return f"'{value}" if value[:1] in {"=", "+", "-", "@"} else value
    return "" if value is None else value


def _row(mark: Mark) -> dict[str, Any]:
    passage, source = mark.passage, mark.passage.source
    return {
        "id": mark.id, "locator": passage.locator, "quote": passage.anchor.exact, "speaker": passage.speaker, "cue": passage.cue,
        "outlet": passage.outlet, "source_date": passage.source_date, "title": source.title, "publication": source.publication,
        "volume": source.volume, "issue": source.issue, "author": source.author, "date": source.date, "paragraph": source.paragraph,
        "start": passage.anchor.start, "end": passage.anchor.end, "path": source.path.encode("utf-8", "backslashreplace").decode(),
        "note": mark.note, "tags": ";".join(mark.tags), "kind": passage.kind, "created": mark.created, "changed": mark.changed,
    }  # fmt: skip


def to_jsonl(marks: Sequence[Mark]) -> str:
    """A mark a line, whole: what `from_jsonl` reads."""
    return "".join(
        json.dumps({"locator": mark.passage.locator, **mark_body(mark)}) + "\n" for mark in marks
    )


def from_jsonl(lines: Iterable[str]) -> list[Mark]:
    """The marks that `to_jsonl` wrote. Raises ValueError that says which line is none."""
    marks = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            body = json.loads(line)
            body.pop("locator", None)
            mark = mark_from(body)
            if not (
                isinstance(mark.id, str)
                and mark.id
                and isinstance(mark.note, str)
                and isinstance(mark.passage.anchor.exact, str)
            ):
                raise TypeError("not a mark")
            if not all(isinstance(tag, str) for tag in mark.tags):
                raise TypeError("not tags")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"line {number} is no mark that Pressmark wrote") from error
        marks.append(mark)
    return marks


_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def _tex(text: object) -> str:
    return "".join(_LATEX.get(c, c) for c in " ".join(safe(str(text)).split()))


def to_bibtex(marks: Sequence[Mark]) -> str:
    """An @article entry a passage (UTF-8, for biber); the words in `annote`, the paragraph in `pages`."""
    entries = []
    for mark in marks:
        passage, source = mark.passage, mark.passage.source
        date = parse_iso(source.date) if source.date else None
        fields: list[tuple[str, object]] = [
            ("title", f"{{{_tex(source.title)}}}"), ("author", _bibtex_authors(source.author)),
            ("journal", _tex(source.publication) if source.publication else None), ("volume", source.volume and _tex(source.volume)),
            ("number", source.issue and _tex(source.issue)), ("year", date and f"{date.year:04}"),
            ("month", date and date.month and MONTHS[date.month - 1]), ("day", date and date.day),
            ("pages", f"par. {source.paragraph}"), ("annote", _tex(passage.anchor.exact)),
            ("note", _tex(_provenance(passage))), ("keywords", _tex(", ".join(mark.tags)) or None),
            ("comment", _tex(mark.note) or None), ("file", _tex(source.path.encode("utf-8", "backslashreplace").decode())),
        ]  # fmt: skip
        lines = [
            f"  {name} = {{{value}}}," if name != "month" else f"  {name} = {value},"
            for name, value in fields
            if value
        ]
        entries.append("\n".join([f"@article{{{_key(passage, mark)},", *lines, "}", ""]))
    return "\n".join(_unique(entries, marks))


def _bibtex_authors(author: str | None) -> str | None:
    """Persons joined by "and"; an organisation in braces, so that its name is not taken apart."""
    names = [person_name(name) for name in split_authors(author)]
    parts = [_tex(one.inverted) if one.given else f"{{{_tex(one.family)}}}" for one in names]
    return " and ".join(parts) or None


def _csl_name(name: str) -> dict[str, str]:
    one = person_name(safe(name))
    return {"family": one.family, "given": one.given} if one.given else {"literal": one.family}


def _key(passage: Passage, mark: Mark) -> str:
    return f"{passage.locator}-{mark.id[:6]}" if mark.id else passage.locator


def _unique(entries: list[str], marks: Sequence[Mark]) -> list[str]:
    """One entry for one key: the same passage kept twice is one."""
    seen: dict[str, str] = {}
    for entry, mark in zip(entries, marks, strict=True):
        seen.setdefault(_key(mark.passage, mark), entry)
    return list(seen.values())


def _provenance(passage: Passage) -> str:
    """Who said it to which outlet and when, and the locator."""
    said = (
        f"{passage.speaker} ({passage.cue})" if passage.speaker and passage.cue else passage.speaker
    )
    to = ", ".join(filter(None, (passage.outlet, passage.source_date)))
    parts = [
        f"Speaker: {said}" if said else None,
        f"Source: {to}" if to else None,
        f"Locator: {passage.locator}",
    ]
    return "; ".join(filter(None, parts))


def to_ris(marks: Sequence[Mark]) -> str:
    """A NEWS record a passage (RIS as Research Information Systems, 2011, has it); CRLF line ends."""
    lines: list[str] = []
    for mark in marks:
        passage, source = mark.passage, mark.passage.source
        date = parse_iso(source.date) if source.date else None
        day = (
            f"{date.year:04}/{date.month or 0:02}/{date.day or 0:02}/".replace("/00", "/")
            if date
            else None
        )
        fields: list[tuple[str, object]] = [
            ("TY", "NEWS"), ("ID", passage.locator), ("TI", source.title), *(("AU", person_name(name).inverted) for name in split_authors(source.author)), ("T2", source.publication),
            ("VL", source.volume), ("IS", source.issue), ("PY", f"{date.year:04}" if date else None), ("DA", day),
            ("SP", f"para. {source.paragraph}"), ("AB", passage.anchor.exact), ("N1", _provenance(passage)), ("N1", mark.note),
            *(("KW", tag) for tag in mark.tags), ("L1", source.path.encode("utf-8", "backslashreplace").decode()),
        ]  # fmt: skip
        lines += [
            f"{tag}  - {' '.join(safe(str(value)).split())}" for tag, value in fields if value
        ]
        lines += ["ER  - ", ""]
    return "\r\n".join(lines) + ("\r\n" if lines else "")


def to_csl(marks: Sequence[Mark]) -> str:
    """A JSON array of `article-newspaper` items (CSL-JSON 1.0.2), the words in `abstract`, the provenance in `note`."""
    items: dict[str, dict[str, Any]] = {}
    for mark in marks:
        passage, source = mark.passage, mark.passage.source
        date = parse_iso(source.date) if source.date else None
        item: dict[str, Any] = {
            "id": _key(passage, mark),
            "type": "article-newspaper",
            "title": safe(source.title),
        }
        item |= {"container-title": safe(source.publication)} if source.publication else {}
        item |= {"volume": source.volume} if source.volume else {}
        item |= {"issue": source.issue} if source.issue else {}
        item |= (
            {"author": [_csl_name(name) for name in split_authors(source.author)]}
            if source.author
            else {}
        )
        item |= (
            {
                "issued": {
                    "date-parts": [[part for part in (date.year, date.month, date.day) if part]]
                }
            }
            if date
            else {}
        )
        item |= {"section": f"para. {source.paragraph}", "abstract": safe(passage.anchor.exact)}
        item |= {"keyword": ", ".join(map(safe, mark.tags))} if mark.tags else {}
        item["note"] = "\n".join(filter(None, (safe(_provenance(passage)), safe(mark.note))))
        items.setdefault(item["id"], item)
    return json.dumps(list(items.values()), ensure_ascii=False, indent=2) + "\n"


_WRITERS: dict[str, Callable[[Sequence[Mark]], str]] = {
    "md": to_markdown, "csv": to_csv, "jsonl": to_jsonl, "bibtex": to_bibtex, "ris": to_ris, "csl": to_csl,
}  # fmt: skip
