"""Finds an article by user input: its id, path or file name."""

import os
from collections.abc import Sequence
from pathlib import Path

from index.catalog import ArticleCatalog
from index.errors import PressmarkError
from index.model import Card


def find_article(catalog: ArticleCatalog, wanted: str) -> int:
    """The article with this id, at this path, or with this file name where only one has it.

    Raises PressmarkError.
    """
    if not wanted.strip():
        raise PressmarkError("Name the article: an id that `pressmark search` prints, or a path.")
    for form in (wanted, os.path.abspath(wanted)):
        num = catalog.num_of(form)
        if num is not None:
            return num
    fitting = [
        card
        for card in catalog.cards(catalog.nums())
        if Path(card.path).name == wanted
        or card.path.endswith("/" + wanted)
        or card.id.startswith(wanted)
    ]
    return only_one(fitting, wanted, "here")


def only_one(fitting: Sequence[Card], wanted: str, place: str) -> int:
    """The number of the one article that fits; `place` says where it was looked for.

    Raises PressmarkError if none fits, or several.
    """
    if len(fitting) == 1:
        return fitting[0].num
    if fitting:
        raise PressmarkError(
            f"Several articles fit {wanted}:"
            " give the id that `pressmark search` prints, or the whole path."
        )
    raise PressmarkError(
        f"There is no article {wanted} {place}."
        " `pressmark search` prints the ids of those there are."
    )


__all__ = ["find_article", "only_one"]
