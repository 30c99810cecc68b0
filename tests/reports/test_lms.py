"""Grades in each LMS's own form: who is found, what stays empty, and what is said of it."""

from __future__ import annotations

import csv
import datetime
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12course.reports.lms import PLAIN_COLUMNS, Column, Format, Grade, Person, export, number

ANA = Person("ana", "Doe, RN", "Ana", "ana@example.org", "1001")
BEN = Person("ben", "Bell", "Ben", "ben@example.org", "1002")
CY = Person("cy")
DUE = datetime.datetime(2026, 11, 9, 9, 0)
SITES = Column("04_sites", "Sites (81234)", 60, {"ana": Grade(45.5), "ben": Grade(50, 2.25), "cy": Grade(9, 0, True)})
ROUTES = Column("03_routes", "03_routes", 121, {"ana": Grade(1.0, 5.0)}, DUE)
FORMATS: list[Format] = ["canvas", "moodle", "blackboard", "csv"]


def guarded(text: str) -> str:
    return f"'{text}" if text[:1] in "=+-@" and text else text


def test_canvas() -> None:
    made = export("canvas", [ANA, BEN, CY], [SITES, ROUTES])
    assert made.rows == [
        ("Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Sites (81234)", "03_routes"),
        ("    Points Possible", "", "", "", "", "60", "121"),
        ("Bell, Ben", "", "", "ben", "", "47.75", ""),
        ("cy", "", "", "cy", "", "", ""),
        ("Doe, RN, Ana", "", "", "ana", "", "45.5", "0"),
    ]
    assert "04_sites: left without a grade, for an answer waits to be marked by hand: cy." in made.notes
    assert "03_routes: left without a grade, for nothing was handed in: ben, cy." in made.notes


def test_canvas_by_its_own_number() -> None:
    made = export("canvas", [ANA], [SITES], by="lms-id")
    assert made.rows[2][1:4] == ("1001", "", "")


def test_moodle_says_no_grade_with_a_dash() -> None:
    made = export("moodle", [ANA, CY], [SITES, ROUTES])
    assert made.rows == [("username", "Sites (81234)", "03_routes"), ("cy", "-", "-"), ("ana", "45.5", "0")]
    assert any("no more than 100 points" in n and "03_routes (121 points)" in n for n in made.notes)


def test_moodle_never_gets_a_row_without_an_id() -> None:
    made = export("moodle", [ANA, BEN, CY], [SITES], by="email")
    assert made.rows == [("email", "Sites (81234)"), ("ben@example.org", "47.75"), ("ana@example.org", "45.5")]
    assert "Left out, for the gradebook has no email of them: cy." in made.notes
    assert export("moodle", [ANA], [SITES], by="lms-id").rows[0][0] == "idnumber"


def test_blackboard() -> None:
    made = export("blackboard", [ANA], [SITES])
    assert made.rows == [("Last Name", "First Name", "Username", "Sites (81234)"), ("Doe, RN", "Ana", "ana", "45.5")]
    assert any("new text column" in n for n in made.notes)
    known = Column("04_sites", "Sites [Total Pts: 60] |12345", 60, SITES.grades)
    assert not any("new text column" in n for n in export("blackboard", [ANA], [known]).notes)


def test_plain() -> None:
    made = export("csv", [ANA, BEN, CY], [ROUTES, SITES])
    assert made.rows[0] == PLAIN_COLUMNS
    by_learner = {(r[0], r[3]): dict(zip(PLAIN_COLUMNS, r, strict=True)) for r in made.rows[1:]}
    assert by_learner["04_sites", "ben"]["score"] == "47.75"
    assert by_learner["04_sites", "ben"]["late_submission_penalty"] == "2.25"
    assert by_learner["03_routes", "ana"]["duedate"] == "2026-11-09 09:00:00"
    waiting = by_learner["04_sites", "cy"]
    assert (waiting["score"], waiting["raw_score"], waiting["status"]) == ("", "", "waiting to be marked by hand")
    assert by_learner["03_routes", "cy"]["status"] == "nothing handed in"


@pytest.mark.parametrize("to", ["canvas", "moodle", "blackboard"])
def test_two_learners_with_one_address_are_refused(to: Format) -> None:
    twin = Person("ana2", email="ana@example.org")
    with pytest.raises(ValueError, match=r"share the email ana@example\.org"):
        export(to, [ANA, twin], [SITES], by="email")
    assert len(export(to, [ANA, twin], [SITES]).rows) >= 3


@pytest.mark.parametrize("to", FORMATS)
def test_a_name_that_a_spreadsheet_would_run(to: Format) -> None:
    made = export(to, [Person("x", "=HYPERLINK(1)", "+1", "@a")], [SITES], guarded=guarded)
    cells = [c for row in made.rows[1:] for c in row if c != "-"]
    assert not any(c.startswith(("=", "+", "@", "-")) for c in cells)


@pytest.mark.parametrize("to", ["canvas", "moodle", "blackboard"])
def test_a_user_name_that_a_spreadsheet_would_run_is_left_out_and_named(to: Format) -> None:
    made = export(to, [ANA, Person("=cmd")], [SITES], guarded=guarded)
    assert not any("cmd" in c for row in made.rows for c in row)
    assert any("looks like a formula" in n and "=cmd" in n for n in made.notes)


PEOPLE = st.lists(
    st.builds(Person, st.text(min_size=1, max_size=8), st.text(max_size=8), st.text(max_size=8), st.text(max_size=8)),
    max_size=8,
    unique_by=lambda p: p.username,
)


@given(PEOPLE, st.sampled_from(FORMATS), st.data())
def test_nobody_gets_another_s_grade(people: list[Person], to: Format, data: st.DataObject) -> None:
    grades = {
        p.username: Grade(float(n), 0.0, data.draw(st.booleans()))
        for n, p in enumerate(people, 1)
        if data.draw(st.booleans())
    }
    made = export(to, people, [Column("a", "A", 10, grades)])
    assert len({len(r) for r in made.rows}) == 1
    ids, points = {"canvas": (3, 5), "moodle": (0, 1), "blackboard": (2, 3), "csv": (3, 9)}[to]
    body = made.rows[2:] if to == "canvas" else made.rows[1:]
    assert {r[ids] for r in body} == {p.username for p in people}
    for row in body:
        grade = grades.get(row[ids])
        none = grade is None or grade.waiting
        assert row[points] == (("-" if to == "moodle" else "") if none else number(grade.raw))  # type: ignore[union-attr]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(made.rows)
    assert [tuple(r) for r in csv.reader(io.StringIO(out.getvalue(), newline=""))] == made.rows


@pytest.mark.parametrize(("points", "text"), [(0, "0"), (60, "60"), (1000, "1000"), (2.5, "2.5"), (1 / 3, "0.33")])
def test_numbers_have_no_thousands_separator(points: float, text: str) -> None:
    assert number(points) == text
