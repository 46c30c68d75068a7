"""Counts by period, as JSON rows and as bars."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from index import Counted, Timeline, one_line
from index.model import UNITS, Unit


def counted_by(by: str) -> tuple[Counted, Unit | None]:
    """What `--by` asks for: "month", "said" (the unit that fits), or "said-month"."""
    unit = next((unit for unit in UNITS if unit == by.removeprefix("said-")), None)
    return "statements" if by.startswith("said") else "articles", unit


def timeline_rows(line: Timeline) -> Iterator[dict[str, Any]]:
    """The counts of one or two searches by period, undated articles last."""
    names = (line.counted, "over")[: len(line.counts)]
    for place in range(len(line)):
        counts = zip(names, (row[place] for row in line.counts), strict=True)
        yield {"period": line.name(place), **dict(counts)}
    if any(line.unsettled):
        yield {"period": None, **dict(zip(names, line.unsettled, strict=True))}


def print_timeline(console: Console, line: Timeline, queries: Sequence[str]) -> None:
    """A bar for each period and search."""
    width = max(10, min(60, console.width // len(queries) - 22))
    if len(queries) > 1:
        console.print(Text(one_line("   ".join(queries)), style="bold"))
    for row, name in zip(
        timeline_rows(line), [*map(line.name, range(len(line))), "undated"], strict=False
    ):
        text = Text(f"{name:11}")
        for key, peak in zip((line.counted, "over"), line.peaks, strict=False):
            text += Text(f"{row[key]:>8,} ")
            bar = "" if row["period"] is None else "█" * round(row[key] * width / (peak or 1))
            text += Text(f"{bar:{width}}", style="bold")
        console.print(Text(text.plain.rstrip()))
