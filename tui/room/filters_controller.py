"""Filters: conditions that keys put into the query, and the facets to choose them from."""

from collections.abc import Callable

from index import ActorCounts, FacetField, FieldCount, QueryError, query
from index.query import Query
from tui.messages import ActorFilter, ConditionDropped, FieldFilter
from tui.room.port import IsCancelled, RoomPort
from tui.room.searching_controller import SearchController, Survey
from tui.session_records import Results


class FilterController:
    """Edits the query; the bar shows each condition, where it can be changed by hand."""

    def __init__(self, port: RoomPort, search: SearchController) -> None:
        self._port, self._search = port, search

    # --- facets ---

    def actor_survey(self) -> Survey:
        """Counts the actors of the articles found."""

        def survey(results: Results, cancelled: IsCancelled) -> None:
            actors = self._port.session.actors(results, cancelled)
            if actors is not None:
                self._port.deliver(self._show_actors, actors, cancelled)

        return survey

    def _show_actors(self, actors: ActorCounts, stale: IsCancelled) -> None:
        if not stale():
            self._port.views.actors.show(actors)
            self._port.views.panes["actors"].heading.show(f"{len(actors):,}")

    def field_survey(self) -> Survey:
        """Counts publications, years, outlets, authors and tags of the articles found."""

        def survey(results: Results, cancelled: IsCancelled) -> None:
            counts = results.found.answer.fields(self._port.session.library.tagged())
            if not cancelled():
                self._port.deliver(self._show_fields, counts, cancelled)

        return survey

    def _show_fields(self, counts: dict[FacetField, list[FieldCount]], stale: IsCancelled) -> None:
        if not stale():
            self._port.views.actors.show_fields(counts)
            publications = [one for one in counts.get("publication", ()) if one.value]
            self._port.views.results.show_publications(len(publications) != 1)

    def show_conditions(self) -> None:
        """List what narrows the search above the facets."""
        try:
            conditions = query.conditions(query.parse_leniently(self._port.state.search.text))
        except QueryError:
            return
        self._port.views.actors.show_conditions([str(Query(one)) for one in conditions])

    # --- conditions ---

    def change(self, edit: Callable[[Query], Query]) -> None:
        """Edit the query in the bar and search for it."""
        try:
            wanted = edit(query.parse(self._port.views.bar.text))
        except QueryError as error:
            self._port.fail(str(error))
            return
        self._search.narrow(wanted)

    def toggle_actor(self, message: ActorFilter) -> None:
        """Add a condition on an actor, or remove it."""
        self.change(
            lambda wanted: query.with_filter(wanted, message.field, message.name, message.negated)
        )

    def toggle_field(self, message: FieldFilter) -> None:
        """Add a condition on a field, or remove it; a year replaces other dates."""

        def edit(wanted: Query) -> Query:
            if message.field != "date":
                return query.with_filter(wanted, message.field, message.value, message.negated)
            return query.with_years(wanted, message.value, message.negated)

        self.change(edit)

    def drop(self, message: ConditionDropped) -> None:
        """Remove a condition."""
        self.change(lambda wanted: query.without(wanted, message.condition))

    def explain(self) -> None:
        """Say in words how the query in the bar is understood."""
        try:
            said = query.explain(query.parse(self._port.views.bar.text))
            self._port.views.status.show_whole(said)
        except QueryError as error:
            self._port.fail(str(error))
