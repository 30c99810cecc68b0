"""Small pieces of HTML: well formed, and whatever is put in stays text."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from b12course.learner.views import notice, overview, status_line

HOSTILE = "<script>alert('x')</script> \"quoted\" & <b onclick=x>"


def text_of(html: str) -> str:
    root = ET.fromstring(f"<root>{html}</root>")
    assert not {e.tag for e in root.iter()} & {"script", "img", "a"}
    assert not any(name.startswith("on") for e in root.iter() for name in e.attrib)
    return "".join(root.itertext())


def test_a_notice_says_what_it_is_given() -> None:
    assert text_of(notice(HOSTILE)) == HOSTILE


@pytest.mark.parametrize(
    ("open_part", "flagged", "words"),
    [
        ("", False, "✓ Question 3: answered"),
        ("", True, "✓ Question 3: answered · flagged for review"),
        ("1 of 2 answered", False, "○ Question 3: 1 of 2 answered"),
        (HOSTILE, True, f"○ Question 3: {HOSTILE} · flagged for review"),
    ],
)
def test_a_status_line_says_what_is_open_in_words(open_part: str, flagged: bool, words: str) -> None:
    assert text_of(status_line(3, open_part, flagged)) == words


def test_the_overview_lists_what_is_open_or_flagged() -> None:
    rows = [(1, "a", "", False), (2, "b", "not answered yet", False), (3, "c", "", True), (4, "d", HOSTILE, True)]
    text = text_of(overview(rows, keeps=True))
    assert text.startswith("2 of 4 questions are answered.")
    assert "Question 1" not in text
    assert "Question 2: not answered yet" in text
    assert "Question 3: answered · flagged for review" in text
    assert HOSTILE in text
    assert "You can hand in" not in text


def test_the_overview_says_when_all_is_done() -> None:
    assert "1 of 1 questions are answered.Nothing is open. You can hand in." in text_of(
        overview([(1, "a", "", False)], True)
    )


def test_the_overview_says_where_nothing_is_kept() -> None:
    rows = [(1, "a", "not answered yet", False)]
    assert "nothing is kept here" in text_of(overview(rows, keeps=False))
    assert "nothing is kept here" not in text_of(overview(rows, keeps=True))
