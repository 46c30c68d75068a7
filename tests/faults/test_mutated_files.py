"""A build over broken files: each is read or named with its reason, and the others are found.

PRESSMARK_FILES is the number of files, PRESSMARK_FILES_FROM a folder whose files are broken too.
"""

import os
import random
from pathlib import Path

from index.engine import UNLIMITED
from index.library import Library
from tests.support.made import FILES

COUNT = int(os.environ.get("PRESSMARK_FILES", "60"))
_LARGEST = 300_000
_PUT_IN = (
    b"\0" * 20, b"<!--", b"]]>", b"\xff\xfe", b"%s%n", b"{" * 50, b"\x1b[2J", b"9" * 30,
    b"<p " * 99,
    b"\xe2\x80\xae", b"\r", b'"' * 9, b"&#0;", b"<![CDATA[", b"From x\n", b"\xf0\x9f\x98\x80",
)  # fmt: skip


def broken(rng: random.Random, raw: bytes) -> bytes:
    """The bytes with up to twelve of them changed, put in, taken out or moved."""
    data = bytearray(raw)
    for _ in range(rng.randint(1, 12)):
        at, length = rng.randrange(len(data) + 1), rng.randint(1, 60)
        match rng.randrange(5):
            case 0:
                data[at : at + 1] = rng.randbytes(1)
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = rng.choice(_PUT_IN)
            case 3:
                del data[at:]
            case 4:
                data[at:at] = data[max(0, at - length) : at] * rng.randint(1, 9)
    return bytes(data)


def samples() -> dict[str, bytes]:
    """Whole files by name: small ones of every format, and those of the folder named."""
    found = {name: make() for name, make in FILES.items()}
    if folder := os.environ.get("PRESSMARK_FILES_FROM"):
        for path in sorted(Path(folder).rglob("*")):
            if path.is_file() and path.stat().st_size < _LARGEST:
                found[path.name] = path.read_bytes()
    return found


def test_broken_files_fail_alone(tmp_path: Path) -> None:
    rng = random.Random(2004)
    articles = tmp_path / "articles"
    articles.mkdir()
    whole = list(samples().items())
    for number in range(COUNT):
        name, raw = whole[number % len(whole)]
        (articles / f"{number:05}-{name}").write_bytes(broken(rng, raw))
        (articles / f"good{number}.txt").write_text(f"Good news\n\nThe goodword{number} is here.\n")
    library = Library.open([articles], tmp_path / "library")
    summary = library.refresh(jobs=1)
    status = library.status()
    assert status.files + len(status.passed_over) == 2 * COUNT
    assert (status.new, status.changed, status.removed) == (0, 0, 0)
    assert library.verify() == []
    for path, reason in library.problems():
        assert "\n" not in reason
        assert "-" in Path(path).name, "no good file fails"
    for number in range(COUNT):
        assert len(library.search(f"goodword{number}", budget=UNLIMITED).hits) == 1
    for _, analysis in library.analyses():
        article = analysis.article
        shown = f"{article.title}{article.text}{article.author}{article.member}"
        assert not any(code in shown for code in ("\x1b", "\x9b", "\u202e", "\0"))
    print(f"{summary.articles} articles, {summary.failed} files failed, {summary.seconds} s")
    library.close()
