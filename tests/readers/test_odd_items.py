"""Items without a title, bylines with agencies, odd quoting, and what is not meant to be read."""

import io
import zipfile
from pathlib import Path

import pytest

from index.model import Article, authors_of
from index.readers import read_bytes
from index.text import language_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(name: str, raw: bytes) -> list[Article]:
    return read_bytes(Path(name), raw)[0]


def test_an_untitled_row_has_its_text_once() -> None:
    long = "The council met about the old harbour wall. " * 6
    rows = f"date,text\n2004-05-12,The river is high.\n2004-05-13,{long.strip()}\n"
    short, other = read("rows.csv", rows.encode())
    assert (short.title, short.text.strip()) == ("The river is high.", "The river is high.")
    assert other.text.count("The council met") == 6
    assert other.text.startswith(other.title) and len(other.title) <= 120
    assert other.text[len(other.title)] == " ", "it is cut between words"
    assert [len(one.paragraphs) for one in (short, other)] == [1, 1]


def feed(*items: str) -> bytes:
    return (
        '<rss version="2.0"><channel><title>Search</title>'
        + "".join(f"<item>{one}</item>" for one in items)
        + "</channel></rss>"
    ).encode()


def test_a_feed_item_that_is_a_headline_stands_once() -> None:
    (one,) = read("a.rss", feed("<title>River rises</title>"))
    assert (one.title, one.text) == ("River rises", "River rises\n")


@pytest.mark.parametrize(
    ("title", "source", "shown"),
    [
        ("River rises - The Monitor", "The Monitor", "River rises"),
        ("River rises – the monitor", "The Monitor", "River rises"),
        ("River rises - The Monitor", "The Herald", "River rises - The Monitor"),
        ("North-South - talks begin", "talks", "North-South - talks begin"),
        ("A &amp; B - Bell &amp; Co", "Bell &amp; Co", "A & B"),
    ],
)
def test_the_source_behind_a_title_goes_where_the_item_names_it(
    title: str, source: str, shown: str
) -> None:
    item = f'<title>{title}</title><source url="https://x.example">{source}</source>'
    (one,) = read("a.rss", feed(f"{item}<description>The water is high.</description>"))
    assert one.title == shown


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Anna Bell; Mia Holt contributed reporting", ("Anna Bell", "Mia Holt")),
        ("Anna Bell and Jon Reed contributed to this report.", ("Anna Bell", "Jon Reed")),
        ("Reuters and Jon Reed", ("Reuters", "Jon Reed")),
        ("Ministry of Trade and Industry", ("Ministry of Trade and Industry",)),
        ("Di Anna Rossi", ("Anna Rossi",)),
        ("Di Maio", ("Di Maio",)),
        ("Luigi Di Maio", ("Luigi Di Maio",)),
    ],
)
def test_bylines(line: str, names: tuple[str, ...]) -> None:
    assert authors_of(line) == names


def test_a_table_quoted_with_single_marks() -> None:
    table = (
        "'title','date','text'\n"
        "'River','2004-05-12','The mayor''s dam, he said, is safe.'\n"
        "'Treaty','2004-05-13','It was\nsigned, at last.'\n"
    )
    river, treaty = read("rows.csv", table.encode())
    assert (river.title, str(river.date)) == ("River", "2004-05-12")
    assert "The mayor's dam, he said, is safe." in river.text
    assert "signed, at last." in treaty.text


def test_apostrophes_quote_nothing() -> None:
    table = "title,text\nDam,'Tis the season of rain\nPort,The boats' crews left\n"
    dam, port = read("rows.csv", table.encode())
    assert "'Tis the season of rain" in dam.text and "boats' crews" in port.text


def word_document(*runs: str) -> bytes:
    body = "".join(f"<w:p>{run}</w:p>" for run in runs)
    document = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


def test_hidden_text_of_word_is_left_out_and_counted() -> None:
    def run(text: str, properties: str = "") -> str:
        return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"

    (one,) = read(
        "a.docx",
        word_document(
            run("The river"),
            run("The water is high. ") + run("Ask the lawyer.", "<w:vanish/>"),
            run("The dam is safe.", '<w:vanish w:val="0"/>'),
        ),
    )
    assert "lawyer" not in one.text and "The dam is safe." in one.text
    assert one.omitted == "1 hidden passage"


def test_posts_that_are_not_published_are_left_out_and_counted() -> None:
    def post(title: str, status: str) -> str:
        return (
            f"<item><title>{title}</title><content:encoded>The {title} is high.</content:encoded>"
            f"<wp:post_type>post</wp:post_type><wp:status>{status}</wp:status></item>"
        )

    posts = (
        post("river", "publish") + post("lake", "publish") + post("secret", "private")
        + post("plan", "draft") + post("empty", "auto-draft")
    )  # fmt: skip
    export = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Blog</title>'
        f"<wp:wxr_version>1.2</wp:wxr_version>{posts}</channel></rss>"
    )
    river, lake = read("blog.xml", export.encode())
    assert (river.title, lake.title) == ("river", "lake")
    assert (river.omitted, lake.omitted) == ("2 unpublished posts of the export", None)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("정부는 오늘 서울에서 새로운 계획을 발표했다", "ko"),
        ("הממשלה הודיעה היום בירושלים על תוכנית חדשה", "he"),
        ("Η κυβέρνηση ανακοίνωσε σήμερα στην Αθήνα ένα νέο σχέδιο", "el"),
        ("The river of Αθήνα is high and the dam is safe", "en"),
    ],
)
def test_a_script_tells_its_commonest_language(text: str, language: str) -> None:
    assert language_of(text) == language
