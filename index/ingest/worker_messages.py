"""What passes between the builder and its reading processes: msgpack in frames, never pickles.

A frame is the length of its message in 8 bytes, big-endian, and the message.
"""

import os
import struct
from dataclasses import dataclass
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
    """A file that was read: its state and its articles; none where `state.problem` says why."""

    raw_path: bytes
    state: FileState
    articles: tuple[StoredArticle, ...] = ()

    @property
    def path(self) -> str:
        """The path in Python's form, with undecodable bytes as surrogates."""
        return os.fsdecode(self.raw_path)


@dataclass(frozen=True, slots=True)
class ChunkResult:
    """The outcome of a chunk of paths.

    `segments` hold its articles in order, each numbered from 0, and lie in `folder`.
    """

    files: tuple[FileResult, ...]
    segments: tuple[ArraySegment, ...]
    folder: Path


class Progressed(Struct, frozen=True, tag="progressed"):
    """So many more files are read."""

    files: int


class Finished(Struct, frozen=True, tag="finished"):
    """A chunk is done."""

    files: tuple[FileResult, ...]
    segments: tuple[SegmentRecord, ...]


class Unwritable(Struct, frozen=True, tag="unwritable"):
    """The scratch folder cannot be written."""

    errno: int | None
    reason: str | None


Message = Progressed | Finished | Unwritable
_chunks = msgspec.msgpack.Decoder(tuple[bytes, ...])
_messages = msgspec.msgpack.Decoder(Message)


def send_chunk(stream: IO[bytes], chunk: Chunk) -> None:
    """Send the paths of a chunk."""
    _send(stream, [os.fsencode(path) for path in chunk])


def send(stream: IO[bytes], message: Message) -> None:
    """Send a message to the builder."""
    _send(stream, message)


def finished(result: ChunkResult) -> Finished:
    """The message for a result."""
    return Finished(result.files, tuple(map(record_of, result.segments)))


def result_of(message: Finished, folder: Path) -> ChunkResult:
    """The result that a message tells of; its segments lie in `folder`."""
    return ChunkResult(message.files, tuple(map(segment_of, message.segments)), folder)


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
    "ChunkResult",
    "FileResult",
    "Finished",
    "Message",
    "Progressed",
    "Unwritable",
    "finished",
    "receive",
    "receive_chunk",
    "result_of",
    "send",
    "send_chunk",
]
