"""Archives on the command line: which argument names one, and opening it."""

from argparse import Namespace
from contextlib import suppress
from typing import TYPE_CHECKING

from index import PressmarkError, is_address, read_state, write_state

if TYPE_CHECKING:
    from index import Access, ArchiveLibrary, Settings

_LAST = "last.json"


def archive_named(args: Namespace, settings: "Settings") -> "Access | None":
    """The archive that the arguments name, or that was used last; None for folders.

    An archive is named by its address or by its name in [archives] of the config file. Raises
    PressmarkError for an address that is none, and for an archive together with other paths.
    """
    named = [path for path in args.paths if is_address(path) or path in settings.archives]
    if not args.paths and not args.library:
        last = read_state(_LAST).get("archive")
        named = [last] if isinstance(last, str) else []
    if not named:
        return None
    if len(args.paths) > 1 or args.library:
        raise PressmarkError(
            f"{named[0]} is an archive: it is opened alone, without other paths and --library."
        )
    from index import access_to

    return access_to(named[0], settings.archives)


def open_archive(
    access: "Access", settings: "Settings", remembered: bool = True
) -> "ArchiveLibrary":
    """Open an archive, and remember it as used last. Raises PressmarkError."""
    from index import ArchiveLibrary  # loads the client of a cluster

    library = ArchiveLibrary(access, settings)
    if remembered:
        with suppress(OSError):
            write_state(_LAST, {"archive": access.address})
    return library


__all__ = ["archive_named", "open_archive"]
