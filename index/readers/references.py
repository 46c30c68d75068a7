"""Reference managers' files: RIS, BibTeX and Zotero RDF. Records with an abstract or notes are articles."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from index.errors import ReadFailure
from index.model import Article
from index.readers.decode import decode
from index.readers.export_record import Record, articles_of
from index.readers.html import blocks
from index.readers.news_xml import local, words
from index.readers.packed import reading
from index.readers.source import PartlyRead, Source

RIS, BIBTEX = (".ris", ".nbib"), (".bib", ".bibtex")
_RIS_LINE = re.compile(r"([A-Z][A-Z0-9]{1,3})\s{0,2}- ?(.*)$")
_RIS_START = re.compile(r"\s*(?:TY  ?-|PMID- )")
_BIB_START = re.compile(r"@(\w+)\s*[{(]\s*([^,\s{}]*)\s*,")


def is_ris(head: str) -> bool:
    """Whether a text begins as RIS does."""
    return bool(_RIS_START.match(head.lstrip("\ufeff")))


def is_bibtex(head: str) -> bool:
    """Whether a text begins with an entry of BibTeX, after comments."""
    for line in head.lstrip("\ufeff").split("\n"):
        bare = line.strip()
        if bare and not bare.startswith("%"):
            return bool(re.match(r"@\w+\s*[{(]", bare))
    return False


def read_ris(source: Source) -> Iterator[Article]:
    """The records of a RIS file that have an abstract or notes."""
    records = []
    fields: dict[str, list[str]] = {}
    last = ""
    for line in decode(source.raw).replace("\r", "\n").split("\n"):
        match = _RIS_LINE.match(line)
        if match:
            tag, value = match[1], match[2].strip()
            if tag in {"TY", "PMID"} and fields:
                records.append(fields)
                fields = {}
            if tag == "ER":
                records.append(fields)
                fields, last = {}, ""
                continue
            fields.setdefault(tag, []).append(value)
            last = tag
        elif last and line.strip():
            fields[last][-1] += " " + line.strip()
        elif last in {"AB", "N1", "N2"} and fields:
            fields[last][-1] += "\n\n"
    records.append(fields)
    yield from _with_text(source, [_ris_record(one) for one in records if one], "RIS")


def _ris_record(fields: dict[str, list[str]]) -> Record:
    def one(*tags: str) -> str | None:
        return next(
            (fields[tag][0].strip() for tag in tags if fields.get(tag) and fields[tag][0].strip()),
            None,
        )

    texts = list(
        dict.fromkeys(text for tag in ("AB", "N2", "N1", "RN") for text in fields.get(tag, []))
    )
    date = one("DA", "Y1", "PY", "DP")
    return Record(
        title=one("TI", "T1", "CT") or "",
        body=[part for text in texts for part in _plain(text)],
        publication=one("T2", "JO", "JF", "JA", "JT", "BT", "PB"),
        author=[name for tag in ("AU", "A1", "FAU") for name in fields.get(tag, []) if name],
        date=date.strip("/") if date else None,
        section=one("SE"),
        volume=one("VL", "VI"),
        issue=one("IS", "IP"),
        language=one("LA"),
    )


def _plain(text: str) -> list[str]:
    """The paragraphs of a value that may be HTML."""
    if "</" in text or "<br" in text:
        text = blocks(text)
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _with_text(source: Source, records: list[Record], kind: str) -> Iterator[Article]:
    """The articles of the records with text; the others are counted."""
    full = [
        record for record in records if any(any(map(str.isalnum, part)) for part in record.body)
    ]
    if not full:
        raise ReadFailure(f"{len(records):,} references in {kind}, none with an abstract or notes")
    yield from articles_of(source, full, kind)
    if len(full) < len(records):
        raise PartlyRead(
            f"{len(records) - len(full):,} of {len(records):,} references in {kind} have no abstract or notes"
        )


# --- BibTeX ---


def read_bibtex(source: Source) -> Iterator[Article]:
    """The entries of a BibTeX file that have an abstract, an annotation or a note."""
    text = decode(source.raw)
    records = []
    for match in _BIB_START.finditer(text):
        if match[1].lower() in {"comment", "string", "preamble"}:
            continue
        fields = bibtex_fields(text, match.end())
        records.append(_bib_record(fields))
    if not records:
        raise ReadFailure("no entry of BibTeX in it")
    yield from _with_text(source, records, "BibTeX")


def bibtex_fields(text: str, at: int) -> dict[str, str]:
    """The fields of an entry from just after its key on, values as they are written."""
    fields: dict[str, str] = {}
    pattern = re.compile(r"\s*,?\s*([\w-]+)\s*=\s*")
    while match := pattern.match(text, at):
        value, at = _bib_value(text, match.end())
        fields.setdefault(match[1].lower(), value)
    return fields


def _bib_value(text: str, at: int) -> tuple[str, int]:
    """A value and where it ends: in braces, in quotation marks, or a bare word; joined by #."""
    parts = []
    while at < len(text):
        if text[at] == "{":
            end = _closing(text, at)
            parts.append(text[at + 1 : end])
        elif text[at] == '"':
            end, depth = at + 1, 0
            while end < len(text) and (text[end] != '"' or depth):
                depth += {"{": 1, "}": -1}.get(text[end], 0)
                end += 2 if text[end] == "\\" else 1
            parts.append(text[at + 1 : end])
        else:
            bare = re.compile(r"[^\s,{}#]+").match(text, at)
            if bare is None:
                break
            parts.append(bare[0])
            end = bare.end() - 1
        at = end + 1
        more = re.compile(r"\s*#\s*").match(text, at)
        if more is None:
            break
        at = more.end()
    return "".join(parts), at


def _closing(text: str, at: int) -> int:
    """The brace that closes the one at `at`; the end of the text where none does."""
    depth = 0
    for match in re.compile(r"\\.|[{}]", re.DOTALL).finditer(text, at):
        depth += {"{": 1, "}": -1}.get(match[0], 0)
        if depth == 0:
            return match.start()
    return len(text)


_ACCENTS = {"'": "\u0301", "`": "\u0300", '"': "\u0308", "^": "\u0302", "~": "\u0303", "=": "\u0304", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", ".": "\u0307", "d": "\u0323"}  # fmt: skip
_WORDS = {"ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "aa": "å", "AA": "Å", "i": "i", "j": "j",
          "textendash": "–", "textemdash": "—", "ldots": "…", "dots": "…", "textbackslash": "\\", "textasciitilde": "~", "textquotedblleft": "“", "textquotedblright": "”"}  # fmt: skip


def plain_tex(text: str) -> str:
    """Text without the markup of TeX: accents put together, braces and commands taken out."""
    text = re.sub(
        r"\\(['`\"^~=.]|[cvuHkrd](?![a-zA-Z]))\s*\{?\\?([a-zA-Z])\}?",
        lambda m: m[2] + _ACCENTS[m[1]],
        text,
    )
    text = re.sub(r"\\([a-zA-Z]+)\s*(?:\{\})?", lambda m: _WORDS.get(m[1], ""), text)
    text = (
        text.replace("``", "“")
        .replace("''", "”")
        .replace("---", "—")
        .replace("--", "–")
        .replace("~", " ")
    )
    return re.sub(r"\\([^a-zA-Z])", r"\1", re.sub(r"(?<!\\)[{}$]", "", text))


def _bib_record(fields: dict[str, str]) -> Record:
    def one(*names: str) -> str | None:
        return next(
            (" ".join(plain_tex(fields[name]).split()) for name in names if fields.get(name)), None
        )

    texts = [
        fields[name]
        for name in ("abstract", "annote", "annotation", "note", "review")
        if fields.get(name)
    ]
    authors = re.split(r"\s+and\s+", fields.get("author", ""))
    year, month, day = one("year"), one("month"), one("day")
    date = one("date", "issue_date") or (
        " ".join(filter(None, (day, month, year))) if month else year
    )
    return Record(
        title=one("title") or "",
        body=[part for text in texts for part in _plain(plain_tex(text))],
        publication=one("journal", "journaltitle", "booktitle", "newspaper", "publisher"),
        author=[" ".join(plain_tex(name).split()) for name in authors if name.strip()],
        date=date,
        volume=one("volume"),
        issue=one("number", "issue"),
        language=one("language", "langid"),
        section=one("section"),
    )


# --- Zotero RDF ---


_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_RDF_RESOURCE = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}resource"


def read_zotero(source: Source) -> Iterator[Article]:
    """The items of a Zotero RDF export that have an abstract or notes."""
    with reading("Zotero RDF"):
        root = fromstring(source.raw)
        memos = {e.attrib.get(_RDF_ABOUT, ""): e for e in root if local(e) == "Memo"}
        items = {e.attrib.get(_RDF_ABOUT, ""): e for e in root}
        records = [
            _zotero_record(e, items, memos)
            for e in root
            if local(e) not in {"Memo", "Attachment", "Collection", "Journal"}
        ]
    if not records:
        raise ReadFailure("Zotero RDF without an item")
    yield from _with_text(source, records, "Zotero RDF")


def _zotero_record(item: Element, items: dict[str, Element], memos: dict[str, Element]) -> Record:
    def child(name: str, of: Element = item) -> Element | None:
        return next((c for c in of if local(c) == name), None)

    texts = [words(c) for c in item if local(c) == "abstract"]
    for reference in item:
        memo = memos.get(reference.attrib.get(_RDF_RESOURCE, ""))
        if local(reference) == "isReferencedBy" and memo is not None:
            texts += ["".join(v.itertext()) for v in memo if local(v) == "value"]
    where = child("isPartOf")
    journal = items.get(where.attrib.get(_RDF_RESOURCE, "")) if where is not None else None
    journal = (
        journal if journal is not None else (where[0] if where is not None and len(where) else None)
    )
    persons = [
        p
        for c in item
        if local(c) in {"authors", "creators"}
        for p in c.iter()
        if local(p) == "Person"
    ]
    names = [
        " ".join(
            filter(
                None,
                (
                    words(
                        child("givenName", p)
                        if child("givenName", p) is not None
                        else child("givenname", p)
                    ),
                    words(child("surname", p)),
                ),
            )
        )
        for p in persons
    ]
    return Record(
        title=words(child("title")),
        body=[part for text in texts for part in _plain(text)],
        publication=(words(child("title", journal)) if journal is not None else "")
        or words(child("publisher"))
        or None,
        author=[name for name in names if name],
        date=words(child("date")) or None,
        volume=words(child("volume", journal)) or None if journal is not None else None,
        issue=words(child("number", journal)) or None if journal is not None else None,
        language=words(child("language")) or None,
        section=words(child("section")) or None,
    )


__all__ = [
    "BIBTEX",
    "RIS",
    "bibtex_fields",
    "is_bibtex",
    "is_ris",
    "plain_tex",
    "read_bibtex",
    "read_ris",
    "read_zotero",
]
