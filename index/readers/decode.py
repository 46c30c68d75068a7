"""Bytes to text: UTF-8 first, a byte order mark where there is one, else by charset-normalizer."""

import codecs
import unicodedata

from index.text import strip_controls

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# Detection reads this much; the rest of a long file is in the same encoding.
_SAMPLE = 200_000


def decode(raw: bytes) -> str:
    """The text of `raw`, whatever its encoding; undecodable bytes become U+FFFD.

    UTF-8 is tried first because no other encoding passes for it by chance.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if b"\0" in raw[:4096]:
        # UTF-16 without a mark: the zero bytes of Latin letters stand on one side
        even, odd = raw[0:4096:2].count(0), raw[1:4096:2].count(0)
        if max(even, odd) > 0.2 * min(len(raw), 4096) / 2:
            return raw.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
    if raw.decode("utf-8", errors="replace").count("\ufffd") * 50 < len(raw) and _mostly_utf8(raw):
        return raw.decode("utf-8", errors="replace")
    from charset_normalizer import from_bytes  # 60 ms to import, and seldom wanted

    best = from_bytes(raw[:_SAMPLE]).best()
    encoding = best.encoding if best else "cp1252"
    return raw.decode(encoding, errors="replace")


def is_utf8(raw: bytes) -> bool:
    """Whether `raw` is UTF-8, or says with a byte order mark what else it is."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return any(raw.startswith(mark) for mark, _ in _MARKS)
    return True


def _mostly_utf8(raw: bytes) -> bool:
    """Whether most non-ASCII bytes form valid UTF-8, so that a few broken ones are damage."""
    text = raw.decode("utf-8", errors="replace")
    good = sum(1 for c in text if c > "\x7f" and c != "\ufffd")
    return good > 4 * text.count("\ufffd")


def to_text(raw: bytes) -> tuple[str, int]:
    """`raw` as Article.text wants it: NFC, `\\n` line ends, no control characters.

    Also returns how many control characters were taken out.
    """
    text = decode(raw).removeprefix("\ufeff")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return strip_controls(unicodedata.normalize("NFC", text))
