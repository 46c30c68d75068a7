"""What the columns of a table or the fields of an object hold, by the names that datasets give them."""

import re
from collections.abc import Mapping
from typing import Any

# Names without case, blanks and signs ("date_publish", "datePublish" → "datepublish"), the likeliest first.
TEXT = (
    "text body bodytext fulltext fullarticletext articletext articlebody maintext content contenttext contenthtml contentrendered"
    " bodyhtml fieldsbodytext fieldsbody htmlcontent contentmarkdown textcontent rawtext cleantext cleanedtext plaintext"
    " articlecontent newstext newscontent postcontent story storytext article document documenttext transcript texte texto testo"
    " volltext inhalt tekst contenu contenido contenuto текст content_html highlight quote selection fulltextcontent news post"
    " message messagetext posttext paragraphs"
).split()
# Less than the text; the longest of them is taken where there is no other.
SHORT = (
    "leadparagraph abstract abstractnote description shortdescription longdescription summary excerpt snippet lede lead teaser"
    " standfirst trailtext fieldstrailtext fieldsstandfirst notes note annote subtitle summarytext описание resumen résumé zusammenfassung"
).split()
TITLE = (
    "title headline heading headlinemain webtitle articletitle newstitle documenttitle fieldsheadline titlerendered posttitle name"
    " subject booktitle resolvedtitle giventitle titel titre título titulo titolo заголовок header titleenglish"
).split()
AUTHOR = (
    "author authors byline by bylineoriginal creator creators writer authorname authornames fieldsbyline articleauthor journalist"
    " reporter publishedby bookauthor contributors autor autores auteur auteurs autore автор embeddedauthor postauthor"
).split()
DATE = (
    "date published publishdate datepublish datepublished publicationdate pubdate publishedat publishedon publisheddate"
    " publishedtime publishtime publishat webpublicationdate firstpublished firstpublishedat firstpublicationdate firstpubdate"
    " articledate newsdate postdate postdategmt dategmt issued issuedate releasedate datetime datetimepub seendate displaydate"
    " publicationyear printdate datedepublication fechadepublicación fechadepublicacion"
    " veröffentlichungsdatum veröffentlicht datadipubblicazione datapubblicazione датапубликации fecha datum дата datepub day year"
).split()
# When something was stored, which is the article's day only where nothing is known of that.
STORED = "created createdat datecreated time timestamp added dateadded updated updatedat modified lastmodified".split()
# Fields of programs that keep articles: what is stored there is when a person saved it.
_SAVERS = frozenset(
    "isarchived folder readingprogress highlightedat timeadded isstarred documenttags saveddate".split()
)
PUBLICATION = (
    "publication source sourcename sourcetitle outlet outletname publisher publishername newspaper site sitename sourcedomain"
    " domain domainname journal medianame publicationname publicationtitle fieldspublication containertitle website media feedtitle"
    " sourcecommonname domainmetadataname providername provider threadsite zeitung quelle fuente journaltitle originname издание источник feed"
).split()
LANGUAGE = "language lang languagecode sprache langue idioma lingua".split()
SECTION = "section sectionname category categoryname desk newsdesk rubric rubrik ressort column pillarname".split()
VOLUME, ISSUE = ["volume"], ["issue", "number", "issuenumber"]
NAMES = {
    "title": TITLE, "author": AUTHOR, "date": DATE, "publication": PUBLICATION, "language": LANGUAGE, "section": SECTION,
    "volume": VOLUME, "issue": ISSUE,
}  # fmt: skip

# Objects that only wrap the fields of an article.
_WRAPPERS = frozenset(
    "fields source article data attributes node item doc document record story post".split()
)
# Where an object that stands for one value keeps it.
_VALUES = ("rendered", "main", "name", "title", "label", "value", "text", "content", "body", "original", "#text", "$", "@value", "default", "literal")  # fmt: skip
_DEEPEST = 3

# Values by normalised name; those of nested objects also under the names of both.
Fields = dict[str, Any]


def normal(name: object) -> str:
    """A column's name without case, blanks and signs."""
    return re.sub(r"[\W_]+", "", str(name).casefold())


def fields_of(row: Mapping[Any, Any]) -> Fields:
    """The values of a row or object by normalised name, what lies deeper after what lies above."""
    found: Fields = {}
    todo: list[tuple[Mapping[Any, Any], str, bool, int]] = [(row, "", True, 0)]
    while todo:
        node, prefix, bare, depth = todo.pop(0)
        for key, value in node.items():
            name = normal(key)
            if not name:
                continue
            if prefix:
                found.setdefault(prefix + name, value)
            if bare:
                found.setdefault(name, value)
            if isinstance(value, Mapping) and depth < _DEEPEST:
                # an object named like a column is that column's value, unless it holds fields itself
                wraps = name in _WRAPPERS and (name != "source" or str(key).startswith("_"))
                todo.append((value, name, wraps and bare, depth + 1))
    return found


def text_in(fields: Fields, told: Mapping[str, str] | None = None) -> str | None:
    """The text of a row: the column named for it, else the likeliest that is not empty."""
    if told and "text" in told:
        return plain_value(fields.get(normal(told["text"]))) or None
    for name in TEXT:
        if text := plain_value(fields.get(name)):
            return text
    short = [plain_value(fields.get(name)) for name in SHORT]
    return max(filter(None, short), key=len, default=None)


def metadata_in(fields: Fields, told: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Title, author, date, publication, language, section, volume and issue of a row, each or None."""
    values: dict[str, Any] = {}
    for kind, usual in NAMES.items():
        stored = STORED if kind == "date" and not (_SAVERS & fields.keys()) else []
        names = [normal(told[kind])] if told and kind in told else [*usual, *stored]
        values[kind] = next((v for name in names if not is_empty(v := fields.get(name))), None)
    values["date"] = _date(values["date"], fields)
    by_number = values["author"]
    if isinstance(by_number, Mapping) and all(isinstance(v, Mapping) for v in by_number.values()):
        values["author"] = list(by_number.values())
    for kind in NAMES:
        if (
            kind != "author"
            and values[kind] is not None
            and not isinstance(values[kind], int | float)
        ):
            values[kind] = plain_value(values[kind])
    return values


def is_empty(value: object) -> bool:
    """Whether a value says nothing: none, blank, or the word that a program writes for nothing."""
    if value is None or value in ([], {}):
        return True
    return isinstance(value, str) and value.strip().casefold() in {
        "",
        "nan",
        "null",
        "none",
        "n/a",
        "-",
    }


def plain_value(value: object, depth: int = 0) -> str:
    """A value as text: lists joined by paragraphs, objects by the field that holds their value."""
    if is_empty(value) or depth > 6 or isinstance(value, bool):
        return ""
    if isinstance(value, Mapping):
        for key in _VALUES:
            if text := plain_value(value.get(key), depth + 1):
                return text
        return ""
    if isinstance(value, list | tuple):
        return "\n\n".join(filter(None, (plain_value(item, depth + 1) for item in value)))
    return str(value)


def _date(value: object, fields: Fields) -> object:
    """A date given as parts (CSL's date-parts, or columns for year, month and day) as ISO has it."""
    if isinstance(value, Mapping):
        parts = value.get("date-parts") or value.get("dateparts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            return _iso(parts[0])
        return plain_value(
            next(
                (value[k] for k in ("raw", "iso", "date", "timestamp", "$date") if value.get(k)),
                value,
            )
        )
    if value is not None and value in {
        fields.get("year"),
        fields.get("publicationyear"),
        fields.get("day"),
    }:
        parts = [fields.get(name) for name in ("year", "month", "day")]
        if str(parts[1] or "").strip().isdigit() and str(parts[0] or "").strip().isdigit():
            return _iso([part for part in parts if str(part or "").strip().isdigit()])
    return value


def _iso(parts: list[Any]) -> str | None:
    try:
        numbers = [int(part) for part in parts[:3]]
    except (TypeError, ValueError):
        return None
    return "-".join(f"{n:04}" if at == 0 else f"{n:02}" for at, n in enumerate(numbers)) or None


__all__ = ["Fields", "fields_of", "is_empty", "metadata_in", "normal", "plain_value", "text_in"]
