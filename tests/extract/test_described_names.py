"""Names beside descriptions: bodies that only describe, forms of address, portfolios, parties."""

import pytest

from tests.support.extraction import direct, study

FIRST = "Nordmet closed in May. "


@pytest.mark.parametrize(
    ("body", "who", "actor"),
    [
        (
            "In May, Nordmet director Anna Bell left, but said that it was late.",
            "Anna Bell",
            "Anna Bell",
        ),
        ("Nordmet workers came up and said that it was late.", "Nordmet workers", None),
        ("Mr. President, I said that it was late.", "I", None),
        ("Sen. Anna Bell and others have said that it was late.", "others", "Anna Bell"),
        ("Director of National Intelligence Bell said that it was late.", "Bell", "Bell"),
        ("Democrat Zephyr Teachout said that it was late.", "Teachout", "Zephyr Teachout"),
        ("The talks went on, with Tokyo saying that it was late.", "Tokyo", None),
        ("One firm left, with one of its managers warning that it was late.", "managers", None),
    ],
)
def test_who_says_it(body: str, who: str, actor: str | None) -> None:
    found = study(FIRST + body)
    text = found.article.text
    said = [one for one in found.reported if "late" in text[one.start : one.end]]
    one = next(one for one in said if text[one.start : one.end].startswith(("it was", "that it")))
    assert one.speaker_span is not None
    assert who in text[slice(*one.speaker_span)]
    assert (None if one.speaker is None else found.actors[one.speaker].name) == actor


@pytest.mark.parametrize(
    ("tag", "words", "actor"),
    [
        ("said Nordmet Director Hugo Vann", "Hugo Vann", "Hugo Vann"),
        ("said Nordmet marketing executive Hugo Vann", "Hugo Vann", "Hugo Vann"),
        ("said Bell campaign manager Hugo Vann", "Hugo Vann", "Hugo Vann"),
        ("according to Bell spokesman Hugo Vann", "Hugo Vann", "Hugo Vann"),
        ("said a senior Bell adviser", "a senior Bell adviser", None),
        ("said one former Nordmet leadership aide", "one former Nordmet leadership aide", None),
        ("said the Bell campaign", "the Bell campaign", None),
        ("according to Yonhap news agency", "Yonhap", "Yonhap"),
        ("said Bell, adviser to the town", "Bell", "Anna Bell"),
    ],
)
def test_a_name_that_describes_the_speaker_does_not_speak(
    tag: str, words: str, actor: str | None
) -> None:
    found = study(f"Anna Bell runs Nordmet Corporation. “The mill is closed for now,” {tag}.")
    (one,) = direct(found)
    assert one.speaker_span is not None
    assert found.article.text[slice(*one.speaker_span)] == words
    assert (None if one.speaker is None else found.actors[one.speaker].name) == actor


def test_the_owner_of_who_opens_the_sentence_does_not_speak() -> None:
    found = study("Anna Bell left. Bell’s campaign was angry, telling us: “The mill is closed.”")
    (one,) = direct(found)
    assert one.speaker is None
