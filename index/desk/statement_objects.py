"""A statement as plain data, with its article, its provenance and its locator."""

from typing import Any

from index.kept import locator_at
from index.library import StatementRow
from index.model import Span


def statement_json(quoted: StatementRow) -> dict[str, Any]:
    """The fields that `--json` prints for a statement. Offsets are code points of the text."""
    article, statement = quoted.analysis.article, quoted.quotation
    return {
        "id": article.id,
        "path": article.path,
        **statement_fields(quoted),
        "locator": locator_at(article, Span(statement.start, statement.end)),
    }


def statement_fields(quoted: StatementRow) -> dict[str, Any]:
    """The fields that do not need a stored article: all but its id, its path and the locator."""
    article, statement = quoted.analysis.article, quoted.quotation
    span, cue = statement.speaker_span, statement.cue_span
    return {
        "start": statement.start,
        "end": statement.end,
        "text": article.text[statement.start : statement.end],
        "kind": statement.kind,
        "speaker": quoted.speaker.name if quoted.speaker else None,
        "other_speakers": [
            quoted.analysis.actors[actor].name for actor in statement.other_speakers
        ],
        "speaker_start": span.start if span else None,
        "speaker_end": span.end if span else None,
        "cue": statement.cue,
        "cue_start": cue.start if cue else None,
        "cue_end": cue.end if cue else None,
        "content": [list(piece) for piece in statement.content],
        "addressee": statement.addressee,
        "outlet": statement.outlet,
        "source_date": str(statement.source_date) if statement.source_date else None,
        "basis": {
            "speaker": statement.speaker_basis,
            "outlet": statement.outlet_basis,
            "source_date": statement.date_basis,
        },
        "date": str(article.date) if article.date else None,
        "said_date": str(statement.said_date) if statement.said_date else None,
        "said_basis": statement.said_basis,
    }


__all__ = ["statement_fields", "statement_json"]
