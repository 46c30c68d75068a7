"""Functions over plain strings: tokens, languages, transliteration, word diff, sanitizing."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
