"""Imports libraries without parts that Pressmark does not use and that take long to load."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

# numpy attaches the docstrings of its C functions with this module: a fifth of its import.
_DOCSTRINGS = "numpy._core._add_newdocs"
# msgspec takes three names from here where it is installed, else from typing, which has them too.
_OLD_TYPING = "typing_extensions"


def leave_out_docstrings() -> None:
    """Let numpy, when it is imported, have no docstrings for its C functions."""
    sys.modules.setdefault(_DOCSTRINGS, ModuleType(_DOCSTRINGS))


def load_msgspec() -> None:
    """Import msgspec without typing_extensions."""
    if _OLD_TYPING in sys.modules or "msgspec" in sys.modules:
        return
    loaded: dict[str, Any] = sys.modules
    loaded[_OLD_TYPING] = None  # what is None here cannot be imported
    try:
        import_module("msgspec")
    finally:
        del loaded[_OLD_TYPING]


__all__ = ["leave_out_docstrings", "load_msgspec"]
