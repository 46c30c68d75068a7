"""News feeds, RSS and Atom, by feedparser: an item an article."""

import io
from collections.abc import Iterator
from typing import Any

from index.errors import ReadFailure
from index.model import Article
from index.readers.html import blocks
from index.readers.source import Source, compose

SUFFIXES = (".rss", ".atom", ".rdf", ".xml")


def read(source: Source) -> Iterator[Article]:
    """The items that have text. Raises ReadFailure for XML that is no feed."""
    import feedparser  # late, as the reader starts without it

    head = source.raw[:4096]
    if b"<!ENTITY" in source.raw[:65536]:
        raise ReadFailure("XML with entities of its own, which can be a trap")
    feed = feedparser.parse(
        io.BytesIO(source.raw), sanitize_html=False, resolve_relative_uris=False
    )
    if not feed.get("version") and not feed.entries:
        raise ReadFailure("XML, but no news feed" if b"<" in head else "no news feed")
    about = feed.feed
    found = False
    for at, item in enumerate(feed.entries, 1):
        text = _text(item)
        title = blocks(item.get("title") or "").replace("\n\n", " ")
        try:
            article = compose(
                source,
                title,
                text or title,
                publication=about.get("title"),
                author=item.get("author") or about.get("author"),
                date=item.get("published") or item.get("updated") or item.get("created"),
                language=item.get("language") or about.get("language"),
                member=f"item {at}",
            )
        except ReadFailure:
            continue
        found = True
        yield article
    if not found:
        raise ReadFailure("no item with text in it")


def _text(item: Any) -> str:
    """The longest text that an item gives."""
    given = [part.get("value") for part in item.get("content", [])] + [item.get("summary")]
    return max((blocks(text or "") for text in given), key=len)


__all__ = ["SUFFIXES", "read"]
