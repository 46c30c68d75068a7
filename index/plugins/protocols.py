"""The protocols of plug-ins, in plain types. `from index.plugins import …` is a stable API."""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from msgspec import Struct


class PluginFile(Struct, frozen=True):
    """A file to be read. `name` is that of the file, or of a member of an archive at `path`."""

    path: Path
    name: str
    raw: bytes


class PluginArticle(Struct, frozen=True):
    """An article that a reader found.

    Blank lines separate the paragraphs of `text`. `date` is ISO 8601, or as newspapers write it;
    `author` is a byline or names. Control characters are removed from everything.
    """

    text: str
    title: str | None = None
    publication: str | None = None
    author: str | Sequence[str] | None = None
    date: str | None = None
    volume: str | None = None
    issue: str | None = None
    section: str | None = None
    language: str | None = None


@runtime_checkable
class ReaderPlugin(Protocol):
    """`pressmark.readers`: reads files with the ending that is the name of the entry point."""

    def __call__(self, file: PluginFile) -> Iterable[PluginArticle]:
        """The articles of a file. An exception makes the file one that could not be read."""


@runtime_checkable
class ExporterPlugin(Protocol):
    """`pressmark.exporters`: the format that is the name of the entry point."""

    # of file names that mean this format, without a dot
    endings: Sequence[str]

    def write(self, passages: Sequence[Mapping[str, Any]]) -> str:
        """The passages as text; docs/plugins.md lists their fields."""


@runtime_checkable
class CommandPlugin(Protocol):
    """`pressmark.commands`: the command that is the name of the entry point."""

    # one line for its help
    summary: str

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add arguments; PATH…, --library, --no-refresh, --trust and --json exist already."""

    def run(self, args: Namespace, library: Any) -> int:
        """Do it; `library` is an open `index.Library`. Returns 0 found, 1 nothing found."""


__all__ = ["CommandPlugin", "ExporterPlugin", "PluginArticle", "PluginFile", "ReaderPlugin"]
