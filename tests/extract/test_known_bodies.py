"""One name for a well-known body in all articles, whole roles, ranks, and namesakes in office."""

import pytest

from tests.support.extraction import study


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("The EU said it was late.", "European Union"),
        ("The European Union met in May, and the EU said it was late.", "European Union"),
        ("The U.N. said it was late.", "United Nations"),
        ("The UN said it was late.", "United Nations"),
        ("The GOP said it was late.", "Republican Party"),
        ("The World Trade Organisation said it was late.", "World Trade Organization"),
        (
            "The OSCE said it was late.",
            "Organization for Security and Cooperation in Europe",
        ),
        # what the article explains otherwise
        ("The Social Party of Dorland (SPD) met. The SPD left.", "Social Party of Dorland"),
        (
            "The Center for Immigration Studies (CIS) met. CIS left.",
            "Center for Immigration Studies",
        ),
    ],
)
def test_a_known_body_has_one_name(body: str, name: str) -> None:
    bodies = [one for one in study(body).actors if one.kind == "organisation"]
    assert [one.name for one in bodies] == [name]


@pytest.mark.parametrize(
    ("body", "role"),
    [
        ("Police Chief Anna Bell left.", "Police Chief"),
        ("Kremlin spokesman Anna Bell left.", "Kremlin spokesman"),
        ("It was late. Chief Executive Officer Anna Bell left.", "Chief Executive Officer"),
        (
            "In May Nordmet chief executive officer Anna Bell left.",
            "Nordmet chief executive officer",
        ),
        ("In May deputy fire chief Anna Bell left.", "deputy fire chief"),
        ("New Jersey Gov. Anna Bell left.", "New Jersey Gov."),
        ("Meanwhile spokeswoman Anna Bell left.", "spokeswoman"),
        ("On Monday Mayor Anna Bell left.", "Mayor"),
        ("Constable Anna Bell left.", "Constable"),
        ("Detective Inspector Anna Bell left.", "Detective Inspector"),
        ("Anna Bell, a former secretary for Mr. Dorn, left.", "a former secretary for Mr. Dorn"),
        # the longer one of two
        ("Gov. Anna Bell left. Salem Gov. Anna Bell is ill.", "Salem Gov."),
    ],
)
def test_a_role_has_all_its_words(body: str, role: str) -> None:
    (bell,) = (one for one in study(body).actors if "Bell" in one.name)
    assert (bell.name, [one.title for one in bell.roles]) == ("Anna Bell", [role])


def test_an_office_of_hers_is_not_his() -> None:
    found = study("Bill Clinton spoke in May. Secretary Clinton said that the treaty was dead.")
    (said,) = found.reported
    assert said.speaker is not None
    assert found.actors[said.speaker].name == "Clinton"


@pytest.mark.parametrize(
    ("body", "names"),
    [
        (
            "The U.N. Security Council met. The UN Security Council spoke, and the Security Council"
            " voted.",
            ["U.N. Security Council"],
        ),
        (
            "The United Nations Security Council met. The Security Council voted.",
            ["United Nations Security Council"],
        ),
        (
            "The House Judiciary Committee met. The Judiciary Committee voted.",
            ["House Judiciary Committee"],
        ),
        ("The European Parliament met. Later the Parliament voted.", ["European Parliament"]),
        # where two fit, the short name is neither
        (
            "The House Judiciary Committee met the Senate Judiciary Committee. The Judiciary"
            " Committee voted.",
            ["House Judiciary Committee", "Senate Judiciary Committee", "Judiciary Committee"],
        ),
        # who owns it is no abbreviation
        (
            "The Texas Supreme Court met. The Supreme Court voted.",
            ["Texas Supreme Court", "Supreme Court"],
        ),
    ],
)
def test_a_body_without_its_owner_is_the_one_that_fits(body: str, names: list[str]) -> None:
    bodies = [one for one in study(body).actors if one.kind == "organisation"]
    assert [one.name for one in bodies] == names
