"""Grading into PostgreSQL: what SQLite would hold, from several graders at once, readable to nbgrader itself."""

from __future__ import annotations

import csv
import os
import re
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from b12course.bank.errors import BankError
from b12course.classroom.grading import gradebook
from b12course.classroom.grading import run as grading_run
from b12course.classroom.grading.run import grade_assignment
from b12course.classroom.grading.workers import here, in_processes
from tests.classroom.classes import Class
from tests.classroom.graders import FORK, at_once, ended, graders
from tests.classroom.postgres import Server, a_server
from tests.classroom.stored import Rows, files, hand_in_class, stored

SIZE = 16
RELEASED = "released"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with a_server() as running:
        yield running


@pytest.fixture(scope="module")
def handed_in(released: Class, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class whose assignment was released into PostgreSQL as well, by nbgrader's own command."""
    made = released.clone(tmp_path_factory.mktemp("postgresql") / "class")
    hand_in_class(made, range(SIZE))
    made.nbgrader("generate_assignment", made.assignment, "--force", f"--db={server.database(RELEASED)}")
    return made


@pytest.fixture(scope="module")
def alone(handed_in: Class, tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, dict[str, bytes]]:
    """What one run makes of the class with SQLite."""
    made = handed_in.clone(tmp_path_factory.mktemp("alone") / "class")
    grade_assignment(made.folder, made.assignment)
    return comparable(stored(made))


@dataclass
class Department:
    """A class folder and its gradebook on the server."""

    classroom: Class
    db: str

    def grade(self, **more: Any) -> grading_run.Summary:
        return grade_assignment(self.classroom.folder, self.classroom.assignment, db_url=self.db, **more)

    def stored(self) -> tuple[Rows, dict[str, bytes]]:
        return comparable(stored(self.classroom, self.db))


@pytest.fixture
def department(handed_in: Class, server: Server, tmp_path: Path) -> Department:
    return Department(handed_in.clone(tmp_path / "class"), server.database(tmp_path.name, like=RELEASED))


def comparable(found: tuple[Rows, dict[str, bytes]]) -> tuple[Rows, dict[str, bytes]]:
    """Leave out of the records which gradebook the scores went to: the random name of the assignment in it."""
    name = re.compile(rb'"gradebook": "[0-9a-f]{32}"')
    return found[0], {n: name.sub(b"", raw) if n.endswith("graded.json") else raw for n, raw in found[1].items()}


def refusal(department: Department, **more: Any) -> str:
    with pytest.raises(BankError) as told:
        department.grade(**more)
    assert len(told.value.findings) == 1
    assert "ord@" not in str(told.value)
    return str(told.value)


def test_the_command_stores_what_sqlite_stores(department: Department, alone: Any) -> None:
    classroom = department.classroom
    before = (classroom.root / "gradebook.db").read_bytes()
    said = classroom.b12course("grade", classroom.assignment, "--db", department.db).stdout
    assert f"{SIZE} submissions graded" in said
    assert department.stored() == alone
    assert (classroom.root / "gradebook.db").read_bytes() == before
    assert department.grade().graded == []


@pytest.mark.parametrize("mapper", [here, in_processes(2)], ids=["alone", "with workers"])
def test_three_graders_at_once(department: Department, alone: Any, mapper: Any) -> None:
    for summary in graders(department.classroom, 3, mapper, department.db):
        assert len(summary.graded) + len(summary.unchanged) == SIZE
        assert (summary.failed, summary.moves) == ({}, [])
    assert department.stored() == alone
    assert department.grade().graded == []


def test_three_graders_with_a_class_folder_each(department: Department, alone: Any, tmp_path: Path) -> None:
    """As on three machines: no lock of files keeps them apart, only the server does."""
    desks = [department.classroom.clone(tmp_path / f"desk{n}") for n in range(3)]

    def grade(desk: Class) -> tuple[int, object, object]:
        summary = grade_assignment(desk.folder, desk.assignment, db_url=department.db)
        return len(summary.graded) + len(summary.unchanged), summary.failed, summary.moves

    assert at_once([partial(grade, desk) for desk in desks]) == [(SIZE, {}, [])] * len(desks)
    for desk in desks:
        assert comparable(stored(desk, department.db)) == alone


def test_marks_given_meanwhile_are_kept(department: Department, alone: Any) -> None:
    """A person marks in a session of nbgrader's own while three runs grade everything again."""
    classroom = department.classroom
    use(department)
    department.grade()
    text = next(i.id for i in classroom.bank if i.type == "text")
    for record in classroom.root.glob("autograded/*/*/graded.json"):
        record.unlink()

    def mark() -> None:
        for n in range(SIZE):
            classroom.mark_by_hand(f"learner{n:03}", text, 2.5, "Good.")

    person = FORK.Process(target=mark)
    person.start()
    graders(classroom, 3)
    assert ended(person) == 0
    automatic = {(r["id"], r["auto_score"]) for r in alone[0]["grade"]}
    assert {(r["id"], r["auto_score"]) for r in department.stored()[0]["grade"]} == automatic
    for n in range(SIZE):
        assert classroom.grades(f"learner{n:03}")[text]["manual"] == 2.5
        assert classroom.comment(f"learner{n:03}", text) == "Good."


def use(department: Department) -> None:
    """Make the server the class's gradebook, as a department does in its settings."""
    with (department.classroom.root / "nbgrader_config.py").open("a") as f:
        f.write(f"\nc = get_config()\nc.CourseDirectory.db_url = {department.db!r}\n")


def test_nbgraders_own_commands_work_on_it(department: Department, alone: Any) -> None:
    use(department)
    classroom, name = department.classroom, department.classroom.assignment
    text = next(i.id for i in classroom.bank if i.type == "text")
    assert f"{SIZE} submissions graded" in classroom.b12course("grade", name).stdout
    classroom.mark_by_hand("learner003", text, 1.5, "Name the bones.")
    classroom.nbgrader("generate_feedback", name, "--student", "learner003")
    page = (classroom.root / "feedback" / "learner003" / name / f"{name}.html").read_text()
    assert "Name the bones." in page
    assert "(Score: 1.5 / " in page
    classroom.b12course("feedback", name)
    ours = (classroom.root / "feedback" / "learner003" / name / f"{name}.html").read_text()
    assert "Name the bones." in ours
    classroom.nbgrader("export", "--to", "grades.csv")
    with (classroom.root / "grades.csv").open() as f:
        exported = {r["student_id"]: float(r["raw_score"]) for r in csv.DictReader(f)}
    expected = dict.fromkeys((f"learner{n:03}" for n in range(SIZE)), 0.0)
    for row in alone[0]["grade"]:
        student = next(s for s in expected if s in row["id"])
        expected[student] += row["auto_score"] or 0.0
    expected["learner003"] += 1.5
    assert exported == pytest.approx(expected)
    # nbgrader's own autograde, as Formgrader's button runs it, finds and leaves the same scores.
    points = classroom.points("learner003")
    classroom.autograde("learner003")
    assert classroom.points("learner003") == points


def test_a_killed_run_goes_on(department: Department, alone: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grading_run, "BATCH", 1)
    for stop in (1, 5, 11):

        def grade(until: int = stop) -> None:
            department.grade(tick=lambda done, _: os.kill(os.getpid(), signal.SIGKILL) if done >= until else None)

        process = FORK.Process(target=grade)
        process.start()
        assert ended(process) == -signal.SIGKILL
    rest = department.grade()
    assert (len(rest.unchanged), len(rest.graded)) == (11, SIZE - 11)
    assert department.stored() == alone


def test_a_server_that_stops_in_mid_run(
    department: Department, alone: Any, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grading_run, "BATCH", 1)
    try:
        said = refusal(department, tick=lambda done, _: server.stop("immediate") if done == SIZE // 2 else None)
        assert "can't be written" in said
        done = department.classroom.root.glob(f"autograded/*/{department.classroom.assignment}/graded.json")
        assert len(list(done)) == SIZE // 2
        assert re.search(r"the gradebook postgresql.* can't be opened: .*onnection refused", refusal(department))
    finally:
        server.start()
    rest = department.grade()
    assert (len(rest.unchanged), len(rest.graded)) == (SIZE // 2, SIZE // 2)
    assert department.stored() == alone


def test_rows_locked_for_long(
    department: Department, server: Server, alone: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gradebook, "PATIENCE_S", 0.3)
    with server.connect(department.db.rpartition("/")[2]) as other, other.transaction():
        other.execute("LOCK TABLE grade IN ACCESS EXCLUSIVE MODE")
        assert "locked by another program for 0.3 seconds" in refusal(department)
    assert files(department.classroom.root / "autograded") == {}
    department.grade()
    assert department.stored() == alone


@pytest.mark.parametrize("wrong", ["password", "database", "host"])
def test_an_address_that_is_wrong(department: Department, server: Server, wrong: str) -> None:
    name = department.db.rpartition("/")[2]
    department.db = {
        "password": server.address(name, "other w/ord"),
        "database": server.address("no-such"),
        "host": department.db.replace(f":{server.port}/", ":1/"),
    }[wrong]
    said = refusal(department)
    assert re.fullmatch(r"the gradebook postgresql\S+ can't be opened: .+", said)
    assert "w/ord" not in said
    assert "w%2Ford" not in said
