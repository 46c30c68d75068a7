"""An analysis in MessagePack: what the catalogue stores of an article, packed by `text_frames`."""

import json
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from index.checked_input import parse_json
from index.model import (
    FILE_DATE,
    Actor,
    Analysis,
    Article,
    Citation,
    CrossReference,
    DateBasis,
    Mention,
    Span,
    Statement,
    parse_iso,
)


class _Packed(Struct, frozen=True, array_like=True, gc=False):
    """An analysis without the metadata that has columns in the catalogue."""

    text: str
    body: int
    stripped: int
    basis: DateBasis
    language: str | None
    member: str | None
    paragraphs: tuple[Span, ...]
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    references: tuple[CrossReference, ...]
    reported: tuple[Statement, ...]
    section: str | None = None
    removed: tuple[tuple[int, int], ...] = ()
    omitted: str | None = None


class _Beginning(Struct, frozen=True, array_like=True, gc=False):
    """The first fields of `_Packed`; the decoder passes over the others."""

    text: str
    body: int
    stripped: int
    basis: DateBasis
    language: str | None


def encode_analysis(analysis: Analysis) -> bytes:
    """Text, paragraphs and findings of an article. Its metadata is in columns of the catalogue."""
    article = analysis.article
    data = _Packed(
        article.text,
        article.body_start,
        article.stripped,
        article.date_basis,
        article.language,
        article.member,
        article.paragraphs,
        analysis.actors,
        analysis.mentions,
        analysis.quotations,
        analysis.citations,
        analysis.references,
        analysis.reported,
        article.section,
        article.removed,
        article.omitted,
    )
    try:
        return msgspec.msgpack.encode(data)
    except UnicodeEncodeError:  # half a pair of surrogates, which only JSON can write
        return json.dumps(msgspec.to_builtins(data)).encode()


_decoder = msgspec.msgpack.Decoder(_Packed)
_decoder_of_beginnings = msgspec.msgpack.Decoder(_Beginning)


def decode_analysis(raw: bytes, *, date: str | None, **metadata: Any) -> Analysis:
    """The analysis that `encode_analysis` encoded. Raises ValueError for anything else."""
    data = _decoded(raw, _decoder)
    article = Article(
        text=data.text,
        body_start=data.body,
        stripped=data.stripped,
        date_basis=data.basis,
        language=data.language,
        member=data.member,
        paragraphs=data.paragraphs,
        date=parse_iso(date.removeprefix(FILE_DATE)) if date else None,
        section=data.section,
        removed=data.removed,
        omitted=data.omitted,
        **metadata,
    )
    return Analysis(
        article,
        data.actors,
        data.mentions,
        data.quotations,
        data.citations,
        data.references,
        data.reported,
    )


def decode_article(raw: bytes, *, id: str, path: str, title: str) -> Article:
    """The text, the beginning of the body and the language of an encoded analysis.

    Takes a tenth of the time of `decode_analysis`. Raises ValueError.
    """
    data = _decoded(raw, _decoder_of_beginnings)
    return Article(id, path, title, data.text, data.body, language=data.language)


Fields = TypeVar("Fields")


def _decoded(raw: bytes, decoder: msgspec.msgpack.Decoder[Fields]) -> Fields:
    """The fields that a decoder knows, in MessagePack or in JSON. Raises ValueError."""
    try:
        if raw[:1] == b"[":  # no array begins so in MessagePack
            return msgspec.convert(parse_json(raw), decoder.type)
        return decoder.decode(raw)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error


__all__ = ["decode_analysis", "decode_article", "encode_analysis"]
