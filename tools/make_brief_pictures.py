"""Make the pictures of a briefing: the page in Chromium, the Word document in LibreOffice.

    python tools/make_brief_pictures.py

Needs `chromium`, `soffice` and `pdftoppm`. The articles are made-up ones.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from example_articles import write_articles

IMAGES = Path(__file__).parent.parent / "docs" / "images"
COMMAND = Path(sys.executable).parent / "pressmark"
QUERY = "said:treaty"


def call(*words: object, folder: Path) -> None:
    """Run a program in a folder that is also its home."""
    own = {
        "HOME": str(folder),
        **{f"XDG_{name}_HOME": str(folder / name) for name in ("CACHE", "DATA", "STATE", "CONFIG")},
    }
    subprocess.run(list(map(str, words)), cwd=folder, env=os.environ | own, check=True)


def main() -> None:
    """Write the two pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = folder / "articles"
        articles.mkdir()
        write_articles(articles, 30)
        for form in ("html", "docx"):
            call(
                *(COMMAND, "brief", "-q", QUERY, articles, "--by", "actor"),
                *("--title", "The reservoir treaty", "--output", f"brief.{form}"),
                folder=folder,
            )
        call(
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
            *("--window-size=820,1000", f"--screenshot={IMAGES / 'brief-page.png'}", "brief.html"),
            folder=folder,
        )
        call("soffice", "--headless", "--convert-to", "pdf", "brief.docx", folder=folder)
        call(
            "pdftoppm",
            "-r",
            "72",
            "-png",
            "-singlefile",
            "-f",
            "1",
            "brief.pdf",
            IMAGES / "brief-word",
            folder=folder,
        )


if __name__ == "__main__":
    main()
