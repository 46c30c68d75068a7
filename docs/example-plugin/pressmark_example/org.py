"""Exports passages as an outline in Org mode."""

from collections.abc import Mapping, Sequence
from typing import Any


class OrgExporter:
    """`pressmark export --format org`, and files that end in .org."""

    endings = ("org",)

    def write(self, passages: Sequence[Mapping[str, Any]]) -> str:
        """A heading and a quote block for each passage."""
        return "\n".join(map(self._entry, passages))

    def _entry(self, passage: Mapping[str, Any]) -> str:
        # a comma keeps Org from taking a line of the text for a heading or a keyword
        lines = [
            f",{line}" if line.startswith(("*", "#+", ",")) else line
            for line in passage["text"].split("\n")
        ]
        tags = f" :{':'.join(passage['tags'])}:" if passage["tags"] else ""
        quote = "\n".join(["#+begin_quote", *lines, "#+end_quote"])
        title = " ".join(passage["title"].split())
        return f"* {title}{tags}\n{quote}\n{passage['citation']}\n"


exporter = OrgExporter()
