"""A frame for the terminal in fewer bytes: styles as differences, cursor moves only where needed.

Textual writes the whole style and a reset with each piece of text. Over a slow line that is a third
of what a key sends.
"""

import re
from functools import lru_cache

from textual.driver import Driver

# Set graphics rendition (SGR); cursor position; line feed; a stretch of text.
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

# The code of each slot that is set.
_Style = tuple[tuple[str, str], ...]


def compact(frame: str) -> str:
    """A frame that looks the same in fewer bytes.

    A frame begins and ends with the default style. One that holds anything but text, styles,
    cursor positions and line feeds is returned unchanged. A cursor position makes moves before it
    void, so they are left out.
    """
    parts: list[str] = []
    at, moves, codes = 0, "", ""
    has: _Style = ()
    for token in _TOKEN.finditer(frame):
        if token.start() != at:
            return frame
        at = token.end()
        style, position, line_feed, text = token.groups()
        if style is not None:
            codes = "" if style in {"", "0"} else f"{codes};{style}" if codes else style
        elif position:
            moves = position
        elif line_feed:
            moves += line_feed
        else:
            wanted = _style(codes)
            if wanted is None:
                return frame
            parts.append(moves)
            moves = ""
            if wanted != has and not (text.isspace() and _looks_equal_on_space(has, wanted)):
                parts.append(_change(has, wanted))
                has = wanted
            parts.append(text)
    if at != len(frame) or codes:
        return frame
    return "".join([*parts, moves, "\x1b[m" if has else ""])


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
        driver.write(self, compact(data))

    return type(f"Compacting{driver.__name__}", (driver,), {"write": write})


__all__ = ["compact", "compacting"]
