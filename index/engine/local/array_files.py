"""Files of named arrays, mapped into memory: what a segment of the index is written as.

A file begins with a mark, holds the arrays one after the other, each at a multiple of 64 bytes, and
ends with a JSON object of their names, types and places, its length, its CRC-32 and the mark again.
Nothing in it is ever unpickled.
"""

import json
import mmap
import struct
import sys
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamaged

Array = NDArray[Any]

_MARK = b"PRSMARK1"
_ALIGN = 64
_TAIL = struct.Struct("<QI8s")


class ArrayWriter:
    """Writes arrays to a new file; `facts` are kept beside them. Raises OSError."""

    def __init__(self, path: Path) -> None:
        self._stream = path.open("xb")
        self._places: dict[str, tuple[str, int, int]] = {}
        self._stream.write(_MARK)

    def __enter__(self) -> "ArrayWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stream.close()

    def add(self, name: str, values: Array) -> None:
        """Write one array of numbers, little-endian, under a name of its own."""
        stream = self._stream
        stream.write(b"\0" * (-stream.tell() % _ALIGN))
        values = np.ascontiguousarray(values)
        if sys.byteorder == "big":
            values = values.astype(values.dtype.newbyteorder("<"))
        self._places[name] = (values.dtype.str.lstrip("<|="), stream.tell(), values.size)
        stream.write(values.data if values.size else b"")

    def finish(self, facts: Mapping[str, Any]) -> None:
        """Write the table of the arrays; without it the file is no array file."""
        table = json.dumps({"arrays": self._places, "facts": dict(facts)}).encode()
        self._stream.write(table + _TAIL.pack(len(table), zlib.crc32(table), _MARK))
        self._stream.close()


class ArrayFile:
    """The arrays of a file, mapped: what is not looked at is not read. Raises IndexDamaged, OSError."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as stream:
            try:
                self._map = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            except ValueError as error:
                raise IndexDamaged(f"{path} is empty.") from error
        try:
            size, check, mark = _TAIL.unpack(self._map[-_TAIL.size :])
            table = self._map[-_TAIL.size - size : -_TAIL.size]
            if (
                mark != _MARK
                or len(table) != size
                or zlib.crc32(table) != check
                or self._map[: len(_MARK)] != _MARK
            ):
                raise ValueError("not an array file")
            read = json.loads(table)
            self.facts: dict[str, Any] = read["facts"]
            self._places: dict[str, tuple[str, int, int]] = read["arrays"]
            self._arrays = {name: self._view(*place) for name, place in self._places.items()}
        except (ValueError, KeyError, TypeError, struct.error) as error:
            raise IndexDamaged(f"{path} is damaged ({error}).") from error

    def _view(self, kind: str, place: int, size: int) -> Array:
        return np.frombuffer(self._map, np.dtype(f"<{kind}"), size, place)

    def __getitem__(self, name: str) -> Array:
        return self._arrays[name]

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def bytes_of(self, name: str) -> memoryview:
        """An array of bytes as such, for slicing."""
        return self._arrays[name].data

    def let_go(self) -> None:
        """Give the memory that was read back to the system; the file stays mapped."""
        if hasattr(self._map, "madvise") and hasattr(mmap, "MADV_DONTNEED"):
            self._map.madvise(mmap.MADV_DONTNEED)


__all__ = ["Array", "ArrayFile", "ArrayWriter"]
