#!/usr/bin/env python3
"""Make index/extract/data/quote_classifier.tsv: weights that tell quoted speech from scare quotes.

    python tools/train_quote_classifier.py GOLD.jsonl TEXT_FOLDER [--dry]

GOLD.jsonl has a line an article, {"file": name, "quotes": [{"start", "end", "said"}]}, offsets
in code points of the text. The weights shipped come from the training part of PolNeAR (Newell,
Margolin and Ruths, "An attribution relations corpus for political news", LREC 2018). A logistic
regression with an L2 penalty, fitted by Newton's method (iteratively reweighted least squares);
features that fewer than eight spans have are left out. Prints precision, recall and F1 of a
cross-validation with one publication held out, and in five parts by article; --dry writes nothing.
"""

import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.extract import Parts, article_parts
from index.extract.attribution import attributed
from index.extract.cue_subjects import SubjectReader
from index.extract.quote_classifier import by_rule
from index.extract.quote_features import features
from index.readers import read_file

OUT = Path(__file__).resolve().parent.parent / "index" / "extract" / "data" / "quote_classifier.tsv"
AT_LEAST, PENALTY, FOLDS = 8, 4.0, 5
IGNORED = frozenset(" \n\t\u00a0“”\"‘’'«»")
Floats = npt.NDArray[np.float64]


def characters(text: str, start: int, end: int) -> set[int]:
    """The offsets of a span that count in the comparison with the gold data."""
    return {at for at in range(start, min(end, len(text))) if text[at] not in IGNORED}


def examples(gold: Path, folder: Path) -> list[tuple[str, list[str], bool, bool]]:
    """For each span in double marks: file, features (none if a rule decides), label, by rule."""
    found = []
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = next(iter(read_file(folder / row["file"])[0]))
        parts: Parts = article_parts(article)
        reader = SubjectReader(
            article.text, parts.tokenized, parts.actors.actors, parts.actors.mentions, parts.quoted
        )
        marked: set[int] = set()
        for quote in row["quotes"]:
            if quote["said"]:
                marked |= characters(article.text, quote["start"], quote["end"])
        said = attributed(reader, parts.quoted)
        for index, one in enumerate(said):
            if one.quoted.single:
                continue
            own = characters(article.text, one.quoted.start, one.quoted.end)
            ruled = by_rule(reader, said, index)
            seen = [] if ruled is not None else list(features(reader, said, index))
            label = len(own & marked) >= 0.8 * max(1, len(own))
            found.append((row["file"], seen, label, ruled is True))
    return found


def fitted(x: Floats, y: Floats) -> Floats:
    """The weights of the logistic regression of `y` on `x`."""
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (chance - y) + PENALTY * weights
        hessian = (x * (chance * (1 - chance))[:, None]).T @ x + PENALTY * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def f1(guessed: npt.NDArray[np.bool_], true: npt.NDArray[np.bool_]) -> float:
    """The harmonic mean of precision and recall."""
    return float(2 * (guessed & true).sum() / (guessed.sum() + true.sum()))


def held_out_scores(
    x: Floats, y: Floats, weighed: npt.NDArray[np.bool_], part: npt.NDArray[np.int64]
) -> Floats:
    """The score of each row by weights fitted on the other parts; -9 for rows without features."""
    score = np.full(len(y), -9.0)
    for held_out in range(int(part.max()) + 1):
        own = (part == held_out) & weighed
        others = (part != held_out) & weighed
        score[own] = x[own] @ fitted(x[others], y[others])
    return score


def best_level(score: Floats, ruled: npt.NDArray[np.bool_], true: npt.NDArray[np.bool_]) -> float:
    """The score above which the spans are taken that gives the best F1."""
    levels = [round(-1.0 + 0.1 * step, 1) for step in range(20)]
    return max(levels, key=lambda level: f1(ruled | (score > level), true))


def main() -> None:
    """Train the weights, print their quality and write quote_classifier.tsv."""
    rows = examples(Path(sys.argv[1]), Path(sys.argv[2]))
    counted = Counter(name for _, seen, _, _ in rows for name in set(seen))
    names = sorted(name for name, count in counted.items() if count >= AT_LEAST)
    column = {name: number for number, name in enumerate(names)}
    x, y = np.zeros((len(rows), len(names))), np.array([float(row[2]) for row in rows])
    for number, (_, seen, _, _) in enumerate(rows):
        x[number, [column[name] for name in set(seen) if name in column]] = 1
    files = sorted({row[0] for row in rows})
    houses = sorted({row[0].partition("_")[0] for row in rows})
    weighed: npt.NDArray[np.bool_] = np.asarray(x.any(axis=1))
    ruled = np.array([row[3] for row in rows])
    true: npt.NDArray[np.bool_] = np.asarray(y > 0)
    level = 0.0
    for kind, parts in (
        ("publication", [houses.index(row[0].partition("_")[0]) for row in rows]),
        ("article", [files.index(row[0]) % FOLDS for row in rows]),
    ):
        score = held_out_scores(x, y, weighed, np.array(parts))
        level = best_level(score, ruled, true)
        guessed = ruled | (weighed & (score > level))
        right = int((guessed & true).sum())
        precision, recall = right / int(guessed.sum()), right / int(true.sum())
        print(
            f"{len(rows)} stretches, {len(names)} features, held out by {kind}:"
            f" precision {precision:.4f} recall {recall:.4f}"
            f" F1 {f1(guessed, true):.4f}, level {level:.1f}"
        )
    if "--dry" not in sys.argv:
        weights = fitted(x[weighed], y[weighed])
        weights[column["always"]] -= level
        lines = [
            f"{name}\t{weight:.2f}"
            for name, weight in zip(names, weights, strict=True)
            if abs(weight) >= 0.02
        ]
        OUT.write_text(
            "# feature, weight; made by tools/train_quote_classifier.py\n"
            + "\n".join(lines)
            + "\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
