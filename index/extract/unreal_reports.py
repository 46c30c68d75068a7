"""Reject candidates whose verb fits the grammar of a report but tells of nothing that was said.

Wishes and plans ("I wish to support and repeat the words", "he will go there and say"), questions
("could you explain what it is?"), generic clauses ("any study that concludes S", "then you say"),
and asides of a writer ("it is worth noting that"). Tried on each candidate of `reported_speech`.
"""

from typing import Final

from index.extract import clauses, lexicon
from index.extract.cue_subjects import SubjectReader
from index.extract.report_content import Reported
from index.extract.tokenizer import Sentence
from index.extract.verb_forms import PAST, THIRD, verb_form

_MODALS: Final = lexicon.word_list("unreal_reports.modals")
_HEDGES: Final = frozenset("almost also quite easily then just even now simply only".split())
_DOING: Final = frozenset("do does did".split())
_BEING: Final = frozenset("is are was were".split())
_LEADING: Final = frozenset("and but so".split())
_INVERTED: Final = frozenset("only nor neither so".split())
_COMPARING: Final = frozenset({"than", "well"})
_LETTING: Final = frozenset({"let", "lets", "letting"})
_JOINING: Final = frozenset({"and", "or", "and/or"})
_AUXILIARIES: Final = frozenset("has have had been was were is are be would could".split())
_GENERIC: Final = frozenset("any anyone anybody anything no nobody none whoever every".split())
_ANYBODY: Final = frozenset({"anybody", "anyone", "nobody", "nothing"})
_RELATIVES: Final = frozenset({"that", "who", "which"})
_WANTING: Final = frozenset("want wants wanted need needs seek seeks sought seeking await".split())
_TOLD_TO_YOU: Final = frozenset({"say", "tell", "ask", "mention", "read", "call"})
_DONE_FIRST: Final = frozenset("went came go come goes comes going used continue continued".split())
_COORDINATED_REACH: Final = 16
_GENERIC_REACH: Final = 5
_TO_BE: Final = 2
_MODAL_REACH: Final = 4
# Behind these "to" and a gerund compare: "tantamount to saying that".
_OUGHT: Final = frozenset("must should ought can cannot may will".split())
_LIKENESSES: Final = frozenset(
    "similar close closer tantamount akin equivalent equal amounts amounted amount back".split()
)
_RUMOURED: Final = frozenset(
    "said reported reportedly believed known thought appeared seemed seems appears".split()
)


def is_unreal(reader: SubjectReader, report: Reported, sentence: Sentence) -> bool:
    """Whether the cue of a candidate is wished, planned, asked, or said by people in general."""
    at = report.cue_first
    lower = reader.tokens[at].lower
    if at <= sentence.first or report.cue_last - at > 1:
        return False
    if reader.tokens[at].is_reporting_noun and _is_wanted(reader, at, sentence):
        return True
    if not reader.tokens[at].frame:
        return False
    before = _before_hedges(reader, at, sentence)
    if _is_generic(reader, at, before, sentence):
        return True
    if lower.endswith("ing"):
        return (
            _is_gerund(reader, at, before)
            or _is_noun_like(reader, at, sentence)
            or _is_still_to_do(reader, at, sentence)
            or _is_asked(reader, before, sentence)
        )
    if not _is_plain(lower):
        return reader.tokens[at - 1].lower == "be" and _has_modal(reader, at)
    return (
        _is_compared(reader, at)
        or _is_asked(reader, before, sentence)
        or _is_told_to_you(reader, report, before)
        or _is_planned(reader, report, before, sentence)
    )


def _is_plain(lower: str) -> bool:
    """Whether a form of a verb of saying has no ending: "say", as the infinitive has none."""
    return not lower.endswith(("ed", "s")) and verb_form(lower) not in {PAST, THIRD}


def _before_hedges(reader: SubjectReader, at: int, sentence: Sentence) -> int:
    """The last token before the adverbs that precede token `at`."""
    index = at - 1
    while index > sentence.first and (
        reader.tokens[index].lower in _HEDGES or clauses.is_adverb(reader.tokens[index].lower)
    ):
        index -= 1
    return index


def _is_compared(reader: SubjectReader, at: int) -> bool:
    """Whether the verb is not what is done: "rather than deny it", "might as well blame it"."""
    before = reader.tokens[at - 1].lower
    if before not in _COMPARING:
        return False
    return reader.tokens[at - 2].lower in {"rather", "other", "better", "as"}


def _is_gerund(reader: SubjectReader, at: int, before: int) -> bool:
    """Whether a writer only points at something: "worth noting that", "a question to be asking"."""
    if reader.tokens[at - 1].lower == "worth":
        return True
    if reader.tokens[before].lower != "be" or before < _TO_BE:
        return False
    told = reader.tokens[before - _TO_BE].lower in _RUMOURED  # "are said to be urging"
    auxiliary = reader.tokens[before - 1].lower
    return (auxiliary == "to" and not told) or auxiliary in _MODALS


def _is_noun_like(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether a gerund is a thing: "similar to saying that", "Asking them and saying S is"."""
    tokens = reader.tokens
    before = tokens[at - 1].lower
    if before == "to" and at - 2 >= sentence.first:
        return tokens[at - 2].lower in _LIKENESSES
    opening = tokens[sentence.first]
    if before not in _JOINING or not opening.lower.endswith("ing") or opening.frame:
        return False
    # "Silencing Bell and saying that S is no help"
    return not any(
        tokens[index].text == "," or tokens[index].lower in clauses.VERBS
        for index in range(sentence.first, at)
    )


def _is_still_to_do(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether it is only wished: "it is time to lead in urging", "we must answer by vowing to"."""
    tokens = reader.tokens
    if tokens[at - 1].lower not in {"by", "in"}:
        return False
    for back in range(at - 2, max(sentence.first, at - _COORDINATED_REACH), -1):
        lower = tokens[back].lower
        if lower in _OUGHT:
            return True
        if lower == "to" and clauses.is_infinitive(reader, back + 1, at):
            reach = range(max(sentence.first, back - _COORDINATED_REACH), back)
            return any(tokens[index].lower == "time" for index in reach)
        if tokens[back].text == "," or lower in clauses.NOMINATIVE or lower in clauses.VERBS:
            return False
    return False


def _has_modal(reader: SubjectReader, at: int) -> bool:
    """Whether a passive is only possible: "it can be said that"."""
    near = range(max(0, at - _MODAL_REACH), at)
    return any(reader.tokens[index].lower in _MODALS for index in near)


def _is_asked(reader: SubjectReader, before: int, sentence: Sentence) -> bool:
    """Whether an auxiliary precedes the subject: "could you explain", "did she say"."""
    tokens = reader.tokens
    if before <= sentence.first:
        return False
    if tokens[before].lower == "me" and tokens[before - 1].lower in _LETTING:
        return True  # "let me say that"
    if tokens[before].lower in _MODALS:
        return True  # "can almost predict"
    if tokens[before].lower not in clauses.NOMINATIVE and tokens[before].lower != "one":
        return False
    auxiliary = tokens[before - 1].lower
    negated = auxiliary.endswith(("n’t", "n't"))  # "why don't they say so"
    if not (negated or auxiliary in _MODALS or auxiliary in _DOING or auxiliary in _BEING):
        return False
    opens = before - 1 == sentence.first or (
        before - _TO_BE == sentence.first and tokens[sentence.first].lower in _LEADING
    )
    earlier = "" if opens else tokens[before - 2].lower
    return earlier not in _INVERTED and (opens or _is_question(reader, sentence))


def _is_question(reader: SubjectReader, sentence: Sentence) -> bool:
    return any(
        reader.tokens[index].text == "?"
        for index in range(max(sentence.first, sentence.last - 2), sentence.last)
    )


def _is_told_to_you(reader: SubjectReader, report: Reported, before: int) -> bool:
    """Whether the subject is "you" in general: "you tell me S", "the ones you mention"."""
    tokens = reader.tokens
    if tokens[before].lower != "you" or tokens[report.cue_first].lower not in _TOLD_TO_YOU:
        return False
    return tokens[report.content[-1][0]].lower != "that"


def _is_planned(reader: SubjectReader, report: Reported, before: int, sentence: Sentence) -> bool:
    """Whether the verb goes on from an infinitive or a modal: "wish to meet them and say S"."""
    tokens = reader.tokens
    index = before
    if tokens[index].text == ",":  # "can order one and, in the next breath, predict"
        opening = index - 1
        while opening > sentence.first and tokens[opening].text != ",":
            opening -= 1
        aside = opening > sentence.first and tokens[opening - 1].lower in _JOINING
        # "must name an office, specify goals": but not "it would leak, say critics"
        listed = report.content[0][0] > report.cue_first
        index = opening - 1 if aside else index if listed else sentence.first
    elif tokens[index].lower not in _JOINING:
        return False
    if index <= sentence.first:
        return False
    for back in range(index - 1, max(sentence.first, index - _COORDINATED_REACH) - 1, -1):
        lower = tokens[back].lower
        if lower in _MODALS or lower.endswith(("n’t", "n't")):
            return True
        if lower == "to" and clauses.is_infinitive(reader, back + 1, index):
            earlier = tokens[back - 1].lower if back > sentence.first else ""
            return earlier not in _DONE_FIRST
        infinitive = tokens[back - 1].lower == "to" and lower != "be"
        if lower == "there" or (lower in clauses.VERBS and infinitive):
            continue  # "is to go there, do the sums and predict that S"
        if lower in clauses.NOMINATIVE or tokens[back].text in {";", "”", '"'}:
            governed = back > sentence.first and tokens[back - 1].lower in {"if", "unless", "when"}
            return governed
        if lower in clauses.VERBS:
            return False
    return False


def _is_generic(reader: SubjectReader, at: int, before: int, sentence: Sentence) -> bool:
    """Whether nobody in particular says it: "any study that has concluded S", "no one who says"."""
    tokens = reader.tokens
    while before > sentence.first and tokens[before].lower in _AUXILIARIES:
        before -= 1
    if tokens[before].lower in _ANYBODY:
        return True  # "I doubt that anybody said so"
    if before <= sentence.first or tokens[before].lower not in _RELATIVES:
        return False
    attitude = "v" in tokens[at].frame and _is_plain(tokens[at].lower)
    for back in range(before - 1, max(sentence.first, before - _GENERIC_REACH) - 1, -1):
        if tokens[back].lower in _GENERIC or (attitude and tokens[back].lower == "those"):
            return True  # "friends are those who blame us"
        if not tokens[back].is_word or tokens[back].lower in clauses.DETERMINERS:
            return False
    return False


def _is_wanted(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether a noun of saying is only wished for: "I want assurances that S"."""
    index = at - 1
    while index > sentence.first and reader.tokens[index].lower in clauses.DETERMINERS:
        index -= 1
    return reader.tokens[index].lower in _WANTING
