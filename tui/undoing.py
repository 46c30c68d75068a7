"""Undo and redo over two stores, marks and corrections, in the order of the changes."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from index import PressmarkError
from index.kept import Review

Toggle = Callable[[Path], bool]


class _Correction(Struct, frozen=True):
    """A toggled correction, whether it holds since, and the last change of marks before it."""

    what: str
    toggle: Toggle
    holds: bool
    after: int


class Undoing:
    """`toggle_correction` toggles a line of the corrections file; true if the line holds now."""

    def __init__(self, review: Review, toggle_correction: Callable[[Toggle], bool]) -> None:
        self._review, self._toggle_correction = review, toggle_correction
        self._done: list[_Correction] = []
        self._undone: list[_Correction] = []

    def correct(self, what: str, toggle: Toggle) -> bool:
        """Toggle a line; whether it holds now. Raises PressmarkError, OSError."""
        holds = self._toggle_correction(toggle)
        self._done.append(_Correction(what, toggle, holds, self._review.last_change()))
        self._undone.clear()
        return holds

    def undo(self) -> str | None:
        """Undo the last change. Returns its name, or None. Raises PressmarkError, OSError."""
        return self._step(self._done, self._undone, False) or self._review.undo()

    def redo(self) -> str | None:
        """Redo the change that `undo` undid last. Raises PressmarkError, OSError."""
        return self._step(self._undone, self._done, True) or self._review.redo()

    def _step(self, taken: list[_Correction], given: list[_Correction], held: bool) -> str | None:
        """Toggle the last of `taken` again where no change of the marks lies between."""
        if not taken or taken[-1].after != self._review.last_change():
            return None
        last = taken.pop()
        if self._toggle_correction(last.toggle) is not (last.holds is held):
            self._toggle_correction(last.toggle)
            raise PressmarkError(
                f"Another session has changed this since ({last.what}); nothing was undone."
            )
        given.append(last)
        return last.what


__all__ = ["Toggle", "Undoing"]
