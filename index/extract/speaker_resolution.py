"""The actor that a speaker's words mean: by a name, a pronoun or an office."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from index.extract import lexicon
from index.extract.cue_subjects import PRONOUNS, Subject, SubjectReader, tokens_before_is_place
from index.extract.described_speakers import apposed
from index.extract.document_owners import owner_of_document
from index.extract.holders import Holders
from index.extract.namesakes import name_parts
from index.extract.offices import Offices
from index.extract.orators import FIRST_PERSON, Orators
from index.extract.outlets_of_words import means_outlet, outlet_meant
from index.extract.short_names import ShortNames
from index.extract.spoken import Said
from index.model import Actor, Mention
from index.text import fold

_GENDERS: Final = {"he": "m", "she": "f"}
# With the owner of a noun of saying: "her call for".
_GENDERS_OF_ALL: Final = _GENDERS | {"his": "m", "her": "f"}
_FORMS_OF_ADDRESS: Final = {
    "Mr.": "m",
    "Mr": "m",
    "Mrs.": "f",
    "Mrs": "f",
    "Ms.": "f",
    "Ms": "f",
    "Miss": "f",
    "Lord": "m",
    "Lady": "f",
    "Sir": "m",
}
_OTHERS: Final = ("others", "colleagues", "allies", "supporters", "co-authors", "aides")
_PLURAL_OPENERS: Final = ("those ", "many ", "some ", "several ", "most ", "few ", "all ")
_BEFORE_TAGS: Final = frozenset({",", "”", '"', "’", "'", "—", "–"})
_GROUPS: Final = frozenset("crowd audience family police people public press".split())
# How many sentences back, and paragraphs, a pronoun is followed.
_MOST_STEPS, _MOST_PARAGRAPHS = 8, 2


def _is_group(words: str) -> bool:
    """Whether a noun phrase means several people, a body or a document: no "he" means it."""
    head = re.findall(r"[^\W\d_]+", words.partition(" of ")[0].partition(" for ")[0])[-1:]
    return (
        not head or head[0] in _GROUPS or head[0] in lexicon.body_nouns() or head[0].endswith("s")
    )


def _source_in(reader: SubjectReader, first: int, last: int) -> Subject | None:
    """The source among tokens `first` to `last`: "according to Bell"."""
    for at in range(first, last - 2):
        if reader.tokens[at].lower == "according" and reader.tokens[at + 1].lower == "to":
            return None if reader.inside[at] else reader.subject_after(at + 2, last)
    return None


class Resolver:
    """The actor that a speaker's words mean; None where the text does not settle it."""

    def __init__(
        self,
        reader: SubjectReader,
        actors: Sequence[Actor],
        mentions: Sequence[Mention],
        author: int | None = None,
    ) -> None:
        """`author` is who says "I" where no member of an assembly speaks."""
        self.reader = reader
        self.actors = actors
        self.mentions = mentions
        self._surnames = Counter(
            [name_parts(actor.name)[-1] for actor in actors if actor.kind == "person"]
        )
        self._genders: dict[int, str | None] = {}
        self._orators = Orators(reader, author)
        self._short_names = ShortNames(actors, mentions)
        self.holders: Final = Holders(reader, actors, mentions)
        self._offices = Offices(reader, actors, mentions)

    def resolve(self, one: Said) -> int | None:
        """The actor that a quotation's speaker means."""
        return None if one.subject is None else self.actor_of(one.subject)

    def actor_of(self, subject: Subject) -> int | None:
        """The actor that the words of a subject mean."""
        if subject.mention is not None:
            return subject.mention.actor
        word = subject.text.lower()
        if word in _GENDERS_OF_ALL:
            return self._pronoun(subject)
        if word == "it":
            return self._owner(subject)
        if word in FIRST_PERSON:
            return self._orators.actor_at(subject.span.start)
        if word in PRONOUNS:
            return None
        if " and " in word:
            return self._with_others(subject)
        if means_outlet(word.split()):
            outlet = outlet_meant(self.reader, self.reader.token_from(subject.span.start))
            if outlet is not None:
                return outlet
        for meant in (
            self._owner(subject),
            apposed(self.reader, subject),
            self._offices.holder(subject, self._last_subject),
        ):
            if meant is not None:
                return meant
        return self._short_names.meant(subject)

    def _owner(self, document: Subject) -> int | None:
        """The actor whose document the words name, or mean by "it"."""
        owner = owner_of_document(self.reader, document)
        if owner is None:
            return None
        return self._pronoun(owner) if owner.mention is None else owner.mention.actor

    def _with_others(self, subject: Subject) -> int | None:
        """The one named in "Senator Bell and others", "Bell and several colleagues"."""
        if not subject.text.lower().endswith(_OTHERS):
            return None
        named = [
            mention
            for at in range(
                self.reader.token_from(subject.span.start),
                self.reader.token_from(subject.span.end),
            )
            if (mention := self.reader.mention_from(at)) is not None
        ]
        return named[0].actor if len(named) == 1 else None

    def is_stated(self, one: Said) -> bool:
        """Whether the text names the speaker next to the words, by a name that one actor has."""
        known = one.subject is not None and self.names(one.subject)
        if known and one.subject is not None and one.subject.text.lower() in _GENDERS:
            return False  # a pronoun that means somebody in a dialogue
        return known and one.cue is not None and not one.inherited

    def names(self, subject: Subject) -> bool:
        """Whether the subject is a name that only one actor of the article has."""
        return subject.mention is not None and self._surnames[fold(subject.mention.surface)] < 2

    def _pronoun(self, subject: Subject) -> int | None:
        gender = _GENDERS_OF_ALL[subject.text.lower()]
        return self._antecedent(self.reader.token_from(subject.span.start), gender, _MOST_STEPS)

    def _antecedent(self, at: int, gender: str, steps: int) -> int | None:
        """The person that "he" or "she" at token `at` means; None where the text leaves it open.

        Candidates are the subject of the verb of saying in the same sentence ("Ivanov said he"),
        then the subjects of the sentences before, newest first. The same pronoun leads further
        back. A person without a name, or two who fit, end the search. Subjects come first in the
        ordering of Grosz, Joshi and Weinstein, "Centering" (1995). Names that only the other gender
        has are skipped.
        """
        reader = self.reader
        number = reader.sentence_of(at)
        own = reader.sentences[number]
        earlier = self._same_pronoun(own.first, at, gender)
        if earlier is not None:
            return self._antecedent(earlier, gender, steps)
        tag = self._is_tag(own.first, at)
        found, settled = self._subject_of(own.first, at, gender, steps, only_subject=tag)
        if settled:
            return found
        for index in range(number - 1, max(-1, number - 1 - steps), -1):
            sentence = reader.sentences[index]
            if sentence.paragraph < own.paragraph - _MOST_PARAGRAPHS:
                break
            found, settled = self._subject_of(
                sentence.first, sentence.last, gender, steps - (number - index)
            )
            if settled:
                return found
        return self._subject_of(own.first, at, gender, steps)[0] if tag else None

    def _is_tag(self, first: int, at: int) -> bool:
        """Whether the pronoun at token `at` follows its words: "S, he said."."""
        reader, tokens = self.reader, self.reader.tokens
        if at - 1 <= first or at + 1 >= len(tokens) or tokens[at - 1].text not in _BEFORE_TAGS:
            return False
        closed = at + 2 >= len(tokens) or tokens[at + 2].text in {".", ",", ";"}
        return closed and reader.is_cue(at + 1)

    def _same_pronoun(self, first: int, last: int, gender: str) -> int | None:
        """The first unquoted "he" or "she" of that gender among tokens `first` to `last`."""
        reader = self.reader
        return next(
            (
                at
                for at in range(first, last)
                if not reader.inside[at] and _GENDERS.get(reader.tokens[at].lower) == gender
            ),
            None,
        )

    def _subject_of(
        self, first: int, last: int, gender: str, steps: int, *, only_subject: bool = False
    ) -> tuple[int | None, bool]:
        """The actor that a pronoun after tokens `first` to `last` means, and if to stop there.

        `only_subject`: who is named alone there but is no subject is not meant.
        """
        reader = self.reader
        subject = self._leading(first, last)
        people = self._people(first, last, gender)
        if only_subject and len(people) == 1:
            people = []
        mention = subject.mention if subject is not None else None
        if mention is not None and reader.is_person(mention) and self._fits(mention, gender):
            if self.gender_of(mention.actor) is None and any(self.gender_of(one) for one in people):
                return None, True  # the other is known to fit
            return self._alone(mention, gender), True
        if subject is None or mention is not None:
            # no subject, or one that cannot be meant: who is named alone is
            return (people[0], True) if len(people) == 1 else (None, len(people) > 1)
        word = subject.text.lower()
        own = word in {"i", "we"} and reader.sentences[reader.sentence_of(first)].last == last
        if (own or word in {"who", "it"}) and len(people) == 1:
            return people[0], True  # "I have read Anna Bell. She says"
        if word in PRONOUNS:
            if _GENDERS.get(word) == gender and steps > 1:
                before = reader.token_from(subject.span.start)
                return self._antecedent(before, gender, steps - 1), True
            return None, False
        if _is_group(word) or word.startswith(_PLURAL_OPENERS):
            return (people[0], True) if len(people) == 1 else (None, len(people) > 1)
        held_by = apposed(reader, subject)  # "Latvia's foreign minister, Anna Bell, left. She"
        if held_by is not None:
            return (held_by if self.gender_of(held_by) in {None, gender} else None), True
        return self._offices.holder(subject, self._last_subject), True

    def _leading(self, first: int, last: int) -> Subject | None:
        """The subject of the verb of saying among tokens `first` to `last`, or of their clause."""
        reader = self.reader
        for at in range(last - 1, first - 1, -1):
            if reader.is_cue(at) and reader.strong(at):
                subject = reader.subject_before(at, first)
                if subject is None and at and reader.tokens[at - 1].text in ",”\"»’'?!":
                    subject = reader.subject_after(at + 1, last)
                if subject is not None:
                    return subject
        source = _source_in(reader, first, last)
        if source is not None and reader.is_person(source.mention):
            return source
        opening = reader.tokens[first]
        if opening.lower in {"i", "we", "you", "they", "it"} and not reader.inside[first]:
            return reader.word_as_subject(first)
        subject = reader.clause_subject(last, first)
        if subject is None or subject.mention is None:
            return subject
        owner = reader.is_owner(subject.mention)
        return (
            None
            if owner or tokens_before_is_place(reader.tokens, reader.token_from(subject.span.start))
            else subject
        )

    def _alone(self, mention: Mention, gender: str) -> int | None:
        """The actor of `mention`, unless it is one of two joined people who both fit."""
        after = self.reader.text[mention.end : mention.end + 5]
        joined = self.reader.mention_at.get(mention.end + 5) if after == " and " else None
        return (
            None
            if joined is not None and self.reader.is_person(joined) and self._fits(joined, gender)
            else mention.actor
        )

    def _fits(self, mention: Mention, gender: str) -> bool:
        return self.gender_of(mention.actor) in {None, gender}

    def gender_of(self, number: int) -> str | None:
        """The gender of an actor, "m" or "f"; None if the text does not tell."""
        if number not in self._genders:
            self._genders[number] = self._told_gender(number)
        return self._genders[number]

    def _told_gender(self, number: int) -> str | None:
        """A person's gender by "Mr." or the like before a mention, else by the given name."""
        for mention in self.mentions:
            if mention.actor == number:
                word = self.reader.text[max(0, mention.start - 5) : mention.start].split()[-1:]
                if word and word[0] in _FORMS_OF_ADDRESS:
                    return _FORMS_OF_ADDRESS[word[0]]
        parts = name_parts(self.actors[number].name)
        alone = len(parts) < 2 and parts[0] in lexicon.surnames()
        return None if alone else lexicon.genders().get(parts[0])

    def _people(self, first: int, last: int, gender: str) -> list[int]:
        """Persons who fit, named outside quotation marks among tokens `first` to `last`.

        Owners ("Bell's") are left out.
        """
        reader = self.reader
        found = []
        for at in range(first, last):
            mention = reader.mention_from(at)
            if (
                mention is None
                or reader.inside[at]
                or not reader.is_person(mention)
                or not self._fits(mention, gender)
            ):
                continue
            if not reader.is_owner(mention):
                found.append(mention.actor)
        return list(dict.fromkeys(found))

    def _last_subject(self, subject: Subject) -> int | None:
        """The person who was the subject last, in the sentence or the two before it."""
        reader = self.reader
        at = reader.token_from(subject.span.start)
        number = reader.sentence_of(at)
        for index in range(number, max(-1, number - 3), -1):
            sentence = reader.sentences[index]
            if sentence.paragraph < reader.sentences[number].paragraph - 1:
                return None
            leading = self._leading(sentence.first, at if index == number else sentence.last)
            if (
                leading is not None
                and leading.mention is not None
                and self.reader.is_person(leading.mention)
            ):
                return leading.mention.actor
        return None
