"""Names of actors that went with articles of an archive: which forms no article has any more.

A loader that removes or replaces an article leaves a note for each actor in it; the batch step
looks at these actors alone, and removes the notes.
"""

from collections.abc import Iterable, Iterator, Sequence

from index.catalog import names_by_key
from index.engine.opensearch import (
    ANALYSIS_FIELDS,
    Json,
    PointInTime,
    Spell,
    all_of,
    analysis_in,
    clean,
    delete_line,
    index_lines,
    number_of,
    terms,
)

# Articles that are looked at first for a name: those that have its words side by side.
_FIRST = 20
# Names that are looked for in one request, and articles that are looked at for each.
_FORMS_AT_ONCE, _LOOKED_AT = 100, 2
_MOST = 1_000_000_000
_AT_ONCE = 1_000
_FORM = ("actor", "kind", "actor_key", "name", "folded")


def lost_lines(index: str, actors: Iterable[str]) -> Iterator[bytes]:
    """The lines that note actors whose articles are removed or replaced."""
    for actor in actors:
        yield from index_lines(index, f"lost-{actor}", {"what": "lost", "actor": actor})


def lost_actors(names: PointInTime) -> list[str]:
    """The actors that are noted."""
    noted = names.sources_in_order({"term": {"what": "lost"}}, ("actor",), ["actor"], _MOST)
    return [one["actor"] for one in noted]


def found_again(index: str, actors: Iterable[str]) -> Iterator[bytes]:
    """The lines that remove the notes."""
    return (delete_line(index, f"lost-{actor}") for actor in actors)


def form_id(form: Json) -> str:
    """The id of the document of a form of a name."""
    parts = form["kind"], form["actor_key"], form["name"], *(form.get("folded") or ())
    return f"actor-{number_of(*parts)}"


def gone_forms(articles: PointInTime, names: PointInTime, actors: Sequence[str]) -> set[str]:
    """The ids of the forms of `actors` that are fuller than any that an article has.

    Each actor has articles, so that one of its names stays. Shorter forms are never shown, and
    are not looked for.
    """
    spell = Spell()
    gone: set[str] = set()
    for begin in range(0, len(actors), _AT_ONCE):
        query: Json = {
            "bool": {
                "filter": [
                    {"term": {"what": "actor"}},
                    terms("actor", list(actors[begin : begin + _AT_ONCE])),
                ]
            }
        }
        forms: dict[str, list[Json]] = {}
        for form in names.sources_in_order(query, _FORM, ["actor", "name", "_doc"], _MOST):
            forms.setdefault(form["actor"], []).append(form)
        several = [own for own in forms.values() if len({one["name"] for one in own}) > 1]
        standing = _seen_at_once(articles, list(map(_fullest, several)), spell)
        for own in several:
            if form_id(_fullest(own)) not in standing:
                gone |= _gone_of(articles, own, spell)
    return gone


def _fullest(forms: Sequence[Json]) -> Json:
    return max(forms, key=lambda form: (len(form["name"]), form["name"]))


def _seen_at_once(articles: PointInTime, forms: Sequence[Json], spell: Spell) -> set[str]:
    """The ids of those `forms`, one an actor, that an article has which has their words.

    Looks at _LOOKED_AT such articles for each, in one request for many. Forms may be left out.
    """
    found: set[str] = set()
    looked_at = {"top_hits": {"size": _LOOKED_AT, "_source": list(ANALYSIS_FIELDS)}}
    for begin in range(0, len(forms), _FORMS_AT_ONCE):
        part = {form_id(form): form for form in forms[begin : begin + _FORMS_AT_ONCE]}
        filters = {ident: _having_words(form, spell) for ident, form in part.items()}
        body: Json = {
            "query": terms("actor", [form["actor"] for form in part.values()]),
            "size": 0,
            "aggs": {"of": {"filters": {"filters": filters}, "aggs": {"seen": looked_at}}},
        }
        buckets = articles.search(body)["aggregations"]["of"]["buckets"]
        for ident, form in part.items():
            hits = buckets[ident]["seen"]["hits"]["hits"]
            if any(_calls(hit["_source"], form) for hit in hits):
                found.add(ident)
    return found


def _having_words(form: Json, spell: Spell) -> Json:
    """The articles that mention the actor of a form and have the words of its name in a row."""
    named = {"bool": {"should": _phrases(form, spell), "minimum_should_match": 1}}
    return all_of((), [terms("actor", [form["actor"]]), named])


def _phrases(form: Json, spell: Spell) -> list[Json]:
    words = spell.words(form["name"], None).exact
    return [{"match_phrase": {field: words}} for field in ("exact", "title_exact")]


def _gone_of(articles: PointInTime, forms: Sequence[Json], spell: Spell) -> set[str]:
    gone: set[str] = set()
    names = sorted({one["name"] for one in forms}, key=lambda name: (len(name), name))
    for name in names[:0:-1]:  # the fullest first; the shortest stays
        own = [one for one in forms if one["name"] == name]
        if _stands_in_one(articles, own[0], spell):
            break
        gone.update(map(form_id, own))
    return gone


def _stands_in_one(articles: PointInTime, form: Json, spell: Spell) -> bool:
    """Whether an article calls the actor by the name of a form."""
    having = [terms("actor", [form["actor"]])]
    query: Json = {"bool": {"filter": having, "should": _phrases(form, spell)}}
    for most in (_FIRST, _MOST):
        for source in articles.sources_in_order(query, ANALYSIS_FIELDS, ["_score", "key"], most):
            if _calls(source, form):
                return True
    return False


def _calls(source: Json, form: Json) -> bool:
    """Whether the article of a document calls the actor by the name of a form."""
    identity = form["kind"], form["actor_key"]
    return any(
        (kind, clean(key)) == identity and clean(name) == form["name"]
        for (kind, key), name in names_by_key(analysis_in(source)).items()
    )


__all__ = ["form_id", "found_again", "gone_forms", "lost_actors", "lost_lines"]
