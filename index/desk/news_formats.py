"""The report of watches as text, Markdown, HTML or JSON Lines."""

import html
from collections.abc import Callable, Sequence

from index.desk.news import NewArticle, News, news_rows
from index.desk.statement_days import shown_days
from index.kept import locator_at
from index.library import StatementRow
from index.model import (
    FILE_DATE,
    Span,
    brought_by,
    content_words,
    speaker_words,
    speakers_named,
)
from index.text import escape_markdown, one_line, to_json


def write_news(reports: Sequence[News], form: str) -> str:
    """The report in one of NEWS_FORMATS; empty where nothing is new, but a page in HTML."""
    return _WRITERS[form]([news for news in reports if len(news)])


def _text(reports: Sequence[News]) -> str:
    lines: list[str] = []
    for news in reports:
        lines += [f"{one_line(news.watch.name)}: {_counted(news)}", ""]
        for article in news.articles:
            lines += [f"  {title}" for title in _article_lines(article)] + [""]
        for row in news.statements:
            lines += [f"  {line}" for line in _statement_lines(row)] + [""]
    return "".join(f"{line}\n" for line in lines)


def _markdown(reports: Sequence[News]) -> str:
    blocks: list[str] = []
    for news in reports:
        name = escape_markdown(one_line(news.watch.name))
        blocks += [f"# {name}", f"{_counted(news)}."]
        for article in news.articles:
            title, *more = map(escape_markdown, _article_lines(article))
            blocks.append("\n".join([f"- **{title}**", *(f"  {line}  " for line in more)]).rstrip())
        for row in news.statements:
            head, words, *more = map(escape_markdown, _statement_lines(row))
            blocks.append("\n".join([f"> {words}", ">", f"> — {head}, {' · '.join(more)}"]))
    return "".join(f"{block}\n\n" for block in blocks)


_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Pressmark: what is new</title>
<style>
body {{ font: 1rem/1.5 serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }}
.where {{ color: #555; font-size: .9rem }}
blockquote {{ margin: 1rem 0; padding-left: 1rem; border-left: 3px solid #999 }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def _html(reports: Sequence[News]) -> str:
    parts: list[str] = [] if reports else ["<p>Nothing new.</p>"]
    for news in reports:
        parts.append(f"<h1>{html.escape(one_line(news.watch.name))}</h1>\n<p>{_counted(news)}.</p>")
        for article in news.articles:
            title, *more = map(html.escape, _article_lines(article))
            shown = "".join(f'<br>\n<span class="where">{line}</span>' for line in more)
            parts.append(f"<p><strong>{title}</strong>{shown}</p>")
        for row in news.statements:
            head, words, *more = map(html.escape, _statement_lines(row))
            where = " · ".join([head, *more])
            parts.append(
                f'<blockquote><p>{words}<br>\n<span class="where">{where}</span></p></blockquote>'
            )
    return _PAGE.format(body="\n".join(parts))


def _json(reports: Sequence[News]) -> str:
    return "".join(to_json(row) + "\n" for news in reports for row in news_rows(news))


def _counted(news: News) -> str:
    counts = [(len(news.articles), "article"), (len(news.statements), "statement")]
    shown = [f"{count:,} {noun}{'' if count == 1 else 's'}" for count, noun in counts if count]
    return "new: " + " and ".join(shown)


def _article_lines(article: NewArticle) -> list[str]:
    """Title; date, publication and locator; a snippet. Each is one line without controls."""
    card = article.card
    date = card.date.replace(FILE_DATE, "file of ") if card.date else None
    where = " · ".join(filter(None, (date, card.publication, f"[{article.locator}]")))
    return [one_line(card.title), one_line(where), one_line(article.snippet.text)]


def _statement_lines(row: StatementRow) -> list[str]:
    """Speaker with addressee and outlet; the words; the article with its days and the locator."""
    article, said = row.analysis.article, row.quotation
    first = row.speaker.name if row.speaker else None
    who = speakers_named(row.analysis, said, first) or speaker_words(article, said)
    to = brought_by(said, first)
    words = content_words(article, said)
    spoken = f"“{words}”" if said.kind == "direct" else f"{words} ({said.kind})"
    days = shown_days(article, said)
    locator = locator_at(article, Span(said.start, said.end))
    where = " · ".join(filter(None, (article.title, article.publication, days, f"[{locator}]")))
    head = f"{who or 'speaker not settled'}{f' (to {to})' if to else ''}"
    return [one_line(head), one_line(spoken), one_line(where)]


_WRITERS: dict[str, Callable[[Sequence[News]], str]] = {
    "text": _text,
    "md": _markdown,
    "json": _json,
    "html": _html,
}

__all__ = ["write_news"]
