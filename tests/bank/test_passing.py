"""Passing takes the points and no critical error; an unsafe answer to any other item costs only its points."""

from __future__ import annotations

import pytest

from b12course.bank.passing import CriticalError, critical_errors, outcome
from b12course.bank.scoring import score
from tests.bank.strategies import MINIMAL, case_items, minimal


def unsafe_single(critical: bool) -> tuple[object, object]:
    item = minimal("single", critical=critical, unsafe=["c"], read="The thigh")
    return item, score(item, "c")


def test_an_unsafe_answer_to_a_critical_item_fails_whatever_the_total() -> None:
    pair = unsafe_single(True)
    result = outcome([pair], 99, 100, 80)  # type: ignore[list-item]
    assert not result.passed
    assert result.critical == (CriticalError("one", "sites.1", "The thigh", ("c",)),)
    assert "could have harmed someone" in result.said()


def test_an_unsafe_answer_to_another_item_is_no_critical_error() -> None:
    assert outcome([unsafe_single(False)], 99, 100, 80).passed  # type: ignore[list-item]


def test_a_wrong_but_safe_answer_to_a_critical_item_is_no_critical_error() -> None:
    item = minimal("single", critical=True, unsafe=["c"])
    wrong = next(o for o in "ab" if o != item.best())
    assert critical_errors(item, score(item, wrong)) == []
    assert critical_errors(item, score(item, None)) == []


@pytest.mark.parametrize(("points", "passed"), [(80, True), (79.9, False), (None, False), (0, False)])
def test_the_pass_mark(points: float | None, passed: bool) -> None:
    assert outcome([], points, 100, 80).passed is passed


def test_a_wait_for_marks_by_hand_is_said() -> None:
    assert "still to be marked" in outcome([], None, 10, 80).said()
    assert outcome([], 8, 10, 80).said() == "Passed: 80% (the pass mark is 80%)."


@pytest.mark.parametrize(
    ("whole", "part", "found"), [(False, False, 0), (True, False, 1), (False, True, 1), (True, True, 1)]
)
def test_questions_of_a_case_count_each(whole: bool, part: bool, found: int) -> None:
    question = {**MINIMAL["single"], "unsafe": ["c"], "critical": part}
    items = case_items(question, *([MINIMAL["single"]] * 5))
    case = minimal("case", items=items, critical=whole)
    errors = critical_errors(case, score(case, {"1": "c", "2": case.best()["2"]}))
    assert [(e.item, e.answers) for e in errors] == [("one-1", ("c",))][:found]
