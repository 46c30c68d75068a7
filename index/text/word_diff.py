"""Word diff of two texts, by their longest common subsequence."""

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

_PIECE = re.compile(r"\s*\S+")


class DiffRun(Struct, frozen=True):
    """A run of words in both texts (`same`), only in the first (`gone`) or the second (`new`)."""

    kind: Literal["same", "gone", "new"]
    text: str


def differences(one: str, other: str, alike: Callable[[str], str] = str.strip) -> list[DiffRun]:
    """The changes that turn the first text into the second, in order.

    Two words are equal if `alike` returns the same for both. Leading white space stays with its
    word, so joining `same` and `new` gives the second text.
    """
    from rapidfuzz.distance import LCSseq  # 15 ms, and no command without a diff needs it

    left, right = _PIECE.findall(one), _PIECE.findall(other)
    bare_left, bare_right = [alike(piece) for piece in left], [alike(piece) for piece in right]
    changes: list[DiffRun] = []

    gone: list[str] = []
    new: list[str] = []

    def flush() -> None:
        for kind, pieces in (("gone", gone), ("new", new)):
            if pieces:
                changes.append(DiffRun(kind, "".join(pieces)))  # type: ignore[arg-type]
                pieces.clear()

    for code in LCSseq.opcodes(bare_left, bare_right):
        if code.tag == "equal":
            flush()
            changes.append(DiffRun("same", "".join(right[code.dest_start : code.dest_end])))
        else:
            gone += left[code.src_start : code.src_end]
            new += right[code.dest_start : code.dest_end]
    flush()
    return changes


__all__ = ["DiffRun", "differences"]
