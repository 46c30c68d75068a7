"""Writing the Whoosh index of a library: new segments, deletions, merges."""

import os
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from index.engine.local.array_files import Array
from index.engine.local.array_segment import ArraySegment
from index.engine.local.merge import merge_segments, to_merge
from index.engine.local.postings import Analysed, PostingsBuilder
from index.engine.local.toc import NAME, Contents, LocalIndex, remove_unlisted, write_toc
from index.ownership import make_like

# A segment of which more than this share is deleted is rewritten without the deleted documents.
_MOST_DELETED = 0.25


class Written(NamedTuple):
    """A new segment and the MinHash signature of each of its articles."""

    segment: ArraySegment
    signatures: list[bytes]


def write_articles(
    folder: Path,
    builder: PostingsBuilder,
    analyses: Iterable[Analysed],
    nums: Sequence[int] | None = None,
) -> Written:
    """Write articles as a segment in `folder`, for `commit` to adopt.

    `nums` are the article numbers, as for `PostingsBuilder.write`. Raises OSError.
    """
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    make_like(folder)
    segment = ArraySegment(NAME)
    found = builder.write(segment.file_in(folder), analyses, nums)
    segment.set_doc_count(len(found))
    return Written(segment, found)


def commit(
    ix: LocalIndex, adopted: Iterable[tuple[ArraySegment, Path]], dropped: Collection[int] = ()
) -> None:
    """Add segments (each with its present folder) and delete the articles `dropped`, atomically."""
    folder = ix.folder
    segments = ix.segments()
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


def _write_toc(ix: LocalIndex, segments: Sequence[ArraySegment]) -> None:
    generation = ix.latest_generation() + 1
    write_toc(ix.folder, segments, generation)
    remove_unlisted(ix.folder, Contents(generation, list(segments)))


def merge(
    ix: LocalIndex, choose: Callable[[Sequence[int]], list[int]] = to_merge, at_once: int = 1
) -> None:
    """Merge the segments that `choose` picks by size, until it picks none.

    Works on up to `at_once` fields at a time. Raises IndexDamaged before it merges a damaged one.
    """
    folder = ix.folder
    while True:
        segments = ix.segments()
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
        for _, arrays in parts:
            arrays.verify()  # a new checksum must not cover old damage
        parts.sort(key=lambda part: int(part[1].nums[0]) if len(part[1]) else 0)
        whole = ArraySegment(NAME, sum(segment.doc_count() for segment, _ in parts))
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


__all__ = ["Written", "commit", "merge", "write_articles"]
