"""Properties of a word in any place: how it is written, and which word lists have it.

They are looked up once a word and kept for all its occurrences.
"""

import re
from typing import Final

from index.extract import lexicon, reporting_lexicon
from index.text import fold

# Particles that a name can begin with in small letters: "al-Assad", "d'Estaing".
_SMALL: Final = re.compile(r"(?:al|el|bin|ibn|d|ash|as|an|ar)[-’'][A-Z]")
# Longest interned word. Longer strings are rarely words and would fill the cache.
LONGEST_KEPT: Final = 60
# Size of the cache: the vocabulary of about 50,000 articles, 100 MiB.
MOST_KEPT: Final = 150_000
_words: Final[dict[str, "Lexeme"]] = {}
_SMALL_IN_HEADLINES: Final = frozenset("the and for but nor yet via per off out".split())
ACRONYM: Final = re.compile(
    r"(?:[A-ZÄÅÇÉÖØÜŠŽ]{2,6}|(?:[A-Z]\.){2,}[A-Z]?|[A-Z]{2,5}-[A-Z]{1,5}|[A-Z]&[A-Z]|[A-Z]{1,3}[a-z]?[A-Z]{1,3})$"
)
NOT_ACRONYMS: Final = lexicon.word_list("words.not_acronyms")
# "N.Y.", "N.C."
_DOTTED_STATE: Final = 4
_BEFORE_TITLES: Final = frozenset("then ex vice co acting deputy former".split())
_SHORTEST_PLACE: Final = 3
# Roman numerals above ten: "part XVII".
_NUMERAL: Final = re.compile(r"X{1,3}(?:IX|IV|V?I{0,3})")
# Pronouns of the first person.
_OF_PERSON: Final = frozenset("i we you my our your me us i’m i'm we’re we're don’t don't".split())
_PARTS_OF_PERSON: Final = re.compile(r"[\w’']+")
_AUTHORS: Final = frozenset({"i", "we", "my", "our", "us", "me"})
_SUFFIXES: Final = lexicon.word_list("words.suffixes")


class Lexeme:
    """A word or mark as written.

    `begins`: a name can begin with it. `is_separator`: a comma or a full stop. `is_acronym`: it
    abbreviates a name. `begins_body`: a listed organisation begins with it. `may_begin_state` and
    `may_begin_outlet`: names of states and outlets begin with no other word (for outlets only words
    of four letters and more are tested). `is_long`: a headline has a capital there. `is_plain`: a
    headline would have had one. `piece`: its number where it stands alone between spaces (see
    `tokenizer.PieceNumbers`). `kind`: its class in `token_kinds`, empty until asked for. The others
    name the word lists that have it.
    """

    __slots__ = (
        "begins",
        "begins_body",
        "folded",
        "frame",
        "has_digit",
        "is_acronym",
        "is_author",
        "is_body",
        "is_cap",
        "is_common",
        "is_cue",
        "is_english",
        "is_figure",
        "is_given",
        "is_human_noun",
        "is_long",
        "is_nationality",
        "is_no_name",
        "is_of_person",
        "is_plain",
        "is_reporting_noun",
        "is_seat",
        "is_separator",
        "is_speaker_noun",
        "is_state",
        "is_strong_cue",
        "is_suffix",
        "is_surname",
        "is_title",
        "is_upper",
        "is_word",
        "kind",
        "lower",
        "may_begin_outlet",
        "may_begin_state",
        "may_report",
        "piece",
        "text",
    )

    def __init__(self, text: str) -> None:
        lists = _lists()
        lower = text.lower()
        # share one string object
        lower = text if lower == text else lower
        folded = lower
        if not (text.isascii() and text.isalnum()):  # else folding takes nothing off
            folded = fold(text)
            folded = lower if folded == lower else folded
        is_cap, is_word = text[0].isupper(), text[0].isalnum()
        is_plain_letters = lower.isalpha() and text.isalpha()
        self.piece: object = 0  # boxed, so no new int object is made at each use
        self.kind = ""
        self.text: Final = text
        self.lower: Final = lower
        self.folded: Final = folded
        self.is_word: Final = is_word
        self.is_cap: Final = is_cap
        self.is_upper: Final = text.isupper()
        self.begins: Final = is_cap or (not is_plain_letters and _SMALL.match(text) is not None)
        self.is_separator: Final = text in ".,"
        self.is_long: Final = len(text) > 3 and is_word
        self.is_plain: Final = (
            len(text) == 3 and is_word and not is_cap and lower not in _SMALL_IN_HEADLINES
        )
        self.is_suffix: Final = lower in _SUFFIXES
        self.is_title: Final = lower in lists.titles or (
            not is_plain_letters and _is_compound_title(lower)
        )
        self.is_common: Final = lower in lists.common and text != "US"
        self.is_body: Final = lower in lists.bodies
        self.is_state: Final = text in lists.states
        self.is_nationality: Final = text in lists.demonyms
        self.is_seat: Final = text in lists.seats
        # a second capital is in all of them
        self.is_acronym: Final = is_cap and not text[1:].islower() and _is_acronym(text)
        head = text[: lexicon.HEAD].replace("’", "'")
        self.begins_body: Final = text in lists.body_heads
        self.may_begin_state: Final = len(text) < lexicon.HEAD or head in lists.state_heads
        self.may_begin_outlet: Final = lower in lists.outlet_heads or (
            len(text) >= lexicon.HEAD and head.casefold()[: lexicon.HEAD] in lists.outlet_heads
        )
        self.has_digit: Final = not is_plain_letters and any(map(str.isdigit, text))
        self.is_of_person: Final = (
            lower in _OF_PERSON
            if is_plain_letters
            else not _OF_PERSON.isdisjoint(_PARTS_OF_PERSON.findall(lower))
        )
        self.is_author: Final = lower in _AUTHORS
        self.is_given: Final = folded in lists.given
        self.is_surname: Final = is_cap and folded in lists.surnames
        self.is_figure: Final = is_cap and folded in lists.figures
        self.is_english: Final = lower in lists.english
        self.is_no_name: Final = lower in lists.no_names
        self.is_cue: Final = lower in lists.cues
        self.is_strong_cue: Final = lists.cues.get(lower, False)
        self.frame: Final = lists.frames.get(lower, "")
        self.is_reporting_noun: Final = lower in lists.reporting_nouns
        # a verb, a noun or a preposition that can bring reported words
        self.may_report: Final = (
            self.frame != ""
            or self.is_reporting_noun
            or lower in {"according", "clear"}
            or lower in reporting_lexicon.VIEWS
        )
        self.is_human_noun: Final = lower in lists.human_nouns
        self.is_speaker_noun: Final = (
            self.is_human_noun or self.is_title or lower in lists.body_nouns
        )


class _Lists:
    """The word lists that a new word is looked up in."""

    # Attributes of a compiled class: a call of a cached function for each list takes longer than
    # the look-up.
    __slots__ = (
        "bodies",
        "body_heads",
        "body_nouns",
        "common",
        "cues",
        "demonyms",
        "english",
        "figures",
        "frames",
        "given",
        "human_nouns",
        "no_names",
        "outlet_heads",
        "reporting_nouns",
        "seats",
        "state_heads",
        "states",
        "surnames",
        "titles",
    )

    def __init__(self) -> None:
        self.bodies: Final = lexicon.org_words()
        self.body_heads: Final = lexicon.body_heads()
        self.body_nouns: Final = lexicon.body_nouns()
        self.common: Final = lexicon.common_words()
        self.cues: Final = lexicon.cues()
        self.demonyms: Final = lexicon.demonyms()
        self.english: Final = lexicon.plain_words()
        self.figures: Final = lexicon.figures()
        self.frames: Final = reporting_lexicon.frames()
        self.given: Final = lexicon.given_names()
        self.human_nouns: Final = lexicon.human_nouns()
        self.no_names: Final = lexicon.never_names()
        self.outlet_heads: Final = lexicon.outlet_heads()
        self.reporting_nouns: Final = reporting_lexicon.reporting_nouns()
        self.seats: Final = lexicon.seats()
        self.state_heads: Final = lexicon.state_heads()
        self.states: Final = lexicon.state_names()
        self.surnames: Final = lexicon.surnames()
        self.titles: Final = lexicon.titles()


_loaded: Final[list[_Lists]] = []


def _lists() -> _Lists:
    if not _loaded:
        _loaded.append(_Lists())
    return _loaded[0]


def _is_acronym(text: str) -> bool:
    return (
        ACRONYM.match(text) is not None
        and text not in NOT_ACRONYMS
        and text.rstrip(".") not in NOT_ACRONYMS
        and (len(text) != _DOTTED_STATE or text.replace(".", "") not in NOT_ACRONYMS)
        and _NUMERAL.fullmatch(text) is None
        and not _is_shouted_place(text)
    )


def _is_compound_title(lower: str) -> bool:
    """Whether a hyphenated word is an office: "President-elect", "then-Senator"."""
    before, hyphen, behind = lower.partition("-")
    if not hyphen:
        return False
    titles = lexicon.titles()
    return (behind in {"elect", "designate"} and before in titles) or (
        before in _BEFORE_TITLES and behind in titles
    )


def _is_shouted_place(text: str) -> bool:
    """Whether a word in capitals is a city or a state: "LONDON", "JAPAN"."""
    return (
        len(text) > _SHORTEST_PLACE
        and text.isalpha()
        and (text.title() in lexicon.places() or text.title() in lexicon.state_names())
    )


def word(text: str) -> Lexeme:
    """The `WordForm` for `text`. Words of up to LONGEST_KEPT letters are interned."""
    known = _words.get(text)
    if known is None:
        known = Lexeme(text)
        if len(text) <= LONGEST_KEPT:
            if len(_words) >= MOST_KEPT:
                _words.clear()
            _words[text] = known
    return known
