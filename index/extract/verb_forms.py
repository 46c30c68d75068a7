"""Which form of a verb a word can be, told by the plain English words and the irregular verbs."""

from functools import cache
from typing import Final

from index.extract import lexicon

BASE, THIRD, PAST, GERUND = "base", "third", "past", "ing"
_SHORTEST: Final = 3
_VOWELS: Final = "aeiou"


def verb_form(lower: str) -> str:
    """The form of a verb that a word in lower case can be, "" for no verb that is known."""
    return _forms().get(lower, "")


@cache
def _forms() -> dict[str, str]:
    """Maps each form of the known verbs to its kind.

    A plain word is a verb if its past and its gerund are plain words too.
    """
    words = lexicon.plain_words()
    found: dict[str, str] = {}
    for word in words:
        if len(word) < _SHORTEST:
            continue
        pasts, gerunds = _with_ending(word, "ed"), _with_ending(word, "ing")
        if not (words & pasts and words & gerunds):
            continue
        found[word] = BASE
        third = word[:-1] + "ies" if word[-1] == "y" and word[-2] not in _VOWELS else word + "s"
        found[word + "es" if word.endswith(("s", "sh", "ch", "x", "z")) else third] = THIRD
        found.update(dict.fromkeys(words & pasts, PAST))
        found.update(dict.fromkeys(words & gerunds, GERUND))
    found.update(dict.fromkeys(lexicon.word_list("verb_forms.past"), PAST))
    found.update(dict.fromkeys(lexicon.word_list("clause_subjects.past"), PAST))
    found.update(dict.fromkeys(lexicon.word_list("verb_forms.base"), BASE))
    found.update(dict.fromkeys(lexicon.word_list("verb_forms.third"), THIRD))
    return found


def _with_ending(word: str, ending: str) -> frozenset[str]:
    """The spellings of a verb with "ed" or "ing": "made", "stopping", "carried"."""
    made = {word + ending, word + word[-1] + ending}
    if word[-1] == "e":
        made.add(word[:-1] + ending)
    if word[-1] == "y" and ending == "ed":
        made.add(word[:-1] + "ied")
    return frozenset(made)
