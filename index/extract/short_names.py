"""Bodies by a part of their name: "the Post", "the Council", "the ministry"."""

import re
from collections.abc import Sequence
from typing import Final

from index.extract import lexicon
from index.extract.cue_subjects import Subject
from index.model import Actor, Mention

_CAPITALISED: Final = re.compile(r"[Tt]he ([A-Z][\w’'-]+)")
_PLAIN: Final = re.compile(r"[Tt]he ([a-z]{5,})")
_NOUNS: Final = lexicon.word_list("short_names.nouns")
_FIRMS: Final = frozenset("company corporation corp corp. inc inc. ltd ltd. co co. plc".split())
# How far before the noun the full name stands, in characters.
_REACH: Final = 1500


class ShortNames:
    """The outlets and organisations of an article by the words of their names."""

    def __init__(self, actors: Sequence[Actor], mentions: Sequence[Mention]) -> None:
        self._mentions: Final = mentions
        self._by_last: dict[str, list[int]] = {}  # longer names by the last word
        self._by_noun: dict[str, list[int]] = {}  # organisations by a noun for bodies
        for number, actor in enumerate(actors):
            if actor.kind in {"person", "state"} or " " not in actor.name:
                continue
            words = actor.name.split(" ")
            self._by_last.setdefault(words[-1], []).append(number)
            if actor.kind == "organisation":
                ends = {words[0].lower(), words[-1].lower()}
                if words[-1].lower() in _FIRMS:
                    ends.add("company")
                for noun in ends:
                    if noun in _NOUNS or noun == "company":
                        self._by_noun.setdefault(noun, []).append(number)

    def meant(self, subject: Subject) -> int | None:
        """The one body that the subject shortens; None where there are two or none."""
        short = _CAPITALISED.fullmatch(subject.text)
        if short is not None:
            fitting = self._by_last.get(short[1], [])
            return fitting[0] if len(fitting) == 1 else None
        plain = _PLAIN.fullmatch(subject.text)
        named = self._by_noun.get(plain[1], []) if plain is not None else []
        if len(named) != 1:
            return None
        start = subject.span.start
        near = any(
            one.actor == named[0] and start - _REACH < one.start < start for one in self._mentions
        )
        return named[0] if near else None
