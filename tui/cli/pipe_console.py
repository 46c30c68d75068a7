"""The console of results, which may be read through a pipe."""

from rich.console import Console


class PipeConsole(Console):
    """A console that leaves a closed pipe to the entry point; Rich would exit with status 1."""

    def on_broken_pipe(self) -> None:
        """Raise the BrokenPipeError again."""
        raise BrokenPipeError


__all__ = ["PipeConsole"]
