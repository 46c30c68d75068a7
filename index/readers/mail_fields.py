"""Names in the fields of a message: of the sender, and of what is attached."""

import email.header
import re
from email.message import EmailMessage

_OFFICE = "application/vnd.openxmlformats-officedocument."
# The ending that a type stands for, for attachments whose name has none.
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
    except Exception:  # a name that breaks the rules is no name
        name = ""
    name = name.replace("/", "_")
    ending = _BY_TYPE.get(part.get_content_type(), "")
    if part.get_content_type() == "message/rfc822":
        return name or "attached message"
    return name if "." in name else f"{name or 'attachment'}{ending}"


# A name in brackets behind an address, as old programs and archives of Mailman write it:
# "anna at example.org (Anna Petrova)".
_COMMENT = re.compile(r"\s*\S{1,320}(?: at |@)\S{1,320}\s+\(([^()]{2,80})\)\s*$")


def sender_with_comment(message: EmailMessage, sender: str | None) -> str | None:
    """The sender, with the name that stands in brackets behind the address, if any.

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


def bytes_of(part: EmailMessage) -> bytes:
    """The content of a part, its transfer encoding taken off."""
    payload = part.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    return str(payload).encode("utf-8", "surrogateescape")


__all__ = ["attachment_name", "bytes_of", "sender_name", "sender_with_comment"]
