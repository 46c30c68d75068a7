"""Make the pictures of the README from the running app, over the articles that come with Pressmark and some made-up ones.

python tools/make_screenshots.py
"""

import asyncio
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from example_articles import write_articles

from index.library import Library
from tui.app import PressmarkApp
from tui.config import Config

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Picture:
    """What is pressed before a picture is taken, and over which articles."""

    size: tuple[int, int]
    theme: str
    query: str
    keys: tuple[str, ...]
    made_up: bool = False


PICTURES = {
    "room-120x40": Picture((120, 40), "dark", "cooperation OR interests", ("enter", "]", "]", "]")),
    "quotes-80x24": Picture((80, 24), "dark", "cooperation", ("4", "j", "j")),
    "audit-80x24": Picture((80, 24), "dark", "", ("A",)),
    "light-80x24": Picture((80, 24), "light", "cooperation", ("enter", "n", "n")),
    "time-120x40": Picture(
        (120, 40),
        "dark",
        "treaty",
        ("+", *"dam", "enter", "T", "g", *["l"] * 5, "v", "l", "l", "l"),
        made_up=True,
    ),
    "concordance-120x40": Picture(
        (120, 24), "dark", '"reservoir treaty"', ("5", "S", "S", "z", "j", "j", "j"), made_up=True
    ),
    "words-80x24": Picture((80, 24), "dark", "treaty", ("5", "W"), made_up=True),
    "speech-80x24": Picture((80, 24), "dark", "date:2003", ("3", "W", "n", "n"), made_up=True),
    "related-80x24": Picture((80, 24), "dark", 'title:"dry summer"', ("~", "j"), made_up=True),
}


async def take(name: str, library: Library) -> None:
    """Start the app, press the keys, write the picture."""
    picture = PICTURES[name]
    app = PressmarkApp(library, Config(picture.theme), picture.query, refresh=False)
    async with app.run_test(size=picture.size) as pilot:
        await pilot.pause(0.8)
        for key in picture.keys:
            await pilot.press(key)
            await pilot.pause(0.2)
        await pilot.pause(0.5)
        (ROOT / "docs" / "images" / f"{name}.svg").write_text(
            app.export_screenshot(title="Pressmark"), encoding="utf-8"
        )


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {
            f"XDG_{kind}_HOME": str(folder / kind.lower())
            for kind in ("CACHE", "DATA", "STATE", "CONFIG")
        }
        (folder / "articles").mkdir()
        write_articles(folder / "articles")
        for made_up, roots in ((False, [ROOT / "seeds"]), (True, [folder / "articles"])):
            library = Library.open(roots)
            library.refresh(jobs=1)
            for picture in (picture for picture, how in PICTURES.items() if how.made_up == made_up):
                asyncio.run(take(picture, library))
            library.close()


if __name__ == "__main__":
    main()
