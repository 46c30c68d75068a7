"""Web pages: the main text by trafilatura, metadata from meta tags and JSON-LD by the same.

`blocks` is for the pieces of HTML in mail, feeds and e-books, which have no menus to be left out.
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.errors import ReadFailure
from index.model import Article
from index.readers.decode import decode
from index.readers.source import Source, compose, library

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".mhtml")

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol p pre section summary table tbody td tfoot th thead title tr ul".split()
)
_UNSEEN = frozenset(
    "script style template noscript head iframe object embed svg canvas select textarea button".split()
)
# Deeper than this no browser nests; a page that does is made to exhaust somebody's stack.
_DEEPEST = 512


def read(source: Source) -> Iterator[Article]:
    """The article of a saved page. Raises ReadFailure for one without a main text."""
    yield article_of(source, decode_page(source.raw))


def article_of(source: Source, page: str, url: str | None = None) -> Article:
    """The article of a page's source."""
    trafilatura = library("trafilatura", "html")
    found = None
    if page.strip():
        found = trafilatura.bare_extraction(
            page,
            url=url,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
        )
    if found is None or not (found.text or "").strip():
        text = blocks(page)
        if not any(map(str.isalnum, text)):
            raise ReadFailure("no text in it")
        title = LexborHTMLParser(page).css_first("title")
        return compose(source, title.text() if title else None, text)
    return compose(
        source,
        _title(page, found.title),
        "\n\n".join(line for line in found.text.split("\n") if line.strip()),
        publication=found.sitename or found.hostname,
        author=found.author,
        date=found.date,
        language=found.language or _language_of(page),
    )


def _title(page: str, found: str | None) -> str | None:
    """The title that the page gives to others (Open Graph, Twitter), else its own; without the site's name where a heading shows it."""
    parsed = LexborHTMLParser(page)
    for name in (
        'property="og:title"',
        'name="og:title"',
        'name="twitter:title"',
        'name="parsely-title"',
    ):
        meta = parsed.css_first(f"meta[{name}]")
        if meta is not None and (content := (meta.attributes.get("content") or "").strip()):
            return content
    own = parsed.css_first("head > title")
    title = " ".join(own.text().split()) if own is not None else ""
    return found if not title or (found and found in title) else title


def _language_of(page: str) -> str | None:
    root = LexborHTMLParser(page).css_first("html")
    return root.attributes.get("lang") if root is not None else None


def decode_page(raw: bytes) -> str:
    """The page's source in the encoding that it names, or that its bytes show."""
    head = raw[:2048].lower()
    at = head.find(b"charset=")
    if at >= 0:
        name = (
            head[at + 8 : at + 40]
            .strip(b"\"' ")
            .split(b'"')[0]
            .split(b"'")[0]
            .split(b">")[0]
            .split(b";")[0]
            .strip(b" /")
        )
        try:
            return raw.decode(name.decode("ascii"))
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    return decode(raw)


def blocks(fragment: str) -> str:
    """All text of a piece of HTML, its blocks parted by blank lines. Raises ReadFailure where it nests without end."""
    root = LexborHTMLParser(fragment).root
    if root is None:
        return ""
    out: list[str] = []
    line: list[str] = []

    def flush() -> None:
        if text := " ".join("".join(line).split()):
            out.append(text)
        line.clear()

    # by hand, not by recursion: the page decides how deep it is
    todo: list[tuple[LexborNode, bool, int]] = [(root, False, 0)]
    while todo:
        node, leaving, depth = todo.pop()
        tag = node.tag
        if leaving:
            flush()
            continue
        if tag == "-text":
            line.append(node.text_content or "")
            continue
        if tag in _UNSEEN or not tag or tag.startswith("-") or tag.startswith("_"):
            continue
        if depth > _DEEPEST:
            raise ReadFailure("nested too deeply")
        if tag == "br":
            line.append(" ")
        if tag in _BLOCKS:
            flush()
            todo.append((node, True, depth))
        children = []
        child = node.child
        while child is not None:
            children.append((child, False, depth + 1))
            child = child.next
        todo += reversed(children)
    flush()
    return "\n\n".join(out)


__all__ = ["SUFFIXES", "article_of", "blocks", "decode_page", "read"]
