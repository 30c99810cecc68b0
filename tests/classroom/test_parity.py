"""Grading without a kernel stores, row by row and cell by cell, what nbgrader's own autograde stores."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import nbformat
import pytest
from nbgrader.api import SubmittedNotebook
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties

from b12course.classroom.configure import nbgrader_config
from b12course.classroom.grading.run import Summary, grade_assignment
from b12course.learner.journal import NAME as ANSWERS
from tests.classroom.classes import Class, answer, best_answers
from tests.classroom.gallery import gallery_class
from tests.classroom.random_answers import possible_answer, random_answer
from tests.classroom.stored import Rows, rows

DUE = datetime(2026, 11, 20, 12)
EXTENSION = {"days": 2, "hours": 3}
# Every learner of the class, and when the work was handed in.
CLASS = {
    "ana": "2026-11-20 12:30:00.000000 CET",  # an hour ahead of UTC: in time
    "blank": "2026-11-19 08:00:00.000000 UTC",
    "extended": "2026-11-22 14:00:00.000000 UTC",
    "hand": "2026-11-18 08:00:00.000000 UTC",
    "late": "2026-11-20 12:00:01.000000 UTC",
    "nonsense": "2026-11-17 21:00:00.000000 -0500",
    "overdue": "2026-11-22 15:00:01.000000 UTC",  # later than the extension, too
    "typed": "",
}
# Free texts reach their cells through a preprocessor of ours; the rest is also compared with a run notebook.
WITH_TEXT = {"ana", "hand", "late", "typed"}
CHANGED = ["blank", "hand", "late"]
SETTINGS = """
c = get_config()
c.LateSubmissionPlugin.penalty_method = "zero"
"""


@dataclass
class Kept:
    """What a class holds after grading."""

    rows: Rows
    notebooks: dict[str, Any]

    @classmethod
    def of(cls, classroom: Class) -> Kept:
        graded = (classroom.root / "autograded").glob("*/*/*.ipynb")
        return cls(rows(classroom.api.coursedir.db_url), {p.parts[-3]: comparable(p) for p in graded})


@dataclass
class Twins:
    """Two classes that were the same: one graded by nbgrader's autograde, the other by ours."""

    stock: Class
    fast: Class
    first: tuple[Kept, Kept] = field(init=False)

    def __post_init__(self) -> None:
        for student in CLASS:
            self.stock.autograde(student, kernel=student not in WITH_TEXT)
        grade_assignment(self.fast.folder, self.fast.assignment)
        self.first = self.kept()

    def both(self, change: Callable[[Class], None]) -> None:
        for classroom in (self.stock, self.fast):
            change(classroom)

    def kept(self) -> tuple[Kept, Kept]:
        return Kept.of(self.stock), Kept.of(self.fast)


def comparable(path: Path) -> dict[str, Any]:
    """Return a notebook without what differs from run to run: when cells ran, and the kernel's version."""
    nb = nbformat.read(path, as_version=4)
    nb.metadata.pop("language_info", None)
    for cell in nb.cells:
        cell.metadata.pop("execution", None)
    return nb


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class with everything handed in."""
    made = gallery_class(tmp_path_factory.mktemp("prepared") / "class")
    with (made.root / "nbgrader_config.py").open("a") as f:
        f.write(SETTINGS)
    made.release()
    with made.gradebook() as gradebook:
        gradebook.update_or_create_assignment(made.assignment, duedate=DUE)
        for student in ("extended", "overdue"):
            gradebook.add_student(student, first_name="Ex", last_name="Tended")
            gradebook.add_submission(made.assignment, student)
            gradebook.grant_extension(made.assignment, student, **EXTENSION)
    for number, (student, time) in enumerate(CLASS.items()):
        rng = Random(number)
        draw = random_answer if student == "nonsense" else possible_answer
        answers = {i.id: draw(i.public(), rng) for i in made.bank if number % 2 or rng.random() < 0.8}
        variants = {i.id: rng.randrange(i.variants()) for i in made.bank}
        text = "Find the *middle* third.\n\n<b>Then</b> £ 針"
        answers[text_id(made)] = text if student in WITH_TEXT else None
        folder = made.hand_in(student, {} if student == "blank" else answers, variants)
        if time:
            (folder / "timestamp.txt").write_text(time)
    made.tamper("typed", type_into(text_id(made), "Written into the cell: µ < 1 & `code`"))
    return made


@pytest.fixture(scope="module")
def twins(prepared: Class, tmp_path_factory: pytest.TempPathFactory) -> Twins:
    there = tmp_path_factory.mktemp("twins")
    return Twins(prepared.clone(there / "stock"), prepared.clone(there / "fast"))


@pytest.fixture(scope="module")
def again(twins: Twins) -> Summary:
    """What a second run did, after marks and comments by hand and three new submissions."""
    text = text_id(twins.fast)
    item = next(i.id for i in twins.fast.bank if i.type == "single")

    def mark(classroom: Class) -> None:
        classroom.mark_by_hand("hand", text, 2.5, "Say how you would check.")
        classroom.mark_by_hand("hand", item, 0.25)
        classroom.mark_by_hand("late", text, 0.0, "Nothing that counts.")
        classroom.mark_by_hand("typed", text, 1.0, "Good.")
        with classroom.gradebook() as gradebook:
            where = (classroom.assignment, classroom.assignment)
            gradebook.find_grade(item, *where, "late").extra_credit = 1.5
            gradebook.find_grade(text, *where, "late").extra_credit = 4.0
            gradebook.find_submission_notebook(classroom.assignment, classroom.assignment, "hand").flagged = True
            gradebook.find_student("late").last_name = "Name"
            gradebook.db.commit()

    twins.both(mark)
    answer(folder(twins.fast, "hand"), {text: "A new answer.", item: None})
    answer(folder(twins.fast, "blank"), {**best_answers(twins.fast.bank), text: None})
    answer(folder(twins.fast, "late"), {text: None})
    (folder(twins.fast, "late") / "timestamp.txt").write_text("2026-11-21 12:00:00.000000 UTC")
    for student in CHANGED:
        for name in (ANSWERS, "timestamp.txt"):
            (folder(twins.stock, student) / name).write_bytes((folder(twins.fast, student) / name).read_bytes())
        twins.stock.autograde(student, kernel=student not in WITH_TEXT)
    return grade_assignment(twins.fast.folder, twins.fast.assignment)


def folder(classroom: Class, student: str) -> Path:
    return classroom.submitted(student).parent


def text_id(classroom: Class) -> str:
    return next(i.id for i in classroom.bank if i.type == "text")


def type_into(grade_id: str, words: str) -> Callable[[Any], None]:
    def change(nb: Any) -> None:
        next(c for c in nb.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id).source = words

    return change


def of_student(found: list[dict[str, Any]], student: str) -> list[dict[str, Any]]:
    return [r for r in found if student in str(r["id"])]


def test_the_gradebook_is_the_same(twins: Twins) -> None:
    stock, fast = twins.first
    assert fast.rows == stock.rows
    assert len(fast.rows["grade"]) == len(CLASS) * len(of_student(fast.rows["grade"], "ana")) > 150


def test_the_class_has_every_case(twins: Twins) -> None:
    """Otherwise the comparison would show nothing."""
    kept = twins.first[0].rows
    penalties = {s: of_student(kept["submitted_notebook"], s)[0]["late_submission_penalty"] for s in CLASS}
    assert {s for s, p in penalties.items() if p} == {"late", "overdue"}
    assert {r["auto_score"] for r in of_student(kept["grade"], "blank")} == {0.0}
    assert {r["needs_manual_grade"] for r in kept["grade"]} == {True, False}
    assert {r["auto_comment"] for r in kept["comment"]} == {"No response.", None}
    assert {r["extension"] for r in kept["submitted_assignment"]} == {None, timedelta(**EXTENSION)}
    assert of_student(kept["submitted_assignment"], "ana")[0]["timestamp"] == datetime(2026, 11, 20, 11, 30)
    assert of_student(kept["submitted_assignment"], "typed")[0]["timestamp"] is None


@pytest.mark.parametrize("student", CLASS)
def test_the_autograded_notebook_is_the_same(twins: Twins, student: str) -> None:
    stock, fast = (kept.notebooks[student] for kept in twins.first)
    assert [c.source for c in fast.cells] == [c.source for c in stock.cells]
    for mine, nbgraders in zip(fast.cells, stock.cells, strict=True):
        assert mine == nbgraders
    assert fast == stock


def test_grading_again_is_the_same(twins: Twins, again: Summary) -> None:
    assert sorted(again.graded) == CHANGED
    assert set(again.unchanged) == set(CLASS) - set(CHANGED)
    stock, fast = twins.kept()
    assert fast.rows == stock.rows
    assert fast.notebooks == stock.notebooks
    text = text_id(twins.fast)
    for student, expected in {"hand": (None, 2.5, True), "late": (0.0, 0.0, True), "typed": (None, 1.0, False)}.items():
        row = next(r for r in of_student(fast.rows["grade"], student) if f"/{text}/" in r["cell_id"])
        assert (row["auto_score"], row["manual_score"], row["needs_manual_grade"]) == expected
    assert of_student(fast.rows["submitted_notebook"], "hand")[0]["flagged"]
    assert twins.first[1].rows["grade"] != fast.rows["grade"]


def test_formgrader_shows_the_same_numbers(twins: Twins, again: Summary) -> None:
    def shown(classroom: Class) -> Any:
        name, api = classroom.assignment, classroom.api
        whole = [{**s, "id": None} for s in api.get_submissions(name)]
        by_notebook = [{**s, "id": None, "index": None} for s in api.get_notebook_submissions(name, name)]
        with classroom.gradebook() as gradebook:
            cells = sorted(
                (g.student.id, g.name, g.score, g.max_score, g.failed_tests)
                for n in gradebook.db.query(SubmittedNotebook)
                for g in n.grades
            )
        return whole, sorted(by_notebook, key=lambda s: s["student"]), cells, api.get_assignment(name)

    stock, fast = shown(twins.stock), shown(twins.fast)
    assert fast == stock
    assert [s["student"] for s in fast[0]] == [s["student"] for s in fast[1]] == sorted(CLASS)
    assert all(s["autograded"] for s in fast[0])


def test_nbgraders_feedback_and_export_work(twins: Twins, again: Summary) -> None:
    name = twins.fast.assignment
    twins.fast.nbgrader("generate_feedback", name, "--student", "hand")
    page = (twins.fast.root / "feedback" / "hand" / name / f"{name}.html").read_text()
    assert "Say how you would check." in page
    assert "(Score: 2.5 / " in page
    twins.fast.nbgrader("export", "--to", "grades.csv")
    with (twins.fast.root / "grades.csv").open() as f:
        exported = {r["student_id"]: r for r in csv.DictReader(f)}
    assert set(exported) == set(CLASS)
    with twins.stock.gradebook() as gradebook:
        for student in CLASS:
            graded = gradebook.find_submission(name, student)
            assert float(exported[student]["raw_score"]) == graded.score
            assert float(exported[student]["late_submission_penalty"]) == graded.late_submission_penalty
    assert float(exported["late"]["score"]) == 0.0 < float(exported["late"]["raw_score"])


class OddPenalty(LateSubmissionPlugin):
    """Penalties that nbgrader puts right: below zero, above the score; and some that it takes as they are."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        odd = {"late": -5.0, "overdue": score + 100, "extended": None, "hand": score}
        return odd.get(student_id, total_seconds_late / 86400)


def test_any_penalty_plugin_gives_the_same(twins: Twins, tmp_path: Path) -> None:
    classroom = twins.fast.clone(tmp_path / "class")
    with (classroom.root / "nbgrader_config.py").open("a") as f:
        f.write("c.AssignLatePenalties.plugin_class = 'tests.classroom.test_parity.OddPenalty'\n")
    where = (classroom.assignment, classroom.assignment)

    def penalties() -> dict[str, float | None]:
        with classroom.gradebook() as gradebook:
            return {s: gradebook.find_submission_notebook(*where, s).late_submission_penalty for s in CLASS}

    with classroom.gradebook() as gradebook:
        gradebook.update_or_create_assignment(classroom.assignment, duedate=DUE - timedelta(days=10))
        item = next(i.id for i in classroom.bank if i.type == "single")
        gradebook.find_grade(item, *where, "hand").extra_credit = -100.0  # a total below zero
        gradebook.db.commit()
    for record in classroom.root.glob("autograded/*/*/graded.json"):
        record.unlink()
    grade_assignment(classroom.folder, classroom.assignment)
    given = penalties()
    stock = AssignLatePenalties(config=nbgrader_config(classroom.folder))
    for student in CLASS:
        names = {"notebook": classroom.assignment, "assignment": classroom.assignment, "student": student}
        resources = {"nbgrader": {**names, "db_url": classroom.api.coursedir.db_url}}
        stock.preprocess(nbformat.v4.new_notebook(), resources)
    assert given == penalties()
    assert (given["late"], given["hand"], given["extended"]) == (0.0, 0.0, None)
    assert 0 < (given["blank"] or 0) < (given["overdue"] or 0)
