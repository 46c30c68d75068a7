"""The actor that a speaker's words mean: a name, a pronoun, an office; None where the text does not settle it."""

import re
from collections.abc import Sequence

from index.analysis import fold
from index.article import Actor, Mention
from index.extract import lexicon
from index.extract.actors import name_parts
from index.extract.attribution import Said
from index.extract.phrases import PRONOUNS, Reader, Subject, tokens_before_is_place
from index.extract.segment import Sentence


class Resolver:
    """The actor that a speaker's words mean; None where the text does not settle it."""

    def __init__(self, reader: Reader, actors: Sequence[Actor], mentions: Sequence[Mention]) -> None:
        self.reader = reader
        self.actors = actors
        self.mentions = mentions

    def resolve(self, one: Said) -> int | None:
        subject = one.subject
        if subject is None:
            return None
        if subject.mention is not None:
            return subject.mention.actor
        word = subject.text.lower()
        if word in {"he", "she"}:
            return self._pronoun(subject)
        if word in PRONOUNS or " and " in word:
            return None
        return self._office(subject)

    def is_stated(self, one: Said) -> bool:
        """Whether the text itself names the speaker beside the words, by a name that only one actor here has."""
        if one.inherited or one.cue is None or one.subject is None or one.subject.mention is None:
            return False
        mention = one.subject.mention
        name = fold(mention.surface)
        bearers = [actor for actor in self.actors if actor.kind == "person" and name == name_parts(actor.name)[-1]]
        return len(bearers) < 2

    def _pronoun(self, subject: Subject) -> int | None:
        """The person whom "he" or "she" means: the last subject, where nobody else can be meant.

        Looked for in the sentence of the pronoun, then in the two before it in the same paragraph
        or the last one of the paragraph before. Several people in one sentence leave it open unless
        one of them begins it.
        """
        reader = self.reader
        number = reader.sentence_of(reader.token_from(subject.span.start))
        own = reader.sentences[number]
        for back in range(4):
            index = number - back
            if index < 0:
                return None
            sentence = reader.sentences[index]
            if sentence.paragraph < own.paragraph - 1:
                return None
            until = subject.span.start if back == 0 else sentence.end
            people = self._people(sentence, until)
            if not people:
                continue
            names = list(dict.fromkeys(m.actor for m in people))
            if len(names) == 1:
                return names[0]
            first = people[0]
            token = reader.token_from(first.start)
            leading = token - sentence.first <= 6 and not tokens_before_is_place(reader.tokens, token)
            return first.actor if leading and back > 0 else None
        return None

    def _people(self, sentence: Sentence, until: int) -> list[Mention]:
        """Persons named in the sentence outside quotation marks, before offset `until`."""
        found = []
        for index in range(sentence.first, sentence.last):
            token = self.reader.tokens[index]
            if token.start >= until:
                break
            mention = self.reader.mention_at.get(token.start)
            if mention is not None and not self.reader.inside[index] and self.actors[mention.actor].kind == "person":
                found.append(mention)
        return found

    def _office(self, subject: Subject) -> int | None:
        """The one person before it whose role has the office's noun: "the minister", "the Russian defense chief"."""
        words = re.findall(r"[^\W\d_]+", subject.text.lower())
        if len(words) < 2 or words[0] not in {"the", "his", "her"} or len(words) > 6:
            return None
        head = words[-1]
        if head not in lexicon.titles():
            return None
        fitting = []
        for number, actor in enumerate(self.actors):
            if actor.kind != "person":
                continue
            if not any(m.actor == number and m.start < subject.span.start for m in self.mentions):
                continue
            for role in actor.roles:
                held = role.title.lower().split()
                heads = {head, "minister"} if head == "chief" else {head}
                if (
                    heads & set(held)
                    and not {"former", "ex", "deputy"} & set(held) - set(words)
                    and all(w in held or w in {"the", head} for w in words[1:])
                ):
                    fitting.append(number)
                    break
        return fitting[0] if len(fitting) == 1 else None
