"""Stored texts come back as they were, with the dictionary of a library and without."""

import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.catalog import as_stored, pack_text, unpack_text
from index.catalog.catalog import Catalog
from index.catalog.text_frames import TextDictionary, trained
from index.errors import IndexDamaged
from index.locations import CATALOG
from index.model import Analysis, Article, FileState, Span

WORDS = [f"{first}{last}" for first in "bcdfglmnprst" for last in ("ank", "ore", "ister", "ation")]


def analysis_of(number: int) -> Analysis:
    rng = random.Random(number)
    text = " ".join(rng.choices(WORDS, k=250))
    return Analysis(Article(str(number), f"{number}.txt", "", text, 0, (Span(0, len(text)),)))


def add(catalog: Catalog, begin: int, end: int) -> None:
    """Store the articles numbered from `begin` up to `end`, one a file."""
    first = catalog.reserve(end - begin)
    with catalog.transaction():
        catalog.put_files(
            (f"{number}.txt", FileState(1, 1, 1), [(first + place, as_stored(analysis_of(number)))])
            for place, number in enumerate(range(begin, end))
        )


def texts(catalog: Catalog) -> list[str]:
    found = [catalog.analysis(num) for num in catalog.nums()]
    return [one.article.text for one in found if one is not None]


def wanted(count: int) -> list[str]:
    return [analysis_of(number).article.text for number in range(count)]


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    made = Catalog.create(tmp_path / CATALOG)
    yield made
    made.close()


@pytest.fixture(scope="module")
def dictionary() -> TextDictionary:
    made = trained([analysis_of(number).article.text.encode() for number in range(300)])
    assert made is not None
    return made


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue whose texts have a dictionary."""
    path = tmp_path_factory.mktemp("packed") / CATALOG
    made = Catalog.create(path)
    add(made, 0, 300)
    made.close()
    return path


@given(st.binary(max_size=4000))
def test_a_text_comes_back_with_or_without_a_dictionary(
    dictionary: TextDictionary, raw: bytes
) -> None:
    assert unpack_text(pack_text(raw)) == raw
    frame = dictionary.pack(raw)
    assert unpack_text(frame, {dictionary.number: dictionary}.get) == raw
    with pytest.raises(ValueError, match="no dictionary"):
        unpack_text(frame)


def test_texts_too_few_or_too_short_give_no_dictionary() -> None:
    assert trained([]) is None
    assert trained([b"x"] * 4) is None


def dictionaries(catalog: Catalog) -> list[int]:
    return [number for (number,) in catalog._all("SELECT dictionary FROM dictionaries")]


def length_of_texts(catalog: Catalog) -> int:
    return int(catalog._all("SELECT sum(length(packed)) FROM texts")[0][0])


def test_a_library_gets_one_dictionary_when_it_has_enough_articles(
    tmp_path: Path, catalog: Catalog
) -> None:
    add(catalog, 0, 299)
    assert not dictionaries(catalog)
    plain = length_of_texts(catalog)
    add(catalog, 299, 301)
    (number,) = dictionaries(catalog)
    assert length_of_texts(catalog) < 0.9 * plain, "what was stored before is packed again"
    catalog.close()
    again = Catalog.create(tmp_path / CATALOG)
    add(again, 301, 301)  # a file without articles
    assert dictionaries(again) == [number]
    add(again, 301, 310)
    assert dictionaries(again) == [number]
    assert texts(again) == wanted(310)
    again.close()


def test_a_batch_without_articles_trains_no_dictionary(tmp_path: Path, catalog: Catalog) -> None:
    add(catalog, 0, 0)
    add(catalog, 0, 20)
    catalog.close()
    again = Catalog.create(tmp_path / CATALOG)
    add(again, 20, 20)
    assert not dictionaries(again)
    assert texts(again) == wanted(20)
    again.close()


def test_a_transaction_that_fails_leaves_no_dictionary_behind(catalog: Catalog) -> None:
    with pytest.raises(KeyboardInterrupt), catalog.transaction():
        catalog.put_files(
            (f"{number}.txt", FileState(1, 1, 1), [(number + 1, as_stored(analysis_of(number)))])
            for number in range(310)
        )
        raise KeyboardInterrupt
    assert not dictionaries(catalog)
    add(catalog, 0, 305)
    assert len(dictionaries(catalog)) == 1
    assert texts(catalog) == wanted(305)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE dictionaries SET content = zeroblob(length(content))",
        "UPDATE dictionaries SET content = substr(content, 1, 1000)",
        "UPDATE dictionaries SET checksum = checksum + 1",
        "DELETE FROM dictionaries",
    ],
)
def test_a_damaged_dictionary_is_noticed(tmp_path: Path, packed: Path, change: str) -> None:
    shutil.copy(packed, tmp_path / CATALOG)
    with sqlite3.connect(tmp_path / CATALOG) as db:
        db.execute(change)
    db.close()
    opened = Catalog.open(tmp_path / CATALOG)
    with pytest.raises(IndexDamaged):
        opened.analysis(opened.nums()[0])
    opened.close()
