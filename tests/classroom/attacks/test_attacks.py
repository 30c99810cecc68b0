"""Whatever a learner hands in: it is never run, it earns nothing, it stops nobody, and the report says so.

Every attack starts from a submission in which all answers are wrong, and stands in one class with honest learners.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from b12course.classroom.grading.intake import Severity
from b12course.learner import journal
from tests.classroom.attacks import answers, files, notebooks  # noqa: F401 - they register what they hold
from tests.classroom.attacks.conftest import UNTOUCHED, Attacked
from tests.classroom.attacks.registry import ATTACKS, NOTEBOOK, Attack, code
from tests.classroom.classes import ASSIGNMENT, EXECUTION


@pytest.fixture(params=ATTACKS.values(), ids=ATTACKS.keys())
def attack(request: pytest.FixtureRequest) -> Attack:
    return request.param


# -- that this suite can fail ------------------------------------------------------------------


def test_there_are_many_and_no_two_are_one() -> None:
    assert len(ATTACKS) >= 150
    assert len(
        {a.change.__code__.co_code + repr(a.change.__code__.co_consts).encode() for a in ATTACKS.values()}
    ) == len(ATTACKS)
    assert all(a.why for a in ATTACKS.values() if a.severity is None)


def test_code_leaves_a_mark_when_it_is_run(tmp_path: Path) -> None:
    exec(code(tmp_path / "mark"))
    assert (tmp_path / "mark").exists()


def test_the_best_answers_earn_something_everywhere(attacked: Attacked) -> None:
    """So an attack that got at them would show."""
    points = attacked.points("aa-best")
    assert all(p is None or p > 0 or i.startswith("check-") for i, p in points.items())


# -- each attack -------------------------------------------------------------------------------


def test_it_earns_what_the_wrong_answers_earn(attacked: Attacked, attack: Attack) -> None:
    mine, untouched = attacked.points(attack.student), attacked.points(UNTOUCHED)
    by_hand = {i for i, p in untouched.items() if p is None}
    assert {i: p for i, p in mine.items() if i not in by_hand} == {
        i: p for i, p in untouched.items() if i not in by_hand
    }
    assert set(mine) == set(untouched)
    # A text that was taken waits for a person; one that was lost or never read earns nothing.
    assert all(mine[i] in (None, 0.0) for i in by_hand)


def test_no_person_gave_it_a_mark_and_no_most_was_raised(attacked: Attacked, attack: Attack) -> None:
    mine, untouched = (attacked.rows[s] for s in (attack.student, UNTOUCHED))
    assert {i: (g["manual"], g["max"]) for i, g in mine.items()} == {i: (None, g["max"]) for i, g in untouched.items()}


def test_nothing_of_it_was_run(attacked: Attacked, attack: Attack) -> None:
    assert not (attacked.marks / attack.name).exists()
    assert not any(str(attacked.marks / attack.name) in text for text in attacked.seen.compiled)


def test_the_report_names_it(attacked: Attacked, attack: Attack) -> None:
    dropped = attacked.summary.dropped.get(attack.student, [])
    if attack.severity is None:
        assert dropped == attacked.summary.dropped.get(UNTOUCHED, [])
        return
    lines = [f"{d.where}: {d.what}" for d in dropped if d.severity == attack.severity]
    assert any(attack.says in one for one in lines), dropped
    assert max(d.severity for d in dropped) == attack.severity


def test_grading_did_not_fail(attacked: Attacked, attack: Attack) -> None:
    assert attack.student not in attacked.summary.failed
    assert attack.student in attacked.summary.graded


# -- the class ---------------------------------------------------------------------------------


def test_honest_learners_beside_them_keep_their_points(attacked: Attacked) -> None:
    for student, expected in attacked.honest.items():
        points = attacked.points(student)
        assert {i: points[i] for i in expected} == expected, student
        assert not attacked.summary.dropped.get(student) or student == "aa-nothing"


def test_what_honest_learners_do_is_called_no_more_than_a_note(attacked: Attacked) -> None:
    """Neither somebody who answered nothing nor one who answered wrongly is under suspicion."""
    for student in (*attacked.honest, UNTOUCHED):
        assert {d.severity for d in attacked.summary.dropped.get(student, [])} <= {Severity.NOTE}


def test_everybody_was_graded(attacked: Attacked) -> None:
    assert attacked.summary.failed == {}
    submitted = {p.name for p in (attacked.classroom.root / "submitted").iterdir()}
    assert set(attacked.summary.graded) == submitted


def test_no_marks_at_all(attacked: Attacked) -> None:
    assert list(attacked.marks.iterdir()) == []


def test_of_a_submission_only_its_five_files_are_opened_and_never_written(attacked: Attacked) -> None:
    submitted = str(attacked.classroom.root / "submitted")
    opened = [(Path(p), flags) for p, flags in attacked.seen.opened if p.startswith(submitted)]
    assert opened
    for path, flags in opened:
        assert path.name in (NOTEBOOK, journal.NAME, "items.json", "timestamp.txt", "submission_secret.txt"), path
        assert path.parent.name == ASSIGNMENT
        assert not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC), path
        assert flags & os.O_NOFOLLOW, path
    assert not {p for p, _ in attacked.seen.opened} & {"/etc/passwd", "/dev/zero"}


def test_nothing_was_imported_from_a_submission_and_no_program_was_started(attacked: Attacked) -> None:
    submitted = str(attacked.classroom.root / "submitted")
    assert attacked.seen.started == []
    assert not [p for p in attacked.seen.ran + attacked.seen.imported if submitted in p]
    assert EXECUTION not in os.environ


def test_nothing_of_a_submission_reaches_the_graded_folder_but_data(attacked: Attacked) -> None:
    """A folder of what may lie there, whatever lay in the submission."""
    allowed = {NOTEBOOK, journal.NAME, "timestamp.txt", "submission_secret.txt", "graded.json"}
    folders = list((attacked.classroom.root / "autograded").glob(f"*/{ASSIGNMENT}"))
    assert len(folders) == len(attacked.summary.graded)
    for folder in folders:
        assert {p.name for p in folder.iterdir()} <= allowed
        assert all(p.is_file() and not p.is_symlink() and p.stat().st_nlink == 1 for p in folder.iterdir())


def test_the_submissions_stay_as_they_were_handed_in(attacked: Attacked) -> None:
    folder = attacked.classroom.root / "submitted" / ATTACKS["a_sitecustomize"].student / ASSIGNMENT
    assert (folder / "sitecustomize.py").is_file()
    link = attacked.classroom.root / "submitted" / ATTACKS["a_link_for_a_folder"].student / ASSIGNMENT
    assert link.is_symlink()
