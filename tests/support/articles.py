"""Articles for tests, and libraries over them that are built once."""

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from index import locations
from index.library import Library

Write = Callable[..., Path]
Open = Callable[..., Library]


PEOPLE = ("Anna Bell", "Carl Dorn", "Ivan Petrov", "Maria Lopez")
WORDS = (
    "river bank harbour treaty minister talks border grain ship vote council water bridge "
    "summit army"
).split()


def writer(folder: Path) -> Write:
    """A function that writes an article into a folder in the example's form."""

    def write_one(
        name: str, title: str, body: str, publication: str = "Regional Monitor", date: str = ""
    ) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        when = f"Date: {date}\n" if date else ""
        path.write_text(
            f"{title}\n\nPublication: {publication} Volume: 1 Issue: 2\n{when}\n{body}\n",
            encoding="utf-8",
        )
        return path

    return write_one


def build_once(base: Path, write_articles: Callable[[Path], None]) -> tuple[Path, Path]:
    """A folder of articles under `base`, and that of their library."""
    articles, folder = base / "articles", base / "library"
    articles.mkdir()
    write_articles(articles)
    library = Library.open([articles], folder)
    library.refresh(jobs=1)
    library.close()
    return articles, folder


def copy_of(built: tuple[Path, Path], opened: Callable[[Path], Library]) -> Iterator[Library]:
    """A copy of a library that was built once; its articles are shared and must not change."""
    articles, folder = built
    before = folder_state(articles)
    shutil.copytree(folder, locations.library_folder([articles]))
    yield opened(articles)
    assert folder_state(articles) == before, "a test that changes articles asks for `articles`"


def folder_state(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of each file of a folder, by its path."""
    return {str(path): (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*")}


def make_articles(write: Write, count: int, seed: int, joint: bool = False) -> None:
    """Articles of random words in which people speak about each other; `joint`: also together."""
    choose = random.Random(seed)
    for number in range(count):
        paragraphs = []
        for _ in range(choose.randint(1, 4)):
            filler = " ".join(choose.choices(WORDS, k=choose.randint(4, 12)))
            one, other = choose.sample(PEOPLE, 2)
            kind = choose.randrange(10 if joint else 8)
            if kind == 0:
                paragraphs.append(f"The {filler}.")
            elif kind == 1:
                paragraphs.append(f"{one} said: “The {filler} with {other}.”")
            elif kind == 2:
                paragraphs.append(
                    f"“We know the {filler},” said {one}. Then {filler} (Izvestia, May 12, 2004)."
                )
            elif kind == 3:
                paragraphs.append(f"{one} met {other} at the {filler}.")
            elif kind == 4:
                paragraphs.append(f"{one} said that the {filler} was “{other} and the {filler}.”")
            elif kind == 5:
                paragraphs.append(f"{one} said on Tuesday that the {filler} would go on.")
            elif kind == 6:
                paragraphs.append(f"The {filler}, {one} said, would meet the {filler}.")
            elif kind == 7:
                paragraphs.append(f"According to {one}, {other} said that the {filler} failed.")
            elif kind == 8:
                paragraphs.append(f"“We saw the {filler},” said {one} and {other}.")
            else:
                third = next(person for person in PEOPLE if person not in {one, other})
                paragraphs.append(f"{one}, {other} and {third} said that the {filler} had gone.")
        intro = f"{choose.choice(PEOPLE)} spoke. {choose.choice(PEOPLE)} spoke."
        year, month, day = (
            choose.randint(first, last) for first, last in ((2001, 2006), (1, 12), (1, 28))
        )
        date = choose.choice(["", f"{year}-{month:02}-{day:02}"])
        body = "\n\n".join([intro, *paragraphs])
        write(
            f"a{number}.txt",
            f"Title {number}",
            body,
            publication=choose.choice(["Monitor", "The Times"]),
            date=date,
        )
