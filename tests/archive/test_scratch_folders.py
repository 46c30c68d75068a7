"""Scratch folders of loaders: one's own is removed at the end, those of killed loaders later."""

import subprocess
import sys
from pathlib import Path

import pytest

from index.ingest.scratch_folders import scratch_folder

_LOADER = """
import sys
from pathlib import Path
from index.ingest.scratch_folders import scratch_folder
with scratch_folder(Path(sys.argv[1])) as folder:
    (folder / "lines").write_text("held")
    print(folder, flush=True)
    sys.stdin.read()
"""


def folders(parent: Path) -> set[str]:
    return {path.name for path in parent.glob("loading-*")}


def test_folders_of_killed_loaders_are_removed_those_of_living_ones_stay(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _LOADER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as loader:
        assert loader.stdout is not None
        other = Path(loader.stdout.readline().strip())
        with scratch_folder(tmp_path) as own:
            assert own.is_dir()
            assert other.is_dir()
        assert folders(tmp_path) == {other.name, f"{other.name}.lock"}
        loader.kill()
        loader.wait()
        assert other.is_dir()
        with scratch_folder(tmp_path) as own:
            assert folders(tmp_path) == {own.name, f"{own.name}.lock"}
    assert not folders(tmp_path)


def test_a_folder_is_removed_where_loading_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError), scratch_folder(tmp_path):
        raise KeyError
    assert not folders(tmp_path)
    (tmp_path / "loading-of-a-person").mkdir()
    with scratch_folder(tmp_path):
        pass
    assert folders(tmp_path) == {"loading-of-a-person"}
