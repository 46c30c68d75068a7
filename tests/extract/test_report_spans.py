"""Reports that had no row, or one that began or ended at the wrong word."""

import pytest

from tests.support.extraction import reported, study


@pytest.mark.parametrize(
    ("body", "who", "words"),
    [
        # a clause after an apposition is no inverted subject
        (
            "Anna Bell, one of the few engineers here, said Carl Dorn will mend the old dam.",
            "Anna Bell",
            "Carl Dorn will mend the old dam",
        ),
        (
            "Anna Bell, the head of works, said the town might sell the mill to Mr. Dorn or Mr."
            " Roth, depending on the price.",
            "Anna Bell",
            "the town might sell the mill to Mr. Dorn or Mr. Roth, depending on the price",
        ),
        # adjuncts between the cue and the end of the sentence
        (
            "The dam will hold for ten years, Anna Bell said during a visit to the old mills.",
            "Anna Bell",
            "The dam will hold for ten years",
        ),
        (
            "The dam will hold for ten years, the town's old engineer Anna Bell insisted Thursday.",
            "Anna Bell",
            "The dam will hold for ten years",
        ),
        # an infinitive after a time
        ("Anna Bell vowed Tuesday to stay in the valley.", "Anna Bell", "to stay in the valley"),
        # "As X noted" after a conjunction
        (
            "But as Anna Bell noted, the farmers will give the dam a second look.",
            "Anna Bell",
            "the farmers will give the dam a second look",
        ),
        # approximate numbers
        (
            "Anna Bell claimed nearly 400 farmers had left the valley.",
            "Anna Bell",
            "nearly 400 farmers had left the valley",
        ),
        (
            "Anna Bell said about half of the mills were shut.",
            "Anna Bell",
            "about half of the mills were shut",
        ),
        # asides
        (
            "Anna Bell now says, however, that the dam is safe.",
            "Anna Bell",
            "that the dam is safe",
        ),
        (
            "Anna Bell, the guard known as “Lynx,” stated that the gate was open.",
            "Anna Bell",
            "that the gate was open",
        ),
        # what the writer says before a colon, a dateline, a bracket
        (
            "Nobody in town is surprised: According to Anna Bell, the dam is old.",
            "Anna Bell",
            "the dam is old",
        ),
        (
            "BERGEN, May 2 (Reuters) — The dam in the valley is almost ready, Anna Bell said.",
            "Anna Bell",
            "The dam in the valley is almost ready",
        ),
        # "What X said was that S"
        ("What Anna Bell said was that the dam is old.", "Anna Bell", "that the dam is old"),
        # a noun of saying as the subject of another verb
        (
            "Anna Bell’s warning that the dam would fail went unheard in the valley.",
            "Anna Bell",
            "that the dam would fail",
        ),
        (
            "A statement by Anna Bell that the mill was safe reassured nobody.",
            "Anna Bell",
            "that the mill was safe",
        ),
        # who inquires or judges
        (
            "The court heard that Anna Bell had sold the mill twice.",
            None,
            "that Anna Bell had sold the mill twice",
        ),
        (
            "A survey found that most farmers sell their milk at a loss.",
            None,
            "that most farmers sell their milk at a loss",
        ),
        ("The judge ruled that the will was valid.", None, "that the will was valid"),
        # passives
        (
            "It was reported by Interfax that the mill had opened again.",
            "Interfax",
            "that the mill had opened again",
        ),
        (
            "The town will sell the mill, Anna Bell was quoted as saying.",
            "Anna Bell",
            "The town will sell the mill",
        ),
        (
            "Anna Bell was quoted by Bloomberg as saying the town would sell the mill.",
            "Anna Bell",
            "the town would sell the mill",
        ),
        # a bracket, an age, a companion
        (
            "Anna Bell said (in a letter to the town) that the mill would close.",
            "Anna Bell",
            "that the mill would close",
        ),
        (
            "Captain Anna Bell, 31, said the crew had slept badly.",
            "Anna Bell",
            "the crew had slept badly",
        ),
        (
            "The talks broke down, with Anna Bell saying the offer was too low.",
            "Anna Bell",
            "the offer was too low",
        ),
        # a tag in the middle, a time before the words
        (
            "All farmers, said Anna Bell, are asked to save water.",
            "Anna Bell",
            "All farmers … are asked to save water",
        ),
        (
            "Anna Bell said two years ago that the mill was lost.",
            "Anna Bell",
            "that the mill was lost",
        ),
        (
            "Well, as Anna Bell noted before, the mill was lost.",
            "Anna Bell",
            "the mill was lost",
        ),
        # an adjunct before a tag belongs to the words, a day or a medium does not
        (
            "In the short run, Anna Bell said, the mill would lose money.",
            "Anna Bell",
            "In the short run … the mill would lose money",
        ),
        ("In 2008, Anna Bell said, the mill lost money.", "Anna Bell", "the mill lost money"),
        ("In a letter, Anna Bell wrote, the mill lost money.", "Anna Bell", "the mill lost money"),
        # content goes on after a tag
        (
            "The dam had been checked twice, Anna Bell added, and had passed all tests.",
            "Anna Bell",
            "The dam had been checked twice … and had passed all tests",
        ),
        (
            "The dam had been checked twice, Anna Bell said, and declined to say when.",
            "Anna Bell",
            "The dam had been checked twice",
        ),
        (
            "Missing from the plan, according to Anna Bell, was any word about the old mill.",
            "Anna Bell",
            "Missing from the plan … was any word about the old mill",
        ),
        # a dash before a tag in the middle closes the writer's own clause
        (
            "The mill closed in May - a loss, Anna Bell said, that hurt the whole valley.",
            "Anna Bell",
            "a loss … that hurt the whole valley",
        ),
        (
            "The mill - the oldest one - will, Anna Bell said, hurt the whole valley.",
            "Anna Bell",
            "The mill - the oldest one - will … hurt the whole valley",
        ),
        # a relative pronoun is the subject of the words
        (
            "The town lost in a way that Anna Bell said defied belief.",
            "Anna Bell",
            "that … defied belief",
        ),
        # full stops after short forms
        (
            "Anna Bell said that the gap between then-Sen. Carl Dorn and the town was small.",
            "Anna Bell",
            "that the gap between then-Sen. Carl Dorn and the town was small",
        ),
        (
            "Anna Bell said that Dorn v. Bergen would go on for years.",
            "Anna Bell",
            "that Dorn v. Bergen would go on for years",
        ),
        # coordinated verbs of another form belong to the writer
        (
            "Anna Bell vowed to keep the mill open and praised the farmers.",
            "Anna Bell",
            "to keep the mill open",
        ),
    ],
)
def test_the_words_that_are_reported(body: str, who: str | None, words: str) -> None:
    assert (who, words) in reported(body)


@pytest.mark.parametrize(
    "body",
    [
        # participles and passives
        "The fall in prices cited by Anna Bell was a small one.",
        "Anna Bell laughed when asked if the dam would hold.",
        # things that are said, no sayings
        "Not all that Anna Bell says is true.",
        "Anna Bell maintains a comfortable lead over Carl Dorn.",
        "The small errors added up to a large one.",
        "The town looked at a plan for the voters’ fears.",
        "Anna Bell told a crowd that filled the hall of the mill.",
        "The northern states that have lost the mills are poor.",
        "She made a comment that angered the town.",
        "Anna Bell advised the farmers of the valley for years.",
        # nobody says it, nothing is said
        "Nobody said that the bridge was closed.",
        "No one said the bridge was closed.",
        "A foreign policy says much about a nation.",
        "The move adds leverage to the farmers’ case.",
        "The province declared its independence in May.",
        "Anna Bell found that she had no money.",
        "Anna Bell heard that the mill had burned.",
        "We must look at the threats that we face.",
        "Anna Bell is doing exactly what she said she would.",
        "That is what Anna Bell said two years ago in the town.",
        # topics
        "Anna Bell talked about the dam all evening.",
        "Carl Dorn spoke of the river for an hour.",
    ],
)
def test_what_reports_nothing(body: str) -> None:
    assert reported(body) == []


def test_a_role_speaks_in_a_headline() -> None:
    found = study("The town met in May.", title="Police chief: we will find the lost boat")
    (one,) = found.reported
    assert found.article.text[one.start : one.end] == "we will find the lost boat"


def test_nobody_is_named_where_nobody_reports() -> None:
    assert reported("It was reported that the mill had opened again in the valley.") == [
        (None, "that the mill had opened again in the valley")
    ]


def test_a_false_claim_is_all_of_what_is_said_of_it() -> None:
    rows = reported(
        "The claim that the mill burned had angered the farmers of the town, Anna Bell said."
    )
    assert (
        "Anna Bell",
        "The claim that the mill burned had angered the farmers of the town",
    ) in rows


def test_the_object_of_a_denial_is_no_speaker() -> None:
    rows = reported("Northfield Mills, which is a private company, denied the report, and sued.")
    assert all("private" not in words for _, words in rows)
