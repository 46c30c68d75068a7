"""Public names of a package that are imported on first use (PEP 562), listed in its stub.

A command imports what it needs and no more: `pressmark search` on a library that is up to date
loads no reader, no extractor, no exporter and no client of a cluster. `__init__.pyi` is the one
list of the names: type checkers read it as a stub, and `lazy_exports` reads it at run time.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any


def lazy_exports(package: str, init_file: str) -> tuple[Callable[[str], Any], list[str]]:
    """The `__getattr__` and the `__all__` of a package, from the stub next to its `__init__.py`.

    Each line of the stub reads `from module import name as name`: this form exports a name.
    """
    stub = Path(init_file).with_suffix(".pyi").read_text(encoding="utf-8")
    lines = map(str.split, stub.splitlines())
    home_of = {words[5]: words[1] for words in lines if len(words) == 6 and words[3] == words[5]}

    def get(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(home_of[name]), name)
        setattr(sys.modules[package], name, value)  # the next look-up finds it without a call
        return value

    return get, sorted(home_of)


__all__ = ["lazy_exports"]
