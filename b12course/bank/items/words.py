"""Answers in the learner's own words: teach-back, SBAR note."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from b12course.bank.items.base import ItemBase, Strict, Text
from b12course.bank.result import Part

LONGEST = 8000


class Criterion(Strict):
    """One line of an analytic rubric."""

    name: Text
    points: Annotated[int, Field(ge=1, le=10)]
    full: Text = Field(..., description="What earns all points")
    part: Text | None = Field(None, description="What earns some")


class Words(ItemBase):
    """Free text, marked by the educator against ``rubric``; never scored by a program."""

    type: Literal["text"]
    rubric: Annotated[list[Criterion], Field(min_length=1, max_length=8)]
    model_answer: Text
    instruction = "Answer in your own words."

    def parse(self, value: object) -> str:
        if not isinstance(value, str):
            raise self._refuse("the answer must be text")
        if len(value) > LONGEST:
            raise self._refuse(f"the answer has {len(value):,} characters; at most {LONGEST:,} fit")
        return value

    def is_empty(self, response: Any) -> bool:
        return response is None or not response.strip()

    @property
    def max_points(self) -> int:
        return sum(c.points for c in self.rubric)

    def parts(self, response: str) -> list[Part]:
        return []

    def elements(self, response: str) -> set[str]:
        return set()

    def shown(self) -> dict[str, Any]:
        return {
            "rubric": [{"name": c.name, "points": c.points} for c in self.rubric],
            "longest": LONGEST,
        }

    def explained(self) -> dict[str, Any]:
        return {"rubric": [c.model_dump() for c in self.rubric], "model_answer": self.model_answer}

    def best(self) -> str:
        return self.model_answer
