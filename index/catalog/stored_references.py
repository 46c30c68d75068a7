"""References to other articles as the catalogue stores them."""

from typing import NamedTuple

from index.model import fold_words


class Reference(NamedTuple):
    """A reference to another article. Days are proleptic ordinals, 0 for an unknown date."""

    # The article that refers, and the offset in its text.
    num: int
    start: int
    publication: str
    # The date as written, and the days it can mean.
    written: str
    first_day: int
    last_day: int


def names_publication(written: str, publication: str) -> bool:
    """Whether the words as written can mean a publication.

    They do if they are words of its name, the last one possibly cut off, or its initials.
    """
    wanted, words = fold_words(written), fold_words(publication)
    return bool(wanted) and (
        f" {wanted}" in f" {words}" or wanted == "".join(word[0] for word in words.split())
    )
