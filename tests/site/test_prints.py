"""Printed sheets: they fit, they say what the profile says, and they come out the same each time."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import typst

from b12course import figures
from b12course.bank.checkoff import CheckOff
from b12course.bank.errors import BankError
from b12course.bank.evidence import load
from b12course.bank.folder import ClassFolder
from b12course.bank.prints import CODES, Crop, Prints, load_profiles
from b12course.site import prints
from b12course.site.prints import PAPERS, PRINTS, Print

NUMBERS = {"us": "911", "uk": "999", "ca": "911", "au": "000"}
EVERY = [(sheet, code, paper) for sheet in PRINTS for code in CODES for paper in PAPERS]
EACH = [(sheet, code) for sheet in PRINTS for code in CODES]
SAYS_WHAT_IT_SHOWS = b'#show text: it => { it; [#metadata(it.text) <shown>] }\n#include "sheet.typ"'


def named(values: object) -> str:
    return values.name if isinstance(values, Print) else str(values)


def sheet_called(name: str) -> Print:
    return next(p for p in PRINTS if p.name == name)


def shown(folder: ClassFolder, sheet: Print, code: str) -> str:
    """The words that stand on the pages, footer and all, as the typesetter placed them; spaces left out."""
    files = prints.sheet_files(folder, sheet, code, "a4")
    files |= {"sheet.typ": files["main.typ"], "main.typ": SAYS_WHAT_IT_SHOWS}
    found = typst.query(files, "<shown>", field="value", font_paths=prints._fonts(), ignore_system_fonts=True)
    return bare(" ".join(json.loads(found)))


def bare(text: str) -> str:
    """The words without marks of bold and without spaces."""
    return re.sub(r"\s+", "", text.replace("**", ""))


@pytest.mark.parametrize(("sheet", "code", "paper"), EVERY, ids=named)
def test_it_fits_its_pages(folder: ClassFolder, sheet: Print, code: str, paper: str) -> None:
    assert len(prints.make_pictures(folder, sheet, code, paper, ppi=12)) == sheet.pages


@pytest.mark.parametrize(("sheet", "code"), EACH, ids=named)
def test_every_line_meant_for_a_place_is_on_its_sheet_and_no_other(
    folder: ClassFolder, sheet: Print, code: str
) -> None:
    words = shown(folder, sheet, code)
    if sheet.name == "check-off":
        steps = load(folder.assessments / "checkoff.yaml", CheckOff).steps
        expected = [t for s in steps for t in (s.text, s.why)]
        others: list[str] = []
    else:
        facts = load_profiles(folder.course)[code].facts
        lines = [line for _, line in load(folder.course / "prints.yaml", Prints).sheets[sheet.name].lines()]
        expected = [line.text or facts[line.fact or ""].text for line in lines if line.printed_for(code)]
        others = [line.text for line in lines if line.text and not line.printed_for(code)]
    unit = "micrograms" if code == "uk" else "mcg"
    for text in expected:
        filled = text.replace("{{emergency_number}}", NUMBERS[code]).replace("mcg", unit)
        assert bare(filled) in words, text
    for text in others:
        assert bare(text) not in words, text
    if code == "uk":
        assert "mcg" not in words


@pytest.mark.parametrize(("sheet", "code"), EACH, ids=named)
def test_no_sheet_names_the_emergency_number_of_another_place(folder: ClassFolder, sheet: Print, code: str) -> None:
    words = shown(folder, sheet, code)
    found = {n for n in NUMBERS.values() if re.search(rf"(?<![\d,]){n}(?!\d)", words)}
    assert found == (set() if sheet.name == "sharps-label" else {NUMBERS[code]})


@pytest.mark.parametrize("code", CODES)
def test_a_step_card_carries_what_its_place_asks_for(folder: ClassFolder, code: str) -> None:
    facts = load_profiles(folder.course)[code].facts
    words = shown(folder, sheet_called("step-card"), code)
    assert bare("Be shown first") in words
    for key in ("needlestick", "sharps_route"):
        assert bare(facts[key].text) in words
    assert ("Ampoule." in words) == (code in ("uk", "au"))
    assert ("1,000micrograms" in words) == (code == "uk")
    files = prints.sheet_files(folder, sheet_called("step-card"), code, "a4")
    assert 3 <= len([f for f in files if f.endswith(".svg")]) <= 6


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("sheet", PRINTS, ids=named)
def test_a_pdf_is_tagged_and_titled_and_comes_out_the_same(folder: ClassFolder, sheet: Print, paper: str) -> None:
    pdf = prints.make_pdf(folder, sheet, "us", paper)
    assert pdf == prints.make_pdf(folder, sheet, "us", paper)
    title = json.loads(prints.sheet_files(folder, sheet, "us", paper)["data.json"])["title"]
    assert f"{title}, United States".encode() in pdf
    assert b"pdfuaid" in pdf
    width, height = {"a4": (595, 841), "letter": (612, 792)}[paper]
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert len(boxes) == sheet.pages
    assert {(int(float(w)), int(float(h))) for w, h in boxes} == {(width, height)}


def test_every_sheet_of_a_place_is_written_in_both_sizes(folder: ClassFolder, tmp_path: Path) -> None:
    heard: list[tuple[int, int]] = []
    paths = prints.write_prints(folder, tmp_path / "out", ["au"], lambda done, total: heard.append((done, total)))
    assert {p.name for p in (tmp_path / "out").iterdir()} == {
        prints.file_name(s, "au", paper) for s in PRINTS for paper in PAPERS
    }
    assert all(p.read_bytes().startswith(b"%PDF-") for p in paths)
    assert heard[-1] == (len(paths), len(paths))


def test_words_that_do_not_fit_are_refused(folder: ClassFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    files = prints.sheet_files(folder, sheet_called("step-card"), "us", "letter")
    data = json.loads(files["data.json"])
    data["parts"]["emergency"]["lines"] *= 20
    monkeypatch.setattr(prints, "sheet_files", lambda *_: files | {"data.json": json.dumps(data).encode()})
    with pytest.raises(BankError, match=r"do not fit the page: shorten them in course/prints\.yaml"):
        prints.make_pdf(folder, sheet_called("step-card"), "us", "letter")


def test_a_window_shows_its_part_of_the_figure() -> None:
    drawing = figures.figure("give-im")
    size = (drawing.width_px, drawing.height_px)
    svg = prints.cropped(Crop(name="give-im", canvas=size, window=(100, 200, 400, 300), alt="Part of it"))
    assert b'width="288pt" height="216pt" viewBox="72 144 288 216"' in svg
