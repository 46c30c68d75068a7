"""Plug-ins: packages that add readers, exporters and commands through entry points.

docs/plugins.md describes the protocols for their authors.
"""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.plugins.entry_points import (
        COMMANDS_GROUP,
        EXPORTERS_GROUP,
        READERS_GROUP,
        Plugin,
        PluginBroken,
        distribution_version,
        installed_plugins,
        load_plugin,
        plugin_named,
        problem_of,
        reader_versions,
        readers_by_ending,
    )
    from index.plugins.protocols import (
        CommandPlugin,
        ExporterPlugin,
        PluginArticle,
        PluginFile,
        ReaderPlugin,
    )
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.plugins.entry_points": (
                "COMMANDS_GROUP",
                "EXPORTERS_GROUP",
                "READERS_GROUP",
                "Plugin",
                "PluginBroken",
                "distribution_version",
                "installed_plugins",
                "load_plugin",
                "plugin_named",
                "problem_of",
                "reader_versions",
                "readers_by_ending",
            ),
            "index.plugins.protocols": (
                "CommandPlugin",
                "ExporterPlugin",
                "PluginArticle",
                "PluginFile",
                "ReaderPlugin",
            ),
        },
    )

__all__ = [
    "COMMANDS_GROUP",
    "EXPORTERS_GROUP",
    "READERS_GROUP",
    "CommandPlugin",
    "ExporterPlugin",
    "Plugin",
    "PluginArticle",
    "PluginBroken",
    "PluginFile",
    "ReaderPlugin",
    "distribution_version",
    "installed_plugins",
    "load_plugin",
    "plugin_named",
    "problem_of",
    "reader_versions",
    "readers_by_ending",
]
