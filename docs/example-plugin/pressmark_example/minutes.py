"""Reads minutes of meetings: `Name: value` lines, a blank line, the text; `----` parts meetings."""

from collections.abc import Iterator

from index.plugins import PluginArticle, PluginFile


def read(file: PluginFile) -> Iterator[PluginArticle]:
    """An article for each meeting."""
    for meeting in file.raw.decode("utf-8").split("\n----\n"):
        head, _, text = meeting.strip().partition("\n\n")
        values = dict(line.split(": ", 1) for line in head.split("\n") if ": " in line)
        if not text:
            raise ValueError("a meeting without a text")
        yield PluginArticle(
            text,
            title=values.get("Meeting"),
            publication=values.get("Council"),
            date=values.get("Date"),
        )
