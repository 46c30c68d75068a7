"""Folders of test sessions: of those that run, none is removed; of those that were killed, all."""

import subprocess
import sys
from pathlib import Path

from tests.support.paths import ROOT
from tests.support.session_folder import SessionFolder, remove_leftovers

SESSION = """
import sys
from pathlib import Path
from tests.support.session_folder import SessionFolder

print(SessionFolder(Path(sys.argv[1])).path, flush=True)
sys.stdin.read()
"""


def test_only_folders_of_ended_sessions_are_removed(tmp_path: Path) -> None:
    own = SessionFolder(tmp_path)
    (tmp_path / "not-ours").mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", SESSION, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        theirs = Path(other.stdout.readline().strip())
        (theirs / "file").touch()
        remove_leftovers(tmp_path)
        assert theirs.is_dir()
        assert own.path.is_dir()
        other.kill()
    remove_leftovers(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([tmp_path / "not-ours", own.path])
    own.remove()
    assert not own.path.exists()
