"""Plug-ins: packages that add readers, exporters and commands through entry points.

docs/plugins.md describes the protocols for their authors.
"""

from index.lazy_exports import lazy_exports

__getattr__, __all__ = lazy_exports(__name__, __file__)
