"""An LRU cache that threads can share, bounded by the number or by the size of its values."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


def _one(_: object) -> int:
    return 1


class LruCache(Generic[K, V]):
    """Keeps the values used last while their sizes add up to at most `most`.

    `size_of` gives the size of a value (default: 1, so that `most` counts values). A value larger
    than `most` is not kept. Every method holds a lock; values are shared, so they must not change.
    """

    def __init__(self, most: int, size_of: Callable[[V], int] = _one) -> None:
        self._most, self._size_of = most, size_of
        self._lock = threading.Lock()
        self._values: OrderedDict[K, V] = OrderedDict()
        self._size = 0

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: K) -> V | None:
        """The value of a key, now the one used last; None where it is not kept."""
        with self._lock:
            value = self._values.get(key)
            if value is not None:
                self._values.move_to_end(key)
            return value

    def put(self, key: K, value: V) -> None:
        """Keep a value; those used least recently are dropped to make room."""
        size = self._size_of(value)
        with self._lock:
            self._drop(key)
            if size > self._most:
                return
            self._values[key] = value
            self._size += size
            while self._size > self._most:
                self._drop(next(iter(self._values)))

    def clear(self) -> None:
        """Drop all values."""
        with self._lock:
            self._values.clear()
            self._size = 0

    def _drop(self, key: K) -> None:
        if key in self._values:
            self._size -= self._size_of(self._values.pop(key))


__all__ = ["LruCache"]
