"""An analysis as JSON, compressed by Zstandard: what the catalogue stores of an article."""

import json
import sys
import threading
from typing import Any

import msgspec
from msgspec import Struct

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

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


class _Packed(Struct, frozen=True, gc=False):
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


def pack_analysis(analysis: Analysis) -> bytes:
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
        raw = msgspec.json.encode(data)
    except UnicodeEncodeError:  # half a pair of surrogates, which JSON can write and UTF-8 cannot
        raw = json.dumps(msgspec.to_builtins(data)).encode()
    with _packing:
        return _compressor.compress(raw, _compressor.FLUSH_FRAME)


# The checksum detects damaged texts; see `pages`.
_OPTIONS: dict[int, int] = {
    zstd.CompressionParameter.compression_level: 1,
    zstd.CompressionParameter.checksum_flag: 1,
}
# Creating a compressor costs half as much as compressing an article, so they are reused.
_compressor = zstd.ZstdCompressor(options=_OPTIONS)
_packing = threading.Lock()
_decoder = msgspec.json.Decoder(_Packed)


def unpack_analysis(packed: bytes, *, date: str | None, **metadata: Any) -> Analysis:
    """The analysis that `pack_analysis` stored. Raises ValueError for anything else."""
    try:
        raw = zstd.decompress(packed)
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from error
    try:
        try:
            data = _decoder.decode(raw)
        except msgspec.DecodeError:
            data = msgspec.convert(json.loads(raw), _Packed)
    except msgspec.MsgspecError as error:
        raise ValueError(str(error)) from error
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


__all__ = ["pack_analysis", "unpack_analysis"]
