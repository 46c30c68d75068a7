"""Make the pictures of the README from the running app, over the articles that come with Pressmark.

python tools/make_screenshots.py
"""

import asyncio
import tempfile
from pathlib import Path

from index.library import Library
from tui.app import PressmarkApp
from tui.config import Config

ROOT = Path(__file__).parent.parent
PICTURES = {
    "room-120x40": ((120, 40), "dark", "cooperation OR interests", ["enter", "]", "]", "]"]),
    "quotes-80x24": ((80, 24), "dark", "cooperation", ["4", "j", "j"]),
    "light-80x24": ((80, 24), "light", "cooperation", ["enter", "n", "n"]),
}


async def take(name: str, library: Library) -> None:
    """Start the app, press the keys, write the picture."""
    size, theme, query, keys = PICTURES[name]
    app = PressmarkApp(library, Config(theme), query, refresh=False)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.8)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.2)
        (ROOT / "docs" / "images" / f"{name}.svg").write_text(app.export_screenshot(title="Pressmark"), encoding="utf-8")


def main() -> None:
    """Make all pictures."""
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open([ROOT / "seeds"], Path(folder) / "library")
        library.refresh(jobs=1)
        for name in PICTURES:
            asyncio.run(take(name, library))
        library.close()


if __name__ == "__main__":
    main()
