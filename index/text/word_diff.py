"""What differs between two articles, word by word."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

_PIECE = re.compile(r"\s*\S+")


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch that both have (`same`), or that only the first (`gone`) or the second (`new`) has."""

    kind: Literal["same", "gone", "new"]
    text: str


def differences(one: str, other: str, alike: Callable[[str], str] = str.strip) -> list[Change]:
    """The second text as the first with stretches taken out and put in; white space at stretches' beginnings is kept.

    Words are the same where `alike` gives the same for both.
    """
    left, right = _PIECE.findall(one), _PIECE.findall(other)
    bare_left, bare_right = [alike(piece) for piece in left], [alike(piece) for piece in right]
    changes: list[Change] = []

    gone: list[str] = []
    new: list[str] = []

    def flush() -> None:
        for kind, pieces in (("gone", gone), ("new", new)):
            if pieces:
                changes.append(Change(kind, "".join(pieces)))  # type: ignore[arg-type]
                pieces.clear()

    for code in LCSseq.opcodes(bare_left, bare_right):
        if code.tag == "equal":
            flush()
            changes.append(Change("same", "".join(right[code.dest_start : code.dest_end])))
        else:
            gone += left[code.src_start : code.src_end]
            new += right[code.dest_start : code.dest_end]
    flush()
    return changes


__all__ = ["Change", "differences"]
