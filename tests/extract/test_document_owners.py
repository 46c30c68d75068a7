"""Whose words a document holds: its owner, its issuer, who spoke in it before."""

import pytest

from tests.support.extraction import analysed, quoted, reported, speaker_of

MAYOR = "Anna Bell, the mayor of Salem, met Carl Dorn in May.\n\n"


@pytest.mark.parametrize(
    "body",
    [
        "Bell said in a statement that the dam was old. The statement added that it leaked.",
        "Bell told the town Monday in a letter that she would go. The letter says it is late.",
        "In a letter to the council, Bell said the dam was old. The letter adds that it leaks.",
        "She said in a memo that the dam was old. The memo says that the wall is weak.",
        "Bell released a report on Monday. The report argues that the dam is old.",
        "A letter signed by Bell came on Monday. The letter says the dam is old.",
        "Dorn read a memo written by Bell. The memo says that the wall is weak.",
        "The book quotes Bell’s diary. Bell’s diary says that the dam was old.",
        "Bell’s first letter to the town states that the dam is old.",
        "According to Bell’s memoir, the dam was old in 1920.",
        "Bell’s journal records that the first ships came in May.",
    ],
)
def test_a_document_speaks_for_its_author(body: str) -> None:
    found = analysed(MAYOR + body)
    last = found.reported[-1]
    assert speaker_of(found, last) == "Anna Bell"
    assert last.speaker_basis == "inferred" or "released" in body


def test_quoted_words_of_a_document_are_its_authors() -> None:
    body = "Bell said in a statement that the dam was old. The statement read: “We will mend it.”"
    assert quoted(MAYOR + body) == [("We will mend it.", "Anna Bell")]
    body = "Bell issued a statement on Monday. “We will mend it in May,” the statement said."
    assert quoted(MAYOR + body) == [("We will mend it in May,", "Anna Bell")]


@pytest.mark.parametrize(
    "body",
    [
        # nobody issued it in the text
        "Bell read a report on Monday. The report argues that the dam is old.",
        # what she found in it is not hers
        "Bell said there was nothing new in the report. The report says that the dam is old.",
        # another document
        "Bell said in a letter that she would go. The report says that the dam is old.",
        # who makes it is no person with a possessive
        "The author of the memoir of Bell says that the dam is old.",
    ],
)
def test_a_document_without_an_author_is_left_open(body: str) -> None:
    assert reported(MAYOR + body)[-1][0] is None


def test_a_possessive_before_an_outlet_owns_the_post() -> None:
    body = "Bell’s Facebook post says that the dam is old."
    assert reported(MAYOR + body)[-1][0] == "Anna Bell"


def test_a_letter_of_two_is_nobodys_alone() -> None:
    body = "Bell and Mayor Dorn sent a letter to the town. The letter says that the dam is old."
    assert reported(MAYOR + body)[-1][0] is None
