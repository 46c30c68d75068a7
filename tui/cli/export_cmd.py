"""`pressmark export`: marks, hits or an actor's statements in a format."""

import sys
from argparse import Namespace
from pathlib import Path

from index.errors import PressmarkError
from index.explore import make_dossier
from index.kept import Mark, Review, dossier_marks, hit_marks, place_marks, write
from index.library import Library
from tui.cli.opening import opened_library
from tui.cli.printing import FOUND, NOTHING, say


def run(args: Namespace) -> int:
    """`pressmark export`."""
    review = Review()
    if args.query or args.dossier:
        with opened_library(args) as library:
            marks = _found_marks(library, args)
    else:
        marks = _kept_marks(review, args)
    if not marks:
        say("Nothing to export: no marks here. With -q QUERY what a search finds is exported.")
        return NOTHING
    for mark in marks:
        review.give_locator(mark.passage)
    text = write(marks, args.format)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()
    return FOUND


def _found_marks(library: Library, args: Namespace) -> list[Mark]:
    if args.dossier:
        numbers = library.catalog.find_actors(args.dossier)
        if not numbers:
            raise PressmarkError(
                f"There is no actor {args.dossier} here: `pressmark actors` prints those there are."
            )
        dossiers = [
            dossier
            for number in sorted(numbers)
            if (dossier := make_dossier(library, number)) is not None
        ]
        return [mark for dossier in dossiers for mark in dossier_marks(dossier)]
    found = library.search(args.query)
    if found.note:
        say(found.note)
    return hit_marks(library, found)


def _kept_marks(review: Review, args: Namespace) -> list[Mark]:
    """All marks; where folders are named, those in articles under them, moved ones too."""
    marks = review.marks()
    if not args.paths or not marks:
        return marks
    roots = [str(Path(path).absolute()) for path in args.paths]
    with opened_library(args) as library:
        placed = place_marks(library, marks)
    return [
        one.mark
        for one in placed
        if one.num is not None
        or any(
            one.mark.passage.source.path == root
            or one.mark.passage.source.path.startswith(f"{root}/")
            for root in roots
        )
    ]
