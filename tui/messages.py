"""Messages from panes and jobs to the reading room."""

import datetime
from typing import Any, dataclass_transform

from textual.message import Message

from index import Progress, Summary
from index.kept import Step
from index.model import ActorKind
from tui.session_records import Opened, Results, SearchRequest


@dataclass_transform(eq_default=False)
class FieldMessage(Message):
    """A message whose annotations are its fields, as those of a data class are.

    Data classes compile their methods: those of all messages took longer to make than a paint.
    """

    def __init__(self, *values: Any, **named: Any) -> None:
        super().__init__()
        vars(self).update(zip(type(self).__annotations__, values, strict=False), **named)


class Typed(FieldMessage):
    """The search bar's text has changed; the newest text is in the bar."""

    def can_replace(self, message: Message) -> bool:
        """Whether a newer message of this kind replaces this one in the queue."""
        return isinstance(message, Typed)


class Searched(FieldMessage):
    """A search has results. Of several in the queue only the last one matters.

    `completes`: earlier results of the same request were partial; these are all.
    """

    results: Results
    request: SearchRequest
    completes: bool = False

    def can_replace(self, message: Message) -> bool:
        """Whether a newer message of this kind replaces this one in the queue."""
        return isinstance(message, Searched)


class HintClicked(FieldMessage):
    """A key in the footer was clicked, as the footer shows it."""

    key: str


class SearchChosen(FieldMessage):
    """A saved search was chosen."""

    text: str


class StepTaken(FieldMessage):
    """A step of the trail was chosen: go there."""

    step: Step


class RowsWanted(FieldMessage):
    """The results pane shows places whose rows it does not have."""

    first: int
    last: int


class ArticleOpened(FieldMessage):
    """An article has been read; `at` is the target offset, None: first match; `focus` moves there.

    Not `fresh` where it was open already and only its matches are new: then the place is kept.
    """

    opened: Opened
    at: int | None = None
    focus: bool = False
    fresh: bool = True


class MovedTo(FieldMessage):
    """The cursor of a list has moved to a row."""

    pane: str
    index: int


class ActorFilter(FieldMessage):
    """Narrow the search by an actor, or undo that: `field` is actor or speaker."""

    name: str
    field: str
    negated: bool = False


class ShowDossier(FieldMessage):
    """Open the dossier of an actor."""

    number: int


class FieldFilter(FieldMessage):
    """Narrow the search by a field, or undo that: `value` is as a query takes it."""

    field: str
    value: str
    negated: bool = False


class ConditionDropped(FieldMessage):
    """Take a condition out of the search; as a query has it."""

    condition: str


class TimeChosen(FieldMessage):
    """Narrow the search to the days from `first` to `last`; None for both removes the dates.

    `said`: they are days on which statements were said.
    """

    first: datetime.date | None
    last: datetime.date | None
    said: bool = False


class TimeSwitched(FieldMessage):
    """The time strip is to count by the other kind of day: an article's, or a statement's."""


class TimeResized(FieldMessage):
    """The time strip has another width."""

    def can_replace(self, message: Message) -> bool:
        """Whether a newer message of this kind replaces this one in the queue."""
        return isinstance(message, TimeResized)


class TimeLeft(FieldMessage):
    """The time strip is left."""


class ShowTogether(FieldMessage):
    """Show the paragraphs that name both actors, given by number and name."""

    one: tuple[int, str]
    other: tuple[int, str]


class CompareActors(FieldMessage):
    """Show two actors, given by number, side by side."""

    one: int
    other: int


class SameActor(FieldMessage):
    """The actor `other` is the actor `name`, both of one kind."""

    kind: ActorKind
    name: str
    other: str


class NoActor(FieldMessage):
    """A name is not an actor."""

    kind: ActorKind
    name: str


class ShowSpeech(FieldMessage):
    """Show the table of speakers."""


class OrderChosen(FieldMessage):
    """The order or the filter of the passages has changed."""


class LinesWanted(FieldMessage):
    """The passages pane shows lines of the concordance whose words it does not have."""

    lines: tuple[int, ...]


class ShowCollocates(FieldMessage):
    """Show the words near the matches."""


class FilterTyped(FieldMessage):
    """The filter line of a pane has changed."""

    pane: str
    text: str


class Moved(FieldMessage):
    """The place in the article has changed: the status line follows."""

    def can_replace(self, message: Message) -> bool:
        """Whether a newer message of this kind replaces this one in the queue."""
        return isinstance(message, Moved)


class FollowReference(FieldMessage):
    """Follow the cross-reference at the cursor line."""


class Arrived(FieldMessage):
    """Results or article have arrived: replay the held keys."""


class JobEnded(FieldMessage):
    """A job that keys wait for has ended, and the room has handled what it posted."""

    number: int


class Building(FieldMessage):
    """The builder has come on (Progress), ended (Summary) or failed (a line)."""

    step: Progress | Summary | str

    def can_replace(self, message: Message) -> bool:
        """Whether a newer message of this kind replaces this one in the queue."""
        return (
            isinstance(message, Building)
            and isinstance(message.step, Progress)
            and isinstance(self.step, Progress)
        )


class Notice(FieldMessage):
    """A line for the status line; `error` marks a failure."""

    text: str
    error: bool = False
