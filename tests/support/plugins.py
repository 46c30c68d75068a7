"""Packages with entry points, installed into a folder of the test without a network."""

import importlib
import shutil
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

from index.plugins import installed_plugins, load_plugin, readers_by_ending
from tests.support.paths import ROOT

EXAMPLE = ROOT / "docs" / "example-plugin"


def install_example(site: Path, version: str = "1.0") -> None:
    """Install the example of the documents, as pip does: its package and its metadata."""
    project = tomllib.loads((EXAMPLE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    shutil.copytree(EXAMPLE / "pressmark_example", site / "pressmark_example", dirs_exist_ok=True)
    write_metadata(site, project["name"].replace("-", "_"), version, project["entry-points"])


def write_metadata(
    site: Path, name: str, version: str, groups: Mapping[str, Mapping[str, str]]
) -> None:
    """Write what an installed distribution says of itself, in place of another version."""
    for old in site.glob(f"{name}-*.dist-info"):
        shutil.rmtree(old)
    folder = site / f"{name}-{version}.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    lines = [
        line
        for group, entries in groups.items()
        for line in (f"[{group}]", *(f"{key} = {value}" for key, value in entries.items()), "")
    ]
    (folder / "entry_points.txt").write_text("\n".join(lines))


def forget_plugins(site: Path) -> None:
    """Look for plug-ins again, as a new process would, and import those of `site` again."""
    for asked in (installed_plugins, readers_by_ending, load_plugin):
        asked.cache_clear()
    importlib.invalidate_caches()
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(str(site)):
            del sys.modules[name]
