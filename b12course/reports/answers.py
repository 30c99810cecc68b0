"""The plain data that a report is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from b12course.bank.items import ItemBase
from b12course.bank.items.composite import Case
from b12course.bank.passing import Outcome


@dataclass(frozen=True)
class Answer:
    """One learner's answer to one item.

    ``points`` of ``most`` are the gradebook's. ``response`` is the parsed answer, None for no answer. ``unsafe`` names
    the unsafe answers as the item file does. ``waiting``: a person has still to mark it, and ``points`` say nothing.
    ``variant`` is the number of the set of numbers that the learner saw.
    """

    points: float
    most: float
    response: Any = None
    unsafe: tuple[str, ...] = ()
    waiting: bool = False
    variant: int = 0


@dataclass(frozen=True)
class Learner:
    """One learner of the class: answers by item id, and how they stand. ``name`` may be the id again."""

    id: str
    name: str
    outcome: Outcome
    answers: Mapping[str, Answer] = field(default_factory=dict)

    @property
    def took_part(self) -> bool:
        """Tell whether there is an answer to anything at all."""
        return any(a.response is not None for a in self.answers.values())


@dataclass(frozen=True)
class Question:
    """What is counted on its own: an item, or one of the six questions of a case (``number`` 1 to 6)."""

    item: ItemBase
    part_of: str = ""
    number: str = ""

    def answer(self, learner: Learner) -> Answer | None:
        """Return the learner's answer to this question; None where there is no mark to go with it."""
        if not self.part_of:
            return learner.answers.get(self.item.id)
        whole = learner.answers.get(self.part_of)
        if whole is None:
            return None
        response = (whole.response or {}).get(self.number)
        points = sum(p.points for p in self.item.parts(response)) if response is not None else 0
        prefix = f"{self.number}:"
        unsafe = tuple(u.removeprefix(prefix) for u in whole.unsafe if u.startswith(prefix))
        return Answer(float(points), float(self.item.max_points), response, unsafe)


def questions(item: ItemBase) -> list[Question]:
    """Return the questions of an item: its own six for a case, itself for any other."""
    if isinstance(item, Case):
        return [Question(part, item.id, number) for number, part in item.numbered().items()]
    return [Question(item)]
