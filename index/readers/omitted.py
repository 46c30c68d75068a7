"""Names the parts of an article that a reader omits on purpose, for `Article.omitted`."""

_KINDS = {
    "pictures": ("picture", "pictures"),
    "deleted": ("deleted passage", "deleted passages"),
    "hidden": ("hidden passage", "hidden passages"),
    "unpublished": ("unpublished post of the export", "unpublished posts of the export"),
    "comments": ("comment", "comments"),
    "attachments": ("attachment of a kind that is not read",
    "attachments of kinds that are not read"),
}  # fmt: skip


def left_out(**counts: int) -> str | None:
    """How many of what were left out: "2 pictures, 1 comment"; None for nothing.

    The keywords are those of `_KINDS`: pictures, deleted, hidden and so on.
    """
    parts = [f"{n:,} {_KINDS[kind][n != 1]}" for kind, n in counts.items() if n]
    return ", ".join(parts) or None


__all__ = ["left_out"]
