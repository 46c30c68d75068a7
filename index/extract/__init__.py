"""Extraction: turn an Article into an Analysis. Pure functions; only the word lists are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from msgspec.structs import replace

from index.extract.actors import FoundActors, find_actors
from index.extract.bylines import byline_of_author
from index.extract.citations import find_citations, year_from_citations
from index.extract.lexicon import canonical_outlet, is_plain_english
from index.extract.quotes import QuotedSpan, find_quoted
from index.extract.sentences import sentences_of
from index.extract.statement_finder import find_statements
from index.extract.tokenizer import PieceNumbers, TokenizedText, piece_text, tokenize
from index.model import UNMEASURED, Analysis, Article, Citation, CrossReference, Span
from index.text import language_of

# Text beyond this offset is searched and shown, but not analysed: no article is that long.
MAX_ANALYSED: Final = 2_000_000

_SAMPLE: Final = 2_000
# Every third word of English is one of these. A text in another language that quotes English
# has few.
_ENGLISH: Final = frozenset(
    "the of and to said says that with will there this have has not they from for by he she we were"
    " when whose who which their would are been it its his her into than after before".split()
)
_WORDS_TO_ONE: Final = 20
# Other plain English words count too, but not those of one or two letters: other languages have
# them.
_LETTERS, _WORDS_TO_A_PLAIN_ONE = 3, 4
# So few words show no language.
_FEW: Final = 12

__all__ = [
    "MAX_ANALYSED",
    "Parts",
    "PieceNumbers",
    "analyse",
    "analyse_in_pieces",
    "article_parts",
    "canonical_outlet",
    "piece_text",
    "sentences_of",
]


def analyse(article: Article, *, doubled_apostrophes: bool = False) -> Analysis:
    """Actors, mentions, quotations, citations and cross-references of `article`.

    The article in the answer is dated by the year of its citations if it had no better date.
    `doubled_apostrophes` says that ''two apostrophes'' are quotation marks, as in some newspapers'
    archives; elsewhere they are italics.
    """
    return analyse_in_pieces(article, doubled_apostrophes)[0]


def analyse_in_pieces(
    article: Article, doubled_apostrophes: bool
) -> tuple[Analysis, PieceNumbers | None]:
    """As `analyse`, and the numbered pieces of the body for the indexer.

    The pieces are None if the body was not analysed to its end.
    """
    article = _dated(article)
    parts = article_parts(article, doubled_apostrophes)
    actors = parts.actors
    pieces = parts.tokenized.pieces if len(article.text) <= MAX_ANALYSED else None
    citations, references = parts.citations, parts.references
    if not is_english(article):
        # no rules for other languages have been measured: dates, citations and search stay
        omitted = "; ".join(filter(None, (article.omitted, UNMEASURED)))
        article = replace(article, omitted=omitted)
        return Analysis(article, citations=tuple(citations), references=tuple(references)), pieces
    quotations, reported = find_statements(
        article,
        parts.tokenized,
        parts.heading,
        parts.quoted,
        actors,
        citations,
        references,
    )
    found = Analysis(
        article,
        actors.actors,
        actors.mentions,
        tuple(quotations),
        tuple(citations),
        tuple(references),
        tuple(reported),
    )
    return found, pieces


def is_english(article: Article) -> bool:
    """Whether the text is in English, the one language that the extractors know.

    The function words decide. A text without them, such as a headline and two sentences or a list
    of names, is English where other plain English words make up enough of it. Of a few words no
    more is asked than that they look like no other language.
    """
    sample = article.text[article.body_start : article.body_start + _SAMPLE]
    pieces = sample.split()
    if _has_english(pieces):
        return True  # most texts show it before marks and capitals are taken off
    words = [piece.strip("“”\"'«».,:;!?()") for piece in pieces]
    if sum(word.lower() in _ENGLISH for word in words) * _WORDS_TO_ONE >= len(words) > 0:
        return True
    if language_of(sample) != "en":
        return False
    return len(words) < _FEW or _has_plain_words(words)


def _has_english(pieces: Sequence[str]) -> bool:
    """Whether one piece in `_WORDS_TO_ONE` is a function word. Most texts show it early."""
    left = len(pieces)  # less than 1 as soon as enough are found
    if not left:
        return False
    for piece in pieces:
        if piece in _ENGLISH:
            left -= _WORDS_TO_ONE
            if left <= 0:
                return True
    return False


def _has_plain_words(words: Sequence[str]) -> bool:
    """Whether the text has two different plain English words, and one to four in small letters."""
    long = [word for word in words if len(word) >= _LETTERS]
    plain = [word for word in map(str.lower, long) if is_plain_english(word)]
    small = sum(word.islower() for word in long) or len(long)
    return len(set(plain)) > 1 and len(plain) * _WORDS_TO_A_PLAIN_ONE >= small


@dataclass(frozen=True, slots=True)
class Parts:
    """What the search for speakers starts from: tokens, actors, words in quotation marks."""

    tokenized: TokenizedText
    actors: FoundActors
    quoted: list[QuotedSpan]
    heading: TokenizedText | None  # the title, if it precedes the body
    citations: list[Citation]
    references: list[CrossReference]


def article_parts(article: Article, doubled_apostrophes: bool = False) -> Parts:
    """The first steps of `analyse`, each from the ones before it."""
    text = article.text
    paragraphs = tuple(p for p in article.paragraphs if p.end <= MAX_ANALYSED)
    tokenized = tokenize(text, paragraphs)
    span = article.title_span if article.body_start else None
    title = span if span is not None and span.end > span.start else None
    heading = tokenize(text, [title]) if title is not None else None
    citations, references = find_citations(text[:MAX_ANALYSED], article.body_start, article.date)
    quoted = find_quoted(text, paragraphs, doubled_apostrophes)
    actors = find_actors(
        text,
        tokenized,
        heading,
        str(article.date) if article.date and article.shown_basis != "file" else None,
        frozenset(one.outlet for one in citations if one.date is not None),
        byline_of_author(article, tokenized, quoted),
    )
    return Parts(tokenized, actors, quoted, heading, citations, references)


def _dated(article: Article) -> Article:
    if article.date is None or article.date_basis == "file time":
        year = year_from_citations(article.text[:MAX_ANALYSED], article.body_start)
        if year is not None:
            return replace(article, date=year, date_basis="citations")
    return article


def paragraph_of(article: Article, at: int) -> Span | None:
    """The paragraph that offset `at` lies in."""
    return next((p for p in article.paragraphs if p.start <= at < p.end), None)
