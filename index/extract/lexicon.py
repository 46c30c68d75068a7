"""Word lists of the extractors, read once from index/extract/data."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final


def lines_of(name: str) -> list[str]:
    """The lines of a word list without comments and empty ones."""
    text = (files("index.extract") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in lines_of(name) for word in line.replace("|", " ").split())


@dataclass(frozen=True, slots=True)
class State:
    """A state's name with the other names, capital and demonyms the press uses for it."""

    name: str
    others: tuple[str, ...]
    capital: str
    demonyms: tuple[str, ...]


@cache
def states() -> tuple[State, ...]:
    """Every state of the list; other names, capital and demonyms may be empty."""
    found = []
    for line in lines_of("states.tsv"):
        name, others, capital, demonyms = line.split("\t")
        split = [tuple(part for part in cell.split("|") if part) for cell in (others, demonyms)]
        found.append(State(name, split[0], capital.split("|")[0], split[1]))
    return tuple(found)


@cache
def state_names() -> dict[str, str]:
    """Each name of a state, as written, to the state's canonical name."""
    table: dict[str, str] = {}
    for state in states():
        for name in (state.name, *state.others):
            table.setdefault(name, state.name)
    return table


# Seats of power that stand for a government, beside the capitals.
_SEATS: Final = {
    "Kremlin": "Russia",
    "White House": "United States",
    "Washington": "United States",
    "Downing Street": "United Kingdom",
    "Elysee": "France",
    "Élysée": "France",
    "Foggy Bottom": "United States",
    "Kiev": "Ukraine",
}


@cache
def seats() -> dict[str, str]:
    """Capitals and seats of power to the state whose government they can stand for."""
    table = {
        state.capital: state.name
        for state in states()
        if state.capital and " " not in state.capital
    }
    # cities that share their name with something commoner, or whose state has the same name
    for name in (
        "Singapore",
        "Luxembourg",
        "Monaco",
        "Victoria",
        "Georgetown",
        "Kingston",
        "Hamilton",
        "Stanley",
        "Jamestown",
        "Plymouth",
    ):
        table.pop(name, None)
    return {**{name: state for name, state in table.items() if name != state}, **_SEATS}


@cache
def demonyms() -> dict[str, str]:
    """Adjectives and nouns of nationality to the state: "Uzbek" to "Uzbekistan"."""
    table: dict[str, str] = {}
    for state in states():
        for demonym in state.demonyms:
            table.setdefault(demonym, state.name)
    return table


@cache
def outlets() -> dict[str, str]:
    """Each name of a media outlet, casefolded, to its canonical name."""
    table: dict[str, str] = {}
    for line in lines_of("outlets.txt"):
        names = line.split("|")
        for name in names:
            table.setdefault(name.casefold(), names[0])
    return table


@cache
def bodies() -> dict[str, str]:
    """Each name of an organisation that no word in it tells, as written, to its canonical name."""
    table: dict[str, str] = {}
    for line in lines_of("bodies.txt"):
        names = line.split("|")
        table.update(dict.fromkeys(names, names[0]))
    return table


@cache
def given_names() -> frozenset[str]:
    """Given names, folded."""
    return frozenset(line.split("\t")[0] for line in lines_of("given.txt"))


@cache
def genders() -> dict[str, str]:
    """Given names, folded, that nine in ten people of one gender have: "m" or "f"."""
    return {
        name: gender
        for name, apart, gender in (line.partition("\t") for line in lines_of("given.txt"))
        if apart
    }


@cache
def family_names() -> frozenset[str]:
    """Chinese family names in Latin letters, in lower case; they stand before the given name."""
    return _words("family.txt")


@cache
def places() -> frozenset[str]:
    """Cities and parts of states, as written."""
    return frozenset(lines_of("places.txt"))


@cache
def titles() -> frozenset[str]:
    """Words that end a role phrase before a name, singular and plural, in lower case."""
    singular = _words("titles.txt")
    plural = {
        f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
        for word in singular
        if len(word) > 4 and not word.endswith("s")
    }
    return singular | plural


@cache
def org_words() -> frozenset[str]:
    """Words that make a capitalised name an organisation, in lower case."""
    return _words("orgwords.txt")


@cache
def not_names() -> frozenset[str]:
    """Capitalised words that are no actor by themselves, in lower case."""
    return _words("notnames.txt")


@cache
def common_words() -> frozenset[str]:
    """Words that begin sentences in capitals without being names, in lower case."""
    return _words("common.txt")


@cache
def never_names() -> frozenset[str]:
    """Words that are no part of a person's name, in lower case."""
    return not_names() | common_words() | org_words() | titles()


@cache
def cues() -> dict[str, bool]:
    """Cue verbs in every form; True where the verb alone is enough to say that somebody speaks."""
    return {
        word.removeprefix("~"): not word.startswith("~")
        for word in reversed(list(_ordered("cues.txt")))
    }


def _ordered(name: str) -> list[str]:
    return [word for line in lines_of(name) for word in line.split()]


@cache
def human_nouns() -> frozenset[str]:
    """Nouns for people who speak without being named."""
    return frozenset(" ".join(lines_of("persons.txt")).partition("|")[0].split())


@cache
def body_nouns() -> frozenset[str]:
    """Nouns for bodies and documents that can be quoted."""
    return frozenset(" ".join(lines_of("persons.txt")).partition("|")[2].split())


@cache
def said_weights() -> dict[str, float]:
    """What each feature of `said.features` speaks for words being said (above 0) or not (below)."""
    rows = (line.rpartition("\t") for line in lines_of("said.tsv"))
    return {feature: float(weight) for feature, _, weight in rows}


# So many letters tell most words from those that a listed name begins with.
HEAD: Final = 4


@cache
def outlet_heads() -> frozenset[str]:
    """What the names of outlets begin with, in small letters."""
    return frozenset(name[:HEAD] for name in outlets())


@cache
def state_heads() -> frozenset[str]:
    """What the names of states begin with."""
    return frozenset(name[:HEAD] for name in state_names())


@cache
def body_heads() -> frozenset[str]:
    """The first words of the listed organisations."""
    return frozenset(name.split()[0] for name in bodies())


def canonical_outlet(name: str) -> str:
    """The outlet's canonical name, or the name itself without its article where it is not listed."""
    table = outlets()
    plain = name.strip().replace("’", "'")
    for form in (plain, plain.removeprefix("The ").removeprefix("the ")):
        if form.casefold() in table:
            return table[form.casefold()]
    return plain.removeprefix("the ")


__all__ = [
    "State",
    "bodies",
    "body_nouns",
    "canonical_outlet",
    "common_words",
    "cues",
    "demonyms",
    "family_names",
    "genders",
    "given_names",
    "human_nouns",
    "lines_of",
    "never_names",
    "not_names",
    "org_words",
    "outlets",
    "places",
    "said_weights",
    "seats",
    "state_names",
    "states",
    "titles",
]
