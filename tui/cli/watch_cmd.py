"""`pressmark watch`: add, list, remove and run watches."""

from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from index import IndexDamaged, PressmarkError, is_address, one_line
from index.kept import Review, Watch
from index.model import now
from tui.cli.archive_opening import archive_named
from tui.cli.command_parser import WRONG
from tui.cli.kept_store import name_damaged, open_review
from tui.cli.opening import EmptyLibrary, choose_roots, opened_library, settings_of
from tui.cli.printing import FOUND, NOTHING, emit, print_line, report_found, say, shown_path
from tui.cli.report_output import write_report

if TYPE_CHECKING:
    from index import Library


def run(args: Namespace) -> int:
    """`pressmark watch add|list|remove|run`."""
    review = open_review()
    actions = {"add": _add, "list": _list, "remove": _remove, "run": _run}
    return actions[args.action](review, args)


def _add(review: Review, args: Namespace) -> int:
    from index import query

    query.parse(args.query)  # an invalid query is refused now, not when cron runs it
    access = archive_named(args, settings_of(args))
    if access is not None:
        paths: tuple[str, ...] = (args.paths[0] if args.paths else access.address,)
        folder = None
    else:
        roots, library = choose_roots(args)
        paths = tuple(map(str, roots))
        folder = str(library.absolute()) if library else None
    watch = Watch(args.name, args.query, now(), paths, folder)
    if any(one.name == args.name for one in review.watches()):
        raise PressmarkError(
            f"There is a watch {args.name} already: give another name,"
            f" or `pressmark watch remove {quote(args.name)}` first."
        )
    if args.from_now:
        from index.desk import news_of

        with _library_of(watch, args, review) as found:
            reported = news_of(found, watch).reported
        watch = Watch(watch.name, watch.query, watch.saved, watch.paths, watch.library, reported)
    review.add_watch(watch)
    say(f"Watching {args.name}: `pressmark watch run {quote(args.name)}` prints what is new.")
    return FOUND


def _list(review: Review, args: Namespace) -> int:
    watches = review.watches()
    name_damaged(review, review.damaged_watches())
    for watch in watches:
        if args.json:
            emit(
                {
                    "name": watch.name,
                    "query": watch.query,
                    "paths": list(watch.paths),
                    "library": watch.library,
                    "saved": watch.saved,
                    "reported": len(watch.reported.articles),
                }
            )
            continue
        where = ", ".join(map(_shown, watch.paths)) or "the library used last"
        named = "" if watch.name == watch.query else f"  {one_line(watch.query) or 'every article'}"
        print_line(
            (one_line(watch.name), "bold"),
            (named, ""),
            (one_line(f"  {where} · {len(watch.reported.articles):,} reported"), "dim"),
        )
    return report_found(
        bool(watches), "No watches yet: `pressmark watch add NAME QUERY` begins one."
    )


def _shown(path: str) -> str:
    return path if is_address(path) else shown_path(path)


def _remove(review: Review, args: Namespace) -> int:
    unknown = [name for name in args.names if not review.remove_watch(name)]
    if unknown:
        raise PressmarkError(_unknown(unknown))
    return FOUND


def _unknown(names: Sequence[str]) -> str:
    return f"There is no watch {', '.join(names)}: `pressmark watch list` prints those there are."


def _run(review: Review, args: Namespace) -> int:
    watches = _wanted(review, args.names)
    damaged = () if args.names else name_damaged(review, review.damaged_watches())
    if not watches and not damaged:
        say("No watches yet: `pressmark watch add NAME QUERY` begins one.")
        return NOTHING
    from index.desk import news_of, write_news

    reports, failed = [], bool(damaged)
    for watch in watches:
        try:
            with _library_of(watch, args, review) as library:
                news = news_of(library, watch)
        except IndexDamaged:
            raise  # the library is repaired, and the run begins again
        except EmptyLibrary as error:
            say(f"{watch.name}: {error}")
            continue
        except (PressmarkError, OSError) as error:
            reason = error if isinstance(error, PressmarkError) else error.strerror or error
            say(f"{watch.name}: {reason} It was left out; nothing of it counts as reported.")
            failed = True
            continue
        if news.note:
            say(f"{watch.name}: {news.note}")
        reports.append(news)
    found = any(map(len, reports))
    if found:
        form = "json" if args.json else args.format
        write_report(write_news(reports, form), args.output)
    if args.commit:
        review.add_reported({news.watch.name: news.reported for news in reports})
    if not found and not failed:
        say("Nothing new.")
    return WRONG if failed else FOUND if found else NOTHING


def _wanted(review: Review, names: Sequence[str]) -> list[Watch]:
    """The watches of these names, in their order; all without names. Raises PressmarkError."""
    watches = {watch.name: watch for watch in review.watches()}
    unknown = [name for name in names if name not in watches]
    if unknown:
        raise PressmarkError(_unknown(unknown))
    return [watches[name] for name in dict.fromkeys(names)] if names else list(watches.values())


@contextmanager
def _library_of(watch: Watch, args: Namespace, review: Review) -> Iterator["Library"]:
    """The library of a watch, brought up to date; the library used last stays what it was."""
    args.paths, args.library = list(watch.paths), watch.library
    gone = [path for path in watch.paths if not is_address(path) and not Path(path).exists()]
    names = settings_of(args).archives
    if any(path not in names for path in gone):
        raise PressmarkError(f"{', '.join(map(shown_path, gone))} is gone.")
    with opened_library(args, remembered=False, review=review) as library:
        yield library


__all__ = ["run"]
