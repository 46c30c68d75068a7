"""Copying out of a terminal: tmux's buffer, OSC 52, or a file."""

import base64
import os
import shutil
import subprocess
from collections.abc import Callable

from index import state_folder, write_whole

# Terminals drop longer ones, or all of the text; xterm's limit is the least of those in use.
_LONGEST_OSC52 = 74_994


def copy(text: str, write: Callable[[str], None]) -> str:
    """Copy `text`; `write` writes to the terminal.

    Returns a notice: where the text went, and which setting to check if it did not arrive.
    """
    raw = text.encode("utf-8", "replace")
    if os.environ.get("TMUX") and shutil.which("tmux"):
        done = subprocess.run(
            ["tmux", "load-buffer", "-w", "-"],
            input=raw,
            capture_output=True,
            timeout=5,
            check=False,
        )
        if done.returncode == 0:
            return (
                "Copied to tmux's buffer, and to the clipboard if tmux has"
                " `set -s set-clipboard on`."
            )
    encoded = base64.b64encode(raw).decode()
    if len(encoded) <= _LONGEST_OSC52 and os.environ.get("TERM") not in {"linux", "dumb"}:
        sequence = f"\x1b]52;c;{encoded}\x07"
        if os.environ.get("STY"):  # GNU screen passes on short DCS strings
            sequence = "".join(
                f"\x1bP{sequence[at : at + 250]}\x1b\\" for at in range(0, len(sequence), 250)
            )
        write(sequence)
        return (
            "Copied through the terminal (OSC 52); if nothing arrives,"
            " allow clipboard access in its settings."
        )
    target = state_folder() / "copied.txt"
    write_whole(target, raw)
    return f"Too long for this terminal's clipboard: written to {target}"
