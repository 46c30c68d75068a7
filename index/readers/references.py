"""RIS and Zotero RDF of reference managers. A record with an abstract or notes is an article."""

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

RIS = (".ris", ".nbib")
_RIS_LINE = re.compile(r"([A-Z][A-Z0-9]{1,3})\s{0,2}- ?(.*)$")
_RIS_START = re.compile(r"\s*(?:TY  ?-|PMID- )")


def is_ris(head: str) -> bool:
    """Whether a text begins as RIS does."""
    return bool(_RIS_START.match(head.lstrip("\ufeff")))


def read_ris(source: Source) -> Iterator[Article]:
    """The records of a RIS file that have an abstract or notes."""
    records = []
    # values as lists of pieces: joining each line to a growing string takes quadratic time
    fields: dict[str, list[list[str]]] = {}
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
            fields.setdefault(tag, []).append([value])
            last = tag
        elif last and line.strip():
            fields[last][-1] += (" ", line.strip())
        elif last in {"AB", "N1", "N2"} and fields:
            fields[last][-1].append("\n\n")
    records.append(fields)
    yield from articles_with_text(
        source, [_ris_record(_joined(one)) for one in records if one], "RIS"
    )


def _joined(fields: dict[str, list[list[str]]]) -> dict[str, list[str]]:
    """The values of a record, each put together from its pieces."""
    return {tag: ["".join(pieces) for pieces in values] for tag, values in fields.items()}


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
        body=[part for text in texts for part in paragraphs_of_markup(text)],
        publication=one("T2", "JO", "JF", "JA", "JT", "BT", "PB"),
        author=_ris_authors(fields),
        date=date.strip("/") if date else None,
        section=one("SE"),
        volume=one("VL", "VI"),
        issue=one("IS", "IP"),
        language=one("LA"),
    )


def _ris_authors(fields: dict[str, list[str]]) -> list[str]:
    """The authors; PubMed's AU has initials only where its FAU has the whole names."""
    tags = ("FAU", "CN") if fields.get("FAU") else ("A1", "AU")
    return [name for tag in tags for name in fields.get(tag, []) if name]


def paragraphs_of_markup(text: str) -> list[str]:
    """The paragraphs of a value that may be HTML."""
    if "</" in text or "<br" in text:
        text = blocks(text)
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def articles_with_text(source: Source, records: list[Record], kind: str) -> Iterator[Article]:
    """The articles of the records with text; the others are counted."""
    full = [
        record for record in records if any(any(map(str.isalnum, part)) for part in record.body)
    ]
    if not full:
        count = f"{len(records):,} reference" + "s" * (len(records) != 1)
        raise ReadFailure(f"{count} in {kind}, none with an abstract or notes")
    yield from articles_of(source, full, kind)
    if len(full) < len(records):
        raise PartlyRead(
            f"{len(records) - len(full):,} of {len(records):,} references in {kind}"
            " have no abstract or notes"
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
    yield from articles_with_text(source, records, "Zotero RDF")


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
        body=[part for text in texts for part in paragraphs_of_markup(text)],
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


__all__ = ["RIS", "articles_with_text", "is_ris", "paragraphs_of_markup", "read_ris", "read_zotero"]
