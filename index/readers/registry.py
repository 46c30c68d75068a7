"""Which reader takes a file: by its ending, and by its first bytes if these say more."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct

from index.errors import ReadFailure
from index.model import Article
from index.readers import (
    archives,
    bibtex,
    docx,
    epub,
    feeds,
    html,
    json_rows,
    mail,
    mailbox,
    markdown,
    news_xml,
    opendocument,
    pdf,
    plain,
    references,
    rtf,
    tables,
    warc,
    wordpress,
    xlsx,
)
from index.readers.decode import decode
from index.readers.plugin_reader import plugin_reader
from index.readers.source import PartlyRead, Reader, Source

# Endings of documents that may be in Word's old form, which is not read, or RTF, HTML or .docx.
OLD_WORD = (".doc", ".dot", ".wri")
# The number of first bytes that structures are recognised by.
_HEAD = 16_384
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_archive(source: Source) -> Iterator[Article]:
    """The articles of all files in an archive that some reader knows.

    Raises PartlyRead at the end if some files failed, ReadFailure if none gave an article.
    """
    problem = ""
    found = failed = 0
    for member in archives.members(source):
        if not can_read(member.name):
            continue
        try:
            for article in careful(reader_of(member), member):
                found += 1
                yield article
        except ReadFailure as error:
            failed += 1
            problem = problem or f"{member.member or member.name}: {error}"
    if failed and found:
        raise PartlyRead(f"{failed} of the files in it could not be read, first {problem}")
    if not found:
        raise ReadFailure(problem or "nothing in it that can be read")


def careful(reader: Reader, source: Source) -> Iterator[Article]:
    """The articles of a reader; any error of its library becomes a ReadFailure."""
    try:
        yield from reader(source)
    except (ReadFailure, MemoryError):
        raise
    except Exception as error:
        raise ReadFailure(reading_failed(error)) from error


def reading_failed(error: Exception) -> str:
    """The problem of a file over which a parser raised an unexpected error, in one line."""
    cause = " ".join(str(error).split())[:120]
    return f"reading it failed ({type(error).__name__}: {cause})"


class _Attachments:
    """The readers for attachments of a mail."""

    @staticmethod
    def can_read(name: str) -> bool:
        """Whether files of this name are of a kind that is read."""
        return can_read(name)

    @staticmethod
    def read(source: Source) -> Iterator[Article]:
        """The articles of an attached file."""
        yield from careful(reader_of(source), source)


_read_mail = partial(mail.read, attached=_Attachments())
_read_box = partial(mail.read_box, attached=_Attachments())


def _old_word(source: Source) -> Iterator[Article]:
    """Refuse Word's old binary form; other content in a .doc file has its own reader."""
    raise ReadFailure(
        "a file in the old binary form of Word or Outlook, or locked with a password: save it as"
        " .docx or .eml"
    )
    yield  # a reader is a generator


class Structure(Struct, frozen=True):
    """A structure that is recognised by the content of a file, not by its name."""

    name: str
    families: frozenset[str]  # of the endings for which it is looked for
    looks_like: Callable[[bytes, str], bool]  # by the first bytes, and these as text
    read: Reader


_TEXT = frozenset(("text",))
_XML = frozenset(("xml", "text"))
_MARKUP = frozenset(("xml", "markup", "text"))
_DOCUMENTS = frozenset(("text", "word", "markup"))
_MAIL = frozenset(("text", "mail"))
_PAGES = frozenset(("text", "mail", "markup"))
_ANY = frozenset(("text", "xml", "markup", "word", "mail", "table", "json"))


def _root(text: str) -> str:
    """The name of the first element of XML, without its prefix."""
    match = re.search(r"<(?![?!])(?:[\w.-]+:)?([\w.-]+)", text)
    return match[1].lower() if match else ""


def _is_xml(text: str) -> bool:
    return text.lstrip("\ufeff \t\r\n")[:1] == "<"


def _is_page(raw: bytes, text: str) -> bool:
    start = text.lstrip("\ufeff \t\r\n")[:400].lower()
    return start.startswith(("<!doctype html", "<html")) or (
        _is_xml(text) and _root(text) == "html"
    )


def _is_wordpress(text: str) -> bool:
    return _is_xml(text) and ("wxr_version" in text or "wordpress.org/export/" in text)


def _is_zotero(text: str) -> bool:
    names = ("zotero.org/namespaces", "purl.org/net/biblio")
    return _root(text) == "rdf" and any(name in text for name in names)


def _is_factiva_xml(text: str) -> bool:
    return _is_xml(text) and sum(mark in text for mark in news_xml.FACTIVA_MARKS) >= 2


def _is_word_xml(text: str) -> bool:
    marks = ('progid="Word.Document"', "office/2006/xmlPackage", "office/word/2003/wordml")
    return _is_xml(text) and any(mark in text for mark in marks)


_NEWSML_ROOTS = frozenset({"newsml", "newsitem", "newsmessage", "packageitem"})


STRUCTURES: tuple[Structure, ...] = (
    Structure("Rich Text", _ANY, lambda raw, _: raw.lstrip()[:16].startswith(rtf.MAGIC), rtf.read),
    Structure("PDF", _DOCUMENTS, lambda raw, _: raw.startswith(b"%PDF-"), pdf.read),
    Structure("NITF", _MARKUP, lambda _, t: _is_xml(t) and _root(t) == "nitf", news_xml.read_nitf),
    Structure(
        "NewsML",
        _MARKUP,
        lambda _, text: _is_xml(text) and _root(text) in _NEWSML_ROOTS,
        news_xml.read_newsml,
    ),
    Structure("a WordPress export", _XML, lambda _, text: _is_wordpress(text), wordpress.read),
    Structure("Zotero RDF", _XML, lambda _, text: _is_zotero(text), references.read_zotero),
    Structure("Word's XML", _XML, lambda _, text: _is_word_xml(text), docx.read_flat),
    Structure("Factiva XML", _XML, lambda _, text: _is_factiva_xml(text), news_xml.read_factiva),
    Structure("a saved page", _PAGES, lambda raw, _: mail.looks_like_page(raw), mail.read_page),
    Structure("a mailbox", _MAIL, lambda raw, _: mailbox.looks_like_mailbox(raw), _read_box),
    Structure("a message", _TEXT, lambda raw, _: mail.looks_like_message(raw), _read_mail),
    Structure("RIS", _TEXT, lambda _, text: references.is_ris(text), references.read_ris),
    Structure("BibTeX", _TEXT, lambda _, text: bibtex.is_bibtex(text), bibtex.read_bibtex),
    Structure("JSON", _TEXT, lambda _, t: json_rows.looks_like_json(t), json_rows.read_json),
    Structure("a table", _TEXT, lambda _, text: tables.looks_like_table(text), tables.read_csv),
    Structure("a page", frozenset(("xml", "word", "bare")), _is_page, html.read),
)


class Format(Struct, frozen=True):
    """The format of an ending: its reader, and the family of structures to try first."""

    suffixes: tuple[str, ...]
    read: Reader
    family: str = ""


_PLAIN = Format(plain.SUFFIXES, plain.read, "text")
FILE_FORMATS: tuple[Format, ...] = (
    _PLAIN,
    Format(markdown.SUFFIXES, markdown.read),
    Format(html.SUFFIXES, html.read, "markup"),
    Format(pdf.SUFFIXES, pdf.read),
    Format(docx.SUFFIXES, docx.read, "word"),
    Format(OLD_WORD, _old_word, "word"),
    Format(opendocument.SUFFIXES, opendocument.read, "word"),
    Format(xlsx.SUFFIXES, xlsx.read, "word"),
    Format(rtf.SUFFIXES, rtf.read, "word"),
    Format(epub.SUFFIXES, epub.read),
    Format(feeds.SUFFIXES, feeds.read, "xml"),
    Format(mail.SUFFIXES, _read_mail, "mail"),
    Format(mail.BOXES, _read_box, "mail"),
    Format(mail.PAGES, mail.read_page, "mail"),
    Format(references.RIS, references.read_ris),
    Format(bibtex.BIBTEX, bibtex.read_bibtex),
    Format(tables.CSV, tables.read_csv, "table"),
    Format(json_rows.LINES, json_rows.read_lines, "json"),
    Format(json_rows.JSON, json_rows.read_json, "json"),
    Format(warc.SUFFIXES, warc.read),
    Format((*archives.ZIP, *archives.TAR, *archives.SINGLE), read_archive),
)
_BY_SUFFIX = {suffix: one for one in FILE_FORMATS for suffix in one.suffixes}
# Suffixes of two parts, ".tar.gz", go before those of one.
_DOUBLE = tuple(suffix for suffix in _BY_SUFFIX if suffix.count(".") > 1)
_MESSAGE = Format((), _read_mail, "mail")
# A message in a Maildir: its time, a unique part and the host, with flags after a colon.
_MAILDIR = re.compile(r"(?:^|/)(?:cur|new)/\d{6,}\.[^/]+$")
# A mail program's folder without an ending, and the ending of its index file.
_ZIPPED = (
    ("word/", docx.read),
    ("xl/", xlsx.read),
    ("content.xml", opendocument.read),
    ("META-INF/container.xml", epub.read),
)


def suffix_of(name: str) -> str:
    """The ending that tells a file's kind, in small letters; empty where there is none."""
    name = name.rpartition("/")[2].lower()
    if name.endswith(_DOUBLE):
        return next(suffix for suffix in _DOUBLE if name.endswith(suffix))
    dot = name.rfind(".")
    return name[dot:] if dot > 0 else ""


def is_built_in(name: str) -> bool:
    """Whether a reader of Pressmark itself knows this kind of file; see `can_read`."""
    return suffix_of(name) in _BY_SUFFIX or bool(_MAILDIR.search(name.replace("\\", "/")))


def can_read(name: str) -> bool:
    """Whether some reader knows this kind of file, judged by its name or path alone."""
    return is_built_in(name) or plugin_reader(suffix_of(name)) is not None


def reader_of(source: Source) -> Reader:
    """The reader for a file: by structure, else by its ending, else plain text."""
    suffix = suffix_of(source.name)
    own = _BY_SUFFIX.get(suffix)
    if own is None and (reader := plugin_reader(suffix)) is not None:
        return reader
    if own is None:
        own = (
            _MESSAGE
            if _MAILDIR.search(str(source.path).replace("\\", "/")) and not source.member
            else _BY_SUFFIX[".txt"]
        )
    raw = source.raw[:_HEAD]
    if raw.startswith(b"PK\x03\x04") and own.family in {"word", "text", "markup"}:
        return _zipped_reader(source) or own.read
    if raw.startswith(OLE) and own.family in {"word", "text", "markup"}:
        return _old_word
    if own.read is _old_word and _is_text(raw):
        own = _PLAIN
    families = {own.family} | ({"bare"} if suffix == "" else set())
    if own is _PLAIN and suffix_of(source.name) in OLD_WORD:
        families.add("word")
    candidates = [one for one in STRUCTURES if families & one.families]
    if candidates:
        text = decode(raw) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else raw.decode("latin-1")
        text = text.removeprefix("ï»¿")
        for structure in candidates:
            if structure.looks_like(raw, text):
                return _or_plain(structure.read) if own.family == "text" else structure.read
    return own.read


def _is_text(raw: bytes) -> bool:
    """Whether bytes are text in some encoding: without controls but those that part lines."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return bool(raw.strip()) and not re.search(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]", raw)


def _or_plain(reader: Reader) -> Reader:
    """The reader of a structure; a file named as text in which it finds nothing is plain text."""

    def read(source: Source) -> Iterator[Article]:
        found = False
        try:
            for article in reader(source):
                found = True
                yield article
        except ReadFailure:
            if found:
                raise
            yield from plain.read(source)

    return read


def _zipped_reader(source: Source) -> Reader | None:
    """The reader for a document that is a zip file, by its content, not by its name."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.raw)) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return None
    for begin, reader in _ZIPPED:
        if any(name.startswith(begin) for name in names):
            return reader
    return None


__all__ = [
    "FILE_FORMATS",
    "OLD_WORD",
    "OLE",
    "STRUCTURES",
    "can_read",
    "careful",
    "is_built_in",
    "read_archive",
    "reader_of",
    "reading_failed",
    "suffix_of",
]
