"""Statements that only one outlet reports, and those that several do."""

from pathlib import Path

from index.explore.explorer import Explorer
from tests.support.articles import Open, Write


def test_the_other_outlets_of_the_same_brackets_are_named(
    write: Write, articles: Path, opened: Open
) -> None:
    write(
        "a.txt",
        "Dam",
        "Anna Bell said: “The dam is safe” (Interfax, May 12). Carl Dorn said: “The dam is old”"
        " (Izvestia, May 12; Interfax, May 13).",
        date="May 14, 2004",
    )
    write(
        "b.txt",
        "Rain",
        "It rained (Interfax, May 1; UNIAN, May 2). It stopped (UNIAN, May 3).",
        date="May 14, 2004",
    )
    library = opened(articles)
    explorer = Explorer(library)
    found = list(explorer.rests_on(library.search(""), "Interfax"))
    assert {(passage.who, passage.also) for passage in found} == {
        ("Anna Bell", ()),
        (None, ("UNIAN",)),
    }
    both = explorer.rests_on(library.search(""), "Izvestia")
    assert [(passage.who, passage.also) for passage in both] == [("Carl Dorn", ("Interfax",))]
