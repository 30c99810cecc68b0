"""The points that real nbgrader stores, against numbers worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from b12course.bank.items.numbers import AmountItem
from b12course.bank.loading import load_bank
from b12course.learner.assessment import Assessment
from b12course.learner.journal import Event, State
from tests.classroom.cells import graded_check, running
from tests.classroom.classes import ROOT, Class, best_answers

# Item of tests/gallery.yaml: its most points, then pairs of an answer and what it earns by NCSBN's rules
# (dossier 6E), worked out on paper. The comments say which rule decides.
BY_HAND: dict[str, tuple[int, list[tuple[Any, float]]]] = {
    # one best answer, a
    "gallery-single": (1, [("a", 1), ("c", 0), ("b", 0), ("z", 0)]),
    # keys a b c; a wrong pick takes one off, never below 0
    "gallery-multiple": (3, [(["a", "b"], 2), (["a", "b", "c", "d"], 2), (["a", "d", "e"], 0), ("a", 0)]),
    # keys a b c, three picks at most; a wrong pick takes nothing off; four picks are no answer
    "gallery-select-n": (3, [(["a", "b", "d"], 2), (["d", "e", "f"], 0), (["a"], 1), (["a", "b", "c", "d"], 0)]),
    # keys a b in both groups; +/- in each group by itself
    "gallery-grouping": (
        4,
        [
            ({"deltoid": ["a", "b", "c"], "hip": ["a"]}, 1 + 1),
            ({"deltoid": ["c"], "hip": ["a", "b"]}, 0 + 2),
            ({"hip": ["a", "b", "c"]}, 1),
            ({"knee": ["a"]}, 0),
        ],
    ),
    # self vl, thin vg, clinic deltoid; one point a row
    "gallery-matrix": (
        3,
        [
            ({"self": "vl", "thin": "deltoid", "clinic": "deltoid"}, 2),
            ({"thin": "vg"}, 1),
            ({"self": "vg", "thin": "vg", "clinic": "vg"}, 1),
            ({"self": ["vl"]}, 0),
        ],
    ),
    # by column: deltoid fits one and half; vl and vg fit all three
    "gallery-matrix-multiple": (
        8,
        [
            (
                {"one": ["deltoid", "vl", "vg"], "two": ["deltoid", "vl", "vg"], "half": ["deltoid"]},
                (2 - 1) + 2 + 2,
            ),
            ({"two": ["deltoid"]}, 0),
            ({r: ["deltoid", "vl", "vg"] for r in ("one", "two", "half")}, (2 - 1) + 3 + 3),
            ({"one": "vl"}, 0),
        ],
    ),
    # bone a, distance b
    "gallery-cloze": (
        2,
        [({"bone": "a", "distance": "a"}, 1), ({"distance": "b"}, 1), ({"bone": "b", "distance": "c"}, 0), (["a"], 0)],
    ),
    # w65 b, m125 c
    "gallery-cloze-table": (2, [({"w65": "b", "m125": "c"}, 2), ({"w65": "a", "m125": "c"}, 1), ({}, 0), (7, 0)]),
    # triad, all keys a, anchor site: nothing without the anchor, then one point for each reason
    "gallery-triad": (
        2,
        [
            ({"site": "a", "why": "a", "other": "b"}, 1),
            ({"site": "b", "why": "a", "other": "a"}, 0),
            ({"site": "a", "why": "b", "other": "b"}, 0),
            ({"site": "a"}, 0),
        ],
    ),
    # heel a, index b, middle c; a token can't stand twice
    "gallery-drag-cloze": (
        3,
        [
            ({"heel": "a", "index": "c", "middle": "b"}, 1),
            ({"heel": "d", "index": "b"}, 1),
            ({"heel": "b", "index": "a", "middle": "e"}, 0),
            ({"heel": "a", "index": "a"}, 0),
        ],
    ),
    # keys t2 t4, +/-
    "gallery-highlight": (2, [(["t2"], 1), (["t2", "t4", "t1"], 1), (["t1", "t2", "t3", "t5"], 0), (["t9"], 0)]),
    # keys t1 t2, +/-
    "gallery-highlight-table": (2, [(["t1", "t2"], 2), (["t1", "t3"], 0), (["t3"], 0), (["t1", "t1"], 0)]),
    # condition a, actions a b, parameters a b; one point a slot
    "gallery-bowtie": (
        5,
        [
            ({"condition": "a", "actions": ["a", "c"], "parameters": ["b"]}, 1 + 1 + 1),
            ({"condition": "b", "actions": ["a", "b"]}, 2),
            ({"parameters": ["c", "d"]}, 0),
            ({"actions": ["a", "b", "c"]}, 0),
        ],
    ),
    # a b c d e; one point for each step in its place
    "gallery-order": (
        5,
        [(["b", "a", "c", "d", "e"], 3), (["a", "b", "c"], 3), (["e", "a", "b", "c", "d"], 0), (["a", "a"], 0)],
    ),
    # 500 of 1,000: 0.5 mL; 250 of 1,000: 0.25 mL (VARIANTS says who saw which)
    "gallery-numeric": (
        1,
        [
            ({"value": 0.25, "unit": "mL"}, 1),
            ({"value": 0.25, "unit": "mL"}, 0),
            ({"value": 0.5, "unit": "mcg"}, 0),
            ({"value": "0.5", "unit": "mL"}, 0),
        ],
    ),
    # inside, in the danger zone, a hair's breadth outside, off the picture
    "gallery-hotspot": (1, [([0.24, 0.5], 1), ([0.76, 0.5], 0), ([0.361, 0.5], 0), ([0.24, 1.5], 0)]),
    # 0.25 mL, half a graduation of 0.01 either way
    "gallery-syringe": (1, [(0.255, 1), (0.256, 0), (0.245, 1), (2, 0)]),
    # 0.8 mL, half a graduation of 0.1 either way
    "gallery-syringe-3": (1, [(0.85, 1), (0.9, 0), (0.75, 1), (-0.8, 0)]),
    # multiple a b; matrix for, for; single a; cloze r, b; order a b c; highlight t1 t3
    "gallery-case": (
        10,
        [
            (
                {
                    "1": ["a", "c"],
                    "2": {"bulk": "for", "dose": "against"},
                    "3": "a",
                    "4": {"side": "l", "angle": "b"},
                    "5": ["a", "b", "c"],
                    "6": ["t1", "t2", "t3"],
                },
                0 + 1 + 1 + 1 + 1 + 1,
            ),
            ({"3": "c", "6": ["t1"]}, 0 + 1),
            ({"5": ["b", "a", "c"]}, 0),
            ({"3": "a", "7": "a"}, 0),
        ],
    ),
    # 2 points for looking at the thigh, 1 for the side without a scar
    "gallery-scenario": (3, [(["a", "b"], 2), (["b"], 0), (["a"], 2), (["a", "a", "a"], 0)]),
}
VARIANTS = [1, 0, 0, 0]
TEXTS = ["Show me.", "  \n ", None, 5]


@pytest.fixture(scope="module")
def gallery(released_gallery: Class, tmp_path_factory: pytest.TempPathFactory) -> Class:
    return released_gallery.clone(tmp_path_factory.mktemp("gallery") / "class")


def test_the_table_has_every_item_of_the_gallery(gallery: Class) -> None:
    assert {i.id for i in gallery.bank} == set(BY_HAND) | {"gallery-text"}


@pytest.mark.parametrize("column", range(4), ids=["first", "second", "third", "wrong-shape"])
def test_partial_answers_earn_what_was_worked_out_by_hand(gallery: Class, column: int) -> None:
    answers = {item: pairs[column][0] for item, (_, pairs) in BY_HAND.items()} | {"gallery-text": TEXTS[column]}
    student = f"column{column}"
    gallery.hand_in(student, answers, {"gallery-numeric": VARIANTS[column]})
    gallery.autograde(student)
    grades = gallery.grades(student)
    assert {i: grades[i]["auto"] for i in BY_HAND} == {i: pairs[column][1] for i, (_, pairs) in BY_HAND.items()}
    assert {i: grades[i]["max"] for i in BY_HAND} == {i: most for i, (most, _) in BY_HAND.items()}
    assert grades["gallery-text"]["needs"] == (column == 0)
    assert grades["gallery-text"]["auto"] == (None if column == 0 else 0)
    assert grades["gallery-text"]["max"] == 4


def test_all_best_answers_earn_everything(classroom: Class) -> None:
    classroom.hand_in("best", best_answers(classroom.bank))
    classroom.autograde("best")
    grades = classroom.grades("best")
    for item in classroom.bank:
        grade = grades[item.id]
        if item.type == "text":
            assert grade == {"auto": None, "manual": None, "max": item.max_points, "needs": True}
            assert grades[f"check-{item.id}"] == {"auto": 0, "manual": None, "max": 0, "needs": False}
        else:
            assert grade == {"auto": item.max_points, "manual": None, "max": item.max_points, "needs": False}
    assert all(type(g["auto"]) is float for g in grades.values() if g["auto"] is not None)


def test_nothing_answered_earns_nothing_and_asks_nobody_to_mark_it(classroom: Class) -> None:
    classroom.hand_in("nothing", {})
    classroom.autograde("nothing")
    grades = classroom.grades("nothing")
    assert {i.id for i in classroom.bank} <= set(grades)
    assert {g["auto"] for g in grades.values()} == {0.0}
    assert not any(g["needs"] for g in grades.values())


def test_a_grade_given_by_hand_survives_autograding_again(classroom: Class) -> None:
    text = next(i for i in classroom.bank if i.type == "text")
    single = next(i for i in classroom.bank if i.type == "single")
    classroom.hand_in("by-hand", {text.id: "Show me on this model.", single.id: single.best()})
    classroom.autograde("by-hand")
    classroom.mark_by_hand("by-hand", text.id, 4.0, "Well said. Name the bones.")
    classroom.mark_by_hand("by-hand", single.id, 0.0)

    classroom.autograde("by-hand")

    grades = classroom.grades("by-hand")
    # nbgrader asks for a look at grades given by hand once it has autograded again.
    assert grades[text.id] == {"auto": None, "manual": 4.0, "max": text.max_points, "needs": True}
    assert grades[single.id] == {"auto": 1.0, "manual": 0.0, "max": 1.0, "needs": True}
    assert classroom.comment("by-hand", text.id) == "Well said. Name the bones."
    with classroom.gradebook() as gradebook:
        assert gradebook.find_submission(classroom.assignment, "by-hand").score == 4.0


def test_what_was_handed_in_late_is_treated_as_nbgrader_treats_it(classroom: Class) -> None:
    due = datetime(2026, 11, 20, 12, tzinfo=UTC)
    with classroom.gradebook() as gradebook:
        gradebook.update_or_create_assignment(classroom.assignment, duedate=due.replace(tzinfo=None))
    single = next(i for i in classroom.bank if i.type == "single")
    folder = classroom.hand_in("late", {single.id: single.best()})
    (folder / "timestamp.txt").write_text(f"{due + timedelta(hours=2):%Y-%m-%d %H:%M:%S.%f} UTC")

    classroom.autograde("late")
    assert late(classroom) == {"seconds": 7200, "score": 1.0, "penalty": None}

    zero = "--LateSubmissionPlugin.penalty_method=zero"
    classroom.nbgrader("autograde", classroom.assignment, "--student=late", "--force", zero)
    assert late(classroom) == {"seconds": 7200, "score": 1.0, "penalty": 1.0}


def late(classroom: Class) -> dict[str, Any]:
    with classroom.gradebook() as gradebook:
        submission = gradebook.find_submission(classroom.assignment, "late")
        return {
            "seconds": submission.total_seconds_late,
            "score": submission.score,
            "penalty": submission.notebooks[0].late_submission_penalty,
        }


def parametrised() -> list[Any]:
    """Return every graded item of the course that has several sets of numbers."""
    paths = [*(ROOT / "assessments" / "items").glob("*.yaml"), ROOT / "tests" / "gallery.yaml"]
    banks = [load_bank([p]) for p in sorted(paths)]
    return [pytest.param(p, i, id=i.id) for p, b in zip(sorted(paths), banks, strict=True) for i in b if many(i)]


def many(item: Any) -> bool:
    return isinstance(item, AmountItem) and item.variants() > 1


@pytest.mark.parametrize(("path", "item"), parametrised())
def test_each_set_of_numbers_has_its_own_right_answer(gallery: Class, path: Path, item: AmountItem) -> None:
    folder = gallery.root / "submitted" / "variants" / gallery.assignment
    if not folder.exists():
        gallery.hand_in("variants", {})
    with running(folder, "autograde"):
        assessment = Assessment(gallery.assignment)
        assessment.__dict__["_bank"] = load_bank([path])
        answers = [item.variant(n).best() for n in range(item.variants())]
        for seen in range(item.variants()):
            for answered, answer in enumerate(answers):
                event = Event(item.id, "value", answer, variant=seen)
                assessment.__dict__["_submitted"] = State(answers={item.id: event})
                right = item.variant(seen).answer() == item.variant(answered).answer()
                assert graded_check(assessment, item.id, item.max_points) == (item.max_points if right else 0)
    assert len({str(a) for a in answers}) > 1
