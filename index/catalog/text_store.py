"""The stored texts of a catalogue, and the dictionary that they are packed with.

A library gets its dictionary once, when it has enough articles to train it on. What was stored
before is then packed again. A library of few articles has none.
"""

import sqlite3
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from index.catalog.connection import Connection, marks_for
from index.catalog.text_frames import TextDictionary, pack_text, trained, unpack_text

# Least number of articles for a dictionary to save space, and the number it is trained on.
_ENOUGH, _SAMPLE = 300, 150
# Texts that are packed again in one batch.
_AT_ONCE = 200
Value = TypeVar("Value")


class TextStore(Connection):
    """Packs and unpacks the texts of one catalogue."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        super().__init__(connection, path)
        self._dictionaries: dict[int, TextDictionary] = {}
        self._current: TextDictionary | None = None
        # The number of articles from which a dictionary is trained; 0: not known yet.
        self._train_at = 0

    def _undone(self) -> None:
        super()._undone()
        self._dictionaries, self._current, self._train_at = {}, None, 0

    def _unpacked_text(self, frame: bytes) -> bytes:
        """The text of a frame. Raises ValueError, IndexDamaged."""
        return unpack_text(frame, self._dictionary)

    def _dictionary(self, number: int) -> TextDictionary | None:
        found = self._dictionaries.get(number)
        if found is None:
            rows = self._all(
                "SELECT content, checksum FROM dictionaries WHERE dictionary = ?", (number,)
            )
            if not rows or zlib.crc32(rows[0][0]) != rows[0][1]:
                return None
            found = self._dictionaries[number] = TextDictionary(rows[0][0])
        return found

    # --- for the one process that writes ---

    def _packed_text(self, raw: bytes) -> bytes:
        """The frame of a text, with the library's dictionary if it has one."""
        if not self._train_at:
            self._find_current()
        return self._current.pack(raw) if self._current else pack_text(raw)

    def _find_current(self) -> None:
        self._train_at = _ENOUGH
        for (number,) in self._all("SELECT dictionary FROM dictionaries"):
            self._current = self._dictionary(number)

    def _train_if_due(self, new: Sequence[tuple[int, bytes]]) -> None:
        """Train the dictionary once there are enough articles. Call inside `transaction`.

        `new` are the numbers and texts of articles that are stored next, higher than all others.
        """
        if not self._train_at:
            self._find_current()
        if self._current is not None:
            return
        nums = [num for (num,) in self._all("SELECT num FROM texts ORDER BY num")]
        count = len(nums) + len(new)
        if count < self._train_at:
            return
        sample = _spread([*((num, None) for num in nums), *new], _SAMPLE)
        stored = dict(self._texts_of([num for num, raw in sample if raw is None]))
        made = trained([stored[num] if raw is None else raw for num, raw in sample])
        if made is None:
            self._train_at = 2 * count  # longer texts may follow
            return
        self._current = self._dictionaries[made.number] = made
        self._db.execute(
            "INSERT INTO dictionaries (dictionary, content, checksum) VALUES (?, ?, ?)",
            (made.number, made.content, made.check),
        )
        for begin in range(0, len(nums), _AT_ONCE):
            texts = self._texts_of(nums[begin : begin + _AT_ONCE])
            self._db.executemany(
                "UPDATE texts SET packed = ? WHERE num = ?",
                [(made.pack(raw), num) for num, raw in texts],
            )

    def _texts_of(self, nums: Sequence[int]) -> list[tuple[int, bytes]]:
        """Number and text of some articles. Raises IndexDamaged."""
        rows = self._all(f"SELECT num, packed FROM texts WHERE num IN ({marks_for(nums)})", nums)
        try:
            return [(num, self._unpacked_text(frame)) for num, frame in rows]
        except ValueError as error:
            raise self.damaged(str(error)) from error


def _spread(values: Sequence[Value], most: int) -> Sequence[Value]:
    """At most so many of the values, evenly spread."""
    return values[:: -(-len(values) // most)]


__all__ = ["TextStore"]
