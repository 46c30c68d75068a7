"""Drawing helpers: sanitized text that fits a width, and glyphs for the character set."""

import locale
import os
import unicodedata

from msgspec import Struct
from rich.cells import cell_len, set_cell_size

from index import one_line


class Glyphs(Struct, frozen=True):
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
    """Whether the terminal's locale has no UTF-8 (Python's own setting may differ)."""
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


def first_fitting(width: int, *texts: str) -> str:
    """The first of `texts` that has at most `width` cells, else the last."""
    return next((text for text in texts if cell_len(shown(text)) <= width), texts[-1])


def from_right(text: str, width: int) -> str:
    """The last `width` cells of `shown(text)`, padded on the left."""
    text = shown(text)
    while cell_len(text) > width:
        text = text[1:]
    return " " * (width - cell_len(text)) + text
