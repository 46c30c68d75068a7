"""Splits a byline into authors, and an author into given and family name."""

import ast
import json
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from index.lazy_pattern import lazy_pattern

# How several authors are joined in `Article.author`.
SEPARATOR = "; "


class PersonName(NamedTuple):
    """A name in two parts. For an organisation `given` is empty and `family` the whole name."""

    given: str
    family: str

    @property
    def inverted(self) -> str:
        """The form of reference lists: "van der Meer, Ursula"."""
        return f"{self.family}, {self.given}" if self.given else self.family


_BY = lazy_pattern(
    r"^\s*(?:(?:written|reported|story|text)\s+)?"
    r"(?:by|byline|par|von|por|di|da|av|af|door|autor|auteur|автор|от)(?:\s*:\s*|\s+)(?=\S)"
    r"|^\s*(?:作者|记者|記者|文|撰文)\s*[:\uff1a/]\s*(?=\S)",
    re.IGNORECASE,
)
# These words begin names too ("Di Maio", "Von Braun"): they are bylines only in lower case, with a
# colon, or before a whole name ("Von Anna Petrova").
_NAME_LIKE = frozenset({"di", "da", "von", "par", "por", "av", "af", "door", "от"})
# The subset that begins no name of three words in the order given name, family name.
_BEFORE_NAMES = frozenset({"di", "von", "par", "por", "av", "af", "door", "от"})
_WHOLE_NAME = lazy_pattern(
    r"[^\W\d_a-z][\w.’'-]* (?:[\w.’'-]+ ){0,2}[^\W\d_a-z][\w.’'-]*(?:$|[,;]| \w+ )"
)
_AND = lazy_pattern(
    r"\s*(?:;|\uff1b|、|\||\s/\s|&|\band\b|\bund\b|\bet\b|\bwith\b|\by\b(?=\s+[A-ZÁÉÍÓÚÑ])|\n)\s*",
    re.IGNORECASE,
)
# Contributions to an article, before the name of another contributor.
_SHARE = lazy_pattern(
    r"^(?i:(?:photo\w*|pictures|graphics|additional reporting|reporting|editing|text|words) by"
    r"|fotos? von|photos? de|fotos? de|foto di)\s+(?=[^\W\d_a-z])"
)
# Words for "and" that occur in names too: they separate only whole names.
_AND_OF_NAMES = lazy_pattern(
    r"(?<=[^\W\d_]{2})\s+(?:e|en|og|och|i|ja|и|й|та|ve|a|és|și)\s+"
    r"(?=[^\W\d_a-z\u0430-\u044f][\w.’'-]*\s+[^\W\d_a-z\u0430-\u044f])"
)
_ORGANISATION = lazy_pattern(
    r"\b(?:press|news|newsroom|agency|agence|agentur|agencia|reuters|interfax|tass|afp|dpa|upi|bbc"
    r"|cnn|npr|ap|staff|desk"
    r"|service|services|editors?|editorial|board|team|bureau|correspondents?|reporters?|writers?"
    r"|redaktion|rédaction|redazione|redacción|university|institute|ministry|committee|commission"
    r"|council|department|office|foundation"
    r"|association|society|center|centre|group|company|corporation|inc|ltd|llc|gmbh|times|post"
    r"|gazette|journal|herald"
    r"|courier|chronicle|daily|weekly|zeitung|magazine|telegraph|guardian|bulletin|examiner|inquirer"
    r"|nachrichten|rundschau|anzeiger|tidende|monitor|tribune|observer|media|network|radio|television|tv|the|of|for|united"
    r"|nations|government)\b",
    re.IGNORECASE,
)
# Agencies that a byline names next to persons.
_AGENCIES = frozenset(
    "reuters interfax tass afp dpa upi bbc cnn npr ap bloomberg ansa efe xinhua kyodo".split()
)
# "Mia Holt contributed reporting", "Mia Holt contributed to this report"
_CONTRIBUTED = lazy_pattern(r"\s+(?:also\s+)?contributed\b.*$", re.IGNORECASE)
_PARTICLES = frozenset(
    "van von der den de del della di da dos das du la le ter ten zu zur zum al el bin ibn ben abu"
    " af av st.".split()
)
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_ROLE = lazy_pattern(
    r",?\s*(?:(?:special|staff|foreign|chief|senior|political|diplomatic)\s+)*"
    r"(?:staff|special to|correspondent|reporter|writer|editor|our correspondent|in [A-Z]\w+)\b.*$",
    re.IGNORECASE,
)
# Placeholders that programs write in place of an author.
_NOBODY = lazy_pattern(
    r"\(?(?:anonymous|unknown|unspecified|administrator|admin|user|python-docx|author|authors"
    r"|none|null|nan|n/?a|no author|others|et al\.?|\[\]|-+)\)?",
    re.IGNORECASE,
)
_MOST = 50


def authors_of(value: object) -> tuple[str, ...]:
    """The names in a value of metadata: text, a list, or objects with a name; printed lists too."""
    names: list[str] = []
    for one in _flattened(value):
        names += _in_line(one)
    return tuple(dict.fromkeys(name for name in names if not _NOBODY.fullmatch(name)))[:_MOST]


def joined_authors(value: object) -> str | None:
    """The names in a value as `Article.author` has them; None where there is none."""
    return SEPARATOR.join(authors_of(value)) or None


def split_authors(author: str | None) -> tuple[str, ...]:
    """The authors in `Article.author`."""
    return authors_of(author) if author else ()


def person_name(name: str) -> PersonName:
    """Given and family name; an organisation has a family name alone."""
    name = " ".join(name.split())
    if "," in name:
        family, _, given = (part.strip() for part in name.partition(","))
        if given.rstrip(".").lower() in _SUFFIXES:
            first = person_name(family)
            return PersonName(", ".join(filter(None, (first.given, given))), first.family)
        return PersonName(given, family)
    words = name.split()
    if len(words) < 2 or len(words) > 6 or _ORGANISATION.search(name) or "@" in name:
        return PersonName("", name)
    last = len(words) - 1
    if words[last].rstrip(".").lower() in _SUFFIXES and last > 1:
        last -= 1
    begin = last
    while begin > 1 and words[begin - 1].lower() in _PARTICLES:
        begin -= 1
    return PersonName(" ".join(words[:begin]), " ".join(words[begin:]))


def _flattened(value: object, depth: int = 0) -> Iterable[str]:
    """The strings of a nested value, each with a name in it."""
    if value is None or depth > 5:
        return
    if isinstance(value, str):
        printed = printed_value(value)
        if printed is None:
            yield value
        else:
            yield from _flattened(printed, depth + 1)
    elif isinstance(value, Mapping):
        yield from _flattened(_of_object(value), depth + 1)
    elif isinstance(value, list | tuple):
        for item in value[:_MOST]:
            yield from _flattened(item, depth + 1)
    else:
        yield str(value)


def _of_object(value: Mapping[object, object]) -> object:
    """The name in an object: one field of it, or given and family name together."""
    fields = {str(key).casefold().replace("_", "").replace("-", ""): v for key, v in value.items()}
    for name in (
        "name", "fullname", "displayname", "literal", "rendered", "original", "#text", "author",
        "title", "webtitle",
    ):  # fmt: skip
        if isinstance(fields.get(name), str) and str(fields[name]).strip():
            return fields[name]
    given = next(
        (fields[n] for n in ("given", "givenname", "firstname", "first") if n in fields), ""
    )
    family = next(
        (fields[n] for n in ("family", "familyname", "lastname", "surname", "last") if n in fields),
        "",
    )
    particles = (
        str(fields[n] or "") for n in ("nondroppingparticle", "droppingparticle") if n in fields
    )
    whole = " ".join(filter(None, (str(given or ""), *particles, str(family or "")))).strip()
    if suffix := str(fields.get("suffix") or "").strip():
        whole = f"{whole} {suffix}".strip()
    if whole:
        return whole
    lists = [v for v in fields.values() if isinstance(v, list)]
    return lists[0] if lists else None


def printed_value(text: str, longest: int = 20_000) -> object | None:
    """The list or object that a text is a printed form of (JSON or Python's).

    None for other text, and for one of more than `longest` characters.
    """
    bare = text.strip()
    if not bare or bare[0] + bare[-1] not in {"[]", "{}", "()"} or len(bare) > longest:
        return None
    try:
        return json.loads(bare)  # type: ignore[no-any-return]
    except (ValueError, RecursionError):
        pass
    try:
        return ast.literal_eval(bare)  # type: ignore[no-any-return]
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return None


def _in_line(line: str) -> list[str]:
    """The names in one byline."""
    line = line.strip().strip("\"'")
    match = _BY.match(line)
    if match:
        word = match[0].strip()
        name_like = word.lower() in _NAME_LIKE and word[:1].isupper()
        if not name_like or (
            word.lower() in _BEFORE_NAMES and _WHOLE_NAME.match(line, match.end())
        ):
            line = line[match.end() :]
    names: list[str] = []
    parts = _AND.split(line)
    if _WHOLE_NAME.match(line) and not _ORGANISATION.search(line):
        parts = [name for part in parts for name in _AND_OF_NAMES.split(part)]
    # "Ministry of Trade and Industry", "Johnson & Johnson": no list of persons
    others = [part for part in parts if part.strip().lower() not in _AGENCIES]
    one_word = ";" not in line and min(map(len, map(str.split, others)), default=2) == 1
    if one_word and ("&" in line or _ORGANISATION.search(line)):
        parts = [line]
    for part in parts:
        names += _comma_parts(_SHARE.sub("", part.strip(" ,")))
    return [name for name in map(_clean, names) if name]


def _comma_parts(part: str) -> list[str]:
    """The names between commas; "Petrova, Anna" is one name."""
    pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
    # an address after a name belongs to that author
    pieces = [piece for piece in pieces if "@" not in piece] or pieces
    if len(pieces) < 2:
        return pieces
    suffixes = [piece for piece in pieces if piece.rstrip(".").lower() in _SUFFIXES]
    if len(pieces) == 3 and len(suffixes) == 1 and pieces[0] not in suffixes:
        # "Holt, Jon, Jr." and BibTeX's "Holt, Jr., Jon"
        names = _comma_parts(", ".join(piece for piece in pieces if piece not in suffixes))
        return [*names[:-1], f"{names[-1]} {suffixes[0]}"]
    if len(pieces) == 2:
        first, second = pieces
        words = second.split()
        if second.lower().rstrip(".") in _SUFFIXES:
            return [part]
        if _ROLE.fullmatch(second) or _ORGANISATION.search(second):
            return [first]
        inverted = len(words) <= 3 and (
            len(first.split()) == 1
            or bool(_PARTICLES & {word.lower() for word in first.split()})
            or (len(words) == 1 and len(first.split()) == 2 and len(second) < 3)
        )
        if inverted and second[:1].isupper():
            return [f"{second} {first}"]
    if len(pieces) % 2 == 0 and all(" " not in piece for piece in pieces[::2]) and len(pieces) > 2:
        return [f"{b} {a}" for a, b in zip(pieces[::2], pieces[1::2], strict=True)]
    return [p for p in pieces if not (_ROLE.fullmatch(p) or (" " in p and _is_place(p)))]


def _is_place(piece: str) -> bool:
    return bool(re.match(r"(?:in|at|from)\s", piece))


# "anna@example.org (Anna Petrova)", and "Anna Petrova (Reuters)".
_ADDRESS_FIRST = lazy_pattern(r"\S+@\S+\s+\(([^()]+)\)$")
_AGENCY = lazy_pattern(r"(?<=\w)\s+[(\[](?:[A-Z]{2,6}|Reuters|Interfax|Bloomberg|TASS)[)\]]$")


def _clean(name: str) -> str:
    """A name without address and role; one in capitals is written as names are."""
    name = re.sub(r"<[^>]*>|\([^)]*@[^)]*\)|https?://\S+", "", name).strip(" \"',*•-–—")
    if called := _ADDRESS_FIRST.match(name):
        name = called[1]
    name = _CONTRIBUTED.sub("", _AGENCY.sub("", name))
    if name.endswith(".") and not re.search(r"\b\w{1,2}\.$", name):
        name = name.rstrip(".")
    if "@" not in name:
        name = re.sub(r"\s+(?:in|reports from)\s+[A-Z].*$", "", name)
    name = " ".join(name.split())
    if name.isupper() and " " in name and not _ORGANISATION.search(name):
        name = " ".join(_capitalised(word) for word in name.split())
    return name if any(map(str.isalpha, name)) else ""


def _capitalised(word: str) -> str:
    if "." in word and len(word) <= 4:
        return word
    word = "-".join(part[:1] + part[1:].lower() for part in word.split("-"))
    return re.sub(r"(?<=^Mc)[a-z]|(?<=['’])[a-z]", lambda m: m[0].upper(), word)


__all__ = [
    "SEPARATOR",
    "PersonName",
    "authors_of",
    "joined_authors",
    "person_name",
    "printed_value",
    "split_authors",
]
