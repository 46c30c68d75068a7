"""Timelines as CSV, and as a drawing in SVG: bars by period, one row of bars a search."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from index.engine import Timeline
from index.kept import csv_line
from index.text import one_line, shortened, xml_text

# Sizes of the drawing in its own units.
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 960, 240, 64, 16, 48, 40
# Dark enough to differ in print; place and name identify a row without colours.
_COLOURS = ("#1f4e79", "#b3541e")
# Labels of periods, and lines across, at most.
_MOST_LABELS, _MOST_LINES = 12, 5
# Code points of a query in the heading.
_LONGEST = 100


def write_timeline(line: Timeline, queries: Sequence[str], form: str) -> str:
    """The counts of one or two searches in one of TIMELINE_FORMATS."""
    return _svg(line, queries) if form == "svg" else "".join(_csv(line, len(queries)))


def _csv(line: Timeline, searches: int) -> Iterator[str]:
    """A row a period with its first and last day; one without a period for what has none."""
    yield csv_line(("period", "first_day", "last_day", *(line.counted, "over")[:searches]))
    for place in range(len(line)):
        first, last = line.days(place)
        counts = (row[place] for row in line.counts)
        yield csv_line((line.name(place), first.isoformat(), last.isoformat(), *counts))
    if any(line.unsettled):
        yield csv_line(("", "", "", *line.unsettled))


def _svg(line: Timeline, queries: Sequence[str]) -> str:
    height = _TOP + _HEIGHT * len(queries)
    title = " and ".join(_text(query or f"all {line.counted}") for query in queries)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}"'
        f' height="{height}" role="img" font-family="sans-serif" font-size="12">',
        f"<title>{line.counted.capitalize()} by {_unit(line)}: {title}</title>",
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
    ]
    for row, query in enumerate(queries):
        parts += _chart(line, row, query, _TOP // 2 + row * _HEIGHT)
    return "\n".join([*parts, "</svg>", ""])


def _chart(line: Timeline, row: int, query: str, top: int) -> Iterator[str]:
    counts, colour = line.counts[row], _COLOURS[row % len(_COLOURS)]
    floor = top + _HEIGHT - _BOTTOM
    room = _HEIGHT - _BOTTOM - 24
    step, high = _scale(max(counts, default=0))
    undated = line.unsettled[row]
    heading = f"{_text(query or f'all {line.counted}')}: {sum(counts):,} {line.counted}"
    heading += f" by {_unit(line)}"
    heading += f", {undated:,} without a {line.unit}" if undated else ""
    yield f'<text x="{_LEFT}" y="{top + 8}" font-size="14" fill="{colour}">{heading}</text>'
    for value in range(0, high + 1, step):
        y = floor - value * room / high
        yield f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>'
        yield f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:,}</text>'
    width = (_WIDTH - _LEFT - _RIGHT) / max(len(line), 1)
    every = -(-len(line) // _MOST_LABELS)
    for place, count in enumerate(counts):
        x = _LEFT + place * width
        name = line.name(place)
        if count:
            tall = count * room / high
            yield (
                f'<rect x="{x + width * 0.1:.2f}" y="{floor - tall:.1f}" width="{width * 0.8:.2f}"'
                f' height="{tall:.1f}" fill="{colour}"><title>{name}: {count:,}</title></rect>'
            )
        if place % every == 0:
            middle = x + width / 2
            yield f'<text x="{middle:.1f}" y="{floor + 18}" text-anchor="middle">{name}</text>'


def _unit(line: Timeline) -> str:
    return f"{line.unit} said" if line.counted == "statements" else line.unit


def _scale(peak: int) -> tuple[int, int]:
    """The step between two lines across, and the value of the highest: 1, 2 or 5 times a power."""
    step, factors = 1, (2, 2.5, 2)
    turn = 0
    while peak > step * _MOST_LINES:
        step = int(step * factors[turn % 3])
        turn += 1
    return step, step * max(1, -(-peak // step))


def _text(query: str) -> str:
    return escape(shortened(xml_text(one_line(query)), _LONGEST))


__all__ = ["write_timeline"]
