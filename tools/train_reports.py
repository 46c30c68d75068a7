#!/usr/bin/env python3
"""Make the weights of reported speech: where content ends, and which candidates are statements.

    python tools/train_reports.py GOLD.jsonl TEXT_FOLDER CUES [--dry] [--ends | --reports]

GOLD.jsonl has a line for each article, {"file", "attributions": [{"kind", "source", "cue",
"content"}]}, spans in code points of the text; CUES is a file of cue forms. The weights shipped
come from the training part of PolNeAR (Newell, Margolin and Ruths, LREC 2018). Cross-validation
holds out one publication at a time (the part of a file's name before "_"), so that it measures
other kinds of text too. --dry writes nothing.
"""

import argparse
import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from logistic import fitted, frequent, held_out_scores, matrix, write_weights

from index.extract import (
    article_parts,
    clauses,
    content_ends,
    end_features,
    lexicon,
    report_features,
    reported_speech,
    sources,
)
from index.extract.cue_subjects import SubjectReader
from index.readers import read_file

DATA = Path(__file__).resolve().parent.parent / "index" / "extract" / "data"
AT_LEAST = 8
# Scores above the levels count; levels and penalties are chosen in cross-validation.
END_PENALTY, REPORT_PENALTY = 4.0, 8.0
END_LEVEL, REPORT_LEVEL = -0.15, -0.3
Spans = list[list[int]]


def articles(gold: Path, folder: Path) -> Iterator[tuple[str, SubjectReader, list[dict[str, Any]]]]:
    """File name, reader and attributions of each article."""
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = next(iter(read_file(folder / row["file"])[0]))
        parts = article_parts(article)
        found = parts.actors
        yield (
            row["file"],
            SubjectReader(
                article.text, parts.tokenized, found.actors, found.mentions, parts.quoted
            ),
            row["attributions"],
        )


def end_examples(gold: Path, folder: Path) -> Iterator[tuple[str, list[str], bool]]:
    """File, features and label of each candidate end up to the right one."""
    calls: list[tuple[int, int, int]] = []
    original = content_ends.content_end

    def recorded(reader: SubjectReader, begin: int, last: int, cue: int = -1) -> int:
        calls.append((begin, last, cue))
        return original(reader, begin, last, cue)

    for module in (reported_speech, sources):
        setattr(module, "content_end", recorded)  # noqa: B010 - each imported the function
    for name, reader, attributions in articles(gold, folder):
        ends = {}
        for one in attributions:
            if one["content"]:
                first = re.search(r"\w", reader.text[one["content"][0][0] : one["content"][-1][1]])
                if first:
                    ends[one["content"][0][0] + first.start()] = one["content"]
        calls.clear()
        for sentence in reader.sentences:
            reported_speech.candidates_in(reader, sentence)
        for begin, last, cue in dict.fromkeys(calls):
            at = begin
            while at < last and not reader.tokens[at].is_word:
                at += 1
            spans = ends.pop(reader.starts[at], None) if at < last else None
            if spans:
                yield from of_content(name, reader, begin, last, cue, spans)
        yield from other_ends(name, reader, attributions, ends)


def other_ends(
    name: str, reader: SubjectReader, attributions: list[dict[str, Any]], ends: dict[int, Spans]
) -> Iterator[tuple[str, list[str], bool]]:
    """The examples of contents that no candidate has: those of beliefs and of rarer verbs.

    They end where contents of saying end, and double the number of examples.
    """
    for one in attributions:
        if not (one["content"] and one["cue"]):
            continue
        first = re.search(r"\w", reader.text[one["content"][0][0] : one["content"][-1][1]])
        start = one["content"][0][0] + first.start() if first else -1
        if start not in ends:
            continue
        begin, cue = reader.token_from(start), reader.token_from(one["cue"][0][0])
        sentence = reader.sentences[reader.sentence_of(begin)]
        within = sentence.first <= cue < begin and one["content"][-1][1] <= sentence.end + 2
        last = clauses.closing(reader, sentence)
        if within and begin + 1 < last and not reader.inside[begin]:
            yield from of_content(name, reader, begin, last, cue, ends[start])


def of_content(
    name: str, reader: SubjectReader, begin: int, last: int, cue: int, spans: Spans
) -> Iterator[tuple[str, list[str], bool]]:
    """The examples of one content, whose true spans are known."""
    end = spans[-1][1]
    gaps = [(one[1], other[0]) for one, other in pairwise(spans)]
    for at in range(begin + 1, last):
        if not content_ends.is_candidate(reader, at, last):
            continue
        start = reader.starts[at]
        if any(low <= start < high for low, high in gaps):
            continue
        # a mark that the annotators took along still ends the content
        over = start >= end or not re.search(r"\w", reader.text[start:end])
        if over and re.search(r"\w", reader.text[end:start]):
            return  # the true end is no candidate
        yield name, end_features.end_features(reader, begin, at, last, cue), over
        if over:
            return


def report_examples(
    gold: Path, folder: Path, cues: frozenset[str]
) -> Iterator[tuple[str, list[str], bool]]:
    """File, features and label of each candidate report: does it touch its own attribution?"""
    for name, reader, attributions in articles(gold, folder):
        marked = [words(reader.text, one["content"]) for one in attributions]
        made: list[tuple[list[str], set[int]]] = []
        for sentence in reader.sentences:
            found = reported_speech.candidates_in(reader, sentence)
            for number, one in enumerate(found):
                spans = [[reader.starts[a], reader.end(b - 1)] for a, b in one.content if b > a]
                seen = report_features.features_of_report(reader, one, sentence, found[:number])
                made.append((seen, words(reader.text, spans)))
        right = matched([own for _, own in made], marked)
        for number, (seen, _) in enumerate(made):
            yield name, seen, number in right


def words(text: str, spans: Spans) -> set[int]:
    """Where the words in the spans begin."""
    return {
        start + one.start() for start, end in spans for one in re.finditer(r"\w+", text[start:end])
    }


def matched(made: list[set[int]], marked: list[set[int]]) -> set[int]:
    """The candidates that share words with an attribution, one to one, largest overlap first."""
    pairs = [
        (-len(own & other), number, place)
        for number, own in enumerate(made)
        for place, other in enumerate(marked)
        if own & other
    ]
    right: set[int] = set()
    taken: set[int] = set()
    for _, number, place in sorted(pairs):
        if number not in right and place not in taken:
            right.add(number)
            taken.add(place)
    return right


def train(
    rows: list[tuple[str, list[str], bool]], out: Path, level: float, penalty: float, dry: bool
) -> None:
    """Cross-validate, print, and write the weights of all rows."""
    seen, y = [row[1] for row in rows], np.array([float(row[2]) for row in rows])
    names = frequent(seen, AT_LEAST)
    x = matrix(seen, names)
    score = held_out_scores(x, y, [row[0].partition("_")[0] for row in rows], penalty)
    true = y > 0
    for at in np.arange(-1.2, 1.3, 0.2):
        guess = score > at
        right = float((guess & true).sum())
        print(
            f"{len(rows)} examples, {len(names)} features, level {at:.1f}: "
            f"precision {right / guess.sum():.3f} recall {right / y.sum():.3f} "
            f"F1 {f1(guess, true):.3f}, accuracy {(guess == true).mean():.3f}"
        )
    if not dry:
        weights = fitted(x, y, penalty)
        weights[names.index("always")] -= level
        write_weights(out, names, weights, "tools/train_reports.py")


def f1(guess: Any, true: Any) -> float:
    """The harmonic mean of precision and recall."""
    return float(2 * (guess & true).sum() / max(1, guess.sum() + true.sum()))


def main() -> None:
    """Train what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("cues", type=Path)
    parser.add_argument("--dry", action="store_true")
    parser.add_argument("--only", choices=("ends", "reports"))
    args = parser.parse_args()
    if args.only != "reports":
        rows = list(end_examples(args.gold, args.folder))
        train(rows, DATA / "content_ends.tsv", END_LEVEL, END_PENALTY, args.dry)
        lexicon.content_end_weights.cache_clear()
    if args.only != "ends":
        cues = frozenset(args.cues.read_text(encoding="utf-8").lower().split())
        rows = list(report_examples(args.gold, args.folder, cues))
        train(rows, DATA / "reports.tsv", REPORT_LEVEL, REPORT_PENALTY, args.dry)


if __name__ == "__main__":
    main()
