"""A submission is data: what nbgrader grades is rebuilt from what was released; nothing of a learner's is run."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from b12course.bank.released import ITEMS
from b12course.learner import journal
from b12course.learner.marking import METADATA

# What a submission brings besides notebooks: the answers, and nbgrader's own two files.
BROUGHT = {journal.NAME, "timestamp.txt", "submission_secret.txt"}


class ReadDamaged(NotebookExporter):
    """Lets nbgrader's autograde go on where a submitted notebook can't be read, as ``b12course grade`` does.

    The released notebook stands in for it: the answers, which are what counts, have a file of their own.
    """

    def from_file(self, file_stream: Any, resources: dict[str, Any] | None = None, **kw: Any) -> tuple[Any, Any]:
        """Read a notebook. Raises what nbformat raises when an assignment is not of this course."""
        try:
            nb = nbformat.read(file_stream, as_version=4)
            if not _is_usable(nb):
                raise ValueError("its cells are none")
        except Exception as e:  # a learner's file can raise anything: too deep, half of a character, no JSON
            names = (resources or {}).get("nbgrader", {})
            folder = names and released_folder(self.parent.coursedir, names["assignment"], names["notebook"])
            if not folder:
                raise
            what = "%s, %s: is damaged (%s); only the answers file is used"
            self.log.warning(what, names["student"], names["notebook"], (str(e).splitlines() or [""])[0][:80])
            nb = nbformat.read(folder / f"{names['notebook']}.ipynb", as_version=4)
        return self.from_notebook_node(nb, resources=resources, **kw)  # type: ignore[no-any-return]


def _is_usable(nb: Any) -> bool:
    """Tell whether a notebook is made as one, cell by cell: nbformat reads much that is not."""
    return (
        isinstance(nb.get("metadata"), dict)
        and isinstance(nb.get("cells"), list)
        and all(
            isinstance(c, dict) and isinstance(c.get("metadata"), dict) and isinstance(c.get("source"), str)
            for c in nb.cells
        )
    )


class RebuildFromRelease(NbGraderPreprocessor):
    """Puts the released cells in place of the submitted ones, and takes foreign files away from the kernel.

    Two things come from the submission: the text of manually graded cells, and the journal that a copy
    made for upload carries in its metadata. Cells that a learner added, changed, copied (JupyterLab's
    "split cell" copies nbgrader's metadata), moved or deleted make no difference, and are logged. So do
    files: a ``b12course.py`` beside the notebook would be imported, and run, when it is graded.
    Assignments without ``items.json`` are not this course's and stay as they are.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        names = resources["nbgrader"]
        folder = released_folder(self.parent.parent.coursedir, names["assignment"], names["notebook"])
        if folder is None:
            return nb, resources
        released = nbformat.read(folder / f"{names['notebook']}.ipynb", as_version=4)
        self._use_files_of(folder, names["student"], names["assignment"])
        rebuilt = copy.deepcopy(released)
        kept = nb.metadata.get(METADATA)
        if isinstance(kept, dict):
            rebuilt.metadata[METADATA] = kept
        for change in differences(released, nb):
            self.log.warning("%s, %s: %s", names["student"], names["notebook"], change)
        written = _written(nb)
        for cell in rebuilt.cells:
            if utils.is_grade(cell) and utils.is_solution(cell):
                cell.source = written.get(cell.metadata.nbgrader["grade_id"], cell.source)
        return rebuilt, resources

    def _use_files_of(self, released: Path, student: str, assignment: str) -> None:
        """Leave in ``autograded/`` only what the assignment and nbgrader put there; ``submitted/`` keeps the rest.

        The public items are those that learners saw, also where ``source/`` was built anew since.
        """
        coursedir = self.parent.parent.coursedir
        source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
        graded = Path(coursedir.format_path(coursedir.autograded_directory, student, assignment))
        own = {p.relative_to(source) for p in source.rglob("*")}
        for path in sorted(graded.rglob("*"), reverse=True):
            name = path.relative_to(graded)
            if name in own or name.as_posix() in BROUGHT:
                continue
            if path.is_dir() and not path.is_symlink():
                path.rmdir()
            else:
                path.unlink()
                self.log.warning("%s: %s is no part of the assignment and is left out", student, name)
        (graded / ITEMS).unlink(missing_ok=True)
        shutil.copyfile(released / ITEMS, graded / ITEMS)


def released_folder(coursedir: Any, assignment: str, notebook: str) -> Path | None:
    """Return the folder with what learners got; None for an assignment that is not of this course."""
    for directory in (coursedir.release_directory, coursedir.source_directory):
        folder = Path(coursedir.format_path(directory, ".", assignment))
        if (folder / ITEMS).is_file() and (folder / f"{notebook}.ipynb").is_file():
            return folder
    return None


def _grade_id(cell: NotebookNode) -> str | None:
    data = cell.metadata.get("nbgrader")
    found = data.get("grade_id") if isinstance(data, dict) else None
    return found if isinstance(found, str) else None


def _written(nb: NotebookNode) -> dict[str, str]:
    """Return what stands in the submission's cells by grade id.

    A cell that JupyterLab split is read in full, and one that was made code or raw is still what was written.
    """
    written: dict[str, list[str]] = {}
    for cell in nb.cells:
        grade_id = _grade_id(cell)
        if grade_id and cell.source not in written.setdefault(grade_id, []):
            written[grade_id].append(cell.source)
    return {g: "\n\n".join(sources) for g, sources in written.items()}


def differences(released: NotebookNode, submitted: NotebookNode) -> list[str]:
    """Return in plain words how a submitted notebook's cells differ from the released ones."""
    expected = {g: c for c in released.cells if (g := _grade_id(c))}
    seen: set[str] = set()
    changes: list[str] = []
    for number, cell in enumerate(submitted.cells, 1):
        grade_id = _grade_id(cell)
        if grade_id is None or grade_id not in expected:
            if cell.source.strip():
                changes.append(f"cell {number} was added and is left out")
            continue
        if grade_id in seen:
            changes.append(f"cell {number} is a copy of '{grade_id}' and is left out")
        elif utils.is_locked(expected[grade_id]) and (
            cell.source != expected[grade_id].source or cell.cell_type != expected[grade_id].cell_type
        ):
            changes.append(f"cell {number}, '{grade_id}', was changed and is put back")
        seen.add(grade_id)
    changes += [f"cell '{g}' was deleted and is put back" for g in expected if g not in seen]
    return changes
