"""The Whoosh index of a library: open it, verify it, list its articles."""

from pathlib import Path
from typing import TYPE_CHECKING

from index.engine.local.toc import NAME, LocalIndex, write_toc
from index.errors import IndexDamaged
from index.ownership import make_like, remove_index

if TYPE_CHECKING:
    from index.engine.local.array_files import Array


def open_index(folder: Path, create: bool = False) -> LocalIndex:
    """The Whoosh index in `folder`; with `create` an empty one where there is none.

    Raises IndexDamaged for one that cannot be read, OSError for a folder that cannot be written.
    """
    if create and not any(folder.glob(f"_{NAME}_*.toc")):
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        make_like(folder)
        write_toc(folder, [], 0)
    try:
        return LocalIndex(folder)
    except OSError as error:
        if create:
            raise
        raise IndexDamaged(f"The index in {folder} cannot be opened.") from error


def open_or_begin(folder: Path) -> LocalIndex:
    """The Whoosh index in `folder`; an empty one in its place if it cannot be read."""
    try:
        return open_index(folder, create=True)
    except IndexDamaged:
        remove_index(folder)
        return open_index(folder, create=True)


def verify(ix: LocalIndex) -> None:
    """Check table of contents and every segment as a whole. Raises IndexDamaged."""
    folder = ix.folder
    for segment in ix.segments():
        try:
            segment.open_in(folder).verify()
        except OSError as error:
            raise IndexDamaged(f"A segment of the index in {folder} cannot be read.") from error


def numbers(ix: LocalIndex) -> "Array":
    """The article numbers of all live documents, ascending. Raises IndexDamaged."""
    import numpy as np  # the first screen opens an index without it

    folder = ix.folder
    found: list[Array] = [np.empty(0, np.uint32)]
    for segment in ix.segments():
        live = np.ones(segment.doc_count_all(), bool)
        live[list(segment.deleted_docs())] = False
        try:
            nums = segment.open_in(folder).nums
        except OSError as error:
            raise IndexDamaged(f"A segment of the index in {folder} cannot be read.") from error
        if len(nums) != len(live):
            raise IndexDamaged(f"A segment of the index in {folder} has the wrong size.")
        found.append(nums[live])
    return np.sort(np.concatenate(found))


__all__ = ["numbers", "open_index", "open_or_begin", "verify"]
