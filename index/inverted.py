"""The Whoosh index of a library: opening, writing a batch, checking it against the catalogue."""

import contextlib
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from index.errors import IndexDamaged
from index.schema import file_key, make_schema

# More small segments than this are merged: each costs every search a little. Large ones are left, merging them costs minutes.
_MOST_SMALL = 16
_SMALL = 400


def open_index(folder: Path, create: bool = False) -> Any:
    """The Whoosh index in `folder`. Raises IndexDamaged where there is none that can be read.

    The schema is always our own, so that the one pickled in the index is never read.
    """
    try:
        if create and not any(folder.glob("_MAIN_*.toc")):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return whoosh_index.create_in(folder, make_schema())
        return FileStorage(str(folder)).open_index(schema=make_schema())
    except OSError:
        if create:
            raise
        raise IndexDamaged(f"The index in {folder} cannot be opened.") from None
    except Exception as error:
        # Whoosh reads its files without checking them: a broken one raises whatever it leads to
        raise IndexDamaged(f"The index in {folder} is damaged ({type(error).__name__}).") from error


def open_or_begin(folder: Path) -> Any:
    """The Whoosh index in `folder`; begun empty where there is none that can be read."""
    try:
        return open_index(folder, create=True)
    except IndexDamaged:
        wipe(folder)
        return open_index(folder, create=True)


def wipe(folder: Path) -> None:
    """Remove an index that cannot be read; readers that have it open keep what they mapped."""
    shutil.rmtree(folder, ignore_errors=True)


def write_segment(folder: Path, documents: Iterable[dict[str, Any]]) -> Any:
    """Write documents into an index of their own in `folder`; returns its segment, for `write_batch` to adopt."""
    folder.mkdir(mode=0o700, parents=True)
    ix = whoosh_index.create_in(folder, make_schema())
    writer = ix.writer(limitmb=256)
    for document in documents:
        writer.add_document(**document)
    writer.commit(merge=False)
    (segment,) = ix._segments()
    ix.close()
    return segment


def write_batch(
    ix: Any, documents: Iterable[dict[str, Any]], dropped_paths: Iterable[str], adopted: Iterable[tuple[Any, Path]] = ()
) -> None:
    """Add documents and segments, each with the folder it lies in, and take out documents of `dropped_paths`, in one commit."""
    writer = ix.writer(limitmb=128)
    try:
        for path in dropped_paths:
            writer.delete_by_term("file", file_key(path))
        for document in documents:
            writer.add_document(**document)
        for segment, folder in adopted:
            for file in folder.glob(f"{segment.segment_id()}.*"):
                file.replace(Path(ix.storage.folder) / file.name)
            writer.segments.append(segment)
        writer.commit(merge=False)
    except BaseException:
        with contextlib.suppress(Exception):  # on a full disk cancelling fails too, and says less of why
            writer.cancel()
        raise


def merge_small(ix: Any) -> None:
    """Merge small segments where many have gathered."""
    if sum(segment.doc_count_all() < _SMALL for segment in ix._segments()) <= _MOST_SMALL:
        return

    def policy(writer: Any, segments: Sequence[Any]) -> list[Any]:
        small = [segment for segment in segments if segment.doc_count_all() < _SMALL]
        for segment in small:
            reader = SegmentReader(ix.storage, ix.schema, segment)
            writer.add_reader(reader)
            reader.close()
        return [segment for segment in segments if segment not in small]

    writer = ix.writer(limitmb=128)
    writer.commit(mergetype=policy)


def numbers(ix: Any) -> dict[int, int]:
    """The article number of every live document, to its document number. Raises IndexDamaged."""
    try:
        with ix.reader() as reader:
            if not reader.doc_count_all():
                return {}
            column = reader.column_reader("num")
            return {column[doc]: doc for doc in reader.all_doc_ids()}
    except Exception as error:
        raise IndexDamaged(f"The index is damaged ({type(error).__name__}).") from error


def drop_documents(ix: Any, docs: Iterable[int]) -> None:
    """Take out documents by their number in the index."""
    writer = ix.writer()
    for doc in docs:
        writer.delete_document(doc)
    writer.commit(merge=False)
