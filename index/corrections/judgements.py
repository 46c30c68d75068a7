"""The reader's judgements on statements: speaker, outlet, date.

A judgement is stored with the words of the quotation, so that it applies after a rebuild and to a
changed text. It is applied when an article is read, and never written into a library.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from index.corrections.anchors import Anchor, place
from index.model import (
    Actor,
    ActorKind,
    Analysis,
    Article,
    SaidBasis,
    Span,
    Statement,
    actor_key,
    parse_iso,
    said_statements,
)

JudgedField = Literal["speaker", "outlet", "date"]
JUDGED_FIELDS: tuple[JudgedField, ...] = ("speaker", "outlet", "date")


class JudgedValue(Struct, frozen=True):
    """A speaker or outlet by name, or an ISO 8601 date, or None; `kind` is a speaker's."""

    text: str | None
    kind: ActorKind | None = None

    def same(self, other: "JudgedValue") -> bool:
        """Whether the two mean the same speaker, outlet or date."""
        if self.text is None or other.text is None or self.kind is None or other.kind is None:
            return self.text == other.text
        return self.kind == other.kind and actor_key(self.text, self.kind) == actor_key(
            other.text, other.kind
        )


NOBODY = JudgedValue(None)


class Judgement(Struct, frozen=True):
    """The reader's answer for one field of a quotation, and the answer of extraction.

    `article` is the article's id, `digest` that of its text, which finds a moved file. `at` is UTC,
    ISO 8601.
    """

    id: str
    article: str
    path: str
    digest: str
    title: str
    anchor: Anchor
    field: JudgedField
    answer: JudgedValue
    extracted: JudgedValue
    at: str

    @property
    def right(self) -> bool:
        """Whether extraction gave the same answer."""
        return self.answer.same(self.extracted)


class Tally(Struct, frozen=True):
    """How many answers of extraction the reader checked, and how many were right."""

    checked: int = 0
    right: int = 0

    def __str__(self) -> str:
        """As in "412 checked, 97 % right"."""
        return f"{self.checked:,} checked" + (
            f", {100 * self.right // self.checked} % right" if self.checked else ""
        )


def tally(judgements: Iterable[Judgement], field: JudgedField | None = None) -> Tally:
    """The tally of some judgements, or of those about one field."""
    counted = [one.right for one in judgements if field in {None, one.field}]
    return Tally(len(counted), sum(counted))


def judgement_body(one: Judgement) -> dict[str, Any]:
    """A judgement as plain data, for storage."""
    return dict(msgspec.to_builtins(one))


def judgement_from(body: object) -> Judgement:
    """The judgement that `judgement_body` made. Raises ValueError for another type of a field."""
    try:
        return msgspec.convert(body, Judgement)
    except (msgspec.ValidationError, RecursionError) as error:
        raise ValueError(str(error)) from error


def answer_of(analysis: Analysis, quotation: Statement, field: JudgedField) -> JudgedValue:
    """The present value of a quotation's field."""
    match field:
        case "speaker":
            if quotation.speaker is None:
                return NOBODY
            actor = analysis.actors[quotation.speaker]
            return JudgedValue(actor.name, actor.kind)
        case "outlet":
            return JudgedValue(quotation.outlet)
        case "date":
            return JudgedValue(str(quotation.source_date) if quotation.source_date else None)


def statement_of(one: Judgement, analysis: Analysis) -> Statement | None:
    """The statement that a judgement is about; None where it is gone."""
    found = place(one.anchor, analysis.article.text)
    if found is None:
        return None
    span = found.span
    shared = {
        q: min(q.end, span.end) - max(q.start, span.start)
        for q in said_statements(analysis)
        if Span(q.start, q.end).touches(span)
    }
    best = max(shared, key=lambda q: (shared[q], q.start - q.end), default=None)
    # both overlap by more than half: a judgement on a sentence does not apply to the whole speech
    if best is None or 2 * shared[best] <= max(span.end - span.start, best.end - best.start):
        return None
    return best


def settled(analysis: Analysis, judgements: Sequence[Judgement]) -> Analysis:
    """The analysis with the judgements applied, later ones last; the basis becomes "set".

    A mixed statement and its quoted pieces are judged together, as far as they agreed before.
    """
    actors = list(analysis.actors)
    for one in sorted(judgements, key=lambda one: one.at):
        judged = statement_of(one, analysis)
        if judged is not None:
            change = partial(_with_answer, judged, one, actors, analysis.article)
            analysis = replace(
                analysis,
                quotations=tuple(map(change, analysis.quotations)),
                reported=tuple(map(change, analysis.reported)),
            )
    return replace(analysis, actors=tuple(actors))


def _with_answer(
    judged: Statement, one: Judgement, actors: list[Actor], article: Article, statement: Statement
) -> Statement:
    """A statement with the answer, if it is the judged one or a part of it that agreed with it."""
    agreed = _value(statement, one.field) == _value(judged, one.field)
    if statement != judged and not (agreed and _are_one(statement, judged)):
        return statement
    return _answered(statement, one.field, one.answer, actors, article)


def _value(statement: Statement, field: JudgedField) -> object:
    match field:
        case "speaker":
            return statement.speaker
        case "outlet":
            return statement.outlet
        case "date":
            return statement.source_date


def _are_one(one: Statement, other: Statement) -> bool:
    """Whether one is a mixed statement and the other a quoted piece of it."""
    if {one.kind, other.kind} != {"mixed", "direct"}:
        return False
    whole, piece = (one, other) if one.kind == "mixed" else (other, one)
    return whole.start <= piece.start and piece.end <= whole.end


def _answered(
    quotation: Statement,
    field: JudgedField,
    answer: JudgedValue,
    actors: list[Actor],
    article: Article,
) -> Statement:
    match field:
        case "speaker":
            actor = _place_of_actor(answer, actors)
            others = quotation.other_speakers if actor == quotation.speaker else ()
            return replace(quotation, speaker=actor, other_speakers=others, speaker_basis="set")
        case "outlet":
            return replace(quotation, outlet=answer.text, outlet_basis="set")
        case "date":
            day = parse_iso(answer.text) if answer.text else None
            basis: SaidBasis = "file" if article.shown_basis == "file" else "article"
            return replace(
                quotation,
                source_date=day,
                date_basis="set",
                said_date=day or article.date,
                said_basis="set" if day else basis if article.date else None,
            )


def _place_of_actor(answer: JudgedValue, actors: list[Actor]) -> int | None:
    """The index of the actor in `actors`, appended if missing."""
    if answer.text is None or answer.kind is None:
        return None
    key = actor_key(answer.text, answer.kind)
    for number, actor in enumerate(actors):
        if actor.kind == answer.kind and actor_key(actor.name, actor.kind) == key:
            return number
    actors.append(Actor(answer.text, answer.kind))
    return len(actors) - 1
