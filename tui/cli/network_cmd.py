"""`pressmark network`: the network of actors, for Gephi and other programs."""

from argparse import Namespace

from index import UNLIMITED, PressmarkError
from index.desk import MOST_TOGETHER, NETWORK_UNITS, NetworkRequest, make_network, write_network
from tui.cli.opening import opened_library
from tui.cli.printing import FOUND, NOTHING, count_progress, say, shorten_query
from tui.cli.report_output import format_by_ending, write_report
from tui.wording import with_noun

_ENDINGS = {"gexf": "gexf", "graphml": "graphml", "csv": "csv", "json": "json", "jsonl": "json"}


def run(args: Namespace) -> int:
    """`pressmark network`."""
    said = args.by is not None and args.by.startswith("said")
    if said and args.kind == "appears-with":
        raise PressmarkError(
            "Articles that name two actors are not said on a day: use --by month or --by year."
        )
    unit = next((unit for unit in NETWORK_UNITS if args.by in {unit, f"said-{unit}"}), None)
    request = NetworkRequest(args.kind, unit, args.limit, args.least, said)
    form = _format(args)
    with opened_library(args) as library:
        found = library.search(args.query, budget=UNLIMITED)
        if found.note:
            say(found.note)
        with count_progress("Reading statements" if said else "Counting periods") as on_count:
            network = make_network(library, found, request, on_count)
        several = not args.limit and len(found.answer.actors()) > MOST_TOGETHER
    if args.kind == "appears-with" and (args.limit > MOST_TOGETHER or several):
        say(f"Common mentions are counted between {MOST_TOGETHER:,} actors at most.")
    if not network.edges:
        what = f"what is found for {shorten_query(args.query)}" if args.query else "the articles"
        say(f"No two actors are joined in {what}.")
        return NOTHING
    write_report(write_network(network, form), args.output)
    say(f"{with_noun(len(network.nodes), 'actor')}, {with_noun(len(network.edges), 'edge')}.")
    return FOUND


def _format(args: Namespace) -> str:
    """The format asked for; else that of the file's ending, else GEXF."""
    if args.json:
        return "json"
    return str(args.format or format_by_ending(args.output, _ENDINGS, "gexf"))


__all__ = ["run"]
