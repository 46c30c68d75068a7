"""A screened text as plain data."""

from collections.abc import Sequence
from typing import Any

from index.desk.screened_text import KnownActor, ScreenedActor, ScreenedText
from index.desk.statement_objects import statement_fields
from index.library import StatementRow
from index.model import FILE_DATE, Actor, Card, basis_of_date, whole_statements


def screen_json(file: str, partly: str | None, texts: Sequence[ScreenedText]) -> dict[str, Any]:
    """The object that `--json` prints: the file, and each text in it. Offsets are code points."""
    return {"file": file, "partly": partly, "texts": [_text(one) for one in texts]}


def _text(screened: ScreenedText) -> dict[str, Any]:
    article = screened.analysis.article
    return {
        "title": article.title,
        "publication": article.publication,
        "author": article.author,
        "date": str(article.date) if article.date else None,
        "date_basis": article.shown_basis,
        "language": article.language,
        "characters": len(article.text) - article.body_start,
        "actors": [_actor(one) for one in screened.actors],
        "statements": _statements(screened),
        "citations": [
            {
                "outlet": one.outlet,
                "start": one.start,
                "end": one.end,
                "date_text": one.date_text,
                "date": str(one.date) if one.date else None,
                "date_basis": basis_of_date(one.date, one.date_text),
            }
            for one in screened.analysis.citations
        ],
        "outlets": [
            {"name": one.name, "times": one.times, "articles": one.articles}
            for one in screened.outlets
        ],
        "same": [_card(card) for card in screened.same],
        "alike": [
            {
                **_card(one.card),
                "score": round(one.shared.score, 4),
                "shares": [clue.text for clue in one.shared.shares],
            }
            for one in screened.alike
        ],
    }


def _actor(one: ScreenedActor) -> dict[str, Any]:
    return {
        "name": one.actor.name,
        "kind": one.actor.kind,
        "aliases": list(one.actor.aliases),
        "roles": [role.title for role in one.actor.roles],
        "mentions": one.mentions,
        "statements": one.statements,
        "certain": one.certain,
        "known": [_known(known) for known in one.known],
    }


def _known(one: KnownActor) -> dict[str, Any]:
    return {"name": one.name, "kind": one.kind, "articles": one.articles, "speaks": one.speaks}


def _statements(screened: ScreenedText) -> list[dict[str, Any]]:
    """The statements, direct, mixed and indirect, without what only stored articles have."""
    analysis, known = screened.analysis, known_speakers(screened)
    rows = []
    for one in whole_statements(analysis):
        speaker = None if one.speaker is None else analysis.actors[one.speaker]
        row = statement_fields(StatementRow(analysis, one, speaker))
        rows.append({**row, "known_speaker": known.get(speaker) if speaker else None})
    return rows


def known_speakers(screened: ScreenedText) -> dict[Actor, str]:
    """The library's names of the text's actors that it knows for certain."""
    return {one.actor: one.known[0].name for one in screened.actors if one.certain}


def _card(card: Card) -> dict[str, Any]:
    return {
        "id": card.id,
        "path": card.path,
        "title": card.title,
        "publication": card.publication,
        "date": (card.date or "").removeprefix(FILE_DATE) or None,
    }


__all__ = ["known_speakers", "screen_json"]
