"""Word documents that a briefing begins with: used, or refused in one line.

PRESSMARK_FILES is the number of damaged documents.
"""

import io
import os
import random
import zipfile
from pathlib import Path

import pytest

from index.desk import empty_docx, make_brief, write_docx
from index.errors import PressmarkError
from index.kept import Mark
from tests.support.marks import make_passage_of

COUNT = int(os.environ.get("PRESSMARK_FILES", "12"))
BRIEF = make_brief([Mark("a", make_passage_of(1), "", (), "2026-01-01T00:00:00", "")], "T")


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def parts_of(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as file:
        return {name: file.read(name) for name in file.namelist()}


def broken(rng: random.Random, parts: dict[str, bytes]) -> bytes:
    """A document with a part changed, cut, emptied or taken out."""
    changed = dict(parts)
    name = rng.choice(sorted(parts))
    content = bytearray(parts[name])
    at = rng.randrange(len(content))
    match rng.randrange(5):
        case 0:
            del changed[name]
        case 1:
            changed[name] = bytes(content[:at])
        case 2:
            changed[name] = b"<x/>"
        case 3:
            begin = content.find(b"<", at)
            end = content.find(b">", begin) + 1
            changed[name] = bytes(content[:begin] + content[end:])
        case 4:
            content[at] ^= 1 << rng.randrange(8)
            changed[name] = bytes(content)
    return packed(changed)


def test_damaged_bases_are_used_or_refused_in_one_line(tmp_path: Path) -> None:
    rng, parts, path = random.Random(2004), parts_of(empty_docx()), tmp_path / "base.docx"
    refused = 0
    for _ in range(COUNT):
        path.write_bytes(broken(rng, parts))
        try:
            assert zipfile.is_zipfile(io.BytesIO(write_docx(BRIEF, path)))
        except PressmarkError as error:
            refused += 1
            assert "\n" not in str(error)
            assert str(path) in str(error)
    print(f"{refused} of {COUNT} refused")


def test_a_base_that_grows_when_unpacked_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    path.write_bytes(packed({"word/document.xml": bytes(80 << 20)}))
    with pytest.raises(PressmarkError, match="larger than 64 MiB"):
        write_docx(BRIEF, path)
