"""The class folder: where everything lies, and the educator's settings in ``course/course.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from b12course.bank.blueprint import Blueprint
from b12course.bank.checkoff import CheckOff
from b12course.bank.errors import BankError, Finding
from b12course.bank.evidence import Claims, Profile, Reviews, Sources, load
from b12course.bank.items.base import Strict, Text
from b12course.bank.loading import Bank, load_bank

Reveal = Literal["everything", "right_or_wrong", "objectives"]


class Settings(Strict):
    """``course.yaml``: what an educator sets for the whole course."""

    title: Text
    profile: Literal["us", "uk", "ca", "au"]
    review: Reveal
    pass_mark: Annotated[int, Field(ge=0, le=100)] = 80
    site: Annotated[str, Field(pattern=r"^(https?://[^\s\"<>]+)?$")] = ""


@dataclass(frozen=True)
class ClassFolder:
    """A folder with ``course/``, and for an educator ``assessments/`` and ``source/``.

    ``practice_profile`` (us, uk, ca, au) stands in for the one that ``course.yaml`` names.
    """

    root: Path
    practice_profile: str | None = None

    @classmethod
    def find(cls, start: Path) -> ClassFolder:
        """Return the class folder that holds ``start``.

        Raises BankError when no folder above ``start`` has a ``course/course.yaml``.
        """
        start = start.resolve()
        for folder in (start, *start.parents):
            if (folder / "course" / "course.yaml").is_file():
                return cls(folder)
        raise BankError([Finding("is not inside a class folder: none above it has course/course.yaml", start)])

    @property
    def course(self) -> Path:
        """What a learner opens."""
        return self.root / "course"

    @property
    def lessons(self) -> Path:
        """The text that learning notebooks are built from."""
        return self.course / "lessons"

    @property
    def assessments(self) -> Path:
        """The educator's graded items, kept from learners."""
        return self.root / "assessments"

    @property
    def source(self) -> Path:
        """nbgrader's source assignments, built from ``assessments``."""
        return self.root / "source"

    def lesson_url(self, name: str) -> str:
        """Return where a lesson can be read on the static site, or nothing when ``course.yaml`` names no site."""
        return f"{self.settings.site.rstrip('/')}/{self.profile_code}/{name}.html" if self.settings.site else ""

    @cached_property
    def settings(self) -> Settings:
        """The educator's settings. Raises BankError."""
        return load(self.course / "course.yaml", Settings)

    @cached_property
    def sources(self) -> Sources:
        """Every reference. Raises BankError."""
        return load(self.course / "evidence" / "sources.yaml", Sources)

    @cached_property
    def claims(self) -> Claims:
        """Every claim of the two source texts. Raises BankError."""
        return load(self.course / "evidence" / "claims.yaml", Claims)

    @cached_property
    def reviews(self) -> Reviews:
        """Sign-off by clinicians. Raises BankError."""
        return load(self.course / "evidence" / "review.yaml", Reviews)

    @cached_property
    def checkoff(self) -> CheckOff | None:
        """The observed check-off, if the class has one. Raises BankError."""
        path = self.assessments / "checkoff.yaml"
        return load(path, CheckOff) if path.exists() else None

    @property
    def profile_code(self) -> str:
        """The active practice profile: us, uk, ca or au. Raises BankError."""
        return self.practice_profile or self.settings.profile

    @cached_property
    def blueprint(self) -> Blueprint | None:
        """What the graded bank must hold, if the educator has planned it. Raises BankError."""
        path = self.assessments / "blueprint.yaml"
        return load(path, Blueprint) if path.exists() else None

    @cached_property
    def profile(self) -> Profile:
        """What the active practice profile says. Raises BankError."""
        return load(self.course / "profiles" / f"{self.profile_code}.yaml", Profile)

    @cached_property
    def practice(self) -> Bank:
        """Practice items, keys included. Raises BankError."""
        return load_bank((self.course / "practice").glob("*.yaml"), self.profile_code)

    @cached_property
    def graded(self) -> Bank:
        """Graded items, keys included. Raises BankError."""
        return load_bank((self.assessments / "items").glob("*.yaml"), self.profile_code)
