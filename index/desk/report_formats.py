"""The formats and kinds of reports that the desk writes. Imports nothing: help must be fast."""

from typing import Literal, get_args

NEWS_FORMATS = ("text", "md", "json", "html")
BATCH_FORMATS = ("csv", "json", "md")
BRIEF_FORMATS = ("md", "html", "docx")  # the first is the default
NETWORK_FORMATS = ("gexf", "graphml", "csv", "json")
STATEMENT_FORMATS = ("csv", "jsonl", "parquet")
TIMELINE_FORMATS = ("csv", "svg")

NetworkKind = Literal["speaks-about", "quoted-beside", "appears-with"]
NETWORK_KINDS: tuple[NetworkKind, ...] = get_args(NetworkKind)
NetworkUnit = Literal["month", "year"]
NETWORK_UNITS: tuple[NetworkUnit, ...] = get_args(NetworkUnit)
# The same, and by the day that statements were said.
NETWORK_PERIODS = (*NETWORK_UNITS, "said", *(f"said-{unit}" for unit in NETWORK_UNITS))

__all__ = [
    "BATCH_FORMATS",
    "BRIEF_FORMATS",
    "NETWORK_FORMATS",
    "NETWORK_KINDS",
    "NETWORK_PERIODS",
    "NETWORK_UNITS",
    "NEWS_FORMATS",
    "STATEMENT_FORMATS",
    "TIMELINE_FORMATS",
    "NetworkKind",
    "NetworkUnit",
]
