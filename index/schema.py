"""The Whoosh schema.

Whoosh holds the inverted index and nothing else: metadata and text are in the catalogue. A
document is tied to its article by `num`, a column, and to its file by `file`, a key of the path.

The text fields take Whoosh's own `Positions` postings ready made, from the tokens of
`index.analysis.tokenise`: one pass over the words serves the stemmed and the exact field, Whoosh's
chain of token filters, the slowest part of its indexing, is left out, and other processes than the
one that writes can do the work.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from whoosh import columns, fields, formats
from whoosh.analysis import IDAnalyzer

from index.analysis import Token, tokenise
from index.article import Analysis, Article, Span

# What the title adds to a word's weight; BM25F reads it as the word standing that often in the text.
TITLE_BOOST = 2.0
# Words between two quotations, so that no phrase reaches from one into the next.
_GAP = 100

STEMMED, EXACT = "stem", "exact"


class TokenText(fields.FieldType):  # type: ignore[misc]
    """A text field whose value is a sequence of Tokens; `form` says which form is indexed."""

    indexed = True
    scorable = True
    stored = False
    unique = False
    vector = None
    column_type = None
    spelling = False
    spelling_prefix = "spell_"

    def __init__(self, form: str, boost: float = 1.0) -> None:
        self.form = form
        self.format = formats.Positions(field_boost=boost)
        self.analyzer = IDAnalyzer()

    def index(self, value: Iterable[tuple[bytes, int, float, bytes]], **_: Any) -> Iterable[tuple[bytes, int, float, bytes]]:
        """Whoosh asks for the postings of a value; the value is those postings already (`encode`)."""
        return value

    def encode(self, tokens: Sequence[Token]) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Postings of `tokens`: term, frequency, weight, encoded positions."""
        places: dict[str, list[int]] = {}
        exact = self.form == EXACT
        for token in tokens:
            places.setdefault(token.exact if exact else token.stem, []).append(token.position)
        boost = self.format.field_boost
        encode = self.format.encode
        for term, positions in places.items():
            count = len(positions)
            yield term.encode("utf-8", "surrogatepass"), count, count * boost, encode(positions)

    def __getstate__(self) -> dict[str, Any]:
        return dict(self.__dict__)

    def self_parsing(self) -> bool:
        return False


def make_schema() -> fields.Schema:
    """The schema; given to Whoosh at every opening, so that none is ever unpickled from disk."""
    return fields.Schema(
        num=fields.COLUMN(columns.NumericColumn("I")),
        file=fields.ID(),
        **_FIELDS,
    )


def article_tokens(article: Article) -> tuple[list[Token], list[Token]]:
    """The words of the title and of the body, spans into `Article.text`.

    A title that does not stand in the text gives tokens without a place, (0, 0).
    """
    span = article.title_span
    if span.end:
        title = tokenise(article.text, span.start, span.end)
    else:
        title = [token._replace(start=0, end=0) for token in tokenise(article.title)]
    return title, tokenise(article.text, article.body_start)


def span_tokens(body: Iterable[Token], spans: Iterable[Span]) -> list[Token]:
    """The tokens of `body` that lie in `spans`, positions spread so that no phrase crosses over."""
    chosen: list[Token] = []
    ordered = sorted(spans)
    at, shift = 0, 0
    last: Span | None = None
    for token in body:
        while at < len(ordered) and ordered[at].end <= token.start:
            at += 1
        if at == len(ordered):
            break
        if token.start >= ordered[at].start and token.end <= ordered[at].end:
            if ordered[at] != last:
                last = ordered[at]
                shift += _GAP
            chosen.append(token._replace(position=token.position + shift))
    return chosen


def file_key(path: str) -> str:
    """The term that a file's documents share: a path can hold bytes that no term can."""
    return hashlib.blake2b(os.fsencode(path), digest_size=12).hexdigest()


Postings = list[tuple[bytes, int, float, bytes]]


def postings(analysis: Analysis) -> dict[str, Postings]:
    """The postings of each text field of one article: the costly half of `document`."""
    title, body = article_tokens(analysis.article)
    spoken = (Span(q.start, q.end) for q in analysis.quotations if q.kind == "direct")
    said = span_tokens(body, spoken)
    values = {"title": title, "title_exact": title, "text": body, "exact": body, "said": said, "said_exact": said}
    return {name: list(_FIELDS[name].encode(tokens)) for name, tokens in values.items()}


def document(num: int, path: str, fields_: dict[str, Postings]) -> dict[str, Any]:
    """What the Whoosh writer is given for one article."""
    return {"num": num, "file": file_key(path), **fields_}


_FIELDS = {
    "title": TokenText(STEMMED, TITLE_BOOST),
    "title_exact": TokenText(EXACT, TITLE_BOOST),
    "text": TokenText(STEMMED),
    "exact": TokenText(EXACT),
    "said": TokenText(STEMMED),
    "said_exact": TokenText(EXACT),
}


__all__ = [
    "EXACT",
    "STEMMED",
    "TITLE_BOOST",
    "Postings",
    "TokenText",
    "article_tokens",
    "document",
    "file_key",
    "make_schema",
    "postings",
    "span_tokens",
]
