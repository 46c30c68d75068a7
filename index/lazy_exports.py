"""Public names of a package that are imported on first use (PEP 562).

A command imports what it needs and no more: `pressmark search` on a library that is up to date
loads no reader, no extractor, no exporter and no client of a cluster.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any


def lazy_exports(names: dict[str, Any], homes: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """The `__getattr__` of a package whose globals are `names`.

    `homes` gives the public names that each submodule defines.
    """
    home_of = {name: home for home, own in homes.items() for name in own}

    def get(name: str) -> Any:
        if name not in home_of:
            raise AttributeError(f"module {names['__name__']!r} has no attribute {name!r}")
        value = names[name] = getattr(import_module(home_of[name]), name)
        return value

    return get


__all__ = ["lazy_exports"]
