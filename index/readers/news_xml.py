"""News agencies' XML: NITF, NewsML-G2, NewsML 1.2, and Factiva's own."""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from index.errors import ReadFailure
from index.model import Article
from index.readers.export_record import Record, articles_of
from index.readers.html import blocks
from index.readers.packed import reading
from index.readers.source import Source

_BLOCKS = frozenset(
    "p hl1 hl2 h1 h2 h3 h4 h5 h6 li blockquote div block pre dt dd tr note bq para paragraph"
    " leadparagraph tailparagraphs q-block"
    " media-caption subheadline2 hl3 body content section article caption inlinedata datacontent"
    " body.content fn".split()
)
_UNSEEN = frozenset(
    "media-metadata script style head media-reference media-producer media-object".split()
)
_DEEPEST = 300
_NITF_DATE = ("date.issue", "date.release", "story.date")


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def read_nitf(source: Source) -> Iterator[Article]:
    """The article of a NITF file, or those of a file with several."""
    with reading("NITF"):
        root = fromstring(source.raw)
        items = [e for e in root.iter() if local(e).lower() == "nitf"] or [root]
        records = [nitf_record(item) for item in items]
    yield from articles_of(source, records, "NITF")


def read_newsml(source: Source) -> Iterator[Article]:
    """The text items of a NewsML file, of version 1 or G2."""
    with reading("NewsML"):
        root = fromstring(source.raw)
        if local(root) == "NewsML":
            items = [e for e in root.iter() if local(e) == "NewsItem"]
            records = [record for item in items for record in _newsml1(item)]
        elif local(root) == "newsitem":
            records = [_corpus_record(root)]
        else:
            items = [e for e in root.iter() if local(e) == "newsItem"]
            records = [record for item in items if (record := _g2_record(item)) is not None]
    if not any(record.body for record in records):
        raise ReadFailure("looks like NewsML, but no item in it has text")
    yield from articles_of(source, records, "NewsML")


def read_factiva(source: Source) -> Iterator[Article]:
    """The documents of a Factiva XML export."""
    with reading("Factiva XML"):
        root = fromstring(source.raw)
        records = [_factiva_record(e) for e in root.iter() if _is_factiva_article(e)]
    if not records:
        raise ReadFailure("looks like a Factiva export, but no article in it could be recognised")
    yield from articles_of(source, records, "a Factiva export")


# --- elements ---


def find(root: Element, *names: str) -> Element | None:
    """The first element below `root` that has one of the names, the names tried in order."""
    for name in names:
        for element in root.iter():
            if local(element).lower() == name and element is not root:
                return element
    return None


def words(element: Element | None) -> str:
    """All text in an element, in one line."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def element_paragraphs(root: Element) -> list[str]:
    """The paragraphs in an element. Raises ReadFailure where it nests without end."""
    out: list[str] = []
    line: list[str] = []

    def flush() -> None:
        text = " ".join("".join(line).split())
        if text:
            out.append(text)
        line.clear()

    todo: list[tuple[Element, int, int]] = [(root, 0, 0)]  # element, stage, depth
    while todo:
        element, stage, depth = todo.pop()
        if stage == 2:
            line.append(element.tail or "")
            continue
        name = local(element).lower()
        block = name in _BLOCKS
        if stage == 1:
            if block:
                flush()
            continue
        if depth > _DEEPEST:
            raise ReadFailure("nested too deeply")
        if name in _UNSEEN:
            continue
        if block:
            flush()
        if name in {"br", "td", "th"}:
            line.append(" ")
        line.append(element.text or "")
        todo.append((element, 1, depth))
        for child in reversed(element):
            todo.append((child, 2, depth))
            todo.append((child, 0, depth + 1))
    flush()
    return out


def _attribute(element: Element | None, *names: str) -> str | None:
    if element is None:
        return None
    return next((element.attrib[name] for name in names if element.attrib.get(name)), None)


def _language(element: Element | None) -> str | None:
    return _attribute(element, "{http://www.w3.org/XML/1998/namespace}lang")


# --- NITF ---


def nitf_record(root: Element) -> Record:
    """What a NITF document says (NITF 3.x)."""
    head = find(root, "body.head")
    docdata = find(root, "docdata")
    pubdata = find(root, "pubdata")
    title = words(find(head, "hl1", "hedline")) if head is not None else ""
    content = find(root, "body.content", "body")
    where = head if head is not None else root
    dates = [
        _attribute(element, "norm") or words(element)
        for name in _NITF_DATE
        if (element := find(docdata if docdata is not None else root, name)) is not None
    ]
    story = find(where, "story.date")
    return Record(
        title=title or words(find(root, "title")),
        body=_whole_story(content) if content is not None else [],
        publication=_attribute(pubdata, "name") or words(find(where, "distributor")) or None,
        author=_nitf_authors(where),
        date=next(filter(None, dates), None)
        or _attribute(pubdata, "date.publication")
        or _attribute(story, "norm")
        or words(story)
        or None,
        section=_attribute(pubdata, "position.section") or _meta(root, "section"),
        volume=_attribute(pubdata, "volume"),
        issue=_attribute(pubdata, "issue", "number"),
        language=_language(root),
    )


def _whole_story(content: Element) -> list[str]:
    """The paragraphs of a story; a block that only repeats how a later one begins is left out."""
    blocks = [element_paragraphs(child) for child in content if local(child).lower() == "block"]
    if len(blocks) < 2 or len(blocks) != len(content):
        return element_paragraphs(content)
    whole = []
    for at, block in enumerate(blocks):
        if not any(later[: len(block)] == block for later in blocks[at + 1 :]):
            whole += block
    return whole


def _nitf_authors(head: Element) -> object:
    bylines = [e for e in head.iter() if local(e).lower() == "byline"]
    persons = [words(p) for line in bylines for p in line.iter() if local(p).lower() == "person"]
    return [p for p in persons if p] or [words(line) for line in bylines if words(line)][:1]


def _meta(root: Element, name: str) -> str | None:
    for element in root.iter():
        if local(element).lower() == "meta" and element.attrib.get("name", "").lower().endswith(
            name
        ):
            return element.attrib.get("content")
    return None


# --- NewsML-G2 ---


def _g2_record(item: Element) -> Record | None:
    meta = find(item, "contentmeta")
    about = find(item, "itemmeta")
    where = meta if meta is not None else item
    body, inner = _g2_content(item)
    if not body:
        return None
    creators = [e for e in where.iter() if local(e) in {"creator", "contributor"}]
    names = [words(find(e, "name")) or words(e) or e.attrib.get("literal", "") for e in creators]
    provider = find(item, "provider")
    publication = words(find(provider, "name")) if provider is not None else ""
    info = find(where, "infosource")
    return Record(
        title=words(find(where, "headline"))
        or (inner.title if inner else "")
        or words(find(item, "title", "slugline")),
        body=body,
        publication=publication
        or _named(provider)
        or _named(info)
        or (inner.publication if inner else None),
        author=[words(e) for e in where.iter() if local(e) == "by"]
        or [n for n in names if n]
        or (inner.author if inner else None),
        date=words(find(where, "contentcreated", "contentmodified"))
        or words(find(about, "firstcreated", "versioncreated") if about is not None else None)
        or (inner.date if inner else None),
        section=words(find(where, "section")) or None,
        language=_attribute(find(where, "language"), "tag") or _language(item),
    )


def _named(element: Element | None) -> str | None:
    return _attribute(element, "literal") or words(element) or None


def _g2_content(item: Element) -> tuple[list[str], Record | None]:
    """The paragraphs of an item's content, and what a NITF document in it says."""
    content = find(item, "contentset")
    if content is None:
        return [], None
    for part in content:
        name = local(part)
        if name not in {"inlineXML", "inlineData"}:
            continue
        nitf = find(part, "nitf")
        if nitf is not None:
            record = nitf_record(nitf)
            if record.body:
                return record.body, record
        body = find(part, "body", "body.content")
        paragraphs = element_paragraphs(body if body is not None else part)
        if name == "inlineData" and len(part) == 0:
            text = part.text or ""
            if "</" in text and "<" in text:
                paragraphs = blocks(text).split("\n\n")
            else:
                paragraphs = [p.strip() for p in re.split(r"\n\s*\n", text) if p.strip()]
        if paragraphs:
            return paragraphs, None
    return [], None


# --- the form of the Reuters corpora ---


def _corpus_record(item: Element) -> Record:
    """What a `newsitem` says: its elements, and Dublin Core in attributes."""
    core = {
        e.attrib.get("element", "").lower(): e.attrib.get("value")
        for e in item.iter()
        if local(e) == "dc"
    }
    text = find(item, "text")
    return Record(
        title=words(find(item, "headline", "title")),
        body=element_paragraphs(text) if text is not None else [],
        publication=core.get("dc.publisher") or core.get("dc.source"),
        author=words(find(item, "byline")) or core.get("dc.creator"),
        date=_attribute(item, "date") or core.get("dc.date.published"),
        language=_language(item),
    )


# --- NewsML 1.x ---


def _newsml1(item: Element) -> Iterator[Record]:
    """The text components of a NewsML 1 item, each once: the innermost with a content item."""
    management = find(item, "newsmanagement")
    created = (
        words(find(management, "firstcreated", "thisrevisioncreated"))
        if management is not None
        else ""
    )
    identifier = find(item, "newsidentifier")
    provider = words(find(identifier, "providerid")) if identifier is not None else ""
    seen: set[str] = set()
    for component in item.iter():
        if local(component) != "NewsComponent":
            continue
        for content in component:
            if local(content) != "ContentItem":
                continue
            data = find(content, "datacontent")
            if data is None:
                continue
            record = _newsml1_record(item, component, data)
            key = "\n".join(record.body)
            if not record.body or key in seen:
                continue
            seen.add(key)
            record.date = record.date or created or None
            record.publication = record.publication or provider or None
            yield record


def _newsml1_record(item: Element, component: Element, data: Element) -> Record:
    nitf = find(data, "nitf")
    record = nitf_record(nitf) if nitf is not None else Record()
    if not record.body:
        body = find(data, "body.content", "body")
        record.body = element_paragraphs(body if body is not None else data)
        if len(record.body) == 1 and not len(data) and data.text and "\n\n" in data.text:
            record.body = [p.strip() for p in re.split(r"\n\s*\n", data.text) if p.strip()]
    lines = find(component, "newslines")
    lines = lines if lines is not None else find(item, "newslines")
    if lines is not None:
        record.title = words(find(lines, "headline")) or record.title
        record.author = [
            words(e) for e in lines.iter() if local(e).lower() == "byline"
        ] or record.author
        record.publication = record.publication or words(find(lines, "newslinetext")) or None
    administrative = find(item, "administrativemetadata")
    party = find(administrative, "party") if administrative is not None else None
    record.publication = record.publication or _attribute(party, "FormalName")
    record.language = (
        record.language
        or _attribute(find(item, "language"), "FormalName")
        or _language(component)
        or _language(item)
    )
    return record


# --- Factiva ---


def _is_factiva_article(element: Element) -> bool:
    if "article" not in local(element).lower():
        return False
    names = {local(child).lower() for child in element}
    return "headline" in names and bool(
        names & {"leadparagraph", "tailparagraphs", "body", "bodyparagraphs"}
    )


def _factiva_record(root: Element) -> Record:
    def one(*names: str) -> str | None:
        return words(find(root, *names)) or None

    body: list[str] = []
    for child in root:
        if local(child).lower() in {"leadparagraph", "tailparagraphs", "body", "bodyparagraphs"}:
            body += element_paragraphs(child)
    date = find(root, "publicationdate", "pubdate")
    return Record(
        title=one("headline") or "",
        body=body,
        publication=one("sourcename", "publicationname", "publishername"),
        author=one("byline", "author", "authors"),
        date=_attribute(date, "value", "date") or words(date) or None,
        section=one("sectionname", "section", "columnname"),
        language=_attribute(find(root, "baselanguage", "language"), "code")
        or one("baselanguage", "language"),
        volume=one("volume"),
    )


FACTIVA_MARKS: Sequence[str] = ("ppsArticle", "leadParagraph", "tailParagraphs", "accessionNo")

__all__ = [
    "FACTIVA_MARKS",
    "element_paragraphs",
    "find",
    "local",
    "nitf_record",
    "read_factiva",
    "read_newsml",
    "read_nitf",
    "words",
]
