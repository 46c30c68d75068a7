"""The layout of the room: columns, widths, and which panes are shown where only some fit."""

from collections.abc import Iterator

# From MEDIUM columns one side pane is next to the article; from WIDE all are shown.
MEDIUM, WIDE = 80, 120
# Below this size nothing is readable.
LEAST_WIDTH, LEAST_HEIGHT = 30, 8
PANES = ("results", "article", "actors", "quotes", "passages")
TAB_ORDER = ("results", "article", "quotes", "passages", "actors")
_LEFT, _RIGHT = {"actors"}, {"quotes", "passages"}

CSS = """
    Room { layout: vertical; background: $background; overflow: hidden; }
    #columns { height: 1fr; }
    #left, #right, #middle { height: 1fr; }
    #left { width: 28; border-right: $edge $panel; }
    #right { width: 36; border-left: $edge $panel; }
    #middle { width: 1fr; }
    #results { height: 2fr; max-height: 40%; }
    #article { height: 3fr; }
    #quotes { height: 3fr; } #passages { height: 2fr; }
    Room > Heading { display: none; }
    Room.-tiny > * { display: none; }
    Room.-tiny > Heading { display: block; }
    Heading { background: $panel; color: $dim; }
    Heading > .heading--plain { background: $panel; color: $dim; }
    Heading > .heading--focused { background: $panel; color: $primary; text-style: bold reverse; }
    Room.-medium #left { width: 30; display: none; } Room.-medium #right { width: 36; display: none; }
    Room.-medium.-actors #left { display: block; } Room.-medium.-quotes #right { display: block; }
    Room.-narrow #left, Room.-narrow #right { display: none; width: 1fr; border: none; }
    Room.-narrow Pane { display: none; max-height: 100%; }
    Room.-narrow #results, Room.-zoom #results { height: 1fr; max-height: 100%; }
    Room.-narrow.-show-article #time, Room.-zoom.-show-article #time { display: none; }
    Room.-narrow.-show-results #results, Room.-narrow.-show-article #article { display: block; }
    Room.-narrow.-show-actors #left, Room.-narrow.-show-quotes #right, Room.-narrow.-show-passages #right { display: block; }
    Room.-narrow.-show-actors #actors, Room.-narrow.-show-quotes #quotes, Room.-narrow.-show-passages #passages { display: block; }
    Room.-narrow.-show-actors #middle, Room.-narrow.-show-quotes #middle, Room.-narrow.-show-passages #middle { display: none; }
    Room.-zoom #left, Room.-zoom #right { display: none; width: 1fr; border: none; }
    Room.-zoom Pane { display: none; max-height: 100%; }
    Room.-zoom.-show-results #results, Room.-zoom.-show-article #article { display: block; }
    Room.-zoom.-show-actors #left, Room.-zoom.-show-quotes #right, Room.-zoom.-show-passages #right { display: block; }
    Room.-zoom.-show-actors #actors, Room.-zoom.-show-quotes #quotes, Room.-zoom.-show-passages #passages { display: block; }
    Room.-zoom.-show-actors #middle, Room.-zoom.-show-quotes #middle, Room.-zoom.-show-passages #middle { display: none; }
"""


def shown_classes(pane: str) -> Iterator[tuple[str, bool]]:
    """The classes to set, or to remove, so that `pane` is shown."""
    for other in PANES:
        yield f"-show-{other}", other == pane
    if pane in _LEFT or pane in _RIGHT:
        yield "-actors", pane in _LEFT
        yield "-quotes", pane in _RIGHT
