"""Nexis and LexisNexis exports: "1 of 3 DOCUMENTS", Nexis Uni, and single documents.

The input is lines of a file of any format (text, RTF, Word, HTML): the forms share their labels.
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
    r"(?:end of document|ende des dokuments|fin del documento|fin du document|fine del documento"
    r"|einde van document|fim do documento)\s*$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:body|text|haupttext|textkörper|volltext|corps|corps du texte|texte|texte intégral|cuerpo"
    r"|cuerpo del texto|corpo|testo|tekst|inhalt|текст)\s*:?\s*$",
    re.IGNORECASE,
)
# The meaning of labels, in the languages of the interface.
_LABELS = {
    "author": """
        byline; byline(s); author; authors; autor; autoren; verfasser; auteur; auteurs; autore
        autores
        auteur(s); von; por; автор
        """,
    "section": """
        section; rubrik; ressort; abschnitt; rubrique; sección; seccion; sezione; sectie; rubriek
        seção; раздел; рубрика
        """,
    "length": """
        length; länge; laenge; longueur; longitud; extensión; lunghezza; lengte; tamanho; extensão
        długość; längd; længde; длина; объем
        """,
    "title": """
        headline; schlagzeile; überschrift; titel; titre; título; titulo; titolo; kop; заголовок
        """,
    "load": """
        load-date; load date; loaddate; load-datum; update; ladedatum; date-chargement
        date de chargement; fecha-carga; fecha de carga; data-caricamento; data di caricamento
        datum-laden; laaddatum; data-carga; data de carregamento; дата загрузки
        """,
    "language": """
        language; sprache; langue; idioma; lingua; taal; língua; язык
        """,
    "place": """
        dateline; ort; ortsmarke; lieu; lugar; luogo; plaats
        """,
    "highlight": """
        highlight; highlights; chapeau; destacado; samenvatting; abstract; zusammenfassung; lead
        """,
    "known": """
        publication-type; publication type; type; type-publication; type de publication
        tipo-publicación; tipo-publicacion; tipo de publicación; tipo di pubblicazione
        publicationstyp; publikationstyp; publikationsart; ukpublicationtype; publicatietype
        pub-type; document-type; document type; type-document; dokumenttyp; journal-code
        journal code; zeitungscode; code-revue; country; state; city; land; pays; país; paese
        subject; thema; sujet; tema; organization; organisation; person; people; personen; company
        unternehmen; société; empresa; ticker; industry; branche; industrie; geographic; category
        copyright; acc-no; correction-date; classification; klassifikation; series; url; doi
        distribution; isbn; issn; notes; edition; ausgabe; édition; edición; volume; issue; pages
        """,
    "text": """
        graphic; graphics; grafik; graphique; gráfico; correction; correction-appended; body; text
        haupttext; textkörper; corps; texte; cuerpo; corpo; testo; tekst; inhalt
        """,
    "date": """
        date; datum; fecha; data; publication-date; pub-date; дата
        """,
    "publication": """
        publication; source-publication; quelle; zeitung; publicación; pubblicazione; publicatie
        """,
}  # fmt: skip
_KINDS = {
    label.strip(): kind
    for kind, labels in _LABELS.items()
    for label in re.split(r"[;\n]", labels)
    if label.strip()
}
_LONGEST_LABEL = 34
_LABEL = re.compile(r"([^\W\d_](?:[^\W\d_]|[() -]){1,28}?)\s?:[ \t\xa0]*(.*)$")
# The line above the subject codes.
_INDEX_HEADINGS = frozenset(
    {"Classification", "Klassifizierung", "Klassifikation", "Clasificación", "Classificazione"}
    | {"Classificação", "Classificatie", "Классификация"}
)
_COPYRIGHT = re.compile(
    r"(?:copyright\b|©|\(c\)\s*\d{4}|all rights reserved|alle rechte|tous droits"
    r"|todos los derechos)",
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
    ends = sum(map(_is_end, lines))
    labels = _labels_in(lines)
    if counts or ends:
        return bool({"length", "load", "section", "author", "known"} & labels)
    return {"length", "load"} <= labels or (
        "length" in labels
        and len(labels & {"author", "section", "known", "title", "language"}) >= 2
    )


def nexis_records(lines: Sequence[str]) -> list[Record]:
    """The documents of an export. A line is a paragraph, or a part of one between empty lines."""
    by_line = any(_is_end(bare) or _is_uni_body(bare) for line in lines if (bare := line.strip()))
    found = [_record(part, by_line or _is_dense(part)) for part in _documents(lines)]
    return [record for record in found if record is not None]


def _is_dense(lines: Sequence[str]) -> bool:
    """Whether a document has no empty lines between its first and its last."""
    filled = [at for at, line in enumerate(lines) if line.strip()]
    return len(filled) > 3 and filled[-1] - filled[0] + 1 == len(filled)


def _is_body(line: str) -> bool:
    """Whether a line is the heading above the text."""
    return len(line) < _LONGEST_LABEL and bool(_BODY.match(line))


def _is_uni_body(line: str) -> bool:
    """Whether a line is the heading that Nexis Uni writes above the text."""
    return _is_body(line) and not line.endswith(":") and not line.isupper()


def _is_end(line: str) -> bool:
    """Whether a line says that a document ends here."""
    return len(line) < 80 and bool(_END.match(line.strip()))


def _is_count(line: str) -> bool:
    return len(line) < 60 and bool(_SAYS_DOCUMENT.search(line)) and bool(_COUNT.match(line))


def _labels_in(lines: Sequence[str]) -> set[str]:
    found = set()
    for line in lines:
        label = _label(line.strip())
        if label and (label[0] != "length" or _LENGTH.match(label[1])):
            found.add(label[0])
    return found


def _label(line: str) -> tuple[str, str] | None:
    """The meaning of a label and the text after it; None for a line without a known label."""
    match = _LABEL.match(line) if ":" in line[:_LONGEST_LABEL] else None
    if match is None:
        return None
    kind = _KINDS.get(match[1].strip().casefold())
    return (kind, match[2].strip()) if kind else None


def _documents(lines: Sequence[str]) -> list[list[str]]:
    """The lines of each document; lines before the first (a cover page) are left out."""
    counts = [at for at, line in enumerate(lines) if _is_count(line.strip())]
    if counts:
        borders = [*counts, len(lines)]
        return [list(lines[a + 1 : b]) for a, b in pairwise(borders)]
    parts: list[list[str]] = [[]]
    for line in lines:
        if _is_end(line):
            parts.append([])
        else:
            parts[-1].append(line)
    if len(parts) > 1:
        parts = parts[:-1]  # what follows the last end is no document
    return parts


def _record(lines: Sequence[str], by_line: bool) -> Record | None:
    """One document; None where there is none (a cover page).

    With `by_line` each line of its head is a paragraph, as Nexis Uni writes it.
    """
    blocks = _blocks(lines, by_line)
    first = next((at for at, block in enumerate(blocks) if _starts_labels(block)), None)
    if first is None:
        first = _after_copyright(blocks)
        if first is None:
            return None
    record = Record()
    rest = blocks[first:]
    labels = {label[0] for block in rest[:_MOST_HEAD] if (label := _label(block.text))}
    _read_head(record, blocks[:first], "title" in labels)
    if any(_is_body(block.text) for block in rest):
        at = next(i for i, block in enumerate(rest) if _is_body(block.text))
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
    """What a paragraph of the head or the foot adds to the text: nothing if its label is known."""
    label = _label(block.text)
    if label is None:
        return "" if _is_notice(block) or block.text in _INDEX_HEADINGS else block.text
    kind, value = label
    if kind in {"highlight", "text"}:
        return value
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
        return block.text in _INDEX_HEADINGS
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


def _blocks(lines: Sequence[str], by_line: bool = False) -> list[_Block]:
    """Paragraphs of lines; a line with a label begins one, even without an empty line before it.

    With `by_line` so does each line above the first label, and each line after a full stop.
    """
    out: list[_Block] = []
    current: list[str] = []
    in_head = by_line
    for line in [*lines, ""]:
        bare = line.strip()
        begins = not bare or in_head or _is_body(bare) or _label(bare)
        if current and (begins or _ends_block(current, line, by_line)):
            out.append(_Block(current))
            in_head = in_head and not _starts_labels(out[-1])
            current = []
        if line.strip():
            current.append(line)
    return out


def _ends_block(current: Sequence[str], line: str, by_line: bool) -> bool:
    """Whether a line that has no empty line above it still begins a paragraph."""
    last = current[-1].strip()
    full_stop = by_line and last.endswith((".", "!", "?", '"', "”", "»"))
    counted = (label := _label(last)) is not None and label[0] == "length"
    return full_stop or counted or _is_body(last) or _indents(current, line)


def _indents(current: Sequence[str], line: str) -> bool:
    """Whether a line is set off from those before it, as centred lines are."""
    before = len(current[-1]) - len(current[-1].lstrip())
    own = len(line) - len(line.lstrip())
    return (before >= 8 or own >= 8) and before != own


def _starts_labels(block: _Block) -> bool:
    label = _label(block.text)
    return (label is not None and label[0] not in {"date", "publication"}) or _is_body(block.text)


def _after_copyright(blocks: Sequence[_Block]) -> int | None:
    """Where the text begins in a document without labels: after its date or its copyright."""
    for at, block in enumerate(blocks[:_MOST_HEAD]):
        if _date_in_line(block.text):
            return min(at + 2, len(blocks))
    return None


def _read_head(record: Record, blocks: Sequence[_Block], titled: bool) -> None:
    """Title, publication and date from the paragraphs before the first label.

    A document that is `titled` has a label for its title, so that none is here.
    """
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
    if titled:
        record.publication = record.publication or (before[-1] if before else None)
        return
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
# Words of an edition, which is often on the line of the date.
_OF_EDITION = frozenset("late early final first second edition national city home".split())


def _date_in_line(line: str) -> PartialDate | None:
    """The date of a header line that has few words besides it: a weekday, a time zone."""
    if len(line) > 80 or not re.search(r"\d{4}", line) or re.match(r"[^\W\d][^:]{3,}: ", line):
        return None
    words = [word for word in _WORD.findall(line) if word.lower() not in _OF_EDITION]
    if len([word for word in words if not month_number(word)]) > 3:
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


__all__ = ["is_nexis", "nexis_records"]
