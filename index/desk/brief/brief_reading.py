"""Reads a finished briefing: the locators in it, and the words that each one cites.

Markdown, HTML and Word are read as paragraphs and notes. A note with a locator belongs to the words
before its number; a locator in a paragraph belongs to the words before it. So a briefing is read
with any template, and so are Markdown exports of marks.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from msgspec import Struct, field

from index.checked_input import read_input
from index.errors import PressmarkError
from index.kept import Locator, parse_locator

_LOCATOR = re.compile(r"\[\s*[^\s\[\]]+-p\d{1,9}-[0-9a-f]{8}(?:\.\d{1,9})?\s*\]")
# Code points before a locator in which its words are looked for, and of a note.
_BEFORE, _LONGEST_NOTE = 100_000, 20_000
# Bytes of a file, and of a part of a Word document when it is unpacked.
_LARGEST = 64 * 2**20


class CitedWords(Struct, frozen=True):
    """A locator in a briefing, with the paragraph that it is about.

    `before` is all text since the locator before it, which holds every paragraph of a quotation.
    Both are empty for a note that nothing refers to.
    """

    locator: Locator
    paragraph: str = ""
    before: str = ""


class BriefText(Struct):
    """The paragraphs of a briefing with the names of the notes they refer to, and the notes."""

    paragraphs: list[tuple[str, list[str]]] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)


def read_briefing(path: Path) -> list[CitedWords]:
    """The locators of a Markdown, HTML or Word file, in order. Raises PressmarkError."""
    try:
        raw = read_input(path, f"The briefing {path}")
    except OSError as error:
        raise PressmarkError(f"{path} cannot be read: {error.strerror}.") from error
    if raw.startswith(b"PK"):
        found = _read_word(path)
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise PressmarkError(f"{path} is no briefing: it is not UTF-8 text.") from error
        is_page = text.lstrip()[:15].lower().startswith(("<!doctype html", "<html"))
        found = _read_page(text) if is_page else _read_markdown(text)
    return list(_cited(found))


def _cited(found: BriefText) -> Iterator[CitedWords]:
    seen: set[str] = set()
    since: list[str] = []
    for text, names in found.paragraphs:
        own = list(_locators(text))
        bare = _LOCATOR.sub(" ", text)
        since.append(bare)
        noted = [one for name in names for one in _locators(found.notes.get(name, ""))]
        seen.update(names)
        # a line that is only a citation is about the paragraph before it
        about = since[-2] if own and not noted and len(since) > 1 else bare
        for locator in (*noted, *own):
            before = "\n".join(since)[-_BEFORE:]
            yield CitedWords(locator, " ".join(about[-_BEFORE:].split()), before)
        if noted or own:
            since = []
    for name, note in found.notes.items():
        if name not in seen:
            yield from map(CitedWords, _locators(note))


def _locators(text: str) -> Iterator[Locator]:
    for match in _LOCATOR.finditer(text):
        if (locator := parse_locator(match[0])) is not None:
            yield locator


# --- Markdown ---

_DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*(.*)")
_REFERENCE = re.compile(r"(?<!\\)\[\^([^\]\s]+)\]")
_BACKSLASH = re.compile(r"\\([!-/:-@\[-`{-~])")


def _read_markdown(text: str) -> BriefText:
    found = BriefText()
    lines: list[str] = []
    note: str | None = None

    def end_paragraph() -> None:
        whole = " ".join(lines)
        names = _REFERENCE.findall(whole)
        plain = _BACKSLASH.sub(r"\1", _REFERENCE.sub(" ", whole))
        if plain.strip():
            found.paragraphs.append((plain, names))
        lines.clear()

    for line in text.splitlines():
        bare = line.lstrip(" \t>")
        if match := _DEFINITION.match(bare):
            end_paragraph()
            note = match[1]
            found.notes[note] = _BACKSLASH.sub(r"\1", match[2])
        elif not bare.strip():
            end_paragraph()
            note = None
        elif note is not None:
            found.notes[note] += " " + _BACKSLASH.sub(r"\1", bare)
        else:
            lines.append(bare)
    end_paragraph()
    return found


# --- HTML ---

_BLOCKS = frozenset(
    "address article aside blockquote body dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header li"
    " main ol p pre section table tbody td th thead tr ul".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


class _Page(HTMLParser):
    """Paragraphs are cut at every block element; text inside an element with an id is its note."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[tuple[list[str], list[str], set[str]]] = [([], [], set())]
        self.notes: dict[str, str] = {}
        # The number of the paragraph in which an element with this id begins.
        self.places: dict[str, int] = {}
        self._open: list[tuple[str, str | None]] = []
        self._links = 0
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in _BLOCKS:
            self._cut()
        if tag in _VOID:
            self.handle_data(" ")
            return
        target = values.get("href") or ""
        if tag == "a" and target.startswith("#"):
            self.paragraphs[-1][1].append(target[1:])
            self._links += 1
        self._unseen += tag in {"script", "style", "title"}
        name = values.get("id") or (values.get("name") if tag == "a" else None)
        if name:
            self.places.setdefault(name, len(self.paragraphs) - 1)
        self._open.append((tag, name))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._cut()
        if tag not in (name for name, _ in self._open[-64:]):
            return
        while self._open:
            name, _ = self._open.pop()
            self._links -= name == "a" and self._links > 0
            self._unseen -= name in {"script", "style", "title"}
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        names = {name for _, name in self._open[-64:] if name}
        for name in names:
            note = self.notes.get(name, "")
            if len(note) < _LONGEST_NOTE:
                self.notes[name] = note + data[:_LONGEST_NOTE]
        text, _, inside = self.paragraphs[-1]
        text.append(" " if self._links else data)
        inside |= names

    def _cut(self) -> None:
        self.paragraphs.append(([], [], set()))


def _read_page(text: str) -> BriefText:
    page = _Page()
    page.feed(text)
    page.close()
    texts = ["".join(text) for text, _, _ in page.paragraphs]
    notes = {name: note for name, note in page.notes.items() if _LOCATOR.search(note)}
    # word processors put the name on the number of a note: the paragraph is the note
    around = {
        name: texts[place]
        for name, place in page.places.items()
        if name not in notes and _LOCATOR.search(texts[place])
    }
    referred = {name for _, names, _ in page.paragraphs for name in names}
    inside_notes = referred & notes.keys()
    note_places = {page.places[name] for name in referred & around.keys()}
    notes |= around
    paragraphs = [
        (texts[place], [name for name in names if name in notes])
        for place, (_, names, inside) in enumerate(page.paragraphs)
        if place not in note_places
        and not inside & inside_notes
        and (texts[place].strip() or names)
    ]
    return BriefText(paragraphs, {name: notes[name] for name in referred & notes.keys()})


# --- Word ---


def _read_word(path: Path) -> BriefText:
    from defusedxml import DefusedXmlException

    try:
        with zipfile.ZipFile(path) as packed:
            main = _part(packed, "word/document.xml")
            if main is None:
                raise PressmarkError(f"{path} is no Word document.")
            found = BriefText()
            for paragraph in _each(main, "p"):
                names = [f"{kind}{ident}" for kind, ident in _references(paragraph)]
                found.paragraphs.append((_words(paragraph), names))
            for kind in ("endnote", "footnote"):
                notes = _part(packed, f"word/{kind}s.xml")
                for note in _each(notes, kind) if notes is not None else ():
                    found.notes[f"{kind}{_value(note, 'id')}"] = _words(note)
            return found
    except (zipfile.BadZipFile, ParseError, DefusedXmlException, ValueError, OSError) as error:
        raise PressmarkError(f"{path} is a damaged Word document.") from error


def _part(packed: zipfile.ZipFile, name: str) -> Element | None:
    """A part of the document. Raises ValueError where it unpacks to more than 64 MiB."""
    from defusedxml.ElementTree import fromstring

    if name not in packed.namelist():
        return None
    with packed.open(name) as part:
        raw = part.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise ValueError(name)
    root: Element = fromstring(raw)
    return root


def _local_name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _value(element: Element, name: str) -> str:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


def _each(root: Element, name: str) -> Iterable[Element]:
    return (element for element in root.iter() if _local_name(element) == name)


def _words(element: Element) -> str:
    """The text of a paragraph or note, with tabs and line breaks as spaces."""
    spaces = {"tab", "br", "cr", "p"}
    return "".join(
        (one.text or "") if _local_name(one) == "t" else " "
        for one in element.iter()
        if _local_name(one) == "t" or _local_name(one) in spaces
    )


def _references(paragraph: Element) -> Iterator[tuple[str, str]]:
    for element in paragraph.iter():
        kind = _local_name(element).removesuffix("Reference")
        if kind in {"endnote", "footnote"} and kind != _local_name(element):
            yield kind, _value(element, "id")


__all__ = ["CitedWords", "read_briefing"]
