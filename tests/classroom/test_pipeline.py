"""The whole way on one machine, by nbgrader's own commands: release, fetch, answer, submit, grade, feedback, export."""

from __future__ import annotations

import csv
import getpass
import html
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from b12course.bank.items.composite import Case
from b12course.learner.journal import NAME, Event, Journal
from tests.classroom.classes import Class, answer, best_answers

STUDENT = getpass.getuser()
WRITTEN = "Keep out of the upper outer buttock; the <b>sciatic</b> nerve & deep fat are there."


class Desk:
    """A learner's folder on the same machine: only the exchange joins it to the educator's."""

    def __init__(self, classroom: Class, folder: Path) -> None:
        self.classroom, self.folder = classroom, folder
        folder.mkdir()
        (folder / "nbgrader_config.py").write_text(
            "c = get_config()\n"
            "c.CourseDirectory.course_id = 'b12course'\n"
            f"c.Exchange.root = {str(classroom.root / 'exchange')!r}\n"
        )

    def nbgrader(self, *args: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
        return self.classroom.nbgrader(*args, cwd=self.folder, ok=ok)

    @property
    def assignment(self) -> Path:
        return self.folder / self.classroom.assignment

    def validate(self) -> str:
        done = self.nbgrader("validate", f"{self.classroom.assignment}/{self.classroom.assignment}.ipynb", ok=False)
        assert "Traceback" not in done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def desk(classroom: Class, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A learner who has fetched the released assignment."""
    classroom.nbgrader("release_assignment", classroom.assignment)
    made = Desk(classroom, tmp_path_factory.mktemp("learner") / "desk")
    assert classroom.assignment in made.nbgrader("list").stderr
    made.nbgrader("fetch_assignment", classroom.assignment)
    return made


def answers(classroom: Class) -> dict[str, Any]:
    text = next(i for i in classroom.bank if i.type == "text")
    return {**best_answers(classroom.bank), text.id: WRITTEN}


def test_what_is_fetched_is_what_was_released(desk: Desk) -> None:
    release = desk.classroom.root / "release" / desk.classroom.assignment
    assert {p.name: p.read_bytes() for p in desk.assignment.iterdir()} == {
        p.name: p.read_bytes() for p in release.iterdir()
    }


# -- Validate, in the order in which a learner goes ---------------------------------------------


def test_validate_tells_what_is_open(desk: Desk) -> None:
    """Unanswered, then in part, then in full: in words, and nothing that looks like a crash."""
    bank = desk.classroom.bank
    items = list(bank)
    untouched = desk.validate()
    assert f"FAILED ON {len(items)} CELL(S)" in " ".join(untouched.split())
    assert open_lines(untouched) == [f"Question {n} ({i.id}): not answered yet." for n, i in enumerate(items, 1)]
    assert not re.search(r"Error\b|File \"|line \d+|\x1b\[|^-{5,}", untouched, re.M)

    half = {i.id: i.variant(0).best() for i in items[::2]}
    case = next(i for i in items if isinstance(i, Case))
    matrix = next(i for i in items if i.type == "matrix")
    row = next(iter(matrix.rows))
    half |= {case.id: {"1": case.items[0].best()}, matrix.id: {row: matrix.best()[row]}}
    answer(desk.assignment, half)
    partly = [f"({matrix.id}): 1 of {len(matrix.rows)} answered.", f"({case.id}): 1 of 6 answered."]
    expected = [f"Question {n} ({i.id}): not answered yet." for n, i in enumerate(items, 1) if i.id not in half] + [
        f"Question {items.index(i) + 1} {words}" for i, words in zip((matrix, case), partly, strict=True)
    ]
    assert sorted(open_lines(desk.validate())) == sorted(expected)

    answer(desk.assignment, answers(desk.classroom))
    assert desk.validate().strip() == "Success! Your notebook passes all the tests."


def open_lines(said: str) -> list[str]:
    return [line.strip() for line in said.splitlines() if line.strip().startswith("Question")]


def test_validate_leaves_the_answers_alone(desk: Desk) -> None:
    before = (desk.assignment / NAME).read_bytes() if (desk.assignment / NAME).exists() else b""
    desk.validate()
    after = (desk.assignment / NAME).read_bytes() if (desk.assignment / NAME).exists() else b""
    assert after == before
    assert not (desk.assignment / "gradebook.db").exists()


# -- hand in, grade, hand back ------------------------------------------------------------------


@pytest.fixture(scope="module")
def graded(desk: Desk) -> Class:
    """The class after the learner's submission was collected and autograded."""
    classroom = desk.classroom
    answer(desk.assignment, answers(classroom))
    desk.nbgrader("submit", classroom.assignment)
    classroom.nbgrader("collect", classroom.assignment)
    classroom.nbgrader("autograde", classroom.assignment)
    return classroom


def test_the_answers_travel_with_the_submission(desk: Desk, graded: Class) -> None:
    collected = graded.root / "submitted" / STUDENT / graded.assignment
    assert (collected / NAME).read_bytes() == (desk.assignment / NAME).read_bytes()
    assert (collected / "timestamp.txt").is_file()


def test_the_gradebook_holds_full_marks_and_a_text_to_mark(graded: Class) -> None:
    expected = {i.id: None if i.type == "text" else float(i.max_points) for i in graded.bank}
    assert {name: p for name, p in graded.points(STUDENT).items() if name in expected} == expected


@pytest.fixture(scope="module")
def feedback(desk: Desk, graded: Class) -> str:
    """The feedback page that the learner fetches."""
    text = next(i for i in graded.bank if i.type == "text")
    graded.mark_by_hand(STUDENT, text.id, 5.0, "Say which bone comes first.")
    for command in ("generate_feedback", "release_feedback"):
        graded.nbgrader(command, graded.assignment)
    desk.nbgrader("fetch_feedback", graded.assignment)
    pages = list((desk.assignment / "feedback").rglob("*.html"))
    assert len(pages) == 1
    return pages[0].read_text(encoding="utf-8")


def test_feedback_reviews_every_item(graded: Class, feedback: str) -> None:
    reviews = re.findall(r'<section class="b12-review" data-item="([^"]+)">', feedback)
    assert reviews == [i.id for i in graded.bank]
    assert feedback.count("✓ Right") > len(reviews)
    single = next(i for i in graded.bank if i.type == "single")
    assert html.escape(single.rationale[single.key]) in feedback


def test_feedback_shows_the_words_the_marks_and_the_comment(feedback: str) -> None:
    shown = html.unescape(re.sub(r"<[^>]+>", "", feedback))
    assert "Keep out of the upper outer buttock" in shown
    assert "<b>sciatic</b>" not in feedback
    assert "Say which bone comes first." in shown
    assert re.search(r"Score:\s*5(\.0)?\s*/\s*6", shown)


def test_feedback_shows_no_code(feedback: str) -> None:
    assert "assessment.check(" not in feedback
    assert "assessment.show(" not in feedback
    assert "Question 1" in feedback


def test_export_writes_the_grades(graded: Class, feedback: str) -> None:
    graded.nbgrader("export", "--to", "grades.csv")
    with (graded.root / "grades.csv").open(newline="", encoding="utf-8") as f:
        rows = list(csv.DictReader(f))
    most = sum(i.max_points for i in graded.bank)
    text = next(i for i in graded.bank if i.type == "text")
    assert [(r["assignment"], r["student_id"]) for r in rows] == [(graded.assignment, STUDENT)]
    assert float(rows[0]["max_score"]) == most
    assert float(rows[0]["raw_score"]) == most - text.max_points + 5
    assert rows[0]["timestamp"]


def test_a_second_submission_graded_by_b12course_takes_the_place_of_the_first(
    desk: Desk, graded: Class, feedback: str
) -> None:
    single = next(i for i in graded.bank if i.type == "single")
    wrong = next(o for o in single.options if o != single.key)
    Journal(desk.assignment / NAME).append(Event(single.id, "value", wrong))
    desk.nbgrader("submit", graded.assignment)
    graded.nbgrader("collect", graded.assignment, "--update")
    graded.b12course("grade", graded.assignment)
    graded.b12course("feedback", graded.assignment)
    graded.nbgrader("release_feedback", graded.assignment)
    desk.nbgrader("fetch_feedback", graded.assignment)
    assert graded.points(STUDENT)[single.id] == 0.0
    pages = [p.read_text(encoding="utf-8") for p in (desk.assignment / "feedback").rglob("*.html")]
    assert sorted(html.escape(single.options[wrong]) in rows_chosen(p) for p in pages) == [False, True]


def rows_chosen(page: str) -> str:
    """Return the first cells of a feedback page's rows whose option the learner chose."""
    return "\n".join(re.findall(r"<tr><td>([^<]*)</td><td>chosen</td>", page))
