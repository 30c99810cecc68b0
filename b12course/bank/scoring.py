"""``score(item, response)``: the one way to a number."""

from __future__ import annotations

from typing import Any

from b12course.bank.items.base import ItemBase
from b12course.bank.result import Part, Score

__all__ = ["Part", "Score", "score"]


def score(item: ItemBase, response: Any, variant: int = 0) -> Score:
    """Score one response.

    ``response`` is the JSON value of the answers journal, or None for no answer; ``variant`` is
    the number of the parameter set that the learner saw (0 where an item has only one). Raises
    ResponseError when the shape does not fit the item.
    """
    item = item.variant(variant)
    parsed = None if response is None else item.parse(response)
    if parsed is None or item.is_empty(parsed):
        return Score(0.0, float(item.max_points))
    parts = item.parts(parsed)
    return Score(
        points=float(sum(p.points for p in parts)),
        max_points=float(item.max_points),
        unsafe=tuple(item.unsafe_in(parsed)),
        parts=tuple(parts),
    )
