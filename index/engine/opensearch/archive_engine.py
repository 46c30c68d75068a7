"""The engine of an archive: answers searches from a cluster."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import log, sqrt

from index import query
from index.catalog import Reference
from index.engine.api import (
    UNLIMITED,
    AlikeArticle,
    AlikeClue,
    Budget,
    Condition,
    HasActor,
    OutOfTime,
    Revision,
    Search,
    Statistics,
    WordForm,
)
from index.engine.feedback import (
    FEEDBACK_ARTICLES,
    OWN_PART,
    AddedWord,
    added_words,
    can_be_widened,
    new_words,
)
from index.engine.opensearch.archive_answer import ArchiveAnswer, resolve_condition
from index.engine.opensearch.archive_catalog import ArchiveCatalog
from index.engine.opensearch.cluster import Cluster, Json
from index.engine.opensearch.mapping import VERSION
from index.engine.opensearch.queries import dsl_of
from index.engine.opensearch.query_parts import NO_ARTICLE, all_of, any_of, constant, terms
from index.engine.opensearch.ranked_pages import Order, RankedPages
from index.engine.opensearch.said_days import AskedStatements
from index.engine.opensearch.word_counts import count_words, spelling_suggestion, words_begun
from index.engine.relaxed_search import FEW, MANY_WORDS, loose_words, loosened_note
from index.model import Analysis, Card
from index.query import And, DateRange, Filter, NearActor, Node, Not, Or, Phrase, Query, Word

# Lifts articles with all words above those with most of them: no score is as high.
_STRICT = 1e6
_TAKES_LONG = "This takes long: what was found so far."


class OpenSearchEngine:
    """Implements `Engine` for one archive. Safe to share between threads."""

    def __init__(self, cluster: Cluster) -> None:
        """Open an archive. Raises ArchiveError for one of another version, or none."""
        cluster.flavour()
        self._cluster = cluster
        self.catalog = ArchiveCatalog(cluster)
        self.archive = StoredArticles(self.catalog)
        self.warning = version_problem(self.catalog)

    def close(self) -> None:
        """Release what the cluster keeps for this reader."""
        self.catalog.close()

    def refresh(self) -> bool:
        """Move to the newest state of the archive; whether it is new. Raises ArchiveError."""
        return self.catalog.refresh()

    def revision(self) -> Revision:
        return self.catalog.actors_revision()

    def count(self) -> int:
        return self.catalog.count()

    def answer(self, search: Search, budget: Budget = UNLIMITED) -> ArchiveAnswer:
        wanted = search.query
        budget.check_cancelled()
        order = _order_of(wanted)
        narrowing = [self._resolve(one) for one in search.narrowed_by]
        try:
            budget.check()
            compiled = self._compiled(wanted.node, search)
            pages = self._pages(compiled, narrowing, order, budget)
            note = suggested = None
            added: tuple[str, ...] = ()
            found = pages.total
            if found < FEW and narrowing:
                # a narrowed search shows a part of what the whole search finds, widened or not
                found = self._pages(compiled, (), order, budget).total
            loose = query.loosened(wanted.node) if found < FEW else None
            plain = loose_words(loose)[1] if loose is not None else ()
            if loose is not None and (not found or len(plain) >= MANY_WORDS):
                either = self._compiled(loose, search)
                if search.feedback and can_be_widened(plain):
                    words = self._added_words(either, budget)
                    either = self._widened(either, len(plain), words, search)
                    added = new_words(words, plain)
                both = any_of([either, _lifted(compiled)])
                more = self._pages(both, narrowing, order, budget)
                all_found = self._pages(both, (), order, budget).total if narrowing else more.total
                note = loosened_note(found, all_found)
                pages = more if all_found else pages
                found = all_found
            if not found:
                suggested = spelling_suggestion(self.catalog.articles, wanted)
        except OutOfTime:
            none = RankedPages(self.catalog.articles, NO_ARTICLE, order)
            return ArchiveAnswer(self.catalog, none, _TAKES_LONG, partial=True)
        if pages.timed_out:
            note = _TAKES_LONG
        elif pages.failed:
            note = "A part of the archive does not answer: what the others have."
        cut = pages.timed_out or bool(pages.failed)
        asked = AskedStatements(tuple(query.statement_conditions(wanted.node)), search.conditions)
        return ArchiveAnswer(self.catalog, pages, note, suggested, cut, added, _asked=asked)

    def _added_words(self, query: Json, budget: Budget) -> tuple[AddedWord, ...]:
        """Words of the articles that a query finds first. Raises Cancelled, OutOfTime."""
        pages = RankedPages(self.catalog.articles, query, Order("score", scored=True), budget)
        scores = {hit.key: hit.score for hit in pages.upto(FEEDBACK_ARTICLES)[:FEEDBACK_ARTICLES]}
        best = [(analysis.article, scores[key]) for key, analysis in self.archive.analyses(scores)]
        budget.check()

        def frequencies(stems: Sequence[str]) -> dict[str, int]:
            counts = self.statistics(stems, "stem").words
            return {stem: counts[stem].articles for stem in stems}

        return added_words(best, self.count(), frequencies)

    def _widened(self, query: Json, own: int, words: Sequence[AddedWord], search: Search) -> Json:
        """What a query for any of `own` words finds, scored by added words as well."""
        if not words:
            return query
        added: list[Json] = [
            {
                "bool": {
                    "must": [self._compiled(Word(word), search)],
                    "boost": (1 - OWN_PART) * weight,
                }
            }
            for word, weight in words
        ]
        half = {"bool": {"must": [query], "boost": OWN_PART / own}}
        return {"bool": {"must": [half], "should": added}}

    def _pages(
        self, compiled: Json, narrowing: Sequence[Json], order: Order, budget: Budget
    ) -> RankedPages:
        whole = all_of([compiled], narrowing)
        return RankedPages(self.catalog.articles, whole, order, budget)

    def _resolve(self, condition: Condition) -> Json:
        return resolve_condition(condition, self.catalog)

    def _compiled(self, node: Node | None, search: Search) -> Json:
        return dsl_of(
            node,
            search.conditions,
            self._resolve,
            self.catalog.languages(),
            self.catalog.expanded,
            self._corrected_with,
            self.catalog.expanded(self.catalog.ignored()),
        )

    def _corrected_with(
        self, node: Node, conditions: Mapping[Filter, Condition]
    ) -> tuple[list[int], list[int]]:
        """The corrected articles that match a condition, and all of them.

        It is a condition on one statement, or asks for words near actors.
        """
        own = self.catalog.corrected_articles()
        expanded: dict[Filter, Condition] = {
            leaf: HasActor(self.catalog.expanded(condition.actors), condition.speaking)
            for leaf, condition in conditions.items()
            if isinstance(condition, HasActor)
        }
        ignored = self.catalog.expanded(self.catalog.ignored())
        having = [
            key
            for key, article in own.items()
            if (
                article.has_named(node, expanded, ignored)
                if isinstance(node, NearActor)
                else article.has_statement(node, expanded)
            )
        ]
        return sorted(having), sorted(own)

    def counts(self, searches: Sequence[Search], budget: Budget = UNLIMITED) -> list[int]:
        """How many articles have all that each search asks for, in one request. Raises Cancelled.

        None is loosened, so that this can be less than the hits of `answer`.
        """
        queries = [
            all_of(
                [self._compiled(one.query.node, one)],
                [self._resolve(condition) for condition in one.narrowed_by],
            )
            for one in searches
        ]
        having = {"filters": {"filters": {str(at): one for at, one in enumerate(queries)}}}
        body: Json = {"query": {"match_all": {}}, "aggs": {"having": having}}
        found = self.catalog.articles.counted(body, budget)
        return [int(one["doc_count"]) for one in _in_order(found, len(queries))]

    def statistics(self, words: Iterable[str], form: WordForm) -> Statistics:
        field = "exact" if form == "exact" else "text"
        return count_words(self._cluster, self.catalog, sorted(set(words)), field)

    def vocabulary(self, prefix: str, most: int) -> tuple[str, ...]:
        """Words of a sample: of articles that have a word that begins so."""
        return words_begun(self.catalog, prefix, most)

    def alike(
        self,
        clues: Sequence[AlikeClue],
        without: Collection[int] = (),
        most: int = 100,
        budget: Budget = UNLIMITED,
    ) -> list[AlikeArticle]:
        budget.check_cancelled()
        queries = [self._clue(clue) for clue in clues]
        moment = self.catalog.articles
        rest: Json = {"bool": {"must_not": [terms("key", sorted(without))]}}
        filters = {"filters": {str(at): one for at, one in enumerate(queries)}}
        counted = {"having": {"filters": filters}}
        having = moment.counted({"query": {"match_all": {}}, "aggs": counted}, budget)
        others = moment.counted({"query": rest, "aggs": counted}, budget)
        rarity = [
            log(having["total"] / count) if (count := own["doc_count"]) else 0.0
            for own in _in_order(having, len(queries))
        ]
        used = [
            at
            for at, own in enumerate(_in_order(others, len(queries)))
            if rarity[at] > 0 and own["doc_count"]
        ]
        if not used:
            return []
        named: list[Json] = []
        for at in used:
            own = queries[at] if _is_words(clues[at]) else constant(queries[at])
            boost = clues[at].weight * (1.0 if _is_words(clues[at]) else rarity[at])
            named.append({"bool": {"must": [own], "boost": boost, "_name": str(at)}})
        body: Json = {
            "query": {
                "bool": {
                    "should": named,
                    "minimum_should_match": min(2, len(used)),
                    "must_not": [terms("key", sorted(without))],
                }
            },
            "sort": ["_score", {"key": "asc"}],
            "size": min(4 * most, 1_000),
            "_source": False,
        }
        return self._ranked_alike(body, clues, rarity, len(used), budget)[:most]

    def _ranked_alike(
        self,
        body: Json,
        clues: Sequence[AlikeClue],
        rarity: Sequence[float],
        used: int,
        budget: Budget,
    ) -> list[AlikeArticle]:
        """The articles that share clues: each clue's worth added up, times the share of clues."""
        answer = self.catalog.articles.search(
            body,
            Budget(cancelled=budget.cancelled),
            scored=True,
            include_named_queries_score=True,
        )
        found = []
        for hit in answer["hits"]["hits"]:
            matched = hit["matched_queries"]
            worth = {
                int(name): float(matched[name])
                if _is_words(clues[int(name)]) and isinstance(matched, dict)
                else rarity[int(name)] * clues[int(name)].weight
                for name in matched
            }
            shares = tuple(sorted(worth, key=lambda at: (-worth[at], at)))
            score = sum(worth.values()) * sqrt(len(shares) / used)
            found.append(AlikeArticle(int(hit["sort"][1]), score, shares))
        return sorted(found, key=lambda one: (-one.score, one.key))

    def _clue(self, clue: AlikeClue) -> Json:
        if isinstance(clue.what, Word | Phrase):
            return self._compiled(clue.what, Search(Query(clue.what)))
        return self._resolve(clue.what)


class StoredArticles:
    """Implements `Archive` for one archive."""

    def __init__(self, catalog: ArchiveCatalog) -> None:
        self._catalog = catalog

    def cards(self, keys: Iterable[int]) -> list[Card]:
        return self._catalog.cards(keys)

    def analyses(self, keys: Iterable[int]) -> Iterator[tuple[int, Analysis]]:
        return self._catalog.analyses(list(keys))

    def find(self, idents: Iterable[str]) -> dict[str, int]:
        return self._catalog.nums_of(idents)

    def duplicates_of(self, keys: Iterable[int]) -> dict[int, int]:
        return self._catalog.groups_of(keys)

    def references(self, to: Iterable[int]) -> dict[int, list[Reference]]:
        return {key: self._catalog.references_to(key) for key in to}

    def unresolved_references(self) -> list[Reference]:
        return self._catalog.unresolved_references()


def version_problem(catalog: ArchiveCatalog) -> str | None:
    """Why an archive of another version may answer wrongly; None for one of this version."""
    version = catalog.state.version
    if version == VERSION:
        return None
    if version > VERSION:
        return (
            f"The archive {catalog.name} was loaded by a newer Pressmark (version {version} of its"
            f" documents, {VERSION} here): install that one."
        )
    return (
        f"The archive {catalog.name} was loaded by an older Pressmark: load it again with"
        " `pressmark index PATH… --into` its address `--rebuild`; it stays readable meanwhile."
    )


def _in_order(counted: Json, count: int) -> list[Json]:
    return [counted["having"]["buckets"][str(at)] for at in range(count)]


def _is_words(clue: AlikeClue) -> bool:
    return isinstance(clue.what, Word | Phrase)


def _lifted(compiled: Json) -> Json:
    return {"constant_score": {"filter": compiled, "boost": _STRICT}}


def _order_of(wanted: Query) -> Order:
    scored = not _only_filters(wanted.node)
    if wanted.sort in {"date", "-date"}:
        return Order(wanted.sort, scored)
    return Order("score" if scored else "-date", scored)


def _only_filters(node: Node | None) -> bool:
    """Whether nothing in the query gives a score: then the newest come first."""
    match node:
        case None | Filter() | DateRange() | Not():
            return True
        case And(children) | Or(children):
            return all(map(_only_filters, children))
    return False


__all__ = ["OpenSearchEngine", "StoredArticles", "version_problem"]
