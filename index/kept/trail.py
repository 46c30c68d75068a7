"""The trail: every search, filter, opening and jump, with back and forward as in a browser.

Each step stores its predecessor. Back follows it; forward takes the latest step made from the
current one, so that other branches stay on the trail.
"""

import uuid
from collections.abc import Callable, Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

StepKind = Literal["search", "filter", "open", "jump"]


class Step(Struct, frozen=True):
    """A search or article visited. `at` is UTC, ISO 8601; `offset` is in code points."""

    id: str
    at: str
    kind: StepKind
    query: str
    article: str | None = None
    offset: int = 0
    title: str = ""
    before: str | None = None
    marked: bool = False

    @property
    def place(self) -> tuple[str, str | None, int]:
        """What the step shows: query, article, offset."""
        return self.query, self.article, self.offset


class Trail:
    """The steps of one library in order of time, and the current one."""

    def __init__(self, steps: Iterable[Step] = (), here: str | None = None) -> None:
        self._steps = {step.id: step for step in steps}
        self._here = here if here in self._steps else next(reversed(self._steps), None)

    @property
    def steps(self) -> list[Step]:
        """All steps, the oldest first."""
        return list(self._steps.values())

    @property
    def here(self) -> Step | None:
        """The current step."""
        return self._steps[self._here] if self._here else None

    def add(self, kind: StepKind, query: str, at: str) -> Step:
        """Add a step after the current one. `stay` sets its article and offset."""
        step = Step(uuid.uuid4().hex, at, kind, query, before=self._here)
        self._steps[step.id] = step
        self._here = step.id
        return step

    def stay(self, query: str, article: str | None, offset: int, title: str) -> Step | None:
        """Update the current step's place if it has this query; returns it if it changed."""
        here = self.here
        if here is None or here.query != query:
            return None
        moved = replace(here, article=article, offset=offset, title=title)
        if moved == here:
            return None
        self._steps[here.id] = moved
        return moved

    def back(self) -> Step | None:
        """Go to the previous step with another place; None if there is none."""
        return self._walk(lambda step: self._steps.get(step.before or ""))

    def forward(self) -> Step | None:
        """Go to the next step with another place; None if there is none."""
        return self._walk(self._after)

    def _walk(self, next_step: Callable[[Step], Step | None]) -> Step | None:
        here = self.here
        step = next_step(here) if here else None
        while step is not None and here is not None and step.place == here.place:
            step = next_step(step)
        if step is not None:
            self._here = step.id
        return step

    def _after(self, step: Step) -> Step | None:
        return next(
            (other for other in reversed(self._steps.values()) if other.before == step.id), None
        )

    def go_to(self, ident: str) -> Step:
        """Go to a step by its id."""
        self._here = ident
        return self._steps[ident]

    def toggle_mark(self, ident: str) -> Step:
        """Mark a step, or remove its mark."""
        step = self._steps[ident]
        self._steps[ident] = replace(step, marked=not step.marked)
        return self._steps[ident]
