"""Opens the reader; checks everything before Textual takes the screen."""

import gc
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index import (
    Builder,
    Library,
    PressmarkError,
    Settings,
    begin_at_front_page,
    config_file,
    return_freed_memory,
)
from tui.cli.archive_opening import archive_named, open_archive
from tui.cli.opening import (
    choose_roots,
    opened_library,
    refresh_library,
    remember,
    run_repaired,
    settings_of,
)

if TYPE_CHECKING:
    from index import Access


def _read_plainly(args: Namespace) -> int:
    from tui.cli.plain_reader import read_plainly

    with opened_library(args) as library:
        return read_plainly(library, args.query)


def _cannot_draw() -> bool:
    """Whether the terminal says that it cannot move its cursor."""
    return os.environ.get("TERM") == "dumb"


def run(args: Namespace) -> int:
    """`pressmark [PATH…]`: returns the exit status."""
    if args.start_with and (args.plain or args.query):
        raise PressmarkError(
            "--start-with opens the reader where a script ends, without --plain and -q;"
            " `pressmark run FILE` prints instead."
        )
    if args.plain:
        return run_repaired(_read_plainly, args)
    if _cannot_draw():
        if args.start_with:
            raise PressmarkError(
                "--start-with needs a terminal that can draw, and TERM is dumb;"
                " `pressmark run FILE` prints instead."
            )
        print(
            "pressmark: TERM is dumb, so these are numbered lines (--plain) instead of a screen.",
            file=sys.stderr,
        )
        return run_repaired(_read_plainly, args)
    settings = settings_of(args)
    access = archive_named(args, settings)
    roots, folder = ([], None) if access is not None else choose_roots(args)
    if not sys.stdin.isatty() or not sys.stdout.isatty():
        raise PressmarkError(
            "The reader needs a terminal. `pressmark search QUERY` and `pressmark quotes`"
            " print instead,"
            " and `pressmark read --plain` needs none."
        )
    return_freed_memory()
    gc.disable()  # until the first screen: imports make objects that stay
    library, builder = _opened(args, access, roots, folder, settings)
    # before textual is imported: it reads these once. Over SSH animations only cost bytes.
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    os.environ.setdefault("TEXTUAL_SMOOTH_SCROLL", "0")
    colours = _colour_system()
    if "SSH_CONNECTION" in os.environ and colours == "truecolor":
        # 256 colours need a third fewer bytes than 16 million, and look the same
        os.environ["TEXTUAL_COLOR_SYSTEM"] = "256"
    from index.kept import Review
    from tui.app import PressmarkApp
    from tui.config import Config, check_theme, config_of
    from tui.draw import locale_is_ascii
    from tui.session import Session

    lines = None
    if args.start_with:
        from index.desk import read_script
        from tui.session_scripts import play_at_start

        lines = read_script(args.start_with, sys.stdin.buffer)
    config = config_of(settings, config_file())
    if args.theme:
        check_theme(args.theme)
        config = Config(args.theme, config.keymap)
    review = Review()
    place = None
    if lines is not None:
        gc.enable()  # a build and searches may follow
        if library.is_local and not args.no_refresh:
            refresh_library(library)  # its lines name articles
        place = play_at_start(Session(library, review), args.start_with, lines)
    app = PressmarkApp(
        library,
        config,
        place or args.query,
        review=review,
        refresh=not args.no_refresh,
        ascii_only=locale_is_ascii(),
        few_colours=colours in {"standard", "windows"},
    )
    app.session.builder = builder
    app.run(mouse=settings.mouse)
    library.close()
    if app.fault is not None:
        raise app.fault
    return app.return_code or 0


def _opened(
    args: Namespace,
    access: "Access | None",
    roots: Sequence[Path],
    folder: Path | None,
    settings: Settings,
) -> tuple[Library, Builder | None]:
    """The library, and the process that builds it where it has no article yet.

    That process starts before the reader loads Textual, so that the first article comes sooner. A
    build that a script waits for runs in this process.
    """
    if access is not None:
        return open_archive(access, settings), None
    library = Library.open(roots, folder, trust=args.trust, settings=settings)
    remember(list(roots), folder)
    begin_at_front_page(library)
    if args.no_refresh or args.start_with or len(library):
        return library, None
    try:
        return library, Builder(library.folder, library.roots, library.settings)
    except OSError:
        return library, None  # the reader tries again, and says why


def _colour_system() -> str | None:
    """The terminal's colour system by Rich's names: truecolor, 256, standard; None for none."""
    from rich.console import Console

    asked = os.environ.get("TEXTUAL_COLOR_SYSTEM", "auto")
    return Console().color_system if asked == "auto" else asked
