"""A frame for the terminal in fewer bytes: changed cells only, styles as differences, short moves.

Textual writes the whole style and a reset with each piece of text, and whole lines where a pane
scrolls. Over a slow line that is half of what a key sends.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct
from textual.driver import Driver

# Set graphics rendition (SGR); cursor position; line feed; a span of text.
_TOKEN = re.compile(r"\x1b\[([0-9;]*)m|(\x1b\[[0-9;]*H)|(\r?\n)|([^\x00-\x1f\x7f-\x9f]+)")
# Each attribute: its slot in a style, and the code that switches it off.
_ATTRIBUTES = {
    "1": ("weight", "22"),
    "2": ("weight", "22"),
    "3": ("italic", "23"),
    "4": ("underline", "24"),
    "7": ("reverse", "27"),
    "9": ("strike", "29"),
}
_COLOURS = {"foreground": "39", "background": "49"}
_OFF = _COLOURS | dict(_ATTRIBUTES.values())
# What shows on a space.
_ON_SPACE = ("background", "underline", "reverse", "strike")

# Sequences that change nothing on the screen: synchronized output, the cursor's visibility, titles.
_HARMLESS = re.compile(r"(\x1b\[\?(2026|25)[hl]|\x1b\][^\x07\x1b]*(\x07|\x1b\\))+")
# Characters that may take another number of cells than one; box drawing takes one.
_NOT_NARROW = re.compile(
    r"[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u214f\u2190-\u2193\u2500-\u25ff]"
)
# Cells between two changed spans from which on a move is shorter than the cells.
_GAP = 6

# The code of each slot that is set.
_Style = tuple[tuple[str, str], ...]


class _Piece(Struct, frozen=True):
    """Text in one style, and the moves before it.

    `at` is its row and column, if known; `follows`: it comes right after text of uncertain
    width.
    """

    moves: str
    at: tuple[int, int] | None
    style: _Style
    text: str
    follows: bool = False


class ScreenMemory:
    """What the terminal shows, where that is known: the characters and styles of each row."""

    def __init__(self) -> None:
        self._rows: dict[int, list[tuple[str, _Style] | None]] = {}

    def forget(self) -> None:
        """Know nothing of the screen any more."""
        self._rows.clear()

    def changed(self, piece: _Piece) -> list[_Piece]:
        """The spans of a piece that differ from the screen, which then has the whole piece."""
        if piece.at is None:
            if not piece.follows:
                self.forget()
            return [piece]
        (row, column), text = piece.at, piece.text
        known = self._rows.setdefault(row, [])
        if _NOT_NARROW.search(text):  # what it and text after it in this row cover is uncertain
            del known[column:]
            return [piece]
        end = column + len(text)
        known.extend([None] * (end - len(known)))
        blank = _on_space(piece.style)
        cells = [(char, blank if char == " " else piece.style) for char in text]
        differ = [place for place, cell in enumerate(cells) if known[column + place] != cell]
        known[column:end] = cells
        return [
            _Piece("", (row, column + first), piece.style, text[first : last + 1])
            for first, last in _stretches(differ)
        ]


def _stretches(places: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of the spans of places; short gaps are cheaper written than jumped."""
    first = last = -1
    for place in places:
        if first < 0 or place - last > _GAP:
            if first >= 0:
                yield first, last
            first = place
        last = place
    if first >= 0:
        yield first, last


def compact(frame: str, memory: ScreenMemory | None = None) -> str:
    """A frame that looks the same in fewer bytes: it omits unchanged cells.

    A frame begins and ends with the default style. One that holds anything but text, styles,
    cursor positions and line feeds is returned unchanged, and the memory forgets the screen. A
    cursor position makes moves before it void, so they are left out.
    """
    memory = memory or ScreenMemory()
    read = _read(frame)
    if read is None:
        if not _HARMLESS.fullmatch(frame):
            memory.forget()
        return frame
    pieces, last_moves = read
    parts: list[str] = []
    has: _Style = ()
    here: tuple[int, int] | None = None  # where the cursor is
    for piece in pieces:
        for new in memory.changed(piece):
            parts.append(new.moves if new.at is None else _move(here, new.at))
            blank = new.text.isspace() and _looks_equal_on_space(has, new.style)
            if new.style != has and not blank:
                parts.append(_change(has, new.style))
                has = new.style
            parts.append(new.text)
            narrow = new.at is not None and not _NOT_NARROW.search(new.text)
            here = (new.at[0], new.at[1] + len(new.text)) if new.at and narrow else None
    return "".join([*parts, last_moves, "\x1b[m" if has else ""])


def _move(here: tuple[int, int] | None, to: tuple[int, int]) -> str:
    """The shortest sequence that moves the cursor from `here` (None: unknown) to a place."""
    if here == to:
        return ""
    if here is not None and here[0] == to[0] and to[1] > here[1]:
        return f"\x1b[{to[1] - here[1]}C"
    return f"\x1b[{to[0] + 1};{to[1] + 1}H"


def _read(frame: str) -> tuple[list[_Piece], str] | None:
    """The pieces of a frame, and the moves after the last; None if it holds anything else."""
    pieces: list[_Piece] = []
    end, moves, codes, follows = 0, "", "", False
    at: tuple[int, int] | None = None
    for token in _TOKEN.finditer(frame):
        if token.start() != end:
            return None
        end = token.end()
        style, position, line_feed, text = token.groups()
        if style is not None:
            codes = "" if style in {"", "0"} else f"{codes};{style}" if codes else style
        elif position:
            moves, at, follows = position, _place(position), False
        elif line_feed:
            moves, at, follows = moves + line_feed, None, False
        else:
            wanted = _style(codes)
            if wanted is None:
                return None
            pieces.append(_Piece(moves, at, wanted, text, follows))
            moves, narrow = "", not _NOT_NARROW.search(text)
            follows = follows or (at is not None and not narrow)
            at = (at[0], at[1] + len(text)) if at and narrow else None
    return None if end != len(frame) or codes else (pieces, moves)


def _place(position: str) -> tuple[int, int] | None:
    """Row and column, both from 0, of a cursor position."""
    row, _, column = position[2:-1].partition(";")
    return int(row or 1) - 1, int(column or 1) - 1


@lru_cache(maxsize=1024)
def _style(codes: str) -> _Style | None:
    """The slots that SGR codes set; None for codes that are not known here."""
    slots: dict[str, str] = {}
    left = codes.split(";") if codes else []
    while left:
        code = left.pop(0)
        if code in _ATTRIBUTES:
            slot = _ATTRIBUTES[code][0]
            if slots.get(slot, code) != code:
                return None
            slots[slot] = code
        elif code in {"38", "48"} and left and left[0] in {"2", "5"}:
            size = 4 if left[0] == "2" else 2
            if len(left) < size:
                return None
            slots["foreground" if code == "38" else "background"] = ";".join([code, *left[:size]])
            del left[:size]
        elif code.isdigit() and (30 <= int(code) <= 37 or 90 <= int(code) <= 97):
            slots["foreground"] = code
        elif code.isdigit() and (40 <= int(code) <= 47 or 100 <= int(code) <= 107):
            slots["background"] = code
        elif code not in _COLOURS.values():
            return None
    return tuple(sorted(slots.items()))


@lru_cache(maxsize=4096)
def _change(has: _Style, wanted: _Style) -> str:
    """The shortest SGR sequence from one style to another."""
    before, after = dict(has), dict(wanted)
    switched_off = [_OFF[slot] for slot in before if slot not in after]
    new = [code for slot, code in wanted if before.get(slot) != code]
    if before.get("weight", after.get("weight")) != after.get("weight") and "weight" in after:
        switched_off.append(_OFF["weight"])  # bold and dim do not replace each other
    step = f"\x1b[{';'.join([*switched_off, *new])}m"
    afresh = f"\x1b[{';'.join(['', *after.values()])}m"
    return min(step, afresh, key=len)


@lru_cache(maxsize=1024)
def _on_space(style: _Style) -> _Style:
    """The slots of a style that show on a space."""
    slots = dict(style)
    if slots.keys() & {"underline", "reverse", "strike"}:
        return style  # the foreground shows too
    return tuple(slot for slot in style if slot[0] == "background")


@lru_cache(maxsize=4096)
def _looks_equal_on_space(has: _Style, wanted: _Style) -> bool:
    """Whether a space looks the same in both styles."""
    before, after = dict(has), dict(wanted)
    if "reverse" in before or "reverse" in after:
        return False
    underlined = ("underline" in before) or ("strike" in before)
    return not underlined and all(before.get(slot) == after.get(slot) for slot in _ON_SPACE)


def compacting(driver: type[Driver]) -> type[Driver]:
    """The same driver, which writes frames in fewer bytes."""

    def write(self: Driver, data: str) -> None:
        driver.write(self, compact(data, _memory_of(self)))

    return type(f"Compacting{driver.__name__}", (driver,), {"write": write})


def forget_screen(driver: Driver | None) -> None:
    """Let a compacting driver write every cell that is painted from now on.

    For a terminal that may have moved or cut what it shows, as one of another size has.
    """
    if driver is not None:
        _memory_of(driver).forget()


def _memory_of(driver: Driver) -> ScreenMemory:
    """The driver's memory of its screen; the first use makes it."""
    memory = driver.__dict__.get("screen_memory")
    if not isinstance(memory, ScreenMemory):
        memory = driver.__dict__["screen_memory"] = ScreenMemory()
    return memory


# Written before a repaint that is to write every cell again: it clears the screen.
CLEAR = "\x1b[2J"

__all__ = ["CLEAR", "ScreenMemory", "compact", "compacting", "forget_screen"]
