"""The terms of a field that a pattern matches, or that are spelt nearly like a word."""

import re
from collections.abc import Iterable
from typing import cast

import numpy as np

from index.engine.local.field_arrays import FieldArrays
from index.engine.local.plan_nodes import FuzzyTerm, Wildcard
from index.query import glob_source

# One character of UTF-8, as a pattern of bytes spelt in Latin-1.
_ANY = r"(?:[\x00-\x09\x0b-\x7f]|[\xc0-\xff][\x80-\xbf]*)"


def term_bytes(text: str | bytes) -> bytes:
    """A term as the segments hold it: UTF-8, lone surrogates kept."""
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")


def terms_like(field: FieldArrays, node: Wildcard | FuzzyTerm) -> Iterable[int]:
    """The numbers of the terms that a wildcard or fuzzy query matches."""
    if isinstance(node, Wildcard):
        fixed = re.split(r"[*?]", node.text, maxsplit=1)[0]
        low, high = field.begun_by(term_bytes(fixed)) if fixed else (0, len(field))
        lines = field.lines_between(low, high)
        pattern = glob_source(
            node.text, _ANY, r"[^\n]*", lambda c: re.escape(term_bytes(c)).decode("latin-1")
        ).encode("latin-1")
        starts = [match.start() for match in re.finditer(rb"^" + pattern + rb"$", lines, re.M)]
        begin = int(field.ends[low - 1]) if low else 0
        terms = np.searchsorted(field.ends, np.array(starts, np.int64) + begin, side="right")
        return cast("list[int]", terms.tolist())
    low, high = field.begun_by(term_bytes(node.text[:1])) if node.text else (0, len(field))
    return [low + place for place, _ in within_distance(field, low, high, node.text, node.distance)]


def within_distance(
    field: FieldArrays, low: int, high: int, word: str, limit: int
) -> list[tuple[int, int]]:
    """The terms from number `low` up to `high` at most `limit` edits (Levenshtein) from `word`.

    Each as its place counted from `low`, and its distance.
    """
    words = field.lines_between(low, high).decode("utf-8", "surrogatepass").split("\n")[:-1]
    if not words:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    distances = process.cdist(
        [word], words, scorer=Levenshtein.distance, score_cutoff=limit, dtype=np.uint8
    )[0]
    places = np.flatnonzero(distances <= limit)
    return list(zip(places.tolist(), distances[places].tolist(), strict=True))


__all__ = ["term_bytes", "terms_like", "within_distance"]
