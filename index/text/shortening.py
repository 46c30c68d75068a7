"""Long texts cut for a table or a heading."""


def shortened(text: str, most: int) -> str:
    """The text, or as much of it as fits with " …" after it into `most` code points.

    It is cut between words where one ends in the second half of what fits.
    """
    if len(text) <= most:
        return text
    kept = text[: max(0, most - 2)]
    head, _, cut = kept.rpartition(" ")
    if head and len(cut) <= len(kept) // 2 and not text[len(kept) :].startswith(" "):
        kept = head
    return f"{kept.rstrip()} …"


__all__ = ["shortened"]
