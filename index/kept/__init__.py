"""What a reader keeps: marks, notes, tags, reading states, searches, trail; and exports of it."""

from index.kept.export import FORMATS, clipping, concordance_csv, format_of, from_jsonl, write
from index.kept.passages import (
    KeptAnswers,
    PlacedMark,
    dossier_marks,
    hit_marks,
    make_passage,
    place_marks,
    reading_states,
    source_of,
    verify,
)
from index.kept.records import Mark, Passage, Queue, ReadingState
from index.kept.review import Review, restore, review_file
from index.kept.trail import Step, StepKind

__all__ = [
    "FORMATS",
    "KeptAnswers",
    "Mark",
    "Passage",
    "PlacedMark",
    "Queue",
    "ReadingState",
    "Review",
    "Step",
    "StepKind",
    "clipping",
    "concordance_csv",
    "dossier_marks",
    "format_of",
    "from_jsonl",
    "hit_marks",
    "make_passage",
    "place_marks",
    "reading_states",
    "restore",
    "review_file",
    "source_of",
    "verify",
    "write",
]
