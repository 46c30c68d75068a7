"""nDCG@10 and recall@100 of searches on test collections with judged queries.

    python bench/relevance.py COLLECTION... [--keep FOLDER] [--without-feedback] [--moved FROM:BY]

A collection is a folder with docs.jsonl (id, title, text), queries.jsonl (id, text) and qrels.tsv
(query, document, grade). It is not part of the project. A query is searched as a person would type
it: its words in lower case. `--keep` leaves the libraries in FOLDER, for the next run.

`--moved` repairs a copy whose documents were numbered again after some were left out: a judgement
of document FROM or a later one means the document BY places later. Copies of TIME with 423
documents need 371:-2 (see docs/quality.md).
"""

import argparse
import json
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log2
from pathlib import Path
from statistics import fmean

from index.engine import UNLIMITED
from index.library import Library

_CUT, _DEEP = 10, 100


def main() -> None:
    """Print one line a collection."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("collections", type=Path, nargs="+")
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--without-feedback", action="store_true")
    parser.add_argument("--moved", type=_moved, default=(0, 0), metavar="FROM:BY")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = args.keep or Path(made)
        for collection in args.collections:
            queries = judged_queries(collection, *args.moved)
            print(
                measured(collection, folder / collection.name, queries, not args.without_feedback)
            )


def _moved(text: str) -> tuple[int, int]:
    first, by = text.split(":")
    return int(first), int(by)


def measured(
    collection: Path,
    folder: Path,
    queries: Iterable[tuple[str, Mapping[str, int]]],
    feedback: bool,
) -> str:
    """The line for a collection: its queries, nDCG@10, recall@100, milliseconds a query."""
    library = loaded(collection, folder)
    try:
        gains, recalls, seconds = [], [], 0.0
        for words, wanted in queries:
            begun = time.thread_time()
            found = library.search(words, budget=UNLIMITED, feedback=feedback)
            keys = [hit.key for hit in found.answer.page(0, _DEEP)]
            seconds += time.thread_time() - begun
            ranked = [Path(card.path).stem for card in library.cards(keys)]
            gains.append(ndcg(ranked, wanted))
            recalls.append(len(set(ranked) & set(wanted)) / len(wanted))
    finally:
        library.close()
    return (
        f"{collection.name}: {len(gains)} queries, nDCG@{_CUT} {fmean(gains):.3f},"
        f" recall@{_DEEP} {fmean(recalls):.3f}, {1000 * seconds / len(gains):.1f} ms each"
    )


def loaded(collection: Path, folder: Path) -> Library:
    """A library of the documents, written to `folder` where it is not there yet."""
    texts = folder / "texts"
    if not texts.exists():
        texts.mkdir(parents=True)
        for line in (collection / "docs.jsonl").read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            title = document.get("title") or document["text"][:60]
            path = texts / f"{document['id']}.txt".replace("/", "_")
            path.write_text(f"{title}\n\n{document['text']}\n", encoding="utf-8")
    library = Library.open([texts], folder / "library")
    library.refresh()
    return library


def judged_queries(
    collection: Path, first: int = 0, by: int = 0
) -> Iterator[tuple[str, Mapping[str, int]]]:
    """The words of each query, with the grades of the documents that answer it.

    With `by` a judgement of document `first` or a later one is of the document `by` places later.
    """
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for line in (collection / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split()
        if len(cells) >= 3 and cells[-1].isdigit() and int(cells[-1]):
            document = cells[-2]
            if by and int(document) >= first:
                document = str(int(document) + by)
            grades[cells[0]][document] = int(cells[-1])
    for line in (collection / "queries.jsonl").read_text(encoding="utf-8").splitlines():
        query = json.loads(line)
        if wanted := grades[str(query["id"])]:
            yield " ".join(re.findall(r"\w+", query["text"])).lower(), wanted


def ndcg(ranked: Sequence[str], wanted: Mapping[str, int]) -> float:
    """The discounted gain of the first hits, as a share of the best there could be."""
    gain = sum(gain_of(wanted.get(one, 0), place) for place, one in enumerate(ranked[:_CUT]))
    best = sorted(wanted.values(), reverse=True)[:_CUT]
    return gain / sum(gain_of(grade, place) for place, grade in enumerate(best))


def gain_of(grade: int, place: int) -> float:
    """What a document of a grade is worth at a place."""
    return float(2**grade - 1) / log2(place + 2)


if __name__ == "__main__":
    main()
