"""One person under several names across the articles of a library."""

from pathlib import Path

import pytest

from index.explore.dossier import make_dossier
from index.model.identity import actor_key
from tests.support.articles import Open, Write


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Donald Trump", "Donald J. Trump", True),
        ("Sergei Ivanov", "SERGEI IVANOV", True),
        ("Bill Clinton", "Hillary Clinton", False),
        ("George Bush", "George Bush Jr", False),
    ],
)
def test_which_names_are_one_person_across_articles(one: str, other: str, same: bool) -> None:
    assert (actor_key(one, "person") == actor_key(other, "person")) is same


def test_one_name_in_several_romanisations_is_one_actor(
    write: Write, articles: Path, opened: Open
) -> None:
    for number in range(3):
        write(
            f"one{number}.txt",
            f"One {number}",
            "We heard that Minister Kadyr Gulomov spoke. “We will go there,” said Gulomov.",
        )
    write("two.txt", "Two", "They met the minister Kadyr Ghulomov in the old town.")
    write("alone.txt", "Alone", "They met Mr. Ghulomov in the old town.")
    write(
        "bryan.txt", "Bryan", "They met the writers Brian Martin and Bryan Martin in the old town."
    )
    write(
        "both.txt", "Both", "They met the ministers Andrei Petrov and Oleg Petrov in the old town."
    )
    write("third.txt", "Third", "They met the minister Andrey Petrov in the old town.")
    library = opened(articles)
    counts = {row.name: row.articles for row in library.actor_counts(library.search(""))}
    assert counts["Kadyr Gulomov"] == 5
    assert not [name for name in counts if "Ghulomov" in name]
    assert counts["Brian Martin"] == counts["Bryan Martin"] == 1
    assert counts["Oleg Petrov"] == 1
    assert counts.get("Andrei Petrov", counts.get("Andrey Petrov")) == 2
    assert len(library.search('actor:"Kadyr Ghulomov"').hits) == 5
    # in a romanisation that no article has
    assert len(library.search('actor:"Qadyr Gulomov"').hits) == 5
    assert len(library.search("speaker:gulomow").hits) == 3
    assert not library.search('actor:"Oleh Petrov"').hits
    (entry,) = [entry for entry in library.actors() if entry.actor.name == "Kadyr Gulomov"]
    assert "Kadyr Ghulomov" in entry.actor.aliases


def test_a_surname_alone_means_the_one_person_who_is_known_by_it(
    write: Write, articles: Path, opened: Open
) -> None:
    for number in range(4):
        write(
            f"full{number}.txt",
            f"Full {number}",
            "President Boris Barov spoke. “We will go there,” said Barov.",
        )
    write("alone.txt", "Alone", "Mr. Barov said: “It is enough by now.” Mr. Twin agreed.")
    write("twin1.txt", "Twin one", "President Adam Twin spoke.")
    write("twin2.txt", "Twin two", "President Eva Twin spoke.")
    library = opened(articles)
    counts = {row.name: row.articles for row in library.actor_counts(library.search(""))}
    assert counts["Boris Barov"] == 5
    assert "Barov" not in counts
    assert counts["Twin"] == counts["Adam Twin"] == 1
    for text in ('actor:"Boris Barov"', "speaker:barov", 'speaker:"Boris Barov"'):
        assert len(library.search(text).hits) == 5, text
    (entry,) = [entry for entry in library.actors() if entry.actor.name == "Boris Barov"]
    assert entry.articles == 5
    assert sum(1 for _ in library.quotations(speaker="Boris Barov")) == 5
    (number,) = library.catalog.find_actors("barov")
    dossier = make_dossier(library, number)
    assert dossier is not None
    assert (dossier.entry.articles, len(dossier.quotations)) == (5, 5)
    analysis = library.analysis(library.find_article("alone.txt"))
    assert analysis is not None
    assert number in library.actor_numbers(analysis)
