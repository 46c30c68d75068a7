"""Work without the reading room: watches, briefings, batches of names, networks, other texts."""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.desk.batch import BatchResult, count_said, run_rows
    from index.desk.batch_formats import BATCH_FORMATS, write_batch
    from index.desk.batch_rows import BatchRow, BatchTable, read_table
    from index.desk.brief import (
        TEMPLATE_FORMATS,
        Brief,
        BriefOrder,
        BriefVerdict,
        CitedWords,
        actors_marks,
        built_in_template,
        empty_docx,
        make_brief,
        passage_in_library,
        queue_marks,
        read_briefing,
        read_template,
        render_brief,
        search_marks,
        verify_briefing,
        write_docx,
    )
    from index.desk.network import (
        MOST_TOGETHER,
        Network,
        NetworkEdge,
        NetworkNode,
        NetworkRequest,
        make_network,
    )
    from index.desk.network_formats import NETWORK_FORMATS, write_network
    from index.desk.news import NewArticle, News, news_of, news_rows, statement_key
    from index.desk.news_formats import NEWS_FORMATS, write_news
    from index.desk.screen_json import known_speakers, screen_json
    from index.desk.screened_text import (
        KnownActor,
        ScreenedActor,
        ScreenedOutlet,
        ScreenedText,
        screen_text,
    )
    from index.desk.statement_json import statement_json
    from index.desk.statement_tables import STATEMENT_FORMATS, write_statements
    from index.desk.timeline_formats import TIMELINE_FORMATS, write_timeline
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.desk.batch": ("BatchResult", "count_said", "run_rows"),
            "index.desk.batch_formats": ("BATCH_FORMATS", "write_batch"),
            "index.desk.batch_rows": ("BatchRow", "BatchTable", "read_table"),
            "index.desk.brief": (
                "TEMPLATE_FORMATS",
                "Brief",
                "BriefOrder",
                "BriefVerdict",
                "CitedWords",
                "actors_marks",
                "built_in_template",
                "empty_docx",
                "make_brief",
                "passage_in_library",
                "queue_marks",
                "read_briefing",
                "read_template",
                "render_brief",
                "search_marks",
                "verify_briefing",
                "write_docx",
            ),
            "index.desk.network": (
                "MOST_TOGETHER",
                "Network",
                "NetworkEdge",
                "NetworkNode",
                "NetworkRequest",
                "make_network",
            ),
            "index.desk.network_formats": ("NETWORK_FORMATS", "write_network"),
            "index.desk.news": ("NewArticle", "News", "news_of", "news_rows", "statement_key"),
            "index.desk.news_formats": ("NEWS_FORMATS", "write_news"),
            "index.desk.screened_text": (
                "KnownActor",
                "ScreenedActor",
                "ScreenedOutlet",
                "ScreenedText",
                "screen_text",
            ),
            "index.desk.screen_json": ("known_speakers", "screen_json"),
            "index.desk.statement_json": ("statement_json",),
            "index.desk.statement_tables": ("STATEMENT_FORMATS", "write_statements"),
            "index.desk.timeline_formats": ("TIMELINE_FORMATS", "write_timeline"),
        },
    )

__all__ = [
    "BATCH_FORMATS",
    "MOST_TOGETHER",
    "NETWORK_FORMATS",
    "NEWS_FORMATS",
    "STATEMENT_FORMATS",
    "TEMPLATE_FORMATS",
    "TIMELINE_FORMATS",
    "BatchResult",
    "BatchRow",
    "BatchTable",
    "Brief",
    "BriefOrder",
    "BriefVerdict",
    "CitedWords",
    "KnownActor",
    "Network",
    "NetworkEdge",
    "NetworkNode",
    "NetworkRequest",
    "NewArticle",
    "News",
    "ScreenedActor",
    "ScreenedOutlet",
    "ScreenedText",
    "actors_marks",
    "built_in_template",
    "count_said",
    "empty_docx",
    "known_speakers",
    "make_brief",
    "make_network",
    "news_of",
    "news_rows",
    "passage_in_library",
    "queue_marks",
    "read_briefing",
    "read_table",
    "read_template",
    "render_brief",
    "run_rows",
    "screen_json",
    "screen_text",
    "search_marks",
    "statement_json",
    "statement_key",
    "verify_briefing",
    "write_batch",
    "write_docx",
    "write_network",
    "write_news",
    "write_statements",
    "write_timeline",
]
