"""Names that are aliases of another person of the library: transliterations, bare surnames."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from index.engine.local import Array
from index.text import are_spellings, spelling

# Thresholds for a bare surname (see `_surnames_alone`).
_KNOWN, _FAMOUS = 3, 10
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


class MentionsTable(Protocol):
    """The articles of actors."""

    def articles_of_each(self, actors: Iterable[int]) -> Mapping[int, Array]:
        """The articles that mention each of `actors`: numbers."""


def find_aliases(
    persons: Sequence[tuple[int, str]],
    counts: Sequence[int] | Mapping[int, int],
    table: MentionsTable,
) -> dict[int, int]:
    """Map each person whose name is an alias to the person meant.

    `persons` holds number and key, `counts[n]` the articles of actor `n`, `table` the actors of
    each article.
    """
    spellings = _spellings(persons, counts, table)
    return spellings | _surnames_alone(persons, counts, spellings)


def _spellings(
    persons: Sequence[tuple[int, str]],
    counts: Sequence[int] | Mapping[int, int],
    table: MentionsTable,
) -> dict[int, int]:
    """Map each transliteration of a name to its variant in most articles.

    Two names that appear in one article are two persons.
    """
    alike: dict[str, list[tuple[int, str, int]]] = {}
    for actor, key in persons:
        if " " in key:
            # by key where counts are equal: numbers depend on the order of builds
            alike.setdefault(spelling(key), []).append((-counts[actor], key, actor))
    several = [sorted(group) for group in alike.values() if len(group) > 1]
    same: dict[int, int] = {}
    articles = table.articles_of_each(actor for group in several for _, _, actor in group)
    for (_, name, most), *others in several:
        known = set(articles[most].tolist())
        for _, key, actor in others:
            own = set(articles[actor].tolist())
            if are_spellings(name, key) and known.isdisjoint(own):
                same[actor] = most
                known |= own
    return same


def _surnames_alone(
    persons: Sequence[tuple[int, str]],
    counts: Sequence[int] | Mapping[int, int],
    spellings: dict[int, int],
) -> dict[int, int]:
    """Map each bare surname to a full name, if only one bearer is plausible.

    One bearer, in all transliterations, must be in at least _KNOWN articles, and in _FAMOUS times
    as many as the next bearer.
    """
    alone: list[tuple[str, int]] = []
    bearers: dict[str, dict[int, int]] = {}
    for actor, key in persons:
        words = key.split()
        if len(words) == 1:
            alone.append((spelling(key), actor))
        elif words[-1] not in _SUFFIXES:
            of, articles = spellings.get(actor, actor), bearers.setdefault(spelling(words[-1]), {})
            articles[of] = articles.get(of, 0) + counts[actor]
    same = {}
    for surname, actor in alone:
        found = sorted(
            ((count, bearer) for bearer, count in bearers.get(surname, {}).items()), reverse=True
        )
        if (
            found
            and found[0][0] >= _KNOWN
            and (len(found) == 1 or found[0][0] >= _FAMOUS * found[1][0])
        ):
            same[actor] = found[0][1]
    return same


__all__ = ["find_aliases"]
