"""Who speaks: speakers of quotations, pronouns, offices, headlines."""

from pathlib import Path

import pytest

from index.extract import analyse
from index.readers import read_bytes
from tests.support.extraction import (
    analysed,
    direct,
    speaker_of,
    speaker_words,
    speakers,
    study,
)


@pytest.mark.parametrize(
    ("body", "who"),
    [
        ("Minister Ivan Petrov said: “We will go there tomorrow.”", ["Ivan Petrov"]),
        ("“We will go there tomorrow,” said Ivan Petrov.", ["Ivan Petrov"]),
        ("“We will go there tomorrow,” Ivan Petrov told reporters.", ["Ivan Petrov"]),
        ('"We will go there tomorrow," Ivan Petrov said.', ["Ivan Petrov"]),
        ("«We will go there tomorrow», said Ivan Petrov.", ["Ivan Petrov"]),
        ("“We will go,” Ivan Petrov said, “and we will stay there for good.”",
         ["Ivan Petrov", "Ivan Petrov"]),
        ("According to Ivan Petrov, “the matter is now settled for good.”", ["Ivan Petrov"]),
        ("Ivan Petrov arrived on Monday. He said: “We will go there tomorrow.”", ["Ivan Petrov"]),
        (("“We will go there tomorrow,” said Ivan Petrov, the director of the Center for "
        "Politics, who was there."), ["Ivan Petrov"]),
        (("“We will go there tomorrow,” Ivan Petrov, who has served since 2001, told the "
        "newspaper."), ["Ivan Petrov"]),
        ("Ivan Petrov said: “He told me ‘go home now’ and I went there.”", ["Ivan Petrov"]),
        (("“We want a leader who listens to us.” ― Veronica Cruz\n\nVeronica Cruz is a "
        "student."), ["Veronica Cruz"]),
        ("Ivan Petrov was asked.\n\n\"PETROV: Well, look, we will go there tomorrow.\"",
         ["Ivan Petrov"]),
        (
            ("Ivan Petrov said: “We will go there tomorrow.\n\n“And we will stay for as "
            "long as we must.”"),
            ["Ivan Petrov", "Ivan Petrov"],
        ),
    ],
)  # fmt: skip
def test_speakers(body: str, who: list[str | None]) -> None:
    assert speakers(body) == who


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("“We will go there tomorrow,” officials said on Monday.", ["officials"]),
        ("“The matter is closed for now,” the report said.", ["the report"]),
        (
            "“We will go there tomorrow,” a spokesman for the ministry said.",
            ["a spokesman for the ministry"],
        ),
    ],
)
def test_speakers_without_a_name_are_not_guessed(body: str, words: list[str]) -> None:
    assert speakers(body) == [None]
    assert speaker_words(body) == words


def test_a_pronoun_with_two_people_before_it_is_left_open() -> None:
    assert speakers(
        "Yesterday in Minsk, after talks with Pavel Orlov, and with Ivan Petrov, all "
        "left. He said: “We will go there.”"
    ) == [None]


@pytest.mark.parametrize(
    ("body", "who"),
    [
        # the subject of the verb of saying, not who is nearer
        ("Anna Bell told Carl Dorn about it. She said: “We will go there tomorrow.”", "Anna Bell"),
        ("Anna Bell said that she was sure “the river will rise again this spring.”", "Anna Bell"),
        # a name that only the other gender has is passed over
        (
            (
                "Anna Bell spoke at length. Carl Dorn left early. “We will go there "
                "tomorrow,” she said."
            ),
            "Anna Bell",
        ),
        (
            "Anna Bell wrote to Carl Dorn on Monday.\n\nHe answered: “We will go there tomorrow.”",
            "Carl Dorn",
        ),
        # the same pronoun leads further back
        (
            (
                "Carl Dorn came late. He sat down. He had a letter. “We will go there "
                "tomorrow,” he said."
            ),
            "Carl Dorn",
        ),
        (
            "The minister Carl Dorn came to the hall. “We will go there tomorrow,” he said.",
            "Carl Dorn",
        ),
        # two who fit, and a speaker without a name
        ("Carl Dorn and Peter Hill came in. He said: “We will go there tomorrow.”", None),
        ("Carl Dorn left. A reporter called it chaos. “We saw it all from here,” he said.", None),
        # a surname that looks like an adverb
        ("“We will go there tomorrow,” Kelly said. Mark Kelly is a pilot.", "Mark Kelly"),
        (
            (
                "Carl Dorn left. “We will go there tomorrow,” Anna Bell, 30, of Raleigh, who "
                "was there, said."
            ),
            "Anna Bell",
        ),
        ("Anna Bell met the press of the town, saying “we will go there tomorrow”.", "Anna Bell"),
        # the source of the sentence before, not who it is about
        (
            "Carl Dorn fell ill, according to Paul Quist. “We will go there tomorrow,” he said.",
            "Paul Quist",
        ),
        (
            "It was late, according to Mr. Dupont. He said: “We will go there tomorrow.”",
            "Dupont",
        ),
        (
            (
                "Anna Bell said that the bridge was closed.\n\n“We have to wait for the "
                "spring and the dry weather.”"
            ),
            "Anna Bell",
        ),
    ],
)
def test_pronouns_and_clauses(body: str, who: str | None) -> None:
    assert speakers(f"They all came to the town hall on that day. {body}") == [who]


@pytest.mark.parametrize(
    ("body", "who"),
    [
        (
            "Defense Minister Ivan Petrov came. “We will go there tomorrow,” the minister said.",
            "Ivan Petrov",
        ),
        (
            (
                "Defense Minister Ivan Petrov came. “We will go there tomorrow,” the Defense "
                "Minister said."
            ),
            "Ivan Petrov",
        ),
        (
            "We heard Sen. Anna Bell speak there. “We will go there tomorrow,” the senator said.",
            "Anna Bell",
        ),
        # two who hold it: the last who was the subject, or nobody
        (
            (
                "We saw Sen. Anna Bell and Sen. Carl Dorn. Dorn smiled. “We will go there "
                "tomorrow,” the senator said."
            ),
            "Carl Dorn",
        ),
        (
            (
                "We saw Sen. Anna Bell and Sen. Carl Dorn there. “We will go there tomorrow,” "
                "the senator said."
            ),
            None,
        ),
        (
            (
                "We met former minister Ivan Petrov there. “We will go there tomorrow,” the "
                "minister said."
            ),
            None,
        ),
        (
            "The Washington Post has it in print. “We will go there tomorrow,” the Post wrote.",
            "Washington Post",
        ),
    ],
)
def test_offices(body: str, who: str | None) -> None:
    assert speakers(f"They all came to the town hall on that day. {body}") == [who]


def test_scare_quotes() -> None:
    found = study("The so-called “people’s republic” wants the West to “open its eyes” to it.")
    assert not direct(found)
    assert len(found.quotations) == 2


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Anna Bell said it was “not fair” to the town.", ["not fair"]),
        ("The critics called the plan “reckless” on Monday.", ["reckless"]),
        ("The town built a “dry port” near the border last year.", []),
        ("They gave money to Marcia “Cia” Price for the school.", []),
        ("“We have no time,” Anna Bell said. “(CROSSTALK.)”", ["We have no time,"]),
        ("A link <a href=\"http://a.example/b c d e f g\">to it</a> stood there, they said.", []),
        ("Anna Bell said it was “not fair“ to the town, and left.", ["not fair"]),
    ],
)  # fmt: skip
def test_said_or_not(body: str, said: list[str]) -> None:
    found = study(body)
    assert [found.article.text[q.start : q.end] for q in direct(found)] == said


@pytest.mark.parametrize(
    ("title", "body", "rows"),
    [
        (
            "Ivan Petrov: ‘We will go there’",
            "Ivan Petrov came.",
            [("We will go there", "Ivan Petrov")],
        ),
        (
            "Ivan Petrov: Reform ‘not enough for us’",
            "Ivan Petrov came.",
            [("not enough for us", "Ivan Petrov")],
        ),
        (
            "‘Not enough for us,’ says Petrov",
            "Ivan Petrov came.",
            [("Not enough for us,", "Ivan Petrov")],
        ),
        (
            "Petrov says reform is 'not enough'",
            "Ivan Petrov came.",
            [("not enough", "Ivan Petrov")],
        ),
        # the article quotes the words itself: they are not said twice
        (
            "Reform ‘not enough’",
            "“It is not enough for us,” said Ivan Petrov.",
            [("It is not enough for us,", "Ivan Petrov")],
        ),
        # nobody is named next to them
        ("The ‘new Europe’ and the old", "Ivan Petrov came.", []),
        # in the text, a separate line
        (
            "A title",
            "‘We will never go there,’ says Ivan Petrov\n\nHe came.",
            [("We will never go there,", "Ivan Petrov")],
        ),
    ],
)
def test_headlines(title: str, body: str, rows: list[tuple[str, str]]) -> None:
    (article,), _ = read_bytes(
        Path("/articles/a.txt"), f"{title}\n\n{body} All of us were there on that day.".encode()
    )
    found = analyse(article)
    assert [
        (article.text[q.start : q.end], found.actors[q.speaker].name)
        for q in direct(found)
        if q.speaker is not None
    ] == rows
    assert len(direct(found)) == len(rows)


@pytest.mark.parametrize(
    ("body", "who"),
    [
        # who only has a part in what is said does not say it
        ("The inquiry, to be led by former judge Paul Quist, will report in May, he said.", "Dorn"),
        ("The school, named after Paul Quist, will open in May, he said.", "Dorn"),
        ("The office, headed by Paul Quist, would close in May, he added.", "Dorn"),
        # a subject does
        ("Paul Quist would leave the town in May, he said.", "Quist"),
    ],
)
def test_a_pronoun_in_a_tag_is_no_agent_of_its_words(body: str, who: str) -> None:
    found = analysed(f"Carl Dorn spoke to the town on Monday. {body}")
    assert (speaker_of(found, found.reported[-1]) or "").endswith(who)


@pytest.mark.parametrize(
    "body",
    [
        "The farmers made no mention of Anna Bell, who said that the dam was old.",
        "The farmers lined up with Anna Bell, who has said that the dam was old.",
        "It was a letter to former judge Anna Bell, who said that the dam was old.",
    ],
)
def test_a_relative_pronoun_is_the_person_before_it(body: str) -> None:
    found = analysed(body)
    assert [speaker_of(found, one) for one in found.reported] == ["Anna Bell"]


@pytest.mark.parametrize(
    "body",
    [
        "They met an aide to Anna Bell, who said that the dam was old.",
        "It stars an Anna Bell impersonator who promises that the dam is safe.",
    ],
)
def test_a_relative_pronoun_is_not_the_owner_of_the_noun_before_it(body: str) -> None:
    found = analysed(body)
    assert "Anna Bell" not in [speaker_of(found, one) for one in found.reported]
