"""Analyses as Zstandard frames, compressed with a dictionary trained on the library.

An article alone is too short for Zstandard to learn its words. A dictionary of 110 KB, trained on a
sample of the library, takes a quarter off. Each frame names its dictionary by number, 0 for none,
and has a checksum of its content.
"""

import sys
import threading
import zlib
from collections.abc import Callable, Sequence

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# Bytes of a dictionary. A larger one gains little, and has to be loaded to read the first article.
_SIZE = 112_640
_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 3,
    zstd.CompressionParameter.checksum_flag: 1,
}


class TextDictionary:
    """A trained Zstandard dictionary; packs texts with it. Safe to share between threads."""

    def __init__(self, content: bytes) -> None:
        """Raises ValueError for bytes that are no dictionary."""
        self.content = content
        try:
            self.zstd = zstd.ZstdDict(content)
        except zstd.ZstdError as error:
            raise ValueError(str(error)) from error
        self.number = self.zstd.dict_id
        self._packer = _Packer(self.zstd)

    @property
    def check(self) -> int:
        """The CRC-32 of the content."""
        return zlib.crc32(self.content)

    def pack(self, raw: bytes) -> bytes:
        """The frame of a text."""
        return self._packer.pack(raw)


class _Packer:
    """A compressor that is used again: making one costs half as much as compressing an article."""

    def __init__(self, dictionary: zstd.ZstdDict | None = None) -> None:
        prepared = dictionary.as_digested_dict if dictionary else None
        self._compressor = zstd.ZstdCompressor(options=_OPTIONS, zstd_dict=prepared)
        self._lock = threading.Lock()

    def pack(self, raw: bytes) -> bytes:
        with self._lock:
            return self._compressor.compress(raw, self._compressor.FLUSH_FRAME)


_plain = _Packer()


def pack_text(raw: bytes) -> bytes:
    """The frame of a text without a dictionary."""
    return _plain.pack(raw)


def _no_dictionary(_number: int) -> None:
    """Finds no dictionary: the default for frames without one."""


def unpack_text(
    frame: bytes, find: Callable[[int], TextDictionary | None] = _no_dictionary
) -> bytes:
    """The text of a frame. `find` gives a dictionary by its number, which is not 0.

    Raises ValueError for a damaged frame, and for one whose dictionary is not found.
    """
    try:
        number = zstd.get_frame_info(frame).dictionary_id
        if not number:
            return zstd.decompress(frame)
        dictionary = find(number)
        if dictionary is None:
            raise ValueError(f"no dictionary {number}")
        return zstd.decompress(frame, zstd_dict=dictionary.zstd)
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from error


def trained(samples: Sequence[bytes]) -> TextDictionary | None:
    """A dictionary trained on some texts; None where they are too few or too short."""
    try:
        return TextDictionary(zstd.train_dict(samples, _SIZE).dict_content)
    except (zstd.ZstdError, ValueError):
        return None


__all__ = ["TextDictionary", "pack_text", "trained", "unpack_text"]
