"""The page: everything is escaped, nothing is loaded, tables and pictures have words."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12course.bank.items import TYPES
from b12course.reports import class_report, page
from b12course.reports.page import Head
from b12course.reports.questions import TYPES as TYPE_NAMES
from tests.bank.strategies import answered, minimal
from tests.reports.classes import learner, numbered

HEAD = Head("Module 4. Sites", "04_sites", datetime.date(2026, 11, 21))
ALONE = {"meta", "br", "link", "img", "input"}
ATTACK = '</td><script>alert(1)</script>"><img src=x onerror=alert(1)>'


class Tidy(HTMLParser):
    """Holds the page to its own tags: each one closed, no script, no handler, nothing from elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in ("script", "img", "link", "iframe")
        for name, value in attrs:
            assert not name.startswith("on")
            assert name not in ("src", "srcset")
            if name == "id":
                self.ids.append(value or "")
        if tag not in ALONE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def checked(html: str) -> Tidy:
    tidy = Tidy()
    tidy.feed(html)
    assert tidy.open == []
    assert len(set(tidy.ids)) == len(tidy.ids)
    for target in re.findall(r'href="#([^"]+)"', html):
        assert target in tidy.ids
    assert html.count("<table") == html.count("<caption>")
    assert "<th>" not in html, "every heading says what it heads"
    assert "url(" not in html
    return tidy


def test_every_type_has_a_name() -> None:
    assert set(TYPE_NAMES) == set(TYPES)


@settings(max_examples=60)
@given(st.lists(answered(), min_size=1, max_size=3))
def test_any_item_and_answer_makes_a_sound_page(pairs: list[tuple[Any, Any]]) -> None:
    items = [i.model_copy(update={"id": f"item-{n}"}) for n, (i, _) in enumerate(pairs)]
    given_ = {i.id: r for i, (_, r) in zip(items, pairs, strict=True)}
    report = class_report(items, [learner("ana", items, given_), learner("ben", items, {})], {}, 80)
    checked(page(report, HEAD))


def test_names_and_texts_are_escaped() -> None:
    item = minimal("single", id="q1", stem=ATTACK, read=ATTACK, options={"a": ATTACK, "b": "B", "c": "C"})
    people = [learner(f"{ATTACK}{n}", [item], {"q1": "a"}) for n in range(3)]
    html = page(class_report([item], people, {item.objective: ATTACK}, 80), Head(ATTACK, "x", HEAD.day))
    checked(html)
    assert "&lt;script&gt;" in html


def test_numbers_are_filled_in() -> None:
    sets = [{"values": {"x": x}, "key": float(x)} for x in (3, 4)]
    item: Any = minimal("numeric", stem="Draw up {x} mL.", key=None, unit="mL", units=[], unsafe=[], variants=sets)
    html = page(class_report([item], [learner("ana", [item], {})], {}, 80), HEAD)
    assert "Draw up 3 mL." in html
    assert "One of 2 sets of numbers" in html
    assert "{x}" not in html


@pytest.mark.parametrize(("count", "said"), [(9, True), (10, False)])
def test_a_small_class_is_told_that_figures_are_hints(count: int, said: bool) -> None:
    item = minimal("single", id="q1", key="b")
    people = [learner(n, [item], {"q1": "b"}) for n in numbered(count)]
    html = page(class_report([item], people, {}, 80), HEAD)
    assert ("every figure here is only a hint" in html) is said


def test_the_picture_has_words() -> None:
    item = minimal("single", id="q1", key="b")
    people = [learner(n, [item], {"q1": a}) for n, a in zip(numbered(3), "bba", strict=True)]
    html = page(class_report([item], people, {}, 80), HEAD)
    assert 'aria-label="Learners by score: 1 from 0 to 10%, 2 from 90 to 100%. The pass mark is 80%."' in html


def test_sections_are_links_where_there_is_a_site() -> None:
    item = minimal("single", id="q1", key="b", unsafe=["a"], critical=True, read="The arm: deltoid")
    report = class_report([item], [learner("ana", [item], {"q1": "a"})], {}, 80)
    html = page(report, Head("T", "04_sites", HEAD.day, "https://example.org/us/04_sites.html"))
    assert '<a href="https://example.org/us/04_sites.html#the-arm-deltoid">The arm: deltoid</a>' in html


def test_reports_need_no_jupyter() -> None:
    code = "import sys, b12course.reports, b12course.reports.lms; print(*{m.partition('.')[0] for m in sys.modules})"
    root = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert {"IPython", "anywidget", "ipywidgets", "nbformat", "nbgrader"} & set(run.stdout.split()) == set()
