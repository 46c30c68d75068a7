"""Screens: they compose panes and pass messages, and hold no search logic."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
