"""How often garbage is collected."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def seldom_collecting(new_objects: int) -> Iterator[None]:
    """Collect garbage each time that so many objects are new (usually 700), and older ones rarely.

    For work that makes many objects without reference cycles: collections would free nothing.
    """
    before = gc.get_threshold()
    gc.set_threshold(new_objects, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


__all__ = ["seldom_collecting"]
