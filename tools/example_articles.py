"""Make articles for the pictures: water talks of three invented states over two years.

They are the same every time.
"""

import random
from pathlib import Path

_PEOPLE = (
    ("Mira Tolen", "foreign minister"),
    ("Anton Veresk", "water minister"),
    ("Sabir Hadan", "president"),
    ("Lena Orlik", "head of the River Commission"),
    ("Tomas Brandt", "envoy of the European Union"),
)
_OUTLETS = ("Izvestia", "Kommersant", "Reuters", "Financial Times")
_PUBLICATIONS = ("Basin Monitor", "Steppe Review")
_SAID = (
    "The reservoir treaty is in the vital interest of everybody who lives by the river",
    "Nobody has asked us about the new dam, and nobody will build it without us",
    "Our experts have agreed on the irrigation season, and the gates will open in April",
    "We expect {other} to keep the promise that was made at the summit",
    "{other} speaks of cooperation and closes the gates",
    "Without the reservoir treaty there is no harvest in the lower valley",
    "The new dam is a matter of electricity, not of politics, and {other} knows it",
)
_PLAIN = (
    "The talks on the reservoir treaty were opened in Tashkent by {one}.",
    "{one} met {other} to speak about the new dam and the irrigation season.",
    "Farmers in the lower valley wait for water; the harvest was the worst in ten years.",
    "Engineers measured the reservoir and found it half empty ({outlet}, {day}).",
    "The grain market followed the talks with concern.",
)
_TITLES = (
    "Water Talks {verb} in Tashkent",
    "{name} Warns of a Dry Summer",
    "New Dam Divides the Valley",
    "Reservoir Treaty {verb}",
    "What {name} Wants from the River",
)


def write_articles(folder: Path, count: int = 120) -> None:
    """Write `count` articles into a folder."""
    choose = random.Random(2004)
    for number in range(count):
        (one, office), (other, _) = choose.sample(_PEOPLE, 2)
        # the talks have two high times
        month = int(min(23, max(0, choose.gauss(choose.choice((6, 17)), 3))))
        date = f"{2003 + month // 12}-{month % 12 + 1:02}-{choose.randint(1, 28):02}"
        outlet, day = choose.choice(_OUTLETS), "May 12"
        filled = {"one": one, "other": other, "outlet": outlet, "day": day}
        words = choose.choice(_SAID).format(**filled)
        first = f"{one}, the {office}, spoke to the press. “{words},” {one} told {outlet}."
        middle = [choose.choice(_PLAIN).format(**filled) for _ in range(choose.randint(1, 3))]
        last = f"{other} answered: “{choose.choice(_SAID).format(other=one)}.”"
        title = choose.choice(_TITLES).format(
            verb=choose.choice(("Begin", "Stall", "Go On", "Fail")), name=one
        )
        publication = choose.choice(_PUBLICATIONS)
        header = (
            f"{title}\n\nPublication: {publication} Volume: {1 + month // 12} Issue: {number}\n"
            f"Date: {date}\n\n"
        )
        (folder / f"{number:03}.txt").write_text(
            header + "\n\n".join([first, *middle, last]) + "\n", encoding="utf-8"
        )
