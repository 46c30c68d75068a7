"""Where a reader has been: every search, filter, opening and jump, walked back and forward like a browser's history.

Each step knows the one it was made from. Walking back follows that; walking forward takes the step
made last from here, so that what was left behind by turning off stays on the trail.
"""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Literal

StepKind = Literal["search", "filter", "open", "jump"]


@dataclass(frozen=True, slots=True)
class Step:
    """A place one went to, and where in it one was last. `at` is UTC, ISO 8601; `offset` counts code points of the article's text."""

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
        """What one sees there."""
        return self.query, self.article, self.offset


class Trail:
    """The steps of one library in order of time, and which of them one is at."""

    def __init__(self, steps: Iterable[Step] = (), here: str | None = None) -> None:
        self._steps = {step.id: step for step in steps}
        self._here = here if here in self._steps else next(reversed(self._steps), None)

    @property
    def steps(self) -> list[Step]:
        """All steps, the oldest first."""
        return list(self._steps.values())

    @property
    def here(self) -> Step | None:
        """The step one is at."""
        return self._steps[self._here] if self._here else None

    def add(self, kind: StepKind, query: str, at: str) -> Step:
        """Go on from here; where one arrives is told by `stay`."""
        step = Step(uuid.uuid4().hex, at, kind, query, before=self._here)
        self._steps[step.id] = step
        self._here = step.id
        return step

    def stay(self, query: str, article: str | None, offset: int, title: str) -> Step | None:
        """Note where one is at this step, while its query stands; the step, where that is new."""
        here = self.here
        if here is None or here.query != query:
            return None
        moved = replace(here, article=article, offset=offset, title=title)
        if moved == here:
            return None
        self._steps[here.id] = moved
        return moved

    def back(self) -> Step | None:
        """Walk to the step before this one that shows another place; None where there is none."""
        return self._walk(lambda step: self._steps.get(step.before or ""))

    def forward(self) -> Step | None:
        """Walk to the next step that shows another place."""
        return self._walk(self._after)

    def _walk(self, following: Callable[[Step], Step | None]) -> Step | None:
        here = self.here
        step = following(here) if here else None
        while step is not None and here is not None and step.place == here.place:
            step = following(step)
        if step is not None:
            self._here = step.id
        return step

    def _after(self, step: Step) -> Step | None:
        return next(
            (other for other in reversed(self._steps.values()) if other.before == step.id), None
        )

    def go_to(self, ident: str) -> Step:
        """Walk to a step anywhere on the trail."""
        self._here = ident
        return self._steps[ident]

    def toggle_mark(self, ident: str) -> Step:
        """Mark a step, or no longer."""
        step = self._steps[ident]
        self._steps[ident] = replace(step, marked=not step.marked)
        return self._steps[ident]


__all__ = ["Step", "StepKind", "Trail"]
