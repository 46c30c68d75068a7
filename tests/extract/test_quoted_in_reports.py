"""Quoted words inside a report: whose they are."""

import pytest

from tests.support.extraction import direct, speaker_words, study

FIRST = "Anna Bell met Carl Dorn in May. "


@pytest.mark.parametrize(
    ("body", "who"),
    [
        # the report says it
        (
            "The ad, titled “Weir”, concludes that Dorn is too “reckless” to lead.",
            "The ad",
        ),
        (
            "Bell says if people think the dam is run by “old friends of the mayor,” it fails.",
            "Bell",
        ),
        ("Bell said that Dorn would say “no to the whole plan” in the end.", "Bell"),
        (
            "His wife warned him, but Dorn said he answered: “This is much too late.”",
            "Dorn",
        ),
        # a verb of their own does
        (
            "Bell said that the town asked, to which Dorn replied: “It is just not true.”",
            "Dorn",
        ),
        ("Bell said she was too busy: “I have a lot going on in May,” she wrote.", "she"),
    ],
)
def test_the_speaker_is_that_of_the_report_or_of_the_own_verb(body: str, who: str) -> None:
    assert speaker_words(FIRST + body)[-1] == who


def test_what_goes_on_has_the_same_speaker() -> None:
    body = (
        "Carl Dorn, who spoke in May, is a “friend of the whole valley” who won twice, the"
        " editorial board of the town’s paper writes. “It is odd that some denounced him.”"
    )
    found = study(FIRST + body)
    spans = [one.speaker_span for one in direct(found)]
    assert len(set(spans)) == 1
    assert spans[0] is not None
    assert "board" in found.article.text[slice(*spans[0])]
