"""What the educator reads about a class: in order, safe to print, short; and copies named for both."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from b12course.classroom.grading.intake import Dropped, Severity
from b12course.classroom.grading.run import Summary, grade_assignment
from b12course.classroom.grading.summary import left_out_path, left_out_table, write_left_out
from b12course.learner import journal
from tests.classroom.attacks.conftest import Attacked
from tests.classroom.attacks.registry import ATTACKS, NOTE, ODD, SERIOUS, line
from tests.classroom.classes import ASSIGNMENT, Class, best_answers

LONGEST = 250
MOST = 201


def test_severities_stand_in_their_order() -> None:
    assert sorted([SERIOUS, NOTE, ODD]) == [NOTE, ODD, SERIOUS] == list(Severity)
    assert max(NOTE, SERIOUS, ODD) is SERIOUS
    assert [f"{s}" for s in Severity] == ["note", "odd", "serious"]


def test_what_would_run_is_always_serious() -> None:
    words = ("patches", "module", "package", "customize", "shared_library", "shell", "a_path_file", "returns", "pipe")
    for attack in ATTACKS.values():
        if any(w in attack.name for w in words):
            assert attack.severity is SERIOUS, attack.name


def test_each_severity_is_used() -> None:
    assert {a.severity for a in ATTACKS.values()} == {None, NOTE, ODD, SERIOUS}


def test_no_line_has_control_characters_or_is_long(attacked: Attacked) -> None:
    entries = [(s, d) for s, ds in attacked.summary.dropped.items() for d in ds]
    assert len(entries) > 500
    for student, d in entries:
        assert d.where.isprintable(), (student, d)
        assert d.what.isprintable(), (student, d)
        assert 0 < len(d.where) <= 120, (student, d)
        assert 0 < len(d.what) <= LONGEST, (student, d)


def test_no_report_is_endless(attacked: Attacked) -> None:
    assert max(len(ds) for ds in attacked.summary.dropped.values()) <= MOST + 10


def test_a_shortened_report_keeps_the_worst(attacked: Attacked) -> None:
    """Hundreds of harmless findings don't push a serious one out of the report."""
    for name in ("four_thousand_added_cells", "four_hundred_programs"):
        dropped = attacked.summary.dropped[ATTACKS[name].student]
        assert {d.severity for d in dropped[:MOST]} == {SERIOUS}


def test_the_same_report_stands_beside_the_graded_notebook(attacked: Attacked) -> None:
    for attack in ATTACKS.values():
        path = attacked.classroom.root / "autograded" / attack.student / ASSIGNMENT / "graded.json"
        kept = [Dropped(**d) for d in json.loads(path.read_text(encoding="ascii"))["dropped"]]
        assert kept == attacked.summary.dropped.get(attack.student, [])


def test_the_table_on_screen_shows_every_line_as_it_is(attacked: Attacked) -> None:
    for student, dropped in attacked.summary.dropped.items():
        for d in dropped:
            screen = Console(file=StringIO(), width=1000)
            screen.print(left_out_table([(student, replace(d, severity=SERIOUS))]))
            assert d.where in screen.file.getvalue()
            assert d.what in screen.file.getvalue()


def test_no_cell_of_the_list_is_a_formula(attacked: Attacked) -> None:
    write_left_out(attacked.classroom.folder, attacked.summary)
    with left_out_path(attacked.classroom.folder, ASSIGNMENT).open(newline="", encoding="utf-8") as f:
        rows = list(csv.reader(f))
    assert len(rows) > 500
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


# -- copies ------------------------------------------------------------------------------------

COPY = "holds the same answers, given at the same times, as that of"


def copies(summary: Summary) -> dict[str, str]:
    return {s: d.what.removeprefix(COPY).strip() for s, ds in summary.dropped.items() for d in ds if COPY in d.what}


@pytest.fixture
def pair(released: Class, tmp_path: Path) -> Class:
    """Two who worked by themselves."""
    made = released.clone(tmp_path / "class")
    for student in ("ana", "ben"):
        made.hand_in(student, best_answers(made.bank))
    return made


def journal_of(made: Class, student: str) -> Path:
    return made.submitted(student).with_name(journal.NAME)


def copied(made: Class, student: str, whose: str) -> Path:
    """Hand in ``whose`` journal as another student's."""
    made.hand_in(student, {})
    return Path(shutil.copy(journal_of(made, whose), journal_of(made, student)))


def test_a_copied_journal_is_told_of_both_and_judged_of_neither(pair: Class) -> None:
    copied(pair, "cy", "ana")
    summary = grade_assignment(pair.folder, ASSIGNMENT)
    assert copies(summary) == {"ana": "cy", "cy": "ana"}
    for student in ("ana", "cy"):
        assert {d.severity for d in summary.dropped[student] if "at the same times" in d.what} == {SERIOUS}
    assert pair.points("cy") == pair.points("ana") == pair.points("ben")


def test_a_copy_that_comes_later_is_told_of_both(pair: Class) -> None:
    """The first one has been graded, and grading leaves what has not changed."""
    assert copies(grade_assignment(pair.folder, ASSIGNMENT)) == {}
    copied(pair, "cy", "ana")
    summary = grade_assignment(pair.folder, ASSIGNMENT)
    assert summary.graded == ["cy"]
    assert copies(summary) == {"ana": "cy", "cy": "ana"}


def test_a_copy_is_told_again_each_time(pair: Class) -> None:
    copied(pair, "cy", "ana")
    first = copies(grade_assignment(pair.folder, ASSIGNMENT))
    again = grade_assignment(pair.folder, ASSIGNMENT)
    assert again.graded == []
    assert copies(again) == first


def test_other_spaces_or_order_of_fields_hide_no_copy(pair: Class) -> None:
    path = copied(pair, "cy", "ana")
    lines = [dict(reversed(json.loads(one).items())) for one in path.read_text(encoding="utf-8").splitlines()]
    path.write_text("\n\n".join(json.dumps(one, indent=None) + "  " for one in lines), encoding="utf-8")
    assert copies(grade_assignment(pair.folder, ASSIGNMENT)) == {"ana": "cy", "cy": "ana"}


def test_a_copied_notebook_with_the_journal_in_it_is_a_copy(pair: Class) -> None:
    text = journal_of(pair, "ana").read_text(encoding="utf-8")
    pair.hand_in("cy", {})
    pair.tamper("cy", lambda nb: nb.metadata.update(b12course={"journal": text}))
    assert copies(grade_assignment(pair.folder, ASSIGNMENT)) == {"ana": "cy", "cy": "ana"}


def test_a_copy_by_many_names_a_few_and_says_how_many_more(pair: Class) -> None:
    for n in range(12):
        copied(pair, f"student-with-a-rather-long-name-{n:02}", "ana")
    found = copies(grade_assignment(pair.folder, ASSIGNMENT))
    assert len(found) == 13
    assert all("and 7 more" in others and len(others) < LONGEST - len(COPY) for others in found.values())


def test_few_answers_at_one_time_are_no_copy(pair: Class) -> None:
    """Two lines may be alike by chance, or by a clock that stands still."""
    for student in ("cy", "di"):
        pair.hand_in(student, {})
        journal_of(pair, student).write_bytes(line("sites-01", "a", 1) + line("sites-02", "a", 2))
    assert copies(grade_assignment(pair.folder, ASSIGNMENT)) == {}


def test_choosing_everything_earns_hits_less_wrong_picks(pair: Class) -> None:
    """The rule that stops who ticks all boxes, worked out here without the scoring code."""
    everything: dict[str, Any] = {}
    expected: dict[str, float] = {}
    for item in pair.bank:
        if item.type == "multiple":
            everything[item.id] = list(item.options)
            expected[item.id] = max(0, len(item.key) - (len(item.options) - len(item.key)))
        elif item.type == "matrix_multiple":
            everything[item.id] = {r: list(item.columns) for r in item.rows}
            hits = {c: sum(c in item.key[r] for r in item.rows) for c in item.columns}
            expected[item.id] = sum(max(0, hit - (len(item.rows) - hit)) for hit in hits.values())
    assert len(expected) == 2
    pair.hand_in("eve", everything)
    grade_assignment(pair.folder, ASSIGNMENT)
    points = pair.points("eve")
    assert {i: points[i] for i in expected} == expected
    assert sum(p or 0 for i, p in points.items() if i not in expected) == 0
