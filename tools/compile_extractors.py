"""Translate the extractors to C with mypyc and compile them: `hatch_build.py` runs this in a copy.

    python compile_extractors.py FOLDER

The working folder has the sources. The extension modules of the Python files in FOLDER go to
`built/`. The C compiler takes most of the time, and Python's headers are a third of what it
reads, so that it gets few large files, as many at a time as there are processors.
"""

import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from mypyc.build import mypycify
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

PROCESSORS = os.cpu_count() or 1
PIECES = max(8, 2 * PROCESSORS)
GENERATED = Path("build")
# A package is compiled as the module `package.__init__`.
PACKAGE = "__init__"


class ParallelBuild(build_ext):  # type: ignore[misc]
    """Compiles the files of an extension at the same time, which distutils does in turn."""

    copies: dict[str, str]

    def build_extensions(self) -> None:
        """Compile, and copy one loader to the names of the others."""
        compiler = self.compiler
        if hasattr(compiler, "_setup_compile") and compiler.compiler_type == "unix":
            compiler.compile = parallel_compile(compiler)
        self.parallel = PROCESSORS
        super().build_extensions()
        for name, loader in self.copies.items():
            shutil.copy(self.get_ext_fullpath(loader), self.get_ext_fullpath(name))


def parallel_compile(compiler: Any) -> Any:
    """The method `compile` of a compiler of distutils, with the files in parallel."""

    def compile_all(  # noqa: PLR0913, PLR0917 - the arguments that distutils passes
        sources: list[str],
        output_dir: str | None = None,
        macros: Any = None,
        include_dirs: list[str] | None = None,
        debug: bool = False,
        extra_preargs: list[str] | None = None,
        extra_postargs: list[str] | None = None,
        depends: list[str] | None = None,
    ) -> list[str]:
        macros, objects, postargs, options, build = compiler._setup_compile(
            output_dir, macros, include_dirs, sources, depends, extra_postargs
        )
        arguments = compiler._get_cc_args(options, debug, extra_preargs)

        def compile_one(name: str) -> None:
            source, suffix = build[name]
            compiler._compile(name, source, suffix, arguments, postargs, options)

        with ThreadPoolExecutor(PROCESSORS) as pool:
            list(pool.map(compile_one, [name for name in objects if name in build]))
        return list(objects)

    return compile_all


def join_sources(library: Extension) -> None:
    """Replace the many C files of `library` by a few that include them.

    Any of them can share a translation unit: mypyc itself puts all into one by default.
    """
    pieces: list[list[str]] = [[] for _ in range(PIECES)]
    sizes = [0] * PIECES
    # The largest first, each to the piece with the least, so that pieces take equally long.
    for size, source in sorted(
        ((Path(s).stat().st_size, s) for s in library.sources), reverse=True
    ):
        smallest = sizes.index(min(sizes))
        pieces[smallest].append(source)
        sizes[smallest] += size
    library.sources = [
        write_source(f"piece_{number}.c", map(include, piece))
        for number, piece in enumerate(filter(None, pieces))
    ]


def join_loaders(loaders: list[Extension]) -> tuple[Extension, dict[str, str]]:
    """One extension that can load any module of a package, and its name for each other module.

    Python imports a compiled module by calling PyInit_MODULE of its file. mypyc writes a file a
    module, each of which finds the module in the library. They are one file with all of these
    functions here, compiled and linked once and copied.
    """
    lines = []
    for number, loader in enumerate(loaders):
        # Each source defines PyInit___init__ too, which only that of the package must export.
        if not loader.name.endswith(f".{PACKAGE}"):
            lines.append(f"#undef PyInit_{PACKAGE}\n#define PyInit_{PACKAGE} unused_{number}")
        else:
            lines.append(f"#undef PyInit_{PACKAGE}")
        lines += map(include, loader.sources)
    first, *others = loaders
    first.sources = [write_source("loaders.c", lines)]
    first.export_symbols = [f"PyInit_{loader.name.rpartition('.')[2]}" for loader in loaders]
    return first, {loader.name: first.name for loader in others}


def include(source: str) -> str:
    """The line of C that includes a file."""
    return f'#include "{Path(source).resolve().as_posix()}"'


def write_source(name: str, lines: Any) -> str:
    """Write a C file from its lines; returns its path."""
    path = GENERATED / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def main() -> None:
    """Write C, compile it, and exit without freeing the memory of mypy."""
    modules = sorted(map(str, Path(sys.argv[1]).glob("*.py")))
    options = ["--config-file=", f"--cache-dir={os.devnull}"]
    options += ["--ignore-missing-imports", "--follow-imports=silent"]
    library, *loaders = mypycify(
        [*options, *modules], opt_level="1", debug_level="0", multi_file=True
    )
    join_sources(library)
    loader, ParallelBuild.copies = join_loaders(loaders)
    # The pieces of the library call each other directly, not through a table of the linker.
    if sys.platform != "win32":
        library.extra_compile_args.append("-fvisibility=hidden")
        loader.extra_compile_args.append("-Os")  # the file is copied once a module
    setup(
        name="extractors",
        packages=[],
        script_args=["-q", "build_ext", "--build-lib", "built"],
        cmdclass={"build_ext": ParallelBuild},
        ext_modules=[library, loader],
    )
    # Python would spend 2 s on freeing each object of the syntax trees.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
