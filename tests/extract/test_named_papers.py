"""Papers that one word names, outlets that quote others, questions and answers line by line."""

import pytest

from tests.support.extraction import analysed, reported, speaker_of


@pytest.mark.parametrize(
    ("sentence", "outlet"),
    [
        ("The Age newspaper quoted an unnamed official as saying the dam was old.", "Age"),
        ("The Interfax news agency quoted an official as saying that the dam was old.", "Interfax"),
        ("Anna Bell told the Tribune the dam was old.", "Tribune"),
        ("The Tribune reported on Monday that the dam was old.", "Tribune"),
        ("Another newspaper reported that the dam was old.", None),
        ("The Moscow newspaper wrote that the dam was old.", None),
        ("The British newspaper wrote that the dam was old.", None),
    ],
)
def test_outlets_of_one_word(sentence: str, outlet: str | None) -> None:
    found = analysed(sentence)
    assert [one.outlet for one in found.statements] == [outlet]
    assert [actor.name for actor in found.actors if actor.kind == "outlet"] == (
        [outlet] if outlet else []
    )


@pytest.mark.parametrize(
    ("sentence", "rows"),
    [
        (
            "Transport Minister Tom Dorn, asked whether the dam would hold, said no.",
            [("Tom Dorn", "no")],
        ),
        (
            "Tom Dorn got up, asked whether the dam would hold, and left.",
            [("Tom Dorn", "whether the dam would hold")],
        ),
        (
            "The paper cited Anna Bell as saying that the dam was old.",
            [("Anna Bell", "that the dam was old")],
        ),
        (
            "Tom Dorn had promised in January to publish a plan.",
            [("Tom Dorn", "to publish a plan")],
        ),
    ],
)
def test_who_asks_and_who_is_quoted(sentence: str, rows: list[tuple[str | None, str]]) -> None:
    assert reported(sentence) == rows
    assert all(one.addressee is None for one in analysed(sentence).statements)


def test_words_that_somebody_is_reported_to_have_said() -> None:
    found = analysed("“If we fight, we lose,” Anna Bell is reported to have written.")
    assert [speaker_of(found, one) for one in found.statements] == ["Anna Bell"]


def test_questions_and_answers_line_by_line() -> None:
    found = analysed(
        "Our reporter met Anna Bell, the head coach, in her office.\n\n"
        "Q: You lost nine games. Did you think of leaving?\n"
        "A: Never. People forget how young we are.\n"
        "Q: And now?\n"
        "A: Now we train.\n\n"
        "Bell laughs."
    )
    rows = [(speaker_of(found, one), one.speaker_basis) for one in found.statements]
    assert rows == [(None, None), ("Anna Bell", "inferred")] * 2


def test_turns_line_by_line() -> None:
    found = analysed(
        "Tom Dorn met Anna Bell in her office.\n\n"
        "Dorn: What would you tell a coach?\nBell: Listen first.\nThen listen again.\n"
        "Dorn: And then?\nBell: Go home."
    )
    assert [speaker_of(found, one) for one in found.statements] == ["Tom Dorn", "Anna Bell"] * 2


def test_lines_with_one_label_are_no_transcript() -> None:
    body = "Anna Bell wrote to Tom Dorn.\nNote: this is a list\nSource: the mayor\nThe end came."
    assert not analysed(body).statements


def test_one_word_for_a_paper_that_is_named_in_full() -> None:
    found = analysed("The Salem Tribune has it. “We stay,” Anna Bell told the Tribune.")
    assert [actor.name for actor in found.actors if actor.kind == "outlet"] == ["Salem Tribune"]
    assert [one.outlet for one in found.statements] == ["Salem Tribune"]
