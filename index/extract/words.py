"""Words as such, wherever they stand: how one is written, and which of the word lists have it.

What is asked of a word again and again, at each of its places, is looked up once.
"""

import re
from dataclasses import dataclass
from typing import Final

from index.analysis import fold
from index.extract import lexicon

# Particles that a name can begin with in small letters: "al-Assad", "d'Estaing".
_SMALL: Final = re.compile(r"(?:al|el|bin|ibn|d|ash|as|an|ar)[-’'][A-Z]")
# The press says most of its words again and again; what is longer is no word and would fill the memory.
LONGEST_KEPT: Final = 60
# As many words as some fifty thousand articles have; about 100 MiB.
MOST_KEPT: Final = 150_000
_words: Final[dict[str, "Word"]] = {}
_SMALL_IN_HEADLINES: Final = frozenset("the and for but nor yet via per off out".split())
ACRONYM: Final = re.compile(r"(?:[A-Z]{2,6}|(?:[A-Z]\.){2,}[A-Z]?|[A-Z]{2,}-[A-Z]+|[A-Z]&[A-Z]|[A-Z]{1,3}[a-z]?[A-Z]{1,3})$")
NOT_ACRONYMS: Final = frozenset(
    "TEXT FULL NOTE PHOTO VIDEO AM PM A.M. P.M. TV OK ID CEO CFO COO II III IV VI VII VIII IX XI XII MP MPS DJ GDP GNP WMD HIV AIDS IQ PR SUV USD DNA"
    " Q&A R&D IS IT BE TO OF IN ON BY OR AN AS AT SO WE HE NO IF UP MY DO GO UFO DVD CD PC AD BC CE BCE PHD MBA BA MA D.C. DC PAC"
    " NY NJ LA SC NC VA MD PA TX FL CA U.S.C P.S. A.D. B.C. I.D. T.V. MD. DUI NOT ALL AND THE FOR BUT ARE WAS YOU OUR".split()
)
_SUFFIXES: Final = frozenset("jr sr ii iii iv".split())


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word or mark as it is written.

    `begins` says that a name can begin with it, `is_separator` that it is a comma or a full stop, `is_acronym` that it abbreviates some name,
    `is_long` that a headline has a capital there, `is_plain` that a headline would have had one.
    The others say which lists have it: titles, words that open sentences, words of bodies, states,
    nationalities, seats of government, given names, words that are no part of a person's name, cues (and those that are enough
    by themselves), nouns for people, nouns for whoever can speak.
    """

    text: str
    lower: str
    folded: str
    is_word: bool
    is_cap: bool
    is_upper: bool
    begins: bool
    is_separator: bool
    is_long: bool
    is_plain: bool
    is_suffix: bool
    is_title: bool
    is_common: bool
    is_body: bool
    is_state: bool
    is_nationality: bool
    is_seat: bool
    is_acronym: bool
    is_given: bool
    is_no_name: bool
    is_cue: bool
    is_strong_cue: bool
    is_human_noun: bool
    is_speaker_noun: bool


def word(text: str) -> Word:
    """The word written as `text`; one of up to LONGEST_KEPT letters is the same object every time."""
    known = _words.get(text)
    if known is None:
        known = _make_word(text)
        if len(text) <= LONGEST_KEPT:
            if len(_words) >= MOST_KEPT:
                _words.clear()
            _words[text] = known
    return known


def _make_word(text: str) -> Word:
    lower, folded = text.lower(), fold(text)
    # one string in place of three alike
    lower = text if lower == text else lower
    folded = lower if folded == lower else folded
    is_cap = text[0].isupper()
    is_human = lower in lexicon.human_nouns()
    return Word(
        text=text,
        lower=lower,
        folded=folded,
        is_word=text[0].isalnum(),
        is_cap=is_cap,
        is_upper=text.isupper(),
        begins=is_cap or _SMALL.match(text) is not None,
        is_separator=text in ".,",
        is_long=len(text) > 3 and text[0].isalnum(),
        is_plain=len(text) == 3 and text[0].isalnum() and not is_cap and lower not in _SMALL_IN_HEADLINES,
        is_suffix=lower in _SUFFIXES,
        is_title=lower in lexicon.titles(),
        is_common=lower in lexicon.common_words(),
        is_body=lower in lexicon.org_words(),
        is_state=text in lexicon.state_names(),
        is_nationality=text in lexicon.demonyms(),
        is_seat=text in lexicon.seats(),
        is_acronym=ACRONYM.match(text) is not None and text not in NOT_ACRONYMS and text.rstrip(".") not in NOT_ACRONYMS,
        is_given=folded in lexicon.given_names(),
        is_no_name=lower in lexicon.never_names(),
        is_cue=lower in lexicon.cues(),
        is_strong_cue=lexicon.cues().get(lower, False),
        is_human_noun=is_human,
        is_speaker_noun=is_human or lower in lexicon.body_nouns() or lower in lexicon.titles(),
    )
