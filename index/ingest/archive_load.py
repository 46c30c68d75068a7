"""Loading an archive: read new and changed files in worker processes, send them to the cluster.

A file's document is written after its articles, so that a loader that dies goes on where it was:
files without one are read again, and equal ids overwrite. Several machines may load in parallel,
each with a share of the paths.
"""

import os
import time
from base64 import b64encode
from collections import deque
from collections.abc import Collection, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field

from index.engine.opensearch import (
    ArchiveError,
    BulkSender,
    Cluster,
    Generation,
    Json,
    PointInTime,
    Rejected,
    begin_loading,
    clean,
    delete_line,
    file_id,
    index_lines,
    loading_alias,
    names_alias,
    number_of,
    path_in,
    put_state,
    refresh,
    requests_of,
    set_for_loading,
    set_for_reading,
    terms,
)
from index.errors import PressmarkError
from index.ingest.archive_finish import finish_archive, replaced_is_said
from index.ingest.archive_names import lost_lines
from index.ingest.progress import OnProgress, Progress, Summary
from index.ingest.scan import check_roots, scan_all
from index.ingest.scratch_folders import scratch_folder
from index.ingest.unseen_files import missing_files
from index.ingest.worker_messages import ChunkResult, FileResult
from index.ingest.worker_pool import read_all
from index.locations import cache_folder
from index.model import Stamp
from index.settings import Settings
from index.whole_files import make_private

# Files of the archive, and articles in files, that one request looks up.
_MOST_FILES = 100_000_000
_FILES_AT_ONCE = 1_000
# Chunks whose requests may be outstanding.
_CHUNKS = 6
# Seconds between two updates of the revision, by which readers notice new articles.
_TELL_SECONDS = 300.0
# From this number of files on, the server does not refresh the archive while files load.
_MANY_FILES = 2_000
# Documents that were refused, of which reasons are listed.
_LISTED = 5


class Share(Struct, frozen=True):
    """One of several equal parts of all paths: `number` from 1 up to `of`."""

    number: int = 1
    of: int = 1

    @classmethod
    def read(cls, text: str) -> "Share":
        """The share that a person writes as "3/8". Raises PressmarkError."""
        number, _, of = text.partition("/")
        if number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of):
            return cls(int(number), int(of))
        raise PressmarkError(f"--share takes a part such as 3/8, not {text}.")

    def has(self, path: str) -> bool:
        """Whether a path is in this share: the same on every machine."""
        return self.of == 1 or number_of("share", clean(path)) % self.of == self.number - 1


class _Counts(Struct):
    added: int = 0
    changed: int = 0
    removed: int = 0
    failed: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def load_archive(
    cluster: Cluster,
    roots: Sequence[Path],
    settings: Settings,
    *,
    share: Share | None = None,
    jobs: int | None = None,
    rebuild: bool = False,
    on_progress: OnProgress = lambda _: None,
) -> Summary:
    """Bring an archive up to date with the files under `roots`, or with a share of them.

    Without a share the archive is finished too: duplicates, aliases. `rebuild` loads a new
    generation, while readers use the older one. Raises PressmarkError for a root that is not there
    and for a cluster that stays away, OSError where the scratch folder cannot be written.
    """
    check_roots(roots)
    generation = begin_loading(cluster, rebuild)
    loader = _Loader(cluster, generation, share or Share(), on_progress)
    with replaced_is_said(cluster):
        summary = loader.run(roots, settings, jobs)
    if share is None:
        finish_archive(cluster)
    return summary


class _Loader:
    def __init__(
        self, cluster: Cluster, generation: Generation, share: Share, on_progress: OnProgress
    ) -> None:
        self._cluster, self._generation, self._share = cluster, generation, share
        self._on_progress = on_progress
        name = cluster.access.name
        self._articles, self._names = loading_alias(name), loading_alias(names_alias(name))
        self._counts = _Counts()
        self._begun = self._told = time.monotonic()
        self._lost: set[str] = set()  # actors that are noted, see `archive_names`
        self._reasons: dict[str, str] = {}  # why articles were refused, by their file

    def run(self, roots: Sequence[Path], settings: Settings, jobs: int | None) -> Summary:
        """Load new and changed files, drop removed ones."""
        refresh(self._cluster, self._generation.loaded)
        scanned = scan_all(roots)
        present = {path: stamp for path, stamp in scanned.files.items() if self._share.has(path)}
        known = self._known(roots)
        stale = sorted(path for path, stamp in present.items() if known.get(path) != stamp[:2])
        missing = missing_files(roots, known, scanned)
        removed = missing.removed
        many = len(stale) >= _MANY_FILES
        if many:
            set_for_loading(self._cluster, self._generation.loaded)
        try:
            with BulkSender(self._cluster) as sender:
                self._drop(sender, removed)
                self._read(sender, stale, known, settings, jobs)
        finally:
            if many:
                # what could not be set back now is set back by finishing
                with suppress(ArchiveError):
                    set_for_reading(self._cluster, self._generation.loaded)
        self._counts.removed = len(removed)
        refresh(self._cluster, self._generation.loaded)
        if stale or removed:
            self._tell_readers()
        counts = self._counts
        moment = PointInTime(self._cluster, self._articles)
        articles = moment.count({"match_all": {}})
        moment.close()
        return Summary(
            articles,
            counts.added,
            counts.changed,
            counts.removed,
            counts.failed,
            len(scanned.passed_over),
            round(time.monotonic() - self._begun, 3),
            self._bytes(),
            " ".join(filter(None, (missing.note, _rejected_note(counts.rejected)))) or None,
        )

    def _bytes(self) -> int:
        stats = self._cluster.ask("GET", f"/{self._articles}/_stats/store")
        return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])

    def _known(self, roots: Sequence[Path]) -> dict[str, tuple[int, int]]:
        """Size and time of every file of this share under `roots` that the archive has."""
        below: list[Json] = []
        for root in roots:
            place = clean(os.path.abspath(root))
            below += [{"term": {"path": place}}, {"prefix": {"path": place.rstrip("/") + "/"}}]
        query = {
            "bool": {
                "filter": [{"term": {"what": "file"}}],
                "should": below,
                "minimum_should_match": 1,
            }
        }
        moment = PointInTime(self._cluster, self._names)
        fields = ("path", "raw_path", "size", "mtime_ns")
        found = {
            path: (one["size"], one["mtime_ns"])
            for one in moment.sources_in_order(query, fields, ["path"], _MOST_FILES)
            if self._share.has(path := path_in(one))
        }
        moment.close()
        return found

    # --- dropping ---

    def _drop(self, sender: BulkSender, paths: Collection[str]) -> None:
        """Remove files and their articles."""
        wanted = list(paths)
        for begin in range(0, len(wanted), _FILES_AT_ONCE):
            files = [file_id(path) for path in wanted[begin : begin + _FILES_AT_ONCE]]
            gone = self._articles_in(sender, files)
            self._deliver(sender, [delete_line(self._articles, ident) for ident in gone])
            self._deliver(sender, [delete_line(self._names, ident) for ident in files])

    def _articles_in(self, sender: BulkSender, files: Sequence[str]) -> list[str]:
        """The ids of the articles of files; the actors in them are noted for the batch step."""
        moment = PointInTime(self._cluster, self._articles)
        query = terms("file", list(files))
        found = list(moment.sources(query, ("id", "actor"), _MOST_FILES))
        moment.close()
        new = {actor for one in found for actor in one.get("actor", ())} - self._lost
        self._deliver(sender, lost_lines(self._names, sorted(new)))
        self._lost |= new
        return [one["id"] for one in found]

    def _deliver(self, sender: BulkSender, lines: Iterable[bytes]) -> None:
        for sent in [sender.send(part) for part in requests_of(lines)]:
            self._counts.rejected += sent.result()

    # --- reading ---

    def _read(
        self,
        sender: BulkSender,
        stale: Sequence[str],
        known: dict[str, tuple[int, int]],
        settings: Settings,
        jobs: int | None,
    ) -> None:
        self._tell(0, len(stale))
        if not stale:
            return
        make_private(cache_folder())
        done = 0
        outstanding: deque[tuple[ChunkResult, list[Future[list[Rejected]]]]] = deque()
        with scratch_folder(cache_folder()) as scratch:
            name = self._cluster.access.name
            for result in read_all(stale, scratch, settings, jobs, name):
                self._drop_replaced(sender, result, known)
                outstanding.append((result, self._send(sender, result)))
                while len(outstanding) > _CHUNKS or (outstanding and _is_done(outstanding[0][1])):
                    done += self._settle(sender, *outstanding.popleft(), known)
                    self._tell(done, len(stale))
            while outstanding:
                done += self._settle(sender, *outstanding.popleft(), known)
                self._tell(done, len(stale))

    def _send(self, sender: BulkSender, result: ChunkResult) -> list[Future[list[Rejected]]]:
        if result.lines is None:
            return []
        path = result.folder / result.lines
        with path.open("rb") as stream:
            lines = (line.rstrip(b"\n") for line in stream)
            sent = [sender.send(part) for part in requests_of(lines)]
        path.unlink()
        return sent

    def _drop_replaced(
        self, sender: BulkSender, result: ChunkResult, known: dict[str, tuple[int, int]]
    ) -> None:
        """Remove the articles that changed files do not hold any more."""
        changed = [file for file in result.files if file.path in known]
        kept = {article.id for file in changed for article in file.articles}
        for begin in range(0, len(changed), _FILES_AT_ONCE):
            files = [file_id(file.path) for file in changed[begin : begin + _FILES_AT_ONCE]]
            gone = [ident for ident in self._articles_in(sender, files) if ident not in kept]
            self._deliver(sender, [delete_line(self._articles, ident) for ident in gone])

    def _settle(
        self,
        sender: BulkSender,
        result: ChunkResult,
        sent: Sequence[Future[list[Rejected]]],
        known: dict[str, tuple[int, int]],
    ) -> int:
        """Wait for a chunk's articles, then write its files; returns their number."""
        rejected = {one.ident: one for future in sent for one in future.result()}
        self._counts.rejected += rejected.values()
        lines: list[bytes] = []
        for file in result.files:
            reason = next(
                (rejected[one.id].reason for one in file.articles if one.id in rejected), None
            )
            problem = f"the archive refused it: {reason}" if reason else file.state.problem
            lines += index_lines(self._names, file_id(file.path), _file_document(file, problem))
            self._count(file, problem, file.path in known)
        self._deliver(sender, lines)
        return len(result.files)

    def _count(self, file: FileResult, problem: str | None, is_known: bool) -> None:
        if problem:
            self._counts.failed += 1
        if is_known:
            self._counts.changed += bool(file.articles)
        else:
            self._counts.added += len(file.articles)

    def _tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told > _TELL_SECONDS:
            self._told = now
            refresh(self._cluster, self._generation.loaded)
            self._tell_readers()
        found = self._counts.added + self._counts.changed
        self._on_progress(Progress(done, total, found, now - self._begun))

    def _tell_readers(self) -> None:
        put_state(self._cluster, finished=False, number=self._generation.loaded)


def _is_done(sent: Sequence[Future[list[Rejected]]]) -> bool:
    return all(one.done() for one in sent)


def _file_document(file: FileResult, problem: str | None) -> Json:
    size, mtime_ns = _stamp_of(file)
    path = clean(file.path)
    found: Json = {
        "what": "file",
        "path": path,
        "size": size,
        "mtime_ns": mtime_ns,
        "problem": clean(problem) if problem else None,
        "articles": len(file.articles),
    }
    if path != file.path:
        found["raw_path"] = b64encode(file.raw_path).decode()
    return found


def _stamp_of(file: FileResult) -> tuple[int, int]:
    stamp: Stamp = file.state.size, file.state.mtime_ns, file.state.ctime_ns
    return stamp[0], stamp[1]


def _rejected_note(rejected: Sequence[Rejected]) -> str | None:
    """The note on documents that the cluster refused."""
    if not rejected:
        return None
    shown = "; ".join(f"{one.ident}: {one.reason}" for one in rejected[:_LISTED])
    more = f", and {len(rejected) - _LISTED:,} more" if len(rejected) > _LISTED else ""
    return f"The archive refused {len(rejected):,} documents ({shown}{more})."


__all__ = ["Share", "load_archive"]
