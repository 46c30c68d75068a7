"""Reported speech: cue, speaker's words and content of statements outside quotation marks.

Each verb of saying is tried with the forms of the press in turn: the cue after the content
("S, X said", "S, according to X"), the cue before it ("X told Y on Monday that S", "X vowed to
V"), the cue as a participle (", saying that S") or as a noun ("X's claim that S"). The frame of
the verb (see `reporting`) says which complements it takes.
"""

from typing import Final

from index.extract import clauses, reporting
from index.extract.clauses import (
    CONJUNCTIONS,
    DETERMINERS,
    NOMINATIVE,
    NOUNS_MOSTLY,
    OBJECTS,
    PREPOSITIONS,
    QUESTIONS,
    QUOTES,
)
from index.extract.phrases import Reader, Subject, subject_of
from index.extract.segment import Sentence
from index.model import Span

# So many cues of a sentence are looked at: no sentence has more, a text of cues alone has.
_MOST_CUES: Final = 24
_NEGATIONS: Final = frozenset(
    "not never neither nor n’t cannot didn’t didn't don’t don't doesn’t doesn't hasn’t hasn't haven’t haven't wouldn’t"
    " wouldn't won’t won't can’t can't couldn’t couldn't wasn’t wasn't isn’t isn't without".split()
)
_MODALS: Final = frozenset("would could might may should must can will shall".split())
_NO_CONTENT: Final = frozenset("nothing so little anything something hello goodbye".split())
_GO_ON: Final = frozenset("went goes go going used appeared appears seemed seems".split())
_SUBORDINATORS: Final = frozenset(
    "although though while as when since after before because once even whereas".split()
)
_OF_PEOPLE: Final = frozenset(
    "people voters republicans democrats officials everyone nobody someone".split()
)
# "claimed the life of …", "claimed responsibility"
_CLAIMED: Final = frozenset("life lives victims victory responsibility credit".split())
_RELATIVES: Final = frozenset({"who", "which"})


class Reported:
    """One report: tokens of the content in one or two stretches, of the cue, and the subject.

    `addressee` is a range of tokens, empty where nobody is named.
    """

    __slots__ = ("addressee", "content", "cue_first", "cue_last", "subject")

    def __init__(
        self,
        content: list[tuple[int, int]],
        cue_first: int,
        cue_last: int,
        subject: Subject | None,
        addressee: tuple[int, int] = (0, 0),
    ) -> None:
        self.content: Final = content
        self.cue_first: Final = cue_first
        self.cue_last: Final = cue_last
        self.subject: Final = subject
        self.addressee: Final = addressee


def reports_in(reader: Reader, sentence: Sentence) -> list[Reported]:
    """The reports of one sentence, in the order of their cues."""
    tokens, found = reader.tokens, list[Reported]()
    last = clauses.closing(reader, sentence)
    tried = 0
    for at in range(sentence.first, last):
        token = tokens[at]
        if reader.inside[at]:
            continue
        one: Reported | None = None
        if token.frame:
            tried += 1
            if _is_verb(reader, at, sentence, last):
                one = _by_verb(reader, at, sentence, last, found)
            elif token.is_reporting_noun:
                one = _by_noun(reader, at, sentence, last)
        elif token.is_reporting_noun:
            tried += 1
            one = _by_noun(reader, at, sentence, last)
        elif token.lower == "according" and at + 1 < last and tokens[at + 1].lower == "to":
            tried += 1
            one = _according(reader, at, sentence, last, found)
        if one is not None and one.content:
            found.append(one)
        if tried >= _MOST_CUES:
            break
    return found


# --- verbs ---


def _is_verb(reader: Reader, at: int, sentence: Sentence, last: int) -> bool:
    """Whether token `at`, a form of a verb of saying, reports something that was said."""
    tokens = reader.tokens
    token = tokens[at]
    before = tokens[at - 1] if at > sentence.first else None
    if (
        token.is_cap
        and not reader.first[at]
        and not (_is_headline(reader, sentence) and "x" in token.frame)
    ):
        return False
    if token.lower in NOUNS_MOSTLY and not (
        at + 1 < last and tokens[at + 1].lower in {"that", "out", "how", "whether", "why"}
    ):
        return False
    lower = token.lower
    if before is None:
        return lower.endswith("ing") or lower in {"asked", "told"}
    if before.lower in DETERMINERS or before.lower in {"of", "’s", "'s", "s", "no"}:
        return lower in {"said", "told"} and before.lower not in {"the", "a"}
    if lower.endswith("s") and (token.is_reporting_noun or lower in NOUNS_MOSTLY):
        # "reports", "claims", "promises": verbs behind a name, a pronoun, a noun in the singular
        if not (
            before.is_cap
            or before.lower in clauses.NOMINATIVE
            or clauses.is_adverb(before.lower)
            or before.lower in {"who", "which", "also", "and"}
            or (before.text in {",", "”", '"'} and lower not in NOUNS_MOSTLY)
            or before.is_speaker_noun
        ):
            return False
    elif (
        token.is_reporting_noun
        and not lower.endswith("ed")
        and before.lower in PREPOSITIONS
        and before.lower != "to"
    ):
        return False
    return not _unsaid(reader, at, sentence)


def _is_headline(reader: Reader, sentence: Sentence) -> bool:
    """Whether most of the longer words of a sentence have a capital."""
    long = capitals = 0
    for index in range(sentence.first, min(sentence.last, sentence.first + 30)):
        if reader.tokens[index].is_long:
            long += 1
            capitals += reader.tokens[index].is_cap
    return long > 2 and capitals > 0.7 * long


def _unsaid(reader: Reader, at: int, sentence: Sentence) -> bool:
    """Whether the verb at token `at` is negated, hypothetical, passive, or only wished."""
    tokens = reader.tokens
    lower = tokens[at].lower
    index = at - 1
    base = not lower.endswith(("ed", "ing", "s")) and lower not in {"said", "told", "wrote"}
    while index >= sentence.first and (
        clauses.is_adverb(tokens[index].lower)
        or tokens[index].lower
        in {"also", "ever", "even", "just", "then", "be", "have", "now", "only"}
    ):
        index -= 1
    if index < sentence.first:
        return base
    before = tokens[index].lower
    if before in _NEGATIONS or before.endswith(("n’t", "n't")) or before in _MODALS:
        return True
    if before in {"has", "had", "have", "was", "is", "are", "were"} and index > sentence.first:
        earlier = tokens[index - 1].lower
        if earlier in _NEGATIONS:
            return True
    if before == "to" and base:
        return not (
            index > sentence.first
            and (tokens[index - 1].lower == "on" or tokens[index - 1].lower in _GO_ON)
        )
    if lower.endswith(("ed", "id", "old")) and before in {
        "is",
        "are",
        "was",
        "were",
        "been",
        "being",
        "be",
        "not",
        "get",
        "got",
    }:
        return True
    for back in range(max(sentence.first, index - 5), index):
        if tokens[back].lower in {"if", "unless"}:
            return True
    return False


def _by_verb(
    reader: Reader, at: int, sentence: Sentence, last: int, found: list[Reported]
) -> Reported | None:
    """The report of the verb at token `at`."""
    tokens = reader.tokens
    frame = tokens[at].frame
    lower = _lower_bound(reader, at, sentence)
    before = tokens[at - 1] if at > sentence.first else None
    after = tokens[at + 1] if at + 1 < last else None
    if reporting.PARENTHETIC in frame:
        one = _inverted(reader, at, sentence, last, found) or _postposed(
            reader, at, lower, sentence, last, found
        )
        if one is not None:
            return one
    if after is None:
        return None
    if tokens[sentence.first].lower in {"as", "like"} and at - sentence.first < 12 and "x" in frame:
        # "As X noted, S", "As X told Y in May, S"
        comma = _first_comma(reader, at + 1, min(last, at + 14))
        if comma < min(last, at + 14) and comma + 2 < last and not reader.inside[comma + 1]:
            source = _subject(reader, at, sentence.first + 1, sentence)
            if tokens[at - 1].lower == "as":
                source = (
                    reader.subject_after(at + 2, last) if tokens[at + 1].lower == "by" else None
                )
            return Reported(
                [(comma + 1, clauses.content_end(reader, comma + 1, last))], at, at + 1, source
            )
    begin, addressee = _content_begin(reader, at, last)
    if begin < 0 or begin >= last:
        return None
    end = clauses.content_end(reader, begin, last)
    if end <= begin:
        return None
    subject: Subject | None
    if before is None or (
        before.lower in {"by", "while", "after", "before", "since", "in"}
        and at - 1 == sentence.first
    ):
        # "Asked whether S, X …", "Noting that S, X …": the clause ends at its comma, the subject follows
        end = _first_comma(reader, begin, end)
        subject = reader.subject_after(end + 1, last) if end + 1 < last else None
        if tokens[at].lower == "asked":
            return None
        return Reported([(begin, end)], at, at + 1, subject, addressee)
    if _is_subordinate(reader, at, sentence):
        # "Although X said S, Y …": the clause ends at its comma
        end = _first_comma(reader, begin, end)
    subject = _subject(reader, at, lower, sentence)
    if (
        subject is not None
        and begin > at + 1
        and tokens[begin].lower != "that"
        and tokens[begin].lower not in NOMINATIVE
        and _follows_quotation(reader, subject, sentence)
    ):
        # "“S,” X said in an interview with the host Ivan Petrov": only the words before the cue are said
        return None
    if (
        subject is None
        and before is not None
        and not tokens[at].lower.endswith("ing")
        and before.lower != "and"
    ):
        return None
    if reporting.EVIDENCE in frame and not _can_speak(subject):
        return None
    if tokens[at].lower.startswith("claim") and tokens[min(begin + 1, last - 1)].lower in _CLAIMED:
        return None
    return Reported([(begin, end)], at, at + 1, subject, addressee)


def _is_subordinate(reader: Reader, at: int, sentence: Sentence) -> bool:
    """Whether token `at` stands in a subordinate clause that opens the sentence."""
    tokens = reader.tokens
    return tokens[sentence.first].lower in _SUBORDINATORS and not any(
        tokens[index].text == "," for index in range(sentence.first, at)
    )


def _can_speak(subject: Subject | None) -> bool:
    """Whether a subject can say what it suggests: no "it", "this" or "which", which stand for events."""
    if subject is None:
        return False
    if subject.mention is not None:
        return True
    return subject.text.lower() not in {"it", "there", "which", "that", "this", "these", "those"}


def _follows_quotation(reader: Reader, subject: Subject, sentence: Sentence) -> bool:
    """Whether quoted words stand right before the subject."""
    at = reader.token_from(subject.span.start) - 1
    return any(reader.inside[index] for index in range(max(sentence.first, at - 6), at + 1))


def _first_comma(reader: Reader, begin: int, end: int) -> int:
    """The first comma among tokens `begin` to `end` outside quotation marks; `end` where there is none."""
    for index in range(begin, end):
        if reader.tokens[index].text == "," and not reader.inside[index]:
            return index
    return end


def _lower_bound(reader: Reader, at: int, sentence: Sentence) -> int:
    """From where the subject of the verb at token `at` is looked for: behind the last clause mark."""
    tokens = reader.tokens
    for index in range(at - 1, sentence.first, -1):
        if tokens[index].text == ";":
            return index + 1
    return sentence.first


def _subject(reader: Reader, at: int, lower: int, sentence: Sentence) -> Subject | None:
    tokens = reader.tokens
    index = at - 1
    while index > lower and (
        clauses.is_adverb(tokens[index].lower)
        or tokens[index].lower
        in {
            "has",
            "have",
            "had",
            "also",
            "then",
            "later",
            "now",
            "long",
            "was",
            "were",
            "is",
            "are",
            "still",
        }
    ):
        index -= 1
    if index >= lower and tokens[index].lower in _RELATIVES:
        return reader.word_as_subject(index)
    subject = reader.subject_before(at, lower)
    if subject is None and not tokens[at].lower.endswith("ing"):
        return _plain_phrase(reader, index, lower)
    return subject


def _plain_phrase(reader: Reader, at: int, lower: int) -> Subject | None:
    """The words up to token `at` as the subject where they name no actor: "three in ten", "26%"."""
    tokens = reader.tokens
    index = at
    if index >= lower and tokens[index].text == ",":
        index -= 1
        at -= 1
    while index >= lower and at - index < 8 and not reader.inside[index]:
        token = tokens[index]
        if not token.is_word and token.text not in {"%", "’s", "'s", "$", "."}:
            break
        if (
            token.lower in CONJUNCTIONS
            or token.lower in QUESTIONS
            or token.lower == "that"
            or token.frame
        ):
            break
        index -= 1
    if index == at:
        return None
    span = Span(reader.starts[index + 1], reader.end(at))
    return Subject(span, reader.text[span.start : span.end])


def _inverted(
    reader: Reader, at: int, sentence: Sentence, last: int, found: list[Reported]
) -> Reported | None:
    """ "S, said X." and "S, said X, who …"."""
    tokens = reader.tokens
    if at <= sentence.first or at + 1 >= last:
        return None
    if tokens[at - 1].text not in {",", "—", "–"} or tokens[at].lower.endswith("ing"):
        return None
    pronoun = tokens[at + 1].lower in {"he", "she", "they"}
    end = at + 2 if pronoun else clauses.phrase_end(reader, at + 1, last)
    if end < last and tokens[end].text not in {",", ";", "(", "—", "–"}:
        adjunct = clauses.skip_adjuncts(reader, end, last)
        if pronoun or (tokens[end].lower not in {"who", "which"} and adjunct < last):
            return None
    subject = reader.subject_after(at + 1, last)
    if subject is None or (tokens[at + 1].lower in NOMINATIVE and not pronoun):
        return None
    begin = _content_start(reader, at - 1, sentence, found)
    return _ending_at(reader, begin, at - 1, at, subject)


def _postposed(
    reader: Reader, at: int, lower: int, sentence: Sentence, last: int, found: list[Reported]
) -> Reported | None:
    """ "S, X said." and "S, X said, S"."""
    tokens = reader.tokens
    if tokens[at].lower.endswith("ing"):
        return None
    behind = at + 1
    if behind < last and tokens[behind].text != ",":
        behind = clauses.skip_adjuncts(reader, at + 1, last)
        if "o" in tokens[at].frame and behind == at + 1:
            behind = clauses.phrase_end(reader, at + 1, last)
            behind = clauses.skip_adjuncts(reader, behind, last)
    if behind < last and tokens[behind].text not in {",", ";", "-", "–", "—"}:
        return None
    subject = _subject(reader, at, lower, sentence)
    if subject is None:
        return None
    first = reader.token_from(subject.span.start)
    comma = _comma_before(reader, first, sentence)
    if comma <= sentence.first:
        return None
    begin = _content_start(reader, comma, sentence, found)
    one = _ending_at(reader, begin, comma, at, subject, _goes_on(reader, behind, last))
    if one is not None and _goes_on(reader, behind, last):
        end = clauses.content_end(reader, behind + 1, last)
        if end - behind > 2:
            one.content.append((behind + 1, end))
    return one


def _goes_on(reader: Reader, behind: int, last: int) -> bool:
    """Whether the content goes on behind a comma at token `behind`: "Now, X said, S"."""
    tokens = reader.tokens
    return (
        behind + 3 < last
        and tokens[behind].text == ","
        and tokens[behind + 1].lower not in CONJUNCTIONS
        and tokens[behind + 1].lower not in {"who", "a", "an"}
        and not tokens[behind + 1].lower.endswith("ing")
    )


def _comma_before(reader: Reader, first: int, sentence: Sentence) -> int:
    """The comma or dash right before the subject that begins at token `first`; -1 where there is none."""
    tokens = reader.tokens
    index = first - 1
    while (
        index > sentence.first
        and (
            tokens[index].lower in DETERMINERS
            or tokens[index].is_title
            or tokens[index].is_cap
            or tokens[index].is_speaker_noun
            or tokens[index].text in {"."}
        )
        and first - index < 9
    ):
        index -= 1
    if index > sentence.first and tokens[index].lower == "as":
        index -= 1
    if index > sentence.first and tokens[index].text in QUOTES:
        index -= 1
    return index if index > sentence.first and tokens[index].text in {",", "—", "–"} else -1


def _content_start(reader: Reader, comma: int, sentence: Sentence, found: list[Reported]) -> int:
    """Where content that ends before token `comma` begins: behind what was reported before, or a semicolon."""
    tokens = reader.tokens
    begin = sentence.first
    if found and found[-1].content[-1][1] < comma:
        # an earlier report is over; one that lasts up to the comma is part of this content
        begin = max(begin, found[-1].content[-1][1], found[-1].cue_last)
    for index in range(comma - 1, begin, -1):
        if tokens[index].text == ";":
            begin = index + 1
            break
    while begin < comma and (
        (not tokens[begin].is_word and tokens[begin].text not in {"$", "(", "["} | QUOTES)
        or tokens[begin].lower in {"but", "and", "yet"}
    ):
        begin += 1
    return begin


def _ending_at(
    reader: Reader, begin: int, end: int, cue: int, subject: Subject, goes_on: bool = False
) -> Reported | None:
    """A report whose content ends before its cue; None for a fragment or an adjunct ("In May, X said")."""
    tokens = reader.tokens
    if goes_on and end > begin:
        return Reported([(begin, end)], cue, cue + 1, subject)
    if end - begin < 3:
        return None
    opening = tokens[begin].lower
    if opening in {
        "after",
        "while",
        "although",
        "though",
        "asked",
        "during",
        "since",
        "before",
        "unlike",
        "like",
    }:
        return None
    adjunct = (
        opening in PREPOSITIONS
        or opening in {"as", "when", "if", "because"}
        or opening.endswith("ing")
    )
    if adjunct and not any(tokens[index].text == "," for index in range(begin, end)):
        return None
    return Reported([(begin, end)], cue, cue + 1, subject)


def _content_begin(reader: Reader, at: int, last: int) -> tuple[int, tuple[int, int]]:
    """Where the content behind the verb at token `at` begins (-1: nowhere), and the addressee."""
    tokens = reader.tokens
    frame = tokens[at].frame
    lower = tokens[at].lower
    nobody = (0, 0)
    k = at + 1
    words = reporting.prepositions().get(lower)
    if lower in {"pointed", "points", "pointing", "point"} and tokens[k].lower == "out":
        k += 1
        if k < last:
            return k, nobody
        return -1, nobody
    if words is not None and tokens[k].lower in words and not reader.inside[k]:
        return (k if tokens[k].lower == "to" and lower == "admitted" else k + 1), nobody
    here = _complement(reader, k, last, frame, True)
    if here >= 0:
        return here, nobody
    if "o" in frame:
        end = k + 1 if tokens[k].lower in OBJECTS else clauses.phrase_end(reader, k, last)
        if end > k:
            then = clauses.skip_adjuncts(reader, end, last)
            if then < last and tokens[then].text in {":", ","} and then + 1 < last:
                then += 1
            then = _complement(reader, then, last, frame, True)
            if then >= 0:
                return then, (k, end)
            words = reporting.prepositions().get(lower)
            if words is not None and end < last and tokens[end].lower in words:
                return end + 1, (k, end)
            if end < last and tokens[end].lower in {"to", "of", "about"}:
                return end, (k, end)
    then = clauses.skip_adjuncts(reader, k, last)
    if then > k and then < last:
        here = _complement(reader, then, last, frame, True)
        if here >= 0 and (
            tokens[here].lower in NOMINATIVE
            or tokens[here].lower in {"that", "to"}
            or tokens[here].text in QUOTES
            or clauses.has_verb(reader, here, last)
        ):
            return here, nobody
    # "said in a speech Monday to … that": the first "that" behind prepositional phrases
    if "t" in frame and tokens[k].lower in PREPOSITIONS | clauses.TIMES:
        for index in range(k, min(last, k + 25)):
            if tokens[index].text in {",", ";"} or reader.inside[index]:
                break
            if tokens[index].lower == "that":
                return index, nobody
    return -1, nobody


def _complement(reader: Reader, k: int, last: int, frame: str, clause: bool) -> int:
    """Where a complement that `frame` takes begins, if token `k` begins one; else -1."""
    tokens = reader.tokens
    if k >= last:
        return -1
    token = tokens[k]
    lower = token.lower
    if token.text in QUOTES or reader.inside[k]:
        return k if "c" in frame or "n" in frame or "v" in frame else -1
    if lower == "that":
        return k if "t" in frame or "n" in frame else -1
    if lower in QUESTIONS:
        return k if "w" in frame else -1
    if lower == "to":
        return k if "i" in frame else -1
    if "v" in frame:
        return k if token.is_word and lower not in PREPOSITIONS and lower != "for" else -1
    if token.text in {":"}:
        return k + 1 if k + 1 < last and "c" in frame else -1
    if not token.is_word and token.text not in {"$", "[", "("}:
        return -1
    if (
        lower in _NO_CONTENT
        or lower in CONJUNCTIONS
        or lower in PREPOSITIONS
        or lower in {"as", "because", "than"}
    ):
        return -1
    if lower in clauses.TIMES or clauses.is_adverb(lower):
        return -1
    if "n" in frame:
        if (
            token.is_cap
            or lower in DETERMINERS
            or token.has_digit
            or token.text == "$"
            or lower in NOMINATIVE
        ):
            return k
        if "c" in frame and lower in _OF_PEOPLE:
            return k
        return k if _is_plain_object(reader, k) else -1
    if "g" in frame and lower.endswith("ing"):
        return k
    if "c" in frame and clause:
        return k if _is_clause(reader, k, last, frame) else -1
    return -1


def _is_plain_object(reader: Reader, k: int) -> bool:
    """Whether the bare noun at token `k` is the object of the verb before it: "Bell announced plans", no "pledged delegates"."""
    before = reader.tokens[k - 2] if k > 1 else None
    return before is not None and (
        reader.mention_over(k - 2) is not None
        or before.lower in NOMINATIVE
        or before.lower in {"has", "have", "had", "who", "which", "also", "and", ","}
        or before.is_speaker_noun
    )


def _is_clause(reader: Reader, k: int, last: int, frame: str) -> bool:
    """Whether a clause, with a subject and a verb, can begin at token `k`."""
    tokens = reader.tokens
    if tokens[k].lower in NOMINATIVE:
        return True
    if "o" in frame:
        # "told the president of the deal" has an addressee, no clause
        return False
    if tokens[k - 1].lower in {"said", "says", "say", "saying"}:
        return last - k > 1
    return clauses.has_verb(reader, k, last) or any(
        tokens[index].lower.endswith("s") and not tokens[index].is_cap
        for index in range(k + 1, min(last, k + 10))
    )


# --- according to, nouns ---


def _according(
    reader: Reader, at: int, sentence: Sentence, last: int, found: list[Reported]
) -> Reported | None:
    """ "According to X, S" and "S, according to X"."""
    tokens = reader.tokens
    subject = reader.subject_after(at + 2, last)
    end = clauses.phrase_end(reader, at + 2, last)
    if subject is None:
        if end == at + 2:
            return None
        span = Span(reader.starts[at + 2], reader.end(end - 1))
        subject = Subject(span, reader.text[span.start : span.end])
    leading = (
        at == sentence.first
        or (at == sentence.first + 1 and tokens[sentence.first].lower in {"and", "but"})
        or (tokens[sentence.first].text in QUOTES and at == sentence.first + 1)
    )
    if leading:
        comma = _comma_behind(reader, at + 2, last)
        if comma < 0 or comma + 1 >= last:
            return None
        stop = clauses.content_end(reader, comma + 1, last)
        return Reported([(comma + 1, stop)], at, at + 2, subject)
    close = at
    while close > sentence.first and tokens[close - 1].text in {",", "—", "–", "-"} | QUOTES:
        close -= 1
    begin = _content_start(reader, close, sentence, found)
    if close - begin < 2:
        # "But, according to X, S"
        comma = _comma_behind(reader, at + 2, last)
        if comma < 0 or comma + 1 >= last:
            return None
        return Reported(
            [(comma + 1, clauses.content_end(reader, comma + 1, last))], at, at + 2, subject
        )
    content = [(begin, close)]
    if end < last and tokens[end].text == "," and end + 3 < last:
        following = tokens[end + 1].lower
        if following not in CONJUNCTIONS and following not in {"who", "which", "a", "an", "the"}:
            content.append((end + 1, clauses.content_end(reader, end + 1, last)))
    return Reported(content, at, at + 2, subject)


def _comma_behind(reader: Reader, at: int, last: int) -> int:
    """The comma that closes "according to X, who …," before the content; -1 where there is none."""
    tokens = reader.tokens
    first = -1
    for index in range(at, min(last, at + 40)):
        if tokens[index].text == "," and not reader.inside[index]:
            following = tokens[index + 1].lower if index + 1 < last else ""
            if first < 0:
                first = index
                if following not in {"who", "which", "a", "an", "the"}:
                    return index
                if following not in {"who", "which"} and (
                    not tokens[index - 1].is_cap or clauses.has_verb(reader, index + 1, last)
                ):
                    return index
            else:
                return index
    return first


def _by_noun(reader: Reader, at: int, sentence: Sentence, last: int) -> Reported | None:
    """ "X's claim that S", "a statement by X that S"."""
    tokens = reader.tokens
    k = at + 1
    subject: Subject | None = None
    if k < last and tokens[k].lower in {"by", "from"}:
        subject = reader.subject_after(k + 1, last)
        k = clauses.phrase_end(reader, k + 1, last)
    k = (
        clauses.skip_adjuncts(reader, k, last)
        if k < last and tokens[k].lower not in {"that", "to"}
        else k
    )
    if k >= last or tokens[k].lower != "that" or reader.inside[k]:
        return None
    if k + 1 < last and (
        tokens[k + 1].frame
        or tokens[k + 1].lower
        in {"was", "is", "were", "are", "has", "had", "have", "will", "would", "can", "could"}
    ):
        return None
    if subject is None:
        subject = _owner(reader, at, sentence)
    end = clauses.content_end(reader, k, last)
    return Reported([(k, _first_comma(reader, k, end))], at, at + 1, subject)


def _owner(reader: Reader, at: int, sentence: Sentence) -> Subject | None:
    """The owner before the noun at token `at`: "Bell's", "his"."""
    tokens = reader.tokens
    for index in range(at - 1, max(sentence.first, at - 4) - 1, -1):
        if tokens[index].lower in {"’s", "'s", "’", "'"} and index > sentence.first:
            mention = reader.mention_over(index - 1)
            return (
                subject_of(mention) if mention else reader.phrase_ending(index - 1, sentence.first)
            )
        if tokens[index].lower in {"his", "her", "their", "its", "my", "our"}:
            return reader.word_as_subject(index)
        if tokens[index].lower in {"the", "a", "an", ","}:
            return None
    return None
