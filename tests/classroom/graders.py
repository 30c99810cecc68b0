"""Several grading runs at the same moment, each in a process of its own."""

from __future__ import annotations

import multiprocessing

from b12course.classroom.grading.run import Summary, grade_assignment
from b12course.classroom.grading.workers import Mapper, here
from tests.classroom.classes import Class

FORK = multiprocessing.get_context("fork")  # a child starts with everything imported


def graders(classroom: Class, count: int, mapper: Mapper = here, db_url: str | None = None) -> list[Summary]:
    """Let ``count`` processes grade at the same moment; return what each says."""
    barrier = FORK.Barrier(count)
    said = FORK.SimpleQueue()

    def grade() -> None:
        barrier.wait(60)
        try:
            said.put(grade_assignment(classroom.folder, classroom.assignment, mapper, db_url))
        except BaseException as e:
            said.put(f"{type(e).__name__}: {e}")

    crew = [FORK.Process(target=grade) for _ in range(count)]
    for process in crew:
        process.start()
    found = [said.get() for _ in crew]
    for process in crew:
        process.join()
    assert [f for f in found if isinstance(f, str)] == []
    return found
