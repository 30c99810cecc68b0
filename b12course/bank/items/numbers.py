"""Items answered with an amount: numeric (dose calculation) and syringe (draw up to the mark)."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from b12course.bank.items.base import ItemBase, Strict, Text
from b12course.bank.result import Part
from b12course.bank.rules import zero_one

# A float that carries a decimal entry is off by far less than this; no dose is this small.
EPSILON = 1e-9
PLACE = re.compile(r"\{(\w+)\}")

Amount = Annotated[float, Field(ge=0, le=1_000_000)]


class UnsafeRange(Strict):
    """Answers from ``min`` to ``max`` (both included) that would harm."""

    min: Amount
    max: Amount
    why: Text

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if self.min > self.max:
            raise ValueError(f"min {tidy(self.min)} is more than max {tidy(self.max)}: change them round")
        return self

    def name(self) -> str:
        """Return the range as reports name it."""
        return f"{tidy(self.min)} to {tidy(self.max)}"


class Variant(Strict):
    """One set of numbers: what fills the stem's {places}, and the answer that goes with it."""

    values: dict[str, float | str]
    key: Amount
    unsafe: list[UnsafeRange] = Field(default_factory=list)
    working: Text | None = None


class AmountItem(ItemBase):
    """An amount with a tolerance, unsafe ranges, and perhaps several sets of numbers."""

    key: Amount | None = None
    tolerance: Amount = 0.0
    unsafe: list[UnsafeRange] = Field(default_factory=list)
    working: Text | None = Field(None, description="The worked solution, shown as feedback")
    variant_list: list[Variant] = Field(default_factory=list, alias="variants")

    def variants(self) -> int:
        return max(1, len(self.variant_list))

    def variant(self, number: int) -> Self:
        if not self.variant_list:
            return self
        v = self.variant_list[number % len(self.variant_list)]
        return self.model_copy(
            update={
                "stem": filled(self.stem, v.values),
                "key": v.key,
                "unsafe": v.unsafe or self.unsafe,
                "working": v.working or (filled(self.working, v.values) if self.working else None),
                "variant_list": [],
                "version": self.version,
            }
        )

    def answer(self) -> float:
        """Return the right amount of this variant (the first, where none has been chosen)."""
        key = self.variant(0).key
        assert key is not None  # the validator holds it
        return key

    def margin(self) -> float:
        """Return how far from the answer still counts as right."""
        return self.tolerance

    def is_right(self, amount: float) -> bool:
        """Tell whether ``amount`` is within the margin."""
        return abs(amount - self.answer()) <= self.margin() + EPSILON

    def unsafe_amount(self, amount: float) -> list[str]:
        """Return the names of the unsafe ranges that hold ``amount``."""
        ranges = self.variant(0).unsafe
        return [r.name() for r in ranges if r.min - EPSILON <= amount <= r.max + EPSILON]

    def amount(self, value: object) -> float:
        """Return ``value`` as a finite amount, 0 or more, or raise ResponseError."""
        if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
            raise self._refuse("the amount must be a number")
        if value < 0 or value > 1_000_000:
            raise self._refuse("the amount must lie between 0 and 1,000,000")
        return float(value)

    def explained(self) -> dict[str, Any]:
        this = self.variant(0)
        return {
            "key": this.answer(),
            "tolerance": self.margin(),
            "working": this.working,
            "unsafe": [r.model_dump(mode="json") for r in this.unsafe],
        }

    @model_validator(mode="after")
    def _keys(self) -> Self:
        if (self.key is None) == (not self.variant_list):
            raise ValueError("give either key or variants, not both and not neither")
        places = set(PLACE.findall(self.stem))
        for v in self.variant_list:
            if set(v.values) != places:
                raise ValueError(
                    f"the stem has places {', '.join(sorted(places)) or 'none'}; "
                    f"a variant fills {', '.join(sorted(v.values))}"
                )
            unknown = set(PLACE.findall(self.working or "")) - places
            if unknown:
                raise ValueError(f"working has places that no variant fills: {', '.join(sorted(unknown))}")
        for number in range(self.variants()):
            this = self.variant(number)
            low, high = this.answer() - this.margin(), this.answer() + this.margin()
            for r in this.unsafe:
                if r.min <= high + EPSILON and r.max >= low - EPSILON:
                    raise ValueError(
                        f"the answer {tidy(this.answer())} with its tolerance lies in an unsafe range, {r.name()}"
                    )
        return self


class Numeric(AmountItem):
    """Dose calculation; response ``{"value": 0.75, "unit": "mL"}``; tolerance; the unit must match.

    ``entered`` may be added to a response: what was typed, so that review can show a naked decimal
    point or a trailing zero (dossier 2E, ISMP).
    """

    type: Literal["numeric"]
    unit: str
    units: list[str] = Field(default_factory=list, description="Units to choose from, when that is part of the task")
    instruction = "Work it out and type the number."

    def parse(self, value: object) -> dict[str, Any]:
        given = self._mapping(value, {"value", "unit", "entered"}, "field")
        entered = given.get("entered", "")
        if not isinstance(entered, str) or len(entered) > 40:
            raise self._refuse("what was typed must be a short text")
        unit = self._pick(given.get("unit"), set(self.units or [self.unit]), "unit")
        out = {"value": self.amount(given.get("value")), "unit": unit}
        return {**out, "entered": entered} if entered else out

    def parts(self, response: dict[str, Any]) -> list[Part]:
        right = response["unit"] == self.unit and self.is_right(response["value"])
        return [Part("answer", zero_one([right]), 1)]

    def unsafe_in(self, response: dict[str, Any]) -> list[str]:
        return self.unsafe_amount(response["value"]) if response["unit"] == self.unit else []

    def shown(self) -> dict[str, Any]:
        return {"units": self.units or [self.unit], **_shown_variants(self)}

    def explained(self) -> dict[str, Any]:
        return {**super().explained(), "unit": self.unit}

    def best(self) -> dict[str, Any]:
        return {"value": self.answer(), "unit": self.unit}

    @model_validator(mode="after")
    def _units(self) -> Self:
        if self.units and self.unit not in self.units:
            raise ValueError(f"units must list the right unit, {self.unit}")
        return self


class Syringe(AmountItem):
    """Draw up to the mark; response mL at the stopper's leading edge; within half a graduation."""

    type: Literal["syringe"]
    barrel: Annotated[float, Field(gt=0, le=60)]
    graduation: Annotated[float, Field(gt=0, le=10)]
    major: Annotated[float, Field(gt=0, le=10)] = Field(..., description="Distance of the numbered marks, mL")
    instruction = "Draw the plunger to the mark."

    def margin(self) -> float:
        return self.graduation / 2

    def parse(self, value: object) -> float:
        ml = self.amount(value)
        if ml > self.barrel:
            raise self._refuse(f"the syringe holds {tidy(self.barrel)} mL")
        return ml

    def parts(self, response: float) -> list[Part]:
        return [Part("answer", zero_one([self.is_right(response)]), 1)]

    def unsafe_in(self, response: float) -> list[str]:
        return self.unsafe_amount(response)

    def is_empty(self, response: Any) -> bool:
        return response is None

    def shown(self) -> dict[str, Any]:
        return {
            "barrel": self.barrel,
            "graduation": self.graduation,
            "major": self.major,
            **_shown_variants(self),
        }

    def best(self) -> float:
        return self.answer()

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for number in range(self.variants()):
            if self.variant(number).answer() > self.barrel:
                raise ValueError(f"the answer does not fit a {tidy(self.barrel)} mL syringe")
        if not math.isclose(self.barrel / self.graduation, round(self.barrel / self.graduation), rel_tol=1e-6):
            raise ValueError("graduation must divide the barrel")
        return self


def _shown_variants(item: AmountItem) -> dict[str, Any]:
    """Return the sets of numbers without their answers."""
    if not item.variant_list:
        return {}
    return {"variants": [dict(v.values) for v in item.variant_list]}


def filled(text: str, values: dict[str, float | str]) -> str:
    """Return ``text`` with each ``{place}`` that has a value filled in."""
    shown = {k: tidy(x) if isinstance(x, int | float) else x for k, x in values.items()}
    return PLACE.sub(lambda m: shown.get(m[1], m[0]), text)


def tidy(amount: float) -> str:
    """Write an amount as it must be written on an order: 0.5, 1, 1,000 (dossier 2E, D20)."""
    return format(Decimal(str(round(amount, 6))).normalize(), ",f")
