"""Plain text files: with or without headers, encodings, broken bytes, hostile characters."""

import os
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import ReadFailure
from index.extract import analyse
from index.model.article import Article
from index.readers import read_bytes, read_file
from index.readers.decode import to_text
from index.text.sanitize import one_line, strip_controls
from tests.support.paths import SEED


def read(path: Path, raw: bytes) -> Article:
    path.write_bytes(raw)
    (article,), _ = read_file(path)
    return article


def test_the_example_article() -> None:
    (article,), _ = read_file(SEED)
    assert article.title == "Russian-Uzbek Rapprochement Evidenced In Defense Chief’s Visit"
    assert (article.publication, article.volume, article.issue) == (
        "Eurasia Daily Monitor",
        "1",
        "10",
    )
    assert article.text == SEED.read_text(encoding="utf-8")
    assert article.text[article.body_start :].startswith("On May 12, acting")
    assert len(article.paragraphs) == 5
    assert all(
        article.text[p.start : p.end].strip() == article.text[p.start : p.end]
        for p in article.paragraphs
    )
    dated = analyse(article).article
    assert (str(dated.date), dated.date_precision, dated.date_basis) == (
        "2004",
        "year",
        "citations",
    )


def test_without_a_header_the_first_line_is_the_title_and_the_file_time_the_date(
    tmp_path: Path,
) -> None:
    path = tmp_path / "note.txt"
    path.write_text("A plain note\n\nWith a body.\n", encoding="utf-8")
    os.utime(path, (1_084_500_000, 1_084_500_000))
    (article,), _ = read_file(path)
    assert article.title == "A plain note"
    assert article.text[article.body_start :] == "With a body.\n"
    assert (str(article.date)[:7], article.date_basis) == ("2004-05", "file time")


def test_a_dateline_gives_the_date(tmp_path: Path) -> None:
    article = read(
        tmp_path / "a.txt", b"Title\n\nTASHKENT, May 12, 2004 (Interfax) - The talks began.\n"
    )
    assert (str(article.date), article.date_basis) == ("2004-05-12", "dateline")


def test_an_issue_without_a_date_is_not_given_the_files(tmp_path: Path) -> None:
    article = read(
        tmp_path / "a.txt",
        b"Title\n\nPublication: Monitor Volume: 1 Issue: 2\n\nNothing dated here.\n",
    )
    assert (article.date, article.date_precision) == (None, "unknown")


def test_a_first_line_that_is_the_publication(tmp_path: Path) -> None:
    article = read(
        tmp_path / "a.txt", b"Publication: Monitor Volume: 1 Issue: 110\n\nBody text here.\n"
    )
    assert article.publication == "Monitor"
    assert "Monitor" in article.title


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251", "koi8-r", "iso8859-5"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = (
        "Москва и Ташкент\n\nПрезидент Узбекистана прибыл с визитом в Москву, сообщило агентство. "
        * 4
    )
    article = read(tmp_path / "a.txt", text.encode(encoding))
    assert article.text.rstrip() == text.rstrip()


def test_line_ends_and_marks_and_zero_bytes(tmp_path: Path) -> None:
    article = read(
        tmp_path / "a.txt", b"\xef\xbb\xbfTitle\r\n\r\nOne\0 two.\r\n\r\nThree\rfour.\r\n"
    )
    assert article.text == "Title\n\nOne two.\n\nThree\nfour.\n"
    assert article.stripped == 1


def test_a_very_long_line_survives(tmp_path: Path) -> None:
    article = read(tmp_path / "a.txt", b"word " * 400_000)
    assert len(article.text) >= 1_999_999
    assert len(article.title) <= 300
    analyse(article)


NOT_TEXT = {
    "empty": b"",
    "blank": b"  \n \n",
    "noise": random.Random(4).randbytes(4096),
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
}


@pytest.mark.parametrize("raw", NOT_TEXT.values(), ids=NOT_TEXT)
def test_what_is_no_text_says_so_in_one_line(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(ReadFailure) as caught:
        read(tmp_path / "a.txt", raw)
    assert "\n" not in str(caught.value)


def test_escape_sequences_and_bidi_controls_are_taken_out(tmp_path: Path) -> None:
    article = read(
        tmp_path / "a.txt", "T\x1b]2;evil\x07itle\n\nBody \x1b[31mred \u202eback\x9b1m.\n".encode()
    )
    assert not set(article.text) & set("\x1b\x07\u202e\x9b")
    assert article.stripped == 5


def test_decomposed_letters_are_composed(tmp_path: Path) -> None:
    article = read(tmp_path / "a.txt", "Title\n\nE\u0301lyse\u0301e\n".encode())
    assert "Élysée" in article.text


@given(st.binary(max_size=300))
def test_any_bytes_become_harmless_text(raw: bytes) -> None:
    text, _, stripped = to_text(raw)
    assert stripped >= 0
    assert strip_controls(text) == (text, 0)
    assert "\r" not in text


@given(st.text(max_size=200))
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)
    assert not set(line) & set("\n\r\t\x1b\u2028\u2029\x85")
    assert one_line(line) == line


@given(st.text('ab .“”"\n(,', max_size=300))
def test_paragraphs_lie_in_the_body_in_order(text: str) -> None:

    if not text.strip():
        with pytest.raises(ReadFailure, match="no text in it"):
            read_bytes(Path("/nowhere/a.txt"), text.encode())
        return
    (article,), _ = read_bytes(Path("/nowhere/a.txt"), text.encode())
    at = article.body_start
    for paragraph in article.paragraphs:
        assert at <= paragraph.start < paragraph.end <= len(article.text)
        at = paragraph.end
