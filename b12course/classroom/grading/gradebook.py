"""Write results to nbgrader's gradebook: the rows that nbgrader's own autograde would have written.

nbgrader opens a session and commits for every cell; here one transaction takes a batch of submissions.
Rows are added with "on conflict do nothing" and updated in place, so several graders at once, or one that
was killed and starts again, neither lose nor double a grade.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from nbgrader import api
from sqlalchemy.dialects import postgresql, sqlite

from b12course.bank.errors import BankError, Finding
from b12course.classroom.grading.intake import hand_in_time
from b12course.classroom.grading.scoring import Result

# How long a grader waits for another one's write before it gives up.
PATIENCE_S = 60
# How long a database server may take to answer at all.
ANSWER_S = 10

_ASSIGNMENT = api.Assignment.__table__
_NOTEBOOK = api.Notebook.__table__
_CELL = api.BaseCell.__table__
_GRADED_CELL = api.GradeCell.__table__
_STUDENT = api.Student.__table__
_SUBMISSION = api.SubmittedAssignment.__table__
_SUBMITTED = api.SubmittedNotebook.__table__
_GRADE = api.Grade.__table__
_COMMENT = api.Comment.__table__

Penalty = Callable[[str, float, float], float | None]


@dataclass(frozen=True)
class Move:
    """A score that grading again changed. ``before`` is None where a person had marked."""

    assignment: str
    student: str
    item: str
    before: float | None
    after: float | None


@dataclass
class _Structure:
    """The released assignment as the gradebook knows it, by name."""

    assignment_id: str
    duedate: datetime | None
    notebooks: dict[str, str] = field(default_factory=dict)
    grade_cells: dict[tuple[str, str], tuple[str, float]] = field(default_factory=dict)
    comment_cells: dict[tuple[str, str], str] = field(default_factory=dict)


class GradebookWriter:
    """One connection to a gradebook for a whole grading run."""

    def __init__(self, db_url: str, course_id: str, assignment: str, notebook: str, penalty: Penalty) -> None:
        """Open the gradebook. Raises BankError when the assignment is not in it or it can't be opened."""
        url = _address(db_url)
        self._shown = url.set(query={}).render_as_string(hide_password=True)
        try:
            self.engine = _engine(url)
            with self.engine.begin():
                pass  # with our patience: nbgrader waits 5 seconds for a lock, and for ever for a server
            with api.Gradebook(db_url, course_id):
                pass  # makes the tables of a new gradebook, as every nbgrader command does
        except (sa.exc.SQLAlchemyError, ModuleNotFoundError, api.InvalidEntry) as e:
            raise BankError([Finding(self._trouble("opened", e))]) from e
        self.assignment = assignment
        self.notebook = notebook
        self._penalty = penalty
        with self._begin() as db:
            self._structure = self._read_structure(db)

    def close(self) -> None:
        """Give the connection back."""
        self.engine.dispose()

    @property
    def identity(self) -> str:
        """A name for this gradebook that no other shares: nbgrader's random id of the assignment in it."""
        return self._structure.assignment_id

    def scores(self) -> dict[str, dict[str, float | None]]:
        """Return the automatic scores that the gradebook holds now, by student and cell."""
        cells = {cell: name for (n, name), (cell, _) in self._structure.grade_cells.items() if n == self.notebook}
        found: dict[str, dict[str, float | None]] = {}
        with self._begin() as db:
            rows = db.execute(
                sa.select(_SUBMISSION.c.student_id, _GRADE.c.cell_id, _GRADE.c.auto_score)
                .join(_SUBMITTED, _SUBMITTED.c.assignment_id == _SUBMISSION.c.id)
                .join(_GRADE, _GRADE.c.notebook_id == _SUBMITTED.c.id)
                .where(_SUBMISSION.c.assignment_id == self._structure.assignment_id)
            )
            for student, cell, points in rows:
                if cell in cells:
                    found.setdefault(student, {})[cells[cell]] = points
        return found

    def write(self, results: list[Result]) -> list[Move]:
        """Write a batch in one transaction; return the scores that moved.

        Raises BankError when the gradebook can't be written; then nothing of the batch is.
        """
        if not results:
            return []
        known = {name for notebook, name in self._structure.grade_cells if notebook == self.notebook}
        unknown = sorted({name for r in results for name in r.scores} - known)
        if unknown:
            what = (
                f"the gradebook {self._shown} does not know cell '{unknown[0]}' of the release: run "
                f"`nbgrader generate_assignment {self.assignment} --force` with this gradebook"
            )
            raise BankError([Finding(what)])
        with self._begin() as db:
            submitted = self._ensure_rows(db, results)
            moves = self._write_grades(db, results, submitted)
            self._write_comments(db, results, submitted)
            self._write_penalties(db, results, submitted)
        return moves

    # -- how ------------------------------------------------------------------------------

    @contextmanager
    def _begin(self) -> Iterator[sa.Connection]:
        try:
            with self.engine.begin() as db:
                yield db
        except sa.exc.DBAPIError as e:
            raise BankError([Finding(self._trouble("written", e))]) from e

    def _trouble(self, done: str, e: Exception) -> str:
        """Return what the gradebook's trouble is and what to do. Nothing that was graded before is lost by it."""
        reason = (str(getattr(e, "orig", None) or e).splitlines() or [type(e).__name__])[0]
        if "locked" in reason or "lock timeout" in reason:
            return (
                f"the gradebook was locked by another program for {PATIENCE_S} seconds: close it or wait, and run "
                "this again; for several graders at once use PostgreSQL (--db)"
            )
        return f"the gradebook {self._shown} can't be {done}: {reason}"

    def _insert(self, table: Any) -> Any:
        dialect = postgresql if self.engine.dialect.name == "postgresql" else sqlite
        return dialect.insert(table).on_conflict_do_nothing()

    def _read_structure(self, db: sa.Connection) -> _Structure:
        row = db.execute(
            sa.select(_ASSIGNMENT.c.id, _ASSIGNMENT.c.duedate).where(_ASSIGNMENT.c.name == self.assignment)
        ).first()
        if row is None:
            what = f"assignment '{self.assignment}' is not in the gradebook: run `nbgrader generate_assignment` first"
            raise BankError([Finding(what)])
        structure = _Structure(row[0], row[1])
        for notebook_id, name in db.execute(
            sa.select(_NOTEBOOK.c.id, _NOTEBOOK.c.name).where(_NOTEBOOK.c.assignment_id == row[0])
        ):
            structure.notebooks[name] = notebook_id
            cells = db.execute(
                sa.select(_CELL.c.id, _CELL.c.name, _CELL.c.type, _GRADED_CELL.c.max_score)
                .outerjoin(_GRADED_CELL, _GRADED_CELL.c.id == _CELL.c.id)
                .where(_CELL.c.notebook_id == notebook_id)
            )
            for cell_id, cell, kind, most in cells:
                if kind == "GradeCell":
                    structure.grade_cells[name, cell] = (cell_id, most)
                elif kind == "SolutionCell":
                    structure.comment_cells[name, cell] = cell_id
        return structure

    def _ensure_rows(self, db: sa.Connection, results: list[Result]) -> dict[str, str]:
        """Make every row that a submission needs; return the submitted notebook's id by student."""
        s = self._structure
        students = [r.student for r in results]
        db.execute(self._insert(_STUDENT), [{"id": i} for i in students])
        db.execute(
            self._insert(_SUBMISSION),
            [{"id": _new_id(), "assignment_id": s.assignment_id, "student_id": i} for i in students],
        )
        mine = sa.and_(_SUBMISSION.c.assignment_id == s.assignment_id, _SUBMISSION.c.student_id.in_(students))
        found_ids = db.execute(sa.select(_SUBMISSION.c.student_id, _SUBMISSION.c.id).where(mine))
        ids: dict[str, str] = {student: i for student, i in found_ids}
        read = ((r.student, hand_in_time(r.timestamp or "")) for r in results)
        times = [{"key": ids[student], "at": at} for student, at in read if at]
        if times:
            update = _SUBMISSION.update().where(_SUBMISSION.c.id == sa.bindparam("key"))
            db.execute(update.values(timestamp=sa.bindparam("at")), times)
        rows = [
            {"id": _new_id(), "assignment_id": ids[i], "notebook_id": n, "flagged": False}
            for i in students
            for n in s.notebooks.values()
        ]
        db.execute(self._insert(_SUBMITTED), rows)
        found = db.execute(
            sa.select(_SUBMITTED.c.assignment_id, _SUBMITTED.c.notebook_id, _SUBMITTED.c.id).where(
                _SUBMITTED.c.assignment_id.in_(ids.values())
            )
        ).all()
        by_notebook = {(a, n): i for a, n, i in found}
        grades, comments = [], []
        for name, notebook_id in s.notebooks.items():
            cells = [c for (n, _), (c, _) in s.grade_cells.items() if n == name]
            notes = [c for (n, _), c in s.comment_cells.items() if n == name]
            for i in students:
                mine = by_notebook[ids[i], notebook_id]
                grades += [
                    {"id": _new_id(), "cell_id": c, "notebook_id": mine, "needs_manual_grade": True} for c in cells
                ]
                comments += [{"id": _new_id(), "cell_id": c, "notebook_id": mine} for c in notes]
        if grades:
            db.execute(self._insert(_GRADE), grades)
        if comments:
            db.execute(self._insert(_COMMENT), comments)
        return {i: by_notebook[ids[i], s.notebooks[self.notebook]] for i in students}

    def _write_grades(self, db: sa.Connection, results: list[Result], submitted: dict[str, str]) -> list[Move]:
        cells = {name: cell for (n, name), (cell, _) in self._structure.grade_cells.items() if n == self.notebook}
        names = {cell: name for name, cell in cells.items()}
        student_of = {i: student for student, i in submitted.items()}
        before = {
            (student_of[n], names[c]): auto
            for c, n, auto in db.execute(
                sa.select(_GRADE.c.cell_id, _GRADE.c.notebook_id, _GRADE.c.auto_score).where(
                    _GRADE.c.notebook_id.in_(submitted.values())
                )
            )
            if c in names
        }
        scored = {student for (student, _), auto in before.items() if auto is not None}
        rows, moves = [], []
        for r in results:
            for name, points in r.scores.items():
                rows.append({"cell": cells[name], "nb": submitted[r.student], "points": points, "hand": points is None})
                if r.student in scored and before[r.student, name] != points:
                    moves.append(Move(self.assignment, r.student, name, before[r.student, name], points))
        # As nbgrader: a grade given by hand stays, and asks to be looked at again.
        needs = sa.or_(_GRADE.c.manual_score.is_not(None), sa.bindparam("hand", type_=sa.Boolean))
        db.execute(
            _GRADE.update()
            .where(_GRADE.c.cell_id == sa.bindparam("cell"), _GRADE.c.notebook_id == sa.bindparam("nb"))
            .values(auto_score=sa.bindparam("points"), needs_manual_grade=needs),
            rows,
        )
        return moves

    def _write_comments(self, db: sa.Connection, results: list[Result], submitted: dict[str, str]) -> None:
        cells = {name: cell for (n, name), cell in self._structure.comment_cells.items() if n == self.notebook}
        rows = [
            {"cell": cells[name], "nb": submitted[r.student], "words": words}
            for r in results
            for name, words in r.comments.items()
            if name in cells
        ]
        if rows:
            db.execute(
                _COMMENT.update()
                .where(_COMMENT.c.cell_id == sa.bindparam("cell"), _COMMENT.c.notebook_id == sa.bindparam("nb"))
                .values(auto_comment=sa.bindparam("words")),
                rows,
            )

    def _write_penalties(self, db: sa.Connection, results: list[Result], submitted: dict[str, str]) -> None:
        """Set late penalties by nbgrader's plugin, as its AssignLatePenalties does."""
        penalties: dict[str, float | None] = {r.student: None for r in results}
        if self._structure.duedate is not None:
            late = self._seconds_late(db, list(submitted))
            given = sa.func.coalesce(_GRADE.c.manual_score, _GRADE.c.auto_score)
            score = sa.case((given.is_(None), 0.0), else_=given + sa.func.coalesce(_GRADE.c.extra_credit, 0.0))
            sums = db.execute(
                sa.select(_GRADE.c.notebook_id, sa.func.sum(score))
                .where(_GRADE.c.notebook_id.in_(submitted.values()))
                .group_by(_GRADE.c.notebook_id)
            )
            totals: dict[str, float] = {notebook: total for notebook, total in sums}
            for student, seconds in late.items():
                if seconds > 0:
                    total = totals.get(submitted[student], 0.0)
                    penalty = self._penalty(student, total, seconds)
                    penalties[student] = None if penalty is None else min(penalty, total) if penalty >= 0 else 0.0
        db.execute(
            _SUBMITTED.update()
            .where(_SUBMITTED.c.id == sa.bindparam("nb"))
            .values(late_submission_penalty=sa.bindparam("penalty")),
            [{"nb": submitted[s], "penalty": p} for s, p in penalties.items()],
        )

    def _seconds_late(self, db: sa.Connection, students: list[str]) -> dict[str, float]:
        rows = db.execute(
            sa.select(_SUBMISSION.c.student_id, _SUBMISSION.c.timestamp, _SUBMISSION.c.extension).where(
                _SUBMISSION.c.assignment_id == self._structure.assignment_id, _SUBMISSION.c.student_id.in_(students)
            )
        )
        due = self._structure.duedate
        assert due is not None
        return {
            student: max(0.0, (at - (due + extension if extension else due)).total_seconds()) if at else 0.0
            for student, at, extension in rows
        }


def _engine(url: sa.URL) -> sa.Engine:
    """Return an engine whose transactions wait for others, but not for ever."""
    if url.get_backend_name() == "postgresql":
        answer = {"connect_timeout": ANSWER_S} if url.get_driver_name().startswith("psycopg") else {}
        engine = sa.create_engine(url, pool_pre_ping=True, connect_args=answer)

        @sa.event.listens_for(engine, "begin")
        def _limit_waiting(connection: Any) -> None:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {1000 * PATIENCE_S}")

        return engine
    engine = sa.create_engine(url, connect_args={"timeout": PATIENCE_S})

    @sa.event.listens_for(engine, "connect")
    def _no_implicit_begin(connection: Any, _: Any) -> None:
        connection.isolation_level = None

    @sa.event.listens_for(engine, "begin")
    def _begin_immediate(connection: Any) -> None:
        # The write lock at once: a transaction that reads first can't get it when another has written since.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _new_id() -> str:
    """Return an id as unique as nbgrader's, later ones greater: random places in an index slow a large gradebook."""
    return f"{time.time_ns():016x}{secrets.token_hex(8)}"


def _address(db_url: str) -> sa.URL:
    """Return a database address in its parts. Raises BankError when it can't be one of a gradebook."""
    try:
        url = sa.engine.make_url(db_url)
    except (sa.exc.ArgumentError, ValueError):
        url = None  # the error itself may quote the password
    if url is None or url.get_backend_name() not in ("sqlite", "postgresql"):
        what = "the gradebook's address can't be used: write sqlite:///FILE or postgresql+psycopg://USER@HOST/DATABASE"
        raise BankError([Finding(what)])
    if "@" in (url.host or ""):
        raise BankError([Finding("the gradebook's address has two @: write %40 for one in a password")])
    return url
