"""Finds an article by user input: its id, path or file name."""

import os
from pathlib import Path

from index.catalog import ArticleCatalog
from index.errors import PressmarkError


def find_article(catalog: ArticleCatalog, wanted: str) -> int:
    """The article with this id, at this path, or with this file name where only one has it.

    Raises PressmarkError.
    """
    for form in (wanted, os.path.abspath(wanted)):
        num = catalog.num_of(form)
        if num is not None:
            return num
    cards = catalog.cards(catalog.nums())
    fitting = [
        card
        for card in cards
        if Path(card.path).name == wanted
        or card.path.endswith("/" + wanted)
        or card.id.startswith(wanted)
    ]
    if len(fitting) == 1:
        return fitting[0].num
    if fitting:
        raise PressmarkError(
            f"{len(fitting)} articles fit {wanted}:"
            " give the id that `pressmark search` prints, or the whole path."
        )
    raise PressmarkError(
        f"There is no article {wanted} here. `pressmark search` prints the ids of those there are."
    )


__all__ = ["find_article"]
