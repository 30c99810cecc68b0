"""What the observers gave in Formgrader, judged: every critical step, and enough of the others."""

from __future__ import annotations

import csv
from pathlib import Path

from rich.table import Table
from rich.text import Text

from b12course.bank.checkoff import CheckOff, CheckOffResult
from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.classroom.build.checkoff import NAME, NO_FAIL
from b12course.classroom.grading.marks import marks_of
from b12course.classroom.grading.summary import REPORTS, as_cell


def results(folder: ClassFolder, db_url: str | None = None) -> dict[str, CheckOffResult]:
    """Return the result of every learner whose check-off was graded, by student id.

    Raises BankError when the class has no form, or nobody's check-off is in the gradebook.
    """
    form = folder.checkoff
    if form is None:
        raise BankError([Finding("is missing: write the form first", folder.assessments / "checkoff.yaml")])
    marks = marks_of(folder, NAME, db_url)
    if not marks:
        what = f"has no check-off yet: release {NAME}, collect it, and run `nbgrader autograde {NAME}`"
        raise BankError([Finding(what, folder.root)])
    return {student: judged(form, {k: m.get("score") or 0.0 for k, m in m_.items()}) for student, m_ in marks.items()}


def judged(form: CheckOff, scores: dict[str, float]) -> CheckOffResult:
    """Return the result of one observation from the points by step id."""
    done = [s.id for s in form.steps if scores.get(s.id, 0.0) >= 1]
    failed = () if scores.get(NO_FAIL, 0.0) >= 1 else ("seen, or not marked",)
    return form.result(done, failed=failed)


def write_results(folder: ClassFolder, found: dict[str, CheckOffResult]) -> Path:
    """Write ``reports/09_checkoff-result.csv``, a line a learner, and return where it is."""
    path = folder.root / REPORTS / f"{NAME}-result.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", newline="", encoding="utf-8", errors="replace") as f:
        writer = csv.writer(f)
        writer.writerow(["learner", "passed", "critical steps missed", "other steps", "needed", "global fail"])
        for student, r in sorted(found.items()):
            row = [student, "yes" if r.passed else "not yet", "; ".join(r.critical_missed), str(r.rest_done)]
            writer.writerow([as_cell(t) for t in (*row, str(r.rest_needed), "; ".join(r.global_fails))])
    return path


def results_table(found: dict[str, CheckOffResult]) -> Table:
    """Return the results for the screen."""
    table = Table(title=f"{sum(r.passed for r in found.values())} of {len(found)} passed the check-off")
    for column in ("learner", "passed", "critical steps missed", "other steps"):
        table.add_column(column)
    for student, r in sorted(found.items()):
        missed = [*r.critical_missed, *(f"global fail: {g}" for g in r.global_fails)]
        others = f"{r.rest_done}, needed {r.rest_needed}"
        table.add_row(Text(student), "yes" if r.passed else "not yet", ", ".join(missed), others)
    return table
