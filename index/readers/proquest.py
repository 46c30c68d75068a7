"""ProQuest exports as text: documents between rules, with labelled fields."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.readers.export_record import Record

_RULE = re.compile(r"[_=\-]{20,}\s*$")
# Labels of the interface in six languages, by what they mean.
_KINDS = {
    "title": """
        title; article title; document title; titel; titre; título; titolo
        """,
    "author": """
        author; authors; auteur; auteurs; autor; autores; autore; autori; verfasser
        """,
    "publication": """
        publication title; journal title; publication; source title
        publikationstitel; titel der publikation; zeitschriftentitel
        titre de la publication; titre de publication
        título de publicación; título de la publicación; título da publicação
        titolo della pubblicazione; titolo pubblicazione
        """,
    "info": """
        publication info; publication information; veröffentlichungsinfo; publikationsinfo
        informationen zur veröffentlichung; informations de publication; infos de publication
        infos sur la publication; informations sur la publication; información de publicación
        información sobre la publicación; informações da publicação; informazioni di pubblicazione
        """,
    "date": """
        publication date; date; publikationsdatum; erscheinungsdatum; datum; date de publication
        fecha de publicación; fecha; data de publicação; data di pubblicazione; data
        """,
    "year": """
        publication year; year; publikationsjahr; erscheinungsjahr; jahr; année de publication
        año de publicación; ano de publicação; anno di pubblicazione
        """,
    "section": """
        section; sección; rubrique; rubrik; abschnitt; seção; sezione
        """,
    "volume": """
        volume; volumen; band; jahrgang
        """,
    "issue": """
        issue; ausgabe; heft; numéro; número; numero; fascicolo
        """,
    "language": """
        language of publication; language; sprache der publikation; sprache; langue de publication
        langue; idioma de la publicación; idioma de publicación; idioma; idioma da publicação
        lingua di pubblicazione; lingua
        """,
    "text": """
        full text; volltext; texte intégral; texte complet; texto completo; testo completo
        """,
    "abstract": """
        abstract; abstract (summary); zusammenfassung; résumé; resumen; resumo; sommario; riassunto
        """,
    "other": """
        links; subject; location; people; company / organization; company/organization; company
        classification; identifier / keyword; identifier/keyword; keywords; first page; last page
        pages; publisher; place of publication; country of publication; issn; e-issn; source type
        document type; proquest document id; document url; copyright; last updated; database; credit
        column; document feature; source attribution; publication subject; series title; supplement
        editor; isbn; doi; number of pages; edition; accession number; subtitle; alternate title
        dateline; lccn; business indexing term; page count; word count; coden; source id; city
        thema; betreff; schlagwort; ort; standort; personen; person; firma/organisation
        unternehmen/organisation; firma; klassifikation; klassifizierung
        identifikator/schlüsselwort
        schlüsselwörter; erste seite; letzte seite; seiten; seitenzahl; anzahl der seiten; verlag
        herausgeber; verlagsort; publikationsort; ort der publikation; erscheinungsort
        publikationsland; land der publikation; erscheinungsland; quellentyp; quelltyp; dokumenttyp
        dokumententyp; proquest-dokument-id; proquest dokument-id; dokument-url
        zuletzt aktualisiert
        datenbank; publikationsthema; thema der publikation; untertitel
        liens; sujet; lieu; personnes; société/organisation; société / organisation; mots-clés
        identificateur / mot-clé; identificateur/mot-clé; première page; dernière page; éditeur
        lieu de publication; pays de publication; type de source; type de document
        id du document proquest; identifiant du document proquest; url du document; droits d'auteur
        dernière mise à jour; base de données; sujet de la publication; sous-titre; crédit
        enlaces; materia; tema; ubicación; lugar; personas; empresa/organización
        empresa / organización; clasificación; palabras clave; identificador / palabra clave
        identificador/palabra clave; primera página; última página; páginas; editorial
        lugar de publicación; país de publicación; tipo de fuente; tipo de documento
        id del documento de proquest; id de documento de proquest; url del documento
        última actualización; base de datos; materia de publicación; derechos de autor
        assunto; pessoas; editora; local de publicação; país de publicação; tipo de fonte
        id do documento proquest; url do documento; última atualização; base de dados
        soggetto; persone; editore; luogo di pubblicazione; paese di pubblicazione; tipo di fonte
        tipo di documento; id documento proquest; url documento; ultimo aggiornamento; database
        """,
}  # fmt: skip
# What a label means.
_LABELS = {
    name.strip(): kind
    for kind, names in _KINDS.items()
    for name in re.split(r"[;\n]", names)
    if name.strip()
}
_LABEL = re.compile(r"([^\W\d_][\w /()'’-]{2,40}?)\s?:[ \t\xa0]*(.*)$")
_HEAD = re.compile(
    r"(?:document|dokument|documento)\s+\d+\s+(?:of|von|de|di|sur)\s+\d+\s*$", re.IGNORECASE
)
_LINK = re.compile(
    r"(?:(?=.{0,60}$)(?=.*\bproquest).*\b(?:link|lien|enlace|collegamento)\b.*|http\S+)$",
    re.IGNORECASE,
)
# The line below the last document.
_FOOT = re.compile(r"(?=.*ProQuest LLC)(?=.*(?:©|copyright|www\.proquest)).*", re.IGNORECASE)
_INFO_DATE = re.compile(
    r"\](?P<a>[^:\]]*?\d{4})|;\s*(?P<b>[^;\]]*?\d{4})(?=[:.]|$)|(?P<c>\d{1,2} \w{3} \d{4})"
)


def is_proquest(lines: Sequence[str]) -> bool:
    """Whether lines look like a ProQuest export."""
    if not any("ProQuest" in line or "proquest" in line for line in lines):
        return False
    labels = {name for line in lines if (name := _label_of(line))}
    if any("proquest" in name for name in labels):
        return True
    rules = any(_RULE.match(line.strip()) for line in lines)
    kinds = {_LABELS[name] for name in labels if name in _LABELS}
    return rules and bool(kinds & {"text", "abstract", "info"})


def _label_of(line: str) -> str:
    """The label that a line begins with, in small letters; empty where it has none."""
    match = _LABEL.match(line.strip())
    return match[1].strip().casefold().replace("’", "'") if match else ""


def proquest_records(lines: Sequence[str]) -> list[Record]:
    """The documents of an export."""
    parts: list[list[str]] = [[]]
    for line in lines:
        bare = line.strip()
        if _RULE.match(bare) or _HEAD.match(bare) or _FOOT.match(bare):
            parts.append([])
        else:
            parts[-1].append(bare)
    return [record for part in parts if (record := _record(part)) is not None]


class _Paragraph(NamedTuple):
    """A paragraph; `kind` is what its label means, "unknown" for others, empty without one."""

    text: str
    kind: str
    value: str


def _paragraphs(lines: Sequence[str]) -> list[_Paragraph]:
    """The paragraphs of a document; a line with a known label always begins one."""
    groups: list[list[str]] = [[]]
    spaced = any(not line for line in lines[1:-1])
    for line in lines:
        if _LINK.match(line):
            continue
        if not line or not spaced or _LABELS.get(_label_of(line)):
            groups.append([])
        if line:
            groups[-1].append(line)
    return [_paragraph(" ".join(group)) for group in groups if group]


def _paragraph(text: str) -> _Paragraph:
    match = _LABEL.match(text)
    if match is None:
        return _Paragraph(text, "", text)
    kind = _LABELS.get(_label_of(text), "unknown")
    return _Paragraph(text, kind, match[2].strip() if kind != "unknown" else text)


def _tail(paragraphs: Sequence[_Paragraph], begin: int) -> int:
    """Where the labelled paragraphs below the text begin; a label inside the text is text."""
    at = found = len(paragraphs)
    while at > begin and paragraphs[at - 1].kind:
        at -= 1
        if paragraphs[at].kind != "unknown":
            found = at
    return found


def _record(lines: Sequence[str]) -> Record | None:
    paragraphs = _paragraphs(lines)
    begin = next((at for at, one in enumerate(paragraphs) if one.kind == "text"), None)
    if begin is None:
        labelled, body = paragraphs, []
    else:
        end = _tail(paragraphs, begin + 1)
        labelled = [*paragraphs[:begin], *paragraphs[end:]]
        body = [paragraphs[begin].value, *(one.text for one in paragraphs[begin + 1 : end])]
    fields = _fields(labelled)
    if not (any(body) or "abstract" in fields) or not ({"title", "head"} & fields.keys()):
        return None
    info = " ".join(fields.get("info", []))
    return Record(
        title=_one(fields, "title") or " ".join(fields["head"][:2]),
        # text under unknown labels is kept
        body=[*(body if any(body) else fields["abstract"]), *fields.get("unknown", [])],
        publication=_newspaper(_one(fields, "publication") or info.split("[")[0]),
        author=_without_stop(_one(fields, "author")),
        date=_one(fields, "date") or _date_of(info) or _one(fields, "year"),
        section=_one(fields, "section"),
        language=_one(fields, "language"),
        volume=_one(fields, "volume"),
        issue=_one(fields, "issue"),
    )


def _fields(paragraphs: Sequence[_Paragraph]) -> dict[str, list[str]]:
    """The values of the labelled paragraphs; one without a label belongs to that above it."""
    fields: dict[str, list[str]] = {}
    kind = "head"
    for one in paragraphs:
        kind = one.kind or kind
        if one.value:
            fields.setdefault(kind, []).append(one.value)
    return fields


def _newspaper(text: str) -> str | None:
    """The name of a newspaper without the place: "Northern Courier ; Dushanbe"."""
    return text.partition(";")[0].strip() or None


def _without_stop(author: str | None) -> str | None:
    """A line of authors without the full stop that ends it; that of an initial stays."""
    return re.sub(r"(?<=[^\W\d_]{3})\.$", "", author) if author else None


def _one(fields: dict[str, list[str]], kind: str) -> str | None:
    return fields[kind][0] if fields.get(kind) else None


def _date_of(info: str) -> str | None:
    """The date in "Northern Courier ; Dushanbe [Dushanbe]12 May 2004: 7."."""
    match = _INFO_DATE.search(info)
    return next((part.strip() for part in match.groups() if part), None) if match else None


__all__ = ["is_proquest", "proquest_records"]
