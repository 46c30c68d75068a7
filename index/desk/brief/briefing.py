"""A briefing as plain data: a summary, statements with numbered endnotes, and their sources.

Templates read these records; docs/brief.md lists their fields. Every text is free of control
characters, but not escaped for any format.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from index.kept import Mark, PassageSource, cite_article, cite_place, day_said
from index.model import FILE_DATE, PartialDate, parse_iso
from index.text import one_line, safe

BriefOrder = Literal["time", "actor"]
# Headings of passages without a date, of statements without a speaker, of other passages.
_UNDATED, _UNSETTLED, _OTHER = "Undated", "Speaker not settled", "Other passages"
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_PARAGRAPH = re.compile(r"\n\s*\n")


class BriefStatement(Struct, frozen=True):
    """A passage with the number of its endnote; the first has number 1.

    `words` are exact but for white space; `paragraphs` are the same with quotation marks around
    the words of a direct statement. `kind` is direct, mixed, indirect or passage. `endnote` names
    article, date, paragraph and locator. `date` is ISO 8601 and may lack day and month.
    """

    number: int
    words: str
    paragraphs: tuple[str, ...]
    kind: str
    speaker: str | None
    date: str | None
    date_inferred: bool
    outlet: str | None
    title: str
    publication: str | None
    place: str
    note: str
    tags: tuple[str, ...]
    locator: str
    endnote: str

    @property
    def heading(self) -> str:
        """Speaker, date and outlet in one line: "Sergei Ivanov, 2004-05-12 (to Izvestia)"."""
        who = self.speaker or self.publication or self.title
        day = f"{self.date} [inferred]" if self.date and self.date_inferred else self.date
        line = ", ".join(filter(None, (who, day)))
        notes = [f"to {self.outlet}" if self.outlet else "", _REPORTED.get(self.kind, "")]
        shown = ", ".join(filter(None, notes))
        return f"{line} ({shown})" if shown else line


_REPORTED = {"mixed": "reported in part", "indirect": "reported"}


class BriefGroup(Struct, frozen=True):
    """Statements under one heading: a month, or a speaker."""

    title: str
    statements: tuple[BriefStatement, ...]


class BriefActor(Struct, frozen=True):
    """A row of the summary: a speaker, with the numbers of the endnotes and the dates."""

    name: str
    count: int
    first: str | None
    last: str | None
    outlets: tuple[str, ...]
    numbers: tuple[int, ...]

    @property
    def notes(self) -> str:
        """The numbers with ranges: "1-3, 7"."""
        return _ranges(self.numbers)


class BriefSource(Struct, frozen=True):
    """An article that is quoted: its citation in one line, and the numbers of the endnotes."""

    citation: str
    title: str
    author: str | None
    publication: str | None
    date: str | None
    path: str
    article: str
    numbers: tuple[int, ...]

    @property
    def notes(self) -> str:
        """The numbers with ranges: "1-3, 7"."""
        return _ranges(self.numbers)


class BriefFact(Struct, frozen=True):
    """A row of the table at the top: "Passages", "38 in 12 articles"."""

    name: str
    value: str


class Brief(Struct, frozen=True):
    """A whole briefing."""

    title: str
    order: BriefOrder
    facts: tuple[BriefFact, ...]
    summary: tuple[BriefActor, ...]
    groups: tuple[BriefGroup, ...]
    sources: tuple[BriefSource, ...]

    @property
    def statements(self) -> tuple[BriefStatement, ...]:
        """All statements in the order of their numbers."""
        return tuple(one for group in self.groups for one in group.statements)


def make_brief(
    marks: Iterable[Mark],
    title: str,
    order: BriefOrder = "time",
    facts: Sequence[tuple[str, str]] = (),
) -> Brief:
    """A briefing on some passages; a passage that comes twice is taken once.

    `order` "time" groups them by month, "actor" by speaker, the one with most passages first.
    `facts` come before the counts in the table at the top.
    """
    worded = (mark for mark in marks if mark.passage.anchor.exact.strip())
    unique = {mark.passage.locator: mark for mark in worded}
    dated = sorted(unique.values(), key=_time_of)
    groups = _by_actor(dated) if order == "actor" else _by_time(dated)
    numbered: list[BriefGroup] = []
    number = 0
    for heading, own in groups.items():
        rows = tuple(_statement(mark, number + at) for at, mark in enumerate(own, 1))
        number += len(rows)
        numbered.append(BriefGroup(one_line(heading), rows))
    in_order = [mark for own in groups.values() for mark in own]
    sources = _sources(in_order)
    shown = [*facts, *_counts(in_order, sources)]
    return Brief(
        one_line(title),
        order,
        tuple(BriefFact(one_line(name), one_line(value)) for name, value in shown),
        _summary([one for group in numbered for one in group.statements]),
        tuple(numbered),
        sources,
    )


def _day(mark: Mark) -> str | None:
    """The day of a statement, else of its article; None where that is only its file's."""
    passage = mark.passage
    if passage.source_date:
        return passage.source_date
    if passage.said_date and passage.said_basis != "file":
        return passage.said_date
    date = passage.source.date
    return None if date is None or date.startswith(FILE_DATE) else date


def _time_of(mark: Mark) -> tuple[bool, str, str, int]:
    """Sorts passages by day, the undated last, then by article and place."""
    day, source = _day(mark), mark.passage.source
    return day is None, day or "", source.article, mark.passage.anchor.start


def _by_time(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    groups: dict[str, list[Mark]] = {}
    for mark in marks:
        groups.setdefault(_month_of(_day(mark)), []).append(mark)
    return groups


def _month_of(day: str | None) -> str:
    date: PartialDate | None = parse_iso(day) if day else None
    if date is None:
        return _UNDATED
    return f"{_MONTHS[date.month - 1]} {date.year}" if date.month else str(date.year)


def _by_actor(marks: Iterable[Mark]) -> dict[str, list[Mark]]:
    groups: dict[str, list[Mark]] = {}
    for mark in marks:
        groups.setdefault(_who(mark), []).append(mark)
    last = {_UNSETTLED: 1, _OTHER: 2}
    names = sorted(groups, key=lambda name: (last.get(name, 0), -len(groups[name]), name))
    return {name: groups[name] for name in names}


# Kinds of passages that have more than the words said, and the text's own quotation marks.
_WIDER = {"sentence", "sentences", "paragraph"}


def _who(mark: Mark) -> str:
    passage = mark.passage
    return passage.speaker or (_UNSETTLED if passage.statement else _OTHER)


def _statement(mark: Mark, number: int) -> BriefStatement:
    passage, source = mark.passage, mark.passage.source
    kind = passage.statement or "passage"
    parts = [" ".join(part.split()) for part in _PARAGRAPH.split(safe(passage.anchor.exact))]
    paragraphs = [part for part in parts if part]
    words = " ".join(paragraphs)
    if kind == "direct" and paragraphs and passage.kind not in _WIDER:
        paragraphs[0] = f"“{paragraphs[0]}"
        paragraphs[-1] += "”"
    return BriefStatement(
        number,
        words,
        tuple(paragraphs),
        kind,
        _clean(passage.speaker),
        _day(mark),
        "[inferred]" in (day_said(passage) or ""),
        _clean(passage.outlet),
        one_line(source.title),
        _clean(source.publication),
        f"para. {source.paragraph}" if source.paragraph else "title",
        safe(mark.note).strip(),
        tuple(map(one_line, mark.tags)),
        passage.locator,
        _dated(one_line(cite_place(passage))),
    )


def _clean(text: str | None) -> str | None:
    return one_line(text) if text else None


def _dated(citation: str) -> str:
    """A citation that says where a date is only the time of the file."""
    return re.sub(rf"(?<=, ){FILE_DATE}(?=\d)", "file of ", citation)


def _sources(marks: Iterable[Mark]) -> tuple[BriefSource, ...]:
    """The articles in order of date, the undated last."""
    by_article: dict[str, tuple[PassageSource, list[int]]] = {}
    for number, mark in enumerate(marks, 1):
        source = mark.passage.source
        by_article.setdefault(source.article, (source, []))[1].append(number)
    in_order = sorted(
        by_article.values(), key=lambda pair: (pair[0].date or FILE_DATE, pair[0].title)
    )
    return tuple(
        BriefSource(
            _dated(one_line(cite_article(source))),
            one_line(source.title),
            _clean(source.author),
            _clean(source.publication),
            source.date.replace(FILE_DATE, "file of ") if source.date else None,
            one_line(source.path.encode("utf-8", "backslashreplace").decode()),
            source.article,
            tuple(numbers),
        )
        for source, numbers in in_order
    )


def _summary(statements: Sequence[BriefStatement]) -> tuple[BriefActor, ...]:
    """A row for each speaker, the one with most passages first; the last one is the others."""
    by_name: dict[str, list[BriefStatement]] = {}
    for one in statements:
        by_name.setdefault(one.speaker or "", []).append(one)
    rows = []
    for name, own in by_name.items():
        days = sorted(one.date for one in own if one.date)
        rows.append(
            BriefActor(
                name or "(no speaker)",
                len(own),
                days[0] if days else None,
                days[-1] if days else None,
                tuple(dict.fromkeys(one.outlet for one in own if one.outlet)),
                tuple(one.number for one in own),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.name not in by_name, -row.count, row.name)))


def _ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers, three and more in a row as a range."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = (f"{run[0]}-{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)
    return ", ".join(shown)


def _counts(marks: Sequence[Mark], sources: Sequence[BriefSource]) -> list[tuple[str, str]]:
    """How many passages and articles, of which publications, from when to when."""
    publications = dict.fromkeys(one.publication for one in sources if one.publication)
    days = sorted(day for mark in marks if (day := _day(mark)))
    facts = [("Passages", f"{len(marks):,} in {len(sources):,} {_noun('article', len(sources))}")]
    if publications:
        facts.append((_noun("Publication", len(publications)), ", ".join(publications)))
    if days:
        facts.append(("Dates", days[0] if days[0] == days[-1] else f"{days[0]} to {days[-1]}"))
    return facts


def _noun(noun: str, count: int) -> str:
    return noun if count == 1 else f"{noun}s"


__all__ = [
    "Brief",
    "BriefActor",
    "BriefFact",
    "BriefGroup",
    "BriefOrder",
    "BriefSource",
    "BriefStatement",
    "make_brief",
]
