"""The days of a statement as text: when it was said, when its article appeared, and the basis."""

from index.model import Article, Statement


def day_with_basis(statement: Statement) -> str | None:
    """The day of a statement with its basis; None where it is just that of its article."""
    if statement.said_date is None or statement.said_basis in {"article", "file"}:
        return None
    note = f" [{statement.said_basis}]" if statement.said_basis in {"inferred", "set"} else ""
    return f"{statement.said_date}{note}"


def shown_days(article: Article, statement: Statement) -> str:
    """The article's date, and the day of the statement if that rests on something else."""
    bases = {"file": " (file’s date)", "inferred": " [inferred]"}
    date = f"{article.date}{bases.get(article.shown_basis or '', '')}" if article.date else None
    day = day_with_basis(statement)
    return " · ".join(filter(None, (date, f"said {day}" if day else None)))


__all__ = ["day_with_basis", "shown_days"]
