"""XML that lists articles without being a feed: each repeated element a row, its children columns.

Programs that keep articles (wallabag) and archives of newspapers export such files.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from index.errors import ReadFailure
from index.model import Article
from index.readers.columns import TEXT, fields_of, is_empty
from index.readers.json_rows import located
from index.readers.news_xml import element_paragraphs, local
from index.readers.packed import reading
from index.readers.source import Source
from index.readers.tables import articles_of_rows

# Elements inside a text, which are no columns.
_MARKUP = frozenset(
    "p para paragraph br b i em strong u a span div blockquote ul ol li h1 h2 h3 h4 h5 h6 hl2 q"
    " s sub sup"
    " hr img figure block".split()
)
_DEEPEST = 60


def read(source: Source) -> Iterator[Article]:
    """The articles that XML of no known form lists. Raises ReadFailure if none has text."""
    with reading("XML"):
        root = fromstring(source.raw)
        rows = list(located(_value(root, 0)))
    if not any(_has_text(row) for row in rows):
        raise ReadFailure("XML, but no news feed")
    yield from articles_of_rows(source, iter(rows), "item")


def _has_text(row: Any) -> bool:
    fields = fields_of(row)
    return any(not is_empty(fields.get(name)) for name in TEXT)


def _value(element: Element, depth: int) -> Any:
    """An element as JSON would have it: text, or an object of attributes and children."""
    if depth > _DEEPEST:
        raise ReadFailure("nested too deeply")
    names = {local(child).lower() for child in element}
    if not names:
        text = element.text or ""
        return text if text.strip() or not element.attrib else dict(element.attrib)
    if names <= _MARKUP:
        return "\n\n".join(element_paragraphs(element))
    found: dict[str, Any] = dict(element.attrib)
    for child in element:
        value = _value(child, depth + 1)
        name = local(child)
        if name not in found:
            found[name] = value
        elif isinstance(found[name], list):
            found[name].append(value)
        else:
            found[name] = [found[name], value]
    return found


__all__ = ["read"]
