"""nbgrader preprocessors of this course; ``configure`` puts them into nbgrader's own lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from b12course.bank.folder import ClassFolder
from b12course.classroom.textcells import without_rubric

# What an autograded cell of this course starts with.
CHECK = "assessment.check("


class LeaveTextCellsOpen(NbGraderPreprocessor):
    """In the release, takes the checksum from manually graded cells.

    A learner answers in the quiz box, so the cell itself stays as it is; with the checksum there,
    nbgrader's Validate would call it unanswered for ever. The gradebook keeps the checksum, and
    autograde puts it back.
    """

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], cell_index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        if utils.is_grade(cell) and utils.is_solution(cell):
            cell.metadata.nbgrader.pop("checksum", None)
        return cell, resources


class NoAnswersInRelease(NbGraderPreprocessor):
    """Keeps an answers file that lies in ``source/`` out of the release: it may hold the educator's own answers."""

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        coursedir = self.parent.parent.coursedir
        names = resources["nbgrader"]
        release = Path(coursedir.format_path(coursedir.release_directory, names["student"], names["assignment"]))
        for path in release.glob("answers*.jsonl"):
            path.unlink()
            self.log.warning("%s is kept out of the release: delete it from %s", path.name, coursedir.source_directory)
        return nb, resources


class FeedbackWithoutCode(NbGraderPreprocessor):
    """In feedback pages, leaves out the lines of code that only show and check items.

    A rubric says what a good answer holds: it is left out, too, unless the educator reveals everything.
    """

    def preprocess(self, nb: NotebookNode, resources: dict[str, Any]) -> tuple[NotebookNode, dict[str, Any]]:
        graded = [c for c in nb.cells if utils.is_grade(c)]
        if not any(c.cell_type == "code" and c.source.startswith(CHECK) for c in graded):
            return nb, resources
        nb.cells = [c for c in nb.cells if utils.is_grade(c)]
        folder = ClassFolder.find(Path(self.parent.parent.coursedir.root))
        everything = folder.settings.review == "everything"
        number = 0
        for cell in nb.cells:
            if cell.cell_type == "code" and cell.source.startswith(CHECK):
                number += 1
                cell.source = f"# Question {number}"
            elif not everything and utils.is_solution(cell):
                cell.source = without_rubric(cell.source)
        return nb, resources
