"""Markdown by markdown-it-py, with or without front matter (YAML between lines of `---`)."""

from collections.abc import Iterator
from typing import Any

from index.model import Article
from index.readers.decode import decode
from index.readers.html import blocks
from index.readers.source import Source, compose

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")

_AUTHOR = ("author", "authors", "by", "byline", "creator")
_PUBLICATION = ("publication", "source", "site", "sitename", "publisher", "newspaper")
_DATE = ("date", "published", "published_at", "pubdate", "created")


def read(source: Source) -> Iterator[Article]:
    """The article of a file, with the metadata of its front matter.

    The first heading is the title if the front matter has none.
    """
    text = decode(source.raw).removeprefix("\ufeff").replace("\r\n", "\n")
    values, text = front_matter(text)
    title, body = plain_text(text)
    given = _first(values, ("title", "headline"))
    yield compose(
        source,
        given or title,
        body if title is None or given in {None, title} else f"{title}\n\n{body}",
        publication=_first(values, _PUBLICATION),
        author=next((values[name] for name in _AUTHOR if values.get(name)), None),
        date=_first(values, _DATE),
        language=_first(values, ("lang", "language")),
    )


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The front matter between the first lines of `---`, and the rest. What is not YAML is text."""
    if not text.startswith("---\n"):
        return {}, text
    end = text.find("\n---", 3)
    if end < 0 or text[end + 4 : end + 5] not in {"", "\n", "\r", " "}:
        return {}, text
    head = text[4 : end + 1]
    if "&" in head and "*" in head and len(head) > 10_000:
        return {}, text  # aliases of aliases: a small file that becomes a large one
    import yaml  # late, as the reader starts without it

    try:
        values = yaml.safe_load(head)
    except (yaml.YAMLError, RecursionError, ValueError):
        return {}, text
    rest = text[end + 4 :]
    return (
        ({str(name).lower(): value for name, value in values.items()}, rest)
        if isinstance(values, dict)
        else ({}, text)
    )


def _first(values: dict[str, Any], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = values.get(name)
        if isinstance(value, list):
            value = ", ".join(str(item) for item in value[:20])
        if value not in {None, ""} and not isinstance(value, dict):
            return str(value)
    return None


def plain_text(text: str) -> tuple[str | None, str]:
    """The first heading, and everything else as paragraphs of plain text."""
    from markdown_it import MarkdownIt  # late, as the reader starts without it

    title: str | None = None
    out: list[str] = []
    heading = False
    for token in MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table"]).parse(text):
        match token.type:
            case "heading_open":
                heading = True
            case "heading_close":
                heading = False
            case "inline":
                words = _inline(token.children or [])
                if heading and title is None and not out:
                    title = words
                elif words:
                    out.append(words)
            case "fence" | "code_block":
                out.append(token.content.rstrip())
            case "html_block":
                if shown := blocks(token.content):
                    out.append(shown)
    return title, "\n\n".join(out)


def _inline(tokens: list[Any]) -> str:
    words = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                words.append(token.content)
            case "softbreak" | "hardbreak":
                words.append(" ")
            case "image":
                words.append(token.content)
    return "".join(words).strip()


__all__ = ["SUFFIXES", "front_matter", "plain_text", "read"]
