"""ProQuest exports as text: documents between rules, with labelled fields."""

import re
from collections.abc import Sequence

from index.readers.export_record import Record
from index.readers.factiva import paragraphs_of

_RULE = re.compile(r"[_=\-]{20,}\s*$")
# What a label means.
_LABELS: dict[str, str] = {}
for _kind, _names in {
    "title": ("title", "article title", "document title", "titre", "título", "titel", "titolo"),
    "author": ("author", "authors", "auteur", "autor", "autore", "verfasser"),
    "publication": ("publication title", "journal title", "publication", "titre de la publication",
                    "título de publicación", "publikationstitel", "source title"),
    "info": ("publication info", "publication information", "informations de publication",
             "información de publicación", "veröffentlichungsinfo"),
    "date": ("publication date", "date de publication", "fecha de publicación", "publikationsdatum", "date"),
    "year": ("publication year", "année de publication", "año de publicación", "publikationsjahr"),
    "section": ("section", "sección", "rubrique"),
    "volume": ("volume", "volumen"),
    "issue": ("issue", "numéro", "número"),
    "language": ("language of publication", "language", "langue de publication", "idioma de la publicación"),
    "text": ("full text", "texte intégral", "texto completo", "volltext"),
    "abstract": ("abstract", "abstract (summary)", "résumé", "resumen", "zusammenfassung"),
    "other": ("links", "subject", "location", "people", "company / organization", "company/organization", "company",
              "classification", "identifier / keyword", "identifier/keyword", "keywords", "first page", "last page", "pages",
              "publisher", "place of publication", "country of publication", "issn", "e-issn", "source type", "document type",
              "proquest document id", "document url", "copyright", "last updated", "database", "credit", "column",
              "document feature", "source attribution", "publication subject", "series title", "supplement", "editor", "isbn",
              "doi", "number of pages", "edition", "accession number", "subtitle", "alternate title", "dateline", "lccn"),
}.items():  # fmt: skip
    _LABELS |= dict.fromkeys(_names, _kind)
_LABEL = re.compile(r"([^\W\d_][\w /()-]{2,32}?)\s?:[ \t\xa0]*(.*)$")
_HEAD = re.compile(
    r"(?:document|dokument|documento)\s+\d+\s+(?:of|von|de|di)\s+\d+\s*$", re.IGNORECASE
)
_LINK = re.compile(r"(?:ProQuest document link|http\S+)$", re.IGNORECASE)
_INFO_DATE = re.compile(
    r"\](?P<a>[^:\]]*?\d{4})|;\s*(?P<b>[^;\]]*?\d{4})(?=[:.]|$)|(?P<c>\d{1,2} \w{3} \d{4})"
)


def is_proquest(lines: Sequence[str]) -> bool:
    """Whether lines look like a ProQuest export."""
    labels = {
        match[1].strip().casefold() for line in lines if (match := _LABEL.match(line.strip()))
    }
    if "proquest document id" in labels:
        return True
    rules = any(_RULE.match(line.strip()) for line in lines)
    return (
        rules
        and any("ProQuest" in line for line in lines)
        and bool(labels & {"full text", "abstract", "publication info"})
    )


def records_of(lines: Sequence[str]) -> list[Record]:
    """The documents of an export."""
    parts: list[list[str]] = [[]]
    for line in lines:
        bare = line.strip()
        if _RULE.match(bare) or _HEAD.match(bare):
            parts.append([])
        else:
            parts[-1].append(bare)
    return [record for part in parts if (record := _record(part)) is not None]


def _record(lines: Sequence[str]) -> Record | None:
    fields: dict[str, list[str]] = {}
    kind = "head"
    for line in lines:
        match = _LABEL.match(line)
        label = _LABELS.get(match[1].strip().casefold()) if match else None
        # in running text only a label that has a line of its own format ends the text
        if (
            match
            and label
            and not (
                kind == "text"
                and label in {"date", "section", "abstract"}
                and match[1][0].islower()
            )
        ):
            own = kind = label
            if own in fields and own not in {"other"}:
                kind = "other" if own in {"title", "author"} else own
            fields.setdefault(kind, []).append(match[2].strip())
        elif _LINK.match(line):
            continue
        else:
            fields.setdefault(kind, []).append(line)
    if not ({"text", "abstract"} & fields.keys()) or not ({"title", "head"} & fields.keys()):
        return None
    body = paragraphs_of(fields.get("text", [])) or paragraphs_of(fields.get("abstract", []))
    head = [line for line in fields.get("head", []) if line]
    info = " ".join(fields.get("info", []))
    return Record(
        title=_one(fields, "title") or " ".join(head[:2]),
        body=body,
        publication=_one(fields, "publication") or info.split(";")[0].split("[")[0].strip() or None,
        author=_one(fields, "author"),
        date=_one(fields, "date") or _date_of(info) or _one(fields, "year"),
        section=_one(fields, "section"),
        language=_one(fields, "language"),
        volume=_one(fields, "volume"),
        issue=_one(fields, "issue"),
    )


def _one(fields: dict[str, list[str]], kind: str) -> str | None:
    return next((line for line in fields.get(kind, []) if line), None)


def _date_of(info: str) -> str | None:
    """The date in "Northern Courier ; Dushanbe [Dushanbe]12 May 2004: 7."."""
    match = _INFO_DATE.search(info)
    return next((part.strip() for part in match.groups() if part), None) if match else None


__all__ = ["is_proquest", "records_of"]
