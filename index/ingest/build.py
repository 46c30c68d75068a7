"""Updates a library: reads new and changed files, deletes the articles of removed ones.

A batch is written to Whoosh first, then to the catalogue. After a crash between the two, the next
build repairs the library: it deletes documents that the catalogue lacks and writes articles that
Whoosh lacks.
"""

import contextlib
import gc
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import Stemmer
from filelock import FileLock, Timeout

from index.catalog import Catalog, StoredArticle
from index.engine.local import (
    FANOUT_IN_BUILDING,
    SIGNATURE_VERSION,
    Analysed,
    PostingsBuilder,
    article_days,
    has_tables,
    to_merge,
    to_merge_whole,
    whoosh_index,
)
from index.errors import IndexDamaged, LibraryBusy
from index.ingest.finish import finish
from index.ingest.pool import read_all
from index.ingest.scan import check_roots, scan_all
from index.ingest.worker_messages import ChunkResult, FileResult
from index.locations import CATALOG, INVERTED, LOCK, SCRATCH
from index.model import Stamp
from index.ownership import (
    claim,
    forget_damage,
    has_damage,
    remove_index,
    remove_library,
    remove_scratch,
)
from index.settings import Settings

# Articles that are written to Whoosh at a time if it lacks them.
_AGAIN = 1_000
# A build that added more than this share of all articles merges to the fewest segments.
_MUCH = 0.2
# What the stored stems and MinHash signatures depend on: a library made with others is rebuilt.
_MADE_WITH = f"signatures {SIGNATURE_VERSION}, stemmer {Stemmer.version()}"
_FEW_MERGINGS = partial(to_merge, fanout=FANOUT_IN_BUILDING)


@dataclass(frozen=True, slots=True)
class Progress:
    """Progress of a build: files read, files to read, articles that are searchable by now."""

    done: int
    total: int
    articles: int
    seconds: float

    @property
    def rate(self) -> float:
        """Files per second."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Seconds left at this rate; None if the rate is unknown."""
        return (self.total - self.done) / self.rate if self.rate else None


@dataclass(frozen=True, slots=True)
class Summary:
    """The result of a build."""

    # In the whole library.
    articles: int
    added: int = 0
    changed: int = 0
    removed: int = 0
    failed: int = 0
    passed_over: int = 0
    seconds: float = 0.0
    # Of the library's folder.
    bytes: int = 0
    # To be shown to the reader.
    note: str | None = None


OnProgress = Callable[[Progress], None]


def _silent(_: Progress) -> None:
    pass


def build_library(
    folder: Path,
    roots: Sequence[Path],
    *,
    settings: Settings | None = None,
    jobs: int | None = None,
    rebuild: bool = False,
    on_progress: OnProgress = _silent,
) -> Summary:
    """Bring the library in `folder` up to date with the files under `roots`.

    `jobs` is how many processes read and analyse (None: one for each core). `rebuild` reads every
    file again while the library stays usable. A damaged or older library is rebuilt.

    Raises LibraryBusy while another process builds, PressmarkError for a root that is not there,
    OSError where the library cannot be written.
    """
    check_roots(roots)
    claim(folder)
    lock = FileLock(folder / LOCK, timeout=0, mode=0o600)
    try:
        with lock, _seldom_collecting():
            try:
                return _Build(folder, settings or Settings(), jobs, on_progress).run(roots, rebuild)
            except IndexDamaged as error:
                remove_library(folder)
                summary = _Build(folder, settings or Settings(), jobs, on_progress).run(
                    roots, False
                )
                return replace(summary, note=f"{error} It was rebuilt.")
    except Timeout:
        raise LibraryBusy(
            "Another Pressmark is building this library; what it has so far can be read."
        ) from None


@contextlib.contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Collect garbage rarely: a build makes many small objects without reference cycles."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Build:
    def __init__(
        self, folder: Path, settings: Settings, jobs: int | None, on_progress: OnProgress
    ) -> None:
        self.folder = folder
        self.settings = settings
        self.jobs = jobs
        self.on_progress = on_progress
        self.catalog = Catalog.create(folder / CATALOG)
        # The catalogue holds every article, so a damaged index is rebuilt from it without reading.
        self.ix: Any = whoosh_index.open_or_begin(folder / INVERTED)
        self.begun = time.monotonic()
        self.note: str | None = None
        self.added = self.changed = self.failed = 0

    def run(self, roots: Sequence[Path], rebuild: bool) -> Summary:
        try:
            self._check()
            self._reconcile()
            made_with = self.catalog.meta("made_with")
            if rebuild or (made_with is not None and made_with != _MADE_WITH):
                self.catalog.forget_file_states()
            known = self.catalog.files()
            scanned = scan_all(roots)
            present = scanned.files
            stale = sorted(path for path, stamp in present.items() if known.get(path) != stamp)
            removed = [path for path in known if path not in present]
            self._forget(removed)
            self._read(stale, known)
            if stale or removed or not has_tables(self.catalog):
                grown = self.added > _MUCH * self.catalog.count()
                whoosh_index.merge(
                    self.ix, to_merge_whole if grown else to_merge, at_once=2
                )  # the lock excludes other builders
                finish(self.catalog)
            self._remember(roots, scanned.passed_over)
            return Summary(
                self.catalog.count(),
                self.added,
                self.changed,
                len(removed),
                self.failed,
                len(scanned.passed_over),
                round(time.monotonic() - self.begun, 3),
                folder_bytes(self.folder),
                self.note,
            )
        finally:
            self.catalog.close()
            self.ix.close()

    def _remember(self, roots: Sequence[Path], passed_over: Mapping[str, str]) -> None:
        """Store the roots, the files passed over and the time of the check."""
        self.catalog.set_passed_over(passed_over)
        names = json.dumps(
            [
                os.fsencode(os.path.abspath(root)).decode("utf-8", "surrogateescape")
                for root in roots
            ]
        )
        if self.catalog.meta("roots") != names:
            self.catalog.set_meta("roots", names)
        if self.catalog.meta("made_with") != _MADE_WITH:
            self.catalog.set_meta("made_with", _MADE_WITH)
        self.catalog.seal()
        forget_damage(self.folder)

    def _check(self) -> None:
        """Check everything after a report of damage, or if the last build wrote no checksums.

        Raises IndexDamaged for the catalogue. A damaged index is replaced by an empty one, which
        `_reconcile` fills from the catalogue.
        """
        if has_damage(self.folder) or not self.catalog.has_sums():
            self.catalog.verify()
        if has_damage(self.folder / INVERTED):
            try:
                whoosh_index.verify(self.ix)
            except IndexDamaged as error:
                self._begin_index(error)
            forget_damage(self.folder / INVERTED)

    def _begin_index(self, error: IndexDamaged) -> None:
        self.note = f"{error} The index was written again."
        self.ix.close()
        remove_index(self.folder / INVERTED)
        self.ix = whoosh_index.open_or_begin(self.folder / INVERTED)

    def _reconcile(self) -> None:
        """Repair differences between Whoosh and the catalogue after an aborted build."""
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
            whoosh_index.commit(self.ix, (), orphans)
        builder = PostingsBuilder()
        folder = self.folder / INVERTED
        for begin in range(0, len(missing), _AGAIN):
            part = missing[begin : begin + _AGAIN]
            segment, _ = whoosh_index.write_articles(
                folder, builder, self._from_catalog(part), part
            )
            whoosh_index.commit(self.ix, [(segment, folder)])
            whoosh_index.merge(self.ix)
            self._tell(begin + len(part), len(missing))

    def _from_catalog(self, nums: Iterable[int]) -> Iterator[Analysed]:
        for num in nums:
            analysis = self.catalog.analysis(num)
            if analysis is None:
                raise self.catalog.damaged(f"article number {num}")
            yield analysis, None

    def _forget(self, removed: list[str]) -> None:
        if removed:
            whoosh_index.commit(self.ix, (), self.catalog.nums_at(removed))
            with self.catalog.transaction():
                for path in removed:
                    self.catalog.drop_file(path)
                self.catalog.count_change()

    def _read(self, stale: list[str], known: dict[str, Stamp]) -> None:
        self._tell(0, len(stale))
        if not stale:
            return
        scratch = self.folder / SCRATCH
        remove_scratch(self.folder)  # an aborted build may have left one
        done = 0
        try:
            for result in read_all(stale, scratch, self.settings, self.jobs):
                self._write(result, known)
                done += len(result.files)
                self._tell(done, len(stale))
        finally:
            remove_scratch(self.folder)

    def _write(self, result: ChunkResult, known: dict[str, Stamp]) -> None:
        """Write the results of some files to Whoosh, then to the catalogue."""
        first = self.catalog.reserve(sum(len(file.articles) for file in result.files))
        number = first
        numbered: list[tuple[FileResult, list[tuple[int, StoredArticle]]]] = []
        for file in result.files:
            numbered.append((file, list(enumerate(file.articles, number))))
            number += len(file.articles)
        dropped = self.catalog.nums_at(file.path for file in result.files if file.path in known)
        adopted = []
        for segment in result.segments:
            segment.first = first
            first += segment.doc_count_all()
            adopted.append((segment, result.folder))
        if adopted or dropped:
            whoosh_index.commit(self.ix, adopted, dropped)
            whoosh_index.merge(self.ix, _FEW_MERGINGS)
        with self.catalog.transaction():
            for file, _ in numbered:
                if file.path in known:
                    self.catalog.drop_file(file.path)
            self.catalog.put_files((file.path, file.state, entries) for file, entries in numbered)
            self.catalog.count_change()
        for file in result.files:
            if file.state.problem:
                self.failed += 1
            if not file.articles:
                continue
            if file.path in known:
                self.changed += 1
            else:
                self.added += len(file.articles)

    def _tell(self, done: int, total: int) -> None:
        self.on_progress(
            Progress(done, total, self.added + self.changed, time.monotonic() - self.begun)
        )


def folder_bytes(folder: Path) -> int:
    """The size of the library on disk."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except OSError:
            continue  # a merge removed it just now
    return total


__all__ = ["OnProgress", "Progress", "Summary", "build_library", "folder_bytes"]
