"""Analyses of search results: timeline, related articles, concordance, dossier, references."""

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
from index.explore.dossier import Dossier, Office, make_dossier, offices
from index.explore.explorer import Explorer, KwicRow, Related, Spot
from index.explore.wordings import Wording

__all__ = [
    "JUDGED_FIELDS",
    "NOBODY",
    "Arranged",
    "Claim",
    "Collocate",
    "Concordance",
    "Dossier",
    "Explorer",
    "JudgedField",
    "JudgedValue",
    "Judgement",
    "KwicRow",
    "Office",
    "Related",
    "Spot",
    "Tally",
    "Wording",
    "candidates",
    "count_inferred",
    "evidence",
    "judgement_on",
    "make_dossier",
    "offices",
    "open_claims",
    "tally",
]
