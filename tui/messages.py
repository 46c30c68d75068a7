"""Messages from panes and jobs to the reading room."""

import datetime
from dataclasses import dataclass

from textual.message import Message

from index import Progress, Summary
from index.kept import Step
from index.model import ActorKind
from tui.session_records import Opened, Results, SearchRequest


@dataclass
class Typed(Message):
    """The search bar's text has changed; the newest text is in the bar."""

    def can_replace(self, message: Message) -> bool:
        """Whether a newer message of this kind replaces this one in the queue."""
        return isinstance(message, Typed)


@dataclass
class Searched(Message):
    """A search has results. Of several in the queue only the last one matters.

    `completes`: earlier results of the same request were partial; these are all.
    """

    results: Results
    request: SearchRequest
    completes: bool = False

    def can_replace(self, message: Message) -> bool:
        """Whether a newer message of this kind replaces this one in the queue."""
        return isinstance(message, Searched)


@dataclass
class HintClicked(Message):
    """A key in the footer was clicked, as the footer shows it."""

    key: str


@dataclass
class SearchChosen(Message):
    """A saved search was chosen."""

    text: str


@dataclass
class StepTaken(Message):
    """A step of the trail was chosen: go there."""

    step: Step


@dataclass
class RowsWanted(Message):
    """The results pane shows places whose rows it does not have."""

    first: int
    last: int


@dataclass
class ArticleOpened(Message):
    """An article has been read; `at` is the target offset, None: first match; `focus` moves there.

    Not `fresh` where it was open already and only its matches are new: then the place is kept.
    """

    opened: Opened
    at: int | None = None
    focus: bool = False
    fresh: bool = True


@dataclass
class MovedTo(Message):
    """The cursor of a list has moved to a row."""

    pane: str
    index: int


@dataclass
class ActorFilter(Message):
    """Narrow the search by an actor, or undo that: `field` is actor or speaker."""

    name: str
    field: str
    negated: bool = False


@dataclass
class ShowDossier(Message):
    """Open the dossier of an actor."""

    number: int


@dataclass
class FieldFilter(Message):
    """Narrow the search by a field, or undo that: `value` is as a query takes it."""

    field: str
    value: str
    negated: bool = False


@dataclass
class ConditionDropped(Message):
    """Take a condition out of the search; as a query has it."""

    condition: str


@dataclass
class TimeChosen(Message):
    """Narrow the search to the days from `first` to `last`; None for both removes the dates.

    `said`: they are days on which statements were said.
    """

    first: datetime.date | None
    last: datetime.date | None
    said: bool = False


@dataclass
class TimeSwitched(Message):
    """The time strip is to count by the other kind of day: an article's, or a statement's."""


@dataclass
class TimeResized(Message):
    """The time strip has another width."""

    def can_replace(self, message: Message) -> bool:
        """Whether a newer message of this kind replaces this one in the queue."""
        return isinstance(message, TimeResized)


@dataclass
class TimeLeft(Message):
    """The time strip is left."""


@dataclass
class ShowTogether(Message):
    """Show the paragraphs that name both actors, given by number and name."""

    one: tuple[int, str]
    other: tuple[int, str]


@dataclass
class CompareActors(Message):
    """Show two actors, given by number, side by side."""

    one: int
    other: int


@dataclass
class SameActor(Message):
    """The actor `other` is the actor `name`, both of one kind."""

    kind: ActorKind
    name: str
    other: str


@dataclass
class NoActor(Message):
    """A name is not an actor."""

    kind: ActorKind
    name: str


@dataclass
class ShowSpeech(Message):
    """Show the table of speakers."""


@dataclass
class OrderChosen(Message):
    """The order or the filter of the passages has changed."""


@dataclass
class LinesWanted(Message):
    """The passages pane shows lines of the concordance whose words it does not have."""

    lines: tuple[int, ...]


@dataclass
class ShowCollocates(Message):
    """Show the words near the matches."""


@dataclass
class FilterTyped(Message):
    """The filter line of a pane has changed."""

    pane: str
    text: str


@dataclass
class Moved(Message):
    """The place in the article has changed: the status line follows."""

    def can_replace(self, message: Message) -> bool:
        """Whether a newer message of this kind replaces this one in the queue."""
        return isinstance(message, Moved)


@dataclass
class FollowReference(Message):
    """Follow the cross-reference at the cursor line."""


@dataclass
class Arrived(Message):
    """Results or article have arrived: replay the held keys."""


@dataclass
class JobEnded(Message):
    """A job that keys wait for has ended, and the room has handled what it posted."""

    number: int


@dataclass
class Building(Message):
    """The builder has come on (Progress), ended (Summary) or failed (a line)."""

    step: Progress | Summary | str

    def can_replace(self, message: Message) -> bool:
        """Whether a newer message of this kind replaces this one in the queue."""
        return (
            isinstance(message, Building)
            and isinstance(message.step, Progress)
            and isinstance(self.step, Progress)
        )


@dataclass
class Notice(Message):
    """A line for the status line; `error` marks a failure."""

    text: str
    error: bool = False
