"""Word lists of the extractors, loaded once from index/extract/data."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final


def lines_of(name: str) -> list[str]:
    """The lines of a word list, without comments and empty lines."""
    text = (files("index.extract") / "data" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in lines_of(name) for word in line.replace("|", " ").split())


@cache
def _word_lists() -> dict[str, frozenset[str]]:
    """The lists of data/grammar.txt by name."""
    found: dict[str, list[str]] = {}
    words: list[str] = []
    for line in lines_of("grammar.txt"):
        if line[0] == "[":
            words = found.setdefault(line[1:-1], [])
        else:
            words += line.split()
    return {name: frozenset(listed) for name, listed in found.items()}


def word_list(name: str) -> frozenset[str]:
    """The words of one list of data/grammar.txt; `name` is "module.list". Raises KeyError."""
    return _word_lists()[name]


@dataclass(frozen=True, slots=True)
class State:
    """A state: its name, other names, capital and demonyms, as the press writes them."""

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
    """Maps each name of a state to its canonical name."""
    table: dict[str, str] = {}
    for state in states():
        for name in (state.name, *state.others):
            table.setdefault(name, state.name)
    return table


# Seats of power other than capitals.
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
    """Maps a capital or seat of power to the state whose government it can mean."""
    table = {
        state.capital: state.name
        for state in states()
        if state.capital and " " not in state.capital
    }
    # cities that share their name with something more common, or with their state
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
    """Maps an adjective or noun of nationality to the state: "Uzbek" to "Uzbekistan"."""
    table: dict[str, str] = {}
    for state in states():
        for demonym in state.demonyms:
            table.setdefault(demonym, state.name)
    return table


@cache
def outlets() -> dict[str, str]:
    """Maps each casefolded name of an outlet to its canonical name."""
    table: dict[str, str] = {}
    for line in lines_of("outlets.txt"):
        names = line.split("|")
        for name in names:
            table.setdefault(name.casefold(), names[0])
    return table


@cache
def bodies() -> dict[str, str]:
    """Maps each name of an organisation without a telling word to its canonical name."""
    table: dict[str, str] = {}
    lists = ("bodies.txt", "companies.txt", "clubs.txt")
    for line in (line for name in lists for line in lines_of(name)):
        names = line.split("|")
        table.update(dict.fromkeys(names, names[0]))
    return table


@cache
def short_names() -> dict[str, str]:
    """Maps each short or other form of a well-known organisation's name to its one name."""
    table: dict[str, str] = {}
    for line in lines_of("short_names.txt"):
        name, *others = line.split("|")
        table.update(dict.fromkeys(others, name))
    return table


@cache
def clubs() -> frozenset[str]:
    """Names of clubs and teams; those of one word can name something else too."""
    return frozenset(name for line in lines_of("clubs.txt") for name in line.split("|"))


@cache
def given_names() -> frozenset[str]:
    """Given names, folded."""
    return frozenset(line.split("\t")[0] for line in lines_of("given.txt"))


@cache
def genders() -> dict[str, str]:
    """Maps a folded given name to "m" or "f", where at least 90 % of its bearers share a gender."""
    return {
        name: gender
        for name, apart, gender in (line.partition("\t") for line in lines_of("given.txt"))
        if apart
    }


@cache
def surnames() -> frozenset[str]:
    """Family names that are no other word, folded."""
    return frozenset(lines_of("surnames.txt"))


@cache
def figures() -> frozenset[str]:
    """Surnames that alone name a public figure in the press, folded."""
    return _words("figures.txt")


@cache
def family_names() -> frozenset[str]:
    """Chinese family names in Latin letters, lower case. They come first in a name."""
    return _words("family.txt")


@cache
def places() -> frozenset[str]:
    """Cities and parts of states, as written."""
    return frozenset(lines_of("places.txt"))


@cache
def titles() -> frozenset[str]:
    """Words that end a role phrase before a name, singular and plural, lower case."""
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
    """Capitalised words that name no actor when alone, lower case."""
    return _words("notnames.txt")


@cache
def common_words() -> frozenset[str]:
    """Words that start sentences in capitals without being names, lower case."""
    return _words("common.txt")


@cache
def plain_words() -> frozenset[str]:
    """English words, lower case: in capitals they are emphasis, next to a name no part of it."""
    return _words("plain_words.txt")


def is_plain_english(word: str) -> bool:
    """Whether a word in lower case is a common English one, or a form of a verb of saying."""
    return word in plain_words() or word in common_words() or word in cues()


@cache
def never_names() -> frozenset[str]:
    """Words that are no part of a person's name, in lower case."""
    return not_names() | common_words() | org_words() | titles()


@cache
def cues() -> dict[str, bool]:
    """Maps every form of a cue verb to whether the verb alone proves that someone speaks."""
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
    """Nouns for organisations and documents that can be quoted."""
    return frozenset(" ".join(lines_of("persons.txt")).partition("|")[2].split())


@cache
def said_weights() -> dict[str, float]:
    """The weight of each feature of `quote_features`: above 0 speaks for words that were said."""
    return _weights("quote_classifier.tsv")


@cache
def content_end_weights() -> dict[str, float]:
    """The weight of each feature of `content_ends.end_features`: above 0 speaks for an end."""
    return _weights("content_ends.tsv")


@cache
def report_weights() -> dict[str, float]:
    """The weight of each feature of `report_features`: above 0 speaks for a statement."""
    return _weights("reports.tsv")


def _weights(name: str) -> dict[str, float]:
    rows = [line.rpartition("\t") for line in lines_of(name)]
    # few weights differ: sharing them keeps more of the table in the processor's cache
    numbers = {weight: float(weight) for _, _, weight in rows}
    return {feature: numbers[weight] for feature, _, weight in rows}


# Letters compared before a full look-up: enough to reject most words.
HEAD: Final = 4


@cache
def outlet_heads() -> frozenset[str]:
    """The first letters of outlet names, lower case."""
    return frozenset(name[:HEAD] for name in outlets())


@cache
def state_heads() -> frozenset[str]:
    """The first letters of state names."""
    return frozenset(name[:HEAD] for name in state_names())


@cache
def body_heads() -> frozenset[str]:
    """The first words of the listed organisations."""
    return frozenset(name.split()[0] for name in bodies())


def canonical_outlet(name: str) -> str:
    """The canonical name of an outlet; if unlisted, its name without the article."""
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
    "clubs",
    "common_words",
    "content_end_weights",
    "cues",
    "demonyms",
    "family_names",
    "figures",
    "genders",
    "given_names",
    "human_nouns",
    "is_plain_english",
    "lines_of",
    "never_names",
    "not_names",
    "org_words",
    "outlets",
    "places",
    "report_weights",
    "said_weights",
    "seats",
    "short_names",
    "state_names",
    "states",
    "surnames",
    "titles",
]
