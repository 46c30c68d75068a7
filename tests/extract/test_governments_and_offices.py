"""Capitals, offices and owners as speakers, as analysts of foreign policy write them."""

import pytest

from tests.support.extraction import analysed, speaker_of


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("She arrived in Tbilisi on May 3. Tbilisi insists that the treaty is dead.", "Georgia"),
        ("Yerevan, for its part, has accused the other side of delays.", "Armenia"),
        ("Baku, however, insists that the deadline is final.", "Azerbaijan"),
        ("Tashkent, which left the pact in 1999, said that it would not return.", "Uzbekistan"),
        # a person with the name of a city
        ("Sofia, a nurse from Bergen, said that the ward was full.", None),
    ],
)
def test_a_capital_speaks_for_its_government(sentence: str, speaker: str | None) -> None:
    found = analysed(sentence)
    assert [speaker_of(found, one) for one in found.reported] == [speaker]


@pytest.mark.parametrize(
    ("sentence", "speakers"),
    [
        # the owner of a body does not speak for it
        ("Ukraine’s Hirkagas denied that it had taken the gas.", [None]),
        ("Russia’s Gazprom said that it had no plans.", ["Gazprom"]),
        ("Sources in the Armenian Defense Ministry told reporters that it was late.", [None]),
        # a name behind its office, and before a phrase
        (
            "Romanian Prime Minister Adrian Nistor took offense, arguing that the town was ready.",
            ["Adrian Nistor"],
        ),
        (
            "The OSCE in a statement noted that the vote was late.",
            ["Organization for Security and Cooperation in Europe"],
        ),
        (
            "Officials of several states, such as Canada and Norway, said that it was late.",
            [None],
        ),
        # agents
        (
            "The town team, led by Carl Dorn, arrived in Vienna and declared that it was late.",
            [None],
        ),
        ("The report that was written by retired general Carl Dorn notes that it is late.", [None]),
        # pronouns behind an office of several words, and behind nouns that look like verbs
        (
            "Russian Deputy Foreign Minister Grigory Malkin left. Such reports, he said, are bad.",
            ["Grigory Malkin"],
        ),
        (
            "Turkish General Staff chief Hilmi Ozkan had earlier said that it was late.",
            ["Hilmi Ozkan"],
        ),
        # lists with offices before each name
        (
            "Tbilisi mayor Gigi Ugulav and parliament chairwoman Nino Burjan both said that it was"
            " late.",
            ["Gigi Ugulav"],
        ),
        # offices that mean the same, and who is named beside one
        (
            "Kazakh President Marat Abilov and Uzbek President Islam Rashidov met. The Kazakh"
            " leader said that the border was open.",
            ["Marat Abilov"],
        ),
        (
            "Latvia’s foreign minister, Anna Berzina, left. In Riga, she said that it was late.",
            ["Anna Berzina"],
        ),
    ],
)
def test_who_speaks_for_a_body_or_holds_an_office(
    sentence: str, speakers: list[str | None]
) -> None:
    found = analysed(sentence)
    assert [speaker_of(found, one) for one in found.reported] == speakers


@pytest.mark.parametrize(
    ("sentence", "contents"),
    [
        ("Anna Bell said only that the dam was old.", ["that the dam was old"]),
        ("Anna Bell repeated that the dam was old.", ["that the dam was old"]),
        ("Critics charge that the vote was rigged.", ["that the vote was rigged"]),
        ("Her argument is that the dam is old.", ["that the dam is old"]),
        ("Memorial says at least thirty men are missing.", ["at least thirty men are missing"]),
        ("Anna Bell said only a day earlier that it was old.", ["that it was old"]),
        ("In Anna Bell’s view, however, the dam is old.", ["the dam is old"]),
        ("Mr. Chairman, as Anna Bell pointed out, it is old.", ["it is old"]),
        ("Despite claiming to love peace, Anna Bell left.", ["to love peace"]),
        ("The Uzbek side demanded that it be closed.", ["that it be closed"]),
        ("Anna Bell made clear that the debt stands.", ["that the debt stands"]),
        ("The ministry made it clear to all that it is late.", ["that it is late"]),
        # no statements
        ("The vote made clear that the town wants a dam.", []),
        ("Anna Bell did not make clear that it was late.", []),
        ("Citing an unnamed source in the ministry, Anna Bell left.", []),
        ("The sacrifice of our farmers demands that we act.", []),
        ("Four years of drought have stressed our farmers to the breaking point.", []),
        ("It can thus be said that the dam is old.", []),
        ("There is an old saying that the mouse is fast.", []),
        ("What this act does is say that the dam is old.", []),
        ("We should demand the White House explain its plan.", []),
        ("Demanding a new dam, as Anna Bell has done, is the best that one can do.", []),
        ("The number of checks concluded under this treaty has grown.", []),
        ("The delay adds to the drama that has surrounded the dam.", []),
        ("It remains so politically charged that nobody wants to hear of it.", []),
        ("The most promising news of the year is that the dam has been mended.", []),
        ("It is a tacit acknowledgment that the plan has failed.", []),
        ("The only excuse is that it rained.", []),
        ("Anna Bell has greatly added to that legacy with her service.", []),
        ("This would delay a disability claim, a pension claim, or an appeal.", []),
        ("The rebels claimed responsibility for the raid in a letter posted on May 3.", []),
        ("At the time Anna Bell declared her candidacy, she was a lamb.", []),
        ("The words went out in remarks broadcast by state television.", []),
    ],
)
def test_forms_of_analysts(sentence: str, contents: list[str]) -> None:
    found = analysed(sentence)
    text = found.article.text
    assert [text[one.start : one.end] for one in found.reported] == contents


def test_the_citation_behind_a_tag_is_no_content() -> None:
    found = analysed("“They are our enemies now,” Anna Bell declared in Nis (B92, June 5).")
    assert not found.reported
    assert [one.outlet for one in found.quotations] == ["B92"]
