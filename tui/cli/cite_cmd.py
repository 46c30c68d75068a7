"""`pressmark cite`: the passage and citation of a locator."""

from argparse import Namespace

from index import PressmarkError
from index.kept import Passage, clipping, find_span, make_passage, parse_locator, passage_fields
from index.model import Span
from tui.cli.kept_store import open_existing_review
from tui.cli.opening import opened_library
from tui.cli.printing import FOUND, emit, stdout

_FORM = "a locator looks like 3bd5f271b25c-p3-9f2c41ab"


def run(args: Namespace) -> int:
    """`pressmark cite`."""
    locator = parse_locator(args.locator)
    if locator is None:
        raise PressmarkError(f"{args.locator} is no locator: {_FORM}.")
    review = open_existing_review()
    passage = review.find_locator(str(locator)) if review else None
    if passage is None:
        passage = _in_library(args)
    if args.json:
        emit(passage_fields(passage))
    else:
        stdout().print(clipping(passage))
    return FOUND


def _in_library(args: Namespace) -> Passage:
    """The passage in an article of the library. Raises PressmarkError."""
    locator = parse_locator(args.locator)
    assert locator is not None
    with opened_library(args) as library:
        num = library.num_of(locator.article)
        analysis = library.analysis(num) if num is not None else None
        if analysis is None:
            raise PressmarkError(
                f"No passage was cited as {locator}, and the library has no article"
                f" {locator.article}: name its folder after the locator."
            )
        span = find_span(analysis, locator)
        if span is None:
            raise PressmarkError(
                f"The words of {locator} are not in paragraph {locator.paragraph} of its article"
                " now: its text has changed since."
            )
        spans = {Span(one.start, one.end) for one in analysis.quotations}
        return make_passage(analysis, span, "quotation" if span in spans else "passage")
