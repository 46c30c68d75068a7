"""Files of analysts: recognised by structure, split into articles, or refused in one line."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import ReadFailure
from index.model import Article, authors_of, person_name
from index.readers import read_bytes
from index.readers.decode import decode
from index.readers.metadata_date import metadata_date, settled_order
from index.readers.unwrap import unwrap

BODY = "The ferries stayed in port on Monday, the harbour office said."
QUOTE = '"Nothing sails today," said Captain Lena Orlova.'

FACTIVA_CODED = f"""HD\tFerries stay in port
BY\tBy Jon Reed
WC\t120 words
PD\t3 March 2011
SN\tHarbour Gazette
LA\tEnglish
LP\t
{BODY}
TD\t
{QUOTE}
AN\tDocument HARGAZ0020110303e7330001a

HD\tCranes move again
WC\t90 words
PD\t4 March 2011
SN\tHarbour Gazette
LP\t
The cranes moved again on Friday.
AN\tDocument HARGAZ0020110304e7330002b
"""
FACTIVA_PLAIN = f"""Ferries stay in port

By Jon Reed
120 words
3 March 2011
Harbour Gazette
HARGAZ
English
(c) 2011 Harbour Gazette

{BODY}

{QUOTE}

Document HARGAZ0020110303e7330001a

Cranes move again

90 words
4 March 2011
Harbour Gazette
HARGAZ
English
(c) 2011 Harbour Gazette

The cranes moved again on Friday.

Document HARGAZ0020110304e7330002b
"""
NEXIS = f"""
                               1 of 2 DOCUMENTS

                              Harbour Gazette

                             March 3, 2011 Thursday

Ferries stay in port

BYLINE: Jon Reed

LENGTH: 120 words

{BODY}

{QUOTE}

LOAD-DATE: March 4, 2011

                               2 of 2 DOCUMENTS

                              Harbour Gazette

                             March 4, 2011 Friday

Cranes move again

LENGTH: 90 words

The cranes moved again on Friday.

LOAD-DATE: March 5, 2011
"""
PROQUEST = f"""____________________________________________________________

Document 1 of 2

Ferries stay in port

Author: Reed, Jon

Full text: {BODY}

{QUOTE}

Publication title: Harbour Gazette

Publication date: Mar 3, 2011

ProQuest document ID: 1

____________________________________________________________

Document 2 of 2

Cranes move again

Full text: The cranes moved again on Friday.

Publication title: Harbour Gazette

Publication date: Mar 4, 2011

ProQuest document ID: 2
"""
NITF = f"""<?xml version="1.0"?><nitf><head><docdata><date.issue norm="20110303T080000Z"/></docdata>
<pubdata name="Harbour Gazette"/></head>
<body><body.head><hedline><hl1>Ferries stay in port</hl1></hedline>
<byline>By <person>Jon Reed</person></byline></body.head>
<body.content><p>{BODY}</p><p>{QUOTE}</p></body.content></body></nitf>"""
RIS = f"""TY  - NEWS
TI  - Ferries stay in port
AU  - Reed, Jon
T2  - Harbour Gazette
DA  - 2011/03/03/
AB  - {BODY} {QUOTE}
ER  -
"""
BIBTEX = f"""@article{{reed, title = {{Ferries stay in port}}, author = {{Reed, Jon}},
journal = {{Harbour Gazette}},
 year = 2011, month = mar, day = 3, abstract = {{{BODY} {QUOTE}}}}}
"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Gazette",
        "items": [
            {"id": "1", "title": "Ferries stay in port", "date_published": "2011-03-03T08:00:00Z",
             "authors": [{"name": "Jon Reed"}], "content_html": f"<p>{BODY}</p><p>{QUOTE}</p>"}
        ],
    }
)  # fmt: skip
FORMS = {
    "coded.txt": (FACTIVA_CODED, 2),
    "plain.txt": (FACTIVA_PLAIN, 2),
    "nexis.TXT": (NEXIS, 2),
    "proquest.txt": (PROQUEST, 2),
    "item.xml": (NITF, 1),
    "a.ris": (RIS, 1),
    "a.bib": (BIBTEX, 1),
    "feed.json": (JSON_FEED, 1),
}


def read(name: str, raw: bytes) -> tuple[list[Article], str | None]:
    return read_bytes(Path("/nowhere") / name, raw)


@pytest.mark.parametrize("name", FORMS)
def test_one_file_many_articles_with_their_own_metadata(name: str) -> None:
    text, count = FORMS[name]
    articles, problem = read(name, text.encode())
    assert problem is None
    assert len(articles) == count
    first = articles[0]
    assert (first.title, first.publication, first.authors) == (
        "Ferries stay in port",
        "Harbour Gazette",
        ("Jon Reed",),
    )
    assert (str(first.date), first.shown_basis) == ("2011-03-03", "stated")
    body = first.text[first.body_start :]
    assert BODY in body
    assert QUOTE in body
    assert not any(word in body for word in ("LENGTH", "120 words", "Document", "cranes"))


@pytest.mark.parametrize("name", FORMS)
@settings(max_examples=25, deadline=None)
@given(cut=st.floats(0.0, 1.0), line_end=st.sampled_from(["\n", "\r\n"]))
def test_truncated_exports_are_read_or_refused_in_one_line(
    name: str, cut: float, line_end: str
) -> None:
    text = FORMS[name][0]
    raw = text[: int(len(text) * cut)].replace("\n", line_end).encode()
    try:
        articles, _ = read(name, raw)
    except ReadFailure as error:
        assert "\n" not in str(error)
    else:
        assert articles


@pytest.mark.parametrize(
    "name",
    ["a.ris", "a.bib", "a.mbox", "a.mht", "a.doc", "a.xml", "a.rtf", "a.docx", "a.csv", "a.json"]
)  # fmt: skip
@pytest.mark.parametrize(
    "raw", [b"", b"\0" * 50, b"PK\x03\x04", b"{\\rtf1", b"%PDF-1.4", b"<nitf>"]
)
def test_empty_and_mislabelled_files_are_read_or_refused_in_one_line(name: str, raw: bytes) -> None:
    try:
        read(name, raw)
    except ReadFailure as error:
        assert "\n" not in str(error)


def test_a_large_export_is_read_whole() -> None:
    articles, problem = read("nexis.txt", (NEXIS * 600).encode())
    assert (len(articles), problem) == (1200, None)


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("20110303", "2011-03-03"), (1299139200, "2011-03-03"), ("1299139200000", "2011-03-03"),
        ("2011/3/3", "2011-03-03"),
        ("03.03.2011", "2011-03-03"), ("13/03/2011", "2011-03-13"), ("3-Mar-11", "2011-03-03"),
        ("3. März 2011", "2011-03-03"),
        ("3 mars 2011", "2011-03-03"), ("do, 3 maart 2011 11:41", "2011-03-03"),
        ("Thu, Mar 3 2011 04:45", "2011-03-03"),
        ("3 марта 2011 г.", "2011-03-03"), ("2011. március 3.", "2011-03-03"),
        ("2. май 2011", "2011-05-02"), ("12.V.2011", "2011-05-12"), ("١٢ مايو ٢٠١١", "2011-05-12"),
        ("12th of May, 2011", "2011-05-12"), ("12-mei-2011", "2011-05-12"),
        ("1.299139200e9", "2011-03-03"),
        ("12/May/2011:10:00:00 +0000", "2011-05-12"), ("2011-05-12Z", "2011-05-12"),
        ("12 Mar 2011 -0500", "2011-03-12"),
        ("05/12/2011", "2011"), ("none", "None"),
    ],
)  # fmt: skip
def test_dates_of_metadata(value: object, date: str) -> None:
    assert str(metadata_date(value)) == date


def test_other_dates_of_a_file_settle_the_order_of_day_and_month() -> None:
    assert settled_order(["05/12/2011", "13/12/2011"]) == "dmy"
    assert settled_order(["05/12/2011", "12/13/2011"]) == "mdy"
    assert settled_order(["13/12/2011", "12/13/2011"]) is None
    assert str(metadata_date("05/12/2011", "dmy")) == "2011-12-05"


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("By JOHN SMITH", ["John Smith"]), ("Smith, John", ["John Smith"]),
        ("A. Bo and C. Do", ["A. Bo", "C. Do"]),
        ("['Anna Bo', 'Carl Do']", ["Anna Bo", "Carl Do"]), ([{"name": "Anna Bo"}], ["Anna Bo"]),
        ("Von Anna Bo", ["Anna Bo"]), ("Von Braun", ["Von Braun"]),
        ("Por Anna Bo y Carl Do", ["Anna Bo", "Carl Do"]),
        ("Jon Reed, jon@example.org", ["Jon Reed"]), ("jon@example.org", ["jon@example.org"]),
        ("Associated Press", ["Associated Press"]), ("Johnson & Johnson", ["Johnson & Johnson"]),
        ("admin", []),
    ],
)  # fmt: skip
def test_authors(value: object, names: list[str]) -> None:
    assert list(authors_of(value)) == names


def test_names_of_persons_are_taken_apart() -> None:
    assert person_name("Ursula van der Meer").inverted == "van der Meer, Ursula"
    assert person_name("Associated Press").given == ""


WRAPPED = """The ferry lines stay closed until spring, said Transport Minister Yusuf
Karimi, who came to the harbour for long talks about a closer coope-
ration of both ports and about the lines that had been closed before by
storms.
"""


def test_wrapped_lines_are_joined_and_what_is_taken_out_has_a_place() -> None:
    text, removed = unwrap(WRAPPED)
    assert "Yusuf Karimi" in text
    assert "cooperation" in text
    (place,) = removed
    assert text[: place[0]].endswith("coope")
    assert len(text) + place[1] == len(WRAPPED)


def test_a_word_divided_far_from_the_width_is_whole_and_a_hanging_hyphen_stays() -> None:
    text, _ = unwrap(
        WRAPPED.replace("long talks about a closer coope-", "talks of a closer coope-")
    )
    assert "cooperation" in text
    text, _ = unwrap(
        "The lines that were opened between the two ports in the long pre- and post-\n"
        "war years stay closed, said the minister who came to the harbour, and pre-\n"
        "and post-war ships are to be sold before the summer to the yards in the\n"
        "south of the land.\n"
    )
    assert "pre- and post-war ships" in text


def test_verse_stays_as_it_is() -> None:
    verse = (
        "The sea is wide and grey\nand cold\nno ship will come today\nwe wait\n\nAnd so on it "
        "goes\nfor ever\n"
    )
    assert unwrap(verse) == (verse, [])


@given(st.text(alphabet="abc -\n.", max_size=400))
@settings(deadline=None)
def test_unwrapping_only_takes_out_what_it_says(text: str) -> None:
    found, removed = unwrap(text)
    assert len(found) + sum(count for _, count in removed) == len(text)


def test_labels_mean_what_browsers_take_them_for() -> None:
    raw = "“It’s done”".encode("cp1252")
    assert decode(raw, "iso-8859-1") == decode(raw, "us-ascii") == "“It’s done”"
    assert decode("“Ende”".encode(), "iso-8859-1") == "“Ende”"


def test_lines_that_begin_with_from_are_text_of_a_message() -> None:
    raw = (
        b"From a@b.org Wed May 12 09:00:00 2004\nFrom: A B <a@b.org>\nSubject: One\n\nText.\n"
        b"From May 2004 on it rained.\n\nFrom 1998 to 2003.\n"
    )
    (article,), problem = read("a.mbox", raw)
    assert problem is None
    assert "From May 2004 on it rained." in article.text
    assert "From 1998 to 2003." in article.text


def test_characters_taken_out_are_counted_with_their_places() -> None:
    (article,), _ = read("a.txt", "Title\n\nKi\u200brill spoke to Ivan\u00adov.\n".encode())
    assert [article.text[:at][-2:] for at, _ in article.removed] == ["Ki", "an"]
    assert [count for _, count in article.removed] == [1, 1]


@pytest.mark.parametrize(
    "name",
    ["Holt, Mia, Jr.", "Holt, Jr., Mia"],
)
def test_suffix_between_commas_belongs_to_its_person(name: str) -> None:
    assert authors_of([name, "Reed, Jon"]) == ("Mia Holt Jr.", "Jon Reed")
    assert authors_of("Jon Reed, Mia Holt, Jr.") == ("Jon Reed", "Mia Holt Jr.")


def test_organization_beside_a_single_word_is_an_author_of_its_own() -> None:
    assert authors_of("Jon Reed; European Commission; Reuters") == (
        "Jon Reed",
        "European Commission",
        "Reuters",
    )
    assert authors_of("Johnson & Johnson") == ("Johnson & Johnson",)


def test_others_in_bibtex_is_no_author() -> None:
    entry = "@article{a, title={T}, author={Reed, Jon and others}, abstract={" + BODY + "}}"
    articles, _ = read_bytes(Path("/nowhere/a.bib"), entry.encode())
    assert articles[0].authors == ("Jon Reed",)


def test_authors_of_an_item_replace_those_of_its_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1",
        "author": {"name": "Lee Wu"},
        "items": [
            {"title": "A", "content_text": BODY, "authors": [{"name": "Mia Holt"}]},
            {"title": "B", "content_text": BODY},
        ],
    }
    articles, _ = read_bytes(Path("/nowhere/a.json"), json.dumps(feed).encode())
    assert [one.authors for one in articles] == [("Mia Holt",), ("Lee Wu",)]


@pytest.mark.parametrize("row", ['"Ferries wait","2004-05-12","{}"\n', '7,"{}"\n'])
def test_first_row_of_a_table_without_a_head_is_an_article(row: str) -> None:
    text = BODY + " They wait for a new boat there."
    articles, _ = read_bytes(Path("/nowhere/a.csv"), (row.format(text) * 2).encode())
    assert [text in one.text for one in articles] == [True, True]
    if "Ferries" in row:
        assert [(one.title, str(one.date)) for one in articles] == [
            ("Ferries wait", "2004-05-12")
        ] * 2


def test_columns_in_japanese_and_korean() -> None:
    for head in ("見出し,掲載日,記者,媒体,本文", "제목,날짜,기자,언론사,본문"):
        raw = f'{head}\nA,2004-05-12,Mia Holt,Gazette,"{BODY}"\n'.encode()
        articles, _ = read_bytes(Path("/nowhere/a.csv"), raw)
        one = articles[0]
        assert (one.title, str(one.date), one.authors, one.publication) == (
            "A",
            "2004-05-12",
            ("Mia Holt",),
            "Gazette",
        )


def test_category_of_wordpress_is_without_entities() -> None:
    export = f"""<rss xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Blog</title><item>
<title>A</title><content:encoded><![CDATA[{BODY}]]></content:encoded>
<category domain="category"><![CDATA[News &amp; Sea]]></category>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item></channel></rss>"""
    articles, _ = read_bytes(Path("/nowhere/a.xml"), export.encode())
    assert articles[0].section == "News & Sea"


def test_language_of_a_newsml_component() -> None:
    newsml = f"""<NewsML Version="1.2"><NewsItem><NewsComponent xml:lang="fr"><NewsLines>
<HeadLine>A</HeadLine></NewsLines><ContentItem><DataContent><p>{BODY}</p></DataContent>
</ContentItem></NewsComponent></NewsItem></NewsML>"""
    articles, _ = read_bytes(Path("/nowhere/a.xml"), newsml.encode())
    assert articles[0].language == "fr"


def test_empty_table_says_so() -> None:
    with pytest.raises(ReadFailure, match="empty file"):
        read_bytes(Path("/nowhere/a.csv"), b"")


def test_edition_below_the_date_of_nexis_does_not_hide_the_date() -> None:
    export = f"""The Gazette

May 12, 2004 Wednesday
Late Edition - Final

Ferries wait

BYLINE: By JON REED

LENGTH: 120 words

{BODY}

LOAD-DATE: May 13, 2004
"""
    articles, _ = read_bytes(Path("/nowhere/a.txt"), export.encode())
    assert [(one.title, str(one.date)) for one in articles] == [("Ferries wait", "2004-05-12")]
