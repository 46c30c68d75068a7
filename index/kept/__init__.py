"""What a reader keeps: marks, notes, tags, reading states, searches, the trail; exports of it."""

from index.kept.answers import KeptAnswers
from index.kept.export import (
    ImportedMarks,
    RefusedRow,
    cite,
    clipping,
    concordance_csv,
    csv_line,
    format_of,
    from_jsonl,
    passage_fields,
    place_in_article,
    write,
)
from index.kept.locators import Locator, find_span, locator_at, parse_locator
from index.kept.missing import loss_of
from index.kept.note_draft import NoteDraft
from index.kept.passages import (
    dossier_marks,
    hit_marks,
    hit_passage,
    make_passage,
    source_of,
    statement_marks,
    statement_passage,
)
from index.kept.placing import (
    MarksByLibrary,
    PlacedMark,
    marks_by_library,
    place_marks,
    reading_states,
)
from index.kept.records import (
    DamagedRow,
    Mark,
    Passage,
    Queue,
    ReadingState,
    SavedSearch,
    ToldNews,
    Watch,
    words_hash,
)
from index.kept.review import Review, restore, review_file
from index.kept.store_errors import ReviewDamaged
from index.kept.trail import Step, StepKind
from index.kept.verification import Verdict, verify_marks

__all__ = [
    "DamagedRow",
    "ImportedMarks",
    "KeptAnswers",
    "Locator",
    "Mark",
    "MarksByLibrary",
    "NoteDraft",
    "Passage",
    "PlacedMark",
    "Queue",
    "ReadingState",
    "RefusedRow",
    "Review",
    "ReviewDamaged",
    "SavedSearch",
    "Step",
    "StepKind",
    "ToldNews",
    "Verdict",
    "Watch",
    "cite",
    "clipping",
    "concordance_csv",
    "csv_line",
    "dossier_marks",
    "find_span",
    "format_of",
    "from_jsonl",
    "hit_marks",
    "hit_passage",
    "locator_at",
    "loss_of",
    "make_passage",
    "marks_by_library",
    "parse_locator",
    "passage_fields",
    "place_in_article",
    "place_marks",
    "reading_states",
    "restore",
    "review_file",
    "source_of",
    "statement_marks",
    "statement_passage",
    "verify_marks",
    "words_hash",
    "write",
]
