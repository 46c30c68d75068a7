"""Several people say the same words: each is a speaker, and all are shown."""

import pytest

from index.model import brought_by, speakers_named
from tests.support.extraction import study

FIRST = "Anna Bell met Carl Dorn and Maria Quist in May. "
ALL = "Anna Bell, Carl Dorn and Maria Quist"


@pytest.mark.parametrize(
    ("body", "words", "who"),
    [
        ("Anna Bell, Carl Dorn and Maria Quist said the dam was safe.", "the dam was", ALL),
        ("Anna Bell, Carl Dorn, and Maria Quist all said the dam was safe.", "the dam was", ALL),
        ("“We will stay here,” said Anna Bell, Carl Dorn and Maria Quist.", "We will", ALL),
        (
            "“We will stay,” Anna Bell and Prime Minister Carl Dorn said.",
            "We will stay",
            "Anna Bell and Carl Dorn",
        ),
        (
            "According to Anna Bell and Carl Dorn, the dam was safe.",
            "the dam was",
            "Anna Bell and Carl Dorn",
        ),
        # one alone
        ("The town sued Anna Bell and Carl Dorn said that it was wrong.", "it was", "Carl Dorn"),
        ("“It is far too late,” said Anna Bell, and Carl Dorn agreed.", "It is far", "Anna Bell"),
        ("“It is far too late,” Anna Bell told Carl Dorn and Maria Quist.", "It is", "Anna Bell"),
        (
            "“It is far too late,” said Anna Bell, and Carl Dorn and Maria Quist left.",
            "It is far",
            "Anna Bell",
        ),
    ],
)
def test_each_of_a_list_speaks(body: str, words: str, who: str) -> None:
    found = study(FIRST + body)
    (one,) = (q for q in found.statements if words in found.article.text[q.start : q.end])
    assert speakers_named(found, one) == who
    assert one.speaker_span is not None
    assert found.article.text[slice(*one.speaker_span)].startswith(who[:9])


@pytest.mark.parametrize(
    ("body", "to"),
    [
        ("Interfax said that the dam was safe.", ""),
        ("Anna Bell told Interfax that the dam was safe.", "Interfax"),
        (
            "Anna Bell told reporters that the dam was safe (Interfax, May 3).",
            "reporters, Interfax",
        ),
    ],
)
def test_an_agency_does_not_speak_to_itself(body: str, to: str) -> None:
    found = study(FIRST + body)
    one = next(q for q in found.reported if "dam was" in found.article.text[q.start : q.end])
    assert brought_by(one, speakers_named(found, one)) == to
