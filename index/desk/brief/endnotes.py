"""Endnotes of a Word document (ECMA-376, 17.11), which python-docx does not write by itself."""

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/endnotes"
# The size of a note's letters, in half points.
_SIZE = "18"
# The lines that Word draws above the notes; each document with notes has these two.
_EMPTY = (
    f'<w:endnotes xmlns:w="{_WORD}">'
    '<w:endnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:endnote>'
    '<w:endnote w:type="continuationSeparator" w:id="0">'
    "<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:endnote>"
    "</w:endnotes>"
)


def _tag(name: str) -> str:
    return f"{{{_WORD}}}{name}"


class Endnotes:
    """The endnotes of one document. Call `save` after the last one."""

    def __init__(self, document: "Document") -> None:
        """Notes that the document has already are kept, and come before those added."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part
        from docx.oxml.parser import parse_xml

        main = document.part
        known = [rel.target_part for rel in main.rels.values() if rel.reltype == _RELATION]
        if known:
            self._part = known[0]
        else:
            package = main.package
            assert package is not None
            self._part = Part(PackURI("/word/endnotes.xml"), _TYPE, _EMPTY.encode(), package)
            main.relate_to(self._part, _RELATION)
            _number_in_digits(document)
        self._root = cast(Any, parse_xml(self._part.blob))
        self._last = max((int(one.get(_tag("id"), "0")) for one in self._root), default=0)

    def add(self, paragraph: "Paragraph", text: str) -> None:
        """Put the number of a new note at the end of a paragraph, and its text in the notes."""
        from docx.oxml.parser import OxmlElement

        self._last += 1
        run = cast(Any, paragraph.add_run()._r)
        run.append(_raised())
        reference = OxmlElement("w:endnoteReference")
        reference.set(_tag("id"), str(self._last))
        run.append(reference)

        note = cast(Any, OxmlElement("w:endnote"))
        note.set(_tag("id"), str(self._last))
        line = cast(Any, OxmlElement("w:p"))
        line.append(_close_lines())
        number = cast(Any, OxmlElement("w:r"))
        number.append(_raised())
        number.append(OxmlElement("w:endnoteRef"))
        words = cast(Any, OxmlElement("w:r"))
        words.append(_property("w:rPr", "w:sz", _SIZE))
        shown = cast(Any, OxmlElement("w:t"))
        shown.text = f" {text}"
        shown.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.append(shown)
        for part in (number, words):
            line.append(part)
        note.append(line)
        self._root.append(note)

    def save(self) -> None:
        """Store the notes in the document."""
        from docx.opc.oxml import serialize_part_xml

        cast(Any, self._part)._blob = serialize_part_xml(self._root)


def _number_in_digits(document: "Document") -> None:
    """Number the notes 1, 2, 3; without this setting programs count endnotes i, ii, iii.

    Word reads it from the settings, LibreOffice from the sections.
    """
    from docx.oxml.parser import OxmlElement

    for section in document.sections:
        properties = cast(Any, section._sectPr)
        first = sum(1 for one in properties if one.tag.endswith("Reference"))
        properties.insert(first, _property("w:endnotePr", "w:numFmt", "decimal"))
    wanted = _property("w:endnotePr", "w:numFmt", "decimal")
    for number in ("-1", "0"):
        separator = OxmlElement("w:endnote")
        separator.set(_tag("id"), number)
        wanted.append(separator)
    settings = cast(Any, document.settings.element)
    # the schema fixes the order of settings; `compat` is the one that follows
    following = settings.find(_tag("compat"))
    if following is None:
        settings.append(wanted)
    else:
        following.addprevious(wanted)


def _property(holder: str, name: str, value: str) -> Any:
    """An element that holds one property with a value."""
    from docx.oxml.parser import OxmlElement

    made = cast(Any, OxmlElement(holder))
    one = OxmlElement(name)
    one.set(_tag("val"), value)
    made.append(one)
    return made


def _raised() -> Any:
    """The properties of a raised number."""
    return _property("w:rPr", "w:vertAlign", "superscript")


def _close_lines() -> Any:
    """The properties of a note's paragraph: little space after it."""
    from docx.oxml.parser import OxmlElement

    properties = cast(Any, OxmlElement("w:pPr"))
    spacing = OxmlElement("w:spacing")
    spacing.set(_tag("after"), "60")
    properties.append(spacing)
    return properties


__all__ = ["Endnotes"]
