"""`pressmark brief`: a briefing from marks, the review queue, a dossier or a search."""

import sys
from argparse import Namespace
from pathlib import Path

from index import UNLIMITED, Library, PressmarkError
from index.desk import (
    BRIEF_FORMATS,
    TEMPLATE_FORMATS,
    Brief,
    actors_marks,
    built_in_template,
    empty_docx,
    make_brief,
    queue_marks,
    read_template,
    render_brief,
    search_marks,
    write_docx,
)
from index.explore import find_dossiers, offices
from index.kept import Mark, Review
from index.model import now
from tui.cli.dossier_output import say_what_is_left_out
from tui.cli.export_cmd import kept_marks
from tui.cli.kept_store import open_review, report_damage
from tui.cli.opening import opened_library
from tui.cli.printing import FOUND, NOTHING, say, shorten_query
from tui.cli.report_output import say_written, write_report
from tui.wording import with_noun

_ENDINGS = {"md": "md", "markdown": "md", "html": "html", "htm": "html", "docx": "docx"}
# Roles of an actor that the table at the top names.
_ROLES = 6

Facts = list[tuple[str, str]]


def run(args: Namespace) -> int:
    """`pressmark brief`."""
    form = _format_of(args)
    if args.print_template:
        text = empty_docx() if form == "docx" else built_in_template(form).encode()
        return _write(text, form, args.output)
    _check_template(args.template, form)
    # read before the search, so that a missing template is reported first
    template = read_template(Path(args.template)) if args.template and form != "docx" else None
    review = open_review()
    marks, title, facts = _gathered(review, args)
    if not marks:
        say(_nothing(args))
        return NOTHING
    facts.append(("Made on", now()[:10]))
    brief = make_brief(marks, args.title or title, args.by, facts)
    raw = _rendered(brief, form, args.template, template)
    review.give_locators(mark.passage for mark in marks)
    return _write(raw, form, args.output)


def _format_of(args: Namespace) -> str:
    """The format asked for, or that of the ending of the output or template, or Markdown."""
    if args.format:
        return str(args.format)
    for name in filter(None, (args.output, args.template)):
        ending = name.removesuffix(".j2").rpartition(".")[2].lower()
        if ending in _ENDINGS:
            return _ENDINGS[ending]
        if name == args.output and "." in Path(name).name:
            raise PressmarkError(
                f"No format is written to {name}: end its name in .md, .html or .docx,"
                f" or give --format {', '.join(BRIEF_FORMATS)}."
            )
    return BRIEF_FORMATS[0]


def _check_template(template: str | None, form: str) -> None:
    """Raise PressmarkError for a template whose ending names another format."""
    ending = Path((template or "").removesuffix(".j2")).suffix.removeprefix(".").lower()
    if _ENDINGS.get(ending, form) != form:
        raise PressmarkError(
            f"The template {template} is for {_ENDINGS[ending]}, and the briefing is written as"
            f" {form}: give --format {_ENDINGS[ending]}, or another template."
        )


def _gathered(review: Review, args: Namespace) -> tuple[list[Mark], str, Facts]:
    """The passages, a title, and the facts for the table at the top."""
    if not (args.query or args.dossier or args.queue):
        report_damage(review)
        marks = [mark for mark in kept_marks(review, args) if set(args.tag) <= set(mark.tags)]
        made_from = f"marks tagged {', '.join(args.tag)}" if args.tag else "marks"
        return marks, ", ".join(args.tag) or "Passages", [("Made from", made_from)]
    with opened_library(args, review=review) as library:
        if args.queue:
            return _from_queue(library, review)
        if args.dossier:
            return _from_dossier(library, args.dossier)
        return _from_search(library, args)


def _from_search(library: Library, args: Namespace) -> tuple[list[Mark], str, Facts]:
    found = library.search(args.query, budget=UNLIMITED)
    if found.note:
        say(found.note)
    total, most = len(found.hits), args.limit or None
    facts = [("Made from", f"the search {args.query}")]
    if most is not None and total > most:
        cut = f"the first {most:,} of {total:,} found, best first"
        say(f"In this briefing: {cut}. `--limit 0` takes all.")
        facts.append(("Articles", cut))
    return search_marks(library, found, most), args.query, facts


def _from_queue(library: Library, review: Review) -> tuple[list[Mark], str, Facts]:
    queue = review.queue(library.ident)
    if queue is None:
        raise PressmarkError(
            "No review is under way in this library: R in the reader starts one with a search."
        )
    made_from = f"the review of {queue.query or 'every article'}"
    return queue_marks(library, review, queue), queue.query or "Review", [("Made from", made_from)]


def _from_dossier(library: Library, name: str) -> tuple[list[Mark], str, Facts]:
    dossiers = find_dossiers(library, name)
    names = ", ".join(one.entry.actor.name for one in dossiers) or name
    facts = [("Made from", f"the dossier of {names}")]
    for one in dossiers:
        say_what_is_left_out(one)
        roles = [office.title for office in offices(one.entry.actor.roles)[:_ROLES]]
        if roles:
            facts.append((one.entry.actor.name, "; ".join(roles)))
        facts.append(("Named in", with_noun(one.articles, "article")))
    return actors_marks(dossiers), names, facts


def _nothing(args: Namespace) -> str:
    """The message for an empty briefing, and what to do."""
    if args.dossier:
        return (
            f"Nothing to write: no statement by {args.dossier} here;"
            " `pressmark actors` prints the actors there are."
        )
    if args.query:
        return f"Nothing to write: nothing found for {shorten_query(args.query)}."
    if args.queue:
        return "Nothing to write: every article of the review was skipped or is gone."
    if args.tag:
        return f"Nothing to write: no mark here is tagged {', '.join(args.tag)}."
    return "Nothing to write: no marks here. With -q QUERY it is made from a search."


def _rendered(brief: Brief, form: str, path: str | None, template: str | None) -> bytes:
    if form == "docx":
        return write_docx(brief, Path(path) if path else None)
    assert form in TEMPLATE_FORMATS
    # a path can contain a lone surrogate; every other character is text
    return render_brief(brief, form, template, path or "").encode("utf-8", "replace")


def _write(raw: bytes, form: str, target: str | None) -> int:
    """Write the whole briefing or nothing. Raises OSError, PressmarkError."""
    if form == "docx" and not target and sys.stdout.isatty():
        raise PressmarkError(
            "A Word document cannot be shown in a terminal: give --output FILE.docx."
        )
    write_report([raw], target)
    say_written("Briefing", target)
    return FOUND


__all__ = ["run"]
