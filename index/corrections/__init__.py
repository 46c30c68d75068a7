"""The reader's corrections as an overlay: actor names, splits, judgements, anchors."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
