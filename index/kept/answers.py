"""Answers to the query fields `is:` and `tag:` from what the reader keeps."""

from collections.abc import Iterable

from index.engine import IsAmong
from index.kept.placing import place_marks, reading_states
from index.kept.records import Mark
from index.kept.review import Review
from index.library import Library

# Answers that are kept: a tag that is typed letter by letter has several.
_MOST_KEPT = 64


class KeptAnswers:
    """Which articles of a library have marks, tags and reading states. Thread-safe.

    An answer is kept until the store or the library changes: a search asks again with every key.
    """

    def __init__(self, review: Review, library: Library) -> None:
        self._review = review
        self._library = library
        self._known: dict[tuple[str, str], tuple[object, IsAmong]] = {}

    def among(self, field: str, value: str) -> IsAmong:
        """The articles that match `field:value`."""
        state = self._review.version(), self._library.actors_revision()
        known = self._known.get((field, value))
        if known is not None and known[0] == state:
            return known[1]
        found = self._among(field, value)
        if len(self._known) >= _MOST_KEPT:
            self._known = {}
        self._known[field, value] = state, found
        return found

    def _among(self, field: str, value: str) -> IsAmong:
        if field == "tag":
            wanted = value.casefold()
            tagged = (
                mark
                for mark in self._review.marks()
                if wanted in {tag.casefold() for tag in mark.tags}
            )
            return IsAmong(frozenset(self._placed(tagged)))
        if value == "marked":
            return IsAmong(frozenset(self._placed(self._review.marks())))
        states = reading_states(self._review, self._library)
        if value == "unread":
            return IsAmong(frozenset(states), negated=True)
        return IsAmong(frozenset(num for num, state in states.items() if state == value))

    def tagged(self) -> dict[str, set[int]]:
        """The numbers of the articles that have each tag."""
        marks: dict[str, list[Mark]] = {}
        for mark in self._review.marks():
            for tag in mark.tags:
                marks.setdefault(tag.casefold(), []).append(mark)
        return {tag: self._placed(own) for tag, own in marks.items()}

    def _placed(self, marks: Iterable[Mark]) -> set[int]:
        """The numbers of the marks' articles; marks of unknown articles are looked for."""
        listed = list(marks)
        known = self._library.catalog.nums_of({mark.passage.source.article for mark in listed})
        unknown = [mark for mark in listed if mark.passage.source.article not in known]
        placed = place_marks(self._library, unknown)
        return {*known.values(), *(one.num for one in placed if one.num is not None)}
