"""A collection of news articles outside the repository, for tests on real texts.

PRESSMARK_DATA names a folder of corpora; without it, it is `shared/data` next to the repository.
The collection is `polnear/train/text` in it: the training part of PolNeAR (Newell, Margolin and
Ruths, LREC 2018). Where it is absent, the tests that need it are skipped.
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from index.library import Library
from tests.support.paths import ROOT
from tests.support.terminal import COMMAND, Terminal

TEXTS: Final = (
    Path(os.environ.get("PRESSMARK_DATA") or ROOT.parent / "shared" / "data")
    / "polnear" / "train" / "text"
)  # fmt: skip


# Colours, and the moves of the cursor with which a progress line is drawn over.
_SEQUENCE: Final = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]")


@dataclass(frozen=True)
class News:
    """The folder of the collection, and that of its library."""

    texts: Path
    library: Path

    @property
    def words(self) -> list[str]:
        """The arguments with which a command uses the library without a refresh."""
        return [str(self.texts), "--library", str(self.library), "--no-refresh"]


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> News:
    """The library of the collection, built once. Tests must not change it."""
    if not TEXTS.is_dir():
        pytest.skip("no collection of news: PRESSMARK_DATA names no folder with polnear/train/text")
    folder = tmp_path_factory.mktemp("news")
    library = Library.open([TEXTS], folder)
    library.refresh(jobs=1)
    library.close()
    return News(TEXTS, folder)


@dataclass(frozen=True)
class Shown:
    """The lines that a command left on its terminal, of both streams, and its exit status."""

    status: int
    text: str


def shown(*words: object, command: str = COMMAND) -> Shown:
    """Run the installed command, or another one, in a terminal to its end."""
    with Terminal(*map(str, words), command=command) as terminal:
        status = terminal.end()
    assert b"Traceback" not in terminal.raw
    plain = _SEQUENCE.sub("", terminal.raw.decode()).replace("\r\n", "\n")
    return Shown(status, "\n".join(line.rpartition("\r")[2] for line in plain.split("\n")))
