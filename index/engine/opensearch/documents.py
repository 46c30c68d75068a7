"""An analysed article as a document of an archive, and back."""

import hashlib
import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from index.catalog import Reference, StoredArticle, decode_analysis, pack_text, unpack_text
from index.engine.opensearch.cluster import Json
from index.engine.opensearch.mapping import JOINER, LONGEST_TOKEN
from index.engine.timeline import period_of
from index.model import (
    UNITS,
    ActorKind,
    Analysis,
    Card,
    PartialDate,
    Statement,
    own_identity,
    said_statements,
    title_of,
)
from index.text import MARKED, parts_in, spelling

# Statements of an article that become nested documents.
_MOST_STATEMENTS = 5_000
# Keys of articles, and numbers of actors, are below it.
KEYS_END = 1 << 62
# Between the two numbers of a pair of actors.
BETWEEN = ">"
# The source fields of which cards are made.
CARD_FIELDS = ("key", "id", "path", "raw_path", "heading")
ANALYSIS_FIELDS = (*CARD_FIELDS, "packed")


def number_of(*parts: str) -> int:
    """A number of 62 bits for a text: the same everywhere, and a whole number in JSON and Java."""
    joined = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(joined, digest_size=8).digest()) >> 2


def key_of(ident: str) -> int:
    """The key of an article, from its id."""
    return number_of("article", ident)


@lru_cache(maxsize=100_000)
def actor_number(kind: ActorKind, key: str) -> int:
    """The number of an actor, from its kind and key."""
    return number_of("actor", kind, key)


def clean(text: str) -> str:
    """A text without halves of surrogate pairs, which UTF-8 cannot hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


class WordsOfText(Struct, frozen=True):
    """The words of a text, position by position: its stems, and its folded words."""

    stems: str
    exact: str


class Spell:
    """Turns texts into the words of a document. Remembers pieces; not for several threads."""

    _MOST = 300_000

    def __init__(self) -> None:
        self._known: dict[str, dict[str, tuple[str, str]]] = {}

    def words(self, text: str, language: str | None) -> WordsOfText:
        """The words of a text in a language, separated by blanks."""
        code = language if language in MARKED else ""
        known = self._known.setdefault(code or "", {})
        if len(known) > self._MOST:
            known.clear()
        stems, exact = [], []
        for piece in text.split():
            forms = known.get(piece)
            if forms is None:
                forms = known[piece] = _forms_of(piece, code)
            if forms[1]:
                stems.append(forms[0])
                exact.append(forms[1])
        return WordsOfText(" ".join(stems), " ".join(exact))


def _forms_of(piece: str, language: str | None) -> tuple[str, str]:
    """The stems and the folded words of a piece of text without white space."""
    count, parts = parts_in(language or None)(piece)
    stems: list[dict[str, None]] = [{} for _ in range(count)]
    exact: list[dict[str, None]] = [{} for _ in range(count)]
    for part in parts:
        stems[part.position][token_of(part.stem)] = None
        exact[part.position][token_of(part.exact)] = None
        if part.bare:
            exact[part.position][token_of(part.bare)] = None
    return " ".join(map(JOINER.join, stems)), " ".join(map(JOINER.join, exact))


def token_of(word: str) -> str:
    """A word in the form of documents and queries: a very long one is cut."""
    return clean(word[:LONGEST_TOKEN])


def document_of(analysis: Analysis, entry: StoredArticle, spell: Spell) -> Json:
    """The document of an article, without the keywords for duplicates."""
    article = analysis.article
    language = article.language
    title = spell.words(title_of(article), language)
    body = spell.words(article.text[article.body_start :], language)
    numbers = [str(actor_number(actor.kind, actor.key)) for actor in entry.actors]
    key = key_of(article.id)
    path = clean(article.path)
    found: Json = {
        "key": key,
        "group": key,
        "id": article.id,
        "digest": entry.digest,
        "path": path,
        "path_folded": clean(article.path.casefold()),
        "file": file_id(article.path),
        "heading": _heading(entry),
        "heading_digest": str(number_of("title", entry.title)),
        "text": body.stems,
        "exact": body.exact,
        "title": title.stems,
        "title_exact": title.exact,
        "language": language if language in MARKED else None,
        "publication": cleaned(entry.publication),
        "author": cleaned(entry.author),
        "source": [clean(name) for name in entry.outlets],
        "actor": numbers,
        "speaker": [n for n, actor in zip(numbers, entry.actors, strict=True) if actor.speaks],
        "inferred": dict(zip(("speaker", "outlet", "date"), entry.inferred, strict=True)),
        "pairs": [
            {
                pair_field(one.adjacent): pair_key(
                    int(numbers[one.actor]), int(numbers[one.other]), one.adjacent
                ),
                "times": one.times,
            }
            for one in entry.speech
        ],
        "references": [
            {
                "start": start,
                "publication": clean(publication),
                "written": clean(written),
                "first_day": first,
                "last_day": last,
            }
            for start, publication, written, first, last in entry.references
        ],
        "statements": list(_statements(analysis, spell)),
        "packed": b64encode(pack_text(entry.encoded)).decode(),
    }
    if path != article.path:
        found["raw_path"] = b64encode(os.fsencode(article.path)).decode()
    if entry.first_day is not None and entry.last_day is not None:
        date = article.date
        assert date is not None
        found |= {"first_day": entry.first_day, "last_day": entry.last_day, **_periods(date)}
    return found


def cleaned(text: str | None) -> str | None:
    """A value of a field; None for an empty one."""
    return clean(text) if text else None


def _heading(entry: StoredArticle) -> Json:
    names = ("title", "publication", "volume", "issue", "author", "date")
    return {name: clean(value) for name in names if (value := getattr(entry, name)) is not None}


def _periods(date: PartialDate) -> Json:
    """The day, month, year and decade of a date; those finer than its precision are missing."""
    found: Json = {}
    for unit in UNITS:
        one, other = period_of(unit, date.first()), period_of(unit, date.last())
        if one == other:
            found[unit] = one
    return found


def _statements(analysis: Analysis, spell: Spell) -> Iterator[Json]:
    article = analysis.article
    for one in said_statements(analysis)[:_MOST_STATEMENTS]:
        said = [
            spell.words(article.text[span.start : span.end], article.language)
            for span in one.content
        ]
        day = None if one.said_basis == "file" else one.said_date
        yield {
            "kind": one.kind,
            "speaker": _speaker(analysis, one),
            "addressee": cleaned(one.addressee),
            "outlet": cleaned(one.outlet),
            "basis": one.speaker_basis,
            "first_day": day.first().toordinal() if day else None,
            "last_day": day.last().toordinal() if day else None,
            "said": [words.stems for words in said],
            "said_exact": [words.exact for words in said],
            "place": one.start,
        }


def _speaker(analysis: Analysis, statement: Statement) -> str | list[str] | None:
    """The number of the speaker; those of all where several said it together."""
    numbers = [
        str(actor_number(*own_identity(analysis.actors[actor]))) for actor in statement.speakers
    ]
    return numbers if len(numbers) > 1 else next(iter(numbers), None)


def pair_key(actor: int, other: int, adjacent: bool) -> str:
    """A pair of actors as one keyword; consecutive speakers in order of their numbers."""
    if adjacent:
        actor, other = sorted((actor, other))
    return f"{actor}{BETWEEN}{other}"


def pair_field(adjacent: bool) -> str:
    """The field of a pair: speaker and named actor, or consecutive speakers."""
    return "beside" if adjacent else "about"


def file_id(path: str) -> str:
    """The id of a file's document."""
    return f"file-{number_of('file', path)}"


def actor_documents(entries: Iterable[StoredArticle]) -> Iterator[tuple[str, Json]]:
    """Id and document of each form of a name: equal forms of all articles have one id."""
    for entry in entries:
        for actor in entry.actors:
            number = actor_number(actor.kind, actor.key)
            folded = sorted(clean(name) for name in actor.names)
            form = number_of(actor.kind, actor.key, actor.name, *folded)
            yield (
                f"actor-{form}",
                {
                    "what": "actor",
                    "actor": str(number),
                    "kind": actor.kind,
                    "actor_key": clean(actor.key),
                    "name": clean(actor.name),
                    "length": len(actor.name),
                    "folded": folded,
                    "spelled": spelling(actor.key) if actor.kind == "person" else None,
                },
            )


def path_in(source: Json) -> str:
    """The path in a document, with undecodable bytes as surrogates."""
    raw = source.get("raw_path")
    return os.fsdecode(b64decode(raw)) if raw else str(source["path"])


def card_in(source: Json) -> Card:
    """The card of a document."""
    heading = source["heading"]
    return Card(
        source["key"],
        source["id"],
        path_in(source),
        heading.get("title", ""),
        heading.get("publication"),
        heading.get("date"),
    )


def analysis_in(source: Json) -> Analysis:
    """The article of a document with its analysis. Raises ValueError for a damaged one."""
    heading = source["heading"]
    found: Analysis = decode_analysis(
        unpack_text(b64decode(source["packed"])),
        date=heading.get("date"),
        id=source["id"],
        path=path_in(source),
        title=heading.get("title", ""),
        **{name: heading.get(name) for name in ("publication", "volume", "issue", "author")},
    )
    return found


def references_in(source: Json) -> list[Reference]:
    """The references of a document to other articles."""
    return [
        Reference(
            source["key"],
            one["start"],
            one["publication"],
            one["written"],
            one["first_day"],
            one["last_day"],
        )
        for one in source.get("references") or ()
    ]


__all__ = [
    "ANALYSIS_FIELDS",
    "BETWEEN",
    "CARD_FIELDS",
    "KEYS_END",
    "Spell",
    "WordsOfText",
    "actor_documents",
    "actor_number",
    "analysis_in",
    "card_in",
    "clean",
    "cleaned",
    "document_of",
    "file_id",
    "key_of",
    "number_of",
    "pair_field",
    "pair_key",
    "path_in",
    "references_in",
    "token_of",
]
