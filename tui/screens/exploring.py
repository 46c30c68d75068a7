"""Walking on from what was found: along time, to what is alike, through the words around matches, from actor to actor, and back."""

from tui.screens.acting import Acting
from tui.screens.auditing import Auditing
from tui.screens.citing import Citing
from tui.screens.concording import Concording
from tui.screens.likeness import Likeness
from tui.screens.narrowing import Narrowing
from tui.screens.walking import Walking


class Exploring(Narrowing, Likeness, Concording, Acting, Auditing, Citing, Walking):
    """Everything that leads on from a search or an article; `Room` is the rest."""


__all__ = ["Exploring"]
