"""A note while it is being written: drafts of it are stored until it is kept."""

import threading
from typing import TYPE_CHECKING

from index.errors import PressmarkError
from index.text import with_newlines

if TYPE_CHECKING:
    from index.kept.review import Review


class NoteDraft:
    """The note of one mark. Threads may share it.

    Set `text` as the note grows. `store` stores the newest text, in any order of calling threads.
    After `keep` nothing is stored any more, so that a late draft cannot replace the note.
    """

    def __init__(self, review: "Review", ident: str, text: str) -> None:
        """`text` is the initial text."""
        self.text = text
        self._review, self._ident = review, ident
        self._lock = threading.Lock()
        self._is_kept = False

    def store(self) -> None:
        """Store the newest text as the draft, unless the note was kept. Raises OSError."""
        with self._lock:
            if not self._is_kept:
                self._review.set_draft(self._ident, self.text)

    def keep(self, note: str) -> None:
        """Store the note, delete the draft, and read back what was stored.

        Raises PressmarkError for a mark that is gone or a note that was stored otherwise, OSError.
        """
        note = with_newlines(note)
        with self._lock:
            self._is_kept = True
            try:
                self._review.set_note(self._ident, note)
                stored = self._review.mark(self._ident)
                if stored is None or stored.note != note:
                    raise PressmarkError("The note was not stored as written: write it again.")
            except BaseException:
                self._is_kept = False
                raise


__all__ = ["NoteDraft"]
