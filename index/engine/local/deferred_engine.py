"""The local engine, loaded when a search first needs it: numpy and the arrays take a while.

A reader that opens a library without a query gets its first answer from the stored front page, if
there is one of this revision. `_engine` is the one place that waits for the engine.
"""

import contextlib
import threading
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from index.catalog import Catalog
from index.engine.api import (
    UNLIMITED,
    AlikeArticle,
    AlikeClue,
    Answer,
    Budget,
    Revision,
    Search,
    Statistics,
    WordForm,
)
from index.engine.front_answer import WholeFrontAnswer
from index.engine.front_page import FrontPage, make_front_page
from index.engine.local.archive import LocalArchive
from index.engine.local.duplicate_table import DuplicateTable
from index.engine.local.front_file import read_front_page, write_front_page
from index.engine.local.toc import LocalIndex
from index.locations import FRONT_PAGE, LOCK
from index.ownership import has_damage
from index.platform import is_locked
from index.query import Query

if TYPE_CHECKING:
    from index.engine.local.engine import LocalEngine

_EVERY = Search(Query(None))


class DeferredEngine:
    """Implements `Engine` with a `LocalEngine` that is made on first use. Thread-safe."""

    def __init__(self, ix: LocalIndex, catalog: Catalog) -> None:
        self._ix, self._catalog = ix, catalog
        self._duplicates = DuplicateTable(catalog)
        self.archive = LocalArchive(catalog, self._duplicates)
        self._path = catalog.path.with_name(FRONT_PAGE)
        self._lock = threading.Lock()
        self._made: LocalEngine | None = None
        self._begins_at_front = False
        self._front: FrontPage | None = None
        # The revision of the answer that came from the front page, until a later one is loaded.
        self._front_revision: tuple[int, int] | None = None

    def _engine(self) -> "LocalEngine":
        if (made := self._made) is not None:
            return made
        with self._lock:
            if self._made is None:
                from index.engine.local.engine import LocalEngine

                self._made = LocalEngine(self._ix, self._catalog, self._duplicates)
            return self._made

    def load(self) -> None:
        """Load the engine and the arrays that every search needs. Raises IndexDamaged."""
        self._engine().snapshot()

    # --- the front page ---

    def begin_at_front(self) -> None:
        """Answer the empty query from the stored front page until the engine is loaded."""
        self._begins_at_front = True

    def keep_front_page(self) -> None:
        """Store the front page of this revision, unless it is stored or a build is running.

        Corrections and judgements in force are part of the revision. Without disk space or rights
        there is no file. Raises IndexDamaged.
        """
        stamp = self._stamp()
        if self._is_building() or read_front_page(self._path, stamp) is not None:
            return
        whole = self._engine().answer(_EVERY)
        page = make_front_page(whole.collapsed(), whole.total)
        if self._stamp() == stamp and not self._is_building():
            with contextlib.suppress(OSError):
                write_front_page(self._path, stamp, page)

    def _is_building(self) -> bool:
        return is_locked(self._path.with_name(LOCK))

    def _stamp(self) -> str:
        """A value that differs between any two states of a library that can differ in counts."""
        catalog = self._catalog
        return f"{catalog.tables_stamp()} {self._ix.latest_generation()} {catalog.overlay_digest()}"

    def _stored(self, search: Search) -> FrontPage | None:
        """The front page, if it answers this search and the index is not known to be damaged."""
        if search.query != _EVERY.query or search.conditions or search.narrowed_by:
            return None
        if has_damage(self._path.parent) or has_damage(self._ix.folder):
            return None
        revision = self._revision()
        page = read_front_page(self._path, self._stamp())
        if page is not None:
            self._front, self._front_revision = page, revision
        return page

    def _revision(self) -> tuple[int, int]:
        return self._ix.latest_generation(), self._catalog.revision()

    # --- the engine ---

    def close(self) -> None:
        """Release the index; the next search opens it again."""
        with self._lock:
            if self._made is not None:
                self._made.close()

    def refresh(self) -> bool:
        """Load what a builder has written. Returns whether anything was new.

        Raises IndexDamaged.
        """
        known = self._front_revision
        if known is None:
            return self._engine().refresh()
        if known == self._revision():
            return False
        self._front_revision = None
        self._engine().refresh()
        return True

    def revision(self) -> Revision:
        return self._ix.latest_generation(), *self._catalog.actors_revision()

    def count(self) -> int:
        front = self._front if self._made is None else None
        return front.articles if front is not None else self._engine().count()

    def answer(self, search: Search, budget: Budget = UNLIMITED) -> Answer:
        if self._made is not None:
            return self._made.answer(search, budget)
        page = self._stored(search) if self._begins_at_front else None
        if page is None:
            # the time that a search may take does not count the loading of the engine
            begun = budget.clock()
            engine = self._engine()
            return engine.answer(search, budget.later(budget.clock() - begun))
        return WholeFrontAnswer(page, lambda: self._engine().answer(search))

    def statistics(self, words: Iterable[str], form: WordForm) -> Statistics:
        return self._engine().statistics(words, form)

    def vocabulary(self, prefix: str, most: int) -> tuple[str, ...]:
        return self._engine().vocabulary(prefix, most)

    def alike(
        self,
        clues: Sequence[AlikeClue],
        without: Collection[int] = (),
        most: int = 100,
        budget: Budget = UNLIMITED,
    ) -> list[AlikeArticle]:
        return self._engine().alike(clues, without, most, budget)


__all__ = ["DeferredEngine"]
