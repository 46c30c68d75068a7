"""One filter between article text and the terminal.

The same function runs when a file is read and again when anything is drawn, so that
text which took another way in (a file name, a title, an older library) is caught too.
"""

import re

from index.lazy_pattern import lazy_pattern

# C0 without tab and line feed, DEL, C1 (a terminal reads 0x9B as the start of an escape sequence),
# the bidirectional controls of Unicode UAX 9, and lone surrogates, which no terminal encoding has.
# Then zero-width characters, which can hide inside a word. The joiners of Persian, Indic scripts
# and emoji are removed only after a Latin letter, which they never join.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
    "|(?<=[\x00-\u024f])[\u200c\u200d]"
)
_LINE_LIKE = re.compile("[\n\t\u2028\u2029]+")
_BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
# What XML 1.0 cannot hold.
_NO_XML = lazy_pattern("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


# A superset of these characters. Most texts have none, and a plain class is twice as fast to scan.
_SUSPECT = lazy_pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


# Whole control sequences of ECMA-48, so that "ESC [31m" leaves no "[31m" behind: CSI with its
# parameters, and OSC and similar ones with a short, terminated string.
_CONTROL_SEQUENCE = (
    "(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"
    "|(?:\x1b[\\]P^_X]|[\x9d\x90\x9e\x9f\x98])[^\x07\x1b\x9c\n]{0,200}(?:\x07|\x1b\\\\|\x9c)"
)


_SEQUENCE = lazy_pattern(_CONTROL_SEQUENCE)
_REMOVED = lazy_pattern(f"{_CONTROL_SEQUENCE}|{_UNSAFE.pattern}")


def strip_controls(text: str) -> tuple[str, int]:
    """Remove every character that could control a terminal, with the sequence that it begins.

    Returns the text without them and the number of these characters. Tabs and line feeds stay.
    """
    if not _SUSPECT.search(text):
        return text, 0
    count = len(_UNSAFE.findall(text))
    return (_UNSAFE.sub("", _SEQUENCE.sub("", text)), count) if count else (text, 0)


def strip_with_places(text: str) -> tuple[str, int, list[tuple[int, int]]]:
    """As `strip_controls`, and (offset in the returned text, characters removed there)."""
    if not _SUSPECT.search(text):
        return text, 0, []
    kept: list[str] = []
    places: list[tuple[int, int]] = []
    at = offset = 0
    for match in _REMOVED.finditer(text):
        kept.append(text[at : match.start()])
        offset += match.start() - at
        at = match.end()
        if places and places[-1][0] == offset:
            places[-1] = (offset, places[-1][1] + len(match[0]))
        else:
            places.append((offset, len(match[0])))
    kept.append(text[at:])
    return "".join(kept), len(_UNSAFE.findall(text)), places


def safe(text: str) -> str:
    """`text` without control characters, for a place that may show several lines.

    U+2028 and U+2029, at which Python and some editors break lines, become spaces.
    """
    kept = _UNSAFE.sub("", text)
    if "\u2028" in kept or "\u2029" in kept:
        return kept.replace("\u2028", " ").replace("\u2029", " ")
    return kept


def with_newlines(text: str) -> str:
    """`text` with a newline for every character or pair that Unicode breaks lines at."""
    return _BREAKS.sub("\n", text)


def escaped_path(path: str) -> str:
    """The path of a file, with bytes that are not UTF-8 as escapes, without control characters."""
    return safe(path.encode("utf-8", "backslashreplace").decode())


def xml_text(text: str, instead: str = "\ufffd") -> str:
    """`text` with `instead` for each character that XML 1.0 cannot hold; it is not escaped."""
    return _NO_XML.sub(instead, text)


def one_line(text: str) -> str:
    """`text` without control characters and with its line breaks and tabs as single spaces."""
    if text.isprintable():  # no such character is
        return text
    return _LINE_LIKE.sub(" ", _UNSAFE.sub("", text))
