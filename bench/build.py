"""Articles a second of a whole build, compared with plain Whoosh on the same texts.

python bench/build.py FOLDER [--jobs N]
"""

import argparse
import tempfile
import time
from pathlib import Path

from whoosh import fields, index
from whoosh.analysis import StemmingAnalyzer

from index.ingest.build import build_library
from index.ingest.scan import scan_roots
from index.readers import read_file


def plain_whoosh(texts: list[str], folder: Path) -> float:
    """Seconds that Whoosh takes for the texts, as its documentation uses it."""
    ix = index.create_in(
        folder, fields.Schema(path=fields.ID, text=fields.TEXT(analyzer=StemmingAnalyzer()))
    )
    begun = time.perf_counter()
    writer = ix.writer(limitmb=256)
    for number, text in enumerate(texts):
        writer.add_document(path=str(number), text=text)
    writer.commit()
    return time.perf_counter() - begun


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        summary = build_library(Path(scratch) / "library", [args.folder], jobs=args.jobs)
        texts = [
            article.text
            for path in scan_roots([args.folder])
            for article in read_file(Path(path))[0]
        ]
        (Path(scratch) / "whoosh").mkdir()
        seconds = plain_whoosh(texts, Path(scratch) / "whoosh")
    ours, theirs = summary.articles / summary.seconds, len(texts) / seconds
    print(
        f"{'Pressmark, all included':28}{summary.articles:8,} articles "
        f"{summary.seconds:8.2f} s {ours:8.0f}/s {summary.bytes:14,} bytes"
    )
    print(
        f"{'plain Whoosh, text alone':28}{len(texts):8,} articles {seconds:8.2f} s {theirs:8.0f}/s"
    )
    print(f"{'ratio':28}{ours / theirs:26.2f}")


if __name__ == "__main__":
    main()
