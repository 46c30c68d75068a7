"""Which folders and files belong to Pressmark: the mark of a library, access rights, deletion.

A library folder carries a mark, a small JSON file with the format version. Only an empty or absent
folder becomes a library. Only names in the list below are deleted, and only inside a marked folder.
"""

import contextlib
import json
import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from index.checked_input import parse_json
from index.errors import PressmarkError
from index.lazy_pattern import lazy_pattern
from index.locations import (
    CATALOG,
    FRONT_PAGE,
    INVERTED,
    LOCK,
    SCRATCH,
    TABLES,
    cache_folder,
)
from index.whole_files import make_private, write_whole

MARK = "pressmark-library.json"
# Page checksums of the catalogue, and a note that a reader has found damage.
SUMS, DAMAGE = "catalog.sums", "damaged"
# Raised when an older Pressmark could no longer recognise what belongs to the library.
FORMAT = 1

_ROOT_FILES = lazy_pattern(
    "|".join(
        [
            re.escape(CATALOG) + "(-wal|-shm|-journal)?",
            re.escape(TABLES),
            re.escape(SUMS),
            re.escape(FRONT_PAGE),
            r"tables\.new",
            r"catalog\.new",
            r"front\.new",
            DAMAGE,
        ]
    )
)
_INDEX_FILES = lazy_pattern(
    rf"_MAIN_[0-9]+\.toc(\.[0-9.]+)?|MAIN_[0-9a-z]{{16}}\.arrays|MAIN_WRITELOCK|{DAMAGE}"
)
_SCRATCH_FILES = lazy_pattern(r"MAIN_[0-9a-z]{16}\.arrays")
# The place of a library without `--library`: a digest of its roots.
_DIGEST = lazy_pattern(r"[0-9a-f]{16}")
_FOREIGN_WRITE = stat.S_IWGRP | stat.S_IWOTH
_ENTERED_BY_OTHERS = stat.S_IXGRP | stat.S_IXOTH


# --- the mark ---


def check_mark(folder: Path) -> None:
    """Raise PressmarkError if `folder` is not a library and cannot become one."""
    _needs_mark(folder)


def claim(folder: Path) -> None:
    """Make `folder` a library, or adopt one of an older version.

    Raises PressmarkError for a folder that is not ours, OSError if it cannot be written.
    """
    if _needs_mark(folder):
        make_private(folder)
        mark = json.dumps({"made by": "pressmark", "format": FORMAT}) + "\n"
        write_whole(folder / MARK, mark.encode())
        (folder / MARK).chmod(shared_mode(folder))


def _needs_mark(folder: Path) -> bool:
    if not folder.exists():
        return True
    if not folder.is_dir():
        raise PressmarkError(f"{folder} is a file. Name a folder for the library.")
    found = _format_of(folder / MARK)
    if found is not None and found > FORMAT:
        raise PressmarkError(
            f"The library {folder} was made by a newer Pressmark. Update this one, or name another "
            "folder with --library DIR."
        )
    if found is not None:
        return False
    leftovers = re.compile(re.escape(MARK) + r".*|" + re.escape(LOCK))
    with os.scandir(folder) as entries:
        is_free = all(leftovers.fullmatch(entry.name) for entry in entries)
    if is_free or _made_before_marks(folder):
        return True
    raise PressmarkError(
        f"{folder} holds other files and is no Pressmark library. Name an empty or new folder with "
        "--library DIR."
    )


def _format_of(mark: Path) -> int | None:
    """The format version in a mark; None without a readable one."""
    try:
        found = parse_json(mark.read_bytes())
        return int(found["format"]) if found["made by"] == "pressmark" else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _made_before_marks(folder: Path) -> bool:
    """Whether an older version made this library, by its place or by its catalogue."""
    if folder.parent == cache_folder() / "libraries" and _DIGEST.fullmatch(folder.name):
        return True
    path = folder / CATALOG
    if not path.is_file():
        return False
    try:
        with contextlib.closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as db:
            db.execute("PRAGMA trusted_schema=OFF")
            names = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
            version = db.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.Error:
        return False
    return version > 0 and {"meta", "files", "articles", "texts", "actor_lists"} <= names


# --- access ---


def check_access(folder: Path, trust: bool) -> None:
    """Refuse a library that other users could have written, unless it is trusted.

    Checks owner and mode bits of every file that is ever read. Raises PressmarkError; another one
    for a file that this user may not read.
    """
    if not folder.exists():
        return
    closed = not folder.stat().st_mode & _ENTERED_BY_OTHERS
    for path in (folder, *_read_files(folder)):
        try:
            info = path.stat()
        except FileNotFoundError:
            continue  # merged away since the listing
        except PermissionError:
            raise _unreadable(path) from None
        if not trust and info.st_uid != os.geteuid():
            raise PressmarkError(
                f"The library {folder} belongs to another user ({path.name}). Add --trust if you "
                "trust what they wrote."
            )
        if not trust and not closed and info.st_mode & _FOREIGN_WRITE:
            raise PressmarkError(
                f"Other users can write {path}. Run chmod -R go-w {folder}, or add --trust if you "
                "trust them."
            )
        if not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)):
            raise _unreadable(path)


def _unreadable(path: Path) -> PressmarkError:
    return PressmarkError(
        f"No permission to read {path}. Ask the owner of the library, or name another folder with "
        "--library DIR."
    )


def _read_files(folder: Path) -> Iterator[Path]:
    for part, names in (
        (folder, _ROOT_FILES),
        (folder / INVERTED, _INDEX_FILES),
    ):
        if part != folder and os.path.lexists(part):
            yield part
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            try:
                found = list(part.iterdir())
            except PermissionError:
                raise _unreadable(part) from None
            yield from (one for one in found if one.name == MARK or names.fullmatch(one.name))


def shared_mode(folder: Path) -> int:
    """The mode of a new file in `folder`: 0600, plus the folder's own read bits for others.

    So a library that its owner opened to a colleague stays readable after a rebuild.
    """
    return 0o600 | (folder.stat().st_mode & 0o044)


def replace_shared(path: Path, new: Path, data: bytes) -> None:
    """Write a file of a library in one step, through the file `new` next to it. Raises OSError."""
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    with os.fdopen(handle, "wb") as stream:
        os.fchmod(handle, shared_mode(path.parent))
        stream.write(data)
    new.replace(path)


def make_like(folder: Path) -> None:
    """Make a folder with the mode of its parent, without write bits for others.

    An existing folder stays unchanged, even if another process has just made it.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        return
    folder.chmod(0o700 | (folder.parent.stat().st_mode & 0o055))


# --- deletion ---


def remove_library(folder: Path) -> None:
    """Delete index and catalogue of a library, and nothing else. Raises OSError."""
    remove_index(folder / INVERTED)
    _remove(folder, _ROOT_FILES)


def remove_index(folder: Path) -> None:
    """Delete the files of a Whoosh index of ours; readers keep what they have mapped."""
    _remove(folder, _INDEX_FILES)
    with contextlib.suppress(OSError):
        folder.rmdir()


def remove_scratch(folder: Path) -> None:
    """Delete what a builder that died has left in the scratch folder of a library."""
    _remove(folder / SCRATCH, _SCRATCH_FILES)
    with contextlib.suppress(OSError):
        (folder / SCRATCH).rmdir()


def _remove(folder: Path, names: re.Pattern[str]) -> None:
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in list(folder.iterdir()):
        if names.fullmatch(path.name) and (path.is_symlink() or not path.is_dir()):
            path.unlink(missing_ok=True)


# --- a note of damage ---


def note_damage(folder: Path) -> None:
    """Request a full check at the next refresh. Does nothing on a read-only disk."""
    with contextlib.suppress(OSError):
        (folder / DAMAGE).touch(mode=0o600)


def has_damage(folder: Path) -> bool:
    """Whether a reader has found damage in this folder since its last check."""
    return (folder / DAMAGE).exists()


def forget_damage(folder: Path) -> None:
    """Remove the note, after the check."""
    with contextlib.suppress(OSError):
        (folder / DAMAGE).unlink()


__all__ = [
    "DAMAGE",
    "FORMAT",
    "MARK",
    "SUMS",
    "check_access",
    "check_mark",
    "claim",
    "forget_damage",
    "has_damage",
    "make_like",
    "note_damage",
    "remove_index",
    "remove_library",
    "remove_scratch",
    "replace_shared",
    "shared_mode",
]
