"""Reading the catalogue: articles, files and their metadata."""

import hashlib
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from index.catalog.actor_overlay import ActorOverlay
from index.catalog.connection import marks_for
from index.catalog.packing import decode_analysis, decode_article
from index.catalog.stored_references import Reference, names_publication
from index.catalog.text_store import TextStore
from index.corrections import JUDGED_FIELDS, JudgedField, settled, with_splits
from index.model import Analysis, Article, Card, Stamp, fold_words

_PATHS = sys.getfilesystemencoding()
_REFERENCE = ", ".join(Reference._fields)
_REFERENCE_OF = ", ".join(f"refs.{name}" for name in Reference._fields)


class CatalogReader(TextStore, ActorOverlay):
    """The queries of the catalogue."""

    _known_values: dict[str, tuple[int, list[str]]]  # publications and authors at a revision

    def tables_stamp(self) -> str:
        """A value that differs between any two revisions of any two catalogues."""
        return f"{self.meta('tables')} {self.revision()}"

    def is_earlier_stamp(self, stamp: str) -> bool:
        """Whether `tables_stamp` was this after the last `set_groups`, or since then."""
        return stamp.rpartition(" ")[0] == self.meta("tables")

    def overlay_digest(self) -> str:
        """A digest of the corrections and judgements in force."""
        right = self.corrections
        parts = (
            *map(sorted, (right.same.items(), right.names.items(), right.ignored)),
            right.splits,
            list(map(sorted, right.apart)),
            self._judgements,
        )
        return hashlib.sha256(repr(parts).encode()).hexdigest()

    def article_days(self, after: int = 0) -> Iterator[tuple[int, int, int]]:
        """Number, first and last day of the articles above `after`, in order.

        Days are proleptic ordinals, 0 where an article has no date. Consume it immediately.
        """
        return self._each(
            "SELECT num, ifnull(first_day, 0), ifnull(last_day, 0) FROM articles"
            " WHERE num > ? ORDER BY num",
            (after,),
        )

    def person_keys(self) -> list[tuple[int, str]]:
        """Number and key of every person, by number."""
        return self._all("SELECT actor, key FROM actors WHERE kind = 'person' ORDER BY actor")

    def identities_of(self, actors: Iterable[int]) -> list[tuple[int, str, str, str]]:
        """Number, kind, key and name of each of `actors` that the catalogue has."""
        wanted = json.dumps(sorted(actors))
        return self._all(
            "SELECT actor, kind, key, name FROM actors"
            " WHERE actor IN (SELECT value FROM json_each(?))",
            (wanted,),
        )

    def actor_ids(self) -> list[int]:
        """The numbers of all actors."""
        return [actor for (actor,) in self._all("SELECT actor FROM actors ORDER BY actor")]

    def signatures(self) -> Iterator[tuple[int, bytes, str]]:
        """Number, MinHash signature and text digest of every article, by number.

        The digest is empty where no other article has it. Consume it immediately.
        """
        digests = dict(
            self._each(
                "SELECT num, digest FROM articles WHERE digest IN"
                " (SELECT digest FROM articles GROUP BY digest HAVING count(*) > 1)"
            )
        )
        for num, signature in self._each("SELECT num, signature FROM signatures ORDER BY num"):
            yield num, signature, digests.get(num, "")

    def files(self) -> dict[str, Stamp]:
        """Every file that was read or failed to be read, by path, as it was then."""
        rows = self._all("SELECT path, size, mtime_ns, ctime_ns FROM files")
        return {
            path.decode(_PATHS, "surrogateescape"): (size, mtime_ns, ctime_ns)
            for path, size, mtime_ns, ctime_ns in rows
        }

    def files_among(self, paths: Iterable[str]) -> set[str]:
        """Those of `paths` that are files of the catalogue."""
        statement = "SELECT 1 FROM files WHERE path = ?"
        return {path for path in paths if self._all(statement, (os.fsencode(path),))}

    def problems(self) -> list[tuple[str, str]]:
        """Files that could not be read, with the reason."""
        rows = self._all("SELECT path, problem FROM files WHERE problem IS NOT NULL ORDER BY path")
        return [(os.fsdecode(path), problem) for path, problem in rows]

    def passed_over(self) -> list[tuple[str, str]]:
        """Files of kinds that are not read, as the last build saw them, with the reason."""
        return self.meta_value("passed_over", list[tuple[str, str]], [])

    def count(self) -> int:
        """How many articles there are."""
        return int(self._all("SELECT count(*) FROM articles")[0][0])

    def nums(self) -> list[int]:
        """The numbers of all articles, in order."""
        return sorted(num for (num,) in self._all("SELECT num FROM articles"))

    def nums_at(self, paths: Iterable[str]) -> list[int]:
        """The numbers of the articles in these files."""
        found = []
        for path in paths:
            found += [
                num
                for (num,) in self._all(
                    "SELECT num FROM articles WHERE path = ?", (os.fsencode(path),)
                )
            ]
        return found

    def cards(self, nums: Iterable[int]) -> list[Card]:
        """The cards of these articles, in the order asked for; unknown numbers are left out."""
        wanted = list(nums)
        found: dict[int, Card] = {}
        for begin in range(0, len(wanted), 500):
            part = wanted[begin : begin + 500]
            for num, ident, path, title, publication, date in self._all(
                "SELECT num, id, path, title, publication, date"
                f" FROM articles WHERE num IN ({marks_for(part)})",
                part,
            ):
                found[num] = Card(num, ident, os.fsdecode(path), title, publication, date)
        return [found[num] for num in wanted if num in found]

    def analysis(self, num: int) -> Analysis | None:
        """The article with all that extraction found in it; None where it is gone."""
        return self.analyses_among([num]).get(num)

    def analyses_among(self, nums: Sequence[int]) -> dict[int, Analysis]:
        """The analyses of these articles, read in one statement; those that are gone left out."""
        rows = self._all(
            "SELECT num, id, path, title, publication, volume, issue, author, date, packed"
            f" FROM articles LEFT JOIN texts USING (num) WHERE num IN ({marks_for(nums)})",
            nums,
        )
        return {row[0]: self._unpacked_analysis(*row) for row in rows}

    def _unpacked_analysis(self, num: int, ident: str, path: bytes, *more: Any) -> Analysis:
        title, publication, volume, issue, author, date, packed = more
        try:
            found = decode_analysis(
                self._unpacked_text(packed),
                id=ident,
                path=os.fsdecode(path),
                title=title,
                publication=publication,
                volume=volume,
                issue=issue,
                author=author,
                date=date,
            )
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise self.damaged(f"article {ident}") from error
        own = self._judged_articles().get(num) if self._judgements else None
        found = with_splits(found, self.corrections.splits)
        return settled(found, own) if own else found

    def texts(self, nums: Sequence[int]) -> dict[int, Article]:
        """The articles that there are, with id, path, title, text, body and language alone."""
        found = {}
        for begin in range(0, len(nums), 100):
            part = nums[begin : begin + 100]
            for num, ident, path, title, packed in self._all(
                "SELECT num, id, path, title, packed FROM articles LEFT JOIN texts USING (num)"
                f" WHERE num IN ({marks_for(part)})",
                part,
            ):
                try:
                    found[num] = decode_article(
                        self._unpacked_text(packed), id=ident, path=os.fsdecode(path), title=title
                    )
                except (ValueError, TypeError) as error:
                    raise self.damaged(f"article {ident}") from error
        return found

    def num_of(self, ident: str) -> int | None:
        """The number of the article with this id, or at this path."""
        rows = (
            self._all("SELECT num FROM articles WHERE id = ?", (ident,)) if ident.isascii() else []
        )
        rows = rows or self._all(
            "SELECT num FROM articles WHERE path = ? ORDER BY num", (os.fsencode(ident),)
        )
        return rows[0][0] if rows else None

    def nums_of(self, idents: Iterable[str]) -> dict[str, int]:
        """Article numbers by id or by digest of the text; unknown ones are left out.

        Of several articles with one digest it is the lowest number.
        """
        listed = json.dumps(list(idents))
        by_digest = (
            "SELECT digest, min(num) FROM articles"
            " WHERE digest IN (SELECT value FROM json_each(?)) GROUP BY digest"
        )
        by_id = "SELECT id, num FROM articles WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._all(by_digest, (listed,))) | dict(self._all(by_id, (listed,)))

    def nums_of_digest(self, digest: str) -> list[int]:
        """Articles with just this text."""
        return [
            num
            for (num,) in self._all(
                "SELECT num FROM articles WHERE digest = ? ORDER BY num", (digest,)
            )
        ]

    def nums_of_titles(self, titles: Iterable[str]) -> dict[str, list[int]]:
        """The articles with just one of these titles, by title; one pass over all articles."""
        rows = self._all(
            "SELECT title, num FROM articles WHERE title IN (SELECT value FROM json_each(?))"
            " ORDER BY num",
            (json.dumps(list(titles)),),
        )
        found: dict[str, list[int]] = {}
        for title, num in rows:
            found.setdefault(title, []).append(num)
        return found

    def actor_lists(self, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """Number and packed actors of the articles above `after`, in order; see `pack_actors`.

        Consume it immediately.
        """
        return self._each(
            "SELECT num, actors FROM actor_lists WHERE num > ? ORDER BY num", (after,)
        )

    def speech_after(self, after: int = 0) -> list[tuple[int, bytes]]:
        """Number and packed pairs of the articles above `after` that have pairs, in order.

        See `pack_pairs`.
        """
        return self._all("SELECT num, pairs FROM speech WHERE num > ? ORDER BY num", (after,))

    def statements_after(self, after: int = 0) -> Iterator[tuple[int, bytes]]:
        """The articles with statements and a number above `after`, in order, with packed rows.

        Consume it immediately.
        """
        return self._each("SELECT num, packed FROM statements WHERE num > ? ORDER BY num", (after,))

    def facts_after(self, after: int = 0) -> list[tuple[int, str | None, str | None]]:
        """The articles with higher numbers than `after`, in order: number, publication, author."""
        return self._all(
            "SELECT num, publication, author FROM articles WHERE num > ? ORDER BY num", (after,)
        )

    def cited_after(self, after: int = 0) -> list[tuple[int, int]]:
        """(article number, outlet number) for each outlet cited in an article above `after`."""
        return self._all(
            "SELECT num, outlet FROM source_articles WHERE num > ? ORDER BY num, outlet", (after,)
        )

    def references(self) -> list[Reference]:
        """Every reference to another article."""
        return [
            Reference(*row)
            for row in self._all(f"SELECT {_REFERENCE} FROM refs ORDER BY num, start")
        ]

    def references_to(self, num: int) -> list[Reference]:
        """The references of other articles that can mean this one: its publication, on its day."""
        rows = self._all(
            # No date spans more than a year, so the references of the year before suffice.
            f"SELECT {_REFERENCE_OF}, articles.publication FROM articles"
            " JOIN refs ON refs.first_day BETWEEN articles.first_day - 366 AND articles.first_day"
            " AND refs.last_day >= articles.last_day AND refs.num != articles.num"
            " WHERE articles.num = ? ORDER BY refs.num",
            (num,),
        )
        return [
            Reference(*row)
            for *row, publication in rows
            if publication and names_publication(row[2], publication)
        ]

    def outlet_names(self) -> dict[int, str]:
        """The name of every outlet that was ever cited, by its number."""
        return dict(self._all("SELECT outlet, name FROM outlets"))

    def inferred(self, field: JudgedField) -> tuple[list[int], list[int]]:
        """Two parallel lists: numbers of articles with inferred values of `field`, and how many."""
        if field not in JUDGED_FIELDS:
            raise ValueError(field)
        rows = self._all(f"SELECT num, {field} FROM inferred WHERE {field} > 0 ORDER BY num")
        return [num for num, _ in rows], [count for _, count in rows]

    def duplicate_groups(self) -> dict[int, int]:
        """The group number of each article that has near-duplicates."""
        return dict(self._all("SELECT num, of FROM duplicates"))

    def duplicates_of(self, num: int) -> list[Card]:
        """The other articles that are nearly the same."""
        rows = self._all(
            "SELECT num FROM duplicates WHERE of = (SELECT of FROM duplicates WHERE num = ?)"
            " AND num != ? ORDER BY num",
            (num, num),
        )
        return self.cards(num for (num,) in rows)

    def outlets_called(self, value: str, exact: bool = False) -> set[str]:
        """The names of the outlets whose name has the words of `value`.

        With `exact` only those of exactly that name, where there are any.
        """
        from index.extract import canonical_outlet  # here alone: most searches need no extractor

        names = {fold_words(value), fold_words(canonical_outlet(value))} - {""}
        known = self._all("SELECT name, folded FROM outlets")
        return {name for name, folded in known if exact and folded in names} or {
            name for name, folded in known if any(f" {one}" in f" {folded}" for one in names)
        }

    def articles_citing(self, outlets: Iterable[str]) -> set[int]:
        """The articles that cite one of these outlets, by name as stored."""
        rows = self._all(
            "SELECT DISTINCT num FROM source_articles JOIN outlets USING (outlet)"
            " WHERE name IN (SELECT value FROM json_each(?))",
            (json.dumps(list(outlets)),),
        )
        return {num for (num,) in rows}

    def values_called(self, column: str, value: str, exact: bool = False) -> set[str]:
        """The publications or authors (`column`) that have the words of `value`.

        With `exact` only those that are exactly that, where there are any.
        """
        wanted, known = fold_words(value), self._values(column)
        return {text for text in known if exact and fold_words(text) == wanted} or {
            text for text in known if names_publication(wanted, text)
        }

    def _values(self, column: str) -> list[str]:
        """The publications or authors of all articles, read once a revision."""
        if column not in {"publication", "author"}:
            raise ValueError(column)
        revision, known = self.revision(), self._known_values.get(column)
        if known is None or known[0] != revision:
            rows = self._all(f"SELECT DISTINCT {column} FROM articles WHERE {column} IS NOT NULL")
            self._known_values[column] = known = revision, [text for (text,) in rows]
        return known[1]

    def articles_by_path(self, text: str) -> set[int]:
        """The articles whose path contains `text`, compared without case."""
        wanted = text.casefold()
        return {
            num
            for num, path in self._all("SELECT num, path FROM articles")
            if wanted in os.fsdecode(path).casefold()
        }

    def issues_of(self, publication: str, first: int, last: int) -> list[Card]:
        """The articles of a publication (a name, or its initials) dated between two days."""
        called = self.values_called("publication", publication)
        rows = self._all(
            "SELECT num, publication FROM articles"
            " WHERE first_day BETWEEN ? AND ? AND last_day <= ? ORDER BY num",
            (first, last, last),
        )
        return self.cards(num for num, name in rows if name in called)
