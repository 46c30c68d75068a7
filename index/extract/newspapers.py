"""Find newspapers that are in no list, by the last word of the name and by the words next to it.

"The Salem Courier" can only be a paper. "The Salem Star" is one if the article says that it
reported something or that a speaker talked to it. One such mention counts for all.
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


def with_newspapers(
    context: Context, names: Sequence[FoundName], unknown: Sequence[tuple[int, int]]
) -> list[FoundName]:
    """The names in order, with papers as outlets; `unknown` are runs of capitals that none has."""
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
    if not outlets:
        return list(names)
    ends = {one.end for one in outlets.values()}
    kept = [one for one in names if one.end not in ends]
    return sorted([*kept, *outlets.values()], key=by_start)


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
