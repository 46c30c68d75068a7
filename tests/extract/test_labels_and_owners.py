"""Who speaks if an owner, an office or a label is near the words, and what is not said."""

import pytest

from tests.support.extraction import analysed, quoted, reported, speaker_of


@pytest.mark.parametrize(
    "body",
    [
        "Mr. Bell likes hearing him say it in a northern accent.",
        "They saw her tell reporters that the dam was safe.",
        "The court denied class-action status to the farmers.",
        "The judge denied bail to Carl Dorn.",
    ],
)
def test_what_is_heard_or_refused_is_no_statement(body: str) -> None:
    assert reported(body) == []


@pytest.mark.parametrize(
    ("body", "who", "content"),
    [
        ("Carl Dorn denied that a permit was sold.", "Carl Dorn", "that a permit was sold"),
        (
            "According to Carl Dorn, director of the institute, the dam will hold.",
            "Carl Dorn",
            "the dam will hold",
        ),
        (
            "The dam was “a total and utter disgrace,” the mayor of Bergen, Anna Bell, said.",
            "Anna Bell",
            "The dam was “a total and utter disgrace,”",
        ),
    ],
)
def test_an_office_is_no_part_of_the_content(body: str, who: str, content: str) -> None:
    assert reported(body) == [(who, content)]


@pytest.mark.parametrize(
    ("tag", "who"),
    [
        ("said Carl Dorn's wife, Anna Bell", "Anna Bell"),
        ("said Carl Dorn's lawyer", None),
        ("said Carl Dorn's spokesman Peter Roth", "Peter Roth"),
    ],
)
def test_the_owner_of_who_speaks_does_not_speak(tag: str, who: str | None) -> None:
    assert quoted(f"“It was a mistake to build here,” {tag}.") == [
        ("It was a mistake to build here,", who)
    ]


def test_a_transcript_in_capitals_names_persons() -> None:
    turns = "DORN: It will.", "MS. BELL: It will not.", "DORN: We looked.", "MS. BELL: So did we."
    found = analysed("\n\n".join(turns))
    assert {(one.name, one.kind) for one in found.actors} == {
        ("Dorn", "person"),
        ("Bell", "person"),
    }
    assert [speaker_of(found, one) for one in found.statements] == ["Dorn", "Bell", "Dorn", "Bell"]


def test_a_curly_mark_that_a_straight_one_closes() -> None:
    assert reported('Anna Bell said the dam was “old and weak."\n') == [
        ("Anna Bell", 'the dam was “old and weak."')
    ]
