"""Messages between the builder and its workers: msgpack in frames, never pickles.

A frame is the length of the message (8 bytes, big-endian) followed by the message.
"""

import os
import struct
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from index.catalog import StoredArticle
from index.engine.local import ArraySegment, SegmentRecord, record_of, segment_of
from index.model import FileState

# The paths of a chunk of files.
Chunk = tuple[str, ...]
_LENGTH = struct.Struct(">Q")


class FileResult(Struct, frozen=True, array_like=True):
    """A file that was read: its state and articles; `state.problem` explains a failure."""

    raw_path: bytes
    state: FileState
    articles: tuple[StoredArticle, ...] = ()

    @property
    def path(self) -> str:
        """The path in Python's form, with undecodable bytes as surrogates."""
        return os.fsdecode(self.raw_path)


class ChunkResult(Struct, frozen=True):
    """The outcome of some files of a chunk, in the order of the chunk.

    `segments` hold its articles in order, each numbered from 0, and are in `folder`. `lines` names
    the file there that holds the articles as lines for an archive.
    """

    files: tuple[FileResult, ...]
    segments: tuple[ArraySegment, ...]
    folder: Path
    lines: str | None = None


class Started(Struct, frozen=True, tag="started"):
    """The worker starts to read the file at this place of its chunk."""

    place: int


class PartDone(Struct, frozen=True, tag="part"):
    """The next files of the chunk are read, and their segments are written."""

    files: tuple[FileResult, ...]
    segments: tuple[SegmentRecord, ...]
    lines: str | None = None


class ChunkDone(Struct, frozen=True, tag="done"):
    """All files of the chunk were sent."""


class Unwritable(Struct, frozen=True, tag="unwritable"):
    """The scratch folder cannot be written."""

    errno: int | None
    reason: str | None


Message = Started | PartDone | ChunkDone | Unwritable
_chunks = msgspec.msgpack.Decoder(tuple[bytes, ...])
_messages = msgspec.msgpack.Decoder(Message)


def send_chunk(stream: IO[bytes], chunk: Chunk) -> None:
    """Send the paths of a chunk."""
    _send(stream, [os.fsencode(path) for path in chunk])


def send(stream: IO[bytes], message: Message) -> None:
    """Send a message to the builder."""
    _send(stream, message)


def part_done(result: ChunkResult) -> PartDone:
    """The message for a result."""
    return PartDone(result.files, tuple(map(record_of, result.segments)), result.lines)


def result_of(message: PartDone, folder: Path) -> ChunkResult:
    """The result in a message. Its segments are in `folder`."""
    return ChunkResult(
        message.files, tuple(map(segment_of, message.segments)), folder, message.lines
    )


def receive_chunk(stream: IO[bytes]) -> Chunk:
    """The next chunk. Raises EOFError at the end of the stream, ValueError for anything else."""
    return tuple(map(os.fsdecode, _chunks.decode(_receive(stream))))


def receive(stream: IO[bytes]) -> Message:
    """The next message. Raises EOFError at the end of the stream, ValueError for anything else."""
    message: Message = _messages.decode(_receive(stream))
    return message


def _send(stream: IO[bytes], message: object) -> None:
    packed = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(packed)))
    stream.write(packed)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (size,) = _LENGTH.unpack(head)
    packed = stream.read(size)
    if len(packed) < size:
        raise EOFError
    return packed


__all__ = [
    "Chunk",
    "ChunkDone",
    "ChunkResult",
    "FileResult",
    "Message",
    "PartDone",
    "Started",
    "Unwritable",
    "part_done",
    "receive",
    "receive_chunk",
    "result_of",
    "send",
    "send_chunk",
]
