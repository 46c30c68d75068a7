"""Speakers that are not next to the quoted words: before the sentence, behind the clause."""

import pytest

from tests.support.extraction import speaker_words

QUOTED = "“The dam is far too old to hold another winter,” said Anna Bell. "


@pytest.mark.parametrize(
    ("body", "who"),
    [
        # a fragment in a sentence that goes on
        (QUOTED + "That makes it “a danger to the whole valley.”", "Anna Bell"),
        (QUOTED + "As a result, there is still “no way to cross the river.”", "Anna Bell"),
        # the subject behind the participle that opens the sentence
        (
            QUOTED
            + "Acknowledging that the plan “takes a lot of money,” Carl Dorn urged patience.",
            "Carl Dorn",
        ),
        (
            QUOTED + "After weeks of asking whether it was “fit to be used,” Carl Dorn said no.",
            "Carl Dorn",
        ),
        # the agent of a passive
        (QUOTED + "It was often labeled a “waste of public money” by Carl Dorn.", "Carl Dorn"),
        (QUOTED + "She called it a “waste of public money” by the sea.", "She"),
        # a last line inside the marks
        (QUOTED + "\n\n“It was late.\nCarl Dorn, engineer.”\n\nCarl Dorn left.", "Carl Dorn"),
        (QUOTED + "\n\n“It is late.\nDean Alm, Institute of Dams.”\n\nBell left.", "Dean Alm"),
        # a verb before the marks has the words, whatever name they begin with
        (QUOTED + "The protesters chanted “Anna Bell: Bad for the valley.”", "The protesters"),
        (
            QUOTED + "Carl Dorn tried to laugh by interjecting, “Only the old part of it.”",
            "Carl Dorn",
        ),
    ],
)
def test_who_said_the_last_words(body: str, who: str) -> None:
    assert speaker_words(body)[-1] == who
