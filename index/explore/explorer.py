"""Walking on from what a search found: by time, by likeness, by the words around it, by who speaks about whom.

    explorer = Explorer(library)
    line = explorer.timeline([library.search("izvestia")])
    for likeness in explorer.related(num):
        print(likeness.reason)

Everything here may be called from any thread; what can take long can be dropped, and says how far it has come.
"""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from index.catalog import Catalog
from index.engine.local import (
    Field,
    FieldCount,
    FieldFacets,
    Found,
    Speech,
    Timeline,
    articles_in,
    make_timeline,
)
from index.errors import Cancelled
from index.explore import concordance, related, wordings
from index.explore.collocates import Collocate, collocates
from index.explore.concordance import Concordance
from index.explore.references import Missing, find_missing
from index.explore.related import Likeness
from index.explore.wordings import Wording
from index.library import Library
from index.model import (
    ActorKind,
    Analysis,
    Card,
    Pair,
    Quotation,
    Span,
    Unit,
    quoted_beside,
    said_about,
)
from index.query import Kwic, Or, Word, around

# Articles with the rarest words of a quotation that are read in search of another wording.
_CANDIDATES = 40
# Articles after which a concordance is shown for the first time.
_AT_FIRST = 24

# Lines whose words are in memory at once while all are written out.
_AT_ONCE = 4000

Cancel = Callable[[], bool]


def never() -> bool:
    """The answer of somebody who does not give up."""
    return False


@dataclass(frozen=True, slots=True)
class Spot:
    """A passage to jump to: its article by number, where it stands, and where in it what was looked for stands."""

    num: int
    analysis: Analysis
    span: Span
    marks: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class KwicRow:
    """A line of a concordance with its words, the article they stand in, and who says them."""

    kwic: Kwic
    card: Card
    speaker: str | None


@dataclass(frozen=True, slots=True)
class Related:
    """An article that shares something with another, and what that is."""

    card: Card
    likeness: Likeness


class Explorer:
    """What can be asked about a library beyond searching it."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._lock = threading.Lock()
        self._catalog: Catalog | None = None

    def _tables(self) -> tuple[Speech, FieldFacets]:
        """What is kept in arrays, begun anew with a new catalogue."""
        with self._lock:
            catalog = self.library.catalog
            if self._catalog is not catalog:
                self._catalog = catalog
                self._speech, self._fields = Speech(catalog), FieldFacets(catalog)
            return self._speech, self._fields

    # --- time ---

    def timeline(
        self, searches: Sequence[Found], unit: Unit | None = None, most: int = 100
    ) -> Timeline:
        """When the articles of one or several searches are from; see `timeline.timeline`."""
        view = self.library.searcher.view()
        return make_timeline([view.days_of(found.hits.nums) for found in searches], unit, most)

    def period_of(self, line: Timeline, num: int) -> int | None:
        """The period that an article is from."""
        first, last = self.library.searcher.view().days_of(np.array([num]))
        return line.place(int(first[0]), int(last[0]))

    def first_in(self, found: Found, line: Timeline, place: int) -> int | None:
        """The number of the first hit in a period."""
        first, last = self.library.searcher.view().days_of(found.hits.nums)
        return found.hits.first_of(articles_in(line, place, first, last))

    # --- fields ---

    def field_counts(self, found: Found) -> dict[Field, list[FieldCount]]:
        """How many of the articles found have each publication, year, cited outlet, author and tag."""
        _, fields = self._tables()
        nums = found.hits.nums
        first, _ = self.library.searcher.view().days_of(nums)
        return fields.counts(nums, first, self.library.searcher.review.tagged())

    # --- likeness ---

    def related(
        self, num: int, span: Span | None = None, cancelled: Cancel = never
    ) -> list[Related]:
        """Articles that share key terms, phrases and actors with an article, or with a passage of it; no doubles of it.

        Raises Cancelled where `cancelled` says so.
        """
        analysis = self.library.analysis(num)
        if analysis is None:
            return []
        searcher, view = self.library.searcher, self.library.searcher.view()
        spans = [span] if span else [Span(analysis.article.body_start, len(analysis.article.text))]
        numbers = self.library.actor_numbers(analysis)
        clues = related.key_clues(
            analysis, spans, numbers, partial(view.doc_frequency, "text"), view.count
        )
        nodes = [clue.node for clue in clues if clue.node is not None]
        answers = iter(searcher.each(nodes, cancelled))
        articles, actors = searcher.pairs_of(
            [clue.actor for clue in clues if clue.actor is not None]
        )
        found = [
            (articles[actors == clue.actor], None) if clue.node is None else next(answers)
            for clue in clues
        ]
        doubles = self.library.doubles()
        group = doubles.get(num)
        without = {
            num,
            *(other for other, of in doubles.items() if group is not None and of == group),
        }
        likenesses, seen = [], set()
        for likeness in related.rank(clues, found, view.count, without):
            own = doubles.get(likeness.num)
            if own is None or own not in seen:
                seen.add(own)
                likenesses.append(likeness)
        cards = {
            card.num: card for card in self.library.catalog.cards(one.num for one in likenesses)
        }
        return [Related(cards[one.num], one) for one in likenesses if one.num in cards]

    def wordings(self, num: int, quotation: Quotation, cancelled: Cancel = never) -> list[Wording]:
        """The same quotation in other articles, the most alike first; of doubles only one, none of the article's own.

        Raises Cancelled where `cancelled` says so.
        """
        analysis = self.library.analysis(num)
        if analysis is None:
            return []
        view = self.library.searcher.view()
        weights = wordings.Weights(partial(view.doc_frequency, "text"), view.count)
        probes = list(wordings.meaning(analysis, quotation, weights))[: wordings.PROBES]
        if len(probes) < 2:
            return []
        own = self.library.actor_numbers(analysis)
        doubles = self.library.doubles()
        seen = {doubles[num]} if num in doubles else set()
        found: list[Wording] = []
        for candidate in self._candidates(analysis, quotation, set(probes), cancelled):
            other = self.library.analysis(candidate) if candidate != num else None
            if other is None or doubles.get(candidate) in seen:
                continue
            if cancelled():
                raise Cancelled
            theirs = self.library.actor_numbers(other)

            def same(one: int, another: int, theirs: Sequence[int | None] = theirs) -> bool:
                return own[one] is not None and own[one] == theirs[another]

            alike = wordings.compare(analysis, quotation, candidate, other, weights, same)
            if alike and candidate in doubles:
                seen.add(doubles[candidate])
            found += alike
        return sorted(found, key=lambda one: -one.likeness)

    def _candidates(
        self, analysis: Analysis, quotation: Quotation, stems: set[str], cancelled: Cancel
    ) -> list[int]:
        """Articles in which somebody says most of a quotation's rarest words, the best first."""
        text = analysis.article.text
        words: dict[str, Word] = {}
        for token in wordings.tokens_of(analysis, quotation):
            if token.stem in stems:
                words.setdefault(token.stem, Word(text[token.start : token.end], "said"))
        answers = self.library.searcher.each([Or(tuple(words.values()))], cancelled)
        nums, scores = answers[0]
        best = np.argsort(-scores, kind="stable")[:_CANDIDATES]
        return [int(num) for num in nums[best]]

    # --- the words around ---

    def articles(self, found: Found) -> Iterator[tuple[int, Analysis]]:
        """The articles found in their order, read one by one."""
        for hit in found.hits:
            analysis = self.library.catalog.analysis(hit.num)
            if analysis is not None:
                yield hit.num, analysis

    def concordance(self, found: Found, cancelled: Cancel = never) -> Iterator[Concordance]:
        """Every match in the articles found, again and again as more have been read; the last is whole."""
        return concordance.concordances(
            found.query.node,
            self.articles(found),
            _AT_FIRST,
            self.library.catalog.called,
            cancelled,
        )

    def kwic_rows(self, lines: Concordance, wanted: Iterable[int]) -> dict[int, KwicRow]:
        """The words of some lines, by their numbers; each article is read once. Lines of articles that are gone are left out."""
        by_article: dict[int, list[int]] = {}
        for line in wanted:
            by_article.setdefault(int(lines.nums[line]), []).append(line)
        cards = {card.num: card for card in self.library.catalog.cards(by_article)}
        rows = {}
        for num, own in by_article.items():
            analysis = self.library.analysis(num) if num in cards else None
            if analysis is None:
                continue
            for line, one in zip(
                own, self.library.kwic(analysis, map(lines.span, own)), strict=True
            ):
                speaker = int(lines.speakers[line])
                rows[line] = KwicRow(
                    one, cards[num], lines.names[speaker] if speaker >= 0 else None
                )
        return rows

    def kwic_table(self, lines: Concordance, order: Sequence[int]) -> Iterator[KwicRow]:
        """The words of lines in an order, read some thousand at a time."""
        for begin in range(0, len(order), _AT_ONCE):
            part = order[begin : begin + _AT_ONCE]
            rows = self.kwic_rows(lines, part)
            yield from (rows[line] for line in part if line in rows)

    def collocates(self, lines: Concordance, least: int = 2) -> list[Collocate]:
        """The words beside the matches of a concordance that stand there more often than elsewhere."""
        view = self.library.searcher.view()
        return collocates(
            lines, lambda word: view.frequency("exact", word), view.length("exact"), least
        )

    # --- by actors ---

    def together(
        self, found: Found, one: int, other: int, cancelled: Cancel = never
    ) -> Iterator[Spot]:
        """The paragraphs of the articles found in which two actors are both named, in the order of the hits."""
        both = np.intersect1d(
            self.library.searcher.articles_of([one]), self.library.searcher.articles_of([other])
        )
        for num, analysis in self._among(found, both, cancelled):
            numbers = self.library.actor_numbers(analysis)
            for paragraph in analysis.article.paragraphs:
                inside = [
                    m
                    for m in analysis.mentions
                    if paragraph.start <= m.start and m.end <= paragraph.end
                ]
                marks = [m for m in inside if numbers[m.actor] in {one, other}]
                if len({numbers[m.actor] for m in marks}) == 2:
                    yield Spot(num, analysis, paragraph, tuple(Span(m.start, m.end) for m in marks))

    def pairs(self, found: Found, beside: bool = False) -> list[Pair]:
        """Who speaks about whom in the articles found, or with `beside` who is quoted next to whom, and how often."""
        speech, _ = self._tables()
        return speech.pairs(found.hits.nums, beside)

    def about_each_other(self, one: int, other: int) -> tuple[int, int]:
        """How often one actor names the other inside quotations, and the other the one, in the whole library."""
        speech, _ = self._tables()
        both = np.intersect1d(
            self.library.searcher.articles_of([one]), self.library.searcher.articles_of([other])
        )
        times = {(pair.actor, pair.other): pair.times for pair in speech.pairs(both)}
        return times.get((one, other), 0), times.get((other, one), 0)

    def spoken(self, found: Found, pair: Pair, cancelled: Cancel = never) -> Iterator[Spot]:
        """The quotations that a pair of `pairs` was counted from."""
        speech, _ = self._tables()
        articles = speech.articles_of(found.hits.nums, pair)
        for num, analysis in self._among(found, articles, cancelled):
            numbers = self.library.actor_numbers(analysis)
            wanted = {pair.actor, pair.other}
            for one, other, span in (
                quoted_beside(analysis) if pair.beside else said_about(analysis)
            ):
                fits = (
                    {numbers[one], numbers[other]} == wanted
                    if pair.beside
                    else (numbers[one], numbers[other]) == tuple(pair[:2])
                )
                quotation = next(
                    (q for q in analysis.quotations if q.start <= span.start and span.end <= q.end),
                    None,
                )
                if fits and quotation is not None:
                    yield Spot(
                        num,
                        analysis,
                        Span(quotation.start, quotation.end),
                        (span,) if not pair.beside else (),
                    )

    def _among(
        self, found: Found, nums: Iterable[int], cancelled: Cancel
    ) -> Iterator[tuple[int, Analysis]]:
        """Those of the articles found that are among `nums`, in the order of the hits. Raises Cancelled."""
        hits = found.hits.only(set(map(int, nums)))
        for num, analysis in self.articles(replace(found, hits=hits)):
            if cancelled():
                raise Cancelled
            yield num, analysis

    # --- from citation to source ---

    def sources(self, found: Found) -> list[FieldCount]:
        """The outlets that the articles found cite, those that most cite first."""
        return self.field_counts(found)["source"]

    def rests_on(self, found: Found, outlet: str, cancelled: Cancel = never) -> Iterator[Spot]:
        """The quotations that rest on an outlet in the articles found; where an article has none, its citations of it."""
        for num, analysis in self._among(
            found, self.library.catalog.articles_of_source(outlet, exact=True), cancelled
        ):
            quotations = [
                Span(q.start, q.end)
                for q in analysis.quotations
                if q.outlet == outlet and q.kind == "direct"
            ]
            for span in quotations:
                yield Spot(num, analysis, span, ())
            if not quotations:
                for citation in analysis.citations:
                    if citation.outlet == outlet:
                        place = Span(citation.start, citation.end)
                        yield Spot(num, analysis, around(analysis.article, place), (place,))

    def cited_by(self, num: int, cancelled: Cancel = never) -> Iterator[Spot]:
        """Where other articles refer to this one."""
        for reference in self.library.catalog.references_to(num):
            analysis = self.library.analysis(reference.num)
            if cancelled():
                raise Cancelled
            for one in analysis.references if analysis is not None else ():
                if analysis is not None and one.start == reference.start:
                    place = Span(one.start, one.end)
                    yield Spot(reference.num, analysis, around(analysis.article, place), (place,))

    def missing(self) -> list[Missing]:
        """What articles refer to and the library does not hold."""
        facts = self.library.catalog.facts_after(0)
        nums = np.array([num for num, _, _ in facts], np.int64)
        first, last = self.library.searcher.view().days_of(nums)
        return find_missing(
            self.library.catalog.references(),
            [publication for _, publication, _ in facts],
            first,
            last,
        )

    def actor_names(self) -> Mapping[int, tuple[str, ActorKind]]:
        """Name and kind of every actor by its number."""
        return self.library.catalog.actor_names()


__all__ = ["Explorer", "KwicRow", "Related", "Spot"]
