"""Colours: dark, light, high contrast, and none at all.

Selections and matches also differ in shape or weight, so that "no-colour" loses nothing.
Text has a contrast of at least 4.5:1 on every background that it can have. On a terminal of 16
colours the nearest colours would not, so each theme has a form that is made of those 16.
"""

from collections.abc import Mapping
from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

DARK = Theme(
    "dark",
    primary="#7aa2f7",
    secondary="#9ece6a",
    accent="#e0af68",
    foreground="#d5d9e0",
    background="#16181d",
    surface="#16181d",
    panel="#242933",
    warning="#e0af68",
    error="#f7768e",
    success="#9ece6a",
    dark=True,
    variables={"match": "#ffd75f", "chosen": "#1c2742", "quote": "#a9dc9b", "dim": "#8b93a1"},
)
LIGHT = Theme(
    "light",
    primary="#1f4fa8",
    secondary="#356b1c",
    accent="#703c00",
    foreground="#1b1d21",
    background="#fbfbf8",
    surface="#fbfbf8",
    panel="#e4e6ea",
    warning="#703c00",
    error="#a8123a",
    success="#356b1c",
    dark=False,
    variables={"match": "#703c00", "chosen": "#d7e0f2", "quote": "#24551a", "dim": "#50565f"},
)
HIGH_CONTRAST = Theme(
    "high-contrast",
    primary="#00ffff",
    secondary="#00ff00",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#333333",
    warning="#ffff00",
    error="#ff8080",
    success="#00ff00",
    dark=True,
    variables={"match": "#ffff00", "chosen": "#0000aa", "quote": "#7fff7f", "dim": "#d0d0d0"},
)
NO_COLOUR = Theme(
    "no-colour",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    warning="#ffffff",
    error="#ffffff",
    success="#ffffff",
    dark=True,
    variables={"match": "#ffffff", "chosen": "#000000", "quote": "#ffffff", "dim": "#ffffff"},
)
THEMES = (DARK, LIGHT, HIGH_CONTRAST, NO_COLOUR)


def _of_16(name: str, dark: bool, **colours: str) -> Theme:
    """A theme of the 16 colours of the VGA palette, each given by its name in `_VGA`."""
    shades = {part: _VGA[colour] for part, colour in colours.items()}
    own = {part: shades.pop(part) for part in ("match", "chosen", "quote", "dim")}
    text: Mapping[str, str] = shades
    return Theme(
        name,
        primary=text["primary"],
        secondary=text["secondary"],
        accent=text["accent"],
        foreground=text["foreground"],
        background=text["background"],
        surface=text["background"],
        panel=text["panel"],
        warning=text["accent"],
        error=text["error"],
        success=text["secondary"],
        dark=dark,
        variables=own,
    )


_VGA: Mapping[str, str] = {
    "black": "#000000",
    "red": "#aa0000",
    "blue": "#0000aa",
    "purple": "#aa00aa",
    "grey": "#aaaaaa",
    "dark grey": "#555555",
    "bright green": "#55ff55",
    "bright yellow": "#ffff55",
    "bright cyan": "#55ffff",
    "white": "#ffffff",
}
_DARK_OF_16: Mapping[str, str] = {
    "primary": "bright cyan",
    "secondary": "bright green",
    "accent": "bright yellow",
    "foreground": "white",
    "background": "black",
    "panel": "blue",
    "error": "bright yellow",
    "match": "bright yellow",
    "chosen": "blue",
    "quote": "bright green",
}
THEMES_OF_16 = (
    _of_16("dark", True, **_DARK_OF_16, dim="grey"),
    _of_16(
        "light",
        False,
        primary="blue",
        secondary="purple",
        accent="red",
        foreground="black",
        background="white",
        panel="bright cyan",
        error="red",
        match="red",
        chosen="bright yellow",
        quote="purple",
        dim="dark grey",
    ),
    _of_16("high-contrast", True, **_DARK_OF_16, dim="white"),
    NO_COLOUR,
)


def themes(few_colours: bool) -> tuple[Theme, ...]:
    """The themes, on request those of 16 colours."""
    return THEMES_OF_16 if few_colours else THEMES


THEME_NAMES = tuple(theme.name for theme in THEMES)


@lru_cache(4096)
def _bare(style: Style) -> Style:
    return Style(
        bold=style.bold,
        italic=style.italic,
        underline=style.underline,
        reverse=style.reverse,
        strike=style.strike,
        meta=style.meta or None,
    )


class NoColour(LineFilter):
    """Removes every colour, grey and dimming; bold, italic, underline and reverse stay."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments without colour."""
        return [
            Segment(text, None if style is None else _bare(style), control)
            for text, style, control in segments
        ]
