"""Mailboxes (mboxo, mboxrd, mboxcl, archives of Mailman): where each message begins and ends."""

import re
from collections.abc import Iterator

# A line that begins a message (RFC 4155): "From ", an address, and a date as asctime prints it.
# Archives of Mailman write the address as "anna at example.org".
_BEGINS = re.compile(
    rb"(?:\A|(?<=\n))From (?:\S+(?: at \S+)?)[ \t]+(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +)?"
    rb"(?:[A-Z][a-z]{2} +\d{1,2} +\d\d?:\d\d(?::\d\d)?(?: +[A-Z]{3,4})? +(?:[+-]\d{4} +)?\d{4}"
    rb"|\d{1,2} [A-Z][a-z]{2} \d{4})[^\r\n]*\r?\n"
)
_HEADER_LINE = re.compile(rb"[!-9;-~]{1,60}:(?:[ \t]|\r?\n[ \t]|\r?\n)|>From ")
_QUOTED_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
_CONTENT_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,9})", re.IGNORECASE | re.MULTILINE)
_EMPTY_LINE = re.compile(rb"\r?\n\r?\n")
# A header field that mail programs write.
KNOWN_FIELD = re.compile(
    rb"^(?:from|to|subject|date|message-id|received|return-path|mime-version|x-[\w-]+"
    rb"|delivered-to|reply-to|sender|content-type)[ \t]*:",
    re.IGNORECASE,
)


def looks_like_mailbox(head: bytes) -> bool:
    """Whether bytes begin as a mailbox does: a From line, then the header of a message."""
    bare = head.lstrip(b"\r\n")
    match = _BEGINS.match(bare)
    return match is not None and bool(_HEADER_LINE.match(bare, match.end()))


def messages_in(raw: bytes) -> list[tuple[int, int]]:
    """The span of each message of a mailbox in bytes, without its From line.

    A line "From …" begins a message only with a date, and with a header line below it. A line
    within the length that a Content-Length field gives begins none. The time is linear in the
    size: a header is looked through up to the next empty line or From line, never beyond.
    """
    candidates = [match.span() for match in _BEGINS.finditer(raw)]
    if not candidates:
        return []
    header_ends = _header_ends(raw, candidates)
    begins: list[tuple[int, int]] = []
    covered = 0
    for (start, header), header_end in zip(candidates, header_ends, strict=True):
        if start < covered or not _HEADER_LINE.match(raw, header):
            continue
        before = raw[max(0, start - 3) : start]
        # a From line inside a body has no empty line above it
        inside = begins and not re.search(rb"\n\r?\n\Z", before)
        if inside and not KNOWN_FIELD.match(raw, header):
            continue
        begins.append((start, header))
        covered = _covered(raw, header, header_end)
    if not begins:
        return []
    ends = [start for start, _ in begins[1:]] + [len(raw)]
    return [(header, end) for (_, header), end in zip(begins, ends, strict=True)]


def message_bytes(raw: bytes, begin: int, end: int) -> bytes:
    """The message in a span of a mailbox; quoted From lines lose one level of their quotation."""
    return _QUOTED_FROM.sub(rb"\1", raw[begin:end])


def _header_ends(raw: bytes, candidates: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where the header below each From line ends, and where its body begins.

    Both are the header's begin where another From line comes before an empty line.
    """
    empty_lines = _EMPTY_LINE.finditer(raw)
    empty = next(empty_lines, None)
    following = [start for start, _ in candidates[1:]] + [len(raw)]
    for (_, header), limit in zip(candidates, following, strict=True):
        while empty is not None and empty.start() < header - 1:
            empty = next(empty_lines, None)
        if empty is None or empty.start() >= limit:
            yield header, header
        else:
            yield empty.span()


def _covered(raw: bytes, header: int, header_end: tuple[int, int]) -> int:
    """The end of the message that its Content-Length gives.

    `header` itself where it gives none, or where neither a message nor the end follows there.
    """
    length = _CONTENT_LENGTH.search(raw, header, header_end[0])
    if length is None:
        return header
    end = header_end[1] + int(length[1])
    rest = raw[end : end + 7].lstrip(b"\r\n")
    return end if end >= len(raw) - 2 or rest.startswith(b"From ") else header


__all__ = ["KNOWN_FIELD", "looks_like_mailbox", "message_bytes", "messages_in"]
