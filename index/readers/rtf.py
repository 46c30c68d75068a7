"""Rich Text (RTF 1.9.1): paragraphs, notes and fields, in the code pages that its fonts name."""

import codecs
import re
from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from index.errors import ReadFailure
from index.model import Article
from index.readers.exports import export_articles
from index.readers.omitted import left_out
from index.readers.source import Source, compose, document_title

SUFFIXES = (".rtf",)
MAGIC = b"{\\rtf"

_TOKEN = re.compile(
    rb"\\(?:'([0-9a-fA-F]{2})|([a-zA-Z]{1,32})(-?\d{1,10})?[ ]?|([^a-zA-Z]))|([{}])|[\r\n]+"
    rb"|([^\\{}\r\n]+)"
)
# Groups whose content is not part of the text.
_UNSEEN = frozenset(
    "fonttbl colortbl stylesheet info pict object listtable listoverridetable revtbl rsidtbl"
    " generator datastore themedata"
    " colorschememapping latentstyles header headerl headerr headerf footer footerl footerr"
    " footerf xmlnstbl mmathPr"
    " fldinst shpinst nonshppict filetbl listpicture pgptbl userprops docvar bkmkstart bkmkend"
    " annotation atnid atnauthor"
    " atntime atnicn atnref atndate ftnsep ftnsepc aftnsep aftnsepc private xe tc oldcprops"
    " passwordhash"
    " pnseclvl wgrffmtfilter deleted nonesttables".split()
)
# Groups that readers may leave out, but whose text is shown.
_SHOWN = frozenset({"footnote", "shptxt", "shprslt", "ud"})
_SIGNS = {
    b"ldblquote": "“", b"rdblquote": "”", b"lquote": "‘", b"rquote": "’", b"endash": "–",
    b"emdash": "—", b"bullet": "•",
    b"tab": "\t", b"line": " ", b"softline": " ", b"cell": "\t", b"nestcell": "\t",
    b"enspace": " ", b"emspace": " ", b"qmspace": " ",
}  # fmt: skip
_BREAKS = frozenset([b"par", b"row", b"nestrow", b"sect", b"page", b"softpage", b"column"])
_CHARSETS = {
    0: "cp1252", 1: "", 2: "cp1252", 77: "mac_roman", 78: "cp10001", 89: "mac_cyrillic",
    128: "cp932", 129: "cp949", 130: "johab", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251",
    222: "cp874", 238: "cp1250", 255: "cp437",
}  # fmt: skip
_DEEPEST = 600
_INFO = ("title", "author")


class _State(Struct):
    """The state that a group inherits and gives back."""

    font: int | None = None
    skip: bool = False
    fallback: int = 1
    target: str = "body"
    deleted: bool = False
    fresh: bool = True  # nothing but its opening brace yet
    shape: bool = False  # in the properties of a drawing, of which only a box's text is shown


class RtfText(Struct):
    """The content of a file: lines of the body, notes, title, author, omitted parts."""

    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    pictures: int = 0
    deleted: int = 0


def read(source: Source) -> Iterator[Article]:
    """The article of a Rich Text file, or those of a database export in it."""
    if not source.raw.lstrip()[:16].startswith(MAGIC):
        raise ReadFailure("not a Rich Text file")
    found = parse_rtf(source.raw)
    export = export_articles(source, "\n\n".join(found.lines))
    if export is not None:
        yield from export
        return
    lines = [line.replace("\t", " ").strip() for line in found.lines]
    notes = [" ".join(note.split()) for note in found.notes]
    body = "\n\n".join(line for line in [*lines, *notes] if line)
    yield compose(
        source,
        document_title(found.info.get("title")),
        body,
        author=found.info.get("author"),
        omitted=left_out(pictures=found.pictures, deleted=found.deleted),
    )


def parse_rtf(raw: bytes) -> RtfText:
    """The text of a file. Raises ReadFailure where groups nest without end."""
    return _Parser(raw).run()


class _Parser:
    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.found = RtfText()
        self.codec = "cp1252"
        self.fonts: dict[int, str] = {}
        self.state = _State()
        self.stack: list[_State] = []
        self.bytes = bytearray()  # of the code page, until a letter of another kind comes
        self.parts: dict[str, list[str]] = {"body": [], "note": [], "title": [], "author": []}
        self.left = 0  # characters of a fallback that are not shown
        self.high = 0  # the first unit of a surrogate pair
        self.default: int | None = None
        self.font_charset: int | None = None

    def run(self) -> RtfText:
        at = 0
        while match := _TOKEN.search(self.raw, at):
            at = match.end()
            if match[2] == b"bin":
                at += max(0, int(match[3] or 0))  # so many bytes of data follow, of any value
            elif match[6] is not None:
                self._text(match[6])
            elif match[2] is not None:
                self._word(match[2], int(match[3]) if match[3] else None, match)
            elif match[1] is not None:
                self._byte(int(match[1], 16))
            elif match[4] is not None:
                self._symbol(match[4])
            elif match[5] is not None:
                self._brace(match[5])
        self._flush()
        self._end_line()
        for name in _INFO:
            text = " ".join("".join(self.parts[name]).split())
            if text:
                self.found.info[name] = text[:300]
        return self.found

    def _brace(self, brace: bytes) -> None:
        self._flush()
        self.left = 0
        if brace == b"{":
            if len(self.stack) > _DEEPEST:
                raise ReadFailure("nested too deeply")
            self.stack.append(self.state)
            self.state = replace(self.state, fresh=True)
        elif self.stack:
            closed, self.state = self.state, self.stack.pop()
            if closed.target == "note" and self.state.target != "note":
                note = "".join(self.parts["note"]).strip()
                if note:
                    self.found.notes.append(note)
                self.parts["note"].clear()

    def _put(self, text: str) -> None:
        if not self.state.skip:
            if self.state.deleted:
                return
            self.parts[self.state.target].append(text)

    def _text(self, raw: bytes) -> None:
        self.state.fresh = False
        if self.left:
            count = min(self.left, len(raw))
            self.left -= count
            raw = raw[count:]
        if not self.state.skip:
            self.bytes += raw

    def _byte(self, value: int) -> None:
        self.state.fresh = False
        if self.left:
            self.left -= 1
        elif not self.state.skip:
            self.bytes.append(value)

    def _flush(self) -> None:
        if self.bytes:
            raw = bytes(self.bytes)
            self.bytes.clear()
            font = self.state.font if self.state.font is not None else self.default
            codec = self.fonts.get(font, "") if font is not None else ""
            try:
                text = raw.decode(codec or self.codec, "replace")
            except LookupError:
                text = raw.decode("cp1252", "replace")
            self._put(text)

    def _symbol(self, raw: bytes) -> None:
        if raw == b"*":
            # a destination that older readers may leave out; those known are shown
            self.state.target = self.state.target
            return
        self._flush()
        signs = {b"~": "\xa0", b"_": "-", b"-": "", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
        if raw in {b"\n", b"\r"}:
            self._end_line()
        elif raw in signs:
            self.state.fresh = False
            self._put(signs[raw])

    def _word(self, word: bytes, number: int | None, match: "re.Match[bytes]") -> None:
        name = word.decode("ascii")
        fresh, self.state.fresh = self.state.fresh, False
        if self._begins_destination(name, fresh, fresh and self._is_optional(match)):
            return
        if word in _BREAKS:
            self._flush()
            if not self.state.skip:
                self._end_line() if self.state.target == "body" else self._put(" ")
        elif word in _SIGNS:
            self._flush()
            self._put(_SIGNS[word])
        elif number is not None and name in {"u", "uc", "f", "fcharset", "cpg", "ansicpg", "deff"}:
            self._number(name, number)
        elif name in {"mac", "pc", "pca"}:
            self.codec = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850"}[name]
        elif name == "plain":
            self._flush()
            self.state.font, self.state.deleted = self.default, False
        elif name == "deleted":
            self._flush()
            if number != 0 and not self.state.deleted:
                self.found.deleted += 1
            self.state.deleted = number != 0
        elif name == "v":
            self._flush()

    def _begins_destination(self, name: str, fresh: bool, optional: bool) -> bool:
        """Whether a word says where the text of its group belongs; if so, text goes there."""
        if name == "shptxt" and self.state.shape:
            self._flush()
            self.state.skip = self.state.shape = False
            self.state.target = "note"
        elif fresh and (name in _UNSEEN or (optional and name not in _SHOWN)):
            self._enter_unseen(name)
        elif fresh and name in {"footnote", "endnote"}:
            self._flush()
            self.state.target = "note" if self.state.target == "body" else self.state.target
        elif fresh and name in _INFO and self._in_info():
            self.state.skip, self.state.target = False, name
            self.parts[name].clear()  # a second one is the same in Unicode
        else:
            return False
        return True

    def _number(self, name: str, number: int) -> None:
        """Take the value of a word that says how bytes become letters."""
        font = self.state.font
        if name in {"u", "f"}:
            self._flush()
        if name == "u":
            self._unicode(number % 65536)
            self.left = self.state.fallback
        elif name == "uc":
            self.state.fallback = max(0, min(number, 8))
        elif name == "f":
            self.state.font = number
        elif name == "deff":
            self.default = number
        elif name == "ansicpg":
            self.codec = _known(f"cp{number}") or self.codec
        elif font is not None:
            codec = _CHARSETS.get(number, "") if name == "fcharset" else f"cp{number}"
            self.fonts[font] = _known(codec)

    def _unicode(self, code: int) -> None:
        """Put the letter of a UTF-16 unit; the first unit of a pair waits for the second."""
        if 0xDC00 <= code < 0xE000 and self.high:
            self._put(chr(0x10000 + ((self.high - 0xD800) << 10) + (code - 0xDC00)))
            self.high = 0
        elif 0xD800 <= code < 0xDC00:
            self.high = code
        else:
            self._put(chr(code))

    def _is_optional(self, match: "re.Match[bytes]") -> bool:
        return self.raw[match.start() - 2 : match.start()] == b"\\*" or (
            self.raw[max(0, match.start() - 3) : match.start()].strip() == b"\\*"
        )

    def _enter_unseen(self, name: str) -> None:
        self._flush()
        if name == "deleted":
            self.found.deleted += 1
            self.state.deleted = True
            return
        if name == "pict" and not self.state.skip:
            self.found.pictures += 1
        self.state.shape = name == "shpinst" and not self.state.skip
        self.state.skip = True
        if name == "info":
            self.state.target = "info"

    def _in_info(self) -> bool:
        return any(state.target == "info" for state in self.stack)

    def _end_line(self) -> None:
        if self.parts["body"]:
            self.found.lines.append("".join(self.parts["body"]).strip(" "))
            self.parts["body"].clear()
        else:
            self.found.lines.append("")


def _known(codec: str) -> str:
    try:
        return (
            codecs.lookup({"cp10001": "shift_jis", "cp65001": "utf-8"}.get(codec, codec)).name
            if codec
            else ""
        )
    except LookupError:
        return ""


__all__ = ["MAGIC", "SUFFIXES", "RtfText", "parse_rtf", "read"]
