"""Files as people export and save them: the samples in `forms/`, and what has to be read from each.

`forms/expected.json` has an entry for each file. A value that it does not have is not checked:

- `articles`: for each article in order its `title`, `publication` ("" for none), `authors`, `date`
  ("" where the file states none), `section`, `language`, number of `paragraphs`, and word sequences
  that its body `has` just once and does `not` have; white space does not count.
- `problem`: words of the note that some of the file was not read.
- `refused`: words of the reason for which the whole file is not read.

A part of the path before the file's name is written as `folder__name`.
"""

import json
import random
from pathlib import Path

import pytest

from index.errors import ReadFailure
from index.model import Article
from index.readers import can_read, read_bytes, suffix_of
from index.readers.registry import FILE_FORMATS, STRUCTURES

FOLDER = Path(__file__).parent / "forms"
EXPECTED = json.loads((FOLDER / "expected.json").read_text())


def read(name: str, raw: bytes) -> tuple[list[Article], str | None]:
    return read_bytes(Path("/nowhere") / name.replace("__", "/"), raw)


def one_line(text: str) -> str:
    return " ".join(text.split())


def values_of(article: Article) -> dict[str, object]:
    stated = article.date is not None and article.shown_basis == "stated"
    return {
        "title": article.title,
        "publication": article.publication or "",
        "authors": list(article.authors),
        "date": str(article.date) if stated else "",
        "section": article.section or "",
        "language": article.language,
        "paragraphs": len(article.paragraphs),
    }


def test_each_sample_has_its_expectations() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*EXPECTED, "expected.json"}


def test_each_registered_reader_has_a_sample() -> None:
    """So that the tests below try each of them with truncated, changed and mislabelled files."""
    kinds = {suffix_of(name) for name in EXPECTED}
    assert [one.suffixes for one in FILE_FORMATS if not kinds & set(one.suffixes)] == []
    heads = [(FOLDER / name).read_bytes()[:16_384] for name in EXPECTED]
    assert [
        one.name
        for one in STRUCTURES
        if not any(one.looks_like(head, head.decode("latin-1")) for head in heads)
    ] == []


@pytest.mark.parametrize("name", EXPECTED)
def test_sample(name: str) -> None:
    wanted = EXPECTED[name]
    assert can_read(name.replace("__", "/"))
    raw = (FOLDER / name).read_bytes()
    if "refused" in wanted:
        with pytest.raises(ReadFailure, match=wanted["refused"]):
            read(name, raw)
        return
    articles, problem = read(name, raw)
    assert wanted.get("problem", "") in (problem or "")
    assert (problem is None) == ("problem" not in wanted)
    assert len(articles) == len(wanted["articles"])
    for article, expected in zip(articles, wanted["articles"], strict=True):
        found = values_of(article)
        assert {key: found[key] for key in expected if key in found} == {
            key: value for key, value in expected.items() if key in found
        }
        body = one_line(article.text[article.body_start :])
        counts = {words: body.count(one_line(words)) for words in expected.get("has", ())}
        assert set(counts.values()) <= {1}, counts
        assert not [words for words in expected.get("not", ()) if one_line(words) in body]


def damaged(raw: bytes, seed: int) -> bytes:
    """A sample cut short, with bytes changed, or with a span of it taken out or doubled."""
    chance = random.Random(seed)
    at, to = sorted((chance.randrange(len(raw)), chance.randrange(len(raw))))
    kind = seed % 4
    if kind == 0:
        return raw[:at]
    if kind == 1:
        changed = bytearray(raw)
        for _ in range(12):
            changed[chance.randrange(len(raw))] = chance.randrange(256)
        return bytes(changed)
    return raw[:at] + raw[to:] if kind == 2 else raw[:to] + raw[at:]


@pytest.mark.parametrize("name", EXPECTED)
def test_damaged_samples_are_read_or_refused_in_one_line(name: str) -> None:
    raw = (FOLDER / name).read_bytes()
    for seed in range(12):
        try:
            articles, problem = read(name, damaged(raw, seed))
        except ReadFailure as error:
            assert "\n" not in str(error)
        else:
            assert articles
            assert "\n" not in (problem or "")


@pytest.mark.parametrize("name", EXPECTED)
def test_samples_under_another_ending_are_read_or_refused_in_one_line(name: str) -> None:
    raw = (FOLDER / name).read_bytes()
    endings = ".txt .html .xml .json .csv .eml .mbox .rtf .docx .pdf .ris .bib .epub"
    for ending in endings.split():
        try:
            read(f"a{ending}", raw)
        except ReadFailure as error:
            assert "\n" not in str(error)
