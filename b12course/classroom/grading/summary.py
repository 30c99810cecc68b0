"""What a grading run tells the educator: whose score moved, what was left out of which submission, what failed."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from nbgrader.apps import NbGraderAPI
from rich.table import Table
from rich.text import Text

from b12course.bank.folder import ClassFolder
from b12course.bank.items.numbers import tidy
from b12course.classroom.configure import nbgrader_config
from b12course.classroom.grading.intake import Dropped, Severity
from b12course.classroom.grading.run import RECORD, Summary

REPORTS = "reports"
# More than this on screen hides what matters; the file has all of it.
MOST_SHOWN = 12


def left_out_path(folder: ClassFolder, assignment: str) -> Path:
    """Return where the list of what was left out is written."""
    return folder.root / REPORTS / f"{assignment}-left-out.csv"


def write_left_out(folder: ClassFolder, summary: Summary) -> list[tuple[str, Dropped]]:
    """Write everything that was left out of any graded submission as CSV, most serious first, and return it."""
    autograded = folder.root / NbGraderAPI(config=nbgrader_config(folder)).coursedir.autograded_directory
    rows: dict[tuple[str, str, str], Dropped] = {}
    for record in sorted(autograded.glob(f"*/{summary.assignment}/{RECORD}")):
        try:
            found = json.loads(record.read_text(encoding="utf-8"))["dropped"]
        except (OSError, ValueError, KeyError):
            continue
        student = record.parent.parent.name
        for d in found:
            rows[student, d["where"], d["what"]] = Dropped(d["where"], d["what"], Severity(d["severity"]))
    for student, dropped in summary.dropped.items():  # also what only the whole class shows, such as copies
        rows |= {(student, d.where, d.what): d for d in dropped}
    order = [Severity.SERIOUS, Severity.ODD, Severity.NOTE]
    out = sorted(((k[0], d) for k, d in rows.items()), key=lambda r: (order.index(r[1].severity), r[0], r[1].where))
    path = left_out_path(folder, summary.assignment)
    heads = ["learner", "how serious", "where", "what"]
    write_rows(path, heads, ((student, d.severity, d.where, d.what) for student, d in out))
    return out


def headline(summary: Summary) -> str:
    """Return one sentence on a run."""
    n = len(summary.graded)
    parts = [f"{summary.assignment}: {n} submission{'' if n == 1 else 's'} graded in {summary.seconds:.1f} s"]
    if summary.unchanged:
        parts.append(f"{len(summary.unchanged)} had not changed")
    if not summary.moves:
        parts.append("no score that stood before has moved")
    return ", ".join(parts) + "."


def moves_table(summary: Summary) -> Table | None:
    """Return whose score moved, if any did."""
    if not summary.moves:
        return None
    learners = len({m.student for m in summary.moves})
    table = Table(title=f"The scores of {learners} learner{'' if learners == 1 else 's'} moved")
    for column in ("assignment", "learner", "item", "before", "after"):
        table.add_column(column)
    for m in sorted(summary.moves, key=lambda m: (m.student, m.item)):
        table.add_row(Text(m.assignment), Text(m.student), m.item, _points(m.before), _points(m.after))
    return table


def left_out_table(rows: Iterable[tuple[str, Dropped]]) -> Table | None:
    """Return what an educator should look at: everything but what happens to honest learners."""
    telling = [(s, d) for s, d in rows if d.severity != Severity.NOTE]
    if not telling:
        return None
    table = Table(title="Left out of submissions")
    for column in ("learner", "how serious", "where", "what"):
        table.add_column(column)
    for student, d in telling[:MOST_SHOWN]:
        table.add_row(*(Text(t) for t in (student, d.severity, d.where, d.what)))
    if len(telling) > MOST_SHOWN:
        table.caption = f"and {len(telling) - MOST_SHOWN} more"
    return table


def write_rows(path: Path, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table as CSV that a spreadsheet opens as text. Makes the folder if there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8", errors="replace") as f:
        writer = csv.writer(f)
        writer.writerow(heads)
        writer.writerows([as_cell(t) for t in row] for row in rows)


def as_cell(text: str) -> str:
    """Return text as a spreadsheet shows it: one that starts like a formula would be run."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _points(points: float | None) -> str:
    return "by hand" if points is None else tidy(points)
