"""E-books: each chapter of the spine an article (the EPUB 3 packaging rules; XML without entities)."""

import io
import posixpath
import urllib.parse
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from selectolax.lexbor import LexborHTMLParser

from index.errors import ReadFailure
from index.model import Article
from index.readers.html import blocks, decode_page
from index.readers.packed import check_zip, reading
from index.readers.source import Source, compose

SUFFIXES = (".epub",)

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
# A chapter shorter than this, in letters, is a title page or a rule between parts.
_SHORTEST = 200


def read(source: Source) -> Iterator[Article]:
    """The chapters in reading order. Raises ReadFailure where none has text."""
    check_zip(source)
    with reading("an e-book"), zipfile.ZipFile(io.BytesIO(source.raw)) as packed:
        opf = _package_path(packed)
        package = fromstring(packed.read(opf))
        metadata = {
            name: _meta(package, name)
            for name in ("title", "creator", "date", "language", "publisher")
        }
        found = list(_chapters(source, packed, package, posixpath.dirname(opf), metadata))
    if not found:
        raise ReadFailure("no text in it")
    yield from found


def _package_path(packed: zipfile.ZipFile) -> str:
    container = fromstring(packed.read("META-INF/container.xml"))
    root = container.find(f".//{_CONTAINER}rootfile")
    if root is None:
        raise ValueError("no package")
    return str(root.attrib["full-path"])


def _meta(package: Element, name: str) -> str | None:
    found = package.find(f".//{_DC}{name}")
    return found.text if found is not None else None


def _chapters(
    source: Source,
    packed: zipfile.ZipFile,
    package: Element,
    folder: str,
    metadata: dict[str, str | None],
) -> Iterator[Article]:
    items = {item.attrib.get("id"): item for item in package.iter(f"{_OPF}item")}
    short: list[Article] = []
    found = False
    for reference in package.iter(f"{_OPF}itemref"):
        item = items.get(reference.attrib.get("idref"))
        if (
            item is None
            or "html" not in item.attrib.get("media-type", "")
            or "nav" in item.attrib.get("properties", "").split()
        ):
            continue
        name = posixpath.normpath(
            posixpath.join(folder, urllib.parse.unquote(item.attrib.get("href", "")))
        )
        try:
            page = decode_page(packed.read(name))
        except KeyError:
            continue  # named in the book, but not in the file
        text = blocks(page)
        if not any(map(str.isalnum, text)):
            continue
        parsed = LexborHTMLParser(page)
        heading = parsed.css_first("h1, h2, h3") or parsed.css_first("title")
        chapter = " ".join(heading.text().split()) if heading is not None else ""
        article = compose(
            source,
            chapter or metadata["title"],
            text,
            publication=metadata["publisher"]
            or (metadata["title"] if chapter and chapter != metadata["title"] else None),
            author=metadata["creator"],
            date=metadata["date"],
            language=metadata["language"],
            member=name,
        )
        if len(text) < _SHORTEST:
            short.append(article)
        else:
            found = True
            yield article
    if not found:
        yield from short


__all__ = ["SUFFIXES", "read"]
