"""Analyses of search results: timeline, related articles, concordance, dossier, references."""

from typing import TYPE_CHECKING

from index.lazy_exports import lazy_exports

if TYPE_CHECKING:
    from index.corrections import (
        JUDGED_FIELDS,
        NOBODY,
        JudgedField,
        JudgedValue,
        Judgement,
        Tally,
        tally,
    )
    from index.explore.audit import (
        Claim,
        candidates,
        count_inferred,
        evidence,
        judgement_on,
        open_claims,
    )
    from index.explore.collocates import Collocate
    from index.explore.concordance import Arranged, Concordance
    from index.explore.dossier import (
        Dossier,
        Office,
        find_dossiers,
        make_dossier,
        offices,
        said_by_year,
    )
    from index.explore.explorer import Explorer, KwicRow, Related
    from index.explore.found_passages import FoundPassage
    from index.explore.wordings import Wording
else:
    __getattr__ = lazy_exports(
        globals(),
        {
            "index.corrections": (
                "JUDGED_FIELDS",
                "NOBODY",
                "JudgedField",
                "JudgedValue",
                "Judgement",
                "Tally",
                "tally",
            ),
            "index.explore.audit": (
                "Claim",
                "candidates",
                "count_inferred",
                "evidence",
                "judgement_on",
                "open_claims",
            ),
            "index.explore.collocates": ("Collocate",),
            "index.explore.concordance": (
                "Arranged",
                "Concordance",
            ),
            "index.explore.dossier": (
                "Dossier",
                "Office",
                "find_dossiers",
                "make_dossier",
                "offices",
                "said_by_year",
            ),
            "index.explore.explorer": (
                "Explorer",
                "KwicRow",
                "Related",
            ),
            "index.explore.found_passages": ("FoundPassage",),
            "index.explore.wordings": ("Wording",),
        },
    )

__all__ = [
    "JUDGED_FIELDS",
    "NOBODY",
    "Arranged",
    "Claim",
    "Collocate",
    "Concordance",
    "Dossier",
    "Explorer",
    "FoundPassage",
    "JudgedField",
    "JudgedValue",
    "Judgement",
    "KwicRow",
    "Office",
    "Related",
    "Tally",
    "Wording",
    "candidates",
    "count_inferred",
    "evidence",
    "find_dossiers",
    "judgement_on",
    "make_dossier",
    "offices",
    "open_claims",
    "said_by_year",
    "tally",
]
