"""The indices of an archive: their names, settings and mappings.

An archive `desk` is read through two aliases: `desk` (articles) and `desk-names` (what is known
besides them: names of actors, files, state). Each points to an index of one generation, such
as `desk-articles-2`. A loader writes through the aliases `desk-loading` and `desk-names-loading`,
so that a new generation is loaded while readers use the old one.

The fields with words hold tokens of `index.text`, separated by blanks: stems in `text`, `title`
and `said` of statements, folded words in the fields named `exact`. Forms that share a position,
such as the joined form of a hyphenated word, are joined by JOINER; the analyser takes them apart.
The fields named `named` have a token at the first and the last word of each mention of an actor, in
the same positions; `index.engine.opensearch.mention_tokens` makes them.
"""

from typing import Final

from index.engine.opensearch.cluster import Json

# Raised whenever documents of an older version would give wrong answers: the archive is reloaded.
VERSION: Final = 3
# Between the forms of a word that share a position. No token contains it.
JOINER: Final = "\u200d"
# Longer tokens are cut, in documents and in queries: the server refuses terms of 32,766 bytes.
LONGEST_TOKEN: Final = 2_000
# How often the server makes new documents findable, unless a loader requests it.
REFRESHED: Final = "30s"
# Positions between two statements, so that no phrase spans both.
_GAP: Final = 100

# The fields with words of a query field: (stems, folded words) for each.
PAIRS: Final[dict[str | None, tuple[tuple[str, str], ...]]] = {
    None: (("text", "exact"), ("title", "title_exact")),
    "text": (("text", "exact"),),
    "title": (("title", "title_exact"),),
    "statement": (("statements.said", "statements.said_exact"),),
}
# The field with the mentions among the folded words of another.
NAMED_IN: Final = {"exact": "named", "title_exact": "title_named"}
# The token of a position without a mention. It is not indexed.
NO_MENTION: Final = "_"
# Weight of a match in the title: it counts as this many occurrences in the text.
TITLE_WEIGHT: Final = 2.0
# Fields for counts, which no reader fetches.
_ONLY_INDEXED: Final = (
    "text",
    "exact",
    "title",
    "title_exact",
    "named",
    "title_named",
    "statements",
    "near",
    "path_folded",
)

_WORDS: Final[Json] = {"type": "text", "analyzer": "words", "position_increment_gap": _GAP}
# Statements are short, and norms of nested documents cost a fifth of the work of indexing.
_SAID: Final[Json] = {**_WORDS, "norms": False}
_MENTIONS: Final[Json] = {"type": "text", "analyzer": "mentions", "norms": False}
_KEYWORD: Final[Json] = {"type": "keyword", "ignore_above": 8_000}
_NUMBER: Final[Json] = {"type": "integer"}
_STORED: Final[Json] = {"type": "keyword", "index": False, "doc_values": False}
_BYTES: Final[Json] = {"type": "binary"}

ARTICLES: Final[Json] = {
    "dynamic": "strict",
    "_source": {"excludes": list(_ONLY_INDEXED)},
    "properties": {
        "key": {"type": "long"},
        "group": {"type": "long"},
        "doubled": {"type": "boolean"},
        "id": _KEYWORD,
        "digest": _KEYWORD,
        "path": _KEYWORD,
        "path_folded": _KEYWORD,
        "file": _KEYWORD,
        "raw_path": _BYTES,
        "heading": {"type": "object", "enabled": False},
        "heading_digest": _KEYWORD,
        "text": _WORDS,
        "exact": _WORDS,
        "title": _WORDS,
        "title_exact": _WORDS,
        "named": _MENTIONS,
        "title_named": _MENTIONS,
        "language": _KEYWORD,
        "publication": _KEYWORD,
        "author": _KEYWORD,
        "source": _KEYWORD,
        "actor": _KEYWORD,
        "speaker": _KEYWORD,
        "first_day": _NUMBER,
        "last_day": _NUMBER,
        "day": _NUMBER,
        "month": _NUMBER,
        "year": _NUMBER,
        "decade": _NUMBER,
        "inferred": {
            "properties": {name: {"type": "integer"} for name in ("speaker", "outlet", "date")}
        },
        "pairs": {
            "type": "nested",
            "properties": {"about": _KEYWORD, "beside": _KEYWORD, "times": _NUMBER},
        },
        "references": {
            "type": "nested",
            "properties": {
                "publication": _KEYWORD,
                "first_day": _NUMBER,
                "last_day": _NUMBER,
                "start": {"type": "integer", "index": False, "doc_values": False},
                "written": _STORED,
            },
        },
        "statements": {
            "type": "nested",
            "properties": {
                "kind": _KEYWORD,
                "speaker": _KEYWORD,
                "addressee": _KEYWORD,
                "outlet": _KEYWORD,
                "basis": _KEYWORD,
                "first_day": _NUMBER,
                "last_day": _NUMBER,
                "said": _SAID,
                "said_exact": _SAID,
                "place": {"type": "integer", "index": False, "doc_values": False},
            },
        },
        "near": _KEYWORD,
        "signature": _STORED,
        "packed": _BYTES,
    },
}

NAMES: Final[Json] = {
    "dynamic": "strict",
    "properties": {
        # actor, same, lost, file or state
        "what": _KEYWORD,
        "actor": _KEYWORD,
        "kind": _KEYWORD,
        "actor_key": _KEYWORD,
        "name": _KEYWORD,
        "length": _NUMBER,
        "folded": {**_KEYWORD, "fields": {"words": _WORDS}},
        "spelled": _WORDS,
        "of": _KEYWORD,
        "of_kind": _KEYWORD,
        "of_key": _KEYWORD,
        "of_name": _KEYWORD,
        "path": _KEYWORD,
        "raw_path": _BYTES,
        "size": {"type": "long"},
        "mtime_ns": {"type": "long"},
        "problem": _STORED,
        "articles": _NUMBER,
        "loading": _KEYWORD,
        "revision": {"type": "long"},
        "version": _NUMBER,
        "made_with": _KEYWORD,
        "shards": _NUMBER,
        "finished": {"type": "boolean"},
    },
}


def index_body(mapping: Json, shards: int) -> Json:
    """The body that creates an index of an archive, to be loaded into."""
    return {
        "settings": {
            "index": {
                "number_of_shards": shards,
                # a copy of a finished shard costs less than indexing each document twice
                "number_of_replicas": 0,
                "codec": "best_compression",
                "refresh_interval": REFRESHED,
                "max_result_window": 10_000,
                "mapping": {"nested_objects": {"limit": 50_000}},
            },
            "analysis": {
                "tokenizer": {
                    "blanks": {"type": "whitespace", "max_token_length": 4 * LONGEST_TOKEN}
                },
                "filter": {
                    "forms": {
                        "type": "pattern_capture",
                        "preserve_original": False,
                        "patterns": [f"([^{JOINER}]+)"],
                    },
                    "mentioned": {"type": "stop", "stopwords": [NO_MENTION]},
                },
                "analyzer": {
                    "words": {"type": "custom", "tokenizer": "blanks", "filter": ["forms"]},
                    "mentions": {
                        "type": "custom",
                        "tokenizer": "blanks",
                        "filter": ["forms", "mentioned"],
                    },
                },
            },
        },
        "mappings": {**mapping, "_meta": {"pressmark": {"version": VERSION}}},
    }


def copies_of(replicas: int | None) -> Json:
    """The setting of how many copies each shard has: one where there is a second node for it."""
    if replicas is None:
        return {"auto_expand_replicas": "0-1"}
    return {"number_of_replicas": replicas, "auto_expand_replicas": False}


def index_name(name: str, part: str, generation: int) -> str:
    """The index behind an alias: `desk-articles-1`, `desk-names-1`."""
    return f"{name}-{part}-{generation}"


def names_alias(name: str) -> str:
    """The alias of what an archive holds besides articles."""
    return f"{name}-names"


def loading_alias(name: str) -> str:
    """The alias through which a loader writes to `name`."""
    return f"{name}-loading"


def mapped_fields(mapping: Json) -> dict[str, str]:
    """Every field of a mapping with its type, nested ones by their paths."""
    found: dict[str, str] = {}

    def walk(properties: Json, before: str) -> None:
        for name, own in properties.items():
            found[before + name] = str(own.get("type", "object"))
            walk(own.get("properties", {}), f"{before}{name}.")

    walk(mapping.get("properties", {}), "")
    return found


__all__ = [
    "ARTICLES",
    "JOINER",
    "LONGEST_TOKEN",
    "NAMED_IN",
    "NAMES",
    "NO_MENTION",
    "PAIRS",
    "REFRESHED",
    "TITLE_WEIGHT",
    "VERSION",
    "copies_of",
    "index_body",
    "index_name",
    "loading_alias",
    "mapped_fields",
    "names_alias",
]
