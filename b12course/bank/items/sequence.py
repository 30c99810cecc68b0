"""Ordered response: put the steps into the right order."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from b12course.bank.items.base import Id, ItemBase, Text, check_keys, check_rationale, listed
from b12course.bank.result import Part
from b12course.bank.rules import ordered


class Order(ItemBase):
    """Response ``["d", "a", "c", "b"]``; all or nothing, or one point a place with ``partial``."""

    type: Literal["order"]
    options: Annotated[dict[Id, Text], Field(min_length=3, max_length=12)]
    key: list[Id]
    rationale: dict[Id, Text]
    partial: bool = False
    unsafe: list[str] = Field(default_factory=list, description="As a>b: doing step a before step b would harm")
    instruction = "Put the steps in order."

    def parse(self, value: object) -> list[str]:
        self._picks(value, self.options, "step")
        assert isinstance(value, list)  # _picks holds it; the order is the answer, so it stays
        return list(value)

    def parts(self, response: list[str]) -> list[Part]:
        return [Part("answer", ordered(self.key, response, self.partial), len(self.key) if self.partial else 1)]

    def elements(self, response: list[str]) -> set[str]:
        return {f"{a}>{b}" for i, a in enumerate(response) for b in response[i + 1 :]}

    def shown(self) -> dict[str, Any]:
        return {"options": listed(self.options)}

    def explained(self) -> dict[str, Any]:
        return {"key": self.key, "rationale": self.rationale, "unsafe": self.unsafe}

    def best(self) -> list[str]:
        return list(self.key)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        check_keys("key", self.key, self.options)
        if sorted(self.key) != sorted(self.options):
            raise ValueError("key must name every step once")
        check_rationale(self.rationale, self.options)
        for pair in self.unsafe:
            ends = pair.split(">")
            if len(ends) != 2:
                raise ValueError(f"unsafe '{pair}' must be written a>b")
            check_keys("unsafe", ends, self.options)
        self.check_unsafe()
        return self
