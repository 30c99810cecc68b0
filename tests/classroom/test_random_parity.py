"""What nbgrader stores is what ``score()`` says: every item type, answered at random."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from b12course.bank.errors import ResponseError
from b12course.bank.items import TYPES, ItemBase
from b12course.bank.scoring import score
from b12course.learner.assessment import Assessment
from b12course.learner.journal import NAME as ANSWERS
from b12course.learner.journal import Event, State, read
from tests.classroom.cells import graded_check, running
from tests.classroom.classes import Class
from tests.classroom.gallery import NAME, gallery_class
from tests.classroom.random_answers import random_answer

COPIES = 5
SUBMISSIONS = 5
IN_KERNEL = 2
AS_DATA = 25
IN_PROCESS = 300


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Class:
    made = gallery_class(tmp_path_factory.mktemp("gallery") / "class", COPIES)
    made.release()
    return made


@pytest.fixture(scope="module")
def items(gallery: Class) -> list[ItemBase]:
    return list(gallery.bank)


@pytest.fixture(scope="module")
def grading(gallery: Class) -> Iterator[Assessment]:
    """The assignment as its notebook opens it while nbgrader grades."""
    folder = gallery.hand_in("in-process", {})
    with running(folder, "autograde"):
        yield Assessment(NAME)


def expected(item: ItemBase, answer: Any, variant: int) -> float:
    try:
        return score(item, answer, variant).points
    except ResponseError:
        return 0.0


def answered(assessment: Assessment, item: ItemBase, answer: Any, variant: int) -> None:
    """Make ``assessment`` see one answer, as if the journal held it."""
    event = Event(item.id, "value", answer, variant=variant)
    assessment.__dict__["_submitted"] = State(answers={item.id: event})


def test_the_gallery_has_every_type(items: list[ItemBase]) -> None:
    assert {i.type for i in items} == set(TYPES)


@pytest.mark.parametrize("number", range(SUBMISSIONS))
def test_nbgrader_stores_what_score_says(gallery: Class, items: list[ItemBase], number: int) -> None:
    rng = Random(number)
    answers = {i.id: random_answer(i.public(), rng) for i in items}
    variants = {i.id: rng.randrange(i.variants()) for i in items}
    student = f"student{number}"
    journal = gallery.hand_in(student, answers, variants) / ANSWERS
    handed_in = journal.read_bytes()
    gallery.autograde(student)
    assert journal.read_bytes() == handed_in
    grades = gallery.grades(student)
    by_program = [i for i in items if i.type != "text"]
    assert {i.id: grades[i.id]["auto"] for i in by_program} == {
        i.id: expected(i, answers[i.id], variants[i.id]) for i in by_program
    }
    assert {i.id: grades[i.id]["max"] for i in items} == {i.id: i.max_points for i in items}
    texts = [i for i in items if i.type == "text"]
    written = {i.id: isinstance(answers[i.id], str) and bool(answers[i.id].strip()) for i in texts}
    assert {i.id: grades[i.id]["needs"] for i in texts} == written
    assert {i.id: grades[i.id]["auto"] for i in texts} == {t: None if w else 0.0 for t, w in written.items()}


@pytest.mark.parametrize("number", range(IN_KERNEL))
def test_a_kernel_that_runs_the_notebook_gives_the_same(gallery: Class, items: list[ItemBase], number: int) -> None:
    """Where nbgrader is set up to run notebooks, the check cells themselves find the bank and score."""
    rng = Random(f"kernel {number}")
    by_program = [i for i in items if i.type != "text"]
    answers = {i.id: random_answer(i.public(), rng) for i in by_program}
    gallery.hand_in(f"kernel{number}", answers)
    gallery.autograde(f"kernel{number}", kernel=True)
    points = gallery.points(f"kernel{number}")
    assert {i.id: points[i.id] for i in by_program} == {i.id: expected(i, answers[i.id], 0) for i in by_program}


def test_grading_as_data_stores_the_same(gallery: Class, items: list[ItemBase], tmp_path: Path) -> None:
    rng = Random(99)
    for n in range(AS_DATA):
        answers = {i.id: random_answer(i.public(), rng) for i in items}
        gallery.hand_in(f"data{n}", answers)
    graded = gallery.grade_as_data(tmp_path / "class")
    for student in sorted(p.name for p in (graded.root / "submitted").iterdir()):
        state = read(graded.submitted(student).parent / ANSWERS)
        grades = graded.grades(student)
        for item in items:
            event = state.answers.get(item.id, Event(item.id, "value", None))
            points = expected(item, event.content, event.variant or 0)
            written = item.type == "text" and isinstance(event.content, str) and bool(event.content.strip())
            assert grades[item.id]["auto"] == (None if written else points), (student, item.id, event.content)
            assert grades[item.id]["needs"] == written


@pytest.mark.parametrize("kind", sorted(set(TYPES) - {"text"}))
def test_the_check_cell_gives_what_score_says(grading: Assessment, items: list[ItemBase], kind: str) -> None:
    """The code path of the check cell, displayed by IPython and read by nbgrader, without a kernel."""
    of_kind = [i for i in items if i.type == kind]
    rng = Random(kind)
    seen = set()
    for n in range(IN_PROCESS):
        item = of_kind[n % len(of_kind)]
        answer, variant = random_answer(item.public(), rng), rng.randrange(item.variants())
        answered(grading, item, answer, variant)
        most = 0 if kind == "text" else item.max_points
        stored = graded_check(grading, item.id, most)
        assert stored == expected(item, answer, variant), (item.id, answer, variant)
        assert type(stored) is float
        seen.add(stored)
    # Otherwise the answers were too much alike to show anything.
    assert len(seen) >= (1 if kind == "text" else 2)


def test_answers_of_all_kinds_were_tried(items: list[ItemBase]) -> None:
    """The random answers reach full marks, no marks and, where there is partial credit, some marks."""
    rng = Random(1)
    for item in items[: len(items) // COPIES]:
        if item.type == "text":
            continue
        earned = {expected(item, random_answer(item.public(), rng), 0) for _ in range(IN_PROCESS)}
        assert 0.0 in earned, item.id
        assert len(earned) > 1, item.id
        assert max(earned) >= item.max_points / 2, item.id
