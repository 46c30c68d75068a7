"""A document of a database export, and the article that it becomes."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, field

from index.errors import ReadFailure
from index.model import Article, PartialDate
from index.readers.metadata_date import metadata_date, settled_order
from index.readers.source import PartlyRead, Source, compose


class Record(Struct):
    """One document of an export; `body` is its paragraphs."""

    title: str = ""
    body: list[str] = field(default_factory=list)
    publication: str | None = None
    author: object = None
    date: object = None
    section: str | None = None
    language: str | None = None
    volume: str | None = None
    issue: str | None = None
    member: str | None = None
    omitted: str | None = None


def articles_of(source: Source, records: Sequence[Record], kind: str) -> Iterator[Article]:
    """The articles of an export's documents. Raises PartlyRead at the end where some have no text.

    Raises ReadFailure where none has; `kind` names the export in these messages.
    """
    order = settled_order(
        record.date for record in records if not isinstance(record.date, PartialDate)
    )
    empty = 0
    for at, record in enumerate(records, 1):
        body = "\n\n".join(part for part in record.body if part.strip())
        member = record.member or f"document {at}"
        if source.member:
            member = f"{source.member}, {member}"
        try:
            yield compose(
                source,
                record.title,
                body,
                publication=record.publication,
                author=record.author,
                date=metadata_date(record.date, order)
                if not isinstance(record.date, PartialDate)
                else record.date,
                section=record.section,
                language=record.language,
                volume=record.volume,
                issue=record.issue,
                member=member,
                omitted=record.omitted,
                has_header=False,
            )
        except ReadFailure:
            empty += 1
    if empty == len(records):
        raise ReadFailure(f"looks like {kind}, but no document in it has text")
    if empty:
        raise PartlyRead(f"{empty:,} of {len(records):,} documents of {kind} have no text")


__all__ = ["Record", "articles_of"]
