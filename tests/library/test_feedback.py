"""A long query that finds little is widened by words of its best articles."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.engine.feedback import TERMS, added_words
from index.explore.explorer import Explorer
from index.library import Library
from index.model import Article
from tests.support.articles import Open, Write
from tests.support.cli import run
from tests.support.room import reading, screen_text

LONG = "inspectors measured cracks concrete yesterday"


@pytest.fixture
def dams(write: Write, articles: Path, opened: Open) -> Library:
    """Articles on a dam, of which one has three words of LONG, and articles on football."""
    write("dam.txt", "Dam", "Inspectors measured cracks in the concrete of the spillway.")
    write("wall.txt", "Wall", "Cracks run through the concrete. The spillway leaks.")
    write("spillway.txt", "Old", "The inspectors of the spillway spoke at length.")
    write("yard.txt", "Yard", "The inspectors of the shipyard spoke at length.")
    for number in range(10):
        write(f"other{number}.txt", "Football", f"The match {number} was played in the rain.")
    return opened(articles)


def names(library: Library, found: list[int]) -> list[str]:
    return [Path(card.path).stem for card in library.cards(found)]


def test_added_words_rank_and_are_told(dams: Library) -> None:
    found = dams.search(LONG)
    assert "spillway" in found.added_words
    assert found.also is not None
    assert found.also.startswith("also: ")
    assert not set(found.added_words) & set(LONG.split())
    order = names(dams, list(found.answer.keys()))
    assert order.index("spillway") < order.index("yard")
    plain = dams.search(LONG, feedback=False)
    assert (plain.added_words, plain.also) == ((), None)
    assert set(plain.answer.keys()) == set(found.answer.keys())
    assert "all of these words" in (found.note or "")


@pytest.mark.parametrize("text", ["cracks concrete", "cracks concrete spillway xyzzy", '"a b c d"'])
def test_short_queries_and_phrases_are_not_widened(dams: Library, text: str) -> None:
    expected = text.count(" ") == 3 and '"' not in text
    assert bool(dams.search(text).added_words) == expected


def test_related_articles_keep_their_reasons(dams: Library) -> None:
    (num,) = (card.num for card in dams.cards(dams.catalog.nums()) if card.path.endswith("dam.txt"))
    related = Explorer(dams).related(num)
    assert [Path(one.card.path).stem for one in related[:1]] == ["wall"]
    assert "shares" in related[0].shared.reason


async def test_one_key_takes_the_added_words_out(dams: Library) -> None:
    async with reading(dams, LONG) as (room, press):
        assert "also: " in screen_text(room)
        await press("E")
        assert "also: " not in screen_text(room)
        await press("E")
        assert "also: " in screen_text(room)


def test_search_names_added_words_on_the_error_stream(dams: Library) -> None:
    done = run("search", LONG, *dams.roots)
    assert "also: " in done.stderr
    assert "also: " not in done.stdout
    assert "also: " not in run("search", "--no-feedback", LONG, *dams.roots).stderr


def test_weights_add_up_and_numbers_and_common_words_stay_out() -> None:
    texts = ("gas 2004 of transit gas", "gas of kremlin", "of nothing")
    best = [(Article(str(i), "", "", text), 9.0 - i) for i, text in enumerate(texts)]
    counts = {"gas": 2, "transit": 2, "kremlin": 1, "of": 90, "2004": 2, "noth": 2}
    words = added_words(best, 100, lambda stems: {stem: counts[stem] for stem in stems})
    assert [one.word for one in words] == ["gas", "transit", "nothing"]
    assert sum(one.weight for one in words) == pytest.approx(1)
    assert added_words([], 100, lambda _: {}) == ()


def test_the_beginning_of_a_long_article_is_read() -> None:
    best = [(Article("1", "", "", f"glacier {'ice ' * 3000}moraine"), 1.0)]
    words = added_words(best, 100, lambda stems: dict.fromkeys(stems, 2))
    assert [one.word for one in words] == ["ice", "glacier"]


def test_rare_words_are_found_below_many_common_ones() -> None:
    """The second look-up runs where the first words are too common to be used."""
    common = " ".join(f"common{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(150))
    best = [(Article("1", "", "", f"{common} {common} glacier moraine"), 1.0)]
    asked: list[int] = []

    def frequencies(stems: Sequence[str]) -> dict[str, int]:
        asked.append(len(stems))
        return {stem: 900 if stem.startswith("common") else 2 for stem in stems}

    assert {one.word for one in added_words(best, 1000, frequencies)} == {"glacier", "moraine"}
    assert len(asked) == 2


def test_words_that_cannot_be_heavy_enough_are_not_looked_up() -> None:
    letters = [chr(97 + i // 26) + chr(97 + i % 26) for i in range(150)]
    heavy = " ".join(f"heavy{one} " * 9 for one in letters[:100])
    best = [(Article("1", "", "", heavy + " ".join(f"light{one}" for one in letters)), 1.0)]
    asked: list[int] = []

    def frequencies(stems: Sequence[str]) -> dict[str, int]:
        asked.append(len(stems))
        return dict.fromkeys(stems, 200)

    assert len(added_words(best, 1000, frequencies)) == TERMS
    assert asked == [100]
