"""Checking kept passages against the files that they came from."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from index.corrections import place
from index.errors import ReadFailure
from index.kept.records import Mark
from index.settings import Settings


class Verdict(Struct, frozen=True):
    """Whether a passage's words are in its file.

    `status` is `stands`, `moved` (word for word elsewhere), `changed` or `missing`. `words` are the
    present words of a changed passage.
    """

    mark: Mark
    status: str
    words: str | None = None


def verify_marks(marks: Iterable[Mark], settings: Settings | None = None) -> list[Verdict]:
    """Read the file of each mark and look for its words. Each file is read once."""
    texts: dict[tuple[str, str], str | None] = {}
    verdicts = []
    for mark in marks:
        source = mark.passage.source
        key = source.path, source.article
        if key not in texts:
            texts[key] = _text_in_file(*key, settings)
        verdicts.append(_verdict(mark, texts[key]))
    return verdicts


def _verdict(mark: Mark, text: str | None) -> Verdict:
    found = place(mark.passage.anchor, text) if text is not None else None
    if found is None or text is None:
        return Verdict(mark, "missing")
    words = text[found.span.start : found.span.end] if found.how == "changed" else None
    return Verdict(mark, found.how, words)


def _text_in_file(path: str, ident: str, settings: Settings | None) -> str | None:
    """The text of the article with this id, or of the file's first; None if it cannot be read."""
    try:
        from index.readers import read_file  # loads every format

        articles, _ = read_file(Path(path), settings)
    except (ReadFailure, OSError, ValueError):
        return None
    return next(
        (article.text for article in articles if article.id == ident),
        articles[0].text if articles else None,
    )
