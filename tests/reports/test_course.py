"""The course on one page, and each learner's transcript over all assignments."""

from __future__ import annotations

import datetime

from b12course.reports import class_report
from b12course.reports.course import TRANSCRIPT_COLUMNS, Assignment, course_page, transcript_rows
from b12course.reports.page import Head
from tests.bank.strategies import minimal
from tests.reports.classes import learner
from tests.reports.test_page import ATTACK, checked

DAY = datetime.date(2026, 11, 21)


def assignment(name: str, answers: dict[str, str | None]) -> Assignment:
    item = minimal("single", id=f"{name}-1", key="b", unsafe=["a"], critical=True, read="The arm")
    people = [learner(who, [item], {item.id: a}) for who, a in answers.items()]
    head = Head(f"Module {ATTACK}", name, DAY)
    return Assignment(head, class_report([item], people, {"sites.1": "Choose."}, 80), f"{name}-report.html")


def test_a_transcript_holds_what_each_learner_did_and_nothing_else() -> None:
    course = [assignment("one", {"ben": "b", "ana": "a"}), assignment("two", {"cy": None, "ana": "b"})]
    rows = [dict(zip(TRANSCRIPT_COLUMNS, r, strict=True)) for r in transcript_rows(course)]
    assert [(r["learner"], r["assignment"], r["percent"], r["standing"]) for r in rows] == [
        ("ana", "one", "0", "not yet"),
        ("ana", "two", "100", "passed"),
        ("ben", "one", "100", "passed"),
        ("cy", "two", "0", "not yet"),
    ]
    assert (rows[0]["critical errors"], rows[0]["read again"]) == ("one-1", "The arm")
    assert rows[1]["critical errors"] == rows[1]["read again"] == ""


def test_the_page_leads_to_each_report() -> None:
    course = [assignment("one", {"ben": "b", ATTACK: "a"}), assignment("two", {"cy": None})]
    html = course_page(course, DAY)
    checked(html)
    assert 'href="one-report.html"' in html
    assert '○ 0% <span class="wrong">✕ 1</span>' in html
    assert "✓ 100%" in html
    assert "Choose." in html, "the class is under the pass mark in it"


def test_a_course_without_weak_objectives() -> None:
    html = course_page([assignment("one", {"ben": "b"})], DAY)
    assert "Weakest objectives" not in html
