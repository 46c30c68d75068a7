"""The first screen of a reader: from the stored front page, the engine afterwards."""

from index.engine.local import DeferredEngine
from index.library.library import Library


def begin_at_front_page(library: Library) -> None:
    """Answer the first empty query from the stored front page, where there is one.

    Call it before the first search. An archive has none.
    """
    if isinstance(engine := library.engine, DeferredEngine):
        engine.begin_at_front()


def load_engine(library: Library) -> None:
    """Load what searches need, so that the first one does not wait. Raises IndexDamaged."""
    if isinstance(engine := library.engine, DeferredEngine):
        engine.load()


def keep_front_page(library: Library) -> None:
    """Store the front page for the next start, unless the stored one is current.

    It counts with the corrections and judgements that are applied to the library. Raises
    IndexDamaged.
    """
    if isinstance(engine := library.engine, DeferredEngine):
        engine.keep_front_page()


__all__ = ["begin_at_front_page", "keep_front_page", "load_engine"]
