"""Organisations by the shape of their names, where no word in them is one for a body.

"Veterans for Peace", "Christian Unity", "Rally for Liberty (RFL)", "Marks & Spencer", "3rd
Battalion": each shape is read only where it is written with capitals in running text.
"""

import re
from typing import Final

from index.extract import lexicon
from index.extract.context import Context, FoundName, adjacent, run_end

# People who name their society after themselves, before "of", "for" or "against".
_MEMBERS: Final = lexicon.word_list("organisation_patterns.members")
# What a party calls itself after an adjective: "Christian Unity".
_CAUSES: Final = lexicon.word_list("organisation_patterns.causes")
_ADJECTIVES: Final = lexicon.word_list("organisation_context.ideologies") | lexicon.word_list(
    "organisation_patterns.adjectives"
)
# Nouns of things that have abbreviations too: "Gross Domestic Product (GDP)".
_THINGS: Final = lexicon.word_list("organisation_patterns.things")
_LINKS: Final = lexicon.word_list("organisation_patterns.links")
_UNITS: Final = lexicon.word_list("organisation_patterns.units")
_NUMBER: Final = re.compile(r"\d{1,4}(?:st|nd|rd|th)?")
_ABBREVIATION: Final = re.compile(r"[A-Z](?=\w*[A-Z])[A-Za-zÀ-ž]{1,9}")
_NATIONS: Final = frozenset("americans canadians australians europeans britons scots".split())
_IN_BRACKETS: Final = re.compile(r"\(([A-Z]{2,6})\)")
_REACH: Final = 60
_OF_A_BODY: Final = frozenset({"member", "members", "head", "chair"})
_MOST_WORDS: Final = 9
_FEWEST_WORDS: Final = 2


def society_at(context: Context, start: int, end: int) -> FoundName | None:
    """A body named by its members or its cause; None where the run has no such shape."""
    return (
        _of_members(context, start, end)
        or _of_cause(context, start, end)
        or _joined_by_ampersand(context, start, end)
    )


def _of_members(context: Context, start: int, end: int) -> FoundName | None:
    """Members and a link to another run: "Sons of the Revolution", "Veterans for Peace"."""
    tokens = context.tokens
    if end == len(tokens) or tokens[end - 1].lower not in _MEMBERS:
        return None
    if end - start > _MOST_WORDS // 2:
        return None
    if end - start == 1 and context.first[start] and tokens[end].lower != "against":
        several = end + 1 < len(tokens) and run_end(context, end + 1) > end + _FEWEST_WORDS
        if tokens[start].lower in context.lower_seen or not several:
            return None  # "Executives for Mondelez said"
    at = end
    if not (adjacent(context, at) and tokens[at].lower in {"of", "for", "against", "without"}):
        return None
    at += 1
    while at < len(tokens) and adjacent(context, at) and tokens[at].lower in {"the", "a", "an"}:
        at += 1
    if at >= len(tokens) or not adjacent(context, at) or not tokens[at].is_cap:
        return None
    stop = run_end(context, at)
    place = context.surface(at, stop)
    if tokens[end].lower == "of" and (place in lexicon.places() or tokens[at].is_nationality):
        return None  # "Mothers of Srebrenica" may not be a body, "Sons of Italian miners" is not
    if (
        tokens[end].lower == "of"
        and end - start == 1
        and (tokens[at].is_state or tokens[end - 1].lower in _NATIONS)
    ):
        return None  # "Americans of Middle Eastern descent"
    return context.found(start, stop, "organisation")


def _of_cause(context: Context, start: int, end: int) -> FoundName | None:
    """An adjective of politics or of a nation and a cause: "Christian Unity", "New Force"."""
    words = context.tokens[start:end]
    if not _FEWEST_WORDS <= len(words) <= _FEWEST_WORDS + 2 or words[-1].lower not in _CAUSES:
        return None
    if context.first[start] and words[0].lower in context.lower_seen:
        return None
    fits = all(word.lower in _ADJECTIVES or word.is_nationality for word in words[:-1])
    return context.found(start, end, "organisation") if fits else None


def _joined_by_ampersand(context: Context, start: int, end: int) -> FoundName | None:
    """A firm named by two names: "Marks & Spencer"."""
    words = context.tokens[start:end]
    inner = [word.text for word in words[1:-1]]
    if "&" not in inner or any(word.is_title for word in words):
        return None
    if any(word.is_english for word in words):
        return None
    return context.found(start, end, "organisation")


def explained_at(context: Context, start: int, end: int) -> FoundName | None:
    """A body whose abbreviation follows in brackets: "Rally for the Republic (RPR)"."""
    tokens = context.tokens
    first = tokens[start]
    if first.is_acronym or first.is_title or first.is_human_noun or first.lower in _OF_A_BODY:
        return None
    at = end
    while at + 2 < len(tokens) and at - start < _MOST_WORDS and tokens[at].text != "(":
        following = at
        while (
            following + 1 < len(tokens)
            and following - at < _FEWEST_WORDS
            and adjacent(context, following)
            and tokens[following].lower in _LINKS
        ):
            following += 1
        if following == at or not (adjacent(context, following) and tokens[following].is_cap):
            return None
        at = run_end(context, following)
    if (
        at + 2 >= len(tokens)
        or tokens[at].text != "("
        or tokens[at + 2].text not in {")", ";", ","}
    ):
        return None
    if not adjacent(context, at) or at - start < _FEWEST_WORDS:
        return None
    short, surface = tokens[at + 1], context.surface(start, at)
    if (
        not _ABBREVIATION.fullmatch(short.text)
        or short.is_state
        or tokens[at - 1].lower in _THINGS
        or surface in lexicon.places()
        or surface in lexicon.state_names()
        or tokens[at - 1].is_title
        or not _has_initials(short.text, surface)
    ):
        return None
    return context.found(start, at, "organisation")


def _has_initials(short: str, name: str) -> bool:
    """Whether the capitals of `short` are initials of `name`, in its order or in another."""
    letters = [letter.lower() for letter in short if letter.isupper()]
    initials = [word[0].lower() for word in re.findall(r"[^\W\d_]+", name)]
    return len(letters) >= _FEWEST_WORDS and all(
        letters.count(one) <= initials.count(one) for one in letters
    )


def named_things(text: str) -> set[str]:
    """The abbreviations that the text explains as those of things and places, not of bodies."""
    found = set()
    for match in _IN_BRACKETS.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()].split()[-3:]
        if not before:
            continue
        places = {" ".join(before[-count:]) for count in (1, 2, 3)}
        if before[-1].lower() in _THINGS or not places.isdisjoint(lexicon.places()):
            found.add(match[1])
    return found


def unit_at(context: Context, start: int, end: int) -> FoundName | None:
    """A numbered unit of an army: "3rd Battalion", "32 Squadron", "101st Airborne Division"."""
    tokens = context.tokens
    if not any(token.lower in _UNITS for token in tokens[start:end]):
        return None
    if not (start and adjacent(context, start) and _NUMBER.fullmatch(tokens[start - 1].text)):
        return None
    while end > start and tokens[end - 1].is_title:
        end -= 1
    return context.found(start - 1, end, "organisation") if end > start else None
