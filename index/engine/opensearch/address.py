"""Tells the address of an archive's server from a path; every command asks this of its paths."""

_SCHEMES = ("http://", "https://")


def is_address(text: str) -> bool:
    """Whether a text is the address of a server, not a path."""
    return text.lower().startswith(_SCHEMES)


__all__ = ["is_address"]
