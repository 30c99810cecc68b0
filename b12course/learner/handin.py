"""Hand-in by upload of one file: a copy of the notebook that carries the journal in its metadata."""

from __future__ import annotations

from pathlib import Path

import nbformat

from b12course.learner import journal
from b12course.learner.journal import JournalError
from b12course.learner.marking import METADATA

FOLDER = "hand-in"


def upload_copy(folder: Path, name: str) -> Path:
    """Write ``hand-in/NAME.ipynb`` with every saved answer in it and return its path.

    Raises JournalError when nothing has been answered or the notebook can't be read.
    """
    state = journal.read(folder / journal.NAME)
    if not state.answers:
        raise JournalError("Nothing is answered yet, so there is nothing to hand in.")
    try:
        nb = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    except Exception as e:  # nbformat raises many kinds; each means the same to the learner
        raise JournalError(f"{name}.ipynb can't be read: save the notebook and try again.") from e
    nb.metadata[METADATA] = {
        "journal": b"".join(e.line(e.n, e.t) for e in state.current()).decode("utf-8", "surrogatepass")
    }
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    target = folder / FOLDER / f"{name}.ipynb"
    target.parent.mkdir(exist_ok=True)
    nbformat.write(nb, target)
    return target
