"""Factiva exports: documents with two-letter field codes, and those without.

The input is lines of a file of any format (text, RTF, Word, HTML): the forms share their order.
"""

import re
from collections.abc import Sequence

from index.readers.export_record import Record
from index.readers.metadata_date import metadata_date
from index.readers.source import language_code

_CODES = (
    "HD BY CR WC PD ET SN SC ED PG VOL LA CY LP TD CT RF CO IN NS RE IPC IPD PUB AN SE CLM ART"
    " CX DLN NGC GC"
).split()  # fmt: skip
_CODE = re.compile(
    rf"(?P<code>{'|'.join(sorted(_CODES, key=len, reverse=True))})(?P<gap>[ \t\xa0]*)(?P<value>.*)$"
)
# Fields that can come before the headline of a document.
_FIRST = frozenset({"SE", "CLM", "HD"})
_BODY = frozenset({"LP", "TD"})
# Of these, what ends a body even where a single blank parts code and value.
_SAFE = frozenset({"HD", "LP", "TD", "NS", "IPC", "IPD", "PUB", "AN", "RF"})
# A value of the fields that index a document: "i1 : Energy".
_INDEXED = re.compile(r"[a-z0-9]{2,12} : \S")
_ACCESSION = re.compile(
    r"(?:(?:Document|Dokument|Documento|Document[oe]?|Документ|文档|文書|文件)\s+)?[A-Z][A-Z0-9]{2,9}0{0,4}(?:19|20)\d{6}[a-z0-9]{8,12}\s*$"
)
_MARKED_ACCESSION = re.compile(
    r"(?:Document|Dokument|Documento|Документ|文档|文書|文件)\s+[A-Z][A-Z0-9]{2,9}0{0,4}(?:19|20)\d{6}[a-z0-9]{8,12}\s*$"
)
_WORDS = re.compile(
    r"(?:\d{1,3}(?:[., \xa0\u202f]\d{3})*|\d+)\s*(?:words?|Wörter|Worte|mots|palabras|palavras"
    r"|parole"
    r"|woorden|слов[а-я]*|слів|słów|słowa|slov|kelime|sana[a]?|ord|szó|λέξεις|كلمة|kata|字|词|語|단어)\s*$",
    re.IGNORECASE,
)
_MOST_HEAD = 16
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d\d)?(?:\s*(?:[AP]M|GMT|[A-Z]{2,4}))?$", re.IGNORECASE)
_COPYRIGHT = re.compile(r"(?:\(c\)|©|copyright\b)", re.IGNORECASE)
_PAGE = re.compile(
    r"(?:(?:page|seite|página|pagina|стр\.?|pg\.?)\s+)?[A-Z]{0,3}\s?\d{1,4}[A-Z]?(?:[,;-]\s?[A-Z]{0,2}\d{1,4})*$",
    re.IGNORECASE,
)
_VOLUME = re.compile(
    r"(?:Volume|Vol\.?|Band|Jahrgang|Volumen)\s+(\S+?)(?:[;,]\s*(?:Number|No\.?|Issue|Nr\.?|Numéro|Número)\s+(\S+))?$",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"(?:[\w.]+ ){0,3}(?:edition|ausgabe|édition|edición|edizione|final)(?: - \w+)?$", re.IGNORECASE
)
_SOURCE_CODE = re.compile(r"[A-Z][A-Z0-9]{2,9}$")
_LANGUAGE = re.compile(r"[^\W\d_]{2,14}(?: (?:- |\()?[^\W\d_]{2,14}\)?)?$")
_BYLINE = re.compile(r"(?:By|Par|Von|Por|Di|Door|Av|Af|Od|Автор:?)\s+\S", re.IGNORECASE)
# A name alone: two to four words in capitals, or with initials.
_NAME = re.compile(r"[^\W\d_a-z][\w.’'-]*(?: (?:[^\W\d_a-z][\w.’'-]*|de|van|von|der|di|da)){1,4}$")
# What the page itself says above the first document.
_BANNER = re.compile(r"(?:Dow Jones )?Factiva®?(?: (?:from )?Dow Jones)?$", re.IGNORECASE)
_END = re.compile(
    r"(?:Search Summary|Suchzusammenfassung|Résumé de la recherche|Resumen de la búsqueda"
    r"|Ricerca)\b"
)


def is_factiva(lines: Sequence[str]) -> bool:
    """Whether lines look like a Factiva export of either form."""
    return _is_coded(lines) or _is_plain(lines)


def factiva_records(lines: Sequence[str]) -> list[Record]:
    """The documents of an export. A line is a paragraph, or a part of one between empty lines."""
    return _coded(lines) if _is_coded(lines) else _uncoded(lines)


def _field(line: str, tight: bool) -> tuple[str, str] | None:
    """Code and value of a line that begins a field; `tight` allows a single blank between them."""
    match = _CODE.match(line)
    if match is None:
        return None
    code, gap, value = match["code"], match["gap"], match["value"].strip()
    if value and not gap:
        return None
    wide = len(gap) > 1 or gap == "\t" or not value or (len(code) == 3 and code != "ART")
    return (code, value) if wide or tight else None


def _is_tight(lines: Sequence[str]) -> bool:
    """Whether codes are parted from their values by a single blank."""
    heads = [match for line in lines if (match := re.match(r"(?:HD|SN|PD|WC)([ \t\xa0]+)\S", line))]
    return bool(heads) and sum(len(m[1]) == 1 and m[1] != "\t" for m in heads) > len(heads) / 2


def _is_coded(lines: Sequence[str]) -> bool:
    tight = _is_tight(lines)
    seen = {found[0] for line in lines if (found := _field(line.strip(), tight))}
    return (
        {"HD", "PD"} <= seen
        and bool(seen & _BODY)
        and len(seen & {"WC", "SN", "SC", "LA", "AN", "BY"}) >= 2
    )


def _coded(lines: Sequence[str]) -> list[Record]:
    tight = _is_tight(lines)
    documents: list[list[tuple[str, list[str]]]] = []
    ended = True
    for raw in lines:
        line = raw.strip()
        found = _field(line, tight)
        codes = [code for code, _ in documents[-1]] if documents else []
        if found and tight and codes and codes[-1] in _BODY and not _ends_body(*found):
            found = None
        if found:
            code, value = found
            if code in _FIRST and (not documents or _is_over(code, codes)):
                documents.append([])
                ended = False
            if not ended:
                documents[-1].append((code, [value] if value else []))
        elif _END.match(line) and _BODY & set(codes):
            ended = True
        elif not ended:
            documents[-1][-1][1].append(line)
    return [_record(dict_of(document)) for document in documents]


def _ends_body(code: str, value: str) -> bool:
    """Whether a field ends a text; in running text "IN" and "BY" begin sentences in capitals."""
    return code in _SAFE or bool(_INDEXED.match(value))


def _is_over(code: str, codes: Sequence[str]) -> bool:
    """Whether a field that can begin a document begins one, after the fields `codes`."""
    if code == "HD":
        return "HD" in codes
    return "AN" in codes or bool(_BODY & set(codes))


def dict_of(document: Sequence[tuple[str, list[str]]]) -> dict[str, list[str]]:
    """The lines of each field, those of a repeated one together."""
    fields: dict[str, list[str]] = {}
    for code, values in document:
        fields.setdefault(code, []).extend(["", *values] if code in fields else values)
    return fields


def _record(fields: dict[str, list[str]]) -> Record:
    def one(code: str) -> str | None:
        return " ".join(" ".join(fields.get(code, [])).split()) or None

    body = [*paragraphs_of_lines(fields.get("LP", [])), *paragraphs_of_lines(fields.get("TD", []))]
    for code in ("ART", "CX"):  # captions and corrections are text
        body += paragraphs_of_lines(fields.get(code, []))
    return Record(
        title=one("HD") or "",
        body=body,
        publication=one("SN"),
        author=one("BY"),
        date=one("PD"),
        section=one("SE"),
        language=one("LA"),
        volume=one("VOL"),
    )


def paragraphs_of_lines(lines: Sequence[str]) -> list[str]:
    """Paragraphs: blank lines part them; where there are none, each line is one."""
    if any(not line for line in lines[1:-1]):
        out, current = [], [""]
        for line in [*lines, ""]:
            if line:
                current.append(line)
            elif len(current) > 1:
                out.append(" ".join(current[1:]))
                current = [""]
        return out
    return [line for line in lines if line]


def _is_plain(lines: Sequence[str]) -> bool:
    words = [at for at, line in enumerate(lines) if _WORDS.match(line.strip())]
    ends = sum(1 for line in lines if _MARKED_ACCESSION.match(line.strip()))
    if ends and (words or _dated(lines)):
        return True
    # without an accession number: a count of words, and a date and a copyright just below it
    return any(
        any(metadata_date(line) and len(line) < 40 for line in lines[at + 1 : at + 4])
        and any(_COPYRIGHT.match(line.strip()) for line in lines[at + 2 : at + 16])
        for at in words
    )


def _dated(lines: Sequence[str]) -> bool:
    """Whether one of the first lines is a date alone, as a head without a word count has it."""
    return any(_is_date(line.strip()) for line in lines[:_MOST_HEAD])


def _is_date(line: str) -> bool:
    return len(line) < 40 and line[:1].isdigit() and metadata_date(line) is not None


def _anchors(lines: Sequence[str]) -> list[int]:
    """The line of each document from which its head goes on below the byline: the word count.

    Of a document without a word count, the line above its date.
    """
    found: list[int] = []
    begin = 0
    ends = [at for at, line in enumerate(lines) if _MARKED_ACCESSION.match(line)]
    for end in [*ends, len(lines)]:
        part = range(begin, end)
        counts = [at for at in part if _WORDS.match(lines[at])]
        if not counts and end < len(lines):
            head = [at for at in part if lines[at]][:_MOST_HEAD]
            counts = [at - 1 for at in head if at and _is_date(lines[at])][:1]
        found += counts
        begin = end + 1
    return found


def _uncoded(lines: Sequence[str]) -> list[Record]:
    out: list[Record] = []
    stripped = [line.strip() for line in lines]
    begin = 0
    counts = _anchors(stripped)
    for place, at in enumerate(counts):
        following = counts[place + 1] if place + 1 < len(counts) else len(stripped)
        end = next(
            (
                i
                for i in range(at, following)
                if _ACCESSION.match(stripped[i]) and len(stripped[i]) < 80
            ),
            None,
        )
        last = end if end is not None else _before_next(stripped, at, following)
        above = at if _WORDS.match(stripped[at]) else at + 1
        out.append(_plain_record(stripped[begin:above], stripped[at + 1 : last]))
        begin = last + 1 if end is not None else last
    return out


def _before_next(lines: Sequence[str], at: int, following: int) -> int:
    """Where the head of the next document begins, when no accession number ends this one."""
    if following == len(lines):
        return following
    place = following
    while place > at and lines[place - 1]:
        place -= 1
    blanks = place
    while blanks > at and not lines[blanks - 1]:
        blanks -= 1
    # headline and byline can be two blocks
    if place > at and len(lines[place:following]) == 1 and _BYLINE.match(lines[place]):
        place = blanks
        while place > at and lines[place - 1]:
            place -= 1
    return place


def _plain_record(head: Sequence[str], rest: Sequence[str]) -> Record:
    before = [line for line in head if line]
    while before and (_END.match(before[0]) or _BANNER.match(before[0])):
        before.pop(0)
    record = Record()
    before, record.author = _without_byline(before)
    if len(before) > 1 and _is_section(before[0]):
        record.section = before.pop(0)
    record.title = " ".join(before[:4])
    at, kept = 0, []
    seen: set[str] = set()
    lines = list(rest)
    while at < len(lines):
        line = lines[at]
        if not line:
            if seen >= {"copyright"} or (
                "source" in seen and "language" in seen and not _header_left(lines[at:])
            ):
                break
        elif "date" not in seen and len(line) < 60 and metadata_date(line):
            record.date = line
            seen.add("date")
        elif _TIME.match(line):
            pass
        elif "source" not in seen and "date" in seen:
            record.publication = line
            seen.add("source")
        elif _COPYRIGHT.match(line):
            seen.add("copyright")
        elif "source" in seen and _SOURCE_CODE.match(line) and "code" not in seen:
            seen.add("code")
        elif _PAGE.match(line) or ("code" in seen and _EDITION.match(line)):
            pass
        elif volume := _VOLUME.match(line):
            record.volume, record.issue = volume[1], volume[2]
        elif "language" not in seen and "code" in seen and _is_language(line):
            record.language = line
            seen.add("language")
        elif "copyright" in seen or len(line) > 120:
            break
        else:
            kept.append(line)  # an edition, or what we do not know
        at += 1
    record.body = [*kept, *paragraphs_of_lines(lines[at:])]
    return record


def _is_language(line: str) -> bool:
    """Whether a line names a language: "Deutsch", "English - US", "Chinese (Simplified)"."""
    return bool(_LANGUAGE.match(line)) and (language_code(line) is not None or line.isalpha())


def _without_byline(head: Sequence[str]) -> tuple[list[str], str | None]:
    """The lines above the word count without the byline and what is below it; and the byline."""
    for at, line in enumerate(head):
        if at and len(line) < 160 and _BYLINE.match(line):
            return list(head[:at]), line
    if len(head) < 2:
        return list(head), None
    last = head[-1]
    short = len(last.split()) <= 6 and not last.endswith(".")
    if (len(head) > 2 and short) or (_NAME.match(last) and not _is_section(head[0])):
        return list(head[:-1]), last
    return list(head), None


def _is_section(line: str) -> bool:
    """Whether a line above the headline names a section: one word, or a few capitalised ones."""
    words = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    few = len(line) < 40 and len(line.split()) <= 4
    return few and (len(line.split()) == 1 or all(word[0].isupper() for word in words))


def _header_left(lines: Sequence[str]) -> bool:
    return any(_COPYRIGHT.match(line) for line in lines[:4])


__all__ = ["dict_of", "factiva_records", "is_factiva", "paragraphs_of_lines"]
