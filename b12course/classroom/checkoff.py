"""What the observers gave in Formgrader, judged: every critical step, and enough of the others."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rich.table import Table
from rich.text import Text

from b12course.bank.checkoff import CheckOff, CheckOffResult
from b12course.bank.errors import BankError, Finding
from b12course.bank.folder import ClassFolder
from b12course.classroom.build.checkoff import NAME, NO_FAIL
from b12course.classroom.grading.marks import marks_of
from b12course.classroom.grading.summary import REPORTS, write_rows


@dataclass(frozen=True)
class Observed:
    """What one learner's observation came to so far. Steps ``to_mark`` have no mark yet, and count as not done."""

    result: CheckOffResult
    to_mark: frozenset[str]

    @property
    def said(self) -> str:
        """Say whether it is passed. A mark more can only better the result, so what is passed stays so."""
        return "yes" if self.result.passed else "to be marked" if self.to_mark else "not yet"

    @property
    def critical_missed(self) -> list[str]:
        """Critical steps that the observer marked as not done."""
        return [name for name in self.result.critical_missed if name not in self.to_mark]

    @property
    def global_fails(self) -> list[str]:
        """What failed the whole visit, once the observer has said whether anything did."""
        return [] if NO_FAIL in self.to_mark else list(self.result.global_fails)


def results(folder: ClassFolder, db_url: str | None = None) -> dict[str, Observed]:
    """Return the result of every learner whose check-off was collected and autograded, by student id.

    Raises BankError when the class has no form, or nobody's check-off is in the gradebook.
    """
    form = folder.checkoff
    if form is None:
        raise BankError([Finding("is missing: write the form first", folder.assessments / "checkoff.yaml")])
    marks = marks_of(folder, NAME, db_url)
    if not marks:
        what = f"has no check-off yet: release {NAME}, collect it, and run `nbgrader autograde {NAME}`"
        raise BankError([Finding(what, folder.root)])
    return {
        student: Observed(
            judged(form, {name: m.get("score") or 0.0 for name, m in given.items()}),
            frozenset(name for name, m in given.items() if m.get("needs")),
        )
        for student, given in marks.items()
    }


def judged(form: CheckOff, scores: dict[str, float]) -> CheckOffResult:
    """Return the result of one observation from the points by step id."""
    done = [s.id for s in form.steps if scores.get(s.id, 0.0) >= 1]
    failed = () if scores.get(NO_FAIL, 0.0) >= 1 else ("seen",)
    return form.result(done, failed=failed)


def write_results(folder: ClassFolder, found: dict[str, Observed]) -> Path:
    """Write ``reports/09_checkoff-result.csv``, a line a learner, and return where it is."""
    path = folder.root / REPORTS / f"{NAME}-result.csv"
    heads = ["learner", "passed", "steps to mark", "critical steps missed", "other steps", "needed", "global fail"]
    rows = []
    for student, seen in sorted(found.items()):
        row = [student, seen.said, str(len(seen.to_mark)), "; ".join(seen.critical_missed)]
        rows.append([*row, str(seen.result.rest_done), str(seen.result.rest_needed), "; ".join(seen.global_fails)])
    write_rows(path, heads, rows)
    return path


def results_table(found: dict[str, Observed]) -> Table:
    """Return the results for the screen."""
    passed = sum(seen.result.passed for seen in found.values())
    table = Table(title=f"{passed} of {len(found)} passed the check-off")
    for column in ("learner", "passed", "steps to mark", "critical steps missed", "other steps"):
        table.add_column(column)
    for student, seen in sorted(found.items()):
        missed = [*seen.critical_missed, *(f"global fail: {g}" for g in seen.global_fails)]
        others = f"{seen.result.rest_done}, needed {seen.result.rest_needed}"
        table.add_row(Text(student), seen.said, str(len(seen.to_mark)), ", ".join(missed), others)
    return table
