"""Verbs and nouns of saying that name an act, and the same words where they report something."""

import pytest

from tests.support.extraction import study

FIRST = "Anna Bell met Carl Dorn in May. "


@pytest.mark.parametrize(
    "body",
    [
        # declaring makes it so
        "Anna Bell declared a new beginning for the town.",
        "Anna Bell declared herself a candidate for mayor.",
        "The town quickly declared its full and lasting independence in May.",
        # having, showing with the hand
        "The team boasts a lead of three points over the rest.",
        "Anna Bell pointed to a man in the back row.",
        # what is only permitted, or not permitted
        "The town is letting Carl Dorn deny its past.",
        "The town would not permit denying the flood of 1911.",
        # a gerund as the subject of the sentence
        "Promising the town a dam when it cannot mend its road is absurd.",
        # participles and nouns
        "Anna Bell met a group of people whose stated objective was to flood the town.",
        "Anna Bell reviewed the documents and reports related to the dam.",
        "The town backs the proposal that Anna Bell and Carl Dorn have put forward in May.",
    ],
)
def test_acts_are_no_statements(body: str) -> None:
    assert not [one for one in study(FIRST + body).statements if one.kind != "scare"]


@pytest.mark.parametrize(
    ("body", "content"),
    [
        ("Anna Bell declared that a new beginning was near.", "that a new beginning was near"),
        ("Anna Bell declared the dam unsafe.", "the dam unsafe"),
        ("Anna Bell boasted that the team leads by three.", "that the team leads by three"),
        (
            "Anna Bell pointed to a report that showed the dam leaks.",
            "a report that showed the dam leaks",
        ),
        (
            "Anna Bell has often written that the dam leaks.",
            "that the dam leaks",
        ),
        (
            "As the town council points out in its report, the dam is older than the town.",
            "the dam is older than the town",
        ),
        (
            "Anna Bell made the claim that Carl Dorn made the dam leak.",
            "that Carl Dorn made the dam leak",
        ),
    ],
)
def test_words_are_statements(body: str, content: str) -> None:
    found = study(FIRST + body)
    rows = [one for one in found.statements if one.kind != "scare"]
    assert [found.article.text[one.start : one.end] for one in rows] == [content]
