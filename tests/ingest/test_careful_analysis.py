"""An article whose extraction fails is kept: its text is read and searched."""

import json
from pathlib import Path

import pytest

from index.extract import analyse_in_pieces
from index.ingest import careful_analysis, outside, worker
from index.model import Article
from index.settings import Settings

LINES = [
    {"title": name, "date": "2004-05-12", "text": f"{name} said that the dam was old and must go."}
    for name in ("Anna Bell", "Carl Dorn", "Olga Quist")
]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extractors fail for one of the three articles."""

    def analyse(article: Article, doubled: bool) -> object:
        if "Dorn" in article.text:
            raise IndexError("list index out of range")
        return analyse_in_pieces(article, doubled)

    monkeypatch.setattr(careful_analysis, "analyse_in_pieces", analyse)


@pytest.mark.usefixtures("failing")
def test_one_failure_costs_neither_the_article_nor_the_others(tmp_path: Path) -> None:
    path = tmp_path / "three.jsonl"
    path.write_text("\n".join(map(json.dumps, LINES)), encoding="utf-8")
    result, analysed = worker.read_one(str(path), Settings())
    assert result.state.problem is None
    assert [analysis.article.title for analysis, _ in analysed] == [one["title"] for one in LINES]
    assert [bool(analysis.reported) for analysis, _ in analysed] == [True, False, True]
    omitted = "actors and statements (the extraction failed: IndexError)"
    assert [analysis.article.omitted for analysis, _ in analysed] == [None, omitted, None]


@pytest.mark.usefixtures("failing")
def test_a_text_from_outside_is_shown_without_statements() -> None:
    found = outside.read_outside("d.txt", b"A title\n\nCarl Dorn said that it was old.", Settings())
    (one,) = found.articles
    assert (one.reported, one.actors) == ((), ())
    assert "the extraction failed" in (one.article.omitted or "")


def test_memory_that_runs_out_is_no_failure_of_one_article(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def analyse(article: Article, doubled: bool) -> object:
        raise MemoryError

    monkeypatch.setattr(careful_analysis, "analyse_in_pieces", analyse)
    with pytest.raises(MemoryError):
        careful_analysis.analysed_carefully(Article("a", "/a.txt", "", "Bell said no."), False)
