"""The Whoosh schema.

Whoosh holds only the inverted index; metadata and text are in the catalogue. The column `num` ties
a document to its article. Each text is indexed twice, as stems and as written.
`index.engine.local.postings` makes the postings, `index.engine.local.codec` shows them to Whoosh.
"""

from typing import Any

from whoosh import columns, fields, formats
from whoosh.analysis import IDAnalyzer

from index.engine.local.index_fields import EXACT_FIELDS, boost_of


class TokenText(fields.FieldType):  # type: ignore[misc]
    """A text field with positional postings of the tokens of `index.text.tokens`."""

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


def make_schema() -> fields.Schema:
    """The schema; given to Whoosh at every opening, so that none is ever unpickled from disk."""
    texts = {name: TokenText(boost_of(name)) for pair in EXACT_FIELDS.items() for name in pair}
    return fields.Schema(num=fields.COLUMN(columns.NumericColumn("I")), **texts)


__all__ = ["TokenText", "make_schema"]
