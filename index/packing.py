"""An analysis as JSON, compressed by Zstandard: what the catalogue stores of an article."""

import json
import sys
import threading
from typing import Any

import msgspec

from index.article import Actor, Analysis, Article, Basis, Citation, CrossReference, Mention, Quotation, Role, Span
from index.dates import PartialDate, parse_iso

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd


def pack(analysis: Analysis) -> bytes:
    """Text, paragraphs and findings of the article; its metadata stands in the catalogue's columns."""
    article = analysis.article
    data = {
        "text": article.text,
        "body": article.body_start,
        "stripped": article.stripped,
        "basis": article.date_basis,
        "language": article.language,
        "member": article.member,
        "paragraphs": [at for span in article.paragraphs for at in span],
        "actors": [[a.name, a.kind, a.aliases, [[r.title, r.date] for r in a.roles]] for a in analysis.actors],
        "mentions": [[m.start, m.end, m.actor, m.role] for m in analysis.mentions],
        "quotations": [
            [q.start, q.end, q.kind, q.speaker, q.speaker_span, q.cue, q.outlet, _date(q.source_date), _letters(q)]
            for q in analysis.quotations
        ],
        "citations": [[c.start, c.end, c.outlet, c.date_text, _date(c.date)] for c in analysis.citations],
        "references": [[r.start, r.end, r.publication, r.date_text, _date(r.date)] for r in analysis.references],
    }
    try:
        raw = msgspec.json.encode(data)
    except UnicodeEncodeError:  # half a pair of surrogates, which JSON can write and UTF-8 cannot
        raw = json.dumps(data).encode()
    with _packing:
        return _compressor.compress(raw, _compressor.FLUSH_FRAME)


# To begin a compressor takes half as long as to compress an article.
_compressor = zstd.ZstdCompressor(level=1)
_packing = threading.Lock()


# Basis of speaker, outlet and date as a letter each.
_LETTERS: dict[Basis | None, str] = {None: "-", "stated": "s", "inferred": "i", "set": "r"}
_BASES: dict[str, Basis | None] = {letter: basis for basis, letter in _LETTERS.items()}


def _letters(quotation: Quotation) -> str:
    return "".join(_LETTERS[basis] for basis in (quotation.speaker_basis, quotation.outlet_basis, quotation.date_basis))


def _date(date: PartialDate | None) -> str | None:
    return str(date) if date else None


def _parsed(date: str | None) -> PartialDate | None:
    return parse_iso(date) if date else None


def unpack(packed: bytes, *, date: str | None, **metadata: Any) -> Analysis:
    """The analysis that `pack` stored. Raises ValueError, KeyError or TypeError for anything else."""
    try:
        raw = zstd.decompress(packed)
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from error
    try:
        data = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        data = json.loads(raw)
    text = data["text"]
    flat = data["paragraphs"]
    article = Article(
        text=text,
        body_start=data["body"],
        stripped=data["stripped"],
        date_basis=data["basis"],
        language=data["language"],
        member=data["member"],
        paragraphs=tuple(Span(*pair) for pair in zip(flat[::2], flat[1::2], strict=True)),
        date=_parsed(date),
        **metadata,
    )
    return Analysis(
        article,
        tuple(
            Actor(name, kind, tuple(aliases), tuple(Role(*role) for role in roles))
            for name, kind, aliases, roles in data["actors"]
        ),
        tuple(Mention(start, end, text[start:end], actor, role) for start, end, actor, role in data["mentions"]),
        tuple(
            Quotation(
                start, end, kind, speaker, Span(*span) if span else None, cue, outlet, _parsed(said), *map(_BASES.get, bases)
            )
            for start, end, kind, speaker, span, cue, outlet, said, bases in data["quotations"]
        ),
        tuple(Citation(start, end, outlet, written, _parsed(meant)) for start, end, outlet, written, meant in data["citations"]),
        tuple(
            CrossReference(start, end, name, written, _parsed(meant)) for start, end, name, written, meant in data["references"]
        ),
    )
