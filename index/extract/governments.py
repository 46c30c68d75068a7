"""Find states: listed names, forms of government, and capitals that mean a government."""

from typing import Final

from index.extract import lexicon
from index.extract.context import (
    PLACE_PREPOSITIONS,
    PORTFOLIO,
    Context,
    FoundName,
    adjacent,
    run_end,
)

_DESCRIBING: Final = frozenset("a an the who whose one now then aged of".split())
_LONGEST_ASIDE: Final = 14
# "Principality of Guria", "Ottoman Empire": former states, in no current list.
_REALMS: Final = frozenset(
    "principality duchy kingdom sultanate emirate khanate caliphate colony republic union".split()
)


def realm_at(context: Context, start: int, end: int) -> FoundName | None:
    """A state named by its form of government."""
    tokens = context.tokens
    first, last = tokens[start], tokens[end - 1]
    if 2 <= end - start <= 3 and last.lower == "empire" and not first.is_common:
        return context.found(start, end, "state")
    if (
        last.lower in _REALMS
        and end + 1 < len(tokens)
        and tokens[end].lower == "of"
        and tokens[end + 1].is_cap
        and adjacent(context, end + 1)
    ):
        stop = run_end(context, end + 1)
        if not any(t.is_body for t in tokens[start:stop]) and stop - end <= 3:
            name = context.surface(start, stop)
            return context.found(start, stop, "state", lexicon.state_names().get(name, name))
    return None


def _is_surname_here(context: Context, name: str) -> bool:
    """Whether the article has a person with this surname: "Anna Paris"."""
    tokens = context.tokens
    return any(
        tokens[at].text == name
        and tokens[at - 1].is_given
        and tokens[at - 1].is_cap
        and adjacent(context, at)
        and not tokens[at + 1].is_cap
        for at in range(1, len(tokens) - 1)
    )


def _speaks_behind_aside(context: Context, comma: int) -> bool:
    """Whether an aside between commas leads to a verb of saying: "Ankara, in turn, warned that".

    An aside that describes a person is none: "Sofia, a nurse, said", "Sofia, 31, said".
    """
    tokens = context.tokens
    opening = tokens[comma + 1] if comma + 1 < len(tokens) else None
    if opening is None or not opening.is_word or opening.is_cap or opening.lower in _DESCRIBING:
        return False
    for at in range(comma + 2, min(len(tokens) - 2, comma + _LONGEST_ASIDE)):
        if tokens[at].text in {".", ";", ":", "?"}:
            return False
        if tokens[at].text == ",":
            verb = at + 2 if tokens[at + 1].lower in {"has", "had", "also"} else at + 1
            return tokens[verb].is_cue
    return False


def stands_for_government(context: Context, start: int, end: int) -> bool:
    """Whether a capital or seat of power here means a government rather than a place."""
    tokens = context.tokens
    before = start - 1
    if before >= 0 and tokens[before].lower == "the":
        before -= 1
    if (
        before >= 0
        and context.paragraph_of[before] == context.paragraph_of[start]
        and tokens[before].lower in PLACE_PREPOSITIONS
    ):
        return False
    following = tokens[end] if end < len(tokens) else None
    if following is None:
        return False
    name = tokens[start].text
    if name in {"Kremlin"}:
        return True
    if following.is_cue and _is_surname_here(context, name):
        return False
    if following.text in {"’s", "'s", "´s"}:
        return True
    if following.text in {",", "(", "—", "–"} and (context.first[start] or name == "Washington"):
        return following.text == "," and _speaks_behind_aside(context, end)
    if before >= 0 and tokens[before].lower in {"of", "city", "–", "-"}:
        return False
    if adjacent(context, end) and following.text[0].islower():
        return following.lower in {
            "and",
            "has",
            "had",
            "is",
            "was",
            "will",
            "would",
            "wants",
            "does",
            "did",
            "may",
            "must",
            "should",
            "could",
            "can",
            "might",
            "over",
            "on",
            "about",
            "said",
            "told",
            "made",
            "sent",
            "took",
            "gave",
        } or (
            following.lower.endswith(("s", "ed"))
            and not following.lower.endswith(("ss", "us"))
            and following.lower not in {"as", "is", "this", "its", "his"}
        )
    return before >= 0 and tokens[before].lower in {
        "and",
        "between",
        "with",
        "by",
        "that",
        "against",
        "pressure",
        "prompted",
        "told",
        "accused",
        "urged",
    }


# Capitalised words that may precede a state's name.
_BESIDE_STATES: Final = lexicon.word_list("governments.beside_states") | frozenset(PORTFOLIO)


def listed_inside(context: Context, start: int, end: int) -> list[FoundName]:
    """Listed states and outlets inside a longer run of capitals, longest first."""
    found: list[FoundName] = []
    tokens, at = context.tokens, start
    while at < end:
        for stop in range(min(end, at + 5), at, -1):
            surface = context.surface(at, stop).replace("’", "'")
            if surface.isupper() and surface not in lexicon.state_names():
                surface = surface.title()  # "JAPAN" in a headline
                if surface in lexicon.places() and surface not in lexicon.state_names():
                    at = stop - 1  # "MEXICO CITY"
                    break
            if surface in lexicon.state_names() and not (
                stop < end and surface in lexicon.demonyms()
            ):
                # "Russia House", "Georgia Tech": part of some other name
                before = tokens[at - 1] if at > start else None
                belongs = before is not None and not (
                    before.lower in _BESIDE_STATES or context.first[at - 1] or before.is_separator
                )
                if (at == start or stop == end) and not belongs:
                    found.append(context.found(at, stop, "state", lexicon.state_names()[surface]))
                at = stop - 1
                break
            if stop - at > 1 and surface.casefold() in lexicon.outlets():
                found.append(
                    context.found(at, stop, "outlet", lexicon.outlets()[surface.casefold()])
                )
                at = stop - 1
                break
        else:
            if end - start > 1 and tokens[at].text in {"Kremlin"}:
                found.append(context.found(at, at + 1, "state", "Russia"))
            elif tokens[at].text == "White" and at + 1 < end and tokens[at + 1].text == "House":
                found.append(context.found(at, at + 2, "state", "United States"))
        at += 1
    return found
