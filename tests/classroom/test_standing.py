"""A class is told who passes, and who gave an unsafe answer to a critical item, whatever the total."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from b12course.bank.items import ItemBase
from b12course.bank.passing import CriticalError, Outcome
from b12course.classroom.grading.feedback import standing_html, write_feedback
from b12course.classroom.grading.marks import marks_of
from b12course.classroom.grading.run import grade_assignment
from b12course.classroom.grading.standing import standings, write_standings
from tests.classroom.classes import Class, best_answers

SITE = "https://example.org/b12"


def critical_single(made: Class) -> ItemBase:
    return next(i for i in made.bank if i.type == "single" and i.critical and getattr(i, "unsafe", []))


@pytest.fixture(scope="module")
def graded(released: Class, tmp_path_factory: pytest.TempPathFactory) -> Class:
    made = released.clone(tmp_path_factory.mktemp("standing") / "class")
    settings = made.root / "course" / "course.yaml"
    settings.write_text(settings.read_text().replace('site: ""', f"site: {SITE}"))
    best = {i: a for i, a in best_answers(made.bank).items() if made.bank[i].type != "text"}
    item: Any = critical_single(made)
    made.hand_in("ana", best)
    made.hand_in("ben", best | {item.id: item.unsafe[0]})
    made.hand_in("cy", {})
    grade_assignment(made.folder, made.assignment)
    return made


def test_an_unsafe_answer_to_a_critical_item_stands_out(graded: Class) -> None:
    item: Any = critical_single(graded)
    found = standings(graded.folder, graded.assignment, marks_of(graded.folder, graded.assignment))
    assert found["ben"].critical == (CriticalError(item.id, item.objective, item.read, (item.unsafe[0],)),)
    assert not found["ben"].passed
    assert found["ana"].critical == ()
    assert found["ana"].percent is not None
    assert found["cy"].percent == 0
    assert not found["cy"].passed


def test_the_list_for_the_educator(graded: Class) -> None:
    found = standings(graded.folder, graded.assignment, marks_of(graded.folder, graded.assignment))
    with write_standings(graded.folder, graded.assignment, found).open(newline="") as f:
        rows = {r["learner"]: r for r in csv.DictReader(f)}
    item = critical_single(graded)
    assert rows["ben"]["passed"] == "not yet"
    assert rows["ben"]["critical errors"].startswith(f"{item.id}: ")
    assert rows["ben"]["objectives"] == item.objective
    assert rows["cy"]["critical errors"] == ""


def test_feedback_names_the_objective_and_links_to_the_section(graded: Class) -> None:
    item = critical_single(graded)
    pages = {p.parent.parent.name: p.read_text() for p in write_feedback(graded.folder, graded.assignment)}
    assert item.read
    link = f'<a href="{SITE}/us/{graded.assignment}.html#'
    head = pages["ben"].split('class="sum"')[0]
    assert "could have harmed someone" in head
    assert f"{link}" in head
    assert "could have harmed someone" not in pages["ana"]


def test_without_a_site_the_section_is_named() -> None:
    stands = Outcome(90.0, 80, (CriticalError("i", "sites.1", "The <thigh>", ("c",)),))
    html = standing_html(stands, {"sites.1": "Choose a site."}, "")
    assert "Choose a site. Read again: The &lt;thigh&gt;." in html
    assert "<a " not in html


def test_the_command_tells_of_it(graded: Class, tmp_path: Path) -> None:
    made = graded.clone(tmp_path / "class")
    said = " ".join(made.b12course("grade", made.assignment).stdout.split())
    assert "reach the pass mark of 80% with no critical error" in said
    assert "1 learner gave an unsafe answer to a critical item" in said
