"""The table of contents of the index: which segments there are, and which documents are deleted.

The file begins as Whoosh writes it, so that plain Whoosh opens the index. Whoosh's part contains
pickles, which we never read: our own manifest (msgpack) and a CRC-32 of the whole file follow it.
"""

import contextlib
import os
import struct
import sys
import zlib
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

import msgspec
from msgspec import Meta, Struct

from index.engine.local.array_segment import ArraySegment
from index.engine.local.segment_limits import MOST_DOCUMENTS
from index.errors import IndexDamaged
from index.lazy_pattern import lazy_pattern
from index.ownership import note_damage, replace_shared
from index.platform import SettledValue

# Whoosh's own name for an index without one.
NAME = "MAIN"
_MARK = b"PRSMTOC1"
# Length of the manifest, CRC-32 of all that precedes it in the file, mark.
_TAIL = struct.Struct("<QI8s")


class SegmentRecord(Struct, frozen=True, array_like=True):
    """A segment as the manifest lists it. `deleted` holds document numbers, 16 bits each."""

    name: Annotated[str, Meta(pattern=r"^[0-9a-z]{16}\Z")]
    documents: Annotated[int, Meta(ge=0, le=MOST_DOCUMENTS)]
    first: Annotated[int, Meta(ge=0, lt=1 << 32)]
    deleted: bytes = b""


_decoder = msgspec.msgpack.Decoder(tuple[int, tuple[SegmentRecord, ...]])


def record_of(segment: ArraySegment) -> SegmentRecord:
    """The record of a segment."""
    deleted = _in_file_order(array("H", sorted(segment.deleted_docs())))
    return SegmentRecord(segment.segid, segment.doc_count_all(), segment.first, deleted.tobytes())


def segment_of(record: SegmentRecord) -> ArraySegment:
    """The segment that a record describes. Raises ValueError for deletions it cannot have."""
    segment = ArraySegment(NAME, record.documents)
    segment.segid = record.name
    segment.first = record.first
    deleted = _in_file_order(array("H", record.deleted))
    if deleted and max(deleted) >= record.documents:
        raise ValueError("deleted documents out of range")
    for document in deleted:
        segment.delete_document(document)
    return segment


def _in_file_order(numbers: "array[int]") -> "array[int]":
    """Numbers of the file's byte order, little-endian, from the machine's, or the reverse."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


class Contents(NamedTuple):
    """A table of contents: its generation and the segments."""

    generation: int
    segments: list[ArraySegment]


class LocalIndex:
    """The index in a folder. Raises IndexDamaged, OSError for one that cannot be read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = os.fspath(folder)
        self._newest = SettledValue(lambda: max(_generations(folder), default=-1))
        self.contents()

    def latest_generation(self) -> int:
        """The number of the newest table of contents, which grows with each change; -1: none.

        Every search asks. The folder is read again only if it may have changed since.
        """
        changed = os.stat(self._path).st_mtime_ns  # noqa: PTH116 - takes half the time
        return self._newest.at(changed)

    def contents(self) -> Contents:
        """The newest table of contents. Raises IndexDamaged, OSError."""
        generation = self.latest_generation()
        if generation < 0:
            raise IndexDamaged(f"There is no index in {self.folder}.")
        return read_toc(self.folder, generation)

    def segments(self) -> list[ArraySegment]:
        """The segments of the newest table of contents. Raises IndexDamaged, OSError."""
        return self.contents().segments


_TOC = lazy_pattern(rf"_{NAME}_([0-9]+)\.toc")
_SEGMENT_FILE = lazy_pattern(rf"({NAME}_[0-9a-z]+)\.[A-Za-z0-9_.]+")


def _generations(folder: Path) -> list[int]:
    with os.scandir(folder) as entries:  # every search asks: no Path for each file
        found = [_TOC.fullmatch(entry.name) for entry in entries]
    return [int(one[1]) for one in found if one]


def toc_path(folder: Path, generation: int) -> Path:
    """Where the table of contents of a generation is."""
    return folder / f"_{NAME}_{generation}.toc"


def read_toc(folder: Path, generation: int) -> Contents:
    """The table of contents of a generation, from its manifest. Raises IndexDamaged, OSError."""
    path = toc_path(folder, generation)
    raw = path.read_bytes()
    try:
        size, check, mark = _TAIL.unpack(raw[-_TAIL.size :])
        end = len(raw) - _TAIL.size
        if mark != _MARK or size > end or zlib.crc32(raw[:end]) != check:
            raise ValueError("checksum")
        own, records = _decoder.decode(raw[end - size : end])
        if own != generation:
            raise ValueError("generation")
        segments = [segment_of(record) for record in records]
    except (ValueError, struct.error, msgspec.MsgspecError) as error:
        note_damage(folder)
        raise IndexDamaged(f"The index's table of contents {path} is damaged.") from error
    return Contents(generation, segments)


def write_toc(folder: Path, segments: Sequence[ArraySegment], generation: int) -> None:
    """Write a table of contents in one step. Raises OSError."""
    from whoosh.filedb.filestore import RamStorage
    from whoosh.index import TOC

    from index.engine.local.whoosh_schema import make_schema

    memory = RamStorage()
    TOC(make_schema(), list(segments), generation).write(memory, NAME)
    path = toc_path(folder, generation)
    manifest = msgspec.msgpack.encode((generation, [record_of(one) for one in segments]))
    raw = bytes(memory.files[path.name]) + manifest
    tail = _TAIL.pack(len(manifest), zlib.crc32(raw), _MARK)
    replace_shared(path, path.with_name(path.name + ".0"), raw + tail)


def remove_unlisted(folder: Path, contents: Contents) -> None:
    """Remove the tables of other generations, and the files of segments that are not listed.

    A file that cannot be removed now is removed after a later change.
    """
    listed = {segment.segment_id() for segment in contents.segments}
    for path in list(folder.iterdir()):
        toc, segment = _TOC.fullmatch(path.name), _SEGMENT_FILE.match(path.name)
        old = toc and int(toc[1]) != contents.generation
        if old or (segment and segment[1] not in listed):
            with contextlib.suppress(OSError):
                path.unlink()


__all__ = [
    "NAME",
    "Contents",
    "LocalIndex",
    "SegmentRecord",
    "read_toc",
    "record_of",
    "remove_unlisted",
    "segment_of",
    "write_toc",
]
