"""Items answered in a table: matrix (one a row) and matrix_multiple."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from b12course.bank.items.base import Id, ItemBase, Text, check_keys, check_rationale, listed
from b12course.bank.result import Part
from b12course.bank.rules import plus_minus_by_column, zero_one


class GridItem(ItemBase):
    """Rows, columns and one reason a row."""

    rows: Annotated[dict[Id, Text], Field(min_length=2, max_length=10)]
    columns: Annotated[dict[Id, Text], Field(min_length=2, max_length=10)]
    rationale: dict[Id, Text]
    unsafe: list[str] = Field(default_factory=list, description="As row.column")
    heading: str = Field("", description="What the rows are, for the table's first column")

    def shown(self) -> dict[str, Any]:
        return {"rows": listed(self.rows), "columns": listed(self.columns), "heading": self.heading}

    def _check(self, key: dict[str, list[str]]) -> None:
        check_rationale(self.rationale, self.rows)
        check_keys("key", set(key), self.rows)
        missing = [r for r in self.rows if r not in key]
        if missing:
            raise ValueError(f"key has no answer for row {', '.join(missing)}")
        for columns in key.values():
            check_keys("key", columns, self.columns)
        check_keys("unsafe", self.unsafe, {f"{r}.{c}": 1 for r in self.rows for c in self.columns})
        self.check_unsafe()


class Matrix(GridItem):
    """One choice a row; response ``{"row1": "col2"}``; 0/1 a row."""

    type: Literal["matrix"]
    key: dict[Id, Id]
    instruction = "Choose one answer in each row."

    def parse(self, value: object) -> dict[str, str]:
        given = self._mapping(value, self.rows, "row")
        return {r: self._pick(c, self.columns, "column") for r, c in sorted(given.items())}

    def parts(self, response: dict[str, str]) -> list[Part]:
        return [Part(r, zero_one([response.get(r) == self.key[r]]), 1) for r in self.rows]

    def elements(self, response: dict[str, str]) -> set[str]:
        return {f"{r}.{c}" for r, c in response.items()}

    def explained(self) -> dict[str, Any]:
        return {"key": self.key, "rationale": self.rationale, "unsafe": self.unsafe}

    def best(self) -> dict[str, str]:
        return dict(sorted(self.key.items()))

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        self._check({r: [c] for r, c in self.key.items()})
        return self


class MatrixMultiple(GridItem):
    """Any number of choices a row; response ``{"row1": ["col1"]}``; +/- a column, each floored at 0."""

    type: Literal["matrix_multiple"]
    key: dict[Id, list[Id]]
    instruction = "In each row, select all that apply."

    def parse(self, value: object) -> dict[str, list[str]]:
        given = self._mapping(value, self.rows, "row")
        return {r: self._picks(cs, self.columns, "column") for r, cs in sorted(given.items()) if cs != []}

    def parts(self, response: dict[str, list[str]]) -> list[Part]:
        keys = {c: [r for r in self.rows if c in self.key[r]] for c in self.columns}
        picks = {c: [r for r, cs in response.items() if c in cs] for c in self.columns}
        return [Part(c, plus_minus_by_column({c: keys[c]}, picks), len(keys[c])) for c in self.columns]

    def elements(self, response: dict[str, list[str]]) -> set[str]:
        return {f"{r}.{c}" for r, cs in response.items() for c in cs}

    def explained(self) -> dict[str, Any]:
        return {"key": self.key, "rationale": self.rationale, "unsafe": self.unsafe}

    def best(self) -> dict[str, list[str]]:
        return {r: sorted(cs) for r, cs in sorted(self.key.items()) if cs}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        self._check(self.key)
        if not any(self.key.values()):
            raise ValueError("key chooses nothing in any row")
        return self
