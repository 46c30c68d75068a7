"""Names in the fields of a message: of the sender and of attachments."""

import base64
import email.header
import quopri
import re
from email.message import EmailMessage, Message

_OFFICE = "application/vnd.openxmlformats-officedocument."
# The ending for a media type, for attachments whose name has none.
_BY_TYPE = {
    "text/html": ".html",
    "text/csv": ".csv",
    "text/markdown": ".md",
    "text/rtf": ".rtf",
    "application/rtf": ".rtf",
    "application/pdf": ".pdf",
    "application/msword": ".doc",
    f"{_OFFICE}wordprocessingml.document": ".docx",
    f"{_OFFICE}spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/epub+zip": ".epub",
    "application/zip": ".zip",
}


def attachment_name(part: EmailMessage) -> str:
    """The file name of an attachment, with an ending that tells its kind."""
    try:
        name = " ".join((part.get_filename() or "").split())
    except Exception:  # ignore an invalid name
        name = ""
    name = name.replace("/", "_")
    ending = _BY_TYPE.get(part.get_content_type(), "")
    if part.get_content_type() == "message/rfc822":
        return name or "attached message"
    return name if "." in name else f"{name or 'attachment'}{ending}"


# The first bytes of documents, and the endings of their formats.
_BY_BYTES = (
    (rb"%PDF-", ".pdf"),
    (rb"\{\\rtf", ".rtf"),
    (rb"PK\x03\x04", ".docx"),  # the reader looks for what kind of document it is
    (rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)\b", ".html"),
    (rb"(?:From|Received|Return-Path|Message-ID|MIME-Version|Date|Subject): ", ".eml"),
)


def ending_of(part: EmailMessage) -> str:
    """The ending of the format that an attachment's first bytes show; empty for other content."""
    raw = bytes_of(part)[:1000]
    return next((end for sign, end in _BY_BYTES if re.match(sign, raw, re.IGNORECASE)), "")


# A name in brackets after an address, as old programs and archives of Mailman write it:
# "anna at example.org (Anna Petrova)".
_COMMENT = re.compile(r"\s*\S{1,320}(?: at |@)\S{1,320}\s+\(([^()]{2,80})\)\s*$")


def sender_with_comment(message: EmailMessage, sender: str | None) -> str | None:
    """The sender, with a name in brackets after the address if there is one.

    The email package drops such a comment, so the raw field is read.
    """
    raw = next((str(v) for k, v in message.raw_items() if k.lower() == "from"), "")
    comment = _COMMENT.match(raw[:1000])
    if comment is None:
        return sender
    name = str(email.header.make_header(email.header.decode_header(comment[1])))
    return " ".join(name.split()) or sender


def sender_name(sender: str | None) -> str | None:
    """The name in "Name <address>", or the address."""
    if not sender:
        return None
    match = re.match(
        r'\s*["\']?([^"<]*?)["\']?\s*(?:<([^>]*)>|\[(?:mailto:)?([^\]\s]*@[^\]\s]*)\])', sender
    )
    name = (match[1] or match[2] or match[3]) if match else sender
    return re.sub(r"\s+via [\w .-]{1,80}$", "", name.strip())


def encoded_message(part: EmailMessage) -> bytes | None:
    """The bytes of an attached message that has a transfer encoding, against the rules of MIME.

    None for one without: Python's package takes that apart by itself.
    """
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    inner = part.get_payload(0) if part.is_multipart() else None
    if encoding not in {"base64", "quoted-printable"} or not isinstance(inner, Message):
        return None
    if len(inner.keys()) > 1:
        return None
    text = inner.as_bytes().strip()
    try:
        return base64.b64decode(text) if encoding == "base64" else quopri.decodestring(text)
    except ValueError:
        return None


def bytes_of(part: EmailMessage) -> bytes:
    """The content of a part, its transfer encoding taken off."""
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    return str(payload).encode("utf-8", "surrogateescape")


__all__ = [
    "attachment_name",
    "bytes_of",
    "encoded_message",
    "ending_of",
    "sender_name",
    "sender_with_comment",
]
