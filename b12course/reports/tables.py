"""The same report as rows of text, for spreadsheets and statistics programs."""

from __future__ import annotations

from collections.abc import Iterator

from b12course.bank.items.numbers import tidy
from b12course.reports.group import ClassReport
from b12course.reports.items import ItemReport

ITEM_COLUMNS = (
    "question",
    "item",
    "type",
    "objective",
    "step",
    "level",
    "points",
    "learners",
    "answered",
    "left open",
    "waiting",
    "share of points",
    "discrimination",
    "unsafe",
    "flags",
    "chosen",
)
LEARNER_COLUMNS = (
    "learner",
    "name",
    "percent",
    "percent of what is marked",
    "standing",
    "answered",
    "questions",
    "critical errors",
    "weakest objectives",
    "read again",
    "attention",
)


def item_rows(report: ClassReport) -> list[tuple[str, ...]]:
    """Return a row for each item and each question of a case, in the order of ``ITEM_COLUMNS``."""
    return [_item(i) for item in report.items for i in (item, *item.questions)]


def learner_rows(report: ClassReport) -> list[tuple[str, ...]]:
    """Return a row for each learner, in the order of ``LEARNER_COLUMNS``."""
    return [
        (
            r.learner.id,
            r.learner.name,
            _number(r.percent, 1),
            _number(r.so_far, 1),
            r.standing,
            str(r.answered),
            str(r.questions),
            "; ".join(f"{e.item}: {', '.join(e.answers)}" for e in r.learner.outcome.critical),
            "; ".join(f"{w.objective} ({w.share:.0%})" for w in r.weakest),
            "; ".join(r.read),
            " ".join(r.attention),
        )
        for r in report.learners
    ]


def _item(r: ItemReport) -> tuple[str, ...]:
    return (
        r.number,
        r.item.id,
        r.item.type,
        r.item.objective,
        r.item.step.value,
        r.item.level.value,
        tidy(r.item.max_points),
        str(r.learners),
        str(r.answered),
        str(r.open),
        str(r.waiting),
        _number(r.share, 3),
        _number(r.discrimination, 3),
        str(r.unsafe),
        " ".join(f"{f.what} {f.do}" for f in r.flags),
        "; ".join(_chosen(r)),
    )


def _chosen(r: ItemReport) -> Iterator[str]:
    for c in r.choices:
        marks = "".join(m for m, there in (("*", c.key), ("!", c.unsafe)) if there)
        yield f"{c.name}{marks} {c.count}/{c.of}"


def _number(x: float | None, places: int) -> str:
    return "" if x is None else f"{x:.{places}f}"
