"""WordPress exports (WXR): published posts; private ones, drafts and attachments are no articles.

The first article's list of omissions has the number of posts that are not published.

Pages ("About us") are articles only in an export that has nothing but pages.
"""

import html
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from index.errors import ReadFailure
from index.model import Article
from index.readers.export_record import Record, articles_of
from index.readers.html import blocks
from index.readers.news_xml import local
from index.readers.omitted import left_out
from index.readers.packed import reading
from index.readers.source import Source

_NO_TYPES = frozenset(
    {
        "attachment",
        "nav_menu_item",
        "revision",
        "custom_css",
        "wp_block",
        "wp_template",
        "wp_navigation",
    }
)
_PUBLISHED = frozenset({"publish", "published", ""})
# States of posts that WordPress saves automatically or deletes: they are not counted.
_NEVER_COUNTED = frozenset({"auto-draft", "inherit", "trash"})
_CAPTION = re.compile(
    r"\[(?P<name>caption|wp_caption)\b[^\]]*\](?P<inside>.*?)\[/(?P=name)\]", re.DOTALL
)
# Codes of extensions: the part between an opening and a closing one is text.
_SHORTCODE = re.compile(
    r"\[/?(?:gallery|embed|audio|video|playlist|youtube|vc_\w+|et_pb_\w+|su_\w+|contact-form[\w-]*|sourcecode|quote|pullquote|button|divider|column\w*|row)\b[^\]]*\]"
)
_BLOCK_TAG = re.compile(r"<(?:p|div|ul|ol|blockquote|h[1-6]|table|figure|section)\b", re.IGNORECASE)
_PICTURE = re.compile(r"<img\b", re.IGNORECASE)
_BLANK = re.compile(r"\n[ \t]*(?:&nbsp;[ \t]*)*\n")


def read(source: Source) -> Iterator[Article]:
    """The posts of an export. Raises ReadFailure where there are none."""
    with reading("a WordPress export"):
        root = fromstring(source.raw)
        channel = next((e for e in root.iter() if local(e) == "channel"), root)
        site = _one(channel, "title")
        authors = _authors(channel)
        written = [e for e in channel if local(e) == "item" and _is_text(e)]
        items = [e for e in written if _status(e) in _PUBLISHED]
        kept_back = sum(_status(e) not in _PUBLISHED | _NEVER_COUNTED for e in written)
        posts = [e for e in items if _one(e, "post_type") != "page"] or items
        language = _one(channel, "language")
        records = [
            _record(item, site, authors, language, 0 if at else kept_back)
            for at, item in enumerate(posts)
        ]
    if not records:
        raise ReadFailure("a WordPress export without a published post")
    yield from articles_of(source, records, "a WordPress export")


def _one(element: Element, name: str) -> str | None:
    for child in element:
        if local(child) == name and (child.text or "").strip():
            return (child.text or "").strip()
    return None


def _authors(channel: Element) -> dict[str, str]:
    """Display names by login."""
    found = {}
    for author in channel:
        if local(author) == "author":
            login = _one(author, "author_login")
            whole = " ".join(
                filter(None, (_one(author, "author_first_name"), _one(author, "author_last_name")))
            )
            name = _one(author, "author_display_name") or whole
            if login and name:
                found[login] = whole if name == login and whole else name
    return found


def _is_text(item: Element) -> bool:
    return (_one(item, "post_type") or "post") not in _NO_TYPES


def _status(item: Element) -> str:
    return (_one(item, "status") or "").lower()


def _record(
    item: Element,
    site: str | None,
    authors: dict[str, str],
    language: str | None,
    unpublished: int,
) -> Record:
    """The record of a post; `unpublished` posts of the export are said with it."""
    content = next(
        (c.text or "" for c in item if local(c) == "encoded" and "excerpt" not in c.tag), ""
    )
    creator = _one(item, "creator")
    date = _one(item, "post_date") or _one(item, "post_date_gmt")
    if not date or date.startswith("0000"):
        date = _one(item, "pubDate")
    section = next(
        (
            c.text
            for c in item
            if local(c) == "category" and c.attrib.get("domain", "category") == "category"
        ),
        None,
    )
    return Record(
        title=blocks(_one(item, "title") or "").replace("\n\n", " "),
        body=post_text(content).split("\n\n"),
        publication=site,
        author=authors.get(creator or "", creator),
        date=date,
        # WordPress stores the names of categories with entities
        section=html.unescape(section) if section else None,
        language=language,
        omitted=left_out(
            unpublished=unpublished,
            pictures=len(_PICTURE.findall(content)),
            comments=sum(1 for child in item if local(child) == "comment"),
        ),
    )


def post_text(content: str) -> str:
    """The text of a post: blank lines part its paragraphs where it has no tags that do."""
    content = re.sub(r"<!--.*?-->", "\n\n", content.replace("\r\n", "\n"), flags=re.DOTALL)
    content = _CAPTION.sub(lambda match: f"\n\n{match['inside']}\n\n", content)
    content = _SHORTCODE.sub("", content)
    if not _BLOCK_TAG.search(content):
        content = "".join(f"<p>{part}</p>" for part in _BLANK.split(content) if part.strip())
    else:
        content = "".join(
            part if _BLOCK_TAG.search(part) else f"<p>{part}</p>" for part in _BLANK.split(content)
        )
    return blocks(content)


__all__ = ["post_text", "read"]
