"""Let Textual's Pilot wait until the app is idle, instead of for amounts of time.

Textual's own test driver sleeps 20 ms at least twice after each key and judges by the processor
time of the process whether the app is idle: that is slow on an idle machine and wrong on a busy
one. The event loop knows: the app is idle when no callback is ready, no short timer runs and the
screen is laid out.

A headless app draws every change of its screen and throws the result away, which takes most of the
time of a test. Here it only collects what has changed; `draw` draws that in one go.
"""

import asyncio
import time
from typing import Any

import textual.app
from textual._compositor import Compositor
from textual.app import App
from textual.pilot import Pilot

from tests.support.waiting import PATIENCE
from tui.room import Job

# A one-shot timer up to this long is a debounce, whose effect a test means to see.
_SHORT_TIMER = 0.15
# Turns of the event loop without a callback: one for the loop, one for its selector.
_STILL_TURNS = 2
# Building and watching go on for as long as the room is open.
_WAITED = {job.group for job in Job} - {Job.BUILD.group, Job.WATCH.group}


async def idle(app: App[Any], wait_for_jobs: bool = False) -> None:
    """Wait until the app has handled all events and laid out its screen.

    With `wait_for_jobs` also until no job of the room runs. `Pilot.press` waits for no job, so that
    a test can press keys while it holds one.
    """
    loop: Any = asyncio.get_running_loop()
    until = time.monotonic() + PATIENCE
    still = 0
    while still < _STILL_TURNS and not app._exit:
        assert time.monotonic() < until, "the app does not become idle"
        await asyncio.sleep(0)
        if loop._ready:
            still = 0
        elif _is_dirty(app):
            still = 0
            if app._batch_count:
                await asyncio.sleep(0.005)
            else:
                app.screen._on_timer_update()
        elif _is_pressing(app) or _has_short_timer(app) or (wait_for_jobs and _has_job(app)):
            still = 0
            await asyncio.sleep(0.002)
        else:
            still += 1


_render_update = Compositor.render_update


def draw(app: App[Any]) -> bool:
    """Draw what has changed on the screen; False if nothing has. Raises what drawing raises."""
    if not app._screen_stack or app._exit:
        return False
    drawn = _render_update(app.screen._compositor, screen_stack=app._background_screens)
    return drawn is not None


def _render_screenshots_only(self: Compositor, full: bool = False, **more: Any) -> Any:
    return _render_update(self, full, **more) if full else None


def _is_dirty(app: App[Any]) -> bool:
    if not app._screen_stack:
        return False
    screen = app.screen
    return bool(
        screen._layout_required
        or screen._scroll_required
        or screen._repaint_required
        or screen._recompose_required
        or screen._dirty_widgets
        or screen._callbacks
    )


def _is_pressing(app: App[Any]) -> bool:
    keys = getattr(app, "keys", None)
    return keys is not None and keys.is_pressing


def _has_short_timer(app: App[Any]) -> bool:
    return any(
        timer._repeat == 0
        and timer._interval <= _SHORT_TIMER
        and timer._task is not None
        and not timer._task.done()
        for node in app._registry
        for timer in node._timers
    )


def _has_job(app: App[Any]) -> bool:
    return any(job.group in _WAITED and not job.is_finished for job in app.workers)


async def _press(self: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await self.app._press_keys([key])
        await idle(self.app)


async def _wait_for_screen(self: Pilot[Any], timeout: float = PATIENCE) -> bool:
    await idle(self.app)
    return True


async def _no_wait(min_sleep: float = 0, max_sleep: float = 0) -> None:
    await asyncio.sleep(0)


def install() -> None:
    """Make every Pilot wait like this."""
    pilot: Any = Pilot
    pilot.press = _press
    pilot._wait_for_screen = _wait_for_screen
    vars(textual.app)["wait_for_idle"] = _no_wait
    compositor: Any = Compositor
    compositor.render_update = _render_screenshots_only


__all__ = ["draw", "idle", "install"]
