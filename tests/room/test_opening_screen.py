"""The room opens with one styling of its widgets, and renders nothing that is not displayed."""

from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.screen import Screen

from tests.support.articles import Open, Write
from tests.support.room import reading, screen_text


@pytest.mark.parametrize(("size", "name"), [((120, 40), "-wide"), ((170, 40), "-broad")])
async def test_widgets_are_styled_when_they_mount_and_not_again(
    write: Write,
    articles: Path,
    opened: Open,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    name: str,
) -> None:
    styled: list[Any] = []
    update = App.update_styles

    def note(app: Any, node: Any, animate: bool = True) -> None:
        styled.append(node)
        update(app, node, animate)

    monkeypatch.setattr(App, "update_styles", note)
    write("a.txt", "The river", "The river is high.")
    async with reading(opened(articles), "river", size) as (room, _):
        assert room.has_class(name)
        assert room not in styled
        assert "The river is high." in screen_text(room)


async def test_nothing_is_rendered_before_the_first_paint_is_due(
    write: Write, articles: Path, opened: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[int] = []
    display = App._display

    def note(app: Any, screen: Screen[Any], renderable: Any) -> None:
        batches.append(app._batch_count)
        display(app, screen, renderable)

    monkeypatch.setattr(App, "_display", note)
    write("a.txt", "The river", "The river is high.")
    async with reading(opened(articles), "river") as (room, press):
        await press("j")
        assert batches
        assert not any(batches)
        assert "The river is high." in screen_text(room)
