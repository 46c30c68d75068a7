"""Checks a finished briefing: is each quotation in it still in its source file?"""

import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from index.corrections import Anchor
from index.desk.brief.brief_reading import CitedWords
from index.kept import (
    Locator,
    Mark,
    Passage,
    find_span,
    find_words,
    make_passage,
    source_of,
    verify_marks,
    words_hash,
)
from index.library import Library
from index.settings import Settings

# An omission in a quotation that was shortened by hand.
_OMISSION = re.compile(r"\s*[\[(]?(?:…|\.\.\.)[\])]?\s*")
_MARKS = " \t\n\"'“”„«»‘’"


class BriefVerdict(Struct, frozen=True):
    """The result of checking a quotation of a briefing against its file.

    `status` is one of these:
    stands, moved: the words are in the file, in their place or in another;
    changed: the file has other words in this place now, which are `now`;
    missing: the file, or the words in it, are gone;
    altered: the briefing has other words than were cited, which are `now`;
    unknown: neither the store of marks nor the library knows the locator.
    """

    cited: CitedWords
    status: str
    passage: Passage | None = None
    now: str | None = None

    @property
    def stands(self) -> bool:
        """Whether the quotation needs no change."""
        return self.status in {"stands", "moved"}


def passage_in_library(library: Library, cited: CitedWords) -> Passage | None:
    """The passage that a locator names in a library, None where it has no such article.

    Where the article has changed, the words are those of the briefing, if they have the hash.
    """
    num = library.num_of(cited.locator.article)
    analysis = library.analysis(num) if num is not None else None
    if analysis is None:
        return None
    span = find_span(analysis, cited.locator)
    if span is not None:
        return make_passage(analysis, span)
    words = _cited_words(cited)
    source = source_of(analysis.article, cited.locator.paragraph)
    return Passage(Anchor(0, len(words), words, "", ""), source) if words else None


def verify_briefing(
    cited: Sequence[CitedWords],
    passage_of: Callable[[Locator], Passage | None],
    settings: Settings | None = None,
) -> list[BriefVerdict]:
    """A verdict on each quotation; `passage_of` gives the passages that are known."""
    known = {one.locator: passage_of(one.locator) for one in cited}
    ids = {locator: str(place) for place, locator in enumerate(known)}
    marks = [Mark(ids[one], passage) for one, passage in known.items() if passage is not None]
    states = {
        verdict.mark.id: (verdict.status, verdict.words)
        for verdict in verify_marks(marks, settings)
    }
    verdicts = []
    for one in cited:
        passage = known[one.locator]
        if passage is None:
            verdicts.append(BriefVerdict(one, "unknown"))
        elif _is_altered(one, passage):
            verdicts.append(BriefVerdict(one, "altered", passage, one.paragraph))
        else:
            status, words = states[ids[one.locator]]
            verdicts.append(BriefVerdict(one, status, passage, words))
    return verdicts


def _cited_words(cited: CitedWords) -> str | None:
    """The words in the briefing that have the hash of the locator."""
    span = find_words(cited.before, cited.locator.words)
    return cited.before[span.start : span.end] if span else None


def _is_altered(cited: CitedWords, passage: Passage) -> bool:
    """Whether the briefing has other words than the passage; to leave some out is allowed."""
    if not cited.before.strip() or _joined(passage.anchor.exact) in _joined(cited.before):
        return False
    if words_hash(passage.anchor.exact) == cited.locator.words and _cited_words(cited):
        return False
    return not _in_order(_OMISSION.split(cited.paragraph), _joined(passage.anchor.exact))


def _in_order(pieces: Iterable[str], words: str) -> bool:
    """Whether all pieces of a shortened quotation are in `words`, one after the other."""
    at, some = 0, False
    for piece in pieces:
        wanted = _joined(piece).strip(_MARKS)
        at = words.find(wanted, at)
        if at < 0:
            return False
        at += len(wanted)
        some = some or bool(wanted)
    return some


def _joined(text: str) -> str:
    return " ".join(text.split())


__all__ = ["BriefVerdict", "passage_in_library", "verify_briefing"]
