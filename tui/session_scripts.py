"""Scripts and the trail: play a script before the reader opens, write the trail as a script."""

from collections.abc import Sequence
from pathlib import Path

from index import write_whole
from index.desk import ScriptLine, ScriptPlayer, trail_script
from index.kept import Step, StepKind, marks_by_library
from index.model import now
from tui.session import Session, new_file
from tui.session_records import Place

# The panes that the reader opens at after these commands.
_PANES = {"open": "article", "quotes": "quotes", "kwic": "passages", "actors": "actors"}


def play_at_start(session: Session, name: str, lines: Sequence[ScriptLine]) -> Place:
    """Play a script, add its steps to the trail, and return where the reader is to open.

    Raises PressmarkError that names the line, OSError.
    """
    player = ScriptPlayer(name, session.library, session.review)
    place = Place()
    for line in lines:
        played = player.play(line)
        command = line.command.name
        article = played.analysis.article if played.analysis else None
        if command == "open" and article is not None:
            _add(session, "open", played.query)
            session.trail.stay(played.query, article.id, played.offset, article.title)
        elif played.query != place.query:
            _add(session, "search" if command in {"search", "back"} else "filter", played.query)
        here = session.trail.here
        if here is not None:
            session.keep_step(here)
        pane = _PANES.get(command, place.pane if article else "results")
        place = Place(played.query, article.id if article else None, played.offset, pane)
    return place


def _add(session: Session, kind: StepKind, query: str) -> None:
    session.trail.add(kind, query, now())


def write_trail(session: Session, steps: Sequence[Step], name: str) -> Path:
    """Write steps as a script, with the marks of this library, to a file that is not there yet.

    Raises PressmarkError, OSError.
    """
    target = new_file(name)
    marks = marks_by_library(session.library, session.review.marks()).here
    where = ", ".join(map(str, session.library.roots))
    write_whole(target, trail_script(steps, marks, where).encode("utf-8", "backslashreplace"))
    return target


__all__ = ["play_at_start", "write_trail"]
