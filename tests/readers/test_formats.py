"""Every format: text, title, author, date; what is broken or hostile is refused in one line, and nothing else happens."""

import gzip
import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import PressmarkError, ReadFailure
from index.library import Library
from index.model.article import Article
from index.readers import can_read, read_bytes
from index.readers.pdf import heading, joined, without_heads
from index.settings import Limits, Settings, columns_from, limits_from, unpacked
from index.text import language_of
from index.text.languages import UNSTEMMED
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


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.pdf", made.pdf(words=False), "a scan without text"),
        ("a.pdf", b"%PDF-1.4\nnothing", "not a PDF that can be read"),
        ("a.docx", b"not a zip", "not a document that can be read"),
        ("a.epub", made.zipped({"a": b"b"}), "not an e-book that can be read"),
        ("a.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "XML with entities"),
        ("a.xml", b"<note><to>you</to></note>", "XML, but no news feed"),
        ("a.odt", made.zipped({"content.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}), "not an OpenDocument"),
        ("a.html", b"<html><body><script>x</script></body></html>", "no text in it"),
        ("a.csv", b"a,b\n1,2\n", "no column of text"),
        ("a.zip", made.zipped({"a.bin": b"\0"}), "nothing in it that can be read"),
        ("a.zip", b"PK\x03\x04 broken", "an archive that cannot be read"),
        ("a.tar.gz", b"\x1f\x8b broken", "an archive that cannot be read"),
        ("a.warc", b"WARC/1.0\r\nbroken", "no page with text in it"),
        ("a.mbox", b"no message here", "no message in it"),
        ("a.rtf", b"plain", "not a Rich Text file"),
        ("a.html", b"<div>" * 100_000 + b"deep", "nested too deeply"),
    ],
    ids=lambda value: value if isinstance(value, str) else "bytes",
)  # fmt: skip
def test_what_cannot_be_read_says_why_in_one_line(name: str, raw: bytes, reason: str) -> None:
    with pytest.raises(ReadFailure) as failure:
        read(name, raw)
    assert reason in str(failure.value)
    assert "\n" not in str(failure.value)


class TestLimits:
    SMALL = Settings(Limits(unpacked_megabytes=2, ratio=50, nesting=2, pages=1, articles=3))

    @pytest.mark.parametrize("name", ["a.zip", "a.docx", "a.epub", "a.odt"])
    def test_what_unpacks_to_too_much(self, name: str) -> None:
        bomb = made.zipped({"a.txt": b"0" * 4_000_000, "content.xml": b"0" * 4_000_000})
        with pytest.raises(ReadFailure, match="unpacks to more than"):
            read(name, bomb, self.SMALL)

    def test_a_bomb_in_gzip(self) -> None:
        with pytest.raises(ReadFailure, match="unpacks to more than"):
            read("a.txt.gz", gzip.compress(b"0" * 4_000_000), self.SMALL)

    def test_archives_in_archives(self) -> None:
        raw = made.text()
        for _ in range(5):
            raw = made.zipped({"a.txt" if raw == made.text() else "a.zip": raw})
        with pytest.raises(ReadFailure, match="nested more than 2 deep"):
            read("a.zip", raw, self.SMALL)

    def test_too_many_articles_are_cut_and_said(self) -> None:
        articles, problem = read_bytes(Path("/nowhere/a.jsonl"), made.jsonl() * 5, self.SMALL)
        assert len(articles) == 3
        assert problem is not None
        assert "first 3 articles" in problem


def test_one_broken_file_in_an_archive_is_said_and_the_others_are_read() -> None:
    articles, problem = read_bytes(
        Path("/nowhere/a.zip"), made.zipped({"a.txt": made.text(), "b.pdf": b"no"})
    )
    assert len(articles) == 1
    assert problem is not None
    assert problem.startswith("1 of the files in it could not be read, first b.pdf:")


def test_limits_and_columns_of_the_config_file() -> None:
    assert limits_from({"seconds": 5}).seconds == 5
    for table in ({"second": 5}, {"seconds": 0}, {"seconds": "5"}, {"seconds": True}):
        with pytest.raises(PressmarkError):
            limits_from(table)
    assert columns_from({"text": "body"}) == {"text": "body"}
    with pytest.raises(PressmarkError):
        columns_from({"body": "text"})


def test_settings_survive_the_way_to_a_reading_process() -> None:
    own = Settings(Limits(seconds=5), {"text": "body"}, True, "light", {"a": {"b": "n"}})
    assert unpacked(own.packed()) == own


def test_columns_of_an_option_go_before_those_of_the_file() -> None:
    own = Settings(columns={"text": "body", "title": "head"}).with_columns("text=story, date=day")
    assert own.columns == {"text": "story", "title": "head", "date": "day"}
    with pytest.raises(PressmarkError):
        own.with_columns("story")


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
        "Ki\u200brill and \u202eolleH\u202c and Ivan\u200dov and می\u200cخواهم, all here.\n".encode(),
    )
    assert "Kirill and olleH and Ivanov and می\u200cخواهم" in article.text
    assert article.stripped == 4


@settings(max_examples=150)
@given(st.sampled_from(sorted(BYTES)), st.integers(0, 10**9))
def test_mutated_files_are_read_or_refused_and_nothing_else(name: str, seed: int) -> None:
    rng = random.Random(seed)
    raw = bytearray(BYTES[name])
    for _ in range(rng.randrange(1, 12)):
        at = rng.randrange(len(raw))
        match rng.randrange(4):
            case 0:
                raw[at] = rng.randrange(256)
            case 1:
                del raw[at : at + rng.randrange(1, 60)]
            case 2:
                raw[at:at] = rng.choice(
                    [
                        b"\0" * 20,
                        b"<!--",
                        b"]]>",
                        b"\xff\xfe",
                        b"%s%n",
                        b"{" * 50,
                        b"\x1b[2J",
                        b"9" * 30,
                    ]
                )
            case 3:
                del raw[max(1, at) :]
        if not raw:
            raw = bytearray(b" ")
    try:
        articles, _ = read_bytes(Path("/nowhere") / name, bytes(raw))
    except ReadFailure as error:
        assert "\n" not in str(error)
    else:
        for article in articles:
            assert "\x1b" not in article.text + article.title + str(article.author) + str(
                article.member
            )


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


def test_languages_are_searched_by_their_own_stems(articles: Path, opened: object) -> None:
    turkish = "Bakanlar bu kitapları ve bir daha olarak çok gibi için kadar sonra okudular, ama kitap değil."
    german = "Die Häuser und der Garten in dem Dorf sind nicht mit den anderen zu vergleichen, das ist auch ein Haus."
    russian = "Министры говорили о реках и переговорах в Ташкенте."
    for name, body in {
        "tr": turkish,
        "de": german,
        "ru": russian,
        "en": "The ministers talked about rivers in Tashkent.",
    }.items():
        (articles / f"{name}.txt").write_text(f"{name}\n\n{body}\n", encoding="utf-8")
    library = opened(articles)  # type: ignore[operator]

    def found(text: str) -> list[str]:
        return sorted(Path(row.card.path).stem for row in library.rows(library.search(text), 0, 9))

    assert found("kitaplar") == ["tr"]
    assert found("gärten") == ["de"]
    assert found("переговоры") == ["ru"]
    assert found("minister river") == ["en"]
    (row,) = library.rows(library.search("kitaplar"), 0, 9)
    analysis = library.analysis(row.card.num)
    assert {analysis.article.text[slice(*span)] for span in row.matches} == {"kitapları", "kitap"}


def test_single_letters_of_scripts_without_blanks_are_found(articles: Path, opened: object) -> None:
    bodies = {
        "zh": "北京大学今天开会。水很高。",
        "th": "กรุงเทพมีฝนตกหนัก",
        "ja": "東京の大学が開いた。",
    }
    for name, body in bodies.items():
        (articles / f"{name}.txt").write_text(f"{name}\n\n{body}\n", encoding="utf-8")
    library = opened(articles)  # type: ignore[operator]
    for text, names, marked in (
        ("京", ["ja", "zh"], {"京"}), ('"京"', ["ja", "zh"], {"京"}), ("学", ["ja", "zh"], {"学"}), ("会", ["zh"], {"会"}),
        ("水", ["zh"], {"水"}), ("大学", ["ja", "zh"], {"大学"}), ('"北京大学"', ["zh"], {"北京大学"}), ("ฝ", ["th"], {"ฝ"}),
        ("ก", ["th"], {"ก"}), ("京大会", [], set()),
    ):  # fmt: skip
        rows = library.rows(library.search(text), 0, 9)
        assert sorted(Path(row.card.path).stem for row in rows) == names, text
        for row in rows:
            body = library.analysis(row.card.num).article.text
            assert {body[slice(*span)] for span in row.matches} == marked, text


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("uk", "Президент України заявив, що уряд готовий до переговорів, і подякував громадянам."),
        ("uk", "Міністр сказав про це на зустрічі в Києві"),
        ("uk", "Уряд готовий до переговорів."),
        ("bg", "Министърът каза, че правителството ще приеме закона след изборите в страната."),
        ("bg", "Той заяви, че България ще се присъедини към еврозоната."),
        ("ru", "Министр сказал, что правительство примет закон после выборов в стране."),
        ("ru", "Объём поставок в Киев вырос, объявил съезд."),
        ("ru", "На встрече говорили о мире."),
    ],
)
def test_languages_in_cyrillic_letters_are_told_apart(code: str, text: str) -> None:
    assert language_of(text) == code
    assert (language_of(text) in UNSTEMMED) == (code != "ru")


def test_arabic_and_hebrew_letters_are_found_with_or_without_their_marks(
    articles: Path, opened: object
) -> None:
    (articles / "ar.txt").write_text(
        "خبر\n\nقال الوزير إن المفاوضات في طشقند كانت مُفيدة للبلدين.\n", encoding="utf-8"
    )
    library = opened(articles)  # type: ignore[operator]
    for text in ("المفاوضات", "مفيدة", "طشقند"):
        assert len(library.search(text).hits) == 1, text


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


SLOW = """
from threading import Event

import index.readers as r

_read = r.read_file
def read_file(path, settings):
    if path.name == "slow.txt":
        Event().wait()
    return _read(path, settings)
r.read_file = read_file
"""


def test_a_file_that_takes_for_ever_is_given_up_and_the_others_are_read(
    articles: Path, write: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SLOW)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    for number in range(30):
        write(f"{number}.txt", f"Piece {number}", f"The body of number{number}.")  # type: ignore[operator]
    (articles / "slow.txt").write_text("Slow\n\nNever read.\n")
    library = Library.open([articles], settings=Settings(Limits(seconds=3)))
    library.refresh(jobs=2)
    assert len(library) == 30
    assert library.catalog.problems() == [
        (
            str(articles / "slow.txt"),
            "took longer than 3 seconds to read (limit in the config file)",
        )
    ]
    library.close()


def test_links_out_of_the_folder_pipes_and_devices_are_passed_over(
    articles: Path, tmp_path: Path, opened: object
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("Secret\n\nNot of this library.\n")
    (articles / "link.txt").symlink_to(outside / "secret.txt")
    (articles / "round").symlink_to(articles)
    (articles / "away").symlink_to(outside)
    os.mkfifo(articles / "pipe.txt")
    (articles / "own.txt").write_text("Own\n\nOf this library.\n")
    library = opened(articles)  # type: ignore[operator]
    assert [Path(row.card.path).name for row in library.rows(library.search(""), 0, 9)] == [
        "own.txt"
    ]
