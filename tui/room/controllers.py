"""The controllers of the room, built with what each needs of the others."""

from collections.abc import Callable, Mapping
from typing import Any

from textual.message import Message

from tui import messages
from tui.key_table import Owner
from tui.room.actors_controller import ActorController
from tui.room.audit_controller import AuditController
from tui.room.citations_controller import CitationController
from tui.room.concordance_controller import ConcordanceController
from tui.room.export_controller import ExportController
from tui.room.filters_controller import FilterController
from tui.room.kept_controller import KeptController
from tui.room.library_sync import LibrarySync
from tui.room.marks_controller import MarkController
from tui.room.passage_rows import PassageLists
from tui.room.place_controller import PlaceController
from tui.room.port import RoomPort
from tui.room.reading_controller import ReadingController
from tui.room.review_controller import ReviewController, SavedSearches
from tui.room.searching_controller import SearchController, Survey
from tui.room.similarity_controller import SimilarityController
from tui.room.state import Landing
from tui.room.statements_controller import StatementController
from tui.room.timeline_controller import TimelineController
from tui.room.trail_controller import TrailController


class Controllers:
    """Builds the controllers, owns what concerns several of them, and routes messages and keys."""

    def __init__(self, port: RoomPort, to_terminal: Callable[[str], None]) -> None:
        self._port = port
        self.trail = TrailController(port)
        self.place = PlaceController(port, self.trail)
        self.kept = KeptController(port, self.place)
        self.concordance = ConcordanceController(port, self.kept)
        self.reading = ReadingController(
            port, self.trail, self.place, self._article_shown, self.concordance.show_counts
        )
        self.saved = SavedSearches(port, self.kept)
        self.search = SearchController(
            port,
            self.trail,
            self.reading,
            self._surveys,
            self.saved.remember,
            self.place.keep_soon,
        )
        self.filters = FilterController(port, self.search)
        self.timeline = TimelineController(port, self.search, self.filters, self.reading)
        self.similarity = SimilarityController(port, self.reading, self.search.again)
        self.lists = PassageLists(port)
        self.citations = CitationController(port, self.reading, self.lists)
        self.export = ExportController(
            port, self.reading, self.kept, self.concordance.ask_export, to_terminal
        )
        self.statements = StatementController(port, self.reading, self.lists, self.export)
        self.marks = MarkController(port, self.reading, self.kept, self.export, self.search.again)
        self.actors = ActorController(
            port, self.reading, self.lists, self.kept, self.export, self.search.again
        )
        self.review = ReviewController(port, self.trail, self.reading, self.kept)
        self.audit = AuditController(port, self.reading, self.library_changed)
        self.sync = LibrarySync(port, self.kept, self.library_changed)

    def owners(self) -> dict[Owner, Any]:
        """The object with the `action_…` methods of each owner in the key table."""
        return {
            "search": self.search,
            "reading": self.reading,
            "trail": self.trail,
            "timeline": self.timeline,
            "similarity": self.similarity,
            "citations": self.citations,
            "audit": self.audit,
            "marks": self.marks,
            "export": self.export,
            "review": self.review,
            "searches": self.saved,
            "statements": self.statements,
            "sync": self.sync,
        }

    def routes(self) -> Mapping[type[Message], Callable[[Any], object]]:
        """What handles each message that panes and jobs post."""
        search, reading, actors = self.search, self.reading, self.actors
        return {
            messages.Typed: lambda _: search.typed(),
            messages.Searched: self._searched,
            messages.SearchChosen: lambda message: search.settle_saved(message.text),
            messages.StepTaken: lambda message: search.step_taken(message.step),
            messages.RowsWanted: search.more_rows,
            messages.ArticleOpened: reading.opened,
            messages.Moved: reading.moved,
            messages.MovedTo: self._row_moved,
            messages.FilterTyped: self._filter_typed,
            messages.FollowReference: lambda _: self.citations.action_follow(),
            messages.ActorFilter: self.filters.toggle_actor,
            messages.FieldFilter: self.filters.toggle_field,
            messages.ConditionDropped: self.filters.drop,
            messages.TimeChosen: self.timeline.narrow,
            messages.TimeSwitched: lambda _: self.timeline.switch(),
            messages.TimeResized: lambda _: self.timeline.resized(),
            messages.TimeLeft: lambda _: self.timeline.leave(),
            messages.ShowDossier: actors.show_dossier,
            messages.CompareActors: actors.compare,
            messages.ShowTogether: actors.show_together,
            messages.ShowSpeech: lambda _: actors.show_speech(),
            messages.SameActor: actors.merge,
            messages.NoActor: actors.ignore,
            messages.OrderChosen: lambda _: self.concordance.order_chosen(),
            messages.LinesWanted: self.concordance.fetch_text,
            messages.ShowCollocates: lambda _: self.concordance.show_collocates(),
            messages.Building: self.sync.show,
            messages.Notice: self._notice,
        }

    def library_changed(self) -> None:
        """Search again without moving the reader's place, and reload marks and reading states."""
        self.kept.reload(extend=True)
        if self._port.state.reading.opened is None:
            self.search.run(self._port.views.bar.text, landing=Landing(), in_background=True)
        else:
            self.search.again(in_background=True)

    def _surveys(self) -> tuple[Survey, ...]:
        return (
            self.filters.actor_survey(),
            self.timeline.survey(),
            self.filters.field_survey(),
        )

    def _article_shown(self) -> None:
        self.kept.article_shown()
        self.timeline.mark_selected()
        self.similarity.count_wordings_soon()

    def _searched(self, message: messages.Searched) -> None:
        if self._port.state.search.is_current(message.request):
            self.search.show(message)
            self.filters.show_conditions()
            self.concordance.read(message.request.in_background)

    def _row_moved(self, message: messages.MovedTo) -> None:
        if message.pane == "actors":
            self.actors.row_moved(message)
        elif message.pane == "results":
            self.timeline.mark_selected()
        else:
            self.reading.row_moved(message)

    def _filter_typed(self, message: messages.FilterTyped) -> None:
        """Narrow the list of a pane, or find in the article."""
        views, text = self._port.views, message.text
        match message.pane:
            case "results":
                self.search.filter_results(text)
            case "article":
                count = views.article.find(text)
                self.place.show()
                if text and not count:
                    self._port.say(f"{text} is not in this text.")
            case "actors":
                views.actors.narrow(text)
            case "quotes":
                views.quotes.narrow(text)
            case "passages":
                views.passages.narrow(text)
                self.concordance.show_counts()

    def _notice(self, message: messages.Notice) -> None:
        if message.error:
            self._port.fail(message.text)
        else:
            self._port.say(message.text)
