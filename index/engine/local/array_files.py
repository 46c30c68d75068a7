"""Files of named arrays, mapped into memory: the format of an index segment.

Layout: mark, the arrays (each at a multiple of 64 bytes), a CRC-32 for every block of 64 KiB of
what precedes, a JSON table (name, type, offset and length of each array), and a fixed tail. The
tail holds the CRC-32 of checksums and table together.

Checks are lazy. Opening a file reads its table and its checksums alone, 4 bytes for 64 KiB. A block
is checked before the first use of its bytes, once in the life of an `ArrayFile`, and the whole file
again when it has changed on the disk, which nothing of ours does. So an index of any size opens at
once, and a search pays for the blocks that it reads. Nothing is ever unpickled.
"""

import json
import os
import struct
import sys
import weakref
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.checked_input import parse_json
from index.errors import IndexDamaged
from index.ownership import note_damage, shared_mode
from index.platform import map_file, return_pages

Array = NDArray[Any]

_MARK = b"PRSMARK2"
_ALIGN = 64
BLOCK = 1 << 16
# Length of the checksums, length of the table, CRC-32 of both, mark.
_TAIL = struct.Struct("<QQI8s")


class ArrayWriter:
    """Writes arrays to a new file. `facts` are small JSON values stored in it. Raises OSError."""

    def __init__(self, path: Path) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.fchmod(handle, shared_mode(path.parent))
        self._stream = os.fdopen(handle, "wb")
        self._places: dict[str, tuple[str, int, int]] = {}
        self._written = 0
        self._sums: list[int] = []
        self._running = 0
        self._write(_MARK)

    def __enter__(self) -> "ArrayWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stream.close()

    def _write(self, data: "bytes | memoryview[int]") -> None:
        self._stream.write(data)
        left = memoryview(data)
        while left:
            part = left[: BLOCK - self._written % BLOCK]
            self._running = zlib.crc32(part, self._running)
            self._written += len(part)
            if self._written % BLOCK == 0:
                self._sums.append(self._running)
                self._running = 0
            left = left[len(part) :]

    def add(self, name: str, values: Array) -> None:
        """Write one array of numbers, little-endian, under a unique name."""
        self._write(b"\0" * (-self._written % _ALIGN))
        values = np.ascontiguousarray(values)
        if sys.byteorder == "big":
            values = values.astype(values.dtype.newbyteorder("<"))
        self._places[name] = (values.dtype.str.lstrip("<|="), self._written, values.size)
        if values.size:
            self._write(values.reshape(-1).view(np.uint8).data)

    def finish(self, facts: Mapping[str, Any]) -> None:
        """Write checksums and table; without them the file is no array file."""
        if self._written % BLOCK:
            self._sums.append(self._running)
        table = {"end": self._written, "arrays": self._places, "facts": dict(facts)}
        sums, packed = np.array(self._sums, "<u4").tobytes(), json.dumps(table).encode()
        check = zlib.crc32(packed, zlib.crc32(sums))
        self._stream.write(sums + packed + _TAIL.pack(len(sums), len(packed), check, _MARK))
        self._stream.close()


def _state_of(found: os.stat_result) -> tuple[int, int]:
    """The size and the time of the last change of a file."""
    return found.st_size, found.st_mtime_ns


class ArrayFile:
    """The arrays of a file, mapped into memory. Raises IndexDamaged, OSError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        # every search asks for the state of every file, which takes half the time by descriptor
        self._descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        weakref.finalize(self, os.close, self._descriptor).atexit = False
        try:
            self._map = map_file(self._descriptor)
        except ValueError as error:
            raise self.damaged("it is empty") from error
        self._state = _state_of(os.fstat(self._descriptor))
        try:
            self._read_table()
        except (ValueError, KeyError, TypeError, struct.error) as error:
            raise self.damaged(str(error)) from error

    def _read_table(self) -> None:
        length = len(self._map) - _TAIL.size
        if length < 0:
            raise ValueError("too short")
        in_sums, in_table, check, mark = _TAIL.unpack(self._map[length:])
        table, sums = length - in_table, length - in_table - in_sums
        if mark != _MARK or sums < 0 or zlib.crc32(memoryview(self._map)[sums:length]) != check:
            raise ValueError("checksum of the table")
        read = parse_json(self._map[table:length])
        self.facts: dict[str, Any] = read["facts"]
        self._end = int(read["end"])
        self._sums = np.frombuffer(self._map, "<u4", in_sums // 4, sums)
        if self._end != sums or len(self._sums) != -(-self._end // BLOCK):
            raise ValueError("checksums of the blocks")
        self._checked = bytearray(len(self._sums))
        self._places: dict[str, tuple[str, int, int]] = read["arrays"]
        self._arrays = {
            name: np.frombuffer(self._map, np.dtype(f"<{kind}"), size, place)
            for name, (kind, place, size) in self._places.items()
        }

    def damaged(self, why: str) -> IndexDamaged:
        """The error for this file; leaves a note so that the next refresh repairs it."""
        note_damage(self.path.parent)
        return IndexDamaged(f"The file {self.path} of the library is damaged ({why}).")

    def check(self, name: str, low: int, high: int) -> None:
        """Check the blocks of items `low` up to `high` of an array. Raises IndexDamaged."""
        if low < high:
            place, width = self._places[name][1], self._arrays[name].itemsize
            self._check_blocks((place + low * width) // BLOCK, (place + high * width - 1) // BLOCK)

    def _check_blocks(self, first: int, last: int) -> None:
        """Check blocks `first` to `last`, both included, except those already checked."""
        block = self._checked.find(0, first, last + 1)
        while block >= 0:
            begin = block * BLOCK
            part = memoryview(self._map)[begin : min(begin + BLOCK, self._end)]
            if zlib.crc32(part) != self._sums[block]:
                raise self.damaged(f"checksum of block {block}")
            self._checked[block] = 1
            block = self._checked.find(0, block + 1, last + 1)

    def verify(self) -> None:
        """Check the whole file, also what was checked before. Raises IndexDamaged."""
        self._checked = bytearray(len(self._sums))
        self._check_blocks(0, len(self._sums) - 1)

    def verify_if_changed(self) -> None:
        """Check the whole file if it was written to since it was opened. Raises IndexDamaged.

        A file that was removed or replaced stays mapped as it was.
        """
        try:
            found = os.fstat(self._descriptor)
        except OSError:  # of a folder on a server that is gone
            return
        if found.st_mtime_ns == self._state[1] and found.st_size == self._state[0]:
            return
        state = _state_of(found)
        if state[0] < self._state[0]:  # reading beyond the new end kills the process
            raise self.damaged("it became shorter")
        self.verify()
        self._state = state

    def __getitem__(self, name: str) -> Array:
        """An array, checked as a whole. Raises KeyError, IndexDamaged."""
        self.check(name, 0, len(self._arrays[name]))
        return self._arrays[name]

    def unchecked(self, name: str) -> Array:
        """An array of which the caller checks the parts that it uses."""
        return self._arrays[name]

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def let_go(self) -> None:
        """Return the mapped pages to the system; the file stays mapped."""
        return_pages(self._map)


__all__ = ["BLOCK", "Array", "ArrayFile", "ArrayWriter"]
