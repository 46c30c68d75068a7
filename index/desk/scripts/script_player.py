"""Playing a script: each line changes the search, opens an article, keeps or writes passages."""

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from index.checked_input import named_path
from index.desk.scripts.script_commands import ScriptLine, wrong_line
from index.errors import PressmarkError
from index.kept import (
    Mark,
    Passage,
    Review,
    find_span,
    format_of,
    hit_marks,
    hit_passage,
    make_passage,
    parse_locator,
    write,
)
from index.library import Library
from index.model import Analysis, Span
from index.query import narrowed_by, parse, quote_value, without_parts
from index.whole_files import write_output


class Played(Struct, frozen=True):
    """The state after a line: the search, the open article and the offset in it.

    `passage` is what a line opened by its place, or marked. `note` says what a line has kept or
    written.
    """

    line: ScriptLine
    query: str
    analysis: Analysis | None = None
    offset: int = 0
    passage: Passage | None = None
    note: str | None = None


class ScriptPlayer:
    """Plays the lines of one script on one library, and keeps the place between them."""

    def __init__(self, name: str, library: Library, review: Review) -> None:
        """`name` is the script's, for errors."""
        self._name, self._library, self._review = name, library, review
        self._queries: list[str] = []
        self._analysis: Analysis | None = None
        self._offset = 0
        self._mark: Mark | None = None

    @property
    def query(self) -> str:
        """The search in force."""
        return self._queries[-1] if self._queries else ""

    def play(self, line: ScriptLine) -> Played:
        """Do what a line says. Raises PressmarkError that names it."""
        name = line.command.name
        try:
            if name in _CHANGES:
                self._search(_CHANGES[name](self.query, line.argument))
                return self._played(line)
            if name in self._actions:
                return self._actions[name](self, line)
            return self._played(line)
        except PressmarkError as error:
            raise wrong_line(self._name, line.number, error) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            named = PressmarkError(f"{error.strerror or error}: {line.argument}")
            raise wrong_line(self._name, line.number, named) from error

    def _played(
        self, line: ScriptLine, passage: Passage | None = None, note: str | None = None
    ) -> Played:
        return Played(line, self.query, self._analysis, self._offset, passage, note)

    def _search(self, query: str) -> None:
        parse(query)  # a condition that was added may not fit
        self._queries.append(query)
        self._analysis, self._offset = None, 0

    def _back(self, line: ScriptLine) -> Played:
        if not self._queries[1:]:
            raise PressmarkError("there is no search before this one")
        self._queries.pop()
        self._analysis, self._offset = None, 0
        return self._played(line)

    def _open(self, line: ScriptLine) -> Played:
        if parse_locator(line.argument) is not None:
            self._analysis, span = self._find(line.argument)
            self._offset = span.start
            return self._played(line, make_passage(self._analysis, span))
        wanted, offset = _place(line.argument)
        analysis = self._library.analysis(self._library.find_article(wanted))
        if analysis is None:
            raise PressmarkError(f"the article {wanted} has just gone")
        self._analysis = analysis
        self._offset = min(offset or 0, len(analysis.article.text))
        return self._played(line, None if offset is None else self._here())

    def _here(self) -> Passage:
        """The statement, else the paragraph, at the open place."""
        assert self._analysis is not None
        at = max(self._offset, self._analysis.article.body_start)
        return hit_passage(self._analysis, [Span(at, at + 1)])

    def _find(self, text: str) -> tuple[Analysis, Span]:
        locator = parse_locator(text)
        assert locator is not None
        num = self._library.num_of(locator.article)
        analysis = self._library.analysis(num) if num is not None else None
        if analysis is None:
            raise PressmarkError(f"the library has no article {locator.article}")
        span = find_span(analysis, locator)
        if span is None:
            raise PressmarkError(f"the words of {locator} are not in its article now")
        return analysis, span

    def _keep(self, line: ScriptLine) -> Played:
        """Mark a passage, unless it is marked already."""
        if line.argument:
            passage = make_passage(*self._find(line.argument))
        elif self._analysis is not None:
            passage = self._here()
        else:
            raise PressmarkError("no article is open: `open` one, or give a LOCATOR")
        known = {
            mark.passage.locator: mark for mark in self._review.marks([passage.source.article])
        }
        self._mark = known.get(passage.locator) or self._review.add_mark(passage)
        kept = "Kept already" if passage.locator in known else "Kept"
        return self._played(line, passage, f"{kept}: [{passage.locator}]")

    def _note(self, line: ScriptLine) -> Played:
        mark = self._marked()
        self._review.set_note(mark.id, line.argument)
        return self._played(line, mark.passage, "Note written")

    def _tag(self, line: ScriptLine) -> Played:
        mark = self._marked()
        tags = [tag.strip() for tag in line.argument.split(",") if tag.strip()]
        self._review.set_tags(mark.id, (*mark.tags, *tags))
        self._mark = self._review.mark(mark.id)
        return self._played(line, mark.passage, f"Tagged {', '.join(tags)}")

    def _marked(self) -> Mark:
        if self._mark is None:
            raise PressmarkError("no passage was marked")
        return self._mark

    def _export(self, line: ScriptLine) -> Played:
        form = format_of(line.argument)
        assert form is not None
        if self._queries:
            marks = hit_marks(self._library, self._library.search(self.query))
        else:
            marks = self._review.marks()
        if not marks:
            return self._played(line, note="Nothing to export")
        self._review.give_locators(mark.passage for mark in marks)
        target = named_path(line.argument).absolute()
        write_output(target, write(marks, form).encode("utf-8", "replace"))
        passages = f"{len(marks):,} {'passage' if len(marks) == 1 else 'passages'}"
        return self._played(line, note=f"{passages} written to {target}")

    _actions: dict[str, "Callable[[ScriptPlayer, ScriptLine], Played]"] = {  # noqa: RUF012
        "back": _back,
        "open": _open,
        "mark": _keep,
        "note": _note,
        "tag": _tag,
        "export": _export,
    }


def _unfiltered(text: str, condition: str) -> str:
    query = parse(text)
    left = without_parts(query, parse(condition))
    if left == query:
        raise PressmarkError(f"the search has no condition {condition}")
    return str(left)


def _filtered(text: str, condition: str) -> str:
    return str(narrowed_by(parse(text), parse(condition)))


_CHANGES: dict[str, Callable[[str, str], str]] = {
    "search": lambda _, query: query,
    "filter": _filtered,
    "unfilter": _unfiltered,
    "actor": lambda text, name: _filtered(text, f"actor:{quote_value(name, always=True)}"),
    "speaker": lambda text, name: _filtered(text, f"speaker:{quote_value(name, always=True)}"),
    "sort": lambda text, order: str(replace(parse(text), sort=order)),
}


def _place(argument: str) -> tuple[str, int | None]:
    """Article and offset of `open`: the last word is the offset if it is a number."""
    wanted, _, last = argument.rpartition(" ")
    if wanted and last.isdecimal() and last.isascii():
        return wanted.strip().strip('"'), int(last[:12])
    return argument.strip('"'), None


__all__ = ["Played", "ScriptPlayer"]
