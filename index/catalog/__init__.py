"""The catalogue: SQLite tables of files, articles, actors and citations."""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.catalog.actor_codec import SPEAKS
    from index.catalog.actor_overlay import ActorOverlay, CorrectedLists
    from index.catalog.catalog import Catalog
    from index.catalog.catalog_protocol import ArticleCatalog
    from index.catalog.packing import decode_analysis
    from index.catalog.pair_codec import ADJACENT
    from index.catalog.statement_codec import STATEMENT_ROW
    from index.catalog.stored_article import StoredArticle, as_stored, fuller_name, names_by_key
    from index.catalog.stored_references import Reference, names_publication
    from index.catalog.text_frames import pack_text, unpack_text
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.catalog.actor_codec": ("SPEAKS",),
            "index.catalog.actor_overlay": ("ActorOverlay", "CorrectedLists"),
            "index.catalog.catalog": ("Catalog",),
            "index.catalog.catalog_protocol": ("ArticleCatalog",),
            "index.catalog.packing": ("decode_analysis",),
            "index.catalog.pair_codec": ("ADJACENT",),
            "index.catalog.statement_codec": ("STATEMENT_ROW",),
            "index.catalog.stored_article": (
                "StoredArticle",
                "as_stored",
                "fuller_name",
                "names_by_key",
            ),
            "index.catalog.stored_references": ("Reference", "names_publication"),
            "index.catalog.text_frames": ("pack_text", "unpack_text"),
        },
    )

__all__ = [
    "ADJACENT",
    "SPEAKS",
    "STATEMENT_ROW",
    "ActorOverlay",
    "ArticleCatalog",
    "Catalog",
    "CorrectedLists",
    "Reference",
    "StoredArticle",
    "as_stored",
    "decode_analysis",
    "fuller_name",
    "names_by_key",
    "names_publication",
    "pack_text",
    "unpack_text",
]
