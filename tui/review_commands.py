"""The commands about what a person keeps: export, import, cite, verify, backup, restore."""

import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from index.errors import PressmarkError
from index.explore import make_dossier
from index.kept import (
    Mark,
    Review,
    clipping,
    dossier_marks,
    from_jsonl,
    hit_marks,
    place_marks,
    restore,
    verify,
    write,
)
from index.library import Library
from tui import printing
from tui.commands import FOUND, NOTHING, opened


def export(args: Namespace) -> int:
    """`pressmark export`."""
    review = Review()
    if args.query or args.dossier:
        with opened(args) as library:
            marks = _found_marks(library, args)
    else:
        marks = _kept_marks(review, args)
    if not marks:
        printing.say(
            "Nothing to export: no marks here. With -q QUERY what a search finds is exported."
        )
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
        printing.say(found.note)
    return hit_marks(library, found)


def _kept_marks(review: Review, args: Namespace) -> list[Mark]:
    """All marks; where folders are named, those in articles under them, moved ones too."""
    marks = review.marks()
    if not args.paths or not marks:
        return marks
    roots = [str(Path(path).absolute()) for path in args.paths]
    with opened(args) as library:
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


def import_(args: Namespace) -> int:
    """`pressmark import`."""
    try:
        with Path(args.file).open(encoding="utf-8") as lines:
            marks = from_jsonl(lines)
    except UnicodeDecodeError as error:
        raise PressmarkError(
            f"{args.file} is not UTF-8 text: give a file that `pressmark export --format jsonl` wrote."
        ) from error
    except ValueError as error:
        raise PressmarkError(f"{args.file}: {error}; nothing was taken in.") from error
    added, changed, same = Review().merge(marks)
    if args.json:
        printing.emit({"added": added, "changed": changed, "same": same})
    else:
        printing.stdout().print(
            f"{added:,} marks added, {changed:,} brought up to date, {same:,} were here already"
        )
    return FOUND if marks else NOTHING


def cite(args: Namespace) -> int:
    """`pressmark cite`."""
    passage = Review().find_locator(args.locator)
    if passage is None:
        raise PressmarkError(
            f"No passage was ever cited as {args.locator} here: a locator looks like 3bd5f271b25c-p3-9f2c41ab."
        )
    if args.json:
        source = passage.source
        printing.emit(
            {
                "locator": passage.locator, "text": passage.anchor.exact, "speaker": passage.speaker, "cue": passage.cue, "outlet": passage.outlet,
                "source_date": passage.source_date, "id": source.article, "path": source.path, "title": source.title,
                "publication": source.publication, "volume": source.volume, "issue": source.issue, "author": source.author,
                "date": source.date, "paragraph": source.paragraph, "start": passage.anchor.start, "end": passage.anchor.end,
            }
        )  # fmt: skip
    else:
        printing.stdout().print(clipping(passage))
    return FOUND


def verify_(args: Namespace) -> int:
    """`pressmark verify`."""
    verdicts = verify(Review().marks())
    if not verdicts:
        printing.say("No marks to verify.")
        return NOTHING
    for verdict in verdicts:
        passage = verdict.mark.passage
        row: dict[str, Any] = {
            "id": verdict.mark.id, "locator": passage.locator, "status": verdict.status, "path": passage.source.path,
            "text": passage.anchor.exact, "now": verdict.words,
        }  # fmt: skip
        if args.json:
            printing.emit(row)
        else:
            printing.print_verdict(printing.stdout(), row)
    wrong = sum(verdict.status in {"changed", "missing"} for verdict in verdicts)
    printing.say(
        f"{len(verdicts) - wrong:,} of {len(verdicts):,} kept passages stand in their files to the letter."
    )
    return NOTHING if wrong else FOUND


def backup(args: Namespace) -> int:
    """`pressmark backup`."""
    target = Path(args.file).absolute()
    review = Review()
    review.backup(target)
    printing.stdout().print(f"{len(review.marks()):,} marks and all else you kept: {target}")
    return FOUND


def restore_(args: Namespace) -> int:
    """`pressmark restore`."""
    source = Path(args.file).absolute()
    if not source.is_file():
        raise PressmarkError(f"No such file: {source}.")
    kept = restore(source)
    printing.stdout().print(
        f"{len(Review().marks()):,} marks restored"
        + (f"; what was here before: {kept}" if kept else "")
    )
    return FOUND
