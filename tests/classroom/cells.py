"""A check cell as nbgrader sees it: run in this process, displayed by IPython, read by nbgrader."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nbformat
from IPython.core.formatters import DisplayFormatter
from nbgrader.utils import determine_grade

from b12course.learner.assessment import Assessment
from tests.classroom.classes import EXECUTION

_FORMATTER = DisplayFormatter()


@contextmanager
def running(folder: Path, purpose: str = "") -> Iterator[None]:
    """Stand in ``folder`` as a kernel does, with nbgrader's word for why it runs (none for a learner)."""
    here, before = Path.cwd(), os.environ.pop(EXECUTION, None)
    os.chdir(folder)
    if purpose:
        os.environ[EXECUTION] = purpose
    try:
        yield
    finally:
        os.chdir(here)
        os.environ.pop(EXECUTION, None)
        if before is not None:
            os.environ[EXECUTION] = before


def shown(value: Any) -> list[nbformat.NotebookNode]:
    """Return a cell's outputs when its last line is ``value``."""
    if value is None:
        return []
    data, metadata = _FORMATTER.format(value)
    return [nbformat.v4.new_output("execute_result", data=data, metadata=metadata, execution_count=1)]


def cell(points: float, outputs: list[nbformat.NotebookNode]) -> nbformat.NotebookNode:
    """Return an autograded cell with these outputs."""
    role = {"grade": True, "solution": False, "locked": True, "task": False, "schema_version": 3}
    metadata = {"nbgrader": {**role, "grade_id": "any", "points": points, "cell_type": "code"}}
    return nbformat.v4.new_code_cell("assessment.check('any')", metadata=metadata, outputs=outputs)


def grade(value: Any, max_points: float) -> float | None:
    """Return the points that nbgrader stores when a check cell's last line is ``value``."""
    return determine_grade(cell(max_points, shown(value)))[0]


def graded_check(assessment: Assessment, item_id: str, max_points: float) -> float | None:
    """Run a check cell and return the points that nbgrader stores; an exception becomes an error output."""
    try:
        outputs = shown(assessment.check(item_id))
    except Exception as e:
        outputs = [nbformat.v4.new_output("error", ename=type(e).__name__, evalue=str(e), traceback=[])]
    return determine_grade(cell(max_points, outputs))[0]
