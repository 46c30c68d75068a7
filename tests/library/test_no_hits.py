"""What a search without hits says, and which search it proposes instead."""

from pathlib import Path

import pytest

from index.library import Library, NoHits, why_no_hits
from tests.support.articles import Open, Write


@pytest.fixture
def few(write: Write, articles: Path, opened: Open) -> Library:
    write("a.txt", "Dam", "Anna Bell said: “The dam is safe.” She left.", date="May 14, 2004")
    write("b.txt", "Treaty", "Carl Dorn read the treaty to the council.", date="June 1, 2005")
    return opened(articles)


def why(library: Library, text: str) -> NoHits:
    found = library.search(text)
    assert not found.hits
    return why_no_hits(library, found)


@pytest.mark.parametrize(
    ("text", "says", "instead"),
    [
        ("tretay", "Did you mean", "treaty"),
        ("treaty date:2006..2004", "ends before it begins", "treaty date:2004..2006"),
        ('speaker:"ana bel"', "nearest: Anna Bell", 'speaker:"Anna Bell"'),
        ("speaker:dorn", "says nothing", "actor:dorn"),
        ("source:xyz", "No article has source:xyz", None),
        ("tag:gas", "No article has tag:gas", None),
        ("is:marked", "m makes one", None),
        ('"safe dam"', "word for word", "safe dam"),
        ("said:treaty", "No statement has “treaty”; 1 article has it elsewhere", "treaty"),
        ("treaty date:2004", "Without date:2004: 1 article", "treaty"),
        ('"read @dron"~5', "nearest: Dorn", '"read @Dorn"~5'),
        ('speaker:"bell campaign"', "nearest: Bell", "speaker:Bell"),
        ("speaker:bll", "nearest: Bell", "speaker:Bell"),
        ("speaker:dron", "nearest: Dorn", "actor:Dorn"),
        ('"left @\\"Ana Bell\\""', "nearest: Anna Bell", '"left @\\"Anna Bell\\""~10'),
        ('"left @bell"~2', "within 2 words", "left actor:bell"),
    ],
)
def test_each_kind_of_empty_search_has_its_own_sentence(
    few: Library, text: str, says: str, instead: str | None
) -> None:
    nothing = why(few, text)
    assert says in nothing.sentence
    assert nothing.instead == instead
    if instead is not None:
        assert few.search(instead).hits


def test_conditions_of_one_statement_are_named_as_such(
    write: Write, articles: Path, opened: Open
) -> None:
    said = "Anna Bell said: “The dam is safe.” Carl Dorn said: “The treaty is old.”"
    write("a.txt", "Dam", said)
    library = opened(articles)
    for text in ("said:(dam AND treaty)", "said:treaty speaker:bell"):
        assert why(library, text).sentence.startswith("No one statement has all of this. Without")
    assert "No article has all" in why(library, "said:dam date:1999").sentence
