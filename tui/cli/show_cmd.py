"""`pressmark show`: one article."""

from argparse import Namespace
from typing import Any

from rich.console import Console
from rich.text import Text

from index import PressmarkError, one_line, safe
from index.model import Article
from tui.cli.opening import opened_library
from tui.cli.printing import FOUND, emit, shown_path, stdout


def run(args: Namespace) -> int:
    """`pressmark show`."""
    with opened_library(args) as library:
        analysis = library.analysis(library.find_article(args.article))
        if analysis is None:
            raise PressmarkError(f"The article {args.article} has just gone: try again.")
        if args.json:
            emit(article_json(analysis.article))
        else:
            print_article(stdout(), analysis.article)
        return FOUND


def article_json(article: Article) -> dict[str, Any]:
    """An article, as the fields of `--json`."""
    names = ("id", "path", "title", "publication", "volume", "issue", "author")
    return {name: getattr(article, name) for name in names} | {
        "authors": list(article.authors),
        "section": article.section,
        "date": str(article.date) if article.date else None,
        "date_basis": article.shown_basis,
        "text": article.text,
        "removed": [list(place) for place in article.removed],
        "omitted": article.omitted,
    }


def print_article(console: Console, article: Article) -> None:
    """Print an article with its metadata."""
    facts = [
        article.publication,
        article.volume and f"vol. {article.volume}",
        article.issue and f"issue {article.issue}",
    ]
    facts += [
        article.author,
        article.shown_date,
        article.id,
        shown_path(article.path),
    ]
    console.print(Text(one_line(article.title), style="bold"))
    console.print(Text(one_line(" · ".join(filter(None, facts))), style="dim"))
    console.print()
    console.print(Text(safe(article.text[article.body_start :])))
