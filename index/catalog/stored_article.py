"""An article prepared for the catalogue: all that is known before it has a number.

The garbage collector does not track these records (`gc=False`): thousands of them pass from the
reading processes to the builder.
"""

from functools import lru_cache

from msgspec import Struct

from index.catalog.packing import encode_analysis
from index.catalog.statement_codec import statement_rows
from index.model import (
    ActorKind,
    Analysis,
    Pair,
    actor_key,
    fold_words,
    inferred_totals,
    speech_pairs,
    text_digest,
    whole_statements,
)


class StoredActor(Struct, frozen=True, array_like=True, gc=False):
    """An actor of one article."""

    kind: ActorKind
    # Equal for all names of one actor; see `actor_key`.
    key: str
    # The fullest name in the article.
    name: str
    # All its names, case-folded.
    names: tuple[str, ...]
    # Whether the article quotes it.
    speaks: bool


class StoredArticle(Struct, frozen=True, array_like=True, gc=False):
    """An article as the catalogue stores it. Days are proleptic ordinals."""

    id: str
    title: str
    publication: str | None
    volume: str | None
    issue: str | None
    author: str | None
    # ISO 8601, as precise as known.
    date: str | None
    first_day: int | None
    last_day: int | None
    # Of the text; see `text_digest`.
    digest: str
    # The analysis; see `encode_analysis`.
    encoded: bytes
    actors: tuple[StoredActor, ...]
    # The cited outlets.
    outlets: tuple[str, ...]
    # The MinHash signature; set when the words are indexed.
    signature: bytes = b""
    # The pairs refer to actors by their places in `actors`.
    speech: tuple[Pair, ...] = ()
    # To other articles: offset, publication, date as written, first and last day it can mean.
    references: tuple[tuple[int, str, str, int, int], ...] = ()
    # The number of statements whose speaker, outlet and date are inferred.
    inferred: tuple[int, int, int] = (0, 0, 0)
    statements: tuple[tuple[int | None, int, int], ...] = ()


def as_stored(analysis: Analysis) -> StoredArticle:
    """The stored form of an analysed article."""
    article = analysis.article
    speakers = {
        actor for one in (*analysis.quotations, *analysis.reported) for actor in one.speakers
    }
    actors: list[StoredActor] = []
    places: dict[tuple[str, str], int] = {}
    numbers: list[int] = []  # the index in `actors` of each actor of the analysis
    for number, actor in enumerate(analysis.actors):
        key, names = _identified(actor.kind, actor.name, actor.aliases)
        new = StoredActor(actor.kind, key, actor.name, names, number in speakers)
        place = places.setdefault((actor.kind, key), len(actors))
        if place == len(actors):
            actors.append(new)
        else:
            actors[place] = _together(actors[place], new)
        numbers.append(place)
    # A file's own time is shown as a date, with a mark, but not searched.
    date = article.date if article.shown_basis != "file" else None
    return StoredArticle(
        article.id,
        article.title,
        article.publication,
        article.volume,
        article.issue,
        article.author,
        article.shown_date,
        date.first().toordinal() if date else None,
        date.last().toordinal() if date else None,
        text_digest(article.text),
        encode_analysis(analysis),
        tuple(actors),
        tuple(dict.fromkeys([citation.outlet for citation in analysis.citations])),
        b"",
        speech_pairs(analysis, numbers),
        tuple(
            (
                one.start,
                one.publication,
                one.date_text or "",
                one.date.first().toordinal() if one.date else 0,
                one.date.last().toordinal() if one.date else 0,
            )
            for one in analysis.references
        ),
        inferred_totals(whole_statements(analysis)),
        statement_rows(analysis, numbers),
    )


def names_by_key(analysis: Analysis) -> dict[tuple[ActorKind, str], str]:
    """The fullest name that an article has for each actor, by kind and key."""
    found: dict[tuple[ActorKind, str], str] = {}
    for actor in analysis.actors:
        key, _ = _identified(actor.kind, actor.name, actor.aliases)
        found[actor.kind, key] = fuller_name(found.get((actor.kind, key), ""), actor.name)
    return found


def fuller_name(one: str, other: str) -> str:
    """The longer of two names; of equally long ones the same in any order of builds."""
    return max(one, other, key=lambda name: (len(name), name))


@lru_cache(maxsize=50_000)
def _identified(
    kind: ActorKind, name: str, aliases: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """The key of an actor, and its names folded."""
    return actor_key(name, kind), tuple(
        dict.fromkeys(filter(None, map(fold_words, (name, *aliases))))
    )


def _together(one: StoredActor, other: StoredActor) -> StoredActor:
    return StoredActor(
        one.kind,
        one.key,
        fuller_name(one.name, other.name),
        tuple(dict.fromkeys((*one.names, *other.names))),
        one.speaks or other.speaks,
    )


__all__ = ["StoredActor", "StoredArticle", "as_stored", "fuller_name", "names_by_key"]
