"""The size of a segment, and the ending of its file: known without loading what reads arrays."""

EXTENSION = ".arrays"
# Documents are numbered with 16 bits.
MOST_DOCUMENTS = 1 << 16

__all__ = ["EXTENSION", "MOST_DOCUMENTS"]
