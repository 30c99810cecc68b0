"""Items answered by pointing: highlight (words) and hotspot (a place on a figure)."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from b12course.bank.items.base import Id, ItemBase, Strict, Text, check_keys, check_rationale
from b12course.bank.items.blanks import Passage
from b12course.bank.result import Part
from b12course.bank.rules import plus_minus, zero_one

MARK = re.compile(r"\[\[([a-z0-9_-]+):\s*(.+?)\]\]", re.S)


class Highlight(Passage):
    """Phrases marked ``[[t1: phrase]]``; response ``["t3", "t9"]``; +/- with floor 0."""

    type: Literal["highlight"]
    key: Annotated[list[Id], Field(min_length=1)]
    rationale: dict[Id, Text]
    unsafe: list[Id] = Field(default_factory=list)
    instruction = "Select the words that matter. Select again to take a mark away."

    def tokens(self) -> dict[str, str]:
        """Return the selectable phrases by id."""
        return dict(MARK.findall(self.words()))

    def parse(self, value: object) -> list[str]:
        return self._picks(value, self.tokens(), "phrase")

    def parts(self, response: list[str]) -> list[Part]:
        return [Part("answer", plus_minus(self.key, response), len(self.key))]

    def elements(self, response: list[str]) -> set[str]:
        return set(response)

    def shown(self) -> dict[str, Any]:
        return self.passage()

    def explained(self) -> dict[str, Any]:
        return {"key": self.key, "rationale": self.rationale, "unsafe": self.unsafe}

    def best(self) -> list[str]:
        return sorted(self.key)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        named = [t for t, _ in MARK.findall(self.words())]
        if len(named) != len(set(named)):
            raise ValueError("two phrases carry the same id")
        if len(named) < 2:
            raise ValueError("mark at least two phrases, as [[t1: words]]")
        check_keys("key", self.key, self.tokens())
        check_keys("unsafe", self.unsafe, self.tokens())
        check_rationale(self.rationale, self.tokens())
        self.check_unsafe()
        return self


Fraction = Annotated[float, Field(ge=0, le=1)]
Point = tuple[Fraction, Fraction]


class Zone(Strict):
    """A named area of a figure: a polygon in fractions of width (x, right) and height (y, down)."""

    label: Text
    polygon: Annotated[list[Point], Field(min_length=3)]
    why: Text

    def holds(self, x: float, y: float) -> bool:
        """Tell whether the point lies inside, by the even-odd rule."""
        inside = False
        previous = self.polygon[-1]
        for corner in self.polygon:
            (x1, y1), (x2, y2) = previous, corner
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                inside = not inside
            previous = corner
        return inside

    def centre(self) -> tuple[float, float]:
        """Return a point inside: the centroid, or the deepest of a grid of points where that lies outside."""
        n = len(self.polygon)
        cx, cy = sum(p[0] for p in self.polygon) / n, sum(p[1] for p in self.polygon) / n
        for middle in ((round(cx, 3), round(cy, 3)), (cx, cy)):
            if self.holds(*middle):
                return middle
        grid = ((i / 100, j / 100) for i in range(101) for j in range(101))
        inside = [p for p in grid if self.holds(*p)]
        if not inside:
            raise ValueError(f"zone '{self.label}' has no inside: check the order of its corners")
        return inside[len(inside) // 2]


class Place(Strict):
    """A place that can be picked by its description instead of by pointing."""

    text: Text
    at: Point


class Hotspot(ItemBase):
    """A point on a named figure; response ``[0.42, 0.61]``; inside a target zone or not."""

    type: Literal["hotspot"]
    figure: Id
    zones: Annotated[dict[Id, Zone], Field(min_length=1)]
    key: Annotated[list[Id], Field(min_length=1)]
    unsafe: list[Id] = Field(default_factory=list)
    elsewhere: Text = Field(..., description="Why any other place is wrong")
    places: Annotated[dict[Id, Place], Field(min_length=3, max_length=8)]
    instruction = "Pick the place on the picture, or choose it by its description."

    def zones_at(self, point: tuple[float, float]) -> list[str]:
        """Return the ids of the zones that hold ``point``."""
        return [z for z, zone in self.zones.items() if zone.holds(*point)]

    def parse(self, value: object) -> list[float]:
        if (
            not isinstance(value, list | tuple)
            or len(value) != 2
            or not all(isinstance(v, int | float) and not isinstance(v, bool) for v in value)
            or not all(0 <= v <= 1 for v in value)
        ):
            raise self._refuse("the answer must be a point [x, y], both from 0 to 1")
        return [float(value[0]), float(value[1])]

    def parts(self, response: list[float]) -> list[Part]:
        hit = bool(set(self.zones_at((response[0], response[1]))) & set(self.key))
        return [Part("answer", zero_one([hit]), 1)]

    def elements(self, response: list[float]) -> set[str]:
        return set(self.zones_at((response[0], response[1])))

    def shown(self) -> dict[str, Any]:
        return {
            "figure": self.figure,
            "places": [{"id": k, "text": p.text, "at": list(p.at)} for k, p in self.places.items()],
        }

    def explained(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "zones": {z: v.model_dump(mode="json") for z, v in self.zones.items()},
            "elsewhere": self.elsewhere,
            "unsafe": self.unsafe,
        }

    def best(self) -> list[float]:
        return list(self.zones[self.key[0]].centre())

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        check_keys("key", self.key, self.zones)
        check_keys("unsafe", self.unsafe, self.zones)
        if not any(set(self.zones_at(p.at)) & set(self.key) for p in self.places.values()):
            raise ValueError("no place lies in the target zone: the description list needs a right answer too")
        self.check_unsafe()
        return self
