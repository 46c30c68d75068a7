"""Markdown by markdown-it-py, with or without front matter (YAML between lines of `---`)."""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from index.model import Article
from index.readers.columns import host_of, plain_value
from index.readers.decode import decode
from index.readers.html import blocks
from index.readers.source import Source, compose
from index.readers.unwrap import unwrap

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
    publication = _first(values, _PUBLICATION)
    yield compose(
        source,
        given or title,
        body if title is None or given in {None, title} else f"{title}\n\n{body}",
        publication=host_of(publication) or publication,
        author=_unlinked(next((values[name] for name in _AUTHOR if values.get(name)), None)),
        date=_first(values, _DATE),
        language=_first(values, ("lang", "language")),
    )


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """The front matter between the first lines of `---` (YAML) or `+++` (TOML), and the rest.

    What is neither is text.
    """
    if text.startswith("+++\n"):
        return _toml(text)
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


def _toml(text: str) -> tuple[dict[str, Any], str]:
    end = text.find("\n+++", 3)
    try:
        values = tomllib.loads(text[4 : end + 1]) if end > 0 else {}
    except (ValueError, RecursionError):
        values = {}
    if not values:
        return {}, text
    return {name.lower(): value for name, value in values.items()}, text[end + 4 :]


def _first(values: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """The first of some values that says anything, as text; of a list all of it."""
    for name in names:
        value = values.get(name)
        if isinstance(value, list):
            value = ", ".join(filter(None, map(plain_value, value[:20])))
        if text := plain_value(value):
            return _LINK.sub(r"\1", text)
    return None


# A link between notes: "[[Anna Petrova]]", "[[people/petrova|Anna Petrova]]".
_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]+)\]\]")


def _unlinked(value: Any) -> Any:
    """A value without the brackets of links between notes."""
    if isinstance(value, str):
        return _LINK.sub(r"\1", value)
    return [_unlinked(one) for one in value] if isinstance(value, list) else value


def plain_text(text: str) -> tuple[str | None, str]:
    """The first heading, and everything else as paragraphs of plain text."""
    from markdown_it import MarkdownIt  # late, as the reader starts without it

    title: str | None = None
    out: list[str] = []
    wrapped: list[int] = []  # which of them may be hard-wrapped
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
                    wrapped.append(len(out))
                    out.append(words)
            case "fence" | "code_block":
                out.append(token.content.rstrip())
            case "html_block":
                if shown := blocks(token.content):
                    out.append(shown)
    joined, _ = unwrap("\n\n".join(out[at] for at in wrapped))
    for at, part in zip(wrapped, joined.split("\n\n"), strict=False):
        out[at] = part.replace("\n", " ")
    return title and title.replace("\n", " "), "\n\n".join(out)


def _inline(tokens: list[Any]) -> str:
    words = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                words.append(token.content.replace("\n", " "))
            case "softbreak":
                words.append("\n")
            case "hardbreak":
                words.append(" ")
            case "image":
                words.append(token.content.replace("\n", " "))
    return "".join(words).strip()


__all__ = ["SUFFIXES", "front_matter", "plain_text", "read"]
