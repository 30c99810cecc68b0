"""A grading run that is killed, again and again, and started again: nothing is lost, doubled or half-written."""

from __future__ import annotations

import contextlib
import json
import multiprocessing
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import psutil
import pytest
import sqlalchemy

from b12course.bank.errors import BankError
from b12course.classroom.grading import run as grading_run
from b12course.classroom.grading.run import Summary, grade_assignment
from b12course.classroom.grading.scoring import Plan
from b12course.classroom.grading.workers import Mapper, here, in_processes
from tests.classroom.classes import Class
from tests.classroom.graders import FORK, ended, heard
from tests.classroom.stored import Rows, files, hand_in_class, rows

SIZE = 40
KILLS = 200
TOUCHES = {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"}


@dataclass
class Run:
    """A grading run in a process of its own."""

    classroom: Class
    mapper: Mapper = here
    before: Callable[[], None] = lambda: None
    summary: Summary | None = field(default=None, init=False)

    def start(self) -> None:
        self._said, says = FORK.Pipe(duplex=False)
        self._process = FORK.Process(target=self._grade, args=(says,))
        self._process.start()
        says.close()

    def _grade(self, says: Any) -> None:
        self.before()
        says.send(grade_assignment(self.classroom.folder, self.classroom.assignment, self.mapper))

    def killed_after(self, seconds: float) -> bool:
        """Kill the run unless it ends within ``seconds``; return whether it was killed."""
        if not self._said.poll(seconds):
            os.kill(self._process.pid or 0, signal.SIGKILL)
        said = None
        with contextlib.suppress(EOFError, OSError):  # nothing, or half a message
            said = heard(self._said)
        if ended(self._process) == -signal.SIGKILL:
            return True
        self.summary = said
        return False


@dataclass
class Copies:
    """Fresh copies of a class to grade, and what an undisturbed run makes of one."""

    handed_in: Class
    there: Path
    rows: Rows
    files: dict[str, bytes]
    span: float = 0.0
    count: int = 0

    def fresh(self) -> Class:
        self.count += 1
        return self.handed_in.clone(self.there / f"copy{self.count}")

    def graded(self, classroom: Class) -> set[str]:
        """Return whose autograded folder says that it is up to date. What stands in such a folder must be whole."""
        found = files(classroom.root / "autograded")
        done = {n.split("/")[0] for n, raw in found.items() if n.endswith("graded.json") and self.files.get(n) == raw}
        whole = {n: raw for n, raw in self.files.items() if n.split("/")[0] in done}
        assert {n: raw for n, raw in found.items() if n in whole} == whole
        return done

    def check(self, classroom: Class, summary: Summary | None, graded_before: set[str]) -> None:
        """Fail unless a completed run graded just what was missing, and left what an undisturbed one leaves."""
        assert summary is not None
        assert set(summary.unchanged) == graded_before
        assert set(summary.graded) == learners() - graded_before
        assert not summary.failed
        assert rows(classroom.api.coursedir.db_url) == self.rows
        assert files(classroom.root / "autograded") == self.files
        assert not list(classroom.root.glob("autograded/*/.*.new"))
        shutil.rmtree(classroom.root)


@pytest.fixture(scope="module")
def copies(released: Class, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copies]:
    monkeypatch = pytest.MonkeyPatch()
    there = tmp_path_factory.mktemp("kill")
    handed_in = released.clone(there / "class")
    # One half was graded before and has handed in again since.
    hand_in_class(handed_in, range(SIZE // 2), attempt=1)
    grade_assignment(handed_in.folder, handed_in.assignment)
    hand_in_class(handed_in, range(SIZE))
    undisturbed = handed_in.clone(there / "undisturbed")
    plan = Plan.of(undisturbed.folder, undisturbed.assignment)
    monkeypatch.setattr(Plan, "of", lambda *_: plan)  # most of a run's start-up; the same for every copy
    grade_assignment(undisturbed.folder, undisturbed.assignment)
    made = files(undisturbed.root / "autograded")
    notebooks = [json.loads(raw) for name, raw in made.items() if name.endswith(".ipynb")]
    assert len(notebooks) == SIZE
    made_of = Copies(handed_in, there, rows(undisturbed.api.coursedir.db_url), made)
    second = Run(made_of.fresh())
    second.start()
    assert not second.killed_after(60)
    assert second.summary is not None
    made_of.span = second.summary.seconds
    yield made_of
    monkeypatch.undo()


def learners() -> set[str]:
    return {f"learner{n:03}" for n in range(SIZE)}


def test_two_hundred_kills(copies: Copies) -> None:
    rng = Random(200)
    kills = completed = stored = 0
    spread: set[int] = set()
    while kills < KILLS:
        classroom = copies.fresh()
        last = len(copies.graded(classroom))
        while True:
            before = copies.graded(classroom)
            spread.add(len(before))
            stored += len(before) > last
            last = len(before)
            run = Run(classroom)
            run.start()
            if not run.killed_after(rng.uniform(0, copies.span * 0.6)):
                break
            kills += 1
        copies.check(classroom, run.summary, before)
        completed += 1
    assert completed >= 4
    assert stored >= KILLS / 8
    # Kills came at every stage: after each batch, and now and then within one.
    assert len(spread) >= SIZE / 5


def kill_at(step: int) -> Callable[[], None]:
    """Return what makes a process kill itself at its ``step``-th touch of the autograded folders or a commit."""

    def install() -> None:
        left = step

        def one_less() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        def touch(event: str, args: tuple[Any, ...]) -> None:
            if event in TOUCHES and "autograded" in str(args[0]):
                one_less()

        sys.addaudithook(touch)
        sqlalchemy.event.listen(sqlalchemy.Engine, "commit", lambda _: one_less())

    return install


@pytest.mark.parametrize("kind", ["handed in again", "new"])
def test_a_kill_at_every_step_of_storing(copies: Copies, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What random moments may miss: before and after each file, folder, commit and rename of a batch."""
    monkeypatch.setattr(grading_run, "BATCH", 2)
    classroom, step = copies.fresh(), 0
    if kind == "new":
        shutil.move(classroom.root / "submitted", classroom.root / "later")
        for path in sorted((classroom.root / "later").iterdir())[: SIZE // 2]:
            shutil.copytree(path, classroom.root / "submitted" / path.name)
        grade_assignment(classroom.folder, classroom.assignment)
        shutil.rmtree(classroom.root / "submitted")
        shutil.move(classroom.root / "later", classroom.root / "submitted")
    while True:
        step += 1
        before = copies.graded(classroom)
        run = Run(classroom, before=kill_at(step))
        run.start()
        if not run.killed_after(60):
            break
    copies.check(classroom, run.summary, before)
    assert step > 20


def test_workers_end_when_their_grader_is_killed(copies: Copies) -> None:
    classroom = copies.fresh()
    told, tell = FORK.Pipe(duplex=False)

    def grade() -> None:
        two = in_processes(2)
        grade_assignment(classroom.folder, classroom.assignment, two, tick=lambda *_: tell.send(workers_here()))

    process = FORK.Process(target=grade)
    process.start()
    tell.close()
    workers: list[int] = []
    while len(workers) < 2:
        workers = heard(told)
    process.kill()
    process.join()
    until = time.monotonic() + 20
    while any(runs(pid) for pid in workers):
        assert time.monotonic() < until, "the workers of a killed run are still there"
        time.sleep(0.02)
    before = copies.graded(classroom)
    again = grade_assignment(classroom.folder, classroom.assignment, in_processes(2))
    copies.check(classroom, again, before)


def test_killed_workers_are_told_in_a_sentence(copies: Copies) -> None:
    classroom = copies.fresh()

    def kill_workers(done: int, total: int) -> None:
        for pid in workers_here():
            os.kill(pid, signal.SIGKILL)

    with pytest.raises(BankError, match="run this again with fewer --workers"):
        grade_assignment(classroom.folder, classroom.assignment, in_processes(2), tick=kill_workers)
    before = copies.graded(classroom)
    copies.check(classroom, grade_assignment(classroom.folder, classroom.assignment), before)


def test_workers_killed_in_the_middle_of_an_answer() -> None:
    """Of an answer that fills the pipe, half has come: nobody waits for the rest."""
    answers = in_processes(2)(lambda batch: [bytes(20_000_000)], ([] for _ in range(9)))
    next(answers)
    until = time.monotonic() + 20
    while any(psutil.Process(pid).status() == psutil.STATUS_RUNNING for pid in workers_here()):
        assert time.monotonic() < until, "a worker is not waiting to be rid of its answer"
        time.sleep(0.02)
    for pid in workers_here():
        os.kill(pid, signal.SIGKILL)
    with pytest.raises(BankError, match="a worker process was killed"):
        list(answers)
    assert workers_here() == []


def workers_here() -> list[int]:
    return [p.pid or 0 for p in multiprocessing.active_children()]


def runs(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False
