"""Merging marks of another person or computer without duplicates."""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from index.kept.records import Mark
from index.model import now

# Title and date of the article, words, paragraph: marks with the same are marks of one passage.
_Place = tuple[str, str, str, int]


class MergePlan(Struct, frozen=True):
    """The marks to store, and how many incoming ones are new, change one, or are stored already."""

    rows: tuple[Mark, ...]
    added: int
    changed: int
    same: int


def plan_merge(here: Iterable[Mark], incoming: Iterable[Mark]) -> MergePlan:
    """What merging `incoming` into `here` stores.

    A mark with the id of one here replaces it if it was changed later. Another mark of the same
    passage adds its tags and its note to the one that is here.
    """
    by_id = {mark.id: mark for mark in here}
    by_place = {_place_of(mark): mark for mark in by_id.values()}
    rows: dict[str, Mark] = {}
    added = changed = same = 0
    for mark in incoming:
        own = rows.get(mark.id) or by_id.get(mark.id)
        twin = own or by_place.get(_place_of(mark))
        if twin is None:
            rows[mark.id] = by_place[_place_of(mark)] = mark
            added += 1
            continue
        twin = rows.get(twin.id, twin)
        merged = (mark if mark.changed > own.changed else own) if own else _joined(twin, mark)
        if merged == twin:
            same += 1
            continue
        rows[merged.id] = by_place[_place_of(merged)] = merged
        changed += 1
    return MergePlan(tuple(rows.values()), added, changed, same)


def _place_of(mark: Mark) -> _Place:
    source = mark.passage.source
    words = " ".join(mark.passage.anchor.exact.split())
    return source.title, source.date or "", words, source.paragraph


def _joined(mine: Mark, other: Mark) -> Mark:
    """`mine` with the tags and the note of `other` added."""
    notes = [mine.note] + ([other.note] if other.note and other.note not in mine.note else [])
    tags = tuple(dict.fromkeys((*mine.tags, *other.tags)))
    note = "\n\n".join(filter(None, notes))
    if (note, tags) == (mine.note, mine.tags):
        return mine
    return replace(mine, note=note, tags=tags, changed=now())
