"""The whole course on one page, and each learner's transcript: where they stand, what to read again."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape

from b12course.bank.items.numbers import tidy
from b12course.learner.pictures import inline_text
from b12course.reports.answers import Learner
from b12course.reports.group import ClassReport, LearnerReport
from b12course.reports.page import Head
from b12course.reports.pieces import NONE, bar, cell, framed, named

# Of the course's objectives, as many as a class can take up again.
MOST_WEAK = 5
TRANSCRIPT_COLUMNS = (
    "learner",
    "name",
    "assignment",
    "percent",
    "percent of what is marked",
    "standing",
    "critical errors",
    "read again",
)


@dataclass(frozen=True)
class Assignment:
    """One assignment of the course: its report, and the name of its page's file."""

    head: Head
    report: ClassReport
    file: str

    @cached_property
    def by_learner(self) -> dict[str, LearnerReport]:
        """The learners' reports by id."""
        return {r.learner.id: r for r in self.report.learners}


def transcript_rows(assignments: Sequence[Assignment]) -> list[tuple[str, ...]]:
    """Return a row for each learner and assignment, learner by learner, in the order of ``TRANSCRIPT_COLUMNS``."""
    rows: list[tuple[str, ...]] = []
    for learner in _learners(assignments):
        for a in assignments:
            r = a.by_learner.get(learner.id)
            if r is not None:
                rows.append(
                    (
                        learner.id,
                        learner.name,
                        a.head.assignment,
                        "" if r.percent is None else tidy(round(r.percent, 1)),
                        "" if r.so_far is None else tidy(round(r.so_far, 1)),
                        r.standing,
                        "; ".join(e.item for e in r.learner.outcome.critical),
                        "; ".join(r.read),
                    )
                )
    return rows


def course_page(assignments: Sequence[Assignment], day: datetime.date) -> str:
    """Return the page: assignments, weakest objectives, and every learner in every assignment."""
    learners = _learners(assignments)
    below = f"{len(learners)} learners · {len(assignments)} assignments · {day.day} {day:%B %Y}"
    body = _assignments(assignments) + _weakest(assignments) + _grid(assignments, learners)
    return framed("Course report", "Course report", "The whole course", below, body)


def _learners(assignments: Sequence[Assignment]) -> list[Learner]:
    by_id = {r.learner.id: r.learner for a in assignments for r in a.report.learners}
    return sorted(by_id.values(), key=lambda x: (x.name.casefold(), x.id))


def _link(a: Assignment) -> str:
    return f'<a href="{escape(a.file)}">{escape(a.head.title)}</a>'


def _assignments(assignments: Sequence[Assignment]) -> str:
    rows = []
    for a in assignments:
        r = a.report
        middle = bar(r.spread.median / 100, r.pass_mark) if r.spread else NONE
        rows.append(
            f'<tr><th scope="row">{_link(a)}</th>{cell("Middle score", middle)}'
            f"{cell('Passed', f'{r.passed}&nbsp;of&nbsp;{len(r.learners)}')}"
            f"{cell('Critical errors', r.critical or NONE)}{cell('Waiting for marks', r.waiting or NONE)}</tr>"
        )
    heads = ("Assignment", "Middle score", "Passed", "Learners with critical errors", "Waiting for marks")
    return (
        '<section><h2>The assignments</h2><table class="stack"><caption>The line in a bar is the pass mark</caption>'
        f"<thead><tr>{_heads(heads)}</tr></thead><tbody>{''.join(rows)}</tbody></table></section>"
    )


def _weakest(assignments: Sequence[Assignment]) -> str:
    parts = [(p, a) for a in assignments for p in a.report.objectives if p.share is not None]
    low = sorted((x for x in parts if (x[0].share or 0) * 100 < x[1].report.pass_mark), key=lambda x: x[0].share or 0)
    if not low:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{inline_text(p.text)}</th>'
        f"{cell('Share of points', bar(p.share or 0, a.report.pass_mark))}{cell('Where', _link(a))}</tr>"
        for p, a in low[:MOST_WEAK]
    )
    return (
        '<section><h2>Weakest objectives</h2><table class="stack parts"><caption>Those in which the class is under the '
        f"pass mark, weakest first</caption><thead><tr>{_heads(('Objective', 'Share of points', 'Where'))}</tr></thead>"
        f"<tbody>{rows}</tbody></table></section>"
    )


def _grid(assignments: Sequence[Assignment], learners: Sequence[Learner]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{named(x)}</th>'
        + "".join(cell(escape(a.head.assignment), _standing(a.by_learner.get(x.id))) for a in assignments)
        + "</tr>"
        for x in learners
    )
    heads = ("Learner", *(escape(a.head.assignment) for a in assignments))
    return (
        '<section><h2>The learners</h2><table class="stack who"><caption>✓ passed; ○ not yet; … waiting for a mark by '
        "hand, with the percent of what is marked; ✕ critical errors</caption>"
        f"<thead><tr>{_heads(heads)}</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def _standing(r: LearnerReport | None) -> str:
    if r is None:
        return NONE
    sign = {"passed": "✓", "not yet": "○", "waiting": "…"}[r.standing]
    percent = r.so_far if r.percent is None else r.percent
    number = f" {percent:.0f}%" if percent is not None else ""
    errors = len(r.learner.outcome.critical)
    return f"{sign}{number}" + (f' <span class="wrong">✕ {errors}</span>' if errors else "")


def _heads(names: Sequence[str]) -> str:
    return "".join(f'<th scope="col">{n}</th>' for n in names)
