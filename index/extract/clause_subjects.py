"""The subject of a clause: the first words in it that can be one, or its opening noun phrase."""

from typing import Final

from index.extract import lexicon
from index.extract.annotated import PRONOUNS, Subject, is_adverb_token, subject_of
from index.extract.noun_phrases import (
    BREAKERS,
    PHRASE_PREPOSITIONS,
    NounPhrases,
    tokens_before_is_place,
)
from index.model import Mention, Span

PERIODS: Final = lexicon.word_list("cue_subjects.periods")
SINCE: Final = frozenset({"ago", "later", "earlier", "before"})
_SINCE_OR_AFTER: Final = SINCE | {"after"}
OF_SPANS: Final = PERIODS | lexicon.word_list("cue_subjects.of_spans")
# What an adjunct or a subordinate clause before the subject begins with.
_OPENING: Final = lexicon.word_list("cue_subjects.opening")
_BEFORE_OPENING: Final = frozenset("but and yet so even just".split())
_LONGEST_DATELINE, _LONGEST_TIME, _LONGEST_ADDRESS = 14, 5, 8
_LONGEST_SUBJECT, _LONGEST_TITLE = 14, 5
_NOMINATIVE: Final = frozenset("he she they it we i".split())
_ARTICLES: Final = frozenset("the a an his her its their one".split())
# What no subject begins with.
_NO_SUBJECT: Final = PHRASE_PREPOSITIONS | BREAKERS | frozenset("this there what who".split())
_OF_PHRASES: Final = frozenset({"’s", "'s", "’", "'", "-", "%"})
# What brings a relative clause that names other people: "where Anna Bell teaches".
_RELATIVES: Final = frozenset({"where", "which", "whose"})
_ADDRESSES: Final = frozenset({"mr", "madam", "madame", "mrs", "mister"})
_VERBS: Final = lexicon.word_list("clauses.verbs") | lexicon.word_list("clause_subjects.past")


class ClauseSubjects(NounPhrases):
    """Finds the subject of a clause that begins at a token."""

    def clause_subject(self, at: int, lower: int) -> Subject | None:
        """The first name, pronoun or person's noun between `lower` and `at` that can be a subject.

        After an adjunct that opens the clause ("In May, Bell …") the words after its comma come
        first, and after a dateline those after its dash.
        """
        begin = self._behind_opening(at, lower)
        if begin > lower:
            subject, settled = self._first_subject(at, begin)
            if settled:
                return subject
        subject, _ = self._first_subject(at, lower)
        return subject

    def main_clause_begin(self, at: int, lower: int) -> int:
        """The first token before `at` behind all adjuncts and clauses that open the sentence."""
        begin = self._behind_opening(at, lower)
        while lower < begin < at:
            lower, begin = begin, self._behind_opening(at, begin)
        return lower if begin >= at else begin

    def first_person(self, at: int, lower: int) -> Subject | None:
        """The "I" or "we" that opens the clause between `lower` and `at`, after any adjunct."""
        begin = self._behind_opening(at, lower)
        opens = begin < at and self.tokens[begin].lower in {"i", "we"}
        return self.word_as_subject(begin) if opens and not self.inside[begin] else None

    def _behind_opening(self, at: int, lower: int) -> int:
        """The first token after an opening adjunct or a dateline; `lower` where there is none."""
        tokens = self.tokens
        begin = lower = self._behind_address(at, lower)
        for index in range(lower, min(at, lower + _LONGEST_DATELINE)):
            if tokens[index].text in "-–—" and index > lower and tokens[index - 1].text == ")":
                begin = index + 1
        opens = begin
        while opens < at and tokens[opens].lower in _BEFORE_OPENING:
            opens += 1
        if opens < at and tokens[opens].lower.endswith(("ing", "ed")):
            return self._behind_participle(opens, at) or begin
        if opens < at and (tokens[opens].lower in _OPENING or self._is_time(opens, at)):
            for index in range(opens + 1, at):
                if tokens[index].text == "," and not self.inside[index]:
                    return index + 1
        return begin

    def _behind_address(self, at: int, lower: int) -> int:
        """The first token after "Mr. President," or "Madam Speaker,"; `lower` where none is."""
        tokens = self.tokens
        if lower + 2 >= at or tokens[lower].lower not in _ADDRESSES:
            return lower
        for index in range(lower + 1, min(at, lower + _LONGEST_ADDRESS)):
            if tokens[index].text == ",":
                word = tokens[index - 1]  # "Mr. President,", "Madam Speaker and colleagues,"
                return index + 1 if word.is_title or word.is_human_noun else lower
        return lower

    def _behind_participle(self, opens: int, at: int) -> int:
        """The subject after the participle at token `opens`; 0 where there is none.

        "Speaking in Rome on May 2, Bell said", "Asked about the dam, the minister said".
        """
        tokens = self.tokens
        for index in range(opens + 1, at - 1):
            if tokens[index].text != ",":
                continue
            behind = index + 1
            if self.inside[index]:
                if tokens[behind].text not in '”"’»':
                    continue
                behind += 1  # "Calling it “a ruin,” Bell said"
            if behind >= at or self.inside[behind]:
                continue
            mention, word = self.mention_from(behind), tokens[behind].lower
            named = mention is not None and self.is_person(mention)
            if named or word in _NOMINATIVE or word in _ARTICLES or tokens[behind].is_human_noun:
                return behind
        return 0

    def main_subject(self, at: int, lower: int) -> Subject | None:
        """The subject of the main clause between `lower` and token `at`, named or not.

        "The town issued a statement saying": the town. Else as `clause_subject`.
        """
        begin = self._behind_opening(at, lower)
        opening = self.opening_phrase(begin, at)
        if opening is None or self.can_speak(opening):
            return opening or self.clause_subject(at, lower)
        subject, settled = self._first_subject(at, begin)
        return subject if settled else opening

    def before_relative(self, lower: int, at: int) -> Subject | None:
        """The capitalised name that opens the clause and has a relative clause before token `at`.

        "Iowa State, where Anna Bell teaches, said": Iowa State, whether it is a known actor or not.
        """
        tokens = self.tokens
        begin = self._behind_opening(at, lower)
        if begin < at and tokens[begin].lower == "the":
            begin += 1
        end = begin
        while end < at and tokens[end].is_cap and not self.inside[end]:
            end += 1
        if end == begin or end + 2 >= at or tokens[end].text != ",":
            return None
        if tokens[end + 1].lower not in _RELATIVES or tokens[begin].lower in _NO_SUBJECT:
            return None
        mention = self.mention_over(end - 1)
        if mention is not None:
            return subject_of(mention)
        span = Span(self.starts[begin], self.end(end - 1))
        return Subject(span, self.text[span.start : span.end])

    def can_speak(self, subject: Subject) -> bool:
        """Whether the words name an actor, or have a noun for people, bodies or documents."""
        if subject.mention is not None or subject.text.lower() in PRONOUNS:
            return True
        first, behind = self.token_from(subject.span.start), self.token_from(subject.span.end)
        return any(word.is_speaker_noun for word in self.tokens[first:behind])

    def opening_phrase(self, begin: int, at: int) -> Subject | None:
        """The noun phrase that begins at token `begin`, if a finite verb follows it before `at`."""
        tokens = self.tokens
        while begin < at and (
            tokens[begin].lower in _BEFORE_OPENING or is_adverb_token(tokens[begin])
        ):
            begin += 1
        if begin + 1 < at and tokens[begin].lower == "about" and tokens[begin + 1].has_digit:
            begin += 1
        if begin >= at or self.inside[begin] or tokens[begin].lower in _NO_SUBJECT:
            return None
        mention = self.mention_from(begin)
        if mention is not None and not self.is_owner(mention):
            following = self.token_from(mention.end)
            while following < at and (
                is_adverb_token(tokens[following]) or tokens[following].lower in SINCE
            ):
                following += 1
            if following >= at or not tokens[following].is_word or self._is_finite(following):
                return subject_of(mention)
        if tokens[begin].lower in _NOMINATIVE:
            return self.word_as_subject(begin)
        end = 0
        for index in range(begin + 1, min(at, begin + _LONGEST_SUBJECT)):
            token = tokens[index]
            if self._is_finite(index):
                end = end or index
                break
            if token.text == "," and self._is_subject_phrase(begin, index):
                end = end or index  # "The ad, aired in May, says"
                break
            if self.inside[index] or not (token.is_word or token.text in _OF_PHRASES):
                return None
            if token.lower in BREAKERS or token.lower in _NOMINATIVE:
                return None
            if token.lower in PHRASE_PREPOSITIONS and token.lower != "of":
                end = end or index
        else:
            return None
        while end - 1 > begin and (
            tokens[end - 1].lower in SINCE or is_adverb_token(tokens[end - 1])
        ):
            end -= 1  # "a campaign official later walked it back"
        named = self._named_last(begin, end)
        if named is not None:
            return subject_of(named)
        span = Span(self.starts[begin], self.end(end - 1))
        return Subject(span, self.text[span.start : span.end])

    def _is_subject_phrase(self, begin: int, end: int) -> bool:
        """Whether tokens `begin` to `end` have a noun for a speaker, or look like a full name."""
        phrase = self.tokens[begin:end]
        named = end - begin > 1 and not phrase[0].is_common
        named = named and all(word.is_cap and not word.is_state for word in phrase)
        return named or any(word.is_speaker_noun for word in phrase)

    def _named_last(self, begin: int, end: int) -> Mention | None:
        """The name that ends a phrase and is its head: "Finance Minister Anna Bell", "the Bank"."""
        mention = self.mention_over(end - 1)
        if mention is None:
            return None
        before = self.tokens[begin : self.token_from(mention.start)]
        if not self.is_person(mention):
            return mention if all(token.lower == "the" for token in before) else None
        plain = all(token.is_word or token.text in {".", "-"} for token in before)
        joined = any(token.lower in PHRASE_PREPOSITIONS or token.lower == "and" for token in before)
        return mention if plain and not joined else None

    def _is_finite(self, index: int) -> bool:
        """Whether a token looks like a finite verb."""
        token = self.tokens[index]
        if token.is_cap or self.inside[index]:
            return False
        return token.lower in _VERBS or token.lower.endswith("ed") or self.is_cue(index)

    def _is_time(self, begin: int, at: int) -> bool:
        """Whether a time begins at token `begin`: "Three days later, Bell", "A week after S,"."""
        counts = self.tokens[begin].lower in OF_SPANS or self.tokens[begin].has_digit
        for index in range(begin, min(at, begin + _LONGEST_TIME)):
            if counts and index > begin and self.tokens[index].lower in _SINCE_OR_AFTER:
                return True
            if self.tokens[index].text == ",":
                last = self.tokens[index - 1].lower
                return index > begin and (last in PERIODS or last in {"later", "earlier", "ago"})
        return False

    def _first_subject(self, at: int, lower: int) -> tuple[Subject | None, bool]:
        """The first subject between `lower` and `at`, and whether it is no possessor or place."""
        tokens = self.tokens
        index = lower
        fallback: Subject | None = None
        while index < at:
            if self.inside[index]:
                index += 1
                continue
            mention = self.mention_from(index)
            if mention is not None:
                following = self.token_from(mention.end)
                subject = self._described_by(mention, following, at) or subject_of(mention)
                possessive = following < len(tokens) and tokens[following].lower in {"’s", "'s"}
                if not tokens_before_is_place(tokens, index):
                    owned = self._owned_speaker(mention, at) if possessive else subject
                    if owned is not None:
                        return owned, True
                agent = index > lower and tokens[index - 1].lower == "by"
                if not agent:  # "the team, led by Bell, arrived and said"
                    fallback = fallback or subject
                index = max(index + 1, following)
                continue
            if tokens[index].lower in {"he", "she", "they"} and not (
                index and tokens[index - 1].lower in {"to"}
            ):
                return self.word_as_subject(index), True
            if tokens[index].is_human_noun and (
                index == lower or not tokens_before_is_place(tokens, index)
            ):
                named = self._named_behind(index, at)
                if named is not None:
                    return subject_of(named), True  # "the minister Ivan Petrov"
                if not self._is_attribute(index, at):
                    last = self._last_human_noun(index, at)
                    phrase = self.phrase_ending(last, lower)
                    if phrase is None or not self._opens_with_preposition(phrase):
                        return phrase, True
                    index = last
            elif tokens[index].is_human_noun:
                index = self._last_human_noun(index, at)  # "by the inspector general"
            index += 1
        return fallback, False

    def _last_human_noun(self, index: int, at: int) -> int:
        """The last of the nouns for people from token `index` on: "one woman"."""
        while index + 1 < at and self.tokens[index + 1].is_human_noun:
            if self.tokens[index + 1].is_cap:
                break
            index += 1
        return index

    def _opens_with_preposition(self, phrase: Subject) -> bool:
        """Whether a phrase is no subject: "Of the agency's director he was less kind"."""
        at = self.token_from(phrase.span.start)
        if phrase.mention is not None or self.tokens[at].lower not in PHRASE_PREPOSITIONS:
            return False
        return not self.tokens[at + 1].has_digit  # "about 200 protesters"

    def _owned_speaker(self, owner: Mention, at: int) -> Subject | None:
        """Who or what speaks for the owner: "Bell's campaign", "Bell's press office"."""
        first = self.token_from(owner.end) + 1
        for index in range(first, min(at, first + _LONGEST_TITLE)):
            token = self.tokens[index]
            if token.is_speaker_noun and not token.is_cap:
                span = Span(owner.start, self.end(index))
                return Subject(span, self.text[span.start : span.end])
            if not token.is_word or token.lower in PHRASE_PREPOSITIONS:
                return None
        return None

    def _is_attribute(self, index: int, at: int) -> bool:
        """Whether the noun at token `index` only describes the next: "these Republican threats"."""
        if not self.tokens[index].is_cap or index + 1 >= at or self.first[index]:
            return False
        token = self.tokens[index + 1]
        if token.is_speaker_noun:
            return False  # "Republican voters"
        plain = token.is_word and not token.is_cap and not self._is_finite(index + 1)
        return plain and token.lower not in BREAKERS and token.lower not in PHRASE_PREPOSITIONS
