"""Text from outside as plain text of Markdown."""

import re

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")


def escape_markdown(text: str) -> str:
    """The text with a backslash before every sign that Markdown gives a meaning."""
    return _SIGNS.sub(r"\\\1", text)


__all__ = ["escape_markdown"]
