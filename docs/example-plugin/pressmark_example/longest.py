"""`pressmark longest`: the longest statements of a library."""

from argparse import ArgumentParser, Namespace

from index import Library, one_line, to_json


class Longest:
    """Prints statements by length."""

    summary = "Print the longest statements."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add -n."""
        parser.add_argument("-n", type=int, default=10, metavar="N", help="how many (10)")

    def run(self, args: Namespace, library: Library) -> int:
        """Print them: 0 if there were any."""
        rows = sorted(library.quotations(), key=lambda row: row.quotation.start - row.quotation.end)
        for row in rows[: args.n]:
            said, article = row.quotation, row.analysis.article
            words = article.text[said.start : said.end]
            who = row.speaker.name if row.speaker else None
            # article text goes to a terminal only without control characters
            print(to_json({"speaker": who, "text": words}) if args.json else one_line(words))
        return 0 if rows else 1


command = Longest()
