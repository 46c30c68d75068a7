"""Tokens of an article with its mentions and its quoted spans."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from index.extract import lexicon
from index.extract.quotes import QuotedSpan
from index.extract.tokenizer import TokenizedText
from index.extract.words import Lexeme
from index.model import Actor, Mention, Span

PRONOUNS: Final = frozenset("he she they i we it you who".split())
_BEFORE_A_VERB: Final = PRONOUNS | lexicon.word_list("annotated.before_a_verb")
_BEFORE_A_NOUN: Final = frozenset("a an the his her its their this no of in ’s 's".split())
_BEFORE_PLURALS: Final = frozenset("such these those many several all some other".split())
# Plurals that are verbs only after a name, a pronoun or "which".
_PLURALS: Final = lexicon.word_list("annotated.plurals")
_ASKED: Final = frozenset("asked told questioned informed advised pressed warned".split())
_PASSIVE: Final = frozenset("was were been being when if".split())
_DONE: Final = frozenset("put made found given ruled issued offered written considered".split())
# "Bell, of the Institute, points out", "Bell (Ohio) claims that"
_BEHIND_A_VERB: Final = frozenset({"that", "out", ",", "“", '"'})
_BEHIND_STATE: Final = frozenset({"that", "to", "“", "”", '"', ":", ",", "not", "in", "on"})
_TO_BE: Final = frozenset("is are was were be been being".split())
# Plain forms that are nouns or adjectives unless a subject, "to" or a modal precedes.
_NOUNS_TOO: Final = lexicon.word_list("annotated.nouns_too")
_BEHIND_ADJECTIVES: Final = frozenset(". , ; ? ! in that how".split())
_MODALS: Final = frozenset(
    "to will would can could may might must should shall did do does".split()
)


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


class Annotated:
    """The tokens of an article, the mention at each token, and which tokens are quoted."""

    def __init__(
        self,
        text: str,
        tokenized: TokenizedText,
        actors: Sequence[Actor],
        mentions: Sequence[Mention],
        quoted: Sequence[QuotedSpan],
    ) -> None:
        self.text = text
        self.actors = actors
        self._tokenized = tokenized
        self.tokens, self.starts, self.first = tokenized.tokens, tokenized.starts, tokenized.first
        self.sentences = tokenized.sentences
        self.paragraphs = tokenized.paragraphs
        self.mention_at: dict[int, Mention] = {}
        self.mention_ending: dict[int, Mention] = {}
        for mention in mentions:
            self.mention_at[mention.start] = mention
            self.mention_ending[mention.end] = mention
        self.has_outlets = any(actor.kind == "outlet" for actor in actors)
        self.inside = _mask(self.starts, quoted)
        self.cues = lexicon.cues()
        self.is_reportage = True  # set by `attribution.attributed`

    def end(self, index: int) -> int:
        """Where token `index` ends."""
        return self._tokenized.end(index)

    def token_from(self, at: int) -> int:
        """The first token that begins at or after offset `at`."""
        return bisect_left(self.starts, at)

    def mention_from(self, index: int) -> Mention | None:
        """The mention that token `index` is the first word of."""
        return self.mention_at.get(self.starts[index])

    def mention_behind_article(self, index: int) -> Mention | None:
        """The mention that begins at token `index`, or after it where it is "the"."""
        if self.tokens[index].lower == "the" and index + 1 < len(self.tokens):
            index += 1
        return self.mention_from(index)

    def word_as_subject(self, index: int) -> Subject:
        """Token `index` by itself as the subject."""
        return Subject(Span(self.starts[index], self.end(index)), self.tokens[index].text)

    def sentence_of(self, token: int) -> int:
        """The number of the sentence that a token is in."""
        low, high = 0, len(self.sentences) - 1
        while low < high:
            middle = (low + high) // 2
            if self.sentences[middle].last <= token:
                low = middle + 1
            else:
                high = middle
        return low

    def is_cue(self, index: int) -> bool:
        """Whether a token outside quotation marks is a verb that brings words."""
        token = self.tokens[index]
        if self.inside[index] or not token.is_cue:
            return False
        if (
            token.is_cap
            and not self.first[index]
            and not (token.is_upper or token.lower == "tweeted")
        ):
            return False  # "the Islamic State"
        # nouns that look like cues, and passives: "a report", "AP's report", "was asked by"
        before = self.tokens[index - 1] if index else None
        if token.lower in _ASKED and before is not None and before.lower in _PASSIVE:
            return False  # "Bell was asked, “…”": another person asked
        if before is None or token.lower in {"said", "told"}:
            return True
        if before.lower in _BEFORE_A_NOUN or (before.lower == "to" and token.lower == "read"):
            return False
        after = self.tokens[index + 1].lower if index + 1 < len(self.tokens) else ""
        if token.lower in _PLURALS and before.lower in _BEFORE_PLURALS:
            return False  # "Such reports, he said"
        if token.lower in _PLURALS and not (
            (before.is_cap and not token.is_upper)
            or is_adverb_token(before)
            or before.lower in _BEFORE_A_VERB
            or (before.text in {",", ")"} and after in _BEHIND_A_VERB)
        ):
            return False
        if token.lower in _PLURALS and after == "of":
            return False  # "Republican claims of"
        if token.is_reporting_noun and after in {"is", "was"}:
            return False  # "Bell's latest claim is that"
        if token.lower in _NOUNS_TOO and not _can_say(before):
            return False  # "struck a softer note"
        if token.lower == "telling" and before.lower in _TO_BE and after in _BEHIND_ADJECTIVES:
            return False  # "a metaphor that is telling"
        if token.lower in {"state", "pledged"} and after not in _BEHIND_STATE:
            return False  # "many state workers", "pledged delegates"
        if token.lower in _DONE and before.lower in _TO_BE:
            return False  # "should be put to death"
        return not (after == "by" and token.lower.endswith("ed") and before.lower in _TO_BE)

    def strong(self, index: int) -> bool:
        """Whether a token is a cue that is enough by itself."""
        return self.tokens[index].is_strong_cue

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

    def is_person(self, mention: Mention | None) -> bool:
        """Whether there is a mention, and it names a person."""
        return mention is not None and self.actors[mention.actor].kind == "person"

    def is_owner(self, mention: Mention) -> bool:
        """Whether the name is a possessive: "Trump's"."""
        return self.text[mention.end : mention.end + 2] in {"’s", "'s"}


def _can_say(before: Lexeme) -> bool:
    """Whether a plain form is a verb behind this word: "to note", "they note", "critics note"."""
    return (
        before.lower in PRONOUNS
        or before.lower in _MODALS
        or before.lower in {"and", "or"}
        or before.lower in _BEFORE_A_VERB
        or before.lower.endswith("s")
        or before.is_speaker_noun
        or not before.is_word
        or is_adverb_token(before)
    )


def is_adverb_token(token: Lexeme) -> bool:
    """Whether a word looks like an adverb of manner; names such as Kelly do not."""
    return token.lower.endswith("ly") and not token.is_cap  # not Kelly, Emily, Italy


def _mask(starts: list[int], quoted: Sequence[QuotedSpan]) -> list[bool]:
    """For each of the tokens that begin at `starts`, whether it is inside quotation marks."""
    inside = [False] * len(starts)
    for one in quoted:
        first = bisect_left(starts, one.start)
        last = bisect_left(starts, one.end, first)
        inside[first:last] = [True] * (last - first)
    return inside
