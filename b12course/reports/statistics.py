"""Figures of classical test theory, each None where it would mean nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

# Below this a correlation is mostly chance: with 10 learners a true r of 0 gives an r between -0.63 and 0.63 in 19 of
# 20 classes (the t-test of r). House choice.
FEWEST = 10


def share(points: Sequence[float], most: Sequence[float]) -> float | None:
    """Return the share of the points that was earned, 0 to 1 (the facility index, or difficulty p); None for none."""
    total = sum(most)
    return sum(points) / total if total > 0 else None


def item_rest(points: Sequence[float], rest: Sequence[float]) -> float | None:
    """Return the corrected item-rest correlation, -1 to 1: an item's points against the points of all else.

    None for fewer than ``FEWEST`` learners, or when everybody has the same points in either. The item itself is left
    out of the rest: it would correlate with itself.
    """
    x, y = np.asarray(points, dtype=float), np.asarray(rest, dtype=float)
    if len(x) < FEWEST or _flat(x) or _flat(y):
        return None
    return float(np.corrcoef(x, y)[0, 1])


def could_be_chance(r: float, learners: int) -> bool:
    """Tell whether a correlation is within two standard errors (1/sqrt(n - 1) each) of none at all."""
    return abs(r) < 2 / sqrt(max(learners - 1, 1))


def alpha(points: Any) -> float | None:
    """Return coefficient (Cronbach's) alpha of points by learner (rows) and item (columns).

    1 when the items rank learners alike, about 0 when they have nothing in common; it may be negative. None for fewer
    than ``FEWEST`` learners, fewer than two items, or equal totals. A case is one item: its six questions share a
    chart, and counted singly they would make alpha look better than it is.
    """
    matrix = np.asarray(points, dtype=float)
    if matrix.ndim != 2 or matrix.shape[0] < FEWEST or matrix.shape[1] < 2:
        return None
    totals = matrix.sum(axis=1)
    if _flat(totals):
        return None
    count = matrix.shape[1]
    within = float(matrix.var(axis=0, ddof=1).sum())
    return float(count / (count - 1) * (1 - within / totals.var(ddof=1)))


@dataclass(frozen=True)
class Spread:
    """How numbers lie: count, mean, median, standard deviation (n - 1; 0 for one), least and most."""

    count: int
    mean: float
    median: float
    deviation: float
    least: float
    most: float

    @classmethod
    def of(cls, numbers: Sequence[float]) -> Spread | None:
        """Return the spread; None for no numbers."""
        if not numbers:
            return None
        x = np.asarray(numbers, dtype=float)
        deviation = float(x.std(ddof=1)) if len(x) > 1 else 0.0
        return cls(len(x), float(x.mean()), float(np.median(x)), deviation, float(x.min()), float(x.max()))


def _flat(x: Numbers) -> bool:
    return float(x.max() - x.min()) < 1e-9
