"""Word documents (ECMA-376): paragraphs, tables, text boxes, notes.

Tracked insertions are text, deletions are not.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring
from msgspec import Struct, field

from index.errors import ReadFailure
from index.model import Article
from index.readers.exports import export_articles
from index.readers.omitted import left_out
from index.readers.packed import check_zip, reading
from index.readers.source import Source, compose, document_title

SUFFIXES = (".docx", ".docm", ".dotx")

# Elements that are not shown: deletions, moved text at its old place, field codes, fallbacks.
_UNSEEN = frozenset(
    {"del", "moveFrom", "instrText", "delText", "delInstrText", "Fallback", "rPr", "pPr", "sectPr"}
)
_BREAKS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-", "softHyphen": "", "ptab": "\t"}
_DEEPEST = 400


class WordText(Struct):
    """The content of a document: its lines, its notes, and counts of omitted parts."""

    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    styled: str | None = None  # the first paragraph in the style of a title
    pictures: int = 0
    deleted: int = 0
    comments: int = 0
    hidden: int = 0


def read(source: Source) -> Iterator[Article]:
    """The article of a Word document, or those of a database export in it.

    Raises ReadFailure for a broken file.
    """
    check_zip(source)
    with reading("a Word document"), zipfile.ZipFile(io.BytesIO(source.raw)) as packed:
        names = {name.lower(): name for name in packed.namelist()}
        main = _main_part(packed, names)
        found = WordText()
        _read_part(fromstring(packed.read(main)), found)
        folder = posixpath.dirname(main).lower()
        for part in ("footnotes", "endnotes"):
            if name := names.get(f"{folder}/{part}.xml"):
                found.notes += _notes(fromstring(packed.read(name)))
        if name := names.get(f"{folder}/comments.xml"):
            found.comments = sum(
                1 for e in fromstring(packed.read(name)).iter() if _local(e) == "comment"
            )
        about = names.get("docprops/core.xml")
        properties = _properties(fromstring(packed.read(about))) if about else {}
    yield from _articles(source, found, properties)


def read_flat(source: Source) -> Iterator[Article]:
    """As `read`, for a document that Word saved as one file of XML."""
    with reading("a Word document"):
        root = fromstring(source.raw)
        parts = {_local(e): e for e in root.iter() if _local(e) in _FLAT_PARTS}
        main = parts.get("document", parts.get("wordDocument"))
        if main is None:
            raise ReadFailure("not a Word document that can be read (no text part)")
        found = WordText()
        _read_part(main, found)
        for name in ("footnotes", "endnotes"):
            found.notes += _notes(parts[name]) if name in parts else []
        about = parts.get("coreProperties", parts.get("DocumentProperties"))
        properties = _properties(about) if about is not None else {}
    yield from _articles(source, found, properties)


_FLAT_PARTS = frozenset(
    "document wordDocument footnotes endnotes coreProperties DocumentProperties".split()
)


def _articles(source: Source, found: WordText, properties: dict[str, str]) -> Iterator[Article]:
    export = export_articles(source, "\n\n".join(found.lines))
    if export is not None:
        yield from export
        return
    lines = [" ".join(line.split()) for line in (*found.lines, *found.notes)]
    yield compose(
        source,
        document_title(properties.get("title")) or found.styled,
        "\n\n".join(filter(None, lines)),
        author=properties.get("creator"),
        date=(properties.get("created") or "")[:10] or None,
        basis="file time",
        language=properties.get("language"),
        omitted=left_out(
            pictures=found.pictures,
            deleted=found.deleted,
            hidden=found.hidden,
            comments=found.comments,
        ),
    )


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _main_part(packed: zipfile.ZipFile, names: dict[str, str]) -> str:
    """The name of the part with the text, from the package's relations."""
    if "_rels/.rels" in names:
        for relation in fromstring(packed.read(names["_rels/.rels"])):
            if relation.attrib.get("Type", "").endswith("/officeDocument"):
                target = relation.attrib.get("Target", "").lstrip("/").lower()
                if target in names:
                    return names[target]
    if "word/document.xml" in names:
        return names["word/document.xml"]
    raise ReadFailure("not a Word document that can be read (no text part)")


def _properties(root: Element) -> dict[str, str]:
    names = {"Title": "title", "Author": "creator", "Created": "created"}
    return {
        names.get(_local(e), _local(e)): (e.text or "").strip()
        for e in root
        if (e.text or "").strip()
    }


def _notes(root: Element) -> list[str]:
    """The text of each footnote or endnote; separators have a type."""
    out = []
    for note in root:
        kind = next((v for k, v in note.attrib.items() if k.endswith("}type")), "normal")
        if kind == "normal":
            part = WordText()
            _read_part(note, part)
            text = " ".join(" ".join(part.lines).split())
            if text:
                out.append(text)
    return out


def _read_part(root: Element, found: WordText) -> None:
    """Add the paragraphs of a part to the result. Raises ReadFailure if it nests too deeply."""
    _Walk(found).walk(root, 0)


class _Walk:
    def __init__(self, found: WordText) -> None:
        self.found = found

    def walk(self, element: Element, depth: int) -> None:
        """Paragraphs and tables inside an element, in order."""
        if depth > _DEEPEST:
            raise ReadFailure("nested too deeply")
        for child in element:
            name = _local(child)
            if name == "p":
                self.paragraph(child, depth)
            elif name == "tbl":
                self.table(child, depth + 1)
            elif name in {"del", "moveFrom"}:
                self.found.deleted += 1
            elif name not in _UNSEEN:
                self.walk(child, depth + 1)

    def paragraph(self, paragraph: Element, depth: int) -> None:
        """A line for the paragraph, then those of the text boxes anchored in it."""
        boxes: list[Element] = []
        text = self.words(paragraph, boxes, depth)
        style = next((e for e in paragraph.iter() if _local(e) == "pStyle"), None)
        if style is not None and self.found.styled is None and len(self.found.lines) < 6:
            name = next((v for k, v in style.attrib.items() if k.endswith("}val")), "")
            if name.lower() in {
                "title",
                "heading1",
                "titel",
                "titre",
                "berschrift1",
                "überschrift1",
                "1",
            }:
                self.found.styled = " ".join(text.split()) or None
        self.found.lines.append(text.strip(" \n"))
        for box in boxes:
            self.walk(box, depth + 1)

    def words(self, element: Element, boxes: list[Element], depth: int) -> str:
        """The text of an element's runs; text boxes are put aside."""
        if depth > _DEEPEST:
            raise ReadFailure("nested too deeply")
        out: list[str] = []
        for child in element:
            name = _local(child)
            if name == "t":
                out.append(child.text or "")
            elif name in _BREAKS:
                out.append(_BREAKS[name])
            elif name in {"del", "moveFrom"}:
                self.found.deleted += 1
            elif name == "r" and _is_hidden(child):
                self.found.hidden += 1
            elif name in _UNSEEN:
                continue
            elif name == "txbxContent":
                boxes.append(child)
            elif name == "tbl":
                boxes.append(_around(child))
            else:
                if name in {"blip", "imagedata"}:
                    self.found.pictures += 1
                out.append(self.words(child, boxes, depth + 1))
        return "".join(out)

    def table(self, table: Element, depth: int) -> None:
        """A line for each row; a merged cell is one. A cell of many paragraphs keeps them."""
        for row in _below(table, "tr"):
            cells = []
            for cell in _below(row, "tc"):
                inner = WordText()
                _Walk(inner).walk(cell, depth + 1)
                self.found.pictures += inner.pictures
                self.found.deleted += inner.deleted
                self.found.hidden += inner.hidden
                if not _continues(cell):
                    cells.append([line for line in inner.lines if line.strip()])
            if any(len(cell) > 1 for cell in cells):
                first = [cell[0] for cell in cells if len(cell) == 1]
                many = [line for cell in cells if len(cell) > 1 for line in cell]
                self.found.lines += ["\t".join(first)] if first else []
                self.found.lines += many
            else:
                self.found.lines.append("\t".join(cell[0] for cell in cells if cell))


def _is_hidden(run: Element) -> bool:
    """Whether a run is formatted as hidden text that has words."""
    for properties in run:
        if _local(properties) != "rPr":
            continue
        for one in properties:
            if _local(one) == "vanish":
                value = next((v for k, v in one.attrib.items() if k.endswith("}val")), "true")
                return value not in {"0", "false", "off"}
    return False


def _around(table: Element) -> Element:
    holder = Element("holder")
    holder.append(table)
    return holder


def _below(element: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, without those of inner tables.

    Those inside content controls and tracked insertions count too.
    """
    for child in element:
        name = _local(child)
        if name == wanted:
            yield child
        elif name in {"sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo"}:
            yield from _below(child, wanted)


def _continues(cell: Element) -> bool:
    """Whether a cell only continues the one above it, with which it is merged."""
    for element in cell.iter():
        if _local(element) == "vMerge":
            value = next((v for k, v in element.attrib.items() if k.endswith("}val")), "continue")
            return value == "continue"
        if _local(element) == "p":
            return False
    return False


__all__ = ["SUFFIXES", "WordText", "read", "read_flat"]
