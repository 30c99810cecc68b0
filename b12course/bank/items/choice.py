"""Items answered by choosing from a list: single, multiple, select_n, grouping."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from b12course.bank.items.base import Id, ItemBase, Strict, Text, check_keys, check_rationale, listed
from b12course.bank.result import Part
from b12course.bank.rules import plus_minus, zero_one

Options = Annotated[dict[Id, Text], Field(min_length=2, max_length=12)]


class ListItem(ItemBase):
    """One list of options, each with its reason."""

    options: Options
    rationale: dict[Id, Text]
    unsafe: list[Id] = Field(default_factory=list)

    def shown(self) -> dict[str, Any]:
        return {"options": listed(self.options)}

    def explained(self) -> dict[str, Any]:
        key: Any = getattr(self, "key")  # noqa: B009 - each subclass declares its own shape of key
        return {"key": key, "rationale": self.rationale, "unsafe": self.unsafe}

    def _check(self, keys: list[str]) -> None:
        check_keys("key", keys, self.options)
        check_keys("unsafe", self.unsafe, self.options)
        check_rationale(self.rationale, self.options)
        self.check_unsafe()


class Single(ListItem):
    """Multiple choice with one best answer; response ``"b"``; 0/1."""

    type: Literal["single"]
    key: Id
    instruction = "Choose one."

    def parse(self, value: object) -> str:
        return self._pick(value, self.options)

    def parts(self, response: str) -> list[Part]:
        return [Part("answer", zero_one([response == self.key]), 1)]

    def elements(self, response: str) -> set[str]:
        return {response}

    def best(self) -> str:
        return self.key

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        self._check([self.key])
        return self


class Multiple(ListItem):
    """Select all that apply; response ``["a", "d"]``; +/- with floor 0."""

    type: Literal["multiple"]
    key: Annotated[list[Id], Field(min_length=1)]
    instruction = "Select all that apply."

    def parse(self, value: object) -> list[str]:
        return self._picks(value, self.options)

    def parts(self, response: list[str]) -> list[Part]:
        return [Part("answer", plus_minus(self.key, response), len(self.key))]

    def elements(self, response: list[str]) -> set[str]:
        return set(response)

    def best(self) -> list[str]:
        return sorted(self.key)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        self._check(self.key)
        if len(set(self.key)) != len(self.key):
            raise ValueError("key names an option twice")
        return self


class SelectN(Multiple):
    """Select exactly n; response ``["a", "d", "e"]``; 0/1 for each."""

    type: Literal["select_n"]  # type: ignore[assignment]
    n: Annotated[int, Field(ge=2)]

    def shown(self) -> dict[str, Any]:
        return {**super().shown(), "n": self.n}

    def public(self) -> dict[str, Any]:
        return {**super().public(), "instruction": f"Select {self.n}."}

    def parse(self, value: object) -> list[str]:
        picks = super().parse(value)
        if len(picks) > self.n:
            raise self._refuse(f"{len(picks)} options are chosen; the question asks for {self.n}")
        return picks

    def parts(self, response: list[str]) -> list[Part]:
        return [Part(k, zero_one([k in response]), 1) for k in self.key]

    @model_validator(mode="after")
    def _n_fits(self) -> Self:
        if len(self.key) != self.n:
            raise ValueError(f"n is {self.n} but the key names {len(self.key)} options")
        return self


class Group(Strict):
    """A group of options under one heading."""

    label: Text
    options: Annotated[dict[Id, Text], Field(min_length=2, max_length=6)]
    key: Annotated[list[Id], Field(min_length=1)]
    rationale: dict[Id, Text]


class Grouping(ItemBase):
    """Multiple response by group; response ``{"group1": ["a"]}``; +/- for each group, floor 0."""

    type: Literal["grouping"]
    groups: Annotated[dict[Id, Group], Field(min_length=2, max_length=5)]
    unsafe: list[str] = Field(default_factory=list, description="As group.option")
    instruction = "In each group, select all that apply."

    def parse(self, value: object) -> dict[str, list[str]]:
        given = self._mapping(value, set(self.groups), "group")
        return {g: self._picks(picks, self.groups[g].options) for g, picks in sorted(given.items()) if picks != []}

    def parts(self, response: dict[str, list[str]]) -> list[Part]:
        return [Part(g, plus_minus(group.key, response.get(g, [])), len(group.key)) for g, group in self.groups.items()]

    def elements(self, response: dict[str, list[str]]) -> set[str]:
        return {f"{g}.{o}" for g, picks in response.items() for o in picks}

    def shown(self) -> dict[str, Any]:
        return {"groups": [{"id": g, "label": v.label, "options": listed(v.options)} for g, v in self.groups.items()]}

    def explained(self) -> dict[str, Any]:
        return {
            "key": {g: v.key for g, v in self.groups.items()},
            "rationale": {g: v.rationale for g, v in self.groups.items()},
            "unsafe": self.unsafe,
        }

    def best(self) -> dict[str, list[str]]:
        return {g: sorted(v.key) for g, v in sorted(self.groups.items())}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for group in self.groups.values():
            check_keys("key", group.key, group.options)
            check_rationale(group.rationale, group.options)
        check_keys("unsafe", self.unsafe, {f"{g}.{o}": 1 for g, v in self.groups.items() for o in v.options})
        self.check_unsafe()
        return self
