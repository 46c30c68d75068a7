"""The layout of the room: columns, widths, and which panes are shown where only some fit."""

from collections.abc import Iterator

# From MEDIUM columns one side pane is next to the article; from WIDE all are shown.
MEDIUM, WIDE = 80, 120
# From BROAD columns the side panes are wider, because the text is not.
BROAD = 160
BREAKPOINTS = [(0, "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide"), (BROAD, "-broad")]
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
    Room.-narrow > PaneTabs, Room.-medium > PaneTabs { display: block; }
    Room.-tiny > *, Room.-tiny > PaneTabs { display: none; }
    Room.-tiny > Heading { display: block; }
    Heading { background: $panel; color: $dim; }
    Heading > .heading--plain { background: $panel; color: $dim; }
    Heading > .heading--focused { background: $panel; color: $primary; text-style: bold reverse; }
    Room.-broad #left { width: 40; }
    Room.-broad #right { width: 62; }
    Room.-medium #left { width: 30; display: none; }
    Room.-medium #right { width: 36; display: none; }
    Room.-medium.-actors #left, Room.-medium.-quotes #right { display: block; }
    Room.-narrow #left, Room.-narrow #right { display: none; width: 1fr; border: none; }
    Room.-narrow Pane { display: none; max-height: 100%; }
    Room.-narrow #results { height: 1fr; max-height: 100%; }
    Room.-narrow.-show-article #time { display: none; }
    Room.-zoom #left, Room.-zoom #right { display: none; width: 1fr; border: none; }
    Room.-zoom.-medium #left, Room.-zoom.-medium #right { display: none; }
    Room.-zoom Pane { display: none; max-height: 100%; }
    Room.-zoom #results { height: 1fr; max-height: 100%; }
    Room.-zoom.-show-article #time { display: none; }
""" + "".join(
    f"""
    Room.{one}.-show-results #results, Room.{one}.-show-article #article,
    Room.{one}.-show-actors #left, Room.{one}.-show-actors #actors,
    Room.{one}.-show-quotes #right, Room.{one}.-show-quotes #quotes,
    Room.{one}.-show-passages #right, Room.{one}.-show-passages #passages {{ display: block; }}
    Room.{one}.-show-actors #middle, Room.{one}.-show-quotes #middle,
    Room.{one}.-show-passages #middle {{ display: none; }}
    """
    for one in ("-narrow", "-zoom")
)


def first_class(width: int) -> str:
    """The class of a width at which all panes are shown; a narrower room gets its own later.

    There the panes would have other sizes before the first article arrives, and so it would be
    scrolled to another line.
    """
    return "-broad" if width >= BROAD else "-wide" if width >= WIDE else ""


def shown_classes(pane: str) -> Iterator[tuple[str, bool]]:
    """The classes to set, or to remove, so that `pane` is shown."""
    for other in PANES:
        yield f"-show-{other}", other == pane
    if pane in _LEFT or pane in _RIGHT:
        yield "-actors", pane in _LEFT
        yield "-quotes", pane in _RIGHT
