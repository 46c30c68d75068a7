"""The actors of an archive: names are fetched when needed, and corrected on the reader's side.

Fetched names are kept in memory in tables like the catalogue's, so that a reader's corrections work
on an archive as on a library.
"""

import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar, cast, overload

from index.catalog import ActorOverlay
from index.corrections import Corrections, Identity
from index.engine.opensearch.cluster import Json
from index.engine.opensearch.documents import actor_number, clean
from index.engine.opensearch.point_in_time import PointInTime
from index.engine.opensearch.query_parts import all_of, terms
from index.model import ActorKind, fold_words
from index.text import spelling

_SCHEMA = """
CREATE TABLE actors (actor INTEGER PRIMARY KEY, kind TEXT, key TEXT, name TEXT, UNIQUE (kind, key));
CREATE TABLE actor_names (folded TEXT, actor INTEGER, PRIMARY KEY (folded, actor)) WITHOUT ROWID;
CREATE TABLE same_actors (actor INTEGER PRIMARY KEY, of INTEGER);
"""
_FORM = ("actor", "kind", "actor_key", "name", "folded")
_SAME = ("actor", "kind", "actor_key", "name", "of", "of_kind", "of_key", "of_name")
# Forms of names that one typed name can mean, and names that mean another actor, at most.
_MOST_FORMS, _MOST_SAME = 20_000, 200_000
_AT_ONCE = 1_000
# The number of similar names to fetch for an unknown name.
_MOST_NEAR = 200

Found = TypeVar("Found")


class ActorDirectory(ActorOverlay):
    """Numbers, names and identities of actors. Safe to share between threads."""

    def __init__(self, names: PointInTime) -> None:
        super().__init__()
        self._names = names
        self._tables_lock = threading.RLock()
        self._begin()

    def _begin(self) -> None:
        """Clear what was fetched: the archive has changed."""
        with self._tables_lock:
            self._db = sqlite3.connect(":memory:", check_same_thread=False)
            self._db.executescript(_SCHEMA)
            self._asked: set[int] = set()
            self._has_same = False
            self._forget_worked_out()

    def _all(self, statement: str, values: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        with self._tables_lock:
            if "same_actors" in statement:
                self._fetch_same()
            return self._db.execute(statement, cast("Sequence[str]", values)).fetchall()

    # --- fetching ---

    def fetch(self, numbers: Iterable[int]) -> None:
        """Fetch the names of actors that were not asked for yet."""
        with self._tables_lock:
            new = sorted(set(numbers) - self._asked)
            for begin in range(0, len(new), _AT_ONCE):
                part = new[begin : begin + _AT_ONCE]
                self._fetch_forms(terms("actor", [str(number) for number in part]))
                self._asked.update(part)

    def _fetch_forms(self, query: Json, most: int = _MOST_FORMS) -> int:
        """Put the forms that a query finds into the tables, at most `most`; how many these are."""
        wanted = all_of((), [{"term": {"what": "actor"}}, query])
        count, actors = 0, set()
        size = min(most, _AT_ONCE)
        fields = {"_source": list(_FORM), "sort": ["actor", "_doc"], "size": size}
        after: list[object] | None = None
        while count < most:
            body: Json = {"query": wanted, **fields}
            if after is not None:
                body["search_after"] = after
            hits = self._names.search(body)["hits"]["hits"]
            for hit in hits:
                actors.add(self._put(hit["_source"]))
            count += len(hits)
            if len(hits) < size:
                break
            after = hits[-1]["sort"]
        if count:
            self._forget_worked_out()
        return count

    def _put(self, form: Json) -> int:
        number = int(form["actor"])
        self._name(number, form["kind"], form["actor_key"], form["name"])
        self._db.executemany(
            "INSERT OR IGNORE INTO actor_names VALUES (?, ?)",
            [(folded, number) for folded in form.get("folded") or ()],
        )
        return number

    def _name(self, number: int, kind: str, key: str, name: str) -> None:
        """Put an actor into the tables; the longest of its names is the one shown."""
        self._db.execute(
            "INSERT INTO actors VALUES (?1, ?2, ?3, ?4) ON CONFLICT (actor) DO UPDATE SET name = ?4"
            " WHERE (length(?4), ?4) > (length(name), name)",
            (number, kind, key, name),
        )

    def _fetch_same(self) -> None:
        """Fetch which names mean another actor, in one request."""
        if self._has_same:
            return
        self._has_same = True
        query = {"term": {"what": "same"}}
        fetched = self._names.sources_in_order(query, _SAME, ["actor"], _MOST_SAME)
        for one in fetched:
            actor, of = int(one["actor"]), int(one["of"])
            self._name(actor, one["kind"], one["actor_key"], one["name"])
            self._name(of, one["of_kind"], one["of_key"], one["of_name"])
            self._db.execute("INSERT OR REPLACE INTO same_actors VALUES (?, ?)", (actor, of))

    # --- what ActorOverlay asks for, fetched first ---

    def _number(self, identity: Identity) -> int | None:
        kind, key = identity
        number = actor_number(cast("ActorKind", kind), key)
        self.fetch([number])
        if self._all("SELECT 1 FROM actors WHERE actor = ?", (number,)):
            return number
        return self._split_numbers().get(identity)

    def _numbers_split_numbers(self) -> dict[Identity, int]:
        return {
            one.identity: actor_number(one.kind, one.identity[1]) for one in self.corrections.splits
        }

    def correct(self, corrections: Corrections) -> None:
        """Apply a reader's corrections of actors."""
        super().correct(corrections)
        self._forget_worked_out()

    def hold_names(self) -> None:
        """Nothing: names are looked up on the server."""

    def find_actors(self, value: str, exact: bool = False) -> set[int]:
        """The numbers of the actors that a name can mean; see `ActorOverlay.find_actors`."""
        wanted = clean(fold_words(value))
        with self._tables_lock:
            if wanted:
                self._fetch_called(wanted)
            return super().find_actors(value, exact)

    def _fetch_called(self, wanted: str) -> None:
        words = "folded.words"
        if self._fetch_forms({"match_phrase": {words: wanted}}):
            return
        begun: Json = {"query": wanted, "max_expansions": 500}
        if self._fetch_forms({"match_phrase_prefix": {words: begun}}):
            return
        if not self._fetch_forms({"match_phrase": {"spelled": spelling(wanted)}}):
            # an unknown name: fetch similar names, so that the nearest one can be proposed
            self._fetch_forms(
                {"match": {words: {"query": wanted, "fuzziness": "AUTO"}}}, _MOST_NEAR
            )

    def expanded(self, actors: Iterable[int]) -> frozenset[int]:
        """All numbers that documents can have for these actors, as they count now."""
        wanted = set(actors)
        meant = self.merged_into()
        own = {number for number in wanted if meant.get(number, number) in wanted}
        return frozenset(own | {actor for actor, of in meant.items() if of in wanted})

    def actor_names(self) -> dict[int, tuple[str, ActorKind]]:
        """Name and kind of actors by number; those that are not here yet are fetched when read."""
        return Names(self, super().actor_names())

    def name_of(self, number: int) -> tuple[str, ActorKind] | None:
        """Name and kind of an actor; None for one that is unknown, merged or ignored."""
        self.fetch([number])
        return super().actor_names().get(number)


class Names(dict[int, tuple[str, ActorKind]]):
    """Names of actors by number; one that is missing is fetched when it is asked for."""

    def __init__(
        self, directory: ActorDirectory, known: Mapping[int, tuple[str, ActorKind]]
    ) -> None:
        super().__init__(known)
        self._directory = directory

    def __missing__(self, number: int) -> tuple[str, ActorKind]:
        found = self._directory.name_of(number)
        if found is None:
            raise KeyError(number)
        self[number] = found
        return found

    def __contains__(self, number: object) -> bool:
        if super().__contains__(number):
            return True
        return isinstance(number, int) and self.get(number) is not None

    @overload  # type: ignore[override]
    def get(self, number: int) -> tuple[str, ActorKind] | None: ...

    @overload
    def get(self, number: int, default: Found) -> tuple[str, ActorKind] | Found: ...

    def get(
        self, number: int, default: Found | None = None
    ) -> tuple[str, ActorKind] | Found | None:
        """The name and kind of an actor, fetched where it is not here yet."""
        try:
            return self[number]
        except KeyError:
            return default


__all__ = ["ActorDirectory", "Names"]
