"""A reader that is killed while it marks: what the screen confirmed is stored, whole.

PRESSMARK_READER_KILLS is the number of kills.
"""

import os
import random
import signal
import subprocess
from pathlib import Path

import pytest

from index.kept import Review
from tests.support.articles import Write
from tests.support.terminal import COMMAND, Terminal

pytestmark = pytest.mark.long

KILLS = int(os.environ.get("PRESSMARK_READER_KILLS", "5"))
_SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGHUP, signal.SIGTERM)


@pytest.mark.timeout(120 + 30 * KILLS)
def test_a_confirmed_note_outlives_a_kill(write: Write, articles: Path) -> None:
    for number in range(5):
        write(f"{number}.txt", f"River {number}", "\n\n".join(f"Paragraph {n}." for n in range(9)))
    subprocess.run([COMMAND, "index", str(articles)], check=True, capture_output=True)
    rng = random.Random(2004)
    stored = ""
    counts = {"typed": 0, "pasted": 0, "kept": 0, "lost before it was confirmed": 0}
    for turn in range(KILLS):
        words = f"note {turn} " + " ".join(f"word{rng.randrange(999)}" for _ in range(12)) + " end"
        how = ("typed", "pasted")[turn % 2]
        with Terminal(str(articles), "--no-refresh") as terminal:
            terminal.wait_for("article 1 of")
            terminal.press("2", "a")
            terminal.wait_for("Ctrl-D")
            # delete what the note has, so that it becomes the words alone
            terminal.child.send("\x1b[F" + "\x7f" * (len(words) + 60))
            if how == "typed":
                for letter in words:
                    terminal.child.send(letter)
                    terminal.read(rng.choice((0.0, 0.0, 0.005, 0.02)))
                    if rng.random() < 0.004:
                        break
                else:
                    terminal.child.send("\x04")
            else:
                terminal.child.send(f"\x1b[200~{words}\x1b[201~\x04")
            if turn % 4 == 1:  # pasted: some kills come after the confirmation
                terminal.wait_for("Note kept.")
            else:
                terminal.read(rng.uniform(0.0, 0.4))
            terminal.kill(rng.choice(_SIGNALS))
            terminal.end()
            confirmed = "Note kept." in terminal.text
        counts[how] += 1
        review = Review()
        assert review.check() is None
        assert review.damaged() == ()
        (mark,) = review.marks()
        draft = review.draft(mark.id)
        if confirmed:
            assert mark.note == words
            assert draft is None
            counts["kept"] += 1
        else:
            assert mark.note in {words, stored}
            counts["lost before it was confirmed"] += mark.note == stored
        stored = mark.note
        # the next turn starts from the note, not from a draft of this one
        review.drop_draft(mark.id)
        review.close()
    print(counts)
    assert KILLS < 2 or counts["kept"]
