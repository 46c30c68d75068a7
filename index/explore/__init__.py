"""Analyses of search results: timeline, related articles, concordance, dossier, references."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
