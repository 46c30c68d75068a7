"""Locators: every one that a command prints is found again, with and without brackets."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.kept import Review, find_span, locator_at, locators, marks_by_library, parse_locator
from index.kept.export import cite
from index.kept.locators import Locator, occurrence_of
from index.kept.passages import make_passage
from index.library import Library
from index.model import Analysis, Article, Span
from tests.support.articles import Open, Write
from tests.support.cli import rows, run
from tests.support.extraction import analysed

TEXT = (
    "A title\n\nThe bank, the bank: “the bank” rose. 银行 says so.\n\nThe bank\nfell; the "
    "bank rose.\n"
)


@pytest.fixture
def analysis(articles: Path, opened: Open) -> Analysis:
    (articles / "a.txt").write_text(TEXT, encoding="utf-8")
    library = opened(articles)
    found = library.analysis(library.find_article("a.txt"))
    assert found is not None
    return found


def test_every_span_of_words_is_found_again(analysis: Analysis) -> None:
    import re

    article = analysis.article
    places = [match.span() for match in re.finditer(r"[^\W\u4e00-\u9fff]+|\S", article.text)]
    for number, (start, _) in enumerate(places):
        for _, end in places[number : number + 5]:
            span = Span(start, end)
            locator = parse_locator(f" [{locator_at(article, span)}] ")
            assert locator is not None
            found = find_span(analysis, locator)
            assert found == span, article.text[start:end]
            assert make_passage(analysis, span).locator == str(locator)


@pytest.mark.parametrize("text", ["", "x", "a-p1", "a-p1-123", "a-p-12345678", "a b-p1-12345678"])
def test_other_text_is_no_locator(text: str) -> None:
    assert parse_locator(text) is None


@settings(deadline=None)
@given(
    st.text("abcdef0123456789-", min_size=1), st.integers(0, 999), st.integers(1, 50),
    st.integers(0, 2**32 - 1), st.booleans(),
)  # fmt: skip
def test_parsing_reads_what_printing_writes(
    article: str, paragraph: int, nth: int, words: int, brackets: bool
) -> None:
    locator = Locator(article, paragraph, f"{words:08x}", nth)
    text = f"[{locator}]" if brackets else str(locator)
    assert parse_locator(text) == locator


def test_words_that_are_gone_have_no_span(analysis: Analysis) -> None:
    assert find_span(analysis, Locator("x", 1, "00000000")) is None
    assert find_span(analysis, Locator("x", 99, "00000000")) is None


def test_cite_takes_what_each_command_prints(library: Library, articles: Path) -> None:
    printed = [
        *rows("quotes", articles)[:3],
        *rows("kwic", "river", articles, "--limit", "3"),
        *rows("sources", articles)[:2],
        *rows("actors", "--dossier", "Anna Bell", articles)[0]["mentions"][:2],
    ]
    for row in printed:
        cited = json.loads(run("cite", f"[{row['locator']}]", articles, "--json").stdout)
        assert (cited["id"], cited["start"], cited["end"]) == (row["id"], row["start"], row["end"])
        assert cited["locator"] == row["locator"]
    (hit,) = rows("search", "river", articles, "--limit", "1")
    assert "river" in run("cite", hit["locator"], articles).stdout.lower()
    text = run("kwic", "river", articles, "--limit", "1").stdout
    locator = text[text.index("[") : text.index("]") + 1]
    assert run("cite", locator, "--no-refresh").returncode == 0
    missing = run("cite", "000000000000-p1-00000000", articles)
    assert (missing.returncode, len(missing.stderr.splitlines())) == (2, 1)


def test_a_citation_of_a_title_says_title(analysis: Analysis) -> None:
    article: Article = analysis.article
    assert ", title, [" in cite(make_passage(analysis, article.title_span))
    assert ", para. 1, [" in cite(make_passage(analysis, article.paragraphs[0]))


def test_a_pronoun_is_no_speaker_of_a_passage() -> None:
    for who, speaker in (("She", None), ("A guard", "A guard")):
        found = analysed(f"“The gate stood open until dawn,” they heard. {who} said it was late.")
        one = next(each for each in found.reported if each.speaker is None)
        assert make_passage(found, Span(one.start, one.end)).speaker == speaker


def test_marks_of_other_libraries_are_told_apart(
    write: Write, articles: Path, opened: Open, tmp_path: Path
) -> None:
    write("a.txt", "Alpha", "The first article is here.")
    other = tmp_path / "other"
    other.mkdir()
    (other / "b.txt").write_text("Beta\n\nAnother article altogether, elsewhere.\n", "utf-8")
    review, libraries = Review(), [opened(articles), opened(other)]
    for library in libraries:
        found = library.analysis(library.catalog.nums()[0])
        assert found is not None
        review.add_mark(make_passage(found, found.article.paragraphs[0]))
    for library in libraries:
        split = marks_by_library(library, review.marks())
        assert (len(split.here), len(split.elsewhere)) == (1, 1)
    status = json.loads(run("status", articles, "--json").stdout)["review"]
    assert (status["marks"], status["here"], status["other_libraries"]) == (2, 1, 1)
    assert "1 mark, 1 in other libraries" in run("status", articles).stdout
    done = run("export", articles, "--format", "csv")
    assert (len(done.stdout.splitlines()), "1 mark in other libraries" in done.stderr) == (2, True)


@given(st.text("ab", min_size=2, max_size=20), st.data())
@settings(deadline=None)
def test_an_occurrence_counts_those_before_it_in_its_paragraph(
    text: str, data: st.DataObject
) -> None:
    border = data.draw(st.integers(1, len(text) - 1))
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : data.draw(st.integers(start + 1, len(text)))]
    article = Article("x", "x", "t", text, paragraphs=(Span(0, border), Span(border, len(text))))
    first = border if start >= border else 0
    before = sum(text.startswith(words, place) for place in range(first, start))
    assert occurrence_of(article, Span(start, start + len(words))) == before + 1


def test_a_repeated_phrase_is_looked_for_once_in_its_paragraph(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "A title\n\n" + "We stay. " * 2_000
    article = Article("a", "a.txt", "A title", text, paragraphs=(Span(9, len(text)),))
    asked: list[str] = []
    plain = locators._occurrences

    def counted(article: Article, number: int, exact: str) -> Iterator[int]:
        asked.append(exact)
        return plain(article, number, exact)

    monkeypatch.setattr(locators, "_occurrences", counted)
    places = range(9, len(text) - 1, 9)
    assert [occurrence_of(article, Span(at, at + 8)) for at in places] == list(range(1, 2_001))
    assert asked == ["We stay."]
