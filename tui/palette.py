"""The command palette: the key table again, by name, and the themes."""

from collections.abc import Callable, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.screens.room import Room
from tui.theme import NAMES


class Commands(Provider):
    """Every action that makes sense by name."""

    def _commands(self) -> Iterator[tuple[str, str, Callable[[], object]]]:
        room = self.screen
        if not isinstance(room, Room):
            return
        for key in room.keymap:
            if key.palette:
                yield key.text, room.keymap.shown(key.id), partial(room.run_by_name, key)
        yield "Explain: what was understood of the query", "", room.explain
        for name in NAMES:
            yield f"Theme: {name}", "", partial(setattr, room.app, "theme", name)

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for text, keys, run in self._commands():
            yield DiscoveryHit(text, run, help=keys or None)

    async def search(self, query: str) -> Hits:
        """Those that fit what is typed."""
        matcher = self.matcher(query)
        for text, keys, run in self._commands():
            score = matcher.match(text)
            if score > 0:
                yield Hit(score, matcher.highlight(text), run, help=keys or None)
