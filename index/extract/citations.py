"""Sources named in brackets, and references to other articles.

The forms are those of press reviews: "(Izvestia, May 12, 2004)", "(Interfax, Trend, May 11-12)",
"(RFE/RL, July 12; Vedomosti, July 9)", "(see EDM, May 12)", "(Interfax/“Ukrayinska pravda”)".
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from index.extract.lexicon import canonical_outlet, genders, outlets, word_list
from index.model import Citation, CrossReference, PartialDate, WrittenDate, find_dates

_BRACKET: Final = re.compile(r"\(([^()\n]{3,300})\)|\[([^\[\]\n]{3,300})\]")
_DIGIT: Final = re.compile(r"\d")
_SEE: Final = re.compile(r"(?:see(?: also)?|cf\.)\s+(?=[A-Z“\"])", re.IGNORECASE)
# "KYIV. Jan 13 (Interfax) -": the agency of a dateline
_DATELINE: Final = re.compile(
    r"(?:^|\n)[A-Z][A-Z .'’-]{2,40}[,.] ?[^()\n—–]{0,25}\(([^()\n]{2,40})\)\s*(?:—|–|--?)\s"
)
_AFTER_AGENCY: Final = re.compile(r"\)\s*[—–-]")
_GENERIC: Final = re.compile(
    r"(?:[A-Z][\w-]+ )*(?:news agenc(?:y|ies)|agenc(?:y|ies)|media|press|newspapers?|television|TV"
    r"|radio|news services?|websites?|wires?|dailies|daily|weekly|reports)$",
)
_NAME_LIKE: Final = re.compile(
    r"[“\"‘]?(?:www\.)?(?:[A-Z][\w’'´./&-]*|[\w-]+\.(?:com|ru|org|net|[a-z]{2}))"
    r"(?:[ -](?:[a-z]{1,3} )?[\w’'´./&-]+){0,5}[”\"’]?$"
)
_ADDRESS: Final = re.compile(r"(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?$")
_NOT_OUTLETS: Final = re.compile(
    r"(?:[DRI]-[A-Z]|born|died|aged?|since|until|from|on|in|by|about|including|p\.|pp\.|vol)\b",
    re.IGNORECASE,
)
_MAX_DISTANCE: Final = 500


def find_citations(
    text: str, start: int, date: PartialDate | None
) -> tuple[list[Citation], list[CrossReference]]:
    """The citations and cross-references in `text[start:]`, one for each outlet.

    A span covers the part of the bracket for one group of outlets, in code points of `text`. A date
    without a year takes the year of `date`, the article's date; without one it stays open.
    """
    citations: list[Citation] = []
    references: list[CrossReference] = []
    for match in _brackets(text, start):
        group = 1 if match[1] is not None else 2
        for part_start, part in _parts(match[group], match.start(group)):
            see = _SEE.match(part)
            if see:
                references.extend(_references(part[see.end() :], part_start + see.end(), date))
            else:
                citations.extend(_citations(part, part_start, date))
    for match in (
        _DATELINE.finditer(text, max(0, start - 1)) if _AFTER_AGENCY.search(text, start) else ()
    ):
        if canonical_outlet(match[1]).casefold() in _canonical_names() and not any(
            c.start >= match.start() and c.end <= match.end() for c in citations
        ):
            citations.append(Citation(match.start(1), match.end(1), canonical_outlet(match[1])))
    citations.sort(key=lambda citation: (citation.start, citation.end))
    return citations, references


def _brackets(text: str, start: int) -> list[re.Match[str]]:
    """Offset and content of each bracket in `text[start:]`."""
    found: list[re.Match[str]] = []
    for opening in "([":
        at = text.find(
            opening, start
        )  # where there are few brackets, quicker than to let the pattern look for them
        while at >= 0:
            match = _BRACKET.match(text, at)
            if match is not None:
                found.append(match)
            at = text.find(opening, at + 1 if match is None else match.end())
    found.sort(key=_start)
    end = start
    outermost: list[re.Match[str]] = []
    for match in found:
        if match.start() >= end:
            outermost.append(match)
            end = match.end()
    return outermost


def _start(match: re.Match[str]) -> int:
    return match.start()


@cache
def _canonical_names() -> frozenset[str]:
    return frozenset(name.casefold() for name in outlets().values())


def _parts(inside: str, at: int) -> Iterator[tuple[int, str]]:
    """The parts of a bracket, split at semicolons, each with its offset."""
    for piece in inside.split(";"):
        lead = len(piece) - len(piece.lstrip())
        yield at + lead, piece.strip()
        at += len(piece) + 1


@lru_cache(maxsize=1_000)
def _split_dates(part: str) -> tuple[str, list[WrittenDate]]:
    """The words before the first date, and the dates."""
    dates = find_dates(part) if _DIGIT.search(part) else []
    head = part[: dates[0].start] if dates else part
    return head.rstrip(" ,"), dates


def _names(head: str) -> list[str]:
    """Outlet names in a list joined by commas, slashes or "and"."""
    if canonical_outlet(head).casefold() in _canonical_names():
        return [head]
    names: list[str] = []
    for piece in map(str.strip, re.split(r",\s*(?:and\s+)?|\s+and\s+", head)):
        slashed = piece.split("/")
        if (
            len(slashed) == 2
            and not _known(piece)
            and all(_known(s) or s.strip()[:1] in '“"' for s in slashed)
            and any(_known(s) for s in slashed)
        ):
            names += [s.strip() for s in slashed]
        elif piece:
            names.append(piece)
    return names


@lru_cache(maxsize=10_000)
def _known(name: str) -> bool:
    plain = name.strip(' “”"‘’')
    return plain.casefold() in outlets() or canonical_outlet(plain).casefold() in _canonical_names()


def _is_author(name: str) -> bool:
    """Whether the name next to an outlet is its writer's: "(Anna Bell, Reuters, May 3)"."""
    words = name.split()
    plain = all(word[:1].isupper() and word.rstrip(".").isalpha() for word in words)
    papers = words[-1].lower() in word_list("organisations.papers")
    return 2 <= len(words) <= 3 and plain and not papers and words[0].lower() in genders()


def _citations(part: str, at: int, date: PartialDate | None) -> Iterator[Citation]:
    head, dates = _split_dates(part)
    if not head or len(head) > 160 or _NOT_OUTLETS.match(head):
        return
    names = [name for name in _names(head) if not re.fullmatch(r"\d{1,2}", name)]
    known = [name for name in names if _known(name) or _GENERIC.match(name) or _ADDRESS.match(name)]
    # what follows the date must not be a sentence: "(Putin met him, May 12, when …)"
    tail = part[dates[-1].end :].strip(" .,") if dates else ""
    if len(tail) > 40:
        return
    if not dates and (not known or len(known) * 2 < len(names)):
        return
    if dates and not known and not all(_NAME_LIKE.match(name) for name in names):
        return
    if dates and not known and not dates[-1].day:
        return
    written = dates[-1] if dates else None
    for name in names:
        if known and name not in known and _is_author(name):
            continue
        if not (
            _known(name) or _NAME_LIKE.match(name) or _GENERIC.match(name) or _ADDRESS.match(name)
        ):
            continue
        outlet = canonical_outlet(name.strip(' “”"‘’'))
        yield Citation(
            at,
            at + len(part),
            outlet,
            part[dates[0].start : dates[-1].end] if dates else None,
            written.resolve(date) if written else None,
        )


def _references(part: str, at: int, date: PartialDate | None) -> Iterator[CrossReference]:
    """One reference for each date: "EDM, May 12, June 3" refers to two issues."""
    head, dates = _split_dates(part)
    name = head.strip(' “”"‘’,')
    if not name or len(name) > 60 or not _NAME_LIKE.match(name):
        return
    if not dates:
        if _known(name):
            yield CrossReference(at, at + len(part), canonical_outlet(name))
        return
    for written in dates:
        yield CrossReference(
            at,
            at + len(part),
            canonical_outlet(name),
            part[written.start : written.end],
            written.resolve(date),
        )


def year_from_citations(text: str, start: int) -> PartialDate | None:
    """The latest year that a citation of the article states, as its date."""
    years = [
        written.year
        for match in _brackets(text, start)
        if match[1]
        for _, part in _parts(match[1], 0)
        for head, dates in [_split_dates(part)]
        if dates and any(_known(name) for name in _names(_SEE.sub("", head)))
        for written in dates
        if written.year
    ]
    return PartialDate(max(years)) if years else None


def citation_after(citations: Sequence[Citation], at: int, limit: int) -> Citation | None:
    """The first citation that starts in `[at, limit)`: the source of the words at `at`."""
    for citation in citations:
        if at <= citation.start < min(limit, at + _MAX_DISTANCE * 4):
            return citation
    return None
