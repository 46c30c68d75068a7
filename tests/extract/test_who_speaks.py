"""Who speaks where another name, clause or phrase is nearer to the words."""

import pytest

from tests.support.extraction import analysed, direct, speaker_words, study

FIRST = "Anna Bell met Carl Dorn in May. “The dam is very old and must go,” Bell said.\n\n"


@pytest.mark.parametrize(
    ("body", "who"),
    [
        # the main clause behind an opening one
        ("As the crowd began to chant, Dorn came on stage and joked, “You are all loud.”", "Dorn"),
        (
            "As if speaking to Bell, the town’s commission was clear in its findings: “More talk"
            " on this is not needed.”",
            "commission",
        ),
        ("As Dorn puts it, Bell is making the town “an offer it cannot well refuse.”", "Dorn"),
        # asides
        ("Bell said that the delay, which some have argued was late, was “an insult.”", "Bell"),
        (
            "Bell, says Carl Dorn, was “one of the most powerful people of the town,” not for her"
            " office (think Roth and Quist) but for her will.",
            "Dorn",
        ),
        # a phrase between the subject and its verb
        ("Bell in her first speech called the whole plan of the town “a ruin.”", "Bell"),
        ("Dorn’s email to his supporters notes that the dam “is much too old.”", "email"),
        ("When someone in the audience shouted, “Go home and stay there,” Bell left.", "someone"),
        # documents that somebody issues
        ("Dorn released a new video that said, “We are going to have a dam here.”", "Dorn"),
        # participles behind "with"
        (
            "The town was quick to answer, with Dorn tweeting that it was a “disaster” for all"
            " and asking, “How can she be our next mayor?”",
            "Dorn",
        ),
        # numbers of people
        ("Asked about the dam, 21 percent said “it is not at all likely to hold.”", "21 percent"),
        # agents
        ("They spoke of a new dam, an option seen by farmers as “a lifeboat for us.”", "farmers"),
        # a colon after more words of the same speaker
        (
            "Dorn said he hoped with his “whole heart” that Bell wins the vote: “That way I can"
            " watch this comedy for years.”",
            "Dorn",
        ),
        # a name that the words are about
        (
            "“She knew it was late,” said Dorn, who wrote a book. Bell “kind of misspoke. This is"
            " not something to say in public.”",
            "Dorn",
        ),
        # a nearer verb with a named subject
        ("Bell said the dam was old, and Dorn called it “a ruin that nobody needs.”", "Dorn"),
        # views
        ("“It is late for us, and it is sad,” from the dam to the mill, in Dorn’s view.", "Dorn"),
        ("To Dorn, Bell is the “kind-hearted and caring woman” who saved the mill.", "Dorn"),
        # verbs and adverbs
        ("Dorn fought for the dam, at one point calling Bell “a liar in all she does.”", "Dorn"),
        ("“We like it very much!” Dorn, the head of the club, Tweeted on Friday.", "Dorn"),
        ("Dorn had at last described the plan as “much too late for the valley.”", "Dorn"),
        ("The town was late, but Dorn was quick to add: “It is not all of it lost.”", "Dorn"),
    ],
)
def test_the_speaker_is_the_subject_of_the_right_clause(body: str, who: str) -> None:
    words = speaker_words(FIRST + body)[-1]
    assert words is not None
    assert who in words


@pytest.mark.parametrize(
    "body",
    [
        # asked by another person
        "Bell then went to Salem. In a talk there, Dorn was asked, “What is the next plan?”",
        # where the words were heard
        "Later that month on CNN: “I never said that we made a mistake by going.”",
    ],
)
def test_who_is_asked_and_where_are_no_speakers(body: str) -> None:
    found = study(FIRST + body)
    spoken = [found.actors[one.speaker].name for one in direct(found)[1:] if one.speaker]
    assert not {"Carl Dorn", "CNN"} & set(spoken)


def test_the_issuer_of_a_document_is_inferred() -> None:
    found = study(FIRST + "Dorn released a video that said, “We are going to have a dam here.”")
    last = direct(found)[-1]
    assert last.speaker is not None
    assert found.actors[last.speaker].name == "Carl Dorn"
    assert last.speaker_basis == "inferred"


@pytest.mark.parametrize(
    ("body", "name"),
    [
        # who issued it, who wrote it
        ("Dorn is releasing a new ad that urges voters to come to the vote.", "Carl Dorn"),
        ("An email by Dorn to his supporters notes that the dam is old.", "Carl Dorn"),
        # a noun of the body's name
        (
            "The Ministry of Works met on Monday. The ministry said it was late.",
            "Ministry of Works",
        ),
        ("Nordmet Corporation met in May. The company said it was late.", "Nordmet Corporation"),
        # the owner of a plain noun does not speak
        ("Ruritania took the chair. Its OSCE chairmanship reveals that it is weak.", None),
    ],
)
def test_documents_and_nouns_of_bodies_mean_who_speaks(body: str, name: str | None) -> None:
    found = study(FIRST + body)
    last = found.statements[-1]
    assert (None if last.speaker is None else found.actors[last.speaker].name) == name
    assert last.speaker_basis in {None, "inferred"}


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("An op-ed by Anna Bell in the Salem Courier argues that dams are failing.", "Anna Bell"),
        ("An essay by Anna Bell in the journal Tides argues that dams fail.", "Anna Bell"),
        ("The report blames the mayor and recommends that the board be replaced.", "The report"),
        ("The dam is closed, state television reported.", "state television"),
        ("The dam is closed, Norwegian state media said.", "Norwegian state media"),
        ("Dorn, 54, denies that the dam was sold.", "Dorn"),
        ("Dorn, aged 54, of Salem, denies that the dam was sold.", "Dorn"),
        ("The driver, from Salem, said the dam was old.", "The driver"),
    ],
)
def test_who_reports(body: str, who: str) -> None:
    found = analysed(body)
    (one,) = found.reported
    assert one.speaker_span is not None
    assert found.article.text[slice(*one.speaker_span)] == who


def test_a_capital_that_has_long_said_so_is_its_government() -> None:
    found = analysed("Tehran has long insisted that its programme is peaceful.")
    (one,) = found.reported
    assert one.speaker is not None and found.actors[one.speaker].name == "Iran"


def test_there_have_been_reports_names_nobody() -> None:
    found = analysed("There have been numerous media reports that the dam is old.")
    assert all(one.speaker_span is None for one in found.reported)
