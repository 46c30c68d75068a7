"""The Whoosh schema.

Whoosh holds the inverted index and nothing else: metadata and text are in the catalogue. A document
is tied to its article by `num`, a column. Each text is indexed twice, as stems and as it is
written; `index.engine.local.postings` makes the postings, `index.engine.local.codec` shows them to Whoosh.
"""

from typing import Any

from whoosh import columns, fields, formats
from whoosh.analysis import IDAnalyzer

# What the title adds to a word's weight; BM25F reads it as the word standing that often in the text.
TITLE_BOOST = 2.0

# The fields with stems, each with the one that holds its words as they are written.
EXACT_FIELDS = {"title": "title_exact", "text": "exact", "said": "said_exact"}


class TokenText(fields.FieldType):  # type: ignore[misc]
    """A text field whose postings are made from the tokens of `index.text.tokens`, with positions."""

    indexed = True
    scorable = True
    stored = False
    unique = False
    vector = None
    column_type = None
    spelling = False
    spelling_prefix = "spell_"

    def __init__(self, boost: float = 1.0) -> None:
        self.format = formats.Positions(field_boost=boost)
        self.analyzer = IDAnalyzer()

    def __getstate__(self) -> dict[str, Any]:
        return dict(self.__dict__)

    def self_parsing(self) -> bool:
        return False


def boost_of(field: str) -> float:
    """What a word's frequency in a field is multiplied by."""
    return TITLE_BOOST if field.startswith("title") else 1.0


def make_schema() -> fields.Schema:
    """The schema; given to Whoosh at every opening, so that none is ever unpickled from disk."""
    texts = {name: TokenText(boost_of(name)) for pair in EXACT_FIELDS.items() for name in pair}
    return fields.Schema(num=fields.COLUMN(columns.NumericColumn("I")), **texts)


__all__ = ["EXACT_FIELDS", "TITLE_BOOST", "TokenText", "boost_of", "make_schema"]
