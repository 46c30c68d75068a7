"""Which persons, states and organisations a text names."""

import pytest

from tests.support.extraction import actor, study


def test_two_people_with_one_surname_stay_two() -> None:
    found = study(
        "President Bill Clinton spoke first. Then Hillary Clinton answered. Bill Clinton left."
    )
    assert {a.name for a in found.actors if a.kind == "person"} == {
        "Bill Clinton",
        "Hillary Clinton",
    }


def test_a_name_with_a_no_break_space_is_no_name_of_its_own() -> None:
    found = study("The talks began, and Anna\xa0Bell spoke. Bell left with Anna Bell.")
    (bell,) = found.actors
    assert (bell.name, bell.aliases) == ("Anna Bell", ("Bell",))


def test_the_body_of_an_office_is_an_actor_too() -> None:
    found = study("It was told to all of us that NATO Secretary General Jaap de Hoop was there.")
    assert [(actor.name, actor.kind) for actor in found.actors] == [
        ("NATO", "organisation"),
        ("Jaap de Hoop", "person"),
    ]


def test_bodies_that_no_word_tells() -> None:
    found = study(
        "They fought the Islamic State of Iraq and the Levant (ISIL) near the town. ISIL "
        "and Boko Haram lost, said the Syrian Observatory"
        " for Human Rights. Abu Bakr al-Baghdadi was not in Abu Dhabi."
    )
    kinds = {actor.name: actor.kind for actor in found.actors}
    assert kinds == {
        "Islamic State": "organisation",
        "Boko Haram": "organisation",
        "Syrian Observatory for Human Rights": "organisation",
        "Abu Bakr al-Baghdadi": "person",
    }
    assert [m.surface for m in found.mentions if found.actors[m.actor].name == "Islamic State"][
        1
    ] == "ISIL"


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("They met Anna Bell, Shulamit Harel, Ehud Barok and Carl Dorn there.",
         ["Anna Bell", "Shulamit Harel", "Ehud Barok", "Carl Dorn"]),
        ("They met Governor of Maine Susan Collins there.", ["Susan Collins"]),
        ("They met Senator Joseph A. Day and then Will Smith there.",
         ["Joseph A. Day", "Will Smith"]),
        ("They met Chiang Kai-shek and Wang Jingwei there once more.",
         ["Chiang Kai-shek", "Wang Jingwei"]),
        ("They joined the Red Cross, Christian Aid and the Green Party there.", []),
        ("They were in New York and in Los Angeles then.", []),
        ("The New York Times and New York University are there.", []),
        ("They met NATO Secretary General Jaap de Hoop there once more.", ["Jaap de Hoop"]),
        ("They met his daughter Bermet Akaeva, and later Akaev, in Rostov there.",
         ["Bermet Akaeva", "Akaev"]),
    ],
)  # fmt: skip
def test_persons_that_rules_find(body: str, names: list[str]) -> None:
    found = study(f"It was told to all of us on that day. {body}")
    assert [actor.name for actor in found.actors if actor.kind == "person"] == names


def test_an_abbreviation_in_brackets_is_the_same_actor() -> None:
    found = study(
        "The Shanghai Cooperation Organization (SCO) met in Tashkent. The SCO decided little."
    )
    (sco,) = [a for a in found.actors if a.kind == "organisation"]
    assert sco.name == "Shanghai Cooperation Organization"
    assert "SCO" in sco.aliases


@pytest.mark.parametrize(
    ("body", "people"),
    [
        ("Democrat Jimmy Carter carried the South.", {"Jimmy Carter"}),
        ("He was defeated by the Liberal Party of Canada Frank Oliver.", {"Frank Oliver"}),
        ("It was organised by Harry West and others.", {"Harry West"}),
        (
            "He worked for U.S. Presidents Richard Nixon and Gerald Ford.",
            {"Richard Nixon", "Gerald Ford"},
        ),
        ("Factions under the leadership of Qawaz Zharif agreed.", {"Qawaz Zharif"}),
        ("Timbrell campaigned for a seat. Later Timbrell lost.", {"Timbrell"}),
        ("However, it rained. Nevertheless, they ran. Yesterday was good.", set()),
        ("Uranium was found. Protests followed. Sanctions were lifted.", set()),
    ],
)
def test_persons(body: str, people: set[str]) -> None:
    assert {actor.name for actor in study(body).actors if actor.kind == "person"} == people


@pytest.mark.parametrize(
    ("body", "states"),
    [
        (
            "The Ottoman Empire fought the Principality of Guria.",
            {"Ottoman Empire", "Principality of Guria"},
        ),
        ("The party United Russia met.", set()),
        ("Troops left Georgia for Russia.", {"Georgia", "Russia"}),
    ],
)
def test_states(body: str, states: set[str]) -> None:
    assert {actor.name for actor in study(body).actors if actor.kind == "state"} == states


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("FYI, the valley is a disaster ZONE, said Anna Bell.", {"Anna Bell"}),
        ("UPDATE: The mail from MAILER-DAEMON was lost.", set()),
        (
            "From: ANNA\n\nAnna Bell of OPEC met them.",
            {"Anna Bell", "Organization of the Petroleum Exporting Countries"},
        ),
        ("The group of towns (MERGE) ended. MERGE was old.", {"MERGE"}),
        ("The arms treaty (START) ended. START was signed.", set()),
        ("ICE came. Later ICE left, and ICE said why.", {"ICE"}),
        ("Now ICE came. Later the ice broke, and ICE left in ICE cars.", set()),
    ],
)
def test_plain_words_in_capitals_are_no_bodies(body: str, names: set[str]) -> None:
    assert {actor.name for actor in study(body).actors} == names


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        ("The Boston Red Sox beat the Chicago Cubs on Monday.", "Boston Red Sox", "organisation"),
        (
            "They left the Reform Party of Canada and Civic Alliance members.",
            "Reform Party of Canada",
            "organisation",
        ),
        (
            "He was in the Council on Foreign Relations and the Trilateral Commission.",
            "Trilateral Commission",
            "organisation",
        ),
        ("The Guild of Bakers met in May.", "Guild of Bakers", "organisation"),
        (
            "The University of Bergen and Oslo Metropolitan University opened.",
            "University of Bergen",
            "organisation",
        ),
        ("Then Ivan the Terrible ruled.", "Ivan the Terrible", "person"),
        ("They wrote to Frederick the Great.", "Frederick the Great", "person"),
        ("They met Pope John Paul II in Rome.", "John Paul II", "person"),
        ("Vermonter Carl Dorn spoke to the council.", "Carl Dorn", "person"),
        ("Then Texan Anna Bell left the room.", "Anna Bell", "person"),
    ],
)
def test_bodies_and_persons_with_unusual_names(body: str, name: str, kind: str) -> None:
    found = actor(body, name)
    assert found is not None
    assert found.kind == kind


def test_the_office_of_another_is_no_role() -> None:
    found = actor("The former chairman of President Bell's committee left.", "Bell")
    assert found is not None
    assert [role.title for role in found.roles] == ["President"]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (
            "A team from the Bergen Institute of Trade and Colorado State University came.",
            {"Bergen Institute of Trade", "Colorado State University"},
        ),
        ("I have nobody in this House I respect more.", {"House"}),
        ("The mayor spoke at the Christian Monitor Breakfast in May.", set()),
        ("The mayor, a Booker Prize-winner, left.", set()),
        ("Anna Paris left in May. Paris claims that the ship is late.", {"Anna Paris"}),
        ("Paris claims that the ship is late.", {"France"}),
    ],
)
def test_names_beside_other_words(body: str, names: set[str]) -> None:
    assert {one.name for one in study(body).actors} == names
