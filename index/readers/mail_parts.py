"""The parts of a message: its text, plain or of HTML, and its attachments."""

import re
from email.message import EmailMessage

from msgspec import Struct

from index.readers.decode import decode
from index.readers.html import blocks, decode_page
from index.readers.mail_fields import bytes_of


class MailParts(Struct):
    """The content of a message: its text, its attachments, and the number of unread ones."""

    body: str
    attachments: list[EmailMessage]
    pictures: int
    unread: int = 0  # attachments of kinds that are not read
    marked: bool = False  # the body is of HTML


# Mailman's note in place of a removed attachment.
_SCRUBBED = re.compile(
    r"^-{6,20} next part -{6,20}\n(?:(?!-{6,20} next part|From ).*\n){0,2}?.*\bscrubbed\b.*\n"
    r"(?:(?:Name|Type|Size|Desc|Skipped content|Url|URL) ?:.*(?:\n|\Z))*",
    re.MULTILINE,
)
# MailParts that prove who sent a message.
_SIGNATURES = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
)
# What mail programs tell readers without MIME.
_ABOUT_MIME = re.compile(r"\bMIME\b|multi-?part message", re.IGNORECASE)


def taken_apart(message: EmailMessage) -> MailParts:
    """The text of a message (plain if there is any, else its HTML), and its attachments."""
    plain: list[str] = []
    marked: list[str] = []
    attachments: list[EmailMessage] = []
    pictures = 0
    todo: list[EmailMessage] = [message]
    while todo:
        part = todo.pop()
        kind = part.get_content_type()
        if kind == "message/rfc822" and part is not message:
            attachments.append(part)
            continue
        if part.is_multipart():
            inside = part.get_payload()
            if isinstance(inside, list):
                todo += [one for one in reversed(inside) if isinstance(one, EmailMessage)]
            continue
        if kind.startswith("image/"):
            pictures += 1
            continue
        if kind in _SIGNATURES:
            continue
        named = part.get_content_disposition() == "attachment" or (
            part.get_filename() and kind not in {"text/plain", "text/html"}
        )
        if named:
            attachments.append(part)
        elif kind == "text/plain":
            plain.append(_decoded(part))
        elif kind == "text/html":
            marked.append(blocks(page_of(part), breaks=True))
    if not plain and not marked and message.is_multipart() and message.preamble:
        # broken programs write the text above the first part
        plain += [message.preamble] if not _ABOUT_MIME.search(message.preamble) else []
    whole = _SCRUBBED.sub("\n", "\n\n".join(filter(str.strip, plain)))
    page = "\n\n".join(filter(str.strip, marked))
    # newsletters put a line that says "view this in a browser" where the plain text should be
    marked_up = len(whole) < len(page) / 2
    return MailParts(page if marked_up else whole, attachments, pictures, marked=marked_up)


def page_of(part: EmailMessage) -> str:
    """The source of a page in a part, in the encoding that the part or the page names."""
    raw, charset = bytes_of(part), part.get_content_charset()
    return decode(raw, charset) if charset else decode_page(raw)


_FLOWED = re.compile(r"(?<=[^\n]) \r?\n(?=[^\s>-])")


def _decoded(part: EmailMessage) -> str:
    """The text of a plain part; lines that flow on (RFC 3676) are joined."""
    text = decode(bytes_of(part), part.get_content_charset())
    if str(part.get_param("format", "")).lower() == "flowed":
        text = _FLOWED.sub(" ", text)
    return text


__all__ = ["MailParts", "page_of", "taken_apart"]
