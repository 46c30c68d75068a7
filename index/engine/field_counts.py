"""The order in which the values of a field are listed."""

from collections.abc import Mapping

from index.engine.api import FacetField, FieldCount


def ranked_values(field: FacetField, counts: Mapping[str | None, int]) -> list[FieldCount]:
    """The values with articles: most articles first, then by value; missing values last."""
    rows = [FieldCount(field, value, count) for value, count in counts.items() if count]
    return sorted(rows, key=lambda row: (row.value is None, -row.articles, row.value or ""))


__all__ = ["ranked_values"]
