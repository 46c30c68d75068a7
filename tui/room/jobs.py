"""Worker groups of the reading room: one a kind of job."""

from collections.abc import Callable
from enum import Enum
from typing import Any, Literal

from textual.dom import DOMNode
from textual.worker import get_current_worker

from index import Cancelled, IndexDamaged, Library, PressmarkError
from tui.messages import JobEnded, Notice

KeysWait = Literal["no", "end", "screen"]


class Job(Enum):
    """A kind of background job.

    Starting an `exclusive` job cancels the one of the same kind that is still running. Jobs of
    different kinds never cancel each other.
    """

    # searching and opening
    SEARCH = "search", False, "end"  # cancelled by the request that replaces it, not by its group
    COUNTS = "counts", True, "end"  # facets and periods, a part of the search job
    ROWS = "rows", False  # more rows of the result list
    LIST_FILTER = "list-filter", True, "end"  # the result list filtered by title
    OPEN = "open", True, "end"  # an article is read
    REMATCH = "rematch", True, "end"  # new matches for the article that is open
    REFERENCE = "reference", True, "end"  # the article that a cross-reference leads to
    TIMELINE = "timeline", True, "end"  # counts for another width of the time strip
    PERIOD = "period", True, "end"  # the first hit of a period on the time strip
    # answers that open a screen
    DOSSIER = "dossier", True, "screen"
    COMPARE = "compare", True, "screen"  # two dossiers
    SPEECH = "speech", True, "screen"  # speaker pairs
    RELATED = "related", True, "screen"
    WORDINGS = "wordings", True, "screen"  # other wordings of one quotation
    DIFFERENCES = "differences", True, "screen"  # what differs between duplicates
    MISSING = "missing", True, "screen"  # references to articles that are not in the library
    SOURCES = "sources", True, "screen"  # outlets cited
    PROBLEMS = "problems", True, "screen"  # files that could not be read
    COLLOCATES = "collocates", True, "screen"
    MARKS_SCREEN = "marks-screen", True, "screen"
    SEARCHES_SCREEN = "searches-screen", True, "screen"
    HITS = "hits", True, "screen"  # the hits of a search, to be exported
    # rows of a screen that is open
    FOUND_PASSAGES = "found passages", True, "end"  # passages that fill a list one by one
    AUDIT = "audit", True, "end"
    # the concordance
    CONCORDANCE = "concordance", True, "end"  # reads the matches of all articles found
    SORT_LINES = "sort-lines", True, "end"
    LINE_TEXT = "line-text", False  # the words of visible lines
    # what a person keeps
    REVIEW = "review", False, "end"  # a change, in the order made
    KEPT = "kept", True  # reloads marks and reading states
    CHANGES = "changes", True  # looks for changes of another session
    GREETING = "greeting", True
    ARTICLE_MARKS = "article-marks", True, "end"
    COUNT_WORDINGS = "count-wordings", True
    DRAFT = "draft", False
    HISTORY = "history", False
    JUDGEMENT = "judgement", False, "end"
    TRAIL = "trail", False
    PLACE = "place", True  # where the reader is, for the next start
    # the library
    ENGINE = "engine", False  # loads what searches need, after the first screen
    BUILD = "build", False
    WATCH = "watch", False
    FOLLOW = "follow", True  # loads the newest build

    def __init__(self, group: str, exclusive: bool, keys: KeysWait = "no") -> None:
        """`keys`: whether keys that are pressed after its start wait for it, or for its screen."""
        self.group = group
        self.exclusive = exclusive
        self.keys = keys


def run_job(
    room: Any, job: Job, work: Callable[[Callable[[], bool]], None], number: int | None
) -> None:
    """Run `work` in a thread; a PressmarkError or OSError it raises becomes a notice.

    `number`: what a JobEnded message carries after all messages of the job.
    """

    def run() -> None:
        worker = get_current_worker()
        try:
            work(lambda: worker.is_cancelled)
        except Cancelled:
            return  # the app has ended
        except IndexDamaged as error:
            room.controllers.sync.report_damage(error)
        except (PressmarkError, OSError) as error:
            room.post_message(Notice(_told(error, room.session.library), error=True))
        finally:
            if number is not None:
                room.post_message(JobEnded(number))

    room.run_worker(run, group=job.group, exclusive=job.exclusive, thread=True, exit_on_error=False)


def _told(error: PressmarkError | OSError, library: Library) -> str:
    """The notice for an error, in one line."""
    if not isinstance(error, OSError):
        return str(error)
    if library.is_local and not library.folder.exists():
        return f"The library {library.folder} has gone: q, and start again to build a new one."
    return f"{error.strerror or error}."


def stop_opening(room: DOMNode) -> bool:
    """Cancel the jobs that are about to open a screen; returns whether there were any."""
    groups = [job.group for job in Job if job.keys == "screen"]
    return sum(len(room.workers.cancel_group(room, group)) for group in groups) > 0
