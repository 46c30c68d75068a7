"""The three questions of docs/questions.md are answered by exactly the keys listed there."""

import re
from pathlib import Path

import pytest

from index.library import Library
from tests.support.articles import Open, Write
from tests.support.paths import SEED
from tests.support.room import reading, screen_text
from tui.screens.found_passages_screen import FoundPassagesScreen

PAGE = Path(__file__).parent.parent.parent / "docs" / "questions.md"
NAMES = {"Enter": "enter", "/": "slash"}


def keys_of(question: str) -> list[str]:
    """The keys of a question's table in order, with the letters of the search after `/`."""
    (part,) = (one for one in PAGE.read_text("utf-8").split("\n## ") if one.startswith(question))
    keys: list[str] = []
    for key, does in re.findall(r"^\| `(\S+)` \| (.*) \|$", part, re.MULTILINE):
        keys.append(NAMES.get(key, key))
        if key == "/":
            searched = re.search(r"`(.+)`", does)
            assert searched is not None
            keys += searched[1]
    return keys


@pytest.fixture
def news(write: Write, articles: Path, opened: Open) -> Library:
    write(
        "ohio.txt",
        "Clinton in Ohio",
        "Hillary Clinton told voters in Ohio: “Wall Street has to pay its share.” She spoke for an "
        "hour. Anna Bell said: “Wall Street is not worried.”",
        date="March 8, 2016",
    )
    write(
        "michigan.txt",
        "Clinton in Michigan",
        "Hillary Clinton told the unions that Wall Street would not write her laws.",
        date="March 4, 2016",
    )
    write(
        "iowa.txt",
        "Clinton in Iowa",
        "Hillary Clinton said: “Wall Street knows me.”",
        date="January 9, 2016",
    )
    write(
        "talks.txt",
        "Talks in Tashkent",
        "“The pipeline opens in June,” said Oleg Markov (Interfax, May 12). “The price is not "
        "settled,” said Ivan Petrov (Interfax, Izvestia, May 13). “The army agrees,” said Ivan "
        "Petrov (Izvestia, May 11).",
        date="May 14, 2004",
    )
    (articles / "seed.txt").write_bytes(SEED.read_bytes())
    return opened(articles)


@pytest.mark.parametrize(
    ("question", "title", "said", "not_said"),
    [
        (
            "What did Clinton say",
            "Statements: 2",
            {
                "2016-03-08 Hillary Clinton to voters in Ohio": "has to pay its share",
                "2016-03-04 Hillary Clinton to the unions": "would not write her laws",
            },
            ("knows me", "not worried"),
        ),
        (
            "Who speaks about Uzbekistan",
            "Statements: 4",
            {
                "~2004-05-12 ~Sergei Ivanov": "most solvent partner",
                "2004-05-12 Konstantin Simonov": "prompt Russia and Uzbekistan",
                "~2004-05-12 Izvestia": "to Uzbekistan",
            },
            ("pipeline",),
        ),
        (
            "Which quotations rest on Interfax",
            "Rests on Interfax: 2, 1 on it alone",
            {
                "~2004-05-12 Oleg Markov": "pipeline opens",
                "~2004-05-13 Ivan Petrov (also Izvestia)": "price is not settled",
            },
            ("army",),
        ),
    ],
)
async def test_the_keys_of_the_page_answer_the_question(
    news: Library, question: str, title: str, said: dict[str, str], not_said: tuple[str, ...]
) -> None:
    keys = keys_of(question)
    typed = keys.index("enter") - 1
    assert len(keys) - typed < 10
    async with reading(news) as (room, press):
        await press(*keys[:-1])
        screen = room.app.screen
        assert isinstance(screen, FoundPassagesScreen)
        assert title in screen_text(screen)
        shown = {(row.lead, row.text) for row in screen.list.rows}
        for who, words in said.items():
            assert any(lead == who and words in text for lead, text in shown), shown
        for words in not_said:
            assert not any(words in text for _, text in shown)
        first = screen.list.rows[0]
        await press(keys[-1])
        assert room.pane == "article"
        assert room.article.opened.num == first.target[0]
