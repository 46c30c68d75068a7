"""Names in enumerations: what stands between persons in "A, B and C" is a person too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.extract import lexicon
from index.extract.names import Context, Found, person_at, run_end

_JOINS = frozenset({",", ";", "and", "or", "&"})
# So many of a list's items have to be known persons, of so many items.
_SHARE, _LEAST = 0.4, 3


@dataclass(frozen=True, slots=True)
class _Item:
    first: int
    last: int
    kind: str | None


def enumerated_persons(context: Context, found: Sequence[Found]) -> list[Found]:
    """The names among persons in a list, of two to four words, that nothing else says are persons.

    A list has at least three capitalised items with nothing but commas and "and" between them; in it
    nobody but persons is known, and they are at least four in ten.
    """
    kinds = {name.start: name for name in found}
    new: list[Found] = []
    for items in _lists(context, kinds):
        persons = sum(item.kind == "person" for item in items)
        if len(items) < _LEAST or persons < _SHARE * len(items) or any(item.kind not in {None, "person"} for item in items):
            continue
        new += [person_at(context, item.first, item.last) for item in items if item.kind is None and _can_be_name(context, item)]
    return new


def _lists(context: Context, kinds: dict[int, Found]) -> Iterator[list[_Item]]:
    tokens = context.tokens
    at, items, free = 0, list[_Item](), True
    while at < len(tokens):
        token = tokens[at]
        if items and context.paragraph_of[at] != context.paragraph_of[at - 1]:
            yield items
            items, free = [], True
        if token.text.lower() in _JOINS:
            free = True
            at += 1
        elif token.begins and at not in context.headline and (free or not items):
            name = kinds.get(token.start)
            end = run_end(context, at)
            if name is not None:
                while end < len(tokens) and tokens[end].start < name.end:
                    end += 1
            items.append(_Item(at, end, name.kind if name else None))
            free = False
            at = end
        else:
            if items:
                yield items
            items, free = [], True
            at += 1
    if items:
        yield items


def _can_be_name(context: Context, item: _Item) -> bool:
    words = [token for token in context.tokens[item.first : item.last] if token.text not in ".,"]
    surface = context.text[words[0].start : words[-1].end]
    refused = (lexicon.org_words(), lexicon.titles(), lexicon.not_names(), lexicon.common_words(), context.lower_seen)
    return (
        2 <= len(words) <= 4
        and surface not in lexicon.places()
        and not any(word.lower in words_of for words_of in refused for word in words)
        and not any(word.text in lexicon.state_names() or word.text in lexicon.demonyms() for word in words)
        and not any(word.text.isupper() and len(word.text) > 2 for word in words)
    )
