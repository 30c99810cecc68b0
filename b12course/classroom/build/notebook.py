"""Notebooks made by program: fixed cell ids, a kernelspec, hidden code, no outputs; the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import nbformat
from nbformat import NotebookNode

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
# A learner sees no code: JupyterLab folds the cell's source away.
HIDDEN = {"jupyter": {"source_hidden": True}}


def prose(cell_id: str, text: str) -> NotebookNode:
    """Return a markdown cell."""
    return nbformat.v4.new_markdown_cell(text.strip(), id=cell_id)


def code(cell_id: str, source: str) -> NotebookNode:
    """Return a code cell with its source hidden."""
    return nbformat.v4.new_code_cell(source.strip(), id=cell_id, metadata={**HIDDEN})


def locked(cell: NotebookNode) -> NotebookNode:
    """Mark a cell as nbgrader's read-only cell."""
    return _role(cell, grade=False, solution=False, is_locked=True)


def autograded(cell: NotebookNode, points: int) -> NotebookNode:
    """Mark a code cell as nbgrader's autograder tests, worth ``points``."""
    return _role(cell, grade=True, solution=False, is_locked=True, points=points)


def manually_graded(cell: NotebookNode, points: int) -> NotebookNode:
    """Mark a cell as nbgrader's manually graded answer, worth ``points``."""
    return _role(cell, grade=True, solution=True, is_locked=False, points=points)


def task(cell: NotebookNode, points: int) -> NotebookNode:
    """Mark a cell as nbgrader's task, worth ``points``: nothing to answer, and waiting until a person marks it."""
    return _role(cell, grade=False, solution=False, is_locked=True, points=points, is_task=True)


def _role(
    cell: NotebookNode, grade: bool, solution: bool, is_locked: bool, points: int | None = None, is_task: bool = False
) -> NotebookNode:
    data: dict[str, Any] = {
        "cell_type": cell.cell_type,
        "grade": grade,
        "grade_id": cell.id,
        "locked": is_locked,
        "schema_version": 3,
        "solution": solution,
        "task": is_task,
    }
    if points is not None:
        data["points"] = points
    cell.metadata["nbgrader"] = data
    return cell


def cell_id(*parts: str) -> str:
    """Return a valid, readable cell id (1 to 64 of letters, digits, - and _)."""
    return re.sub(r"[^a-zA-Z0-9_-]+", "-", "-".join(parts)).strip("-")[:64] or "cell"


def to_text(cells: Iterable[NotebookNode]) -> str:
    """Return the notebook file with these cells."""
    nb = nbformat.v4.new_notebook(
        cells=list(cells), metadata={"kernelspec": KERNELSPEC, "language_info": {"name": "python"}}
    )
    nbformat.validate(nb)
    text: str = nbformat.writes(nb, version=4)
    return text + "\n"
