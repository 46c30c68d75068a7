"""Readers: a file becomes Articles, one module a format, found by the file's suffix."""

from collections.abc import Callable
from pathlib import Path

from index.article import Article
from index.errors import ReadFailure
from index.readers import plain

Reader = Callable[[Path, bytes], list[Article]]

_BY_SUFFIX: dict[str, Reader] = dict.fromkeys(plain.SUFFIXES, plain.read)

# A guard for memory, far above any article: half a gigabyte of text is not a text.
MAX_BYTES = 64 * 1024 * 1024


def can_read(name: str) -> bool:
    """Whether some reader knows this kind of file, judged by its name alone."""
    return name[name.rfind(".") :].lower() in _BY_SUFFIX


def read_file(path: Path) -> list[Article]:
    """The articles of one file; a file of unknown kind is taken as plain text.

    Raises ReadFailure, in one line, for whatever keeps the file from being read.
    """
    try:
        if not path.is_file():
            raise ReadFailure("not a regular file")
        if path.stat().st_size > MAX_BYTES:
            raise ReadFailure(f"larger than {MAX_BYTES // 2**20} MiB")
        raw = path.read_bytes()
    except OSError as error:
        raise ReadFailure(error.strerror or str(error)) from error
    return _BY_SUFFIX.get(path.suffix.lower(), plain.read)(path, raw)
