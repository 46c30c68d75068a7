"""Recognises the columns of a table or the fields of an object by the names that datasets use."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from index.model import printed_value


def normal(name: object) -> str:
    """A column's name without case, blanks and signs."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", str(name)).casefold())


def _names(words: str) -> list[str]:
    return [normal(word) for word in words.split()]


# Names without case, blanks and signs: "date_publish" and "datePublish" are "datepublish".
# The likeliest come first, those of other languages after the English ones.
TEXT = _names("""
    text body bodytext fulltext fullarticletext articletext articlebody maintext content contenttext
    contenthtml contentrendered bodyhtml fieldsbodytext fieldsbody htmlcontent contentmarkdown
    textcontent rawtext cleantext cleanedtext plaintext articlecontent newstext newscontent
    postcontent story storytext storybody article document documenttext transcript fulltextcontent
    bodycontent markdown texte texto testo volltext artikeltext haupttext inhalt tekst treść
    textecomplet texteintegral texteintégral contenu corps corpsdutexte contenido cuerpo
    textocompleto
    contenuto corpo testocompleto conteúdo conteudo corpodotexto inhoud tekstvanhetartikel innehåll
    текст полныйтекст содержание содержимое 正文 内容 本文 본문 metin içerik
    highlight quote selection news post message messagetext posttext paragraphs html
    contentelements sentences passages contexts blocks selftext highlights
    artikeltekst artykuł tekstartykułu artikeltext brödtext brødtekst teksti leipäteksti szöveg
    cikk conținut článek clanek النص المحتوى محتوى نص المقال κείμενο nộidung
    เนื้อหา ข้อความ isi konten стаття зміст
""")
# Shorter forms of the text: used if there is no other column, the longest first.
SHORT = _names("""
    leadparagraph abstract abstractnote description shortdescription longdescription summary excerpt
    snippet lede lead teaser standfirst trailtext fieldstrailtext fieldsstandfirst notes note annote
    subtitle summarytext описание аннотация resumen résumé resume zusammenfassung kurzfassung
    vorspann chapeau descripción descripcion riassunto sommario resumo
""")
# Exports that split a text over two or three columns: the first, and the following ones.
_LEAD = ("leadparagraph", "leadparagraphs", "leadpara", "lp")
_MIDDLE = ("body",)
_TAIL = ("tailparagraphs", "tailparagraph", "tailpara", "td")
TITLE = _names("""
    title headline heading headlinemain webtitle articletitle newstitle documenttitle fieldsheadline
    titlerendered posttitle name subject booktitle resolvedtitle giventitle storytitle pagetitle
    titel überschrift ueberschrift schlagzeile titre título titulo titolo titular rubrik tytuł kop
    заголовок название 标题 標題 タイトル 見出し 제목 başlık header titleenglish
    العنوان عنوان τίτλος otsikko overskrift cím titlu titulek tiêuđề หัวข้อ judul назва
    headlinesbasic headlines
""")
AUTHOR = _names("""
    author authors byline by bylineoriginal creator creators writer authorname authornames
    fieldsbyline articleauthor journalist reporter publishedby bookauthor contributors autor autores
    auteur auteurs autore autori autoren verfasser автор авторы 作者 著者 yazar auteursnaam
    författare skribent forfatter kirjoittaja szerző الكاتب المؤلف كاتب συγγραφέας tácgiả ผู้เขียน
    penulis 記者 记者 기자 저자
    embeddedauthor postauthor creditsby credits
""")
DATE_COLUMNS = _names("""
    date published publishdate datepublish datepublished publicationdate pubdate publishedat
    publishedon publisheddate publishedtime publishtime publishat webpublicationdate firstpublished
    firstpublishedat firstpublicationdate firstpubdate articledate newsdate postdate postdategmt
    dategmt issued issuedate releasedate datetime datetimepub seendate displaydate publicationyear
    printdate pubdatetime datedepublication datedeparution dateparution fechadepublicación
    fechadepublicacion fechapublicación veröffentlichungsdatum veröffentlicht veröffentlichtam
    erscheinungsdatum publikationsdatum datadipubblicazione datapubblicazione datadepublicação
    datapublicação publicatiedatum датапубликации fecha datum дата 日期 日付 tarih data jour datepub
    掲載日 発行日 发布日期 发布时间 날짜 게재일
    datapublikacji datawydania publiceringsdatum publiceret publisert julkaistu päivämäärä dátum
    датапублікації التاريخ تاريخ تاريخالنشر ημερομηνία ngày วันที่ tanggal dataaparitiei
    publicationdatetime publishdatetime firstpublishdate firstpublisheddate
    day year jahr año année
""")
# Times of storage: used as the article's day only without any other date.
STORED = _names("""
    created createdat datecreated time timestamp added dateadded updated updatedat modified
    lastmodified createdutc
""")
# CellValues of programs that keep articles: what is stored there is when a person saved it.
_SAVERS = frozenset(
    "isarchived folder readingprogress highlightedat timeadded isstarred documenttags"
    " saveddate".split()
)
PUBLICATION = _names("""
    publication sitename source sourcename sourcetitle outlet outletname publisher publishername
    newspaper
    site sourcedomain domain domainname journal medianame publicationname publicationtitle
    fieldspublication containertitle website media medio feedtitle sourcecommonname
    domainmetadataname providername provider threadsite zeitung zeitschrift quelle fuente fonte
    krant 언론사 매체 매체명 媒體
    periódico periodico testata giornale jornal journaltitle originname издание источник сми газета
    来源 媒体 kaynak feed sourcehostname hostname host
    medium medien zeitungsname źródło tytułprasowy gazeta källa tidning kilde avis lähde forrás lap
    sursa ziar джерело видання المصدر الصحيفة πηγή εφημερίδα nguồn แหล่งที่มา sumber cleanurl rights
""")
LANGUAGE = _names("language lang languagecode sprache langue idioma lingua taal язык 语言")
SECTION = _names("""
    section sectionname category categoryname desk newsdesk rubric rubrik ressort column pillarname
    rubrique sección seccion sezione seção rubriek рубрика раздел
""")
VOLUME, ISSUE = (
    ["volume", "band", "jahrgang"],
    ["issue", "number", "issuenumber", "ausgabe", "numéro", "número"],
)
COLUMN_NAMES = {
    "title": TITLE, "author": AUTHOR, "date": DATE_COLUMNS, "publication": PUBLICATION,
    "language": LANGUAGE, "section": SECTION,
    "volume": VOLUME, "issue": ISSUE,
}  # fmt: skip

# Objects that only wrap the fields of an article.
_WRAPPERS = frozenset(
    "fields source article data attributes node item doc document record story post".split()
)
# Keys of objects that wrap one value.
_VALUES = (
    "rendered", "main", "basic", "name", "title", "label", "value", "text", "content", "body",
    "original", "#text", "$", "@value", "default", "literal", "$numberLong", "context",
)  # fmt: skip
# The keys of an object with a text in several languages, of which the first is taken.
_LANGUAGE_KEY = re.compile(r"[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
# Keys of objects that hold a text in blocks, as editors write them.
_LISTS = ("blocks", "paragraphs", "elements", "sentences", "children", "data", "html")
_DEEPEST = 3

# Values by normalised name; those of nested objects also under the names of both.
CellValues = dict[str, Any]


def fields_of(row: Mapping[Any, Any]) -> CellValues:
    """The values of a row or object by normalised name, outer ones before nested ones."""
    found: CellValues = {}
    todo: list[tuple[Mapping[Any, Any], str, bool, int]] = [(row, "", True, 0)]
    while todo:
        node, prefix, bare, depth = todo.pop(0)
        for key, value in node.items():
            name = normal(key)
            if not name:
                continue
            if prefix:
                found.setdefault(prefix + name, value)
            if bare and str(key) != "_source":
                found.setdefault(name, value)
            if isinstance(value, Mapping) and depth < _DEEPEST:
                # an object with a column's name is its value, unless it is one of the wrappers
                wraps = name in _WRAPPERS and (name != "source" or str(key).startswith("_"))
                todo.append((value, name, wraps and bare, depth + 1))
    return found


def text_in(fields: CellValues, told: Mapping[str, str] | None = None) -> str | None:
    """The text of a row: the column named for it, else the likeliest that is not empty."""
    if told and "text" in told:
        return plain_value(fields.get(normal(told["text"]))) or None
    if tail := _first_of(fields, _TAIL):
        begin = (_first_of(fields, names) for names in (_LEAD, _MIDDLE))
        return "\n\n".join([*(part for part in begin if part and part not in tail), tail])
    for name in TEXT:
        if text := plain_value(fields.get(name)):
            return text
    short = [plain_value(fields.get(name)) for name in SHORT]
    alike = [plain_value(value) for name, value in fields.items() if _may_be_text(name)]
    whole = max((text for text in alike if len(text) >= _SHORTEST_ALIKE), key=len, default=None)
    return whole or max(filter(None, short), key=len, default=None)


# Names that hold one of the first words and none of the second are texts, if these are long.
_TEXTUAL = ("text", "content", "body", "article", "story", "artikel", "inhalt", "texto", "tekst")
_NO_TEXTUAL = re.compile(
    r"id$|ids$|url|uri|link|type|date|time|title|headline|author|source|lang|name|count|length"
    r"|image|photo|categor|tag|keyword|summary|context|section|slug|path|file|hash|format|caption"
)
_SHORTEST_ALIKE = 40


def _may_be_text(name: str) -> bool:
    """Whether a column without a usual name can hold texts."""
    return any(word in name for word in _TEXTUAL) and not _NO_TEXTUAL.search(name)


def _first_of(fields: CellValues, names: Sequence[str]) -> str:
    return next((text for name in names if (text := plain_value(fields.get(name)))), "")


def metadata_in(fields: CellValues, told: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Title, author, date, publication, language, section, volume and issue of a row, or None."""
    values: dict[str, Any] = {}
    for kind, usual in COLUMN_NAMES.items():
        stored = STORED if kind == "date" and not (_SAVERS & fields.keys()) else []
        names = [normal(told[kind])] if told and kind in told else [*usual, *stored]
        values[kind] = next(
            (v for name in names if not is_empty(v := fields.get(name)) and _fits(kind, v)), None
        )
    values["date"] = _date(values["date"], fields)
    if values["publication"] is None:
        values["publication"] = _host(fields, told)
    by_number = values["author"]
    if isinstance(by_number, Mapping) and all(isinstance(v, Mapping) for v in by_number.values()):
        values["author"] = list(by_number.values())
    for kind in COLUMN_NAMES:
        if (
            kind != "author"
            and values[kind] is not None
            and not isinstance(values[kind], int | float)
        ):
            values[kind] = plain_value(values[kind])
    return values


def _fits(kind: str, value: object) -> bool:
    """Whether a value can be of a kind; a number is no author, an object named "data" no date."""
    if kind == "author":
        return not isinstance(value, int | float) and not str(value).strip().isdigit()
    if kind == "publication":
        return not (isinstance(value, str) and _ADDRESS.match(value))
    if kind != "date" or not isinstance(value, Mapping | list):
        return True
    return isinstance(value, Mapping) and bool(_DATE_KEYS & value.keys())


_ADDRESS = re.compile(r"\s*https?://(?:www\.)?([^/\s:?#]{1,253})", re.IGNORECASE)


def host_of(address: str | None) -> str | None:
    """The host of a web address, without "www."; None for other text."""
    match = _ADDRESS.match(address or "")
    return match[1].lower() if match else None


def _host(fields: CellValues, told: Mapping[str, str] | None) -> str | None:
    """The host, for a column of publications that holds an address instead of a name."""
    names = [normal(told["publication"])] if told and "publication" in told else PUBLICATION
    return next(
        (host for name in names if (host := host_of(str(fields.get(name) or "")[:2000]))), None
    )


# Keys of objects that hold a date.
_DATE_KEYS = frozenset(
    "date-parts dateparts raw literal iso date timestamp $date value year #text @value rendered"
    " $numberLong".split()
)


def is_empty(value: object) -> bool:
    """Whether a value is empty: none, blank, or a program's word for nothing."""
    if value is None or value in ([], {}):
        return True
    return isinstance(value, str) and value.strip().casefold() in {
        "",
        "nan",
        "null",
        "none",
        "n/a",
        "-",
        "\\n",
    }


def plain_value(value: object, depth: int = 0) -> str:
    """A value as text: lists joined by paragraphs, objects by the field that holds their value."""
    if is_empty(value) or depth > 6 or isinstance(value, bool):
        return ""
    if isinstance(value, Mapping):
        by_language = [key for key in value if _LANGUAGE_KEY.fullmatch(str(key))]
        own = by_language if len(by_language) == len(value) else []
        for key in (*_VALUES, *_LISTS, *own):
            if text := plain_value(value.get(key), depth + 1):
                return text
        return ""
    if isinstance(value, list | tuple):
        if _is_one_text(value):
            return "".join(item if isinstance(item, str) else plain_value(item) for item in value)
        return "\n\n".join(filter(None, (plain_value(item, depth + 1) for item in value)))
    if isinstance(value, str):
        printed = printed_value(value, _LONGEST_PRINTED) if _PRINTED.match(value) else None
        return value if printed is None else plain_value(printed, depth + 1) or value
    return str(value)


_LONGEST_PRINTED = 2_000_000
# How Python and JSON print a list of texts, or an object.
_PRINTED = re.compile(r"""\s*(?:\[\s*["'{]|\{\s*["'][^"'\n]{1,60}["']\s*:)""")


def _is_one_text(value: Sequence[object]) -> bool:
    """Whether a list is one text in pieces: strings and marked-up spans, as chats export them."""
    marked = [item for item in value if isinstance(item, Mapping)]
    return (
        bool(marked)
        and any(isinstance(item, str) for item in value)
        and all("type" in item and isinstance(item.get("text"), str) for item in marked)
    )


def _date(value: object, fields: CellValues) -> object:
    """A date given as parts (CSL's date-parts, or columns for year, month and day) as one value."""
    if isinstance(value, Mapping):
        parts = value.get("date-parts") or value.get("dateparts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            return _joined_date(parts[0])
        if value.get("year"):
            return _joined_date([value.get(name) for name in ("year", "month", "day")])
        names = ("raw", "literal", "iso", "date", "timestamp", "$date")
        return plain_value(next((value[name] for name in names if value.get(name)), value))
    if value is not None and value in (
        fields.get("year"),
        fields.get("publicationyear"),
        fields.get("day"),
    ):
        year, month, day = (fields.get(name) for name in ("year", "month", "day"))
        if str(year or "").strip().isdigit() and not is_empty(month):
            return _joined_date([year, month, day])
    return value


def _joined_date(parts: Sequence[Any]) -> str | None:
    """Year, month and day, the last two of which may lack, as ISO has it, or in words."""
    given = [str(part).strip() for part in parts[:3] if not is_empty(part)]
    if not given:
        return None
    if all(part.isdigit() for part in given):
        return "-".join([given[0].zfill(4), *(part.zfill(2) for part in given[1:])])
    return " ".join(reversed(given))


__all__ = [
    "CellValues",
    "fields_of",
    "host_of",
    "is_empty",
    "metadata_in",
    "normal",
    "plain_value",
    "text_in",
]
