"""What scoring returns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One scorable unit of an item: a blank, a row, a column, a group, a slot.

    ``0 <= points <= max_points``: a rule's floor has already been applied to the unit.
    """

    name: str
    points: int
    max_points: int


@dataclass(frozen=True)
class Score:
    """Result of scoring one item.

    ``points`` lies in 0..``max_points``; ``unsafe`` names the unsafe answers given, as the item
    file names them; ``parts`` holds the scorable units in the item's own order.
    """

    points: float
    max_points: float
    unsafe: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
