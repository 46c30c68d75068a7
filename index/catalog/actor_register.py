"""Assigns numbers to actors while articles are added to the catalogue."""

import sqlite3

from index.catalog.stored_article import StoredActor, fuller_name

# Actors, as written in articles, whose numbers are cached.
_MOST_KEPT = 100_000
# Actors whose numbers and names are in memory; above it they are read from the catalogue again.
_MOST_KNOWN = 200_000


class ActorRegister:
    """Assigns numbers to actors: the stored number, or the next free one for a new actor.

    Holds new actors in memory until `write`. Assumes that this builder alone adds actors.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self.forget()

    def forget(self) -> None:
        """Drop what is in memory after a rollback or a deletion of actors, and read it again."""
        self._written: dict[
            tuple[str, ...], int
        ] = {}  # an actor as an article writes it, and its number
        self._known: dict[tuple[str, str], tuple[int, str]] = {}  # number and name by kind and key
        self._named: set[tuple[str, int]] = set()
        self._last = (
            self._held
        ) = -1  # the highest number given out, and the highest the catalogue has; not asked yet
        self._new: list[tuple[int, str, str]] = []
        self._new_names: list[tuple[str, int]] = []
        self._longer: dict[int, str] = {}  # the name of each that is new or has a fuller one now

    def number(self, actor: StoredActor) -> int:
        """The library's number of an actor; the next free one for a new actor."""
        written = (actor.kind, actor.name, *actor.names)
        number = self._written.get(written)
        if number is None:
            number = self._number(actor)
            if len(self._written) >= _MOST_KEPT:
                self._written.clear()
            self._written[written] = number
        return number

    def _number(self, actor: StoredActor) -> int:
        known = self._known.get((actor.kind, actor.key)) or self._in_catalogue(actor)
        if known is None:
            self._last += 1
            known = self._last, ""
            self._new.append((self._last, actor.kind, actor.key))
        number, name = known
        if actor.name != name and fuller_name(actor.name, name) == actor.name:
            self._longer[number] = name = actor.name
        self._known[actor.kind, actor.key] = number, name
        for folded in actor.names:
            if (folded, number) not in self._named:
                self._new_names.append((folded, number))
                self._named.add((folded, number))
        return number

    def _in_catalogue(self, actor: StoredActor) -> tuple[int, str] | None:
        if self._last < 0:
            self._last = self._held = self._db.execute(
                "SELECT ifnull(max(actor), 0) FROM actors"
            ).fetchone()[0]
        if not self._held:
            return None  # a new library has no other actors
        row: tuple[int, str] | None = self._db.execute(
            "SELECT actor, name FROM actors WHERE kind = ? AND key = ?", (actor.kind, actor.key)
        ).fetchone()
        return row

    def write(self) -> None:
        """Write new actors to the catalogue. Call inside a transaction."""
        new = [(number, kind, key, self._longer.pop(number)) for number, kind, key in self._new]
        self._db.executemany("INSERT INTO actors (actor, kind, key, name) VALUES (?, ?, ?, ?)", new)
        self._db.executemany(
            "UPDATE actors SET name = ? WHERE actor = ?",
            [(name, n) for n, name in self._longer.items()],
        )
        self._db.executemany(
            "INSERT OR IGNORE INTO actor_names (folded, actor) VALUES (?, ?)", self._new_names
        )
        self._new, self._new_names, self._longer = [], [], {}
        if len(self._known) > _MOST_KNOWN:
            self.forget()  # they are in the catalogue now


__all__ = ["ActorRegister"]
