"""Printed sheets as PDF: one for each practice profile and paper size, from ``course/prints.yaml`` and the figures.

>>> from b12course.site.prints import PRINTS, file_name
>>> file_name(PRINTS[0], "us", "letter")
'step-card-us-letter.pdf'
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import matplotlib as mpl
import typst

from b12course import figures
from b12course.bank.checkoff import CheckOff
from b12course.bank.errors import BankError, Finding
from b12course.bank.evidence import Profile, load
from b12course.bank.folder import ClassFolder
from b12course.bank.prints import CODES, Crop, Line, Prints, Sheet, words

PAPERS = {"a4": "a4", "letter": "us-letter"}
COURSE = "B12 Injection Course"
_REGIONS = {"us": "US", "uk": "GB", "ca": "CA", "au": "AU"}
_BOLD = re.compile(r"\*\*(.+?)\*\*", re.S)
_SVG_SIZE = re.compile(rb'width="[^"]*" height="[^"]*" viewBox="0 0 ([0-9.]+) ([0-9.]+)"')


@dataclass(frozen=True)
class Print:
    """One kind of sheet: ``name`` begins its files and is the name of its template."""

    name: str
    title: str
    purpose: str
    pages: int = 1


PRINTS = (
    Print("step-card", "Step card", "The whole visit on one page, to keep beside you or to hang on the wall"),
    Print("supplies", "Supplies check-list", "What to lay out before you open a wrapper, with room for six doses"),
    Print("aftercare", "Aftercare traffic light", "What to expect, what to call about, and what cannot wait"),
    Print("questions", "Questions for the clinician", "What to ask before the first dose alone, with room for answers"),
    Print("sharps-label", "Sharps labels", "Four labels and a fill line to cut out for the container"),
    Print("check-off", "Observed check-off sheet", "For an observer: every step, the critical ones marked", pages=3),
)


def file_name(sheet: Print, profile: str, paper: str) -> str:
    """Return a sheet's file name: ``profile`` is us, uk, ca or au; ``paper`` is a4 or letter."""
    return f"{sheet.name}-{profile}-{paper}.pdf"


def usual_paper(profile: str) -> str:
    """Return the paper size that offices of a practice profile hold."""
    return "letter" if profile in ("us", "ca") else "a4"


def write_prints(
    folder: ClassFolder,
    out: Path,
    profiles: Sequence[str] = CODES,
    tick: Callable[[int, int], None] = lambda done, total: None,
) -> list[Path]:
    """Write every sheet for ``profiles`` in both sizes into ``out``; return the paths.

    ``tick`` hears how many are done, and of how many. Raises BankError.
    """
    out.mkdir(parents=True, exist_ok=True)
    jobs = [(sheet, code, paper) for code in profiles for sheet in PRINTS for paper in PAPERS]
    written = []
    for n, (sheet, code, paper) in enumerate(jobs, 1):
        path = out / file_name(sheet, code, paper)
        path.write_bytes(make_pdf(folder, sheet, code, paper))
        written.append(path)
        tick(n, len(jobs))
    return written


def make_pdf(folder: ClassFolder, sheet: Print, profile: str, paper: str) -> bytes:
    """Return one sheet as a tagged PDF (PDF/UA-1); the same words give the same bytes. Raises BankError."""
    files = sheet_files(folder, sheet, profile, paper)
    try:
        return bytes(_typeset(files, pdf_standards=["ua-1"], timestamp=0))
    except typst.TypstError as e:
        what = f"{file_name(sheet, profile, paper)} can't be made: {str(e).splitlines()[0]}"
        raise BankError([Finding(what, folder.course / "prints.yaml")]) from e


def make_pictures(folder: ClassFolder, sheet: Print, profile: str, paper: str, ppi: float = 100) -> list[bytes]:
    """Return one sheet as PNG, one a page, at ``ppi`` pixels an inch. Raises BankError."""
    files = sheet_files(folder, sheet, profile, paper)
    pages = _typeset(files, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def sheet_files(folder: ClassFolder, sheet: Print, profile: str, paper: str) -> dict[str, bytes]:
    """Return all that goes into one sheet, by file name: templates, words as JSON, pictures as SVG."""
    ours = ClassFolder(folder.root, profile)
    pictures: dict[str, bytes] = {}
    data = _check_off_data(ours) if sheet.name == "check-off" else _sheet_data(ours, sheet.name, pictures)
    data |= {
        "name": sheet.name,
        "course": COURSE,
        "profile": ours.profile.name,
        "region": _REGIONS[profile],
        "emergency": ours.profile.emergency_number,
        "paper": PAPERS[paper],
        "keywords": ["vitamin B12", "injection", sheet.title, ours.profile.name],
        "footer": (
            f"{COURSE}, practice profile {ours.profile.name}. It explains; it does not replace the order, the label, "
            f"your policy or training that a clinician watches. Where each line comes from: see the course. "
            + ours.reviews.said_of("prints").replace("this page", "this sheet")
        ),
    }
    templates = {
        f.name: f.read_bytes()
        for f in resources.files(__package__).joinpath("prints").iterdir()
        if f.name.endswith(".typ")
    }
    return {
        "main.typ": templates.pop(f"{sheet.name}.typ"),
        **templates,
        **pictures,
        "data.json": json.dumps(data, ensure_ascii=False, sort_keys=True).encode(),
    }


def _sheet_data(folder: ClassFolder, name: str, pictures: dict[str, bytes]) -> dict[str, Any]:
    """Return the words of one sheet as its template takes them; its pictures go into ``pictures``."""
    path = folder.course / "prints.yaml"
    sheets = load(path, Prints).sheets
    if name not in sheets:
        raise BankError([Finding(f"has no sheet '{name}': add it", path)])
    sheet, profile, code = sheets[name], folder.profile, folder.profile_code
    parts = {
        key: {
            "title": words(part.title, profile, code) if part.title else None,
            "lines": [_line_data(line, profile, code, pictures) for line in part.lines if line.printed_for(code)],
        }
        for key, part in sheet.parts.items()
    }
    return {**_heading(sheet, profile, code), "parts": parts}


def _heading(sheet: Sheet | CheckOff, profile: Profile, code: str) -> dict[str, str]:
    sub = sheet.sub if isinstance(sheet, Sheet) else sheet.about
    return {"title": words(sheet.title, profile, code), "sub": words(sub, profile, code)}


def _line_data(line: Line, profile: Profile, code: str, pictures: dict[str, bytes]) -> dict[str, Any]:
    text = profile.facts[line.fact].text if line.fact else line.text or ""
    shown = []
    for crop in line.figures:
        file = f"{crop.name}-{'-'.join(f'{v:g}' for v in crop.window)}.svg"
        pictures[file] = cropped(crop)
        shown.append({"file": file, "alt": words(crop.alt, profile, code), "portrait": crop.window[3] > crop.window[2]})
    return {"runs": runs(words(text, profile, code)), "figures": shown}


def _check_off_data(folder: ClassFolder) -> dict[str, Any]:
    check, profile, code = load(folder.assessments / "checkoff.yaml", CheckOff), folder.profile, folder.profile_code
    numbered = list(enumerate(check.steps, 1))
    return {
        **_heading(check, profile, code),
        "pass_percent": check.pass_percent,
        "critical": len(check.critical),
        "rest": len(check.rest),
        "needed": [
            {"applied": n, "needed": check.needed(n)}
            for n in range(len(check.rest), len([s for s in check.rest if not s.may_not_apply]) - 1, -1)
        ],
        "phases": [
            {
                "title": title,
                "steps": [
                    {
                        "n": n,
                        "text": words(s.text, profile, code),
                        "why": words(s.why, profile, code),
                        "critical": s.critical,
                        "may_not_apply": s.may_not_apply,
                    }
                    for n, s in numbered
                    if s.phase == key
                ],
            }
            for key, title in check.phases.items()
        ],
        "fails": [words(f, profile, code) for f in check.global_fails],
    }


def runs(text: str) -> list[dict[str, Any]]:
    """Return text with ``**bold**`` as runs: ``b`` says whether a run is bold, ``t`` is its words."""
    pieces = _BOLD.split(text)
    return [{"b": bool(i % 2), "t": piece} for i, piece in enumerate(pieces) if piece]


def cropped(crop: Crop) -> bytes:
    """Return the window of a figure as an SVG of its own. Raises figures.UnknownFigureError."""
    drawing = figures.figure(crop.name)
    width, height = crop.window[2:]

    def window(match: re.Match[bytes]) -> bytes:
        k = float(match[1]) / drawing.width_px  # the SVG counts in points
        sizes = " ".join(f"{v * k:g}" for v in crop.window)
        return f'width="{width * k:g}pt" height="{height * k:g}pt" viewBox="{sizes}"'.encode()

    return _SVG_SIZE.sub(window, figures.render(crop.name, "svg"), count=1)


def _typeset(files: dict[str, bytes], **options: Any) -> Any:
    """Run typst on files that need no disk: its stubs do not know of that yet."""
    compiler: Any = typst.compile
    return compiler(files, font_paths=_fonts(), ignore_system_fonts=True, **options)


@cache
def _fonts() -> typst.Fonts:
    """DejaVu Sans, which comes with matplotlib: the same letters on every machine."""
    path = Path(mpl.get_data_path()) / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(path)])
