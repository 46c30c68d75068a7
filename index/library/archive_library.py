"""A library whose articles are in an archive on an OpenSearch cluster, shared by several readers.

A reader's own data (marks, corrections, judgements) stays on the reader's machine. It is applied
here to the archive's answers.
"""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence

from index.engine import TIME_LIMIT, Budget
from index.engine.opensearch import (
    MOST_LISTED,
    Access,
    ArchiveAway,
    ArchiveError,
    Cluster,
    OpenSearchEngine,
)
from index.ingest import OnProgress, Summary
from index.library.article_lookup import only_one
from index.library.filter_resolution import resolve
from index.library.library import Library
from index.library.results import SearchResult, Status
from index.locations import cache_folder
from index.model import Analysis
from index.query import Node, Query
from index.settings import Settings

# Time limit of a search in seconds; at the limit it shows a partial result.
_SECONDS = 5.0
# Seconds between checks for newly loaded articles.
_FOLLOW_SECONDS = 15.0


class ArchiveLibrary(Library):
    """The articles of one archive. Everything here may be called from any thread."""

    is_local = False
    most_read = 5_000
    most_cached = 256  # each is a request less

    def __init__(self, access: Access, settings: Settings | None = None) -> None:
        """Open an archive. Raises PressmarkError where its cluster is away, or it is none."""
        self.access = access
        self._cluster = Cluster(access)
        self._followed = time.monotonic()
        super().__init__((), cache_folder() / "archives" / self.ident, settings=settings)

    def _attach(self) -> None:
        self._opened = OpenSearchEngine(self._cluster)
        self._engine = self._opened
        self.catalog = self._opened.catalog
        self.note = self._opened.warning

    @property
    def ident(self) -> str:
        digest = hashlib.blake2b(self.access.address.encode(), digest_size=8)
        return f"archive-{digest.hexdigest()}"

    def leave(self) -> None:
        self._cluster.leave()

    def close(self) -> None:
        self._engine.close()

    def refresh(
        self,
        *,
        jobs: int | None = None,
        rebuild: bool = False,
        on_progress: OnProgress = lambda _: None,
    ) -> Summary:
        """Follow what loaders wrote; an archive is loaded by `pressmark index --into` alone."""
        self._followed = 0.0
        self.follow()
        return Summary(len(self), note=self.note)

    def repair(self, on_progress: OnProgress = lambda _: None) -> Summary:
        return self.refresh()

    def verify(self) -> list[str]:
        """Nothing of an archive is checked here: its cluster checks its own files."""
        return []

    def follow(self) -> bool:
        """Move to the newest state of the archive; whether it is new. False while it is away.

        Called often; sends a request at most every _FOLLOW_SECONDS.
        """
        now = time.monotonic()
        if now - self._followed < _FOLLOW_SECONDS:
            return False
        self._followed = now
        try:
            changed = self._opened.refresh()
        except ArchiveAway:
            return False
        if changed:
            self._cache.clear()
        return changed

    def search(
        self,
        wanted: str | Query,
        *,
        typing: bool = False,
        budget: Budget | None = None,
        feedback: bool = True,
    ) -> SearchResult:
        # the limit of a local search is too short for an answer over a network
        own = budget or Budget.of_seconds(_SECONDS)
        if budget is not None and budget.deadline is not None:
            longer = budget.deadline + _SECONDS - TIME_LIMIT
            own = Budget(longer, budget.cancelled, budget.clock)
        return super().search(wanted, typing=typing, budget=own, feedback=feedback)

    def counts(self, queries: Sequence[Query], budget: Budget | None = None) -> list[int]:
        """How many articles each of some queries finds, in one request. Raises Cancelled."""
        searches = [resolve(one, self.catalog, self._kept) for one in queries]
        return self._opened.counts(searches, budget or Budget.of_seconds(_SECONDS))

    def _analyses_for(
        self, keys: Sequence[int], node: Node | None
    ) -> Callable[[int], Analysis | None]:
        judgements = self._judgements
        missing = [key for key in keys if self._cache.get(key) is None]
        for num, analysis in self.archive.analyses(missing):
            if judgements is self._judgements:
                self._cache.put(num, analysis)
        return self.analysis

    def analyses(self, found: SearchResult | None = None) -> Iterator[tuple[int, Analysis]]:
        if found is None and len(self) > MOST_LISTED:
            raise ArchiveError(
                f"This archive has {len(self):,} articles: name a query with -q that finds"
                f" {MOST_LISTED:,} at most."
            )
        return super().analyses(found)

    def find_article(self, wanted: str) -> int:
        num = self.catalog.num_of(wanted)
        if num is not None:
            return num
        fitting = self._opened.catalog.paths_named(wanted)
        return only_one(fitting, wanted, f"in {self.access.address}")

    def actor_numbers(self, analysis: Analysis) -> list[int | None]:
        return self._opened.catalog.actor_numbers(analysis)

    def passed_over(self) -> tuple[tuple[str, str], ...] | None:
        return ()

    def status(self) -> Status:
        """What the archive holds; nothing is known here of the files it was loaded from."""
        return Status(
            self.folder,
            self.roots,
            len(self),
            self._opened.catalog.file_count(),
            self._opened.catalog.bytes(),
            self._opened.catalog.built(),
            self.problems(),
            new=0,
            changed=0,
            removed=0,
            address=self.access.address,
        )


__all__ = ["ArchiveLibrary"]
