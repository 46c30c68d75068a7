"""The folder that holds a library: create it, tell what it was built over, sum up its state."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from index.catalog import Catalog
from index.engine.local import whoosh_index
from index.errors import IndexDamaged
from index.ingest import folder_bytes, scan_all
from index.library.records import Status
from index.locations import CATALOG, INVERTED
from index.ownership import remove_library


def create_library(folder: Path) -> None:
    """Make an empty library, unless another process has just done so."""
    try:
        Catalog.open(folder / CATALOG).close()
    except IndexDamaged:
        remove_library(folder)
        Catalog.create(folder / CATALOG).close()
    whoosh_index.open_or_begin(folder / INVERTED).close()


def roots_of(folder: Path) -> tuple[Path, ...]:
    """The folders that the library in `folder` was built over; empty where it does not say."""
    try:
        catalog = Catalog.open(folder / CATALOG)
    except IndexDamaged:
        return ()
    names = json.loads(catalog.meta("roots") or "[]")
    catalog.close()
    return tuple(Path(os.fsdecode(name.encode("utf-8", "surrogateescape"))) for name in names)


def status_of(folder: Path, roots: Sequence[Path], catalog: Catalog) -> Status:
    """What the library holds, how fresh it is, and what could not be read."""
    known, scanned = catalog.files(), scan_all(roots)
    present = scanned.files
    return Status(
        folder,
        tuple(roots),
        catalog.count(),
        len(known),
        folder_bytes(folder),
        catalog.built(),
        tuple(catalog.problems()),
        new=sum(path not in known for path in present),
        changed=sum(path in known and known[path] != stamp for path, stamp in present.items()),
        removed=sum(path not in present for path in known),
        passed_over=tuple(sorted(scanned.passed_over.items())),
    )


__all__ = ["create_library", "roots_of", "status_of"]
