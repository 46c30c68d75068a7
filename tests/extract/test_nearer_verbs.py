"""Verbs and names that stand nearer to quoted words than the verb and the speaker of theirs."""

import pytest

from tests.support.extraction import speaker_words, study

FIRST = "Anna Bell met Carl Dorn in May. "


@pytest.mark.parametrize(
    ("body", "words", "who"),
    [
        # a participle after the words has other content
        (
            "Anna Bell said the claim was “plainly wrong and late” for saying Carl Dorn knew it.",
            "plainly wrong",
            "Anna Bell",
        ),
        (
            "Anna Bell said she “cannot walk down a street” without reporters asking her to leave.",
            "cannot walk",
            "Anna Bell",
        ),
        # a cry that comes from somebody
        (
            "They took a vote.\n\n“Call the roll at once,” came shouts from the crowd.",
            "Call",
            "crowd",
        ),
        # an infinitive has no subject of its own
        (
            "Continuing to explain the plan, Carl Dorn left the hall, saying that he “found it odd"
            " and rotten.”",
            "found it odd",
            "Carl Dorn",
        ),
        # who speaks for an owner
        (
            "Shortly after the call, Carl Dorn’s campaign sent out a note saying Anna Bell owes"
            " “the town an explanation for it.”",
            "the town an",
            "Carl Dorn’s campaign",
        ),
        # the object of the verb before
        (
            "The senator has mocked a tired old reporter, referred to Anna Bell as “a thief and a"
            " liar” and left.",
            "a thief",
            "The senator",
        ),
        # a verb before its subject, between commas
        (
            "Because of how the town drew up the plan, explained Anna Bell, “this will be over by"
            " March.”",
            "this will be",
            "Anna Bell",
        ),
        # people of a trade
        (
            "According to his longtime physician, Carl Dorn “had never been in better health.”",
            "had never",
            "physician",
        ),
    ],
)
def test_the_speaker_is_that_of_the_own_verb(body: str, words: str, who: str) -> None:
    found = study(FIRST + body)
    text = found.article.text
    one = next(q for q in found.quotations if text[q.start : q.end].startswith(words))
    assert one.speaker_span is not None
    assert who in text[slice(*one.speaker_span)]


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("The union urged members to reject the offer, calling it “an insult”.", "The union"),
        ("The ministry met the envoy to protest what it called “a clear breach”.", "The ministry"),
        ("The group wants to end what it calls “empty promises, laws and plans.”", "The group"),
        ("The company fined what it called “rogue traders” in May.", "The company"),
    ],
)
def test_a_verb_of_naming_beside_the_marks_has_the_words(body: str, who: str) -> None:
    assert speaker_words(body) == [who]
