"""The reader's corrections as an overlay: actor names, splits, judgements, anchors."""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.corrections.actor_names import (
        NO_CORRECTIONS,
        Corrections,
        Identity,
        corrections_file,
        ends,
        read_corrections,
        toggle_ignored,
        toggle_same,
    )
    from index.corrections.anchors import Anchor, How, make_anchor, place
    from index.corrections.judgements import (
        JUDGED_FIELDS,
        NOBODY,
        JudgedField,
        JudgedValue,
        Judgement,
        Tally,
        answer_of,
        judgement_body,
        judgement_from,
        settled,
        tally,
    )
    from index.corrections.splits import with_splits
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.corrections.actor_names": (
                "NO_CORRECTIONS",
                "Corrections",
                "Identity",
                "corrections_file",
                "ends",
                "read_corrections",
                "toggle_ignored",
                "toggle_same",
            ),
            "index.corrections.anchors": ("Anchor", "How", "make_anchor", "place"),
            "index.corrections.judgements": (
                "JUDGED_FIELDS",
                "NOBODY",
                "JudgedField",
                "JudgedValue",
                "Judgement",
                "Tally",
                "answer_of",
                "judgement_body",
                "judgement_from",
                "settled",
                "tally",
            ),
            "index.corrections.splits": ("with_splits",),
        },
    )

__all__ = [
    "JUDGED_FIELDS",
    "NOBODY",
    "NO_CORRECTIONS",
    "Anchor",
    "Corrections",
    "How",
    "Identity",
    "JudgedField",
    "JudgedValue",
    "Judgement",
    "Tally",
    "answer_of",
    "corrections_file",
    "ends",
    "judgement_body",
    "judgement_from",
    "make_anchor",
    "place",
    "read_corrections",
    "settled",
    "tally",
    "toggle_ignored",
    "toggle_same",
    "with_splits",
]
