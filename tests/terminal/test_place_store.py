"""The reader's place, on a disk that cannot be written."""

import errno
import os
from pathlib import Path

import pytest

from index import PressmarkError
from tui.place_store import PlaceStore
from tui.session_records import Place


def test_a_place_that_cannot_be_kept_is_said_once_with_what_to_do(
    own_folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, place = PlaceStore("library"), Place("river", "a", 3, "article")

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(PressmarkError, match="Your place is not remembered: no space left"):
            store.keep(place)
        store.keep(place)
    store.keep(place)
    assert store.kept() == place
