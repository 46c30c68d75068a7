"""Quoted words inside a report: whose they are."""

import pytest

from tests.support.extraction import direct, speaker_words, study

FIRST = "Anna Bell met Carl Dorn in May. "


@pytest.mark.parametrize(
    ("body", "who"),
    [
        # the report says it
        (
            "The ad, titled “Weir”, concludes that Dorn is too “reckless” to lead.",
            "The ad",
        ),
        (
            "Bell says if people think the dam is run by “old friends of the mayor,” it fails.",
            "Bell",
        ),
        ("Bell said that Dorn would say “no to the whole plan” in the end.", "Bell"),
        (
            "His wife warned him, but Dorn said he answered: “This is much too late.”",
            "Dorn",
        ),
        # a verb of their own does
        (
            "Bell said that the town asked, to which Dorn replied: “It is just not true.”",
            "Dorn",
        ),
        ("Bell said she was too busy: “I have a lot going on in May,” she wrote.", "she"),
    ],
)
def test_the_speaker_is_that_of_the_report_or_of_the_own_verb(body: str, who: str) -> None:
    assert speaker_words(FIRST + body)[-1] == who


def test_what_goes_on_has_the_same_speaker() -> None:
    body = (
        "Carl Dorn, who spoke in May, is a “friend of the whole valley” who won twice, the"
        " editorial board of the town’s paper writes. “It is odd that some denounced him.”"
    )
    found = study(FIRST + body)
    spans = [one.speaker_span for one in direct(found)]
    assert len(set(spans)) == 1
    assert spans[0] is not None
    assert "board" in found.article.text[slice(*spans[0])]


@pytest.mark.parametrize(
    "words", ["grim at best", "still under repair", "arbitrary", "a waste of money"]
)
@pytest.mark.parametrize("closing", ["{}.”", "{}”."])
def test_a_few_words_in_the_content_of_a_report_are_quoted(words: str, closing: str) -> None:
    body = f"{FIRST}Bell said in a note to the town that the dam was “{closing.format(words)}"
    found = study(body)
    (one,) = found.reported
    assert one.kind == "mixed"
    assert found.article.text[one.start : one.end].startswith("that the dam was “")
    assert found.article.text[one.start : one.end].rstrip(".").endswith("”")
    (quoted,) = found.quotations
    assert (quoted.kind, quoted.speaker) == ("direct", one.speaker)


@pytest.mark.parametrize(
    "body",
    [
        "I urge a “no” vote on the plan for the dam.",
        "I say that the dam is a “white elephant” of the town.",
        "According to the plan of the town, the dam is a “dry port” for the valley.",
    ],
)
def test_votes_paraphrases_and_own_words_are_not_quoted_by_a_report(body: str) -> None:
    assert [one.kind for one in study(FIRST + body).quotations] == ["scare"]


@pytest.mark.parametrize(
    "behind",
    [
        "in a statement, without elaborating",
        "as the crowd cheered",
        "in a note, despite the losses",
        "before leaving the hall with her aides",
        "of the dam, another reference to the flood",
    ],
)
@pytest.mark.parametrize("mark", ["“{}”", '"{}"'])
def test_no_report_goes_on_behind_a_quotation_and_its_tag(behind: str, mark: str) -> None:
    words = mark.format("We are not where we want to be,")
    found = study(f"{FIRST}{words} Bell said {behind}.")
    (one,) = found.statements
    assert (one.kind, found.article.text[one.start : one.end]) == (
        "direct",
        "We are not where we want to be,",
    )


def test_that_goes_on_behind_a_quotation_and_its_tag() -> None:
    found = study(FIRST + "“We are worried,” Bell wrote in May, that the dam had failed.")
    (one,) = found.statements
    assert (one.kind, found.article.text[slice(*one.content[-1])]) == (
        "mixed",
        "that the dam had failed",
    )
