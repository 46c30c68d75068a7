"""Articles a second of extraction on one core, beside tokenising the same texts.

python bench/extraction.py FOLDER
"""

import sys
import time
from pathlib import Path

from index.extract import analyse
from index.ingest.scan import scan_roots
from index.readers import read_file
from index.text.tokens import tokenise


def main() -> None:
    """Print both figures and their ratio."""
    articles = [
        article for path in scan_roots([Path(sys.argv[1])]) for article in read_file(Path(path))[0]
    ]
    analyse(articles[0])  # reads the word lists
    begun = time.perf_counter()
    for article in articles:
        analyse(article)
    ours = len(articles) / (time.perf_counter() - begun)
    begun = time.perf_counter()
    for article in articles:
        tokenise(article.text)
    theirs = len(articles) / (time.perf_counter() - begun)
    print(
        f"extraction {ours:.0f}/s, tokenising {theirs:.0f}/s, ratio {ours / theirs:.2f} ({len(articles):,} articles)"
    )


if __name__ == "__main__":
    main()
