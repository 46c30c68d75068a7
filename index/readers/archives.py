"""Files packed in zip, tar, gz, bz2 and xz, read in memory and never unpacked to the disk."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO

from index.errors import ReadFailure
from index.readers.source import Source

ZIP, TAR = (".zip",), (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")
SINGLE = (".gz", ".bz2", ".xz")

_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def members(source: Source) -> Iterator[Source]:
    """The files in an archive, one after the other.

    Raises ReadFailure for an archive that is broken or unpacks to too much.
    """
    if source.depth >= source.budget.limits.nesting:
        raise ReadFailure(f"archives nested more than {source.budget.limits.nesting} deep")
    name = source.name.lower()
    try:
        if name.endswith(ZIP):
            yield from _zipped(source)
        elif name.endswith(TAR):
            yield from _tarred(source)
        else:
            opener: dict[str, Callable[[IO[bytes]], IO[bytes]]] = {
                "gz": lambda stream: gzip.GzipFile(fileobj=stream),  # type: ignore[dict-item, return-value]
                "bz2": bz2.BZ2File,
                "xz": lzma.LZMAFile,
            }
            stem, _, kind = source.name.rpartition(".")
            with opener[kind.lower()](io.BytesIO(source.raw)) as stream:
                yield _inside(
                    source, stem.rpartition("/")[2], _taken(source, stream), source.member
                )
    except ReadFailure:
        raise
    except _BROKEN as error:
        raise ReadFailure(f"an archive that cannot be read ({type(error).__name__})") from error


def _taken(source: Source, stream: IO[bytes]) -> bytes:
    """All bytes of a stream, counted against the limit while they are read."""
    parts = []
    while part := stream.read(1 << 20):
        source.budget.take(len(part))
        parts.append(part)
    return b"".join(parts)


def _inside(source: Source, name: str, raw: bytes, member: str) -> Source:
    return Source(source.path, name, raw, source.budget, member, source.depth + 1)


def _member(source: Source, name: str) -> str:
    return f"{source.member}/{name}" if source.member else name


def _zipped(source: Source) -> Iterator[Source]:
    with zipfile.ZipFile(io.BytesIO(source.raw)) as packed:
        for info in packed.infolist():
            if info.is_dir() or _hidden(info.filename):
                continue
            if info.flag_bits & 1:
                raise ReadFailure("locked with a password")
            with packed.open(info) as stream:
                yield _inside(
                    source, info.filename, _taken(source, stream), _member(source, info.filename)
                )


def _tarred(source: Source) -> Iterator[Source]:
    with tarfile.open(fileobj=io.BytesIO(source.raw)) as packed:
        for info in packed:
            if not info.isreg() or _hidden(info.name):
                continue
            stream = packed.extractfile(info)
            if stream is not None:
                yield _inside(source, info.name, _taken(source, stream), _member(source, info.name))


def _hidden(name: str) -> bool:
    parts = name.split("/")
    return parts[-1].startswith(".") or "__MACOSX" in parts


__all__ = ["SINGLE", "TAR", "ZIP", "members"]
