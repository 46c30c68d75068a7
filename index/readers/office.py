"""Documents of word processors: DOCX by python-docx, RTF by striprtf, ODT by defusedxml.

odfpy, the usual library for ODT, expands entities and prints what it cannot parse.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from index.errors import ReadFailure
from index.model import Article
from index.readers.decode import decode
from index.readers.packed import check_zip, reading
from index.readers.source import Source, compose, library

DOCX, ODT, RTF = (".docx", ".docm"), (".odt", ".fodt"), (".rtf",)


def read_docx(source: Source) -> Iterator[Article]:
    """The article of a Word document: paragraphs and tables in order, title and author of its properties."""
    docx = library("docx", "office")
    check_zip(source)
    try:
        document = docx.Document(io.BytesIO(source.raw))
        out = []
        for block in document.iter_inner_content():
            if hasattr(block, "rows"):
                out += [" ".join(cell.text.strip() for cell in row.cells) for row in block.rows]
            else:
                out.append(block.text.strip())
        properties = document.core_properties
        title, author, language = properties.title, properties.author, properties.language
        date = properties.created.date().isoformat() if properties.created else None
        styled = [
            p.text
            for p in document.paragraphs[:5]
            if p.style is not None and p.style.name in {"Title", "Heading 1"}
        ]
    except (ReadFailure, MemoryError):
        raise
    except Exception as error:  # lxml, zipfile and python-docx each raise their own
        raise ReadFailure(
            f"not a Word document that can be read ({type(error).__name__})"
        ) from error
    yield compose(
        source,
        title or (styled[0] if styled else None),
        "\n\n".join(filter(None, out)),
        author=author,
        date=date,
        basis="file time",
        language=language,
    )


_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
# What stands in a paragraph beside its words: notes and the like have paragraphs of their own.
_ASIDE = frozenset({f"{_OFFICE}annotation", f"{_TEXT}note", f"{_TEXT}tracked-changes"})


def read_odt(source: Source) -> Iterator[Article]:
    """The article of an OpenDocument text, zipped or flat (OpenDocument 1.2, part 1; XML without entities)."""
    with reading("an OpenDocument text"):
        if source.name.lower().endswith(".fodt"):
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
    body = content.find(f".//{_OFFICE}text")
    out = (
        [words for element in _paragraphs(body) if (words := " ".join(_words(element).split()))]
        if body is not None
        else []
    )

    def value(name: str) -> str | None:
        found = about.find(f".//{name}")
        return found.text if found is not None else None

    yield compose(
        source,
        value(f"{_DC}title"),
        "\n\n".join(out),
        author=value(f"{_META}initial-creator") or value(f"{_DC}creator"),
        date=value(f"{_META}creation-date") or value(f"{_DC}date"),
        basis="file time",
        language=value(f"{_DC}language"),
    )


def _paragraphs(root: Element) -> Iterator[Element]:
    """Paragraphs and headings in order, none inside another."""
    todo = [root]
    while todo:
        element = todo.pop()
        if element.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            yield element
        elif element.tag not in _ASIDE:
            todo += reversed(element)


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


def read_rtf(source: Source) -> Iterator[Article]:
    """The article of a Rich Text file."""
    striprtf = library("striprtf.striprtf", "office")
    if not source.raw.lstrip().startswith(b"{\\rtf"):
        raise ReadFailure("not a Rich Text file")
    markup = source.raw.decode("latin-1")
    try:
        text = striprtf.rtf_to_text(markup, errors="replace")
    except (ReadFailure, MemoryError):
        raise
    except Exception as error:
        raise ReadFailure(
            f"not a Rich Text file that can be read ({type(error).__name__})"
        ) from error
    found = {name: _group(markup, name) for name in ("title", "author")}
    body = "\n\n".join(line.strip() for line in text.split("\n") if line.strip())
    yield compose(source, found["title"], body, author=found["author"])


def _group(markup: str, name: str) -> str | None:
    """What the information group says of the title or the author."""
    match = re.search(rf"\{{\\{name} ([^{{}}\\]{{1,300}})\}}", markup)
    return decode(match[1].encode("latin-1")).strip() if match else None


__all__ = ["DOCX", "ODT", "RTF", "read_docx", "read_odt", "read_rtf"]
