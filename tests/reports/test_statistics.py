"""Figures of test theory against examples worked out by hand, and what must hold of any class."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from b12course.reports.pieces import counts
from b12course.reports.statistics import FEWEST, Spread, alpha, could_be_chance, item_rest, share

HALF = [1.0] * 6 + [0.0] * 6
POINTS = st.lists(st.integers(0, 9), min_size=FEWEST, max_size=30)


def test_the_share_of_the_points() -> None:
    assert share([1, 0, 2], [1, 1, 2]) == pytest.approx(3 / 4)
    assert share([], []) is None
    assert share([0.0], [0.0]) is None


def test_item_rest_by_hand() -> None:
    # Five of six right ones, and one of six wrong ones, lie above the middle: phi = (25 - 1) / 36.
    rest = [1.0] * 5 + [0.0] + [1.0] + [0.0] * 5
    assert item_rest(HALF, rest) == pytest.approx(24 / 36)
    assert item_rest(HALF, HALF) == pytest.approx(1)
    assert item_rest(HALF, HALF[::-1]) == pytest.approx(-1)


def test_item_rest_says_nothing_of_few_learners_or_of_equal_ones() -> None:
    assert item_rest(HALF[: FEWEST - 1], list(range(FEWEST - 1))) is None
    assert item_rest([1.0] * 12, list(range(12))) is None
    assert item_rest(HALF, [3.0] * 12) is None


@given(POINTS, st.data())
def test_item_rest_does_not_depend_on_units_or_order(points: list[int], data: st.DataObject) -> None:
    rest = data.draw(st.lists(st.integers(0, 50), min_size=len(points), max_size=len(points)))
    r = item_rest(points, rest)
    assume(r is not None)
    assert r is not None
    assert -1 - 1e-9 <= r <= 1 + 1e-9
    order = data.draw(st.permutations(range(len(points))))
    assert item_rest([10 * points[i] for i in order], [rest[i] + 5 for i in order]) == pytest.approx(r)


def test_alpha_by_hand() -> None:
    assert alpha([[x, x] for x in HALF]) == pytest.approx(1)
    # Nothing in common: three of each half are right.
    other = [1.0, 0.0] * 6
    assert alpha(list(zip(HALF, other, strict=True))) == pytest.approx(0)
    # Three items, two of them the same: variances v each, covariances v, 0, 0, so the total's is 3v + 2v.
    assert alpha(list(zip(HALF, HALF, other, strict=True))) == pytest.approx(3 / 2 * (1 - 3 / 5))


def test_alpha_says_nothing_where_it_means_nothing() -> None:
    assert alpha([[1.0, 0.0]] * (FEWEST - 1)) is None
    assert alpha([[x] for x in HALF]) is None
    assert alpha([[x, 1 - x] for x in HALF]) is None, "all totals are the same"
    assert alpha([]) is None


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5), st.integers(0, 1)), min_size=10, max_size=30))
def test_alpha_is_never_more_than_one(rows: list[tuple[int, int, int]]) -> None:
    found = alpha(rows)
    assume(found is not None)
    assert found is not None
    assert found <= 1 + 1e-9
    assert alpha([[7 * x for x in row] for row in reversed(rows)]) == pytest.approx(found)


def test_chance() -> None:
    assert could_be_chance(-0.21, 24)
    assert not could_be_chance(-0.5, 24)
    assert not could_be_chance(-0.21, 200)
    assert could_be_chance(2 / sqrt(23) - 1e-9, 24)
    assert could_be_chance(0.9, 1)


def test_spread_by_hand() -> None:
    assert Spread.of([60.0, 70.0, 80.0, 90.0]) == Spread(4, 75.0, 75.0, pytest.approx(sqrt(500 / 3)), 60.0, 90.0)
    assert Spread.of([50.0]) == Spread(1, 50.0, 50.0, 0.0, 50.0, 50.0)
    assert Spread.of([]) is None


@given(st.lists(st.floats(0, 100), max_size=60))
def test_every_score_has_its_column(scores: list[float]) -> None:
    found = counts(scores)
    assert sum(found) == len(scores)
    assert found[-1] >= sum(s == 100 for s in scores)
    assert np.array_equal(counts([80.0, 79.999, 0.0, 100.0]), [1, 0, 0, 0, 0, 0, 0, 1, 1, 1])
