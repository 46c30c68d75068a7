"""Search a library and read its folder."""

from pathlib import Path

from index import locations
from index.library import Library


def titles(library: Library, text: str, typing: bool = False) -> list[str]:
    found = library.search(text, typing=typing)
    return [row.card.title for row in library.rows(found, 0, len(found.hits))]


def segments_of(folder: Path) -> list[Path]:
    found = list((folder / locations.INVERTED).glob("*.arrays"))
    assert found
    return found
