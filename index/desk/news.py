"""Finds the news of a watch: articles and statements that it has not reported yet."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from index.desk.statement_objects import statement_json
from index.engine import UNLIMITED
from index.kept import ToldNews, Watch, hit_passage, words_hash
from index.library import Library, SearchResult, StatementRow
from index.model import FILE_DATE, SAID_KINDS, Card, text_digest
from index.query import Snippet, snippet, statement_conditions


class NewArticle(Struct, frozen=True):
    """An article that a watch found for the first time; `locator` names its best passage."""

    card: Card
    snippet: Snippet
    locator: str


class News(Struct, frozen=True):
    """The news of one watch, and the marks to store once it is reported.

    Statements are those that match the `speaker:` and `said:` of the query; without such a
    condition there are none.
    """

    watch: Watch
    articles: tuple[NewArticle, ...]
    statements: tuple[StatementRow, ...]
    reported: ToldNews
    note: str | None = None

    def __len__(self) -> int:
        return len(self.articles) + len(self.statements)


def news_of(library: Library, watch: Watch) -> News:
    """Run a watch over its library. Raises QueryError for a query that is no longer understood.

    A changed article is no news, but new statements in it are. A file that was moved or renamed
    without a change of its text is no news.
    """
    found = library.search(watch.query, budget=UNLIMITED)
    before = watch.reported
    cards = library.cards(found.answer.keys())
    fresh = [card for card in cards if card.id not in before.articles]
    digests, articles = _new_articles(library, found, fresh, before)
    seen = {card.id: digests.get(card.id, before.articles.get(card.id, "")) for card in cards}
    told = {one.card.id for one in articles}
    moved = {card.id for card in fresh} - told
    rows: list[StatementRow] = []
    keys: set[str] = set()
    if any(True for _ in statement_conditions(found.query.node)):
        for row in library.quotations(found, kinds=SAID_KINDS):
            key = statement_key(row)
            keys.add(key)
            if key not in before.statements and row.analysis.article.id not in moved:
                rows.append(row)
    reported = ToldNews(seen, frozenset(keys))
    return News(watch, tuple(articles), tuple(rows), reported, found.note)


def statement_key(row: StatementRow) -> str:
    """The identity of a statement: its article and its words, not its place."""
    article, said = row.analysis.article, row.quotation
    return f"{article.id}:{words_hash(article.text[said.start : said.end])}"


def _new_articles(
    library: Library, found: SearchResult, fresh: Iterable[Card], before: ToldNews
) -> tuple[dict[str, str], list[NewArticle]]:
    """The digests of the texts of `fresh`, and those of them that are no moved files."""
    known: dict[str, list[str]] = {}
    for ident, digest in before.articles.items():
        known.setdefault(digest, []).append(ident)
    find = library.match_finder(found.query.node)
    digests, articles = {}, []
    for card in fresh:
        analysis = library.analysis(card.num)
        if analysis is None:
            continue
        digest = digests[card.id] = text_digest(analysis.article.text)
        if known.get(digest) and not library.nums_of(known[digest]):
            continue  # the articles with this text are gone: the file was moved
        spans = find(analysis)
        shown = snippet(analysis.article.text, spans, analysis.article.body_start)
        articles.append(NewArticle(card, shown, hit_passage(analysis, spans).locator))
    return digests, articles


def news_rows(news: News) -> Iterable[dict[str, Any]]:
    """A JSON object for each new article and each new statement."""
    for one in news.articles:
        card = one.card
        yield {
            "watch": news.watch.name,
            "new": "article",
            "id": card.id,
            "path": card.path,
            "title": card.title,
            "publication": card.publication,
            "date": card.date.removeprefix(FILE_DATE) if card.date else None,
            "snippet": one.snippet.text,
            "locator": one.locator,
        }
    for row in news.statements:
        yield {"watch": news.watch.name, "new": "statement", **statement_json(row)}


__all__ = ["NewArticle", "News", "news_of", "news_rows", "statement_key"]
