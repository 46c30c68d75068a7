"""Whether a library is up to date with its folders, found out without loading what builds one."""

import json
import os
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import Stemmer

from index.catalog import Catalog
from index.engine.local import SIGNATURE_VERSION, article_days, has_tables, whoosh_index
from index.errors import IndexDamaged
from index.ingest.folder_size import folder_bytes
from index.ingest.progress import Summary
from index.ingest.scan import SeenFiles, check_roots, scan_all
from index.locations import INVERTED, LOCK
from index.ownership import claim, has_damage
from index.platform import is_locked
from index.text import TOKENS_VERSION

# Raised when readers read more of a file, or read it otherwise. It is here because a refresh
# that finds nothing new loads no reader.
_READERS_VERSION = 3
# What stored articles, words, stems and MinHash signatures depend on: a library made with others
# is rebuilt.
MADE_WITH = (
    f"readers {_READERS_VERSION}, tokens {TOKENS_VERSION}, signatures {SIGNATURE_VERSION},"
    f" stemmer {Stemmer.version()}"
)


def root_names(roots: Sequence[Path]) -> str:
    """The absolute paths of roots as JSON, with undecodable bytes as surrogates."""
    return json.dumps(
        [os.fsencode(os.path.abspath(root)).decode("utf-8", "surrogateescape") for root in roots]
    )


def summary_if_current(
    folder: Path, roots: Sequence[Path], catalog: Catalog
) -> Summary | SeenFiles | None:
    """The summary of a build that would change nothing; else the files seen, if it looked at them.

    Makes the checks that `build_library` makes, on a catalogue that is open for reading, and
    records the time of the check as a build does. Raises PressmarkError for a root that is not
    there.
    """
    begun = time.monotonic()
    check_roots(roots)
    claim(folder)
    if is_locked(folder / LOCK):
        return None
    try:
        if not _is_intact(folder, catalog) or catalog.meta("roots") != root_names(roots):
            return None
        revision, known = catalog.tables_stamp(), catalog.files()
        scanned = scan_all(roots, known)
        if scanned.files != known or not catalog.has_passed_over(scanned.passed_over):
            return SeenFiles(revision, known, scanned)
        catalog.seal()
        passed_over = len(scanned.passed_over)
        articles, size = catalog.count(), folder_bytes(folder)
    except (IndexDamaged, OSError):
        return None  # the build reports it, or repairs it
    seconds = round(time.monotonic() - begun, 3)
    return Summary(articles, passed_over=passed_over, seconds=seconds, bytes=size)


def _is_intact(folder: Path, catalog: Catalog) -> bool:
    """Whether the last build ended, with this version and without plug-ins, and no damage is known.

    Raises IndexDamaged, OSError.
    """
    inverted = folder / INVERTED
    if (
        not catalog.is_in_place()
        or has_damage(folder)
        or has_damage(inverted)
        or not catalog.has_sums()
    ):
        return False
    if catalog.meta("made_with") != MADE_WITH or catalog.meta("plugins") not in {None, "{}"}:
        return False
    catalog.verify_rows()
    held = whoosh_index.numbers(whoosh_index.open_index(inverted))
    return has_tables(catalog) and np.array_equal(held, article_days(catalog).nums)


__all__ = ["MADE_WITH", "root_names", "summary_if_current"]
