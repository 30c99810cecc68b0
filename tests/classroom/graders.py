"""Several grading runs at the same moment, each in a process of its own."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any

from b12course.classroom.grading.run import Summary, grade_assignment
from b12course.classroom.grading.workers import Mapper, here
from tests.classroom.classes import Class

FORK = multiprocessing.get_context("fork")  # a child starts with everything imported
PATIENCE_S = 240  # the machines are shared and slow at times; a child that hangs must not keep the tests


def at_once(functions: list[Callable[[], Any]]) -> list[Any]:
    """Call each function in a process of its own, all at the same moment; return what each returned."""
    barrier = FORK.Barrier(len(functions))

    def child(function: Callable[[], Any], tell: Connection) -> None:
        barrier.wait(60)
        try:
            tell.send(function())
        except BaseException as e:
            tell.send(f"{type(e).__name__}: {e}")

    started: list[tuple[BaseProcess, Connection]] = []
    for function in functions:
        told, tell = FORK.Pipe(duplex=False)
        process = FORK.Process(target=child, args=(function, tell))
        process.start()
        tell.close()
        started.append((process, told))
    found = [heard(told) for _, told in started]
    for process, _ in started:
        ended(process)
    assert [f for f in found if isinstance(f, str)] == []
    return found


def heard(told: Connection) -> Any:
    """Return the next thing a child says. Fails when it ends without a word, or says none for long."""
    assert told.poll(PATIENCE_S), "a child process said nothing"
    return told.recv()


def ended(process: BaseProcess) -> int | None:
    """Wait for a child and return its exit code. Fails, and kills it, when it does not end."""
    process.join(PATIENCE_S)
    alive = process.is_alive()
    process.kill()
    process.join()
    assert not alive, "a child process did not end"
    return process.exitcode


def graders(classroom: Class, count: int, mapper: Mapper = here, db_url: str | None = None) -> list[Summary]:
    """Let ``count`` processes grade at the same moment; return what each says."""
    return at_once([lambda: grade_assignment(classroom.folder, classroom.assignment, mapper, db_url)] * count)
