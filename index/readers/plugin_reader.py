"""Files that a plug-in reads: the name of its entry point is their ending, without the dot."""

from collections.abc import Iterator
from functools import partial

from index.errors import ReadFailure
from index.model import Article
from index.plugins import (
    Plugin,
    PluginArticle,
    PluginBroken,
    PluginFile,
    load_plugin,
    readers_by_ending,
)
from index.readers.source import Reader, Source, compose


def plugin_reader(suffix: str) -> Reader | None:
    """The reader of the plug-in for files with an ending; None where there is no such plug-in."""
    plugin = readers_by_ending().get(suffix)
    return partial(_read, plugin) if plugin else None


def _read(plugin: Plugin, source: Source) -> Iterator[Article]:
    try:
        read = load_plugin(plugin)
    except PluginBroken as error:
        raise ReadFailure(str(error).rstrip(".")) from error
    for found in read(PluginFile(source.path, source.name, source.raw)):
        if not isinstance(found, PluginArticle) or not isinstance(found.text, str):
            raise ReadFailure(f"the plug-in {plugin} gave something that is no PluginArticle")
        yield compose(
            source,
            found.title,
            found.text,
            publication=found.publication,
            author=found.author,
            date=found.date,
            language=found.language,
            section=found.section,
            volume=found.volume,
            issue=found.issue,
            has_header=False,
        )


__all__ = ["plugin_reader"]
