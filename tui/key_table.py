"""The key table: every key of the reader, with the owner of its action.

Bindings, footer, help, command palette and tests are made from it. An action's id is
`where.action`; the config file moves actions to other keys by id.
"""

from typing import Literal

from msgspec import Struct
from textual.binding import Binding
from textual.keys import _character_to_key

KeyContext = Literal[
    "everywhere", "lists", "article", "actors", "quotes", "passages", "time", "audit", "marks",
    "palette", "search_bar", "filter", "prompt", "note", "mark_list", "dossier", "compare",
    "speech", "app",
]  # fmt: skip
# "pane": the focused widget or screen has the method; the others are parts of the room.
Owner = Literal[
    "pane", "room", "search", "reading", "trail", "timeline", "similarity", "citations", "audit",
    "marks", "export", "review", "searches", "statements", "sync",
]  # fmt: skip


class Key(Struct, frozen=True):
    """An action and its keys. The method `action_` + `action` of the owner does it."""

    where: KeyContext
    action: str
    keys: tuple[str, ...]
    text: str
    hint: str = ""  # the word in the footer; none keeps the key out of it
    palette: bool = True  # whether the command palette lists it
    owner: Owner = "pane"
    late: bool = False  # added after config files existed: gives way to keys that one of them sets
    each: bool = False  # the action gets the key that was pressed; cannot be moved
    priority: bool = False  # comes before the widget that has the focus
    fixed: bool = False  # cannot be moved

    @property
    def id(self) -> str:
        """The name of the action in the config file."""
        return f"{self.where}.{self.action}"

    @property
    def bound(self) -> str:
        """The action as Textual parses it; the room dispatches those of its parts by id."""
        return self.action if self.owner == "pane" else f"screen.perform('{self.id}')"


# fmt: off
KEYS: tuple[Key, ...] = (
    Key("everywhere", "search", ("/",), "Search", "search", owner="search"),
    Key("everywhere", "back", ("escape",), "Back", owner="room", palette=False),
    Key("everywhere", "leave", ("q",), "Back; in the reading room: quit", "quit", owner="room"),
    Key("everywhere", "help", ("?",), "Help: every key", "help", owner="room"),
    Key("everywhere", "commands", (":", "ctrl+p"), "Commands by name", owner="room", palette=False),
    Key("everywhere", "next_pane", ("tab",), "Next pane", owner="room"),
    Key("everywhere", "previous_pane", ("shift+tab",), "Previous pane", owner="room"),
    Key("everywhere", "results", ("1",), "Go to the results", owner="room"),
    Key("everywhere", "article", ("2",), "Go to the article", owner="room"),
    Key("everywhere", "actors", ("3",), "Go to the actors", owner="room"),
    Key("everywhere", "quotes", ("4",), "Go to the quotes: who said what", owner="room"),
    Key("everywhere", "passages", ("5",), "Go to the passages", owner="room"),
    Key("everywhere", "redraw", ("ctrl+l",), "Draw the screen again", owner="room"),
    Key("everywhere", "problems", ("F",), "Files that could not be read", owner="sync"),
    Key("everywhere", "jump_back", ("H", "backspace"),
        "Back through searches, filters, articles, jumps", owner="trail"),
    Key("everywhere", "jump_forward", ("L",), "Forward through searches, filters, articles, jumps",
        owner="trail"),
    Key("everywhere", "trail", ("B",), "Trail: every search, filter, article and jump",
        owner="trail", late=True),
    Key("everywhere", "timeline", ("T",), "Time strip: choose a range and narrow the search to it",
        owner="timeline", late=True),
    Key("everywhere", "earlier", ("<",), "To the articles of the period before, on the time strip",
        owner="timeline", late=True),
    Key("everywhere", "later_period", (">",),
        "To the articles of the period after, on the time strip", owner="timeline", late=True),
    Key("everywhere", "overlay", ("+",), "Lay a second search over the time strip",
        owner="timeline", late=True),
    Key("everywhere", "sources", ("O",), "Sources: the outlets cited, and what each is cited for",
        owner="citations", late=True),
    Key("everywhere", "missing", ("M",), "References to articles that are not in the library",
        owner="citations", late=True),
    Key("everywhere", "audit", ("A",), "Check what was inferred about statements (audit)",
        owner="audit", late=True),
    Key("everywhere", "feedback", ("E",),
        "Take out the words that were added to a long search (press again to add them)",
        owner="search", late=True),
    Key("everywhere", "widen", ("z",), "Widen this pane, or back", "widen", owner="room"),
    Key("lists", "down", ("j", "down"), "One down", palette=False),
    Key("lists", "up", ("k", "up"), "One up", palette=False),
    Key("lists", "top", ("g", "home"), "To the first", palette=False),
    Key("lists", "bottom", ("G", "end"), "To the last", palette=False),
    Key("lists", "half_down", ("ctrl+d",), "Half a page down", palette=False),
    Key("lists", "half_up", ("ctrl+u",), "Half a page up", palette=False),
    Key("lists", "page_down", ("space", "pagedown"), "A page down", palette=False),
    Key("lists", "page_up", ("b", "pageup"), "A page up", palette=False),
    Key("lists", "choose", ("enter",), "Open, or jump to it", "open", palette=False),
    Key("lists", "filter", ("f",),
        "Filter this list as you type; in the article: find in this text", "filter"),
    Key("lists", "related", ("~",), "Related articles: to this one, or to the passage chosen",
        owner="similarity", late=True),
    Key("lists", "unfold", ("D",), "Show the duplicates of this article (press again to fold)",
        owner="similarity"),
    Key("lists", "differences", ("d",),
        "Differences from its duplicates; on a statement: other wordings", owner="similarity"),
    Key("quotes", "kinds", ("Q",), "Quoted only, reported only, or both", "kinds", late=True),
    Key("quotes", "statements", ("S",), "Statements of all articles found", "all",
        owner="statements", late=True),
    Key("article", "next_match", ("n",), "Next match", "match"),
    Key("article", "previous_match", ("N",), "Previous match"),
    Key("article", "next_quotation", ("]",), "Next statement", "statement"),
    Key("article", "previous_quotation", ("[",), "Previous statement"),
    Key("article", "next_mention", (")",), "Next mention of the chosen actor", "mention"),
    Key("article", "previous_mention", ("(",), "Previous mention of the chosen actor"),
    Key("article", "next_paragraph", ("}",), "Next paragraph", palette=False),
    Key("article", "previous_paragraph", ("{",), "Previous paragraph", palette=False),
    Key("article", "next_article", ("J",), "Next article of the results",
        "article", owner="reading"),
    Key("article", "previous_article", ("K",), "Previous article of the results", owner="reading"),
    Key("article", "follow", ("o",), "Follow the cross-reference at or after the cursor",
        owner="citations"),
    Key("article", "cited_by", ("C",), "What cites this article", owner="citations", late=True),
    Key("article", "select", ("v",), "Choose sentences from here (press again to undo)"),
    Key("actors", "only", ("enter",), "Only articles with this actor (press again to undo)",
        "only"),
    Key("actors", "without", ("x",), "Only articles without this actor (press again to undo)",
        "without"),
    Key("actors", "speaks", ("s",), "Only articles where this actor speaks (press again to undo)",
        "speaks"),
    Key("actors", "dossier", ("i",), "Dossier of this actor", "dossier"),
    Key("actors", "next_group", ("}",), "To the next group", palette=False, late=True),
    Key("actors", "previous_group", ("{",), "To the group before", palette=False, late=True),
    Key("actors", "choose_actor", ("v",), "Choose this actor, up to two (press again to undo)",
        "choose", late=True),
    Key("actors", "compare", ("c",), "Both chosen actors side by side", "compare", late=True),
    Key("actors", "together", ("w",), "Paragraphs that name both chosen actors", "together",
        late=True),
    Key("actors", "speech", ("W",), "Who speaks about whom, who is quoted with whom", "speech",
        late=True),
    Key("actors", "same", ("=",), "Same as the actor chosen with v: merge (press again to undo)",
        "merge", late=True),
    Key("actors", "ignore", ("!",), "Not an actor (saved in actors.toml; u undoes)", "no actor",
        late=True),
    Key("passages", "order", ("S",),
        "Concordance: this article, or all by place, words, speaker, publication", "order",
        late=True),
    Key("passages", "collocates", ("W",), "Words near the matches of all articles",
        "words", late=True),
    Key("time", "before", ("h", "left", "<"), "A period back", palette=False),
    Key("time", "after", ("l", "right", ">"), "A period on", palette=False),
    Key("time", "first", ("g", "home"), "To the first period", palette=False),
    Key("time", "last", ("G", "end"), "To the last period", palette=False),
    Key("time", "range", ("v", "space"), "Choose a range from here (press again to undo)",
        "range", palette=False),
    Key("time", "narrow", ("enter",), "Narrow the search to the range (press again to undo)",
        "narrow", palette=False),
    Key("time", "said", ("s",), "By the day said: count statements (press again for articles)",
        "day said", palette=False),
    Key("time", "all", ("x",), "Articles of any time", "any time", palette=False),
    Key("time", "leave", ("escape", "q", "T"), "Leave the time strip", "back", palette=False),
    Key("audit", "accept", ("a",), "Correct (Enter too)", palette=False),
    Key("audit", "candidate", tuple("123456789"), "This one instead", palette=False, each=True),
    Key("audit", "nobody", ("n", "0"), "Nobody; no outlet; no date", palette=False),
    Key("audit", "field", ("tab", "S"), "Speakers, outlets or dates", palette=False),
    Key("audit", "jump", ("o",), "Open the article there", palette=False),
    Key("audit", "undo", ("u",), "Undo the last judgement", palette=False),
    Key("audit", "redo", ("U",), "Redo what was undone", palette=False),
    Key("marks", "mark", ("m",), "Mark the sentence or statement (again: paragraph, then no mark)",
        "mark", owner="marks"),
    Key("marks", "note", ("a",), "Note on the passage under the cursor", "note", owner="marks"),
    Key("marks", "tags", ("t",), "Tags of the passage under the cursor", "tags", owner="marks"),
    Key("marks", "undo", ("u",), "Undo the last change of marks, notes, tags, reading states",
        owner="marks"),
    Key("marks", "redo", ("U",), "Redo what was undone", owner="marks"),
    Key("marks", "reviewed", ("x",), "Reviewed: on to the next unread article",
        "reviewed", owner="review"),
    Key("marks", "skip", ("X",), "Skip this article with a reason, on to the next unread",
        owner="review"),
    Key("marks", "read", ("r",), "Read or unread", owner="review"),
    Key("marks", "later", ("l",), "Keep this article for later (press again to undo)",
        owner="review"),
    Key("marks", "queue", ("R",),
        "Review what this search finds, article by article (press again to end)",
        owner="review"),
    Key("marks", "marks", ("'",), "All marks", "marks", owner="marks"),
    Key("marks", "copy", ("y",), "Copy the passage with its citation", "copy", owner="export"),
    Key("marks", "export", ("e",), "Export marks, or what this search finds", owner="export"),
    Key("marks", "save_search", ("*",), "Save this search (press again to undo)", owner="searches"),
    Key("marks", "searches", (";",), "Saved searches", owner="searches"),
    Key("palette", "palette_down", ("down",), "Next command", palette=False),
    Key("palette", "palette_up", ("up",), "Previous command", palette=False),
    Key("palette", "palette_run", ("enter",), "Run the command", palette=False),
    Key("palette", "palette_close", ("escape",), "Close", palette=False),
    Key("search_bar", "settle", ("enter",), "Search, and go to the results", palette=False),
    Key("search_bar", "older", ("up",), "The query before this one in the history", palette=False),
    Key("search_bar", "newer", ("down",),
        "The query after this one; from the newest, to the results", palette=False),
    Key("search_bar", "find_back", ("ctrl+r",),
        "The last query with the letters typed (press again for older ones)", palette=False),
    Key("filter", "keep_filter", ("enter", "down"), "Keep the filter, and go to the list",
        palette=False),
    Key("filter", "drop_filter", ("escape",), "Remove the filter, and go to the list",
        palette=False),
    Key("prompt", "keep", ("enter",), "Accept the line", palette=False),
    Key("prompt", "drop", ("escape",), "Close without accepting it", palette=False),
    Key("prompt", "complete", ("tab",), "Complete the last word", palette=False),
    Key("note", "keep", ("escape", "ctrl+d"), "Keep the note", palette=False, priority=True),
    Key("note", "editor", ("ctrl+e",), "Write it in $VISUAL or $EDITOR",
        palette=False, priority=True),
    Key("mark_list", "sort", ("s",), "Sort the marks another way", palette=False),
    Key("mark_list", "others", ("o",), "Marks of other libraries too (press again to hide)",
        palette=False, late=True),
    Key("dossier", "next_section", ("}",), "To the next section", palette=False),
    Key("dossier", "previous_section", ("{",), "To the section before", palette=False),
    Key("compare", "left", ("h", "left"), "To the actor on the left", palette=False),
    Key("compare", "right", ("l", "right"), "To the actor on the right", palette=False),
    Key("speech", "left", ("h", "left"), "A column to the left", palette=False),
    Key("speech", "right", ("l", "right"), "A column to the right", palette=False),
    Key("speech", "next_filled", ("n",), "To the next pair", palette=False),
    Key("speech", "previous_filled", ("N",), "To the pair before", palette=False),
    Key("app", "how_to_quit", ("ctrl+c",), "Say how to quit: Ctrl-C does not",
        palette=False, priority=True, fixed=True),
)
# fmt: on

TITLES: dict[KeyContext, str] = {
    "everywhere": "Everywhere",
    "lists": "Lists and article",
    "article": "Article",
    "actors": "Actors and facets",
    "quotes": "Quotes",
    "passages": "Passages",
    "time": "Time strip",
    "audit": "Audit",
    "marks": "Marks and review",
    "palette": "Command palette",
    "search_bar": "Search bar",
    "filter": "Filter line",
    "prompt": "Question line",
    "note": "Note",
    "mark_list": "List of marks",
    "dossier": "Dossier",
    "compare": "Two actors side by side",
    "speech": "Speakers table",
    "app": "Any screen",
}
# The places whose rows apply in each pane; of two rows with one key the later wins.
PANE_KEYS: dict[str, tuple[KeyContext, ...]] = {
    "results": ("marks", "lists"),
    "article": ("marks", "lists", "article"),
    "actors": ("marks", "lists", "actors"),
    "quotes": ("marks", "lists", "quotes"),
    "passages": ("marks", "lists", "passages"),
    "time": ("time",),
    "audit": ("lists", "audit"),
    "palette": ("palette",),
    "search bar": ("search_bar",),
    "filter line": ("filter",),
    "question line": ("prompt",),
    "note": ("note",),
    "list of marks": ("lists", "mark_list"),
    "list": ("lists",),
    "dossier": ("lists", "dossier"),
    "comparison": ("lists", "compare"),
    "speech table": ("lists", "speech"),
}
# Places outside the panes, where a key may have another meaning.
APART = frozenset(PANE_KEYS) - {"results", "article", "actors", "quotes", "passages"}
# Keys that do nothing: Textual would quit on Ctrl-Q, which terminals use to resume after Ctrl-S.
IGNORED = ("ctrl+q",)
BY_ID = {key.id: key for key in KEYS}


def bindings(*where: KeyContext) -> list[Binding]:
    """Textual's bindings of some places; the app's key map moves them by id."""
    return [binding for key in KEYS if key.where in where for binding in _bindings(key)]


def borrowed(*ids: str) -> list[Binding]:
    """Bindings of another place's rows that a screen handles with its own methods."""
    return [binding for ident in ids for binding in _bindings(BY_ID[ident], BY_ID[ident].action)]


def ignored() -> list[Binding]:
    """Bindings of the keys that do nothing; the app's `action_noop` serves them."""
    return [Binding(key, "noop", show=False, priority=True) for key in IGNORED]


def _bindings(key: Key, action: str = "") -> list[Binding]:
    action = action or key.bound
    if key.each:
        return [
            Binding(textual_name(one), f"{action}({one!r})", key.text, show=False)
            for one in key.keys
        ]
    keys = ",".join(map(textual_name, key.keys))
    return [Binding(keys, action, key.text, show=False, priority=key.priority, id=key.id)]


def textual_name(key: str) -> str:
    """Textual's name of a key: "slash" for "/"."""
    return _character_to_key(key) if len(key) == 1 else key


__all__ = [
    "APART", "BY_ID", "KEYS", "PANE_KEYS", "TITLES", "Key", "KeyContext", "Owner",
    "bindings", "borrowed", "ignored", "textual_name",
]  # fmt: skip
