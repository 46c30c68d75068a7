"""Mail: a message an article, by Python's own email package; mailboxes in the mbox form."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage

from index.errors import ReadFailure
from index.model import Article
from index.readers.decode import decode
from index.readers.html import blocks, decode_page
from index.readers.source import Source, compose

SUFFIXES, BOXES = (".eml", ".msg.txt"), (".mbox", ".mbx")

# A line that begins a message (RFC 4155): "From ", an address, and a date of asctime.
_BEGINS = re.compile(rb"(?:^|(?<=\n))From \S.*?\d{4}.*\r?\n")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(source: Source) -> Iterator[Article]:
    """The article of one message. Raises ReadFailure where it has no text."""
    yield _article(source, source.raw, source.member)


def read_box(source: Source) -> Iterator[Article]:
    """The messages of a mailbox that have text."""
    begins = list(_BEGINS.finditer(source.raw))
    if not begins:
        raise ReadFailure("no message in it")
    found = False
    for at, begin in enumerate(begins):
        end = begins[at + 1].start() if at + 1 < len(begins) else len(source.raw)
        raw = _QUOTED_FROM.sub(rb"\1", source.raw[begin.end() : end])
        try:
            article = _article(source, raw, f"message {at + 1}")
        except ReadFailure:
            continue
        found = True
        yield article
    if not found:
        raise ReadFailure("no text in it")


def _article(source: Source, raw: bytes, member: str) -> Article:
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        subject, sender, date, language = (
            _header(message, name) for name in ("subject", "from", "date", "content-language")
        )
        body = _body(message)
    except (ReadFailure, MemoryError):
        raise
    except Exception as error:  # the package raises many things where a message breaks its rules
        raise ReadFailure(f"not a message that can be read ({type(error).__name__})") from error
    if not subject and not sender and not date:
        raise ReadFailure("not a message: it has no header")
    return compose(
        source, subject, body, author=_name(sender), date=date, language=language, member=member
    )


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except Exception:  # a header that breaks the rules is one that is not there
        return None
    return str(value) if value is not None else None


def _name(sender: str | None) -> str | None:
    """The name in "Name <address>", or the address."""
    match = re.match(r'\s*"?([^"<]*?)"?\s*<([^>]*)>', sender or "")
    return (match[1] or match[2]) if match else sender


def _body(message: EmailMessage) -> str:
    """The text of the message: plain where there is any, else its HTML."""
    plain: list[str] = []
    marked: list[str] = []
    for part in message.walk():
        if part.is_multipart() or part.get_content_disposition() == "attachment":
            continue
        kind = part.get_content_type()
        if kind not in {"text/plain", "text/html"}:
            continue
        payload = part.get_payload(decode=True)
        raw = (
            payload
            if isinstance(payload, bytes)
            else str(payload).encode("utf-8", "surrogateescape")
        )
        text = _decoded(raw, part.get_content_charset())
        if kind == "text/plain":
            plain.append(text)
        else:
            marked.append(blocks(text if part.get_content_charset() else decode_page(raw)))
    whole = "\n\n".join(filter(str.strip, plain))
    html = "\n\n".join(filter(str.strip, marked))
    # newsletters put a line that says "view this in a browser" where the plain text should be
    return html if len(whole) < len(html) / 2 else whole


def _decoded(raw: bytes, charset: str | None) -> str:
    if charset:
        try:
            return raw.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(raw)


__all__ = ["BOXES", "SUFFIXES", "read", "read_box"]
