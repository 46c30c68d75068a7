"""A trail as a script: the steps to the current one, with the marks that were made on the way."""

from collections.abc import Iterable, Iterator, Sequence

from index.errors import QueryError
from index.kept import Mark, Step
from index.query import Query, conditions, narrowed_by, parse
from index.text import one_line

_HEAD = """\
# A session with Pressmark as a script. Edit it, then
#   pressmark run FILE            prints what each line finds
#   pressmark --start-with FILE   opens the reader where it ends
# Commands: docs/scripts.md, or pressmark run --help
"""


def way_to(steps: Sequence[Step], here: Step, first: str | None = None) -> list[Step]:
    """The steps that led to `here`, oldest first, from the one with the id `first` on.

    Steps that were left by going back are not among them. Without `first`, or where it is no step
    before `here`, it is the whole way.
    """
    by_id = {step.id: step for step in steps}
    way, seen, at = [here], {here.id}, here.before
    while at is not None and at in by_id and at not in seen and way[-1].id != first:
        seen.add(at)
        way.append(by_id[at])
        at = by_id[at].before
    if first is not None and way[-1].id != first:
        return way_to(steps, here) if first != here.id else way
    return way[::-1]


def trail_script(steps: Sequence[Step], marks: Iterable[Mark] = (), where: str = "") -> str:
    """The steps as a script, each day with a heading.

    `marks` are those of the library; those made since the first step come where they were made.
    `where` is a line about the library.
    """
    begun = steps[0].at if steps else ""
    later = sorted((mark for mark in marks if mark.created >= begun), key=lambda mark: mark.created)
    lines = [_HEAD + (f"# Library: {one_line(where)}\n" if where else "")]
    day, query, last = "", "", ""
    for place, step in enumerate(steps):
        if step.at[:10] != day:
            day = step.at[:10]
            lines.append(f"\n# {day}\n")
        if step.query != query or place == 0:
            lines.append(f"{_search_line(query, step, place == 0)}\n")
            query = step.query
        if step.article and step.kind in {"open", "jump"}:
            opened = f"open {step.article}{f' {step.offset}' if step.offset else ''}"
            if opened != last:
                lines.append(f"# {one_line(step.title)}{' (marked)' if step.marked else ''}\n")
                lines.append(f"{opened}\n")
            last = opened
        until = steps[place + 1].at if place + 1 < len(steps) else None
        while later and (until is None or later[0].created < until):
            lines += _mark_lines(later.pop(0))
    return "".join(lines)


def _search_line(before: str, step: Step, is_first: bool) -> str:
    """`filter` where the step adds one condition to the search before, else `search`."""
    text = one_line(step.query)
    if not is_first:
        try:
            old, new = parse(before), parse(step.query)
            added = [one for one in conditions(new) if one not in conditions(old)]
            if len(added) == 1 and narrowed_by(old, Query(added[0])) == new:
                return f"filter {Query(added[0])}"
        except QueryError:
            pass
    return f"search {text}".rstrip()


def _mark_lines(mark: Mark) -> Iterator[str]:
    yield f"mark {mark.passage.locator}\n"
    if note := one_line(mark.note).strip():
        yield f"note {note}\n"
    if mark.tags:
        yield f"tag {', '.join(map(one_line, mark.tags))}\n"


__all__ = ["trail_script", "way_to"]
