"""What speaks for a person's name and against one: the words beside it, the words in it.

Many given names are other words too: "North Carolina", "Visa Waiver Program", "Rocky Mountains".
"""

from typing import Final

from index.extract import lexicon
from index.extract.context import Context
from index.extract.verb_forms import THIRD, verb_form
from index.extract.words import Lexeme

BEGIN_PLACES: Final = frozenset(
    "new san santa los las fort port mount lake north south east west".split()
)
# Given names that are common words too, and are mostly names where they have a capital.
_GIVEN_TOO: Final = lexicon.word_list("names.given_too")
# The last words of names of things: "Gay Pride Parade", "Rachel Maddow Show".
_THINGS: Final = lexicon.word_list("name_evidence.things")
# Verbs in a sentence in title case: "Mr. Bell Is Late".
_VERBS: Final = lexicon.word_list("name_evidence.verbs")
# What a person belongs to, but no surname: "fellow Republican".
PARTISANS: Final = lexicon.word_list("surnames.labels") - lexicon.word_list("persons.surnames_too")
_OF_BILLS: Final = frozenset({"res", "con", "rept", "doc", "amdt"})
_TWICE: Final = 2


def sentence_verb(context: Context, start: int, end: int) -> int:
    """The token of a verb inside a run of capitals, as in a sentence in title case; 0 for none."""
    tokens = context.tokens
    for at in range(start + 1, end):
        if tokens[at].lower in _VERBS and not tokens[at].is_upper:
            return at
    behind_name = start + 2  # "Anna Bell Reassures Farmers"
    if behind_name + 1 < end and tokens[start].is_given and not tokens[behind_name].is_surname:
        return behind_name if verb_form(tokens[behind_name].lower) == THIRD else 0
    return 0


def names_no_person(context: Context, words: list[Lexeme], start: int, end: int) -> bool:
    """Whether the `words` of tokens `start` to `end` name no person in spite of a given name.

    A place or a thing has a known last word or name. After a first word that is a common word too
    the surname has to be one elsewhere, or the words beside it have to tell a person.
    """
    first, last = words[0], words[-1] if not words[-1].is_suffix else words[-2]
    begins = first.lower.partition("-")[0]  # "North-Rhine Westphalia"
    if len(first.text) == 1 and last.lower in _OF_BILLS:
        return True  # "H. Res. 106"
    if last.lower in _THINGS or last.lower in PARTISANS or begins in BEGIN_PLACES:
        return True
    if context.surface(start, end) in lexicon.places():
        return not said_of_person(context, start, end)
    if not first.is_english or first.lower in _GIVEN_TOO:
        return False
    if last.is_surname or (last.is_given and not last.is_english):
        return False
    again = context.cap_seen.get(last.text, 0) >= _TWICE and not last.is_english
    return not again and not said_of_person(context, start, end)


# What a person heads, holds or suffers: "the leadership of Nawaz Sharif".
_OF_PERSONS: Final = lexicon.word_list("persons.of_persons")


_BY_PERSONS: Final = frozenset("led headed chaired succeeded written beaten".split())
_WORKS: Final = frozenset("article book column op-ed essay editorial piece report paper".split())
_BY_REACH: Final = 8


def said_of_person(context: Context, start: int, end: int) -> bool:
    """Whether words next to the name go only with persons."""
    tokens = context.tokens
    if start > 1 and tokens[start - 1].lower == "of" and tokens[start - 2].lower in _OF_PERSONS:
        return True
    if start > 1 and tokens[start - 1].lower == "by" and tokens[start - 2].lower in _BY_PERSONS:
        return True
    if start > 1 and tokens[start - 1].lower == "by" and end - start < 4:
        # "an article in today's Post by Anna Bell"
        near = range(max(0, start - _BY_REACH), start - 1)
        if any(tokens[at].lower in _WORKS for at in near):
            return True
    if end + 1 < len(tokens):
        following, second = tokens[end], tokens[end + 1]
        if following.text == "," and (
            second.lower in {"who", "whose", "a", "an", "the", "his", "her", "one", "former"}
            or second.text.isdigit()
        ):
            return True
        if following.is_strong_cue:
            return True
    return (
        start > 0
        and tokens[start - 1].is_cue
        and tokens[start - 1].lower in {"said", "says", "added"}
    )
