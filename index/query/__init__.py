"""The query language: parse, edit and explain a query; find and show its matches in one article."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
