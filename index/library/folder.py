"""The folder of a library: create it, read its roots, verify its files, report its status."""

import os
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from index.catalog import Catalog
from index.engine.local import whoosh_index
from index.errors import IndexDamaged, PressmarkError, writing_problem
from index.ingest import (
    OnProgress,
    Summary,
    folder_bytes,
    missing_files,
    scan_all,
)
from index.library.results import Status
from index.locations import CATALOG, INVERTED, LOCK, TABLES
from index.ownership import SUMS, claim, remove_library
from index.settings import Settings


def create_library(folder: Path) -> None:
    """Create an empty library, unless another process has just done so.

    Raises PressmarkError where another process holds the lock or the folder cannot be written.
    """
    from filelock import FileLock, Timeout  # brings asyncio, and no search needs it

    try:
        claim(folder)
        with FileLock(folder / LOCK, timeout=10, mode=0o600):
            _create_files(folder)
    except Timeout:
        raise PressmarkError(
            "Another Pressmark is just making this library. Try again in a moment."
        ) from None
    except OSError as error:
        raise writing_problem(error, folder) from error


def is_empty_library(folder: Path) -> bool:
    """Whether no article was ever written here: no builder came, or it was killed at its start."""
    if not (folder / CATALOG).exists():
        return not any((folder / INVERTED).glob("*.toc"))
    try:
        with closing(Catalog.open(folder / CATALOG)) as catalog:
            return catalog.count() == 0
    except IndexDamaged:
        return False


def _create_files(folder: Path) -> None:
    try:
        Catalog.open(folder / CATALOG).close()
    except IndexDamaged:
        remove_library(folder)
        Catalog.create(folder / CATALOG).close()
    whoosh_index.open_or_begin(folder / INVERTED)


def refresh_folder(
    folder: Path,
    roots: Sequence[Path],
    catalog: Catalog,
    *,
    settings: Settings,
    jobs: int | None,
    rebuild: bool,
    on_progress: OnProgress,
) -> Summary:
    """Bring a library up to date; `catalog` is its catalogue, open for reading.

    Raises LibraryBusy, PressmarkError as `build_library` does, PressmarkError for OSError.
    """
    from index.ingest import summary_if_current  # brings numpy, and a first screen needs none

    try:
        found = None if rebuild else summary_if_current(folder, roots, catalog)
        if isinstance(found, Summary):
            return found
        from index.ingest import build_library  # brings what writes an index

        return build_library(
            folder,
            roots,
            settings=settings,
            jobs=jobs,
            rebuild=rebuild,
            seen=found,
            on_progress=on_progress,
        )
    except OSError as error:
        raise writing_problem(error, folder) from error


def damage_in(folder: Path, catalog: Catalog) -> list[str]:
    """Check every file of a library as a whole; one line for each damaged file."""
    from index.engine.local import has_tables

    found = []
    for check in (
        catalog.verify,
        lambda: whoosh_index.verify(whoosh_index.open_index(folder / INVERTED)),
    ):
        try:
            check()
        except IndexDamaged as error:
            found.append(str(error))
    sums = folder / SUMS
    if sums.exists() and not catalog.has_sums():
        found.append(f"The checksums {sums} of the catalogue are damaged.")
    if catalog.count() and catalog.has_sums() and not has_tables(catalog):
        found.append(f"The file {folder / TABLES} of the library is damaged.")
    return found


def roots_of(folder: Path) -> tuple[Path, ...]:
    """The folders that the library in `folder` was built over; empty where it does not say."""
    try:
        catalog = Catalog.open(folder / CATALOG)
    except IndexDamaged:
        return ()
    try:
        names = catalog.meta_value("roots", list[str], [])
    except IndexDamaged:
        return ()
    finally:
        catalog.close()
    return tuple(Path(os.fsdecode(name.encode("utf-8", "surrogateescape"))) for name in names)


def status_of(folder: Path, roots: Sequence[Path], catalog: Catalog) -> Status:
    """What the library holds, how fresh it is, and what could not be read."""
    known = catalog.files()
    scanned = scan_all(roots, known)
    present = scanned.files
    missing = missing_files(roots, known, scanned)
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
        removed=len(missing.removed),
        passed_over=tuple(sorted(scanned.passed_over.items())),
        note=missing.note,
    )


__all__ = ["create_library", "damage_in", "refresh_folder", "roots_of", "status_of"]
