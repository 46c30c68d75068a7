"""What has a given name in it and names no person, and what is a person in spite of its words."""

import pytest

from tests.support.extraction import analysed


def kinds(body: str) -> dict[str, str]:
    return {one.name: one.kind for one in analysed(body).actors}


@pytest.mark.parametrize(
    "body",
    [
        "They moved to North Carolina and West Virginia in May.",
        "Farmers in El Paso met those of Santa Fe and Green Bay.",
        "The Visa Waiver Program was late.",
        "They watched the Rachel Maddow Show at home.",
        "He saw the Rocky Mountains and the Golden Nugget.",
        "The Gay Pride Parade was on Monday.",
        "She is a fellow Republican from Salem.",
        "A Florida Republican left the hall.",
        "The House passed H. Res. 106 in May.",
        "The North Koreans left the hall on Monday.",
        "MYSTERY UNFOLDS IN MISSISSIPPI. Two farmers were there.",
        "American Ambassador Recalled, 2008. It was in March.",
        "A fellow Asian Indian left the hall.",
    ],
)
def test_places_shows_and_partisans_are_no_persons(body: str) -> None:
    assert "person" not in kinds(body).values()


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("The prize went to Hope Hickson, who left.", "Hope Hickson"),
        ("The prize went to Michael Green in May.", "Michael Green"),
        ("Sweden met Park Joo-Ho and his team.", "Park Joo-Ho"),
        ("They thanked Ban Ki-moon in May.", "Ban Ki-moon"),
        ("“It is late,” Dawn Hochsprung said.", "Dawn Hochsprung"),
        ("It was late. Said Anna Bell, “We will go home to Salem now.”", "Anna Bell"),
        ("He wrote that “Mr. Bell Is Not a Friend” of the town. Mr. Bell left.", "Bell"),
        ("Speaker Anna Bell Joins the List of those who left.", "Anna Bell"),
        ("Anna Bell Reassures House Democrats on the dam.", "Anna Bell"),
    ],
)
def test_persons_whose_words_mean_something_else_too(body: str, name: str) -> None:
    assert kinds(body).get(name) == "person"


def test_a_counsel_is_no_part_of_a_name() -> None:
    assert kinds("FBI General Counsel James A. Bell wrote it.")["James A. Bell"] == "person"
