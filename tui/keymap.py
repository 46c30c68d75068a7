"""Every key in one table: bindings, footer, help, command palette and tests are made from it.

An action's id is `where.action`; the config file moves it to other keys.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from textual.binding import Binding
from textual.keys import KEY_ALIASES, Keys, _character_to_key, format_key

from index import PressmarkError

Where = Literal[
    "everywhere", "lists", "article", "actors", "passages", "time", "audit", "marks", "palette"
]


@dataclass(frozen=True, slots=True)
class Key:
    """An action and the keys that do it.

    `hint` is its word in the footer; none keeps it out of there. `of_room`: the room does it, not the pane.
    `each`: every key is given to the action by itself, and can't be moved.
    `late`: the action came after config files did; its keys give way to those that one of them sets.
    """

    where: Where
    action: str
    keys: tuple[str, ...]
    text: str
    hint: str = ""
    palette: bool = True
    of_room: bool = False
    late: bool = False
    each: bool = False

    @property
    def id(self) -> str:
        """What the config file calls it."""
        return f"{self.where}.{self.action}"

    @property
    def bound(self) -> str:
        """What Textual calls it."""
        return f"screen.{self.action}" if self.of_room else self.action


KEYS: tuple[Key, ...] = (
    Key("everywhere", "search", ("/",), "Search", "search"),
    Key("everywhere", "back", ("escape",), "Back", palette=False),
    Key("everywhere", "leave", ("q",), "Back; on the reading room: quit", "quit"),
    Key("everywhere", "help", ("?",), "Help: every key", "help"),
    Key("everywhere", "commands", (":", "ctrl+p"), "Commands by name", palette=False),
    Key("everywhere", "next_pane", ("tab",), "Next pane"),
    Key("everywhere", "previous_pane", ("shift+tab",), "Previous pane"),
    Key("everywhere", "results", ("1",), "Go to the results"),
    Key("everywhere", "article", ("2",), "Go to the article"),
    Key("everywhere", "actors", ("3",), "Go to the actors"),
    Key("everywhere", "quotes", ("4",), "Go to the quotations"),
    Key("everywhere", "passages", ("5",), "Go to the passages"),
    Key("everywhere", "redraw", ("ctrl+l",), "Draw the screen again"),
    Key("everywhere", "problems", ("F",), "Files that could not be read"),
    Key(
        "everywhere",
        "jump_back",
        ("H", "backspace"),
        "Back through searches, filters, articles, jumps",
    ),
    Key("everywhere", "jump_forward", ("L",), "Forward through searches, filters, articles, jumps"),
    Key("everywhere", "trail", ("B",), "Trail: every search, filter, article and jump", late=True),
    Key(
        "everywhere",
        "timeline",
        ("T",),
        "Time strip: choose a range and narrow the search to it",
        late=True,
    ),
    Key(
        "everywhere",
        "earlier",
        ("<",),
        "To the articles of the period before, on the time strip",
        late=True,
    ),
    Key(
        "everywhere",
        "later_period",
        (">",),
        "To the articles of the period after, on the time strip",
        late=True,
    ),
    Key("everywhere", "overlay", ("+",), "Lay a second search over the time strip", late=True),
    Key(
        "everywhere",
        "sources",
        ("O",),
        "Sources: the outlets cited, and what rests on each",
        late=True,
    ),
    Key(
        "everywhere",
        "missing",
        ("M",),
        "References to articles that are not in the library",
        late=True,
    ),
    Key("everywhere", "audit", ("A",), "Check what was inferred of quotations (audit)", late=True),
    Key("everywhere", "widen", ("z",), "Widen this pane, or back", "widen"),
    Key("lists", "down", ("j", "down"), "One down", palette=False),
    Key("lists", "up", ("k", "up"), "One up", palette=False),
    Key("lists", "top", ("g", "home"), "To the first", palette=False),
    Key("lists", "bottom", ("G", "end"), "To the last", palette=False),
    Key("lists", "half_down", ("ctrl+d",), "Half a page down", palette=False),
    Key("lists", "half_up", ("ctrl+u",), "Half a page up", palette=False),
    Key("lists", "page_down", ("space", "pagedown"), "A page down", palette=False),
    Key("lists", "page_up", ("b", "pageup"), "A page up", palette=False),
    Key("lists", "choose", ("enter",), "Open, or jump to it", "open", palette=False),
    Key(
        "lists",
        "filter",
        ("f",),
        "Filter this list as you type; in the article: find in this text",
        "filter",
    ),
    Key(
        "lists",
        "related",
        ("~",),
        "Related articles: to this one, or to the passage chosen",
        of_room=True,
        late=True,
    ),
    Key(
        "lists",
        "unfold",
        ("D",),
        "Show the doubles of this article (again: fold them)",
        of_room=True,
    ),
    Key(
        "lists",
        "differences",
        ("d",),
        "What differs from its doubles; on a quotation: other wordings",
        of_room=True,
    ),
    Key("article", "next_match", ("n",), "Next match", "match"),
    Key("article", "previous_match", ("N",), "Previous match"),
    Key("article", "next_quotation", ("]",), "Next quotation", "quotation"),
    Key("article", "previous_quotation", ("[",), "Previous quotation"),
    Key("article", "next_mention", (")",), "Next mention of the chosen actor", "mention"),
    Key("article", "previous_mention", ("(",), "Previous mention of the chosen actor"),
    Key("article", "next_paragraph", ("}",), "Next paragraph", palette=False),
    Key("article", "previous_paragraph", ("{",), "Previous paragraph", palette=False),
    Key("article", "next_article", ("J",), "Next article of the results", "article", of_room=True),
    Key("article", "previous_article", ("K",), "Previous article of the results", of_room=True),
    Key(
        "article",
        "follow",
        ("o",),
        "Follow the cross-reference at or after the cursor",
        of_room=True,
    ),
    Key("article", "cited_by", ("C",), "What cites this article", of_room=True, late=True),
    Key("article", "select", ("v",), "Choose lines from here on (again: no longer)"),
    Key("actors", "only", ("enter",), "Only articles with this actor (again: no longer)", "only"),
    Key(
        "actors",
        "without",
        ("x",),
        "Only articles without this actor (again: no longer)",
        "without",
    ),
    Key(
        "actors",
        "speaks",
        ("s",),
        "Only articles where this actor speaks (again: no longer)",
        "speaks",
    ),
    Key("actors", "dossier", ("i",), "Dossier of this actor", "dossier"),
    Key("actors", "next_group", ("}",), "To the next group", palette=False, late=True),
    Key("actors", "previous_group", ("{",), "To the group before", palette=False, late=True),
    Key(
        "actors",
        "choose_actor",
        ("v",),
        "Choose this actor, up to two (again: no longer)",
        late=True,
    ),
    Key(
        "actors",
        "same",
        ("=",),
        "This actor is the one chosen with v (again: no longer)",
        late=True,
    ),
    Key("actors", "ignore", ("!",), "Not an actor (actors.toml has it)", late=True),
    Key("actors", "compare", ("c",), "Both chosen actors side by side", late=True),
    Key("actors", "together", ("w",), "Paragraphs that name both chosen actors", late=True),
    Key("actors", "speech", ("W",), "Who speaks about whom, who is quoted next to whom", late=True),
    Key(
        "passages",
        "order",
        ("S",),
        "This article, or all by place, right, left, speaker, publication",
        "order",
        late=True,
    ),
    Key(
        "passages",
        "collocates",
        ("W",),
        "Words beside the matches of all articles",
        "words",
        late=True,
    ),
    Key("time", "before", ("h", "left", "<"), "A period back", palette=False),
    Key("time", "after", ("l", "right", ">"), "A period on", palette=False),
    Key("time", "first", ("g", "home"), "To the first period", palette=False),
    Key("time", "last", ("G", "end"), "To the last period", palette=False),
    Key(
        "time",
        "range",
        ("v", "space"),
        "Choose a range from here on (again: no longer)",
        "range",
        palette=False,
    ),
    Key(
        "time",
        "narrow",
        ("enter",),
        "Narrow the search to what is chosen (again: no longer)",
        "narrow",
        palette=False,
    ),
    Key("time", "all", ("x",), "Articles of any time", "any time", palette=False),
    Key("time", "leave", ("escape", "q", "T"), "Leave the time strip", "back", palette=False),
    Key("audit", "accept", ("a",), "Right as it is (Enter too)", palette=False),
    Key("audit", "candidate", tuple("123456789"), "This one instead", palette=False, each=True),
    Key("audit", "nobody", ("n", "0"), "Nobody; no outlet; no date", palette=False),
    Key("audit", "field", ("tab", "S"), "Speakers, outlets or dates", palette=False),
    Key("audit", "jump", ("o",), "Open the article there", palette=False),
    Key("audit", "undo", ("u",), "Undo the last judgement", palette=False),
    Key("audit", "redo", ("U",), "Do again what was undone", palette=False),
    Key(
        "marks",
        "mark",
        ("m",),
        "Mark the passage under the cursor, or take the mark away",
        "mark",
        of_room=True,
    ),
    Key("marks", "note", ("a",), "Note on the passage under the cursor", "note", of_room=True),
    Key("marks", "tags", ("t",), "Tags of the passage under the cursor", "tags", of_room=True),
    Key(
        "marks",
        "undo",
        ("u",),
        "Undo the last change of marks, notes, tags, reading states",
        of_room=True,
    ),
    Key("marks", "redo", ("U",), "Do again what was undone", of_room=True),
    Key(
        "marks",
        "reviewed",
        ("x",),
        "Reviewed: on to the next unread article",
        "reviewed",
        of_room=True,
    ),
    Key(
        "marks",
        "skip",
        ("X",),
        "Skip this article with a reason, on to the next unread",
        of_room=True,
    ),
    Key("marks", "read", ("r",), "Read or unread", of_room=True),
    Key("marks", "later", ("l",), "Keep this article for later, or no longer", of_room=True),
    Key(
        "marks",
        "queue",
        ("R",),
        "Review what this search finds, article by article (again: end)",
        of_room=True,
    ),
    Key("marks", "marks", ("'",), "All marks", "marks", of_room=True),
    Key("marks", "copy", ("y",), "Copy the passage with its citation", "copy", of_room=True),
    Key("marks", "export", ("e",), "Export marks, or what this search finds", of_room=True),
    Key("marks", "save_search", ("*",), "Save this search, or no longer", of_room=True),
    Key("marks", "searches", (";",), "Saved searches", of_room=True),
    Key("palette", "palette_down", ("down",), "Next command", palette=False),
    Key("palette", "palette_up", ("up",), "Previous command", palette=False),
    Key("palette", "palette_run", ("enter",), "Run the command", palette=False),
    Key("palette", "palette_close", ("escape",), "Close", palette=False),
)

TITLES: dict[Where, str] = {
    "everywhere": "Everywhere",
    "lists": "Lists and article",
    "article": "Article",
    "actors": "Actors and facets",
    "passages": "Passages",
    "time": "Time strip",
    "audit": "Audit",
    "marks": "Marks and review",
    "palette": "Command palette",
}
# Where a pane's keys come from; of two rows with one key the later wins.
PANE_KEYS: dict[str, tuple[Where, ...]] = {
    "results": ("marks", "lists"),
    "article": ("marks", "lists", "article"),
    "actors": ("marks", "lists", "actors"),
    "quotes": ("marks", "lists"),
    "passages": ("marks", "lists", "passages"),
    "time": ("time",),
    "audit": ("lists", "audit"),
    "palette": ("palette",),
}
# Places that one enters and leaves, where keys need not mean what they mean elsewhere.
_APART = frozenset({"time", "audit", "palette"})
# Actions as they were called once, in config files that are still about.
_RENAMED = {
    "article.jump_back": "everywhere.jump_back",
    "article.jump_forward": "everywhere.jump_forward",
}
# Keys that a terminal, tmux or screen takes for itself, or cannot tell from another key.
_REFUSED = frozenset(
    {f"ctrl+{letter}" for letter in "sqabjkhim"}
    | {"ctrl+[", "ctrl+left_square_bracket", "ctrl+\\", "ctrl+backslash"}
)
_NAMED = frozenset(key.value for key in Keys) | frozenset(KEY_ALIASES)


def bindings(*where: Where) -> list[Binding]:
    """Textual's bindings for some rows of the table; the app's key map moves them by id."""
    found = []
    for key in KEYS:
        if key.where in where and key.each:
            found += [
                Binding(_name(one), f"{key.bound}({one!r})", key.text, show=False)
                for one in key.keys
            ]
        elif key.where in where:
            found.append(
                Binding(",".join(map(_name, key.keys)), key.bound, key.text, show=False, id=key.id)
            )
    return found


def _name(key: str) -> str:
    return _character_to_key(key) if len(key) == 1 else key


class Keymap:
    """The table as the config file changes it."""

    def __init__(self, changes: Mapping[str, object] | None = None) -> None:
        """Raises PressmarkError, in one line, for an action or a key that is not there, or a key given twice."""
        self._keys = {key.id: key for key in KEYS}
        self._set: set[str] = set()
        for written, value in (changes or {}).items():
            name = _RENAMED.get(written, written)
            if name not in self._keys:
                raise PressmarkError(
                    f"There is no action {name} to give a key to; `?` in the reader shows the names."
                )
            if self._keys[name].each:
                raise PressmarkError(f"{name}: its keys count what is chosen, and cannot be moved.")
            self._keys[name] = replace(self._keys[name], keys=_checked(name, value))
            self._set.add(name)
        self._refuse_doubles()

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys.values())

    def key(self, ident: str) -> Key:
        """The row of an action."""
        return self._keys[ident]

    def textual(self) -> dict[str, str]:
        """What `App.set_keymap` takes."""
        return {key.id: ",".join(map(_name, key.keys)) for key in self}

    def shown(self, ident: str) -> str:
        """An action's keys as help and footer print them."""
        return " ".join(show_key(key) for key in self._keys[ident].keys)

    def _refuse_doubles(self) -> None:
        for pane, places in PANE_KEYS.items():
            taken: dict[str, Key] = {}
            for where in ("everywhere", *places):
                for key in self:
                    if key.where != where:
                        continue
                    for name in map(_name, key.keys):
                        other = taken.get(name)
                        # a row for one pane may take the place of a general one, as Enter does on actors;
                        # in places apart, of any
                        if other is not None and (
                            other.where == key.where
                            or (other.where == "everywhere" and pane not in _APART)
                        ):
                            loser = next(
                                (
                                    one
                                    for one in (key, other)
                                    if one.late and one.id not in self._set
                                ),
                                None,
                            )
                            if loser is not None:
                                self._take_from(loser, name)
                                taken[name] = other if loser is key else key
                                continue
                            raise PressmarkError(
                                f"{show_key(name)} is given to both {other.id} and {key.id} (in the {pane}): give one of them another key."
                            )
                        taken[name] = key

    def _take_from(self, loser: Key, name: str) -> None:
        """A key of one's own takes the place of one that came later."""
        keys = self._keys[loser.id].keys
        self._keys[loser.id] = replace(loser, keys=tuple(key for key in keys if _name(key) != name))


def _checked(name: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, str) or not value.strip():
        raise PressmarkError(
            f'{name}: a key is written as text, for example "n" or "ctrl+n, down".'
        )
    keys = tuple(part.strip() for part in value.split(",") if part.strip())
    for key in keys:
        if key.lower() in _REFUSED or key.lower().startswith(("alt+", "ctrl+shift+")):
            raise PressmarkError(
                f"{name}: {key} does not reach a program in every terminal; take another key."
            )
        bare = key.rpartition("+")[2] if len(key) > 1 else key
        if (
            len(bare) != 1
            and bare.lower() not in _NAMED
            and _character_to_key(bare) == bare
            and not bare.isidentifier()
        ):
            raise PressmarkError(f"{name}: there is no key {key}.")
        if len(bare) > 1 and bare.lower() not in _NAMED and not _is_character_name(bare):
            raise PressmarkError(f"{name}: there is no key {key}.")
    return keys


def _is_character_name(name: str) -> bool:
    import unicodedata

    try:
        unicodedata.lookup(name.replace("_", " ").upper())
    except KeyError:
        return name in {
            "slash",
            "backslash",
            "minus",
            "plus",
            "underscore",
            "at",
            "circumflex_accent",
        }
    return True


def show_key(key: str) -> str:
    """A key as a person reads it: "Ctrl-D", "Space", "]"."""
    if len(key) == 1:
        return key
    *modifiers, bare = key.split("+")
    named = {"escape": "Esc", "enter": "Enter", "space": "Space", "tab": "Tab", "backspace": "Backspace", "pagedown": "PgDn",
             "pageup": "PgUp", "home": "Home", "end": "End", "up": "Up", "down": "Down", "left": "Left", "right": "Right"}  # fmt: skip
    shown = named.get(bare) or (bare.upper() if modifiers and len(bare) == 1 else format_key(bare))
    return "-".join([*(modifier.capitalize() for modifier in modifiers), shown])
