"""Tell a dialogue from news: whether an untagged paragraph in marks is another speaker's turn.

In news a paragraph without a tag goes on with the speaker before it. In a dialogue the turns are
short, questions are followed by answers, and named speakers change from paragraph to paragraph.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from index.extract.dialogue_turns import Turn

# Most words of the middle one of the turns of a dialogue, by length.
_MEDIAN: Final = 14
_SHORT, _BRIEF = 15, 8
_ENOUGH: Final = 3
# Fewer turns in dialogues make no story.
_FEWEST_TURNS: Final = 8


def is_dialogue(turns: Sequence[Turn]) -> list[bool]:
    """For each turn, whether it is one of a dialogue, so that it changes the speaker."""
    runs = _runs(turns)
    signs = [_signs(run) for run in runs]
    scenes = [sign >= _ENOUGH and _is_short(run) for sign, run in zip(signs, runs, strict=True)]
    in_scenes = sum(len(run) for run, scene in zip(runs, scenes, strict=True) if scene)
    story = in_scenes >= _FEWEST_TURNS and in_scenes * 2 >= len(turns)
    return [
        scene or (story and _is_short(run))
        for run, scene in zip(runs, scenes, strict=True)
        for _ in run
    ]


def _runs(turns: Sequence[Turn]) -> list[list[Turn]]:
    """The turns of paragraphs without another one between."""
    runs: list[list[Turn]] = []
    for turn in turns:
        if turn.is_next:
            runs[-1].append(turn)
        else:
            runs.append([turn])
    return runs


def _is_short(run: Sequence[Turn]) -> bool:
    return sorted(turn.count for turn in run)[len(run) // 2] <= _MEDIAN


def _signs(run: Sequence[Turn]) -> int:
    """How much shows that the speaker changes: names, answers, short turns without a tag."""
    signs = 0
    listed = False  # one question after another, which nobody answers
    for before, turn in pairwise(run):
        if turn.goes_on:
            continue
        listed = before.asks and (turn.asks or listed)
        if before.key and turn.key:
            signs += 1 if before.key != turn.key else -1
        elif before.gender and turn.gender:
            signs += before.gender != turn.gender
        if before.asks and not listed and (before.key != turn.key or not turn.key):
            signs += 2 + (turn.count <= _BRIEF)
        elif before.subject is None and turn.subject is None and not before.asks:
            longer = max(before.count, turn.count)
            signs += 2 * (longer <= _SHORT) + (longer <= _BRIEF)
        elif turn.subject is None and before.count <= _SHORT and not before.ends_told:
            signs += 2 * (turn.count <= _BRIEF)
    return signs
