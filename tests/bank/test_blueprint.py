"""The blueprint counts what a bank holds and says in a sentence what it lacks."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from b12course.bank.blueprint import Blueprint, holdings, shortfalls
from b12course.bank.items.base import Step
from tests.bank.strategies import minimal


def plan(**changes: Any) -> dict[str, Any]:
    base = {
        "weight": 100,
        "why": "Because.",
        "items": 0,
        "points": 0,
        "types": {},
        "steps": {s.value: 0 for s in Step},
        "applied": 0,
    }
    return {**base, **changes}


def blueprint(total: int = 0, kinds: dict[str, int] | None = None, **changes: Any) -> Blueprint:
    return Blueprint.model_validate({"items": total, "types": kinds or {}, "modules": {"04_sites": plan(**changes)}})


BANK = [minimal("single", id="a"), minimal("numeric", id="b", level="remember"), minimal("case", id="c")]


def test_holdings_count_questions_of_a_case_under_their_own_step_and_type() -> None:
    has = holdings(BANK)
    case = BANK[2]
    assert has.items == 3
    assert has.points == sum(i.max_points for i in BANK)
    assert sum(has.steps.values()) == has.points
    assert has.types["case"] == 1
    assert has.types["single"] == 1 + sum(i.type == "single" for i in case.items)  # type: ignore[attr-defined]
    assert has.steps[Step.TAKE_ACTION] >= 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"items": 4}, "04_sites has 3 items of 4 planned"),
        ({"points": 500}, "points of 500 planned"),
        ({"types": {"bowtie": 1}}, "04_sites has 0 bowtie items of 1 planned"),
        ({"steps": {**{s.value: 0 for s in Step}, "analyze_cues": 99}}, "points for analyze_cues of 99 planned"),
        ({"applied": 100}, "at apply or above, of 100% planned"),
    ],
)
def test_each_shortfall_is_said(changes: dict[str, Any], said: str) -> None:
    found = list(shortfalls(blueprint(**changes), {"04_sites": BANK}))
    assert len(found) == 1
    assert said in found[0]


def test_a_bank_that_has_all_of_it_lacks_nothing() -> None:
    has = holdings(BANK)
    steps = {s.value: has.steps[s] for s in Step}
    enough = blueprint(3, dict(has.types), items=3, points=has.points, steps=steps, applied=has.applied_percent)
    assert list(shortfalls(enough, {"04_sites": BANK})) == []


def test_the_whole_bank_and_its_modules_are_compared_too() -> None:
    found = " ".join(shortfalls(blueprint(9, {"order": 1}), {"05_preparation": BANK}))
    assert "module '04_sites', which has no graded items" in found
    assert "'05_preparation' has graded items but no plan" in found
    assert "3 items of 9 planned" in found
    assert "0 order items of 1 planned" in found


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"weight": 90}, "add up to 90: make them 100"),
        ({"types": {"essay": 1}}, "item type 'essay' is unknown"),
        ({"steps": {"take_action": 1}}, "steps leaves out recognize_cues"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        blueprint(**changes)
