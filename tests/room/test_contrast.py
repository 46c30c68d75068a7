"""Text can be read in every theme: 4.5:1 with all colours, with 256 and with 16."""

from collections.abc import Iterator

import pytest
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.style import Style
from textual.widget import Widget

from index.library import Library
from tests.support.room import reading
from tui.panes.row_list import RowList
from tui.panes.text_view import TextView
from tui.theme import NO_COLOUR, themes

# WCAG 2.2, 1.4.3.
_LEAST = 4.5
# The 16 colours of the VGA palette, as Rich numbers them.
_VGA = [
    ColorTriplet(*(int(value) for value in row.split()))
    for row in (
        "0 0 0,170 0 0,0 170 0,170 85 0,0 0 170,170 0 170,0 170 170,170 170 170,"
        "85 85 85,255 85 85,85 255 85,255 255 85,85 85 255,255 85 255,85 255 255,255 255 255"
    ).split(",")
]


def luminance(colour: ColorTriplet) -> float:
    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.03928 else float(((value + 0.055) / 1.055) ** 2.4)

    red, green, blue = map(linear, colour.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def seen(colour: Color, system: ColorSystem) -> ColorTriplet:
    """What a terminal of that colour system shows."""
    if system is ColorSystem.TRUECOLOR:
        return colour.get_truecolor()
    less = colour.downgrade(system)
    if system is ColorSystem.STANDARD:
        assert less.number is not None
        return _VGA[less.number]
    return less.get_truecolor()


def styles(widget: Widget) -> Iterator[tuple[str, Style]]:
    """Each style in which a widget draws text; rows and text also on a chosen background."""
    yield type(widget).__name__, widget.rich_style
    for name in widget._get_component_classes():
        style = widget.get_component_rich_style(name)
        yield name, style
        if isinstance(widget, RowList):
            yield f"{name}, current", style + Style(bgcolor=widget.style("current").bgcolor)
        if isinstance(widget, TextView):
            chosen = widget.get_component_rich_style("text--chosen")
            yield f"{name}, chosen", style + Style(bgcolor=chosen.bgcolor)


async def test_highlights_of_the_text_differ_without_colours(library: Library) -> None:
    names = "title quotation mark mention chosen match found current selection".split()
    async with reading(library, "river") as (room, _):
        shapes: dict[tuple[bool, ...], str] = {}
        for name in names:
            style = room.article.get_component_rich_style(f"text--{name}", partial=True)
            shape = bool(style.bold), bool(style.italic), bool(style.underline), bool(style.reverse)
            assert any(shape)
            assert shapes.setdefault(shape, name) == name


def test_the_ratio_is_that_of_wcag() -> None:
    assert contrast(ColorTriplet(0, 0, 0), ColorTriplet(255, 255, 255)) == pytest.approx(21)
    assert contrast(ColorTriplet(118, 118, 118), ColorTriplet(255, 255, 255)) == pytest.approx(
        4.54, abs=0.01
    )


@pytest.mark.parametrize("few", [False, True])
async def test_text_can_be_read_in_every_theme(library: Library, few: bool) -> None:
    systems = [ColorSystem.STANDARD] if few else [ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR]
    measured = set()
    async with reading(library, "river") as (room, press):
        for theme in themes(few):
            if theme.name == NO_COLOUR.name:  # a filter takes its colours away
                continue
            room.app.register_theme(theme)
            room.app.theme = "no-colour"
            room.app.theme = theme.name
            await press()
            for widget in room.walk_children():
                for name, style in styles(widget):
                    assert style.color is not None and style.bgcolor is not None
                    for system in systems:
                        text, back = seen(style.color, system), seen(style.bgcolor, system)
                        ratio = contrast(text, back)
                        assert ratio >= _LEAST, f"{theme.name}, {name}, {system.name}: {ratio:.1f}"
                        measured.add(name)
    assert {"row--dim, current", "text--match, chosen", "status--error"} <= measured
