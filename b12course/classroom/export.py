"""``b12course export``: the gradebook's grades in a file that a learning management system imports."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import sqlalchemy as sa
from nbgrader import api
from nbgrader.apps import NbGraderAPI

from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.classroom.configure import nbgrader_config
from b12course.classroom.grading.summary import as_cell
from b12course.reports.lms import By, Column, Export, Format, Grade, Person, export


def export_grades(
    folder: ClassFolder,
    to: Format,
    target: Path,
    assignments: Sequence[str] | None = None,
    headings: Mapping[str, str] | None = None,
    by: By = "username",
    db_url: str | None = None,
    force: bool = False,
) -> Export:
    """Write the grades of ``assignments`` (all that were handed in, if none is named) to ``target``.

    ``headings`` gives the LMS's own name of an assignment's column. Raises BankError when ``target`` exists and
    ``force`` is not given, an assignment is unknown, or two learners would be taken for one.
    """
    if target.exists() and not force:
        what = "exists already, and nothing is overwritten: name another file, or add --force"
        raise BankError([Finding(what, target)])
    if not target.parent.is_dir():
        raise BankError([Finding("is not a folder: make it first", target.parent)])
    people, columns = read_gradebook(folder, assignments, headings or {}, db_url)
    try:
        made = export(to, people, columns, by, as_cell)
    except ValueError as e:
        raise BankError([Finding(str(e))]) from e
    # Blackboard asks for quotation marks around every cell; the others take both.
    aside = target.with_name(f".{target.name}.new")
    with aside.open("w", newline="", encoding="utf-8", errors="replace") as f:
        csv.writer(f, quoting=csv.QUOTE_ALL if to == "blackboard" else csv.QUOTE_MINIMAL).writerows(made.rows)
    aside.replace(target)
    return made


def read_gradebook(
    folder: ClassFolder, assignments: Sequence[str] | None, headings: Mapping[str, str], db_url: str | None = None
) -> tuple[list[Person], list[Column]]:
    """Return the learners and a column for each assignment. Raises BankError for one that nobody handed in."""
    coursedir = NbGraderAPI(config=nbgrader_config(folder)).coursedir
    with api.Gradebook(db_url or coursedir.db_url, coursedir.course_id) as gradebook:
        db = gradebook.db
        handed_in = set(db.scalars(sa.select(api.Assignment.name).join(api.SubmittedAssignment).distinct()).all())
        wanted = list(dict.fromkeys(assignments)) if assignments else sorted(handed_in)
        unknown = [a for a in [*wanted, *headings] if a not in handed_in]
        if unknown or not wanted:
            there = f"it has {', '.join(sorted(handed_in))}" if handed_in else "grade one first"
            named = f"no grades of {', '.join(unknown)}" if unknown else "no grades"
            raise BankError([Finding(f"the gradebook holds {named}: {there}")])
        people = [
            Person(s.id, s.last_name or "", s.first_name or "", s.email or "", s.lms_user_id or "")
            for s in db.scalars(sa.select(api.Student)).all()
        ]
        columns = []
        for assignment in wanted:
            found = db.execute(
                sa.select(
                    api.SubmittedAssignment.student_id,
                    api.SubmittedAssignment.score,
                    api.SubmittedAssignment.late_submission_penalty,
                    api.SubmittedAssignment.needs_manual_grade,
                    api.SubmittedAssignment.timestamp,
                )
                .join(api.Assignment, api.SubmittedAssignment.assignment_id == api.Assignment.id)
                .where(api.Assignment.name == assignment)
            ).all()
            grades = {
                student: Grade(score or 0.0, penalty or 0.0, bool(needs), at)
                for student, score, penalty, needs, at in found
            }
            own = gradebook.find_assignment(assignment)
            heading = headings.get(assignment, assignment)
            columns.append(Column(assignment, heading, own.max_score or 0.0, grades, own.duedate))
    return people, columns
