"""Several graders at once on one class and its SQLite gradebook: the right rows, or a sentence that says what to do."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Timer
from typing import Any

import portalocker
import pytest

from b12course.bank.errors import BankError
from b12course.bank.items.choice import Single
from b12course.classroom.grading import gradebook
from b12course.classroom.grading import run as grading_run
from b12course.classroom.grading.run import grade_assignment
from b12course.classroom.grading.scoring import Plan
from b12course.classroom.grading.workers import Job, in_processes, work
from tests.classroom.classes import Class
from tests.classroom.graders import FORK, ended, graders
from tests.classroom.stored import hand_in_class, stored
from tests.classroom.whole_class import LEARNERS, SIZE, Stored


@pytest.fixture
def classroom(handed_in: Class, tmp_path: Path) -> Class:
    return handed_in.clone(tmp_path / "class")


def test_three_graders_at_once(classroom: Class, alone: Stored) -> None:
    for summary in graders(classroom, 3):
        assert len(summary.graded) + len(summary.unchanged) == SIZE
        assert not summary.failed
        assert not summary.moves
    assert stored(classroom) == alone
    assert not list(classroom.root.glob("autograded/*/.*.new"))
    again = grade_assignment(classroom.folder, classroom.assignment)
    assert (again.graded, len(again.unchanged)) == ([], SIZE)


def test_three_graders_with_workers(classroom: Class, alone: Stored) -> None:
    graders(classroom, 3, in_processes(2))
    assert stored(classroom) == alone


@pytest.mark.parametrize("workers", [1, 2, 40])
def test_workers_store_what_one_process_stores(classroom: Class, alone: Stored, workers: int) -> None:
    ticks: list[tuple[int, int]] = []
    done = grade_assignment(
        classroom.folder, classroom.assignment, in_processes(workers), tick=lambda *t: ticks.append(t)
    )
    assert stored(classroom) == alone
    assert done.graded == LEARNERS
    assert ticks[0] == (0, SIZE)
    assert ticks[-1] == (SIZE, SIZE)
    assert ticks == sorted(ticks)


@pytest.fixture
def older_key(classroom: Class) -> Plan:
    """The plan of a run that began before a key was mended."""
    text = classroom.items_file.read_text()
    singles = [i for i in classroom.bank if isinstance(i, Single)]
    item, other = next((i, o) for i in singles for o in i.options if o != i.key and o not in i.unsafe)
    before, rest = text.split(f"id: {item.id}\n")
    rest = rest.replace(f"key: {item.key}\n", f"key: {other}\n", 1)
    classroom.items_file.write_text(f"{before}id: {item.id}\n{rest}")
    plan = Plan.of(classroom.folder, classroom.assignment)
    classroom.items_file.write_text(text)
    assert plan.items != Plan.of(classroom.folder, classroom.assignment).items
    return plan


def with_plan(plan: Plan, classroom: Class) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Plan, "of", lambda *_: plan)
        grade_assignment(classroom.folder, classroom.assignment)


def test_folders_and_gradebook_get_what_came_last(
    classroom: Class, alone: Stored, older_key: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run with an older key comes between a run's gradebook and its folders: it must not leave its scores there."""
    late = FORK.Process(target=with_plan, args=(older_key, classroom))
    write = gradebook.GradebookWriter.write

    def interrupted(writer: Any, results: Any) -> Any:
        moves = write(writer, results)
        monkeypatch.setattr(gradebook.GradebookWriter, "write", write)
        late.start()
        late.join(1)
        return moves

    monkeypatch.setattr(gradebook.GradebookWriter, "write", interrupted)
    grade_assignment(classroom.folder, classroom.assignment)
    assert ended(late) == 0
    grade_assignment(classroom.folder, classroom.assignment)
    assert stored(classroom) == alone


def test_a_run_with_an_older_key_is_put_right_by_the_next(classroom: Class, alone: Stored, older_key: Plan) -> None:
    with_plan(older_key, classroom)
    assert stored(classroom)[0] != alone[0]
    done = grade_assignment(classroom.folder, classroom.assignment)
    assert stored(classroom) == alone
    assert {m.before is not None and m.before != m.after for m in done.moves} == {True}


def test_marks_given_meanwhile_are_kept(classroom: Class, alone: Stored) -> None:
    """A person marks in Formgrader, in a session of nbgrader's own, while three runs grade everything again."""
    grade_assignment(classroom.folder, classroom.assignment)
    text = next(i.id for i in classroom.bank if i.type == "text")
    for record in classroom.root.glob("autograded/*/*/graded.json"):
        record.unlink()

    def mark() -> None:
        for student in LEARNERS:
            classroom.mark_by_hand(student, text, 2.5, f"Good, {student}.")

    person = FORK.Process(target=mark)
    person.start()
    graders(classroom, 3)
    assert ended(person) == 0
    for student in LEARNERS:
        row = classroom.grades(student)[text]
        assert row["manual"] == 2.5
        assert classroom.comment(student, text) == f"Good, {student}."
        assert {name: g["auto"] for name, g in classroom.grades(student).items()} == scores(alone, student)


def scores(alone: Stored, student: str) -> dict[str, float | None]:
    rows_of = [r for r in alone[0]["grade"] if student in r["id"]]
    return {r["cell_id"].split("/")[1]: r["auto_score"] for r in rows_of}


@contextmanager
def locked(classroom: Class, how: str) -> Iterator[sqlite3.Connection]:
    other = sqlite3.connect(classroom.root / "gradebook.db", isolation_level=None, check_same_thread=False)
    other.execute(f"BEGIN {how}")
    yield other
    other.close()


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_gradebook_locked_for_long(classroom: Class, how: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradebook, "PATIENCE_S", 0.3)
    with (
        locked(classroom, how),
        pytest.raises(BankError, match=r"locked by another .* for 0\.3 seconds: close it"),
    ):
        grade_assignment(classroom.folder, classroom.assignment)
    assert len(grade_assignment(classroom.folder, classroom.assignment).graded) == SIZE


def test_a_gradebook_locked_in_mid_run(classroom: Class, alone: Stored, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was stored before stays, and the next run does the rest."""
    monkeypatch.setattr(gradebook, "PATIENCE_S", 0.3)
    monkeypatch.setattr(grading_run, "BATCH", 1)
    with ExitStack() as locks:

        def lock(done: int, total: int) -> None:
            if done == SIZE // 2:
                locks.enter_context(locked(classroom, "IMMEDIATE"))

        with pytest.raises(BankError, match="locked by another program"):
            grade_assignment(classroom.folder, classroom.assignment, tick=lock)
    rest = grade_assignment(classroom.folder, classroom.assignment)
    assert (len(rest.unchanged), len(rest.graded)) == (SIZE // 2, SIZE // 2)
    assert stored(classroom) == alone


def test_a_gradebook_locked_for_a_moment(classroom: Class, alone: Stored) -> None:
    with locked(classroom, "EXCLUSIVE") as other:
        free = Timer(0.5, lambda: other.execute("ROLLBACK"))
        free.start()
        grade_assignment(classroom.folder, classroom.assignment)
        free.join()
    assert stored(classroom) == alone


def test_folders_locked_for_long(classroom: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradebook, "PATIENCE_S", 0.3)
    (classroom.root / "autograded").mkdir()
    other = portalocker.Lock(classroom.root / "autograded" / f".{classroom.assignment}.lock")
    with other, pytest.raises(BankError, match="wait until other runs that grade '04_sites' are done"):
        grade_assignment(classroom.folder, classroom.assignment)


def test_what_a_killed_run_left_is_cleared(classroom: Class) -> None:
    left = [classroom.root / "autograded" / s / f".{classroom.assignment}.new" for s in ("learner001", "withdrawn")]
    for folder in left:
        folder.mkdir(parents=True)
        (folder / "graded.json").write_text("{")
    grade_assignment(classroom.folder, classroom.assignment)
    assert not any(folder.exists() for folder in left)


def test_a_gradebook_put_back_from_a_backup_is_graded_again(classroom: Class, alone: Stored) -> None:
    """The folders say that they are up to date; the gradebook is of last week."""
    hand_in_class(classroom, range(SIZE), attempt=1)
    grade_assignment(classroom.folder, classroom.assignment)
    shutil.copy(classroom.root / "gradebook.db", classroom.root / "backup.db")
    hand_in_class(classroom, range(SIZE))
    grade_assignment(classroom.folder, classroom.assignment)
    shutil.copy(classroom.root / "backup.db", classroom.root / "gradebook.db")
    again = grade_assignment(classroom.folder, classroom.assignment)
    assert len(again.graded) > SIZE / 2  # all but those whose scores were the same
    assert stored(classroom) == alone


def test_a_folder_that_cannot_be_read_is_told_and_gives_no_grade(classroom: Class, tmp_path: Path) -> None:
    """As on a worker that does not see the class folder: not seen is not the same as not answered."""
    job = Job("learner001", tmp_path / "elsewhere" / classroom.assignment, None)
    [outcome] = work(Plan.of(classroom.folder, classroom.assignment), [job])
    assert outcome.result is None
    assert outcome.failure is not None
    assert "elsewhere" in outcome.failure


def test_a_disk_that_cannot_be_written_is_told(classroom: Class) -> None:
    (classroom.root / "autograded").mkdir()
    (classroom.root / "autograded" / "learner003").write_text("a file in the way")
    with pytest.raises(BankError, match=r"learner003.*can't be written.*run this again"):
        grade_assignment(classroom.folder, classroom.assignment)
    (classroom.root / "autograded" / "learner003").unlink()
    rest = grade_assignment(classroom.folder, classroom.assignment)
    assert len(rest.graded) + len(rest.unchanged) == SIZE
