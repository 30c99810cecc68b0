"""A key is mended after grading: ``b12course grade`` again, and only what the mend touches moves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from b12course.bank.items.choice import Multiple, Single
from b12course.classroom.build import build
from tests.classroom.classes import ASSIGNMENT, Class, best_answers, cells_by_grade_id, scalars

Grades = dict[str, dict[str, Any]]
COMMENT = "Name the bones, “please”."


@pytest.fixture(scope="module")
def single(classroom: Class) -> Single:
    return next(i for i in classroom.bank if isinstance(i, Single))


@pytest.fixture(scope="module")
def multiple(classroom: Class) -> Multiple:
    return next(i for i in classroom.bank if type(i) is Multiple)


@pytest.fixture(scope="module")
def other(single: Single) -> str:
    """The option that the mend makes the key."""
    return next(o for o in single.options if o != single.key)


@pytest.fixture(scope="module")
def marked(classroom: Class, single: Single, multiple: Multiple, other: str) -> Class:
    """Three learners, graded once; one has a free text that was marked by hand."""
    best = best_answers(classroom.bank)
    classroom.hand_in("ana", {i: a for i, a in best.items() if i != text_id(classroom)})
    classroom.hand_in("ben", {single.id: other, multiple.id: multiple.key[:1]})
    classroom.hand_in("chi", {text_id(classroom): "Show me on the model."})
    classroom.b12course("grade", classroom.assignment)
    classroom.mark_by_hand("chi", text_id(classroom), 4.0, COMMENT)
    return classroom


@pytest.fixture
def bank(marked: Class) -> Iterator[Class]:
    """The class as it was graded first. Its item file is put back after the test."""
    before = marked.items_file.read_bytes()
    marked.b12course("grade")
    yield marked
    marked.items_file.write_bytes(before)


def text_id(classroom: Class) -> str:
    return next(i.id for i in classroom.bank if i.type == "text")


def grades(classroom: Class) -> dict[str, Grades]:
    return {student: classroom.grades(student) for student in ("ana", "ben", "chi")}


def edit(classroom: Class, item_id: str, **changes: Any) -> None:
    """Change fields of one item in the educator's file; ``None`` takes the whole item out."""
    yaml = YAML()
    data = yaml.load(classroom.items_file)
    item = next(i for i in data["items"] if i["id"] == item_id)
    item.update(changes)
    if not changes:
        data["items"].remove(item)
    with classroom.items_file.open("w", encoding="utf-8") as f:
        yaml.dump(data, f)


def moved(before: dict[str, Grades], after: dict[str, Grades]) -> dict[tuple[str, str], tuple[Any, Any]]:
    """Return the automatic scores that differ, as (learner, item): (before, after)."""
    return {
        (student, item): (row["auto"], after[student][item]["auto"])
        for student, rows in before.items()
        for item, row in rows.items()
        if row["auto"] != after[student][item]["auto"]
    }


def told(said: str) -> list[list[str]]:
    """Return the rows of the table of moved scores that name a learner, as lists of their cells."""
    rows = [re.split(r"\s*[│|]\s*", line.strip(" │|")) for line in said.splitlines()]
    return [row for row in rows if row[0] == ASSIGNMENT and {"ana", "ben", "chi"} & set(row)]


def files(folder: Path) -> dict[Path, bytes]:
    return {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_mended_key_moves_only_its_own_scores(bank: Class, single: Single, other: str) -> None:
    before, release = grades(bank), files(bank.root / "release")
    edit(bank, single.id, key=other, unsafe=[])
    said = bank.b12course("grade").stdout
    after = grades(bank)
    assert moved(before, after) == {("ana", single.id): (1.0, 0.0), ("ben", single.id): (0.0, 1.0)}
    assert [row[-4:] for row in told(said)] == [["ana", single.id, "1", "0"], ["ben", single.id, "0", "1"]]
    assert files(bank.root / "release") == release

    again = bank.b12course("grade").stdout
    assert grades(bank) == after
    assert told(again) == []
    assert re.search(r"\bno\b.*\b(score|moved)", again, re.I | re.S)


def test_grades_and_comments_given_by_hand_stay(bank: Class, single: Single, other: str) -> None:
    edit(bank, single.id, key=other, unsafe=[])
    bank.b12course("grade")
    row = grades(bank)["chi"][text_id(bank)]
    assert (row["auto"], row["manual"]) == (None, 4.0)
    assert bank.comment("chi", text_id(bank)) == COMMENT


def test_a_mended_reason_is_shown_and_moves_nothing(bank: Class, single: Single) -> None:
    before = grades(bank)
    edit(bank, single.id, rationale=dict.fromkeys(single.options, "A reason that is new."))
    said = bank.b12course("grade").stdout
    assert moved(before, grades(bank)) == {}
    assert told(said) == []
    shown = cells_by_grade_id(bank.autograded("ana"))[single.id]["outputs"]
    assert any("A reason that is new." in str(s) for s in scalars(shown))


def test_a_key_that_grew_counts_within_the_released_points(bank: Class, multiple: Multiple) -> None:
    """nbgrader refuses more than the released points, half a submission written: the share counts."""
    released = multiple.max_points
    more = next(o for o in multiple.options if o not in (*multiple.key, *multiple.unsafe))
    edit(bank, multiple.id, key=[*multiple.key, more])
    bank.b12course("grade")
    after = grades(bank)
    assert after["ana"][multiple.id] == {
        "auto": pytest.approx(released * released / (released + 1)),
        "manual": None,
        "max": released,
        "needs": False,
    }
    assert after["ben"][multiple.id]["auto"] == pytest.approx(released * 1 / (released + 1))


def test_a_profile_changed_after_release_does_not_change_what_was_asked(
    bank: Class, single: Single, other: str
) -> None:
    """Learners answered the items of the profile that was released, whatever ``source/`` holds since."""
    before = grades(bank)
    edit(bank, single.id, profile={"uk": {"key": other, "unsafe": []}})
    settings = bank.root / "course" / "course.yaml"
    us = settings.read_text()
    settings.write_text(us.replace("profile: us", "profile: uk"))
    try:
        assert bank.root / "source" / bank.assignment / "items.json" in build(bank.folder).write()
        bank.b12course("grade")
        bank.autograde("ana")
    finally:
        settings.write_text(us)
        build(bank.folder).write()
    assert moved(before, grades(bank)) == {}


@pytest.mark.parametrize("fault", ["syntax", "gone", "no-such-key"])
def test_a_broken_bank_stops_with_a_sentence_and_leaves_every_grade(bank: Class, single: Single, fault: str) -> None:
    before = grades(bank)
    if fault == "syntax":
        bank.items_file.write_text(bank.items_file.read_text() + "\n  - [\n")
    elif fault == "gone":
        edit(bank, single.id)
    else:
        edit(bank, single.id, key="z")
    done = bank.b12course("grade", ok=False)
    assert done.returncode == 1
    lines = [line for line in (done.stdout + done.stderr).splitlines() if "04_sites.yaml" in line]
    assert len(lines) == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert fault == "syntax" or single.id in lines[0]
    assert grades(bank) == before


def test_nbgrader_itself_leaves_the_grades_when_the_bank_is_broken(bank: Class, single: Single) -> None:
    """Formgrader's button, too: a check cell that fails would give 0."""
    before = grades(bank)
    edit(bank, single.id, key="z")
    outcome = bank.autograde("ana", ok=False)
    assert not outcome["success"]
    assert "key names 'z', which is not an option" in outcome["log"]
    assert grades(bank) == before


def test_a_damaged_submission_stops_nobody_else(fresh: Class) -> None:
    best = best_answers(fresh.bank)
    for student in ("ana", "ben"):
        fresh.hand_in(student, best)
    fresh.submitted("ana").write_text('{"cells": [')
    done = fresh.b12course("grade", ok=False)
    assert "ana" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    expected = {i.id: None if i.type == "text" else float(i.max_points) for i in fresh.bank}
    assert {k: v for k, v in fresh.points("ben").items() if k in expected} == expected
