"""One class: a few honest learners, and beside them one for each attack. It is graded once."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from b12course.bank.scoring import score
from b12course.classroom.grading.run import Summary, grade_assignment
from b12course.classroom.grading.workers import here
from tests.classroom.attacks import answers, files, notebooks  # noqa: F401 - they register what they hold
from tests.classroom.attacks.registry import ATTACKS, CLASSMATE, HOSTILE, load, save, text_cell, write_journal
from tests.classroom.attacks.registry import wrong_answers as all_wrong
from tests.classroom.attacks.watch import Seen, watched, within
from tests.classroom.classes import ASSIGNMENT, Class, best_answers

# The student whose submission every attack starts from; nobody touched it.
UNTOUCHED = "mm-untouched"


@dataclass
class Attacked:
    """The class after grading."""

    classroom: Class
    summary: Summary
    seen: Seen
    marks: Path
    honest: dict[str, dict[str, float | None]] = field(default_factory=dict)
    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)

    def points(self, student: str) -> dict[str, float | None]:
        return {name: row["auto"] for name, row in self.rows[student].items()}


def hostile_student(name: str) -> str:
    return f"tt-{name}"


@pytest.fixture(scope="session")
def attacked(released: Class, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    base = tmp_path_factory.mktemp("attacked")
    classroom = released.clone(base / "class")
    submitted = classroom.root / "submitted"
    items = list(classroom.bank)
    best, wrong = best_answers(classroom.bank), all_wrong(items)
    half = dict(list(best.items())[::2])
    answered = {CLASSMATE: best, "aa-half": half, "aa-nothing": {}, "zz-best": best, "zz-half": half}
    hostile = {hostile_student(n): wrong | texts(items, text) for n, text in HOSTILE.items()}
    attackers = {a.student: wrong for a in ATTACKS.values()}

    for number, (student, given) in enumerate(
        [*answered.items(), *hostile.items(), (UNTOUCHED, wrong), *attackers.items()]
    ):
        folder = submitted / student / ASSIGNMENT
        shutil.copytree(classroom.root / "release" / ASSIGNMENT, folder)
        if given:
            write_journal(folder, given, number)
    for name, text in HOSTILE.items():
        folder = submitted / hostile_student(name) / ASSIGNMENT
        nb = load(folder)
        text_cell(nb)["source"] = text
        save(folder, nb)
    marks = base / "marks"
    marks.mkdir()
    for attack in ATTACKS.values():
        attack.change(submitted / attack.student / ASSIGNMENT, marks / attack.name)

    with within(60), watched() as seen:
        summary = grade_assignment(classroom.folder, ASSIGNMENT, here)
    done = Attacked(classroom, summary, seen, marks)
    done.honest = {s: {i.id: earned(i, given.get(i.id)) for i in items} for s, given in answered.items()}
    done.rows = all_grades(classroom)
    yield done
    # Some of these paths are too long for Python's own way to delete a folder.
    subprocess.run(["rm", "-rf", str(base)], check=True)


def all_grades(classroom: Class) -> dict[str, dict[str, dict[str, Any]]]:
    """Return what the gradebook holds, by student and grade id, with one session."""
    with classroom.gradebook() as gradebook:
        return {
            s.student_id: {
                g.name: {"auto": g.auto_score, "manual": g.manual_score, "max": g.max_score}
                for n in s.notebooks
                for g in n.grades
            }
            for s in gradebook.assignment_submissions(ASSIGNMENT)
        }


def texts(items: list[Any], text: str) -> dict[str, Any]:
    """Return the answers that can hold a learner's own words."""
    words = {i.id: text[:8000] for i in items if i.type == "text"}
    amounts = {
        i.id: {"value": i.answer() + 77, "unit": i.unit, "entered": text[:40]}
        for i in (i.variant(0) for i in items if i.type == "numeric")
    }
    return words | amounts


def earned(item: Any, answer: Any) -> float | None:
    """Return what nbgrader stores for an answer: None where a person must mark it."""
    if item.type == "text":
        return None if answer else 0.0
    return score(item, answer).points
