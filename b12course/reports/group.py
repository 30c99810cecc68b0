"""The class report: scores and how far to trust them, objectives, judgment steps, and who needs attention and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import sqrt

import numpy as np

from b12course.bank.items import ItemBase, Step
from b12course.bank.items.numbers import tidy
from b12course.reports.answers import Learner, questions
from b12course.reports.items import Flag, ItemReport, analyze, fully_marked
from b12course.reports.statistics import FEWEST, Spread, alpha, share

# What Moodle's "Quiz report statistics" prints of its coefficient of internal consistency: above 0.75 satisfactory,
# below 0.64 not.
SATISFACTORY, LOW = 0.75, 0.64
# Leaving this share of the questions open is worth a word with the learner. House choice.
MUCH_OPEN = 0.20
MOST_OBJECTIVES, MOST_SECTIONS = 2, 3

STEPS = {
    Step.RECOGNIZE_CUES: "Recognize cues",
    Step.ANALYZE_CUES: "Analyze cues",
    Step.PRIORITIZE_HYPOTHESES: "Prioritize hypotheses",
    Step.GENERATE_SOLUTIONS: "Generate solutions",
    Step.TAKE_ACTION: "Take action",
    Step.EVALUATE_OUTCOMES: "Evaluate outcomes",
}


@dataclass(frozen=True)
class Part:
    """The class on one objective or judgment step.

    ``share`` of the points, 0 to 1; ``below`` of ``of`` learners are under the pass mark in it; ``points`` it is worth.
    """

    key: str
    text: str
    questions: int
    points: float
    share: float | None
    below: int
    of: int


@dataclass(frozen=True)
class Weak:
    """An objective in which a learner is under the pass mark: the share earned, and the sections to read again."""

    objective: str
    share: float
    read: tuple[str, ...]


@dataclass(frozen=True)
class LearnerReport:
    """How one learner stands.

    ``percent`` is None while an answer waits to be marked by hand; ``so_far`` is the percent of what has been marked.
    ``attention`` says why to talk with them, most pressing first.
    """

    learner: Learner
    percent: float | None
    so_far: float | None
    answered: int
    questions: int
    weakest: tuple[Weak, ...]
    attention: tuple[str, ...]

    @property
    def standing(self) -> str:
        """Passed, waiting or not yet, in a word or two."""
        outcome = self.learner.outcome
        if outcome.waits:
            return "waiting"
        return "passed" if outcome.passed else "not yet"

    @property
    def read(self) -> tuple[str, ...]:
        """The sections to read again, those of critical errors first."""
        critical = [e.read for e in self.learner.outcome.critical if e.read]
        return tuple(dict.fromkeys([*critical, *(r for w in self.weakest for r in w.read)]))[:MOST_SECTIONS]


@dataclass(frozen=True)
class ClassReport:
    """All that is said of one assignment. ``scores`` are percents of what is marked, of those who took part."""

    items: tuple[ItemReport, ...]
    learners: tuple[LearnerReport, ...]
    scores: tuple[float, ...]
    spread: Spread | None
    alpha: float | None
    error: float | None
    objectives: tuple[Part, ...]
    steps: tuple[Part, ...]
    pass_mark: int
    points: float

    @property
    def took_part(self) -> int:
        """How many gave at least one answer."""
        return len(self.scores)

    @property
    def few(self) -> bool:
        """Whether figures are only hints."""
        return self.took_part < FEWEST

    @property
    def passed(self) -> int:
        """How many passed."""
        return sum(r.standing == "passed" for r in self.learners)

    @property
    def waiting(self) -> int:
        """How many wait to be marked by hand."""
        return sum(r.percent is None for r in self.learners)

    @property
    def critical(self) -> int:
        """How many made a critical error."""
        return sum(bool(r.learner.outcome.critical) for r in self.learners)

    def flags(self) -> list[tuple[ItemReport, Flag]]:
        """Return every flag with its item or question."""
        return [found for item in self.items for found in item.all_flags()]


def class_report(
    items: Sequence[ItemBase], learners: Sequence[Learner], objectives: Mapping[str, str], pass_mark: int
) -> ClassReport:
    """Make the report of one assignment.

    ``objectives`` holds the text of each objective; ``pass_mark`` is in percent. Learners who answered nothing at all
    are listed, and count in no figure.
    """
    present = [learner for learner in learners if learner.took_part]
    counted = fully_marked(items, present)
    marked = [i for i in items if i.id in counted]
    matrix = [[learner.answers[i.id].points for i in marked] for learner in present]
    reliability = alpha(matrix) if marked else None
    scores = tuple(percent for learner in present if (percent := _so_far(learner)) is not None)
    most = sum(present[0].answers[i.id].most for i in marked) if present else 0.0
    error = None
    if reliability is not None and reliability >= 0 and most:
        totals = np.asarray(matrix).sum(axis=1) * 100 / most
        error = float(totals.std(ddof=1) * sqrt(1 - reliability))
    own = _by_objective(items, present)
    return ClassReport(
        items=tuple(analyze(items, learners)),
        learners=tuple(_learner(items, learner, pass_mark) for learner in learners),
        scores=scores,
        spread=Spread.of(scores),
        alpha=reliability,
        error=error,
        objectives=_parts(own, {o: objectives.get(o, o) for o in sorted(own)}, pass_mark),
        steps=_parts(_by_step(items, present), {s.value: text for s, text in STEPS.items()}, pass_mark),
        pass_mark=pass_mark,
        points=float(sum(i.max_points for i in items)),
    )


Earned = dict[str, dict[str, list[tuple[float, float]]]]


def _by_objective(items: Sequence[ItemBase], learners: Sequence[Learner]) -> Earned:
    return _earned(items, learners, lambda item: item.objective)


def _by_step(items: Sequence[ItemBase], learners: Sequence[Learner]) -> Earned:
    return _earned(items, learners, lambda item: item.step.value)


def _earned(items: Sequence[ItemBase], learners: Sequence[Learner], name_of: Callable[[ItemBase], str]) -> Earned:
    """Return what each learner earned, as (points, most) of each question, by what the questions are about."""
    found: Earned = defaultdict(lambda: defaultdict(list))
    for question in (q for item in items for q in questions(item)):
        mine = found[name_of(question.item)]
        for learner in learners:
            a = question.answer(learner)
            if a is not None and not a.waiting:
                mine[learner.id].append((a.points, a.most))
    return found


def _parts(earned: Earned, texts: Mapping[str, str], pass_mark: int) -> tuple[Part, ...]:
    parts = []
    for key, text in texts.items():
        mine = earned.get(key)
        if not mine:
            continue
        shares = [s for pairs in mine.values() if (s := share(*_columns(pairs))) is not None]
        one = max(mine.values(), key=len)
        all_of = share(*_columns([p for pairs in mine.values() for p in pairs]))
        below = sum(s * 100 < pass_mark for s in shares)
        parts.append(Part(key, text, len(one), sum(m for _, m in one), all_of, below, len(shares)))
    return tuple(parts)


def _columns(pairs: Sequence[tuple[float, float]]) -> tuple[list[float], list[float]]:
    return [p for p, _ in pairs], [m for _, m in pairs]


def _so_far(learner: Learner) -> float | None:
    marked = [a for a in learner.answers.values() if not a.waiting]
    found = share([a.points for a in marked], [a.most for a in marked])
    return None if found is None else 100 * found


def _learner(items: Sequence[ItemBase], learner: Learner, pass_mark: int) -> LearnerReport:
    asked = [q for item in items for q in questions(item)]
    given = [a for q in asked if (a := q.answer(learner)) is not None]
    answered = sum(a.response is not None for a in given)
    weakest = _weakest(items, learner, pass_mark) if learner.took_part else ()
    so_far = _so_far(learner)
    report = LearnerReport(learner, learner.outcome.percent, so_far, answered, len(given), weakest, ())
    return replace(report, attention=_attention(report))


def _weakest(items: Sequence[ItemBase], learner: Learner, pass_mark: int) -> tuple[Weak, ...]:
    lost: dict[str, list[str]] = defaultdict(list)
    for question in (q for item in items for q in questions(item)):
        a = question.answer(learner)
        if a is not None and not a.waiting and a.points < a.most and question.item.read:
            lost[question.item.objective].append(question.item.read)
    found = []
    for objective, mine in _by_objective(items, [learner]).items():
        own = share(*_columns(mine[learner.id]))
        if own is not None and own * 100 < pass_mark:
            found.append(Weak(objective, own, tuple(dict.fromkeys(lost[objective]))[:MOST_SECTIONS]))
    return tuple(sorted(found, key=lambda w: (w.share, w.objective))[:MOST_OBJECTIVES])


def _attention(report: LearnerReport) -> tuple[str, ...]:
    outcome = report.learner.outcome
    if not report.learner.took_part:
        return ("Handed in with no answer: ask whether something went wrong.",)
    why = []
    if outcome.critical:
        n = sum(len(e.answers) for e in outcome.critical)
        why.append(f"{'One answer' if n == 1 else f'{n} answers'} that could have harmed someone.")
    percent = report.so_far if report.percent is None else report.percent
    if percent is not None and percent < outcome.pass_mark:
        far = " so far" if report.percent is None else ""
        why.append(f"Not at the pass mark yet ({tidy(round(percent))}%{far}).")
    left = report.questions - report.answered
    if report.questions and left / report.questions >= MUCH_OPEN:
        why.append(f"Left {left} of {report.questions} questions open: ask what got in the way.")
    return tuple(why)
