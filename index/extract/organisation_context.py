"""Recognise organisations by the words around a name: companies, teams, schools, bands, web sites.

Their own words rarely say what they are ("Budweiser", "the Cardinals"). The words around them
do: "the brewer X", "X, a software company", "X's headquarters", "the founder of X". One such
place is evidence for every other mention in the article.
"""

import re
from typing import Final

from index.extract import lexicon
from index.extract.context import PLACE_PREPOSITIONS, Context, FoundName, adjacent, run_end
from index.extract.words import Lexeme

# Nouns for a body right before its name, or at the head of its apposition.
_KINDS: Final = lexicon.word_list("organisation_context.kinds")
# Nouns after a body's name: its people and its things. Persons have few of them.
_BEHIND: Final = lexicon.word_list("organisation_context.behind")
_OWNED: Final = _BEHIND | lexicon.word_list("organisation_context.owned")
# Nouns whose "of" or "at" leads to a body: "the founder of X", "an analyst at X".
_OF_BODIES: Final = lexicon.word_list("organisation_context.of_bodies")
_AT_BODIES: Final = lexicon.word_list("organisation_context.at_bodies")
# What a movement's name begins with, before a state ("One Israel") or a noun and a state.
_BEFORE_STATES: Final = frozenset(
    "one united fair just our possible free forward strong reclaim restore rebuild another".split()
)
_IDEOLOGIES: Final = lexicon.word_list("organisation_context.ideologies")
_SPORT: Final = lexicon.word_list("organisation_context.sport")
# The second word of a club's name after a place.
_CLUBS: Final = frozenset(
    "united rovers wanderers athletic albion hotspur fc afc rangers dynamo lokomotiv".split()
)
_CLUBS_TOO: Final = frozenset({"city", "town", "county"})
_RESULTS: Final = lexicon.word_list("organisation_context.results")
_STANDING: Final = lexicon.word_list("organisation_context.standing")
_SPORT_REACH: Final = 9
_LONGEST_APPOSITION: Final = 9
# A small letter inside a word: "LibriVox", "BuzzFeed"; not "McDonald", "DeVos".
_CAMEL: Final = re.compile(r"[A-Z][a-z]+[A-Z][A-Za-z]*")
# Endings of made-up names: "Wikinews", "Infosoft".
_MADE_UP: Final = re.compile(r"[A-Z][a-z]{2,}(?:news|pedia|media|soft|tech|corp|tube|bank)")
_SURNAME_PREFIX: Final = re.compile(
    r"(?:Mc|Mac|De|Di|Da|Du|Des|La|Le|Van|Von|Fitz|O|St|San|El|Al|Ben|Bin|Abu|Del|Della|Lo)[A-Z]"
)
_LEAST_LETTERS: Final = 3


def named_like_body(token: Lexeme) -> bool:
    """Whether a word is written as only names of firms and web sites are: "BuzzFeed"."""
    camel = _CAMEL.fullmatch(token.text) is not None and not _SURNAME_PREFIX.match(token.text)
    return (camel or _MADE_UP.fullmatch(token.text) is not None) and not (
        token.is_given or token.is_acronym or token.is_surname or token.text in lexicon.places()
    )


def can_be_body(context: Context, start: int, end: int) -> bool:
    """Whether an unknown run of capitals can name an organisation: no place, no common word."""
    words = [token for token in context.tokens[start:end] if token.is_word]
    first = words[0]
    if len(words) == 1:
        return (
            len(first.text) >= _LEAST_LETTERS
            and not (first.is_given or first.is_title or first.is_common or first.is_no_name)
            and not (first.is_english and context.first[start])
            and not (first.is_state or first.is_seat or first.is_nationality)
            and first.text not in lexicon.places()
            and first.text.removesuffix("s") not in lexicon.demonyms()
            and first.lower not in context.lower_seen
            and not first.has_digit
        )
    return (
        context.surface(start, end) not in lexicon.places()
        and not words[-1].is_title
        and not any(token.is_state or token.is_nationality for token in words)
        and not (first.is_common and len(words) == 2)
    )


def stands_as_body(context: Context, start: int, end: int) -> bool:
    """Whether the words around tokens `start` to `end` say that they name an organisation."""
    return (
        _behind(context, end)
        or _before(context, start)
        or _apposed(context, end)
        or _is_team(context, start, end)
    )


def _behind(context: Context, end: int) -> bool:
    """What follows: "X's headquarters", "X shares"."""
    tokens = context.tokens
    if end + 1 < len(tokens) and tokens[end].lower in {"’s", "'s"}:
        return adjacent(context, end + 1) and tokens[end + 1].lower in _OWNED
    return adjacent(context, end) and tokens[end].lower in _BEHIND


def _before(context: Context, start: int) -> bool:
    """What precedes: "the website X", "the founder of X", "an analyst at X"."""
    tokens = context.tokens
    if start < 2 or not adjacent(context, start):
        return False
    at = start - 1
    if tokens[at].lower == "the" and adjacent(context, at):
        at -= 1
    word = tokens[at].lower
    if tokens[start - 1].text == "The":
        return word in _KINDS  # "the band The Rolling Sticks"
    if word in _KINDS and at == start - 1:
        before = tokens[at - 1]
        return adjacent(context, at) and before.is_word and before.lower not in {"of", "a", "an"}
    if word == "of":
        return tokens[at - 1].lower in _OF_BODIES
    return word in {"at", "for", "with"} and tokens[at - 1].lower in _AT_BODIES


def _apposed(context: Context, end: int) -> bool:
    """What is said of it: "X, a software company"; "X is a charity"."""
    tokens = context.tokens
    if end + 2 >= len(tokens):
        return False
    if tokens[end].text == "," or tokens[end].lower in {"is", "was"}:
        if tokens[end + 1].lower not in {"a", "an", "the"}:
            return False
        last = min(len(tokens), end + 2 + _LONGEST_APPOSITION)
        for at in range(end + 2, last):
            word = tokens[at]
            if not word.is_word or word.lower in {"of", "that", "which", "who", "in", "for", "by"}:
                return tokens[at - 1].lower in _KINDS
            if word.lower in {"for", "at", "from", "to", "with", "on"}:
                return tokens[at - 1].lower in _KINDS
    return False


def movement_at(context: Context, start: int, end: int) -> FoundName | None:
    """A movement with a state in its name: "Democratic Choice of Russia", "United Russia"."""
    tokens = context.tokens
    words = tokens[start:end]
    if len(words) == 2 and words[1].is_state and words[0].lower in _BEFORE_STATES:
        return context.found(start, end, "organisation")
    if (
        len(words) > 1
        and words[0].lower in _IDEOLOGIES
        and not any(word.is_title or word.is_state for word in words)
        and adjacent(context, end)
        and adjacent(context, end + 1)
        and tokens[end].lower in {"of", "for"}
        and tokens[end + 1].is_state
    ):
        return context.found(start, end + 2, "organisation")
    return None


def _is_team(context: Context, start: int, end: int) -> bool:
    """Whether a plural, or a place with one, is next to words of sport.

    "the Cardinals", "the Chicago Bulls", "Leicester City".
    """
    tokens = context.tokens
    last = tokens[end - 1]
    place = end - start > 1 and context.surface(start, end - 1) in lexicon.places()
    if place and last.lower in _CLUBS:
        return True
    if not (last.text.endswith("s") or (place and last.lower in _CLUBS_TOO)):
        return False
    if not place:
        before = tokens[start - 1] if start and adjacent(context, start) else None
        if end - start > 1 or before is None or before.lower != "the":
            return False
    near = range(max(0, start - _SPORT_REACH), min(len(tokens), end + _SPORT_REACH))
    return any(tokens[index].lower in _SPORT for index in near)


def plays(context: Context, start: int, end: int) -> bool:
    """Whether words of results are next to a name in an article on sport.

    "Blackburn beat Derby", "Blackburn 1 Derby 0".
    """
    tokens = context.tokens
    if not context.is_on_sport or any(t.is_state or t.is_nationality for t in tokens[start:end]):
        return False
    name = context.surface(start, end)
    if name not in lexicon.places() and name not in lexicon.clubs():
        return False
    before = tokens[start - 1].lower if start and adjacent(context, start) else ""
    following = tokens[end].lower if end < len(tokens) and adjacent(context, end) else ""
    if before in PLACE_PREPOSITIONS:
        return False
    return following in _RESULTS or before in _RESULTS or _scores(context, start, end)


def _scores(context: Context, start: int, end: int) -> bool:
    """Whether a number follows, and another name and number: "Blackburn 1 Derby 0"."""
    tokens = context.tokens
    if end + 2 >= len(tokens) or not tokens[end].text.isdigit() or not adjacent(context, end):
        return False
    if tokens[end + 1].text.isdigit() and tokens[end + 2].text.isdigit():
        return context.first[start]  # a row of a table: "Derby 10 6 3"
    if tokens[end + 1].is_cap and adjacent(context, end + 1):
        stop = run_end(context, end + 1)
        return stop < len(tokens) and tokens[stop].text.isdigit() and adjacent(context, stop)
    return start > 1 and tokens[start - 1].text.isdigit() and tokens[start - 2].is_cap


def is_team_of_place(context: Context, start: int, end: int) -> bool:
    """Whether an article, a place and a plural name a team: "the Boston Red Sox"."""
    tokens = context.tokens
    if end - start < 2 or not start or not adjacent(context, start):
        return False
    if tokens[start - 1].lower != "the" or not tokens[end - 1].text.endswith(("s", "x")):
        return False
    return any(
        context.surface(start, at) in lexicon.places()
        for at in range(start + 1, min(end, start + 3))
    )


def standing_noun(name: str) -> str | None:
    """The noun that means a body once its name is known: "commission", else None.

    It ends the name ("European Commission"), or "of" or "for" follows it ("Bank of Norway").
    """
    words = name.lower().split()
    head = next((at for at, word in enumerate(words) if word in {"of", "for", "on"}), len(words))
    if len(words) < 2 or head == 0 or words[head - 1] not in _STANDING:
        return None
    return words[head - 1]


def stands_for_body(context: Context, at: int) -> bool:
    """Whether the capitalised noun at token `at` has "the" before it and no name after it."""
    tokens = context.tokens
    if tokens[at].is_upper or at in context.headline or not (at and adjacent(context, at)):
        return False
    if tokens[at - 1].lower != "the":
        return False
    following = at + 1 < len(tokens) and adjacent(context, at + 1)
    return not (following and (tokens[at + 1].is_cap or tokens[at + 1].lower in {"of", "for"}))
