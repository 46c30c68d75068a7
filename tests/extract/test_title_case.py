"""Names in title case: a verb of saying after a name does not belong to it."""

import pytest

from tests.support.extraction import study


def named(body: str, title: str = "A title of some kind") -> list[tuple[str, str]]:
    return [(actor.kind, actor.name) for actor in study(body, title=title).actors]


@pytest.mark.parametrize(
    ("title", "actors"),
    [
        ("Bank of Norway Warns of Higher Rates", [("organisation", "Bank of Norway")]),
        ("Central Bank of Norway Says No", [("organisation", "Central Bank of Norway")]),
        ("Norway Denies Plan for the Dam", [("state", "Norway")]),
        ("Bell Warns of Floods", []),
    ],
)
def test_in_a_headline(title: str, actors: list[tuple[str, str]]) -> None:
    assert named("The rain went on for a week.", title) == actors


@pytest.mark.parametrize(
    ("body", "actors"),
    [
        ("See “Bank of Norway Warns of Rates” in the list.", [("organisation", "Bank of Norway")]),
        ("Bell Warns of Floods was the heading of the page.", [("person", "Bell")]),
        ("She left for the United States in May.", [("state", "United States")]),
    ],
)
def test_in_the_body(body: str, actors: list[tuple[str, str]]) -> None:
    assert named(body) == actors


def test_a_headline_is_of_the_body_and_not_of_its_state() -> None:
    found = study("The Bank of Norway spoke.", title="Bank of Norway Warns of Higher Rates")
    (one,) = (report for report in found.reported if report.start < found.article.body_start)
    assert one.speaker is not None
    assert found.actors[one.speaker].name == "Bank of Norway"
