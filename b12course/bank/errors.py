"""Errors that a person can act on: what is wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError


@dataclass(frozen=True)
class Finding:
    """One thing wrong in a text file.

    ``line`` counts from 1; ``item`` is the item's id where one is known.
    """

    what: str
    file: Path | None = None
    line: int | None = None
    item: str | None = None

    def __str__(self) -> str:
        place = ""
        if self.file is not None:
            place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: "
        subject = f"item {self.item}: " if self.item else ""
        return f"{place}{subject}{self.what}"


class BankError(Exception):
    """A bank, evidence or profile file can't be used. ``findings`` lists every reason."""

    def __init__(self, findings: list[Finding]) -> None:
        self.findings = findings
        super().__init__("\n".join(str(f) for f in findings))


class ProfileError(ValueError):
    """An item does not hold as practice profile ``code`` has it. ``error`` is what pydantic says of it."""

    def __init__(self, code: str, error: ValidationError) -> None:
        self.code = code
        self.error = error
        super().__init__(f"profile '{code}' breaks the item")


class ResponseError(ValueError):
    """A response has the wrong shape for its item. The message is one sentence."""
