"""Related articles, collocates and other wordings of a quotation."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.explore.collocates import log_likelihood
from index.explore.explorer import Explorer
from index.library import Library
from index.model.article import Span
from tests.support.articles import Open, Write


def test_log_likelihood_is_dunnings() -> None:
    # "the swiss", table 2 of Dunning (1993): 110 together, 2442 and 111 apart, 29114 neither
    assert log_likelihood(110, 110 + 2442, 110 + 111, 110 + 2442 + 111 + 29114) == pytest.approx(
        270.72, abs=0.01
    )


@given(st.integers(1, 50), st.integers(0, 500), st.integers(0, 500), st.integers(1, 5000))
def test_log_likelihood_says_whether_it_is_more_than_chance(
    both: int, one: int, other: int, neither: int
) -> None:
    total = both + one + other + neither
    score = log_likelihood(both, both + one, both + other, total)
    more = both * total - (both + one) * (both + other)
    assert (score > 1e-9) <= (more > 0)
    assert (score < -1e-9) <= (more < 0)
    assert score == pytest.approx(log_likelihood(both, both + other, both + one, total))


@pytest.fixture
def treaties(write: Write, articles: Path, opened: Open) -> Library:
    """Three articles on one matter, a duplicate of one, and others about something else."""
    body = (
        "Vyacheslav Trubnikov, first deputy foreign minister, said in Tashkent that the "
        "CIS has “vital interests” in the "
        "Ferghana valley. Irrigation of the valley was agreed in Tashkent. The irrigation "
        "treaty was signed."
    )
    write("one.txt", "Irrigation agreed", body, date="2004-05-12")
    write("double.txt", "Irrigation agreed", body + " Reprinted.", date="2004-05-13")
    write(
        "two.txt",
        "A visit",
        "Vyacheslav Trubnikov spoke of “vital interests” and of irrigation in the Ferghana valley.",
        date="2004-06-01",
    )
    write(
        "three.txt",
        "A dinner",
        "Vyacheslav Trubnikov dined with friends of the CIS. Nobody spoke of water.",
        date="2004-07-01",
    )
    for number in range(12):
        write(
            f"other{number}.txt",
            f"Football {number}",
            f"The match number {number} of the league was played in the rain by eleven men.",
        )
    return opened(articles)


def test_related_articles_say_what_is_shared_and_leave_doubles_out(treaties: Library) -> None:
    explorer = Explorer(treaties)
    num = treaties.search('title:"Irrigation agreed" date:2004-05-12').hits[0].num
    related = explorer.related(num)
    titles = [one.card.title for one in related]
    assert titles[:2] == ["A visit", "A dinner"]
    assert "Irrigation agreed" not in titles
    assert not any(title.startswith("Football") for title in titles)
    reason = related[0].shared.reason
    assert reason.startswith("shares ")
    assert "Trubnikov" in reason
    assert "“vital interests”" in reason
    assert {clue.text for clue in related[1].shared.shares} >= {
        "Trubnikov"
    } or "Vyacheslav Trubnikov" in related[1].shared.reason


def test_related_to_a_passage_shares_only_what_stands_in_it(treaties: Library) -> None:
    explorer = Explorer(treaties)
    num = treaties.search('title:"Irrigation agreed" date:2004-05-12').hits[0].num
    analysis = treaties.analysis(num)
    assert analysis is not None
    at = analysis.article.text.index("The irrigation treaty")
    related = explorer.related(num, Span(at, len(analysis.article.text)))
    assert [one.card.title for one in related] == ["A visit"]
    assert related[0].shared.reason == "shares irrigation"
    assert explorer.related(10**6) == []


def test_other_wordings_of_a_quotation(write: Write, articles: Path, opened: Open) -> None:
    one = (
        "Russia regards Central Asia as a zone of its vital strategic interests and will not "
        "leave the region"
    )
    write(
        "one.txt",
        "Ivanov in Tashkent",
        f"Sergei Ivanov, the defense minister, spoke. “{one},” Sergei Ivanov said.",
        date="2004-05-12",
    )
    write(
        "two.txt", "Minister visits",
        "Sergei Ivanov, the defense minister, arrived. “Moscow sees Central Asia as a "
        "zone of vitally strategic interests and is "
        "not about to leave this region,” Sergei Ivanov said.", date="2004-05-13",
    )  # fmt: skip
    write(
        "three.txt",
        "A cut",
        "“A zone of its vital strategic interests,” said Sergei Ivanov, the defense minister.",
    )
    write(
        "four.txt",
        "Another matter",
        "Sergei Ivanov, the defense minister, said: “Grain exports to Central Asia have grown.”",
    )
    for number in range(12):
        write(
            f"other{number}.txt",
            f"Match {number}",
            f"Carl Dorn, the coach, said: “We won game {number} in the region of our home.”",
        )
    library = opened(articles)
    explorer = Explorer(library)
    num = library.search('title:"Ivanov in Tashkent"').hits[0].num
    analysis = library.analysis(num)
    assert analysis is not None
    (quotation,) = [q for q in analysis.quotations if q.kind == "direct"]
    found = explorer.wordings(num, quotation)
    assert {wording.analysis.article.title for wording in found} == {"Minister visits", "A cut"}
    by_title = {wording.analysis.article.title: wording for wording in found}
    other = by_title["Minister visits"]
    assert not other.verbatim
    assert "Moscow" in "".join(change.text for change in other.changes if change.kind == "new")
    assert "Russia" in "".join(change.text for change in other.changes if change.kind == "gone")
    theirs = other.analysis.article.text[other.quotation.start : other.quotation.end].split()
    assert (
        "".join(change.text for change in other.changes if change.kind != "gone").split() == theirs
    )
