"""Work without the reading room: watches, batches of names, networks, texts from outside."""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.desk.batch import BatchResult, count_said, run_rows
    from index.desk.batch_formats import BATCH_FORMATS, write_batch
    from index.desk.batch_rows import BatchRow, BatchTable, read_table
    from index.desk.news import NewArticle, News, news_of, news_rows, statement_key
    from index.desk.news_formats import NEWS_FORMATS, write_news
    from index.desk.statement_json import statement_json
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.desk.batch": ("BatchResult", "count_said", "run_rows"),
            "index.desk.batch_formats": ("BATCH_FORMATS", "write_batch"),
            "index.desk.batch_rows": ("BatchRow", "BatchTable", "read_table"),
            "index.desk.news": ("NewArticle", "News", "news_of", "news_rows", "statement_key"),
            "index.desk.news_formats": ("NEWS_FORMATS", "write_news"),
            "index.desk.statement_json": ("statement_json",),
        },
    )

__all__ = [
    "BATCH_FORMATS",
    "NEWS_FORMATS",
    "BatchResult",
    "BatchRow",
    "BatchTable",
    "NewArticle",
    "News",
    "count_said",
    "news_of",
    "news_rows",
    "read_table",
    "run_rows",
    "statement_json",
    "statement_key",
    "write_batch",
    "write_news",
]
