"""What is broken, huge or hostile is refused in one line, and nothing else happens."""

import gzip
import os
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import ReadFailure
from index.library import Library
from index.model.article import Article
from index.readers import read_bytes
from index.settings import Limits, Settings
from tests.support import made

# Broken files tried.
FILES = int(os.environ.get("PRESSMARK_FILES", "150"))
BYTES = {name: make() for name, make in made.FILES.items()}
EXTERNAL_ENTITY = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


def read(name: str, raw: bytes, settings: Settings | None = None) -> list[Article]:
    return read_bytes(Path("/nowhere") / name, raw, settings)[0]


@pytest.mark.parametrize(
    ("name", "raw", "reason"),
    [
        ("a.pdf", made.pdf(words=False), "a scan without text"),
        ("a.pdf", b"%PDF-1.4\nnothing", "not a PDF that can be read"),
        ("a.docx", b"not a zip", "not a document that can be read"),
        ("a.epub", made.zipped({"a": b"b"}), "not an e-book that can be read"),
        ("a.xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
         "XML with entities"),
        ("a.xml", b"<note><to>you</to></note>", "XML, but no news feed"),
        ("a.odt", made.zipped({"content.xml": EXTERNAL_ENTITY}), "not an OpenDocument"),
        ("a.html", b"<html><body><script>x</script></body></html>", "no text in it"),
        ("a.csv", b"a,b\n1,2\n", "no column of text"),
        ("a.zip", made.zipped({"a.bin": b"\0"}), "nothing in it that can be read"),
        ("a.zip", b"PK\x03\x04 broken", "an archive that cannot be read"),
        ("a.tar.gz", b"\x1f\x8b broken", "an archive that cannot be read"),
        ("a.warc", b"WARC/1.0\r\nbroken", "no page with text in it"),
        ("a.mbox", b"no message here", "no message in it"),
        ("a.rtf", b"plain", "not a Rich Text file"),
        ("a.html", b"<div>" * 100_000 + b"deep", "nested too deeply"),
        ("a.html", b"<div></b>" * 100_000 + b"deep", "nested too deeply"),
        ("a.html", b"<a href=x>" * 9_000 + b"<div>" * 50_000 + b"deep", "nested too deeply"),
    ],
    ids=lambda value: value if isinstance(value, str) else "bytes",
)  # fmt: skip
def test_what_cannot_be_read_says_why_in_one_line(name: str, raw: bytes, reason: str) -> None:
    with pytest.raises(ReadFailure) as failure:
        read(name, raw)
    assert reason in str(failure.value)
    assert "\n" not in str(failure.value)


class TestLimits:
    SMALL = Settings(Limits(unpacked_megabytes=2, ratio=50, nesting=2, pages=1, articles=3))

    @pytest.mark.parametrize("name", ["a.zip", "a.docx", "a.epub", "a.odt"])
    def test_what_unpacks_to_too_much(self, name: str) -> None:
        bomb = made.zipped({"a.txt": b"0" * 4_000_000, "content.xml": b"0" * 4_000_000})
        with pytest.raises(ReadFailure, match="unpacks to more than"):
            read(name, bomb, self.SMALL)

    def test_a_bomb_in_gzip(self) -> None:
        with pytest.raises(ReadFailure, match="unpacks to more than"):
            read("a.txt.gz", gzip.compress(b"0" * 4_000_000), self.SMALL)

    def test_archives_in_archives(self) -> None:
        raw = made.text()
        for _ in range(5):
            raw = made.zipped({"a.txt" if raw == made.text() else "a.zip": raw})
        with pytest.raises(ReadFailure, match="nested more than 2 deep"):
            read("a.zip", raw, self.SMALL)

    def test_too_many_articles_are_cut_and_said(self) -> None:
        articles, problem = read_bytes(Path("/nowhere/a.jsonl"), made.jsonl() * 5, self.SMALL)
        assert len(articles) == 3
        assert problem is not None
        assert "first 3 articles" in problem


def test_one_broken_file_in_an_archive_is_said_and_the_others_are_read() -> None:
    articles, problem = read_bytes(
        Path("/nowhere/a.zip"), made.zipped({"a.txt": made.text(), "b.pdf": b"no"})
    )
    assert len(articles) == 1
    assert problem is not None
    assert problem.startswith("1 of the files in it could not be read, first b.pdf:")


@settings(max_examples=FILES)
@given(st.sampled_from(sorted(BYTES)), st.integers(0, 10**9))
def test_mutated_files_are_read_or_refused_and_nothing_else(name: str, seed: int) -> None:
    rng = random.Random(seed)
    raw = bytearray(BYTES[name])
    for _ in range(rng.randrange(1, 12)):
        at = rng.randrange(len(raw))
        match rng.randrange(4):
            case 0:
                raw[at] = rng.randrange(256)
            case 1:
                del raw[at : at + rng.randrange(1, 60)]
            case 2:
                raw[at:at] = rng.choice(
                    [
                        b"\0" * 20,
                        b"<!--",
                        b"]]>",
                        b"\xff\xfe",
                        b"%s%n",
                        b"{" * 50,
                        b"\x1b[2J",
                        b"9" * 30,
                    ]
                )
            case 3:
                del raw[max(1, at) :]
        if not raw:
            raw = bytearray(b" ")
    try:
        articles, _ = read_bytes(Path("/nowhere") / name, bytes(raw))
    except ReadFailure as error:
        assert "\n" not in str(error)
    else:
        for article in articles:
            assert "\x1b" not in article.text + article.title + str(article.author) + str(
                article.member
            )


SLOW = """
import signal
from threading import Event

import index.readers as r

_read = r.read_file
def read_file(path, settings):
    if path.name == "slow.txt":
        signal.setitimer(signal.ITIMER_REAL, 0.05, 1.0)  # its time is over soon
        Event().wait()
    return _read(path, settings)
r.read_file = read_file
"""


def test_a_file_that_takes_for_ever_is_given_up_and_the_others_are_read(
    articles: Path, write: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SLOW)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "site"))
    # a forked process runs no sitecustomize
    monkeypatch.setattr("index.ingest.worker_pool.can_fork", lambda: False)
    for number in range(30):
        write(f"{number}.txt", f"Piece {number}", f"The body of number{number}.")  # type: ignore[operator]
    (articles / "slow.txt").write_text("Slow\n\nNever read.\n")
    library = Library.open([articles])
    library.refresh(jobs=2)
    assert len(library) == 30
    assert library.catalog.problems() == [
        (
            str(articles / "slow.txt"),
            "took longer than 60 seconds to read (limit in the config file)",
        )
    ]
    library.close()


def test_links_out_of_the_folder_pipes_and_devices_are_passed_over(
    articles: Path, tmp_path: Path, opened: object
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("Secret\n\nNot of this library.\n")
    (articles / "link.txt").symlink_to(outside / "secret.txt")
    (articles / "round").symlink_to(articles)
    (articles / "away").symlink_to(outside)
    os.mkfifo(articles / "pipe.txt")
    (articles / "own.txt").write_text("Own\n\nOf this library.\n")
    library = opened(articles)  # type: ignore[operator]
    assert [Path(row.card.path).name for row in library.rows(library.search(""), 0, 9)] == [
        "own.txt"
    ]
