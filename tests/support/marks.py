"""Passages and damage for tests of what a reader keeps."""

import sqlite3
from pathlib import Path

from index.corrections import Anchor
from index.kept.records import Passage, PassageSource


def make_passage_of(number: int = 1, words: str = "words that were said") -> Passage:
    """The passage of article number `number`, a quotation with all its provenance."""
    source = PassageSource(
        f"art{number}",
        f"/articles/{number}.txt",
        f"Title {number}",
        "Monitor",
        "1",
        "2",
        "A. Writer",
        "2004-05-12",
        3,
        f"digest{number}",
    )
    anchor = Anchor(10, 10 + len(words), words, "before ", " after")
    return Passage(anchor, source, "quotation", "Ivan Petrov", "said", "Izvestia", "2004-05-11")


def damage_row(path: Path, table: str, column: str, key: tuple[str, object], value: object) -> None:
    """Overwrite one column of one row, past the checks of the program."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(f"UPDATE {table} SET {column} = ? WHERE {key[0]} = ?", (value, key[1]))
    db.close()
