"""Hostile reference files and mailboxes take work in proportion to their size.

The work is counted, not timed: how many characters the patterns of a module go over.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial
from types import ModuleType
from typing import Any

import pytest

from index.readers import bibtex, mailbox


class CountedPattern:
    """A compiled pattern that counts how far each of its searches goes."""

    def __init__(self, pattern: re.Pattern[Any], count: list[int]) -> None:
        self.pattern, self.count = pattern, count

    def _counted(self, found: re.Match[Any] | None, at: int, fails_at: int) -> None:
        self.count[0] += 1 + max(0, (found.end() if found else fails_at) - at)

    def match(self, text: Any, at: int = 0, end: int | None = None) -> re.Match[Any] | None:
        end = len(text) if end is None else end
        found = self.pattern.match(text, at, end)
        self._counted(found, at, at)
        return found

    def search(self, text: Any, at: int = 0, end: int | None = None) -> re.Match[Any] | None:
        end = len(text) if end is None else end
        found = self.pattern.search(text, at, end)
        self._counted(found, at, end)
        return found

    def finditer(self, text: Any, at: int = 0) -> Iterator[re.Match[Any]]:
        while found := self.search(text, at):
            yield found
            at = found.end() + (found.end() == found.start())


def work(module: ModuleType, run: Callable[[], object], monkeypatch: pytest.MonkeyPatch) -> int:
    """How many characters the patterns of a module go over in a run."""
    count = [0]
    with monkeypatch.context() as patched:
        for name, value in list(vars(module).items()):
            if isinstance(value, re.Pattern):
                patched.setattr(module, name, CountedPattern(value, count))
        run()
    return count[0]


FROM = b"From a@b.org Wed May 12 09:00:00 2004\n"
BIB: dict[str, str] = {
    "braces never closed": "@a{k, t={x\n",
    "braces never closed, in one line": "@a{k, t={x ",
    "quotation marks never closed": '@a{k, t="{x\n',
    "keys without an end": "@a(",
    "entries in values": "@a{k, t = {@b{l, u = {",
    "signs alone": "@",
    "blanks": "@a{k, t = {x}        }\n",
}
BOXES: dict[str, bytes] = {
    "headers without an empty line": FROM + b"Subject: x\n",
    "From lines alone": FROM,
    "lengths that are wrong": FROM + b"Content-Length: 9\n\ntext\n\n",
    "lengths that are too long": FROM + b"Subject: x\nContent-Length: 99999999\n",
    "From lines in bodies": FROM + b"Subject: x\n\ntext\n" + FROM + b"no header\n",
    "returns without a line feed": b"From a@b.org 12 May 2004\r",
}


def _all_entries(text: str) -> list[dict[str, str]]:
    return list(bibtex.entries_in(text))


def assert_linear(counts: list[int], sizes: list[int]) -> None:
    assert all(count <= 12 * size + 2000 for count, size in zip(counts, sizes, strict=True))


@pytest.mark.parametrize("kind", BIB)
def test_bibtex(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [BIB[kind] * times for times in (50, 500, 3000)]
    counts = [work(bibtex, partial(_all_entries, text), monkeypatch) for text in texts]
    assert_linear(counts, list(map(len, texts)))


@pytest.mark.parametrize("kind", BOXES)
def test_mailboxes(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = [BOXES[kind] * times for times in (50, 500, 3000)]
    counts = [work(mailbox, partial(mailbox.messages_in, raw), monkeypatch) for raw in boxes]
    assert_linear(counts, list(map(len, boxes)))


def test_an_entry_without_its_last_brace_does_not_take_the_next() -> None:
    text = "@article{a, title={One, year=2001\n\n@article{b,\n title = {Two}, note = {Text.}}\n"
    first, second = bibtex.entries_in(text)
    assert first["title"].startswith("One")
    assert second == {"title": "Two", "note": "Text."}
