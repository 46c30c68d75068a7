"""Who says "I" in an article with a byline."""

from pathlib import Path

import pytest

from index.extract import analyse
from index.model import Analysis
from index.readers import read_bytes

HEAD = "Why the dam must go\nBy {}\nMay 12, 2004\n\n"
SAID = "I have often said that the dam is old. “It will not hold,” I told the mayor.\n"
OTHER = "Carl Dorn said that it would hold.\n"


def read(byline: str, body: str) -> Analysis:
    (article,), _ = read_bytes(Path("/a/column.txt"), (HEAD.format(byline) + body).encode())
    return analyse(article)


def test_the_author_of_a_column_says_i() -> None:
    found = read("Anna Bell", SAID + OTHER)
    spoken = [(one.speaker, one.speaker_basis) for one in found.statements]
    number = next(at for at, actor in enumerate(found.actors) if actor.name == "Anna Bell")
    assert spoken[:2] == [(number, "inferred")] * 2
    assert found.actors[spoken[2][0] or 0].name == "Carl Dorn"
    mention = next(one for one in found.mentions if one.actor == number)
    assert found.article.text[mention.start : mention.end] == "Anna Bell"


def test_an_author_whom_the_body_names_is_one_actor() -> None:
    found = read("Anna Bell", SAID + "Anna Bell is an engineer in Salem.\n")
    assert [actor.name for actor in found.actors].count("Anna Bell") == 1
    assert sum(found.actors[one.actor].name == "Anna Bell" for one in found.mentions) == 2


@pytest.mark.parametrize(
    ("byline", "body"),
    [
        ("Anna Bell and Carl Dorn", SAID),  # either may be meant
        ("Anna Bell", "“I have often said that the dam is old,” the mayor said.\n"),
        ("Anna Bell", "The mayor said that the dam was old.\n"),
    ],
)
def test_nobody_is_made_the_author_otherwise(byline: str, body: str) -> None:
    found = read(byline, body)
    assert all(one.speaker is None for one in found.statements)
    assert "Anna Bell" not in [actor.name for actor in found.actors]


def test_the_author_does_not_say_what_an_answer_says() -> None:
    turns = "Q: Is the dam old?\n\nA: I said that it is old.\n\nQ: Will it hold?\n\nA: I said so.\n"
    found = read("Anna Bell", turns)
    assert "Anna Bell" not in [found.actors[one.speaker].name for one in found.statements
                               if one.speaker is not None]  # fmt: skip
