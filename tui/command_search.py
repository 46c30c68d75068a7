"""Find a command by typed words: word prefixes first, then synonyms, then looser matches."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

# Words that readers of other programs use for an action, by the action's id.
SYNONYMS: Mapping[str, str] = {
    "everywhere.timeline": "timeline dates histogram period year month",
    "everywhere.overlay": "compare searches second overlay",
    "everywhere.sources": "citations outlets media newspapers",
    "everywhere.missing": "dangling broken references",
    "everywhere.audit": "review inferred verify check judge",
    "everywhere.widen": "zoom maximise maximize fullscreen",
    "everywhere.trail": "history breadcrumbs",
    "everywhere.jump_back": "history previous undo navigation",
    "everywhere.jump_forward": "history next navigation",
    "everywhere.problems": "errors failed unreadable",
    "everywhere.redraw": "refresh repaint",
    "lists.filter": "find grep narrow",
    "lists.related": "similar like more",
    "lists.unfold": "duplicate duplicates copies group",
    "lists.differences": "diff compare duplicate wordings",
    "article.next_match": "hit result",
    "article.previous_match": "hit result",
    "article.follow": "link reference",
    "article.cited_by": "citations backlinks references",
    "article.select": "visual highlight lines",
    "actors.only": "filter facet person organisation",
    "actors.without": "exclude filter facet",
    "actors.speaks": "speaker quotes filter",
    "actors.dossier": "profile biography roles",
    "actors.same": "merge alias duplicate join",
    "actors.ignore": "remove hide delete",
    "actors.compare": "side by side",
    "actors.together": "cooccurrence both",
    "actors.speech": "speaker network matrix about",
    "passages.order": "concordance kwic sort lines",
    "passages.collocates": "collocations words statistics",
    "marks.mark": "bookmark highlight keep save",
    "marks.note": "comment annotate annotation",
    "marks.tags": "label category",
    "marks.copy": "cite clipboard yank quote",
    "marks.export": "save write file csv bibtex ris markdown",
    "marks.save_search": "bookmark alert watch",
    "marks.searches": "bookmarks alerts watches",
    "marks.queue": "review pile worklist",
    "marks.marks": "bookmarks highlights notes",
    "marks.later": "read later queue",
}


class Command(Struct, frozen=True):
    """A command of the palette. `changes`: it changes what the reader keeps, or writes a file.

    `pane` is the pane that it works in, empty for all; `action` the action's name in the config
    file, as words.
    """

    text: str
    keys: str
    run: Callable[[], object]
    synonyms: str = ""
    changes: bool = False
    pane: str = ""
    action: str = ""


# The cost of a word whose letters occur in the name in order.
_LOOSE = 3


def find_commands(typed: str, commands: Iterable[Command]) -> list[Command]:
    """The commands that match every typed word, best first; of equals in the order given.

    A word matches as the beginning of a word of the name or action (best), of a synonym, as a part
    of the name, or by its letters in order. The last kind never finds a command that changes
    something, and nothing where a better kind finds a command.
    """
    words = typed.casefold().split()
    ranked = []
    for command in commands:
        costs = [_cost(word, command) for word in words]
        if None not in costs:
            loose = _LOOSE in costs
            ranked.append((loose, sum(cost for cost in costs if cost), command))
    ranked.sort(key=lambda found: found[:2])
    return [command for loose, _, command in ranked if loose == ranked[0][0]]


def _cost(word: str, command: Command) -> int | None:
    """How far a typed word is from a command: 0 for the beginning of a word; None for no match."""
    name = command.text.casefold()
    if _begins_a_word(word, f"{name} {command.action}"):
        return 0
    if _begins_a_word(word, command.synonyms):
        return 1
    if word in name:
        return 2
    return None if command.changes or not _has_letters(word, name) else _LOOSE


def _begins_a_word(word: str, text: str) -> bool:
    separated = "".join(c if c.isalnum() or c == "-" else " " for c in text)
    return any(other.startswith(word) for other in separated.split())


def _has_letters(word: str, text: str) -> bool:
    """Whether the letters of `word` occur in `text` in this order."""
    letters = iter(text)
    return all(letter in letters for letter in word)


__all__ = ["SYNONYMS", "Command", "find_commands"]
