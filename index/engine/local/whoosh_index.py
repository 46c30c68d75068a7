"""The Whoosh index of a library: opening, writing a batch, merging, checking it against the catalogue."""

import os
import shutil
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage

from index.engine.local.array_files import Array
from index.engine.local.codec import ArraySegment
from index.engine.local.merge import merge_segments, to_merge
from index.engine.local.postings import Analysed, Gatherer
from index.engine.local.schema import make_schema
from index.errors import IndexDamaged

# Whoosh's own name for an index without one.
_NAME = "MAIN"
# A segment of which more than this share is deleted is written anew without it.
_MOST_DELETED = 0.25


def open_index(folder: Path, create: bool = False) -> Any:
    """The Whoosh index in `folder`. Raises IndexDamaged where there is none that can be read.

    The schema is always our own, so that the one pickled in the index is never read.
    """
    try:
        if create and not any(folder.glob(f"_{_NAME}_*.toc")):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return whoosh_index.create_in(folder, make_schema())
        return FileStorage(str(folder)).open_index(schema=make_schema())
    except OSError:
        if create:
            raise
        raise IndexDamaged(f"The index in {folder} cannot be opened.") from None
    except Exception as error:
        # Whoosh reads its files without checking them: a broken one raises whatever it leads to
        raise IndexDamaged(f"The index in {folder} is damaged ({type(error).__name__}).") from error


def open_or_begin(folder: Path) -> Any:
    """The Whoosh index in `folder`; begun empty where there is none that can be read."""
    try:
        return open_index(folder, create=True)
    except IndexDamaged:
        wipe(folder)
        return open_index(folder, create=True)


def wipe(folder: Path) -> None:
    """Remove an index that cannot be read; readers that have it open keep what they mapped."""
    shutil.rmtree(folder, ignore_errors=True)


class Written(NamedTuple):
    """A new segment, and what the doubles of each of its articles are found by."""

    segment: ArraySegment
    signatures: list[bytes]


def write_segment(
    folder: Path,
    gatherer: Gatherer,
    analyses: Iterable[Analysed],
    nums: Sequence[int] | None = None,
) -> Written:
    """Write articles as a segment in `folder`, for `commit` to adopt; `nums` as `Gatherer.write` takes them."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    segment = ArraySegment(_NAME)
    found = gatherer.write(segment.file_in(folder), analyses, nums)
    segment.set_doc_count(len(found))
    return Written(segment, found)


def commit(
    ix: Any, adopted: Iterable[tuple[ArraySegment, Path]], dropped: Collection[int] = ()
) -> None:
    """Take segments in, each with the folder it lies in, and take the articles of numbers `dropped` out, in one step."""
    folder = Path(ix.storage.folder)
    segments = list(ix._segments())
    gone = np.array(sorted(dropped), np.uint32)
    for segment in segments if len(gone) else ():
        for document in _documents(folder, segment, gone):
            segment.delete_document(document)
    for segment, source in adopted:
        if source != folder:
            os.replace(segment.file_in(source), segment.file_in(folder))
        segments.append(segment)
    _write_toc(ix, segments)


def _documents(folder: Path, segment: ArraySegment, nums: Array) -> list[int]:
    """The documents of the articles `nums` (ascending) that a segment holds."""
    held = segment.open_in(folder).nums
    found: list[int] = np.flatnonzero(np.isin(held, nums, assume_unique=True)).tolist()
    return found


def _write_toc(ix: Any, segments: Sequence[ArraySegment]) -> None:
    toc = whoosh_index.TOC(make_schema(), list(segments), ix.latest_generation() + 1)
    toc.write(ix.storage, _NAME)
    whoosh_index.clean_files(ix.storage, _NAME, toc.generation, segments)


def merge(
    ix: Any, choose: Callable[[Sequence[int]], list[int]] = to_merge, at_once: int = 1
) -> None:
    """Merge the segments that `choose` chooses by their sizes, until it chooses none; up to `at_once` fields at the same time."""
    folder = Path(ix.storage.folder)
    while True:
        segments: list[ArraySegment] = list(ix._segments())
        chosen = choose([segment.doc_count() for segment in segments])
        if not chosen:
            chosen = [
                i
                for i, one in enumerate(segments)
                if one.deleted_count() > _MOST_DELETED * one.doc_count_all()
            ][:1]
        if not chosen:
            return
        parts = [(segments[place], segments[place].open_in(folder)) for place in chosen]
        parts.sort(key=lambda part: int(part[1].nums[0]) if len(part[1]) else 0)
        whole = ArraySegment(_NAME, sum(segment.doc_count() for segment, _ in parts))
        kept = [segment for place, segment in enumerate(segments) if place not in chosen]
        if whole.doc_count_all():
            merge_segments(
                whole.file_in(folder),
                [arrays for _, arrays in parts],
                [one.deleted_docs() for one, _ in parts],
                at_once,
            )
            kept.append(whole)
        _write_toc(ix, kept)


def numbers(ix: Any) -> Array:
    """The article numbers of all live documents, ascending. Raises IndexDamaged."""
    try:
        folder = Path(ix.storage.folder)
        found: list[Array] = [np.empty(0, np.uint32)]
        for segment in ix._segments():
            live = np.ones(segment.doc_count_all(), bool)
            live[list(segment.deleted_docs())] = False
            found.append(segment.open_in(folder).nums[live])
        return np.sort(np.concatenate(found))
    except IndexDamaged:
        raise
    except Exception as error:
        raise IndexDamaged(f"The index is damaged ({type(error).__name__}).") from error


__all__ = ["commit", "merge", "numbers", "open_index", "open_or_begin", "wipe", "write_segment"]
