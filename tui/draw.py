"""Drawing helpers: sanitized text that fits a width, and glyphs for the character set."""

import datetime
import locale
import os
import unicodedata
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from index import one_line


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The marks that Pressmark draws."""

    row: str
    bar: str
    chosen: str
    cursor: str
    dots: str
    opened: str
    closed: str
    separator: str
    levels: str


UNICODE = Glyphs("▸", "│", "┃", "›", "…", "▾", "▸", "·", "▁▂▃▄▅▆▇█")
ASCII = Glyphs(">", "|", "#", ">", ".", "-", "+", "-", "_.-:=+*%")


def locale_is_ascii() -> bool:
    """Whether the terminal's locale has no UTF-8 (Python itself may have been told otherwise)."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    if "utf" in name.lower():
        return False
    if name in {"", "C", "POSIX"}:
        return True
    try:
        return "utf" not in (locale.getlocale()[1] or "").lower()
    except ValueError:
        return True


_ascii = False
_PLAIN = str.maketrans(
    dict.fromkeys("“”„«»", '"')
    | dict.fromkeys("‘’´", "'")
    | dict.fromkeys("–—·▾─", "-")
    | dict.fromkeys("▸›→", ">")
    | dict.fromkeys("│", "|")
    | {"←": "<", "…": ".", "•": "*", "\u00a0": " ", "┃": "#", "↑": "^", "↓": "v"}
)


def use_ascii(on: bool) -> None:
    """Switch drawing with ASCII characters only on or off."""
    global _ascii  # noqa: PLW0603  (one terminal, one character set)
    _ascii = on


def glyphs() -> Glyphs:
    """The marks for this terminal."""
    return ASCII if _ascii else UNICODE


def shown(text: str) -> str:
    """`text` on one line without control characters; in ASCII on an ASCII terminal.

    Keeps the number of cells of every character, so that columns stay straight.
    """
    text = one_line(text)
    if not _ascii or text.isascii():
        return text
    return "".join(map(_to_ascii, text.translate(_PLAIN)))


def _to_ascii(char: str) -> str:
    if char.isascii():
        return char
    base = unicodedata.normalize("NFKD", char)[:1]
    width = cell_len(char)
    return (base if base.isascii() and width == 1 else "?" * width) if width else ""


def fit(text: str, width: int) -> str:
    """`shown(text)` cut or padded to exactly `width` cells, with dots where it was cut."""
    text = shown(text)
    if cell_len(text) > width:
        dots = glyphs().dots
        return set_cell_size(text, max(0, width - 1)) + dots if width > 0 else ""
    return set_cell_size(text, width)


def from_right(text: str, width: int) -> str:
    """The last `width` cells of `shown(text)`, padded on the left."""
    text = shown(text)
    while cell_len(text) > width:
        text = text[1:]
    return " " * (width - cell_len(text)) + text


def with_noun(count: int, one: str, many: str = "") -> str:
    """A number with its noun, as in "1 match"; `many` defaults to `one` and an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def passed_over_words(count: int) -> str:
    """How many files and folders were not read for their kind or for want of permission."""
    verb = "was" if count == 1 else "were"
    return f"{with_noun(count, 'file or folder', 'files and folders')} {verb} passed over"


def local_time(written: str) -> str:
    """An ISO 8601 time with its zone as local date and time to the minute."""
    try:
        moment = datetime.datetime.fromisoformat(written)
    except ValueError:
        return written
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")
