"""Large files of every form that is read, made by repeating one article until a size is reached."""

import base64
import io
import json
import zipfile
from collections.abc import Callable

_PARAGRAPH = (
    "Paragraph {} says that the ferries stayed in port, and that the owners waited for new boats"
    " from the yard in the south of the land."
)
PARAGRAPHS = tuple(_PARAGRAPH.format(number) for number in range(30))
TEXT = "\n\n".join(PARAGRAPHS)
HTML = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
ONE_LINE = " ".join(PARAGRAPHS)

_FACTIVA = f"""Ferries stay in port

By Jon Reed
412 words
12 May 2004
Harbour Gazette
HARGAZ
English
(c) 2004 Harbour Gazette

{TEXT}

Document HARGAZ0020040512e05c0001a

"""
_NEXIS = f"""
                               1 of 9 DOCUMENTS

                              Harbour Gazette

                           May 12, 2004 Wednesday

Ferries stay in port

BYLINE: Jon Reed

LENGTH: 412 words

{TEXT}

LOAD-DATE: May 13, 2004

"""
_PROQUEST = f"""____________________________________________________________

Document 1 of 9

Ferries stay in port

Full text: {TEXT}

Title: Ferries stay in port

Publication title: Harbour Gazette

Publication date: May 12, 2004

ProQuest document ID: 1

"""
_NEXIS_HTML = (
    '<DIV CLASS="c0"><P CLASS="c1"><SPAN CLASS="c2">1 of 9 DOCUMENTS</SPAN></P></DIV>'
    '<DIV CLASS="c3"><P CLASS="c1">Harbour Gazette</P></DIV>'
    '<DIV CLASS="c3"><P CLASS="c1">May 12, 2004 Wednesday</P></DIV>'
    '<DIV CLASS="c5"><P CLASS="c6">Ferries stay in port</P></DIV>'
    '<DIV CLASS="c4"><P CLASS="c5">LENGTH: 412 words</P></DIV>'
    f'<DIV CLASS="c5">{HTML}</DIV><DIV CLASS="c4"><P>LOAD-DATE: May 13, 2004</P></DIV>'
)
_G2 = (
    '<newsItem guid="a"><itemMeta><versionCreated>2004-05-13</versionCreated></itemMeta>'
    "<contentMeta><headline>Ferries stay in port</headline></contentMeta><contentSet><inlineXML>"
    f"<html><body>{HTML}</body></html></inlineXML></contentSet></newsItem>"
)
_WXR = (
    '<item xmlns:content="content" xmlns:wp="wp"><title>Ferries</title>'
    f"<content:encoded><![CDATA[{HTML}]]></content:encoded><wp:post_date>2004-05-12</wp:post_date>"
    "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"
)
_RSS = (
    "<item><title>Ferries</title><pubDate>Wed, 12 May 2004 10:00:00 GMT</pubDate>"
    f"<description><![CDATA[{HTML}]]></description></item>"
)
_RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:bib="http://purl.org/net/biblio#"'
    ' xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="dc" xmlns:dcterms="dcterms">'
)
_MESSAGE = (
    "From reed@example.org Wed May 12 10:00:00 2004\nFrom: Jon Reed <reed@example.org>\n"
    f"Subject: Ferries\nDate: Wed, 12 May 2004 10:00:00 +0000\n\n{TEXT}\n\n"
)
_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OPEN = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table")
)
_ROW = "<row><c t='inlineStr'><is><t>{}</t></is></c><c t='inlineStr'><is><t>{}</t></is></c></row>"
_CELLS = (
    "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell>"
    "<table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
)


def _repeated(head: str, unit: str, tail: str = "", between: str = "") -> Callable[[int], bytes]:
    """A function that makes a file of a given size: head, `unit` repeated, tail."""

    def make(size: int) -> bytes:
        count = max(1, size // (len(unit.encode()) + len(between)))
        return (head + between.join([unit] * count) + tail).encode()

    return make


def _packed(part: str, make: Callable[[int], bytes], **more: str) -> Callable[[int], bytes]:
    """A maker of a zip file with one large part, stored, and some small ones."""

    def packed(size: int) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(part, make(size))
            for name, text in more.items():
                archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
        return out.getvalue()

    return packed


def _attached(size: int) -> bytes:
    """A message with a text file attached."""
    text = f"Ferries\n\n{TEXT * max(1, size * 3 // 4 // len(TEXT))}"
    head = (
        'Content-Type: text/plain; name="a.txt"\nContent-Disposition: attachment; filename="a.txt"'
    )
    return (
        "From: reed@example.org\nSubject: Ferries\nDate: Wed, 12 May 2004 10:00:00 +0000\n"
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="part"\n\n--part\n'
        f"Content-Type: text/plain\n\nThe ferries, as attached.\n--part\n{head}\n"
        "Content-Transfer-Encoding: base64\n\n"
        f"{base64.encodebytes(text.encode()).decode()}--part--\n"
    ).encode()


def _record(page: str) -> str:
    """A record of a web archive with a page, as a server answered it."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}"
    return (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer.encode())}\r\n\r\n{answer}\r\n\r\n"
    )


def _web_archive(size: int) -> bytes:
    """A web archive of pages; main text extraction takes so long that it gets a quarter of them."""
    page = f"<html><body><article><h1>Ferries</h1>{HTML}</article></body></html>"
    return _repeated("", _record(page))(size // 4)


def _book(size: int) -> bytes:
    """An e-book with as many chapters as go into a number of bytes."""
    page = f"<html><body><h1>Ferries</h1>{HTML}</body></html>"
    names = [f"{number}.xhtml" for number in range(max(1, size // len(page)))]
    items = "".join(
        f'<item id="i{n}" href="{n}" media-type="application/xhtml+xml"/>' for n in names
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in names)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="a.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "a.opf",
            f'<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>{items}</manifest>'
            f"<spine>{spine}</spine></package>",
        )
        for name in names:
            archive.writestr(name, page)
    return out.getvalue()


FORMS: dict[str, Callable[[int], bytes]] = {
    "plain.txt": _repeated("Ferries stay in port\n\n", TEXT + "\n\n"),
    "factiva.txt": _repeated("", _FACTIVA),
    "nexis.txt": _repeated("", _NEXIS),
    "proquest.txt": _repeated("", _PROQUEST),
    "nexis.html": _repeated("<html><body>", _NEXIS_HTML, "</body></html>"),
    "page.html": _repeated("<html><body><article><h1>Ferries</h1>", HTML,
     "</article></body></html>"),
    "nitf.xml": _repeated("<nitf><body><body.content>", HTML, "</body.content></body></nitf>"),
    "newsml.xml": _repeated("<newsMessage><itemSet>", _G2, "</itemSet></newsMessage>"),
    "wordpress.xml": _repeated(
        '<rss><channel><wp:wxr_version xmlns:wp="wp">1.2</wp:wxr_version>', _WXR, "</channel></rss>"
    ),
    "feed.rss": _repeated('<rss version="2.0"><channel><title>G</title>', _RSS, "</channel></rss>"),
    "list.xml": _repeated(
        "<articles>", f"<article><title>Ferries</title><text>{TEXT}</text></article>", "</articles>"
    ),
    "zotero.rdf": _repeated(
        _RDF,
        f"<bib:Article><dc:title>Ferries</dc:title><dcterms:abstract>{TEXT}</dcterms:abstract></bib:Article>",
        "</rdf:RDF>",
    ),
    "a.ris": _repeated("", f"TY  - NEWS\nTI  - Ferries\nAU  - Reed, Jon\nAB  - {TEXT}\nER  - \n\n"),
    "a.bib": _repeated("", f"@article{{a, title={{Ferries}}, abstract={{{TEXT}}}}}\n"),
    "a.csv": _repeated("title,text,date\n", f'Ferries,"{TEXT}",2004-05-12\n'),
    "a.tsv": _repeated("title\ttext\n", f"Ferries\t{ONE_LINE}\n"),
    "a.json": _repeated("[", json.dumps({"title": "Ferries", "text": TEXT}), "]", ","),
    "a.jsonl": _repeated("", json.dumps({"title": "Ferries", "text": TEXT}) + "\n"),
    "a.mbox": _repeated("", _MESSAGE),
    "attached.eml": _attached,
    "a.rtf": _repeated("{\\rtf1\\ansi ", TEXT.replace("\n\n", "\\par\n") + "\\par\n", "}"),
    "a.docx": _packed(
        "word/document.xml",
        _repeated(
            f"<w:document {_WORD}><w:body>",
            "".join(f"<w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>" for paragraph in PARAGRAPHS),
            "</w:body></w:document>",
        ),
    ),
    "a.odt": _packed(
        "content.xml",
        _repeated(
            f"<office:document-content {_OPEN}><office:body><office:text>",
            "".join(f"<text:p>{paragraph}</text:p>" for paragraph in PARAGRAPHS),
            "</office:text></office:body></office:document-content>",
        ),
    ),
    "a.xlsx": _packed(
        "xl/sheet.xml",
        _repeated(
            f"<worksheet><sheetData>{_ROW.format('title', 'text')}",
            _ROW.format("Ferries", TEXT),
            "</sheetData></worksheet>",
        ),
        xl__workbook_dot_xml='<workbook xmlns:r="r"><sheets><sheet name="A" r:id="a"/></sheets>'
        "</workbook>",
        xl___rels__workbook_dot_xml_dot_rels=(
            '<Relationships><Relationship Id="a" Target="sheet.xml"/></Relationships>'
        ),
    ),
    "a.ods": _packed(
        "content.xml",
        _repeated(
            f"<office:document-content {_OPEN}><office:body><office:spreadsheet><table:table>"
            + _CELLS.format("title", "text"),
            _CELLS.format("Ferries", TEXT),
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        ),
    ),
    "a.epub": _book,
    "a.warc": _web_archive,
    "a.zip": _packed("a.ris",
     _repeated("", f"TY  - NEWS\nTI  - Ferries\nAB  - {TEXT}\nER  - \n\n")),
    "page.mht": _repeated(
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="part"\n\n--part\n'
        "Content-Type: text/html\nContent-Location: http://example.org/\n\n"
        "<html><body><article><h1>Ferries</h1>",
        HTML,
        "</article></body></html>\n--part--\n",
    ),
    "a.md": _repeated("---\ntitle: Ferries\n---\n\n", TEXT + "\n\n"),
}  # fmt: skip

# Articles in a file of the formats whose number of articles does not grow with the file.
WHOLE = dict.fromkeys("plain.txt page.html nitf.xml a.rtf a.docx a.odt a.md page.mht".split(), 1)
WHOLE["attached.eml"] = 2

__all__ = ["FORMS", "HTML", "PARAGRAPHS", "TEXT", "WHOLE"]
