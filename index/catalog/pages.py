"""Checksums of the catalogue's pages, in a file next to it.

SQLite keeps no checksums: a flipped bit in a name or in an inner page of an index gives another
answer without an error. A build ends by writing a CRC-32 for each page; a builder removes the file
before its first change, so checksums never describe a database that is being written.

The pages of a table and its indexes are checked before the first statement that reads it, about
2 ms for each MB. So opening a library of any size checks a few pages.
Stored texts, which are most of the file, are Zstandard frames with their own checksum, checked
whenever one is read.
"""

import sqlite3
import struct
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from index.catalog.catalog_schema import TABLES
from index.catalog.held_file import HeldFile
from index.errors import IndexDamaged
from index.ownership import SUMS, note_damage, replace_shared

# Bytes of one read.
_AT_ONCE = 1 << 20
_MARK = b"PRSMSUM1"
# Mark, page size, number of pages, CRC-32 of all that follows.
_HEAD = struct.Struct("<8sIII")


class PageSums(Struct, frozen=True):
    """A CRC-32 for each page. `owners` has for each page 1 + the place of its table in TABLES.

    0: the schema, free pages, and every page where SQLite does not say which table has it.
    """

    page_size: int
    sums: memoryview
    owners: bytes


def sums_path(catalog: Path) -> Path:
    """The file of checksums of a catalogue."""
    return catalog.with_name(SUMS)


def read_sums(catalog: Path) -> PageSums | None:
    """The stored checksums; None where there are none that can be read."""
    try:
        raw = sums_path(catalog).read_bytes()
        mark, page_size, count, check = _HEAD.unpack(raw[: _HEAD.size])
    except (OSError, struct.error):
        return None
    body = raw[_HEAD.size :]
    if mark != _MARK or len(body) != 5 * count or zlib.crc32(body) != check or page_size < 512:
        return None
    return PageSums(page_size, memoryview(body[: 4 * count]).cast("I"), body[4 * count :])


def write_sums(catalog: Path, db: sqlite3.Connection) -> None:
    """Write the checksums of a database that nobody writes. Raises OSError, sqlite3.Error."""
    page_size = int(db.execute("PRAGMA page_size").fetchone()[0])
    count = catalog.stat().st_size // page_size
    owners = bytearray(count)
    try:
        for name, page in db.execute(
            "SELECT tbl_name, pageno FROM dbstat JOIN sqlite_master USING (name)"
        ):
            owners[page - 1] = 1 + TABLES.index(name)
    except sqlite3.OperationalError:
        pass  # SQLite without dbstat: all pages are checked at opening
    sums = bytearray(4 * count)
    view = memoryview(sums).cast("I")
    with HeldFile(catalog) as file:
        for page in range(count):
            view[page] = zlib.crc32(file.read(page * page_size, page_size))
    body = bytes(sums) + bytes(owners)
    path = sums_path(catalog)
    head = _HEAD.pack(_MARK, page_size, count, zlib.crc32(body))
    replace_shared(path, path.with_suffix(".new"), head + body)


def forget_sums(catalog: Path) -> None:
    """Remove the checksums, before a change of the database."""
    sums_path(catalog).unlink(missing_ok=True)


def check_pages(catalog: Path, tables: Iterable[str] = TABLES) -> None:
    """Compare the pages of these tables, and those of no table, with their checksums.

    Without checksums (a build is at work or has died) nothing is checked. Raises IndexDamaged.
    """
    stored = read_sums(catalog)
    if stored is None:
        return
    try:
        wrong = _wrong_page(catalog, stored, {0, *(1 + TABLES.index(name) for name in tables)})
    except FileNotFoundError:
        raise IndexDamaged(f"There is no catalogue at {catalog}.") from None
    # If a builder has started in the meantime, the pages are newer than the checksums.
    if wrong is not None and read_sums(catalog) == stored:
        note_damage(catalog.parent)
        raise IndexDamaged(f"The catalogue {catalog} is damaged (checksum of page {wrong}).")


def _runs_of(of_pages: bytes, wanted: set[int], longest: int) -> Iterator[tuple[int, int]]:
    """Runs of pages with a wanted owner, from 0, each of `longest` pages at most."""
    begin = 0
    while begin < len(of_pages):
        if of_pages[begin] not in wanted:
            begin += 1
            continue
        end = begin + 1
        while end < min(len(of_pages), begin + longest) and of_pages[end] in wanted:
            end += 1
        yield begin, end
        begin = end


def _wrong_page(catalog: Path, stored: PageSums, owners: set[int]) -> int | None:
    """The number of the first page that differs, from 1."""
    size, sums = stored.page_size, stored.sums
    with HeldFile(catalog) as file:
        if file.size() != size * len(sums):
            return len(sums)
        for begin, end in _runs_of(stored.owners, owners, _AT_ONCE // size):
            view = memoryview(file.read(begin * size, (end - begin) * size))
            for page in range(begin, end):
                at = (page - begin) * size
                if zlib.crc32(view[at : at + size]) != sums[page]:
                    return page + 1
    return None


__all__ = ["check_pages", "forget_sums", "read_sums", "sums_path", "write_sums"]
