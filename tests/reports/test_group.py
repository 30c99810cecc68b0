"""The class report: who passed, what the class knows, who needs a word and why."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest

from b12course.bank.items import ItemBase
from b12course.bank.passing import outcome
from b12course.reports import Answer, Learner, class_report
from b12course.reports.tables import ITEM_COLUMNS, LEARNER_COLUMNS, item_rows, learner_rows
from tests.bank.strategies import minimal
from tests.reports.classes import learner, numbered

KEY, WRONG = "b", "a"
TEXTS = {"sites.1": "Choose a site.", "sites.2": "Find it."}


def four(**first: object) -> list[ItemBase]:
    """Two items on each of two objectives, of two steps."""
    return [
        minimal("single", id="q1", key=KEY, unsafe=[WRONG], read="The arm", **first),
        minimal("single", id="q2", key=KEY, unsafe=[], read="The arm", step="recognize_cues"),
        minimal("single", id="q3", key=KEY, unsafe=[], read="The thigh", objective="sites.2"),
        minimal("single", id="q4", key=KEY, unsafe=[], read="The hip", objective="sites.2"),
    ]


def rows(items: list[ItemBase], pass_mark: int = 80, **texts: str) -> list[Learner]:
    return [
        learner(name, items, {i.id: None if a == "." else a for i, a in zip(items, text, strict=True)}, pass_mark)
        for name, text in texts.items()
    ]


def test_a_class_by_hand() -> None:
    items = four()
    report = class_report(items, rows(items, 75, ana="bbbb", ben="bbba", cy="baaa", dee="...."), TEXTS, 75)
    assert report.scores == (100.0, 75.0, 25.0)
    assert (report.took_part, report.passed, report.few) == (3, 2, True)
    assert report.spread is not None
    assert report.spread.mean == pytest.approx(200 / 3)
    assert report.alpha is None
    one, two = report.objectives
    assert (one.text, one.questions, one.points, one.share, one.below) == ("Choose a site.", 2, 2.0, 5 / 6, 1)
    assert (two.text, two.share, two.below, two.of) == ("Find it.", 0.5, 2, 3)
    assert [(s.text, s.questions) for s in report.steps] == [("Recognize cues", 1), ("Take action", 3)]


def test_the_weakest_objective_comes_first_with_what_to_read() -> None:
    items = four()
    (found,) = class_report(items, rows(items, cy="baaa"), TEXTS, 80).learners
    assert [(w.objective, w.share, w.read) for w in found.weakest] == [
        ("sites.2", 0.0, ("The thigh", "The hip")),
        ("sites.1", 0.5, ("The arm",)),
    ]
    assert found.read == ("The thigh", "The hip", "The arm")


def test_who_needs_a_word_and_why() -> None:
    items = four(critical=True)
    report = class_report(items, rows(items, 75, ana="bbbb", ben="abbb", cy="b...", dee="...."), TEXTS, 75)
    why = {r.learner.id: r.attention for r in report.learners}
    assert why == {
        "ana": (),
        "ben": ("One answer that could have harmed someone.",),
        "cy": ("Not at the pass mark yet (25%).", "Left 3 of 4 questions open: ask what got in the way."),
        "dee": ("Handed in with no answer: ask whether something went wrong.",),
    }
    standing = {r.learner.id: r.standing for r in report.learners}
    assert standing == {"ana": "passed", "ben": "not yet", "cy": "not yet", "dee": "not yet"}
    assert report.critical == 1
    assert next(r for r in report.learners if r.learner.id == "ben").read == ("The arm",)


def test_what_waits_for_a_mark_is_never_taken_for_nothing() -> None:
    items = [*four(), minimal("text", id="q5", objective="sites.3")]
    ana = learner("ana", items, dict.fromkeys(("q1", "q2", "q3", "q4"), KEY))
    waits = {**ana.answers, "q5": Answer(0.0, 6.0, "words", waiting=True)}
    ana = replace(ana, answers=waits, outcome=outcome([], None, 10, 80))
    report = class_report(items, [ana], TEXTS, 80)
    (found,) = report.learners
    assert (found.percent, found.so_far, found.standing) == (None, 100.0, "waiting")
    assert found.attention == ()
    assert found.weakest == ()
    assert report.waiting == 1
    assert report.scores == (100.0,)
    assert "sites.3" not in {p.key for p in report.objectives if p.share is not None}


def test_reliability_and_its_error_by_hand() -> None:
    items = four()[:2]
    answers = {name: "bb" if n < 6 else "aa" for n, name in enumerate(numbered(12))}
    report = class_report(items, rows(items, **answers), TEXTS, 80)
    assert report.alpha == pytest.approx(1)
    assert report.error == pytest.approx(0, abs=1e-6)
    mixed = {name: ("b" if n < 6 else "a") + ("b" if n % 2 else "a") for n, name in enumerate(numbered(12))}
    report = class_report(items, rows(items, **mixed), TEXTS, 80)
    assert report.alpha == pytest.approx(0)
    # Three learners have 100, six 50, three 0: the deviation is sqrt(6 * 50 ** 2 / 11), and none of it is trusted.
    assert report.error == pytest.approx(sqrt(6 * 2500 / 11))


def test_nobody_took_part() -> None:
    items = four()
    report = class_report(items, rows(items, ana="...."), TEXTS, 80)
    assert (report.scores, report.spread, report.objectives) == ((), None, ())
    assert all(i.learners == 0 and i.share is None for i in report.items)
    empty = class_report(items, [], TEXTS, 80)
    assert empty.learners == ()


def test_the_tables_have_a_cell_for_every_column() -> None:
    items = [*four(critical=True), minimal("case", id="k")]
    learners = [learner(n, items, {"q1": a, "q2": KEY}) for n, a in (("ana", KEY), ("ben", WRONG))]
    report = class_report(items, learners, TEXTS, 80)
    questions = item_rows(report)
    assert {len(r) for r in questions} == {len(ITEM_COLUMNS)}
    assert [r[0] for r in questions] == ["1", "2", "3", "4", "5", *(f"5.{n}" for n in range(1, 7))]
    first = dict(zip(ITEM_COLUMNS, questions[0], strict=True))
    assert (first["share of points"], first["unsafe"], first["discrimination"]) == ("0.500", "1", "")
    assert f"{KEY}* 1/2" in first["chosen"]
    assert f"{WRONG}! 1/2" in first["chosen"]
    people = [dict(zip(LEARNER_COLUMNS, r, strict=True)) for r in learner_rows(report)]
    assert people[1]["critical errors"] == f"q1: {WRONG}"
    assert people[0]["critical errors"] == ""
