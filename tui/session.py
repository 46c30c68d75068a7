"""The reading room's interface to a library: blocking calls for workers, plain records back.

Nothing here touches a widget, and nothing computes what `index` could.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from index import (
    TIME_LIMIT,
    ActorCounts,
    Budget,
    Builder,
    Cancelled,
    IsAmong,
    Library,
    NoHits,
    PressmarkError,
    ResultRow,
    SearchResult,
    check_parent,
    corrections_file,
    differences,
    named_path,
    query,
    read_corrections,
    seeds_folder,
    why_no_hits,
    write_whole,
)
from index.explore import JudgedField, JudgedValue, Judgement, Tally, tally
from index.kept import (
    KeptAnswers,
    Mark,
    Passage,
    PlacedMark,
    ReadingState,
    Review,
    Step,
    make_passage,
    place_marks,
    reading_states,
    source_of,
)
from index.model import Card, CrossReference, Span, whole_statements
from tui.place_store import PlaceStore
from tui.session_records import PAGE, Comparison, Kept, Opened, Results, Undone
from tui.undoing import Toggle, Undoing
from tui.wording import quoted_briefly
from tui.worklist import Worklist

if TYPE_CHECKING:
    from index.explore import Claim, Concordance, Dossier, Explorer

# No build has looked at the folders.
_UNREAD = "Nothing has been read into this library yet: start without --no-refresh."


class Session:
    """One person's reading of one library. Its methods block; the app calls them in workers."""

    def __init__(self, library: Library, review: Review) -> None:
        self.library, self.review = library, review
        self.builder: Builder | None = None  # a build of the library that is running
        self.worklist = Worklist(library, review, self.name)
        self.place = PlaceStore(self.name)
        self.undoing = Undoing(review, self.toggle_correction)
        library.answer_from(KeptAnswers(review, library))
        library.correct(read_corrections(corrections_file()))
        self._judgements: list[Judgement] = []
        self.follow_judgements()
        self.trail = review.trail(self.name)
        self._expanded: set[int] = set()
        self._not_widened: set[str] = set()  # queries whose added words a reader took out

    @cached_property
    def explorer(self) -> "Explorer":
        """The analyses of searches; loading them brings numpy, which a first screen lacks."""
        from index.explore import Explorer

        return Explorer(self.library)

    def search(
        self,
        text: str,
        typing: bool,
        cancelled: Callable[[], bool],
        seconds: float | None = TIME_LIMIT,
    ) -> Results | None:
        """The results for `text`; None if a newer search has replaced it. Raises QueryError."""
        budget = Budget.of_seconds(seconds, cancelled)
        try:
            feedback = text not in self._not_widened
            found = self.library.search(text, typing=typing, budget=budget, feedback=feedback)
            if cancelled():
                return None
            found = self.library.collapse(found, self._expanded)
            rows = tuple(self.rows(found, 0, PAGE))
            # Without a deadline: a count cut short would give a wrong reason.
            nothing = self._why_no_hits(found, Budget(cancelled=cancelled))
        except Cancelled:
            return None
        begun = next(
            (
                leaf.text
                for leaf in query.leaves(found.query.node)
                if isinstance(leaf, query.Word) and leaf.prefix
            ),
            None,
        )
        return None if cancelled() else Results(text, found, rows, nothing, begun)

    def _why_no_hits(self, found: SearchResult, budget: Budget) -> NoHits | None:
        """Why a finished search found nothing; None where the folders hold no articles."""
        if found.hits or found.partial:
            return None
        if not found.total:
            return NoHits(_UNREAD) if self.library.passed_over() is None else None
        return why_no_hits(self.library, found, budget)

    def actors(self, results: Results, cancelled: Callable[[], bool]) -> ActorCounts | None:
        """The actors in the articles of a result; None if a newer search has replaced it."""
        try:
            return self.library.actor_counts(results.found, Budget(cancelled=cancelled))
        except Cancelled:
            return None

    def rows(self, found: SearchResult, first: int, last: int) -> list[ResultRow]:
        """Rows of a result for a list, which keeps them: without all matches in each article."""
        return [replace(row, matches=()) for row in self.library.rows(found, first, last)]

    def is_not_widened(self, text: str) -> bool:
        """Whether a reader took the added words out of a query."""
        return text in self._not_widened

    def toggle_feedback(self, text: str) -> None:
        """Search a query without the words that are added to it, or with them again."""
        self._not_widened ^= {text}

    def toggle_duplicates(self, num: int) -> bool:
        """Show or hide the duplicates of an article in later searches. False if it has none."""
        group = self.library.duplicate_group(num)
        if group is not None:
            self._expanded ^= {group}
        return group is not None

    def compared(self, num: int) -> tuple[Comparison, ...]:
        """An article with each of its duplicates."""
        own = self.library.analysis(num)
        found = []
        for card in self.library.duplicates_of(num):
            other = self.library.analysis(card.num)
            if own is not None and other is not None:
                found.append(
                    Comparison(
                        own.article,
                        other.article,
                        tuple(differences(own.article.text, other.article.text)),
                    )
                )
        return tuple(found)

    def narrowed(self, results: Results, text: str) -> Results:
        """The results whose title, publication or date has `text`."""
        wanted = text.casefold().split()
        nums = results.found.hits.ordered_nums()
        kept = frozenset(
            card.num
            for card in self.library.cards(nums)
            if all(
                word in f"{card.title} {card.publication or ''} {card.date or ''}".casefold()
                for word in wanted
            )
        )
        found = results.found.narrowed(IsAmong(kept))
        return replace(results, found=found, rows=tuple(self.rows(found, 0, PAGE)))

    def open(self, num: int, text: str) -> Opened | None:
        """The article with the places where `text`, a query, matches; None where it is gone."""
        analysis = self.library.analysis(num)
        if analysis is None:
            return None
        node = query.parse_leniently(text).node
        spans = query.join_matches(analysis.article.text, self.library.matches(node, analysis))
        return Opened(
            num,
            analysis,
            spans,
            tuple(self.library.kwic(analysis, spans)),
            tuple(whole_statements(analysis)),
            tuple(self.library.actor_numbers(analysis)),
            len(self.library.references_to(num)),
        )

    def references(self, reference: CrossReference) -> list[Card]:
        """The articles that a cross-reference can mean."""
        return self.library.refers_to(reference)

    def toggle_correction(self, change: Toggle) -> bool:
        """Change the corrections file and apply it. Returns whether the correction holds now.

        Raises PressmarkError, OSError.
        """
        holds = change(corrections_file())
        self.library.correct(read_corrections(corrections_file()))
        return holds

    def follow_judgements(self) -> bool:
        """Apply judgements, also those of other sessions. Returns whether any is new."""
        judgements = self.review.judgements()
        if judgements == self._judgements:
            return False
        self._judgements = judgements
        self.library.judge(judgements)
        return True

    def judge(self, claim: "Claim", answer: JudgedValue) -> None:
        """Store a judgement on a claim. Raises OSError."""
        from index.explore import judgement_on

        self.review.judge(judgement_on(claim, answer))

    def undo(self, again: bool = False) -> Undone | None:
        """Undo or redo this session's last change; None if there is none.

        Raises PressmarkError, OSError.
        """
        before = self.library.actors_revision()
        marks = {mark.id: mark for mark in self.review.marks()}
        states = reading_states(self.review, self.library)
        what = self.undoing.redo() if again else self.undoing.undo()
        if what is None:
            return None
        self.follow_judgements()
        about, place = self._difference(marks, states)
        actors_changed = self.library.actors_revision() != before
        return Undone(f"{what}{about}", actors_changed, place)

    def _difference(
        self, marks: Mapping[str, Mark], states: Mapping[int, ReadingState]
    ) -> tuple[str, tuple[int, int | None] | None]:
        """What differs from earlier marks and states: its words or title, and its place."""
        now = {mark.id: mark for mark in self.review.marks()}
        for ident in dict.fromkeys((*now, *marks)):
            mark = now.get(ident) or marks[ident]
            if now.get(ident) != marks.get(ident):
                (placed,) = place_marks(self.library, [mark])
                place = (placed.num, placed.span.start) if placed.num and placed.span else None
                return f": {quoted_briefly(mark.passage.anchor.exact)}", place
        changed = dict(reading_states(self.review, self.library).items() ^ states.items())
        for card in self.library.cards(changed):
            return f": {quoted_briefly(card.title)}", (card.num, None)
        return "", None

    def undo_judgement(self, again: bool) -> str | None:
        """Undo or redo this session's last judgement; None if there is none.

        Raises PressmarkError, OSError.
        """
        return self.review.redo("judgement") if again else self.review.undo("judgement")

    def tally(self, field: JudgedField) -> Tally:
        """The number of inferred values that the reader checked, and how many were right."""
        self.follow_judgements()
        return tally(self._judgements, field)

    def judged(self) -> dict[str, JudgedValue]:
        """The judgements by the key of their claim."""
        return {one.id: one.answer for one in self._judgements}

    def keep_step(self, step: Step) -> None:
        """Store a step of the trail as the current one. Raises OSError."""
        here = self.trail.here
        self.review.put_step(self.name, step, here.id if here else None)

    def write_lines(self, lines: "Concordance", order: list[int], name: str) -> Path:
        """Write a concordance in an order to a CSV file. Raises PressmarkError, OSError."""
        from index.kept import concordance_csv

        target = new_file(name)
        rows = concordance_csv(self.explorer.kwic_table(lines, order))
        write_whole(target, (row.encode("utf-8") for row in rows))
        return target

    def num_of(self, ident: str) -> int | None:
        """The current number of the article with this id."""
        return self.library.num_of(ident)

    def dossier(
        self, number: int, most: int, within: SearchResult | None = None
    ) -> "Dossier | None":
        """The dossier of an actor from its newest `most` articles, of a search or of all.

        None if the actor is gone.
        """
        from index.explore import make_dossier

        return make_dossier(self.library, number, most, within=within)

    # --- marks and reading states ---

    def kept(self) -> Kept:
        """The current marks, reading states and queue."""
        self.follow_judgements()
        marks = tuple(self.review.marks())
        marked = frozenset(
            self.library.nums_of({mark.passage.source.article for mark in marks}).values()
        )
        kept = Kept(
            marks, reading_states(self.review, self.library), marked, self.review.queue(self.name)
        )
        if kept.queue is None:
            return kept
        known = self.library.nums_of(kept.queue.articles)
        nums = [known[ident] for ident in kept.queue.articles if ident in known]
        open_ = [num for state in ("unread", "later") for num in nums if kept.state(num) == state]
        return replace(
            kept,
            done=len(nums) - len(open_),
            count=len(nums),
            next_num=open_[0] if open_ else None,
        )

    def marks_of(self, opened: Opened) -> tuple[PlacedMark, ...]:
        """The marks in an article, at their present places."""
        article = opened.analysis.article
        marks = [
            m
            for m in self.review.marks()
            if m.passage.source.article == article.id or m.passage.source.title == article.title
        ]
        placed = [one for one in place_marks(self.library, marks) if one.num == opened.num]
        return tuple(sorted(placed, key=lambda one: one.span or Span(0, 0)))

    def greeting(self) -> str:
        """The notices at the start: an example library, unfinished notes."""
        said = []
        if list(self.library.roots) == [seeds_folder()]:
            said.append("This is an example library: `pressmark FOLDER` opens your own articles.")
        known = {mark.id for mark in self.review.marks()}
        unfinished = len(known.intersection(self.review.drafted()))
        if unfinished:
            notes = "1 note is" if unfinished == 1 else f"{unfinished:,} notes are"
            said.append(f"{notes} unfinished: ' lists the marks, a continues the note.")
        return " ".join(said)

    def placed_marks(self) -> tuple[PlacedMark, ...]:
        """Every mark, with its place."""
        return tuple(place_marks(self.library, self.review.marks()))

    def passage(self, opened: Opened, span: Span, kind: str) -> Passage:
        """The passage at a span with its provenance."""
        return make_passage(opened.analysis, span, kind)

    def set_state(self, num: int, state: ReadingState, reason: str = "") -> None:
        """Set an article's reading state."""
        analysis = self.library.analysis(num)
        if analysis is not None:
            self.review.set_state(source_of(analysis.article), state, reason)

    def export(self, marks: list[Mark], name: str) -> Path:
        """Write marks to a file in the format of its ending. Raises PressmarkError, OSError."""
        from index.kept import export_format_names, format_of, write

        form = format_of(name)
        if form is None:
            raise PressmarkError(
                f"{name}: end the name in .md, .csv, .jsonl, .bib, .ris or .json"
                f" ({', '.join(export_format_names())})."
            )
        target = new_file(name)
        write_whole(target, write(marks, form).encode("utf-8"))
        return target

    # --- the reader's place ---

    @property
    def name(self) -> str:
        """The identifier of this library."""
        return self.library.ident


def new_file(name: str) -> Path:
    """The file of that name. Raises PressmarkError if it exists, or its folder does not."""
    target = named_path(name).absolute()
    if target.exists():
        raise PressmarkError(f"{target} is there already: give another name.")
    check_parent(target)
    return target


__all__ = ["Session", "new_file"]
