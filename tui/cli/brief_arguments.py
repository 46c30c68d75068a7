"""The arguments of `pressmark brief`."""

import argparse

from index.desk import BRIEF_FORMATS
from tui.cli.argument_types import as_count, as_output, as_text
from tui.cli.command_parser import CommandParser, add_command, add_paths


def add_brief(commands: "argparse._SubParsersAction[CommandParser]") -> None:
    """Add the command."""
    brief = add_command(
        commands, "brief",
        "Write a briefing with numbered endnotes from marks, a review, a dossier or a search.",
        "  pressmark brief --tag gas --output gas.html\n"
        "  pressmark brief --dossier 'Sergei Ivanov' --by time --output ivanov.docx\n"
        "  pressmark brief -q 'speaker:ivanov' --by actor articles/ > ivanov.md\n"
        "  pressmark brief --print-template --format html > mine.html\n"
        "  pressmark brief --tag gas --template mine.html --output gas.html\n"
        "  pressmark verify gas.html     is each quotation in its file?",
        json=False,
    )  # fmt: skip
    add_paths(brief)
    made_from = brief.add_mutually_exclusive_group()
    made_from.add_argument("--marks", action="store_true", help="your marks (the default)")
    made_from.add_argument(
        "--queue", action="store_true",
        help="the review under way (R): its marks; for articles without one, the matches",
    )  # fmt: skip
    made_from.add_argument("--dossier", type=as_text, metavar="NAME", help="all that NAME said")
    made_from.add_argument(
        "-q", "--query", type=as_text, default="",
        help="the statements that this finds; for articles without one, the best passage",
    )  # fmt: skip
    brief.add_argument(
        "--tag", type=as_text, action="append", default=[], metavar="T",
        help="only marks with this tag; given several times, marks with all of them",
    )  # fmt: skip
    brief.add_argument(
        "--by", choices=("time", "actor"), default="time", metavar="ORDER",
        help="order of the statements: time (grouped by month, the default) or actor",
    )  # fmt: skip
    brief.add_argument(
        "--limit", type=as_count, default=200, metavar="N",
        help="with --query: of at most N articles, the best ones (200; 0: all)",
    )  # fmt: skip
    brief.add_argument("--title", type=as_text, help="title of the briefing")
    brief.add_argument(
        "--format", choices=BRIEF_FORMATS, metavar="F",
        help=f"{', '.join(BRIEF_FORMATS)}; without it the ending of --output, else md",
    )  # fmt: skip
    brief.add_argument(
        "--output", type=as_output, metavar="FILE", help="write to FILE (all or nothing)"
    )
    brief.add_argument(
        "--template", metavar="FILE",
        help="a template of your own; for docx a Word document with your styles and letterhead",
    )  # fmt: skip
    brief.add_argument(
        "--print-template", action="store_true",
        help="print the built-in template as a start for your own",
    )  # fmt: skip


__all__ = ["add_brief"]
