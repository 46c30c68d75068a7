"""`pressmark index`: build the index of folders, or bring it up to date."""

from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from index import (
    Cluster,
    Library,
    PressmarkError,
    Share,
    Summary,
    access_to,
    corrections_file,
    is_address,
    keep_front_page,
    load_archive,
    read_corrections,
)
from tui.cli.opening import choose_roots, no_articles, remember, settings_of
from tui.cli.printing import FOUND, NOTHING, build_progress, emit, say, size, stdout
from tui.wording import passed_over_words, with_noun


def run(args: Namespace) -> int:
    """`pressmark index`."""
    if args.into:
        return _load(args)
    addresses = [path for path in args.paths if is_address(path)]
    if addresses:
        raise PressmarkError(f"To load an archive write --into before its address {addresses[0]}.")
    if args.share:
        raise PressmarkError("--share is for archives: name one with --into.")
    roots, folder = choose_roots(args)
    library = Library.open(roots, folder, trust=args.trust, settings=settings_of(args))
    if library.note:
        say(library.note)
    with build_progress("Reading articles") as on_progress:
        summary = library.refresh(jobs=args.jobs, rebuild=args.rebuild, on_progress=on_progress)
    remember(roots, folder)
    _keep_front_page(library)
    return _report(args, summary, roots, "`pressmark status`")


def _keep_front_page(library: Library) -> None:
    """Store what the reader's first screen shows, with the person's corrections of actors.

    A reader with judgements stores its own.
    """
    with suppress(PressmarkError, OSError):  # the reader reports a faulty file
        library.correct(read_corrections(corrections_file()))
    keep_front_page(library)


def _load(args: Namespace) -> int:
    """`pressmark index --into`."""
    if not args.paths:
        raise PressmarkError("Name the folders to load: pressmark index PATH… --into ARCHIVE.")
    settings = settings_of(args)
    cluster = Cluster(access_to(args.into, settings.archives), patient=True)
    share = Share.read(args.share) if args.share else None
    roots = [Path(path).absolute() for path in args.paths]
    with build_progress("Loading articles") as on_progress:
        summary = load_archive(
            cluster,
            roots,
            settings,
            share=share,
            jobs=args.jobs,
            rebuild=args.rebuild,
            on_progress=on_progress,
        )
    return _report(args, summary, roots, f"`pressmark status {cluster.access.address}`")


def _report(args: Namespace, summary: Summary, roots: Sequence[Path], told_by: str) -> int:
    """Print what a build did; `told_by` is the command that names the files that failed."""
    if summary.note:
        say(summary.note)
    if args.json:
        emit(summary_json(summary))
    else:
        stdout().print(summary_line(summary))
    if summary.failed:
        say(f"{with_noun(summary.failed, 'file')} could not be read: {told_by} says why.")
    if summary.passed_over:
        say(f"{passed_over_words(summary.passed_over)}: `pressmark status` says why.")
    if not summary.articles:
        say(no_articles(roots))
        return NOTHING
    return FOUND


def summary_json(summary: Summary) -> dict[str, Any]:
    """The summary of a build, as the fields of `--json`."""
    names = ("articles", "added", "changed", "removed", "failed", "passed_over", "seconds", "bytes")
    return {name: getattr(summary, name) for name in names}


def summary_line(summary: Summary) -> str:
    """The summary of a build in one line."""
    parts = [
        f"{getattr(summary, name):,} {name}"
        for name in ("added", "changed", "removed", "failed")
        if getattr(summary, name)
    ]
    did = ", ".join(parts) or "nothing new"
    return (
        f"{with_noun(summary.articles, 'article')} ({did}) in {summary.seconds:.1f} s,"
        f" {size(summary.bytes)} on disk"
    )
