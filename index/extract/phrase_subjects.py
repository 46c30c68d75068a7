"""Subjects that a preposition, "with" or another clause separates from their verb.

"Bell in her first speech said", "Bell of the Green Party said", ", with Bell saying", "when Bell
spoke, saying".
"""

from typing import Final

from index.extract import lexicon
from index.extract.annotated import PRONOUNS, Subject, subject_of
from index.extract.clause_subjects import PERIODS, ClauseSubjects
from index.extract.noun_phrases import AUXILIARIES, MOST_WORDS_OF_A_PHRASE
from index.model import Span

_CONTINUING: Final = frozenset("to in at on with from about during by".split())
_BEFORE_CLAUSES: Final = frozenset("that and but because while when if as after".split())
_ARTICLES: Final = frozenset("the a an".split())
_MOST_PHRASES: Final = 3
_WITH_REACH: Final = 30
_BEFORE_ORIGINS: Final = frozenset("of from at with for".split())
_IN_ORIGINS: Final = frozenset({"the", "’s", "'s", "’", "'", "and", "&", "of", "for"})
_BEFORE_OBJECTS: Final = frozenset("to with by from on for about against of".split())
_LONGEST_ORIGIN: Final = 9
_NEARNESS: Final = frozenset("close near loyal opposed linked allied sympathetic hostile".split())
_BEFORE_PAPERS: Final = frozenset({"in", "for", "on"})
_PAPERS: Final = frozenset("journal magazine newspaper paper daily weekly".split())
_WRITTEN: Final = lexicon.word_list("phrase_subjects.written")
_LONGEST_ACCOMPANYING: Final = 7
_CLAUSE_REACH: Final = 25
_SUBORDINATORS: Final = frozenset("when where as while".split())


class PhraseSubjects(ClauseSubjects):
    """Finds the subject that a verb has over a phrase with a preposition."""

    def _before_phrase(self, subject: Subject, lower: int) -> Subject | None:
        """The noun phrase that opens the clause and goes on with a preposition up to the verb.

        "Bell in her first speech said", "Dorn’s email to his supporters notes".
        """
        if self.is_person(subject.mention):
            return None
        first = self._behind_article(self.token_from(subject.span.start), lower)
        found: Subject | None = None
        for _ in range(_MOST_PHRASES):
            if first - 2 > lower and self.tokens[first - 1].lower in _ARTICLES:
                # "a senator on the other side", but not "a letter seen by the Post"
                first -= self.tokens[first - 2].lower != "by"
            if first - 2 < lower or self.tokens[first - 1].lower not in _CONTINUING:
                break
            last = first - 2
            agent = self.tokens[first - 1].lower == "by"
            if agent and last > lower and self.tokens[last].lower.endswith(("ed", "en")):
                last -= 1  # "a letter seen by the Post says"
            found = self.phrase_ending(last, lower)
            participle = self.tokens[last].lower.endswith(("ed", "ing"))
            if found is None or self.inside[last] or participle:
                return None
            first = self._behind_article(self.token_from(found.span.start), lower)
        if found is None or not self.can_speak(found):
            return None
        if first > lower and self.tokens[first - 1].is_word:
            before = self.tokens[first - 1].lower
            if before not in _BEFORE_CLAUSES and before not in PERIODS:
                return None
        noun = self.tokens[self.token_from(found.span.end) - 1]
        if found.mention is None and noun.lower in _NEARNESS:
            span = Span(found.span.start, subject.span.end)  # "sources close to the president"
            return Subject(span, self.text[span.start : span.end])
        return found

    def _behind_article(self, first: int, lower: int) -> int:
        """The article before token `first`, which a name does not have; else `first`."""
        return first - 1 if first > lower and self.tokens[first - 1].lower == "the" else first

    def _before_auxiliary(self, at: int, lower: int) -> Subject | None:
        """The subject of an infinitive that an adjective brings: "Bell was quick to add"."""
        for index in range(at, max(lower, at - MOST_WORDS_OF_A_PHRASE), -1):
            if self.tokens[index].lower in AUXILIARIES:
                return self.phrase_ending(index - 1, lower)
            if self.tokens[index].text == ",":
                break
        return self.main_subject(at, lower)

    def _behind_with(self, cue: int, lower: int) -> Subject | None:
        """The name after ", with" whose participles go on to token `cue`.

        "…, with Bell tweeting that it was late and asking", "…, with Bell going on to say".
        """
        at = cue - 1
        infinitive = at > lower and self.tokens[at].lower == "to"
        if not infinitive and not self.tokens[cue].lower.endswith("ing"):
            return None
        for index in range(at, max(lower + 1, at - _WITH_REACH), -1):
            token = self.tokens[index]
            if token.lower == "with" and self._is_accompanying(index + 1, lower):
                mention = self.mention_behind_article(index + 1)
                if mention is None:
                    return None
                behind = self.token_from(mention.end)
                joined = behind <= at and self.tokens[behind].lower.endswith("ing")
                return subject_of(mention) if joined else None
            if token.text in {",", ";", ":"} and not self.inside[index]:
                return None
        return None

    def _accompanying_subject(self, at: int, lower: int) -> Subject | None:
        """The words from ", with" to token `at`: "…, with Tokyo saying"."""
        for index in range(at, max(lower, at - _LONGEST_ACCOMPANYING) - 1, -1):
            token = self.tokens[index]
            if token.lower == "with" and index < at:
                if not self._is_accompanying(index + 1, lower):
                    return None
                mention = self.mention_over(at)
                if mention is not None and mention.start >= self.starts[index + 1]:
                    return subject_of(mention)
                span = Span(self.starts[index + 1], self.end(at))
                return Subject(span, self.text[span.start : span.end])
            if not token.is_word or self.inside[index] or self.is_cue(index):
                return None
        return None

    def _is_accompanying(self, at: int, lower: int) -> bool:
        """Whether ", with" precedes token `at`: "…, with Bell noting"."""
        return (
            at - 2 >= lower
            and self.tokens[at - 1].lower == "with"
            and self.tokens[at - 2].text in {",", "—", "–"}
        )

    def _member_of(self, at: int, lower: int) -> Subject | None:
        """The person whose body or place the name at token `at` is: "Bell of the Green Party".

        None where a preposition precedes the person: "a letter to Bell from the Green Party".
        """
        tokens = self.tokens
        for last in range(at, max(lower + 1, at - _LONGEST_ORIGIN), -1):
            if not (tokens[last].is_cap or tokens[last].lower in _IN_ORIGINS):
                return None
            if tokens[last - 1].lower in _BEFORE_ORIGINS:
                person = self._person_ending(last - 2, lower)
                if person is not None:
                    return person
        return None

    def _author_of(self, at: int, lower: int) -> Subject | None:
        """The author of a text in the paper at token `at`: "an essay by Bell in the Post"."""
        tokens = self.tokens
        for last in range(at, max(lower + 3, at - _LONGEST_ORIGIN), -1):
            word = tokens[last]
            if not (word.is_cap or word.lower in _IN_ORIGINS or word.lower in _PAPERS):
                return None
            if tokens[last - 1].lower in _BEFORE_PAPERS:
                author = self.mention_over(last - 2)
                if author is None:
                    return None
                by = self.before_titles(self.token_from(author.start), lower) - 1
                written = by > lower and tokens[by - 1].lower in _WRITTEN
                return subject_of(author) if written and tokens[by].lower == "by" else None
        return None

    def _person_ending(self, at: int, lower: int) -> Subject | None:
        """The person whose name ends with token `at`, if no preposition precedes it."""
        mention = self.mention_over(at) if at >= lower else None
        if mention is None or not self.is_person(mention):
            return None
        first = self.token_from(mention.start)
        preposition = first > lower and self.tokens[first - 1].lower in _BEFORE_OBJECTS
        return None if preposition else subject_of(mention)

    def _object_before(self, at: int, lower: int) -> Subject | None:
        """The person whom a verb before "for" has as object: "attacked Bell for calling it"."""
        if self.tokens[at].lower != "for":
            return None
        named = self.mention_over(at - 1) if at - 1 > lower else None
        if named is None or not self.is_person(named):
            return None
        first = self.before_titles(self.token_from(named.start), lower)
        if first <= lower:
            return None
        verb = self.tokens[first - 1]
        transitive = verb.lower.endswith(("ed", "es", "ing")) or verb.lower == "for"
        return subject_of(named) if transitive and verb.is_word and not verb.is_cap else None

    def _subordinate_subject(self, comma: int, lower: int) -> Subject | None:
        """The subject of the clause that ends at a comma: "when Bell spoke, saying"."""
        for index in range(comma - 2, max(lower, comma - _CLAUSE_REACH), -1):
            token = self.tokens[index]
            if self.inside[index] or token.text in {",", ";", ":", "—", "–"}:
                return None
            if token.lower in _SUBORDINATORS:
                subject = self.opening_phrase(index + 1, comma)
                if subject is None or subject.text.lower() in PRONOUNS:
                    return None  # "even as he spoke, saying": the main clause names who he is
                return subject if self.can_speak(subject) else None
        return None

    def _agent_begin(self, first: int, lower: int) -> int:
        """The first token of an agent: the article or the titles before the name at token `first`.

        "Led by retired Marine general Anna Bell" has "retired".
        """
        while first - 1 > lower and (
            self.tokens[first - 1].lower in {"the", "retired", "former"}
            or self.tokens[first - 1].is_title
            or (self.tokens[first - 1].text == "." and self.tokens[first - 2].is_title)
            or (self.tokens[first - 1].is_cap and self.mention_over(first - 1) is None)
        ):
            first -= 1
        return first

    def _is_example(self, subject: Subject, lower: int) -> bool:
        """Whether a name is in a list of examples: "allies, such as Ruritania and Guria, said"."""
        at = self.token_from(subject.span.start) - 1
        while at > lower and (
            self.tokens[at].is_cap or self.tokens[at].lower in {",", "and", "the", "or"}
        ):
            at -= 1
        such = self.tokens[at].lower == "as" and self.tokens[at - 1].lower == "such"
        return at > lower and (such or self.tokens[at].lower in {"including", "like"})

    def _before_who(self, lower: int, at: int) -> Subject | None:
        """The phrase that opens the clause before ", who": "The mayor, who met Bell, said"."""
        opening = self.opening_phrase(self.main_clause_begin(at, lower), at)
        if opening is None or opening.mention is not None or not self.can_speak(opening):
            return None
        behind = self.token_from(opening.span.end)
        relative = behind + 1 < at and self.tokens[behind + 1].lower in {"who", "whose"}
        return opening if relative and self.tokens[behind].text == "," else None
