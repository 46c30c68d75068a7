"""Sessions as scripts: a plain file of commands that is read, played, and written from a trail."""

from index.desk.scripts.script_commands import (
    SCRIPT_COMMANDS,
    ScriptCommand,
    ScriptLine,
    parse_script,
    read_script,
    script_name,
)
from index.desk.scripts.script_player import Played, ScriptPlayer
from index.desk.scripts.trail_script import trail_script, way_to

__all__ = [
    "SCRIPT_COMMANDS",
    "Played",
    "ScriptCommand",
    "ScriptLine",
    "ScriptPlayer",
    "parse_script",
    "read_script",
    "script_name",
    "trail_script",
    "way_to",
]
