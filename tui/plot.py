"""A timeline as a plot of some lines: bars of eighths, the names of the first and the last period under them."""

from index.timeline import Timeline
from tui.draw import fit, glyphs

# Columns that a period takes where there is much room.
_WIDEST = 4


def plot(line: Timeline, width: int, height: int = 4, row: int = 0, peak: int | None = None) -> list[str]:
    """The counts of one search in `height` lines of bars and one of names, each `width` cells wide.

    Of more periods than there are columns the newest are shown; `peak` is the count that reaches the top.
    """
    if not len(line):
        return [fit(" No dates.", width)]
    room = max(1, width - 8)
    begin = max(0, len(line) - room)
    shown = range(begin, len(line))
    wide = max(1, min(_WIDEST, room // len(shown)))
    levels = glyphs().levels
    top = peak or line.peaks[row] or 1
    eighths = [-(-int(line.counts[row][place]) * height * len(levels) // top) for place in shown]
    lines = []
    for level in reversed(range(height)):
        label = f"{top:>6,} " if level == height - 1 else " " * 7
        bars = "".join(_glyph(count - level * len(levels), levels) * wide for count in eighths)
        lines.append(fit(label + bars, width))
    first, last = line.name(begin), line.name(len(line) - 1)
    gap = max(1, len(shown) * wide - len(first) - len(last))
    return [*lines, fit(f"{' ' * 7}{first}{' ' * gap}{last}" if len(shown) > 1 else f"{' ' * 7}{first}", width)]


def _glyph(count: int, levels: str) -> str:
    return " " if count <= 0 else levels[min(count, len(levels)) - 1]
