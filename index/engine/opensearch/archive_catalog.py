"""The catalogue of an archive: metadata, actors and files, read from the cluster."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from index.catalog import Reference, names_publication
from index.corrections import settled, with_splits
from index.engine.opensearch.actor_directory import ActorDirectory
from index.engine.opensearch.archive_errors import ArchiveError
from index.engine.opensearch.archive_state import read_archive_state
from index.engine.opensearch.cluster import Cluster, Json, path_of
from index.engine.opensearch.corrected_articles import CorrectedArticle, corrected_article
from index.engine.opensearch.documents import (
    ANALYSIS_FIELDS,
    CARD_FIELDS,
    actor_number,
    analysis_in,
    card_in,
    clean,
    number_of,
    path_in,
    references_in,
)
from index.engine.opensearch.mapping import names_alias
from index.engine.opensearch.point_in_time import PointInTime
from index.engine.opensearch.query_parts import all_of, any_of, terms
from index.extract import canonical_outlet
from index.model import (
    Analysis,
    Card,
    fold_words,
    own_identity,
)
from index.platform import LruCache

# Hits that are listed one by one; counts are over all of them.
MOST_LISTED = 200_000
# Values of one field that names are looked for in.
_MOST_VALUES = 50_000
# Articles with an actor whose name is split, files with problems, and references, at most.
_MOST_SPLIT, _MOST_PROBLEMS, _MOST_REFERENCES = 5_000, 10_000, 5_000
# The order of articles that are listed: by their files, as a library numbers its articles.
_BY_FILE = ["path", "key"]
# Ids whose keys are remembered.
_REMEMBERED = 100_000
_AT_ONCE = 5_000

Column = Literal["publication", "author", "source"]


class ArchiveCatalog(ActorDirectory):
    """Articles, actors and fields of one archive. Follows it by `refresh`."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self.name = cluster.access.name
        self.state = read_archive_state(self._cluster)
        self.articles = PointInTime(cluster, self.name)
        self._values: dict[Column, tuple[str, ...]] = {}
        self._languages: tuple[str, ...] | None = None
        self._nums: LruCache[str, int] = LruCache(_REMEMBERED)
        self._corrected_articles: tuple[tuple[int, int], dict[int, CorrectedArticle]] | None = None
        super().__init__(PointInTime(cluster, names_alias(self.name)))

    def close(self) -> None:
        """Release what the cluster keeps for this reader."""
        self.articles.close()
        self._names.close()

    def refresh(self) -> bool:
        """Move to the newest state of the archive; whether it is new. Raises ArchiveError."""
        state = read_archive_state(self._cluster)
        if state == self.state:
            return False
        self.state = state
        # answers that are shown keep the older point in time
        self.articles = PointInTime(self._cluster, self.name)
        self._names.close()
        self._values, self._languages = {}, None
        self._nums.clear()
        self._begin()
        return True

    def revision(self) -> int:
        """The revision of the archive at the last refresh."""
        return self.state.revision

    # --- articles ---

    def count(self) -> int:
        """The number of articles."""
        return self.articles.count({"match_all": {}})

    def cards(self, nums: Iterable[int]) -> list[Card]:
        """The metadata of articles, in the order asked for; unknown numbers are left out."""
        wanted = list(nums)
        found: dict[int, Card] = {}
        for begin in range(0, len(wanted), _AT_ONCE):
            part = sorted(set(wanted[begin : begin + _AT_ONCE]))
            for source in self.articles.sources(terms("key", part), CARD_FIELDS, len(part)):
                found[source["key"]] = card_in(source)
        return [found[num] for num in wanted if num in found]

    def analyses(self, nums: Sequence[int]) -> Iterator[tuple[int, Analysis]]:
        """Articles with their analyses, many at a time, in the order asked for."""
        for begin in range(0, len(nums), 100):
            part = nums[begin : begin + 100]
            query = terms("key", sorted(set(part)))
            found = {
                source["key"]: source
                for source in self.articles.sources(query, ANALYSIS_FIELDS, len(part))
            }
            for num in part:
                if num in found:
                    yield num, self._unpacked(found[num])

    def analysis(self, num: int) -> Analysis | None:
        """The article with its analysis; None where it is gone. Raises ArchiveError."""
        return next((analysis for _, analysis in self.analyses([num])), None)

    def _unpacked(self, source: Json) -> Analysis:
        try:
            found = analysis_in(source)
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveError(
                f"The article {source.get('id')} of the archive {self.name} cannot be read:"
                " load its file again."
            ) from error
        own = self._judged_articles().get(source["key"]) if self._judgements else None
        found = with_splits(found, self.corrections.splits)
        return settled(found, own) if own else found

    def num_of(self, ident: str) -> int | None:
        """The number of the article with this id, or at this path."""
        known = self._nums.get(ident)
        if known is None:
            query = any_of([terms("id", [clean(ident)]), terms("path", [clean(ident)])])
            found = next(self.articles.sources_in_order(query, ("key",), _BY_FILE, 1), None)
            known = found["key"] if found else -1
            self._nums.put(ident, known)
        return None if known < 0 else known

    def nums_of(self, idents: Iterable[str]) -> dict[str, int]:
        """The numbers of articles by their ids or the digests of their texts; those there are.

        What is found is remembered, so that `num_of` asks for none of them again.
        """
        wanted = sorted({clean(ident) for ident in idents})
        found: dict[str, int] = {}
        by_digest: dict[str, int] = {}
        for begin in range(0, len(wanted), _AT_ONCE):
            part = wanted[begin : begin + _AT_ONCE]
            query = any_of([terms("id", part), terms("digest", part)])
            fields = ("key", "id", "digest")
            for source in self.articles.sources(query, fields, 10 * _AT_ONCE):
                found[source["id"]] = source["key"]
                by_digest.setdefault(source["digest"], source["key"])
        found = {ident: found.get(ident, by_digest.get(ident, -1)) for ident in wanted}
        here = {ident: num for ident, num in found.items() if num >= 0}
        for ident, num in here.items():
            if ident not in by_digest:
                self._nums.put(ident, num)
        return here

    def nums_of_digest(self, digest: str) -> list[int]:
        """Articles with just this text."""
        return self._keys(terms("digest", [digest]))

    def nums_of_titles(self, titles: Iterable[str]) -> dict[str, list[int]]:
        """The articles with just one of these titles, by title."""
        return {
            title: self._keys(terms("heading_digest", [str(number_of("title", title))]))
            for title in titles
        }

    def _keys(self, query: Json) -> list[int]:
        found = self.articles.sources_in_order(query, ("key",), _BY_FILE, 1_000)
        return [source["key"] for source in found]

    def _cards(self, query: Json, most: int = 1_000) -> list[Card]:
        found = self.articles.sources_in_order(query, CARD_FIELDS, _BY_FILE, most)
        return list(map(card_in, found))

    def duplicates_of(self, num: int) -> list[Card]:
        """The other articles that are nearly the same as this one."""
        group = self.groups_of([num]).get(num)
        if group is None:
            return []
        query = all_of((), [terms("group", [group]), {"term": {"doubled": True}}])
        return [card for card in self._cards(query) if card.num != num]

    def groups_of(self, nums: Iterable[int]) -> dict[int, int]:
        """The group of duplicates of each of these articles that is in one."""
        wanted = sorted(set(nums))
        query = all_of((), [terms("key", wanted), {"term": {"doubled": True}}])
        return {
            source["key"]: source["group"]
            for source in self.articles.sources(query, ("key", "group"), len(wanted))
        }

    def paths_named(self, wanted: str) -> list[Card]:
        """The articles with a file name, the end of a path or the beginning of an id."""
        escaped = "".join(f"\\{c}" if c in "*?\\" else c for c in clean(wanted))
        query = any_of([{"wildcard": {"path": f"*/{escaped}"}}, {"prefix": {"id": clean(wanted)}}])
        return self._cards(query, 10)

    # --- values of fields ---

    def values(self, column: Column) -> tuple[str, ...]:
        """The values of a field, at most _MOST_VALUES, the most frequent first."""
        known = self._values.get(column)
        if known is None:
            counted = {"values": {"terms": {"field": column, "size": _MOST_VALUES}}}
            found = self.articles.counted({"query": {"match_all": {}}, "aggs": counted})
            known = tuple(bucket["key"] for bucket in found["values"]["buckets"])
            self._values[column] = known
        return known

    def languages(self) -> tuple[str, ...]:
        """The languages of the articles that have their own stemmer."""
        if self._languages is None:
            counted = {"values": {"terms": {"field": "language", "size": 100}}}
            found = self.articles.counted({"query": {"match_all": {}}, "aggs": counted})
            self._languages = tuple(bucket["key"] for bucket in found["values"]["buckets"])
        return self._languages

    def outlets_called(self, value: str, exact: bool = False) -> set[str]:
        """The names of the cited outlets that have the words of `value`; `exact`: just that."""
        names = {fold_words(value), fold_words(canonical_outlet(value))} - {""}
        known = [(name, fold_words(name)) for name in self.values("source")]
        return {name for name, folded in known if exact and folded in names} or {
            name for name, folded in known if any(f" {one}" in f" {folded}" for one in names)
        }

    def values_called(
        self, column: Literal["publication", "author"], value: str, exact: bool = False
    ) -> set[str]:
        """The publications or authors that have the words of `value`; `exact`: just that."""
        wanted = fold_words(value)
        known = self.values(column)
        return {text for text in known if exact and fold_words(text) == wanted} or {
            text for text in known if names_publication(wanted, text)
        }

    def nums(self) -> list[int]:
        """The numbers of all articles, in order."""
        found = self.articles.sources({"match_all": {}}, ("key",), MOST_LISTED)
        return [source["key"] for source in found]

    def file_count(self) -> int:
        """The number of files that were read or failed to be read."""
        return self._names.count({"term": {"what": "file"}})

    def bytes(self) -> int | None:
        """Bytes of the articles on the cluster, without replicas.

        None if the cluster does not say, as for a reader without the right to see statistics.
        """
        try:
            stats = self._cluster.ask("GET", path_of(self.name, "_stats", "store"))
            return int(stats["_all"]["primaries"]["store"]["size_in_bytes"])
        except (ArchiveError, LookupError, TypeError, ValueError, OverflowError):
            return None

    # --- references ---

    def issues_of(self, publication: str, first: int, last: int) -> list[Card]:
        """The articles of a publication (a name, or its initials) dated between two days."""
        called = self.values_called("publication", publication)
        query = all_of(
            (),
            [
                terms("publication", sorted(called)),
                {"range": {"first_day": {"gte": first}}},
                {"range": {"last_day": {"lte": last}}},
            ],
        )
        return self._cards(query)

    def references_to(self, num: int) -> list[Reference]:
        """The references of other articles that can mean this one: its publication, on its day."""
        fields = ("key", "publication", "first_day", "last_day")
        own = next(self._articles_with(num, fields), None)
        publication = (own or {}).get("heading", {}).get("publication")
        if own is None or not publication or "first_day" not in own:
            return []
        first, last = own["first_day"], own["last_day"]
        inside = {
            "nested": {
                "path": "references",
                "query": all_of(
                    (),
                    [
                        {"range": {"references.first_day": {"gte": first - 366, "lte": first}}},
                        {"range": {"references.last_day": {"gte": last}}},
                    ],
                ),
            }
        }
        wanted = ("key", "references")
        return [
            reference
            for source in self.articles.sources_in_order(inside, wanted, _BY_FILE, _MOST_REFERENCES)
            for reference in references_in(source)
            if source["key"] != num
            and first - 366 <= reference.first_day <= first
            and reference.last_day >= last
            and names_publication(reference.publication, publication)
        ]

    def _articles_with(self, num: int, fields: tuple[str, ...]) -> Iterator[Json]:
        return self.articles.sources(terms("key", [num]), (*fields, "heading"), 1)

    def unresolved_references(self) -> list[Reference]:
        """References to issues of which the archive has no article; of the first few thousand."""
        having: Json = {
            "nested": {"path": "references", "query": {"exists": {"field": "references.first_day"}}}
        }
        found = [
            reference
            for source in self.articles.sources_in_order(
                having, ("key", "references"), _BY_FILE, _MOST_REFERENCES
            )
            for reference in references_in(source)
        ]
        issues = {(one.publication, one.first_day, one.last_day) for one in found}
        held = {issue: bool(issue[1]) and bool(self.issues_of(*issue)) for issue in issues}
        return [one for one in found if not held[one.publication, one.first_day, one.last_day]]

    # --- files ---

    def problems(self) -> list[tuple[str, str]]:
        """Files that could not be read, with the reason."""
        query = all_of((), [{"term": {"what": "file"}}, {"exists": {"field": "problem"}}])
        fields = ("path", "raw_path", "problem")
        found = self._names.sources_in_order(query, fields, ["path"], _MOST_PROBLEMS)
        return [(path_in(one), one["problem"]) for one in found]

    def passed_over(self) -> list[tuple[str, str]]:
        """None: a loader says on its own machine what it passed over."""
        return []

    def built(self) -> str | None:
        """When the archive was last loaded or finished, in ISO form (UTC)."""
        when = datetime.datetime.fromtimestamp(self.state.revision / 1e9, datetime.UTC)
        return when.isoformat(timespec="seconds")

    # --- corrected articles ---

    def _split_articles(self) -> set[int]:
        found: set[int] = set()
        for split in self.corrections.splits:
            number = actor_number(split.kind, split.key)
            query = terms("actor", [str(number)])
            for source in self.articles.sources(query, ("key", "path", "raw_path"), _MOST_SPLIT):
                if split.is_in(path_in(source)):
                    found.add(source["key"])
        return found

    def corrected_articles(self) -> dict[int, CorrectedArticle]:
        """The articles that were judged or that a split concerns, as they count."""
        if not self._judgements and not self.corrections.splits:
            return {}
        revision = self.actors_revision()
        known = self._corrected_articles
        if known is None or known[0] != revision:
            judged = set(self._judged_articles()) if self._judgements else set()
            nums = sorted(judged | self._split_articles())
            found = {num: corrected_article(analysis) for num, analysis in self.analyses(nums)}
            self._corrected_articles = known = revision, found
        return known[1]

    def actor_numbers(self, analysis: Analysis) -> list[int | None]:
        """The archive's number of each of the article's actors, as it counts now."""
        meant, ignored = self.merged_into(), self.ignored()
        numbers = [actor_number(*own_identity(actor)) for actor in analysis.actors]
        whole = [meant.get(number, number) for number in numbers]
        return [None if number in ignored else number for number in whole]

    def actors_of(self, num: int) -> dict[tuple[str, str], int]:
        """The actors of one article: (kind, key) to the archive's number for it."""
        analysis = self.analysis(num)
        if analysis is None:
            return {}
        numbers = self.actor_numbers(analysis)
        return {
            own_identity(actor): number
            for actor, number in zip(analysis.actors, numbers, strict=True)
            if number is not None
        }


__all__ = ["MOST_LISTED", "ArchiveCatalog"]
