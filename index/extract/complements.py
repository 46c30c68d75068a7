"""Find where the content of a verb of saying begins, after its addressee and adjuncts.

The frame of the verb (see `reporting_lexicon`) says which complements it takes.
"""

from typing import Final

from index.extract import clauses, lexicon, reporting_lexicon
from index.extract.clauses import (
    CONJUNCTIONS,
    DETERMINERS,
    NOMINATIVE,
    OBJECTS,
    PREPOSITIONS,
    QUESTIONS,
    QUOTES,
)
from index.extract.cue_subjects import SubjectReader
from index.extract.interruptions import (
    aside_end,
    behind_relative,
    condition_behind,
    is_conjunction,
    is_since,
    is_span_of_time,
    that_behind,
)
from index.extract.quantities import NUMBERS, is_quantity
from index.extract.token_kinds import RELATIVES
from index.extract.verb_forms import PAST, THIRD, verb_form
from index.extract.words import Lexeme

_NO_CONTENT: Final = frozenset(
    "nothing much volumes so little anything something hello goodbye farewell".split()
)
# Verbs of saying that also take a thing as object.
_WORKS: Final = lexicon.word_list("quote_features.works") | {"letter", "poem", "play", "report"}
_TRANSITIVE: Final = lexicon.word_list("complements.transitive")
_LIMITING: Final = frozenset({"only", "simply", "merely"})
_NEAR: Final = 8
_REACH: Final = 16
_WARNING: Final = frozenset("warn warns warned warning caution cautions cautioned".split())
_ASIDE_MARKS: Final = frozenset({",", "—", "–", "-"})
_APOSTROPHES: Final = frozenset({"’", "'"})
_BEHIND_VERBS: Final = PREPOSITIONS | DETERMINERS | OBJECTS | {"that", "because", "as", "when"}
_PARTICLES: Final = frozenset({"up", "off", "down", "along"})
# What opens an adjunct before "that": "admitted as part of a deal that S".
_BEFORE_THAT: Final = PREPOSITIONS | clauses.TIMES | {"as"}
_FINITE: Final = frozenset({THIRD, PAST})
# Behind these stands a topic, whose relative clause is no content: "said about the plan we have".
_TOPICAL: Final = frozenset("of about regarding concerning".split())
_NO_TOPICS: Final = PREPOSITIONS | frozenset("as because since when until ever".split())
_NOT_TO_PEOPLE: Final = frozenset("in on at during after before since by from".split())
_CALLING: Final = frozenset("call calls called calling".split())
_OF_PEOPLE: Final = frozenset(
    "people voters republicans democrats officials everyone nobody someone".split()
)


def content_begin(reader: SubjectReader, at: int, last: int) -> tuple[int, tuple[int, int]]:
    """Where the content after the verb at token `at` begins (-1: nowhere), and the addressee."""
    tokens = reader.tokens
    frame = tokens[at].frame
    lower = tokens[at].lower
    nobody = (0, 0)
    k = at + 1
    words = reporting_lexicon.prepositions().get(lower)
    if k + 1 < last and tokens[k].lower in _LIMITING and "t" in frame:
        that = that_behind(reader, k + 1, min(last, k + _NEAR))
        if that >= 0 and not clauses.has_verb(reader, k, that):
            return that, nobody  # "said only that", "said only a day earlier that"
    if k + 3 < last and tokens[k].text == tokens[k + 2].text == "," and _is_aside(tokens[k + 1]):
        k += 3  # "says, however, that"
    if tokens[k].text == "(" and not reader.inside[k]:
        k = _behind_bracket(reader, k, last)  # "said (in a letter) that"
    if lower in {"pointed", "points", "pointing", "point"} and tokens[k].lower == "out":
        return (k + 1 if k + 1 < last else -1), nobody
    if lower in _CALLING and tokens[k].lower in {"on", "upon"} and not reader.inside[k]:
        # "called on the council to act": the body named belongs to the words; "for": it does not
        end = clauses.phrase_end(reader, k + 1, last)
        for wish in range(k + 2, min(end, last - 1)):
            if tokens[wish].lower == "for":
                return wish + 1, (k + 1, wish)
        return k + 1, (k + 1, end)
    to = tokens[k].lower == "to" and "t" in frame and not lower.startswith("point")
    if to and k + 1 < last and not (reader.inside[k] or clauses.is_infinitive(reader, k + 1, last)):
        that = k + 2 if tokens[k + 1].lower in OBJECTS else clauses.phrase_end(reader, k + 1, last)
        if k + 1 < that < last and _addresses(reader, that):
            return that, (k + 1, that)  # "admitted to reporters that"
    if words is not None and tokens[k].lower in words and not reader.inside[k]:
        return _behind_preposition(reader, k, last, lower), nobody
    here = complement(reader, k, last, frame, True)
    if here >= 0:
        return here, nobody
    asks = lower.startswith("ask") and k + 1 < last and tokens[k].lower == "for"
    if asks and tokens[k + 1].lower in QUESTIONS:
        return -1, nobody  # "the help that she asked for when it rained"
    if "o" in frame:
        told = _behind_addressee(reader, at, last)
        if told is not None:
            return told
    then = clauses.skip_adjuncts(reader, k, last, "i" in frame)
    if then > k and then < last:
        that = that_behind(reader, then, last) if "t" in frame and tokens[then].is_cap else -1
        if 0 <= that <= then + _NEAR and not clauses.has_verb(reader, then, that):
            return that, nobody  # "argued in his latest Post column that"
        here = complement(reader, then, last, frame, True)
        if here >= 0 and tokens[here].lower in NOMINATIVE and "t" in frame:
            here = behind_relative(reader, k, here, last)
        if here < 0 and "c" in frame and _is_plain_clause(reader, then, last):
            here = then  # "warned Monday the dam could fail"
        if here >= 0 and (
            (tokens[here].lower in NOMINATIVE and tokens[k].lower not in _TOPICAL)
            or tokens[here].lower in {"that", "to"}
            or tokens[here].text in QUOTES
            or clauses.has_verb(reader, here, last)
        ):
            return here, nobody
    return _behind_interruption(reader, k, then, last, frame), nobody


def _behind_preposition(reader: SubjectReader, k: int, last: int, verb: str) -> int:
    """Where the content begins whose preposition is token `k`: "warned of S"; -1 for nowhere."""
    tokens = reader.tokens
    that = that_behind(reader, k, last) if is_span_of_time(reader, k + 1, last) else -1
    if that >= 0:
        return that  # "argued for years that"
    behind = tokens[k + 1].lower if k + 1 < last else ""
    if behind in _NO_TOPICS and not is_quantity(reader, k + 1, last):
        return -1  # "the gates called for in the plan", "what they have argued for since May"
    return k if tokens[k].lower == "to" and verb == "admitted" else k + 1


def _addresses(reader: SubjectReader, that: int) -> bool:
    """Whether the phrase before token `that` is people or a body, and "that" begins a clause."""
    head = reader.tokens[that - 1]
    people = head.is_cap or head.is_speaker_noun or head.lower in OBJECTS
    brings = reader.tokens[that].lower == "that"
    return people and brings and is_conjunction(reader, that, len(reader.tokens))


def _behind_interruption(reader: SubjectReader, k: int, then: int, last: int, frame: str) -> int:
    """Where the content begins after asides from token `k` on, or after adjuncts, at `then`."""
    tokens = reader.tokens
    if "t" in frame and tokens[k].lower in _BEFORE_THAT:
        that = that_behind(reader, k, last)  # "said in a speech Monday to … that"
        if that >= 0:
            return that
    for mark in (k, then):
        that = -1
        if mark < last and tokens[mark].text in _ASIDE_MARKS and not reader.inside[mark]:
            that = aside_end(reader, mark, last) if "t" in frame else -1  # "said, twice, that"
        if that < 0 and "c" in frame and mark < last:
            that = condition_behind(reader, mark, last)  # "said, if elected, she would"
        if that >= 0:
            return that
    return -1


def _behind_addressee(
    reader: SubjectReader, at: int, last: int
) -> tuple[int, tuple[int, int]] | None:
    """Where the content begins after the addressee of the verb at token `at`, and the addressee.

    None where nobody is addressed, or nothing follows.
    """
    tokens = reader.tokens
    frame, k = tokens[at].frame, at + 1
    if tokens[k].lower in _NOT_TO_PEOPLE:
        return None  # "promised in January to act" is said to nobody
    end = k + 1 if tokens[k].lower in OBJECTS else clauses.phrase_end(reader, k, last)
    if end <= k:
        return None
    end = clauses.number_behind(reader, k, end, last)
    then = clauses.skip_adjuncts(reader, end, last, "i" in frame)
    if then + 3 < last and tokens[then].text == tokens[then + 2].text == ",":
        then += 3  # "told the Post, however, that"
    elif then + 1 < last and tokens[then].text in {":", ","}:
        if tokens[then + 1].lower in RELATIVES:
            return None  # "asked the town to pay, which would end it"
        then += 1
    here = complement(reader, then, last, frame, True)
    if here < 0 and "c" in frame and _is_plain_clause(reader, then, last):
        here = then  # "told reporters the dam would hold"
    if here >= 0:
        return here, (k, end)
    words = reporting_lexicon.prepositions().get(tokens[at].lower)
    if words is not None:
        # "warned voters of S", "warned the council against S"
        for index in range(k + 1, min(end + 1, last - 1)):
            if tokens[index].lower in words and not reader.inside[index]:
                return index + 1, (k, index)
    if "t" in frame and end < last and _goes_on(tokens[end]):
        that = that_behind(reader, end, last)
        if that >= 0:
            while tokens[end].is_cap:
                end += 1
            return that, (k, end)  # "told a crowd in downtown Bergen that S"
    if end < last and tokens[end].lower in {"to", "of", "about"}:
        return end, (k, end)
    return None


def _goes_on(token: Lexeme) -> bool:
    """Whether the words after an addressee still describe it: "in downtown Bergen"."""
    return token.is_cap or token.lower in PREPOSITIONS or token.lower in {"that", "who"}


def complement(reader: SubjectReader, k: int, last: int, frame: str, clause: bool) -> int:
    """Where a complement that `frame` takes begins, if token `k` begins one; else -1."""
    tokens = reader.tokens
    if k >= last:
        return -1
    token = tokens[k]
    lower = token.lower
    if _begins_nothing(reader, k):
        return -1
    if token.text in QUOTES or reader.inside[k]:
        return k if "c" in frame or "n" in frame or "v" in frame else -1
    if lower == "that":
        clause_begins = ("t" in frame or "n" in frame) and is_conjunction(reader, k, last)
        return k if clause_begins else -1
    if lower in QUESTIONS:
        return k if "w" in frame else -1
    if lower == "to":
        return k if "i" in frame and clauses.is_infinitive(reader, k + 1, last) else -1
    if _is_written_work(reader, k, last):
        return -1
    if "v" in frame:
        return k if token.is_word and lower not in PREPOSITIONS and lower != "for" else -1
    if token.text in {":"}:
        return k + 1 if k + 1 < last and "c" in frame else -1
    if not token.is_word and token.text not in {"$", "[", "("}:
        return -1
    if (
        tokens[k - 1].lower in _TRANSITIVE
        and (lower in {"a", "an", "the"} or token.has_digit or token.text == "$")
        and not _has_finite_verb(reader, k, min(last, k + _NEAR))
    ):
        return -1  # "wrote a novel", "added 300 jobs", "maintains a comfortable lead"
    if (
        (lower in _NO_CONTENT and not (k + 1 < last and tokens[k + 1].lower == "of"))
        or lower in CONJUNCTIONS
        or lower in {"because", "than"}
        or clauses.begins_time(reader, k, last)
    ):
        return -1
    adjunct = lower == "as" or lower in PREPOSITIONS or clauses.is_adverb(lower)
    if adjunct and not is_quantity(reader, k, last):
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
        if "c" in frame and (
            lower in _OF_PEOPLE or _has_finite_verb(reader, k, min(last, k + _REACH))
        ):
            return k
        if lower in NUMBERS or ("g" in frame and lower.endswith("ing")):
            return k
        return k if _is_plain_object(reader, k) else -1
    if "g" in frame and lower.endswith("ing"):
        return k
    if "c" in frame and clause:
        if k + 2 < last and tokens[k + 1].lower == "by" and tokens[k + 2].lower.endswith("ing"):
            return -1  # "responded first by saying"
        return k if _is_clause(reader, k, last, frame) else -1
    return -1


def _begins_nothing(reader: SubjectReader, k: int) -> bool:
    """Whether token `k` is an apostrophe ("the voters’ fears"), a particle ("added up"), a time."""
    token = reader.tokens[k]
    if clauses.behind_ago(reader, k, len(reader.tokens)) > k or is_since(reader, k):
        return True
    if token.text in _APOSTROPHES:
        return not reader.inside[k] and reader.starts[k] == reader.end(k - 1)
    limits = clauses.behind_limit(reader, k, len(reader.tokens)) > k
    return token.lower in _PARTICLES and not reader.inside[k] and not limits


def _has_finite_verb(reader: SubjectReader, k: int, last: int) -> bool:
    """Whether a verb follows token `k`; "reduced" in "a reduced price" is not one."""
    tokens = reader.tokens
    for at in range(k + 1, last):
        lower = tokens[at].lower
        if lower in clauses.VERBS:
            return True
        if lower.endswith("ed") and not tokens[at].is_cap:
            behind = tokens[at + 1] if at + 1 < last else None
            noun = behind is not None and behind.is_word and not behind.is_cap
            if behind is None or not noun or behind.has_digit or behind.lower in _BEHIND_VERBS:
                return True
    return False


def _behind_bracket(reader: SubjectReader, k: int, last: int) -> int:
    """The token after the bracket that opens at token `k`, `k` if a sentence part ends in it."""
    for at in range(k + 1, min(last - 1, k + _REACH)):
        if reader.tokens[at].text == ")":
            return at + 1
    return k


def _is_aside(token: Lexeme) -> bool:
    return token.lower in {"however", "though", "too", "instead", "meanwhile", "therefore"}


def _is_written_work(reader: SubjectReader, k: int, last: int) -> bool:
    """Whether a book or another work begins at token `k` after "wrote": "wrote a book called"."""
    tokens = reader.tokens
    if tokens[k - 1].lower not in _TRANSITIVE or tokens[k].lower not in clauses.DETERMINERS:
        return False
    for at in range(k + 1, min(last, k + 4)):
        if tokens[at].lower in _WORKS:
            return at + 1 >= last or tokens[at + 1].lower not in clauses.VERBS
    return False


def _is_plain_object(reader: SubjectReader, k: int) -> bool:
    """Whether the bare noun at token `k` is the object of the verb before it.

    "Bell announced plans" has one, "pledged delegates" has none.
    """
    before = reader.tokens[k - 2] if k > 1 else None
    return before is not None and (
        reader.mention_over(k - 2) is not None
        or before.lower in NOMINATIVE
        or before.lower in {"has", "have", "had", "who", "which", "also", "and", ","}
        or before.is_speaker_noun
    )


def _is_plain_clause(reader: SubjectReader, k: int, last: int) -> bool:
    """Whether a short noun phrase with its finite verb begins at token `k`, after a word."""
    tokens = reader.tokens
    if k >= last or not tokens[k].is_word:
        return False
    if tokens[k - 1].has_digit:
        # "told reporters on May 4 the dam would hold", "told Channel 4 the dam would hold"
        if not (clauses.is_time(tokens[k - 2]) or reader.mention_over(k - 1) is not None):
            return False
    elif not tokens[k - 1].is_word:
        return False
    lower = tokens[k].lower
    if reader.inside[k] or lower.endswith("ing") or lower in CONJUNCTIONS or lower in PREPOSITIONS:
        return False
    verb = clauses.phrase_end(reader, k, min(last, k + _NEAR))
    while k < verb < last and clauses.is_adverb(tokens[verb].lower):
        verb += 1
    # the noun phrase goes on over its verb
    return any(
        tokens[at].lower in clauses.VERBS or (at > k + 1 and tokens[at].lower.endswith("ed"))
        for at in range(k + 1, min(verb + 1, last))
    )


def _is_clause(reader: SubjectReader, k: int, last: int, frame: str) -> bool:
    """Whether a clause, with a subject and a verb, can begin at token `k`."""
    tokens = reader.tokens
    if tokens[k].lower in NOMINATIVE:
        return True
    if "o" in frame:
        # "told the president of the deal" has an addressee, "warns rates will rise" none
        return tokens[k - 1].lower in _WARNING and _is_plain_clause(reader, k, last)
    if tokens[k - 1].lower in {"said", "says", "say", "saying"}:
        return last - k > 1 or tokens[k].lower in {"yes", "no"}
    if tokens[k - 1].lower in _TRANSITIVE:
        return _has_finite_verb(reader, k, min(last, k + _REACH)) or any(
            verb_form(tokens[index].lower) in _FINITE and not tokens[index].is_cap
            for index in range(k + 1, min(last, k + _NEAR))
        )
    if tokens[k].lower in clauses.VERBS:
        return True  # "something they argue is possible"
    return clauses.has_verb(reader, k, last) or any(
        (tokens[index].lower.endswith("s") or verb_form(tokens[index].lower) == PAST)
        and not tokens[index].is_cap
        for index in range(k + 1, min(last, k + 10))
    )
