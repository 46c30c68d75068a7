"""The formats that marks can be exported in. A new format is one module and one line here."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from msgspec import Struct

from index.errors import PressmarkError
from index.kept.export.bibtex_export import to_bibtex
from index.kept.export.citation import mark_fields
from index.kept.export.csl import to_csl
from index.kept.export.csv_export import to_csv
from index.kept.export.json_lines import to_jsonl
from index.kept.export.markdown_export import to_markdown
from index.kept.export.ris import to_ris
from index.kept.records import Mark
from index.plugins import (
    EXPORTERS_GROUP,
    PluginBroken,
    installed_plugins,
    load_plugin,
    plugin_failed,
    plugin_named,
)


class ExportFormat(Struct, frozen=True):
    """A format: its name on the command line, the endings of its files, its writer."""

    name: str
    endings: tuple[str, ...]
    write: Callable[[Sequence[Mark]], str]


EXPORTERS = {
    form.name: form
    for form in (
        ExportFormat("md", ("md", "markdown"), to_markdown),
        ExportFormat("csv", ("csv",), to_csv),
        ExportFormat("jsonl", ("jsonl",), to_jsonl),
        ExportFormat("bibtex", ("bib",), to_bibtex),
        ExportFormat("ris", ("ris",), to_ris),
        ExportFormat("csl", ("json",), to_csl),
    )
}


def format_of(file_name: str) -> str | None:
    """The name of the format for a file name's ending, None for an unknown ending.

    Of plug-ins those that cannot be loaded have no endings.
    """
    ending = file_name.rpartition(".")[2].lower()
    own = next((form.name for form in EXPORTERS.values() if ending in form.endings), None)
    return own or _plugin_format(ending)


def export_format_names() -> tuple[str, ...]:
    """The names of all formats, built-in ones first."""
    plugins = [one.name for one in installed_plugins(EXPORTERS_GROUP) if not one.taken]
    return (*EXPORTERS, *(name for name in plugins if name not in EXPORTERS))


def write(marks: Sequence[Mark], form: str) -> str:
    """The marks in the format with this name. Raises KeyError for another name, PluginBroken."""
    if form in EXPORTERS:
        return EXPORTERS[form].write(marks)
    plugin = plugin_named(EXPORTERS_GROUP, form)
    if plugin is None:
        raise KeyError(form)
    exporter = load_plugin(plugin)
    try:
        written = exporter.write([mark_fields(mark) for mark in marks])
    except (PressmarkError, KeyboardInterrupt):
        raise
    except BaseException as error:
        raise plugin_failed(plugin, error) from error
    if not isinstance(written, str):
        raise PluginBroken(f"The plug-in {plugin} failed: it gave no text.")
    return written


def _plugin_format(ending: str) -> str | None:
    for plugin in installed_plugins(EXPORTERS_GROUP):
        with suppress(Exception):  # its endings are an attribute that may be anything
            if not plugin.taken and ending in tuple(map(str, load_plugin(plugin).endings)):
                return plugin.name
    return None
