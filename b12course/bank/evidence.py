"""Sources, claims of the two source texts, and practice profiles."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError

from b12course.bank import yamlfile
from b12course.bank.errors import BankError, Finding
from b12course.bank.items.base import Id, Strict, Text

Read = Literal["opened", "copy", "not_opened"]
CITATION = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)+)\](?!\()")


class Copy(Strict):
    """A further address of a source."""

    url: str | None = None
    read: Read
    what: str | None = None


class Source(Strict):
    """One reference, and how it was read (dossier: V opened, V* in a copy, K not opened)."""

    dossier: str | None = None
    organisation: Text
    title: Text
    year: int | None = None
    section: str | None = None
    url: str | None = None
    read: Read
    also: list[Copy] = Field(default_factory=list)
    supports: Text
    checked: datetime.date | None = Field(None, description="When it was last opened; none if it was not")

    def label(self) -> str:
        """Return a short name for lists on screen."""
        return f"{self.organisation}: {self.title}" + (f" ({self.year})" if self.year else "")


class Sources(Strict):
    """All references by key."""

    sources: dict[Id, Source]


class Claim(Strict):
    """A checkable claim of a source text, and what the course teaches instead."""

    id: str
    claim: Text
    topic: Literal[
        "indications",
        "contraindications",
        "routes",
        "sites",
        "preparation",
        "injection",
        "aftercare",
        "disposal",
        "storage",
    ]
    verdict: Literal["sound", "incomplete", "local_policy", "outdated", "wrong"]
    omission: bool = False
    dangerous: bool = False
    knowledge: bool = False
    teaches: Text
    sources: list[Id] = Field(default_factory=list)
    section: str | None = None


class Claims(Strict):
    """The claims register."""

    claims: list[Claim]


class Fact(Strict):
    """What one profile says on one matter."""

    text: Text
    sources: list[Id] = Field(default_factory=list)
    knowledge: bool = False


class Profile(Strict):
    """What differs by country and employer."""

    name: Text
    emergency_number: Annotated[str, Field(pattern=r"^[0-9]+$")]
    facts: dict[Id, Fact]


class SignOff(Strict):
    """One clinician's review of one version of one part of the course."""

    name: Text
    credential: Text
    date: datetime.date
    module: Text
    version: Text
    notes: Text


class Reviews(Strict):
    """Sign-off by clinicians (``review.yaml``)."""

    reviews: list[SignOff]

    def said_of(self, module: str) -> str:
        """Return, in a sentence for learners, who has signed ``module``."""
        signed = [r for r in self.reviews if r.module == module]
        if not signed:
            return "No clinician has signed off this page yet."
        names = "; ".join(f"{r.name}, {r.credential}, {r.date.isoformat()} (version {r.version})" for r in signed)
        return f"Read and signed by: {names}."


M = TypeVar("M", bound=BaseModel)


def load(path: Path, model: type[M]) -> M:
    """Load a YAML file as ``model``. Raises BankError naming file, line and mend."""
    data = yamlfile.read(path)
    try:
        return model.model_validate(_dates_kept(data))
    except ValidationError as e:
        raise BankError(yamlfile.findings(e, data, path)) from e


def _dates_kept(data: Any) -> Any:
    if isinstance(data, dict):
        return {str(k): _dates_kept(v) for k, v in data.items()}
    if isinstance(data, list):
        return [_dates_kept(v) for v in data]
    return data if isinstance(data, datetime.date) else yamlfile.plain(data)


def cited(text: str) -> list[str]:
    """Return the source keys cited in ``text`` as ``[key]``, in order of first appearance."""
    return list(dict.fromkeys(CITATION.findall(text)))


def unresolved(keys: list[str], sources: Sources, path: Path, where: str | None = None) -> list[Finding]:
    """Return a finding for each key that names no source."""
    return [
        Finding(
            f"source '{k}' is not in course/evidence/sources.yaml: add it there or mend the key",
            path,
            item=where,
        )
        for k in keys
        if k not in sources.sources
    ]
