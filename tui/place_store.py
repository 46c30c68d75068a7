"""The reader's place in a library, written to the state folder and restored at the next start."""

from index import PressmarkError, read_state, state_folder, write_state
from tui.session_records import Place


class PlaceStore:
    """Stores one place for each library; `name` identifies the library."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._failed = False  # so that the reason is reported once a session, not at every step

    @property
    def _state_name(self) -> str:
        return f"place-{self.name}.json"

    def keep(self, place: Place) -> None:
        """Store the place. Raises PressmarkError the first time that this fails."""
        state: dict[str, object] = {
            "query": place.query,
            "article": place.article,
            "offset": place.offset,
            "pane": place.pane,
        }
        try:
            write_state(self._state_name, state)
        except OSError as error:
            if self._failed:
                return
            self._failed = True
            raise PressmarkError(
                f"Your place is not remembered: {(error.strerror or str(error)).lower()} in"
                f" {state_folder()}. Free space there or make it writable; reading goes on."
            ) from error
        self._failed = False

    def kept(self) -> Place:
        """The place at the end of the last session, even if it was killed."""
        state = read_state(self._state_name)
        text, article, offset, pane = (
            state.get(name) for name in ("query", "article", "offset", "pane")
        )
        return Place(
            text if isinstance(text, str) else "",
            article if isinstance(article, str) else None,
            offset if isinstance(offset, int) else 0,
            pane if isinstance(pane, str) else "results",
        )
