"""Recognises database exports by their lines, in files of any format."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from index.model import Article
from index.readers import factiva, nexis, proquest
from index.readers.export_record import Record, articles_of
from index.readers.source import Source
from index.readers.unwrap import unwrap


class ExportKind(NamedTuple):
    """A database: how to recognise and split its exports."""

    name: str
    looks_like: Callable[[Sequence[str]], bool]
    records_of: Callable[[Sequence[str]], list[Record]]


KINDS = (
    ExportKind("a ProQuest export", proquest.is_proquest, proquest.proquest_records),
    ExportKind("a Factiva export", factiva.is_factiva, factiva.factiva_records),
    ExportKind("a Nexis export", nexis.is_nexis, nexis.nexis_records),
)
# A string that every such export contains: a cheap first test.
_HINTS = (
    "Документ", "ДОКУМЕНТ", " ord\n", " słów", " kelime", " слів", "Longueur", "Lunghezza",
    "文档 ", "文書 ", "文件 ", "DATE-CHARGEMENT", "FECHA-CARGA", "UPDATE:",
    "HD", "Document ", "DOCUMENT", "LENGTH", "Length:", "LOAD-DATE", "Load-Date", "ProQuest",
    "End of Document",
    "Factiva", "DOKUMENT", "LONGUEUR", "LÄNGE", "Länge:", "LENGTE", "LONGITUD", "LUNGHEZZA",
    "Dokument", "Documento",
    "Longueur", "Longitud", " words", " mots", " Wörter", " palabras", " слов", " parole",
    " palavras", " woorden", "Lengte",
)  # fmt: skip


def export_in(text: str) -> tuple[ExportKind, list[Record]] | None:
    """The kind of export that a text is, and its documents; None for any other text.

    The list is empty for a text that looks like an export without documents.
    """
    if not any(hint in text for hint in _HINTS):
        return None
    lines = text.replace("\f", "\n").replace("\xa0", " ").split("\n")
    for kind in KINDS:
        if kind.looks_like(lines):
            whole, _ = unwrap("\n".join(line.rstrip() for line in lines))
            return kind, kind.records_of(whole.split("\n"))
    return None


def export_articles(source: Source, text: str) -> Iterator[Article] | None:
    """The articles of a text that is a database export; None for any other text."""
    found = export_in(text)
    if found is None or not found[1]:
        return None
    return articles_of(source, found[1], found[0].name)


__all__ = ["export_articles", "export_in"]
