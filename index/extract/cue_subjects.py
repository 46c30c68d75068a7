"""Subjects next to a cue: find the words that name the speaker.

A `SubjectReader` finds the subject before a cue ("the minister, who …, said") or after it ("said
Konstantin Simonov, who …").
"""

import re
from typing import Final

from index.extract import lexicon
from index.extract.annotated import PRONOUNS, Subject, is_adverb_token, subject_of
from index.extract.clause_subjects import OF_SPANS, PERIODS, SINCE
from index.extract.document_authors import DocumentAuthors
from index.extract.noun_phrases import (
    BREAKERS,
    MOST_WORDS_OF_A_PHRASE,
    PHRASE_PREPOSITIONS,
    tokens_before_is_place,
)
from index.extract.verb_forms import PAST, verb_form

__all__ = [
    "BREAKERS",
    "CLOSING_MARKS",
    "PRONOUNS",
    "Subject",
    "SubjectReader",
    "subject_of",
    "tokens_before_is_place",
]

_SKIPPED: Final = lexicon.word_list("cue_subjects.skipped")
# The words before a time between a subject and its verb.
_BEFORE_PERIODS: Final = frozenset("on in late early last this that earlier next the".split())
QUOTING: Final = frozenset("quoted quotes quoting cited cites citing".split())
_BEFORE_GERUNDS: Final = frozenset("by in for after before while without when on upon".split())
CLOSING_MARKS: Final = frozenset("”\"»’'")
_ASIDES: Final = frozenset("however though meanwhile instead too therefore likewise".split())
_PASSIVE: Final = frozenset("was were is are been being".split())
_DOCUMENTS: Final = lexicon.word_list("cue_subjects.documents")
_ADVERBIALS: Final = frozenset(
    {("at", "last"), ("at", "first"), ("at", "once"), ("in", "turn"), ("of", "course")}
)
_JOURNALS: Final = frozenset({"journal", "magazine"})
_FINITE_REACH: Final = 60
# A weak cue so near quoted words brings them.
_BESIDE: Final = 5


class SubjectReader(DocumentAuthors):
    """Finds the subject of a verb: before it, after it, or in the clause that it continues."""

    def subject_before(self, cue: int, lower: int) -> Subject | None:
        """The subject of the cue at token `cue`, looked for back to token `lower`."""
        return self._behind_with(cue, lower) or self._nearest_subject(cue, lower)

    def _nearest_subject(self, cue: int, lower: int) -> Subject | None:
        tokens = self.tokens
        participle = tokens[cue].lower.endswith("ing")
        at = cue - 1
        while participle and at > lower and tokens[at].text in CLOSING_MARKS:
            at -= 1  # "“…,” adding"
        if at >= lower and tokens[at].lower == "as":
            return self._behind_as(cue, lower)
        at = self._before_adverbs(at, lower)
        if at > lower and tokens[at].lower == "who":
            return self._relative(at, lower)
        at = self._before_times(at, lower)
        if at < lower:
            return None
        if at - 2 >= lower and tokens[at].text == "," and tokens[at - 1].lower in _ASIDES:
            at -= 1  # "Bell, however, said"
            at = at - 2 if tokens[at - 1].text == "," else at - 1
        if self._is_at_mark(at, lower, participle):
            return self._over_mark(at, lower, participle)
        if participle:
            speaking = self._accompanying_subject(at, lower) or self.author_before(at, lower)
            if speaking is not None:
                return speaking
        return self._of_phrase(cue, at, lower)

    def _is_at_mark(self, at: int, lower: int, participle: bool) -> bool:
        """Whether a mark, a conjunction or the preposition of a gerund precedes the cue."""
        token = self.tokens[at]
        if token.text in {",", ")", "—", "–"}:
            return True
        gerund = participle and token.lower in _BEFORE_GERUNDS
        return gerund or (token.lower in {"and", "but"} and at - 1 >= lower)

    def _over_mark(self, at: int, lower: int, participle: bool) -> Subject | None:
        """The subject over the mark or the word at token `at`, which is right before the cue."""
        token = self.tokens[at]
        if token.lower in _BEFORE_GERUNDS and participle:
            # "he left without saying", "by stating": the subject of the clause before
            return self._object_before(at, lower) or self.main_subject(at, lower)
        if token.text == "," and participle:
            # "she met the minister, saying": the subject of the clause before
            return (
                self._subordinate_subject(at, lower)
                or self._finite_subject(at, lower)
                or self.main_subject(at, lower)
                or self.over_apposition(at, lower)
            )
        if not token.is_word:
            return self.over_apposition(at, lower)
        # "he shook his head and said": the subject of the verb before
        main = self.main_clause_begin(at, lower)
        acting = self._finite_subject(at, main) or self._opening_document(at, main)
        if acting is None and not participle:
            acting = self.first_person(at, lower)
        if acting is not None:
            return acting
        acting = self.main_subject(at, main) if participle else None
        if acting is None or acting.text.lower() in PRONOUNS:
            return self.clause_subject(at, main) or self.main_subject(at, main)
        return acting

    def _of_phrase(self, cue: int, at: int, lower: int) -> Subject | None:
        """The subject whose phrase ends with token `at`, right before the cue or its adverbs."""
        tokens = self.tokens
        participle = tokens[cue].lower.endswith("ing")
        if tokens[cue - 1].lower == "to" and verb_form(tokens[at].lower) == PAST:
            at = self._before_adverbs(at - 1, lower)  # "Bell rose to reply"
            if at < lower:
                return None
        subject = self.phrase_ending(at, lower)
        if subject is None and tokens[cue - 1].lower == "to":
            return self._before_auxiliary(at, lower)
        if subject is not None and not participle:
            subject = self._before_phrase(subject, lower) or subject
        mention = subject.mention if subject is not None else None
        first = at if mention is None else self.token_from(mention.start)
        member = self._member_of(first, lower)
        if member is None or not self._is_agent(member, lower):
            author = member or self._author_of(first, lower)
            if author is not None:
                return author
        subject = member or subject
        if subject is not None and self._is_agent(subject, lower):
            # "a letter obtained by the Post warns": the subject of the clause speaks
            first = self._agent_begin(self.token_from(subject.span.start), lower)
            described = self.phrase_ending(first - 3, lower) if first - 3 >= lower else None
            if described is not None and self.can_speak(described):
                return described
            return self.clause_subject(first, lower) or self.main_subject(first, lower)
        if subject is not None and self._is_behind_preposition(subject, cue, lower):
            # "a source speaking to the Post said": the subject of the clause
            first = self.token_from(subject.span.start)
            return self.clause_subject(first, lower) or subject
        if subject is not None and self._is_object(subject, cue, lower):
            # "Bell issued a statement saying": the subject of the verb before the object
            return self.main_subject(self.token_from(subject.span.start), lower) or subject
        if participle and (subject is None or not self._can_act(subject, lower)):
            # "Bell opened the debate saying": the words before are no subject
            return self.main_subject(cue, lower) or subject
        if subject is not None and subject.mention is None and self._is_adverbial(subject, lower):
            first = self.token_from(subject.span.start)
            who = self._before_adverbs(first - 2, lower)
            if who > lower and tokens[who].lower == "who":
                return self._relative(who, lower)  # "who has in the past described"
            acting = self.clause_subject(at, lower)
            named = acting.mention if acting is not None else None
            return subject if named is not None and self.is_owner(named) else acting
        return subject

    def _relative(self, who: int, lower: int) -> Subject | None:
        """The relative pronoun at token `who` as the subject, with the name that it refers to."""
        at = who - 1
        if self.tokens[at].text == ",":
            at -= 1
        before = self.phrase_ending(at, lower) if at >= lower else None
        pronoun = self.word_as_subject(who)
        return Subject(pronoun.span, pronoun.text, before.mention if before else None)

    def _finite_subject(self, at: int, lower: int) -> Subject | None:
        """The subject of a finite verb of saying before token `at`: "Bell said, adding".

        The nearest one that is no pronoun, else the first: "Bell said she believes …, adding".
        Right behind quoted words the verb that brings them: "he called it “a ruin” and said".
        """
        found: Subject | None = None
        begin = self._before_words(at, lower)
        for index in range(at - 1, max(lower, at - _FINITE_REACH) - 1, -1):
            if (
                (self.strong(index) or begin - _BESIDE <= index < begin)
                and self.is_cue(index)
                and not self.tokens[index].lower.endswith("ing")
                and self.tokens[index - 1].lower != "to"
            ):
                subject = self._direct_subject(index, lower)
                if subject is not None and subject.text.lower() not in PRONOUNS:
                    return subject
                found = subject or found
        return found

    def _before_words(self, at: int, lower: int) -> int:
        """The first token of the quoted words and marks right before token `at`; 0 without any."""
        begin = at
        while begin > lower and (
            self.inside[begin - 1] or self.tokens[begin - 1].text in CLOSING_MARKS
        ):
            begin -= 1
        return begin if begin < at else 0

    def _direct_subject(self, cue: int, lower: int) -> Subject | None:
        """The subject right before the cue, or before its apposition; no search further back."""
        at = self._before_times(self._before_adverbs(cue - 1, lower), lower)
        if at < lower or self.tokens[at].lower in {"and", "but", "who"}:
            return None
        if self.tokens[at].text in {",", ")", "—", "–"}:
            return self.over_apposition(at, lower)
        return self.phrase_ending(at, lower)

    def _opening_document(self, at: int, lower: int) -> Subject | None:
        """The document that opens the clause: "The report blames the mayor and recommends"."""
        opening = self.opening_phrase(self._behind_opening(at, lower), at)
        if opening is None or opening.mention is not None:
            return None
        noun = self.tokens[self.token_from(opening.span.end) - 1]
        return opening if noun.lower in _DOCUMENTS else None

    def _before_adverbs(self, at: int, lower: int) -> int:
        """The last token at or before `at` that is no adverb and no auxiliary, or "who"."""
        tokens = self.tokens
        while at >= lower and tokens[at].lower != "who":
            if at > lower and (tokens[at - 1].lower, tokens[at].lower) in _ADVERBIALS:
                at -= 2
                continue
            if tokens[at].lower in {"point", "time"} and tokens[at - 2].lower == "at":
                at -= 3  # "at one point calling"
                continue
            if (
                tokens[at].lower not in _SKIPPED
                and not is_adverb_token(tokens[at])
                and tokens[at].lower not in {"’s", "’d", "'d"}
            ):
                break
            at -= 1
        return at

    def _is_behind_preposition(self, subject: Subject, cue: int, lower: int) -> bool:
        """Whether a preposition precedes a name, so that it is no subject: "to the Post"."""
        if subject.mention is None or self.tokens[cue].lower.endswith("ing"):
            return False
        at = self.token_from(subject.span.start) - 1
        if at > lower + 1 and self.tokens[at].lower in _JOURNALS:
            return self.tokens[at - 2].lower == "in"  # "a study in the journal Nature"
        if at > lower and self.tokens[at].lower == "the":
            at -= 1
        return at > lower and self.tokens[at].lower in {"to", "with", "from", "on", "at"}

    def _before_times(self, at: int, lower: int) -> int:
        """The last token before a time that ends at token `at`: "Bell on Thursday said"."""
        tokens = self.tokens
        end = at
        if at > lower and tokens[at].lower in SINCE:
            # "less than two weeks ago"
            span = at - 1
            while span > lower and (tokens[span].lower in OF_SPANS or tokens[span].has_digit):
                span -= 1
            return span if span < at - 1 else at
        while at > lower and tokens[at].lower in PERIODS:
            at -= 1
        if at == end:
            return at
        while at > lower and (tokens[at].lower in _BEFORE_PERIODS or tokens[at].text == "."):
            at -= 1
        return at

    def _behind_as(self, cue: int, lower: int) -> Subject | None:
        """The subject of a cue after "as": "quoted X as saying", "as described by X"."""
        tokens = self.tokens
        if cue + 2 < len(tokens) and tokens[cue + 1].lower == "by":
            return self.subject_after(cue + 2, len(tokens))
        for at in range(cue - 2, max(lower, cue - MOST_WORDS_OF_A_PHRASE) - 1, -1):
            if tokens[at].lower in QUOTING and not self.inside[at]:
                if at > lower and tokens[at - 1].lower in _PASSIVE:
                    return self.subject_before(at, lower)
                return self.subject_after(at + 1, cue - 1)
        return None

    def _is_agent(self, subject: Subject, lower: int) -> bool:
        """Whether a participle with "by" precedes the words: "obtained by the Post"."""
        at = self._agent_begin(self.token_from(subject.span.start), lower)
        return (
            at - 2 > lower
            and self.tokens[at - 1].lower == "by"
            and self.tokens[at - 2].lower.endswith(("ed", "en"))
        )

    def _is_object(self, subject: Subject, cue: int, lower: int) -> bool:
        """Whether words right before a participle are a document or follow a preposition."""
        if not self.tokens[cue].lower.endswith("ing"):
            return False
        at = self.token_from(subject.span.start)
        if at <= lower or self._is_accompanying(at, lower):
            return False
        phrase = self.tokens[at : self.token_from(subject.span.end)]
        if any(word.lower in _DOCUMENTS for word in phrase):
            return True
        while at - 1 > lower and self.tokens[at - 1].is_title and self.tokens[at - 1].is_cap:
            at -= 1  # "to Attorney General Anna Bell asking"
        before = self.tokens[at - 1].lower
        return subject.mention is not None and before in PHRASE_PREPOSITIONS and before != "of"

    def _can_act(self, subject: Subject, lower: int) -> bool:
        """Whether the words before a participle name a possible speaker."""
        first = self.token_from(subject.span.start)
        return self.can_speak(subject) or self._is_accompanying(first, lower)

    def _is_adverbial(self, subject: Subject, lower: int) -> bool:
        """Whether a preposition precedes words that name no kind of speaker."""
        first = self.token_from(subject.span.start)
        if first <= lower or self.tokens[first - 1].lower not in PHRASE_PREPOSITIONS:
            return False
        if self._is_accompanying(first, lower):
            return False
        words = re.findall(r"[^\W\d_]+", subject.text.lower())
        return not any(
            word in lexicon.human_nouns()
            or word in lexicon.body_nouns()
            or word in lexicon.titles()
            for word in words
        )

    def over_apposition(self, at: int, lower: int) -> Subject | None:
        """The subject before an apposition, "X, who has served since 2001, said": the first one."""
        tokens = self.tokens
        leading = self.mention_from(lower)
        if leading is not None and self.text[leading.end : leading.end + 1] == ",":
            return subject_of(leading)
        behind = self.before_relative(lower, at) or self._behind_bracket(lower, at)
        behind = behind or self._before_who(lower, at)
        if behind is not None:
            return behind
        index = at - 1
        if tokens[at].text == "," and not self._is_named_apposition(at - 1, lower):
            index -= 1  # "Bell mocked a reporter, called her …": an object
        best: Subject | None = None
        while index >= lower:
            if tokens[index + 1].text in {",", "(", "—", "–"} and not self.inside[index]:
                candidate = self.phrase_at_comma(index, lower)
                if candidate is not None and not self._is_example(candidate, lower):
                    if best is None or (
                        self.is_person(candidate.mention) and not self.is_person(best.mention)
                    ):
                        best = candidate
                    named = candidate.mention is not None
                    if named and candidate.span.end == self.end(index):
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
        return self.main_subject(at, lower)

    def _is_named_apposition(self, last: int, lower: int) -> bool:
        """Whether a person between commas ends at token `last`: "the director, Anna Bell, said"."""
        mention = self.mention_over(last)
        if mention is None or not self.is_person(mention):
            return False
        first = self.before_titles(self.token_from(mention.start), lower)
        return first > lower and self.tokens[first - 1].text in {",", ")", "("}

    def _behind_bracket(self, lower: int, at: int) -> Subject | None:
        """The person before a bracket and "who": "Anna Bell (R-Ohio), who backs Dorn, said"."""
        for index in range(at - 1, lower + 2, -1):
            if self.tokens[index].lower == "who" and self.tokens[index - 1].text == ",":
                if self.tokens[index - 2].text != ")":
                    return None
                opening = index - 3
                while opening > lower and self.tokens[opening].text != "(":
                    opening -= 1
                named = self.phrase_at_comma(opening - 1, lower) if opening > lower else None
                return named if named is not None and self.is_person(named.mention) else None
        return None
