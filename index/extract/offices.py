"""Who is meant by an office alone: "the minister", "the Texas senator", "the Kazakh president"."""

from collections.abc import Callable, Sequence
from typing import Final

from index.extract import lexicon
from index.extract.cue_subjects import Subject, SubjectReader
from index.extract.described_speakers import is_of_nation, nation_of
from index.extract.holders import office_words
from index.model import Actor, Mention

_SAME_OFFICE: Final = {"chief": ("minister",), "leader": ("president", "chancellor")}
# Among more holders of an office nobody is meant by it alone.
_TOO_MANY: Final = 40


def _heads(wanted: Sequence[str]) -> set[str]:
    """The nouns that an office can go by: a defense chief is a minister, a leader a president."""
    head = wanted[-1] if wanted else ""
    return {head, *_SAME_OFFICE.get(head, ())}


class Offices:
    """The persons of an article by the words of their roles."""

    def __init__(
        self, reader: SubjectReader, actors: Sequence[Actor], mentions: Sequence[Mention]
    ) -> None:
        self._reader: Final = reader
        self._actors: Final = actors
        self._mentions: Final = mentions
        self._first: dict[int, int] = {}  # where each actor is first named
        self._by_word: dict[str, list[int]] = {}
        for number, actor in enumerate(actors):
            if actor.kind == "person":
                for word in {word for role in actor.roles for word in office_words(role.title)}:
                    self._by_word.setdefault(word, []).append(number)
        for mention in mentions:  # in order of place
            self._first.setdefault(mention.actor, mention.start)

    def holder(self, subject: Subject, last_subject: Callable[[Subject], int | None]) -> int | None:
        """The person before it who holds the office: "the minister", "the Texas senator".

        Where several hold it, "the president" is who holds it without a qualification ("World Bank
        President"), or else who was the last subject; None where that does not tell them apart.
        """
        words = office_words(subject.text)
        if (
            not 2 <= len(words) <= 6
            or words[0] not in {"the", "his", "her"}
            or words[-1] not in lexicon.titles()
        ):
            return None
        wanted = [word for word in words[1:] if word not in {"new", "acting", "then"}]
        nation = nation_of(wanted)
        if nation is not None and len(wanted) > 1:
            of_nation = self._of_nation(wanted, nation, subject)
            if of_nation is not None:
                return of_nation
        candidates = {number for head in _heads(wanted) for number in self._by_word.get(head, ())}
        if len(candidates) > _TOO_MANY:
            return None
        before = [
            number
            for number in candidates
            if self._first.get(number, len(self._reader.text)) < subject.span.start
        ]
        held = {
            number: more for number in before if (more := self._held(number, wanted)) is not None
        }
        holders = {number for number, more in held.items() if more == 0} or held.keys()
        if not holders:
            return None
        last = last_subject(subject)
        if len(holders) == 1 and (len(wanted) > 1 or last is None):
            return next(iter(holders))
        return last if last in holders else None

    def _of_nation(self, wanted: list[str], nation: str, subject: Subject) -> int | None:
        """The one person of `nation` before the subject who holds the office."""
        plain = [word for word in wanted if nation_of([word]) is None]
        held = {
            number
            for head in _heads(plain)
            for number in self._by_word.get(head, ())
            if plain and self._held(number, plain) is not None
        }
        fitting = {
            mention.actor
            for mention in self._mentions
            if mention.actor in held
            and mention.start < subject.span.start
            and is_of_nation(self._reader, mention, nation)
        }
        return fitting.pop() if len(fitting) == 1 else None

    def _held(self, number: int, wanted: list[str]) -> int | None:
        """How many words more than `wanted` the person's office has; None for another office."""
        head, heads = wanted[-1], _heads(wanted)
        more = []
        for role in self._actors[number].roles:
            held = office_words(role.title)
            if heads.isdisjoint(held) or {"former", "ex", "deputy"} & set(held) - set(wanted):
                continue
            if all(word in held or word == head for word in wanted):
                more.append(len(set(held) - set(wanted) - heads))
        return min(more, default=None)
