"""Made articles for tests of the explorer."""

import random
from collections.abc import Callable
from pathlib import Path

from index.library import Library

Write = Callable[..., Path]
Open = Callable[..., Library]


PEOPLE = ("Anna Bell", "Carl Dorn", "Ivan Petrov", "Maria Lopez")
WORDS = (
    "river bank harbour treaty minister talks border grain ship vote council water bridge "
    "summit army"
).split()


def make_articles(write: Write, count: int, seed: int) -> None:
    """Articles of random words in which people speak about each other."""
    choose = random.Random(seed)
    for number in range(count):
        paragraphs = []
        for _ in range(choose.randint(1, 4)):
            filler = " ".join(choose.choices(WORDS, k=choose.randint(4, 12)))
            one, other = choose.sample(PEOPLE, 2)
            kind = choose.randrange(8)
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
            else:
                paragraphs.append(f"According to {one}, {other} said that the {filler} failed.")
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
