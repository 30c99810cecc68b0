"""The observed check-off goes through real nbgrader: released, handed in untouched, marked by an observer, judged."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from b12course.bank.errors import BankError
from b12course.bank.folder import ClassFolder
from b12course.classroom.build.checkoff import NAME, NO_FAIL
from b12course.classroom.checkoff import judged, results, write_results
from b12course.classroom.grading.run import collected
from tests.classroom.classes import ROOT, Class, cells_by_grade_id, text_of

FORM = ClassFolder(ROOT).checkoff
assert FORM is not None
ALL = {s.id: 1.0 for s in FORM.steps} | {NO_FAIL: 1.0}


@pytest.fixture(scope="module")
def observed(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """Four learners have handed in the untouched page: two were watched, dee's observer left off, cy was not."""
    made = Class.make(tmp_path_factory.mktemp("observed") / "class")
    made.assignment = NAME
    made.nbgrader("generate_assignment", NAME)
    for student in ("ana", "ben", "cy", "dee"):
        shutil.copytree(made.root / "release" / NAME, made.root / "submitted" / student / NAME)
    made.nbgrader("autograde", NAME)
    for name in ALL:
        made.mark_by_hand("ana", name, 1.0)
        made.mark_by_hand("ben", name, float(name != FORM.critical[0].id))
    made.mark_by_hand("dee", FORM.steps[0].id, 1.0, comment="Said it aloud.")
    return made


def waiting(made: Class) -> dict[str, bool]:
    """Return whom Formgrader's list of one notebook's submissions calls "needs manual grade"."""
    return {s["student"]: s["needs_manual_grade"] for s in made.api.get_notebook_submissions(NAME, NAME)}


def test_every_step_has_a_cell_that_only_the_observer_marks(observed: Class) -> None:
    nb = json.loads((observed.root / "release" / NAME / f"{NAME}.ipynb").read_text())
    cells = {name: c for name, c in cells_by_grade_id(nb).items() if "points" in c["metadata"]["nbgrader"]}
    assert list(cells) == list(ALL)
    for cell in cells.values():
        role = cell["metadata"]["nbgrader"]
        assert (role["points"], role["task"], role["grade"], role["solution"]) == (1, True, False, False)
        assert not cell["metadata"]["editable"]
    critical = {name for name, c in cells.items() if text_of(c).startswith("**Critical.**")}
    assert critical == {s.id for s in FORM.critical} | {NO_FAIL}
    assert all(s.why in text_of(cells[s.id]) for s in FORM.steps)


def test_formgrader_lists_it_until_every_step_has_its_mark(observed: Class) -> None:
    observed.b12course("checkoff")
    assert waiting(observed) == {"ana": False, "ben": False, "cy": True, "dee": True}
    with observed.gradebook() as gradebook:
        assert gradebook.find_submission(NAME, "cy").needs_manual_grade
        assert not gradebook.find_submission(NAME, "ana").needs_manual_grade
    open_steps = {name for name, grade in observed.grades("dee").items() if grade["needs"]}
    assert open_steps == set(ALL) - {FORM.steps[0].id}
    # What is shown before any mark is no 0 that someone gave.
    assert {(g["auto"], g["manual"]) for g in observed.grades("cy").values()} == {(None, None)}


def test_grading_again_keeps_every_mark(observed: Class) -> None:
    before = {student: observed.grades(student) for student in ("ana", "ben", "cy", "dee")}
    observed.nbgrader("autograde", NAME, "--force")
    observed.b12course("checkoff")
    assert {student: observed.grades(student) for student in before} == before
    assert observed.comment("dee", FORM.steps[0].id) == "Said it aloud."


@pytest.mark.parametrize("command", ["grade", "feedback"])
def test_a_command_that_grades_by_key_says_who_marks_it(observed: Class, command: str) -> None:
    done = observed.b12course(command, NAME, ok=False)
    assert done.returncode == 1
    assert "is marked by an observer: run `nbgrader autograde 09_checkoff`" in done.stderr.replace("\n", " ")


def test_what_the_observer_gave_decides(observed: Class) -> None:
    found = results(observed.folder)
    said = {"ana": "yes", "ben": "not yet", "cy": "to be marked", "dee": "to be marked"}
    assert {student: seen.said for student, seen in found.items()} == said
    left = {"ana": set(), "ben": set(), "cy": set(ALL), "dee": set(ALL) - {FORM.steps[0].id}}
    assert {student: set(seen.to_mark) for student, seen in found.items()} == left
    # A step that nobody has marked is not told as missed.
    missed = {"ana": [], "ben": [FORM.critical[0].id], "cy": [], "dee": []}
    assert {student: seen.critical_missed for student, seen in found.items()} == missed
    assert not any(seen.global_fails for seen in found.values())
    lines = write_results(observed.folder, found).read_text().splitlines()
    assert [tuple(line.split(",")[:2]) for line in lines[1:]] == list(said.items())


def test_the_learners_page_says_what_each_step_got(observed: Class) -> None:
    observed.nbgrader("generate_feedback", NAME, "--student", "ben")
    page = (observed.root / "feedback" / "ben" / NAME / f"{NAME}.html").read_text(encoding="utf-8")
    assert page.count("Score: 1.0 / 1.0 <a") == len(ALL) - 1
    assert page.count("Score: 0.0 / 1.0 <a") == 1


def test_grading_by_program_passes_it_over(observed: Class) -> None:
    assert collected(observed.folder) == []


def test_one_critical_step_fails_and_a_few_others_do_not() -> None:
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
