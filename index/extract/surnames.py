"""Decide whether a capitalised word alone is a surname.

Verbs that only persons take and endings of eastern family names are the evidence.
"""

import re
from functools import cache
from typing import Final

from index.extract import lexicon
from index.extract.context import PLACE_PREPOSITIONS, PORTFOLIO, SOLO_ORGS, Context, adjacent
from index.extract.words import MOST_KEPT, Lexeme

# What a person belongs to, right before the name: "Democrat Jimmy Carter".
LABELS: Final = lexicon.word_list("surnames.labels")


def cannot_be_surname(token: Lexeme) -> bool:
    """Whether a word is a state, an office or the like, and no surname."""
    return (
        token.is_state
        or token.is_nationality
        or token.lower in PORTFOLIO
        or token.lower in lexicon.not_names()
        or (token.is_upper and len(token.text) > 1 and len(token.text) < 5)
        or len(token.text) < 2
    )


# Verbs whose subject is a person; of the passive ones only with "was" before them.
_HUMAN: Final = lexicon.word_list("surnames.human")
_HUMAN_PASSIVE: Final = frozenset(
    "elected re-elected born appointed nominated reappointed sworn knighted arrested acquitted"
    " jailed married educated".split()
)
# What follows the subject of a clause, and what precedes it.
_PREDICATES: Final = lexicon.word_list("surnames.predicates")
_BEFORE_SUBJECTS: Final = lexicon.word_list("surnames.before_subjects")
_BETWEEN: Final = lexicon.word_list("surnames.between")


def _does_as_persons_do(context: Context, at: int) -> bool:
    """Whether token `at` is the subject of a verb that only persons take: "Adams regained"."""
    tokens = context.tokens
    verb, passive = at + 1, False
    while verb < len(tokens) and adjacent(context, verb) and tokens[verb].lower in _BETWEEN:
        passive = passive or tokens[verb].lower in {"was", "been", "is"}
        verb += 1
    if verb >= len(tokens) or not adjacent(context, verb):
        return False
    word = tokens[verb].lower
    return word in _HUMAN_PASSIVE if passive else word in _HUMAN


def _is_subject(context: Context, at: int) -> bool:
    """Whether token `at` begins a clause and a verb follows: "Bell won", ", and Bell later led"."""
    tokens = context.tokens
    if (
        not context.first[at]
        and at
        and tokens[at - 1].lower not in _BEFORE_SUBJECTS
        and tokens[at - 1].text not in {",", ";", ":", "—", "–", "“"}
    ):
        return False
    verb = at + 1
    while (
        verb < len(tokens)
        and adjacent(context, verb)
        and tokens[verb].lower in _BETWEEN
        and tokens[verb].lower not in _PREDICATES
    ):
        verb += 1
    if verb >= len(tokens) or not adjacent(context, verb):
        return False
    word = tokens[verb]
    return (
        word.lower in _PREDICATES
        or word.is_strong_cue
        or (word.lower.endswith("ed") and not word.is_cap)
    )


@cache
def _never_surnames() -> frozenset[str]:
    return frozenset().union(
        lexicon.common_words(), lexicon.org_words(), lexicon.titles(), SOLO_ORGS, LABELS
    )


def _stands_as_place(context: Context, at: int) -> bool:
    before = (
        context.tokens[at - 1]
        if at and context.paragraph_of[at - 1] == context.paragraph_of[at]
        else None
    )
    return before is not None and before.lower in PLACE_PREPOSITIONS


def bare_surname(context: Context, at: int) -> bool:
    """Whether a capitalised word without other explanation is a person's surname."""
    token = context.tokens[at]
    return (
        _can_be_bare_surname(token)
        and not _is_case(context, at)
        and token.lower not in context.lower_seen
        and (
            _does_as_persons_do(context, at)
            or (token.is_figure and not _names_family(context, at))
            or (is_eastern_surname(token) and not _stands_as_place(context, at))
            or ((token.is_surname or _is_name(token)) and _is_subject(context, at))
        )
    )


def _is_case(context: Context, at: int) -> bool:
    """Whether a name is that of a case in court: "Roe v. Wade"."""
    before = [token.lower for token in context.tokens[max(0, at - 2) : at]]
    return bool(before) and (
        before[-1] in {"versus", "v", "vs"} or before in (["v", "."], ["vs", "."])
    )


def _names_family(context: Context, at: int) -> bool:
    """Whether a surname means a family: "the Roosevelt family"."""
    return adjacent(context, at + 1) and context.tokens[at + 1].lower in {"family", "dynasty"}


def _is_name(token: Lexeme) -> bool:
    """Whether a word is a given name or a Chinese family name, and no other word."""
    named = token.is_given or token.lower in lexicon.family_names()
    return named and not (token.is_english or token.is_seat or token.text in lexicon.places())


def _can_be_bare_surname(token: Lexeme) -> bool:
    """Whether a word alone can be a surname. Cached by word."""
    known = _bare_surnames.get(token.text)
    if known is None:
        known = (
            len(token.text) > 2
            and not token.is_upper
            and token.text.replace("-", "").isalpha()
            and token.text.removesuffix("s") not in lexicon.demonyms()
            and token.lower not in _never_surnames()
            and not cannot_be_surname(token)
        )
        if len(_bare_surnames) >= MOST_KEPT:
            _bare_surnames.clear()
        _bare_surnames[token.text] = known
    return known


_bare_surnames: Final[dict[str, bool]] = {}


# Endings that hardly any word but a family name from Russia, the Caucasus or Central Asia has.
_EASTERN: Final = re.compile(
    r"[A-Z][\w-]+(?:[oe]va?|sk(?:y|iy|ii|aya)|enko|shvili|dze|o[gu]ly|oglu|uulu|zade)(?:-[A-Z]\w+)?"
)


def is_eastern_surname(token: Lexeme) -> bool:
    """Whether a word has the ending of a surname of eastern Europe or the Caucasus."""
    text = token.text
    return (
        len(text) > 4
        and (text[-1] in "vayioeu" or "-" in text)  # which spares most words the pattern
        and _EASTERN.fullmatch(text) is not None
        and text not in lexicon.places()
    )
