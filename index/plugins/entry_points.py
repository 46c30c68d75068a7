"""Finding and loading plug-ins.

Entry points are read from the `entry_points.txt` of installed packages. `importlib.metadata` does
the same, but takes 40 ms for a hundred packages, most of them for its own imports; this takes 3 ms.
They are looked up when a format, ending or command turns out not to be built in, and nothing of a
plug-in is imported before it is used.
"""

import importlib
import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from index.errors import PressmarkError
from index.text import one_line

READERS_GROUP = "pressmark.readers"
EXPORTERS_GROUP = "pressmark.exporters"
COMMANDS_GROUP = "pressmark.commands"
_LACKING = {
    READERS_GROUP: "it cannot be called",
    EXPORTERS_GROUP: "it lacks endings or write",
    COMMANDS_GROUP: "it lacks summary, add_arguments or run",
}
_LONGEST = 160


class PluginBroken(PressmarkError):
    """A plug-in cannot be loaded, or is not what its group asks for."""


class Plugin(NamedTuple):
    """An entry point: `target` is "package.module:object".

    `taken` is true where another distribution, or Pressmark itself, has the name already.
    """

    group: str
    name: str
    target: str
    distribution: str
    version: str
    taken: bool = False

    @property
    def kind(self) -> str:
        """reader, exporter or command."""
        return self.group.rpartition(".")[2].removesuffix("s")

    def __str__(self) -> str:
        return f"{self.kind} {self.name} of {self.distribution} {self.version}"


@cache
def installed_plugins(group: str) -> tuple[Plugin, ...]:
    """The plug-ins of a group in order of name and distribution, as they were when first asked."""
    found: dict[str, list[Plugin]] = {}
    seen: set[str] = set()
    for folder in dict.fromkeys(sys.path):
        for path in _metadata_folders(folder or os.curdir):
            distribution, _, version = path.stem.partition("-")
            name = distribution.replace("_", "-").lower()
            if name in seen:
                continue  # the first on the path is imported
            for group_name, entry, target in _entry_points(path):
                seen.add(name)
                plugin = Plugin(group_name, entry, target, name, version)
                found.setdefault(group_name, []).append(plugin)
    own = sorted(found.get(group, []), key=lambda one: (one.name, one.distribution))
    names: set[str] = set()
    plugins = []
    for one in own:
        taken = one.name in names
        names.add(one.name)
        plugins.append(
            Plugin(one.group, one.name, one.target, one.distribution, one.version, taken)
        )
    return tuple(plugins)


def distribution_version(name: str) -> str | None:
    """The version of an installed distribution, from the name of its metadata; None: not there."""
    for folder in dict.fromkeys(sys.path):
        for path in _metadata_folders(folder or os.curdir):
            distribution, _, version = path.stem.partition("-")
            if distribution.replace("_", "-").lower() == name:
                return version
    return None


def plugin_named(group: str, name: str) -> Plugin | None:
    """The plug-in of a group with this name."""
    return next((one for one in installed_plugins(group) if one.name == name), None)


@cache
def readers_by_ending() -> Mapping[str, Plugin]:
    """The reader plug-ins by the ending of their files: ".abc" for the name "abc"."""
    plugins = [one for one in installed_plugins(READERS_GROUP) if not one.taken]
    return {f".{one.name.lower().lstrip('.')}": one for one in plugins}


def reader_versions() -> dict[str, str]:
    """By ending what a plug-in's reading depends on: its distribution, version and target."""
    return {
        suffix: f"{one.distribution} {one.version} {one.target}"
        for suffix, one in readers_by_ending().items()
    }


def _metadata_folders(folder: str) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return [Path(one.path) for one in entries if one.name.endswith(".dist-info")]
    except OSError:
        return []


def _entry_points(folder: Path) -> list[tuple[str, str, str]]:
    """(group, name, target) of each of our entry points in a distribution; none if damaged."""
    try:
        raw = (folder / "entry_points.txt").read_bytes()
    except OSError:
        return []
    if b"pressmark." not in raw:
        return []
    import configparser  # for distributions that have plug-ins

    parser = configparser.ConfigParser(delimiters=("=",), interpolation=None, strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    try:
        parser.read_string(raw.decode("utf-8"))
    except (ValueError, configparser.Error):
        return []
    return [
        (group, one_line(name), target.partition("[")[0].strip())
        for group in _LACKING
        if parser.has_section(group)
        for name, target in parser.items(group)
    ]


def _what_was_raised(error: BaseException) -> str:
    """The kind and message of what a plug-in raised, in one short line."""
    try:
        said = str(error)
    except Exception:  # it is the plug-in's too
        said = ""
    return one_line(f"{type(error).__name__}: {said}")[:_LONGEST]


def plugin_failed(plugin: Plugin, error: BaseException) -> PluginBroken:
    """The error for a plug-in that raised `error` when it was called."""
    return PluginBroken(f"The plug-in {plugin} failed ({_what_was_raised(error)}).")


@cache
def load_plugin(plugin: Plugin) -> Any:
    """The object of an entry point. Raises PluginBroken, which names the plug-in."""
    module, _, attributes = plugin.target.partition(":")
    try:
        loaded: Any = importlib.import_module(module)
        for name in attributes.split(".") if attributes else ():
            loaded = getattr(loaded, name)
        fits = isinstance(loaded, _protocol_of(plugin.group))
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a module runs any code
        raise PluginBroken(
            f"The plug-in {plugin} cannot be loaded ({_what_was_raised(error)})."
        ) from error
    if not fits:
        raise PluginBroken(f"The plug-in {plugin} cannot be used: {_LACKING[plugin.group]}.")
    return loaded


def _protocol_of(group: str) -> Any:
    """The protocol that the plug-ins of a group follow."""
    from index.plugins import protocols  # with msgspec, which `--version` does not need

    return {
        READERS_GROUP: protocols.ReaderPlugin,
        EXPORTERS_GROUP: protocols.ExporterPlugin,
        COMMANDS_GROUP: protocols.CommandPlugin,
    }[group]


def problem_of(plugin: Plugin) -> str | None:
    """Why a plug-in is left out, in one line; None for one that works. Imports it."""
    if plugin.taken:
        return f"The plug-in {plugin} is left out: there is a {plugin.kind} {plugin.name} already."
    try:
        load_plugin(plugin)
    except PluginBroken as error:
        return str(error)
    return None


__all__ = [
    "COMMANDS_GROUP",
    "EXPORTERS_GROUP",
    "READERS_GROUP",
    "Plugin",
    "PluginBroken",
    "distribution_version",
    "installed_plugins",
    "load_plugin",
    "plugin_failed",
    "plugin_named",
    "problem_of",
    "reader_versions",
    "readers_by_ending",
]
