"""Role phrases beside a full name: "Konstantin Simonov, the director of the center, ..."."""

import re
from typing import Final

from index.extract import lexicon
from index.extract.context import FoundName

_APPOSITION: Final = re.compile(
    r",\s+((?:the|a|an|his|her|its|their|then|former|acting|[A-Z][\w-]+[’']s)\s"
    r"[^,.;:“”\"()\n]{3,90}|[a-z][^,.;:“”\"()\n]{3,60}?)"
    r"(?=[,.;]|\s(?:who|said|told|and\s+[A-Z]))"
)
_CLAUSE: Final = re.compile(
    r"(?:^|,?\s+)(?:(?:and|but)\s+)?(?:who|whose|whom|which|that)\b.*"
    r"|\s+(?:has|have|had|was|were)\s.*"
)
_NO_ROLE: Final = re.compile(
    r"(?:and|but|is|was|has|have|had|with|as|in|on|at|by|for)\b", re.IGNORECASE
)
_ROLE_FIRST: Final = re.compile(
    r"(?:^|[.;:]\s|\n)((?:The|A|An)\s[^.;:“”\"\n]{4,100}?)(?:\s*\([^()]*?)?,\s$"
)


def clean_role(role: str) -> str | None:
    """The role without the relative clause after it; None if nothing else is left."""
    bare = _CLAUSE.sub("", " ".join(role.split())).rstrip(" ,")
    return None if not bare or _NO_ROLE.match(bare) else bare


def apposition(text: str, name: FoundName) -> str | None:
    """The role in "Konstantin Simonov, the director of the Center for Current Politics,"."""
    if " " not in name.name or text[name.end : name.end + 1] != ",":
        return None
    match = _APPOSITION.match(text, name.end)
    return match[1] if match and _names_office(match[1]) else None


def role_ahead(text: str, name: FoundName) -> str | None:
    """The role in "The director of the Center for Current Politics, Konstantin Simonov, …"."""
    if " " not in name.name or "," not in text[max(0, name.start - 3) : name.start]:
        return None
    match = _ROLE_FIRST.search(text, max(0, name.start - 140), name.start)
    return match[1] if match and _names_office(match[1]) else None


def _names_office(phrase: str) -> bool:
    words = [word.lower().strip("’'s") for word in phrase.split()[:6]]
    return any(word in lexicon.titles() for word in words)
