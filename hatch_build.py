"""Compile the extractors when a wheel is built: indexing spends most of its time in them.

`tools/compile_extractors.py` translates the typed modules of `index.extract` to C with mypyc. The
wheel has both forms, and Python imports the compiled one. Without a C compiler, or with
PRESSMARK_PURE set, the wheel has plain Python only: same results, slower. An editable install is
always plain, so that edits take effect.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED = "index/extract"
COMPILER = "tools/compile_extractors.py"


class CompileExtractors(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the compiled modules to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and tell hatchling what the wheel holds in addition to the sources."""
        if self.target_name != "wheel" or version == "editable" or os.environ.get("PRESSMARK_PURE"):
            return
        self._scratch = tempfile.mkdtemp()
        try:
            built = compile_extractors(Path(self.root), Path(self._scratch))
        except (OSError, subprocess.CalledProcessError) as error:
            self.app.display_warning(
                f"The extractors are not compiled ({error}); plain Python is installed, "
                "which is slower."
            )
            return
        build_data["force_include"].update({str(path): name for name, path in built.items()})
        build_data["pure_python"], build_data["infer_tag"] = False, True

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was made on the way."""
        with contextlib.suppress(AttributeError):
            shutil.rmtree(self._scratch, ignore_errors=True)


def compile_extractors(root: Path, scratch: Path) -> dict[str, Path]:
    """Compile the modules under `root` in `scratch`; returns the files by their names in the wheel.

    Raises OSError, CalledProcessError.
    """
    shutil.copytree(
        root / "index", scratch / "index", ignore=shutil.ignore_patterns("*.so", "__pycache__")
    )
    # The stub imports the whole package, of which the extractors need a tenth: mypy would analyse
    # all of it.
    (scratch / "index/__init__.pyi").unlink()
    subprocess.run(
        [sys.executable, str(root / COMPILER), COMPILED],
        cwd=scratch,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    built = scratch / "built"
    return {
        str(path.relative_to(built)): path
        for path in built.rglob("*")
        if path.suffix in {".so", ".pyd"}
    }
