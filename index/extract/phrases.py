"""Noun phrases about a cue: the words that name a speaker.

A `Reader` looks at one article's tokens with its mentions and its quoted stretches, and reads the
subject of a cue off the words beside it: before it ("the minister, who …, said"), or after ("said
Konstantin Simonov, who …").
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from index.extract import lexicon
from index.extract.quotes import Quoted
from index.extract.segment import Segments
from index.extract.words import Word
from index.model import Actor, Mention, Span

PRONOUNS: Final = frozenset("he she they i we it you who".split())
_SPEAKING_PRONOUNS: Final = PRONOUNS - {"it", "who", "you"}
_BEFORE_A_VERB: Final = PRONOUNS | {"which", "that", "also", "report", "statement"}
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
_BEFORE_A_NOUN: Final = frozenset("a an the his her its their this no of in ’s 's".split())
# Plurals that are verbs only where a name, a pronoun or "which" stands before them.
_PLURALS: Final = frozenset(
    "states comments remarks claims reports orders notes answers posts tweets promises demands chants calls charges questions"
    " targets references types offers puts shows rules issues".split()
)
_TO_BE: Final = frozenset("is are was were be been being".split())
_PREPOSITIONS: Final = frozenset("of for at from in on with to by".split())
_MOST_WORDS_OF_A_PHRASE: Final = 12


class Subject:
    """The words that name a speaker, and the actor they are, where they name one."""

    __slots__ = ("mention", "span", "text")

    def __init__(self, span: Span, text: str, mention: Mention | None = None) -> None:
        self.span: Final = span
        self.text: Final = text
        self.mention: Final = mention


def subject_of(mention: Mention) -> Subject:
    """The actor named as the subject."""
    return Subject(Span(mention.start, mention.end), mention.surface, mention)


class Reader:
    """Reads who a phrase before or after a verb means."""

    def __init__(
        self,
        text: str,
        segments: Segments,
        actors: Sequence[Actor],
        mentions: Sequence[Mention],
        quoted: Sequence[Quoted],
    ) -> None:
        self.text = text
        self.actors = actors
        self._segments = segments
        self.tokens, self.starts, self.first = segments.tokens, segments.starts, segments.first
        self.sentences = segments.sentences
        self.paragraphs = segments.paragraphs
        self.mention_at: dict[int, Mention] = {}
        self.mention_ending: dict[int, Mention] = {}
        for mention in mentions:
            self.mention_at[mention.start] = mention
            self.mention_ending[mention.end] = mention
        self.inside = _mask(self.starts, quoted)
        self.cues = lexicon.cues()
        self.is_reportage = True  # set by `attribution.attributed`

    def end(self, index: int) -> int:
        """Where token `index` ends."""
        return self._segments.end(index)

    def token_from(self, at: int) -> int:
        """The first token that begins at or after offset `at`."""
        return bisect_left(self.starts, at)

    def mention_from(self, index: int) -> Mention | None:
        """The mention that token `index` is the first word of."""
        return self.mention_at.get(self.starts[index])

    def word_as_subject(self, index: int) -> Subject:
        """Token `index` by itself as the subject."""
        return Subject(Span(self.starts[index], self.end(index)), self.tokens[index].text)

    def sentence_of(self, token: int) -> int:
        low, high = 0, len(self.sentences) - 1
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].last <= token:
                low = middle + 1
            else:
                high = middle
        return low

    def is_cue(self, index: int) -> bool:
        token = self.tokens[index]
        if self.inside[index] or not token.is_cue:
            return False
        if token.is_cap and not self.first[index] and not token.is_upper:
            return False  # "the Islamic State"
        # "a report", "his call", "AP's report", "was asked by": nouns that look like cues, and passives
        before = self.tokens[index - 1] if index else None
        if before is None or token.lower in {"said", "told"}:
            return True
        if before.lower in _BEFORE_A_NOUN:
            return False
        if token.lower in _PLURALS and not (
            before.is_cap or _is_adverb(before) or before.lower in _BEFORE_A_VERB
        ):
            return False
        after = self.tokens[index + 1].lower if index + 1 < len(self.tokens) else ""
        return not (after == "by" and token.lower.endswith("ed") and before.lower in _TO_BE)

    def strong(self, index: int) -> bool:
        return self.tokens[index].is_strong_cue

    # --- noun phrases ---

    def mention_over(self, index: int) -> Mention | None:
        """The mention that token `index` is the last word of."""
        end = self.end(index)
        found = self.mention_ending.get(end)
        if found:
            return found
        if self.tokens[index].lower in {"’s", "'s"} and index:
            return None
        longer = self.mention_ending.get(end + 1)
        return longer if longer and longer.start <= self.starts[index] else None

    def subject_before(self, cue: int, lower: int) -> Subject | None:
        """The subject of the cue at token `cue`, looked for back to token `lower`."""
        tokens = self.tokens
        at = cue - 1
        while at >= lower and (
            tokens[at].lower in _SKIPPED
            or _is_adverb(tokens[at])
            or tokens[at].lower in {"’s", "’d", "'d"}
        ):
            if tokens[at].lower == "who" and at - 1 >= lower:
                at -= 1
                if tokens[at].text == ",":
                    at -= 1
                break
            at -= 1
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
        if subject is not None and subject.mention is None and self._is_adverbial(subject, lower):
            return self.clause_subject(at, lower)  # "who has in the past described"
        return subject

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

    def is_person(self, mention: Mention | None) -> bool:
        """Whether a mention is there and names a person."""
        return mention is not None and self.actors[mention.actor].kind == "person"

    def is_owner(self, mention: Mention) -> bool:
        """Whether the name stands as an owner's: "Trump's"."""
        return self.text[mention.end : mention.end + 2] in {"’s", "'s"}

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
        while at < upper and _is_adverb(tokens[at]):
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


def _is_adverb(token: Word) -> bool:
    return token.lower.endswith("ly") and not token.is_cap  # not Kelly, Emily, Italy


def tokens_before_is_place(tokens: Sequence[Word], at: int) -> bool:
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


def _mask(starts: list[int], quoted: Sequence[Quoted]) -> list[bool]:
    """For each of the tokens that begin at `starts`, whether it stands inside quotation marks."""
    inside = [False] * len(starts)
    for one in quoted:
        first = bisect_left(starts, one.start)
        last = bisect_left(starts, one.end, first)
        inside[first:last] = [True] * (last - first)
    return inside
