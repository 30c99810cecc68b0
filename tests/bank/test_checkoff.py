"""The observed check-off: its pass rule, and the form as the course ships it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from b12course.bank.checkoff import CheckOff
from b12course.bank.evidence import load
from b12course.bank.folder import ClassFolder


@pytest.fixture(scope="module")
def form(folder: ClassFolder) -> CheckOff:
    return load(folder.assessments / "checkoff.yaml", CheckOff)


def test_the_form_has_the_steps_and_the_critical_ones(form: CheckOff) -> None:
    assert len(form.steps) == 35
    not_critical = [n for n, s in enumerate(form.steps, 1) if not s.critical]
    assert not_critical == [11, 13, 16, 18, 19, 23, 24, 27, 28, 30, 31, 34]
    assert all(s.sources and s.why for s in form.steps)
    assert len(form.global_fails) == 6


def test_everything_done_passes(form: CheckOff) -> None:
    result = form.result([s.id for s in form.steps])
    assert result.passed
    assert (result.rest_done, result.rest_needed) == (12, 10)


def test_one_critical_step_missed_fails_whatever_else_was_done(form: CheckOff) -> None:
    for step in form.critical:
        result = form.result([s.id for s in form.steps if s.id != step.id])
        assert not result.passed
        assert result.critical_missed == (step.id,)


def test_a_global_fail_ends_it(form: CheckOff) -> None:
    assert not form.result([s.id for s in form.steps], failed=[form.global_fails[0]]).passed


def test_the_others_need_four_in_five(form: CheckOff) -> None:
    critical = [s.id for s in form.critical]
    rest = [s.id for s in form.rest]
    assert form.result(critical + rest[:10]).passed
    assert not form.result(critical + rest[:9]).passed


def test_a_step_that_does_not_apply_leaves_both_counts(form: CheckOff) -> None:
    (out,) = [s.id for s in form.steps if s.may_not_apply]
    others = [s.id for s in form.rest if s.id != out]
    result = form.result([*(s.id for s in form.critical), *others[:9]], not_applied=[out])
    assert result.passed
    assert result.rest_needed == 9


@given(st.integers(0, 200))
def test_the_share_is_never_rounded_down(form: CheckOff, applied: int) -> None:
    needed = form.needed(applied)
    assert 0 <= needed <= applied
    assert needed * 100 >= applied * form.pass_percent > (needed - 1) * 100


def test_a_step_that_always_counts_can_not_be_left_out(form: CheckOff) -> None:
    with pytest.raises(ValueError, match="'hands-before' always counts"):
        form.result([], not_applied=["hands-before"])
    with pytest.raises(ValueError, match="no step is called 'dance'"):
        form.result(["dance"])


STEP = {"id": "a", "phase": "one", "text": "Does it", "why": "Harm", "sources": ["cdc-acip-admin"]}
FORM: dict[str, Any] = {
    "title": "T",
    "about": "A",
    "pass_percent": 80,
    "phases": {"one": "One", "two": "Two"},
    "steps": [STEP],
    "global_fails": ["Wrong person"],
}


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ([STEP, STEP], "a is the id of two steps"),
        ([STEP | {"phase": "three"}], "a names a phase that is not listed"),
        ([STEP | {"phase": "two"}, STEP | {"id": "b"}], "in the order of the phases"),
        ([STEP | {"critical": True, "may_not_apply": True}], "a critical step always counts"),
        ([STEP | {"sources": []}], "at least 1 item"),
        ([], "at least 1 item"),
    ],
)
def test_a_form_that_does_not_hang_together_is_refused(steps: list[Any], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        CheckOff.model_validate(FORM | {"steps": steps})
