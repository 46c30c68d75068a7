"""Worker groups of the reading room: one a kind of job."""

from enum import Enum

from textual.dom import DOMNode


class Job(Enum):
    """A kind of background job.

    Starting an `exclusive` job cancels the one of the same kind that is still running. Jobs of
    different kinds never cancel each other.
    """

    # searching and opening
    SEARCH = "search", False  # cancelled by the request that replaces it, not by its group
    ROWS = "rows", False  # more rows of the result list
    LIST_FILTER = "list-filter", True  # the result list filtered by title
    OPEN = "open", True  # an article is read
    REMATCH = "rematch", True  # new matches for the article that is open
    REFERENCE = "reference", True  # the article that a cross-reference leads to
    TIMELINE = "timeline", True  # counts for another width of the time strip
    PERIOD = "period", True  # the first hit of a period on the time strip
    # answers that open a screen
    DOSSIER = "dossier", True, True
    COMPARE = "compare", True, True  # two dossiers
    SPEECH = "speech", True, True  # speaker pairs
    RELATED = "related", True, True
    WORDINGS = "wordings", True, True  # other wordings of one quotation
    DIFFERENCES = "differences", True, True  # what differs between duplicates
    MISSING = "missing", True, True  # references to articles that are not in the library
    SOURCES = "sources", True, True  # outlets cited
    PROBLEMS = "problems", True, True  # files that could not be read
    COLLOCATES = "collocates", True, True
    MARKS_SCREEN = "marks-screen", True, True
    SEARCHES_SCREEN = "searches-screen", True, True
    # rows of a screen that is open
    FOUND_PASSAGES = "found passages", True  # passages that fill a list one by one
    AUDIT = "audit", True
    # the concordance
    CONCORDANCE = "concordance", True  # reads the matches of all articles found
    SORT_LINES = "sort-lines", True
    LINE_TEXT = "line-text", False  # the words of lines in sight
    # what a person keeps
    REVIEW = "review", False  # a change, in the order made
    KEPT = "kept", True  # reads again what is kept
    CHANGES = "changes", True  # looks for changes of another session
    GREETING = "greeting", True
    ARTICLE_MARKS = "article-marks", True
    COUNT_WORDINGS = "count-wordings", True
    DRAFT = "draft", False
    HISTORY = "history", False
    HITS = "hits", False  # the hits of a search, to be exported
    JUDGEMENT = "judgement", False
    TRAIL = "trail", False
    PLACE = "place", True  # where the reader is, for the next start
    # the library
    BUILD = "build", False
    WATCH = "watch", False
    FOLLOW = "follow", True  # takes in what was built

    def __init__(self, group: str, exclusive: bool, opens_screen: bool = False) -> None:
        """`opens_screen`: keys that are pressed before it opens are for that screen."""
        self.group = group
        self.exclusive = exclusive
        self.opens_screen = opens_screen


def stop_opening(room: DOMNode) -> bool:
    """Cancel the jobs that are about to open a screen; returns whether there were any."""
    groups = [job.group for job in Job if job.opens_screen]
    return sum(len(room.workers.cancel_group(room, group)) for group in groups) > 0
