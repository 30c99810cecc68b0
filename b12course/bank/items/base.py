"""What every item has: identity, tags, evidence, and the five questions that code may ask of it."""

from __future__ import annotations

import hashlib
import json
from abc import abstractmethod
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from b12course.bank.errors import ProfileError, ResponseError
from b12course.bank.result import Part

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=4000)]


class Step(StrEnum):
    """Layer 3 of NCSBN's Clinical Judgment Measurement Model (dossier 6C), in its order."""

    RECOGNIZE_CUES = "recognize_cues"
    ANALYZE_CUES = "analyze_cues"
    PRIORITIZE_HYPOTHESES = "prioritize_hypotheses"
    GENERATE_SOLUTIONS = "generate_solutions"
    TAKE_ACTION = "take_action"
    EVALUATE_OUTCOMES = "evaluate_outcomes"


class Level(StrEnum):
    """Bloom's revised taxonomy."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYZE = "analyze"
    EVALUATE = "evaluate"
    CREATE = "create"


class Strict(BaseModel):
    """A YAML mapping whose unknown keys are errors, so a typing slip never passes silently."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ItemBase(Strict):
    """Fields and behaviour shared by all item types.

    A subclass says what a response looks like (``parse``), what each element of it earns
    (``parts``), what a learner's machine may hold (``shown``), what explains the answer
    (``explained``) and what full marks look like (``best``).
    """

    id: Id
    type: str
    stem: Text
    objective: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+\.[0-9]+$")]
    step: Step
    level: Level
    sources: Annotated[list[str], Field(min_length=1)]
    read: str | None = Field(None, description="Heading of the lesson's section to read again.")
    misconceptions: list[int] = Field(
        default_factory=list, description="Rows of the misconception list that distractors come from."
    )
    critical: bool = Field(False, description="An unsafe answer asks for remediation whatever the total.")
    profile: dict[str, dict[str, Any]] = Field(
        default_factory=dict, description="Fields that differ by practice profile (us, uk, ca, au)."
    )

    instruction: ClassVar[str] = ""

    # -- the five questions ---------------------------------------------------------------

    @abstractmethod
    def parse(self, value: object) -> Any:
        """Return ``value`` as this item's response, or raise ResponseError."""

    @abstractmethod
    def parts(self, response: Any) -> list[Part]:
        """Return what each scorable element of a parsed response earns."""

    @abstractmethod
    def shown(self) -> dict[str, Any]:
        """Return the learner's half: what the screen needs and nothing that tells the key."""

    @abstractmethod
    def explained(self) -> dict[str, Any]:
        """Return the private half: key, rationale and unsafe answers, for practice and review."""

    @abstractmethod
    def best(self) -> Any:
        """Return a response that earns full marks."""

    # -- what follows from them -----------------------------------------------------------

    @property
    def max_points(self) -> int:
        """Points for a fully right response."""
        return sum(p.max_points for p in self.parts(self.best()))

    def elements(self, response: Any) -> set[str]:
        """Return the names of the elements that a parsed response chose, as ``unsafe`` names them."""
        raise NotImplementedError

    def unsafe_in(self, response: Any) -> list[str]:
        """Return the unsafe answers that a parsed response gives."""
        unsafe: list[str] = getattr(self, "unsafe", [])
        chosen = self.elements(response) if unsafe else set()
        return [name for name in unsafe if name in chosen]

    def variants(self) -> int:
        """Return how many parameter sets the item has."""
        return 1

    def variant(self, number: int) -> Self:
        """Return the item with parameter set ``number`` filled in (numbers wrap around)."""
        return self

    def is_empty(self, response: Any) -> bool:
        """Tell whether a parsed response holds no answer at all."""
        return response is None or response == "" or response == [] or response == {}

    def public(self) -> dict[str, Any]:
        """Return the public half with the tags that a screen may show."""
        return {
            "id": self.id,
            "type": self.type,
            "stem": self.stem,
            "instruction": self.instruction,
            "version": self.version,
            **self.shown(),
        }

    def private(self) -> dict[str, Any]:
        """Return the private half, for practice feedback and for review after grading."""
        return {"objective": self.objective, "read": self.read, "sources": self.sources, **self.explained()}

    def seen(self) -> dict[str, Any]:
        """Return what the learner saw, and nothing that a mended key changes (such as points)."""
        return {"id": self.id, "type": self.type, "stem": self.stem, **self.shown()}

    @cached_property
    def version(self) -> str:
        """Content hash of what the learner saw; a mended key or rationale leaves it as it is.

        All variants of an item share the version of the item.
        """
        text = json.dumps(self.seen(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def for_profile(self, code: str) -> Self:
        """Return the item as practice profile ``code`` (us, uk, ca, au) has it."""
        changes = self.profile.get(code)
        if not changes:
            return self
        return type(self).model_validate({**self.model_dump(exclude_unset=True, by_alias=True), **changes})

    # -- shared checks --------------------------------------------------------------------

    def check_unsafe(self) -> None:
        """Raise ValueError when an unsafe answer is also a key."""
        unsafe: list[str] = getattr(self, "unsafe", [])
        both = set(unsafe) & self.elements(self.parse(self.best()))
        if both:
            raise ValueError(f"unsafe names {', '.join(sorted(both))}, which the key calls right")

    @model_validator(mode="after")
    def _profiles_make_sense(self) -> Self:
        for code, changes in self.profile.items():
            if code not in PROFILE_CODES:
                raise ValueError(f"profile '{code}' is unknown: use {', '.join(PROFILE_CODES)}")
            fixed = {"id", "type", "objective", "profile"} & changes.keys()
            if fixed:
                raise ValueError(f"profile '{code}' changes {', '.join(sorted(fixed))}, which must stay the same")
            own = self.model_dump(exclude_unset=True, by_alias=True, exclude={"profile"})
            try:
                type(self).model_validate({**own, **changes})
            except ValidationError as e:
                raise ProfileError(code, e) from e
        return self

    def _refuse(self, what: str) -> ResponseError:
        return ResponseError(f"{self.id}: {what}")

    def _picks(self, value: object, allowed: set[str] | dict[str, Any], what: str = "option") -> list[str]:
        """Return a list of distinct ids out of ``allowed``, in a canonical order."""
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self._refuse(f"the answer must be a list of {what} ids")
        if len(set(value)) != len(value):
            raise self._refuse(f"an {what} is named twice")
        for v in value:
            self._pick(v, allowed, what)
        return sorted(value)

    def _pick(self, value: object, allowed: set[str] | dict[str, Any], what: str = "option") -> str:
        if not isinstance(value, str) or value not in allowed:
            given = f"{value!r:.80}" if isinstance(value, str) else f"a {type(value).__name__}"
            raise self._refuse(f"{given} is no {what} of this item")
        return value

    def _mapping(self, value: object, allowed: set[str] | dict[str, Any], what: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._refuse(f"the answer must name a {what} and what was chosen for it")
        for k in value:
            self._pick(k, allowed, what)
        return value


PROFILE_CODES = ("us", "uk", "ca", "au")


def listed(options: dict[str, str]) -> list[dict[str, str]]:
    """Turn ``{id: text}`` into the list form that screens take."""
    return [{"id": k, "text": v} for k, v in options.items()]


def check_keys(name: str, keys: list[str] | set[str], options: dict[str, Any]) -> None:
    """Raise ValueError when ``keys`` names something that ``options`` does not have."""
    for k in keys:
        if k not in options:
            known = ", ".join(options)
            raise ValueError(f"{name} names '{k}', which is not an option: use one of {known}")


def check_rationale(rationale: dict[str, Any], options: dict[str, Any]) -> None:
    """Raise ValueError unless every option has its reason and every reason its option."""
    check_keys("rationale", set(rationale), options)
    missing = [o for o in options if o not in rationale]
    if missing:
        raise ValueError(f"rationale is missing for {', '.join(missing)}: say why each option is right or wrong")
