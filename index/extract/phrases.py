"""Noun phrases next to a cue: find the words that name the speaker.

A `PhraseReader` finds the subject before a cue ("the minister, who …, said") or after it ("said
Konstantin Simonov, who …").
"""

import re
from collections.abc import Sequence
from typing import Final

from index.extract import lexicon
from index.extract.annotated import PRONOUNS, Annotated, Subject, is_adverb_token, subject_of
from index.extract.words import Lexeme
from index.model import Mention, Span

__all__ = [
    "BREAKERS",
    "PRONOUNS",
    "PhraseReader",
    "Subject",
    "subject_of",
    "tokens_before_is_place",
]

_SPEAKING_PRONOUNS: Final = PRONOUNS - {"it", "who", "you"}
_SKIPPED: Final = frozenset(
    "also then later has had have been was is were are be being not never once again often always even just further simply recently soon still"
    " did does do will would could may might must ever only really reportedly already first now both all who that to".split()
)
_DETERMINERS: Final = frozenset(
    "the a an one his her its their our my this that these those another some many several other two three four five most few no"
    " any each every both all such".split()
)
_CLAUSE: Final = frozenset(", ; : — – ( ) [ ] - ? ! . …".split())
BREAKERS: Final = frozenset(
    "and but or when while as because although though if since after before where which that until unless so than whether".split()
)
# Times between a subject and its verb, and the words before them.
_PERIODS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today week month year"
    " night morning afternoon evening weekend".split()
)
_BEFORE_PERIODS: Final = frozenset("on in late early last this that earlier next the".split())
_PREPOSITIONS: Final = frozenset("of for at from in on with to by".split())
_QUOTING: Final = frozenset("quoted quotes quoting cited cites citing".split())
_PASSIVE: Final = frozenset("was were is are been being".split())
_DOCUMENTS: Final = frozenset(
    "statement statements letter letters report note message email emails e-mail memo release"
    " tweet tweets post op-ed article column resolution petition ad ads video speech".split()
)
_MOST_WORDS_OF_A_PHRASE: Final = 12


class PhraseReader(Annotated):
    """Reads who a phrase before or after a verb means."""

    def subject_before(self, cue: int, lower: int) -> Subject | None:
        """The subject of the cue at token `cue`, looked for back to token `lower`."""
        tokens = self.tokens
        at = cue - 1
        if at >= lower and tokens[at].lower == "as":
            return self._behind_as(cue, lower)
        while at >= lower and (
            tokens[at].lower in _SKIPPED
            or is_adverb_token(tokens[at])
            or tokens[at].lower in {"’s", "’d", "'d"}
        ):
            if tokens[at].lower == "who" and at - 1 >= lower:
                at -= 1
                if tokens[at].text == ",":
                    at -= 1
                break
            at -= 1
        at = self._before_times(at, lower)
        if at < lower:
            return None
        if tokens[at].text == "," and tokens[cue].lower.endswith("ing"):
            # "she met the minister, saying": the subject of the clause before
            return self.clause_subject(at, lower) or self.over_apposition(at, lower)
        if tokens[at].text == "," or tokens[at].text in {")", "—", "–"}:
            return self.over_apposition(at, lower)
        if tokens[at].lower in {"and", "but"} and at - 1 >= lower:
            # "he shook his head and said": the subject of the verb before
            return self.clause_subject(at, lower)
        subject = self.phrase_ending(at, lower)
        if at == cue - 1 and subject is not None and self._is_object(subject, cue, lower):
            # "Bell issued a statement saying": the subject of the verb before the object
            return self.clause_subject(self.token_from(subject.span.start), lower) or subject
        if subject is not None and subject.mention is None and self._is_adverbial(subject, lower):
            return self.clause_subject(at, lower)  # "who has in the past described"
        return subject

    def _before_times(self, at: int, lower: int) -> int:
        """The last token before a time that ends at token `at`: "Bell on Thursday said"."""
        tokens = self.tokens
        end = at
        while at > lower and tokens[at].lower in _PERIODS:
            at -= 1
        if at == end:
            return at
        while at > lower and (tokens[at].lower in _BEFORE_PERIODS or tokens[at].text == "."):
            at -= 1
        return at

    def _behind_as(self, cue: int, lower: int) -> Subject | None:
        """The subject of a cue behind "as": "quoted X as saying", "as described by X"."""
        tokens = self.tokens
        if cue + 2 < len(tokens) and tokens[cue + 1].lower == "by":
            return self.subject_after(cue + 2, len(tokens))
        for at in range(cue - 2, max(lower, cue - _MOST_WORDS_OF_A_PHRASE) - 1, -1):
            if tokens[at].lower in _QUOTING and not self.inside[at]:
                if at > lower and tokens[at - 1].lower in _PASSIVE:
                    return self.subject_before(at, lower)
                return self.subject_after(at + 1, cue - 1)
        return None

    def _is_object(self, subject: Subject, cue: int, lower: int) -> bool:
        """Whether words right before a participle are a document or follow a preposition."""
        if not self.tokens[cue].lower.endswith("ing"):
            return False
        at = self.token_from(subject.span.start)
        if at <= lower:
            return False
        if self.tokens[cue - 1].lower in _DOCUMENTS:
            return True
        return subject.mention is not None and self.tokens[at - 1].lower in {"to", "with"}

    def _is_adverbial(self, subject: Subject, lower: int) -> bool:
        """Whether a preposition stands before words that name no kind of speaker."""
        first = self.token_from(subject.span.start)
        if first <= lower or self.tokens[first - 1].lower not in _PREPOSITIONS:
            return False
        words = re.findall(r"[^\W\d_]+", subject.text.lower())
        return not any(
            word in lexicon.human_nouns()
            or word in lexicon.body_nouns()
            or word in lexicon.titles()
            for word in words
        )

    def phrase_ending(self, at: int, lower: int) -> Subject | None:
        """The noun phrase whose last word is token `at`."""
        tokens = self.tokens
        mention = self.mention_over(at)
        if mention is not None and not self._inside_longer_phrase(mention, lower):
            return subject_of(mention)
        if tokens[at].lower in PRONOUNS:
            return self.word_as_subject(at)
        start, steps = at, 0
        while start > lower and steps < _MOST_WORDS_OF_A_PHRASE:
            before = tokens[start - 1]
            if (
                before.text in _CLAUSE
                and before.text != "-"
                and not (before.text == "." and start > 1 and len(tokens[start - 2].text) < 5)
            ):
                break
            if before.lower in BREAKERS and before.lower != "and":
                break
            if before.is_strong_cue or self.inside[start - 1]:
                break
            start -= 1
            steps += 1
            if before.lower in _DETERMINERS and not (
                start > lower
                and tokens[start - 1].lower in _PREPOSITIONS
                and tokens[start - 1].lower != "in"
            ):
                break
        # words of time and place at the front are not the subject
        return self.named_in(start, at + 1)

    def _inside_longer_phrase(self, mention: Mention, lower: int) -> bool:
        """Whether "X" ends "a spokesman for X": then the spokesman speaks."""
        at = self.token_from(mention.start)
        if (
            mention.role
            and mention.role
            in self.text[max(0, mention.start - len(mention.role) - 2) : mention.start]
        ):
            return False
        before = self.tokens[at - 1] if at - 1 >= lower else None
        if before is not None and before.lower == "the" and at - 2 >= lower:
            before = self.tokens[at - 2]
        if before is None or before.lower not in {"of", "for", "with", "at", "from", "to", "in"}:
            return False
        window = self.tokens[max(lower, at - 9) : at]
        return any(t.is_human_noun for t in window)

    def named_in(self, start: int, end: int) -> Subject | None:
        """Who is named by tokens `start` to `end`: an actor, or the whole phrase where it is a noun's."""
        phrase = self.tokens[start:end]
        words = [t for t in phrase if t.is_word]
        if not words:
            return None
        nouns = [t for t in words if t.is_speaker_noun]
        for index in range(start, end):
            mention = self.mention_from(index)
            if mention is not None and not nouns:
                return subject_of(mention)
        if not nouns and not (phrase[0].lower in _DETERMINERS or words[-1].is_cap):
            return None
        span = Span(self.starts[start], self.end(end - 1))
        inside = [m for m in (self.mention_from(i) for i in range(start, end)) if m is not None]
        whole = next((m for m in inside if m.end >= span.end), None)
        if whole is not None and not any(
            t.lower in {"of", "for", "at", "from", "with", "in"} for t in phrase
        ):
            return subject_of(whole)
        return Subject(span, self.text[span.start : span.end])

    def over_apposition(self, at: int, lower: int) -> Subject | None:
        """The subject before "X, who has served since 2001, said": the name or noun before the first comma."""
        tokens = self.tokens
        leading = self.mention_from(lower)
        if leading is not None and self.text[leading.end : leading.end + 1] == ",":
            return subject_of(leading)
        index = at - 1
        best: Subject | None = None
        while index >= lower:
            if tokens[index + 1].text in {",", "(", "—", "–"} and not self.inside[index]:
                candidate = self.phrase_at_comma(index, lower)
                if candidate is not None:
                    if best is None or (
                        self.is_person(candidate.mention) and not self.is_person(best.mention)
                    ):
                        best = candidate
                    if candidate.mention is not None and candidate.mention.end == self.end(index):
                        following = tokens[index + 2].lower if index + 2 < len(tokens) else ""
                        if (
                            following in {"who", "a", "an", "the", "whose", "his", "her"}
                            or following.isdigit()
                            or index == lower
                        ):
                            return candidate
            index -= 1
        if best is not None:
            return best
        return self.clause_subject(at, lower)

    def phrase_at_comma(self, index: int, lower: int) -> Subject | None:
        mention = self.mention_over(index)
        if mention is not None:
            at = self.token_from(mention.start)
            if at > lower and tokens_before_is_place(self.tokens, at):
                return None
            return subject_of(mention)
        if self.tokens[index].is_human_noun:
            return self.phrase_ending(index, lower)
        if self.tokens[index].lower in PRONOUNS:
            return self.word_as_subject(index)
        return None

    def clause_subject(self, at: int, lower: int) -> Subject | None:
        """The first name, pronoun or person's noun between `lower` and `at` that can be a subject."""
        tokens = self.tokens
        index = lower
        fallback: Subject | None = None
        while index < at:
            if self.inside[index]:
                index += 1
                continue
            mention = self.mention_from(index)
            if mention is not None:
                subject = subject_of(mention)
                following = self.token_from(mention.end)
                possessive = following < len(tokens) and tokens[following].lower in {"’s", "'s"}
                if not tokens_before_is_place(tokens, index) and not possessive:
                    return subject
                fallback = fallback or subject
                index = max(index + 1, following)
                continue
            if tokens[index].lower in {"he", "she", "they"} and not (
                index and tokens[index - 1].lower in {"to"}
            ):
                return self.word_as_subject(index)
            if tokens[index].is_human_noun and (
                index == lower or not tokens_before_is_place(tokens, index)
            ):
                named = self.mention_from(index + 1) if index + 1 < at else None
                if named is not None and self.is_person(named):
                    return subject_of(named)  # "the minister Ivan Petrov"
                return self.phrase_ending(index, lower)
            index += 1
        return fallback

    def subject_after(self, at: int, upper: int) -> Subject | None:
        """The noun phrase that begins at token `at`: "said the minister", "said Konstantin Simonov, who …"."""
        tokens = self.tokens
        while at < upper and is_adverb_token(tokens[at]):
            at += 1
        if at >= upper or self.inside[at] or tokens[at].lower in _PREPOSITIONS:
            return None
        if tokens[at].lower in _SPEAKING_PRONOUNS:
            return self.word_as_subject(at)
        end = at
        while end < upper and end - at < _MOST_WORDS_OF_A_PHRASE and not self.inside[end]:
            token = tokens[end]
            mention = self.mention_from(end)
            if mention is not None and all(
                t.lower not in {"of", "for", "at", "from", "with", "in", "to"}
                for t in tokens[at:end]
            ):
                return subject_of(mention)
            if (token.text in _CLAUSE and token.text != ".") or (
                token.text == "." and len(tokens[end - 1].text) > 4
            ):
                break
            if (
                token.lower
                in {
                    "who",
                    "that",
                    "when",
                    "as",
                    "while",
                    "after",
                    "before",
                    "during",
                    "on",
                    "by",
                    "about",
                    "because",
                    "and",
                    "to",
                }
                and end > at
            ):
                break
            end += 1
        phrase = tokens[at:end]
        if not phrase:
            return None
        if any(t.is_speaker_noun for t in phrase) or phrase[0].is_cap:
            last = end
            if phrase[0].is_cap and phrase[0].lower not in _DETERMINERS:
                last = at
                while last < end and (tokens[last].is_cap or tokens[last].text == "."):
                    last += 1
            return Subject(
                Span(self.starts[at], self.end(max(at, last - 1))),
                self.text[self.starts[at] : self.end(max(at, last - 1))],
            )
        return None


def tokens_before_is_place(tokens: Sequence[Lexeme], at: int) -> bool:
    """Whether a preposition stands before token `at` (an article between them or not)."""
    before = at - 1
    if before >= 0 and tokens[before].lower in {"the", "a", "an", "his", "her", "their", "its"}:
        before -= 1
    return before >= 0 and tokens[before].lower in {
        "in",
        "at",
        "on",
        "of",
        "to",
        "for",
        "with",
        "by",
        "from",
        "against",
        "about",
        "over",
        "under",
        "like",
        "after",
        "during",
        "via",
        "between",
        "than",
    }
