"""Words for numbers and times, without anything that draws: commands start faster so."""

import datetime
from textwrap import shorten

# Code points of the words in a notice.
_WORDS = 40


def with_noun(count: int, one: str, many: str = "") -> str:
    """A number with its noun, as in "1 match"; `many` defaults to `one` and an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def passed_over_words(count: int) -> str:
    """How many files and folders were not read for their kind or for want of permission."""
    verb = "was" if count == 1 else "were"
    return f"{with_noun(count, 'file or folder', 'files and folders')} {verb} passed over"


def local_time(written: str) -> str:
    """An ISO 8601 time with its zone as local date and time to the minute."""
    try:
        moment = datetime.datetime.fromisoformat(written)
    except ValueError:
        return written
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def quoted_briefly(text: str) -> str:
    """The first words of a text in quotation marks, without those around it."""
    words = shorten(text.strip('“”"'), _WORDS, placeholder="…")
    return f"“{words}”"


__all__ = ["local_time", "passed_over_words", "quoted_briefly", "with_noun"]
