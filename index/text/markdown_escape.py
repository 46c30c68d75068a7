"""Text from outside as plain text of Markdown."""

import re

# Characters that Markdown, or Pandoc's form of it, gives a meaning anywhere in a line.
_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|$~^@&])")
# A list or a rule at the start of a line.
_AT_START = re.compile(r"^(\s*)(?:([-+=:])|(\d{1,9})([.)]))", re.MULTILINE)


def escape_markdown(text: str) -> str:
    """The text with a backslash before every sign that Markdown would give a meaning there."""
    return _AT_START.sub(_escaped_start, _SIGNS.sub(r"\\\1", text))


def _escaped_start(match: re.Match[str]) -> str:
    lead, sign, number, point = match.groups()
    return f"{lead}\\{sign}" if sign else f"{lead}{number}\\{point}"


__all__ = ["escape_markdown"]
