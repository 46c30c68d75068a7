"""A segment as the table of contents lists it."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.engine.local.segment_limits import EXTENSION

if TYPE_CHECKING:
    from index.engine.local.codec import ArrayCodec
    from index.engine.local.segments import SegmentArrays


class ArraySegment:
    """A segment: its name, its size and its deleted documents.

    Has the methods by which Whoosh asks a segment, so that Whoosh opens the index; does not import
    Whoosh, because a search does without it.
    """

    def __init__(self, indexname: str, documents: int = 0) -> None:
        self.indexname = indexname
        self.segid = os.urandom(8).hex()
        self.compound = False
        self._documents = documents
        self._deleted: set[int] = set()
        self.first = 0  # offset that is added to the article numbers in its file

    def __repr__(self) -> str:
        return f"ArraySegment({self.segment_id()})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ArraySegment) and self.segment_id() == other.segment_id()

    def __hash__(self) -> int:
        return hash(self.segment_id())

    def codec(self, **_: Any) -> "ArrayCodec":
        """What reads it for Whoosh."""
        from index.engine.local.codec import ArrayCodec

        return ArrayCodec()

    def index_name(self) -> str:
        """The name of the index that it belongs to."""
        return self.indexname

    def segment_id(self) -> str:
        """Its name, which no other segment has."""
        return f"{self.indexname}_{self.segid}"

    def is_compound(self) -> bool:
        """Whether Whoosh keeps its files in one file; never."""
        return self.compound

    def should_assemble(self) -> bool:
        """Whether Whoosh is to put its files into one; never."""
        return False

    def make_filename(self, ext: str) -> str:
        """The name of its file with an extension."""
        return f"{self.segment_id()}{ext}"

    def list_files(self, storage: Any) -> list[str]:
        """The names of its files in a storage of Whoosh."""
        return [name for name in storage.list() if name.startswith(f"{self.segment_id()}.")]

    def file_in(self, folder: Path) -> Path:
        """The path of its arrays."""
        return folder / self.make_filename(EXTENSION)

    def open_in(self, folder: Path) -> "SegmentArrays":
        """Its arrays. Raises IndexDamaged, OSError."""
        from index.engine.local.segments import SegmentArrays  # brings numpy

        return SegmentArrays(self.file_in(folder), self.first)

    def doc_count_all(self) -> int:
        """How many documents it has, deleted ones included."""
        return self._documents

    def doc_count(self) -> int:
        """How many documents it has that are not deleted."""
        return self._documents - len(self._deleted)

    def set_doc_count(self, doccount: int) -> None:
        """Set how many documents it has, deleted ones included."""
        self._documents = doccount

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self._deleted)

    def deleted_count(self) -> int:
        """How many documents are deleted."""
        return len(self._deleted)

    def deleted_docs(self) -> frozenset[int]:
        """The deleted documents."""
        return frozenset(self._deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Mark a document as deleted; without `delete` as not deleted."""
        (self._deleted.add if delete else self._deleted.discard)(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return docnum in self._deleted


__all__ = ["ArraySegment"]
