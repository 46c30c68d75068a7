"""Work without the reading room: watches, batches of names, networks, texts from outside."""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.desk.news import NewArticle, News, news_of, news_rows, statement_key
    from index.desk.news_formats import NEWS_FORMATS, write_news
    from index.desk.statement_json import statement_json
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.desk.news": ("NewArticle", "News", "news_of", "news_rows", "statement_key"),
            "index.desk.news_formats": ("NEWS_FORMATS", "write_news"),
            "index.desk.statement_json": ("statement_json",),
        },
    )

__all__ = [
    "NEWS_FORMATS",
    "NewArticle",
    "News",
    "news_of",
    "news_rows",
    "statement_json",
    "statement_key",
    "write_news",
]
