"""`pressmark cite`: the passage and citation of a locator."""

from argparse import Namespace

from index.errors import PressmarkError
from index.kept import Review, clipping
from tui.cli.printing import FOUND, emit, stdout


def run(args: Namespace) -> int:
    """`pressmark cite`."""
    passage = Review().find_locator(args.locator)
    if passage is None:
        raise PressmarkError(
            f"No passage was ever cited as {args.locator} here: a locator looks like 3bd5f271b25c-p3-9f2c41ab."
        )
    if args.json:
        source = passage.source
        emit(
            {
                "locator": passage.locator, "text": passage.anchor.exact, "speaker": passage.speaker, "cue": passage.cue, "outlet": passage.outlet,
                "source_date": passage.source_date, "id": source.article, "path": source.path, "title": source.title,
                "publication": source.publication, "volume": source.volume, "issue": source.issue, "author": source.author,
                "date": source.date, "paragraph": source.paragraph, "start": passage.anchor.start, "end": passage.anchor.end,
            }
        )  # fmt: skip
    else:
        stdout().print(clipping(passage))
    return FOUND
