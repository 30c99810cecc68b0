"""Items that complete a sentence or a picture: cloze, cloze_rationale, drag_cloze, bowtie."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from b12course.bank.items.base import Id, ItemBase, Strict, Text, check_keys, check_rationale, listed
from b12course.bank.result import Part
from b12course.bank.rules import rationale as rationale_rule
from b12course.bank.rules import zero_one

BLANK = re.compile(r"\{([a-z0-9_-]+)\}")


class Table(Strict):
    """A small table of text; cells may hold blanks or marked phrases."""

    header: list[str]
    rows: Annotated[list[list[str]], Field(min_length=1)]

    @model_validator(mode="after")
    def _rectangular(self) -> Self:
        for row in self.rows:
            if len(row) != len(self.header):
                raise ValueError(f"a table row has {len(row)} cells, the header has {len(self.header)}")
        return self

    def words(self) -> str:
        """Return all cells as one text, to look for marks in."""
        return "\n".join(cell for row in self.rows for cell in row)


class Passage(ItemBase):
    """An item whose answer is woven into a text or a table."""

    text: Text | None = None
    table: Table | None = None

    def words(self) -> str:
        """Return the passage as one text."""
        return self.text or (self.table.words() if self.table else "")

    def passage(self) -> dict[str, Any]:
        """Return the passage as screens take it."""
        return {"text": self.text, "table": self.table.model_dump() if self.table else None}

    @model_validator(mode="after")
    def _one_passage(self) -> Self:
        if (self.text is None) == (self.table is None):
            raise ValueError("give either text or table, not both and not neither")
        return self


class FilledPassage(Passage):
    """A passage with named blanks and one right filling for each."""

    unsafe: list[str] = Field(default_factory=list, description="As blank.option")

    def keys(self) -> dict[str, str]:
        """Return the right filling of each blank."""
        raise NotImplementedError

    def fillings(self, blank: str) -> dict[str, str]:
        """Return what may stand in ``blank``."""
        raise NotImplementedError

    def parse(self, value: object) -> dict[str, str]:
        given = self._mapping(value, set(self.keys()), "blank")
        return {b: self._pick(o, self.fillings(b)) for b, o in sorted(given.items())}

    def right(self, response: dict[str, str]) -> dict[str, bool]:
        """Return for each blank whether it is filled rightly."""
        return {b: response.get(b) == k for b, k in self.keys().items()}

    def parts(self, response: dict[str, str]) -> list[Part]:
        return [Part(b, zero_one([ok]), 1) for b, ok in self.right(response).items()]

    def elements(self, response: dict[str, str]) -> set[str]:
        return {f"{b}.{o}" for b, o in response.items()}

    def best(self) -> dict[str, str]:
        return dict(sorted(self.keys().items()))

    def _check(self) -> None:
        named = BLANK.findall(self.words())
        if len(named) != len(set(named)):
            raise ValueError("a blank stands twice in the text")
        if set(named) != set(self.keys()):
            raise ValueError(
                f"the text has blanks {', '.join(named) or 'none'}; the key fills {', '.join(self.keys())}"
            )
        check_keys("unsafe", self.unsafe, {f"{b}.{o}": 1 for b in self.keys() for o in self.fillings(b)})
        self.check_unsafe()


class Blank(Strict):
    """A drop-down: its options, the right one, and why each is right or wrong."""

    options: Annotated[dict[Id, Text], Field(min_length=2, max_length=6)]
    key: Id
    rationale: dict[Id, Text]
    label: str = Field("", description="What the blank asks for, read out by screen readers")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        check_keys("key", [self.key], self.options)
        check_rationale(self.rationale, self.options)
        return self


class Cloze(FilledPassage):
    """Drop-down cloze, also in a table; response ``{"blank1": "b"}``; 0/1 a blank."""

    type: Literal["cloze"]
    blanks: Annotated[dict[Id, Blank], Field(min_length=1, max_length=8)]
    instruction = "Complete the text from the lists."

    def keys(self) -> dict[str, str]:
        return {b: v.key for b, v in self.blanks.items()}

    def fillings(self, blank: str) -> dict[str, str]:
        return self.blanks[blank].options

    def shown(self) -> dict[str, Any]:
        blanks = [{"id": b, "label": v.label, "options": listed(v.options)} for b, v in self.blanks.items()]
        return {**self.passage(), "blanks": blanks}

    def explained(self) -> dict[str, Any]:
        return {
            "key": self.keys(),
            "rationale": {b: v.rationale for b, v in self.blanks.items()},
            "unsafe": self.unsafe,
        }

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        self._check()
        return self


def _rationale_parts(item: FilledPassage, anchor: str | None, response: dict[str, str]) -> list[Part]:
    right = item.right(response)
    return [Part("answer", rationale_rule(right, anchor), len(right) - 1)]


def _check_rationale_shape(keys: dict[str, str], anchor: str | None) -> None:
    if len(keys) not in (2, 3):
        raise ValueError(f"scoring by rationale takes two blanks (dyad) or three (triad), not {len(keys)}")
    if len(keys) == 3 and anchor not in keys:
        raise ValueError(f"a triad needs anchor: one of {', '.join(keys)}")
    if len(keys) == 2 and anchor is not None:
        raise ValueError("a dyad has no anchor: leave it out")


class ClozeRationale(Cloze):
    """Drop-down rationale (dyad, triad); response as cloze; paired facts earn together."""

    type: Literal["cloze_rationale"]  # type: ignore[assignment]
    anchor: Id | None = None

    def parts(self, response: dict[str, str]) -> list[Part]:
        return _rationale_parts(self, self.anchor, response)

    @model_validator(mode="after")
    def _shape(self) -> Self:
        _check_rationale_shape(self.keys(), self.anchor)
        return self


class DragCloze(FilledPassage):
    """Tokens placed into targets; response ``{"blank1": "t3"}``; 0/1 a target, or rationale."""

    type: Literal["drag_cloze"]
    tokens: Annotated[dict[Id, Text], Field(min_length=3, max_length=10)]
    key: dict[Id, Id]
    rationale: dict[Id, Text]
    scoring: Literal["zero_one", "rationale"] = "zero_one"
    anchor: Id | None = None
    instruction = "Place one choice in each gap."

    def keys(self) -> dict[str, str]:
        return self.key

    def fillings(self, blank: str) -> dict[str, str]:
        return self.tokens

    def parse(self, value: object) -> dict[str, str]:
        response = super().parse(value)
        if len(set(response.values())) != len(response):
            raise self._refuse("a choice is placed twice")
        return response

    def parts(self, response: dict[str, str]) -> list[Part]:
        if self.scoring == "rationale":
            return _rationale_parts(self, self.anchor, response)
        return super().parts(response)

    def shown(self) -> dict[str, Any]:
        return {**self.passage(), "targets": BLANK.findall(self.words()), "tokens": listed(self.tokens)}

    def explained(self) -> dict[str, Any]:
        return {"key": self.key, "rationale": self.rationale, "unsafe": self.unsafe}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        check_keys("key", list(self.key.values()), self.tokens)
        if len(set(self.key.values())) != len(self.key):
            raise ValueError("key places one token twice")
        check_rationale(self.rationale, self.tokens)
        self._check()
        if self.scoring == "rationale":
            _check_rationale_shape(self.key, self.anchor)
        return self


class BowSide(Strict):
    """One column of a bow-tie."""

    label: str
    options: Annotated[dict[Id, Text], Field(min_length=3, max_length=6)]
    rationale: dict[Id, Text]

    @model_validator(mode="after")
    def _reasons(self) -> Self:
        check_rationale(self.rationale, self.options)
        return self


class BowCondition(BowSide):
    """The knot: one condition of four."""

    label: str = "Most likely condition"
    key: Id

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        check_keys("key", [self.key], self.options)
        return self


class BowPair(BowSide):
    """A wing: two of five."""

    key: Annotated[list[Id], Field(min_length=2, max_length=2)]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        check_keys("key", self.key, self.options)
        if len(set(self.key)) != len(self.key):
            raise ValueError("key names an option twice")
        return self


class BowActions(BowPair):
    """Left wing."""

    label: str = "Actions to take"


class BowParameters(BowPair):
    """Right wing."""

    label: str = "What to watch"


class BowTie(ItemBase):
    """Bow-tie; response ``{"condition": "a", "actions": ["b", "c"], "parameters": ["d", "e"]}``; 0/1 a slot."""

    type: Literal["bowtie"]
    condition: BowCondition
    actions: BowActions
    parameters: BowParameters
    unsafe: list[str] = Field(default_factory=list, description="As actions.b")
    instruction = "Choose two actions, one condition and two things to watch."

    def _sides(self) -> dict[str, BowCondition | BowPair]:
        return {"actions": self.actions, "condition": self.condition, "parameters": self.parameters}

    def parse(self, value: object) -> dict[str, Any]:
        given = self._mapping(value, set(self._sides()), "column")
        out: dict[str, Any] = {}
        if "condition" in given:
            out["condition"] = self._pick(given["condition"], self.condition.options)
        for side in ("actions", "parameters"):
            if given.get(side, []) != []:
                out[side] = self._picks(given[side], self._sides()[side].options)
                if len(out[side]) > 2:
                    raise self._refuse(f"{side} has room for two choices")
        return out

    def parts(self, response: dict[str, Any]) -> list[Part]:
        parts = []
        for name, side in self._sides().items():
            keys, given = (
                ([side.key], [response.get(name)])
                if isinstance(side, BowCondition)
                else (side.key, response.get(name, []))
            )
            parts += [Part(f"{name}.{k}", zero_one([k in given]), 1) for k in keys]
        return parts

    def elements(self, response: dict[str, Any]) -> set[str]:
        picks = {n: [v] if isinstance(v, str) else v for n, v in response.items()}
        return {f"{n}.{o}" for n, os in picks.items() for o in os}

    def shown(self) -> dict[str, Any]:
        return {n: {"label": s.label, "options": listed(s.options)} for n, s in self._sides().items()}

    def explained(self) -> dict[str, Any]:
        return {
            "key": {n: s.key for n, s in self._sides().items()},
            "rationale": {n: s.rationale for n, s in self._sides().items()},
            "unsafe": self.unsafe,
        }

    def best(self) -> dict[str, Any]:
        return {
            "actions": sorted(self.actions.key),
            "condition": self.condition.key,
            "parameters": sorted(self.parameters.key),
        }

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        check_keys("unsafe", self.unsafe, {f"{n}.{o}": 1 for n, s in self._sides().items() for o in s.options})
        self.check_unsafe()
        return self
