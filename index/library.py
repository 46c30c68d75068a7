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
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
from filelock import FileLock, Timeout

from index import query
from index.catalog import Catalog
from index.corrections import NO_CORRECTIONS, Corrections, Judgement
from index.engine.local import TIME_LIMIT, ActorCounts, Found, ReviewAnswers, Searcher, whoosh_index
from index.errors import IndexDamaged, PressmarkError, writing_problem
from index.ingest import OnProgress, Summary, build_library, folder_bytes, scan_all
from index.locations import CATALOG, INVERTED, LOCK, library_folder
from index.model import (
    Actor,
    ActorKind,
    Analysis,
    Card,
    CrossReference,
    Mention,
    Quotation,
    Role,
    Span,
    StatementKind,
    actor_key,
    own_identity,
)
from index.ownership import check_access, check_mark, claim, remove_index, remove_library
from index.query import Filter, Kwic, Node, Query, Snippet, kwic, matches, required, snippet
from index.settings import Settings

_CACHED = 64


@dataclass(frozen=True, slots=True)
class Row:
    """A hit as a list shows it: its place in the result, where the query matches in it, a snippet, and how many doubles it stands for."""

    place: int
    card: Card
    score: float
    matches: tuple[Span, ...]
    snippet: Snippet
    doubles: int = 0


@dataclass(frozen=True, slots=True)
class ActorEntry:
    """An actor over several articles, with its mentions article by article."""

    actor: Actor
    articles: int
    mentions: tuple[tuple[Card, Mention], ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation with the article it stands in and the actor who speaks."""

    analysis: Analysis
    quotation: Quotation
    speaker: Actor | None


@dataclass(frozen=True, slots=True)
class Status:
    """What a library holds, where, and what could not be read."""

    folder: Path
    roots: tuple[Path, ...]
    articles: int
    files: int
    bytes: int
    built: str | None
    problems: tuple[tuple[str, str], ...]
    new: int
    changed: int
    removed: int
    passed_over: tuple[tuple[str, str], ...] = ()


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
        self._review: ReviewAnswers | None = None
        self._corrections = NO_CORRECTIONS
        self._judgements: Sequence[Judgement] = ()
        self._lock = threading.RLock()
        self._cache: OrderedDict[int, Analysis] = OrderedDict()
        self._doubles: tuple[tuple[int, int], dict[int, int]] | None = None
        self._attach()

    def _attach(self) -> None:
        self.catalog = Catalog.open(self.folder / CATALOG)
        self._inode = (self.folder / CATALOG).stat().st_ino
        try:
            self.catalog.correct(self._corrections)
            self.catalog.judge(self._judgements)
            self.searcher = Searcher(
                whoosh_index.open_index(self.folder / INVERTED), self.catalog, self._review
            )
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
        settings: Settings | None = None,
    ) -> "Library":
        """Open the library over `roots`, in `folder` or in its place under the cache folder.

        One that is not there yet is begun empty; a damaged or older one is begun anew and says so
        in `note`. `settings` apply to what is read later. Raises PressmarkError where neither reading nor writing it is possible.
        """
        place = (folder or library_folder(roots)).absolute()
        check_mark(place)
        check_access(place, trust)
        try:
            return cls(roots, place, settings=settings)
        except IndexDamaged as error:
            note = str(error) + " It is built anew." if (place / CATALOG).exists() else None
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

    def answer_from(self, review: ReviewAnswers) -> None:
        """Let `is:` and `tag:` be answered from what a person kept."""
        self._review = self.searcher.review = review

    def correct(self, corrections: Corrections) -> None:
        """Take actors as a person has put them right; nothing is built anew."""
        self._corrections = corrections
        self.catalog.correct(corrections)

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Take quotations as a person has settled them; nothing is built anew."""
        self._judgements = judgements
        self.catalog.judge(judgements)
        with self._lock:
            self._cache.clear()

    def close(self) -> None:
        """Let go of all files."""
        self.searcher.close()
        self.catalog.close()

    def refresh(
        self,
        *,
        jobs: int | None = None,
        rebuild: bool = False,
        on_progress: OnProgress = lambda _: None,
    ) -> Summary:
        """Read what is new or changed in the folders, forget what is gone.

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
        """Write the Whoosh index again from the catalogue, after IndexDamaged."""
        self.searcher.close()
        remove_index(self.folder / INVERTED)
        return self.refresh(on_progress=on_progress)

    def follow(self) -> bool:
        """Take in what a builder, in this process or another, has written; whether there was anything."""
        with self._lock:
            try:
                moved = (self.folder / CATALOG).stat().st_ino != self._inode
            except OSError:
                return False  # a builder is just making it anew
            if moved:
                try:
                    self._attach()  # the old catalogue is left to the threads that still read it
                except IndexDamaged:
                    return False
                self._cache.clear()
        return self.searcher.refresh() or moved

    def __len__(self) -> int:
        return self.catalog.count()

    # --- search ---

    def search(
        self,
        wanted: str | Query,
        *,
        typing: bool = False,
        cancelled: Callable[[], bool] = lambda: False,
        limit: float | None = TIME_LIMIT,
    ) -> Found:
        """What the query finds; `typing` lets its last word match as a prefix.

        After `limit` seconds it is what was found so far, `partial` (None: there is no limit). Raises QueryError for a query that cannot be understood, Cancelled where `cancelled` says so.
        """
        parsed = query.parse(wanted, typing) if isinstance(wanted, str) else wanted
        return self.searcher.search(parsed, cancelled, limit)

    def fold(self, found: Found, unfolded: Collection[int] = ()) -> Found:
        """What was found with articles that are nearly the same as one hit, but for the groups in `unfolded`."""
        doubles = self.doubles()
        if not doubles:
            return found
        hits, others = found.hits.folded(doubles, unfolded)
        return replace(found, hits=hits, doubles=others)

    def doubles(self) -> dict[int, int]:
        """For each article that has doubles, the number that they share; read anew only where the library has changed."""
        revision = (id(self.catalog), self.catalog.revision())
        with self._lock:
            if self._doubles is None or self._doubles[0] != revision:
                self._doubles = revision, self.catalog.doubles()
            return self._doubles[1]

    def doubles_of(self, num: int) -> list[Card]:
        """The other articles that are nearly the same as this one."""
        return self.catalog.doubles_of(num)

    def rows(self, found: Found, first: int, last: int) -> list[Row]:
        """The hits from place `first` up to `last`, each with its matches and a snippet."""
        hits = found.hits[first:last]
        cards = {card.num: card for card in self.catalog.cards(hit.num for hit in hits)}
        rows = []
        for place, hit in enumerate(hits, first):
            analysis = self.analysis(hit.num)
            if analysis is None or hit.num not in cards:
                continue
            spans = matches(found.query.node, analysis)
            shown = snippet(analysis.article.text, spans, analysis.article.body_start)
            rows.append(
                Row(
                    place,
                    cards[hit.num],
                    hit.score,
                    tuple(spans),
                    shown,
                    found.doubles.get(hit.num, 0),
                )
            )
        return rows

    def actor_counts(
        self, found: Found, cancelled: Callable[[], bool] = lambda: False
    ) -> ActorCounts:
        """The actors in the articles that were found, those in most articles first."""
        return self.searcher.actor_counts(found.hits.nums, cancelled)

    # --- one article ---

    def analysis(self, num: int) -> Analysis | None:
        """The article with all that was found in it; None where it is gone."""
        with self._lock:
            if num in self._cache:
                self._cache.move_to_end(num)
                return self._cache[num]
        judgements = self._judgements
        analysis = self.catalog.analysis(num)
        if analysis is not None:
            with self._lock:
                if judgements is self._judgements:  # else it may be as it was before
                    self._cache[num] = analysis
                while len(self._cache) > _CACHED:
                    self._cache.popitem(last=False)
        return analysis

    def matches(self, node: Node | None, analysis: Analysis) -> list[Span]:
        """Where the query matches in the article, in order."""
        return matches(node, analysis)

    def kwic(self, analysis: Analysis, spans: Iterable[Span]) -> list[Kwic]:
        """The spans with their context."""
        return [kwic(analysis.article, span) for span in spans]

    def find_article(self, wanted: str) -> int:
        """The number of the article with this id, at this path, or with this file name where only one has it.

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
        nums = self.catalog.nums() if found is None else found.hits.ordered_nums()
        for card in sorted(self.catalog.cards(nums), key=lambda card: card.path):
            analysis = self.catalog.analysis(card.num)
            if analysis is not None:
                yield card.num, analysis

    def actors(self, found: Found | None = None, kind: ActorKind | None = None) -> list[ActorEntry]:
        """The actors of a result or the whole library, with every mention, those in most articles first."""
        gathered: dict[tuple[str, str], GatheredActor] = {}
        same = self.catalog.same_actors()
        for num, analysis in self.analyses(found):
            card = card_of(num, analysis)
            own = []
            for actor in analysis.actors:
                identity = identity_of(actor, same)
                entry = gathered.setdefault(identity, GatheredActor(actor.kind, identity[1]))
                entry.add(actor, num)
                own.append(entry)
            for mention in analysis.mentions:
                own[mention.actor].mentions.append((card, mention))
        right = self.catalog.corrections
        entries = [
            entry.finish(right.names.get(identity))
            for identity, entry in gathered.items()
            if identity not in right.ignored and kind in {None, entry.kind}
        ]
        entries.sort(key=lambda entry: (-entry.articles, -len(entry.mentions), entry.actor.name))
        return entries

    def quotations(
        self,
        found: Found | None = None,
        *,
        speaker: str | None = None,
        scare: bool = False,
        kinds: frozenset[StatementKind] | None = None,
    ) -> Iterator[Quoted]:
        """The quotations in the articles of a result, or of the whole library, in order of path and place.

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
        """An actor under the name that the library has for it; None for one that a person says is none."""
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
            self.catalog.meta("built"),
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


def identity_of(actor: Actor, same: dict[tuple[str, str], tuple[str, str]]) -> tuple[str, str]:
    """What makes actors of different articles one: kind and key, a surname alone as the person whom it means."""
    own = own_identity(actor)
    return same.get(own, own)


def card_of(num: int, analysis: Analysis) -> Card:
    article = analysis.article
    return Card(
        num,
        article.id,
        article.path,
        article.title,
        article.publication,
        article.shown_date,
    )


class GatheredActor:
    """An actor while its articles are gone through."""

    def __init__(self, kind: ActorKind, key: str) -> None:
        self.kind, self.key = kind, key
        self.name = ""
        self.names: dict[str, None] = {}
        self.roles: dict[tuple[str, str | None], Role] = {}
        self.articles: set[int] = set()
        self.mentions: list[tuple[Card, Mention]] = []

    def add(self, actor: Actor, num: int) -> None:
        # the longest form of the name it goes by, not one of its other spellings
        if self._rank(actor.name) > self._rank(self.name):
            self.name = actor.name
        self.names.update(dict.fromkeys((actor.name, *actor.aliases)))
        for role in actor.roles:
            self.roles.setdefault((role.title.casefold(), role.date), role)
        self.articles.add(num)

    def _rank(self, name: str) -> tuple[bool, int]:
        return bool(name) and actor_key(name, self.kind) == self.key, len(name)

    def finish(self, called: str | None = None) -> ActorEntry:
        """The actor; under the name that a person has given it, if one has."""
        self.name = called or self.name
        roles = tuple(sorted(self.roles.values(), key=lambda role: (role.date or "", role.title)))
        aliases = tuple(name for name in self.names if name != self.name)
        return ActorEntry(
            Actor(self.name, self.kind, aliases, roles), len(self.articles), tuple(self.mentions)
        )


def _begin(folder: Path) -> None:
    """Make an empty library, unless another process has just done so."""
    try:
        Catalog.open(folder / CATALOG).close()
    except IndexDamaged:
        remove_library(folder)
        Catalog.create(folder / CATALOG).close()
    whoosh_index.open_or_begin(folder / INVERTED).close()
