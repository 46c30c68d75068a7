"""Exports of marks: one module for each format, behind one registry. Also their import."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
