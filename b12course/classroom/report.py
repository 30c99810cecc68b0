"""``b12course report``: from the gradebook and the graded submissions to a page and two tables. Nothing is executed."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbgrader import api
from nbgrader.apps import NbGraderAPI

from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.bank.items import ItemBase
from b12course.bank.items.words import Words
from b12course.bank.lessons import read_lesson
from b12course.bank.loading import load_module
from b12course.bank.released import ITEMS, read_items
from b12course.classroom.configure import nbgrader_config
from b12course.classroom.grading.marks import marks_of
from b12course.classroom.grading.run import RECORD
from b12course.classroom.grading.standing import stands
from b12course.classroom.grading.summary import REPORTS, write_rows
from b12course.learner import journal
from b12course.learner.marking import mark, submitted_state
from b12course.reports import Answer, ClassReport, Learner, class_report, page
from b12course.reports.course import TRANSCRIPT_COLUMNS, Assignment, course_page, transcript_rows
from b12course.reports.page import Head
from b12course.reports.tables import ITEM_COLUMNS, LEARNER_COLUMNS, item_rows, learner_rows

# Stands for a free-text answer that was typed into the notebook: its words are marked there, and are not needed here.
TYPED = "typed in the notebook"


@dataclass(frozen=True)
class Written:
    """What was written for one assignment, and what it says."""

    assignment: str
    head: Head
    page: Path
    items: Path
    learners: Path
    report: ClassReport

    def said(self) -> str:
        """Return one sentence on the class."""
        r = self.report
        parts = [f"{r.passed} of {len(r.learners)} learners passed"]
        if r.waiting:
            parts.append(f"{r.waiting} wait to be marked by hand")
        attention = sum(bool(x.attention) for x in r.learners)
        parts.append(f"{attention} would be glad of a word")
        urgent = len({i.item.id for i, f in r.flags() if f.urgent})
        parts.append(f"{urgent} question{'' if urgent == 1 else 's'} to look at")
        return f"{self.assignment}: " + ", ".join(parts) + "."


def graded(folder: ClassFolder) -> list[str]:
    """Return the assignments of this course that have graded submissions. Raises BankError when there is none."""
    autograded = folder.root / NbGraderAPI(config=nbgrader_config(folder)).coursedir.autograded_directory
    names = {p.name for p in autograded.glob("*/*") if p.is_dir() and not p.name.startswith(".")}
    own = sorted(n for n in names if (folder.root / "release" / n / ITEMS).is_file())
    if not own:
        raise BankError([Finding("nothing has been graded: run `b12course grade ASSIGNMENT`", autograded)])
    return own


def write_report(
    folder: ClassFolder,
    assignment: str,
    out: Path | None = None,
    db_url: str | None = None,
    today: datetime.date | None = None,
) -> Written:
    """Write ``ASSIGNMENT-report.html``, ``-items.csv`` and ``-learners.csv`` into ``out``, or else ``reports/``.

    Raises BankError when nothing has been graded or the bank can't be read.
    """
    out = folder.root / REPORTS if out is None else out
    public = folder.root / "release" / assignment / ITEMS
    if not public.is_file():
        what = (
            f"'{assignment}' has no released questions to report on: such as {', '.join(graded(folder))} can be named"
        )
        raise BankError([Finding(what, public.parent)])
    release = read_items(public)
    module = load_module(folder.assessments / "items" / f"{assignment}.yaml", release["profile"])
    released = {i["id"] for i in release["items"]}
    items = [i for i in module.items if i.id in released]
    learners = gather(folder, assignment, items, db_url)
    report = class_report(items, learners, release["objectives"], folder.settings.pass_mark)
    head = Head(_title(folder, assignment), assignment, today or datetime.date.today(), folder.lesson_url(assignment))
    out.mkdir(parents=True, exist_ok=True)
    written = Written(
        assignment,
        head,
        out / f"{assignment}-report.html",
        out / f"{assignment}-items.csv",
        out / f"{assignment}-learners.csv",
        report,
    )
    written.page.write_text(page(report, head), encoding="utf-8", errors="replace")
    write_rows(written.items, ITEM_COLUMNS, item_rows(report))
    write_rows(written.learners, LEARNER_COLUMNS, learner_rows(report))
    return written


def write_course(written: Sequence[Written], out: Path, today: datetime.date | None = None) -> tuple[Path, Path]:
    """Write ``course-report.html`` and ``transcripts.csv`` over several assignments, and return where they are."""
    named = [Assignment(w.head, w.report, w.page.name) for w in written]
    paths = out / "course-report.html", out / "transcripts.csv"
    paths[0].write_text(course_page(named, today or datetime.date.today()), encoding="utf-8", errors="replace")
    write_rows(paths[1], TRANSCRIPT_COLUMNS, transcript_rows(named))
    return paths


def gather(folder: ClassFolder, assignment: str, items: Sequence[ItemBase], db_url: str | None = None) -> list[Learner]:
    """Return every graded learner with their answers, by name. Raises BankError when there is none.

    Points are the gradebook's, so a mark changed by hand counts; answers are read from the graded journals.
    """
    coursedir = NbGraderAPI(config=nbgrader_config(folder)).coursedir
    autograded = folder.root / coursedir.autograded_directory
    marks = marks_of(folder, assignment, db_url)
    graded = {p.parent.name for p in autograded.glob(f"*/{assignment}") if p.is_dir()}
    students = sorted(marks.keys() & graded)
    if not students:
        what = f"nothing has been graded for '{assignment}': run `b12course grade {assignment}`"
        raise BankError([Finding(what, autograded)])
    names = _names(db_url or coursedir.db_url, coursedir.course_id)
    by_id = {i.id: i for i in items}
    learners = []
    for student in students:
        found = autograded / student / assignment
        state = _state(found, assignment)
        answers = {i.id: a for i in items if (a := _answer(i, state, marks[student])) is not None}
        unsafe = _recorded(found / RECORD)
        if unsafe is None:  # graded with nbgrader's own command
            unsafe = {i: list(a.unsafe) for i, a in answers.items() if a.unsafe}
        stand = stands(by_id, unsafe, marks[student], folder.settings.pass_mark)
        learners.append(Learner(student, names.get(student) or student, stand, answers))
    return sorted(learners, key=lambda x: (x.name.casefold(), x.id))


def _answer(item: ItemBase, state: journal.State, marks: Mapping[str, Mapping[str, Any]]) -> Answer | None:
    own = marks.get(item.id)
    if own is None or own.get("max") is None:
        return None
    marked = mark(item, state)
    event = state.answers.get(item.id)
    waiting = bool(own.get("needs"))
    points = own.get("score") or 0.0
    response = marked.response
    if response is None and isinstance(item, Words) and (waiting or points):
        response = TYPED
    variant = (event.variant or 0) if event else 0
    return Answer(points, own["max"], response, tuple(marked.score.unsafe), waiting, variant)


def _state(found: Path, assignment: str) -> journal.State:
    try:
        return submitted_state(found, assignment)
    except journal.JournalError:  # grading has said so, and counted no answer
        return journal.State()


def _recorded(record: Path) -> dict[str, list[str]] | None:
    """Return the unsafe answers that grading wrote down; None where it wrote none."""
    try:
        found = json.loads(record.read_text(encoding="utf-8"))["unsafe"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if isinstance(found, dict) else None


def _names(db_url: str, course_id: str) -> dict[str, str]:
    """Return the names that the gradebook holds, as ``Last, First``."""
    with api.Gradebook(db_url, course_id) as gradebook:
        rows = gradebook.db.query(api.Student.id, api.Student.last_name, api.Student.first_name).all()
    return {student: ", ".join(n for n in (last, first) if n) for student, last, first in rows}


def _title(folder: ClassFolder, assignment: str) -> str:
    try:
        return read_lesson(folder.lessons / f"{assignment}.md").meta.title
    except BankError:
        return assignment
