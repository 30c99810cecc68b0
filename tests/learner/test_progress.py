"""Progress is read from the journal: what was tried, and what earned every point."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from b12course.bank.folder import ClassFolder
from b12course.learner.journal import Event, Journal, State
from b12course.learner.progress import ModuleProgress, progress, progress_html

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder() -> ClassFolder:
    return ClassFolder(ROOT)


def sites(folder: ClassFolder, state: State) -> ModuleProgress:
    return next(row for row in progress(folder, state) if row.name == "04_sites")


def test_nothing_answered_is_nothing_tried(folder: ClassFolder) -> None:
    rows = progress(folder, State())
    assert [r.name for r in rows] == sorted(p.stem for p in folder.lessons.glob("*.md"))
    assert {(r.tried, r.right) for r in rows} == {(0, 0)}
    assert sites(folder, State()).items == len(sites_items(folder))


def sites_items(folder: ClassFolder) -> list[str]:
    return [i.id for i in folder.practice if i.id.startswith("sites-p")]


def test_right_wrong_unreadable_and_taken_back(folder: ClassFolder, tmp_path: Path) -> None:
    journal = Journal(tmp_path / "answers.jsonl")
    singles = [i for i in folder.practice if i.type == "single" and i.id.startswith("sites-p")]
    right, wrong = singles[:2]
    others = [i for i in sites_items(folder) if i not in (right.id, wrong.id)]
    journal.append(Event(right.id, "value", right.best()))
    journal.append(
        Event(wrong.id, "value", next(o for o in wrong.public()["options"] if o["id"] != wrong.best())["id"])
    )
    journal.append(Event(others[0], "value", 12345))
    journal.append(Event(others[1], "value", None))
    journal.append(Event("no-such-item", "value", "a"))
    row = sites(folder, journal.state())
    assert (row.tried, row.right) == (3, 1)


def test_the_list_says_in_words_what_the_bars_show() -> None:
    rows = [
        ModuleProgress("01_one", "Module 1. <One>", 9, 4, 3),
        ModuleProgress("02_two", "Two", 8, 0, 0),
        ModuleProgress("09_none", "No questions here", 0, 0, 0),
    ]
    html = progress_html(rows)
    assert "4 of 9 tried, 3 right" in html
    assert "8 questions, none tried yet" in html
    assert "&lt;One&gt;" in html
    assert re.findall(r'href="([^"]+)"', html) == ["01_one.ipynb", "02_two.ipynb"]
