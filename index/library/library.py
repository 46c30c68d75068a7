"""A library: engine, catalogue and articles behind one object."""

import threading
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from index import query
from index.catalog import ArticleCatalog, Catalog, Reference
from index.corrections import NO_CORRECTIONS, Corrections, Judgement
from index.engine import (
    TIME_LIMIT,
    UNLIMITED,
    ActorCounts,
    Answer,
    Archive,
    Budget,
    Condition,
    Engine,
    Search,
)
from index.engine.local import DeferredEngine, whoosh_index
from index.errors import IndexDamaged
from index.ingest import OnProgress, Summary
from index.library.actor_entries import collect_actors
from index.library.article_lookup import find_article
from index.library.filter_resolution import KeptFilters, NothingKept, resolve
from index.library.folder import (
    create_library,
    damage_in,
    is_empty_library,
    refresh_folder,
    roots_of,
    status_of,
)
from index.library.match_finder import MatchFinders
from index.library.open_engine import OpenEngine
from index.library.result_rows import RowTexts, rows_of
from index.library.results import ActorEntry, ResultRow, SearchResult, StatementRow, Status
from index.library.statement_filter import quotations_in
from index.locations import CATALOG, INVERTED, library_folder
from index.model import (
    ActorKind,
    Analysis,
    Card,
    CrossReference,
    Span,
    StatementKind,
    own_identity,
)
from index.ownership import check_access, check_mark, note_damage
from index.platform import LruCache
from index.query import Kwic, Node, Query, kwic
from index.settings import Settings


class Library:
    """The articles under some folders, with their index and catalogue. For use by any thread."""

    is_local = True  # a build reads its articles from folders
    most_read: int | None = None  # articles that a concordance reads at most
    most_cached = 64  # articles that are kept in memory with their analyses

    def __init__(
        self,
        roots: Sequence[Path],
        folder: Path,
        note: str | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.roots = tuple(roots)
        self.folder = folder
        self.note = note
        self._kept: KeptFilters = NothingKept()
        self._corrections = NO_CORRECTIONS
        self._judgements: Sequence[Judgement] = ()
        self.on_read: Callable[[int, int], None] = lambda _done, _total: None
        self._lock = threading.RLock()
        self._cache: LruCache[int, Analysis] = LruCache(self.most_cached)
        self._finders = MatchFinders()
        self._attach()

    def _attach(self) -> None:
        self.stored = Catalog.open(self.folder / CATALOG)
        self.catalog: ArticleCatalog = self.stored
        self._texts = RowTexts(self.stored)
        self._inode = (self.folder / CATALOG).stat().st_ino
        try:
            self.catalog.correct(self._corrections)
            self.catalog.judge(self._judgements)
            whoosh = whoosh_index.open_index(self.folder / INVERTED)
            self._engine: OpenEngine = DeferredEngine(whoosh, self.stored)
        except BaseException:
            self.catalog.close()
            raise

    @classmethod
    def open(
        cls,
        roots: Sequence[Path],
        folder: Path | None = None,
        *,
        trust: bool = False,
        repair: bool = True,
        settings: Settings | None = None,
    ) -> "Library":
        """Open the library over `roots`, in `folder` or in its place under the cache folder.

        A missing library is created empty. A damaged or older one is replaced by an empty one,
        which `refresh` fills, and `note` says so; without `repair` it raises IndexDamaged.
        `settings` apply to later reads. Raises PressmarkError if the library can be neither read
        nor written.
        """
        place = (folder or library_folder(roots)).absolute()
        check_mark(place)
        check_access(place, trust)
        try:
            return cls(roots, place, settings=settings)
        except IndexDamaged as error:
            is_new = is_empty_library(place)
            if not is_new and not repair:
                raise
            note = None if is_new else f"{error} It is built again from the articles."
        create_library(place)
        return cls(roots, place, note, settings)

    @property
    def ident(self) -> str:
        """An identifier of this library that is a valid file name."""
        return library_folder(self.roots).name

    @property
    def engine(self) -> Engine:
        """The engine that searches this library."""
        return self._engine

    @property
    def archive(self) -> Archive:
        """The stored articles of this library."""
        return self._engine.archive

    def answer_from(self, kept: KeptFilters) -> None:
        """Answer `is:` and `tag:` from what a reader kept."""
        self._kept = kept

    def correct(self, corrections: Corrections) -> None:
        """Apply a reader's corrections of actors; nothing is rebuilt."""
        self._corrections = corrections
        self.catalog.correct(corrections)

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Apply a reader's judgements of quotations; nothing is rebuilt."""
        self._judgements = judgements
        self.catalog.judge(judgements)
        self._cache.clear()

    def leave(self) -> None:
        """Break off what other threads wait for; called before `close`."""

    def close(self) -> None:
        """Close all files."""
        self._engine.close()
        self.catalog.close()

    def refresh(
        self,
        *,
        jobs: int | None = None,
        rebuild: bool = False,
        on_progress: OnProgress = lambda _: None,
    ) -> Summary:
        """Read new and changed files of the folders, drop removed ones.

        Raises LibraryBusy while another process does, PressmarkError where it cannot be written.
        """
        summary = refresh_folder(
            self.folder,
            self.roots,
            self.stored,
            settings=self.settings,
            jobs=jobs,
            rebuild=rebuild,
            on_progress=on_progress,
        )
        self.follow()
        return summary

    def repair(self, on_progress: OnProgress = lambda _: None) -> Summary:
        """Write the index again from the catalogue, after IndexDamaged."""
        self._engine.close()
        note_damage(self.folder / INVERTED)
        return self.refresh(on_progress=on_progress)

    def verify(self) -> list[str]:
        """One line for each damaged file of the library; the next refresh repairs them."""
        return damage_in(self.folder, self.stored)

    def follow(self) -> bool:
        """Load what a builder, in any process, has written. Returns whether anything was new."""
        with self._lock:
            try:
                moved = (self.folder / CATALOG).stat().st_ino != self._inode
            except OSError:
                return False  # a builder is creating it
            if moved:
                try:
                    self._attach()  # threads that still read it keep the old catalogue
                except IndexDamaged:
                    return False
                self._cache.clear()
        return self._engine.refresh() or moved

    def __len__(self) -> int:
        return self.catalog.count()

    # --- search ---

    def search(
        self,
        wanted: str | Query,
        *,
        typing: bool = False,
        budget: Budget | None = None,
        feedback: bool = True,
    ) -> SearchResult:
        """What the query finds; `typing` lets its last word match as a prefix.

        With `feedback` a long query that finds little is widened by words of its best articles.
        At the end of the budget (default: TIME_LIMIT seconds) it is what was found so far, and
        `partial`. Raises QueryError for a query that cannot be understood, Cancelled.
        """
        begun = time.monotonic()
        budget = budget or Budget.of_seconds(TIME_LIMIT)
        parsed = query.parse(wanted, typing) if isinstance(wanted, str) else wanted
        answer = self._engine.answer(resolve(parsed, self.catalog, self._kept, feedback), budget)
        return SearchResult(parsed, answer, self._engine.count(), time.monotonic() - begun)

    def every(self, *conditions: Condition) -> Answer:
        """The articles that match all conditions, newest first."""
        return self._engine.answer(Search(Query(None), narrowed_by=conditions))

    def collapse(self, found: SearchResult, open_groups: Collection[int] = ()) -> SearchResult:
        """The result with one hit for each group of duplicates, except for `open_groups`."""
        return replace(found, answer=found.answer.collapsed(open_groups))

    def duplicate_group(self, num: int) -> int | None:
        """The number of the group of duplicates that an article is in; None where it has none."""
        return self.archive.duplicates_of([num]).get(num)

    def duplicates_of(self, num: int) -> list[Card]:
        """The other articles that are nearly the same as this one."""
        return self.catalog.duplicates_of(num)

    def tagged(self) -> dict[str, set[int]]:
        """The numbers of the articles that have each of the reader's tags."""
        return self._kept.tagged()

    def rows(self, found: SearchResult, first: int, last: int) -> list[ResultRow]:
        """The hits from place `first` up to `last`, each with its matches and a snippet."""
        hits, node = found.answer.page(first, last), found.query.node
        cards = {card.num: card for card in self.archive.cards(hit.key for hit in hits)}
        analysis_of = self._analyses_for([hit.key for hit in hits], node)
        return rows_of(hits, first, cards, analysis_of, self.match_finder(node))

    def _analyses_for(
        self, keys: Sequence[int], node: Node | None
    ) -> Callable[[int], Analysis | None]:
        """What gives the articles with what the matches of a query depend on."""
        return self.analysis if query.asks_of_findings(node) else self._texts.of(keys).get

    def actor_counts(self, found: SearchResult, budget: Budget = UNLIMITED) -> ActorCounts:
        """The actors in the articles found, those in most articles first. Raises Cancelled."""
        return found.answer.actors(budget)

    # --- one article ---

    def analysis(self, num: int) -> Analysis | None:
        """The article with its analysis; None if it no longer exists."""
        if (known := self._cache.get(num)) is not None:
            return known
        judgements = self._judgements
        analysis = self.catalog.analysis(num)
        if analysis is not None:
            self._cache.put(num, analysis)
            if judgements is not self._judgements:  # it may be older than the judgements
                self._cache.clear()
        return analysis

    def matches(self, node: Node | None, analysis: Analysis) -> list[Span]:
        """The passages that the query asks for in the article, in order; see `MatchFinder`."""
        return self.match_finder(node)(analysis)

    def match_finder(self, node: Node | None) -> Callable[[Analysis], list[Span]]:
        """Finds the matches of a query in any article; names are resolved as of now."""
        return self._finders.of(self.catalog, node)

    def kwic(self, analysis: Analysis, spans: Iterable[Span]) -> list[Kwic]:
        """The spans with their context."""
        return [kwic(analysis.article, span) for span in spans]

    def find_article(self, wanted: str) -> int:
        """The article with this id, at this path, or with this file name where only one has it.

        Raises PressmarkError.
        """
        return find_article(self.catalog, wanted)

    def actor_numbers(self, analysis: Analysis) -> list[int | None]:
        """The library's number of each of the article's actors."""
        num = self.catalog.num_of(analysis.article.id)
        known = self.catalog.actors_of(num) if num is not None else {}
        return [known.get(own_identity(actor)) for actor in analysis.actors]

    def refers_to(self, reference: CrossReference) -> list[Card]:
        """The articles that a cross-reference can mean: of that publication, on that date."""
        if reference.date is None:
            return []
        first, last = reference.date.first().toordinal(), reference.date.last().toordinal()
        return self.catalog.issues_of(reference.publication, first, last)

    # --- metadata of articles and actors ---

    def cards(self, nums: Iterable[int]) -> list[Card]:
        """The metadata of articles, in the order asked for; those that are gone are left out."""
        return self.archive.cards(nums)

    def num_of(self, ident: str) -> int | None:
        """The number of the article with this id, or at this path."""
        return self.catalog.num_of(ident)

    def nums_of(self, idents: Iterable[str]) -> dict[str, int]:
        """The numbers of articles by their ids or the digests of their texts; unknown left out."""
        return self.archive.find(idents)

    def references_to(self, num: int) -> list[Reference]:
        """The references of other articles that can mean this one."""
        return self.archive.references([num]).get(num, [])

    def find_actors(self, name: str, exact: bool = False) -> set[int]:
        """The numbers of the actors that a name can mean."""
        return self.catalog.find_actors(name, exact)

    def actor_names(self) -> Mapping[int, tuple[str, ActorKind]]:
        """Name and kind of every actor by its number."""
        return self.catalog.actor_names()

    def actors_revision(self) -> tuple[int, int]:
        """Differs after every change of the articles, of corrections and of judgements."""
        return self.catalog.actors_revision()

    def problems(self) -> tuple[tuple[str, str], ...]:
        """The files that could not be read, each with its reason."""
        return tuple(self.catalog.problems())

    def passed_over(self) -> tuple[tuple[str, str], ...] | None:
        """Files of kinds that are not read, each with the reason; None before a build looked."""
        return tuple(self.catalog.passed_over()) if self.catalog.built() else None

    # --- all articles ---

    def analyses(self, found: SearchResult | None = None) -> Iterator[tuple[int, Analysis]]:
        """Every article of a result, or of all, by path; tells `on_read` how many of how many."""
        nums = self.catalog.nums() if found is None else found.answer.keys()
        cards = sorted(self.archive.cards(nums), key=lambda card: card.path)
        for done, one in enumerate(self.archive.analyses([card.num for card in cards]), 1):
            self.on_read(done, len(cards))
            yield one

    def actors(
        self, found: SearchResult | None = None, kind: ActorKind | None = None
    ) -> list[ActorEntry]:
        """The actors of a result or the whole library with all mentions; most articles first."""
        return collect_actors(self.catalog, self.analyses(found), kind)

    def quotations(
        self,
        found: SearchResult | None = None,
        *,
        speaker: str | None = None,
        scare: bool = False,
        kinds: frozenset[StatementKind] | None = None,
    ) -> Iterator[StatementRow]:
        """The quotations of a result or of the whole library, in order of path and offset.

        `speaker` limits them to actors of that name; so do `speaker:` and `said:` in the query.
        `scare` adds scare quotes, which have no speaker. `kinds` selects statements by kind, with
        one row for a mixed one; without it the result is all words in quotation marks.
        """
        node = found.query.node if found else None
        return quotations_in(self.catalog, self.analyses(found), node, speaker, scare, kinds)

    def status(self) -> Status:
        """What the library holds, where, how fresh, and what could not be read."""
        return status_of(self.folder, self.roots, self.stored)

    # The folders that the library in a folder was built over; empty where it does not say.
    roots_of = staticmethod(roots_of)
