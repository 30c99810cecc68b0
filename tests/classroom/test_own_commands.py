"""nbgrader's own commands on what they were not made for: they go on as ``b12course grade`` does, or say why not."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from b12course.classroom.configure import nbgrader_config
from b12course.classroom.grading.run import grade_assignment
from b12course.learner.assessment import Assessment
from b12course.learner.journal import NAME
from tests.classroom.cells import running
from tests.classroom.classes import Class, best_answers

RUBRIC_WORDS = "What counts"


@pytest.fixture(scope="module")
def best(classroom: Class) -> dict[str, float | None]:
    """The points of a learner who gave the best answers and handed in a whole notebook."""
    classroom.hand_in("whole", best_answers(classroom.bank))
    classroom.autograde("whole")
    return classroom.points("whole")


def text_id(classroom: Class) -> str:
    return next(i.id for i in classroom.bank if i.type == "text")


# -- notebooks that can't be read ---------------------------------------------------------------


def cut(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def with_cells(cells: Any) -> Any:
    def change(raw: bytes) -> bytes:
        return json.dumps({**json.loads(raw), "cells": cells}).encode()

    return change


DAMAGE = {
    "cut": cut,
    "empty": lambda _: b"",
    "no-text": lambda _: bytes(range(256)),
    "half-an-emoji": lambda raw: raw.replace(b'"cells"', b'"\\ud83d": 1, "cells"', 1),
    "a-list": lambda _: b"[]",
    "a-number": lambda _: b"1e999",
    "deep": lambda _: b"[" * 100_000,
    "no-cells": with_cells(None),
    "cells-of-numbers": with_cells([1, 2]),
    "cells-without-metadata": with_cells([{"cell_type": "code", "source": "1"}]),
    "another-version": lambda raw: raw.replace(b'"nbformat": 4', b'"nbformat": 99'),
}


@pytest.mark.parametrize("how", DAMAGE)
def test_a_damaged_notebook_is_graded_by_its_answers(classroom: Class, best: dict[str, float | None], how: str) -> None:
    student = f"damaged-{how}"
    classroom.hand_in(student, best_answers(classroom.bank))
    path = classroom.submitted(student)
    path.write_bytes(DAMAGE[how](path.read_bytes()))
    classroom.autograde(student)
    assert classroom.points(student) == best
    assert classroom.grades(student)[text_id(classroom)]["needs"]
    assert len(classroom.autograded(student)["cells"]) == len(classroom.autograded("whole")["cells"])


def test_damage_is_told(classroom: Class) -> None:
    classroom.hand_in("told", best_answers(classroom.bank))
    path = classroom.submitted("told")
    path.write_bytes(cut(path.read_bytes()))
    log = classroom.autograde("told")["log"]
    assert "told, 04_sites: is damaged" in log
    assert "Traceback" not in log


def test_a_damaged_notebook_of_another_assignment_stays_nbgraders_matter(classroom: Class, tmp_path: Path) -> None:
    """What is not of this course has no answers file: a released notebook in its place would hide the damage."""
    other = classroom.clone(tmp_path / "class")
    other.hand_in("other", {})
    for folder in ("release", "source"):
        (other.root / folder / other.assignment / "items.json").unlink()
    other.submitted("other").write_text("{")
    assert not other.autograde("other", ok=False)["success"]


# -- settings -----------------------------------------------------------------------------------


def test_an_assignment_built_after_the_settings_were_read_overwrites_no_answers(classroom: Class) -> None:
    excluded = nbgrader_config(classroom.folder).Autograde.exclude_overwriting
    assert excluded.get("built-later", []) == [NAME]
    excluded["mine"] = ["data.csv"]
    assert excluded.get("mine", []) == [NAME, "data.csv"]


def test_no_answers_file_of_the_educators_is_laid_over_a_learners(fresh: Class) -> None:
    config = nbgrader_config(fresh.folder)
    fresh.hand_in("learner", best_answers(fresh.bank))
    later = fresh.root / "source" / fresh.assignment / NAME
    later.write_text("the educator tried it out")
    api = fresh.api
    api.config = config
    fresh.autograde("learner")
    kept = fresh.root / "autograded" / "learner" / fresh.assignment / NAME
    assert kept.read_bytes() == (fresh.submitted("learner").parent / NAME).read_bytes()


# -- run by a kernel, as without the class folder's settings --------------------------------------


def test_a_kernel_refuses_free_text_rather_than_give_it_nothing(
    classroom: Class, capfd: pytest.CaptureFixture[str]
) -> None:
    classroom.hand_in("by-kernel", best_answers(classroom.bank))
    outcome = classroom.autograde("by-kernel", kernel=True, ok=False)
    assert not outcome["success"]
    said = capfd.readouterr().err
    assert f"b12course: {text_id(classroom)} has an answer in free text, which can't be graded by running" in said
    assert "by-kernel" not in classroom.graded_students()
    assert {g["auto"] for g in classroom.grades("by-kernel").values()} == {None}
    classroom.autograde("by-kernel")
    assert classroom.grades("by-kernel")[text_id(classroom)]["needs"]


def test_where_there_is_no_kernel_the_refusal_is_an_error(classroom: Class, tmp_path: Path) -> None:
    folder = classroom.hand_in("no-kernel", best_answers(classroom.bank))
    shutil.copytree(classroom.root / "course", tmp_path / "course")
    shutil.copytree(folder, tmp_path / "graded")
    with running(tmp_path / "graded", "autograde"):
        assessment = Assessment(classroom.assignment)
        with pytest.raises(RuntimeError, match="use `b12course grade`"):
            assessment.check(next(i.id for i in classroom.bank))


# -- rubrics in feedback --------------------------------------------------------------------------


@pytest.mark.parametrize("reveal", ["everything", "right_or_wrong", "objectives"])
def test_a_rubric_is_shown_only_where_everything_is(released: Class, tmp_path: Path, reveal: str) -> None:
    made = released.clone(tmp_path / "class")
    settings = made.root / "course" / "course.yaml"
    text = settings.read_text()
    settings.write_text(text.replace(f"review: {made.folder.settings.review}", f"review: {reveal}"))
    assert made.folder.settings.review == reveal
    item = next(i for i in made.bank if i.type == "text")
    made.hand_in("ana", {item.id: "In my own words."})
    grade_assignment(made.folder, made.assignment)
    by_hand = next(c for c in made.autograded("ana")["cells"] if c["metadata"]["nbgrader"]["grade_id"] == item.id)
    assert RUBRIC_WORDS in by_hand["source"]  # the educator marks by it
    page = made.root / "feedback" / "ana" / made.assignment / f"{made.assignment}.html"
    made.b12course("feedback", made.assignment)
    ours = page.read_text()
    made.api.generate_feedback(made.assignment, "ana", force=True)
    nbgraders = page.read_text()
    assert nbgraders != ours
    for found in (ours, nbgraders):
        assert "In my own words" in found
        assert (RUBRIC_WORDS in found) == (reveal == "everything")
        assert (item.rubric[0].full.split(".")[0] in found) == (reveal == "everything")


# -- names ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("student", ["ann[1]", "what?", "st*r"])
def test_a_name_that_nbgrader_takes_for_a_pattern_is_graded_and_told(
    released: Class, tmp_path: Path, student: str
) -> None:
    made = released.clone(tmp_path / "class")
    made.hand_in(student, best_answers(made.bank))
    done = made.b12course("grade", made.assignment, "--workers", "1")
    assert "1 submission graded" in done.stdout
    assert made.points(student)[text_id(made)] is None
    [told] = [d.what for d in grade_assignment(made.folder, made.assignment).dropped[student] if d.where == "name"]
    assert "Rename the folder in submitted/" in told
    report = (made.root / "reports" / f"{made.assignment}-left-out.csv").read_text()
    assert told in report
    made.b12course("feedback")
    assert [p.name for p in (made.root / "feedback").iterdir()] == [student]
