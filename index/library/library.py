"""A library opened as one thing: the public API of `index`.

    library = Library.open([Path("articles")])
    library.refresh()
    found = library.search("military-technical speaker:ivanov")
    for row in library.rows(found, 0, 20):
        print(row.card.title, row.snippet.text)

Everything here may be called from any thread.
"""

import json
import os
import threading
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from index import query
from index.catalog import Catalog
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
from index.engine.local import LocalEngine, has_tables, whoosh_index
from index.errors import IndexDamaged, PressmarkError, writing_problem
from index.ingest import OnProgress, Summary, build_library, folder_bytes, scan_all
from index.library.actors import gather_actors, identity_of
from index.library.records import ActorEntry, Found, Quoted, Row, Status
from index.library.resolve import KeptFilters, NothingKept, resolve
from index.locations import CATALOG, INVERTED, LOCK, TABLES, library_folder
from index.model import (
    Actor,
    ActorKind,
    Analysis,
    Card,
    CrossReference,
    Span,
    StatementKind,
    actor_key,
    own_identity,
)
from index.ownership import (
    MARK,
    SUMS,
    check_access,
    check_mark,
    claim,
    note_damage,
    remove_library,
)
from index.platform import LruCache
from index.query import Filter, Kwic, Node, Query, kwic, matches, required, snippet
from index.settings import Settings

# Articles that are kept in memory with their analyses.
_CACHED = 64


class Library:
    """The articles under some folders, with their index and catalogue."""

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
        self._lock = threading.RLock()
        self._cache: LruCache[int, Analysis] = LruCache(_CACHED)
        self._attach()

    def _attach(self) -> None:
        self.catalog = Catalog.open(self.folder / CATALOG)
        self._inode = (self.folder / CATALOG).stat().st_ino
        try:
            self.catalog.correct(self._corrections)
            self.catalog.judge(self._judgements)
            self._local = LocalEngine(whoosh_index.open_index(self.folder / INVERTED), self.catalog)
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

        A missing one is begun empty. A damaged or older one is begun again, for `refresh` to fill,
        and `note` says so; without `repair` it raises IndexDamaged. `settings` apply to what is
        read later. Raises PressmarkError where neither reading nor writing it is possible.
        """
        place = (folder or library_folder(roots)).absolute()
        check_mark(place)
        check_access(place, trust)
        try:
            return cls(roots, place, settings=settings)
        except IndexDamaged as error:
            is_new = not (place / MARK).exists() and not (place / CATALOG).exists()
            if not is_new and not repair:
                raise
            note = None if is_new else f"{error} It is built again from the articles."
        try:
            claim(place)
            with FileLock(place / LOCK, timeout=10, mode=0o600):
                _begin(place)
        except Timeout:
            raise PressmarkError(
                "Another Pressmark is just making this library. Try again in a moment."
            ) from None
        except OSError as error:
            raise writing_problem(error, place) from error
        return cls(roots, place, note, settings)

    @property
    def engine(self) -> Engine:
        """The engine that searches this library."""
        return self._local

    @property
    def archive(self) -> Archive:
        """The stored articles of this library."""
        return self._local.archive

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

    def close(self) -> None:
        """Close all files."""
        self._local.close()
        self.catalog.close()

    def refresh(
        self,
        *,
        jobs: int | None = None,
        rebuild: bool = False,
        on_progress: OnProgress = lambda _: None,
    ) -> Summary:
        """Read what is new or changed in the folders, drop what is gone.

        Raises LibraryBusy while another process does, PressmarkError where it cannot be written.
        """
        try:
            summary = build_library(
                self.folder,
                self.roots,
                settings=self.settings,
                jobs=jobs,
                rebuild=rebuild,
                on_progress=on_progress,
            )
        except OSError as error:
            raise writing_problem(error, self.folder) from error
        self.follow()
        return summary

    def repair(self, on_progress: OnProgress = lambda _: None) -> Summary:
        """Write the index again from the catalogue, after IndexDamaged."""
        self._local.close()
        note_damage(self.folder / INVERTED)
        return self.refresh(on_progress=on_progress)

    def verify(self) -> list[str]:
        """Check every file of the library as a whole; a line for each that is damaged.

        What is damaged is repaired by the next refresh.
        """
        found = []
        for check in (
            self.catalog.verify,
            lambda: whoosh_index.verify(whoosh_index.open_index(self.folder / INVERTED)),
        ):
            try:
                check()
            except IndexDamaged as error:
                found.append(str(error))
        sums = self.folder / SUMS
        if sums.exists() and not self.catalog.has_sums():
            found.append(f"The checksums {sums} of the catalogue are damaged.")
        if len(self) and self.catalog.has_sums() and not has_tables(self.catalog):
            found.append(f"The file {self.folder / TABLES} of the library is damaged.")
        return found

    def follow(self) -> bool:
        """Follow what a builder, in this process or another, has written; whether there was anything."""
        with self._lock:
            try:
                moved = (self.folder / CATALOG).stat().st_ino != self._inode
            except OSError:
                return False  # a builder is just creating it
            if moved:
                try:
                    self._attach()  # threads that still read it keep the old catalogue
                except IndexDamaged:
                    return False
                self._cache.clear()
        return self._local.refresh() or moved

    def __len__(self) -> int:
        return self.catalog.count()

    # --- search ---

    def search(
        self, wanted: str | Query, *, typing: bool = False, budget: Budget | None = None
    ) -> Found:
        """What the query finds; `typing` lets its last word match as a prefix.

        At the end of the budget (default: TIME_LIMIT seconds) it is what was found so far, and
        `partial`. Raises QueryError for a query that cannot be understood, Cancelled.
        """
        begun = time.monotonic()
        budget = budget or Budget.of_seconds(TIME_LIMIT)
        parsed = query.parse(wanted, typing) if isinstance(wanted, str) else wanted
        answer = self._local.answer(resolve(parsed, self.catalog, self._kept), budget)
        return Found(parsed, answer, self._local.count(), time.monotonic() - begun)

    def every(self, *conditions: Condition) -> Answer:
        """The articles that fulfil all conditions, newest first."""
        return self._local.answer(Search(Query(None), narrowed_by=conditions))

    def collapse(self, found: Found, open_groups: Collection[int] = ()) -> Found:
        """What was found with one hit for each group of duplicates, except for `open_groups`."""
        return replace(found, answer=found.answer.collapsed(open_groups))

    def duplicate_group(self, num: int) -> int | None:
        """The number of the group of duplicates that an article is in; None where it has none."""
        return self.archive.duplicates_of([num]).get(num)

    def duplicates_of(self, num: int) -> list[Card]:
        """The other articles that are nearly the same as this one."""
        return self.catalog.doubles_of(num)

    def tagged(self) -> dict[str, set[int]]:
        """The numbers of the articles that have each of the reader's tags."""
        return self._kept.tagged()

    def rows(self, found: Found, first: int, last: int) -> list[Row]:
        """The hits from place `first` up to `last`, each with its matches and a snippet."""
        hits = found.answer.page(first, last)
        cards = {card.num: card for card in self.archive.cards(hit.key for hit in hits)}
        rows = []
        for place, hit in enumerate(hits, first):
            analysis = self.analysis(hit.key)
            if analysis is None or hit.key not in cards:
                continue
            spans = matches(found.query.node, analysis)
            shown = snippet(analysis.article.text, spans, analysis.article.body_start)
            rows.append(
                Row(
                    place,
                    cards[hit.key],
                    hit.score,
                    tuple(spans),
                    shown,
                    hit.duplicates,
                )
            )
        return rows

    def actor_counts(self, found: Found, budget: Budget = UNLIMITED) -> ActorCounts:
        """The actors in the articles found, those in most articles first. Raises Cancelled."""
        return found.answer.actors(budget)

    # --- one article ---

    def analysis(self, num: int) -> Analysis | None:
        """The article with all that was found in it; None where it is gone."""
        known = self._cache.get(num)
        if known is not None:
            return known
        judgements = self._judgements
        analysis = self.catalog.analysis(num)
        if analysis is not None:
            self._cache.put(num, analysis)
            if judgements is not self._judgements:  # it may be from before the judgements changed
                self._cache.clear()
        return analysis

    def matches(self, node: Node | None, analysis: Analysis) -> list[Span]:
        """Where the query matches in the article, in order."""
        return matches(node, analysis)

    def kwic(self, analysis: Analysis, spans: Iterable[Span]) -> list[Kwic]:
        """The spans with their context."""
        return [kwic(analysis.article, span) for span in spans]

    def find_article(self, wanted: str) -> int:
        """The article with this id, at this path, or with this file name where only one has it.

        Raises PressmarkError.
        """
        for form in (wanted, os.path.abspath(wanted)):
            num = self.catalog.num_of(form)
            if num is not None:
                return num
        cards = self.catalog.cards(self.catalog.nums())
        fitting = [
            card
            for card in cards
            if Path(card.path).name == wanted
            or card.path.endswith("/" + wanted)
            or card.id.startswith(wanted)
        ]
        if len(fitting) == 1:
            return fitting[0].num
        if fitting:
            raise PressmarkError(
                f"{len(fitting)} articles fit {wanted}: give the id that `pressmark search` prints, or the whole path."
            )
        raise PressmarkError(
            f"There is no article {wanted} here. `pressmark search` prints the ids of those there are."
        )

    def actor_numbers(self, analysis: Analysis) -> list[int | None]:
        """The library's number of each of the article's actors."""
        num = self.catalog.num_of(analysis.article.id)
        known = self.catalog.actors_of(num) if num is not None else {}
        return [known.get(own_identity(actor)) for actor in analysis.actors]

    def refers_to(self, reference: CrossReference) -> list[Card]:
        """The articles that a cross-reference can mean: of that publication, on that date."""
        if reference.date is None:
            return []
        return self.catalog.issues_of(
            reference.publication,
            reference.date.first().toordinal(),
            reference.date.last().toordinal(),
        )

    # --- all articles ---

    def analyses(self, found: Found | None = None) -> Iterator[tuple[int, Analysis]]:
        """Every article of a result in order of path, or of the whole library."""
        nums = self.catalog.nums() if found is None else found.answer.keys()
        cards = sorted(self.archive.cards(nums), key=lambda card: card.path)
        yield from self.archive.analyses(card.num for card in cards)

    def actors(self, found: Found | None = None, kind: ActorKind | None = None) -> list[ActorEntry]:
        """The actors of a result or the whole library with every mention; in most articles first."""
        return gather_actors(self.catalog, self.analyses(found), kind)

    def quotations(
        self,
        found: Found | None = None,
        *,
        speaker: str | None = None,
        scare: bool = False,
        kinds: frozenset[StatementKind] | None = None,
    ) -> Iterator[Quoted]:
        """The quotations of a result or of the whole library, in order of path and place.

        Only those by an actor that `speaker` can mean, where it is given; a query's own `speaker:`
        and `said:` narrow them too. `scare`: those that quote nobody as well. `kinds`: statements of
        these kinds, where a mixed one is one row; without it all words in quotation marks.
        """
        node = found.query.node if found else None
        same = self.catalog.same_actors()
        wanted = [self.speakers(speaker)] if speaker else []
        wanted += [
            self.speakers(leaf.value, leaf.exact)
            for leaf in required(node, Filter)
            if leaf.field == "speaker"
        ]
        said = [leaf for leaf in query.leaves(node) if getattr(leaf, "field", None) == "said"]
        for _, analysis in self.analyses(found):
            heard = [span for leaf in said for span in self.matches(leaf, analysis)]
            for quotation in analysis.quotations if kinds is None else analysis.statements:
                if kinds is not None and quotation.kind not in (*kinds, "scare"):
                    continue
                actor = (
                    None
                    if quotation.speaker is None
                    else self._as_called(analysis.actors[quotation.speaker])
                )
                if quotation.kind == "scare" and not (scare and not wanted):
                    continue
                if any(actor is None or identity_of(actor, same) not in names for names in wanted):
                    continue
                if said and not any(
                    span.touches(spoken) for span in heard for spoken in quotation.content
                ):
                    continue
                yield Quoted(analysis, quotation, actor)

    def _as_called(self, actor: Actor) -> Actor | None:
        """An actor under its name in the library; None where a reader says that it is no actor."""
        name = self.catalog.called(actor)
        return None if name is None else msgspec.structs.replace(actor, name=name)

    def speakers(self, name: str, exact: bool = False) -> set[tuple[str, str]]:
        """Kind and key of the actors that `name` can mean."""
        numbers = self.catalog.find_actors(name, exact)
        names = self.catalog.actor_names()
        return {
            (names[number][1], actor_key(*names[number])) for number in numbers if number in names
        }

    def status(self) -> Status:
        """What the library holds, where, how fresh, and what could not be read."""
        known, scanned = self.catalog.files(), scan_all(self.roots)
        present = scanned.files
        return Status(
            self.folder,
            self.roots,
            len(self),
            len(known),
            folder_bytes(self.folder),
            self.catalog.built(),
            tuple(self.catalog.problems()),
            new=sum(path not in known for path in present),
            changed=sum(path in known and known[path] != stamp for path, stamp in present.items()),
            removed=sum(path not in present for path in known),
            passed_over=tuple(sorted(scanned.passed_over.items())),
        )

    @staticmethod
    def roots_of(folder: Path) -> tuple[Path, ...]:
        """The folders that the library in `folder` was built over; empty where it does not say."""
        try:
            catalog = Catalog.open(folder / CATALOG)
        except IndexDamaged:
            return ()
        names = json.loads(catalog.meta("roots") or "[]")
        catalog.close()
        return tuple(Path(os.fsdecode(name.encode("utf-8", "surrogateescape"))) for name in names)


def _begin(folder: Path) -> None:
    """Make an empty library, unless another process has just done so."""
    try:
        Catalog.open(folder / CATALOG).close()
    except IndexDamaged:
        remove_library(folder)
        Catalog.create(folder / CATALOG).close()
    whoosh_index.open_or_begin(folder / INVERTED).close()
