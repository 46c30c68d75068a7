"""Nexis and LexisNexis exports: "1 of 3 DOCUMENTS", Nexis Uni, and single documents.

The input is lines, whatever the file was (text, RTF, Word, HTML): the forms share their labels.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.model import PartialDate
from index.readers.export_record import Record
from index.readers.metadata_date import metadata_date, month_number

_COUNT = re.compile(
    r"(?:(?:dokument|document|documento|documenten?|документ)\s+)?\d+\s+(?:of|de|von|van|di|sur|из)\s+[\d.,]+"
    r"(?:\s+(?:documents?|dokumenten?|documentos?|documenti|documenten|документ\w*))?\s*$",
    re.IGNORECASE,
)
_SAYS_DOCUMENT = re.compile(r"do[ck]u|докум", re.IGNORECASE)
_END = re.compile(
    r"(?:end of document|ende des dokuments|fin del documento|fin du document|fine del documento|einde van document|fim do documento)\s*$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:body|text|haupttext|volltext|corps|texte|cuerpo|corpo|testo|tekst|inhalt)\s*$",
    re.IGNORECASE,
)
# What a label means; labels in the languages of the interface.
_LABELS = {
    "author": "byline author autor auteur autore byline(s) von por",
    "section": "section rubrik rubrique sección seccion sezione sectie rubriek seção ressort",
    "length": "length länge laenge longueur longitud extensión lunghezza lengte tamanho",
    "title": "headline titel titre título titulo titolo überschrift",
    "load": "load-date load date update date-chargement fecha-carga datum-laden laaddatum ladedatum load-datum",
    "language": "language sprache langue idioma lingua taal língua",
    "place": "dateline ort lieu",
    "highlight": "highlight chapeau destacado samenvatting abstract",
    "known": "publication-type publication type type-publication tipo-publicación tipo-publicacion pub-type document-type"
    " document type type-document journal-code zeitungscode country subject organization organisation person company ticker"
    " industry geographic category copyright publicationstyp ukpublicationtype acc-no correction-date classification"
    " series url doi distribution isbn issn notes loaddate",
    "text": "graphic correction correction-appended grafik graphique gráfico body",
    "date": "date datum fecha data publication-date",
    "publication": "publication source-publication zeitung publicación pubblicazione",
}  # fmt: skip
_MANY_WORDS = (
    "load date", "publication type", "type-publication", "document type", "publication-date",
)  # fmt: skip
_KINDS = {
    label: kind
    for kind, labels in _LABELS.items()
    for label in (
        *(word for word in labels.split()),
        *(word for word in _MANY_WORDS if word in labels),
    )
}
_LABEL = re.compile(r"([A-Za-zÀ-ÿ][A-Za-zÀ-ÿ()\- ]{1,28}?)\s?:[ \t\xa0]*(.*)$")
_COPYRIGHT = re.compile(
    r"(?:copyright\b|©|\(c\)\s*\d{4}|all rights reserved|alle rechte|tous droits|todos los derechos)",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"(?:\w+ ){0,4}(?:edition|ausgabe|édition|edición|edizione|editie|final)\b.{0,40}$",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"\d[\d.,]*\s+\S+")
_MOST_HEAD = 14


def is_nexis(lines: Sequence[str]) -> bool:
    """Whether lines look like an export of Nexis or LexisNexis, of many documents or of one."""
    counts = sum(1 for line in lines if _is_count(line.strip()))
    ends = sum(1 for line in lines if _END.match(line.strip()))
    labels = _labels_in(lines)
    if counts or ends:
        return bool({"length", "load", "section", "author", "known"} & labels)
    return {"length", "load"} <= labels or (
        "length" in labels
        and len(labels & {"author", "section", "known", "title", "language"}) >= 2
    )


def records_of(lines: Sequence[str]) -> list[Record]:
    """The documents of an export. Each line is a paragraph, or a part of one between empty lines."""
    found = [_record(part) for part in _documents(lines)]
    return [record for record in found if record is not None]


def _is_count(line: str) -> bool:
    return len(line) < 60 and bool(_COUNT.match(line)) and bool(_SAYS_DOCUMENT.search(line))


def _labels_in(lines: Sequence[str]) -> set[str]:
    found = set()
    for line in lines:
        label = _label(line.strip())
        if label and (label[0] != "length" or _LENGTH.match(label[1])):
            found.add(label[0])
    return found


def _label(line: str) -> tuple[str, str] | None:
    """What a label means, and what stands after it; None for a line without a known label."""
    match = _LABEL.match(line)
    if match is None:
        return None
    kind = _KINDS.get(match[1].strip().casefold())
    return (kind, match[2].strip()) if kind else None


def _documents(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each document; what stands before the first (a cover page) is left out."""
    counts = [at for at, line in enumerate(lines) if _is_count(line.strip())]
    if counts:
        borders = [*counts, len(lines)]
        return [list(lines[a + 1 : b]) for a, b in pairwise(borders)]
    parts: list[list[str]] = [[]]
    for line in lines:
        if _END.match(line.strip()):
            parts.append([])
        else:
            parts[-1].append(line)
    if len(parts) > 1:
        parts = parts[:-1]  # what follows the last end is no document
    return parts


def _record(lines: Sequence[str]) -> Record | None:
    """One document; None where there is none (a cover page)."""
    blocks = _blocks(lines)
    first = next((at for at, block in enumerate(blocks) if _starts_labels(block)), None)
    if first is None:
        first = _after_copyright(blocks)
        if first is None:
            return None
    record = Record()
    _read_head(record, blocks[:first])
    rest = blocks[first:]
    if any(_BODY.match(block.text) for block in rest):
        at = next(i for i, block in enumerate(rest) if _BODY.match(block.text))
        body = [text for block in rest[:at] if (text := _header_text(record, block))]
        rest = rest[at + 1 :]
    else:
        at = next((i for i, block in enumerate(rest) if not _is_header(block)), len(rest))
        body = [text for block in rest[:at] if (text := _header_text(record, block))]
        rest = rest[at:]
    end = next((i for i, block in enumerate(rest) if _ends_text(block)), len(rest))
    body += [block.text for block in rest[:end] if not _is_notice(block)]
    body += [text for block in rest[end:] if (text := _header_text(record, block))]
    record.body = body
    return record if any(body) else None


def _header_text(record: Record, block: "_Block") -> str:
    """What a paragraph of the head or the foot adds to the text: nothing where its label is known."""
    label = _label(block.text)
    if label is None:
        return "" if _is_notice(block) or block.text == "Classification" else block.text
    kind, value = label
    if kind in {"highlight", "text"}:
        return value if kind == "highlight" else block.text
    _take(record, kind, value)
    return ""


def _is_header(block: "_Block") -> bool:
    """Whether a paragraph belongs to the labelled lines above the text."""
    match = _LABEL.match(block.text)
    return _is_notice(block) or (
        match is not None and (_label(block.text) is not None or match[1].isupper())
    )


def _ends_text(block: "_Block") -> bool:
    """Whether a paragraph is the first of the labelled lines below the text."""
    match, label = _LABEL.match(block.text), _label(block.text)
    if match is None or label is None:
        return block.text == "Classification"
    if label[0] == "load":
        return True
    return label[0] in {"known", "language"} and (
        match[1].isupper() or "-" in match[1] or label[0] == "language"
    )


def _is_notice(block: "_Block") -> bool:
    return len(block.text) < 200 and bool(_COPYRIGHT.match(block.text))


class _Block:
    """A paragraph: its text, and how far its first line is indented."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.text = " ".join(" ".join(lines).split())
        self.indent = len(lines[0]) - len(lines[0].lstrip(" \xa0"))


def _blocks(lines: Sequence[str]) -> list[_Block]:
    """Paragraphs of lines; a line with a label begins one, even without an empty line before it."""
    out: list[_Block] = []
    current: list[str] = []
    for line in [*lines, ""]:
        if current and (not line.strip() or _label(line.strip()) or _indents(current, line)):
            out.append(_Block(current))
            current = []
        if line.strip():
            current.append(line)
    return out


def _indents(current: Sequence[str], line: str) -> bool:
    """Whether a line is set off from those before it, as centred lines are."""
    before = len(current[-1]) - len(current[-1].lstrip())
    own = len(line) - len(line.lstrip())
    return (before >= 8 or own >= 8) and before != own


def _starts_labels(block: _Block) -> bool:
    label = _label(block.text)
    return (label is not None and label[0] not in {"date", "publication"}) or bool(
        _BODY.match(block.text)
    )


def _after_copyright(blocks: Sequence[_Block]) -> int | None:
    """Where the text begins in a document without labels: after its date or its copyright."""
    for at, block in enumerate(blocks[:_MOST_HEAD]):
        if _date_in_line(block.text):
            return min(at + 2, len(blocks))
    return None


def _read_head(record: Record, blocks: Sequence[_Block]) -> None:
    """Title, publication and date from the paragraphs before the first label."""
    head = []
    for block in blocks[-_MOST_HEAD:]:
        label = _label(block.text)
        if label:
            _take(record, *label)
        elif not _COPYRIGHT.match(block.text):
            head.append(block)
    at = max((i for i, b in enumerate(head) if _date_in_line(b.text) is not None), default=None)
    if at is None:
        if head:
            record.title = record.title or head[-1].text
            record.publication = record.publication or (head[0].text if len(head) > 1 else None)
        return
    record.date = _date_in_line(head[at].text)
    before = [block.text for block in head[:at]]
    after = [b for b in head[at + 1 :] if not _EDITION.fullmatch(b.text) and b.indent < 8]
    notes = [b.text for b in head[at + 1 :] if b not in after and not _EDITION.fullmatch(b.text)]
    if after:
        record.publication = record.publication or (before[-1] if before else None)
        record.title = record.title or " ".join(block.text for block in after[:3])
    elif len(before) > 1:
        record.publication = record.publication or before[-1]
        record.title = record.title or before[-2]
    elif before and notes:
        record.publication = record.publication or before[-1]
        record.title = record.title or notes[0]
    else:
        record.title = record.title or (before[0] if before else "")


_WORD = re.compile(r"[^\W\d_]{3,}")


def _date_in_line(line: str) -> PartialDate | None:
    """The date of a header line that has few words besides it: a weekday, a time zone."""
    if len(line) > 80 or not re.search(r"\d{4}", line) or re.match(r"[^\W\d][^:]{3,}: ", line):
        return None
    if len([word for word in _WORD.findall(line) if not month_number(word)]) > 3:
        return None
    date = metadata_date(line)
    return date if date is not None and (date.month or len(line) < 12) else None


def _take(record: Record, kind: str, value: str) -> None:
    """Keep what a labelled line says."""
    if not value:
        return
    if kind == "author":
        record.author = record.author or value
    elif kind == "section":
        record.section = record.section or value
    elif kind == "title":
        record.title = value
    elif kind == "language":
        record.language = value
    elif kind == "date":
        record.date = record.date or metadata_date(value)
    elif kind == "publication":
        record.publication = record.publication or value


__all__ = ["is_nexis", "records_of"]
