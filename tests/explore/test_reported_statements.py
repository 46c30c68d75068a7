"""Reported statements in dossiers, speech table, audit, judgements, wordings and exports."""

from pathlib import Path

import pytest

from index.corrections import JudgedValue
from index.explore import Explorer, candidates, judgement_on, make_dossier, open_claims
from index.kept import Mark, dossier_marks, statement_passage
from index.kept.export.citation import cite, provenance
from index.kept.export.csv_export import to_csv
from index.kept.records import mark_body, mark_from
from index.library import Library
from index.model import Statement, StatementKind
from tests.support.articles import Open, Write


@pytest.fixture
def talks(write: Write, articles: Path, opened: Open) -> Library:
    write(
        "dam.txt",
        "Talks on the dam",
        "Anna Bell met Carl Dorn. On Tuesday Anna Bell said that Carl Dorn would repair the old"
        " dam at the northern border before winter (Izvestia, May 11).\n\n"
        "He added that the council had called the plan of Ivan Petrov “a costly mistake.”",
        date="May 14, 2004",
    )
    write(
        "later.txt",
        "More talks",
        "“Carl Dorn repairs the old dam at the northern border before winter,” said Anna Bell.",
        date="May 20, 2004",
    )
    return opened(articles)


def number_of(library: Library, name: str) -> int:
    (number,) = library.find_actors(name)
    return number


def reported(library: Library, text: str) -> Statement:
    kinds: frozenset[StatementKind] = frozenset({"mixed", "indirect"})
    (row,) = library.quotations(library.search(text), kinds=kinds)
    return row.quotation


def test_a_dossier_has_quoted_and_reported_statements_by_the_day_said(talks: Library) -> None:
    dossier = make_dossier(talks, number_of(talks, "anna bell"))
    assert dossier is not None
    kinds = [(row.quotation.kind, str(row.quotation.said_date)) for row in dossier.quotations]
    assert kinds[0] == ("indirect", "2004-05-11")
    assert kinds[-1] == ("direct", "2004-05-20")


def test_the_speech_table_counts_names_in_reported_statements(talks: Library) -> None:
    explorer = Explorer(talks)
    found = talks.search("dam")
    bell, dorn = number_of(talks, "anna bell"), number_of(talks, "carl dorn")
    (pair,) = [one for one in explorer.pairs(found) if (one.actor, one.other) == (bell, dorn)]
    assert pair.times == 2
    passages = list(explorer.spoken(found, pair))
    assert len(passages) == 2
    text = talks.analysis(passages[-1].num).article.text  # type: ignore[union-attr]
    assert all("dam" in one.analysis.article.text[slice(*one.span)] for one in passages), text


def test_an_inferred_speaker_of_a_report_is_audited_and_judged(talks: Library) -> None:
    found = talks.search("dam")
    claims = [one for one in open_claims(talks, found, "speaker") if one.quotation.kind == "mixed"]
    (claim,) = claims
    assert any(one.text == "Carl Dorn" for one in (claim.answer, *candidates(claim)))
    talks.judge([judgement_on(claim, JudgedValue("Ivan Petrov", "person"))])
    assert not [
        one for one in open_claims(talks, found, "speaker") if one.quotation.kind == "mixed"
    ]
    assert talks.search("said:costly speaker:petrov").answer.total == 1
    assert talks.search("said:council speaker:petrov").answer.total == 1
    assert talks.search("said:council speaker:bell").answer.total == 0
    row = reported(talks, "said:council speaker:petrov")
    assert row.speaker_basis == "set"


def test_a_judged_day_becomes_the_day_said(talks: Library) -> None:
    found = talks.search("dam")
    (claim,) = [one for one in open_claims(talks, found, "date") if one.quotation.kind != "scare"]
    talks.judge([judgement_on(claim, JudgedValue("2003-05-11"))])
    row = reported(talks, "said:repair")
    assert (str(row.said_date), row.said_basis) == ("2003-05-11", "set")


def test_a_report_is_another_wording_of_a_quotation(talks: Library) -> None:
    found = talks.search("said:winter date:2004-05-20")
    (num,) = found.answer.keys()
    analysis = talks.analysis(num)
    assert analysis is not None
    (quotation,) = analysis.quotations
    others = Explorer(talks).wordings(num, quotation)
    assert [one.quotation.kind for one in others] == ["indirect"]


def test_citations_and_tables_say_that_a_statement_is_reported(talks: Library) -> None:
    dossier = make_dossier(talks, number_of(talks, "anna bell"))
    assert dossier is not None
    first, *_, last = dossier_marks(dossier)
    assert cite(first.passage).startswith("Anna Bell (Izvestia, 2004-05-11), as reported in: ")
    assert cite(last.passage).startswith("Anna Bell, in: ")
    assert "Anna Bell (said), reported" in provenance(first.passage)
    header, row, *_ = to_csv([first]).splitlines()
    assert header.endswith("statement,said_date,said_basis")
    assert row.endswith("indirect,2004-05-11,inferred")


def test_a_mark_of_an_older_version_lacks_what_is_new(talks: Library) -> None:
    analysis = next(one for _, one in talks.analyses())
    mark = Mark("a", statement_passage(analysis, analysis.reported[0]))
    body = mark_body(mark)
    assert mark_from(body) == mark
    for name in ("statement", "said_date", "said_basis"):
        del body["passage"][name]
    assert mark_from(body).passage.statement is None
