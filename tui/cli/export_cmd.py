"""`pressmark export`: marks, hits or an actor's statements in a format."""

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from index.kept import (
    Mark,
    Review,
    dossier_marks,
    hit_marks,
    marks_by_library,
    place_marks,
    write,
)
from tui.cli.kept_store import open_review, report_damage
from tui.cli.opening import opened_library
from tui.cli.printing import FOUND, NOTHING, say, shorten_query

if TYPE_CHECKING:
    from index import Library


def run(args: Namespace) -> int:
    """`pressmark export`."""
    review = open_review()
    if args.query or args.dossier:
        with opened_library(args, review=review) as library:
            marks = _found_marks(library, args)
    else:
        report_damage(review)
        marks = kept_marks(review, args)
    if not marks:
        say(_nothing(args))
        return NOTHING
    review.give_locators(mark.passage for mark in marks)
    text = write(marks, args.format)
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.flush()
    return FOUND


def _nothing(args: Namespace) -> str:
    """The message for an empty export, and what to do."""
    if args.dossier:
        return (
            f"Nothing to export: no quotation by {args.dossier} here;"
            " `pressmark actors` prints the actors there are."
        )
    if args.query:
        return f"Nothing to export: nothing found for {shorten_query(args.query)}."
    return "Nothing to export: no marks here. With -q QUERY what a search finds is exported."


def _found_marks(library: "Library", args: Namespace) -> list[Mark]:
    from index import UNLIMITED
    from index.explore import find_dossiers
    from tui.cli.dossier_output import say_what_is_left_out

    if args.dossier:
        dossiers = find_dossiers(library, args.dossier)
        for dossier in dossiers:
            say_what_is_left_out(dossier)
        return [mark for dossier in dossiers for mark in dossier_marks(dossier)]
    found = library.search(args.query, budget=UNLIMITED)
    if found.note:
        say(found.note)
    return hit_marks(library, found)


def kept_marks(review: Review, args: Namespace) -> list[Mark]:
    """All marks; where folders are named, those of articles in them, moved ones too."""
    marks = review.marks()
    if not args.paths or not marks:
        return marks
    with opened_library(args, review=review) as library:
        own = marks_by_library(library, marks)
        moved = [one.mark for one in place_marks(library, own.elsewhere) if one.num is not None]
    kept = {mark.id for mark in (*own.here, *moved)}
    others = len(marks) - len(kept)
    if others:
        say(f"{others:,} {'mark' if others == 1 else 'marks'} in other libraries not exported.")
    return [mark for mark in marks if mark.id in kept]
