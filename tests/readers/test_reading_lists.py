"""Exports of programs that keep articles, mail stores and agencies' XML, in several spellings."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import ReadFailure
from index.model import Article
from index.readers import can_read, read_bytes

TITLE, AUTHOR, PAPER, DAY = "Ferries stay in port", "Jon Reed", "Harbour Gazette", "2011-03-03"
BODY = "The ferries stayed in port on Monday, the harbour office said."
QUOTE = '"Nothing sails today," said Captain Lena Orlova.'
HTML = f"<p>{BODY}</p><p>{QUOTE.replace(chr(34), '&quot;')}</p>"


def table(*rows: dict[str, str]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


POCKET_PARTS = {
    "title": TITLE, "url": "https://example.org/1", "time_added": "1299139200", "tags": "sea|port",
    "status": "unread",
}  # fmt: skip
POCKET_JSON = json.dumps(
    {
        "status": 1,
        "list": {
            "229279689": {
                "item_id": "229279689",
                "given_title": "",
                "resolved_title": TITLE,
                "time_added": "1471869712",
                "authors": {"62": {"item_id": "229279689", "author_id": "62", "name": AUTHOR}},
                "domain_metadata": {"name": PAPER},
                "date_published": f"{DAY} 00:00:00",
                "text": HTML,
                "lang": "en",
                "excerpt": "The ferries stayed",
            }
        },
    }
)
INSTAPAPER = table(
    {
        "URL": "https://example.org/1",
        "Title": TITLE,
        "Selection": f"{BODY}\n\n{QUOTE}",
        "Folder": "Archive",
        "Timestamp": "1471869712",
    }
)
READWISE = table(
    *(
        {
            "Highlight": words,
            "Book Title": TITLE,
            "Book Author": AUTHOR,
            "Amazon Book ID": "",
            "Note": "",
            "Color": "",
            "Tags": "",
            "Location Type": "location",
            "Location": "1",
            "Highlighted at": "2016-08-22 12:41:52+00:00",
            "Document tags": "",
        }
        for words in (BODY, QUOTE)
    )
)
READER = table(
    {
        "Title": TITLE,
        "URL": "https://example.org/1",
        "ID": "01gz",
        "Document tags": "[]",
        "Saved date": "2016-08-22 12:41:52+00:00",
        "Reading progress": "0.5",
        "Location": "later",
        "Seen": "True",
        "Author": AUTHOR,
        "Site Name": PAPER,
        "Published Date": DAY,
        "Content": HTML,
    }
)
WALLABAG = json.dumps(
    [
        {
            "is_archived": 1,
            "is_starred": 0,
            "tags": ["sea"],
            "is_public": False,
            "id": 7,
            "title": TITLE,
            "url": "https://gazette.example.org/1",
            "content": HTML,
            "created_at": "2016-08-22T12:41:52+00:00",
            "updated_at": "2016-08-23T12:41:52+00:00",
            "published_at": f"{DAY}T08:00:00+0100",
            "published_by": [AUTHOR],
            "reading_time": 1,
            "domain_name": PAPER,
            "language": "en",
            "preview_picture": "",
        }
    ]
)
CSL = json.dumps(
    [
        {
            "id": "reed2011",
            "type": "article-newspaper",
            "title": TITLE,
            "abstract": f"{BODY}\n\n{QUOTE}",
            "container-title": PAPER,
            "author": [{"family": "Reed", "given": "Jon"}],
            "issued": {"date-parts": [["2011", 3, 3]]},
            "accessed": {"date-parts": [[2016, 8, 22]]},
            "language": "en",
        }
    ]
)
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": PAPER,
        "home_page_url": "https://example.org",
        "items": [
            {
                "id": "1",
                "title": TITLE,
                "content_html": HTML,
                "summary": "short",
                "date_published": f"{DAY}T08:00:00Z",
                "date_modified": "2016-08-22T08:00:00Z",
                "authors": [{"name": AUTHOR}],
            }
        ],
    }
)
JSON_FEED_1 = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1",
        "title": PAPER,
        "author": {"name": AUTHOR},
        "items": [
            {"id": "1", "title": TITLE, "content_text": f"{BODY}\n\n{QUOTE}", "date_published": DAY}
        ],
    }
)
ZOTERO = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:link="http://purl.org/rss/1.0/modules/link/">
<bib:Article rdf:about="https://example.org/1"><z:itemType>newspaperArticle</z:itemType>
<dcterms:isPartOf><bib:Newspaper><dc:title>{PAPER}</dc:title></bib:Newspaper></dcterms:isPartOf>
<bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Reed</foaf:surname>
<foaf:givenName>Jon</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
<dcterms:isReferencedBy rdf:resource="#item_2"/><link:link rdf:resource="#item_3"/>
<dc:title>{TITLE}</dc:title><dcterms:abstract>{BODY}</dcterms:abstract><dc:date>{DAY}</dc:date>
<z:language>en</z:language></bib:Article>
<bib:Memo rdf:about="#item_2"><rdf:value>&lt;p&gt;{QUOTE}&lt;/p&gt;</rdf:value></bib:Memo>
<z:Attachment rdf:about="#item_3"><z:itemType>attachment</z:itemType><dc:title>Snapshot</dc:title>
</z:Attachment></rdf:RDF>"""
NEWSML = f"""<?xml version="1.0" encoding="utf-8"?>
<NewsML Version="1.2"><NewsEnvelope><DateAndTime>20160822T120000+0000</DateAndTime></NewsEnvelope>
<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>gazette.example.org</ProviderId>
<DateId>20110303</DateId><NewsItemId>x1</NewsItemId></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20110303T080000+0000</FirstCreated>
<ThisRevisionCreated>20110303T090000+0000</ThisRevisionCreated><Status FormalName="Usable"/>
</NewsManagement><NewsComponent><NewsComponent Essential="no"><Role FormalName="Main"/>
<NewsLines><HeadLine>{TITLE}</HeadLine><ByLine>By Jon Reed</ByLine>
<DateLine>HARBOUR, March 3</DateLine>
<CreditLine>Harbour Gazette</CreditLine></NewsLines><AdministrativeMetadata><Provider>
<Party FormalName="{PAPER}"/></Provider></AdministrativeMetadata><DescriptiveMetadata>
<Language FormalName="en"/></DescriptiveMetadata><ContentItem><MediaType FormalName="Text"/>
<DataContent><body><body.content><p>{BODY}</p><p>{QUOTE}</p></body.content></body></DataContent>
</ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"""
FACTIVA_XML = f"""<?xml version="1.0" encoding="UTF-8"?><ppsArticleResponse>
<ppsArticle><article fid="a1"><accessionNo>HARGAZ0020110303e7330001a</accessionNo>
<baseLanguage>EN</baseLanguage><byline>By Jon Reed</byline><copyright>(c) 2011</copyright>
<headline><paragraph>{TITLE}</paragraph></headline><leadParagraph><paragraph>{BODY}</paragraph>
</leadParagraph><tailParagraphs><paragraph>{QUOTE}</paragraph></tailParagraphs>
<publicationDate><date>2011-03-03</date></publicationDate><publisherName>Sea Press</publisherName>
<sectionName>News</sectionName><sourceCode>HARGAZ</sourceCode><sourceName>{PAPER}</sourceName>
<wordCount>120</wordCount></article></ppsArticle></ppsArticleResponse>"""
MHTML = f"""From: <Saved by Blink>
Snapshot-Content-Location: https://gazette.example.org/1
Subject: {TITLE}
Date: Mon, 22 Aug 2016 12:41:52 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----B--x"

------B--x
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://gazette.example.org/1

<html lang=3D"en"><head><meta charset=3D"utf-8"><title>{TITLE}</title><meta=
 property=3D"og:site_name" content=3D"{PAPER}"><meta name=3D"author" conten=
t=3D"{AUTHOR}"><meta property=3D"article:published_time" content=3D"{DAY}T0=
8:00:00Z"></head><body><article><h1>{TITLE}</h1><p>{BODY}</p><p>{QUOTE}</p>=
{"<p>The harbour is long and wide, and many people work in it by day.</p>" * 4}
</article></body></html>

------B--x
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://gazette.example.org/a.png

iVBORw0KGgo=

------B--x--
"""
MESSAGE = f"""Return-Path: <jon@example.org>
From: {AUTHOR} <jon@example.org>
To: desk@example.org
Subject: {TITLE}
Date: Thu, 3 Mar 2011 08:00:00 +0000
Content-Type: text/plain; charset=utf-8

{BODY}

{QUOTE}
"""
EMLX = f"""{len(MESSAGE.encode()):<10}
{MESSAGE}<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>flags</key><integer>8590195713</integer></dict></plist>
"""
MAILMAN = f"""From jon at example.org  Thu Mar  3 08:00:00 2011
From: jon at example.org ({AUTHOR})
Date: Thu, 3 Mar 2011 08:00:00 +0000
Subject: {TITLE}
Message-ID: <1@example.org>

{BODY}

{QUOTE}

From anna at example.org  Fri Mar  4 08:00:00 2011
From: anna at example.org (Anna Petrova)
Date: Fri, 4 Mar 2011 08:00:00 +0000
Subject: [Desk] Cranes move again
In-Reply-To: <1@example.org>
Message-ID: <2@example.org>

The cranes moved again on Friday.
"""

# name of the file: text, articles, and what of title, publication, author and day the form gives
ALL = (TITLE, PAPER, (AUTHOR,), DAY)
MAIL = (TITLE, None, (AUTHOR,), DAY)
SAMPLES: dict[str, tuple[str, int, tuple[str, str | None, tuple[str, ...], str | None]]] = {
    "pocket.json": (POCKET_JSON, 1, ALL),
    "instapaper.csv": (INSTAPAPER, 1, (TITLE, None, (), None)),
    "readwise.csv": (READWISE, 2, (TITLE, None, (AUTHOR,), None)),
    "reader.csv": (READER, 1, ALL),
    "wallabag.json": (WALLABAG, 1, ALL),
    "csl.json": (CSL, 1, ALL),
    "jsonfeed.json": (JSON_FEED, 1, ALL),
    "jsonfeed1.json": (JSON_FEED_1, 1, ALL),
    "zotero.rdf": (ZOTERO, 1, ALL),
    "newsml.xml": (NEWSML, 1, ALL),
    "factiva.xml": (FACTIVA_XML, 1, ALL),
    "page.mhtml": (MHTML, 1, ALL),
    "page.mht": (MHTML.replace("Snapshot-", "").replace("Saved by Blink", "Saved by Mozilla 5.0"),
     1, ALL),
    "cur/1299139200.M20046P2137.host,S=4542:2,S": (MESSAGE, 1, MAIL),
    "1.emlx": (EMLX, 1, MAIL),
    "2011-March.txt": (MAILMAN, 2, MAIL),
    "2011-March.mbox": (MAILMAN, 2, MAIL),
}  # fmt: skip


def read(name: str, raw: bytes) -> tuple[list[Article], str | None]:
    return read_bytes(Path("/nowhere") / name, raw)


def body_of(article: Article) -> str:
    return article.text[article.body_start :]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("name", SAMPLES)
def test_metadata_and_text(name: str, line_end: str) -> None:
    text, count, (title, publication, authors, day) = SAMPLES[name]
    if name.endswith(".emlx") and line_end == "\r\n":
        message = MESSAGE.replace("\n", "\r\n")
        raw = f"{len(message.encode())}\n{message}<plist/>\n".encode()
    else:
        raw = text.replace("\n", line_end).encode()
    assert can_read(name)
    articles, problem = read(name, raw)
    assert (len(articles), problem) == (count, None)
    first = articles[0]
    assert (first.title, first.publication, first.authors) == (title, publication, authors)
    stated = str(first.date) if first.date and first.shown_basis == "stated" else None
    assert stated == day
    whole = "\n".join(map(body_of, articles))
    assert BODY in whole
    assert QUOTE in whole
    for word in ("</p>", "plist", "Message-ID", "120", "iVBOR", "accession", "HARGAZ"):
        assert word not in whole


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=15, deadline=None)
@given(cut=st.floats(0.0, 1.0))
def test_truncated_samples_are_read_or_refused_in_one_line(name: str, cut: float) -> None:
    raw = SAMPLES[name][0].encode()
    try:
        articles, _ = read(name, raw[: int(len(raw) * cut)])
    except ReadFailure as error:
        assert "\n" not in str(error)
    else:
        assert articles


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("other", ["", "\0" * 40, "{}", "[]", "<rdf/>", "PK\x03\x04", "a,b\n1,2\n"])
def test_empty_and_mislabelled_samples_are_read_or_refused(name: str, other: str) -> None:
    try:
        read(name, other.encode())
    except ReadFailure as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("ending", [".txt", ""])
def test_a_sample_named_as_text_is_known_by_its_structure(name: str, ending: str) -> None:
    if name.endswith((".csv", ":2,S", ".emlx")):
        pytest.skip("tables and messages in a store are known by their names")
    text, count, (title, _, _, _) = SAMPLES[name]
    articles, problem = read(f"saved{ending}", text.encode())
    assert (len(articles), problem, articles[0].title) == (count, None, title)


LISTS: dict[str, Callable[[], str]] = {
    "pocket.csv": lambda: table(POCKET_PARTS),
    "pocket.html": lambda: (
        "<!DOCTYPE html><html><head><title>Pocket Export</title></head><body>"
        '<h1>Unread</h1><ul><li><a href="https://example.org/1" time_added="1299139200" '
        f'tags="sea">{TITLE}</a></li><li><a href="https://example.org/2" '
        'time_added="1299139201" tags="">Cranes</a></li></ul></body></html>'
    ),
    "instapaper.html": lambda: (
        "<!DOCTYPE html><html><head><title>Instapaper: Export</title></head><body>"
        f'<h1>Unread</h1><ol><li><a href="https://example.org/1">{TITLE}</a></ol></body>'
        "</html>"
    ),
    "zotero.rdf": lambda: ZOTERO.replace(
        f"<dcterms:abstract>{BODY}</dcterms:abstract>", ""
    ).replace(QUOTE, ""),
}


@pytest.mark.parametrize("name", LISTS)
def test_lists_without_text_say_so(name: str) -> None:
    with pytest.raises(ReadFailure) as failure:
        read(name, LISTS[name]().encode())
    assert "\n" not in str(failure.value)


@pytest.mark.parametrize(
    ("sender", "name"),
    [
        ("jon at example.org (Jon Reed)", "Jon Reed"), ("jon@example.org (Jon Reed)", "Jon Reed"),
        ('"Reed, Jon" <jon@example.org>', "Jon Reed"),
        ("=?utf-8?q?Ren=C3=A9e_Roy?= <r@example.org>", "Renée Roy"),
        ("Jon Reed via Desk <desk@example.org>", "Jon Reed"),
    ],
)  # fmt: skip
def test_senders(sender: str, name: str) -> None:
    raw = MESSAGE.replace(f"{AUTHOR} <jon@example.org>", sender).encode()
    (article,), _ = read("new/1299139200.1.host", raw)
    assert article.authors == (name,)


@pytest.mark.parametrize(
    ("names", "row"),
    [
        ("Titel;Autor;Datum;Quelle;Inhalt", f"{TITLE};{AUTHOR};3. März 2011;{PAPER};{BODY}"),
        ("Titre;Auteur;Date de publication;Journal;Texte",
         f"{TITLE};{AUTHOR};3 mars 2011;{PAPER};{BODY}"),
        ("Título;Autor;Fecha;Fuente;Texto", f"{TITLE};{AUTHOR};3 de marzo de 2011;{PAPER};{BODY}"),
        ("Заголовок;Автор;Дата;Источник;Текст", f"{TITLE};{AUTHOR};3 марта 2011;{PAPER};{BODY}"),
        ("HEADLINE;By-Line;PUB_DATE;Source Name;Full Text",
         f"{TITLE};{AUTHOR};2011/03/03;{PAPER};{BODY}"),
    ],
)  # fmt: skip
def test_columns_in_several_languages(names: str, row: str) -> None:
    (article,), _ = read("a.csv", f"{names}\n{row}\n".encode())
    assert (article.title, article.publication, article.authors) == (TITLE, PAPER, (AUTHOR,))
    assert (str(article.date), body_of(article).strip()) == (DAY, BODY)
