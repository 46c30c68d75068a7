"""Views that start from a search: timeline, related articles, concordance, dossier, references."""

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
    "Arranged",
    "Claim",
    "Collocate",
    "Concordance",
    "Dossier",
    "Explorer",
    "KwicRow",
    "Office",
    "Related",
    "Spot",
    "Wording",
    "candidates",
    "count_inferred",
    "evidence",
    "judgement_on",
    "make_dossier",
    "offices",
    "open_claims",
]
