"""Small files of every format, made for the tests. Each holds the same two paragraphs."""

import gzip
import io
import json
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

TITLE = "Talks in Tashkent"
FIRST = "Minister Anna Bell said: “The river is high.”"
SECOND = "Nobody else in Tashkent spoke of it on that long day."
AUTHOR, DATE, SITE = "Carl Dorn", "2004-05-12", "Regional Monitor"


def text() -> bytes:
    return (
        f"{TITLE}\n\nPublication: {SITE} Volume: 1 Issue: 2\nDate: May 12, 2004\nAuthor: "
        f"{AUTHOR}\n\n{FIRST}\n\n{SECOND}\n"
    ).encode()


def markdown() -> bytes:
    return (
        f"---\ntitle: {TITLE}\nauthor: {AUTHOR}\ndate: {DATE}\nsource: {SITE}\nlang: en\n"
        f"---\n\n# {TITLE}\n\n**{FIRST}**\n\n{SECOND}\n"
    ).encode()


def page() -> bytes:
    data = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": TITLE,
            "datePublished": f"{DATE}T08:00:00Z",
            "author": {"name": AUTHOR},
        }
    )
    more = "".join(
        (
            f"<p>Paragraph {n} tells at length of the river, its banks, and of all the people "
            "who live there.</p>"
        )
        for n in range(6)
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} | '
        f"{SITE}</title>"
        f'<meta property="og:site_name" content="{SITE}"><meta name="author" content="{AUTHOR}">'
        f'<meta property="article:published_time" content="{DATE}T08:00:00Z">'
        f'<script type="application/ld+json">{data}</script></head><body><nav><a '
        'href="/">Home page of menus</a></nav>'
        f"<main><article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p>{more}</article></main>"
        f"<footer>Terms of use that nobody reads</footer><script>alert(1)</script></body></html>"
    ).encode()


def pdf(words: bool = True) -> bytes:
    lines = (
        [TITLE, *(f"{FIRST} {SECOND}".replace("“", '"').replace("”", '"').split(". "))]
        if words
        else []
    )
    shown = " ".join(f"({line}) Tj 0 -20 Td" for line in lines)
    return pdf_of(f"BT /F1 12 Tf 50 750 Td {shown} ET")


def two_columns(left: list[str], right: list[str], head: str) -> bytes:
    """A PDF of two columns whose lines are drawn row by row, as some programs store them."""
    drawn = [(50, 770, head)]
    for row in range(max(len(left), len(right))):
        drawn += [(50, 740 - 14 * row, line) for line in left[row : row + 1]]
        drawn += [(320, 740 - 14 * row, line) for line in right[row : row + 1]]
    return pdf_of(" ".join(f"BT /F1 10 Tf {x} {y} Td ({line}) Tj ET" for x, y, line in drawn))


def pdf_of(drawing: str) -> bytes:
    """A PDF of one page with a content stream."""
    content = drawing.encode("latin-1", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 5 0 R /Resources "
            b"<< /Font << /F1 4 0 R >> >> >>"
        ),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        f"<< /Title ({TITLE}) /Author ({AUTHOR}) >>".encode(),
    ]
    out, places = io.BytesIO(b""), []
    out.write(b"%PDF-1.4\n")
    for number, one in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, one))
    table = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(
        b"trailer << /Size %d /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table)
    )
    return out.getvalue()


def docx() -> bytes:
    from docx import Document

    document = Document()
    document.core_properties.title, document.core_properties.author = TITLE, AUTHOR
    document.add_heading(TITLE)
    document.add_paragraph(FIRST)
    document.add_table(1, 1).cell(0, 0).text = SECOND
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, raw in files.items():
            # no time of day: the bytes name tests, and each process must give them the same name
            packed.writestr(zipfile.ZipInfo(name), raw, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def odt() -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "meta")
    )  # fmt: skip
    content = (
        f"<office:document-content {spaces}><office:body><office:text><text:h>{TITLE}</text:h>"
        f"<text:p>{FIRST}<text:note><text:p>a note</text:p></text:note></text:p><text:p>"
        f"{SECOND}</text:p></office:text></office:body></office:document-content>"
    )
    meta = (
        f'<office:document-meta {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta><dc:title>{TITLE}</dc:title>'
        f"<meta:initial-creator>{AUTHOR}</meta:initial-creator></office:meta></office:document-meta>"
    )
    return zipped({"content.xml": content.encode(), "meta.xml": meta.encode()})


def rtf() -> bytes:
    body = f"{FIRST}\\par {SECOND}\\par".replace("“", "\\ldblquote ").replace("”", "\\rdblquote ")
    return f"{{\\rtf1\\ansi{{\\info{{\\title {TITLE}}}{{\\author {AUTHOR}}}}}{body}}}".encode()


def epub() -> bytes:
    def chapter(number: int) -> bytes:
        return (
            f"<html><head><title>x</title></head><body><h1>{TITLE} {number}</h1><p>{FIRST}</p>"
            f"<p>{SECOND}</p><p>{'More of it. ' * 30}</p></body></html>"
        ).encode()

    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
        f"<dc:title>A book</dc:title><dc:creator>{AUTHOR}</dc:creator><dc:date>{DATE}"
        "</dc:date><dc:language>en</dc:language></metadata>"
        '<manifest><item id="b" href="b.xhtml" media-type="application/xhtml+xml"/><item '
        'id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
    )
    return zipped(
        {
            "META-INF/container.xml": container.encode(),
            "OPS/book.opf": package.encode(),
            "OPS/a.xhtml": chapter(1),
            "OPS/b.xhtml": chapter(2),
        }
    )


def rss() -> bytes:
    items = "".join(
        f"<item><title>{TITLE} {n}</title><author>{AUTHOR}</author><pubDate>Wed, 12 May "
        "2004 08:00:00 GMT</pubDate>"
        f"<description>&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</description></item>"
        for n in (1, 2)
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{SITE}'
        f"</title><language>en</language>{items}</channel></rss>"
    ).encode()


def atom() -> bytes:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{SITE}</title><entry><title>{TITLE}</title><author><name>{AUTHOR}</name></author>'
        f"<updated>{DATE}T08:00:00Z</updated><content type='html'>&lt;p&gt;{FIRST}&lt;"
        f"/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</content></entry></feed>"
    ).encode()


def message(html: bool = False) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Date"] = (
        TITLE,
        f'"{AUTHOR}" <carl@example.org>',
        "Wed, 12 May 2004 08:00:00 +0000",
    )
    mail.set_content("View this mail in a browser." if html else f"{FIRST}\n\n{SECOND}\n")
    if html:
        mail.add_alternative(
            f"<html><body><p>{FIRST}</p><p>{SECOND}</p><style>p{{}}</style></body></html>",
            subtype="html",
        )
    mail.add_attachment(
        b"\0\1%BIN", maintype="application", subtype="octet-stream", filename="a.bin"
    )
    return mail.as_bytes()


def mbox() -> bytes:
    one = b"From carl@example.org Wed May 12 08:00:00 2004\n" + message() + b"\n"
    return one + one.replace(b"Talks", b"More talks")


def csv() -> bytes:
    return (
        f'headline,Body,author,published,source\n"{TITLE}","{FIRST}\n\n'
        f'{SECOND}","{AUTHOR}",{DATE},{SITE}\n,,,,\n'
    ).encode()


def jsonl() -> bytes:
    row = {
        "title": TITLE,
        "text": f"{FIRST}\n\n{SECOND}",
        "authors": [AUTHOR],
        "date": DATE,
        "publication": SITE,
    }
    return (
        json.dumps(row) + "\n\n" + json.dumps({**row, "title": f"{TITLE} again"}) + "\n"
    ).encode()


def json_list() -> bytes:
    return json.dumps(
        {
            "articles": [
                {"headline": TITLE, "content": f"<p>{FIRST}</p><p>{SECOND}</p>", "date": DATE}
            ]
        }
    ).encode()


def warc() -> bytes:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True)
    for status, body in (
        ("200 OK", page()),
        ("404 Not Found", b"<html><body><p>gone</p></body></html>"),
    ):
        headers = StatusAndHeaders(
            status, [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0"
        )
        writer.write_record(
            writer.create_warc_record(
                "http://example.org/a", "response", payload=io.BytesIO(body), http_headers=headers
            )
        )
    return out.getvalue()


def tar() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as packed:
        for name, raw in (("a/one.txt", text()), ("a/two.eml", message()), ("a/link.bin", b"\0")):
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            packed.addfile(info, io.BytesIO(raw))
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "a.txt": text, "a.md": markdown, "a.html": page, "a.pdf": pdf, "a.docx": docx, "a.odt": odt,
    "a.rtf": rtf, "a.epub": epub, "a.rss": rss, "a.atom": atom, "a.eml": message, "a.mbox": mbox,
    "a.csv": csv, "a.jsonl": jsonl, "a.json": json_list,
    "a.warc.gz": warc, "a.tar.gz": tar, "a.txt.gz": lambda: gzip.compress(text()),
    "a.zip": lambda: zipped(
        {"in/one.txt": text(), "in/more.zip": zipped({"two.md": markdown()}), "x.bin": b"\0\1"}
    ),
}  # fmt: skip
