"""All names of actors in memory: thousands of names are looked up without a scan for each."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property


class NameLines:
    """Texts, one a line, with the actor of each; finds the lines that contain a text."""

    def __init__(self, named: Iterable[tuple[str, int]]) -> None:
        self._actors: list[int] = []
        self._starts: list[int] = []
        lines, at = [], 0
        for name, actor in named:
            line = f" {name} \n"
            self._starts.append(at)
            self._actors.append(actor)
            lines.append(line)
            at += len(line)
        self._text = "".join(lines)

    def containing(self, text: str) -> set[int]:
        """The actors of the lines that contain `text`; each line has a blank at both ends."""
        found = set()
        at = self._text.find(text)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            found.add(self._actors[line])
            after = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text)
            at = self._text.find(text, after)
        return found


class HeldNames:
    """The names of a catalogue's actors as they were when this was made.

    `names` are folded names with actors.
    """

    def __init__(self, names: Sequence[tuple[str, int]]) -> None:
        self._names = names

    @cached_property
    def _exact(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for name, actor in self._names:
            found.setdefault(name, set()).add(actor)
        return found

    @cached_property
    def _lines(self) -> NameLines:
        return NameLines(self._names)

    def called(self, folded: str) -> set[int]:
        """The actors of just this name."""
        return self._exact.get(folded, set())

    def containing(self, text: str) -> set[int]:
        """The actors with `text` in a name, which has a blank at both ends."""
        return self._lines.containing(text)


__all__ = ["HeldNames", "NameLines"]
