"""Between the library and what a person kept: passages with their provenance, and where kept ones stand now."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from index.corrections import How, make_anchor, place
from index.engine.local import Found
from index.errors import ReadFailure
from index.explore import Dossier
from index.kept.records import Mark, Passage, ReadingState, Source
from index.kept.review import Review
from index.library import Library
from index.model import Analysis, Article, Quotation, Span, text_digest
from index.query import Phrase, Query
from index.readers import read_file
from index.settings import Settings


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark and where it stands in the library as it is; nowhere where it is lost and waits to be found."""

    mark: Mark
    num: int | None = None
    span: Span | None = None
    how: How | None = None


def paragraph_number(article: Article, at: int) -> int:
    """The number, from 1, of the paragraph that offset `at` lies in or follows; 0 in the header."""
    return sum(1 for paragraph in article.paragraphs if paragraph.start <= at)


def source_of(article: Article, paragraph: int = 0) -> Source:
    """The article as a citation needs it."""
    return Source(
        article.id,
        article.path,
        article.title,
        article.publication,
        article.volume,
        article.issue,
        article.author,
        article.shown_date,
        paragraph,
        text_digest(article.text),
    )


def quotation_at(analysis: Analysis, span: Span) -> Quotation | None:
    """The direct quotation that has the span in it, or is in it."""
    inside = [
        q for q in analysis.quotations if q.kind == "direct" and Span(q.start, q.end).touches(span)
    ]
    return max(inside, key=lambda q: min(q.end, span.end) - max(q.start, span.start), default=None)


def make_passage(analysis: Analysis, span: Span, kind: str = "passage") -> Passage:
    """The words at `span` with their provenance; those of a quotation with who said them to whom."""
    article = analysis.article
    source = source_of(article, paragraph_number(article, span.start))
    anchor = make_anchor(article.text, span)
    quotation = quotation_at(analysis, span)
    if quotation is None or (
        kind == "paragraph" and span.end - span.start > 2 * (quotation.end - quotation.start)
    ):
        return Passage(anchor, source, kind)
    speaker = None
    if quotation.speaker is not None:
        speaker = analysis.actors[quotation.speaker].name
    elif quotation.speaker_span is not None:
        speaker = article.text[slice(*quotation.speaker_span)]
    date = str(quotation.source_date) if quotation.source_date else None
    return Passage(anchor, source, kind, speaker, quotation.cue, quotation.outlet, date)


def place_marks(library: Library, marks: Iterable[Mark]) -> list[PlacedMark]:
    """Where each mark stands: in its article, in the same text elsewhere, in an article of its title, or wherever its words are."""
    return [_place(library, mark) for mark in marks]


def _place(library: Library, mark: Mark) -> PlacedMark:
    source, anchor = mark.passage.source, mark.passage.anchor
    tried: set[int] = set()
    own = library.catalog.num_of(source.article)
    candidates: tuple[Callable[[], list[int]], ...] = (
        lambda: [own] if own is not None else [],
        lambda: library.catalog.nums_of_digest(source.digest),
        lambda: library.catalog.nums_of_title(source.title),
        lambda: _with_words(library, anchor.exact),
    )
    for candidate in candidates:
        for num in candidate():
            if num in tried:
                continue
            tried.add(num)
            analysis = library.analysis(num)
            found = place(anchor, analysis.article.text) if analysis is not None else None
            if found is not None:
                how: How = found.how if num == own or found.how == "changed" else "moved"
                return PlacedMark(mark, num, found.span, how)
    return PlacedMark(mark)


def _with_words(library: Library, exact: str) -> list[int]:
    """Articles with the words side by side; only for words that could hardly stand there by chance."""
    words = exact.split()
    if len(words) < 5:
        return []
    return [hit.num for hit in library.search(Query(Phrase(" ".join(words[:12])))).hits[:5]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a kept passage still stands in its file: `stands`, `moved` (to the letter, elsewhere), `changed` or `missing`."""

    mark: Mark
    status: str
    words: str | None = None


def verify(marks: Iterable[Mark], settings: Settings | None = None) -> list[Verdict]:
    """Read the file of each mark again and compare its words to the letter."""
    texts: dict[str, str | None] = {}
    verdicts = []
    for mark in marks:
        path = mark.passage.source.path
        if path not in texts:
            texts[path] = _text_of(path, mark.passage.source.article, settings)
        text = texts[path]
        found = place(mark.passage.anchor, text) if text is not None else None
        if found is None or text is None:
            verdicts.append(Verdict(mark, "missing"))
        else:
            verdicts.append(
                Verdict(
                    mark,
                    found.how,
                    text[found.span.start : found.span.end] if found.how == "changed" else None,
                )
            )
    return verdicts


def _text_of(path: str, ident: str, settings: Settings | None) -> str | None:
    try:
        articles, _ = read_file(Path(path), settings)
    except ReadFailure:
        return None
    return next(
        (article.text for article in articles if article.id == ident),
        articles[0].text if articles else None,
    )


def reading_states(review: Review, library: Library) -> dict[int, ReadingState]:
    """The state of every article that is not unread, by number: by its id, or by its text where its file has moved."""
    states = review.states()
    nums = library.catalog.nums_of(
        {name for article, digest, _ in states for name in (article, digest)}
    )
    found: dict[int, ReadingState] = {}
    for article, digest, state in states:
        num = nums.get(article, nums.get(digest))
        if num is not None:
            found[num] = state
    return found


def hit_marks(
    library: Library, found: Found, first: int = 0, last: int | None = None
) -> list[Mark]:
    """What a search found as marks that nobody kept: of each article the quotation or paragraph of its first match."""
    marks = []
    for hit in found.hits[first:last]:
        analysis = library.analysis(hit.num)
        if analysis is None:
            continue
        article = analysis.article
        spans = [
            span
            for span in library.matches(found.query.node, analysis)
            if span.start >= article.body_start
        ]
        at = (
            spans[0]
            if spans
            else (article.paragraphs[0] if article.paragraphs else article.title_span)
        )
        quotation = quotation_at(analysis, at) if spans else None
        around = next((p for p in article.paragraphs if p.touches(at)), at)
        if quotation is not None:
            marks.append(
                _unkept(make_passage(analysis, Span(quotation.start, quotation.end), "quotation"))
            )
        else:
            marks.append(_unkept(make_passage(analysis, around, "paragraph")))
    return marks


def dossier_marks(dossier: Dossier) -> list[Mark]:
    """All quotations by an actor as marks that nobody kept."""
    return [
        _unkept(
            make_passage(
                quoted.analysis, Span(quoted.quotation.start, quoted.quotation.end), "quotation"
            )
        )
        for quoted in dossier.quotations
    ]


def _unkept(passage: Passage) -> Mark:
    """A mark whose id follows from its passage, so that handing it on twice gives no doubles."""
    return Mark(uuid.uuid5(uuid.NAMESPACE_URL, f"pressmark:{passage.locator}").hex, passage)


class KeptAnswers:
    """Answers `is:` and `tag:` from what a person kept."""

    def __init__(self, review: Review, library: Library) -> None:
        self._review = review
        self._library = library

    def articles(self, name: str, value: str, everything: set[int]) -> set[int]:
        """The numbers of the articles that the filter leaves."""
        if name == "tag":
            wanted = value.casefold()
            return self._placed(
                mark
                for mark in self._review.marks()
                if wanted in {tag.casefold() for tag in mark.tags}
            )
        if value == "marked":
            return self._placed(self._review.marks())
        states = reading_states(self._review, self._library)
        if value == "unread":
            return everything - states.keys()
        return {num for num, state in states.items() if state == value} & everything

    def tagged(self) -> dict[str, set[int]]:
        """The numbers of the articles that have each tag."""
        marks: dict[str, list[Mark]] = {}
        for mark in self._review.marks():
            for tag in mark.tags:
                marks.setdefault(tag.casefold(), []).append(mark)
        return {tag: self._placed(own) for tag, own in marks.items()}

    def _placed(self, marks: Iterable[Mark]) -> set[int]:
        found: set[int] = set()
        astray = []
        for mark in marks:
            num = self._library.catalog.num_of(mark.passage.source.article)
            if num is None:
                astray.append(mark)
            else:
                found.add(num)
        return found | {
            placed.num for placed in place_marks(self._library, astray) if placed.num is not None
        }


__all__ = [
    "KeptAnswers",
    "PlacedMark",
    "Verdict",
    "dossier_marks",
    "hit_marks",
    "make_passage",
    "paragraph_number",
    "place_marks",
    "quotation_at",
    "source_of",
    "verify",
]
