"""What `pressmark --version` says: version, engine, extras, compiled or not."""

from importlib.util import find_spec
from pathlib import Path

from index import (
    COMMANDS_GROUP,
    EXPORTERS_GROUP,
    READERS_GROUP,
    distribution_version,
    installed_plugins,
)

# An extra and a module that only it installs.
_EXTRAS = {
    "html": "trafilatura",
    "pdf": "pypdf",
    "office": "docx",
    "opensearch": "opensearchpy",
    "parquet": "pyarrow",
}


def describe_version() -> str:
    """One line: "pressmark 0.1.0 (engine: …; extras: …; extraction: compiled)"."""
    extras = [name for name, module in _EXTRAS.items() if find_spec(module) is not None]
    return (
        f"pressmark {_version_of('pressmark')} (engine: local, Whoosh-Reloaded"
        f" {_version_of('whoosh-reloaded')}; extras: {', '.join(extras) or 'none'};"
        f" extraction: {'compiled' if _is_compiled() else 'not compiled'}{_plugins()})"
    )


def _plugins() -> str:
    """The plug-ins, and which of them are left out; empty where there are none."""
    groups = READERS_GROUP, EXPORTERS_GROUP, COMMANDS_GROUP
    if not any(map(installed_plugins, groups)):
        return ""
    from index.desk import plugin_states
    from tui.cli.arguments import COMMANDS

    named = [
        f"{one.plugin}{' (left out)' if one.problem else ''}" for one in plugin_states(COMMANDS)
    ]
    return f"; plug-ins: {', '.join(named)}"


def _version_of(distribution: str) -> str:
    return distribution_version(distribution) or "(not installed)"


def _is_compiled() -> bool:
    """Whether the extractors are compiled; looks at the files, because importing them is slow."""
    import index

    folder = Path(index.__file__).parent / "extract"
    return any(path.suffix in {".so", ".pyd"} for path in folder.iterdir())
