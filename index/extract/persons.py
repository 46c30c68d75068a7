"""Find persons: offices before names, given names, verbs that only persons take.

It has rules for Russian, Chinese and Arabic names.
"""

import re
from typing import Final

from index.extract import lexicon
from index.extract.context import (
    COMPOUNDS,
    DOTTED,
    PARTICLES,
    PORTFOLIO,
    Context,
    FoundName,
    adjacent,
    glued,
    run_end,
)
from index.extract.name_evidence import (
    BEGIN_PLACES,
    PARTISANS,
    names_no_person,
    said_of_person,
)
from index.extract.name_shapes import is_family_first, is_kunya, is_numeral
from index.extract.surnames import LABELS, cannot_be_surname, is_eastern_surname
from index.extract.words import Lexeme

# Surnames that are states too.
_STATES_TOO: Final = frozenset("Holland Jordan Ireland England Israel Chad Wales".split())
# Offices that are given names right before a surname.
_GIVEN_TOO: Final = frozenset({"dean"})
_COURTESY: Final = frozenset("mr mrs ms miss sir messrs hon honourable honorable".split())
_PEOPLES: Final = frozenset({"asian", "african", "arab", "native", "american"})
_NO_ROLES: Final = frozenset({"lady", "state"})
_PORTFOLIOS: Final = PORTFOLIO | {"and"}
_ROLE_BEFORE: Final = PORTFOLIO | lexicon.word_list("persons.role_before")
# Surnames that are words for other things too; taken as one only after a given name.
_SURNAMES_TOO: Final = lexicon.word_list("persons.surnames_too")


def _role_back(context: Context, start: int) -> int:
    """The start of the role phrase that ends before token `start`; `start` if there is none."""
    tokens = context.tokens
    at, best = start, start
    while (at > 0 and adjacent(context, at)) or (
        at > 1
        and tokens[at - 1].text == "."
        and glued(context, at - 1)
        and tokens[at - 2].lower in DOTTED
    ):
        token = tokens[at - 1]
        if token.text == ".":
            dotted = tokens[at - 2].lower if at > 1 and glued(context, at - 1) else ""
            if dotted not in DOTTED:
                break
            at -= 2
            if dotted in lexicon.titles():
                best = at
            continue
        if token.is_title:
            at -= 1
            best = at
        elif token.lower in PORTFOLIO and at > 2 and _of_title(tokens, at - 1):
            # "Minister of Defense" before the name: the portfolio leads back to the office
            at -= 1
            best = min(best, at)
        elif (
            token.lower in _ROLE_BEFORE
            or token.is_nationality
            or (token.lower == "and" and best < start and tokens[at - 2].lower in PORTFOLIO)
            or (best < start and token.is_cap and not context.first[at - 1] and "-" in token.text)
            or (token.lower == "of" and best < start and not tokens[at].is_title)
        ):
            at -= 1
            if best < start and token.lower != "of":
                best = at
        else:
            break
    return best


def _of_title(tokens: list[Lexeme], at: int) -> bool:
    """Whether the portfolio words that end at token `at` follow "Minister of"."""
    while at > 1 and tokens[at].lower in _PORTFOLIOS:
        at -= 1
    return tokens[at].lower == "of" and tokens[at - 1].is_title


def body_then_person(context: Context, start: int, end: int) -> int | None:
    """The start of a person's name directly after an organisation's.

    Example: "Liberal Party of Canada Frank Oliver".
    """
    tokens = context.tokens
    for at in range(start + 1, end - 1):
        before = tokens[at - 1]
        if not (before.is_body or before.is_state):
            continue
        person = [t for t in tokens[at:end] if not t.is_separator]
        named = person[0].is_given and 2 <= len(person) <= 4 and len(person[-1].text) > 1
        if (
            named
            and any(t.is_body for t in tokens[start:at])
            and not any(t.is_no_name for t in person)
        ):
            return at
    return None


def place_then_person(context: Context, start: int, end: int) -> int | None:
    """The start of a person's name after the place of an office.

    Example: "Governor of Maine Susan Collins".
    """
    tokens = context.tokens
    if not (start and tokens[start - 1].lower == "of" and adjacent(context, start)):
        return None
    for at in range(start + 1, min(start + 3, end - 1)):
        place = context.surface(start, at)
        if place not in lexicon.places() and place not in lexicon.state_names():
            continue
        words = [token for token in tokens[at:end] if not token.is_separator]
        if (
            words[0].is_given
            and 2 <= len(words) <= 4
            and not any(w.is_no_name for w in words if not w.is_suffix and len(w.text) > 1)
        ):
            return at
    return None


def portfolio_then_person(context: Context, start: int, end: int) -> int | None:
    """The start of a person's name after a portfolio: "Director of Foreign Affairs Anna Bell"."""
    tokens = context.tokens
    if start < 2 or tokens[start - 1].lower != "of" or not adjacent(context, start):
        return None
    for at in range(start + 1, end - 1):
        before = tokens[at - 1].lower
        if (
            (before in PORTFOLIO or before in _POLICIES)
            and tokens[at].is_given
            and not tokens[at].is_no_name
            and end - at <= _MOST_WORDS_OF_A_PERSON
            and tokens[start - 2].is_title
        ):
            return at
    return None


def titled_person(context: Context, start: int, end: int) -> FoundName | None:
    """A person with a title: "Defense Minister Sergei Ivanov", "Sen. McCain"."""
    tokens = context.tokens
    split = start
    for index in range(start, end):
        # "Martin Luther King, Jr.": nothing but a suffix follows, so the title is a surname
        if tokens[index].lower in _GIVEN_TOO and index + 2 == end:
            continue  # "Dean Barker"
        titled = tokens[index].is_title and any(
            not (token.is_separator or token.is_suffix)
            for token in tokens[index + 1 : min(end, index + 6)]
        )
        if titled or (
            tokens[index].lower in LABELS and index < end - 2 and tokens[index + 1].is_given
        ):
            split = index + 1
    while split < end and tokens[split].text == ".":
        split += 1
    if split == start:
        # an office in small letters, or one that ends in "of …", right before the run
        portfolio = start
        if (
            start > 1
            and tokens[start - 1].lower == "of"
            and tokens[start - 2].is_title
            and adjacent(context, start)
        ):
            while portfolio < end and tokens[portfolio].lower in _PORTFOLIOS:
                portfolio += 1
            if portfolio in (start, end):
                return None
            split = portfolio
        elif _role_back(context, start) == start:
            return None
    if split >= end:
        return None
    words = [t for t in tokens[split:end] if not t.is_separator]
    if not 1 <= len(words) <= 5 or words[-1].lower in PARTISANS:
        return None  # "a fellow Republican"
    if len(words) == 1 and words[0].is_english and words[0].lower.endswith("ed"):
        return None  # "American Ambassador Recalled"
    if len(words) > 1 and words[-1].is_nationality and words[0].lower in _PEOPLES:
        return None  # "a fellow Asian Indian"
    if any(t.is_body or t.is_title for t in words) and not _is_full_name(words):
        return None
    if (
        (
            words[-1].lower in lexicon.not_names()
            and not (words[-1].is_suffix and len(words) > 1)
            and not _is_full_name(words)
        )
        or words[0].is_common
        or (len(words) == 1 and cannot_be_surname(words[0]))
    ):
        return None
    office = tokens[split - 1].lower
    if (
        len(words) == 1
        and split == start
        and office.endswith("s")
        and office not in {"mrs", "ms", "messrs"}
        and tokens[split - 1].is_title
        and not (words[0].is_surname or words[0].is_figure)
    ):
        return None  # "their rivals Essex"
    surface = context.surface(split, end)
    if (
        surface in lexicon.state_names()
        or (len(words) > 1 and words[0].is_nationality)
        or any(t.is_state for t in words[1:])
    ):
        return None
    return person_at(context, split, end)


def _is_full_name(words: list[Lexeme]) -> bool:
    """Whether a given name precedes a surname that is also a common word: "Joseph A. Day"."""
    if words[-1].is_suffix:
        words = words[:-1]
    initialled = len(words) > 2 and any(len(token.text) == 1 for token in words[1:-1])
    return (
        2 <= len(words) <= 4
        and words[0].is_given
        and (initialled or words[-1].lower in _SURNAMES_TOO)
        and not any(token.is_no_name for token in words[1:-1] if len(token.text) > 1)
    )


_POLICIES: Final = frozenset("affairs relations communications policy operations research".split())
_MOST_WORDS_OF_A_PERSON: Final = 4
_BEFORE_PORTFOLIOS: Final = frozenset({"of", "for", "national", "foreign", "public"})
_PARTISANS: Final = frozenset(
    "democrat republican libertarian tory labourite socialist independent".split()
)


def _behind_labels(context: Context, start: int, end: int) -> int:
    """The first token of the name itself, after a portfolio or a party before it.

    "Director of National Intelligence Bell", "Democrat Anna Bell".
    """
    tokens = context.tokens
    lower = tokens[start].lower
    if end - start > 2 and lower in _PARTISANS:
        return start + 1
    behind = start > 0 and tokens[start - 1].lower in _BEFORE_PORTFOLIOS
    if end - start > 1 and behind and (lower in PORTFOLIO or lower in _POLICIES):
        return start + 1
    return start


def person_at(context: Context, start: int, end: int) -> FoundName:
    """The person that tokens `start` to `end` name, with the role phrase directly before."""
    start = _behind_labels(context, start, end)
    role_at = _role_back(context, start)
    begin, stop = context.starts[start], context.end(end - 1)
    name = context.text[begin:stop].rstrip(".,")
    if name.endswith((" Jr", " Sr")) and context.text[stop - 1 : stop + 1].startswith("."):
        name += "."
    if role_at == start:
        return FoundName(begin, stop, name, "person")
    form = start - 1
    if form > role_at and context.tokens[form].text == ".":
        form -= 1
    if form > role_at and context.tokens[form].lower in _COURTESY:
        role_at = form  # "in such a state Mr. Dorn": the words before "Mr." are no role
    role = context.surface(role_at, start)
    if role.lower() in _NO_ROLES or _is_supposed(context, role_at):
        return FoundName(begin, stop, name, "person")
    single = _of_each(role)
    if single is not None:
        # "candidates Anna Bell and Carl Dorn": the role of each, and no part of a name
        joined = end < len(context.tokens) and context.tokens[end].lower in {"and", ",", "or"}
        # "told reporters Dorn would go" has no role
        return FoundName(begin, stop, name, "person", single if joined else None, begin)
    courtesy = role.rstrip(".").lower() in _COURTESY
    return FoundName(
        begin, stop, name, "person", None if courtesy else role, context.starts[role_at], courtesy
    )


def _of_each(role: str) -> str | None:
    """The singular of an office in the plural: "secretaries"; None for any other role."""
    for plural, single in (("ies", "y"), ("s", "")):
        if role.endswith(plural):
            one = role.removesuffix(plural) + single
            if one.rpartition(" ")[2].lower() in lexicon.titles():
                return one
    return None


def _is_supposed(context: Context, at: int) -> bool:
    """Whether the office at token `at` is only supposed: "if he were President"."""
    return at > 0 and context.tokens[at - 1].lower in {"were", "be", "become", "becomes"}


def is_person_ahead(context: Context, at: int) -> bool:
    """Whether a given name and another name start at token `at`, and no place or organisation."""
    words = [token for token in context.tokens[at : run_end(context, at)] if not token.is_separator]
    if (
        not 2 <= len(words) <= 3
        or words[0].folded not in lexicon.genders()
        or words[0].text in lexicon.places()
    ):
        return False
    whole = " ".join(word.text for word in words)
    return whole not in lexicon.places() and not any(
        word.is_no_name or word.is_state or word.is_nationality for word in words
    )


def _is_place_or_thing(context: Context, first: Lexeme, start: int) -> bool:
    """Whether a run without a given name begins with a place: "the Brooklyn Paper"."""
    if first.text in lexicon.places():
        return True
    before = context.tokens[start - 1].lower if start and adjacent(context, start) else ""
    return before in {"the", "a", "an"}


def looks_like_person(context: Context, words: list[Lexeme], start: int, end: int) -> bool:
    """Whether the `words` of tokens `start` to `end` can be the name of a person."""
    if not 2 <= len(words) <= 5:
        return False
    first, last = words[0], words[-1] if not words[-1].is_suffix else words[-2]
    by_given_name = first.is_given
    full = _is_full_name(words)
    if is_family_first(words):
        return True
    if names_no_person(context, words, start, end):
        return False
    if any(
        t.is_no_name and not (t is first and by_given_name) and not (t is last and full)
        for t in words
        if not t.is_suffix and t.lower not in PARTICLES and len(t.text) > 1
    ):
        return False
    if any(t.lower.rpartition("-")[2] in COMPOUNDS for t in words if "-" in t.text):
        return False
    if any(t.is_nationality or any(c.isdigit() for c in t.text) for t in words):
        return False
    surname_of_a_state = by_given_name and len(words) < 4 and last.text in _STATES_TOO
    is_ruler = by_given_name and len(words) == 2 and is_numeral(context, first, last, end)
    if (last.is_state and not surname_of_a_state) or (len(last.text) == 1 and not is_ruler):
        return False
    if any(t.is_upper and len(t.text) > 2 and not t.is_suffix and "." not in t.text for t in words):
        return False
    if is_kunya(words) or (len(words) < 4 and is_eastern_surname(last)):
        return True
    given = by_given_name or (
        len(first.text) == 1 or re.fullmatch(r"(?:[A-Z]\.)+", first.text) is not None
    )
    if given:
        return (
            not (first.is_seat or first.is_state)
            or context.cap_seen.get(last.text, 0) > 1
            or (last.is_given and said_of_person(context, start, end))
        )
    if first.is_state or first.is_seat or first.lower in BEGIN_PLACES:
        return False
    if _is_place_or_thing(context, first, start):
        return False
    if len(words) < 4 and last.is_surname and not any(t.is_english for t in words):
        return not any(t.lower in context.lower_seen for t in words)
    if first.is_english and not said_of_person(context, start, end):
        return False
    # no known given name: the surname by itself, or words next to the name that only persons have
    if len(words) <= 3 and not any(t.lower in context.lower_seen for t in words):
        return said_of_person(context, start, end) or context.cap_seen.get(
            last.text, 0
        ) > context.cap_seen.get(first.text, 0)
    return False
