"""Briefings as Word documents with real endnotes, by python-docx."""

import io
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from index.desk.brief.briefing import Brief, BriefStatement
from index.desk.brief.endnotes import Endnotes
from index.errors import PressmarkError
from index.text import xml_text

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_COLUMNS = ("Who", "Passages", "First", "Last", "Outlets", "Notes")
# Centimetres of a page's 16 for each column.
_FACT_WIDTHS = (3.5, 12.5)
_WIDTHS = (3.6, 2.3, 2.7, 2.7, 2.6, 2.1)
_LARGEST_BASE = 64 << 20
_MISSING = "Word documents need python-docx: pip install 'pressmark[office]'."


def write_docx(brief: Brief, base: Path | None = None) -> bytes:
    """The briefing as a Word document.

    `base` is a Word document whose styles, margins, headers and text it begins with, such as a
    letterhead. Raises PressmarkError without python-docx, or for a base that cannot be used.
    """
    document = _opened(base)
    try:
        return _written(document, brief, base is None)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        if base is None:
            raise
        raise PressmarkError(
            f"The template {base} lacks a part that every Word document has: open it in Word and"
            " save it again."
        ) from error


def _written(document: "Document", brief: Brief, is_own: bool) -> bytes:
    """The document with the briefing in it; `is_own`: the built-in one."""
    notes = Endnotes(document)
    document.core_properties.title = _text(brief.title)[:255]
    document.core_properties.created = document.core_properties.modified = _now()
    if is_own:
        document.core_properties.author = document.core_properties.comments = ""
    _paragraph(document, brief.title, "Title")
    _facts(document, brief)
    _paragraph(document, "Summary", "Heading 1")
    _summary(document, brief)
    for group in brief.groups:
        _paragraph(document, group.title, "Heading 1")
        for one in group.statements:
            _statement(document, notes, one)
    _paragraph(document, "Sources", "Heading 1")
    for source in brief.sources:
        word = "Note" if len(source.numbers) == 1 else "Notes"
        _paragraph(document, f"{source.citation}. {word} {source.notes}.", "List Bullet")
    notes.save()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def empty_docx() -> bytes:
    """The document without a text that briefings begin with: styles to be changed in Word."""
    out = io.BytesIO()
    _opened(None).save(out)
    return out.getvalue()


def _opened(base: Path | None) -> "Document":
    try:
        from docx import Document
        from docx.opc.exceptions import PackageNotFoundError
    except ImportError as error:
        raise PressmarkError(_MISSING) from error
    if base is None:
        document = Document()
        _set_styles(document)
        return document
    try:
        _check_size(base)
        return Document(str(base))
    except PressmarkError:
        raise
    except PackageNotFoundError as error:
        raise _no_document(base) from error
    except OSError as error:
        raise PressmarkError(f"The template {base} cannot be read: {error.strerror}.") from error
    except Exception as error:  # python-docx fails in many ways on XML that it does not expect
        raise _no_document(base) from error


def _check_size(base: Path) -> None:
    """Raise PressmarkError for a document whose parts are huge; BadZipFile, OSError."""
    with ZipFile(base) as packed:
        if sum(part.file_size for part in packed.infolist()) > _LARGEST_BASE:
            raise PressmarkError(f"The template {base} is larger than 64 MiB when it is unpacked.")


def _no_document(base: Path) -> PressmarkError:
    return PressmarkError(f"The template {base} is no Word document.")


def _set_styles(document: "Document") -> None:
    """Sober styles in place of Word's blue ones, on A4."""
    from docx.shared import Cm, Pt, RGBColor

    black = RGBColor(0x1A, 0x1A, 0x1A)
    for name, size in (("Normal", 10.5), ("Title", 20), ("Heading 1", 13)):
        font = document.styles[name].font
        font.size, font.color.rgb = Pt(size), black
    quote: Any = document.styles["Quote"]
    quote.font.italic, quote.font.color.rgb = False, black
    quote.paragraph_format.left_indent = Cm(0.8)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.5)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _now() -> datetime:
    """The time in UTC, without a zone, as python-docx stores it."""
    return datetime.now(UTC).replace(tzinfo=None)


def _text(text: str) -> str:
    return xml_text(text, instead="")


def _paragraph(document: "Document", text: str, style: str | None = None) -> "Paragraph":
    """A paragraph in a style; in that of the body where a base lacks the style."""
    made = document.add_paragraph(_text(text))
    if style is not None and style in document.styles:
        made.style = style
    return made


def _facts(document: "Document", brief: Brief) -> None:
    table = _table(document, 0, _FACT_WIDTHS)
    for fact in brief.facts:
        name, value = table.add_row().cells
        _fill(name, fact.name, bold=True)
        _fill(value, fact.value)


def _summary(document: "Document", brief: Brief) -> None:
    table = _table(document, 1, _WIDTHS)
    if "Table Grid" in document.styles:
        table.style = "Table Grid"
    for cell, name in zip(table.rows[0].cells, _COLUMNS, strict=True):
        _fill(cell, name, bold=True)
    _repeat_on_each_page(table.rows[0])
    for actor in brief.summary:
        row = table.add_row()
        values = (
            actor.name,
            f"{actor.count:,}",
            actor.first or "",
            actor.last or "",
            "; ".join(actor.outlets),
            actor.notes,
        )
        for cell, value in zip(row.cells, values, strict=True):
            _fill(cell, value)


def _fill(cell: Any, text: str, bold: bool = False) -> None:
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(_text(text))
    run.bold, run.font.size = bold or None, Pt(9)


def _table(document: "Document", rows: int, centimetres: tuple[float, ...]) -> Any:
    """A table with columns of these widths."""
    from docx.shared import Cm

    table = document.add_table(rows=rows, cols=len(centimetres))
    table.autofit = False
    for column, width in zip(table.columns, centimetres, strict=True):
        column.width = Cm(width)
    return table


def _repeat_on_each_page(row: Any) -> None:
    from docx.oxml.parser import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _statement(document: "Document", notes: Endnotes, one: BriefStatement) -> None:
    heading = document.add_paragraph()
    heading.add_run(_text(one.heading)).bold = True
    heading.paragraph_format.keep_with_next = True
    for text in one.paragraphs:
        last = _paragraph(document, text, "Quote")
    notes.add(last, _text(one.endnote))
    if one.note:
        document.add_paragraph().add_run(_text(one.note)).italic = True
    if one.tags:
        _paragraph(document, f"Tags: {', '.join(one.tags)}")


__all__ = ["empty_docx", "write_docx"]
