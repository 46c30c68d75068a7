"""Lines of bulk requests: the documents of analysed articles, and requests cut by their bytes."""

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from index.catalog import StoredArticle
from index.engine.local import HASHES, signatures, word_hash
from index.engine.opensearch.cluster import Json
from index.engine.opensearch.documents import (
    Spell,
    actor_documents,
    document_of,
    number_of,
)
from index.engine.opensearch.mapping import JOINER, loading_alias, names_alias
from index.engine.opensearch.mention_tokens import mention_fields
from index.model import Analysis

# Bytes of a bulk request.
REQUEST_BYTES = 5 << 20
# Hashes of a signature in one band.
_ROWS = 4
# Forms of names that are remembered as written.
_MOST_FORMS = 500_000


class DocumentWriter:
    """Writes articles as lines of bulk requests. Remembers words; not for several threads."""

    def __init__(self, name: str) -> None:
        self._articles, self._names = loading_alias(name), loading_alias(names_alias(name))
        self._spell = Spell()
        self._written: set[str] = set()

    def write(self, path: Path, articles: Iterable[tuple[Analysis, StoredArticle]]) -> None:
        """Write two lines for each article and each new form of a name. Raises OSError."""
        with path.open("wb") as stream:
            for analysis, entry in articles:
                for line in self.lines(analysis, entry):
                    stream.write(line + b"\n")

    def article(
        self, analysis: Analysis, entry: StoredArticle, group: int | None = None
    ) -> Iterator[bytes]:
        """The lines of one article alone; `group` is its group of duplicates."""
        document = document_of(analysis, entry, self._spell)
        document |= mention_fields(analysis)
        signed = signature_of(document["exact"])
        document |= {"near": bands_of(signed, entry.digest), "signature": signed.hex() or None}
        if group is not None:
            document |= {"group": group, "doubled": True}
        yield from index_lines(self._articles, entry.id, document)

    def lines(self, analysis: Analysis, entry: StoredArticle) -> Iterator[bytes]:
        """The lines of one article, and of each new form of a name in it."""
        yield from self.article(analysis, entry)
        for ident, form in actor_documents([entry]):
            if ident not in self._written:
                if len(self._written) > _MOST_FORMS:
                    self._written.clear()
                self._written.add(ident)
                yield from index_lines(self._names, ident, form)


def index_lines(index: str, ident: str, document: Json) -> tuple[bytes, bytes]:
    """The two lines that write a document; fields without a value are left out."""
    action = {"index": {"_index": index, "_id": ident}}
    held = {name: value for name, value in document.items() if value not in (None, [])}
    return _line(action), _line(held)


def delete_line(index: str, ident: str) -> bytes:
    """The line that deletes a document."""
    return _line({"delete": {"_index": index, "_id": ident}})


def _line(value: Json) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


@lru_cache(maxsize=300_000)
def _hash_of(word: str) -> int:
    return word_hash(word.encode("utf-8", "surrogatepass"))


def signature_of(exact: str) -> bytes:
    """The MinHash signature of a body from its folded words; empty for a short one."""
    words = exact.replace(JOINER, " ").split()
    hashes = np.fromiter(map(_hash_of, words), np.uint64, len(words))
    return signatures(hashes, np.array([0, len(words)]))[0] if words else b""


def bands_of(signature: bytes, digest: str) -> list[str]:
    """Keywords that duplicates share: bands of the signature, and the digest of the text."""
    size = 4 * _ROWS
    bands = [signature[at : at + size].hex() for at in range(0, len(signature), size)]
    assert len(bands) in {0, HASHES // _ROWS}
    # a number a band keeps the keywords short
    return [f"d{digest}"] + [
        f"{place:x}.{number_of('band', band):x}" for place, band in enumerate(bands)
    ]


def requests_of(lines: Iterable[bytes], most: int = REQUEST_BYTES) -> Iterator[list[bytes]]:
    """Lines cut into requests of at most `most` bytes, or one document that is longer."""
    part: list[bytes] = []
    size = 0
    for document in _documents(lines):
        own = sum(map(len, document)) + len(document)
        if part and size + own > most:
            yield part
            part, size = [], 0
        part += document
        size += own
    if part:
        yield part


def halves(lines: Sequence[bytes]) -> tuple[list[bytes], list[bytes]] | None:
    """The lines of a request as two; None for a single document."""
    documents = list(_documents(lines))
    if len(documents) < 2:
        return None
    one, other = documents[: len(documents) // 2], documents[len(documents) // 2 :]
    return [line for own in one for line in own], [line for own in other for line in own]


def _documents(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The lines of each action: one to delete, two to write."""
    wanted = iter(lines)
    for line in wanted:
        yield [line] if line.startswith(b'{"delete"') else [line, next(wanted)]


__all__ = [
    "REQUEST_BYTES",
    "DocumentWriter",
    "bands_of",
    "delete_line",
    "halves",
    "index_lines",
    "requests_of",
    "signature_of",
]
