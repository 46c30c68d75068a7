"""The audit list: inferred facts about quotations, each accepted or corrected by a key."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.binding import Binding
from textual.strip import Strip
from textual.widget import Widget

from index import one_line
from index.explore import (
    JUDGED_FIELDS,
    NOBODY,
    Claim,
    JudgedField,
    JudgedValue,
    Tally,
    candidates,
    evidence,
)
from index.model import Span, content_words
from tui.draw import fit, glyphs, shown
from tui.key_table import bindings
from tui.messages import MovedTo
from tui.panes import Cell, Heading, RowList, StyledLine, Target, with_kind
from tui.screens.sub_screen import SubScreen
from tui.wrap import wrap

_NONE: dict[JudgedField, str] = {"speaker": "nobody", "outlet": "no outlet", "date": "no date"}


class ClaimList(RowList):
    """Two lines a claim: the inferred or corrected value, and the words."""

    ROW_HEIGHT = 2
    FOLLOWS = True

    def __init__(self) -> None:
        super().__init__("audit")
        self.claims: list[Claim] = []
        self.judged: dict[str, JudgedValue] = {}
        self.nothing = "Reading…"

    @property
    def count(self) -> int:
        """Claims."""
        return len(self.claims)

    def at_cursor(self) -> Claim | None:
        """The claim that a key is about."""
        return self.claims[self.cursor] if self.claims else None

    def empty_text(self) -> str:
        """Why there are none."""
        return self.nothing

    def draw_row(self, index: int, width: int, current: bool) -> list[StyledLine]:
        """The value, and the words."""
        claim = self.claims[index]
        article, quotation = claim.analysis.article, claim.quotation
        mark = glyphs().row if current else " "
        said = answer_text(claim.answer, claim.field)
        style = "strong"
        if (answer := self.judged.get(claim.key)) is not None:
            said = (
                f"= {said}"
                if answer.same(claim.answer)
                else f"= {answer_text(answer, claim.field)} (not {said})"
            )
            style = "dim"
        else:
            said = f"~ {said}"
        words = with_kind(one_line(content_words(article, quotation)), quotation.kind)
        look = "quote" if quotation.kind == "direct" else "plain"
        source = "  ".join(filter(None, (article.shown_date, article.publication)))
        return [
            self.cells(
                [
                    Cell(f"{mark}{said}", style, rank=9, fills=True),
                    Cell(f"  {source}" if source else "", "dim", rank=2, whole=True),
                ],
                width,
                current,
            ),
            self.cells([Cell(f"   {words}", look, rank=9)], width, current),
        ]


def answer_text(answer: JudgedValue, field: JudgedField) -> str:
    """An answer in words."""
    return answer.text or _NONE[field]


class Evidence(Widget):
    """The claim at the cursor: its article, the text around the quotation, possible answers."""

    DEFAULT_CSS = """
    Evidence { height: 3fr; width: 1fr; border-top: solid $panel; }
    Evidence > .evidence--plain { color: $foreground; }
    Evidence > .evidence--dim { color: $dim; }
    Evidence > .evidence--quote { color: $quote; text-style: italic; }
    Evidence > .evidence--mark { color: $match; text-style: bold underline; }
    Evidence > .evidence--strong { color: $foreground; text-style: bold; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "evidence--plain", "evidence--dim", "evidence--quote", "evidence--mark", "evidence--strong",
    }  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[list[tuple[str, str]]] = []
        self._shown: tuple[Claim | None, Sequence[JudgedValue]] = None, ()

    def show(self, claim: Claim | None, others: Sequence[JudgedValue]) -> None:
        """Show another claim."""
        self._shown = claim, others
        self._arrange()

    def on_resize(self) -> None:
        """Wrap to the new width."""
        self._arrange()

    def _arrange(self) -> None:
        claim, others = self._shown
        width, height = self.size.width, self.size.height
        self._lines = []
        if claim is not None and width > 4:
            article = claim.analysis.article
            lead = " ".join(
                filter(
                    None,
                    (
                        article.shown_date,
                        article.publication,
                        article.title,
                    ),
                )
            )
            choices = _choices(claim, others, width)
            self._lines = [[("dim", fit(f" {one_line(lead)}", width))]]
            self._lines += _context(claim, width, max(2, height - 2 - len(choices)))
            self._lines += [[], *choices]
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line."""
        width = self.size.width
        plain = self._style("plain")
        if y >= len(self._lines):
            return Strip.blank(width, plain)
        return Strip(
            [Segment(shown(text), self._style(style)) for style, text in self._lines[y]]
        ).adjust_cell_length(width, plain)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"evidence--{name}")


def _choices(
    claim: Claim, others: Sequence[JudgedValue], width: int
) -> list[list[tuple[str, str]]]:
    """The answers with their keys, as many on a line as fit."""
    offered = [
        ("a", answer_text(claim.answer, claim.field)),
        *((str(n), one.text or "") for n, one in enumerate(others, 1)),
    ]
    lines: list[list[tuple[str, str]]] = []
    room = 0
    for key, name in (*offered, ("n", _NONE[claim.field])):
        text = one_line(name)
        size = len(key) + len(text) + 4
        if size > room or not lines:
            lines.append([])
            room = width
        lines[-1] += [("mark", f" {key}"), ("strong", f" {text}  ")]
        room -= size
    return lines


def _context(claim: Claim, width: int, height: int) -> list[list[tuple[str, str]]]:
    """Lines of the text around the quotation that fit, including where it begins."""
    text = claim.analysis.article.text
    stretch, marks = evidence(claim)
    quoted = Span(claim.quotation.start, claim.quotation.end)
    lines = wrap(text[: stretch.end], width - 1, stretch.start)
    gap = 0  # the line before which text is left out
    if len(lines) > height:
        first = min([quoted.start, *(mark.start for mark in marks)])
        at = next((i for i, line in enumerate(lines) if line.end > first), 0)
        words = next((i for i, line in enumerate(lines) if line.end > quoted.start), at)
        if (
            words - at >= height - 1
        ):  # the evidence is too far from the quotation: leave out what lies between
            head = max(1, height // 3)
            gap = head
            rest = max(1, height - head - 1)
            lines = [*lines[at : at + head], *lines[words : words + rest]]
        else:
            lines = lines[min(at, len(lines) - height) :][:height]
    cut = [list(_cut(text, line, quoted, marks)) for line in lines]
    return [*cut[:gap], [("dim", f" {glyphs().dots}")], *cut[gap:]] if gap else cut


def _cut(text: str, line: Span, quoted: Span, marks: Sequence[Span]) -> Iterable[tuple[str, str]]:
    edges = sorted(
        {
            line.start,
            line.end,
            *(at for span in (quoted, *marks) for at in span if line.start < at < line.end),
        }
    )
    yield "plain", " "
    for one, other in pairwise(edges):
        style = "quote" if quoted.start <= one < quoted.end else "plain"
        if any(mark.start <= one < mark.end for mark in marks):
            style = "mark"
        yield style, text[one:other]


class AuditScreen(SubScreen[Target | None]):
    """Closes with a passage to go to, or None; each judgement is stored when it is made."""

    BINDINGS: ClassVar[list[Binding]] = [
        *SubScreen.BINDINGS,
        *bindings("audit"),
    ]
    DEFAULT_CSS = """
    AuditScreen { background: $background; }
    AuditScreen Heading { background: $panel; }
    AuditScreen Heading > .heading--plain { background: $panel; color: $primary; text-style: bold; }
    AuditScreen ClaimList { height: 2fr; }
    """

    FOOTER = (
        ("audit.accept", "correct"),
        ("audit.nobody", "none"),
        ("audit.field", "next field"),
        ("audit.jump", "open"),
        ("audit.undo", "undo"),
    )
    PLACE = "audit"

    def __init__(
        self,
        settle: Callable[["AuditScreen", Claim, JudgedValue], None],
        step_back: Callable[["AuditScreen", bool], None],
        read: Callable[["AuditScreen"], object],
        gone: Callable[[], None],
    ) -> None:
        super().__init__()
        self._settle, self._step_back, self._read, self._gone = settle, step_back, read, gone
        self.field: JudgedField = "speaker"
        self.heading, self.list, self.evidence = Heading(""), ClaimList(), Evidence()
        self._tally, self._inferred = Tally(), 0
        self._others: tuple[JudgedValue, ...] = ()

    def compose(self) -> ComposeResult:
        """Heading, list, the claim at the cursor."""
        yield self.heading
        yield self.list
        yield self.evidence
        yield self.status

    def on_mount(self) -> None:
        """Focus the list."""
        super().on_mount()
        self.list.focus()
        self._read(self)

    def on_unmount(self) -> None:
        """Stop reading claims."""
        self._gone()

    def begin(self, tally: Tally, inferred: int, judged: dict[str, JudgedValue]) -> None:
        """The figures of the field, before its claims come."""
        self._tally, self._inferred = tally, inferred
        self.list.judged = judged
        self._tell()

    def add(self, claims: Sequence[Claim]) -> None:
        """More claims have come."""
        first = not self.list.claims
        known = {one.key for one in self.list.claims}
        self.list.claims += [one for one in claims if one.key not in known]
        self.list.rows_changed()
        if first:
            self._show()
        self._tell()

    def done(self) -> None:
        """All have come."""
        what = (
            "Everything inferred here is checked" if self._inferred else "Nothing is inferred here"
        )
        self.list.nothing = f"{what}; Tab goes to speakers, outlets or dates."
        self.list.refresh()

    def settled(self, tally: Tally, judged: dict[str, JudgedValue]) -> None:
        """Show the stored judgements."""
        self._tally, self.list.judged = tally, judged
        self.list.refresh()
        self._tell()

    def _tell(self) -> None:
        name = {"speaker": "Speakers", "outlet": "Outlets", "date": "Dates of citations"}[
            self.field
        ]
        self.heading.title = f"{name} inferred: {self._inferred:,}; {self._tally}"
        self.heading.refresh()

    def _show(self) -> None:
        claim = self.list.at_cursor()
        self._others = candidates(claim) if claim is not None else ()
        self.evidence.show(claim, self._others)

    def on_moved_to(self, _: MovedTo) -> None:
        """Show the claim at the cursor."""
        self._show()

    def chosen(self, pane: str, index: int) -> None:
        """Enter accepts."""
        self.action_accept()

    def _answer(self, answer: JudgedValue) -> None:
        claim = self.list.at_cursor()
        if claim is None:
            return
        self._settle(self, claim, answer)
        self.list.move_to(self.list.cursor + 1)

    def action_accept(self) -> None:
        """Accept the inferred value and go to the next claim."""
        if (claim := self.list.at_cursor()) is not None:
            self._answer(claim.answer)

    def action_candidate(self, key: str) -> None:
        """The answer that has this digit."""
        if int(key) <= len(self._others):
            self._answer(self._others[int(key) - 1])

    def action_nobody(self) -> None:
        """Record that there is none and go to the next claim."""
        self._answer(NOBODY)

    def action_field(self) -> None:
        """The next of speakers, outlets, dates."""
        self.field = JUDGED_FIELDS[(JUDGED_FIELDS.index(self.field) + 1) % len(JUDGED_FIELDS)]
        self.list.claims, self.list.nothing = [], "Reading…"
        self.list.rows_changed(0)
        self._show()
        self._read(self)

    def action_undo(self) -> None:
        """Undo the last judgement."""
        self._step_back(self, False)

    def action_redo(self) -> None:
        """Redo the judgement that was undone last."""
        self._step_back(self, True)

    def action_jump(self) -> None:
        """Close the screen and go to the passage."""
        if (claim := self.list.at_cursor()) is not None:
            self.dismiss((claim.num, claim.quotation.start))
