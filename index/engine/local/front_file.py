"""The file of the front page, next to the catalogue: magic number, CRC-32, MessagePack."""

import zlib
from pathlib import Path

import msgspec

from index.engine.front_page import FrontPage
from index.ownership import replace_shared

# Raised with every change of what a front page holds or of how hits and counts are ordered.
_MAGIC = b"PRSMFP01"
_HEAD = len(_MAGIC) + 4
_decoder = msgspec.msgpack.Decoder(tuple[str, FrontPage])


def read_front_page(path: Path, stamp: str) -> FrontPage | None:
    """The front page with this stamp; None without a whole one."""
    try:
        raw = path.read_bytes()
        body = memoryview(raw)[_HEAD:]
        if raw[:_HEAD] != _head(body):
            return None
        stored, page = _decoder.decode(body)
    except (OSError, ValueError, msgspec.MsgspecError):
        return None
    return page if stored == stamp else None


def write_front_page(path: Path, stamp: str, page: FrontPage) -> None:
    """Replace the file. Raises OSError."""
    body = msgspec.msgpack.encode((stamp, page))
    replace_shared(path, path.with_suffix(".new"), _head(body) + body)


def _head(body: bytes | memoryview) -> bytes:
    return _MAGIC + zlib.crc32(body).to_bytes(4, "little")


__all__ = ["read_front_page", "write_front_page"]
