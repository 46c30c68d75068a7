"""What the words next to quotation marks say about the words inside: a title, a sign, a chant.

"The film “Frozen”" and "a seminar on “Trade and Peace”" name things. "A hat reading “Dam Now”" and
"chants of “No dam!”" give words that people show or shout.
"""

import re
from typing import Final

from index.extract.cue_subjects import SubjectReader
from index.extract.spoken import Said

_WORK: Final = re.compile(
    r"\b(?:film|movie|novel|song|album|sitcom|musical|documentary|memoir|play|opera|ballet|single"
    r"|painting|sculpture|exhibition|podcast|magazine|blockbuster|classic|bestseller|franchise"
    r"|starred in|starring in|stars in|roles? in|appeared in|appearance in),? $"
)
_EVENT: Final = re.compile(
    r"\b(?:seminar|conference|panel|lecture|workshop|symposium|session|hearing|forum|debate|paper"
    r"|report|book|article|essay|study|course|talk|resolution|exhibition|round table|roundtable"
    r"|meeting|column|editorial|chapter|thesis|dissertation)s?,? (?:on|about|under the title) $"
)
_FOUNDED: Final = re.compile(
    r"\b(?:statement|declaration|letter|pamphlet|manifesto|proclamation|fatwa|poem|anthem"
    r"|(?:establishment|launch|creation|founding|signing|curator|editor|author|host|director) of"
    r"|(?:theme|motto|title|topic|subject)\b[\w ’']{0,40} (?:is|was)"
    r"|(?:proclaimed|founded|formed|launched|created) (?:a|an|the)) $"
)
_SHOWN: Final = re.compile(
    r"\b(?:signs?|banners?|hats?|caps?|shirts?|T-shirts?|t-shirts?|posters?|placards?|stickers?"
    r"|buttons?|pins?|plaques?|notes?|tattoos?|flags?|inscriptions?|billboards?|marquee|jerseys?"
    r"|sweatshirts?|tweets?|text messages?)"
    r"(?: [\w’'-]+){0,6}?,?(?: that| which)? (?:reads?|reading|said|says|saying|proclaim\w+),?:? $"
)
_SHOUTED: Final = re.compile(
    r"\b(?:chants?|shouts?|cries|cheers|calls|yells|screams|choruses|chorus) of $"
)
_MEANS: Final = re.compile(
    r"[”\"»’']{1,2}(?: in [\w’' -]{1,40}?)? (?:refers?|means?|meant|stands?|stood for) "
)
_LONGEST_TITLE: Final = 8
_LONGEST_TERM: Final = 4
_SHORTEST_EVENT: Final = 2
_REACH: Final = 90
_LINKING: Final = frozenset("of the a an and in on to for with from at or by s vs".split())
# How the last word before the marks ends in all that the patterns find.
_WORK_ENDS: Final = frozenset(
    "film movie novel song album sitcom musical documentary memoir play opera ballet single"
    " painting sculpture exhibition podcast magazine blockbuster classic bestseller franchise"
    " in".split()
)
_EVENT_ENDS: Final = frozenset({"on", "about", "title"})
_FOUNDED_ENDS: Final = frozenset(
    "statement declaration letter pamphlet manifesto proclamation fatwa poem anthem of is was a an"
    " the".split()
)
_SHOWN_ENDS: Final = frozenset(
    "read reads reading said says saying proclaiming proclaimed proclaims proclaim of".split()
)


_ENDS: Final = _WORK_ENDS | _EVENT_ENDS | _FOUNDED_ENDS


def names_something(reader: SubjectReader, one: Said) -> bool:
    """Whether the marks hold a title behind "the film" or "a seminar on", or a term explained."""
    text, start = reader.text, one.quoted.start
    if len(one.words) <= _LONGEST_TERM and _MEANS.match(text, one.quoted.end):
        return not one.strong
    before = text[max(0, start - _REACH) : start - 1]
    last = _last_word(before)
    if last not in _ENDS:
        return False
    if not is_in_capitals(one.words):
        return False
    if len(one.words) <= _LONGEST_TITLE and _WORK.search(before):
        return True
    if len(one.words) < _SHORTEST_EVENT:
        return False
    return _EVENT.search(before) is not None or _FOUNDED.search(before) is not None


def is_shown(reader: SubjectReader, one: Said) -> bool:
    """Whether a sign or a crowd has the words: "a hat reading “Dam Now”", "chants of “No dam!”"."""
    start = one.quoted.start
    before = reader.text[max(0, start - _REACH) : start - 1]
    if _last_word(before) not in _SHOWN_ENDS:
        return False
    return _SHOUTED.search(before) is not None or _SHOWN.search(before) is not None


def _last_word(before: str) -> str:
    """The last word before the marks, in lower case, without a comma or colon."""
    return before.rstrip().rpartition(" ")[2].rstrip(",:").lower()


def is_in_capitals(words: list[str]) -> bool:
    """Whether every word but the small ones has a capital: "Trade and Peace in the North"."""
    if not words[0][:1].isupper() and not words[0][:1].isdigit():
        return False
    return all(
        word[:1].isupper()
        or word[:1].isdigit()
        or word.strip(",.:;!?&-–—").lower() in _LINKING
        or not word[:1].isalpha()
        for word in words
    )
