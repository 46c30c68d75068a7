"""OpenDocument texts, zipped or flat, by defusedxml.

odfpy, the usual library, expands entities and prints what it cannot parse.
"""

import io
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from index.model import Article
from index.readers.exports import export_articles
from index.readers.ods import sheets_in
from index.readers.omitted import left_out
from index.readers.packed import check_zip, reading
from index.readers.source import Source, compose, document_title
from index.readers.tables import articles_of_sheets

SUFFIXES = (".odt", ".fodt", ".ods", ".fods")


_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
# Elements inside a paragraph that are no part of its text: notes have their own paragraphs.
_ASIDE = frozenset({f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}tracked-changes"})


def read(source: Source) -> Iterator[Article]:
    """The article of an OpenDocument text, or those of a spreadsheet, zipped or flat."""
    with reading("an OpenDocument text"):
        if source.name.lower().endswith((".fodt", ".fods")):
            content = about = fromstring(source.raw)
        else:
            check_zip(source)
            with zipfile.ZipFile(io.BytesIO(source.raw)) as packed:
                content = fromstring(packed.read("content.xml"))
                about = (
                    fromstring(packed.read("meta.xml"))
                    if "meta.xml" in packed.namelist()
                    else content
                )
    sheets = sheets_in(content)
    if sheets:
        yield from articles_of_sheets(source, sheets)
        return
    body = content.find(f".//{_OFFICE}text")
    out = (
        [words for element in _paragraphs(body) if (words := " ".join(_words(element).split()))]
        if body is not None
        else []
    )

    def value(name: str) -> str | None:
        found = about.find(f".//{name}")
        return found.text if found is not None else None

    export = export_articles(source, "\n\n".join(out))
    if export is not None:
        yield from export
        return
    notes = [
        words
        for note in (body.iter(f"{_TEXT}note") if body is not None else ())
        if (
            words := " ".join(
                part for p in _paragraphs_in(note) if (part := " ".join(_words(p).split()))
            )
        )
    ]
    yield compose(
        source,
        document_title(value(f"{_DC}title")),
        "\n\n".join([*out, *notes]),
        author=value(f"{_META}initial-creator") or value(f"{_DC}creator"),
        date=value(f"{_META}creation-date") or value(f"{_DC}date"),
        basis="file time",
        language=value(f"{_DC}language"),
        omitted=left_out(
            pictures=_count(content, f"{_DRAW}image"),
            deleted=_count(content, f"{_TEXT}deletion"),
            comments=_count(content, f"{_OFFICE}annotation"),
        ),
    )


def _count(content: Element, tag: str) -> int:
    """How many elements of a kind a document has."""
    return sum(1 for _ in content.iter(tag))


def _paragraphs(root: Element) -> Iterator[Element]:
    """Paragraphs and headings in order, none inside another."""
    todo = [root]
    while todo:
        element = todo.pop()
        if element.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            yield element
        elif element.tag not in _ASIDE:
            todo += reversed(element)


def _paragraphs_in(note: Element) -> Iterator[Element]:
    """The paragraphs of a note, whose mark is no paragraph."""
    return (element for element in note.iter() if element.tag == f"{_TEXT}p")


def _words(paragraph: Element) -> str:
    out: list[str] = []
    todo: list[tuple[Element, bool]] = [(paragraph, False)]
    while todo:
        element, after = todo.pop()
        if after:
            out.append(element.tail or "")
            continue
        if element is not paragraph:
            todo.append((element, True))
        if element.tag in _ASIDE:
            continue
        if element.tag in {f"{_TEXT}s", f"{_TEXT}tab", f"{_TEXT}line-break"}:
            out.append(" ")
        out.append(element.text or "")
        todo += [(child, False) for child in reversed(element)]
    return "".join(out)


__all__ = ["SUFFIXES", "read"]
