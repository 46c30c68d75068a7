"""Surnames alone, names of many languages, and the names in a title."""

import pytest

from tests.support.extraction import study


def persons(body: str) -> set[str]:
    """The names of the persons in `body`."""
    return {actor.name for actor in study(body).actors if actor.kind == "person"}


@pytest.mark.parametrize(
    ("body", "who"),
    [
        # the subject of a clause
        ("Ferguson was the last to leave the hall.", {"Ferguson"}),
        ("In the second round, Petersen narrowly won the seat.", {"Petersen"}),
        ("The dam broke after Gonzalez ordered it shut.", {"Gonzalez"}),
        ("Everyone knew that Sebastian would go.", {"Sebastian"}),
        # one that is a given name too, or that hardly any list of given names has
        ("Kim agreed that the dam was old.", {"Kim"}),
        ("In May, Zhang won the seat.", {"Zhang"}),
        # public figures, in any place of a sentence
        ("The treaty was a gift to Gorbachev and to nobody else.", {"Gorbachev"}),
        ("Adenauer's heirs would not hear of it.", {"Adenauer"}),
        # a family is no person, a case in court names none
        ("The house belongs to the Roosevelt family.", set()),
        ("The court looked at Ferguson v. Petersen again.", set()),
        # a place, a plain word
        ("They met in Ferguson on the next day.", set()),
        ("Winters were hard up there.", set()),
    ],
)
def test_a_surname_alone_is_a_person_where_the_words_say_so(body: str, who: set[str]) -> None:
    assert persons(body) == who


@pytest.mark.parametrize(
    "name",
    [
        "Narendra Kulkarni",
        "Hamdullah Noorzai",
        "Gamal Shaheen",
        "Zdzisław Krawczyk",
        "Alireza Tabatabai",
        "Nokuzola Dlamini",
        "Qwert Papadopoulos",
    ],
)
def test_names_of_many_languages(name: str) -> None:
    assert persons(f"The letter was signed by {name} in the end.") == {name}


def test_a_list_of_persons_makes_its_single_words_persons() -> None:
    found = persons("The film has Anna Bell, Carl Dorn, Vadivu, Eva Roth and Ranjan in it.")
    assert found == {"Anna Bell", "Carl Dorn", "Vadivu", "Eva Roth", "Ranjan"}


def titled(title: str, body: str) -> list[tuple[str, str, str]]:
    """Name, kind and surface of each mention in the title of an article."""
    found = study(body, title)
    return [
        (found.actors[one.actor].name, found.actors[one.actor].kind, one.surface)
        for one in found.mentions
        if one.end <= len(title)
    ]


def test_a_full_name_in_the_title_is_one_mention() -> None:
    found = titled("A talk with Anna Bell about dams", "Anna Bell said that the dam was old.")
    assert found == [("Anna Bell", "person", "Anna Bell")]


def test_a_title_names_states_and_bodies_that_the_body_of_the_text_does_not() -> None:
    found = titled("France and the World Bank pay for a new dam", "It will hold, she said.")
    assert found == [
        ("France", "state", "France"),
        ("World Bank", "organisation", "World Bank"),
    ]


def test_an_abbreviation_in_the_title_is_the_actor_of_the_body() -> None:
    found = titled("New chief for the U.N. chosen", "The United Nations has a new chief.")
    assert found == [("United Nations", "organisation", "U.N.")]


def test_a_title_in_capitals_makes_no_body_of_a_clause() -> None:
    assert titled("Party Hides Old Dam From Town Again", "It was an old dam, they found.") == []


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("In May Anna Bell said the council would vote.", {"Anna Bell"}),
        ("Last April Jane Smith warned of cuts.", {"Jane Smith"}),
        ("They hoped that by August Tom Harris would leave.", {"Tom Harris"}),
        ("A question by April Ryan was left open.", {"April Ryan"}),
        ("In May April Ryan said she would go.", {"April Ryan"}),
    ],
)
def test_a_month_before_a_person_is_no_given_name(body: str, who: set[str]) -> None:
    assert persons(body) == who


@pytest.mark.parametrize("name", ["Tormund Strandvik", "Sheila Zaltzbrook", "Hildebrand Oxley"])
def test_a_rare_surname_named_in_full_once_is_known_as_an_object(name: str) -> None:
    surname = name.partition(" ")[2]
    body = f"The farmers voted for {surname}. In May they had met {name}, and thanked {surname}."
    found = study(body)
    assert [actor.name for actor in found.actors if actor.kind == "person"] == [name]
    assert sum(found.actors[one.actor].name == name for one in found.mentions) == 3
