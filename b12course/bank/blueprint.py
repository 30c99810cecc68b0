"""The blueprint of the graded bank: what each module must hold, by judgment step, Bloom level and item type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Self

from pydantic import Field, model_validator

from b12course.bank.items import TYPES, ItemBase
from b12course.bank.items.base import Level, Step, Strict, Text
from b12course.bank.items.composite import Case

_APPLIED = {Level.APPLY, Level.ANALYZE, Level.EVALUATE, Level.CREATE}
Count = Annotated[int, Field(ge=0)]
Percent = Annotated[int, Field(ge=0, le=100)]


def _known_types(types: dict[str, int]) -> None:
    for name in types:
        if name not in TYPES:
            raise ValueError(f"item type '{name}' is unknown: use {', '.join(TYPES)}")


class ModulePlan(Strict):
    """What one module must hold at least. ``weight`` is its share of the course mark in percent, ``why`` argues it."""

    weight: Percent
    why: Text
    items: Count
    points: Count
    types: dict[str, Count] = Field(description="Least number of items of each type, those inside cases too")
    steps: dict[Step, Count] = Field(description="Least points for each clinical judgment step")
    applied: Percent = Field(description="Least share of points at Bloom's apply or above")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        _known_types(self.types)
        missing = [s.value for s in Step if s not in self.steps]
        if missing:
            raise ValueError(f"steps leaves out {', '.join(missing)}: say 0 where none is needed")
        return self


class Blueprint(Strict):
    """``assessments/blueprint.yaml``: the whole bank, and each module by the stem of its file's name."""

    items: Count
    types: dict[str, Count]
    modules: dict[str, ModulePlan]

    @model_validator(mode="after")
    def _weights_make_a_whole(self) -> Self:
        _known_types(self.types)
        total = sum(m.weight for m in self.modules.values())
        if total != 100:
            raise ValueError(f"the weights of the modules add up to {total}: make them 100")
        return self


@dataclass(frozen=True)
class Holdings:
    """What some items hold: how many, their points in all, by step and at apply or above, and items of each type."""

    items: int
    points: int
    steps: Counter[Step]
    applied: int
    types: Counter[str]

    @property
    def applied_percent(self) -> int:
        """Share of points at Bloom's apply or above, in whole percent."""
        return round(100 * self.applied / self.points) if self.points else 0


def holdings(items: Sequence[ItemBase]) -> Holdings:
    """Count ``items``. The points of a case go to the steps of its questions."""
    parts = list(_parts(items))
    steps: Counter[Step] = Counter()
    for part in parts:
        steps[part.step] += part.max_points
    return Holdings(
        items=len(items),
        points=sum(i.max_points for i in items),
        steps=steps,
        applied=sum(p.max_points for p in parts if p.level in _APPLIED),
        types=Counter(i.type for i in (*items, *(p for i in items if isinstance(i, Case) for p in i.items))),
    )


def _parts(items: Iterable[ItemBase]) -> Iterator[ItemBase]:
    for item in items:
        if isinstance(item, Case):
            yield from item.items
        else:
            yield item


def shortfalls(blueprint: Blueprint, modules: Mapping[str, Sequence[ItemBase]]) -> Iterator[str]:
    """Yield in a sentence everything that the bank lacks. ``modules`` maps a module's file name to its items."""
    for name, plan in blueprint.modules.items():
        if name not in modules:
            yield f"the blueprint plans module '{name}', which has no graded items"
            continue
        yield from (f"{name} {what}" for what in _lacks(plan, holdings(modules[name])))
    for name in modules:
        if name not in blueprint.modules:
            yield f"module '{name}' has graded items but no plan in the blueprint: add it"
    whole = holdings([i for items in modules.values() for i in items])
    if whole.items < blueprint.items:
        yield f"the bank has {whole.items} items of {blueprint.items} planned"
    for kind, least in blueprint.types.items():
        if whole.types[kind] < least:
            yield f"the bank has {whole.types[kind]} {kind} items of {least} planned"


def _lacks(plan: ModulePlan, has: Holdings) -> Iterator[str]:
    if has.items < plan.items:
        yield f"has {has.items} items of {plan.items} planned"
    if has.points < plan.points:
        yield f"has {has.points} points of {plan.points} planned"
    for kind, least in plan.types.items():
        if has.types[kind] < least:
            yield f"has {has.types[kind]} {kind} items of {least} planned"
    for step, least in plan.steps.items():
        if has.steps[step] < least:
            yield f"has {has.steps[step]} points for {step} of {least} planned"
    if has.applied_percent < plan.applied:
        yield f"has {has.applied_percent}% of its points at apply or above, of {plan.applied}% planned"
