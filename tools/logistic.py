"""Logistic regression over named features, for tools that make weights in index/extract/data."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
PENALTY = 4.0
# Smaller weights are not written.
LEAST_WEIGHT = 0.05


def fitted(x: Floats, y: Floats, penalty: float = PENALTY) -> Floats:
    """The weights of a logistic regression of `y` on `x`, with an L2 penalty (Newton's method)."""
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (chance - y) + penalty * weights
        hessian = (x * (chance * (1 - chance))[:, None]).T @ x
        hessian[np.diag_indices_from(hessian)] += penalty
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def frequent(examples: Sequence[Sequence[str]], at_least: int) -> list[str]:
    """The features that at least `at_least` examples have, in order."""
    counted = Counter(name for seen in examples for name in set(seen))
    return sorted(name for name, count in counted.items() if count >= at_least)


def matrix(examples: Sequence[Sequence[str]], names: Sequence[str]) -> Floats:
    """A row an example, a column a feature: 1 where the example has it."""
    column = {name: number for number, name in enumerate(names)}
    x = np.zeros((len(examples), len(names)))
    for number, seen in enumerate(examples):
        x[number, [column[name] for name in set(seen) if name in column]] = 1
    return x


def held_out_scores(
    x: Floats, y: Floats, groups: Sequence[str], penalty: float = PENALTY
) -> Floats:
    """The score of each row by weights fitted on the rows of all other groups."""
    score = np.zeros(len(y))
    of_row = np.array(groups)
    for group in sorted(set(groups)):
        own = of_row == group
        score[own] = x[own] @ fitted(x[~own], y[~own], penalty)
    return score


def write_weights(path: Path, names: Sequence[str], weights: Floats, maker: str) -> None:
    """Write feature and weight, a line each."""
    lines = [
        f"{name}\t{weight:.2f}"
        for name, weight in zip(names, weights, strict=True)
        if abs(weight) >= LEAST_WEIGHT
    ]
    head = f"# feature, weight; made by {maker}\n"
    path.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
