"""References to articles that the library does not hold, grouped by the issue they mean."""

from collections.abc import Iterable

from msgspec import Struct

from index.catalog import Reference


class Missing(Struct, frozen=True):
    """An issue of a publication that articles refer to and the library lacks.

    `written` is how the first reference names it, `first_day` its day (0: no date).
    """

    publication: str
    written: str
    first_day: int
    references: tuple[Reference, ...]


def group_missing(references: Iterable[Reference]) -> list[Missing]:
    """Unresolved references by issue, those with most references first."""
    together: dict[tuple[str, int, int], list[Reference]] = {}
    for one in references:
        together.setdefault((one.publication, one.first_day, one.last_day), []).append(one)
    missing = [
        Missing(publication, same[0].written, begin, tuple(same))
        for (publication, begin, _), same in together.items()
    ]
    return sorted(missing, key=lambda one: (-len(one.references), one.publication, one.first_day))


__all__ = ["Missing", "group_missing"]
