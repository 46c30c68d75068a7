"""Classify unknown names in enumerations: "A, B and C" share one kind."""

from collections.abc import Iterator, Sequence
from typing import Final

from index.extract import lexicon
from index.extract.context import Context, FoundName, by_start, run_end
from index.extract.name_evidence import BEGIN_PLACES
from index.extract.persons import person_at

_JOINS: Final = frozenset({",", ";", "and", "or", "&"})
# So many of a list's items have to be of one kind, of so many items.
_SHARE, _LEAST = 0.4, 3


class _Item:
    __slots__ = ("first", "last", "name")

    def __init__(self, first: int, last: int, name: FoundName | None) -> None:
        self.first: Final = first
        self.last: Final = last
        self.name: Final = name


def with_enumerated(context: Context, found: Sequence[FoundName]) -> list[FoundName]:
    """The names found, plus those classified by the other items of an enumeration, in order.

    An enumeration has at least three capitalised items, separated only by commas and "and". If four
    in ten are persons and no item is of another kind, unknown items of two to four words become
    persons, of one word where three are persons. The same holds for organisations; there, names
    taken for persons only because of their first word become organisations too ("Oxfam, Christian
    Aid, the Red Cross").
    """
    kinds = {name.start: name for name in found}
    changed: dict[int, FoundName] = {}
    for items in _lists(context, kinds):
        persons, bodies = _count(items, "person"), _count(items, "organisation")
        if persons >= _SHARE * len(items) and persons + _count(items, None) == len(items):
            fewest = 1 if persons >= _LEAST else 2
            for item in items:
                if item.name is None and _can_be_name(context, item, fewest):
                    changed[item.first] = person_at(context, item.first, item.last)
        elif (
            bodies >= _SHARE * len(items)
            and bodies > persons
            and bodies + persons + _count(items, None) == len(items)
        ):
            for item in items:
                bare = (
                    item.name is not None
                    and item.name.kind == "person"
                    and item.name.role_start < 0
                )
                if bare or (item.name is None and _can_be_name(context, item)):
                    changed[item.first] = _body(context, item)
    starts = {one.start for one in changed.values()}
    kept = [name for name in found if name.start not in starts]
    return sorted([*kept, *changed.values()], key=by_start)


def _count(items: Sequence[_Item], kind: str | None) -> int:
    return sum((item.name.kind if item.name else None) == kind for item in items)


def _body(context: Context, item: _Item) -> FoundName:
    return context.found(
        item.first,
        item.last,
        "organisation",
        " ".join(context.surface(item.first, item.last).split()),
    )


def _lists(context: Context, kinds: dict[int, FoundName]) -> Iterator[list[_Item]]:
    """Each enumeration of at least _LEAST items; an item that breaks one starts the next."""
    tokens, items = context.tokens, list[_Item]()
    end = -1
    for at in context.capitals:
        if at < end:
            continue
        if items and not _joined(context, items[-1].last, at):
            if len(items) >= _LEAST:
                yield items
            items = []
        end = run_end(context, at)
        name = next(
            (kinds[context.starts[i]] for i in range(at, end) if context.starts[i] in kinds), None
        )
        while name is not None and end < len(tokens) and context.starts[end] < name.end:
            end += 1
        if items or (end < len(tokens) and tokens[end].lower in _JOINS):
            items.append(_Item(at, end, name))
    if len(items) >= _LEAST:
        yield items


def _joined(context: Context, last: int, first: int) -> bool:
    """Whether only commas, "and" or "the" separate two tokens; "the" alone is not enough."""
    if (
        not last < first <= last + 3
        or context.paragraph_of[last] != context.paragraph_of[first]
        or first in context.headline
    ):
        return False
    between = [token.lower for token in context.tokens[last:first]]
    return between[0] in _JOINS and all(word in _JOINS or word == "the" for word in between)


def _can_be_name(context: Context, item: _Item, fewest: int = 2) -> bool:
    """Whether an item of `fewest` to four words can be a name: no place, no word of English."""
    tokens = context.tokens
    places = [at for at in range(item.first, item.last) if not tokens[at].is_separator]
    words, surface = [tokens[at] for at in places], context.surface(places[0], places[-1] + 1)
    small = context.lower_seen
    return (
        fewest <= len(words) <= 4
        and not (len(words) == 1 and (words[0].is_english or words[0].is_seat))
        and surface not in lexicon.places()
        and words[0].lower not in BEGIN_PLACES
        and not any(word.is_no_name or word.lower in small for word in words)
        and not any(word.is_state or word.is_nationality for word in words)
        and not any(word.is_upper and len(word.text) > 2 for word in words)
    )
