"""Who said the quoted words: the cue beside them, and the subject of the cue.

For each quotation the cue is looked for where the press puts it: after the words ("…," said X; "…,"
X said), before them (X said: "…"; according to X, "…"), then in what the quotation continues (the
sentence, the paragraph, the open mark before). The subject of a cue is read off the words beside
it. Pronouns and offices are resolved only where one actor fits.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from index.analysis import fold
from index.article import Actor, Basis, Citation, Mention, Quotation, Span
from index.extract import lexicon
from index.extract.actors import name_parts
from index.extract.citations import citation_after
from index.extract.quotes import Quoted
from index.extract.segment import Segments, Sentence, Tok

_PRONOUNS = frozenset("he she they i we it you who".split())
_MALE, _FEMALE = frozenset("he him his himself".split()), frozenset("she her hers herself".split())
_SKIPPED = frozenset(
    "also then later has had have been was is were are be being not never once again often always even just further simply recently soon still"
    " did does do will would could may might must ever only really reportedly already first now both all who that to".split()
)
_DETERMINERS = frozenset(
    "the a an one his her its their our my this that these those another some many several other two three four five most few no"
    " any each every both all such".split()
)
_CLAUSE = frozenset(", ; : — – ( ) [ ] - ? ! . …".split())
_BREAKERS = frozenset(
    "and but or when while as because although though if since after before where which that until unless so than whether".split()
)
_PREPOSITIONS = frozenset("of for at from in on with to by".split())
_NEAR = 14
_MOST_WORDS_OF_A_PHRASE = 12


@dataclass(frozen=True, slots=True)
class _Subject:
    """The words that name a speaker, and the actor they are, where they name one."""

    span: Span
    text: str
    mention: Mention | None = None


@dataclass(slots=True)
class _Said:
    """A quotation on its way to a speaker."""

    quoted: Quoted
    sentence: int
    cue: str | None = None
    subject: _Subject | None = None
    inherited: bool = False
    strong: bool = False


_start = attrgetter("start")


class _Reader:
    def __init__(self, text: str, segments: Segments, mentions: Sequence[Mention], quoted: Sequence[Quoted]) -> None:
        self.text = text
        self.tokens = segments.tokens
        self.sentences = segments.sentences
        self.starts = {token.start: index for index, token in enumerate(self.tokens)}
        self.mention_at: dict[int, Mention] = {}
        self.mention_ending: dict[int, Mention] = {}
        for mention in mentions:
            self.mention_at[mention.start] = mention
            self.mention_ending[mention.end] = mention
        self.inside = _mask(self.tokens, quoted)
        self.cues = lexicon.cues()

    def token_from(self, at: int) -> int:
        """The first token that begins at or after offset `at`."""
        return bisect_left(self.tokens, at, key=_start)

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
        if self.inside[index] or token.lower not in self.cues:
            return False
        # "a report", "his call", "the claims": nouns that look like cues
        before = self.tokens[index - 1] if index else None
        return not (
            before is not None
            and before.lower in {"a", "an", "the", "his", "her", "its", "their", "this", "no", "of", "in"}
            and token.lower not in {"said", "told"}
        )

    def strong(self, index: int) -> bool:
        return self.cues.get(self.tokens[index].lower, False)

    # --- noun phrases ---

    def mention_over(self, index: int) -> Mention | None:
        """The mention that token `index` is the last word of."""
        token = self.tokens[index]
        found = self.mention_ending.get(token.end)
        if found:
            return found
        if token.lower in {"’s", "'s"} and index:
            return None
        return next((m for m in (self.mention_ending.get(token.end + 1),) if m and m.start <= token.start), None)

    def subject_before(self, cue: int, lower: int) -> _Subject | None:
        """The subject of the cue at token `cue`, looked for back to token `lower`."""
        tokens = self.tokens
        at = cue - 1
        while at >= lower and (
            tokens[at].lower in _SKIPPED or tokens[at].lower.endswith("ly") or tokens[at].lower in {"’s", "’d", "'d"}
        ):
            if tokens[at].lower == "who" and at - 1 >= lower:
                at -= 1
                if tokens[at].text == ",":
                    at -= 1
                break
            at -= 1
        if at < lower:
            return None
        if tokens[at].text == "," or tokens[at].text in {")", "—", "–"}:
            return self.over_apposition(at, lower)
        if tokens[at].lower == "and" and at - 1 >= lower:
            # "he shook his head and said": the subject of the verb before
            return self.clause_subject(at, lower)
        return self.phrase_ending(at, lower)

    def phrase_ending(self, at: int, lower: int) -> _Subject | None:
        """The noun phrase whose last word is token `at`."""
        tokens = self.tokens
        mention = self.mention_over(at)
        if mention is not None and not self._inside_longer_phrase(mention, lower):
            return _Subject(Span(mention.start, mention.end), mention.surface, mention)
        if tokens[at].lower in _PRONOUNS:
            return _Subject(Span(tokens[at].start, tokens[at].end), tokens[at].text)
        start, steps = at, 0
        while start > lower and steps < _MOST_WORDS_OF_A_PHRASE:
            before = tokens[start - 1]
            if (
                before.text in _CLAUSE
                and before.text != "-"
                and not (before.text == "." and start > 1 and len(tokens[start - 2].text) < 5)
            ):
                break
            if before.lower in _BREAKERS and before.lower != "and":
                break
            if self.cues.get(before.lower) or self.inside[start - 1]:
                break
            start -= 1
            steps += 1
            if before.lower in _DETERMINERS and not (
                start > lower and tokens[start - 1].lower in _PREPOSITIONS and tokens[start - 1].lower != "in"
            ):
                break
        phrase = tokens[start : at + 1]
        # words of time and place at the front are not the subject
        return self.named_in(start, at + 1, phrase)

    def _inside_longer_phrase(self, mention: Mention, lower: int) -> bool:
        """Whether "X" ends "a spokesman for X": then the spokesman speaks."""
        at = self.token_from(mention.start)
        if mention.role and mention.role in self.text[max(0, mention.start - len(mention.role) - 2) : mention.start]:
            return False
        before = self.tokens[at - 1] if at - 1 >= lower else None
        if before is not None and before.lower == "the" and at - 2 >= lower:
            before = self.tokens[at - 2]
        if before is None or before.lower not in {"of", "for", "with", "at", "from", "to", "in"}:
            return False
        window = self.tokens[max(lower, at - 9) : at]
        return any(t.lower in lexicon.human_nouns() for t in window)

    def named_in(self, start: int, end: int, phrase: Sequence[Tok]) -> _Subject | None:
        words = [t for t in phrase if t.is_word]
        if not words:
            return None
        nouns = [
            t for t in words if t.lower in lexicon.human_nouns() or t.lower in lexicon.body_nouns() or t.lower in lexicon.titles()
        ]
        for index in range(start, end):
            mention = self.mention_at.get(self.tokens[index].start)
            if mention is not None and not nouns:
                return _Subject(Span(mention.start, mention.end), mention.surface, mention)
        if not nouns and not (phrase[0].lower in _DETERMINERS or words[-1].is_cap):
            return None
        span = Span(phrase[0].start, phrase[-1].end)
        inside = [m for m in (self.mention_at.get(self.tokens[i].start) for i in range(start, end)) if m is not None]
        whole = next((m for m in inside if m.end >= span.end), None)
        if whole is not None and not any(t.lower in {"of", "for", "at", "from", "with", "in"} for t in phrase):
            return _Subject(Span(whole.start, whole.end), whole.surface, whole)
        return _Subject(span, self.text[span.start : span.end])

    def over_apposition(self, at: int, lower: int) -> _Subject | None:
        """The subject before "X, who has served since 2001, said": the name or noun before the first comma."""
        tokens = self.tokens
        index = at - 1
        best: _Subject | None = None
        while index >= lower:
            if tokens[index + 1].text in {",", "(", "—", "–"} and not self.inside[index]:
                candidate = self.phrase_at_comma(index, lower)
                if candidate is not None:
                    best = candidate
                    if candidate.mention is not None and candidate.mention.end == tokens[index].end:
                        following = tokens[index + 2].lower if index + 2 < len(tokens) else ""
                        if following in {"who", "a", "an", "the", "whose", "his", "her"} or following.isdigit() or index == lower:
                            return candidate
            index -= 1
        if best is not None:
            return best
        return self.clause_subject(at, lower)

    def phrase_at_comma(self, index: int, lower: int) -> _Subject | None:
        mention = self.mention_over(index)
        if mention is not None:
            at = self.token_from(mention.start)
            if at > lower and tokens_before_is_place(self.tokens, at):
                return None
            return _Subject(Span(mention.start, mention.end), mention.surface, mention)
        if self.tokens[index].lower in lexicon.human_nouns():
            return self.phrase_ending(index, lower)
        if self.tokens[index].lower in _PRONOUNS:
            return _Subject(Span(self.tokens[index].start, self.tokens[index].end), self.tokens[index].text)
        return None

    def clause_subject(self, at: int, lower: int) -> _Subject | None:
        """The first name, pronoun or person's noun between `lower` and `at` that can be a subject."""
        tokens = self.tokens
        index = lower
        fallback: _Subject | None = None
        while index < at:
            if self.inside[index]:
                index += 1
                continue
            mention = self.mention_at.get(tokens[index].start)
            if mention is not None:
                subject = _Subject(Span(mention.start, mention.end), mention.surface, mention)
                following = self.token_from(mention.end)
                possessive = following < len(tokens) and tokens[following].lower in {"’s", "'s"}
                if not tokens_before_is_place(tokens, index) and not possessive:
                    return subject
                fallback = fallback or subject
                index = max(index + 1, following)
                continue
            if tokens[index].lower in {"he", "she", "they"} and not (index and tokens[index - 1].lower in {"to"}):
                return _Subject(Span(tokens[index].start, tokens[index].end), tokens[index].text)
            if tokens[index].lower in lexicon.human_nouns() and (index == lower or not tokens_before_is_place(tokens, index)):
                return self.phrase_ending(index, lower)
            index += 1
        return fallback

    def subject_after(self, at: int, upper: int) -> _Subject | None:
        """The noun phrase that begins at token `at`: "said the minister", "said Konstantin Simonov, who …"."""
        tokens = self.tokens
        while at < upper and tokens[at].lower.endswith("ly"):
            at += 1
        if at >= upper or self.inside[at]:
            return None
        if tokens[at].lower in _PRONOUNS - {"it", "who", "you"}:
            return _Subject(Span(tokens[at].start, tokens[at].end), tokens[at].text)
        end = at
        while end < upper and end - at < _MOST_WORDS_OF_A_PHRASE and not self.inside[end]:
            token = tokens[end]
            mention = self.mention_at.get(token.start)
            if mention is not None and all(
                t.lower not in {"of", "for", "at", "from", "with", "in", "to"} for t in tokens[at:end]
            ):
                return _Subject(Span(mention.start, mention.end), mention.surface, mention)
            if (token.text in _CLAUSE and token.text != ".") or (token.text == "." and len(tokens[end - 1].text) > 4):
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
        if (
            any(
                t.lower in lexicon.human_nouns() or t.lower in lexicon.body_nouns() or t.lower in lexicon.titles() for t in phrase
            )
            or phrase[0].is_cap
        ):
            last = end
            if phrase[0].is_cap and phrase[0].lower not in _DETERMINERS:
                last = at
                while last < end and (tokens[last].is_cap or tokens[last].text == "."):
                    last += 1
            return _Subject(
                Span(tokens[at].start, tokens[max(at, last - 1)].end), self.text[tokens[at].start : tokens[max(at, last - 1)].end]
            )
        return None


def tokens_before_is_place(tokens: Sequence[Tok], at: int) -> bool:
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


def _mask(tokens: Sequence[Tok], quoted: Sequence[Quoted]) -> list[bool]:
    """For each token, whether it stands inside quotation marks."""
    inside = [False] * len(tokens)
    for one in quoted:
        first = bisect_left(tokens, one.start, key=_start)
        last = bisect_left(tokens, one.end, first, key=_start)
        inside[first:last] = [True] * (last - first)
    return inside


def find_quotations(
    text: str,
    segments: Segments,
    quoted: Sequence[Quoted],
    actors: Sequence[Actor],
    mentions: Sequence[Mention],
    citations: Sequence[Citation],
) -> list[Quotation]:
    """Every quoted stretch with its kind, its speaker, cue, outlet and the date it was said to the outlet."""
    reader = _Reader(text, segments, mentions, quoted)
    said = [_Said(q, reader.sentence_of(reader.token_from(q.start))) for q in quoted]
    for index in range(len(said)):
        _attribute(reader, said, index)
    _continue(reader, said)
    resolver = _Resolver(reader, actors, mentions)
    quotations = []
    for index, one in enumerate(said):
        if not _is_said(reader, one):
            quotations.append(Quotation(one.quoted.start, one.quoted.end, "scare"))
            continue
        actor = resolver.resolve(one)
        paragraph_end = segments.paragraphs[one.quoted.paragraph].end
        citation = citation_after(citations, one.quoted.end, paragraph_end)
        outlet = citation.outlet if citation else _outlet_told(reader, one, actors)
        own_outlet = not one.inherited
        if citation is not None:
            own_outlet = index + 1 == len(said) or citation.start < said[index + 1].quoted.start
        quotations.append(
            Quotation(
                one.quoted.start,
                one.quoted.end,
                "direct",
                actor,
                one.subject.span if one.subject else None,
                one.cue,
                outlet,
                citation.date if citation else None,
                None if actor is None else "stated" if resolver.is_stated(one) else "inferred",
                None if outlet is None else "stated" if own_outlet else "inferred",
                _date_basis(citation, own_outlet),
            )
        )
    return quotations


def _date_basis(citation: Citation | None, own: bool) -> Basis | None:
    if citation is None or citation.date is None:
        return None
    return citation.date_basis if own else "inferred"


def _attribute(reader: _Reader, said: list[_Said], index: int) -> None:
    """Find the cue of `said[index]` in its own sentence, after the words or before them."""
    one = said[index]
    if _signed(reader, one):
        return
    sentence = reader.sentences[one.sentence]
    after = reader.token_from(one.quoted.end)
    while after < len(reader.tokens) and reader.tokens[after].text in "”“\"»’'":
        after += 1
    last = reader.text[one.quoted.end - 1]
    outside = reader.text[one.quoted.end + 1 : one.quoted.end + 2]
    upper = _clause_end(reader, after, one, said, index)
    goes_on = last in ",?!—-–…" or outside in {","} or (last not in "." and outside != ".")
    if goes_on and _after(reader, one, after, upper, strict=last not in ",?!—–-"):
        return
    lower = _clause_start(reader, sentence, one, said, index)
    _before(reader, one, reader.token_from(one.quoted.start), lower, sentence)


# “…” ― Veronica Cruz: a signature behind a dash; "WALLACE: …": the speaker's name in capitals opens a transcript's turn
_SIGNATURE = re.compile(
    r"[”\"»’]?\s{0,2}(?:[―—–]|--?)\s{0,2}(?P<name>[A-Z][\w.’'-]+(?: (?:[A-Z][\w.’'-]*|d[aei]l?|v[ao]n))*)(?=\s*(?:\n|$|[,.(;]))"
)
_TURN = re.compile(r"(?P<name>[A-Z][A-Z.’'-]+(?: [A-Z][A-Z.’'-]+){0,3}):\s")


def _signed(reader: _Reader, one: _Said) -> bool:
    """Whether the quotation carries its speaker's name itself, behind it or at its head."""
    for match, cue in ((_TURN.match(reader.text, one.quoted.start), ":"), (_SIGNATURE.match(reader.text, one.quoted.end), "—")):
        if match is None or match.end("name") > one.quoted.end + 80:
            continue
        span = Span(*match.span("name"))
        mention = reader.mention_at.get(span.start)
        one.subject = (
            _Subject(Span(mention.start, mention.end), mention.surface, mention) if mention else _Subject(span, match["name"])
        )
        one.cue, one.strong = cue, True
        return True
    return False


def _clause_end(reader: _Reader, after: int, one: _Said, said: list[_Said], index: int) -> int:
    """Up to where words after a quotation can attribute it: the sentence's end or the next quotation."""
    upper = after
    paragraph_end = reader.sentences[one.sentence]
    limit = len(reader.tokens)
    if index + 1 < len(said):
        limit = min(limit, reader.token_from(said[index + 1].quoted.start))
    number = reader.sentence_of(after) if after < len(reader.tokens) else one.sentence
    if after < len(reader.tokens):
        sentence = reader.sentences[number]
        if sentence.paragraph != paragraph_end.paragraph:
            return after
        upper = sentence.last
    return min(upper, limit)


def _clause_start(reader: _Reader, sentence: Sentence, one: _Said, said: list[_Said], index: int) -> int:
    """From where words before a quotation can attribute it: after the quotation before it."""
    lower = sentence.first
    if index and said[index - 1].quoted.end > reader.tokens[lower].start:
        lower = reader.token_from(said[index - 1].quoted.end)
        while lower < len(reader.tokens) and reader.tokens[lower].text in "”“\"»’'":
            lower += 1
    return lower


def _after(reader: _Reader, one: _Said, after: int, upper: int, strict: bool) -> bool:
    """ "…," said X and "…," X said."""
    tokens = reader.tokens
    at = after
    while at < upper and tokens[at].text in {",", "—", "–", "-"}:
        at += 1
    for index in range(at, min(upper, at + _NEAR)):
        if not reader.is_cue(index):
            continue
        if index == at:
            subject = reader.subject_after(index + 1, upper)
            if subject is None and not reader.strong(index):
                return False
        else:
            if strict and not reader.strong(index):
                continue
            if any(t.lower in _BREAKERS | {"to", "of"} for t in tokens[at : at + 1]):
                # "… and then went on to say": another clause
                if tokens[at].lower not in {"as"}:
                    return False
                at += 1
            subject = reader.subject_before(index, at)
            if subject is None and tokens[index - 1].lower not in {"who"}:
                subject = reader.subject_after(index + 1, upper)
        if subject is not None:
            one.subject, one.cue, one.strong = subject, tokens[index].text, reader.strong(index)
            return True
    if at + 2 < upper and tokens[at].lower == "according" and tokens[at + 1].lower == "to":
        subject = reader.subject_after(at + 2, upper)
        if subject is not None:
            one.subject, one.cue, one.strong = subject, "according to", True
            return True
    return False


def _before(reader: _Reader, one: _Said, begin: int, lower: int, sentence: Sentence) -> bool:
    """X said: "…", according to X "…", X called it "…"."""
    tokens = reader.tokens
    while begin > lower and tokens[begin - 1].text in "“\"«„‘'":
        begin -= 1
    if begin <= lower:
        return _colon_before(reader, one, sentence)
    for wanted_strong in (True, False):
        for index in range(begin - 1, lower - 1, -1):
            if reader.is_cue(index) and reader.strong(index) is wanted_strong:
                if wanted_strong and begin - index > 30:
                    continue
                subject = reader.subject_before(index, lower)
                if subject is None and index + 1 < begin and tokens[index - 1].text in {",", "—"}:
                    subject = reader.subject_after(index + 1, begin)
                if subject is None and lower > sentence.first:
                    # "X said “a” and called it “b”": the subject stands before the quotation in between
                    subject = reader.subject_before(index, sentence.first) or reader.clause_subject(index, sentence.first)
                if subject is not None:
                    one.subject, one.cue, one.strong = subject, tokens[index].text, wanted_strong
                    return True
            if tokens[index].lower == "to" and index > lower and tokens[index - 1].lower == "according":
                subject = reader.subject_after(index + 1, begin)
                if subject is not None:
                    one.subject, one.cue, one.strong = subject, "according to", True
                    return True
    return False


def _colon_before(reader: _Reader, one: _Said, sentence: Sentence) -> bool:
    """A sentence that ends in a colon right before the quotation brings it."""
    index = one.sentence - 1
    if index < 0:
        return False
    before = reader.sentences[index]
    if reader.tokens[before.last - 1].text != ":" or before.paragraph < sentence.paragraph - 1:
        return False
    return _before(reader, one, before.last, before.first, before)


def _continue(reader: _Reader, said: list[_Said]) -> None:
    """Give quotations without a cue of their own the speaker that they continue."""
    for index, one in enumerate(said):
        if one.subject is not None:
            continue
        following = said[index + 1] if index + 1 < len(said) else None
        previous = said[index - 1] if index else None
        same_sentence_next = (
            following is not None
            and following.sentence == one.sentence
            and following.subject is not None
            and not following.inherited
        )
        if same_sentence_next and following is not None and _few_words_between(reader, one, following, 6):
            _inherit(one, following)
        elif previous is not None and previous.subject is not None and previous.quoted.paragraph == one.quoted.paragraph:
            if previous.sentence == one.sentence or _is_whole_sentence(reader, one):
                _inherit(one, previous)
        elif (
            previous is not None
            and previous.subject is not None
            and previous.quoted.paragraph == one.quoted.paragraph - 1
            and _fills_paragraph(reader, one)
        ):
            _inherit(one, previous)
    for index in range(len(said) - 2, -1, -1):
        one, following = said[index], said[index + 1]
        if one.subject is None and following.subject is not None and following.sentence == one.sentence:
            _inherit(one, following)
    for one in said:
        if one.subject is None:
            _from_sentence(reader, one)


def _inherit(one: _Said, other: _Said) -> None:
    one.subject, one.cue, one.inherited, one.strong = other.subject, other.cue, True, other.strong


def _few_words_between(reader: _Reader, one: _Said, other: _Said, most: int) -> bool:
    return reader.token_from(other.quoted.start) - reader.token_from(one.quoted.end) <= most + 2


def _is_whole_sentence(reader: _Reader, one: _Said) -> bool:
    """Whether the quotation begins its sentence."""
    first = reader.tokens[reader.sentences[one.sentence].first]
    return first.start >= one.quoted.start - 2


def _fills_paragraph(reader: _Reader, one: _Said) -> bool:
    """Whether the paragraph begins with the quotation and has no cue outside it."""
    paragraph = [s for s in reader.sentences if s.paragraph == one.quoted.paragraph]
    begins = paragraph[0].start >= one.quoted.start - 2
    return begins and (one.quoted.open_end or paragraph[-1].end <= one.quoted.end + 3)


def _from_sentence(reader: _Reader, one: _Said) -> None:
    """The subject of the sentence speaks the fragment quoted in it, where it has a verb of saying."""
    sentence = reader.sentences[one.sentence]
    begin = reader.token_from(one.quoted.start)
    for index in range(sentence.first, sentence.last):
        if reader.is_cue(index) and reader.strong(index):
            subject = reader.subject_before(index, sentence.first) or reader.subject_after(index + 1, sentence.last)
            if subject is not None:
                one.subject, one.cue, one.strong = subject, reader.tokens[index].text, True
                return
    subject = reader.clause_subject(begin, sentence.first)
    if subject is not None and len(reader.text[one.quoted.start : one.quoted.end].split()) > 3:
        one.subject = subject


_TITLE_CASE = re.compile(
    r"(?:[A-Z0-9][\w’'.&-]*|a|an|the|of|and|in|on|to|for|with|at|from|vs\.?|or|by)(?:[ :,!?-]+(?:[A-Z0-9][\w’'.&-]*|a|an|the|of|and|in|on|to|for|with|at|from|vs\.?|or|by))*[!?.,]?$"
)


def _is_said(reader: _Reader, one: _Said) -> bool:
    """Whether somebody said or wrote the quoted words, or the marks only keep a distance.

    Short, unattributed stretches and titles of works and shows quote nobody.
    """
    words = reader.text[one.quoted.start : one.quoted.end].split()
    attributed = one.subject is not None and one.cue is not None
    begin, end = one.quoted.start, one.quoted.end
    before = reader.text[max(0, begin - 30) : begin - 1]
    if (
        len(words) == 1
        and re.search(r"[A-Z]\w+ $", before)
        and re.match(r".?.? ?[A-Z]", reader.text[end + 1 : end + 3])
        and words[0][0].isupper()
    ):
        return False  # a nickname between given name and surname
    if (
        _TITLE_CASE.match(" ".join(words))
        and 2 <= len(words) <= 8
        and sum(w[0].isupper() for w in words) > 1
        and reader.text[end - 1] not in ",.!?"
    ):
        return bool(
            attributed
            and one.strong
            and re.search(r"(?:said|says|told|asked|wrote|tweeted|chanted|chant(?:s|ing)|shouted|yelled)[,:]? $", before)
        )
    if (
        re.search(
            r"(?:so-called|known as|called|titled|entitled|dubbed|named|nicknamed|the term|the word|the phrase|book,?|song,?|film,?|movie,?|show,?|episode of|program,?) $",
            before,
        )
        and len(words) <= 6
        and not attributed
    ):
        return False
    if attributed:
        return True if one.strong or len(words) > 2 else not one.inherited
    return len(words) > 4


_TOLD = re.compile(r"\b(?:told|to|with|by|in|on|for)\s+(?:the\s+)?(?:\w+\s+){0,3}$")


def _outlet_told(reader: _Reader, one: _Said, actors: Sequence[Actor]) -> str | None:
    """The outlet in "told the Washington Post", "in an interview with CNN", in the sentence of the words or their cue."""
    at = one.subject.span.start if one.subject and not one.inherited else one.quoted.start
    sentence = reader.sentences[reader.sentence_of(reader.token_from(at))]
    for index in range(sentence.first, sentence.last):
        mention = reader.mention_at.get(reader.tokens[index].start)
        if mention is None or reader.inside[index] or actors[mention.actor].kind != "outlet":
            continue
        if _TOLD.search(reader.text[max(sentence.start, mention.start - 60) : mention.start]):
            return actors[mention.actor].name
    return None


class _Resolver:
    """The actor that a speaker's words mean; None where the text does not settle it."""

    def __init__(self, reader: _Reader, actors: Sequence[Actor], mentions: Sequence[Mention]) -> None:
        self.reader = reader
        self.actors = actors
        self.mentions = mentions

    def resolve(self, one: _Said) -> int | None:
        subject = one.subject
        if subject is None:
            return None
        if subject.mention is not None:
            return subject.mention.actor
        word = subject.text.lower()
        if word in {"he", "she"}:
            return self._pronoun(subject)
        if word in _PRONOUNS or " and " in word:
            return None
        return self._office(subject)

    def is_stated(self, one: _Said) -> bool:
        """Whether the text itself names the speaker beside the words, by a name that only one actor here has."""
        if one.inherited or one.cue is None or one.subject is None or one.subject.mention is None:
            return False
        mention = one.subject.mention
        name = fold(mention.surface)
        bearers = [actor for actor in self.actors if actor.kind == "person" and name == name_parts(actor.name)[-1]]
        return len(bearers) < 2

    def _pronoun(self, subject: _Subject) -> int | None:
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

    def _office(self, subject: _Subject) -> int | None:
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
