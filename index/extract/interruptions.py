"""Find the content of a verb of saying after what interrupts the two.

"Bell said, twice, that S", "argued — again — that S", "says, win or lose, he will stay".
"""

from typing import Final

from index.extract import clauses
from index.extract.clauses import CONJUNCTIONS, NOMINATIVE
from index.extract.cue_subjects import SubjectReader
from index.extract.verb_forms import PAST, verb_form
from index.extract.words import Lexeme

_NIGHTS: Final = frozenset(
    "day night morning afternoon evening week month year time point moment stage".split()
)
_DASHES: Final = frozenset({"—", "–", "-"})
_SHORTEST_PAST: Final = 4
# So far from the cue is its "that".
_REACH: Final = 25
_LONGEST_ASIDE: Final = 20
_NEAR_THAT: Final = 8
_SPAN_REACH: Final = 4
# What opens a condition that belongs to the reported words: "said, if elected, she would".
_CONDITIONS: Final = frozenset("if unless when once win despite without although".split())


_BEFORE_NOUNS: Final = frozenset("to of with from for into by at".split())


def that_behind(reader: SubjectReader, k: int, last: int) -> int:
    """The "that" of the content after adjuncts and asides from token `k` on; -1 for none.

    "said in a speech to farmers that S", "said on Radio Bergen, where she works, that S".
    """
    tokens = reader.tokens
    if _begins_act(reader, k, last):
        return -1
    at = k
    while at < min(last, k + _REACH):
        token = tokens[at]
        if reader.inside[at] or token.text in {";", ":"} or token.lower in NOMINATIVE:
            break
        if token.text == "," or token.text in _DASHES:
            at = aside_end(reader, at, last)
            if at < 0:
                break
            continue
        if token.lower == "that" and is_conjunction(reader, at, last):
            return at
        at += 1
    return -1


def _begins_act(reader: SubjectReader, k: int, last: int) -> bool:
    """Whether what is agreed or done begins at token `k`: "agreed to sell", "agreed on selling"."""
    if k + 1 >= last:
        return False
    word, behind = reader.tokens[k].lower, reader.tokens[k + 1].lower
    if word == "to":
        return behind != "that" and clauses.is_infinitive(reader, k + 1, last)
    return word == "on" and behind.endswith("ing")


def aside_end(reader: SubjectReader, at: int, last: int) -> int:
    """The "that" after the aside whose opening comma or dash is token `at`; -1 for none."""
    tokens = reader.tokens
    marks = {","} if tokens[at].text == "," else _DASHES
    for index in range(at + 2, min(last - 1, at + _LONGEST_ASIDE)):
        if reader.inside[index] or tokens[index].text == ";":
            break
        if tokens[index].text in marks and tokens[index + 1].lower == "that":
            return index + 1
    return -1


def condition_behind(reader: SubjectReader, k: int, last: int) -> int:
    """The condition that opens the content at token `k`: "says, win or lose, he will stay".

    A comma may precede it. -1 where none is there, or no clause follows the condition.
    """
    tokens = reader.tokens
    begin = k + (tokens[k].text == ",")
    if begin >= last or tokens[begin].lower not in _CONDITIONS:
        return -1
    for index in range(begin + 1, min(last - 2, begin + _LONGEST_ASIDE)):
        if tokens[index].text == "," and not reader.inside[index]:
            opening = tokens[index + 1]
            clause = opening.lower in NOMINATIVE or opening.lower in clauses.DETERMINERS
            return begin if clause or opening.is_cap else -1
    return -1


def behind_relative(reader: SubjectReader, k: int, here: int, last: int) -> int:
    """The "that" behind a relative clause at token `here`: "said in a talk I had with Dorn that".

    `here` where the adjunct from token `k` has no such clause.
    """
    tokens = reader.tokens
    if tokens[k].lower not in {"in", "at", "during"} or not tokens[here - 1].is_word:
        return here
    for index in range(here + 1, min(last, here + _NEAR_THAT)):
        if tokens[index].lower == "that":
            return index if is_conjunction(reader, index, last) else here
        if not tokens[index].is_word or tokens[index].lower in CONJUNCTIONS:
            break
    return here


def is_since(reader: SubjectReader, k: int) -> bool:
    """Whether a span of time after something begins at token `k`: "over 50 years after the war"."""
    tokens = reader.tokens
    for index in range(k, min(len(tokens) - 1, k + _SPAN_REACH)):
        if tokens[index].lower.removesuffix("s") in _NIGHTS:
            return index > k and tokens[index + 1].lower == "after"
        if not (tokens[index].has_digit or tokens[index].is_word) or tokens[index].is_cap:
            break
    return False


def is_conjunction(reader: SubjectReader, k: int, last: int) -> bool:
    """Whether "that" at token `k` brings a clause, and is no pronoun and no article."""
    if k + 1 >= last:
        return True
    before, behind = reader.tokens[k - 1], reader.tokens[k + 1]
    if behind.lower in _NIGHTS:
        return False  # "he said that night"
    if before.lower in _BEFORE_NOUNS:
        return False  # "has added to that legacy"
    if behind.lower in clauses.VERBS:
        # "a point that needs", "the claims that were made", "a film that was old"
        noun = before.is_reporting_noun or before.lower in clauses.NOUNS_MOSTLY
        noun = noun or before.lower == "writing"
        return before.frame != "" and not noun
    return before.frame != "" or not _is_past(behind)  # "told a crowd that filled the hall"


def _is_past(token: Lexeme) -> bool:
    """Whether a word has the form of a past: "filled", "took"."""
    lower = token.lower
    if token.is_cap:
        return False
    return verb_form(lower) == PAST or (lower.endswith("ed") and len(lower) > _SHORTEST_PAST)


def is_span_of_time(reader: SubjectReader, k: int, last: int) -> bool:
    """Whether "years", "many weeks" or the like begin at token `k`."""
    return any(
        reader.tokens[index].lower.removesuffix("s") in _NIGHTS
        for index in range(k, min(last, k + 3))
    )
