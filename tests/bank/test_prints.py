"""The words of the sheets: faults that an author can make, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from b12course import figures
from b12course.bank.folder import ClassFolder
from b12course.bank.prints import Line, check_prints

SHEET = """
sheets:
  card:
    title: A card
    sub: For a test
    parts:
      one:
        lines:
          - {LINE}
"""


def findings(folder: ClassFolder, tmp_path: Path, line: str) -> list[str]:
    (tmp_path / "prints.yaml").write_text(SHEET.replace("{LINE}", line), encoding="utf-8")
    (tmp_path / "profiles").symlink_to(folder.course / "profiles")
    return [f.what for f in check_prints(tmp_path, tmp_path, folder.sources, {"deltoid": (1000, 1000)})]


def test_the_course_s_own_sheets_have_no_fault(folder: ClassFolder) -> None:
    sizes = {n: (figures.figure(n).width_px, figures.figure(n).height_px) for n in figures.names()}
    assert check_prints(folder.course, folder.assessments, folder.sources, sizes) == []


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{text: Wash, sources: [no-such-source]}", "source 'no-such-source' is not in course/evidence/sources.yaml"),
        ("{fact: no_such_fact}", "fact 'no_such_fact' is not in the practice profile 'us'"),
        ("{text: Call 999, plain: true}", "names an emergency number"),
        ("{text: Give 1.0 mL, plain: true}", "has a trailing zero"),
        ("{text: Give .5 mL, plain: true}", "has a naked decimal point"),
        ("{text: Give 100 \u00b5g, plain: true}", "writes the micro sign"),
        ("{text: The gluteal site, plain: true}", "says 'gluteal' alone"),
        ("{text: 'Call {{clinic}}', plain: true}", "has an unknown blank"),
        ("{text: Look, plain: true, figures: [{name: nose, canvas: [9, 9], window: [0, 0, 9, 9], alt: A}]}", "'nose'"),
        (
            "{text: Look, plain: true, figures: [{name: deltoid, canvas: [1000, 900], window: [0, 0, 9, 9], alt: A}]}",
            "figure 'deltoid' is 1000 x 1000 px by now: look at the window again",
        ),
    ],
)
def test_a_fault_is_named(folder: ClassFolder, tmp_path: Path, line: str, says: str) -> None:
    found = findings(folder, tmp_path, line)
    assert found
    assert says in found[0]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ({"text": "Wash your hands."}, "sources are missing"),
        ({"text": "Wash.", "sources": ["cdc-acip-admin"], "plain": True}, "sources are missing"),
        ({"text": "Wash.", "fact": "needlestick"}, "a line has one of the two"),
        ({"plain": True}, "a line has one of the two"),
        ({"fact": "needlestick", "sources": ["cdc-acip-admin"]}, "fact brings its sources"),
    ],
)
def test_a_clinical_line_has_its_sources(line: dict[str, object], says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Line.model_validate(line)


def test_a_number_with_a_thousands_comma_is_no_emergency_number(folder: ClassFolder, tmp_path: Path) -> None:
    assert findings(folder, tmp_path, "{text: 'Give 1,000 mcg', plain: true}") == []
