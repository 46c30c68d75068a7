"""Web pages: the main text by trafilatura, metadata from meta tags and JSON-LD by the same.

`blocks` is for the pieces of HTML in mail, feeds and e-books, which have no menus to be left out.
"""

import datetime
import functools
import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.errors import ReadFailure
from index.model import Article
from index.readers.attributes import bound_attributes
from index.readers.decode import decode, label_in
from index.readers.exports import export_articles
from index.readers.metadata_date import metadata_date
from index.readers.source import Source, compose, library

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6"
    " header hr li main nav ol p pre section summary table tbody td tfoot th thead title tr"
    " ul".split()
)
_UNSEEN = frozenset(
    "script style template noscript head iframe object embed svg canvas select textarea"
    " button".split()
)
# Browsers nest no deeper than this; a deeper page is made to overflow the stack.
_DEEPEST = 512
# The time of a parse grows with the square of the depth: 28 s for 100,000 elements, 0.1 s for
# 4,000.
# So a page is parsed up to each place where it may be this much deeper.
_LOOK_EVERY = 4_000
# Exports leave elements open, one or two a document.
_DEEPEST_EXPORT = 10_000


def read(source: Source) -> Iterator[Article]:
    """The article of a saved page, or those of a database export.

    Raises ReadFailure for a page without a main text.
    """
    page = decode_page(source.raw)
    if _EXPORT_HINT.search(page):
        export = export_articles(source, page_lines(page))
        if export is not None:
            yield from export
            return
    check_depth(page)
    if _LINK_LIST.search(page[:3000]):
        raise ReadFailure("a list of links, without the articles' text")
    yield article_of(source, page)


# Strings that only pages with a database export contain.
_EXPORT_HINT = re.compile(
    r"\d\s*(?:of|von|de|van|di|sur)\s*\d+\s*DO[CK]U"
    r"|D[oO][ckCK][uU]\w+ \d+ (?:of|von|de|di|sur) \d"
    r"|LENGTH:|Length:|Load-Date|LOAD-DATE|LÄNGE:|LONGUEUR:|ProQuest"
    r"|End of Document|Ende des Dokuments|Fin d[eu]l? docu"
    r"|>\s*(?:<b>\s*)?HD\b|[Ff]activa|articleParagraph"
    r"|Documento? [A-Z]{3,10}0000|Dokument [A-Z]{3,10}0000"
)
_LINK_LIST = re.compile(
    r"NETSCAPE-Bookmark-file|<title>\s*(?:Pocket Export|Instapaper: Export)", re.IGNORECASE
)
_OPENING = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
# Elements that need no end, and so say nothing about the depth.
_UNENDED = frozenset(
    "p li br hr img input meta link td tr th dt dd option area base col embed source track wbr"
    " param tbody thead tfoot".split()
)


def check_depth(page: str) -> None:
    """Raise ReadFailure for a page that nests too deeply, before any recursive parser sees it."""
    if page.count("<") <= _DEEPEST:
        return
    opened: Counter[str] = Counter()
    depth, most, next_look = 0, 0, _DEEPEST + _LOOK_EVERY
    for match in _OPENING.finditer(page):
        name = match[2].lower()
        if name in _UNENDED:
            continue
        if not match[1]:
            opened[name] += 1
            depth += 1
            most = max(most, depth)
        elif opened[name]:  # others end nothing
            opened[name] -= 1
            depth -= 1
        if depth >= next_look:
            # an element that is left open need not hold what follows: only a parser knows
            _refuse_deep(page[: match.end()] + ">")
            next_look = depth + _LOOK_EVERY
    if most > _DEEPEST:
        _refuse_deep(page)


def _refuse_deep(page: str) -> None:
    if _true_depth(page) > _DEEPEST:
        raise ReadFailure("nested too deeply")


def _true_depth(page: str) -> int:
    """How deep the elements of a page nest, at most one more than the limit."""
    root = LexborHTMLParser(page).root
    todo = [(root, 0)] if root is not None else []
    most = 0
    while todo:
        node, depth = todo.pop()
        most = max(most, depth)
        if depth > _DEEPEST:
            return depth
        child = node.child
        while child is not None:
            if child.tag and not child.tag.startswith("-"):
                todo.append((child, depth + 1))
            child = child.next
    return most


def article_of(source: Source, page: str, url: str | None = None) -> Article:
    """The article of a page's source. Raises ReadFailure if it has no text or nests too deeply."""
    page = bound_attributes(page)
    check_depth(page)
    trafilatura = library("trafilatura", "html")
    _read_dates_here()
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


class _WrittenDates:
    """In place of dateparser: the days that `metadata_date` reads."""

    def get_date_data(self, text: str) -> dict[str, datetime.datetime | None]:
        """The form in which dateparser answers."""
        day = metadata_date(text)
        if day is None or not day.day:
            return {"date_obj": None}
        return {"date_obj": datetime.datetime(day.year, day.month, day.day)}


@functools.cache
def _read_dates_here() -> None:
    """Let trafilatura's search for a date ask `metadata_date` for dates in words.

    It would ask dateparser, which makes patterns for 205 locales at its first use: 9 s of processor
    time in each reading process.
    """
    found = library("htmldate.extractors", "html")
    if hasattr(found, "get_external_parser"):
        found.get_external_parser = _WrittenDates


def _title(page: str, found: str | None) -> str | None:
    """The title that the page gives to other sites (Open Graph, Twitter), else its own.

    Without the site's name if a heading shows the title without it.
    """
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
    return bound_attributes(decode(raw, label_in(raw[:8192])))


def blocks(fragment: str, breaks: bool = False) -> str:
    """All text of a piece of HTML, its blocks separated by blank lines.

    With `breaks` a single line break in a block stays one. Raises ReadFailure if it nests too
    deeply.
    """
    return "\n\n".join(_lines(fragment, rows=False, glue="\n" if breaks else " "))


def page_lines(page: str) -> str:
    """As `blocks`, for an export from `decode_page`: a table row is a line, and a `br` ends one."""
    return "\n\n".join(_lines(page, rows=True))


def _parted(text: str, glue: str) -> list[str]:
    """The paragraphs of a block: two breaks in a row separate them, a single one is `glue`."""
    if "\n" not in text:
        return [words] if (words := " ".join(text.split())) else []
    out: list[list[str]] = [[]]
    for line in text.split("\n"):
        words = " ".join(line.split())
        if words:
            out[-1].append(words)
        elif out[-1]:
            out.append([])
    return [glue.join(part) for part in out if part]


def _lines(fragment: str, rows: bool, glue: str = " ") -> list[str]:
    # with `rows` the caller has bounded them
    root = LexborHTMLParser(fragment if rows else bound_attributes(fragment)).root
    if root is None:
        return []
    out: list[str] = []
    line: list[str] = []

    def flush() -> None:
        text = "".join(line)
        if rows:
            for part in text.split("\n"):
                cells = "\t".join(" ".join(cell.split()) for cell in part.split("\t")).strip("\t ")
                if cells:
                    out.append(cells)
        else:
            # two breaks in a row are how old pages part their paragraphs
            out.extend(_parted(text, glue))
        line.clear()

    # no recursion: the page decides how deep it nests
    todo: list[tuple[LexborNode, bool, int]] = [(root, False, 0)]
    while todo:
        node, leaving, depth = todo.pop()
        tag = node.tag
        if leaving:
            flush()
            continue
        if tag == "-text":
            line.append(" ".join((node.text_content or "").split("\n")).replace("\t", " "))
            continue
        if tag in _UNSEEN or not tag or tag.startswith("-") or tag.startswith("_"):
            continue
        if depth > (_DEEPEST_EXPORT if rows else _DEEPEST):
            raise ReadFailure("nested too deeply")
        if tag == "br":
            line.append("\n")
        elif rows and tag in {"td", "th"}:
            line.append("\t")
        elif tag in _BLOCKS:
            flush()
            todo.append((node, True, depth))
        children = []
        child = node.child
        while child is not None:
            children.append((child, False, depth + 1))
            child = child.next
        todo += reversed(children)
    flush()
    return out


__all__ = ["SUFFIXES", "article_of", "blocks", "check_depth", "decode_page", "page_lines", "read"]
