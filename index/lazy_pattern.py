"""Regular expressions that are compiled on first use.

Compiling those of all modules that a search imports takes 15 ms; a search uses a third of them.
"""

import re
from typing import Any, cast


class _LazyPattern:
    """Looks like the compiled pattern; each method is kept once it has been asked for."""

    def __init__(self, source: str, flags: int) -> None:
        self._words = source, flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(*self._words), name)  # `re` keeps the compiled pattern
        setattr(self, name, value)
        return value


def lazy_pattern(source: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern with the methods of `re.compile(source, flags)`.

    A wrong one raises re.error where it is used first. It cannot be copied or pickled.
    """
    return cast("re.Pattern[str]", _LazyPattern(source, flags))


__all__ = ["lazy_pattern"]
