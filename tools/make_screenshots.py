"""Make the pictures of the documents from the running app, every screen in two sizes.

    python tools/make_screenshots.py            all of them
    python tools/make_screenshots.py dossier    those whose name begins so

The articles are those that come with Pressmark and some made-up ones.
"""

import asyncio
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from example_articles import write_articles
from textual.pilot import Pilot

from index.library import Library
from tui.app import PressmarkApp
from tui.config import Config

ROOT = Path(__file__).parent.parent
SIZES = ((80, 24), (120, 40))


@dataclass(frozen=True)
class Picture:
    """What is pressed before a picture is taken, and over which articles."""

    query: str
    keys: tuple[str, ...]
    made_up: bool = True
    theme: str = "dark"


PICTURES = {
    "room": Picture("cooperation OR interests", ("enter", "]", "]", "]"), made_up=False),
    "light": Picture("cooperation", ("enter", "n", "n"), made_up=False, theme="light"),
    "results": Picture("treaty", ("j",)),
    "nothing": Picture("tretay", ()),
    "actors": Picture("treaty", ("3", "j")),
    "quotes": Picture("cooperation", ("4", "j", "j"), made_up=False),
    "passages": Picture("treaty", ("5", "j")),
    "concordance": Picture('"reservoir treaty"', ("5", "S", "S", "z", "j", "j", "j")),
    "words": Picture("treaty", ("5", "W")),
    "time": Picture("treaty", ("+", *"dam", "enter", "T", "g", *["l"] * 5, "v", "l", "l", "l")),
    "said-days": Picture("treaty", ("T", "s")),
    "audit": Picture("", ("A",), made_up=False),
    "dossier": Picture("treaty", ("3", "i")),
    "compare": Picture("", ("3", "v", "j", "v", "c")),
    "speech": Picture("date:2003", ("3", "W", "n", "n")),
    "sources": Picture("", ("O",)),
    "statements": Picture("said:treaty", ("4", "S")),
    "rests": Picture("", ("O", "enter")),
    "related": Picture('title:"dry summer"', ("~", "j")),
    "note": Picture("treaty", ("enter", "m", "a", *"check this")),
    "marks": Picture("treaty", ("enter", "m", "n", "n", "m", "t", *"dam", "enter", "'")),
    "trail": Picture("treaty", ("enter", "/", *"dam", "enter", "enter", "B")),
    "searches": Picture("treaty", ("*", ";")),
    "missing": Picture("", ("M",)),
    "problems": Picture("", ("F",)),
    "help": Picture("", ("?",)),
    "palette": Picture("", (":", *"ti")),
}


async def rest(pilot: Pilot[None]) -> None:
    """Wait until no job runs and the screen shows the same for a while: a machine may be busy."""
    before, same = "", 0
    while same < 3:
        await pilot.pause(0.1)
        busy = any(not worker.is_finished for worker in pilot.app.workers)
        now = pilot.app.export_screenshot(title="Pressmark")
        same = 0 if busy or now != before else same + 1
        before = now


async def take(name: str, size: tuple[int, int], library: Library) -> None:
    """Start the app, press the keys, write the picture."""
    picture = PICTURES[name]
    app = PressmarkApp(library, Config(picture.theme), picture.query, refresh=False)
    async with app.run_test(size=size) as pilot:
        await rest(pilot)
        for key in picture.keys:
            await pilot.press(key)
            await rest(pilot)
        target = ROOT / "docs" / "images" / f"{name}-{size[0]}x{size[1]}.svg"
        target.write_text(app.export_screenshot(title="Pressmark"), encoding="utf-8")


def take_all(wanted: str, library: Library, folder: Path, made_up: bool) -> None:
    """Take the pictures over one library, each with its own data folder."""
    for name, picture in PICTURES.items():
        for size in SIZES if picture.made_up == made_up and name.startswith(wanted) else ():
            own = folder / f"{name}-{size[0]}"
            os.environ |= {f"XDG_{kind}_HOME": str(own / kind) for kind in ("DATA", "STATE")}
            asyncio.run(take(name, size, library))


def main() -> None:
    """Make the pictures that the first argument begins the names of."""
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
            take_all("".join(sys.argv[1:2]), library, folder, made_up)
            library.close()


if __name__ == "__main__":
    main()
