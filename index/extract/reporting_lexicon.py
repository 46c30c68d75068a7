"""Verbs and nouns that report what someone says, with the complements that each takes.

The table is index/extract/data/reporting.txt. A form's frame is a string of letters, one a
complement (see the head of the table). The prepositions that introduce the content are a separate
column.
"""

from functools import cache
from typing import Final

from index.extract.lexicon import lines_of

# Nouns for what someone thinks or says: "in Bell's view".
VIEWS: Final = frozenset({"view", "opinion", "words", "eyes", "estimation", "judgment"})
_VOWELS: Final = "aeiou"
# Letters of a frame.
THAT, CLAUSE, QUESTION, INFINITIVE, NOUN, GERUND = "t", "c", "w", "i", "n", "g"
ADDRESSEE, PARENTHETIC, WITH_OBJECT, EVIDENCE, RULING = "o", "x", "v", "e", "h"


def inflected(verb: str) -> tuple[str, ...]:
    """The regular forms of `verb`: base, third person, past, gerund."""
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    return verb, third, verb + "ed", verb + "ing"


@cache
def frames() -> dict[str, str]:
    """The frame of each verb form, in lower case."""
    found: dict[str, str] = {}
    for forms, letters, _ in _verbs():
        for form in forms:
            found.setdefault(form, letters)
    return found


@cache
def prepositions() -> dict[str, frozenset[str]]:
    """The prepositions that bring the content of each verb form: "warned of", "pointed to"."""
    return {form: words for forms, _, words in _verbs() for form in forms if words}


@cache
def reporting_nouns() -> frozenset[str]:
    """Nouns that report: "the claim that …"."""
    lines = lines_of("reporting.txt")
    return frozenset(word for line in lines if line[0] == "=" for word in line[1:].split())


@cache
def _verbs() -> tuple[tuple[tuple[str, ...], str, frozenset[str]], ...]:
    rows = []
    for line in lines_of("reporting.txt"):
        if line[0] == "=":
            continue
        forms, _, complements = line.partition("|")
        names = tuple(forms.split())
        letters, *words = complements.split()
        rows.append((inflected(names[0]) if len(names) == 1 else names, letters, frozenset(words)))
    return tuple(rows)
