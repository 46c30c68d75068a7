"""Speakers and actors by form: capitals, quoting outlets, participles, headlines, short names."""

from pathlib import Path

import pytest

from index.extract import analyse
from index.model import Analysis
from index.readers import read_bytes

HEAD = "A title\n\nDate: May 12, 2004\n\n"


def analysed(body: str, head: str = HEAD) -> Analysis:
    (article,), _ = read_bytes(Path("/articles/a.txt"), (head + body).encode())
    return analyse(article)


def rows(found: Analysis) -> list[tuple[str | None, str | None, str | None]]:
    """Speaker, basis and outlet of each direct quotation and each indirect statement."""
    return [
        (
            None if one.speaker is None else found.actors[one.speaker].name,
            one.speaker_basis,
            one.outlet,
        )
        for one in (*found.quotations, *found.reported)
        if one.kind in {"direct", "indirect"}
    ]


@pytest.mark.parametrize(
    ("body", "speakers"),
    [
        ("OSLO - MINISTER PETER VOGEL SAID: “THE FERRY WILL SAIL TODAY.”", ["Peter Vogel"]),
        (
            "PETER VOGEL SAID THE FERRY WOULD SAIL. VOGEL ADDED THAT TICKETS WERE CHEAP.",
            ["Peter Vogel", "Peter Vogel"],
        ),
    ],
)
def test_names_in_capitals(body: str, speakers: list[str]) -> None:
    assert [speaker for speaker, _, _ in rows(analysed(body))] == speakers


@pytest.mark.parametrize(
    ("body", "outlet"),
    [
        (
            "Interfax quoted Minister Peter Vogel as saying: “The ferry will sail today.”",
            "Interfax",
        ),
        ("Interfax quoted Peter Vogel as saying that the ferry would sail.", "Interfax"),
        ("Peter Vogel was quoted by Interfax as saying that the ferry would sail.", "Interfax"),
    ],
)
def test_an_outlet_that_quotes_is_the_outlet_and_not_the_speaker(body: str, outlet: str) -> None:
    assert rows(analysed(body)) == [("Peter Vogel", "stated", outlet)]


@pytest.mark.parametrize(
    "body",
    [
        "Peter Vogel issued a statement saying that the ferry would sail.",
        "Peter Vogel wrote a short note saying: “The ferry will sail today at noon.”",
        "Peter Vogel sent a card to Nina Falk saying “the ferry will sail today at noon.”",
        "As described by Captain Peter Vogel, the trip was “a long one for all of us.”",
    ],
)
def test_the_object_before_a_participle_does_not_speak(body: str) -> None:
    assert [speaker for speaker, _, _ in rows(analysed(body))] == ["Peter Vogel"]


def test_a_headline_with_a_colon_reports() -> None:
    found = analysed("Peter Vogel spoke at noon.", "Peter Vogel: ferry will sail today\n\n")
    (one,) = found.reported
    assert found.article.text[one.start : one.end] == "ferry will sail today"
    assert one.speaker is not None
    assert found.actors[one.speaker].name == "Peter Vogel"


def test_a_headline_without_a_verb_reports_nothing() -> None:
    assert not analysed("Peter Vogel spoke.", "Peter Vogel: a life on the old ferry\n\n").reported


@pytest.mark.parametrize(
    ("body", "name", "aliases"),
    [
        ("The United Nations met. Later the U.N. voted and the UN left.", "United Nations", 2),
        ("The Republican Party met. Later the GOP voted.", "Republican Party", 1),
        ("The Baltic Ferry Council met. Later the BFC voted.", "Baltic Ferry Council", 1),
    ],
)
def test_an_abbreviation_is_no_second_actor(body: str, name: str, aliases: int) -> None:
    (actor,) = analysed(body).actors
    assert actor.name == name
    assert len(actor.aliases) == aliases


def mentions(found: Analysis) -> list[tuple[str, str]]:
    return [(found.actors[one.actor].name, one.surface) for one in found.mentions]


def test_a_form_of_address_tells_two_people_of_one_surname_apart() -> None:
    found = analysed(
        "Peter Vogel met Susan Vogel in the town. Mr. Vogel spoke to the press."
        " Mrs. Vogel left for the coast."
    )
    assert mentions(found)[2:] == [("Peter Vogel", "Vogel"), ("Susan Vogel", "Vogel")]


def test_a_first_lady_is_not_the_president() -> None:
    found = analysed("First Lady Susan Vogel spoke. President Vogel left.")
    assert len(found.actors) == 2


def test_roles_are_offices() -> None:
    found = analysed(
        "In such a state Mr. Vogel left. Costs are outpacing Mr. Vogel. The lady Nina Falk sang."
    )
    assert [actor.roles for actor in found.actors] == [(), ()]


def test_a_role_phrase_is_no_alias() -> None:
    found = analysed(
        "The presidential candidates Peter Vogel and Nina Falk met."
        " Republican presidential candidate Peter Vogel spoke."
    )
    assert {actor.name: actor.aliases for actor in found.actors} == {
        "Peter Vogel": (),
        "Nina Falk": (),
    }
    # the longer role says all that the shorter one does
    assert [role.title for role in found.actors[0].roles] == ["Republican presidential candidate"]


def test_two_bodies_joined_by_and_are_two() -> None:
    found = analysed("The Ministry of Justice and the Ministry of Defense met.")
    assert [actor.name for actor in found.actors] == ["Ministry of Justice", "Ministry of Defense"]


@pytest.mark.parametrize(
    "body",
    [
        "“The ferry will sail today at noon,” Peter Vogel said aboard the old ship in the harbour.",
        "“The ferry will sail today at noon,” Peter Vogel said Dec. 6 in the town of Oslo.",
        "“The ferry will sail today at noon,” Peter Vogel said in a speech that night.",
        "Peter Vogel wrote a novel of the sea.",
        "The yard of Peter Vogel added 300 jobs in the town.",
        "Nina Falk called the yard only to be told to wait for the ferry.",
        "Peter Vogel sent a message that resonates with the town.",
    ],
)
def test_what_looks_like_content_and_is_none(body: str) -> None:
    assert analysed(body).reported == ()
