"""Quoted words inside a report have its speaker, where nothing closer says who said them.

In "The ad says that Bell is “reckless”" the words are a piece of a mixed statement. They keep a
speaker of their own where a verb of saying brings them: "Bell said that Dorn shouted: “…”", and
"Bell said it was late: “…,” she told the Post".
"""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from index.extract.cue_subjects import PRONOUNS, SubjectReader
from index.model import Span, Statement

# How many reports before a quotation can hold it.
_NESTED: Final = 6
_OPENING_MARKS: Final = "“\"«„‘' "
_UNREAL: Final = frozenset("will would can could may might should if to".split())
_LONGEST_GAP: Final = 4
_VOTES: Final = frozenset("yes no aye nay".split())
# A verb of naming so near the marks brings them: "Dorn calling it a “…”".
_BESIDE: Final = 3


def with_speakers_of_reports(
    reader: SubjectReader, quotations: Sequence[Statement], reports: Sequence[Statement]
) -> list[Statement]:
    """The quotations; those that only a report attributes have its speaker, span, cue and basis.

    A later quotation that continues a changed one changes with it. Both lists are in order.
    """
    found: list[Statement] = []
    changed: dict[tuple[Span | None, Span | None], Statement] = {}
    for one, outer in _with_outer(quotations, reports):
        report = outer
        named = one.speaker_span, one.cue_span
        if report is not None and _gives_speaker(reader, one, report):
            changed[named] = report
        else:
            continues = one.cue_span is not None or _continues(reader, found, one)
            report = changed.get(named) if continues else None
        if report is not None:
            found.append(_said_by(one, report))
        elif outer is not None and outer.cue_span == one.cue_span:
            found.append(_with_source(one, outer))
        else:
            found.append(one)
    return found


def _with_outer(
    quotations: Sequence[Statement], reports: Sequence[Statement]
) -> Iterator[tuple[Statement, Statement | None]]:
    """Each quotation with the innermost report that holds it. Both lists are in order."""
    at = 0
    for one in quotations:
        while at < len(reports) and reports[at].start <= one.start:
            at += 1
        yield one, _around(one, reports[max(0, at - _NESTED) : at])


def said_in_reports(
    text: str, quotations: Sequence[Statement], reports: Sequence[Statement]
) -> list[Statement] | None:
    """The quotations with scare quotes that are words of a report's speaker as direct ones.

    In "Bell said in a note that the outlook was “grim at best”" the marks quote Bell. A title or a
    name in marks begins with a capital. Returns None where nothing changes.
    """
    found: list[Statement] | None = None
    for number, (one, report) in enumerate(_with_outer(quotations, reports)):
        if one.kind != "scare" or not text[one.start].islower():
            continue
        if report is not None and not _is_own_mark(text, one, report):
            found = list(quotations) if found is None else found
            found[number] = _said_by(replace(one, kind="direct"), report)
    return found


def _is_own_mark(text: str, one: Statement, report: Statement) -> bool:
    """Whether a report's marks quote nobody: a vote, a paraphrase, or words of an "I"."""
    words = text[one.start : one.end].lower().strip(".,")
    return (
        words in _VOTES
        or report.cue is None
        or report.cue.lower() == "according to"
        or (report.speaker_span is not None and text[slice(*report.speaker_span)] == "I")
    )


def _continues(reader: SubjectReader, found: Sequence[Statement], one: Statement) -> bool:
    """Whether words without a cue go on in the next sentence, or are listed: "“a” and “b”"."""
    if one.speaker_span is None or not found:
        return False
    last = reader.token_from(found[-1].end)
    begin = reader.token_from(one.start)
    listed = sum(token.is_word for token in reader.tokens[last:begin]) <= 1
    return listed or reader.sentence_of(begin) > reader.sentence_of(max(0, last - 1))


def _around(one: Statement, reports: Sequence[Statement]) -> Statement | None:
    """The innermost report that holds the words of a quotation and has a speaker."""
    for report in reversed(reports):
        if report.speaker_span is not None and report.cue_span is not None:
            for span in report.content:
                if span.start <= one.start and one.end <= span.end:
                    return report
    return None


def _gives_speaker(reader: SubjectReader, one: Statement, report: Statement) -> bool:
    """Whether the report says who said the words, and not the cue that was found for them."""
    own, outer = one.cue_span, report.cue_span
    assert outer is not None
    if one.kind == "scare" or one.speaker_span == report.speaker_span:
        return False
    if own is None:
        return True
    cue = reader.token_from(outer.start)
    if reader.tokens[cue].is_reporting_noun:
        return False
    if own.touches(outer):
        return not _is_beside_cue(reader, one)
    if own.start >= one.end:
        return not _is_beside(reader, one)
    if any(span.start <= own.start and own.end <= span.end for span in report.content):
        return _is_weak(reader, one)
    nearer = own.start < outer.start < one.start
    return nearer and not reader.tokens[cue].lower.endswith("ing")


def _is_beside(reader: SubjectReader, one: Statement) -> bool:
    """Whether only marks are between the words and who says them after."""
    assert one.cue_span is not None
    begin = one.cue_span.start
    if one.speaker_span is not None:
        begin = min(begin, one.speaker_span.start)
    return not any(map(str.isalnum, reader.text[one.end : begin]))


def _is_beside_cue(reader: SubjectReader, one: Statement) -> bool:
    """Whether no word is between the cue and the speaker: "explained Bell", "Bell said"."""
    assert one.cue_span is not None
    if one.speaker_span is None:
        return False
    first, last = sorted((one.cue_span, one.speaker_span))
    return not any(map(str.isalnum, reader.text[first.end : last.start]))


def _is_weak(reader: SubjectReader, one: Statement) -> bool:
    """Whether the cue before the words says nothing of who said them: "if people think “…”"."""
    assert one.cue_span is not None
    if one.speaker_span is None:
        return True
    cue = reader.token_from(one.cue_span.start)
    between = reader.text[one.cue_span.end : one.start].rstrip(_OPENING_MARKS)
    gap = between.split()
    named = one.speaker is not None or reader.text[slice(*one.speaker_span)].lower() in PRONOUNS
    if len(gap) <= _BESIDE and between[-1:] in {",", ":"} and _is_beside_cue(reader, one):
        return False  # "to which Dorn replied: “…”"
    if not named or (not reader.strong(cue) and len(gap) > _BESIDE):
        return True
    return any(
        reader.tokens[index].lower in _UNREAL for index in range(max(0, cue - _LONGEST_GAP), cue)
    )


def _said_by(one: Statement, report: Statement) -> Statement:
    """The quotation with the speaker of the report, and its source where it has none."""
    return replace(
        _with_source(one, report),
        speaker=report.speaker,
        speaker_span=report.speaker_span,
        speaker_basis=report.speaker_basis,
        cue=report.cue,
        cue_span=report.cue_span,
    )


def _with_source(one: Statement, report: Statement) -> Statement:
    """The quotation with outlet, date and addressee of the report, if it has no outlet itself."""
    if one.outlet is not None or report.outlet is None:
        return one
    return replace(
        one,
        outlet=report.outlet,
        outlet_basis=report.outlet_basis,
        source_date=report.source_date,
        date_basis=report.date_basis,
        addressee=one.addressee or report.addressee,
    )
