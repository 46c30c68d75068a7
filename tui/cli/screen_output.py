"""A screened text for people, in lines of at most 80 columns."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from index import one_line
from index.desk import KnownActor, ScreenedActor, ScreenedText, day_with_basis, known_speakers
from index.model import (
    FILE_DATE,
    REPORTED_KINDS,
    Article,
    Card,
    Statement,
    brought_by,
    content_words,
    speaker_words,
    speakers_named,
    whole_statements,
)
from tui.cli.pipe_console import PipeConsole

Row = TypeVar("Row")

_WIDTH = 80
# Lines of a part, unless all are asked for.
_MOST = 15
# Columns for the names of actors and outlets.
_NAME = 34


def print_screened(screened: ScreenedText, whole: bool = False) -> None:
    """Print a text's actors, statements and citations, and the articles like it.

    Without `whole` each part ends after some lines, and says how many more there are.
    """
    console = PipeConsole(
        markup=False, highlight=False, emoji=False, width=min(_WIDTH, Console().width)
    )
    article = screened.analysis.article
    _indented(console, Text(one_line(article.title), style="bold"), 0)
    _dim(console, " · ".join(_facts(article)), 0)
    for card in screened.same:
        found = Text(f"This text is in the library: {one_line(card.title)}", style="bold")
        _indented(console, found, 0)
        _dim(console, _where(card), 2)
    statements = whole_statements(screened.analysis)
    known = sum(bool(one.known) for one in screened.actors)
    _head(console, "Actors", len(screened.actors), f"{known:,} known")
    for actor in _some(console, screened.actors, whole):
        _print_actor(console, actor)
    _head(console, "Statements", len(statements))
    names = {one: name for one, name in known_speakers(screened).items() if name != one.name}
    for said in _some(console, statements, whole):
        speaker = None if said.speaker is None else screened.analysis.actors[said.speaker]
        called = names.get(speaker) if speaker else None
        _print_statement(console, article, said, speakers_named(screened.analysis, said), called)
    _head(console, "Outlets cited", len(screened.outlets))
    for outlet in _some(console, screened.outlets, whole):
        times = "" if outlet.times == 1 else f" ({outlet.times:,} times)"
        _columns(console, outlet.name + times, _articles(outlet.articles))
    _head(console, "Articles most like it", len(screened.alike))
    for related in screened.alike:
        _indented(console, Text(one_line(related.card.title)), 2)
        _dim(console, _where(related.card), 4)
        _dim(console, related.shared.reason, 4)


def _facts(article: Article) -> Iterator[str]:
    date = article.shown_date.replace(FILE_DATE, "file of ") if article.shown_date else None
    count = len(article.text[article.body_start :].split())
    words = f"{count:,} {'word' if count == 1 else 'words'}"
    for fact in (article.publication, article.author, date, article.language, words):
        if fact:
            yield one_line(fact)


def _head(console: Console, title: str, count: int, more: str = "") -> None:
    counted = f"{count:,}" if count else "none"
    console.print()
    console.print(
        Text(title, style="bold") + Text(f"  {counted}{f', {more}' if more and count else ''}")
    )


def _some(console: Console, rows: Sequence[Row], whole: bool) -> Iterator[Row]:
    yield from rows if whole else rows[:_MOST]
    if not whole and len(rows) > _MOST:
        _dim(console, f"and {len(rows) - _MOST:,} more: --all prints them", 2)


def _print_actor(console: Console, one: ScreenedActor) -> None:
    kind = one.actor.kind
    if not one.known:
        _columns(console, one.actor.name, f"{kind}, not known")
        return
    if one.certain:
        (known,) = one.known
        named = "" if known.name == one.actor.name else f"{one_line(known.name)}, "
        _columns(console, one.actor.name, f"{kind}, {named}{_counts(known)}")
        return
    _columns(console, one.actor.name, f"{kind}, perhaps:")
    for known in one.known:
        _indented(console, Text(one_line(f"{known.name}, {_counts(known)}")), _NAME + 4)


def _counts(known: KnownActor) -> str:
    speaks = f", speaks in {known.speaks:,}" if known.speaks else ""
    return f"{_articles(known.articles)}{speaks}"


def _articles(count: int) -> str:
    if not count:
        return "not known"
    return f"{count:,} {'article' if count == 1 else 'articles'}"


def _print_statement(
    console: Console, article: Article, said: Statement, name: str | None, called: str | None
) -> None:
    who = name or speaker_words(article, said) or "speaker not settled"
    to = brought_by(said, name)
    known = f" ({one_line(called)})" if called else ""
    day = day_with_basis(said)
    if day is None and said.said_basis != "file":
        day = str(said.said_date or "")
    head = f"{one_line(who)}{known}{f' to {one_line(to)}' if to else ''}{f', {day}' if day else ''}"
    words = one_line(content_words(article, said))
    _indented(console, Text(head, style="bold"), 2)
    _indented(console, Text(f"» {words}" if said.kind in REPORTED_KINDS else f"“{words}”"), 4)


def _where(card: Card) -> str:
    date = card.date.replace(FILE_DATE, "file of ") if card.date else None
    return " · ".join(one_line(fact) for fact in (date, card.publication, card.id) if fact)


def _columns(console: Console, name: str, facts: str) -> None:
    """A name, and in a second column the facts about it; a long name has its own line."""
    shown = one_line(name)
    lines = _wrapped(console, Text(facts, style="dim"), console.width - _NAME - 2)
    if cell_len(shown) >= _NAME:
        _indented(console, Text(shown), 2)
    else:
        gap = " " * (_NAME - cell_len(shown))
        console.print(Text(f"  {shown}{gap}") + lines.pop(0))
    for line in lines:
        console.print(Text(" " * (_NAME + 2)) + line)


def _dim(console: Console, text: str, columns: int) -> None:
    _indented(console, Text(one_line(text), style="dim"), columns)


def _indented(console: Console, text: Text, columns: int) -> None:
    for line in _wrapped(console, text, console.width - columns):
        console.print(Text(" " * columns) + line)


def _wrapped(console: Console, text: Text, width: int) -> list[Text]:
    """The lines of a text at a width, without blanks at their ends; one line at least."""
    lines = list(text.wrap(console, max(width, 20))) or [Text()]
    for line in lines:
        line.rstrip()
    return lines


__all__ = ["print_screened"]
