"""The one person of an article whom a noun means: "the captain" is Captain Vane.

A noun is a person's by a title ("Captain Vane"), or by an apposition ("Mr. Penrose, the curate").
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from index.extract.clauses import PREPOSITIONS
from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.words import Lexeme
from index.model import Actor, Mention

# Abbreviated offices, as they precede names.
_SPELT_OUT: Final = {
    "sen": "senator",
    "gov": "governor",
    "rep": "representative",
    "congressman": "representative",
    "congresswoman": "representative",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "prof": "professor",
    "dr": "doctor",
    "rev": "reverend",
    "adm": "admiral",
    "lt": "lieutenant",
    "sgt": "sergeant",
}
_DEFINITE: Final = frozenset("the his her my their our".split())
_DETERMINERS: Final = _DEFINITE | {"a", "an"}
_RELATIVES: Final = frozenset("who which that whose whom".split())
_COURTESY: Final = frozenset({"mr", "mrs", "miss"})
_LONGEST_NOUN: Final = 4
# "Mr Justice Hale" is the judge.
_CALLED: Final = {"justice": "judge"}


@lru_cache(maxsize=10_000)
def office_words(title: str) -> tuple[str, ...]:
    """The words of an office, in small letters and spelt out."""
    return tuple([_SPELT_OUT.get(word, word) for word in re.findall(r"[^\W\d_]+", title.lower())])


class Holders:
    """The persons of an article by the nouns that they are called; read at the first question."""

    def __init__(
        self, reader: SubjectReader, actors: Sequence[Actor], mentions: Sequence[Mention]
    ) -> None:
        self._reader: Final = reader
        self._actors: Final = actors
        self._mentions: Final = mentions
        self._by_noun: dict[str, set[int]] | None = None

    def meant(self, subject: Subject) -> int | None:
        """The one person whom "the captain", "her brother" means; None where two fit, or none."""
        words = office_words(subject.text)
        if not 2 <= len(words) <= 3 or words[0] not in _DEFINITE:
            return None
        if self._by_noun is None:
            self._by_noun = self._nouns()
        found = self._by_noun.get(words[-1], set())
        return next(iter(found)) if len(found) == 1 else None

    def _nouns(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for number, actor in enumerate(self._actors):
            for role in actor.roles if actor.kind == "person" else ():
                for word in office_words(role.title)[-1:]:
                    found.setdefault(_CALLED.get(word, word), set()).add(number)
        for mention in self._mentions:
            if self._actors[mention.actor].kind == "person":
                for noun in _described_as(self._reader, mention):
                    found.setdefault(noun, set()).add(mention.actor)
        return found


def _described_as(reader: SubjectReader, mention: Mention) -> list[str]:
    """The nouns for people right before and behind a name.

    "Mr. Penrose, the young curate, …", "the curate, Mr. Penrose", "her brother Tom".
    """
    tokens = reader.tokens
    found = []
    at = reader.token_from(mention.end)
    if at + 2 < len(tokens) and tokens[at].text == "," and tokens[at + 1].lower in _DETERMINERS:
        end = at + 2
        while end + 1 < len(tokens) and end - at < _LONGEST_NOUN and tokens[end + 1].is_word:
            if tokens[end + 1].lower in PREPOSITIONS or tokens[end + 1].lower in _RELATIVES:
                break
            end += 1
        if _names_one(tokens[end]):
            found.append(tokens[end].lower)
    first = reader.token_from(mention.start)
    while first > 1 and (
        (tokens[first - 1].is_title and tokens[first - 1].is_cap)
        or tokens[first - 1].lower in _COURTESY
        or (tokens[first - 1].text == "." and len(tokens[first - 2].text) < _LONGEST_NOUN)
    ):
        first -= 1
    noun = first - 2 if first > 1 and tokens[first - 1].text == "," else first - 1
    if noun > 0 and _names_one(tokens[noun]):
        opens = noun
        while opens > 0 and noun - opens < 2 and tokens[opens - 1].is_word:
            opens -= 1
            if tokens[opens].lower in _DETERMINERS:
                found.append(tokens[noun].lower)
                break
    return found


def _names_one(token: Lexeme) -> bool:
    return (token.is_human_noun or token.is_title) and not token.lower.endswith("s")
