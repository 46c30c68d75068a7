"""Explains why a search finds nothing, and proposes the nearest one that finds something."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, cast

from msgspec import Struct
from msgspec.structs import replace

from index.catalog import ArticleCatalog
from index.engine import Budget
from index.library.library import Library
from index.library.results import SearchResult
from index.query import (
    And,
    DateRange,
    Filter,
    Leaf,
    NearActor,
    Node,
    Phrase,
    Query,
    Word,
    leaves,
    named_filters,
    required,
)

if TYPE_CHECKING:
    from index.library.archive_library import ArchiveLibrary  # loads the client of a cluster

# Percent of similarity from which a name is offered instead of an unknown one.
_ALIKE = 60
# The same where a whole name is only misspelled.
_MISSPELLED = 85
# The same for one word of a name.
_ALIKE_PART = 75
# Conditions that are counted one by one.
_MOST_COUNTED = 8

Count = Callable[[Query], int]

_STATES = {
    "marked": "No article has a mark yet: m makes one.",
    "later": "No article is kept for later: l keeps one.",
    "read": "No article has been read yet.",
    "skipped": "No article was skipped.",
    "unread": "Every article has been read.",
}


class NoHits(Struct, frozen=True):
    """One sentence that says why nothing was found, and perhaps a query to try `instead`."""

    sentence: str
    instead: str | None = None


def why_no_hits(library: Library, found: SearchResult, budget: Budget | None = None) -> NoHits:
    """Why a search of the library found nothing; the first reason that applies.

    The reasons go from misspelled words to conditions that exclude each other. Raises Cancelled.
    """
    wanted, catalog = found.query, library.catalog
    count = _counter(library, wanted, budget)
    if found.suggestion:
        return NoHits(f"Nothing found. Did you mean {found.suggestion}?", found.suggestion)
    return (
        _backwards(wanted)
        or _unknown(wanted, catalog, count)
        or _unsaid(wanted, count)
        or _parted(wanted, count)
        or _far_apart(wanted, count)
        or _too_much(wanted, count)
        or NoHits("Nothing found. Try other words.")
    )


def _counter(library: Library, wanted: Query, budget: Budget | None) -> Count:
    """Counts searches one by one on demand; an archive counts them all with the first."""
    counts: dict[Query, int] = {}

    def count(query: Query) -> int:
        if query not in counts and not library.is_local:
            archive = cast("ArchiveLibrary", library)
            asked = list(dict.fromkeys((query, *_asked(wanted))))
            counts.update(zip(asked, archive.counts(asked, budget), strict=True))
        elif query not in counts:
            counts[query] = len(library.search(query, budget=budget).hits)
        return counts[query]

    return count


def _asked(wanted: Query) -> Iterator[Query]:
    """The searches that the reasons below count."""
    yield from map(Query, required(wanted.node, Filter))
    words: list[Word | Phrase] = [*required(wanted.node, Word), *required(wanted.node, Phrase)]
    for leaf in words:
        if leaf.field == "said":
            yield from (Query(leaf), Query(replace(leaf, field=None)))
        elif isinstance(leaf, Phrase) and not leaf.slop:
            yield Query(leaf)
    for near in required(wanted.node, NearActor):
        yield from (Query(near), Query(And(_apart(near))))
    if isinstance(wanted.node, And):
        for part in wanted.node.children[:_MOST_COUNTED]:
            yield Query(_without(wanted.node, part))


def _backwards(wanted: Query) -> NoHits | None:
    """A date range whose end is before its begin."""
    for leaf in leaves(wanted.node):
        if not isinstance(leaf, DateRange) or leaf.first is None or leaf.last is None:
            continue
        field, _, value = leaf.written.partition(":")
        first, dots, last = value.partition("..")
        if leaf.first > leaf.last and dots:
            swapped = str(wanted).replace(leaf.written, f"{field}:{last}..{first}")
            return NoHits(f"{leaf.written} ends before it begins.", swapped)
    return None


def _unknown(wanted: Query, catalog: ArticleCatalog, count: Count) -> NoHits | None:
    """A required filter that no article matches."""
    for near in required(wanted.node, NearActor):
        for leaf in named_filters(near):
            if not catalog.find_actors(leaf.value, leaf.exact):
                return _no_such_name(wanted, near, leaf, _nearest(leaf, catalog, count))
    for leaf in required(wanted.node, Filter):
        if count(Query(leaf)):
            continue
        if leaf.field == "is":
            return NoHits(_STATES.get(leaf.value, f"No article is {leaf.value}."))
        if leaf.field == "speaker" and catalog.find_actors(leaf.value, leaf.exact):
            named = _with(wanted, leaf, Filter("actor", leaf.value, leaf.exact))
            return NoHits(f"{leaf.value} is named, but says nothing in these articles.", named)
        nearest = _nearest(leaf, catalog, count)
        if nearest is None:
            return NoHits(f"No article has {Query(leaf)}.", _rest(wanted, leaf, count))
        noun = _NOUNS.get(leaf.field, leaf.field)
        return NoHits(
            f"No {noun} is called {leaf.value}; nearest: {nearest.value}.",
            _with(wanted, leaf, nearest),
        )
    return None


def _no_such_name(wanted: Query, near: NearActor, leaf: Filter, nearest: Filter | None) -> NoHits:
    """An unknown actor near which words are looked for."""
    if nearest is None:
        return NoHits(f"No actor is called {leaf.value}.")
    parts = tuple(nearest if part == leaf else part for part in near.parts)
    return NoHits(
        f"No actor is called {leaf.value}; nearest: {nearest.value}.",
        _with(wanted, near, replace(near, parts=parts)),
    )


_NOUNS = {"actor": "actor", "speaker": "actor", "source": "outlet", "author": "author"}


def _nearest(leaf: Filter, catalog: ArticleCatalog, count: Count) -> Filter | None:
    """The filter with the name most like the value of `leaf` that finds articles.

    If nobody of that name speaks, it finds the articles that name the actor.
    """
    tries = list(_similar(leaf, catalog, count))
    if leaf.field == "speaker":
        tries += [replace(one, field="actor") for one in tries]
    return next((one for one in tries if count(Query(one))), None)


def _similar(leaf: Filter, catalog: ArticleCatalog, count: Count) -> Iterator[Filter]:
    """Filters to try instead of `leaf`, the likeliest first.

    A misspelled name; a misspelled word of it; its word that finds most; a similar name.
    """
    match leaf.field:
        case "actor" | "speaker":
            names = [name for name, _ in catalog.actor_names().values()]
        case "source":
            names = sorted(catalog.outlets_called(""))
        case "publication" | "author":
            names = sorted(catalog.values_called(leaf.field, ""))
        case _:
            return
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - 10 ms that other searches need not

    value = leaf.value.casefold()
    found = process.extract(
        value,
        names,
        scorer=fuzz.ratio,
        processor=str.casefold,
        score_cutoff=_ALIKE,
        limit=_MOST_COUNTED,
    )
    alike = [(Filter(leaf.field, name, exact=True), score) for name, score, _ in found]
    words = {word.casefold(): word for name in names for word in name.split()}
    best = [
        process.extractOne(word, words.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE_PART)
        for word in value.split()
    ]
    corrected = [words[one[0]] for one in best if one is not None]
    if len(best) == 1:  # a word of several names means all of them
        yield from (Filter(leaf.field, word) for word in corrected)
    yield from (one for one, score in alike if score >= _MISSPELLED)
    if len(corrected) == len(best) > 1:
        yield Filter(leaf.field, " ".join(corrected), exact=True)
    single = [Filter(leaf.field, word) for word in corrected if len(best) > 1]
    yield from sorted(single, key=lambda one: -count(Query(one)))
    yield from (one for one, score in alike if score < _MISSPELLED)


def _unsaid(wanted: Query, count: Count) -> NoHits | None:
    """Required words that no statement has, though articles have them."""
    leaves_said: list[Word | Phrase] = [
        *required(wanted.node, Word),
        *required(wanted.node, Phrase),
    ]
    for leaf in leaves_said:
        anywhere = replace(leaf, field=None)
        if leaf.field != "said" or count(Query(leaf)) or not (articles := count(Query(anywhere))):
            continue
        have = "1 article has" if articles == 1 else f"{articles:,} articles have"
        sentence = f"No statement has “{leaf.text}”; {have} it elsewhere."
        return NoHits(sentence, _with(wanted, leaf, anywhere))
    return None


def _parted(wanted: Query, count: Count) -> NoHits | None:
    """A required phrase that no article has, though it has the words."""
    for leaf in required(wanted.node, Phrase):
        if leaf.slop or count(Query(leaf)):
            continue
        words = tuple(Word(word, leaf.field) for word in leaf.text.split())
        loose = _with(wanted, leaf, words[0] if len(words) == 1 else And(words))
        return NoHits(f"No article has “{leaf.text}” word for word.", loose)
    return None


def _far_apart(wanted: Query, count: Count) -> NoHits | None:
    """Words and actors that no article has near each other, though it has them."""
    for leaf in required(wanted.node, NearActor):
        if count(Query(leaf)):
            continue
        loose = _apart(leaf)
        if len(loose) > 1 and count(Query(And(loose))):
            return NoHits(
                f"No article has these within {leaf.slop} words of each other.",
                _with(wanted, leaf, And(loose)),
            )
    return None


def _apart(near: NearActor) -> tuple[Word | Filter, ...]:
    """The words and the named actors of words near an actor, as separate conditions."""
    parts = (Word(one, near.field) if isinstance(one, str) else one for one in near.parts)
    return tuple(one for one in parts if isinstance(one, Word) or one.field == "actor")


def _too_much(wanted: Query, count: Count) -> NoHits | None:
    """Conditions that exclude each other: a date, or else the one without which most is found.

    Without the date the question is still the same one.
    """
    if not isinstance(wanted.node, And):
        return None
    parts = wanted.node.children[:_MOST_COUNTED]
    counted = [(count(Query(_without(wanted.node, part))), part) for part in parts]
    most, part = max(
        counted, key=lambda pair: (pair[0] > 0 and isinstance(pair[1], DateRange), pair[0])
    )
    if not most:
        return NoHits("No article has all of this. Try fewer words.")
    articles = "1 article" if most == 1 else f"{most:,} articles"
    less = replace(wanted, node=_without(wanted.node, part))
    # conditions of statements are met by one and the same statement, not by two of an article
    spoken = sum(_is_of_statement(one) for one in parts) > 1 and _is_of_statement(part)
    what = "No one statement" if spoken else "No article"
    return NoHits(f"{what} has all of this. Without {Query(part)}: {articles}.", str(less))


def _is_of_statement(node: Node) -> bool:
    return getattr(node, "field", None) in {"said", "speaker"}


def _rest(wanted: Query, leaf: Leaf, count: Count) -> str | None:
    """The query without a condition that no article matches, if that finds anything."""
    if not isinstance(wanted.node, And) or leaf not in wanted.node.children:
        return None
    less = replace(wanted, node=_without(wanted.node, leaf))
    return str(less) if count(less) else None


def _without(node: And, part: Node) -> Node:
    rest = tuple(child for child in node.children if child is not part)
    return rest[0] if len(rest) == 1 else And(rest)


def _with(wanted: Query, leaf: Leaf, other: Node) -> str:
    """The query with a required leaf replaced."""
    return str(replace(wanted, node=next(_replaced(wanted.node, leaf, other), None)))


def _replaced(node: Node | None, leaf: Leaf, other: Node) -> Iterator[Node]:
    match node:
        case None:
            return
        case And(children):
            parts = [new for child in children for new in _replaced(child, leaf, other)]
            flat = [
                one
                for part in parts
                for one in (part.children if isinstance(part, And) else (part,))
            ]
            yield And(tuple(flat))
        case _:
            yield other if node == leaf else node


__all__ = ["NoHits", "why_no_hits"]
