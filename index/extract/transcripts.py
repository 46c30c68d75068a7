"""Statements of a transcript: turns that open with their speaker's name, without quotation marks.

"MR. CARNEY: We will see.", "Q: …" and "A: …", "Anna Bell: …". A text is a transcript where at
least four paragraphs open so, with two speakers, one of them twice. Three are enough where they
are most of the text, or where questions and answers alternate.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from index.extract.cue_subjects import SubjectReader
from index.extract.namesakes import name_parts
from index.model import Actor, Basis, Span, Statement, lines_in
from index.text import fold

_NAME: Final = r"[^\W\d_][\w’'-]*\.?"
_LABEL: Final = re.compile(
    rf"(?P<label>{_NAME}(?: {_NAME}){{0,4}})(?: \([^()\n]{{1,40}}\))?"
    r"(?P<mark>:|\.(?<=[QA]\.))\s+(?=\S)"
)
_QUESTIONS: Final = frozenset({"Q", "QUESTION", "REPORTER", "PRESS", "INTERVIEWER"})
_ANSWERS: Final = frozenset({"A", "ANSWER"})
_OF_ASKING: Final = _QUESTIONS | _ANSWERS
# A paragraph that goes on with another sign of a list is no turn: "Note: …", "Update: …".
_WORD: Final = re.compile(r"[^\W\d_]")
# Where one turn in so many is a number, the text is a table.
_MOST_NUMBERS: Final = 3
_LEAST_TURNS, _FEWEST_TURNS = 4, 3
_LONGEST_TURN: Final = 6  # paragraphs without a label that belong to the turn before them


class _Turn:
    """A paragraph that opens with a label."""

    __slots__ = ("actor", "content", "label", "mark", "name", "paragraph")

    def __init__(self, paragraph: int, label: Span, name: str, mark: Span, content: Span) -> None:
        self.paragraph: Final = paragraph
        self.label: Final = label
        self.name: Final = name
        self.mark: Final = mark
        self.content: Final = content
        self.actor: int | None = None


def transcript_statements(reader: SubjectReader, actors: Sequence[Actor]) -> list[Statement]:
    """The turns of a transcript as direct statements, in order; none where the text is none."""
    blocks = _blocks(reader)
    turns = _labelled(reader, blocks, actors)
    labels = Counter(turn.name for turn in turns)
    if len(labels) < 2 or max(labels.values()) < 2 or not _are_enough(reader, turns):
        return []
    found = []
    answering = _answering(reader, actors, turns[0].label.start)
    for number, turn in enumerate(turns):
        spans = [turn.content]
        last = turns[number + 1].paragraph if number + 1 < len(turns) else turn.paragraph + 1
        if last - turn.paragraph <= _LONGEST_TURN:
            spans += blocks[turn.paragraph + 1 : last]
        speaker = turn.actor
        basis: Basis = "stated"
        if _kind_of_label(turn.name) == "A":
            speaker, basis = answering, "inferred"
        found.append(
            Statement(
                spans[0].start,
                spans[-1].end,
                "direct",
                speaker,
                turn.label,
                reader.text[turn.mark.start : turn.mark.end],
                speaker_basis=None if speaker is None else basis,
                pieces=tuple(spans) if len(spans) > 1 else (),
                cue_span=turn.mark,
            )
        )
    return found


def _are_enough(reader: SubjectReader, turns: Sequence[_Turn]) -> bool:
    """Whether so many labelled paragraphs make a transcript."""
    wordless = sum(not _WORD.search(reader.text, *one.content) for one in turns)
    if wordless * _MOST_NUMBERS >= len(turns):
        return False  # a table: "Bell: 1,769."
    if len(turns) >= _LEAST_TURNS:
        return True
    if len(turns) < _FEWEST_TURNS:
        return False
    spoken = sum(turn.content.end - turn.label.start for turn in turns)
    body = sum(one.end - one.start for one in reader.paragraphs)
    if spoken * 2 > body:
        return True
    kinds = [_kind_of_label(one.name) for one in turns]
    return kinds in (["Q", "A", "Q"], ["A", "Q", "A"])


def _kind_of_label(label: str) -> str:
    """The letter Q for a question, A for an answer, else the label."""
    plain = label.rstrip(".").upper()
    return "Q" if plain in _QUESTIONS else "A" if plain in _ANSWERS else label


def _answering(reader: SubjectReader, actors: Sequence[Actor], before: int) -> int | None:
    """Who gives the answers "A: …": the one person named above the first turn, at `before`."""
    named = {
        one.actor
        for one in reader.mention_at.values()
        if one.start < before and actors[one.actor].kind == "person"
    }
    return named.pop() if len(named) == 1 else None


def _blocks(reader: SubjectReader) -> list[Span]:
    """The paragraphs, and the lines of those in which several lines open with a label."""
    text = reader.text
    found: list[Span] = []
    for paragraph in reader.paragraphs:
        if text.find("\n", paragraph.start, paragraph.end) < 0 or not _has_mark(text, paragraph):
            found.append(paragraph)
            continue
        lines = list(lines_in(text, *paragraph))
        opened = sum(_LABEL.match(text, *line) is not None for line in lines)
        found += lines if opened > 1 else [paragraph]
    return found


def _labelled(
    reader: SubjectReader, blocks: Sequence[Span], actors: Sequence[Actor]
) -> list[_Turn]:
    """The blocks that open with a speaker's label."""
    turns = []
    surnames: dict[str, int | None] | None = None
    for number, paragraph in enumerate(blocks):
        if not _has_mark(reader.text, paragraph):
            continue  # most paragraphs: a search for one sign is quicker than the trial of names
        match = _LABEL.match(reader.text, paragraph.start, paragraph.end)
        if match is None or match.end() >= paragraph.end:
            continue
        turn = _Turn(
            number,
            Span(*match.span("label")),
            match["label"],
            Span(*match.span("mark")),
            Span(match.end(), paragraph.end),
        )
        label = match["label"].rstrip(".")
        if label.upper() not in _OF_ASKING:
            if surnames is None:
                surnames = _by_surname(actors)
            key = fold(label.rpartition(" ")[2])
            mention = reader.mention_at.get(turn.label.start)
            turn.actor = surnames.get(key) if mention is None else mention.actor
            if turn.actor is None and not _is_shouted(label):
                continue
        turns.append(turn)
    return turns


def _has_mark(text: str, paragraph: Span) -> bool:
    """Whether what ends a label is anywhere in a paragraph."""
    first, last = paragraph.start, paragraph.end
    return (
        text.find(":", first, last) >= 0
        or text.find("Q.", first, last) >= 0
        or text.find("A.", first, last) >= 0
    )


def _is_shouted(label: str) -> bool:
    """Whether a label is written in capitals, as transcripts write names: "MR. CARNEY"."""
    return label.isupper() and len(label) > 1


def _by_surname(actors: Sequence[Actor]) -> dict[str, int | None]:
    """The one person with each surname; None where two have it."""
    found: dict[str, int | None] = {}
    for number, actor in enumerate(actors):
        if actor.kind == "person":
            surname = name_parts(actor.name)[-1]
            found[surname] = None if surname in found else number
    return found
