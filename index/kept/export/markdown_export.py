"""Markdown: a heading for each article, a quotation block for each passage."""

from collections.abc import Sequence

from index.kept.export.citation import cite
from index.kept.records import Mark
from index.text import escape_markdown, safe


def to_markdown(marks: Sequence[Mark], title: str = "Passages") -> str:
    """The marks as a Markdown document, each passage with its citation, note and tags."""
    lines = [f"# {_escaped(title)}", ""]
    last = None
    for mark in marks:
        source = mark.passage.source
        if source.article != last:
            last = source.article
            facts = " · ".join(filter(None, (source.date, source.publication, source.author)))
            lines += [f"## {_escaped(source.title)}", ""]
            lines += [_escaped(facts), ""] if facts else []
        lines += [
            f"> {_escaped(line)}" if line.strip() else ">"
            for line in safe(mark.passage.anchor.exact).split("\n")
        ]
        lines += ["", f"— {_escaped(cite(mark.passage))}", ""]
        if mark.note:
            lines += [*(_escaped(line) for line in safe(mark.note).split("\n")), ""]
        if mark.tags:
            lines += ["Tags: " + ", ".join(_escaped(tag) for tag in mark.tags), ""]
    return "\n".join(lines)


def _escaped(text: str) -> str:
    """Text without control characters in which no sign has a meaning in Markdown."""
    return escape_markdown(safe(text))
