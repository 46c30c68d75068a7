"""Finds, reads, analyses, indexes and searches articles. Never imports a user interface.

    from index import Library

    library = Library.open([Path("articles")])

Names are imported on first use, so that `import index` costs nothing.
"""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
