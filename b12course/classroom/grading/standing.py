"""How every learner stands in an assignment: the pass mark, and critical errors whatever the total."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nbgrader.apps import NbGraderAPI
from rich.table import Table
from rich.text import Text

from b12course.bank.folder import ClassFolder
from b12course.bank.items import ItemBase
from b12course.bank.items.numbers import tidy
from b12course.bank.loading import load_module
from b12course.bank.passing import Outcome, outcome
from b12course.bank.released import ITEMS, read_items
from b12course.bank.result import Score
from b12course.classroom.configure import nbgrader_config
from b12course.classroom.grading.marks import Marks
from b12course.classroom.grading.run import RECORD
from b12course.classroom.grading.summary import REPORTS, write_rows

MOST_SHOWN = 12


def standings(folder: ClassFolder, assignment: str, marks: Marks) -> dict[str, Outcome]:
    """Return how each graded learner stands, by student id. Raises BankError when the bank can't be read."""
    coursedir = NbGraderAPI(config=nbgrader_config(folder)).coursedir
    profile = read_items(folder.root / "release" / assignment / ITEMS)["profile"]
    module = load_module(folder.assessments / "items" / f"{assignment}.yaml", profile)
    items = {i.id: i for i in module.items}
    found = {}
    for record in sorted((folder.root / coursedir.autograded_directory).glob(f"*/{assignment}/{RECORD}")):
        student = record.parent.parent.name
        unsafe = json.loads(record.read_text(encoding="utf-8")).get("unsafe", {})
        found[student] = stands(items, unsafe, marks.get(student, {}), folder.settings.pass_mark)
    return found


def stands(
    items: Mapping[str, ItemBase], unsafe: Mapping[str, list[str]], marks: Mapping[str, Mapping[str, Any]], mark: int
) -> Outcome:
    """Return how one learner stands.

    ``unsafe`` holds the unsafe answers by item, ``marks`` score, max and needs by grade id, ``mark`` the pass mark.
    """
    marked = [(items[name], Score(0.0, 0.0, tuple(answers))) for name, answers in unsafe.items() if name in items]
    waiting = any(m.get("needs") for m in marks.values())
    points = None if waiting else sum(m.get("score") or 0.0 for m in marks.values())
    return outcome(marked, points, sum(m.get("max") or 0.0 for m in marks.values()), mark)


def write_standings(folder: ClassFolder, assignment: str, found: Mapping[str, Outcome]) -> Path:
    """Write ``reports/ASSIGNMENT-standing.csv``, a line a learner, and return where it is."""
    path = folder.root / REPORTS / f"{assignment}-standing.csv"
    rows = []
    for student, o in sorted(found.items()):
        percent = "" if o.percent is None else tidy(round(o.percent, 1))
        passed = "waiting" if o.waits else "yes" if o.passed else "not yet"
        errors = "; ".join(f"{e.item}: {', '.join(e.answers)}" for e in o.critical)
        objectives = "; ".join(dict.fromkeys(e.objective for e in o.critical))
        read = "; ".join(dict.fromkeys(e.read for e in o.critical if e.read))
        rows.append((student, percent, passed, errors, objectives, read))
    write_rows(path, ["learner", "percent", "passed", "critical errors", "objectives", "read again"], rows)
    return path


def standings_line(found: Mapping[str, Outcome], pass_mark: int) -> str:
    """Return one sentence on a class."""
    passed = sum(o.passed for o in found.values())
    waiting = sum(o.waits for o in found.values())
    parts = [f"{passed} of {len(found)} reach the pass mark of {pass_mark}% with no critical error"]
    if waiting:
        parts.append(f"{waiting} wait to be marked by hand")
    return "; ".join(parts) + "."


def critical_table(found: Mapping[str, Outcome]) -> Table | None:
    """Return who gave an unsafe answer to a critical item, and what to read again; None when nobody did."""
    rows = [(student, e) for student, o in sorted(found.items()) for e in o.critical]
    if not rows:
        return None
    learners = len({student for student, _ in rows})
    table = Table(title=f"{learners} learner{'' if learners == 1 else 's'} gave an unsafe answer to a critical item")
    for column in ("learner", "item", "answer", "objective", "read again"):
        table.add_column(column)
    for student, e in rows[:MOST_SHOWN]:
        table.add_row(Text(student), e.item, ", ".join(e.answers), e.objective, e.read or "")
    if len(rows) > MOST_SHOWN:
        table.caption = f"and {len(rows) - MOST_SHOWN} more"
    return table
