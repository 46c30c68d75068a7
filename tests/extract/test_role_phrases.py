"""Roles next to names: what is one, what is none, and where one ends."""

import pytest

from tests.support.extraction import actor


def roles(body: str, name: str) -> list[str]:
    found = actor(body, name)
    assert found is not None
    return [role.title for role in found.roles]


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("The dam is old, said Anna Bell, a spokesman for Mrs. Dorn.", "a spokesman for Mrs. Dorn"),
        (
            "Anna Bell, head of the Thomas B. Fordham Library, left in May.",
            "head of the Thomas B. Fordham Library",
        ),
        ("Friends such as Anna Bell, an adviser with whom Dorn wrote, left.", "an adviser"),
        ("Anna Bell, the author of ''Old Dam,'' left in May.", "the author"),
        (
            "Anna Bell, assistant professor of hydrology and river engineering at the University"
            " of Salem, left in May.",
            "assistant professor of hydrology and river engineering at the University of Salem",
        ),
        ("General Counsel Anna Bell left in May.", "General Counsel"),
        ("They thanked former Secretaries Bell and Dorn.", "former Secretary"),
        ("The former clerk, retired general Anna Bell, left.", "retired general"),
    ],
)
def test_a_role_is_found_to_its_end(body: str, role: str) -> None:
    name = "Bell" if "Secretaries" in body else "Anna Bell"
    assert roles(body, name) == [role]


@pytest.mark.parametrize(
    "body",
    [
        "One woman, Anna Bell, pulled Rep. Dorn aside.",
        "The owner of the mill, Anna Bell, dismissed criticism of Mayor Dorn.",
        "We know Anna Bell, not the greatest mayor you could imagine, but ours.",
        "There was Anna Bell, eager all evening to jab senators for their delay.",
    ],
)
def test_a_clause_behind_a_name_is_no_role(body: str) -> None:
    assert not [role for role in roles(body, "Anna Bell") if "owner" not in role]


def test_an_office_has_no_verb_of_a_headline() -> None:
    body = "Carl Dorn Finally Endorses House Speaker Anna Bell in May. It was late for the town."
    assert roles(body, "Anna Bell") == ["House Speaker"]


@pytest.mark.parametrize("given", ["Dean Barker", "Dean Kamensky"])
def test_dean_before_a_surname_is_a_given_name(given: str) -> None:
    assert roles(f"The prize went to {given} in May.", given) == []


def test_the_dean_of_the_article_is_one_person() -> None:
    body = "Vikram Dorn, dean of the law school, met Anna Bell. In May Dean Dorn said it was late."
    found = actor(body, "Vikram Dorn")
    assert found is not None
    assert "Dean Dorn" in found.aliases
    assert actor(body, "Dean Dorn") is None
