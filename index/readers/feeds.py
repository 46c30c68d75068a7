"""News feeds, RSS and Atom, by feedparser: an item an article."""

import html as entities
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from index.errors import ReadFailure
from index.model import Article
from index.readers import xml_records
from index.readers.html import blocks
from index.readers.metadata_date import settled_order
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
    if not feed.get("version"):
        if b"<" not in head:
            raise ReadFailure("no news feed")
        try:
            yield from xml_records.read(source)
            return
        except ReadFailure:
            if not feed.entries:
                raise
    about = feed.feed
    order = settled_order(item.get("published") for item in feed.entries)
    found = False
    for at, item in enumerate(feed.entries, 1):
        text = _text(item)
        title = blocks(entities.unescape(item.get("title") or "")).replace("\n\n", " ")
        origin = item.get("source") or {}
        title = _without_source(title, origin.get("title"))
        try:
            article = compose(
                source,
                title,
                text or title,
                publication=origin.get("title") or about.get("title"),
                author=_authors(item) or about.get("author"),
                date=item.get("published") or item.get("updated") or item.get("created"),
                order=order,
                section=next((tag.get("term") for tag in item.get("tags", [])), None),
                language=item.get("language") or about.get("language"),
                member=f"item {at}",
            )
        except ReadFailure:
            continue
        found = True
        yield article
    if not found:
        raise ReadFailure("no item with text in it")


def _without_source(title: str, source: str | None) -> str:
    """The title without the name of the item's source, which some feeds append: "… - Monitor"."""
    name = " ".join(blocks(entities.unescape(source or "")).split())
    bare = re.sub(rf"\s[-–—|]\s+{re.escape(name)}\s*$", "", title, flags=re.IGNORECASE)
    return bare if name and bare.strip() else title


def _authors(item: Any) -> list[str]:
    """The names of an item's authors."""
    names = [_whole_name(one) for one in item.get("authors", []) if one.get("name")]
    return names or ([item["author"]] if item.get("author") else [])


# What feedparser makes of an address whose last part has more than four letters.
_CUT_ADDRESS = re.compile(r"[a-z]{1,20} \((?P<inside>[^()]+)\)?$|(?P<before>.+?)\s*<[a-z]{1,20}>$")


def _whole_name(author: Mapping[str, str]) -> str:
    """The name of an author, without the rest of the address that feedparser leaves in it."""
    name = author["name"]
    match = _CUT_ADDRESS.match(name) if author.get("email") else None
    return (match["inside"] or match["before"]) if match else name


def _text(item: Any) -> str:
    """The longest text that an item gives."""
    given = [part.get("value") for part in item.get("content", [])] + [item.get("summary")]
    return max((blocks(text or "") for text in given), key=len)


__all__ = ["SUFFIXES", "read"]
