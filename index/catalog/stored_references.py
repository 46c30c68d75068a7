"""References to other articles as the catalogue stores them."""

from typing import NamedTuple

from index.model import fold_words


class Reference(NamedTuple):
    """A reference as the catalogue keeps it: the article that refers, by number, and where in its text; to what, from which days.

    Days are proleptic ordinals, 0 where no date is given or none can be told.
    """

    num: int
    start: int
    publication: str
    written: str
    first_day: int
    last_day: int


def names_publication(written: str, publication: str) -> bool:
    """Whether a publication can be meant: it has the words that are written, the last of them begun, or begins with their letters."""
    wanted, words = fold_words(written), fold_words(publication)
    return bool(wanted) and (
        f" {wanted}" in f" {words}" or wanted == "".join(word[0] for word in words.split())
    )
