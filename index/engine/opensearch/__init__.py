"""An archive on an OpenSearch cluster: the same answers as the local engine, for a team."""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
