"""Items made of several decisions: the unfolding case and the branching scenario."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from b12course.bank.items.base import Id, ItemBase, Step, Strict, Text, check_keys
from b12course.bank.items.blanks import BowTie, Cloze, ClozeRationale, DragCloze
from b12course.bank.items.choice import Grouping, Multiple, SelectN, Single
from b12course.bank.items.grids import Matrix, MatrixMultiple
from b12course.bank.items.marks import Highlight, Hotspot
from b12course.bank.items.numbers import Numeric, Syringe
from b12course.bank.items.sequence import Order
from b12course.bank.result import Part
from b12course.bank.rules import zero_one

Simple = Annotated[
    Single
    | Multiple
    | SelectN
    | Grouping
    | Matrix
    | MatrixMultiple
    | Cloze
    | ClozeRationale
    | DragCloze
    | Highlight
    | BowTie
    | Order
    | Numeric
    | Hotspot
    | Syringe,
    Field(discriminator="type"),
]


class ChartEntry(Strict):
    """A piece of the chart; it appears when the case reaches step ``since`` (1 to 6)."""

    tab: Text
    since: Annotated[int, Field(ge=1, le=6)] = 1
    text: Text


class Case(ItemBase):
    """Unfolding case: six items, one for each judgment step, beside a chart that grows.

    Response: ``{"1": …, "6": …}``, the answer of each item under its number. Points: sum of its
    items.
    """

    type: Literal["case"]
    chart: Annotated[list[ChartEntry], Field(min_length=1)]
    items: Annotated[list[Simple], Field(min_length=6, max_length=6)]
    instruction = "Six questions on one person. The chart grows as you go on."

    def numbered(self) -> dict[str, ItemBase]:
        """Return the items under their numbers as responses name them."""
        return {str(n): item for n, item in enumerate(self.items, 1)}

    def for_profile(self, code: str) -> Self:
        own = super().for_profile(code)
        if not any(code in i.profile for i in own.items):
            return own
        items = [i.for_profile(code).model_dump(exclude_unset=True, by_alias=True) for i in own.items]
        return self.model_validate({**own.model_dump(exclude_unset=True, by_alias=True), "items": items})

    def seen(self) -> dict[str, Any]:
        return {**super().seen(), "items": [i.seen() for i in self.items]}

    def parse(self, value: object) -> dict[str, Any]:
        items = self.numbered()
        given = self._mapping(value, set(items), "question")
        parsed = {n: items[n].parse(v) for n, v in sorted(given.items()) if v is not None}
        return {n: v for n, v in parsed.items() if not items[n].is_empty(v)}

    def parts(self, response: dict[str, Any]) -> list[Part]:
        return [
            Part(
                n,
                sum(p.points for p in item.parts(response[n])) if n in response else 0,
                item.max_points,
            )
            for n, item in self.numbered().items()
        ]

    def unsafe_in(self, response: dict[str, Any]) -> list[str]:
        return [f"{n}:{u}" for n, item in self.numbered().items() if n in response for u in item.unsafe_in(response[n])]

    def shown(self) -> dict[str, Any]:
        return {
            "chart": [c.model_dump() for c in self.chart],
            "items": [{**i.public(), "step": i.step} for i in self.items],
        }

    def explained(self) -> dict[str, Any]:
        return {"items": [i.private() for i in self.items]}

    def best(self) -> dict[str, Any]:
        return {n: i.best() for n, i in self.numbered().items()}

    def elements(self, response: dict[str, Any]) -> set[str]:
        return {f"{n}:{e}" for n, item in self.numbered().items() if n in response for e in item.elements(response[n])}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        steps = [i.step for i in self.items]
        if steps != list(Step):
            raise ValueError(f"the six items must follow the judgment steps in order: {', '.join(Step)}")
        if any(getattr(i, "variant_list", None) for i in self.items):
            raise ValueError("an item of a case can't have variants: one chart fits one set of numbers")
        if not any(c.since == 1 for c in self.chart):
            raise ValueError("the chart is empty at step 1: give an entry with since: 1")
        return self


class Choice(Strict):
    """A decision that can be taken at a node."""

    text: Text
    to: Id
    points: Annotated[int, Field(ge=0, le=3)] = 0
    unsafe: bool = False
    consequence: Text = Field(..., description="What happens at once, told in the story")
    why: Text = Field(..., description="Why the decision is sound or not, told in feedback")


class End(Strict):
    """How a path ends: ``plain`` where it is the same for everyone, and says nothing of what was chosen."""

    kind: Literal["good", "mixed", "harm", "plain"]
    title: Text


class Node(Strict):
    """A moment of the story: either choices or an end."""

    text: Text
    choices: dict[Id, Choice] = Field(default_factory=dict)
    end: End | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if bool(self.choices) == (self.end is not None):
            raise ValueError("a node has either choices or an end")
        if self.choices and len(self.choices) < 2:
            raise ValueError("a node needs at least two choices")
        return self


class Scenario(ItemBase):
    """Branching scenario; response: the list of choice ids in the order taken; points at each node.

    The public half holds the moments, their choices and where each choice leads. What came of a choice and how a
    way ends would tell which choice was good: both belong to the private half, which practice and review get too.
    """

    type: Literal["scenario"]
    start: Id
    nodes: Annotated[dict[Id, Node], Field(min_length=2)]
    instruction = "Decide what to do. What happens next depends on it."

    def walk(self, decisions: list[str]) -> Iterator[tuple[str, str, Choice]]:
        """Yield (node id, choice id, choice) along the path; raise ResponseError where it leaves the story."""
        here = self.start
        for d in decisions:
            choices = self.nodes[here].choices
            self._pick(d, choices, f"choice at '{here}'")
            yield here, d, choices[d]
            here = choices[d].to

    def parse(self, value: object) -> list[str]:
        if not isinstance(value, list) or len(value) > len(self.nodes):
            raise self._refuse("the answer must be the list of decisions taken")
        list(self.walk(value))
        return value

    def parts(self, response: list[str]) -> list[Part]:
        taken = [
            Part(n, c.points, max(o.points for o in self.nodes[n].choices.values())) for n, _, c in self.walk(response)
        ]
        rest = self.max_points - sum(p.max_points for p in taken)
        return [*taken, Part("not reached", zero_one([]), rest)] if rest > 0 else taken

    @cached_property
    def _best_from(self) -> dict[str, tuple[int, int, list[str]]]:
        """Most points to be had from each node on, less harm being better, and the way (the story has no loops)."""
        memo: dict[str, tuple[int, int, list[str]]] = {}

        def best(node: str, above: tuple[str, ...]) -> tuple[int, int, list[str]]:
            if node in above:
                raise ValueError(f"the story runs in a circle through '{node}'")
            if node not in memo:
                options = []
                for cid, c in self.nodes[node].choices.items():
                    points, harm, way = best(c.to, (*above, node))
                    options.append((c.points + points, harm - c.unsafe, [cid, *way]))
                memo[node] = max(options, key=lambda o: o[:2], default=(0, 0, []))
            return memo[node]

        best(self.start, ())
        return memo

    @property
    def max_points(self) -> int:
        return self._best_from[self.start][0]

    def best(self) -> list[str]:
        return self._best_from[self.start][2]

    def best_choice(self, node: str) -> str:
        """Return the choice at ``node`` that the best way from there begins with."""
        return self._best_from[node][2][0]

    def costs_points(self, node: str, choice: Choice) -> bool:
        """Tell whether another choice at ``node`` could still have led to more points."""
        return choice.points + self._best_from[choice.to][0] < self._best_from[node][0]

    def moments(self) -> dict[str, Node]:
        """Return the nodes that ask for a decision."""
        return {n: v for n, v in self.nodes.items() if v.choices}

    def forks(self) -> list[str]:
        """Return the moments from which the story goes on in more than one way."""
        return [n for n, v in self.moments().items() if len({c.to for c in v.choices.values()}) > 1]

    def elements(self, response: list[str]) -> set[str]:
        return {f"{n}.{c}" for n, c, _ in self.walk(response)}

    def unsafe_in(self, response: list[str]) -> list[str]:
        return [f"{n}.{c}" for n, c, choice in self.walk(response) if choice.unsafe]

    def public(self) -> dict[str, Any]:
        straight = "Decide at each turn. The story goes on in the same way, whatever you choose."
        return super().public() if self.forks() else {**super().public(), "instruction": straight}

    def shown(self) -> dict[str, Any]:
        """Return the moments. Whatever end a choice leads to, its ``to`` is None: an end's very name may judge."""
        moments = self.moments()
        return {
            "start": self.start,
            "nodes": {
                n: {
                    "text": v.text,
                    "choices": [
                        {"id": c, "text": o.text, "to": o.to if o.to in moments else None} for c, o in v.choices.items()
                    ],
                }
                for n, v in moments.items()
            },
        }

    def explained(self) -> dict[str, Any]:
        return {
            "key": self.best(),
            "choices": {
                n: {
                    c: {
                        "points": o.points,
                        "unsafe": o.unsafe,
                        "consequence": o.consequence,
                        "why": o.why,
                        "end": o.to if self.nodes[o.to].end else None,
                    }
                    for c, o in v.choices.items()
                }
                for n, v in self.moments().items()
            },
            "ends": {n: {"text": v.text, **v.end.model_dump()} for n, v in self.nodes.items() if v.end},
        }

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        check_keys("start", [self.start], self.nodes)
        for node in self.nodes.values():
            check_keys("to", {c.to for c in node.choices.values()}, self.nodes)
        unreached = set(self.nodes) - set(self._best_from)
        if unreached:
            raise ValueError(f"no path leads to {', '.join(sorted(unreached))}")
        if self.max_points == 0:
            raise ValueError("no path earns a point")
        if any(o.unsafe and o.points for v in self.nodes.values() for o in v.choices.values()):
            raise ValueError("an unsafe choice earns points")
        if self.unsafe_in(self.best()):
            raise ValueError("the way to full marks takes an unsafe choice")
        return self
