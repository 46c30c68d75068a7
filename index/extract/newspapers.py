"""Find newspapers that are in no list, by the last word of the name and by the words next to it.

"The Salem Courier" can only be a paper. "The Salem Star" is one if the article says that it
reported something or that a speaker talked to it. "The daily Aamun Sana" and what a citation in
brackets names, "(Aamun Sana, May 12)", are outlets too. One such mention counts for all.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from index.extract import lexicon
from index.extract.context import Context, FoundName, adjacent, by_start
from index.extract.words import Lexeme

# Last words that name nothing but papers, and last words that name other things too.
_HEADS: Final = lexicon.word_list("newspapers.heads")
_WEAK_HEADS: Final = lexicon.word_list("newspapers.weak_heads")
_ALL_HEADS: Final = _HEADS | _WEAK_HEADS
_PUBLISHING: Final = lexicon.word_list("newspapers.publishing")
_TO_PAPERS: Final = frozenset("told to".split())
_WITH_PAPERS: Final = frozenset(
    "interview interviews article report story column editorial editor reporter".split()
)
_CALLED: Final = frozenset({"newspaper", "tabloid", "broadsheet"})
_LONGEST_NAME: Final = 4
# Nouns before the name of an outlet: "the daily Aamun Sana", "the news agency Hirka".
_NOUNS: Final = frozenset("newspaper tabloid broadsheet magazine website portal".split())
_PERIODICALS: Final = frozenset({"daily", "weekly"})
_AGENCIES: Final = frozenset({"news", "press"})
_MEDIA: Final = frozenset("news press television tv radio agency channel".split())
_PREPOSITIONS: Final = lexicon.word_list("clauses.prepositions")
_BEHIND_NAMES: Final = lexicon.word_list("clauses.verbs") | {"that", "and", "which", "as", "or"}
_SHORTEST_SMALL: Final = 4


def with_newspapers(
    context: Context,
    names: Sequence[FoundName],
    unknown: list[tuple[int, int]],
    cited: frozenset[str] = frozenset(),
) -> tuple[list[FoundName], list[tuple[int, int]]]:
    """The names in order, with papers as outlets, and the runs of `unknown` that are none.

    `unknown` are runs of capitals without a name, `cited` outlets that citations in brackets name.
    """
    places = {context.starts[at]: at for at in context.capitals}
    runs = [(places[one.start], one.end) for one in names if one.start in places]
    runs += [(at, context.end(end - 1)) for at, end in unknown]
    papers: dict[str, bool] = {}
    found: list[tuple[int, int, str]] = []
    known = {one.end for one in names if one.kind == "outlet"}
    listed = {one.name for one in names if one.kind == "outlet"}
    for first, stop in runs:
        at = end = first
        while end < len(context.tokens) and context.starts[end] < stop:
            end += 1
        if end > at and context.tokens[at].lower == "the":
            at += 1
        if not _has_form(context, at, end):
            continue
        name = context.surface(at, end)
        if end - at == 1 and stop in known:
            continue
        sure = end - at > 1 and context.tokens[end - 1].lower.rpartition("-")[2] not in _WEAK_HEADS
        papers[name] = papers.get(name, False) or sure or _publishes(context, at, end)
        found.append((at, end, name))
    whole = _by_head(listed | {name for name in papers if papers[name]})
    outlets = {
        context.starts[at]: context.found(at, end, "outlet", whole.get(name))
        for at, end, name in found
        if papers[name] or (name in whole and name.lower() in _HEADS)
    }
    for one in _named_so(context, names, unknown, cited):
        outlets.setdefault(one.start, one)
    if not outlets:
        return list(names), unknown
    ends = {one.end for one in outlets.values()}
    kept = [one for one in names if one.end not in ends]
    left = [
        (at, end)
        for at, end in unknown
        if not any(context.starts[index] in outlets for index in range(at, end))
    ]
    return sorted([*kept, *outlets.values()], key=by_start), left


def _named_so(
    context: Context,
    names: Sequence[FoundName],
    unknown: Sequence[tuple[int, int]],
    cited: frozenset[str],
) -> list[FoundName]:
    """The mentions of outlets that a citation or the noun before them calls so.

    They are looked for in `unknown` and in bodies; no person or state becomes one.
    """
    places = {context.starts[at]: at for at in context.capitals}
    runs = [(at + (context.tokens[at].lower == "the" and end - at > 1), end) for at, end in unknown]
    bodies = [one for one in names if one.kind == "organisation" and one.start in places]
    named = {name for name in cited if _may_be_cited(name)}
    for one in bodies:
        at = places[one.start]
        cited_so = one.name in named and any(word in _MEDIA for word in one.name.lower().split())
        if cited_so or _is_noun_of_paper(context, at - 1):
            end = at
            while end < len(context.tokens) and context.starts[end] < one.end:
                end += 1
            runs.append((at, end))
    for at, end in runs:
        if _is_noun_of_paper(context, at - 1) and _ends_name(context, at, end):
            named.add(context.surface(at, _with_small_word(context, end)))
    if not named:
        return []
    found = []
    for at, _ in runs:
        start = context.starts[at]
        best = max(
            (name for name in named if context.text.startswith(name, start)), key=len, default=""
        )
        behind = start + len(best)
        if not best or context.text[behind : behind + 1].isalnum():
            continue
        if context.first[at] and context.tokens[at].is_english and " " not in best:
            continue  # "Focus on the dam"
        end = at
        while end < len(context.tokens) and context.starts[end] < behind:
            end += 1
        found.append(context.found(at, end, "outlet"))
    return found


def _may_be_cited(name: str) -> bool:
    """Whether a name in a citation can be an outlet's: no person's, "(Bell, May 3)"."""
    words = name.split()
    folded = name.casefold()
    people = folded in lexicon.surnames() or words[0].casefold() in lexicon.genders()
    return not people and (len(words) > 1 or not name.isupper())


def _is_noun_of_paper(context: Context, at: int) -> bool:
    """Whether the token before a name calls it an outlet: "the daily", "the news agency"."""
    tokens = context.tokens
    if at < 1 or not adjacent(context, at + 1):
        return False
    noun, before = tokens[at].lower, tokens[at - 1]
    if noun in _PERIODICALS:
        return before.lower == "the" or before.is_nationality or before.is_seat
    return noun in _NOUNS or (noun == "agency" and before.lower in _AGENCIES)


def _ends_name(context: Context, start: int, end: int) -> bool:
    """Whether a run is a whole name: "the daily Hirka says", not "the daily Alpine walk"."""
    if end - start == 1 and context.tokens[start].is_english:
        return False  # "the daily Mass in Rome"
    if not adjacent(context, end):
        return True
    token = context.tokens[end]
    lower = token.lower
    closed = lower in _PREPOSITIONS or lower in _BEHIND_NAMES or token.frame != ""
    return closed or not token.is_word or not lexicon.is_plain_english(lower)


def _with_small_word(context: Context, end: int) -> int:
    """The end of a name with its word in small letters of another language: "Aamun sana"."""
    if not adjacent(context, end):
        return end
    token = context.tokens[end]
    small = token.is_word and token.text.islower() and len(token.text) >= _SHORTEST_SMALL
    return end + 1 if small and not lexicon.is_plain_english(token.lower) else end


def _by_head(papers: Iterable[str]) -> dict[str, str]:
    """The paper that its last word names, "Courier", if only one of the papers ends with it."""
    whole: dict[str, list[str]] = {}
    for name in papers:
        first, _, head = name.rpartition(" ")
        if first:
            whole.setdefault(head, []).append(name)
    return {head: names[0] for head, names in whole.items() if len(names) == 1}


def _has_form(context: Context, start: int, end: int) -> bool:
    """Whether a run of capitals is written as papers are: "Daily Planet", "Salem Star"."""
    if not 1 <= end - start <= _LONGEST_NAME:
        return False
    words = context.tokens[start:end]
    if any(not word.is_word for word in words):
        return False
    if _is_called_paper(context, start, end):
        return True
    first, last = words[0], words[-1].lower
    if end - start == 1:
        return last in _ALL_HEADS and start > 0 and context.tokens[start - 1].lower == "the"
    if first.lower == "daily":
        return not (words[-1].is_title or last == "show")
    head = last.rpartition("-")[2]
    if head not in _ALL_HEADS:
        return False
    place = any(context.surface(start, at) in lexicon.places() for at in range(start + 1, end))
    return place or not (first.is_given or first.is_title or first.is_no_name)


def _is_called_paper(context: Context, start: int, end: int) -> bool:
    """Whether the word after tokens `start` to `end` calls them a paper: "the Dawn newspaper"."""
    tokens = context.tokens
    if not adjacent(context, end) or tokens[end].lower not in _CALLED or start == 0:
        return False
    if tokens[start - 1].lower != "the" and not tokens[start - 1].is_word:
        return False  # "Another newspaper"
    of_place = any(one.is_nationality or one.is_seat or one.is_state for one in tokens[start:end])
    return not of_place and context.surface(start, end) not in lexicon.places()


def _publishes(context: Context, start: int, end: int) -> bool:
    """Whether the words next to tokens `start` to `end` show that they name a publisher."""
    tokens = context.tokens
    if adjacent(context, end) and tokens[end].lower in _PUBLISHING:
        return True
    at = start - 1
    if at < 1 or tokens[at].lower != "the":
        return False
    before, earlier = tokens[at - 1].lower, _word(tokens, at - 2)
    if before in _TO_PAPERS:
        return before == "told" or earlier == "according"
    return before in {"with", "in", "for", "of"} and earlier in _WITH_PAPERS


def _word(tokens: Sequence[Lexeme], at: int) -> str:
    return tokens[at].lower if at >= 0 else ""
