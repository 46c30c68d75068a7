"""The files that the test process has open."""

from pathlib import Path
from typing import Final

# After a module of tests, garbage collected: fixtures of the session, pipes of pytest.
MOST_OPEN_FILES: Final = 120


def open_files() -> list[str]:
    """The name of each open file; none where the system does not tell (it has no /proc)."""
    found = []
    for path in Path("/proc/self/fd").glob("*"):
        try:
            found.append(str(path.readlink()))
        except OSError:
            continue  # the descriptor of the listing
    return found
