"""E-books: each chapter of the spine is an article (EPUB 3 packages; XML without entities)."""

import io
import posixpath
import re
import urllib.parse
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from msgspec import Struct
from selectolax.lexbor import LexborHTMLParser

from index.errors import ReadFailure
from index.model import Article
from index.readers.html import blocks, check_depth, decode_page
from index.readers.metadata_date import metadata_date
from index.readers.omitted import left_out
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
        about = _about(package)
        found = list(_chapters(source, packed, package, posixpath.dirname(opf), about))
    if not found:
        raise ReadFailure("no text in it")
    yield from found


def _package_path(packed: zipfile.ZipFile) -> str:
    container = fromstring(packed.read("META-INF/container.xml"))
    root = container.find(f".//{_CONTAINER}rootfile")
    if root is None:
        raise ValueError("no package")
    return str(root.attrib["full-path"])


class _Book(Struct, frozen=True):
    """The metadata of the book as a whole; the chapters of a `periodical` are articles."""

    title: str | None
    authors: tuple[str, ...]
    publication: str | None
    date: str | None
    language: str | None
    periodical: bool


def _about(package: Element) -> _Book:
    def one(name: str) -> str | None:
        found = package.find(f".//{_DC}{name}")
        return (found.text or "").strip() or None if found is not None else None

    title, publisher = one("title"), one("publisher")
    creators = tuple(
        e.text.strip() for e in package.iter(f"{_DC}creator") if e.text and not _is_program(e.text)
    )
    kind = next(
        (
            e.attrib.get("content", "")
            for e in package.iter(f"{_OPF}meta")
            if e.attrib.get("name") == "calibre:publication_type"
        ),
        "",
    )
    by_program = any(_is_program(e.text or "") for e in package.iter(f"{_DC}creator"))
    issue = _ISSUE.search(title or "")
    periodical = kind.startswith("periodical") or (by_program and issue is not None)
    publication = None if publisher is None or _is_program(publisher) else publisher
    if periodical:
        # "periodical:unknown:Northern Courier", else "Northern Courier [Wed, 12 May 2004]"
        publication = (
            kind.partition(":")[2].partition(":")[2] or _ISSUE.sub("", title or "") or None
        )
    day = str(metadata_date(issue[0]) or "") if periodical and issue else ""
    return _Book(
        title,
        () if periodical else creators,
        publication,
        day or one("date"),
        one("language"),
        periodical,
    )


# The date that a periodical's title ends in.
_ISSUE = re.compile(r"\s*\[[^\]]*\]\s*$")
_NAVIGATION = "[class*=calibre_navbar], [class*=calibre-nuked], nav, [role=navigation]"
_DOWNLOADED = re.compile(r"This article was downloaded by\s+calibre\b.*$", re.IGNORECASE)
_FETCHED = re.compile(r"(?:^|/)(?:article_|f\w*\d+/a)\d+")
# A page with at least this share of its letters in links is a list of contents.
_LINKS = 0.7


def _is_program(name: str) -> bool:
    return name.strip().lower() in {"calibre", "unknown"}


def _chapters(
    source: Source,
    packed: zipfile.ZipFile,
    package: Element,
    folder: str,
    about: _Book,
) -> Iterator[Article]:
    items = {item.attrib.get("id"): item for item in package.iter(f"{_OPF}item")}
    short: list[Article] = []
    found = False
    # what calibre fetches has its articles in folders feed_0/article_0
    names = [item.attrib.get("href", "") for item in items.values()]
    fetched = about.periodical and any(_FETCHED.search(name) for name in names)
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
        if fetched and not _FETCHED.search(name):
            continue
        try:
            page = decode_page(packed.read(name))
        except KeyError:
            continue  # named in the book, but not in the file
        article = _chapter(source, page, name, about)
        if article is None:
            continue
        if len(article.text) - article.body_start < _SHORTEST and not about.periodical:
            short.append(article)
        else:
            found = True
            yield article
    if not found:
        yield from short


def _chapter(source: Source, page: str, name: str, about: _Book) -> Article | None:
    """The article of a chapter; None for a page without text and a periodical's contents pages."""
    check_depth(page)
    parsed = LexborHTMLParser(page)
    if about.periodical:
        if _is_contents(parsed):
            return None
        for node in parsed.css(_NAVIGATION):
            node.decompose()
    heading = parsed.css_first("h1, h2, h3") or parsed.css_first("title")
    text = blocks(parsed.html or page) if about.periodical else blocks(page)
    if about.periodical:
        text = "\n\n".join(p for p in text.split("\n\n") if not _DOWNLOADED.match(p))
    if not any(map(str.isalnum, text)):
        return None
    chapter = " ".join(heading.text().split()) if heading is not None else ""
    return compose(
        source,
        chapter or about.title,
        _after_heading(text, chapter) if about.periodical else text,
        publication=about.publication
        or (about.title if chapter and chapter != about.title else None),
        author=about.authors,
        date=about.date,
        language=about.language,
        member=name,
        omitted=left_out(pictures=len(parsed.css("img, image"))),
    )


def _is_contents(parsed: LexborHTMLParser) -> bool:
    """Whether a page is a list of links, with hardly a word besides them."""
    body = parsed.body
    if body is None:
        return True
    linked = sum(len("".join(node.text().split())) for node in body.css("a"))
    whole = len("".join(body.text().split()))
    return not whole or linked > _LINKS * whole


def _after_heading(text: str, heading: str) -> str:
    """The text from its heading on, without the lines above it."""
    at = text.find(heading) if heading else -1
    return text[at:] if 0 <= at < 300 else text


__all__ = ["SUFFIXES", "read"]
