"""What can follow a verb of saying, who is made to say it, and where its words end."""

import pytest

from tests.support.extraction import reported, study


def contents(body: str) -> set[str]:
    """The reported words of the body."""
    return {words for _, words in reported(body)}


@pytest.mark.parametrize(
    ("body", "content"),
    [
        # a pronoun and its auxiliary, a gerund, a verb in an irregular past
        ("Asked about the dam, the engineers said they would.", "they would"),
        (
            "Nineteen farms reported spending two million on the dam.",
            "spending two million on the dam",
        ),
        ("Anna Bell insisted the old wall stood.", "the old wall stood"),
        # a subject without a noun, a verb that is mostly a noun
        ("The firms do not agree. Another says there are three mills.", "there are three mills"),
        ("Anna Bell points to deep faults in the old dam.", "deep faults in the old dam"),
        # an adjunct with "as"
        (
            "Anna Bell admitted as a part of her deal that she opened the gate.",
            "that she opened the gate",
        ),
        # who is made to say something
        (
            "The dry summer led officials to say that the dam was too small.",
            "that the dam was too small",
        ),
        # another verb of saying with its "that"
        ("Anna Bell said the mill was shut and added that it would stay so.", "the mill was shut"),
        # a number behind a place or a day
        ("Anna Bell said in Salem 30 people were killed.", "30 people were killed"),
        (
            "The minister said in Salem at least 12 farmers had died.",
            "at least 12 farmers had died",
        ),
        ("Anna Bell said on Monday 30 people were killed.", "30 people were killed"),
        ("Anna Bell told reporters in Salem 30 people were killed.", "30 people were killed"),
        # agreeing
        ("Anna Bell agreed with the mayor that the dam was old.", "that the dam was old"),
        # what another person calls it
        ("Anna Bell said the dam was old and Carl Dorn called it “a ruin.”", "the dam was old"),
        ("Anna Bell said the road was shut while Carl Dorn called it “safe.”", "the road was shut"),
        # a time that belongs to what is foretold
        ("Anna Bell warned of a long drought in August.", "a long drought in August"),
    ],
)
def test_complements(body: str, content: str) -> None:
    assert content in contents(body)


@pytest.mark.parametrize(
    "body",
    [
        "Anna Bell agreed to sell a mill that stands in Salem.",
        "The town has a proud record that nobody can take from it.",
        "They kept the records that Anna Bell had written.",
    ],
)
def test_what_is_agreed_or_kept_reports_nothing(body: str) -> None:
    assert contents(body) == set()


def test_quoted_words_with_a_named_speaker_are_his() -> None:
    found = study("Anna Bell said the dam was old and Carl Dorn called it “a ruin.”")
    (quotation,) = found.quotations
    assert quotation.speaker is not None
    assert found.actors[quotation.speaker].name == "Carl Dorn"
    assert [one.kind for one in found.reported] == ["indirect"]


def test_an_answer_that_is_only_compared_reports_nothing() -> None:
    assert contents("Anna Bell did exactly what she said she would.") == set()


def test_the_speaker_is_the_one_who_is_led_to_say_it() -> None:
    rows = reported("The flood led Anna Bell to say that the dam was too small.")
    assert ("Anna Bell", "that the dam was too small") in rows


def test_what_may_have_led_to_words_reports_none() -> None:
    assert contents("It could have led officials to say that the dam was too small.") == set()


@pytest.mark.parametrize(
    ("body", "content"),
    [
        # a second act in the form of the cue
        (
            "Anna Bell said she admires the engineers and praised their work on the dam.",
            "she admires the engineers",
        ),
        (
            "Anna Bell visited the town, saying the dam is old and calling for a new one.",
            "the dam is old",
        ),
        # what the writer adds
        (
            "Anna Bell said the dam was safe, though she gave no details.",
            "the dam was safe",
        ),
        (
            "Anna Bell said the dam would hold, a claim that the town has heard before.",
            "the dam would hold",
        ),
        # what goes on
        (
            "Anna Bell said the farmers were poor and had no water.",
            "the farmers were poor and had no water",
        ),
        (
            "Anna Bell said the dam would close and the farmers would leave the valley.",
            "the dam would close and the farmers would leave the valley",
        ),
    ],
)
def test_ends(body: str, content: str) -> None:
    assert content in contents(body)


def test_a_condition_before_the_speaker_is_a_part_of_the_words() -> None:
    found = study("If the old dam broke, Anna Bell said the town would drown.")
    pieces = found.statements[0].content
    words = [found.article.text[piece.start : piece.end] for piece in pieces]
    assert words == ["If the old dam broke", "the town would drown"]
