"""A timeline as a bar plot of a few lines, with the first and last period named below."""

from index import Timeline
from tui.draw import fit, glyphs

# Columns that a period takes where there is much room.
_WIDEST = 4


def bar(count: int, peak: int, height: int = 1) -> str:
    """A bar of `height` cells, lowest first; `peak` fills all, and 1 is still visible."""
    levels = glyphs().levels
    filled = -(-count * height * len(levels) // peak)
    cells = (min(max(0, filled - cell * len(levels)), len(levels)) for cell in range(height))
    return "".join(levels[part - 1] if part else " " for part in cells)


def first_plotted(line: Timeline, width: int) -> int:
    """The first period that `plot` has room for in `width` cells: more than 0 if some are cut."""
    return max(0, len(line) - _room(width))


def _room(width: int) -> int:
    """Columns of the bars."""
    return max(1, width - 8)


def plot(line: Timeline, width: int, height: int = 4, top: int | None = None) -> list[str]:
    """The first search of a timeline: `height` lines of bars and one of names, `width` cells wide.

    Where there are more periods than columns, the newest are shown. `top` is the count of a
    full bar; default: the highest one.
    """
    if not len(line):
        return [fit(" No dates.", width)]
    begin = first_plotted(line, width)
    shown = range(begin, len(line))
    wide = max(1, min(_WIDEST, _room(width) // len(shown)))
    top = top or line.peaks[0] or 1
    lines = []
    for level in reversed(range(height)):
        label = f"{top:>6,} " if level == height - 1 else " " * 7
        bars = "".join(bar(line.counts[0][place], top, height)[level] * wide for place in shown)
        lines.append(fit(label + bars, width))
    first, last = line.name(begin), line.name(len(line) - 1)
    gap = max(1, len(shown) * wide - len(first) - len(last))
    return [
        *lines,
        fit(f"{' ' * 7}{first}{' ' * gap}{last}" if len(shown) > 1 else f"{' ' * 7}{first}", width),
    ]
