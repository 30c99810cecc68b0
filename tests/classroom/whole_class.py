"""A class of which everyone has handed in. However it is graded, it must come out as one run by itself leaves it."""

from __future__ import annotations

from pathlib import Path

from b12course.classroom.grading.run import grade_assignment
from tests.classroom.classes import Class
from tests.classroom.stored import Rows, hand_in_class, stored

SIZE = 16
LEARNERS = [f"learner{n:03}" for n in range(SIZE)]
Stored = tuple[Rows, dict[str, bytes]]


def whole_class(released: Class, root: Path) -> Class:
    """Clone a class to ``root`` and hand in everyone's answers."""
    made = released.clone(root)
    hand_in_class(made, range(SIZE))
    return made


def graded_alone(handed_in: Class, root: Path) -> Stored:
    """Return what an undisturbed run in one process makes of a class, of which ``root`` gets a clone."""
    made = handed_in.clone(root)
    grade_assignment(made.folder, made.assignment)
    return stored(made)
