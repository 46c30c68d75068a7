"""Writes articles into a local library: to the Whoosh index first, then to the catalogue.

What a crash leaves between the two is repaired by `repair`: documents that the catalogue does not
know are deleted, articles that Whoosh does not hold are written to it again.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from index.catalog import Catalog, StoredArticle, as_stored
from index.engine import ReadFile
from index.engine.local import (
    FANOUT_IN_BUILDING,
    Analysed,
    PostingsBuilder,
    article_days,
    has_tables,
    index_writing,
    to_merge,
    to_merge_whole,
    whoosh_index,
)
from index.errors import IndexDamaged
from index.ingest.finish import finish
from index.ingest.worker_messages import ChunkResult, FileResult
from index.locations import CATALOG, INVERTED
from index.ownership import forget_damage, has_damage, remove_index

# Articles that are written to Whoosh at a time if it lacks them.
_AGAIN = 1_000
# A build that added more than this share of all articles merges to the fewest segments.
_MUCH = 0.2
_FEW_MERGES = partial(to_merge, fanout=FANOUT_IN_BUILDING)


def _silent(_done: int, _total: int) -> None:
    pass


class LocalIngest:
    """Implements `Ingest` for the library in a folder, which is made if it is not there.

    `added` counts the articles of new paths, `changed` the paths whose articles were replaced.
    `note` is for the reader: that the index was damaged and is written again. Raises IndexDamaged
    for a catalogue that cannot be opened.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalog = Catalog.create(folder / CATALOG)
        # The catalogue holds every article, so a damaged index is filled from it again.
        self.ix = whoosh_index.open_or_begin(folder / INVERTED)
        self.note: str | None = None
        self.added = self.changed = 0
        self._postings = PostingsBuilder()

    def close(self) -> None:
        """Close catalogue and index."""
        self.catalog.close()

    # --- Ingest ---

    def write(self, files: Sequence[ReadFile]) -> None:
        """Index files in this process and store them. Raises OSError."""
        analyses: list[Analysed] = [(one, None) for file in files for one in file.articles]
        segments = []
        signatures: Iterator[bytes] = iter(())
        folder = self.folder / INVERTED
        if analyses:
            written = index_writing.write_articles(folder, self._postings, analyses)
            segments, signatures = [written.segment], iter(written.signatures)
        results = [
            FileResult(
                os.fsencode(file.path),
                file.state,
                tuple([replace(as_stored(o), signature=next(signatures)) for o in file.articles]),
            )
            for file in files
        ]
        self.adopt(ChunkResult(tuple(results), tuple(segments), folder))

    def drop(self, paths: Collection[str]) -> None:
        """Remove files with their articles. Raises OSError."""
        if not paths:
            return
        index_writing.commit(self.ix, (), self.catalog.nums_at(paths))
        with self.catalog.transaction():
            for path in paths:
                self.catalog.drop_file(path)
            self.catalog.count_change()

    def finish(self) -> None:
        """Merge segments, then compute aliases, duplicates and tables. Raises OSError."""
        grown = self.added > _MUCH * self.catalog.count()
        # the lock excludes other builders, so two fields are merged at a time
        index_writing.merge(self.ix, to_merge_whole if grown else to_merge, at_once=2)
        finish(self.catalog)

    # --- what only a local library has ---

    def adopt(self, result: ChunkResult) -> None:
        """Write files whose segments a reading process has made already. Raises OSError."""
        first = self.catalog.reserve(sum(len(file.articles) for file in result.files))
        number = first
        numbered: list[tuple[FileResult, list[tuple[int, StoredArticle]]]] = []
        for file in result.files:
            numbered.append((file, list(enumerate(file.articles, number))))
            number += len(file.articles)
        held = self.catalog.files_among(file.path for file in result.files)
        replaced = [file.path for file in result.files if file.path in held]
        dropped = self.catalog.nums_at(replaced)
        adopted = []
        for segment in result.segments:
            segment.first = first
            first += segment.doc_count_all()
            adopted.append((segment, result.folder))
        if adopted or dropped:
            index_writing.commit(self.ix, adopted, dropped)
            index_writing.merge(self.ix, _FEW_MERGES)
        with self.catalog.transaction():
            for path in replaced:
                self.catalog.drop_file(path)
            self.catalog.put_files((file.path, file.state, entries) for file, entries in numbered)
            self.catalog.count_change()
        for file in result.files:
            if file.articles and file.path in held:
                self.changed += 1
            else:
                self.added += len(file.articles)

    def is_finished(self) -> bool:
        """Whether the tables that `finish` derives are up to date with the articles."""
        return has_tables(self.catalog)

    def repair(self, tell: Callable[[int, int], None] = _silent) -> None:
        """Check everything after a report of damage, and repair what an aborted build left.

        Calls `tell` with the number of articles written and to write. A damaged index is replaced
        by an empty one, which is filled from the catalogue. Raises IndexDamaged for the catalogue.
        """
        if has_damage(self.folder) or not self.catalog.has_sums():
            self.catalog.verify()
        if has_damage(self.folder / INVERTED):
            try:
                whoosh_index.verify(self.ix)
            except IndexDamaged as error:
                self._begin_index(error)
            forget_damage(self.folder / INVERTED)
        self._reconcile(tell)
        if self.note is not None:
            # a new index counts its generations from the start: readers go by the revision too
            with self.catalog.transaction():
                self.catalog.count_change()

    def _begin_index(self, error: IndexDamaged) -> None:
        self.note = f"{error} The index was written again."
        remove_index(self.folder / INVERTED)
        self.ix = whoosh_index.open_or_begin(self.folder / INVERTED)

    def _reconcile(self, tell: Callable[[int, int], None]) -> None:
        """Repair differences between Whoosh and the catalogue."""
        try:
            held = whoosh_index.numbers(self.ix)
        except IndexDamaged as error:
            self._begin_index(error)
            held = whoosh_index.numbers(self.ix)
        wanted = article_days(self.catalog).nums
        if np.array_equal(held, wanted):
            return
        orphans, missing = np.setdiff1d(held, wanted).tolist(), np.setdiff1d(wanted, held).tolist()
        if orphans:
            index_writing.commit(self.ix, (), orphans)
        folder = self.folder / INVERTED
        for begin in range(0, len(missing), _AGAIN):
            part = missing[begin : begin + _AGAIN]
            segment, _ = index_writing.write_articles(
                folder, self._postings, self._from_catalog(part), part
            )
            index_writing.commit(self.ix, [(segment, folder)])
            index_writing.merge(self.ix)
            tell(begin + len(part), len(missing))

    def _from_catalog(self, nums: Iterable[int]) -> Iterator[Analysed]:
        for num in nums:
            analysis = self.catalog.analysis(num)
            if analysis is None:
                raise self.catalog.damaged(f"article number {num}")
            yield analysis, None


__all__ = ["LocalIngest"]
