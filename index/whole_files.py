"""Files written in one step: each has its old content or all of the new, even after a kill."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from index.errors import PressmarkError


def make_private(folder: Path) -> None:
    """Make `folder` and what is missing above it, closed to other users."""
    missing = [folder, *folder.parents]
    for path in reversed([path for path in missing if not path.exists()]):
        path.mkdir(mode=0o700, exist_ok=True)


def check_parent(path: Path) -> None:
    """Raise PressmarkError if the folder of a file that a person names does not exist."""
    folder = path.absolute().parent
    if not folder.is_dir():
        raise PressmarkError(f"There is no folder {folder}: create it, or choose another.")


def write_output(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Write a file that a person names, in one step.

    A device or a pipe is written to, not replaced. A symbolic link stays one, and the file that it
    names is written. Raises PressmarkError for a missing folder, OSError.
    """
    check_parent(path)
    if path.exists() and not (path.is_file() or path.is_dir()):
        with path.open("wb") as stream:
            stream.writelines([data] if isinstance(data, bytes) else data)
    else:
        write_whole(Path(os.path.realpath(path)), data)


def write_whole(path: Path, data: bytes | Iterable[bytes], overwrite: bool = True) -> None:
    """Write a file in one step, and make its folder; a symbolic link is replaced.

    A file that is replaced keeps its mode, a new one has mode 0600. The data gets its name when it
    is complete and on the disk, so that a killed process leaves no temporary file, except on file
    systems without unnamed files. Raises FileExistsError unless `overwrite`, OSError.
    """
    make_private(path.parent)
    handle, part = _open_part(path)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.writelines([data] if isinstance(data, bytes) else data)
            stream.flush()
            if overwrite and path.is_file() and not path.is_symlink():
                os.fchmod(handle, path.stat().st_mode & 0o777)
            os.fsync(handle)
            if not _named(handle, part, path):
                if not overwrite:
                    raise FileExistsError(f"{path} exists already")
                if part is None:
                    part = _part_of(path)
                    _link_unnamed(handle, part)
                part.replace(path)
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
    _sync_folder(path.parent)


def _open_part(path: Path) -> tuple[int, Path | None]:
    """An unnamed file in the folder of `path`, or a named one where those are not supported."""
    if hasattr(os, "O_TMPFILE") and os.access("/proc/self/fd", os.X_OK):
        with contextlib.suppress(OSError):
            return os.open(path.parent, os.O_TMPFILE | os.O_RDWR, 0o600), None
    part = _part_of(path)
    return os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600), part


def _part_of(path: Path) -> Path:
    """A name next to `path` that no other file has; short, as `path` may be as long as allowed."""
    return path.with_name(f".pressmark-{os.urandom(8).hex()}.part")


def _named(handle: int, part: Path | None, path: Path) -> bool:
    """Give the data its final name; False if a file has that name already."""
    try:
        if part is None:
            _link_unnamed(handle, path)
        else:
            os.link(part, path)
    except FileExistsError:
        return False
    except OSError:
        if part is None:
            raise
        # no hard links, as on most memory sticks: an empty file reserves the name
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            return False
        part.replace(path)
    return True


def _link_unnamed(handle: int, path: Path) -> None:
    # a folder's descriptor makes Python call linkat(2), which follows the link in /proc
    os.link(f"/proc/self/fd/{handle}", path, src_dir_fd=handle, follow_symlinks=True)


def _sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, where its file system can do that."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


__all__ = ["check_parent", "make_private", "write_output", "write_whole"]
