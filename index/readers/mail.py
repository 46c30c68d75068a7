"""Mail by Python's email package: messages, mailboxes, Apple's .emlx, saved pages in MIME.

A message is an article. Attached messages and documents are separate articles.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Protocol

from msgspec.structs import replace
from msgspec.structs import replace as with_fields

from index.errors import ReadFailure
from index.model import Article
from index.readers import html
from index.readers.forwarded import forwarded_in
from index.readers.mail_fields import (
    attachment_name,
    bytes_of,
    encoded_message,
    ending_of,
    sender_name,
    sender_with_comment,
)
from index.readers.mail_parts import MailParts, page_of, taken_apart
from index.readers.mailbox import KNOWN_FIELD, looks_like_mailbox, message_bytes, messages_in
from index.readers.metadata_date import metadata_date
from index.readers.omitted import left_out
from index.readers.source import PartlyRead, Source, compose

SUFFIXES, BOXES = (".eml", ".msg.txt", ".emlx"), (".mbox", ".mbx")
PAGES = (".mht", ".mhtml")

_MOST_PARTS = 500
_DEEPEST = 6


class AttachmentReader(Protocol):
    """Reads the documents attached to a mail; the registry, which knows all readers, has one."""

    def can_read(self, name: str) -> bool:
        """Whether files of this name are of a kind that is read."""
        ...

    def read(self, source: Source) -> Iterator[Article]:
        """The articles of an attached file. Raises ReadFailure."""
        ...


def looks_like_message(head: bytes) -> bool:
    """Whether bytes begin with the header of a message: several lines of it, one of them known."""
    lines = head.lstrip(b"\xef\xbb\xbf\r\n")[:4000].replace(b"\r\n", b"\n").split(b"\n")
    known = 0
    for line in lines[:40]:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        if not re.match(rb"[!-9;-~]{1,60}:", line):
            return False
        known += bool(KNOWN_FIELD.match(line))
    return known >= 3


# What only browsers write into a page saved in one file, and what only mail programs write.
_SAVED_PAGE = re.compile(
    rb"^snapshot-content-location:|saved by (?:blink|windows|mozilla|unmht)"
    rb"|produced by microsoft mhtml",
    re.IGNORECASE | re.MULTILINE,
)
_SENT = re.compile(
    rb"^(?:to|cc|received|message-id|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE
)
_RELATED = re.compile(rb"multipart/related|^content-location:", re.IGNORECASE | re.MULTILINE)


def looks_like_page(head: bytes) -> bool:
    """Whether bytes begin as a page that a browser saved in one file (MHTML), and not as a mail."""
    bare = head.lstrip(b"\xef\xbb\xbf\r\n")[:2000].lower()
    word = bare.startswith(b"mime-version:") and b"multipart/related" in bare
    if not (word or looks_like_message(head)) or b"text/html" not in head[:6000].lower():
        return False
    if _SAVED_PAGE.search(head[:3000]):
        return True
    return bool(_RELATED.search(head[:3000])) and not _SENT.search(head[:6000])


def read(source: Source, attached: AttachmentReader | None = None) -> Iterator[Article]:
    """The article of a message and those attached to it. Raises ReadFailure if none has text."""
    yield from _message(source, _without_emlx(source.raw), source.member, attached)


def _without_emlx(raw: bytes) -> bytes:
    """The message in Apple's form: a first line with its length, and a property list after it."""
    match = re.match(rb"\s*(\d{1,10})[ \t]*\r?\n", raw)
    if match is None:
        return raw
    return raw[match.end() : match.end() + int(match[1])]


def read_box(source: Source, attached: AttachmentReader | None = None) -> Iterator[Article]:
    """The messages of a mailbox that have text (mboxo, mboxrd, mboxcl)."""
    found = False
    problem = ""
    empty = 0
    spans = messages_in(source.raw)
    if not spans:
        raise ReadFailure("no message in it")
    for at, (begin, end) in enumerate(spans, 1):
        raw = message_bytes(source.raw, begin, end)
        member = f"message {at}"
        try:
            for article in _message(
                source, raw, f"{source.member}, {member}" if source.member else member, attached
            ):
                found = True
                yield article
        except ReadFailure as error:
            partly = isinstance(error, PartlyRead)
            problem = problem or (str(error) if partly else "")
            empty += not partly
    if not found:
        raise ReadFailure("no text in it")
    if empty and not problem:
        problem = f"{empty:,} of {len(spans):,} messages have no text"
    if problem:
        raise PartlyRead(problem)


def read_page(source: Source) -> Iterator[Article]:
    """The article of a page saved in one file. Raises ReadFailure where no part of it is a page."""
    message = _parsed(source.raw)
    pages = [
        part
        for part in message.walk()
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}
    ]
    if not pages:
        raise ReadFailure("no page in it")
    address = message.get("snapshot-content-location") or message.get("content-location")
    first = pages[0]
    page = page_of(first)
    address = address or first.get("content-location")
    inner = replace(source, raw=b"", depth=source.depth + 1)
    article = html.article_of(inner, page, _web_address(str(address)) if address else None)
    if article.date is None or article.date_basis in {"file time", "file name"}:
        # the day it was saved is the latest that it can be of
        subject, date = _header(message, "subject"), _header(message, "date")
        article = compose(
            inner,
            article.title or subject,
            article.text[article.body_start :],
            publication=article.publication,
            author=article.author,
            date=date,
            basis="file time",
            language=article.language,
        )
    yield article


def _web_address(text: str) -> str | None:
    return text if text.startswith(("http://", "https://")) else None


def _parsed(raw: bytes) -> EmailMessage:
    """The message. Raises ReadFailure for what the package cannot take apart."""
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
    except MemoryError:
        raise
    except Exception as error:  # the package raises many things where a message breaks its rules
        raise ReadFailure(f"not a message that can be read ({type(error).__name__})") from error
    return message


def _message(
    source: Source, raw: bytes, member: str, attached: AttachmentReader | None, depth: int = 0
) -> Iterator[Article]:
    """The article of a message, then those of its attachments."""
    message = _parsed(raw)
    yield from _articles(source, message, member, attached, depth)


def _articles(
    source: Source,
    message: EmailMessage,
    member: str,
    attached: AttachmentReader | None,
    depth: int,
) -> Iterator[Article]:
    try:
        subject, sender, date, language = (
            _header(message, name) for name in ("subject", "from", "date", "content-language")
        )
        sender = sender_with_comment(message, sender)
        parts = taken_apart(message)
    except (ReadFailure, MemoryError):
        raise
    except Exception as error:  # as in _parsed
        raise ReadFailure(f"not a message that can be read ({type(error).__name__})") from error
    if not subject and not sender and not date:
        raise ReadFailure("not a message: it has no header")
    found = False
    problem: ReadFailure | None = None
    if attached is not None:
        parts = _readable(parts, attached)
    try:
        yield _composed(source, parts, subject, sender, date, language, member)
        found = True
    except ReadFailure as error:
        problem = error
    failed = 0
    for at, part in enumerate(parts.attachments[:_MOST_PARTS], 1):
        name = (attached and _known_name(part, attached)) or f"attachment {at}"
        if part.get_content_type() == "message/rfc822":
            name = attachment_name(part)
        where = f"{member}, {name}" if member else name
        try:
            for article in _attachment(source, part, name, where, attached, depth):
                found = True
                yield _with_mail(article, date)
        except ReadFailure as error:
            failed += 1
            problem = problem if failed > 1 else error
    if not found:
        raise problem or ReadFailure("no text in it")
    if failed:
        raise PartlyRead(f"{failed} of the attachments could not be read, first {problem}")


def _readable(parts: MailParts, attached: AttachmentReader) -> MailParts:
    """The parts without the attachments of kinds that are not read, which are counted."""
    known = [
        part
        for part in parts.attachments
        if part.get_content_type() == "message/rfc822" or _known_name(part, attached)
    ]
    unread = len(parts.attachments) - len(known)
    return replace(parts, attachments=known, unread=unread)


def _known_name(part: EmailMessage, attached: AttachmentReader) -> str:
    """The name by which an attachment is read; empty for one of a kind that is not read."""
    name = attachment_name(part)
    if attached.can_read(name):
        return name
    ending = ending_of(part)
    return name + ending if ending else ""


def _composed(
    source: Source,
    parts: MailParts,
    subject: str | None,
    sender: str | None,
    date: str | None,
    language: str | None,
    member: str,
) -> Article:
    omitted = left_out(pictures=parts.pictures, attachments=parts.unread)
    forwarded = forwarded_in(parts.body, subject)
    title, author, text = subject, sender_name(sender), parts.body
    if forwarded is not None:
        # the forwarded message is the article, with its own subject, sender and day
        before, head, body = forwarded
        title = head.get("subject") or title
        author = sender_name(head.get("from")) or author
        date = head.get("date") or date
        text = f"{before}\n\n{body}" if before else body
    if parts.marked:
        text = re.sub(r"(?<!\n)\n(?!\n)", " ", text)
    return compose(
        source,
        title,
        text,
        author=author,
        date=date,
        language=language,
        member=member,
        omitted=omitted,
    )


def _with_mail(article: Article, date: str | None) -> Article:
    """An attached article, with the mail's day if it has no date."""
    if date and article.date_basis in {"file time", "none"}:
        day = metadata_date(date)
        if day is not None:
            return with_fields(article, date=day, date_basis="file time")
    return article


def _attachment(
    source: Source,
    part: EmailMessage,
    name: str,
    where: str,
    attached: AttachmentReader | None,
    depth: int,
) -> Iterator[Article]:
    """The articles in an attachment: a message, or a document that some reader knows."""
    if depth >= min(_DEEPEST, source.budget.limits.nesting):
        raise ReadFailure(f"messages nested more than {depth} deep")
    if part.get_content_type() == "message/rfc822":
        if (encoded := encoded_message(part)) is not None:
            yield from _message(source, encoded, where, attached, depth + 1)
            return
        inner = part.get_payload(0) if part.is_multipart() else None
        if isinstance(inner, EmailMessage):
            yield from _articles(source, inner, where, attached, depth + 1)
        return
    if attached is None:
        return
    raw = bytes_of(part)
    source.budget.take(len(raw))
    yield from attached.read(Source(source.path, name, raw, source.budget, where, source.depth + 1))


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except Exception:  # a header that breaks the rules is one that is not there
        return None
    return " ".join(str(value).split()) if value is not None else None


__all__ = [
    "BOXES",
    "PAGES",
    "SUFFIXES",
    "looks_like_mailbox",
    "looks_like_message",
    "looks_like_page",
    "read",
    "read_box",
    "read_page",
]
