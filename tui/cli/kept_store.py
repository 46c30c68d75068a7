"""Opens the store of marks for a command; reports its damage on standard error."""

from typing import TYPE_CHECKING

from index import PressmarkError
from index.kept import loss_of, review_file
from tui.cli.printing import say

if TYPE_CHECKING:
    from index.kept import DamagedRow, Review

# Damaged rows that are named one by one.
_NAMED = 5


def open_review() -> "Review":
    """The store. Raises PressmarkError, OSError."""
    from index.kept import Review

    review = Review()
    if review.note:
        say(review.note)
    return review


def open_existing_review() -> "Review | None":
    """The store, None where there is none or it cannot be opened; the reason is reported.

    For commands that work without marks.
    """
    try:
        loss = loss_of(review_file())
        if loss:
            say(loss)
        elif review_file().exists():
            return open_review()
    except (PressmarkError, OSError) as error:
        reason = error.args[-1] if error.args else error
        say(f"{str(reason).rstrip('.')}. Going on without your marks.")
    return None


def report_damage(review: "Review") -> "tuple[DamagedRow, ...]":
    """Name the rows of the store that cannot be read; returns them."""
    return name_damaged(review, review.damaged())


def name_damaged(review: "Review", damaged: "tuple[DamagedRow, ...]") -> "tuple[DamagedRow, ...]":
    """Name damaged rows on standard error; returns them."""
    for row in damaged[:_NAMED]:
        key = f" {row.key}" if row.key else ""
        say(f"Skipped in {review.path}: {row.table}{key} cannot be read ({row.reason}).")
    if damaged:
        say(
            f"{len(damaged):,} damaged {'row' if len(damaged) == 1 else 'rows'} kept in the file;"
            " all others are there. `pressmark restore FILE` brings a backup back."
        )
    return damaged
