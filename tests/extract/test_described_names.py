"""Names beside descriptions: bodies that only describe, forms of address, portfolios, parties."""

import pytest

from tests.support.extraction import study

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
