"""Canonical actor names: extracted names, merged across the library, with corrections applied.

Example: the catalogue has the actors 1 "Anna Bell", 2 "Bell", 3 "A. Bell" and 4 "Editor". The build
found that 2 means 1. The reader joined 3 to 1 and ignores 4. Then `merged_into()` is {2: 1, 3: 1},
`ignored()` is {4}, and `find_actors("bell")` is {1}. The stored rows do not change.
"""

import os
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from index.catalog.actor_codec import pack_actors, unpack_actors
from index.catalog.connection import marks_for
from index.catalog.held_names import HeldNames, NameLines
from index.catalog.pair_codec import pack_pairs
from index.catalog.statement_codec import pack_statements, statement_rows
from index.corrections import NO_CORRECTIONS, Corrections, Identity, Judgement, ends
from index.model import (
    ACTOR_KINDS,
    Actor,
    ActorKind,
    Analysis,
    actor_key,
    fold_words,
    own_identity,
    speech_pairs,
)
from index.text import spelling

T = TypeVar("T")


class _Latest(Generic[T]):
    """A value that is computed once a revision, since opening any article asks for it."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._known: tuple[tuple[int, int], T] | None = None

    def at(self, revision: tuple[int, int]) -> T:
        """The value at a revision."""
        known = self._known
        if known is None or known[0] != revision:
            self._known = known = revision, self._make()
        return known[1]


class CorrectedLists(NamedTuple):
    """An article with the judgements and splits applied: its number, and three packed forms."""

    num: int
    actors: bytes
    pairs: bytes
    statements: bytes


class ActorOverlay(ABC):
    """The part of a catalogue that names, merges, splits and omits actors. It stores nothing."""

    def __init__(self) -> None:
        self.corrections = NO_CORRECTIONS
        self._corrected = 0
        self._judgements: tuple[Judgement, ...] = ()
        self._held: _Latest[HeldNames] | None = None
        self._forget_worked_out()

    def _forget_worked_out(self) -> None:
        """Work out names, merges and judged articles again: rows came without a new revision."""
        self._by_article = _Latest(self._judgements_by_article)
        self._packed = _Latest(self._packed_articles)
        self._new = _Latest(self._numbers_of_splits)
        self._split = _Latest(self._compute_split)
        self._overlay = _Latest(self._compute_overlay)
        self._named = _Latest(self._compute_names)
        self._same = _Latest(self._compute_same)
        self._called = _Latest(self._called_now)
        self._spelled = _Latest(self._read_spelled)

    @abstractmethod
    def _all(self, statement: str, values: Sequence[object] = ()) -> list[tuple]:  # type: ignore[type-arg]
        """The rows of a query of the catalogue."""

    @abstractmethod
    def revision(self) -> int:
        """A value that differs after every change of articles."""

    @abstractmethod
    def analysis(self, num: int) -> Analysis | None:
        """An article with its analysis, judgements and splits applied."""

    @abstractmethod
    def num_of(self, ident: str) -> int | None:
        """The number of the article with an id."""

    @abstractmethod
    def nums_of_digest(self, digest: str) -> list[int]:
        """The numbers of the articles with a text."""

    def correct(self, corrections: Corrections) -> None:
        """Apply a reader's corrections of actors."""
        self.corrections = corrections
        self._corrected += 1

    def judge(self, judgements: Sequence[Judgement]) -> None:
        """Apply a reader's judgements of quotations."""
        self._judgements = tuple(judgements)
        self._corrected += 1

    def _judged_articles(self) -> dict[int, list[Judgement]]:
        """The judgements by number of the article, for the articles in this library."""
        return self._by_article.at(self.actors_revision())

    def _judgements_by_article(self) -> dict[int, list[Judgement]]:
        """The article of a judgement: by id, or by text digest if its file has moved."""
        found: dict[int, list[Judgement]] = {}
        for one in self._judgements:
            num = self.num_of(one.article)
            for known in [num] if num is not None else self.nums_of_digest(one.digest):
                found.setdefault(known, []).append(one)
        return found

    def corrected_lists(self) -> list[CorrectedLists]:
        """The articles that have a judgement or a split name, with the corrections applied."""
        return self._packed.at(self.actors_revision())

    def _packed_articles(self) -> list[CorrectedLists]:
        found = []
        judged = self._judged_articles() if self._judgements else {}
        for num in sorted(judged.keys() | self._split_articles()):
            analysis = self.analysis(num)
            if analysis is not None:
                found.append(CorrectedLists(num, *self._corrected_lists(analysis)))
        return found

    def _split_articles(self) -> set[int]:
        """The articles to which a split applies."""
        return set(self.split_actors())

    def split_actors(self) -> dict[int, dict[int, int]]:
        """By article, its stored actors and the actors that splits turn them into."""
        return self._split.at(self.actors_revision()) if self.corrections.splits else {}

    def _compute_split(self) -> dict[int, dict[int, int]]:
        numbered = [
            (number, other, split)
            for split in self.corrections.splits
            if (number := self._number((split.kind, split.key))) is not None
            and (other := self._number(split.identity)) is not None
        ]
        listed = "SELECT num, path, actors FROM articles JOIN actor_lists USING (num)"
        found: dict[int, dict[int, int]] = {}
        for num, path, packed in self._all(listed) if numbered else ():
            for number, other, split in numbered:
                if split.is_in(os.fsdecode(path)) and number in unpack_actors(packed):
                    found.setdefault(num, {})[number] = other
        return found

    def _corrected_lists(self, analysis: Analysis) -> tuple[bytes, bytes, bytes]:
        identities = list(map(own_identity, analysis.actors))
        numbers = {identity: self._number(identity) for identity in identities}
        speaking = {
            numbers[identities[actor]]
            for q in (*analysis.quotations, *analysis.reported)
            for actor in q.speakers
        }
        pairs = [
            pair._replace(actor=one, other=other)
            for pair in speech_pairs(analysis, range(len(identities)))
            for one, other in [(numbers[identities[pair.actor]], numbers[identities[pair.other]])]
            if one is not None and other is not None and one != other
        ]
        listed = dict.fromkeys(number for number in numbers.values() if number is not None)
        rows = statement_rows(analysis, [numbers[identity] for identity in identities])
        return (
            pack_actors((number, number in speaking) for number in listed),
            pack_pairs(pairs),
            pack_statements(rows),
        )

    def actors_revision(self) -> tuple[int, int]:
        """A value that differs after every change of articles, corrections and judgements."""
        return self.revision(), self._corrected

    def _number(self, identity: Identity) -> int | None:
        """The number of an actor by kind and key."""
        rows = self._all("SELECT actor FROM actors WHERE kind = ? AND key = ?", identity)
        return rows[0][0] if rows else self._split_numbers().get(identity)

    def _split_numbers(self) -> dict[Identity, int]:
        """Numbers for actors that exist only by a split. All are above the stored ones."""
        return self._new.at(self.actors_revision()) if self.corrections.splits else {}

    def _numbers_of_splits(self) -> dict[Identity, int]:
        above = 1 + int(self._all("SELECT ifnull(max(actor), 0) FROM actors")[0][0])
        identities: dict[Identity, None] = dict.fromkeys(
            one.identity for one in self.corrections.splits
        )
        return {identity: above + place for place, identity in enumerate(identities)}

    def merged_into(self) -> dict[int, int]:
        """Maps a merged actor's number to that of the actor it counts as.

        Merges come from transliterations, from bare surnames and from corrections.
        """
        return self._overlay.at(self.actors_revision())[0]

    def ignored(self) -> frozenset[int]:
        """The numbers of the actors that the reader ignores."""
        return self._overlay.at(self.actors_revision())[1]

    def _compute_overlay(self) -> tuple[dict[int, int], frozenset[int]]:
        """The values of `merged_into` and `ignored`."""
        numbers = map(self._number, self.corrections.ignored)
        return self._compute_merged(), frozenset(number for number in numbers if number is not None)

    def _compute_merged(self) -> dict[int, int]:
        of: dict[int, int] = dict(self._all("SELECT actor, of FROM same_actors"))
        for apart in self.corrections.apart:
            numbers = {self._number(identity) for identity in apart}
            of = {
                actor: other
                for actor, other in of.items()
                if actor not in numbers or other not in numbers
            }
        for first, *others in self._joined_names().values():
            of.pop(first, None)
            of.update(dict.fromkeys(others, first))
        return ends(of)

    def _joined_names(self) -> dict[Identity, list[int]]:
        """For each corrected actor, the numbers of the names that a reader joined.

        The number of the name that is shown comes first. Names that the catalogue lacks are left
        out.
        """
        groups: dict[Identity, list[Identity]] = {
            target: [target] for target in self.corrections.names
        }
        for one, target in self.corrections.same.items():
            groups[target].append(one)
        numbered = {
            target: [number for number in map(self._number, members) if number is not None]
            for target, members in groups.items()
        }
        return {target: numbers for target, numbers in numbered.items() if numbers}

    def actor_names(self) -> Mapping[int, tuple[str, ActorKind]]:
        """Name and kind of every actor by number, without merged and ignored ones.

        Computed once a revision.
        """
        return self._named.at(self.actors_revision())

    def _compute_names(self) -> dict[int, tuple[str, ActorKind]]:
        left_out = self.merged_into().keys() | self.ignored()
        rows = self._all("SELECT actor, name, kind FROM actors")
        names = {number: (name, kind) for number, name, kind in rows if number not in left_out}
        new = self._split_numbers()
        for split in self.corrections.splits:
            if (number := new.get(split.identity)) is not None and number not in left_out:
                names[number] = split.called, split.kind
        for target, (number, *_) in self._joined_names().items():
            if number in names:
                names[number] = self.corrections.names[target], names[number][1]
        return names

    def same_actors(self) -> Mapping[tuple[str, str], tuple[str, str]]:
        """Maps (kind, key) of a name to (kind, key) of the actor that it means.

        Computed once a revision.
        """
        return self._same.at(self.actors_revision())

    def _compute_same(self) -> dict[tuple[str, str], tuple[str, str]]:
        rows = self._all(
            "SELECT one.kind, one.key, other.kind, other.key FROM same_actors"
            " JOIN actors AS one USING (actor) JOIN actors AS other ON other.actor = same_actors.of"
        )
        right, apart = self.corrections.same, self.corrections.apart
        found: dict[tuple[str, str], tuple[str, str]] = {
            (kind, key): right.get((of_kind, of_key), (of_kind, of_key))
            for kind, key, of_kind, of_key in rows
            if not any({(kind, key), (of_kind, of_key)} <= names for names in apart)
        }
        return {
            one: other
            for one, other in {**found, **right}.items()
            if one not in self.corrections.names
        }

    def canonical_name(self, actor: Actor) -> str | None:
        """The name of an article's actor in the library; None if the reader ignores the actor."""
        return self._called.at(self.actors_revision()).get(own_identity(actor), actor.name)

    def _called_now(self) -> dict[Identity, str | None]:
        """Names by identity, where they differ from the actor's own name."""
        names: dict[Identity, str] = {
            (kind, actor_key(name, kind)): name for name, kind in self.actor_names().values()
        }
        right = self.corrections.names
        found: dict[Identity, str | None] = {
            one: name
            for one, other in self.same_actors().items()
            if (name := right.get(other) or names.get(other)) is not None
        }
        found.update(right)
        found.update(dict.fromkeys(self.corrections.ignored))
        return found

    def _effective(self, actors: Iterable[int]) -> set[int]:
        """The actors with merged ones replaced by their targets and ignored ones left out."""
        of = self.merged_into()
        return {of.get(actor, actor) for actor in actors} - self.ignored()

    def actors_of(self, num: int) -> dict[tuple[str, str], int]:
        """The actors of one article: (kind, key) to the library's number for it."""
        numbers = [
            actor
            for (packed,) in self._all("SELECT actors FROM actor_lists WHERE num = ?", (num,))
            for actor in unpack_actors(packed)
        ]
        new = self._split_numbers()
        rows = self._all(
            f"SELECT kind, key, actor FROM actors WHERE actor IN ({marks_for(numbers)})",
            numbers,
        )
        of, ignored = self.merged_into(), self.ignored()
        listed = [((kind, key), actor) for kind, key, actor in rows] + list(new.items())
        return {
            identity: of.get(actor, actor)
            for identity, actor in listed
            if of.get(actor, actor) not in ignored
        }

    def find_actors(self, value: str, exact: bool = False) -> set[int]:
        """The numbers of the actors that `value` can name.

        With `exact` those of just that name, or where there is none, that alias. Else those with
        the words of `value` side by side in a name; failing that, with the last one as a prefix;
        failing that, persons whose name is another romanisation of these words.
        """
        wanted = fold_words(value)
        if not wanted:
            return set()
        if exact:
            numbers = (self._number((kind, actor_key(value, kind))) for kind in ACTOR_KINDS)
            named = {number for number in numbers if number is not None}
            if named:
                return self._effective(named)
            if called := self._called_just(wanted):
                return self._effective(called)
        plain, new_names = wanted.replace("%", "").replace("_", ""), self._split_numbers()
        for ending in (" ", ""):
            found = self._with_words(f" {plain}{ending}")
            new = [
                new_names[one.identity]
                for one in self.corrections.splits
                if f" {wanted}{ending}" in f" {fold_words(one.called)} "
            ]
            if found or new:
                return self._effective([*found, *new])
        return self._effective(self._with_spelling(f" {spelling(wanted)} "))

    def hold_names(self) -> None:
        """Keep all names in memory from now on: look-ups of many names no longer scan tables."""
        self._held = _Latest(self._read_names)

    def _read_names(self) -> HeldNames:
        return HeldNames(self._all("SELECT folded, actor FROM actor_names"))

    def _read_spelled(self) -> NameLines:
        persons = self._all("SELECT actor, key FROM actors WHERE kind = 'person'")
        return NameLines((spelling(key), actor) for actor, key in persons)

    def _called_just(self, folded: str) -> set[int]:
        """The actors with just this name or alias, folded."""
        if self._held is not None:
            return self._held.at(self.actors_revision()).called(folded)
        rows = self._all("SELECT actor FROM actor_names WHERE folded = ?", (folded,))
        return {number for (number,) in rows}

    def _with_words(self, text: str) -> set[int]:
        """The actors with `text` in a name, which has a blank at both ends."""
        if self._held is not None:
            return self._held.at(self.actors_revision()).containing(text)
        rows = self._all(
            "SELECT DISTINCT actor FROM actor_names WHERE ' ' || folded || ' ' LIKE ?",
            (f"%{text}%",),
        )
        return {number for (number,) in rows}

    def _with_spelling(self, text: str) -> set[int]:
        """The persons with `text` in the canonical spelling of their key; blanks as above."""
        return self._spelled.at(self.actors_revision()).containing(text)


__all__ = ["ActorOverlay", "CorrectedLists"]
