"""Every format: text, title, author, date, and where in its file an article is."""

import sys
from pathlib import Path

import pytest

from index.library import Library
from index.model.article import Article
from index.readers import can_read, read_bytes
from index.readers.pdf import heading, joined, without_heads
from index.settings import Settings
from tests.support import made

BYTES = {name: make() for name, make in made.FILES.items()}
COUNTS = {"a.epub": 2, "a.rss": 2, "a.mbox": 2, "a.jsonl": 2, "a.tar.gz": 2, "a.zip": 2}
# Formats that cannot say it, or in which what is said is of the file and not of the article.
UNDATED = {"a.pdf", "a.docx", "a.odt", "a.rtf"}
UNSIGNED = {"a.json"}


def read(name: str, raw: bytes, settings: Settings | None = None) -> list[Article]:
    return read_bytes(Path("/nowhere") / name, raw, settings)[0]


@pytest.mark.parametrize("name", BYTES)
def test_text_and_metadata(name: str) -> None:
    assert can_read(name)
    articles, problem = read_bytes(Path("/nowhere") / name, BYTES[name])
    assert problem is None
    assert len(articles) == COUNTS.get(name, 1)
    assert len({article.id for article in articles}) == len(articles)
    for article in articles:
        assert made.TITLE.split()[1].lower() in article.title.lower()
        body = article.text[article.body_start :]
        words = " ".join(body.replace('"', "“").replace("“", "").replace("”", "").split())
        assert "Minister Anna Bell said: The river is high." in words
        assert " ".join(made.SECOND.split()) in words
        assert (
            ("a note" in words) == (name == "a.odt")
            and "menus" not in words
            and "alert" not in words
            and "Terms" not in words
        )
        assert article.text[slice(*article.title_span)] == article.title
        assert all(article.text[span.start : span.end].strip() for span in article.paragraphs)
        assert article.path == f"/nowhere/{name}"
        if name not in UNSIGNED:
            assert article.author == made.AUTHOR
        if name not in UNDATED:
            assert (str(article.date), article.date_basis) == (made.DATE, "stated")
        assert article.language == "en"


def test_a_newsletter_is_read_from_its_html_and_a_program_attached_to_it_is_not() -> None:
    (article,) = read("a.eml", made.message(html=True))
    assert "river is high" in article.text
    assert "browser" not in article.text
    assert "%BIN" not in article.text


def test_where_in_its_file_an_article_stands() -> None:
    assert [article.member for article in read("a.zip", BYTES["a.zip"])] == [
        "in/one.txt",
        "in/more.zip/two.md",
    ]
    assert [article.member for article in read("a.mbox", BYTES["a.mbox"])] == [
        "message 1",
        "message 2",
    ]
    assert [article.member for article in read("a.jsonl", BYTES["a.jsonl"])] == ["line 1", "line 2"]


def test_columns_that_are_named() -> None:
    own = Settings(columns={"text": "story", "title": "kicker"})
    (article,) = read(
        "a.csv", b"kicker,story,text\nTalks,The river was high that day.,wrong\n", own
    )
    assert (article.title, article.text[article.body_start :].strip()) == (
        "Talks",
        "The river was high that day.",
    )


def test_what_hides_in_words_is_taken_out_and_counted() -> None:
    (article,) = read(
        "a.md",
        (
            "Ki\u200brill and \u202eolleH\u202c and Ivan\u200dov and می\u200cخواهم, all here.\n"
        ).encode(),
    )
    assert "Kirill and olleH and Ivanov and می\u200cخواهم" in article.text
    assert article.stripped == 4


def test_a_folder_of_every_format(articles: Path, opened: object) -> None:
    for name, raw in BYTES.items():
        (articles / name).write_bytes(raw)
    (articles / "broken.pdf").write_bytes(b"no")
    library = opened(articles)  # type: ignore[operator]
    assert isinstance(library, Library)
    assert len(library) == sum(COUNTS.get(name, 1) for name in BYTES)
    assert library.catalog.problems() == [
        (str(articles / "broken.pdf"), library.catalog.problems()[0][1])
    ]
    assert len(library.search('"river is high"').hits) == len(library)
    assert library.refresh().added == 0
    folded = library.collapse(library.search("river"))
    assert len(folded.hits) < len(library)


class TestPdf:
    def test_two_columns_stored_in_rows_are_read_one_after_the_other(self) -> None:
        left = [f"Left line {n} tells of the river and" for n in "abcdefgh"]
        right = [f"right line {n} tells of the bridge and" for n in "abcdefghi"]
        (article,) = read("a.pdf", made.two_columns(left, right, "Talks in Tashkent"))
        body = " ".join(article.text.split())
        assert f"{' '.join(left)} {' '.join(right)}" in body

    def test_a_table_of_short_cells_stays_in_rows(self) -> None:
        left, right = [f"Town {n}" for n in "abcdefgh"], [f"{n} people" for n in range(8)]
        (article,) = read("a.pdf", made.two_columns(left, right, "Talks in Tashkent"))
        assert "Town b 1 people" in " ".join(article.text.split())

    def test_running_heads_and_page_numbers_are_left_out(self) -> None:
        bodies = [
            [f"{word} begins here", f"and {word} goes on", f"until {word} ends"]
            for word in ("peace", "war", "trade", "talk")
        ]
        pages = [
            ["Regional Monitor 2004", *body, f"page {n} of 4"] for n, body in enumerate(bodies, 1)
        ]
        assert without_heads(pages) == bodies

    def test_words_in_two_are_put_together_and_lines_joined(self) -> None:
        lines = [
            "The negotiations about co-",
            "operation went on for a long",
            "time.",
            "Then they ended without a sign",
            "of Anglo-",
            "American interest.",
        ]
        assert joined([lines]) == (
            "The negotiations about cooperation went on for a long time.\n\n"
            "Then they ended without a sign of Anglo- American interest."
        )

    def test_the_lines_at_the_top_are_the_title(self) -> None:
        long = "A line of the running text, as long as they usually are in this kind of document."
        assert heading([["A Title That Goes", long, long]]) == ("A Title That Goes", [[long, long]])


def test_a_date_in_the_words_of_a_page_is_found_without_the_locales_of_dateparser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "dateparser", None)
    page = (
        "<html><body><article><h1>Ferries</h1><div class='date'>Mittwoch, 12. Mai 2004</div>"
        + f"<p>{'The ferries stayed in port, and the owners waited for new boats. ' * 6}</p>"
        + "</article></body></html>"
    )
    (article,), problem = read_bytes(Path("/nowhere/page.html"), page.encode())
    assert (str(article.date), problem) == ("2004-05-12", None)
