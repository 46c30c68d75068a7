"""A first word that is neither a command nor a path, but nearly a command."""

import os
from collections.abc import Collection, Sequence

from index import PressmarkError


def refuse_misspelt(words: Sequence[str], commands: Collection[str]) -> None:
    """Raise PressmarkError where the first word is nearly the name of a command, and no path."""
    first = words[0] if words else ""
    if not first.isalpha() or first in commands or os.path.lexists(first):
        return
    import difflib

    near = difflib.get_close_matches(first.lower(), commands, 1, 0.7)
    if near:
        raise PressmarkError(
            f"There is no command, file or folder called {first}."
            f" Did you mean `pressmark {near[0]}`?"
        )


__all__ = ["refuse_misspelt"]
