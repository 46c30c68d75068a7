"""Colours: dark, light, high contrast, and none at all.

What is chosen or found is always marked by shape or weight too, so that "no-colour" loses nothing.
"""

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
    variables={"match": "#ffd75f", "chosen": "#2d3f63", "quote": "#a9dc9b", "dim": "#8b93a1"},
)
LIGHT = Theme(
    "light",
    primary="#1f4fa8",
    secondary="#356b1c",
    accent="#8a4b00",
    foreground="#1b1d21",
    background="#fbfbf8",
    surface="#fbfbf8",
    panel="#e4e6ea",
    warning="#8a4b00",
    error="#a8123a",
    success="#356b1c",
    dark=False,
    variables={"match": "#8a4b00", "chosen": "#cfdcf5", "quote": "#24551a", "dim": "#5c626d"},
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
    error="#ff6666",
    success="#00ff00",
    dark=True,
    variables={"match": "#ffff00", "chosen": "#0000cc", "quote": "#7fff7f", "dim": "#d0d0d0"},
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
