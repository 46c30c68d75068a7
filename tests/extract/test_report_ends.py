"""Where reported words end: at the next report, a main clause, the medium; not inside a subject."""

import pytest

from tests.support.extraction import reported


@pytest.mark.parametrize(
    ("body", "row"),
    [
        # another speaker's report
        (
            "One in three said the party cares little about the valley and one in four said"
            " it was hostile.",
            (None, "the party cares little about the valley"),
        ),
        (
            "Anna Bell said the dam will hold, and the farmers say that it will not.",
            ("Anna Bell", "the dam will hold"),
        ),
        (
            "Anna Bell said the dam will hold but Carl Dorn has never said so.",
            ("Anna Bell", "the dam will hold"),
        ),
        # the same speaker's next one
        (
            "Anna Bell said she was ill and vowed to mend the dam.",
            ("Anna Bell", "she was ill"),
        ),
        (
            "Anna Bell said that the dam was safe, but declined to give details.",
            ("Anna Bell", "that the dam was safe"),
        ),
        # a quotation with its own tag
        (
            "Anna Bell said she was too busy: “I have a dam to mend,” she wrote.",
            ("Anna Bell", "she was too busy"),
        ),
        # a subject is no clause
        (
            "Anna Bell said the plan, which the town opposes, would fail.",
            ("Anna Bell", "the plan, which the town opposes, would fail"),
        ),
        (
            "Anna Bell said her house - there were several, in turn - was never sold.",
            ("Anna Bell", "her house - there were several, in turn - was never sold"),
        ),
        # marks that divide nothing: in a bracket, a number, a list
        (
            "Anna Bell suggested a new mayor (that could be, well, a farmer) might win.",
            ("Anna Bell", "a new mayor (that could be, well, a farmer) might win"),
        ),
        (
            "While Anna Bell says there are more than 2,400 mills in the valley, others do not.",
            ("Anna Bell", "there are more than 2,400 mills in the valley"),
        ),
        (
            "Anna Bell said the town wants three things: a dam; a free press; and open polls.",
            ("Anna Bell", "the town wants three things: a dam; a free press; and open polls"),
        ),
        (
            "The town read Anna Bell's pledge to mend the dam by May.",
            ("Anna Bell", "to mend the dam by May"),
        ),
        # the main clause behind the clause of the cue
        (
            "However, while Anna Bell says the mills are open, nobody works there.",
            ("Anna Bell", "the mills are open"),
        ),
        (
            "The war, which Anna Bell has said was a mistake, was a factor in her defeat.",
            ("Anna Bell", "which … was a mistake"),
        ),
        # where it was said
        ("Anna Bell announced her candidacy on Facebook.", ("Anna Bell", "her candidacy")),
        (
            "Anna Bell explained her plan in an interview with farmers.",
            ("Anna Bell", "her plan"),
        ),
        # what describes the source behind the words
        (
            "The dam holds half of the water, according to Anna Bell, one of the engineers.",
            ("Anna Bell", "The dam holds half of the water"),
        ),
    ],
)
def test_where_reported_words_end(body: str, row: tuple[str | None, str]) -> None:
    assert row in reported(body)


@pytest.mark.parametrize(
    "body",
    [
        "On Tuesday, even as the dam was leaking, Anna Bell wrote to the farmers.",
        "Just before the flight took off, Anna Bell asked for volunteers.",
        "Not long after the dam broke, Anna Bell told a joke.",
    ],
)
def test_adjuncts_before_a_verb_are_not_its_words(body: str) -> None:
    assert reported(body) == []


@pytest.mark.parametrize(
    "body",
    [
        # nouns and adjectives that look like verbs of saying
        "Salem is the fifth state that the union sues.",
        "Other reports of the mill have no number.",
        "The mill made 20 million in reported sales of flour.",
        # a finite verb behind an adjunct
        "Anna Bell wrote after the report on the dam was released.",
    ],
)
def test_nothing_is_reported(body: str) -> None:
    assert reported(body) == []


def test_words_begin_behind_a_counted_time() -> None:
    rows = reported("Anna Bell announced two days earlier that the dam was closed.")
    assert rows == [("Anna Bell", "that the dam was closed")]
