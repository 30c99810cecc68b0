"""A reader can follow a claim to the section that answers it, and from the section back to the register."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

import pytest

from b12course.bank.evidence import Reviews, SignOff
from b12course.bank.folder import ClassFolder
from b12course.classroom.build import build
from tests.classroom.classes import ROOT, Class

REGISTER = ROOT / "course" / "09_evidence.ipynb"
LINK = re.compile(r"\]\(([0-9a-z_]+)\.ipynb#([^)]*)\)")


def text_of(notebook: str) -> str:
    return "\n".join("".join(c["source"]) for c in json.loads(notebook)["cells"])


@pytest.fixture(scope="module")
def pages() -> dict[str, str]:
    return {p.stem: text_of(t) for p, t in build(ClassFolder(ROOT)).files.items() if p.parent == ROOT / "course"}


def anchors(page: str) -> set[str]:
    return {h.replace(" ", "-") for h in re.findall(r"^#+ +(.+?) *$", page, re.M)}


def test_every_claim_has_a_row_with_its_verdict(pages: dict[str, str]) -> None:
    folder = ClassFolder(ROOT)
    rows = re.findall(r"^\| (S[12]-\d+)", pages["09_evidence"], re.M)
    assert sorted(rows) == sorted(c.id for c in folder.claims.claims)


def test_every_link_between_pages_arrives(pages: dict[str, str]) -> None:
    links = [(page, *m) for page, text in pages.items() for m in LINK.findall(text)]
    assert len([1 for page, _, _ in links if page == "09_evidence"]) >= 100
    broken = [link for link in links if link[2] not in anchors(pages.get(link[1], ""))]
    assert broken == []


def test_a_claim_in_a_lesson_leads_back_to_the_register(pages: dict[str, str]) -> None:
    assert "[S1\u201121](09_evidence.ipynb#Sites)" in pages["04_sites"]


def test_pages_say_who_signed_them(tmp_path: Path) -> None:
    made = Class.make(tmp_path / "class")
    assert "No clinician has signed off this page yet." in text_of((made.root / "course/04_sites.ipynb").read_text())
    review = made.root / "course" / "evidence" / "review.yaml"
    review.write_text(
        "reviews:\n"
        "  - {name: N. N., credential: RN (test), date: 2027-01-31, module: 04_sites, version: abc, notes: all}\n"
    )
    files = {p.name: text_of(t) for p, t in build(ClassFolder(made.root)).files.items() if p.parent.name == "course"}
    assert "Read and signed by: N. N., RN (test), 2027-01-31 (version abc)." in files["04_sites.ipynb"]
    assert "Read and signed by: N. N." in files["09_evidence.ipynb"]


def test_nobody_has_signed_for_a_module_that_another_review_names() -> None:
    signed = SignOff(
        name="N. N.", credential="RN", date=datetime.date(2027, 1, 31), module="04_sites", version="1", notes="x"
    )
    assert Reviews(reviews=[signed]).said_of("05_preparation") == "No clinician has signed off this page yet."
