"""Which names of persons mean another name of the library: other romanisations, surnames alone. Pure functions over counts."""

from collections.abc import Sequence

from index.engine.local import ActorTable
from index.text import are_spellings, spelling

# When a surname alone means a person (see `_surnames_alone`).
_KNOWN, _FAMOUS = 3, 10
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def linked(
    persons: Sequence[tuple[int, str]], counts: Sequence[int], table: ActorTable
) -> dict[int, int]:
    """Each person whose name means another, to that one.

    `persons` are numbers and keys, `counts` the articles of each number, `table` who stands in which article.
    """
    spellings = _spellings(persons, counts, table)
    return spellings | _surnames_alone(persons, counts, spellings)


def _spellings(
    persons: Sequence[tuple[int, str]], counts: Sequence[int], table: ActorTable
) -> dict[int, int]:
    """Each person whose name is another romanisation of a name in more articles, to that one.

    Two that one article has both of are two persons.
    """
    alike: dict[str, list[tuple[int, int, str]]] = {}
    for actor, key in persons:
        if " " in key:
            alike.setdefault(spelling(key), []).append((-counts[actor], actor, key))
    several = [sorted(group) for group in alike.values() if len(group) > 1]
    same: dict[int, int] = {}
    for (_, most, name), *others in several:
        known = set(table.articles_of([most], False).tolist())
        for _, actor, key in others:
            own = set(table.articles_of([actor], False).tolist())
            if are_spellings(name, key) and known.isdisjoint(own):
                same[actor] = most
                known |= own
    return same


def _surnames_alone(
    persons: Sequence[tuple[int, str]], counts: Sequence[int], spellings: dict[int, int]
) -> dict[int, int]:
    """Each surname alone to the full name, where articles that only have the surname can hardly mean anybody else.

    That is so where one bearer of the name, in whatever romanisation, is in at least _KNOWN articles,
    and in _FAMOUS times as many as the next.
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


__all__ = ["linked"]
