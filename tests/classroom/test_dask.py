"""Grading on Dask: a cluster of processes here, and a scheduler and workers started by their own commands."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from b12course.bank.errors import BankError
from b12course.bank.folder import ClassFolder
from b12course.classroom.grading import workers
from b12course.classroom.grading.run import grade_assignment
from b12course.classroom.grading.workers import on_dask
from tests import processes
from tests.classroom.classes import ROOT, Class
from tests.classroom.stored import files, stored
from tests.classroom.whole_class import LEARNERS, SIZE, Stored


@pytest.fixture
def classroom(handed_in: Class, tmp_path: Path) -> Class:
    return handed_in.clone(tmp_path / "class")


@contextmanager
def dask(cwd: Path, until: str, *arguments: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """Run ``dask …`` until the block ends; yield it, and what stands after ``until`` in what it says."""
    # What only these tests need to make it quick and quiet; a cluster's own machines set nothing.
    env = {**os.environ, "PYTHONPATH": str(ROOT), "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "0"}
    with processes.running([sys.executable, "-m", "dask", *arguments], cwd, env) as program:
        found = program.until(re.compile(f"{until}(.*)\n").search, 120)
        yield program.process, found[1].strip()


@contextmanager
def a_scheduler(cwd: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    quiet = ("--no-dashboard", "--no-show")
    with dask(cwd, "Scheduler at:", "scheduler", "--host", "127.0.0.1", "--port", "0", *quiet) as (process, address):
        yield process, address


@contextmanager
def a_worker(cwd: Path, address: str) -> Iterator[subprocess.Popen[bytes]]:
    local = ("--host", "127.0.0.1", "--local-directory", str(cwd), "--no-dashboard", "--death-timeout", "60")
    with dask(cwd, "Registered to:", "worker", address, "--no-nanny", "--nthreads", "1", *local) as (process, _):
        yield process


@dataclass
class Crew:
    """A scheduler and its workers. Workers take seconds to start, so tests share those that are still alive."""

    address: str
    cwd: Path
    started: ExitStack
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def have(self, count: int) -> list[subprocess.Popen[bytes]]:
        """Return just as many living workers."""
        self.workers = [w for w in self.workers if w.poll() is None]
        for worker in self.workers[count:]:
            worker.kill()
            worker.wait()
        self.workers = self.workers[:count]
        while len(self.workers) < count:
            self.workers.append(self.started.enter_context(a_worker(self.cwd, self.address)))
        return self.workers


@pytest.fixture(scope="module")
def crew(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crew]:
    cwd = tmp_path_factory.mktemp("crew")
    with ExitStack() as started:
        _, address = started.enter_context(a_scheduler(cwd))
        yield Crew(address, cwd, started)


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what makes the run wait for answers no longer than some seconds: once nobody is left to give any."""

    def shorten() -> None:
        monkeypatch.setattr(workers, "ANSWER_S", 2)
        monkeypatch.setattr(workers, "SILENCE_S", 2)

    return shorten


def refusal(classroom: Class, address: str, **more: Any) -> str:
    with pytest.raises(BankError) as told:
        grade_assignment(classroom.folder, classroom.assignment, on_dask(address), **more)
    assert len(told.value.findings) == 1
    return str(told.value)


def assert_whole(classroom: Class, alone: Stored) -> set[str]:
    """Fail if anything is half-written; return who is graded."""
    found = files(classroom.root / "autograded")
    assert found == {name: raw for name, raw in alone[1].items() if name in found}
    done = {name.split("/")[0] for name in found}
    assert {name for name in alone[1] if name.split("/")[0] in done} == set(found)
    return done


def assert_goes_on(classroom: Class, alone: Stored, done: set[str]) -> None:
    rest = grade_assignment(classroom.folder, classroom.assignment)
    assert (set(rest.unchanged), set(rest.graded)) == (done, set(LEARNERS) - done)
    assert stored(classroom) == alone


def test_a_cluster_of_processes(classroom: Class, alone: Stored) -> None:
    from distributed import LocalCluster

    ticks: list[tuple[int, int]] = []
    with LocalCluster(n_workers=2, threads_per_worker=2, processes=True, dashboard_address=None) as cluster:
        mapper = on_dask(cluster.scheduler_address)
        done = grade_assignment(classroom.folder, classroom.assignment, mapper, tick=lambda *t: ticks.append(t))
        assert (set(done.graded), done.failed) == (set(LEARNERS), {})
        assert stored(classroom) == alone
        again = grade_assignment(classroom.folder, classroom.assignment, mapper)
        assert (again.graded, set(again.unchanged)) == ([], set(LEARNERS))
    assert (ticks[0], ticks[-1]) == ((0, SIZE), (SIZE, SIZE))


def test_the_command_with_a_scheduler_and_workers_of_their_own(classroom: Class, alone: Stored, crew: Crew) -> None:
    crew.have(2)
    done = classroom.b12course("grade", classroom.assignment, "--scheduler", crew.address)
    assert f"{SIZE} submissions graded" in done.stdout
    assert stored(classroom) == alone


def test_one_of_two_workers_is_killed(classroom: Class, alone: Stored, crew: Crew) -> None:
    """What it was working on is done by the other one."""
    first, _ = crew.have(2)

    def kill(done: int, total: int) -> None:
        if done:
            first.kill()

    done = grade_assignment(classroom.folder, classroom.assignment, on_dask(crew.address), tick=kill)
    assert (set(done.graded), done.failed) == (set(LEARNERS), {})
    assert stored(classroom) == alone


def test_the_only_worker_is_killed(classroom: Class, alone: Stored, crew: Crew, hurry: Callable[[], None]) -> None:
    [worker] = crew.have(1)

    def kill(done: int, total: int) -> None:
        if done:
            worker.kill()
            worker.wait()
            hurry()

    said = refusal(classroom, crew.address, tick=kill)
    assert said == (
        f"the Dask scheduler at {crew.address} has no worker: start `dask worker {crew.address}`, "
        "and run this again; it goes on where it stopped"
    )
    done = assert_whole(classroom, alone)
    assert 0 < len(done) < SIZE
    assert_goes_on(classroom, alone, done)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP])
def test_the_scheduler_is_lost(
    classroom: Class, alone: Stored, tmp_path: Path, how: signal.Signals, hurry: Callable[[], None]
) -> None:
    """Killed, or still there and silent, as on a machine that hangs."""
    with a_scheduler(tmp_path) as (process, address), a_worker(tmp_path, address) as worker:

        def lose(done: int, total: int) -> None:
            if done == SIZE // 2:
                os.kill(worker.pid, signal.SIGSTOP)  # otherwise it may have sent everything by now
                os.kill(process.pid, how)
                hurry()

        said = refusal(classroom, address, tick=lose)
    assert said == f"the Dask scheduler at {address} no longer answers: start it again, and {workers.GOES_ON}"
    done = assert_whole(classroom, alone)
    assert SIZE // 2 <= len(done) < SIZE
    assert_goes_on(classroom, alone, done)


def test_a_worker_that_does_not_see_the_class_folder(classroom: Class, alone: Stored, crew: Crew) -> None:
    """To a worker elsewhere, this process's own working directory is another folder, as on another machine."""
    crew.have(1)
    with contextlib.chdir(classroom.root):
        folder = ClassFolder(Path("/proc/self/cwd"))
        with pytest.raises(BankError, match=r"can't see /proc/self/cwd/submitted: every worker needs the class folder"):
            grade_assignment(folder, classroom.assignment, on_dask(crew.address))
    assert files(classroom.root / "autograded") == {}
    assert_goes_on(classroom, alone, set())


def test_a_scheduler_without_workers(classroom: Class, crew: Crew) -> None:
    crew.have(0)
    assert "has no worker: start `dask worker tcp://127.0.0.1:" in refusal(classroom, crew.address)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "", "carrier-pigeon://coop:1"])
def test_no_scheduler_there(classroom: Class, address: str, hurry: Callable[[], None]) -> None:
    hurry()
    assert refusal(classroom, address) == f"no Dask scheduler answers at {address}: start one or mend --scheduler"
    assert not (classroom.root / "autograded").exists() or files(classroom.root / "autograded") == {}
