"""Statements of several speakers: found, counted and listed under each of them."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.catalog import JOINT
from index.engine.local.statement_rows import STATEMENT_ROW, StatementRows
from index.explore import Explorer
from index.library import Library
from index.model import Analysis, Article, Statement, quoted_in_a_row
from tests.support.articles import Open, Write


@pytest.fixture
def joint(write: Write, articles: Path, opened: Open) -> Library:
    write(
        "weir.txt",
        "Talks on the weir",
        "Anna Bell met Carl Dorn and Maria Quist. “The weir holds,” said Anna Bell and Carl Dorn"
        " (Izvestia, May 12, 2004).\n\nMaria Quist said that the harbour was closed.",
        date="May 14, 2004",
    )
    return opened(articles)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("said:weir speaker:bell", 1),
        ("said:weir speaker:dorn", 1),
        ("said:weir speaker:bell speaker:dorn", 1),
        ("said:weir speaker:quist", 0),
        ("said:harbour speaker:dorn", 0),
        ("speaker:dorn -said:harbour", 1),
    ],
)
def test_words_are_found_with_each_speaker(joint: Library, text: str, found: int) -> None:
    result = joint.search(text)
    assert result.answer.total == found
    assert len(list(joint.quotations(result))) == found


def test_lists_name_all_speakers(joint: Library) -> None:
    explorer = Explorer(joint)
    found = joint.search("weir")
    (*_, lines) = explorer.concordance(found)
    assert "Anna Bell and Carl Dorn" in lines.names
    (passage,) = explorer.rests_on(joint.search(""), "Izvestia")
    assert passage.who == "Anna Bell and Carl Dorn"
    names = explorer.actor_names()
    beside = {
        frozenset((names[pair.actor][0], names[pair.other][0]))
        for pair in found.answer.pairs(adjacent=True)
    }
    assert beside == {
        frozenset(("Anna Bell", "Maria Quist")),
        frozenset(("Carl Dorn", "Maria Quist")),
    }


def test_two_are_next_to_each_other_once() -> None:
    said = tuple(
        Statement(at, at + 5, speaker=first, other_speakers=(1 - first,))
        for at, first in ((0, 0), (9, 1))
    )
    analysis = Analysis(Article("a", "a.txt", "A", "x" * 20), quotations=said)
    assert [pair[:2] for pair in quoted_in_a_row(analysis)] == [(0, 1)]


# Articles by number: for each statement its speakers.
_MADE = st.dictionaries(
    st.integers(1, 6), st.lists(st.lists(st.integers(1, 4), max_size=3), max_size=3), max_size=5
)


def rows_of(made: Mapping[int, list[list[int]]]) -> StatementRows:
    packs = []
    for num, said in sorted(made.items()):
        rows = [(speakers[0] if speakers else 0, num, 0) for speakers in said]
        rows += [
            (other, place, JOINT) for place, speakers in enumerate(said) for other in speakers[1:]
        ]
        packs.append((num, np.array(rows, STATEMENT_ROW).tobytes()))
    return StatementRows.of(packs)


def listed(rows: StatementRows) -> list[list[int]]:
    joint = sorted(zip(rows.also_rows.tolist(), rows.also_speakers.tolist(), strict=True))
    return [*(one.tolist() for one in rows[:5]), [value for two in joint for value in two]]


@given(_MADE, _MADE)
def test_rows_added_or_replaced_keep_their_speakers(
    one: dict[int, list[list[int]]], other: dict[int, list[list[int]]]
) -> None:
    changed = rows_of(one).with_others(rows_of(other))
    assert changed.fits_together()
    assert listed(changed) == listed(rows_of({**one, **other}))
    later = {num + 10: said for num, said in other.items()}
    assert listed(rows_of(one).with_more(rows_of(later))) == listed(rows_of({**one, **later}))


def test_a_joint_row_without_its_statement_is_left_out() -> None:
    rows = np.array([(1, 7, 0), (2, 5, JOINT)], STATEMENT_ROW)
    assert not len(StatementRows.of([(1, rows.tobytes())]).also_rows)
