"""Which conditions of a query speak of one and the same statement."""

import pytest

from index.query import And, Node, Query, explain, parse, split_statement, statement_conditions


def node_of(text: str) -> Node:
    node = parse(text).node
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("text", "own", "rest"),
    [
        ("said:a speaker:x", "said:a speaker:x", []),
        ("said:(a AND b) speaker:x", "said:a said:b speaker:x", []),
        ("said:(a OR b) speaker:x word", "(said:a OR said:b) speaker:x", ["word"]),
        ("said:(a -b) speaker:x", "said:a speaker:x -said:b", []),
        ("speaker:x -speaker:y", "speaker:x", ["-speaker:y"]),
        ("word -said:b", "", ["word", "-said:b"]),
        ("(said:a OR title:b) speaker:x", "speaker:x", ["said:a OR title:b"]),
        ("speaker:x date:2004 actor:y", "speaker:x", ["date:2004", "actor:y"]),
        ("speaker:x date:2004 word by:said", "speaker:x date:2004", ["word"]),
        ("said:a -date:2004 word by:said", "said:a -date:2004", ["word"]),
    ],
)
def test_words_said_and_speakers_are_one_condition(text: str, own: str, rest: list[str]) -> None:
    node = node_of(text)
    assert isinstance(node, And)
    statement, others = split_statement(node)
    assert str(Query(statement)) == own
    assert [str(Query(one)) for one in others] == rest


def test_brackets_that_hold_another_and_make_no_difference() -> None:
    inner = And((node_of("said:a"), node_of("word")))
    statement, others = split_statement(And((inner, node_of("speaker:x"))))
    assert str(Query(statement)) == "said:a speaker:x"
    assert [str(Query(one)) for one in others] == ["word"]


def test_each_side_of_an_or_has_its_own_condition() -> None:
    found = statement_conditions(node_of("(said:a speaker:x) OR (said:b word) OR -said:c"))
    assert [str(Query(one)) for one in found] == ["said:a speaker:x", "said:b"]


def test_the_explanation_says_that_one_statement_is_meant() -> None:
    text = explain(parse("said:(sanctions lift) speaker:ivanov word"))
    assert "one and the same statement with:" in text
    text = explain(parse("speaker:ivanov after:2004-05 by:said"))
    assert "a statement of a day that fits after:2004-05" in text
    assert "one and the same" not in explain(parse("speaker:ivanov -speaker:petrov"))
