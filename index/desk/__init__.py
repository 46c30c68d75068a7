"""Work without the reading room: watches, batches of names, networks, texts from outside."""

from index.desk.news import NewArticle, News, news_of, news_rows, statement_key
from index.desk.news_formats import NEWS_FORMATS, write_news
from index.desk.statement_json import statement_json

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
