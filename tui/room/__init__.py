"""The reading room: one screen, and a controller for each concept."""

from tui.room.jobs import Job
from tui.room.screen import Room

__all__ = ["Job", "Room"]
