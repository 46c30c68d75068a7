"""The fields of the inverted index."""

# Weight of a word in the title: BM25F counts it as so many occurrences in the text.
TITLE_BOOST = 2.0

# The fields of stems, each with the field of its words as written.
EXACT_FIELDS = {"title": "title_exact", "text": "exact"}


def boost_of(field: str) -> float:
    """The factor for a word's frequency in a field."""
    return TITLE_BOOST if field.startswith("title") else 1.0


__all__ = ["EXACT_FIELDS", "TITLE_BOOST", "boost_of"]
