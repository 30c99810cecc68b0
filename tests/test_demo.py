"""The simulated class, from release to report."""

from __future__ import annotations

from pathlib import Path

import pytest

from b12course.bank.errors import BankError
from b12course.bank.folder import ClassFolder
from b12course.demo import Report, run_demo, told

STUDENTS = 12


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, folder: ClassFolder) -> Report:
    return run_demo(folder, tmp_path_factory.mktemp("demo") / "class", STUDENTS, seed=1)


def test_everyone_who_handed_in_is_graded_and_has_a_page(report: Report) -> None:
    assert len(report.summary.graded) == STUDENTS - len(report.absent)
    assert report.summary.failed == {}
    assert {p.parents[1].name for p in report.pages} == set(report.summary.graded) == set(report.scores)
    assert all(0 <= s <= report.most for s in report.scores.values())
    assert len(set(report.scores.values())) > STUDENTS / 3, "abilities differ, so scores do"


def test_each_habit_is_shown(report: Report) -> None:
    assert report.late
    assert report.absent
    dropped = {student: " ".join(d.what for d in found) for student, found in report.summary.dropped.items()}
    assert "not a notebook" in dropped["learner-03"]
    assert "was not run" in dropped["learner-04"]


def test_the_summary_names_what_matters(report: Report) -> None:
    said = "\n".join(told(report))
    for word in ("graded", "late", "learner-03", "Time:", "feedback", str(report.root)):
        assert word in said
    assert f"Class report: {report.class_report}" in said
    page = report.class_report.read_text(encoding="utf-8")
    assert all(f">{student}</th>" in page for student in report.summary.graded)


def test_an_existing_folder_is_left_alone(report: Report, folder: ClassFolder) -> None:
    before = sorted(p.name for p in report.root.iterdir())
    with pytest.raises(BankError, match="exists already"):
        run_demo(folder, report.root, 5, seed=1)
    assert sorted(p.name for p in report.root.iterdir()) == before


def test_the_same_seed_gives_the_same_class(report: Report, folder: ClassFolder, tmp_path: Path) -> None:
    again = run_demo(folder, tmp_path / "class", STUDENTS, seed=1)
    assert again.scores == report.scores
