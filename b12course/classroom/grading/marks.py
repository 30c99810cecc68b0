"""Every mark and comment of an assignment, read from nbgrader's gradebook."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from nbgrader import api
from nbgrader.apps import NbGraderAPI

from b12course.bank.folder import ClassFolder
from b12course.classroom.configure import nbgrader_config

Marks = dict[str, dict[str, dict[str, Any]]]


def marks_of(folder: ClassFolder, assignment: str, db_url: str | None = None) -> Marks:
    """Return every mark and comment of an assignment by student and grade id, with two queries.

    ``db_url`` names the gradebook, if it is not the class folder's own.
    """
    coursedir = NbGraderAPI(config=nbgrader_config(folder)).coursedir
    marks: Marks = {}
    grades = _of_submissions(api.Grade, assignment)
    kinds = [api.GradeCell.__table__, api.TaskCell.__table__]  # a grade is of one or of the other
    for cells in kinds:
        grades = grades.outerjoin(cells, cells.c.id == api.BaseCell.id)
    most = sa.func.coalesce(*(cells.c.max_score for cells in kinds))
    grades = grades.add_columns(api.Grade.score, most, api.Grade.needs_manual_grade)
    comments = _of_submissions(api.Comment, assignment)
    comments = comments.add_columns(api.Comment.auto_comment, api.Comment.manual_comment)
    with api.Gradebook(db_url or coursedir.db_url, coursedir.course_id) as gradebook:
        for student, name, score, points, needs in gradebook.db.execute(grades):
            marks.setdefault(student, {})[name] = {"score": score, "max": points, "needs": needs}
        for student, name, auto, manual in gradebook.db.execute(comments):
            marks.setdefault(student, {}).setdefault(name, {})["comment"] = manual or auto
    return marks


def _of_submissions(kind: Any, assignment: str) -> Any:
    """Return a query of a kind of rows (grades, comments) that starts with student and cell name."""
    return (
        sa.select(api.SubmittedAssignment.student_id, api.BaseCell.name)
        .select_from(kind)
        .join(api.SubmittedNotebook, kind.notebook_id == api.SubmittedNotebook.id)
        .join(api.SubmittedAssignment, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
        .join(api.Assignment, api.SubmittedAssignment.assignment_id == api.Assignment.id)
        .join(api.BaseCell, kind.cell_id == api.BaseCell.id)
        .where(api.Assignment.name == assignment)
    )
