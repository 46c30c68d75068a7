"""The entry point of `pressmark`: parse, import the command's module, run it, report errors."""

import gc
import io
import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TextIO

from index import PressmarkError
from tui.cli.arguments import COMMANDS, parse_arguments, plugin_command
from tui.cli.command_parser import SHELLS, WRONG
from tui.cli.interrupted_start import INTERRUPTED, ending_if_interrupted
from tui.cli.lean_imports import leave_out_docstrings, load_msgspec
from tui.cli.misspelt_command import refuse_misspelt

# New objects at which garbage is collected while a command runs.
_SELDOM = 200_000


def main(words: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    os.umask(0o077)  # what Pressmark writes is private to its user
    # no product of matrices is computed here, and making BLAS threads takes 30 ms
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115 - open until the exit
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    if sys.stdout is None:
        return _fail("Standard output is closed: send it to a file, a pipe or /dev/null.")
    try:
        return _main(sys.argv[1:] if words is None else words)
    except BrokenPipeError:
        # `| head` closed the pipe: point stdout elsewhere, or Python reports it again at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(
            "pressmark: interrupted; what was read so far is kept,"
            " and the next start goes on from there.",
            file=sys.stderr,
        )
        return INTERRUPTED


def _main(words: Sequence[str]) -> int:
    sys.stdout = _buffered(sys.stdout)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # a locale may lack a character, and a path may hold bytes that are no text
            stream.reconfigure(errors="replace")
    try:
        try:
            plugin = plugin_command(words)
            if plugin is None:
                refuse_misspelt(words, COMMANDS)
                return _run(parse_arguments(words))
            from tui.cli.plugin_command import run_plugin

            gc.enable()
            return run_plugin(plugin, words[1:])
        finally:
            _flush(sys.stdout)
    except PressmarkError as error:
        return _fail(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        return _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")
    except Exception as error:
        return _fail(_reported(error))


def _buffered(stream: TextIO) -> TextIO:
    """Return a stream on the same descriptor that writes everything or raises OSError.

    Under PYTHONUNBUFFERED the text layer ignores short writes: a disk that fills up in the middle
    of a report would cut it without an error. Lines still leave at once.
    """
    if not isinstance(getattr(stream, "buffer", None), io.RawIOBase):
        return stream
    return open(stream.fileno(), "w", buffering=1, encoding=stream.encoding, closefd=False)


def _flush(stream: TextIO) -> None:
    """Flush the streams. A full disk is reported here, not again at the exit.

    Raises OSError. What cannot be written is dropped: the exit of the interpreter would try to
    write it once more, print its own error and return its own status.
    """
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        raise


def _run(args: Namespace) -> int:
    """Import the module of one command and run it; the modules import what they need at the top."""
    prints_script = args.command == "completion" and args.what in SHELLS
    with ending_if_interrupted():
        if not prints_script:
            leave_out_docstrings()
            load_msgspec()
        command = import_module(f"tui.cli.{args.command}_cmd")
    gc.enable()
    if args.command == "read" or prints_script:
        return int(command.run(args))  # no library is to be repaired
    from index import seldom_collecting
    from tui.cli.opening import run_repaired

    # Commands gather many records that they keep: the usual collections would look at all of them
    # again and again, which takes most of the time of a dossier of 50,000 articles.
    with seldom_collecting(_SELDOM):
        return run_repaired(command.run, args)


def _fail(message: str) -> int:
    from index import one_line

    print(f"pressmark: {one_line(message)}", file=sys.stderr)
    return WRONG


def _reported(error: Exception) -> str:
    """Write the traceback of a bug to a file; the message says where."""
    import traceback

    from index import state_folder, write_whole

    log = state_folder() / "fault.log"
    try:
        write_whole(
            log, "".join(traceback.format_exception(error)).encode("utf-8", "backslashreplace")
        )
        where = f"the details are in {log}"
    except OSError:
        where = "the details could not be written"
    return (
        f"Something went wrong that should not ({type(error).__name__}); {where}. Please report it."
    )


def run_process() -> int:
    """Run the command line of this process: `main` without the cost of garbage collection.

    Imports make objects that live until the exit, so collections during them are wasted; so are
    those of the interpreter's exit, which took 0.15 s after a search.
    """
    gc.disable()
    try:
        return main()
    finally:
        gc.freeze()


if __name__ == "__main__":
    sys.exit(run_process())
