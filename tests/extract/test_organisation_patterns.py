"""Organisations by the shape of their names: one test for each shape, and what is none."""

import pytest

from tests.support.extraction import study


def bodies(body: str) -> list[str]:
    """The names of the organisations in `body`, in order."""
    return [actor.name for actor in study(body).actors if actor.kind == "organisation"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        # an apostrophe in the name
        ("They voted for the Northern People's Party.", ["Northern People's Party"]),
        ("He was in the People’s Army of the north.", ["People’s Army"]),
        ("It is up to the Miners’ Union of the valley.", ["Miners’ Union"]),
        # members
        ("She spoke for the Sons of Coastal Sailors.", ["Sons of Coastal Sailors"]),
        ("A note came from Farmers for Clean Water.", ["Farmers for Clean Water"]),
        ("He met some Americans of Middle Eastern descent.", []),
        ("Workers for Acme were paid late.", []),
        # a cause
        (
            "The vote was won by Christian Renewal and lost by New Alternative.",
            ["Christian Renewal", "New Alternative"],
        ),
        ("There is a new alternative to the dam.", []),
        # an abbreviation in brackets
        ("He led the Appeal for the Coast (AFC) until May.", ["Appeal for the Coast"]),
        ("The Soqo Duava ni Leweni (SDL) won.", ["Soqo Duava ni Leweni"]),
        ("The Gross Valley Product (GVP) rose.", []),
        ("It happened in New Ruritania (NR) and Salt Lake City (SLC).", ["New Ruritania"]),
        # an ampersand, a numbered unit
        ("He shops at Marlow & Spenser every week.", ["Marlow & Spenser"]),
        (
            "The 3rd Mountain Battalion and 32 Squadron left.",
            ["3rd Mountain Battalion", "32 Squadron"],
        ),
        # the body that begins a longer name
        ("They took part in a NASA Moon mission and a WTA Tour event.", ["NASA", "WTA"]),
        ("From MEXICO CITY the USS Dewey and GA Street went home.", []),
    ],
)
def test_shapes(body: str, names: list[str]) -> None:
    assert bodies(body) == names


def test_the_state_and_the_body_before_an_office_are_actors() -> None:
    found = study("They told US President Anna Bell and NASA Administrator Carl Dorn of the dam.")
    assert [(actor.name, actor.kind) for actor in found.actors] == [
        ("United States", "state"),
        ("Anna Bell", "person"),
        ("NASA", "organisation"),
        ("Carl Dorn", "person"),
    ]
    assert "United States" not in {a.name for a in study("It cost the town US$ 10 a day.").actors}


def test_a_portfolio_is_no_part_of_the_name_behind_it() -> None:
    found = study("The letter was signed by Director of Government Affairs Anna Bell.")
    assert [actor.name for actor in found.actors] == ["Anna Bell"]


def test_a_club_with_a_given_name_needs_words_of_sport() -> None:
    assert bodies("She sent it to her daughter Chelsea in the spring.") == []
    sport = "Chelsea won the match of the league, and the coach said that it was the best."
    assert bodies(sport) == ["Chelsea"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("The security of it was old. Security Council rules said so.", ["Security Council"]),
        ("The federal vote was late. Federal Aid Board rules said so.", ["Federal Aid Board"]),
        ("He met the Council of Economic Advisers.", ["Council of Economic Advisers"]),
        ("They read H.R. 400 and the House Resolution on the Persian Gulf.", []),
    ],
)
def test_bodies_at_the_start_of_a_sentence(body: str, names: list[str]) -> None:
    assert bodies(body) == names


@pytest.mark.parametrize(
    "body",
    [
        "They saw the film again. Follow Anna Bell on her way there.",
        "She saw the Special Assistant, and Anna Bell left the room.",
        "They watched “Modern Family” and “Silent Night” with Anna Bell.",
        "They spoke to the Anna Bell-led Republican side.",
    ],
)
def test_plain_words_are_no_part_of_a_persons_name(body: str) -> None:
    found = [actor.name for actor in study(body).actors if actor.kind == "person"]
    assert found in (["Anna Bell"], [])


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("It was the work of Peter I of Russia and of Catherine II.", ["Peter I", "Catherine II"]),
        ("That was not the Anna I know.", []),
        (
            "They wrote of William of Orange and Anna of Sweden.",
            ["William of Orange", "Anna of Sweden"],
        ),
        (
            "They met Vice President-elect Anna Bell and then-Senator Carl Dorn.",
            ["Anna Bell", "Carl Dorn"],
        ),
    ],
)
def test_rulers_with_a_numeral_of_one_letter(body: str, names: list[str]) -> None:
    assert [a.name for a in study(body).actors if a.kind == "person"] == names


def test_a_noun_with_a_capital_stands_for_the_body_named_before() -> None:
    found = study(
        "The Northern Commission met the Bank of Ruritania. The Commission was late, and so was the"
        " Bank. The Union left. The Commission for Towns spoke, and the commission of Anna Bell."
    )
    surfaces = {
        actor.name: [m.surface for m in found.mentions if m.actor == number]
        for number, actor in enumerate(found.actors)
    }
    assert surfaces == {
        "Northern Commission": ["Northern Commission", "Commission"],
        "Bank of Ruritania": ["Bank of Ruritania", "Bank"],
        "Commission for Towns": ["Commission for Towns"],
        "Anna Bell": ["Anna Bell"],
    }
