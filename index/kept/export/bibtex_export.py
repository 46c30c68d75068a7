"""BibTeX (UTF-8, for biber): an @article entry for each passage."""

from collections.abc import Sequence
from urllib.parse import quote

from index.kept.export.citation import keyed, place_in_article, provenance
from index.kept.records import Mark, PassageSource
from index.model import parse_iso, person_name, split_authors
from index.text import escaped_path, safe

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LATEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%",
    "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def to_bibtex(marks: Sequence[Mark]) -> str:
    """The marks as BibTeX: the words in `annote`, the place in `pages`, the path in `file`."""
    return "\n".join(_entry(key, mark) for key, mark in keyed(marks))


def _entry(key: str, mark: Mark) -> str:
    passage, source = mark.passage, mark.passage.source
    date = parse_iso(source.date) if source.date else None
    fields: list[tuple[str, object]] = [
        ("title", f"{{{_tex(source.title)}}}"),
        ("author", _authors(source.author)),
        ("journal", source.publication and _tex(source.publication)),
        ("volume", source.volume and _tex(source.volume)),
        ("number", source.issue and _tex(source.issue)),
        ("year", date and f"{date.year:04}"),
        ("month", date and date.month and _MONTHS[date.month - 1]),
        ("day", date and date.day),
        ("pages", place_in_article(source).replace("para.", "par.")),
        ("annote", _tex(passage.anchor.exact)),
        ("note", _tex(provenance(passage))),
        ("keywords", _tex(", ".join(mark.tags))),
        ("comment", _tex(mark.note)),
        ("file", _file(source)),
    ]
    lines = [
        f"  {name} = {value}," if name == "month" else f"  {name} = {{{value}}},"
        for name, value in fields
        if value
    ]
    return "\n".join([f"@article{{{key},", *lines, "}", ""])


def _authors(author: str | None) -> str | None:
    """Persons joined by "and"; an organisation in braces, so that its name is not taken apart."""
    names = [person_name(name) for name in split_authors(author)]
    parts = [_tex(one.inverted) if one.given else f"{{{_tex(one.family)}}}" for one in names]
    return " and ".join(parts) or None


def _tex(text: str) -> str:
    return "".join(_LATEX.get(c, c) for c in " ".join(safe(text).split()))


def _file(source: PassageSource) -> str:
    """The path, unescaped: programs open it, LaTeX never sets it.

    A path that would end the field, or that has control characters, becomes a file: URI.
    """
    path = escaped_path(source.path)
    if path == source.path and not set(path) & set("{}\\\n\t"):
        return path
    return "file://" + quote(source.path.encode("utf-8", "surrogateescape"))
