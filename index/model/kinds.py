"""The kinds, units, orders and formats that records and options are given in.

Apart from the records, so that the command line is parsed without loading these.
"""

from typing import Literal

ActorKind = Literal["person", "organisation", "state", "outlet"]
ACTOR_KINDS: tuple[ActorKind, ...] = ("person", "organisation", "state", "outlet")
# Quoted; reported with a quoted piece; reported; in quotation marks without a speaker.
StatementKind = Literal["direct", "mixed", "indirect", "scare"]
# The kinds of what is said; of these, the kinds with reported words.
SAID_KINDS: frozenset[StatementKind] = frozenset({"direct", "mixed", "indirect"})
REPORTED_KINDS: frozenset[StatementKind] = frozenset({"mixed", "indirect"})
# The periods of a timeline, and the sort orders of a concordance.
Unit = Literal["day", "month", "year", "decade"]
UNITS: tuple[Unit, ...] = ("day", "month", "year", "decade")
KwicOrder = Literal["place", "right", "left", "speaker", "publication"]
KWIC_ORDERS: tuple[KwicOrder, ...] = ("place", "right", "left", "speaker", "publication")
EXPORT_FORMATS = ("md", "csv", "jsonl", "bibtex", "ris", "csl")  # index.kept.export writes them
# What a speaker, outlet or date rests on: written in the text, inferred, or set by the reader.
Basis = Literal["stated", "inferred", "set"]
# The day of a statement can also be the article's own date, or the time of its file.
SaidBasis = Literal["stated", "inferred", "set", "article", "file"]
DateBasis = Literal["stated", "dateline", "file name", "citations", "file time", "none"]
# Marks a date that is only the file's own.
FILE_DATE = "~"

__all__ = [
    "ACTOR_KINDS",
    "EXPORT_FORMATS",
    "FILE_DATE",
    "KWIC_ORDERS",
    "REPORTED_KINDS",
    "SAID_KINDS",
    "UNITS",
    "ActorKind",
    "Basis",
    "DateBasis",
    "KwicOrder",
    "SaidBasis",
    "StatementKind",
    "Unit",
]
