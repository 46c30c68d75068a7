"""Compile the extractors when a wheel is built: indexing spends most of its time in them.

mypyc translates the typed modules of `index.extract` to C. The wheel has both forms, and Python
imports the compiled one. Each module is one C file; they are compiled in parallel. Without a C
compiler, or with PRESSMARK_PURE set, the wheel has plain Python only: same results, slower. An
editable install is always plain, so that edits take effect.
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
# distutils compiles the files of an extension one after the other; these do not depend on each
# other, so that as many are compiled at a time as there are processors.
_SETUP = """
import os
import sys
from concurrent.futures import ThreadPoolExecutor

from mypyc.build import mypycify
from setuptools import setup
from setuptools.command.build_ext import build_ext


class BuildInParallel(build_ext):
    def build_extensions(self):
        compiler = self.compiler

        def compile(sources, output_dir=None, macros=None, include_dirs=None, debug=False,
                    extra_preargs=None, extra_postargs=None, depends=None):
            macros, objects, postargs, options, build = compiler._setup_compile(
                output_dir, macros, include_dirs, sources, depends, extra_postargs)
            arguments = compiler._get_cc_args(options, debug, extra_preargs)

            def compile_one(name):
                source, suffix = build[name]
                compiler._compile(name, source, suffix, arguments, postargs, options)

            with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
                list(pool.map(compile_one, [name for name in objects if name in build]))
            return objects

        if hasattr(compiler, "_setup_compile") and compiler.compiler_type == "unix":
            compiler.compile = compile
        # the extension of each module, which only names it, is built at the same time as others
        self.parallel = os.cpu_count()
        super().build_extensions()


modules = mypycify(
    ["--config-file=", "--ignore-missing-imports", "--follow-imports=silent", *{modules!r}],
    opt_level="1",
    debug_level="0",
    multi_file=True,
)
# The files of the extension call each other directly, not through a table of the linker.
if sys.platform != "win32":
    for module in modules:
        module.extra_compile_args.append("-fvisibility=hidden")

setup(
    name="extractors",
    packages=[],
    cmdclass={{"build_ext": BuildInParallel}},
    ext_modules=modules,
)
"""


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
    modules = sorted(str(path.relative_to(scratch)) for path in (scratch / COMPILED).glob("*.py"))
    (scratch / "setup.py").write_text(_SETUP.format(modules=modules), encoding="utf-8")
    subprocess.run(
        [sys.executable, "setup.py", "-q", "build_ext", "--build-lib", "built"],
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
