"""The day that words were said, where the text counts from another day or names only a part."""

import pytest

from index.extract import analyse
from index.extract.citations import find_citations
from index.model import Article, PartialDate, Span

OPENING = "A title\n\nAnna Bell was there. "


@pytest.mark.parametrize(
    ("body", "day", "basis"),
    [
        ("They met in 2003. On October 7 of that year, Bell said that it rose.", "2003-10-07", "i"),
        ("They met on May 3, 2004. The day before, Bell said that it rose.", "2004-05-02", "i"),
        ("They met on May 3, 2004. Two days later, Bell said that it rose.", "2004-05-05", "i"),
        ("They met on May 3. The next day, Bell said that it rose.", "2009-05-04", "i"),
        ("They met on May 3. On the same day, Bell said that it rose.", "2009-05-03", "i"),
        # no day to count from, or one that was itself counted
        ("They met here. The next day, Bell said that it rose.", "2009-06-15", "article"),
        (
            "They met on May 3. The next day they ate. A day later, Bell said that it rose.",
            "2009-06-15",
            "article",
        ),
        # parts of a year
        ("In early 2003, Bell said that it rose.", "2003", "stated"),
        ("Bell said in the first quarter of 2004 that it rose.", "2004", "stated"),
        ("Bell said in March that it rose.", "2009-03", "i"),
        ("In December, Bell said that it rose.", "2008-12", "i"),
        ("Bell, elected in 2004, said that it rose.", "2009-06-15", "article"),
        # against the article's own day
        ("The day before, Bell said that it rose.", "2009-06-14", "i"),
    ],
)
def test_the_day_said(body: str, day: str, basis: str) -> None:
    text = f"{OPENING}{body}\n"
    article = Article(
        "a",
        "a.txt",
        "A title",
        text,
        body_start=9,
        paragraphs=(Span(9, len(text) - 1),),
        date=PartialDate(2009, 6, 15),
        date_basis="stated",
    )
    said = analyse(article).statements[-1]
    basis = "inferred" if basis == "i" else basis
    assert (str(said.said_date), said.said_basis) == (day, basis)


@pytest.mark.parametrize(
    ("bracket", "outlets"),
    [
        ("[Anna Bell, HuffPost]", ["Huffington Post"]),
        ("(Anna Bell, Reuters, May 3)", ["Reuters"]),
        ("(Izvestia, Interfax, May 3)", ["Izvestia", "Interfax"]),
        ("(Salem Courier, Interfax, May 3)", ["Salem Courier", "Interfax"]),
    ],
)
def test_a_writer_is_no_outlet(bracket: str, outlets: list[str]) -> None:
    found, _ = find_citations(f"The dam broke in Salem. {bracket}\n", 0, PartialDate(2009, 6, 15))
    assert [one.outlet for one in found] == outlets
