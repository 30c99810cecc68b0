"""The words of the sheets that are printed (``course/prints.yaml``), each clinical line with its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from b12course.bank.checkoff import CheckOff
from b12course.bank.errors import BankError, Finding
from b12course.bank.evidence import Profile, Sources, load, unresolved
from b12course.bank.items.base import Id, Strict, Text
from b12course.bank.units import written

ProfileCode = Literal["us", "uk", "ca", "au"]
CODES: tuple[ProfileCode, ...] = ("us", "uk", "ca", "au")

Number = Annotated[float, Field(ge=0)]


class Crop(Strict):
    """A window on a figure of the course, in the figure's own pixels.

    ``canvas`` is the figure's size when the window was chosen: a figure that was drawn anew needs another look.
    """

    name: Id
    canvas: tuple[int, int]
    window: tuple[Number, Number, Number, Number] = Field(description="left, top, width, height")
    alt: Text

    @model_validator(mode="after")
    def _inside(self) -> Crop:
        left, top, width, height = self.window
        if not (width > 0 and height > 0 and left + width <= self.canvas[0] and top + height <= self.canvas[1]):
            raise ValueError("window must lie inside the canvas")
        return self


class Line(Strict):
    """One line of a sheet: words of its own, or what the practice profile says on one matter.

    A line makes a clinical statement and names its ``sources``, or it is marked ``plain``.
    """

    text: Text | None = None
    fact: Id | None = None
    sources: list[Id] = Field(default_factory=list)
    plain: bool = False
    only: list[ProfileCode] = Field(default_factory=list, description="Profiles that print it; all if left out")
    figures: list[Crop] = Field(default_factory=list)

    @model_validator(mode="after")
    def _one_voice(self) -> Line:
        if (self.text is None) == (self.fact is None):
            raise ValueError("text or fact: a line has one of the two")
        if self.fact is not None and (self.sources or self.plain):
            raise ValueError("fact brings its sources from the practice profile: take 'sources' and 'plain' out")
        if self.text is not None and bool(self.sources) == self.plain:
            raise ValueError("sources are missing: name them, or say 'plain: true' if nothing clinical is stated")
        return self

    def printed_for(self, code: str) -> bool:
        """Return whether practice profile ``code`` prints the line."""
        return not self.only or code in self.only


class Part(Strict):
    """A box, column or list of a sheet."""

    title: Text | None = None
    lines: list[Line] = Field(default_factory=list)


class Sheet(Strict):
    """One sheet: its title, the line under it, and its parts by the names that its template knows."""

    title: Text
    sub: Text
    parts: dict[Id, Part]

    def lines(self) -> Iterator[tuple[str, Line]]:
        """Every line with the name of its part."""
        for name, part in self.parts.items():
            for line in part.lines:
                yield name, line


class Prints(Strict):
    """All sheets by name."""

    sheets: dict[Id, Sheet]


def words(text: str, profile: Profile, code: str) -> str:
    """Return ``text`` as practice profile ``code`` prints it: emergency number filled in, units in its writing."""
    return written(text.replace("{{emergency_number}}", profile.emergency_number), code)


def load_profiles(course: Path) -> dict[str, Profile]:
    """Return every practice profile of a course folder by its code. Raises BankError."""
    return {code: load(course / "profiles" / f"{code}.yaml", Profile) for code in CODES}


# As in items and lessons (dossier 2E and 7D, ``ismp-error-prone``).
_UNWANTED = (
    (re.compile("[\u00b5\u03bc]g"), "writes the micro sign: write mcg, which the UK prints as micrograms"),
    (re.compile(r"\d\.\d*0\s?(?:mg|mcg|mL|g)\b"), "has a trailing zero: write 1 mL"),
    (re.compile(r"(?<![\d.])\.\d"), "has a naked decimal point: write 0.5 mL"),
    (re.compile(r"\b\d+(?:mg|mcg|mL)\b"), "has no space before a unit: write 1 mL"),
    (re.compile(r"(?<!ventro)(?<!dorso)\bgluteal\b", re.I), "says 'gluteal' alone: say ventrogluteal or dorsogluteal"),
    (re.compile(r"\{\{(?!emergency_number\}\})"), "has an unknown blank: {{emergency_number}} is the one there is"),
    (re.compile(r"\b(?:911|999|000)\b(?<!,000)"), "names an emergency number: write {{emergency_number}}"),
)


def check_prints(
    course: Path, assessments: Path, sources: Sources, figures: dict[str, tuple[int, int]]
) -> list[Finding]:
    """Return what is wrong with the words of the sheets and with the observed check-off.

    ``figures`` gives the size in pixels of every figure there is.
    """
    found: list[Finding] = []
    path = course / "prints.yaml"
    if path.exists():
        try:
            profiles = load_profiles(course)
            for name, sheet in load(path, Prints).sheets.items():
                found += _sheet_faults(name, sheet, path, profiles, sources, figures)
        except BankError as e:
            found += e.findings
    path = assessments / "checkoff.yaml"
    if path.exists():
        try:
            check = load(path, CheckOff)
        except BankError as e:
            return found + e.findings
        for step in check.steps:
            found += unresolved(step.sources, sources, path, step.id)
        found += _unwanted([check.title, check.about, *check.global_fails], path, None)
        for step in check.steps:
            found += _unwanted([step.text, step.why], path, step.id)
    return found


def _sheet_faults(
    name: str,
    sheet: Sheet,
    path: Path,
    profiles: dict[str, Profile],
    sources: Sources,
    figures: dict[str, tuple[int, int]],
) -> Iterator[Finding]:
    for part, line in sheet.lines():
        where = f"{name}, {part}"
        yield from unresolved(line.sources, sources, path, where)
        yield from _unwanted([line.text or ""], path, where)
        for code in line.only or CODES:
            if line.fact is not None and line.fact not in profiles[code].facts:
                yield Finding(f"fact '{line.fact}' is not in the practice profile '{code}'", path, item=where)
        for crop in line.figures:
            if crop.name not in figures:
                yield Finding(f"figure '{crop.name}' does not exist", path, item=where)
            elif figures[crop.name] != crop.canvas:
                now = " x ".join(str(v) for v in figures[crop.name])
                what = f"figure '{crop.name}' is {now} px by now: look at the window again, then set its canvas"
                yield Finding(what, path, item=where)
    headings = [sheet.title, sheet.sub, *(p.title or "" for p in sheet.parts.values())]
    yield from _unwanted(headings, path, name)


def _unwanted(texts: Iterable[str], path: Path, where: str | None) -> Iterator[Finding]:
    for text in texts:
        for pattern, what in _UNWANTED:
            match = pattern.search(text)
            if match:
                yield Finding(f"{what} (found '{match[0]}')", path, item=where)
