"""`pressmark archive finish`: the steps that need all articles of an archive."""

import time
from argparse import Namespace

from index import ArchiveLibrary, Cluster, PressmarkError, finish_archive
from tui.cli.archive_opening import archive_named
from tui.cli.opening import settings_of
from tui.cli.printing import FOUND, emit, stdout
from tui.wording import with_noun


def run(args: Namespace) -> int:
    """`pressmark archive`."""
    settings = settings_of(args)
    access = archive_named(args, settings)
    if access is None:
        raise PressmarkError("Name the archive: pressmark archive finish https://host:9200/name")
    begun = time.monotonic()
    finish_archive(Cluster(access, patient=True))
    library = ArchiveLibrary(access, settings)
    articles, seconds = len(library), time.monotonic() - begun
    library.close()
    if args.json:
        emit({"articles": articles, "seconds": round(seconds, 3)})
    else:
        stdout().print(
            f"{with_noun(articles, 'article')} finished in {seconds:.1f} s: {access.address}"
        )
    return FOUND
