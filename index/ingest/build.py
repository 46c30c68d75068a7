"""Updates a library: reads new and changed files, deletes the articles of removed ones."""

import json
import time
from collections.abc import Mapping, Sequence, Set
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from index.errors import IndexDamaged, LibraryBusy
from index.ingest.folder_size import folder_bytes
from index.ingest.freshness import MADE_WITH, root_names
from index.ingest.local_ingest import LocalIngest
from index.ingest.progress import OnProgress, Progress, Summary
from index.ingest.scan import SeenFiles, check_roots, scan_all
from index.ingest.unseen_files import missing_files
from index.locations import LOCK, SCRATCH
from index.model import Stamp
from index.ownership import (
    claim,
    forget_damage,
    remove_library,
    remove_scratch,
)
from index.platform import seldom_collecting
from index.plugins import reader_versions
from index.settings import Settings

# Endings of archives, which may hold files that a plug-in reads.
_ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".tbz2", ".xz", ".txz", ".zst")


def _silent(_: Progress) -> None:
    pass


def build_library(
    folder: Path,
    roots: Sequence[Path],
    *,
    settings: Settings | None = None,
    jobs: int | None = None,
    rebuild: bool = False,
    seen: SeenFiles | None = None,
    on_progress: OnProgress = _silent,
) -> Summary:
    """Bring the library in `folder` up to date with the files under `roots`.

    `jobs` is how many processes read and analyse (None: one for each core). `rebuild` reads every
    file again while the library stays usable. `seen` are the files of a check just before, so that
    the folders are not walked again. A damaged or older library is rebuilt.

    Raises LibraryBusy while another process builds, PressmarkError for a root that is not there,
    OSError where the library cannot be written.
    """
    from filelock import FileLock, Timeout  # brings asyncio, and no search needs it

    check_roots(roots)
    claim(folder)
    lock = FileLock(folder / LOCK, timeout=0, mode=0o600)
    try:
        with lock, seldom_collecting(3_000_000):
            try:
                build = _Build(folder, settings or Settings(), jobs, on_progress)
                return build.run(roots, rebuild, seen)
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


class _Differences(Struct, frozen=True):
    """What a build has to do. `endings` are those of all files in the folders."""

    stale: list[str]
    removed: list[str]
    passed_over: dict[str, str]
    endings: Set[str]


class _Build:
    def __init__(
        self, folder: Path, settings: Settings, jobs: int | None, on_progress: OnProgress
    ) -> None:
        self.folder = folder
        self.settings = settings
        self.jobs = jobs
        self.on_progress = on_progress
        self.ingest = LocalIngest(folder)
        self.catalog = self.ingest.catalog
        self.begun = time.monotonic()
        self.failed = 0

    def run(self, roots: Sequence[Path], rebuild: bool, seen: SeenFiles | None = None) -> Summary:
        try:
            self.ingest.repair(self._tell)
            made_with = self.catalog.meta("made_with")
            if rebuild or (made_with is not None and made_with != MADE_WITH):
                self.catalog.forget_file_states()
            found = self._compare(roots, seen, drop_all=rebuild)
            self.ingest.drop(found.removed)
            self._read(found.stale)
            if found.stale or found.removed or not self.ingest.is_finished():
                self.ingest.finish()
            self._remember_plugins(found.endings, bool(found.stale))
            self._remember(roots, found.passed_over)
            return Summary(
                self.catalog.count(),
                self.ingest.added,
                self.ingest.changed,
                len(found.removed),
                self.failed,
                len(found.passed_over),
                round(time.monotonic() - self.begun, 3),
                folder_bytes(self.folder),
                self.ingest.note,
            )
        finally:
            self.ingest.close()

    def _compare(
        self, roots: Sequence[Path], seen: SeenFiles | None, drop_all: bool
    ) -> _Differences:
        """Compare the files on the disk, `seen` if it is current, with those of the catalogue.

        For `drop_all` see `missing_files`, whose note becomes one of the build.

        Both lists take some hundred megabytes for a million files, so they end with this call.
        """
        taken = seen.taken(self.catalog.tables_stamp()) if seen is not None else None
        files = taken[0] if taken else self.catalog.files()
        known = self._read_by_the_same(files)
        scanned = taken[1] if taken else scan_all(roots, known)
        present = scanned.files
        missing = missing_files(roots, files, scanned, drop_all=drop_all)
        if missing.note:
            self.ingest.note = " ".join(filter(None, (self.ingest.note, missing.note)))
        return _Differences(
            sorted(path for path, stamp in present.items() if known.get(path) != stamp),
            missing.removed,
            scanned.passed_over,
            frozenset(path[path.rfind(".") :].lower() for path in present),
        )

    def _read_by_the_same(self, files: Mapping[str, Stamp]) -> Mapping[str, Stamp]:
        """The files without those whose plug-in has changed or gone since they were read.

        Archives may hold such files, so they are read again too.
        """
        recorded = self.catalog.meta_value("plugins", dict[str, str], {})
        if not recorded:
            return files
        now = reader_versions()
        changed = tuple(suffix for suffix in recorded if recorded[suffix] != now.get(suffix))
        if not changed:
            return files
        endings = (*changed, *_ARCHIVES)
        return {path: stamp for path, stamp in files.items() if not path.lower().endswith(endings)}

    def _remember_plugins(self, endings: Set[str], is_new: bool) -> None:
        """Store the versions of the plug-ins that read files with these endings."""
        recorded = self.catalog.meta("plugins")
        if not is_new and recorded in {None, "{}"}:
            return  # nothing was read, and nothing by a plug-in before
        versions = reader_versions()
        archived = bool(endings & set(_ARCHIVES))
        used = {one: v for one, v in versions.items() if one in endings or archived}
        if json.dumps(used, sort_keys=True) != (recorded or "{}"):
            self.catalog.set_meta("plugins", json.dumps(used, sort_keys=True))

    def _remember(self, roots: Sequence[Path], passed_over: Mapping[str, str]) -> None:
        """Store the roots, the files passed over and the time of the check."""
        self.catalog.set_passed_over(passed_over)
        names = root_names(roots)
        if self.catalog.meta("roots") != names:
            self.catalog.set_meta("roots", names)
        if self.catalog.meta("made_with") != MADE_WITH:
            self.catalog.set_meta("made_with", MADE_WITH)
        self.catalog.seal()
        forget_damage(self.folder)

    def _read(self, stale: list[str]) -> None:
        self._tell(0, len(stale))
        if not stale:
            return
        from index.ingest import worker_pool  # loads every reader and extractor

        scratch = self.folder / SCRATCH
        remove_scratch(self.folder)  # an aborted build may have left one
        done = 0
        try:
            for result in worker_pool.read_all(stale, scratch, self.settings, self.jobs):
                self.ingest.adopt(result)
                self.failed += sum(file.state.problem is not None for file in result.files)
                done += len(result.files)
                self._tell(done, len(stale))
        finally:
            remove_scratch(self.folder)

    def _tell(self, done: int, total: int) -> None:
        self.on_progress(
            Progress(
                done,
                total,
                self.ingest.added + self.ingest.changed,
                time.monotonic() - self.begun,
            )
        )


__all__ = ["build_library"]
