"""The observed check-off (``assessments/checkoff.yaml``): the steps, what is critical, and when it is passed.

Steps: dossier section 4 (``iac-skills-checklist``, ``lake-county-im-eval``, ``open-rn-injection-evidence``). Which
steps are critical, and the share of the others, are the course's own choice.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, model_validator

from b12course.bank.items.base import Id, Strict, Text


class Step(Strict):
    """One thing that the observer sees done, or hears said."""

    id: Id
    phase: Id
    text: Text
    critical: bool = False
    why: Text = Field(description="The harm that the step prevents")
    sources: list[Id] = Field(min_length=1)
    may_not_apply: bool = Field(False, description="May be left out of the count when the visit has no place for it")

    @model_validator(mode="after")
    def _critical_always_counts(self) -> Step:
        if self.critical and self.may_not_apply:
            raise ValueError("may_not_apply: a critical step always counts")
        return self


class CheckOff(Strict):
    """The whole form. Phases come in the order in which they are printed."""

    title: Text
    about: Text
    pass_percent: Annotated[int, Field(ge=0, le=100)]
    phases: dict[Id, Text]
    steps: Annotated[list[Step], Field(min_length=1)]
    global_fails: Annotated[list[Text], Field(min_length=1)]

    @model_validator(mode="after")
    def _hangs_together(self) -> CheckOff:
        ids = [s.id for s in self.steps]
        twice = sorted({i for i in ids if ids.count(i) > 1})
        if twice:
            raise ValueError(f"steps: {twice[0]} is the id of two steps")
        order = list(self.phases)
        unknown = [s.id for s in self.steps if s.phase not in self.phases]
        if unknown:
            raise ValueError(f"steps: {unknown[0]} names a phase that is not listed")
        places = [order.index(s.phase) for s in self.steps]
        if places != sorted(places):
            raise ValueError("steps: keep the steps of one phase together, in the order of the phases")
        return self

    @property
    def critical(self) -> list[Step]:
        """Steps that must all be done."""
        return [s for s in self.steps if s.critical]

    @property
    def rest(self) -> list[Step]:
        """Steps of which a share must be done."""
        return [s for s in self.steps if not s.critical]

    def needed(self, applied: int) -> int:
        """Return how many of ``applied`` steps that are not critical must be done, rounded up."""
        return -(-applied * self.pass_percent // 100)

    def result(
        self, done: Collection[str], not_applied: Collection[str] = (), failed: Collection[str] = ()
    ) -> CheckOffResult:
        """Judge one observation: ids of steps ``done`` and ``not_applied``, and global fails that were seen.

        Raises ValueError when an id is unknown, or a step that always counts is said not to apply.
        """
        known = {s.id: s for s in self.steps}
        for name in (*done, *not_applied):
            if name not in known:
                raise ValueError(f"no step is called '{name}'")
        for name in not_applied:
            if not known[name].may_not_apply:
                raise ValueError(f"step '{name}' always counts")
        applied = [s.id for s in self.rest if s.id not in not_applied]
        return CheckOffResult(
            critical_missed=tuple(s.id for s in self.critical if s.id not in done),
            rest_done=sum(i in done for i in applied),
            rest_needed=self.needed(len(applied)),
            global_fails=tuple(failed),
        )


@dataclass(frozen=True)
class CheckOffResult:
    """What one observation came to."""

    critical_missed: tuple[str, ...]
    rest_done: int
    rest_needed: int
    global_fails: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """All critical steps, enough of the others, and no global fail."""
        return not self.critical_missed and not self.global_fails and self.rest_done >= self.rest_needed
