"""Analyses of a search: timeline, facets, related articles, concordance, pairs of speakers.

    explorer = Explorer(library)
    line = explorer.timeline([library.search("izvestia")])
    for shared in explorer.related(num):
        print(shared.reason)

Every method may be called from any thread; slow ones take a budget.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from index.engine import (
    UNLIMITED,
    Budget,
    CitesOutlet,
    Counted,
    FacetField,
    FieldCount,
    HasActor,
    Search,
    Timeline,
)
from index.explore import concordance, related, wordings
from index.explore.collocates import Collocate, collocates
from index.explore.concordance import Concordance, KwicRow
from index.explore.found_passages import FoundPassage, cited_with, found_statement
from index.explore.missing_references import Missing, group_missing
from index.explore.related import Clue, SharedClues
from index.explore.wordings import Wording
from index.library import (
    Library,
    SearchResult,
    StatementRow,
    numbered_statements,
    speakers_called,
)
from index.model import (
    ActorKind,
    Analysis,
    Card,
    Pair,
    Quotation,
    Span,
    Unit,
    parse_iso,
    quoted_in_a_row,
    said_about,
    said_statements,
    statement_around,
    whole_statements,
)
from index.query import Or, Query, Word, paragraph_around

# The most articles, with the rarest words of a quotation, to compare with it.
_CANDIDATES = 40
# Code points of a text from outside that are compared with the articles: no article is so long.
_MOST_COMPARED = 200_000
# Articles after which a concordance is shown for the first time.
_AT_FIRST = 24
# Lines whose words are in memory at a time while all lines are written out.
_AT_ONCE = 4000


class Related(Struct, frozen=True):
    """An article that shares clues with another one, and the clues."""

    card: Card
    shared: SharedClues


class Explorer:
    """Analyses of a library and of search results."""

    def __init__(self, library: Library) -> None:
        self.library = library

    # --- time ---

    def timeline(
        self,
        searches: Sequence[SearchResult],
        unit: Unit | None = None,
        most: int = 100,
        counted: Counted = "articles",
    ) -> Timeline:
        """One or several searches by period, on one axis; see `Answer.timeline`."""
        first, *others = [found.answer for found in searches]
        return first.timeline(unit, most, others, counted)

    def period_of(self, line: Timeline, num: int) -> int | None:
        """The period that contains an article's date."""
        cards = self.library.archive.cards([num])
        date = parse_iso(cards[0].date) if cards and cards[0].date else None
        return line.place(date.first().toordinal(), date.last().toordinal()) if date else None

    def first_in(self, found: SearchResult, line: Timeline, place: int) -> int | None:
        """The number of the first hit in a period."""
        return found.answer.first_between(*line.days(place))

    # --- fields ---

    def field_counts(self, found: SearchResult) -> dict[FacetField, list[FieldCount]]:
        """How many of the articles found have each publication, year, cited outlet, author, tag."""
        return found.answer.fields(self.library.tagged())

    # --- similar articles and passages ---

    def related(
        self, num: int, span: Span | None = None, budget: Budget = UNLIMITED
    ) -> list[Related]:
        """Articles that share key terms, phrases and actors with an article or a passage of it.

        Of a group of duplicates only the first; none of the article's own. Raises Cancelled.
        """
        analysis = self.library.analysis(num)
        if analysis is None:
            return []
        own_group = {num, *(card.num for card in self.library.duplicates_of(num))}
        numbers = self.library.actor_numbers(analysis)
        clues = related.key_clues(analysis, _spans(analysis, span), numbers, self.library.engine)
        return self._sharing(clues, own_group, budget)

    def related_to(
        self, analysis: Analysis, numbers: Sequence[int | None], without: Collection[int] = ()
    ) -> list[Related]:
        """As `related`, for the first _MOST_COMPARED characters of a text from outside.

        `numbers` are the library's numbers of its actors, None for unknown ones. The articles
        `without` are left out.
        """
        engine, begin = self.library.engine, analysis.article.body_start
        span = Span(begin, min(len(analysis.article.text), begin + _MOST_COMPARED))
        clues = related.key_clues(analysis, [span], numbers, engine, least=1)
        return self._sharing(clues, without, UNLIMITED)

    def _sharing(
        self, clues: Sequence[Clue], without: Collection[int], budget: Budget
    ) -> list[Related]:
        """The articles that share clues, of a group of duplicates only the first."""
        archive = self.library.archive
        engine = self.library.engine
        found = engine.alike(list(map(related.question, clues)), without, budget=budget)
        found = related.with_feedback(found, engine, archive, without, budget)
        groups = archive.duplicates_of(one.key for one in found)
        similar, seen = [], set()
        for one in found:
            group = groups.get(one.key)
            if group is None or group not in seen:
                seen.add(group)
                shares = tuple(clues[place] for place in one.shares)
                similar.append(SharedClues(one.key, one.score, shares))
        cards = {card.num: card for card in archive.cards(one.num for one in similar)}
        return [Related(cards[one.num], one) for one in similar if one.num in cards]

    def wordings(self, num: int, quotation: Quotation, budget: Budget = UNLIMITED) -> list[Wording]:
        """The same quotation in other articles, the most similar first.

        Of a group of duplicates only one; none of the article's own. Raises Cancelled.
        """
        analysis = self.library.analysis(num)
        if analysis is None:
            return []
        weights = wordings.Weights(self.library.engine)
        probes = list(wordings.meaning(analysis, quotation, weights))[: wordings.PROBES]
        if len(probes) < 2:
            return []
        own = self.library.actor_numbers(analysis)
        candidates = self._candidates(analysis, quotation, set(probes), budget)
        groups = self.library.archive.duplicates_of([num, *candidates])
        seen = {groups[num]} if num in groups else set()
        found: list[Wording] = []
        for candidate in candidates:
            other = self.library.analysis(candidate) if candidate != num else None
            if other is None or groups.get(candidate) in seen:
                continue
            budget.check_cancelled()
            theirs = self.library.actor_numbers(other)

            def same(one: int, another: int, theirs: Sequence[int | None] = theirs) -> bool:
                return own[one] is not None and own[one] == theirs[another]

            alike = wordings.compare(analysis, quotation, candidate, other, weights, same)
            if alike and candidate in groups:
                seen.add(groups[candidate])
            found += alike
        return sorted(found, key=lambda one: -one.similarity)

    def _candidates(
        self, analysis: Analysis, quotation: Quotation, stems: set[str], budget: Budget
    ) -> list[int]:
        """Articles with a statement that has most of a quotation's rarest words, best first."""
        text = analysis.article.text
        words: dict[str, Word] = {}
        for token in wordings.tokens_of(analysis, quotation):
            if token.stem in stems:
                words.setdefault(token.stem, Word(text[token.start : token.end], "said"))
        query = Query(Or(tuple(words.values())))
        answer = self.library.engine.answer(Search(query), budget)
        return [hit.key for hit in answer.page(0, _CANDIDATES)]

    # --- concordance ---

    def articles(self, found: SearchResult) -> Iterator[tuple[int, Analysis]]:
        """The articles found in their order, read one by one; of an archive only the first."""
        most = self.library.most_read
        if most is None:
            return self.library.archive.analyses(found.answer.keys())
        # one more than is shown: if it exists, there are more
        return self.library.archive.analyses(hit.key for hit in found.answer.page(0, most + 1))

    def concordance(self, found: SearchResult, budget: Budget = UNLIMITED) -> Iterator[Concordance]:
        """Every match in the articles found, repeatedly as more are read; the last is whole."""
        return concordance.concordances(
            self.library.match_finder(found.query.node),
            self.articles(found),
            _AT_FIRST,
            self.library.catalog.canonical_name,
            budget,
            self.library.most_read,
        )

    def kwic_rows(self, lines: Concordance, wanted: Iterable[int]) -> dict[int, KwicRow]:
        """Concordance lines with their words, by line number. Reads each article once.

        Lines of deleted articles are left out.
        """
        by_article: dict[int, list[int]] = {}
        for line in wanted:
            by_article.setdefault(int(lines.nums[line]), []).append(line)
        cards = {card.num: card for card in self.library.catalog.cards(by_article)}
        rows = {}
        for num, own in by_article.items():
            analysis = self.library.analysis(num) if num in cards else None
            if analysis is None:
                continue
            said = said_statements(analysis)
            words = self.library.kwic(analysis, map(lines.span, own))
            for line, one in zip(own, words, strict=True):
                speaker = int(lines.speakers[line])
                name = lines.names[speaker] if speaker >= 0 else None
                rows[line] = KwicRow(
                    one, cards[num], name, concordance.innermost_statement(said, one.span.start)
                )
        return rows

    def kwic_table(self, lines: Concordance, order: Sequence[int]) -> Iterator[KwicRow]:
        """The words of lines in an order, read some thousand at a time."""
        for begin in range(0, len(order), _AT_ONCE):
            part = order[begin : begin + _AT_ONCE]
            rows = self.kwic_rows(lines, part)
            yield from (rows[line] for line in part if line in rows)

    def collocates(self, lines: Concordance, least: int = 2) -> list[Collocate]:
        """The words that occur more often next to the matches than elsewhere."""
        return collocates(lines, self.library.engine, least)

    # --- by actors ---

    def together(
        self, found: SearchResult, one: int, other: int, budget: Budget = UNLIMITED
    ) -> Iterator[FoundPassage]:
        """The paragraphs of the articles found that name two actors, in the order of the hits."""
        both = found.narrowed(HasActor(frozenset({one})), HasActor(frozenset({other})))
        for num, analysis in self._read(both, budget):
            numbers = self.library.actor_numbers(analysis)
            for paragraph in analysis.article.paragraphs:
                inside = [
                    m
                    for m in analysis.mentions
                    if paragraph.start <= m.start and m.end <= paragraph.end
                ]
                marks = [m for m in inside if numbers[m.actor] in {one, other}]
                if len({numbers[m.actor] for m in marks}) == 2:
                    yield FoundPassage(
                        num, analysis, paragraph, tuple(Span(m.start, m.end) for m in marks)
                    )

    def pairs(self, found: SearchResult, adjacent: bool = False) -> list[Pair]:
        """Pairs of speaker and named actor in a result, or (`adjacent`) of consecutive speakers."""
        return found.answer.pairs(adjacent)

    def about_each_other(self, one: int, other: int) -> tuple[int, int]:
        """How often each of two actors names the other in statements, in the whole library."""
        both = self.library.every(HasActor(frozenset({one})), HasActor(frozenset({other})))
        times = {(pair.actor, pair.other): pair.times for pair in both.pairs()}
        return times.get((one, other), 0), times.get((other, one), 0)

    def spoken(
        self, found: SearchResult, pair: Pair, budget: Budget = UNLIMITED
    ) -> Iterator[FoundPassage]:
        """The statements that a pair of `pairs` was counted from."""
        having = replace(found, answer=found.answer.with_pair(pair))
        for num, analysis in self._read(having, budget):
            numbers = self.library.actor_numbers(analysis)
            wanted = {pair.actor, pair.other}
            for one, other, span in (
                quoted_in_a_row(analysis) if pair.adjacent else said_about(analysis)
            ):
                fits = (
                    {numbers[one], numbers[other]} == wanted
                    if pair.adjacent
                    else (numbers[one], numbers[other]) == tuple(pair[:2])
                )
                if fits and pair.adjacent:
                    yield FoundPassage(num, analysis, span, ())
                statement = statement_around(analysis, span, one)
                if fits and not pair.adjacent and statement is not None:
                    place = Span(statement.start, statement.end)
                    yield FoundPassage(num, analysis, place, (span,))

    def statements(self, found: SearchResult, budget: Budget = UNLIMITED) -> Iterator[FoundPassage]:
        """The statements of the articles found that the query asks for, in the order of the hits.

        Raises Cancelled.
        """
        for num, row in self.statement_rows(found):
            budget.check_cancelled()
            yield found_statement(
                num,
                row.analysis,
                row.quotation,
                speakers_called(self.library.catalog, row.analysis, row.quotation),
            )

    def statement_rows(self, found: SearchResult) -> Iterator[tuple[int, StatementRow]]:
        """The statements that the query asks for, with article numbers, in hit order."""
        analyses = self.library.archive.analyses(found.answer.keys())
        return numbered_statements(self.library.catalog, analyses, found.query.node)

    def _read(self, found: SearchResult, budget: Budget) -> Iterator[tuple[int, Analysis]]:
        """The articles found in their order. Raises Cancelled."""
        for num, analysis in self.articles(found):
            budget.check_cancelled()
            yield num, analysis

    # --- citations ---

    def sources(self, found: SearchResult) -> list[FieldCount]:
        """The outlets that the articles found cite, those that most cite first."""
        return self.field_counts(found)["source"]

    def rests_on(
        self, found: SearchResult, outlet: str, budget: Budget = UNLIMITED
    ) -> Iterator[FoundPassage]:
        """The statements that rest on an outlet; its citations in articles without statements."""
        citing = found.narrowed(CitesOutlet(frozenset({outlet})))
        for num, analysis in self._read(citing, budget):
            resting = [one for one in whole_statements(analysis) if one.outlet == outlet]
            for one in resting:
                name = speakers_called(self.library.catalog, analysis, one)
                also = cited_with(analysis, outlet, one.start)
                yield found_statement(num, analysis, one, name, also)
            for citation in () if resting else analysis.citations:
                if citation.outlet == outlet:
                    place = Span(citation.start, citation.end)
                    around = paragraph_around(analysis.article, place)
                    also = cited_with(analysis, outlet, citation.start)
                    yield FoundPassage(num, analysis, around, (place,), also=also)

    def cited_by(self, num: int, budget: Budget = UNLIMITED) -> Iterator[FoundPassage]:
        """The passages of other articles that refer to this one."""
        for reference in self.library.archive.references([num]).get(num, []):
            analysis = self.library.analysis(reference.num)
            budget.check_cancelled()
            for one in analysis.references if analysis is not None else ():
                if analysis is not None and one.start == reference.start:
                    place = Span(one.start, one.end)
                    yield FoundPassage(
                        reference.num, analysis, paragraph_around(analysis.article, place), (place,)
                    )

    def missing(self) -> list[Missing]:
        """The issues that articles refer to and the library lacks."""
        return group_missing(self.library.archive.unresolved_references())

    def actor_names(self) -> Mapping[int, tuple[str, ActorKind]]:
        """Name and kind of every actor by its number."""
        return self.library.catalog.actor_names()


def _spans(analysis: Analysis, span: Span | None = None) -> list[Span]:
    """The span, or else the whole body."""
    article = analysis.article
    return [span] if span else [Span(article.body_start, len(article.text))]


__all__ = ["Explorer", "FoundPassage", "Related"]
