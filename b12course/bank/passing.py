"""Pass or not yet: the pass mark, and unsafe answers to critical items whatever the total."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from b12course.bank.items import ItemBase
from b12course.bank.items.composite import Case
from b12course.bank.result import Score


@dataclass(frozen=True)
class CriticalError:
    """An unsafe answer to a critical item: what to read again, and the answers as the item file names them."""

    item: str
    objective: str
    read: str | None
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How a learner stands. ``percent`` is None while an answer waits to be marked by hand."""

    percent: float | None
    pass_mark: int
    critical: tuple[CriticalError, ...]

    @property
    def passed(self) -> bool:
        """Tell whether the total reaches the pass mark and no critical error was made."""
        return self.percent is not None and self.percent >= self.pass_mark and not self.critical

    @property
    def waits(self) -> bool:
        """Tell whether it is still open: an answer waits to be marked by hand, and no critical error has decided."""
        return self.percent is None and not self.critical

    def said(self) -> str:
        """Return the outcome in a sentence or two, plain and without blame."""
        if self.critical:
            n = len(self.critical)
            what = "One answer" if n == 1 else f"{n} answers"
            return f"Not passed yet. {what} could have harmed someone: read the section again and talk it through."
        if self.percent is None:
            return "Some answers are still to be marked by your educator."
        if self.passed:
            return f"Passed: {self.percent:.0f}% (the pass mark is {self.pass_mark}%)."
        return f"Not passed yet: {self.percent:.0f}% (the pass mark is {self.pass_mark}%)."


def critical_errors(item: ItemBase, score: Score) -> list[CriticalError]:
    """Return the unsafe answers in ``score`` that count as critical errors.

    In a case each question says for itself whether it is critical; the case may say so for all.
    """
    if not score.unsafe:
        return []
    if not isinstance(item, Case):
        return [CriticalError(item.id, item.objective, item.read, score.unsafe)] if item.critical else []
    found = []
    for number, part in item.numbered().items():
        mine = tuple(u.partition(":")[2] for u in score.unsafe if u.partition(":")[0] == number)
        if mine and (item.critical or part.critical):
            found.append(CriticalError(part.id, part.objective, part.read, mine))
    return found


def outcome(marked: Iterable[tuple[ItemBase, Score]], points: float | None, most: float, pass_mark: int) -> Outcome:
    """Return how a learner stands.

    ``marked`` holds the scored items; ``points`` of ``most`` is the gradebook's total, None while an answer waits
    for a mark by hand; ``pass_mark`` is in percent.
    """
    errors = tuple(e for item, score in marked for e in critical_errors(item, score))
    percent = None if points is None else 100 * points / most if most else 0.0
    return Outcome(percent, pass_mark, errors)
