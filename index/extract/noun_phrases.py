"""Noun phrases next to a verb: where they begin and end, and the actor they name."""

from collections.abc import Sequence
from typing import Final

from index.extract import lexicon
from index.extract.annotated import PRONOUNS, Annotated, Subject, is_adverb_token, subject_of
from index.extract.verb_forms import PAST, THIRD, verb_form
from index.extract.words import Lexeme
from index.model import Mention, Span

_SPEAKING_PRONOUNS: Final = PRONOUNS - {"it", "who", "you"}
_DETERMINERS: Final = lexicon.word_list("noun_phrases.determiners")
_CLAUSE: Final = frozenset(", ; : — – ( ) [ ] - ? ! . … ” » „".split())
BREAKERS: Final = lexicon.word_list("noun_phrases.breakers")
PHRASE_PREPOSITIONS: Final = lexicon.word_list("noun_phrases.phrase_prepositions")
AUXILIARIES: Final = frozenset(
    "is are was were be been has have will would could should can did does do".split()
)
_POSSESSIVES: Final = frozenset("its his her their our my".split())
_PERSONAL: Final = frozenset("i we you he she they".split())
# Between a noun and the name that only describes it or is an example: "residents like Bell".
_OF_OTHERS: Final = frozenset("of for with at from to in like including".split())
_OF: Final = frozenset("of for at from with".split())
_ADVERBS: Final = lexicon.word_list("cue_subjects.skipped")
_QUALIFIERS: Final = lexicon.word_list("role_phrases.qualifiers")
MOST_WORDS_OF_A_PHRASE: Final = 12
_LONGEST_RELATION, _LONGEST_TITLE = 5, 5


class NounPhrases(Annotated):
    """Noun phrases that end before a token or begin at one, and who they name."""

    def phrase_ending(self, at: int, lower: int) -> Subject | None:
        """The noun phrase whose last word is token `at`."""
        tokens = self.tokens
        mention = self.mention_over(at)
        if mention is not None and not self._inside_longer_phrase(mention, lower):
            return subject_of(mention)
        if tokens[at].lower in PRONOUNS:
            return self.word_as_subject(at)
        start, steps = at, 0
        while start > lower and steps < MOST_WORDS_OF_A_PHRASE:
            before = tokens[start - 1]
            if (
                before.text in _CLAUSE
                and before.text != "-"
                and not (before.text == "." and start > 1 and len(tokens[start - 2].text) < 5)
            ):
                break
            if before.lower in BREAKERS and before.lower != "and":
                break
            if before.lower in AUXILIARIES and not before.is_cap:
                if start - 2 >= lower and tokens[start - 2].lower in _PERSONAL:
                    return self.word_as_subject(start - 2)  # "we are at war and say"
                if not (tokens[start].lower in _DETERMINERS or tokens[start].is_cap):
                    return None  # "those who were late say", "can be heard saying"
                break
            if before.lower in {"why", "how"}:
                break
            if self.inside[start - 1] or (before.is_strong_cue and self.is_cue(start - 1)):
                break
            start -= 1
            steps += 1
            if before.lower in {"he", "she", "they"}:
                break
            if before.lower in _DETERMINERS and not (
                start > lower and tokens[start - 1].lower in _OF
            ):
                if start - 1 > lower and tokens[start - 1].lower == "in":
                    ratio = tokens[start - 2]  # "three in four farmers"
                    if ratio.has_digit or ratio.lower in _DETERMINERS:
                        start -= 2
                break
        # words of time and place at the front are not the subject
        return self.named_in(start, at + 1)

    def before_titles(self, first: int, lower: int) -> int:
        """The first token of the titles before a name at token `first`: "U.S. Judge Bell"."""
        at = first
        while at > lower:
            dotted = self.tokens[at - 1].text == "." and at - 1 > lower
            title = at - 2 if dotted else at - 1
            described = at < first and self.tokens[title].is_cap and not self.first[title]
            if not (self.tokens[title].is_title or described):
                break
            at = title
        return at

    def _before_listed(self, first: int, lower: int) -> int:
        """The first of the names that "and" joins with that at token `first`."""
        tokens = self.tokens
        while first - 2 >= lower and tokens[first - 1].lower == "and" and tokens[first - 2].is_cap:
            first -= 2
            while first > lower and tokens[first - 1].is_cap:
                first -= 1
        return first

    def _inside_longer_phrase(self, mention: Mention, lower: int) -> bool:
        """Whether "X" ends "a spokesman for X": then the spokesman speaks."""
        first = self.token_from(mention.start)
        at = self.before_titles(first, lower)
        if at < first and not self.tokens[at].is_title:
            return False  # "the Undersecretary for Education Mr. Bell"
        at = self._before_listed(at, lower)
        if (
            mention.role
            and mention.role
            in self.text[max(0, mention.start - len(mention.role) - 2) : mention.start]
        ):
            return False
        before = self.tokens[at - 1] if at - 1 >= lower else None
        if before is not None and before.lower == "the" and at - 2 >= lower:
            before = self.tokens[at - 2]
        if before is None or before.lower not in _OF_OTHERS:
            return False
        window = self.tokens[max(lower, at - 9) : at]
        return any(t.is_human_noun for t in window)

    def named_in(self, start: int, end: int) -> Subject | None:
        """The actor named by tokens `start` to `end`, or the whole phrase of a noun."""
        if start + 1 < end and self.tokens[start].lower == "and":
            start += 1
        phrase = self.tokens[start:end]
        words = [t for t in phrase if t.is_word]
        if not words:
            return None
        nouns = [t for t in words if t.is_speaker_noun]
        for index in range(start, end):
            mention = self.mention_from(index)
            if mention is not None and not nouns:
                owned = phrase[0].lower in _POSSESSIVES and not phrase[-1].is_cap
                if owned and mention.end < self.end(end - 1):
                    break  # "its OSCE chairmanship"
                if self.is_owner(mention) and phrase[-1].begins:
                    continue  # "Ruritania's Hirkagas", "Ruritania's Gazprom"
                return subject_of(mention)
        if (
            not nouns
            and not (phrase[0].lower in _DETERMINERS or words[-1].is_cap)
            and not (phrase[0].has_digit and phrase[-1].lower in {"percent", "%"})
        ):
            return None
        span = Span(self.starts[start], self.end(end - 1))
        inside = [m for m in (self.mention_from(i) for i in range(start, end)) if m is not None]
        whole = next((m for m in inside if m.end >= span.end), None)
        if whole is not None and not any(t.lower in _OF_OTHERS for t in phrase):
            return subject_of(whole)
        return Subject(span, self.text[span.start : span.end])

    def person_ending(self, at: int) -> Subject | None:
        """The person whose name ends with token `at`; None behind "an aide to", "the wife of"."""
        mention = self.mention_over(at)
        if mention is None or mention.end != self.end(at) or not self.is_person(mention):
            return None
        before = self.token_from(mention.start) - 1
        while before > 0 and _is_of_office(self.tokens, before):
            before -= 1
        if before > 0 and self.tokens[before].lower in _OF | {"to", "in"}:
            head = self.tokens[before - 1]
            if head.is_human_noun or head.is_title:
                return None
        return subject_of(mention)

    def phrase_at_comma(self, index: int, lower: int) -> Subject | None:
        """The actor, noun or pronoun whose last word is token `index`, before an apposition."""
        mention = self.mention_over(index)
        if mention is not None:
            at = self.token_from(mention.start)
            if at > lower and tokens_before_is_place(self.tokens, at):
                return None
            return subject_of(mention)
        if self.tokens[index].is_speaker_noun:
            return self.phrase_ending(index, lower)
        if self.tokens[index].lower in PRONOUNS:
            return self.word_as_subject(index)
        return None

    def owner_before(self, at: int, lower: int) -> Subject | None:
        """The owner before the noun at token `at`: "Bell's claim", "his latest claim"."""
        tokens = self.tokens
        for index in range(at - 1, max(lower, at - 4) - 1, -1):
            lower_case = tokens[index].lower
            if lower_case in {"’s", "'s", "’", "'"} and index > lower:
                mention = self.mention_over(index - 1)
                return subject_of(mention) if mention else self.phrase_ending(index - 1, lower)
            if lower_case in {"his", "her", "their", "its", "my", "our"}:
                return self.word_as_subject(index)
            if lower_case in {"the", "a", "an", ","}:
                return None
        return None

    def subject_after(self, at: int, upper: int) -> Subject | None:
        """The noun phrase that begins at token `at`: "said the minister"."""
        tokens = self.tokens
        while at < upper and is_adverb_token(tokens[at]):
            at += 1
        if at >= upper or self.inside[at] or tokens[at].lower in PHRASE_PREPOSITIONS:
            return None
        if tokens[at].lower in _SPEAKING_PRONOUNS:
            return self.word_as_subject(at)
        end = at
        while end < upper and end - at < MOST_WORDS_OF_A_PHRASE and not self.inside[end]:
            token = tokens[end]
            mention = self.mention_from(end)
            if mention is not None and (
                end == at
                or (_is_role_before(tokens[end - 1]) and self.is_person(mention))
                or all(
                    t.lower not in {"of", "for", "at", "from", "with", "in", "to"}
                    for t in tokens[at:end]
                )
            ):
                named = self._owned_by(mention, upper)
                if named is None:
                    named = self._described_by(mention, self.token_from(mention.end), upper)
                    if named is not None and named.mention is None:
                        span = Span(self.starts[at], named.span.end)
                        return Subject(span, self.text[span.start : span.end])
                return named or subject_of(mention)
            closes = end + 1 >= upper or not tokens[end + 1].is_word
            if (token.text in _CLAUSE and token.text != ".") or (
                token.text == "." and (closes or len(tokens[end - 1].text) > 4)
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
            if token.lower in AUXILIARIES and end > at and not token.is_cap:
                return None  # "said the candidate could be elected": content
            end += 1
        if end > at + 1 and tokens[end - 1].text == "." and not tokens[end - 2].is_cap:
            end -= 1  # "said one in four."
        while end - 1 > at and is_adverb_token(tokens[end - 1]):
            end -= 1  # "said the baronet thoughtfully"
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

    def _described_by(self, mention: Mention, following: int, at: int) -> Subject | None:
        """The people that a name describes: "FBI Director Anna Bell", "Dorn campaign aides".

        "The Dorn campaign" is not Dorn, but "the Yonhap news agency" is Yonhap.
        """
        noun = body = 0
        for index in range(following, min(at, following + _LONGEST_TITLE)):
            token = self.tokens[index]
            if self.inside[index] or token.frame:
                break
            if token.is_human_noun or token.is_title:
                noun = index
                break
            if token.is_speaker_noun:
                body = body or index
            elif not self._describes(index):
                break
        if not noun:
            if not body or not self.is_person(mention):
                return None
            noun = body
        named = self._named_behind(noun, at)
        if named is not None:
            return subject_of(named)
        if self.tokens[noun].is_cap or not self.tokens[noun].is_speaker_noun:
            return None
        while noun + 1 < at and self.tokens[noun + 1].is_speaker_noun:
            noun += 1
        span = Span(mention.start, self.end(noun))
        return Subject(span, self.text[span.start : span.end])

    def _describes(self, index: int) -> bool:
        """Whether a word can stand between a name and the noun that it describes."""
        token = self.tokens[index]
        return token.is_word and not (
            token.lower in PHRASE_PREPOSITIONS
            or token.lower in BREAKERS
            or token.lower in _DETERMINERS
            or token.lower in PRONOUNS
            or token.lower in AUXILIARIES
            or token.lower in _ADVERBS
            or is_adverb_token(token)
            or (verb_form(token.lower) in {PAST, THIRD} and token.lower not in _QUALIFIERS)
        )

    def _named_behind(self, index: int, at: int) -> Mention | None:
        """The person named after the noun at token `index`: "Republican candidate Anna Bell"."""
        for behind in range(index + 1, min(at, index + _LONGEST_TITLE)):
            mention = self.mention_from(behind)
            if mention is not None:
                return mention if self.is_person(mention) else None
            token = self.tokens[behind]
            titled = token.is_cap and self.tokens[index].is_cap  # "Deputy Foreign Minister"
            if not (titled or token.is_human_noun or token.is_title or token.lower.endswith("al")):
                return None
        return None

    def _owned_by(self, owner: Mention, upper: int) -> Subject | None:
        """Who speaks in "said Bell's lawyer" and "said Bell's wife, Anna Roth": not the owner."""
        tokens = self.tokens
        at = self.token_from(owner.end)
        if at + 1 >= upper or tokens[at].lower not in {"’s", "'s"}:
            return None
        end = at + 1
        while end < upper and tokens[end].is_word and not tokens[end].is_cap:
            if tokens[end].lower in BREAKERS or end - at > _LONGEST_RELATION:
                break
            end += 1
        if end == at + 1 or not any(t.is_speaker_noun for t in tokens[at + 1 : end]):
            return None
        named = end + 1 if end < upper and tokens[end].text == "," else end
        mention = self.mention_from(named) if named < upper else None
        if mention is not None and self.is_person(mention):
            return subject_of(mention)
        span = Span(owner.start, self.end(end - 1))
        return Subject(span, self.text[span.start : span.end])


def _is_role_before(token: Lexeme) -> bool:
    """Whether a word in small letters, no function word, is right before a name."""
    return token.is_word and not token.is_cap and len(token.text) > 4


def _is_of_office(tokens: Sequence[Lexeme], at: int) -> bool:
    """Whether token `at` belongs to an office before a name: "former judge", "Sen."."""
    token = tokens[at]
    dot = token.text == "." and tokens[at - 1].is_title
    return token.is_title or dot or token.lower in {"former", "then", "acting"}


def tokens_before_is_place(tokens: Sequence[Lexeme], at: int) -> bool:
    """Whether a preposition precedes token `at`; an article or an office may be between them.

    "in the Senate", "led by former judge Anna Bell".
    """
    before = at - 1
    while before > 0 and _is_of_office(tokens, before):
        before -= 1
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
