"""Logistic regression over named features, for tools that make weights in index/extract/data."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
PENALTY = 4.0
# Conjugate gradients stop at this share of the squared residual, or after so many steps.
_TOLERANCE, _MOST_STEPS = 1e-12, 400
# Smaller weights are not written.
LEAST_WEIGHT = 0.05


class Matrix:
    """A sparse matrix of zeros and ones: a row an example, a column a feature."""

    def __init__(self, rows: Sequence[Sequence[int]], width: int) -> None:
        self.rows, self.width = rows, width
        self._columns = np.array([column for row in rows for column in row], dtype=np.intp)
        self._row_of = np.repeat(np.arange(len(rows)), [len(row) for row in rows])

    def times(self, weights: Floats) -> Floats:
        """The product with a vector that has a number for each column."""
        made = np.bincount(self._row_of, weights[self._columns], len(self.rows))
        return made.astype(np.float64)

    def transposed_times(self, values: Floats) -> Floats:
        """The product of the transpose with a vector that has a number for each row."""
        made = np.bincount(self._columns, values[self._row_of], self.width)
        return made.astype(np.float64)

    def where(self, chosen: npt.NDArray[np.bool_]) -> "Matrix":
        """The matrix of the chosen rows."""
        return Matrix([row for row, own in zip(self.rows, chosen, strict=True) if own], self.width)


def fitted(x: Matrix, y: Floats, penalty: float = PENALTY) -> Floats:
    """The weights of a logistic regression of `y` on `x`, with an L2 penalty (Newton's method)."""
    weights = np.zeros(x.width)
    for _ in range(30):
        chance = 1 / (1 + np.exp(-x.times(weights)))
        gradient = x.transposed_times(chance - y) + penalty * weights
        step = _newton_step(x, chance * (1 - chance), gradient, penalty)
        weights -= step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def _newton_step(x: Matrix, curvature: Floats, gradient: Floats, penalty: float) -> Floats:
    """The solution of Hessian * step = gradient, by conjugate gradients: no Hessian is made."""
    step = np.zeros_like(gradient)
    residual = gradient.copy()
    direction = residual.copy()
    size = residual @ residual
    enough = size * _TOLERANCE
    for _ in range(_MOST_STEPS):
        turned = x.transposed_times(curvature * x.times(direction)) + penalty * direction
        reach = size / (direction @ turned)
        step += reach * direction
        residual -= reach * turned
        previous, size = size, residual @ residual
        if size <= enough:
            break
        direction = residual + size / previous * direction
    return step


def frequent(examples: Sequence[Sequence[str]], at_least: int) -> list[str]:
    """The features that at least `at_least` examples have, in order."""
    counted = Counter(name for seen in examples for name in set(seen))
    return sorted(name for name, count in counted.items() if count >= at_least)


def matrix(examples: Sequence[Sequence[str]], names: Sequence[str]) -> Matrix:
    """The matrix with 1 where an example has a feature."""
    column = {name: number for number, name in enumerate(names)}
    return Matrix(
        [[column[name] for name in sorted(set(seen)) if name in column] for seen in examples],
        len(names),
    )


def held_out_scores(
    x: Matrix, y: Floats, groups: Sequence[str], penalty: float = PENALTY
) -> Floats:
    """The score of each row by weights fitted on the rows of all other groups."""
    score = np.zeros(len(y))
    of_row = np.array(groups)
    for group in sorted(set(groups)):
        own = of_row == group
        score[own] = x.where(own).times(fitted(x.where(~own), y[~own], penalty))
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
