"""Random keys at three sizes: no error, flat memory, no process left.

PRESSMARK_SOAK is the number of seconds for each size (3 by default; 1,200 in the long run),
PRESSMARK_SOAK_FOLDER the folder of articles.
"""

import os
from pathlib import Path

import pytest

from tests.support.articles import Write
from tests.support.soak import soak

pytestmark = pytest.mark.long

SECONDS = float(os.environ.get("PRESSMARK_SOAK", "3"))
# A session settles for this long: caches fill, every screen is opened once.
SETTLED, WINDOW = 300.0, 60.0
# The share that memory may grow by after that.
MOST_GROWTH = 0.05


@pytest.mark.timeout(2 * SECONDS + 1200)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20)], ids=lambda size: f"{size[0]}")
def test_random_keys_break_nothing(
    write: Write, articles: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    for number in range(60):
        name, other = (("Anna Bell", "Carl Dorn"), ("Dina Kade", "Eva Lund"))[number % 2]
        write(
            f"{number:02}.txt",
            f"River news {number}",
            f"Minister {name} said: “The river is high {number}.”\n\n"
            f"The dam held, {other} told Izvestia (Kommersant, May {number % 28 + 1}).\n\n"
            + "\n\n".join(f"Paragraph {n} of the banks of a river. " * 8 for n in range(20)),
            date=f"{2004 + number % 3}-0{number % 9 + 1}-11",
        )
    folder = os.environ.get("PRESSMARK_SOAK_FOLDER", str(articles))
    long = SECONDS > SETTLED + 4 * WINDOW
    done = soak([folder], size, SECONDS, size[0], tmp_path, warm=long)
    print(f"{size}: {done.sent} bursts, memory {[kib // 1024 for _, kib in done.memory]}")
    assert done.errors == ""
    assert done.status == 0
    assert done.left == []
    assert done.sent > SECONDS
    if long:
        assert done.grew(SETTLED, WINDOW) <= MOST_GROWTH
