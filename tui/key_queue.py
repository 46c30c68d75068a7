"""Keys in the order typed: each is handled when all that the one before began is done."""

import asyncio
from collections import deque
from typing import Any

from textual import events

from tui.panes import TakesKeys
from tui.room import Room
from tui.screens import ClosesOnce, SubScreen

# Turns of the event loop that a key waits for the messages of the one before, at most; then
# seconds for a change of the layout, in so many steps.
_TURNS = 400
_LAYOUT_STEP, _LAYOUT_STEPS = 0.002, 50


class KeyQueue:
    """Keys and pastes that have come and are not handled yet.

    Keys can come faster than the app handles them: in one read of a slow line, from a paste, on a
    busy machine. A key posts messages, starts jobs, opens screens and moves panes. The next key is
    meant for what comes of these, so that it waits for them. Letters of one text do not wait for
    each other.
    """

    def __init__(self, app: Any) -> None:
        self._app = app
        self._held: deque[events.Key | events.Paste] = deque()
        # Whether a key is being handled.
        self.is_pressing = False
        # Whether the key before did more than add text to a line.
        self._acted = True

    def add(self, event: events.Key | events.Paste) -> None:
        """A key or a paste has come."""
        self._held.append(event)

    async def press(self) -> None:
        """Handle keys in the order they came, until one has to wait for a screen or a job."""
        if self.is_pressing:
            return
        self.is_pressing = True
        try:
            while self._held:
                if self._acted or not self._is_typed(self._held[0]):
                    await self._rest()
                if self._has_ended or self._must_wait(self._held[0]):
                    return
                self._acted = not self._is_typed(self._held[0])
                await self._press(self._held.popleft())
        finally:
            self.is_pressing = False

    @property
    def _has_ended(self) -> bool:
        """Whether the app is about to end: keys that are left do nothing."""
        return self._app._exit or not self._app._screen_stack

    def _is_typed(self, event: events.Key | events.Paste) -> bool:
        """Whether the event only adds text to the line or note that has the focus."""
        focused = self._app.focused
        return isinstance(focused, TakesKeys) and focused.takes(event)

    def _must_wait(self, event: events.Key | events.Paste) -> bool:
        """Whether a key has to wait for results, an article or a screen."""
        screen = self._app.screen
        if isinstance(screen, ClosesOnce) and not screen.is_ready:
            return True
        if isinstance(self._app.focused, TakesKeys):
            return False
        room = self._app.screen_stack[0]
        return isinstance(room, Room) and room.holds(event)

    async def _press(self, event: events.Key | events.Paste) -> None:
        app = self._app
        focused, screen = app.focused, app.screen
        if isinstance(screen, Room | SubScreen):
            screen.status.note_key()
        if isinstance(focused, TakesKeys) and focused.take(event):
            return
        if isinstance(event, events.Paste):
            return
        bound = await app._check_bindings(event.key, priority=True) or await app._check_bindings(
            event.key
        )
        # A key without a binding ends here. Textual would hand it to the widget, and then, after
        # the keys after it, to the app, which looks for a binding in the pane focused by then.
        if not bound and isinstance(screen, SubScreen):
            screen.refuse(event.key)

    async def _rest(self) -> None:
        """Wait until messages and results of closed screens are handled and panes have sizes."""
        app, steps = self._app, 0
        for _ in range(_TURNS):
            if self._has_ended:
                return
            if app._next_callbacks:
                await app._flush_next_callbacks()
            elif any(node.message_queue_size for node in app._registry if node.is_running):
                await asyncio.sleep(0)
            elif app.screen._layout_required and not app._batch_count and steps < _LAYOUT_STEPS:
                steps += 1
                await asyncio.sleep(_LAYOUT_STEP)
            else:
                return


__all__ = ["KeyQueue"]
