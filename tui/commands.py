"""The commands that need no screen: each takes the parsed arguments and returns the exit status."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path

from index import locations
from index.corrections import corrections_file, read_corrections, tally
from index.engine.local import Found
from index.errors import IndexDamaged, LibraryBusy, PressmarkError
from index.explore import Concordance, Explorer, make_dossier
from index.ingest import Summary, check_roots
from index.kept import KeptAnswers, Review, concordance_csv, review_file
from index.library import Library
from tui import printing

FOUND, NOTHING = 0, 1
_LAST = "last.json"


def choose_roots(args: Namespace) -> tuple[list[Path], Path | None]:
    """The folders a command is about, and the library's folder where one is named.

    None given means those of `--library`, else of the library used last, else the articles that
    come with Pressmark. Raises PressmarkError for a path that is not there.
    """
    folder = Path(args.library) if args.library else None
    if args.paths:
        roots = [Path(path).absolute() for path in args.paths]
    elif folder is not None:
        roots = list(Library.roots_of(folder))
        if not roots:
            raise PressmarkError(
                f"There is no library in {folder} yet: name the folder of articles too."
            )
    else:
        last = locations.read_state(_LAST)
        named = last.get("roots")
        roots = [Path(str(root)) for root in named] if isinstance(named, list) else []
        folder = Path(str(last["library"])) if last.get("library") else None
        if not roots or not all(root.exists() for root in roots):
            roots, folder = [locations.seeds_folder()], None
    check_roots(roots)
    return roots, folder


def remember(roots: list[Path], folder: Path | None) -> None:
    """Make this the library used last; not being able to is no reason to stop."""
    try:
        locations.write_state(
            _LAST,
            {
                "roots": [str(root) for root in roots],
                "library": str(folder.absolute()) if folder else None,
            },
        )
    except (OSError, UnicodeError):
        return


def open_library(args: Namespace) -> Library:
    """The library that the arguments name, brought up to date unless they say otherwise."""
    roots, folder = choose_roots(args)
    if args.no_refresh:
        place = folder or locations.library_folder(roots)
        if not (place / locations.CATALOG).exists():
            raise PressmarkError(
                "These articles have not been indexed yet: leave out --no-refresh, or run `pressmark index` first."
            )
    library = Library.open(roots, folder, trust=args.trust)
    if library.note:
        printing.say(library.note)
    if not args.no_refresh:
        _refresh(library)
    remember(roots, folder)
    return library


def _refresh(library: Library) -> Summary | None:
    try:
        with printing.build_progress("Reading articles") as on_progress:
            summary = library.refresh(on_progress=on_progress)
    except LibraryBusy as busy:
        printing.say(str(busy))
        return None
    except PressmarkError as error:
        if not len(library):
            raise
        printing.say(f"{error} Reading what there is.")
        return None
    if summary.note:
        printing.say(summary.note)
    if not summary.articles:
        raise _Empty(_no_articles(library.roots))
    return summary


def _no_articles(roots: Iterable[Path]) -> str:
    from index.readers import WHAT_IS_READ

    return f"There are no articles in {', '.join(map(str, roots))}: {WHAT_IS_READ}."


class _Empty(PressmarkError):
    """There is nothing to search: said in a line, with the status of nothing found."""


def index(args: Namespace) -> int:
    """`pressmark index`."""
    roots, folder = choose_roots(args)
    library = Library.open(roots, folder, trust=args.trust)
    if library.note:
        printing.say(library.note)
    with printing.build_progress("Reading articles") as on_progress:
        summary = library.refresh(jobs=args.jobs, rebuild=args.rebuild, on_progress=on_progress)
    remember(roots, folder)
    if summary.note:
        printing.say(summary.note)
    if args.json:
        printing.emit(printing.summary_json(summary))
    else:
        printing.stdout().print(printing.summary_line(summary))
    if summary.failed:
        printing.say(f"{summary.failed:,} files could not be read: `pressmark status` says why.")
    if not summary.articles:
        printing.say(_no_articles(roots))
        return NOTHING
    return FOUND


def search(args: Namespace) -> int:
    """`pressmark search`."""
    with opened(args) as library:
        found = library.search(args.query, limit=None) if args.by else library.search(args.query)
        if found.note:
            printing.say(found.note)
        if args.by:
            return _by_time(library, found, args)
        limit = args.limit if args.limit > 0 else len(found.hits)
        console = printing.stdout()
        for first in range(0, min(limit, len(found.hits)), 50):
            for row in library.rows(found, first, min(first + 50, limit)):
                if args.json:
                    printing.emit(printing.hit_json(row))
                else:
                    printing.print_hit(console, row)
        if not args.json and found.hits:
            printing.say(
                f"{min(limit, len(found.hits)):,} of {len(found.hits):,} articles, {found.seconds * 1000:.0f} ms"
            )
        if not found.hits:
            hint = f" Did you mean: {found.suggestion}" if found.suggestion else ""
            printing.say(f"Nothing found for {args.query}.{hint}")
        return FOUND if found.hits else NOTHING


def _by_time(library: Library, found: Found, args: Namespace) -> int:
    """`pressmark search --by UNIT`."""
    searches = [found, *([library.search(args.over, limit=None)] if args.over else [])]
    line = Explorer(library).timeline(searches, args.by)
    if args.json:
        for row in printing.timeline_rows(line):
            printing.emit(row)
    else:
        printing.print_timeline(printing.stdout(), line, [args.query, args.over][: len(searches)])
    return _told(any(len(one.hits) for one in searches), f"Nothing found for {args.query}.")


def kwic(args: Namespace) -> int:
    """`pressmark kwic`."""
    with opened(args) as library:
        explorer = Explorer(library)
        found = library.search(args.query, limit=None)
        if found.note:
            printing.say(found.note)
        *_, lines = explorer.concordance(found)
        if lines.full:
            printing.say(
                f"These are the first {len(lines):,} matches, of {lines.articles:,} articles of {len(found.hits):,}."
            )
        if args.words:
            return _collocates(explorer, lines, args)
        order = lines.ordered(args.sort).tolist()
        rows = explorer.kwic_table(lines, order[: args.limit or len(order)])
        if args.csv:
            for text in concordance_csv(rows):
                sys.stdout.write(text)
        else:
            for row in rows:
                if args.json:
                    printing.emit(printing.kwic_json(row))
                else:
                    printing.print_kwic(printing.stdout(), row)
        return _told(bool(order), f"Nothing found for {args.query}.")


def _collocates(explorer: Explorer, lines: Concordance, args: Namespace) -> int:
    words = explorer.collocates(lines)
    for one in words[: args.limit or len(words)]:
        if args.json:
            printing.emit(printing.collocate_json(one))
        else:
            printing.print_collocate(printing.stdout(), one)
    return _told(bool(words), f"No word stands beside {args.query} more often than by chance.")


def _found(library: Library, args: Namespace) -> Found | None:
    if not args.query:
        return None
    found = library.search(args.query)
    if found.note:
        printing.say(found.note)
    return found


def actors(args: Namespace) -> int:
    """`pressmark actors`."""
    with opened(args) as library:
        if args.dossier:
            return _dossiers(library, args)
        entries = library.actors(_found(library, args), args.kind)
        if args.json:
            for entry in entries:
                printing.emit(printing.actor_json(entry))
        elif entries:
            printing.print_actors(printing.stdout(), entries)
        return _told(bool(entries), "No actors found.")


def _dossiers(library: Library, args: Namespace) -> int:
    """`pressmark actors --dossier NAME`."""
    names = library.catalog.actor_names()
    numbers = [
        number
        for number in sorted(library.catalog.find_actors(args.dossier))
        if args.kind in {None, names[number][1]}
    ]
    for number in numbers:
        dossier = make_dossier(library, number, unit="month")
        if dossier is None:
            continue
        if args.json:
            printing.emit(printing.dossier_json(dossier))
        else:
            printing.print_dossier(printing.stdout(), dossier)
    return _told(
        bool(numbers),
        f"There is no actor {args.dossier} here: `pressmark actors` prints those there are.",
    )


def quotes(args: Namespace) -> int:
    """`pressmark quotes`."""
    with opened(args) as library:
        count, console = 0, printing.stdout()
        for quoted in library.quotations(
            _found(library, args), speaker=args.speaker, scare=args.all, kinds=args.kind
        ):
            count += 1
            if args.json:
                printing.emit(printing.quotation_json(quoted))
            else:
                printing.print_quotation(console, quoted)
        return _told(count > 0, "No statements found." if args.kind else "No quotations found.")


def sources(args: Namespace) -> int:
    """`pressmark sources`."""
    with opened(args) as library:
        count, console = 0, printing.stdout()
        for _, analysis in library.analyses():
            fitting = [library.refers_to(reference) for reference in analysis.references]
            idents = [cards[0].id if len(cards) == 1 else None for cards in fitting]
            for row in printing.source_rows(analysis, idents):
                count += 1
                if args.json:
                    printing.emit(row)
                else:
                    printing.print_source(console, row, analysis.article)
        return _told(count > 0, "No citations found.")


def show(args: Namespace) -> int:
    """`pressmark show`."""
    with opened(args) as library:
        analysis = library.analysis(library.find_article(args.article))
        if analysis is None:
            raise PressmarkError(f"The article {args.article} has just gone: try again.")
        if args.json:
            printing.emit(printing.article_json(analysis.article))
        else:
            printing.print_article(printing.stdout(), analysis.article)
        return FOUND


def status(args: Namespace) -> int:
    """`pressmark status`."""
    with opened(args) as library:
        found = library.status()
        kept = _kept_status()
        if args.json:
            printing.emit(printing.status_json(found) | {"review": kept})
        else:
            printing.print_status(printing.stdout(), found, kept)
        return FOUND


def _kept_status() -> dict[str, object]:
    """What is kept in the person's own store, and whether its file is sound."""
    if not review_file().exists():
        return {
            "file": str(review_file()),
            "marks": 0,
            "checked": 0,
            "right": 0,
            "sound": True,
            "problem": None,
        }
    review = Review()
    problem, counted = review.check(), tally(review.judgements())
    return {
        "file": str(review_file()),
        "marks": len(review.marks()),
        "checked": counted.checked,
        "right": counted.right,
        "sound": problem is None,
        "problem": problem,
    }


def _told(found: bool, otherwise: str) -> int:
    if not found:
        printing.say(otherwise)
    return FOUND if found else NOTHING


class opened:
    """The library while a command runs."""

    def __init__(self, args: Namespace) -> None:
        self.args = args

    def __enter__(self) -> Library:
        self.library = open_library(self.args)
        self.library.correct(read_corrections(corrections_file()))
        if review_file().exists():
            review = Review()
            self.library.answer_from(KeptAnswers(review, self.library))
            self.library.judge(review.judgements())
        return self.library

    def __exit__(self, *_: object) -> None:
        self.library.close()


def run(command: Callable[[Namespace], int], args: Namespace) -> int:
    """Run a command; an index that turns out damaged is written again from the catalogue, once."""
    try:
        return command(args)
    except _Empty as error:
        printing.say(str(error))
        return NOTHING
    except IndexDamaged as error:
        printing.say(f"{error} It is built anew.")
        roots, folder = choose_roots(args)
        library = Library.open(roots, folder, trust=args.trust)
        with printing.build_progress("Writing the index again") as on_progress:
            library.repair(on_progress)
        library.close()
        sys.stdout.flush()
        return command(args)
