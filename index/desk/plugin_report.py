"""Which plug-ins are installed, and why some of them are left out."""

import threading
from collections.abc import Collection

from msgspec import Struct

from index.model import EXPORT_FORMATS
from index.plugins import (
    COMMANDS_GROUP,
    EXPORTERS_GROUP,
    READERS_GROUP,
    Plugin,
    installed_plugins,
    problem_of,
)

# Seconds that the import of a plug-in may take.
_PATIENCE = 10.0


class PluginState(Struct, frozen=True):
    """A plug-in, and in one line why it is left out; None for one that works."""

    plugin: Plugin
    problem: str | None


def plugin_states(commands: Collection[str]) -> list[PluginState]:
    """Every plug-in, each imported to see that it works; `commands` are Pressmark's own."""
    groups = READERS_GROUP, EXPORTERS_GROUP, COMMANDS_GROUP
    plugins = [plugin for group in groups for plugin in installed_plugins(group)]
    return [PluginState(one, _hidden(one, commands) or _problem_in_time(one)) for one in plugins]


def _problem_in_time(plugin: Plugin) -> str | None:
    """Why a plug-in does not work; one that takes too long to import is left to itself."""
    found: list[str | None] = []
    thread = threading.Thread(target=lambda: found.append(problem_of(plugin)), daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    if found:
        return found[0]
    return f"The plug-in {plugin} cannot be loaded: its import does not end."


def _hidden(plugin: Plugin, commands: Collection[str]) -> str | None:
    """Why a plug-in is never asked: Pressmark itself has one of its name."""
    from index.readers import is_built_in  # noqa: PLC0415 - loads every reader

    hidden = {
        READERS_GROUP: is_built_in(f"x.{plugin.name}"),
        EXPORTERS_GROUP: plugin.name in EXPORT_FORMATS,
        COMMANDS_GROUP: plugin.name in commands,
    }
    if not hidden[plugin.group]:
        return None
    return f"The plug-in {plugin} is left out: Pressmark has a {plugin.kind} {plugin.name} itself."


__all__ = ["PluginState", "plugin_states"]
