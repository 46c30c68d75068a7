"""The library that a command works on: chosen, opened, refreshed, repaired."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index import (
    IndexDamaged,
    LibraryBusy,
    PressmarkError,
    check_roots,
    config_file,
    corrections_file,
    has_catalog,
    library_folder,
    read_corrections,
    read_settings,
    read_state,
    seeds_folder,
    write_state,
)
from tui.cli.archive_opening import archive_named, open_archive
from tui.cli.kept_store import open_existing_review
from tui.cli.printing import NOTHING, build_progress, say
from tui.cli.repeatable_output import repeatable_stdout

if TYPE_CHECKING:
    from index import Library, SearchResult, Settings, Summary
    from index.kept import Review

_LAST = "last.json"
_INCOMPLETE = "The last build of this library has not ended: articles may be missing."


class EmptyLibrary(PressmarkError):
    """There is nothing to search: reported in one line, with exit status 1."""


def choose_roots(args: Namespace) -> tuple[list[Path], Path | None]:
    """The folders a command is about, and the library's folder where one is named.

    None given means those of `--library`, else of the library used last, else the articles that
    come with Pressmark. Raises PressmarkError for a path that is not there.
    """
    folder = Path(args.library) if args.library else None
    if args.paths:
        roots = [Path(path).absolute() for path in args.paths]
    elif folder is not None:
        from index import Library

        roots = list(Library.roots_of(folder))
        if not roots:
            raise PressmarkError(
                f"The library in {folder} is damaged or was made by another version of Pressmark:"
                " name the folder of articles too, and it is built again."
                if has_catalog(folder)
                else f"There is no library in {folder} yet: name the folder of articles too."
            )
    else:
        last = read_state(_LAST)
        named = last.get("roots")
        roots = [Path(str(root)) for root in named] if isinstance(named, list) else []
        folder = Path(str(last["library"])) if last.get("library") else None
        if not roots or not all(root.exists() for root in roots):
            roots, folder = [seeds_folder()], None
    check_roots(roots)
    return roots, folder


def remember(roots: list[Path], folder: Path | None) -> None:
    """Make this the library used last; a failure is ignored."""
    value: dict[str, object] = {
        "roots": [str(root) for root in roots],
        "library": str(folder.absolute()) if folder else None,
    }
    try:
        if read_state(_LAST) != value:
            write_state(_LAST, value)
    except (OSError, UnicodeError):
        return


def settings_of(args: Namespace) -> "Settings":
    """The settings of the config file with the options of the command line on top.

    Raises PressmarkError for a config file or option that is not valid.
    """
    settings = read_settings(config_file())
    columns = getattr(args, "columns", None)
    return settings.with_columns(columns) if columns else settings


def open_library(args: Namespace, remembered: bool = True) -> "Library":
    """The library that the arguments name, brought up to date unless they say otherwise.

    With `remembered` it becomes the library used last.
    """
    settings = settings_of(args)
    access = archive_named(args, settings)
    if access is not None:
        archive = open_archive(access, settings, remembered)
        if archive.note:
            say(archive.note)
        return archive
    roots, folder = choose_roots(args)
    if args.no_refresh:
        place = folder or library_folder(roots)
        if not has_catalog(place):
            raise PressmarkError(
                "These articles have not been indexed yet: leave out --no-refresh,"
                " or run `pressmark index` first."
            )
    from index import Library

    library = Library.open(
        roots,
        folder,
        trust=args.trust,
        repair=not args.no_refresh,
        settings=settings,
    )
    if library.note:
        say(library.note)
    if not args.no_refresh:
        refresh_library(library)
    elif library.stored.built() is None:
        say(f"{_INCOMPLETE} Leave out --no-refresh to complete it.")
    if remembered:
        remember(roots, folder)
    return library


def refresh_library(library: "Library") -> "Summary | None":
    """Bring a library up to date with a progress bar; None where another process does.

    Raises EmptyLibrary where there is no article, PressmarkError where nothing can be read.
    """
    try:
        with build_progress("Reading articles") as on_progress:
            summary = library.refresh(on_progress=on_progress)
    except LibraryBusy as busy:
        say(str(busy))
        return None
    except PressmarkError as error:
        if not len(library):
            raise
        whole = library.stored.built() is not None
        say(f"{error} Reading what there is." if whole else f"{error} {_INCOMPLETE}")
        return None
    if summary.note:
        say(summary.note)
    if not summary.articles:
        raise EmptyLibrary(no_articles(library.roots) + _what_was_not_read(library, summary))
    return summary


def _what_was_not_read(library: "Library", summary: "Summary") -> str:
    """The end of the message for a library without articles: what `status` has to say of files."""
    from tui.wording import passed_over_words, with_noun

    failed = len(library.status().problems)
    counts = [f"{with_noun(failed, 'file')} could not be read"] if failed else []
    if summary.passed_over:
        counts.append(passed_over_words(summary.passed_over))
    return f" {', '.join(counts)}: `pressmark status` says why." if counts else ""


def no_articles(roots: Iterable[Path]) -> str:
    """The message for folders without a readable article."""
    from index import WHAT_IS_READ

    return f"There are no articles in {', '.join(map(str, roots))}: {WHAT_IS_READ}."


@contextmanager
def opened_library(
    args: Namespace, remembered: bool = True, review: "Review | None" = None
) -> Iterator["Library"]:
    """Open the library for a command, with the person's corrections and judgements applied.

    A command that has the store open already gives it as `review`.
    """
    library = open_library(args, remembered)
    try:
        library.correct(read_corrections(corrections_file()))
        review = review or open_existing_review()
        if review is not None:
            from index.kept import KeptAnswers

            library.answer_from(KeptAnswers(review, library))
            library.judge(review.judgements())
        yield library
    finally:
        library.close()


def run_repaired(command: Callable[[Namespace], int], args: Namespace) -> int:
    """Run a command. If its library turns out damaged, repair it and run the command again, once.

    The second run prints only what the first one had not printed yet.
    """
    with repeatable_stdout() as output:
        try:
            return command(args)
        except EmptyLibrary as error:
            say(str(error))
            return NOTHING
        except IndexDamaged as error:
            if getattr(args, "no_refresh", False):
                raise PressmarkError(f"{error} Leave out --no-refresh to repair it.") from error
            say(f"{error} It is built again.")
        _repair(args)
        sys.stdout.flush()
        output.repeat()
        return command(args)


def _repair(args: Namespace) -> None:
    from index import Library

    roots, folder = choose_roots(args)
    library = Library.open(roots, folder, trust=args.trust, settings=settings_of(args))
    try:
        with build_progress("Writing the index again") as on_progress:
            library.repair(on_progress)
    finally:
        library.close()


def found_by_query(library: "Library", args: Namespace) -> "SearchResult | None":
    """The articles that `--query` finds; None without a query. Prints the search's note."""
    if not args.query:
        return None
    from index import UNLIMITED

    found = library.search(args.query, budget=UNLIMITED)
    if found.note:
        say(found.note)
    return found
