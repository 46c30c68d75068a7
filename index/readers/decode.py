"""Bytes to text: a byte order mark first, then UTF-8, then the label, else by charset-normalizer.

Labels mean what browsers take them for (WHATWG Encoding Standard): iso-8859-1 is Windows-1252.
"""

import codecs
import re
import unicodedata
from typing import NamedTuple

from index.text import language_of, strip_with_places

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# Labels whose usual meaning is wider than their name says.
_MEANING = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "cp1252": "cp1252", "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949",
    "shift_jis": "cp932", "big5": "big5hkscs",
    "unicode": "utf-16-le", "utf-16": "utf-16-le", "x-mac-cyrillic": "mac_cyrillic",
    "macintosh": "mac_roman", "x-sjis": "cp932",
    "x-user-defined": "cp1252", "ks_c_5601-1987": "cp949", "iso-8859-8-i": "iso8859-8",
    "unknown-8bit": "",
    "8bit": "", "binary": "",
}  # fmt: skip
# Encodings that write other scripts in ASCII bytes: such bytes are valid UTF-8 too.
_SEVEN_BIT = ("iso2022", "hz", "utf_7", "utf-16", "utf_16", "utf-32", "utf_32")
# Detection reads this much; the rest of a long file is in the same encoding.
_SAMPLE = 200_000
Removed = list[tuple[int, int]]


def decode(raw: bytes, label: str | None = None) -> str:
    """The text of `raw`; `label` is the encoding it claims. Undecodable bytes become U+FFFD.

    A wrong label loses: to a byte order mark, and to bytes that are valid UTF-8, because no other
    encoding passes for that by chance.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    if b"\0" in raw[:4096] and (wide := _as_utf16(raw)):
        return wide
    named = codec_of(label) if label else ""
    if not named.startswith(_SEVEN_BIT):
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if named and named not in {"utf-8", "utf_8"} and "utf-16" not in named:
        text = _by_label(raw, named)
        if text is not None and not _is_garbled(text):
            return text
    if raw.decode("utf-8", errors="replace").count("\ufffd") * 50 < len(raw) and _mostly_utf8(raw):
        return raw.decode("utf-8", errors="replace")
    latin = _latin(raw)
    if latin is not None:
        return latin
    from charset_normalizer import from_bytes  # takes 60 ms to import, and few files need it

    best = from_bytes(raw[:_SAMPLE]).best()
    encoding = best.encoding if best else "cp1252"
    return raw.decode(encoding, errors="replace")


def _as_utf16(raw: bytes) -> str:
    """The text of UTF-16 without a byte order mark; empty for anything else.

    The zero bytes of Latin letters, blanks and line ends are on one side, and what is decoded is
    letters and blanks: no other text and hardly any binary file has both.
    """
    head = raw[:4096]
    if _is_utf8_with_zeros(head):
        return ""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) < 0.03 * len(head) / 2 or min(even, odd) * 20 > max(even, odd):
        return ""
    codec = "utf-16-le" if odd > even else "utf-16-be"
    sample = head[: len(head) // 2 * 2].decode(codec, errors="replace")
    kinds = [unicodedata.category(c)[0] for c in sample if c not in "\r\n\t\ufeff"]
    words = sum(kind in "LMNPZS" for kind in kinds) - sample.count("\ufffd")
    letters = sum(kind == "L" for kind in kinds)
    fits = words >= 0.97 * len(kinds) and letters >= 0.4 * len(kinds)
    return raw.decode(codec, errors="replace") if fits else ""


def _is_utf8_with_zeros(head: bytes) -> bool:
    """Whether bytes are UTF-8 but for some zero bytes: damage, or the padding of a field.

    UTF-16 has a zero in every Latin letter, and in other scripts bytes that are no UTF-8 or look
    like control characters.
    """
    if head.count(0) * 5 > len(head):
        return False
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    controls = sum(char < " " and char not in "\0\t\n\r\f" for char in text)
    return controls * 50 <= len(text)


_WORD = re.compile(r"\w+")
# Encodings of other letters, with what a word looks like in them: no capital after a small letter.
_OTHER_LETTERS = {
    "cp1251": re.compile("[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+"),
    "koi8_r": re.compile("[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+"),
    "cp1253": re.compile("[Ά-Ϋ]?[ά-ώ]+|[Ά-Ϋ]+"),
}
# Lines and blocks, which such encodings have and tables do not.
_GRAPHICS = re.compile("[\u2320-\u2321\u2500-\u25ff]")
# A capital beyond ASCII after a small letter: few words have one, guessed encodings many.
_MIXED_CASE = re.compile(r"[a-zß-öø-ÿа-џα-ώ][À-ÖØ-ÞЀ-ЯΆ-Ϋ]")


def decode_table(raw: bytes) -> str:
    """The text of a table of names or other short cells, too little for `decode` to tell apart.

    Zero bytes in it are left out. What is neither UTF-8 nor UTF-16 is Windows-1252, unless most
    letters of the words that have letters beyond ASCII are such letters: so do Cyrillic and Greek
    words look in Windows-1252. Where no encoding gives words, and where some of the lines are
    UTF-8, bytes that are no UTF-8 become U+FFFD. Raises UnicodeDecodeError for a byte order mark
    of UTF-16 or UTF-32 before bytes that are none.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace" if mark == codecs.BOM_UTF8 else "strict")
    text = _as_utf16(raw) if b"\0" in raw[:4096] else ""
    if not text:
        raw = raw.replace(b"\0", b"")
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            damaged = raw.decode("utf-8", errors="replace")
            good = sum(char > "\x7f" and char != "\ufffd" for char in damaged)
            if good > damaged.count("\ufffd") or _utf8_in_some_lines(damaged):
                return damaged
            western = raw.decode("cp1252", errors="replace")
        foreign = [word for word in _WORD.findall(western[:_SAMPLE]) if not word.isascii()]
        beyond = sum(not char.isascii() for word in foreign for char in word)
        if 2 * beyond <= sum(map(len, foreign)):
            return western
        text = _in_other_letters(raw) or decode(raw)
        words = [word for word in _WORD.findall(text[:_SAMPLE]) if not word.isascii()]
        if 2 * len([word for word in words if _MIXED_CASE.search(word)]) > len(words):
            return damaged
    return text.removeprefix("\ufeff")


def _utf8_in_some_lines(damaged: str) -> bool:
    """Whether UTF-8 and another encoding were joined, as when two tables are: line by line.

    `damaged` has U+FFFD for bytes that are not UTF-8. In another encoding a whole line with letters
    beyond ASCII is hardly ever valid UTF-8.
    """
    lines = [line for line in damaged.split("\n") if not line.isascii()]
    broken = sum("\ufffd" in line for line in lines)
    return 4 * (len(lines) - broken) >= broken


def _in_other_letters(raw: bytes) -> str:
    """The text in Cyrillic or Greek letters, if most words look like such words; else empty.

    A table may have few words: too few for charset-normalizer, which takes them for Chinese.
    """
    for codec, word_form in _OTHER_LETTERS.items():
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        words = [word for word in _WORD.findall(text[:_SAMPLE]) if not word.isascii()]
        fitting = sum(word_form.fullmatch(word) is not None for word in words)
        if fitting > 0.6 * len(words) and not _GRAPHICS.search(text):
            return text
    return ""


# Letters beyond ASCII of the languages that are written in Latin letters, by encoding.
_LETTERS: dict[str, dict[str, str]] = {
    "cp1252": {
        "da": "æøåéöä", "de": "äöüßéèà", "es": "áéíóúñüç", "fi": "äöåéš",
        "fr": "àâæçèéêëîïôœùûüÿ", "it": "àèéìíîòóùú", "nl": "éëïóöüèàäêç", "no": "æøåéòôöä",
        "pt": "áàâãçéêíóôõúü", "sv": "åäöéüà", "en": "éèêëáàâäçñíïóôöúüæøåœ",
    },
    "cp1254": {"tr": "çğıöşüâîûi̇"},
    "cp1250": {"hu": "áéíóöőúüű", "ro": "ăâîşţșț"},
}  # fmt: skip
_SIGNS = frozenset("‘’“”„‚–—…«»‹›•·€£¥§©®™°ªº¿¡½¼¾´¨×\xa0")
_FITS = 0.95
# No language in Latin letters has so large a share of non-ASCII letters in such words.
_MOST_ACCENTED = 0.6


def _latin(raw: bytes) -> str | None:
    """The text in an encoding of Latin letters if its language uses that, and its letters fit."""
    for codec, languages in _LETTERS.items():
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        sample = text[:_SAMPLE]
        letters = languages.get(language_of(sample), "")
        others = [c for c in sample.lower() if c > "\x7f"]
        fitting = sum(c in letters or c in _SIGNS for c in others)
        if letters and fitting >= _FITS * len(others):
            return text
    return None


_LATIN_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]{4,}")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]{4,}")


def _is_garbled(text: str) -> bool:
    """Whether letters show that a text is in another encoding than the one it was decoded in.

    In words with an accented Latin letter nearly all letters are accented, or many words begin with
    a small letter before capitals, as KOI8-R does in Windows-1251.
    """
    sample = text[:_SAMPLE]
    accented = [word for word in _LATIN_WORD.findall(sample) if not word.isascii()]
    beyond = sum(not char.isascii() for word in accented for char in word)
    if len(accented) > 5 and beyond > _MOST_ACCENTED * sum(map(len, accented)):
        return True
    words = _CYRILLIC.findall(sample)
    turned = sum(word[1:].isupper() and word[:1].islower() for word in words)
    shouted = sum(word.isupper() for word in words)
    return len(words) > 5 and turned > 1 and turned + shouted > 0.7 * len(words)


def codec_of(label: str) -> str:
    """Python's name for the encoding of a label; empty for an unknown label."""
    name = label.strip(" \t\"'").lower()
    if name in _MEANING:
        return _MEANING[name]
    try:
        own = codecs.lookup(name.removeprefix("x-")).name
    except (LookupError, ValueError, UnicodeError):
        return ""
    return _MEANING.get(own, own)


def _by_label(raw: bytes, codec: str) -> str | None:
    """The text in the encoding of a label; None where many bytes do not fit it."""
    try:
        text = raw.decode(codec, errors="replace")
    except (LookupError, ValueError, UnicodeError):
        return None
    return text if text.count("\ufffd") * 200 <= len(text) else None


_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:+-]{2,40})""", re.IGNORECASE)


def label_in(head: bytes) -> str | None:
    """The encoding that the head of an HTML or XML file names."""
    match = _CHARSET.search(head)
    return match[1].decode("ascii", "replace") if match else None


def is_utf8(raw: bytes) -> bool:
    """Whether `raw` is UTF-8, or has a byte order mark."""
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


_SOFT_HYPHEN = "\u00ad"
_DIVIDING = re.compile(r"(?<=[^\W\d_])\u00ad(?=[ \t]*\n[ \t]*[^\W\d_])")


class CleanText(NamedTuple):
    """Text as Article.text wants it.

    `removed` says how many characters were taken out where, `controls` how many were controls.
    """

    text: str
    removed: Removed
    controls: int


def to_text(raw: bytes) -> CleanText:
    """`raw` as Article.text wants it: NFC, line feeds, no control characters or soft hyphens.

    `removed` has pairs: (offset in the text, how many characters were taken out there).
    """
    return clean_text(decode(raw).removeprefix("\ufeff"))


def clean_text(text: str) -> CleanText:
    """As `to_text`, for text that is decoded already."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\u2028" in text or "\u2029" in text:
        text = text.replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = unicodedata.normalize("NFC", text)
    # at the end of a line it divides a word, as a hyphen does
    text = _DIVIDING.sub("‐", text) if _SOFT_HYPHEN in text else text
    # a placeholder that is removed with the control characters, so that places are counted once
    soft = text.count(_SOFT_HYPHEN)
    text, controls, removed = strip_with_places(text.replace(_SOFT_HYPHEN, "\x7f"))
    return CleanText(text, removed, controls - soft)


def shifted(removed: Removed, by: int, limit: int | None = None) -> Removed:
    """Places moved by an offset; those outside of 0 and `limit` move to the border."""
    last = limit if limit is not None else 1 << 60
    return [(min(max(0, at + by), last), count) for at, count in removed]


def merged(first: Removed, second: Removed) -> Removed:
    """Places of two passes over a text, the second over what the first gave.

    The first pass's places are moved back by what the second took out before them.
    """
    out: Removed = []
    place = taken = 0
    for at, count in first:
        while place < len(second) and second[place][0] + taken < at:
            taken += second[place][1]
            place += 1
        out.append((max(0, at - taken), count))
    summed: dict[int, int] = {}
    for at, count in sorted([*out, *second]):
        summed[at] = summed.get(at, 0) + count
    return sorted(summed.items())


__all__ = [
    "CleanText",
    "Removed",
    "clean_text",
    "codec_of",
    "decode",
    "decode_table",
    "is_utf8",
    "label_in",
    "merged",
    "shifted",
    "to_text",
]
