"""Decide whether a form of a verb of saying reports something that was said.

Nouns, passives, negated, modal and hypothetical forms do not.
"""

from typing import Final

from index.extract import clauses, lexicon
from index.extract.clauses import (
    DETERMINERS,
    NOUNS_MOSTLY,
    PREPOSITIONS,
)
from index.extract.cue_subjects import SubjectReader
from index.extract.other_senses import has_other_sense, is_adjective
from index.extract.tokenizer import Sentence
from index.extract.verb_forms import PAST, THIRD, verb_form
from index.extract.words import Lexeme

_NEGATIONS: Final = lexicon.word_list("reporting_verbs.negations")
_MODALS: Final = frozenset("would could might may should must can will shall".split())
_UNREAL: Final = _MODALS | _NEGATIONS
_QUANTIFIERS: Final = frozenset("some many most all both several another each".split())
# No subject: "hearing him say", "let them tell".
_HEARD: Final = frozenset({"him", "her", "them", "me", "us"})
_HEARING: Final = frozenset(
    "hear hears heard hearing see sees saw seen seeing watch watched watching make makes"
    " made making help helped have".split()
)
_BEING: Final = frozenset({"was", "is", "been", "being"})
_PASSIVE: Final = frozenset("was is been being has had have also ’s 's".split())
_PAST: Final = ("ed", "told")
_CONTRACTED: Final = ("’re", "'re", "’m", "'m")
# What someone did in order to say it.
_DOING: Final = frozenset(
    "took went rushed tweeted wrote stood came returned managed quick first".split()
)
_NOUNS_TOO: Final = frozenset("mention note quip remark comment appeal signal".split())
_ADVERBS: Final = frozenset(
    "also ever even just then now only soon still again always often thus hence".split()
)
_BEFORE_CUES: Final = _ADVERBS | {"be", "have"}
# The same, which a name in the singular can precede: "Bell and Dorn state that".
_NOUNS_OR_VERBS: Final = frozenset("state show claim report charge".split())
# What precedes a participle that describes a noun: "in reported sales".
_BEFORE_ADJECTIVES: Final = frozenset("in of on for with from about over amid despite".split())
_BEFORE_PLAIN_VERBS: Final = frozenset(
    "to who and or also people would could might should may must can will not never often".split()
)
# What opens a sentence before a noun in the plural: "Other estimates".
_BEFORE_PLURALS: Final = frozenset(
    "other some many most several such new recent early earlier previous these those all both few"
    " two three four five news media official local".split()
)
_BEFORE_NOUNS: Final = frozenset({"of", "’s", "'s", "s", "no", "whose"})
_LETTING: Final = frozenset({"let", "lets", "letting"})
# What comes before a participle that nobody says: "we cannot permit denying it".
_PREVENTING: Final = frozenset(
    "permit permits allow avoid avoids avoided stop stops stopped quit consider considered risk"
    " resist resisted forbid prevent".split()
)
_PERFECT: Final = frozenset({"has", "have", "had", "having", "’ve", "'ve", "’d", "'d"})
_LONGEST_NAME: Final = 5
_BEFORE_VERBS: Final = frozenset({",", "”", '"', "—", "–", ")"})
# What shows that a form is a verb: "the farmers state that", "Bell points out".
_BEHIND_VERBS_MOSTLY: Final = frozenset({"that", "out", "how", "whether", "why"})
_DEGREES: Final = frozenset("most more very least less so".split())
_NEAR: Final = 4
_DEMANDING: Final = frozenset(
    "demand demands demanded demanding insist insists insisted recommend recommends recommended"
    " request requests requested".split()
)
_NEAR_IF: Final = 6
_NEAR_UNREAL: Final = 3
# What makes someone say something: "the vote led officials to say that S".
_CAUSING: Final = frozenset("led prompted caused inspired moved drove".split())
_REACH: Final = 9
# "went on to say", "continues to claim"
GO_ON: Final = frozenset(
    "went goes go used appeared appears seemed seems continue continues continued began begin"
    " begins".split()
)


def is_verb(reader: SubjectReader, at: int, sentence: Sentence, last: int) -> bool:
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
    points = token.lower == "points" and at + 1 < last and tokens[at + 1].lower == "to"
    if (
        token.lower in NOUNS_MOSTLY
        and not points
        and not (at + 1 < last and tokens[at + 1].lower in _BEHIND_VERBS_MOSTLY)
    ):
        return False
    lower = token.lower
    if before is None:
        return lower.endswith("ing") or lower in {"asked", "told"}
    adage = lower == "saying" and before.lower in {"old", "common", "popular", "famous"}
    if adage and at - 2 >= sentence.first and tokens[at - 2].lower in DETERMINERS:
        return False  # "an old saying"
    if lower.endswith("ing") and before.lower in _DEGREES:
        return False  # "the most promising plan"
    if is_adjective(lower, before) or has_other_sense(reader, at, sentence):
        return False
    if before.lower in DETERMINERS or before.lower in _BEFORE_NOUNS:
        if before.lower in _QUANTIFIERS:  # "some say", "many argue"
            return not token.is_reporting_noun
        owner = tokens[at - 2].lower if at - 2 >= sentence.first else ""
        if before.lower in {"’s", "'s"} and owner in {"he", "she", "it", "who", "that"}:
            # "he’s telling", "who’s argued"
            return lower.endswith(("ing", "ed")) or lower in {"said", "told"}
        return lower in {"said", "told"} and before.lower not in {"the", "a"}
    if (
        clauses.is_adverb(before.lower)
        and at - 2 >= sentence.first
        and (tokens[at - 2].lower in DETERMINERS or tokens[at - 2].lower == "so")
        and lower.endswith("ed")
    ):
        return False  # "the mutually assured silence", "so politically charged that"
    listed = at + 1 < last and tokens[at + 1].text == "," and token.is_reporting_noun
    listed = listed and not lower.endswith(("ed", "ing", "s"))
    if (lower in _NOUNS_TOO or listed) and not _is_plural_subject(before):
        return False  # "a cautious note about", "a pension claim, or a rent claim"
    if lower in _NOUNS_OR_VERBS and not (before.is_cap or _is_plural_subject(before)):
        return False  # "the fifth state that the town sues"
    if lower.endswith("ed") and before.lower in _BEFORE_ADJECTIVES:
        return False
    brings_that = at + 1 < last and tokens[at + 1].lower == "that"
    plural = token.is_reporting_noun or lower in NOUNS_MOSTLY or lower[:-1] in _NOUNS_TOO
    if lower.endswith("s") and plural:
        # "reports", "claims", "promises": verbs after a name, a pronoun, a noun in the singular
        if before.lower in PREPOSITIONS or not (
            (before.is_cap and not (reader.first[at - 1] and before.lower in _BEFORE_PLURALS))
            or before.lower in clauses.NOMINATIVE
            or clauses.is_adverb(before.lower)
            or before.lower in {"who", "which"}
            or before.lower in _ADVERBS
            or (before.lower == "and" and not _is_second_noun(reader, at, sentence))
            or (before.text in _BEFORE_VERBS and lower not in NOUNS_MOSTLY)
            or (before.text in {"—", "–"} and brings_that)
            or before.is_speaker_noun
        ):
            return False
    elif (
        token.is_reporting_noun
        and before.is_cap
        and before.lower not in clauses.NOMINATIVE
        and not before.lower.endswith("s")
        and not lower.endswith(("ed", "ing"))
    ):
        return False  # "the Bell report that was lost"
    elif (
        token.is_reporting_noun
        and not lower.endswith("ed")
        and before.lower in PREPOSITIONS
        and before.lower != "to"
    ):
        return False
    return not _unsaid(reader, at, sentence)


def _is_plural_subject(before: Lexeme) -> bool:
    """Whether a plain verb form can follow a word: "farmers note", "they also note"."""
    lower = before.lower
    return (
        lower.endswith("s")
        or lower in clauses.NOMINATIVE
        or lower in _BEFORE_PLAIN_VERBS
        or before.is_human_noun
        or before.text in {",", "”", '"', ")", "—", "–"}
    )


def _is_second_noun(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether "and" joins a noun to the word at token `at`: "the documents and reports"."""
    tokens = reader.tokens
    if at - 2 < sentence.first or (at + 1 < sentence.last and tokens[at + 1].lower == "that"):
        return False
    noun = tokens[at - 2]
    return noun.lower.endswith("s") and not noun.is_cap and not noun.frame


def _is_headline(reader: SubjectReader, sentence: Sentence) -> bool:
    """Whether most of the longer words of a sentence have a capital."""
    long = capitals = 0
    for index in range(sentence.first, min(sentence.last, sentence.first + 30)):
        if reader.tokens[index].is_long:
            long += 1
            capitals += reader.tokens[index].is_cap
    return long > 2 and capitals > 0.7 * long


def is_impersonal(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether the verb at token `at` stands in "it was reported": nobody is its subject."""
    tokens = reader.tokens
    index = at - 1
    while index > sentence.first and (
        tokens[index].lower in _PASSIVE or clauses.is_adverb(tokens[index].lower)
    ):
        index -= 1
    if any(tokens[near].lower in _MODALS for near in range(max(sentence.first, at - 4), at)):
        return False  # "it can be said that"
    passive = tokens[at - 1].lower in _BEING or tokens[index + 1].lower in _BEING
    return passive and tokens[index].lower == "it" and tokens[at].lower.endswith(("ed", "said"))


def _is_reduced(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether a past form is a participle without its auxiliary: "cited by", "when asked"."""
    tokens = reader.tokens
    before = tokens[at - 1].lower if at > sentence.first else ""
    if before in {"when", "once", "if"}:
        return True
    agent = at + 1 < sentence.last and tokens[at + 1].lower == "by"
    by_doing = agent and at + 2 < sentence.last and tokens[at + 2].lower.endswith("ing")
    earlier = tokens[at - 2].lower if at - 1 > sentence.first else ""
    return agent and not by_doing and before != "as" and earlier != "as"


def _is_done(reader: SubjectReader, at: int, to: int, sentence: Sentence) -> bool:
    """Whether the infinitive at token `at`, after "to" at `to`, tells what was said.

    "took to the stage to say that", "was forced to admit that", "were more likely to say they",
    but not "refused to say that" and "would be forced to admit that".
    """
    tokens = reader.tokens
    cause = causing_verb(reader, to, sentence.first)
    if cause >= 0:
        return not _is_unreal(reader, cause, sentence)
    opens = [tokens[index].lower for index in range(at + 1, min(at + _NEAR, sentence.last))]
    if not any(word == "that" or word in clauses.NOMINATIVE for word in opens):
        return False
    for index in range(to - 1, max(sentence.first, to - _REACH), -1):
        lower = tokens[index].lower
        if tokens[index].text == "," or reader.inside[index]:
            return False
        compared = lower == "likely" and tokens[index - 1].lower in {"more", "less", "most"}
        made = lower in {"forced", "compelled"} and tokens[index - 1].lower in _PASSIVE
        if compared or made or lower in _DOING:
            return not _is_unreal(reader, index, sentence)
        if lower in clauses.VERBS or tokens[index].frame:
            return False
    return False


def causing_verb(reader: SubjectReader, to: int, first: int) -> int:
    """The token of "led" in "led officials to say", whose "to" is token `to`; -1 for none.

    At least one word is between the two, and no token before `first` counts.
    """
    for index in range(to - 1, max(first, to - _REACH), -1):
        token = reader.tokens[index]
        if token.lower in _CAUSING:
            return index if index < to - 1 else -1
        if not token.is_word or reader.inside[index] or token.lower in clauses.VERBS or token.frame:
            break
    return -1


def _is_unreal(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether the verb at token `at` is negated, modal or an infinitive itself."""
    near = range(max(sentence.first, at - _NEAR_UNREAL), at)
    words = [reader.tokens[back].lower for back in near]
    return any(word in _UNREAL or word.endswith(("n’t", "n't", "to")) for word in words)


def _is_conditional(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether "if" governs the verb behind token `at`: "if Bell, the mayor, says that S".

    Not in "If she wins, Bell said, S".
    """
    tokens, comma = reader.tokens, -1
    for back in range(at, max(sentence.first, at - _NEAR_IF) - 1, -1):
        if tokens[back].text == ",":
            comma = back
        elif tokens[back].lower in {"if", "unless"}:
            if comma > 0 and tokens[at].text != ",":
                return False
            clause = range(back + 1, comma if comma > 0 else back)
            return not any(
                tokens[index].lower in clauses.NOMINATIVE
                or tokens[index].lower in clauses.VERBS
                or verb_form(tokens[index].lower) in {PAST, THIRD}
                for index in clause
            )
    return False


def _is_let(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether "let" governs the name that ends at token `at`: "letting Ruritania deny it"."""
    mention = reader.mention_over(at)
    if mention is None or mention.end != reader.end(at):
        return False
    first = reader.token_from(mention.start)
    lowest = max(sentence.first, first - _LONGEST_NAME)
    while first > lowest and (
        reader.tokens[first - 1].is_title or reader.tokens[first - 1].lower in DETERMINERS
    ):
        first -= 1
    return first > sentence.first and reader.tokens[first - 1].lower in _LETTING


def _is_demanded(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether the name that ends at token `at` is to do it: "demand the White House explain"."""
    mention = reader.mention_over(at)
    if mention is None or mention.end != reader.end(at):
        return False
    first = reader.token_from(mention.start)
    near = range(max(sentence.first, first - _NEAR), first)
    return any(reader.tokens[back].lower in _DEMANDING for back in near)


def _unsaid(reader: SubjectReader, at: int, sentence: Sentence) -> bool:
    """Whether the verb at token `at` is negated, hypothetical, passive, or only wished."""
    tokens = reader.tokens
    lower = tokens[at].lower
    if is_impersonal(reader, at, sentence):
        return False
    if lower.endswith(_PAST) and _is_reduced(reader, at, sentence):
        return True
    if at > sentence.first and tokens[at - 1].lower == "be" and lower.endswith(("ed", "told")):
        return True  # "only to be told"
    if lower.endswith("ing") and at > sentence.first and tokens[at - 1].lower in _PREVENTING:
        return True
    index = at - 1
    base = not lower.endswith(("ed", "ing", "s")) and lower not in {"said", "told", "wrote"}
    while index >= sentence.first and (
        clauses.is_adverb(tokens[index].lower) or tokens[index].lower in _BEFORE_CUES
    ):
        index -= 1
    if index < sentence.first:
        return base
    before = tokens[index].lower
    if lower.endswith(_PAST) and before.endswith(_CONTRACTED):
        return True  # "we’re told that"
    if base and before in {"help", "helps", "helped", "is", "was"}:
        return True  # "helped write the law", "what this does is say that"
    if base and _is_demanded(reader, index, sentence):
        return True
    if base:
        let = tokens[max(0, index - 1)].lower in _LETTING and before in _HEARD and before != "me"
        if let or _is_let(reader, index, sentence):
            return True
    if lower == "written" and not any(
        tokens[back].lower in _PERFECT for back in range(max(sentence.first, at - _NEAR), at)
    ):
        return True  # "an article written in May"
    if base and before in _HEARD and tokens[max(0, index - 1)].lower in _HEARING:
        return True
    if (
        before in {"i", "we", "you"}
        and index > sentence.first
        and tokens[index - 1].lower == "when"
    ):
        return True  # "when I say “we”"
    if before in _NEGATIONS or before.endswith(("n’t", "n't")) or before in _MODALS:
        return True
    if before in {"has", "had", "have", "was", "is", "are", "were"} and index > sentence.first:
        earlier = tokens[index - 1].lower
        if earlier in _NEGATIONS:
            return True
    if before == "to" and base:
        return not (
            index > sentence.first
            and (
                tokens[index - 1].lower == "on"
                or tokens[index - 1].lower in GO_ON
                or _is_done(reader, at, index, sentence)
            )
        )
    if lower.endswith(("ed", "id", "old", "orn", "tten")) and before in {
        "am",
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
    return _is_conditional(reader, index, sentence)
