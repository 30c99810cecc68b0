"""Small classes with given answers, built without a gradebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from b12course.bank.items import ItemBase
from b12course.bank.passing import outcome
from b12course.bank.scoring import score
from b12course.reports import Answer, Learner


def answer(item: ItemBase, response: Any, waiting: bool = False) -> Answer:
    """Score a response as grading does; None is no answer."""
    found = score(item, response)
    parsed = None if response is None else item.parse(response)
    parsed = None if parsed is None or item.is_empty(parsed) else parsed
    return Answer(found.points, found.max_points, parsed, found.unsafe, waiting)


def learner(name: str, items: Sequence[ItemBase], responses: Mapping[str, Any], pass_mark: int = 80) -> Learner:
    """Return a learner who gave ``responses``; an item that is not named is left open."""
    answers = {i.id: answer(i, responses.get(i.id)) for i in items}
    marked = [(i, score(i, responses.get(i.id))) for i in items]
    points, most = sum(a.points for a in answers.values()), sum(a.most for a in answers.values())
    return Learner(name, name, outcome(marked, points, most, pass_mark), answers)


def numbered(count: int) -> list[str]:
    return [f"learner-{n:02}" for n in range(1, count + 1)]
