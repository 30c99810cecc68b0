"""The observed check-off goes through real nbgrader: released, handed in untouched, marked by an observer, judged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from b12course.bank.errors import BankError
from b12course.bank.folder import ClassFolder
from b12course.classroom.build.checkoff import NAME, NO_FAIL
from b12course.classroom.checkoff import judged, results, write_results
from b12course.classroom.grading.run import collected
from tests.classroom.classes import ROOT, Class

FORM = ClassFolder(ROOT).checkoff
assert FORM is not None
ALL = {s.id: 1.0 for s in FORM.steps} | {NO_FAIL: 1.0}


@pytest.fixture(scope="module")
def observed(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Three learners have handed in the untouched page; ana and ben were watched, cy was not."""
    made = Class.make(tmp_path_factory.mktemp("observed") / "class")
    made.assignment = NAME
    made.nbgrader("generate_assignment", NAME)
    for student in ("ana", "ben", "cy"):
        shutil.copytree(made.root / "release" / NAME, made.root / "submitted" / student / NAME)
    made.nbgrader("autograde", NAME)
    assert FORM is not None
    give(made, "ana", lambda name: True)
    give(made, "ben", lambda name: name != FORM.critical[0].id)
    return made


def give(made: Class, student: str, done: Callable[[str], bool]) -> None:
    with made.gradebook() as gradebook:
        submission = gradebook.find_submission(NAME, student)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                grade.manual_score = float(done(grade.name))
        gradebook.db.commit()


def test_every_step_has_a_cell_that_only_the_observer_marks(observed: Class) -> None:
    assert FORM is not None
    nb = json.loads((observed.root / "release" / NAME / f"{NAME}.ipynb").read_text())
    graded = {c["metadata"]["nbgrader"]["grade_id"]: c for c in nb["cells"] if c["metadata"]["nbgrader"]["grade"]}
    assert list(graded) == [*(s.id for s in FORM.steps), NO_FAIL]
    assert {c["metadata"]["nbgrader"]["points"] for c in graded.values()} == {1}
    shown = {c["metadata"]["nbgrader"]["grade_id"]: "".join(c["source"]) for c in nb["cells"]}
    critical = {name.removeprefix("step-") for name, text in shown.items() if text.startswith("**Critical.**")}
    assert critical == {s.id for s in FORM.critical} | {NO_FAIL}
    assert all(s.why in shown[f"step-{s.id}"] for s in FORM.steps)


def test_what_the_observer_gave_decides(observed: Class) -> None:
    assert FORM is not None
    found = results(observed.folder)
    assert {s: r.passed for s, r in found.items()} == {"ana": True, "ben": False, "cy": False}
    assert found["ben"].critical_missed == (FORM.critical[0].id,)
    assert len(found["cy"].critical_missed) == len(FORM.critical)
    lines = write_results(observed.folder, found).read_text().splitlines()
    assert [line.split(",")[:2] for line in lines[1:]] == [["ana", "yes"], ["ben", "not yet"], ["cy", "not yet"]]


def test_grading_by_program_passes_it_over(observed: Class) -> None:
    assert collected(observed.folder) == []


def test_one_critical_step_fails_and_a_few_others_do_not() -> None:
    assert FORM is not None
    assert judged(FORM, ALL).passed
    for step in FORM.critical:
        assert not judged(FORM, ALL | {step.id: 0.0}).passed
    assert judged(FORM, ALL | {FORM.rest[0].id: 0.0}).passed
    assert not judged(FORM, ALL | {s.id: 0.0 for s in FORM.rest}).passed
    assert not judged(FORM, ALL | {NO_FAIL: 0.0}).passed


def test_before_anything_is_graded_it_says_what_to_do(tmp_path: Path) -> None:
    made = Class.make(tmp_path / "class")
    with pytest.raises(BankError, match="has no check-off yet"):
        results(made.folder)
