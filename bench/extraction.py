"""Articles a second of extraction on one core: all of it, without statements, and tokenising alone.

python bench/extraction.py FOLDER
"""

import sys
import time
from pathlib import Path

from index.extract import analyse, article_parts
from index.ingest.scan import scan_roots
from index.readers import read_file
from index.text.tokens import tokenise


def main() -> None:
    """Print the three rates, and the ratio of all extraction to tokenising."""
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
        article_parts(article)
    without = len(articles) / (time.perf_counter() - begun)
    begun = time.perf_counter()
    for article in articles:
        tokenise(article.text)
    theirs = len(articles) / (time.perf_counter() - begun)
    print(
        f"extraction {ours:.0f}/s, without statements and citations {without:.0f}/s, "
        f"tokenising {theirs:.0f}/s, ratio {ours / theirs:.2f} ({len(articles):,} "
        "articles)"
    )


if __name__ == "__main__":
    main()
