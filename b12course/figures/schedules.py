"""Usual schedules on one time line: recognised, never chosen, by the person who gives the injection."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from .board import RULE, card
from .curves import oval
from .hand import DRUG, INK, KEY_PT, LABEL_PT, NOTE_PT, SOFT, TARGET, Drawing, Pen

DRUG_EDGE = "#8f2346"
ZERO, WEEK = 7.0, 5.6  # where week 0 lies and how long a week is
BREAK, LATER = 72.0, 80.0  # where the weeks end and the months begin


@dataclass(frozen=True)
class Regimen:
    """One usual schedule: who prints it, the days of its first injections, and how it goes on."""

    title: str
    dose: str
    days: Sequence[float]
    start: str
    later: str
    months: tuple[float, ...]
    open_end: float | None = None


def _every(first: float, last: float, step: float) -> list[float]:
    return [float(d) for d in np.arange(first, last + 0.01, step)]


REGIMENS = (
    Regimen(
        "US label, pernicious anemia",
        "100 mcg",
        [*_every(0, 6, 1), *_every(8, 20, 2), *_every(24, 38, 3.5)],
        "Daily, 6 to 7 days; then 7 doses on\nalternate days; then every 3 to 4 days\nfor 2 to 3 weeks",
        "Monthly\nfor life",
        (0.0, 1.0, 2.0),
    ),
    Regimen(
        "US usual practice",
        "1,000 mcg",
        [*_every(0, 6, 1), *_every(14, 56, 7)],
        "Daily or on alternate days for 1 week;\nthen weekly for 4 to 8 weeks",
        "Monthly",
        (0.0, 1.0, 2.0),
    ),
    Regimen(
        "UK, no nerve signs",
        "1 mg (1,000 mcg)",
        [0, 2, 4, 7, 9, 11],
        "3 times a week\nfor 2 weeks",
        "Every 2 to\n3 months",
        (0.0, 2.0),
    ),
    Regimen(
        "UK, with nerve signs",
        "1 mg (1,000 mcg)",
        _every(0, 34, 2),
        "On alternate days until nothing\nimproves further",
        "Every 2 months\n(one text: 2 or 3)",
        (0.0, 2.0),
        open_end=34.0,
    ),
)


def _dose(pen: Pen, x: float, y: float) -> None:
    pen.form(oval(x, y, 0.36, 1.7), fc=DRUG, ec=DRUG_EDGE, lw=0.6, z=6)


def _row(pen: Pen, top: float, bottom: float, r: Regimen) -> None:
    """One card: title and dose, the time line with its doses, and the words under it."""
    card(pen, 3.2, bottom, 96.8, top, "#fbfcfd", RULE)
    pen.words(r.title, ZERO - 0.6, top - 3.4, KEY_PT, INK, "bold")
    pen.words(r.dose, 94.0, top - 3.4, KEY_PT, TARGET, "bold", ha="right")
    y = top - 10.2
    pen.line(np.array([(ZERO - 0.8, y), (BREAK - 2.2, y)]), np.array([(BREAK + 1.6, y), (94.0, y)]), color=SOFT, lw=2.2)
    for dx in (-1.2, 0.6):
        pen.line(np.array([(BREAK + dx - 0.9, y - 1.7), (BREAK + dx + 0.9, y + 1.7)]), color=SOFT, lw=2.0, z=5)
    for week in range(0, 12, 2):
        x = ZERO + week * WEEK
        pen.line(np.array([(x, y - 1.9), (x, y - 2.9)]), color=SOFT, lw=1.5)
        pen.words(str(week), x, y - 4.6, NOTE_PT, SOFT, ha="center")
    for day in r.days:
        _dose(pen, ZERO + day / 7 * WEEK, y)
    if r.open_end is not None:
        x = ZERO + r.open_end / 7 * WEEK
        for i in (1, 2, 3):
            pen.fill(oval(x + 2.6 * i, y, 0.45), fc=DRUG_EDGE, z=6)
    for m in r.months:
        _dose(pen, LATER + m * 5.4, y)
    tip = np.array([(95.6, y), (93.2, y + 1.2), (93.2, y - 1.2)])
    pen.fill(tip, fc=SOFT, z=6)
    pen.words(r.start, ZERO - 0.6, y - 7.0, LABEL_PT, INK, va="top")
    pen.words(r.later, 94.0, y - 7.0, LABEL_PT, INK, va="top", ha="right")


def schedules() -> Figure:
    """Four time lines, one under the other, on the same weeks."""
    pen = Pen(1000, 1320, 0.0, 0.0, 10.0)
    tops = (120.6, 90.4, 64.0, 37.6)
    bottoms = (92.2, 65.8, 39.4, 13.0)
    for top, bottom, r in zip(tops, bottoms, REGIMENS, strict=True):
        _row(pen, top, bottom, r)
    pen.words("The order decides.", 3.6, 9.4, KEY_PT, INK, "bold")
    pen.words("Learn to know a schedule, not to choose one.", 34.0, 9.4, LABEL_PT, INK)
    key = "Numbers are weeks; each mark is one dose. After the break: months, not to scale."
    pen.words(key, 3.6, 4.4, NOTE_PT, SOFT)
    pen.head("Usual schedules", "US: cyanocobalamin. UK: hydroxocobalamin.")
    return pen.fig


DRAWINGS: tuple[Drawing, ...] = (
    Drawing(
        name="schedules",
        title="Usual schedules in the US and the UK",
        alt=(
            "Four time lines, one mark for each dose. US label for pernicious anemia, cyanocobalamin 100 mcg: daily "
            "for 6 to 7 days; then 7 doses on alternate days; then every 3 to 4 days for 2 to 3 weeks; then monthly "
            "for life. US usual practice, cyanocobalamin 1,000 mcg: daily or on alternate days for 1 week; then "
            "weekly for 4 to 8 weeks; then monthly. UK, no nerve signs, hydroxocobalamin 1 mg (1,000 mcg): 3 times "
            "a week for 2 weeks; then every 2 to 3 months. UK, with nerve signs, hydroxocobalamin 1 mg (1,000 mcg): "
            "on alternate days until nothing improves further; then every 2 months (one text prints 2 or 3). The "
            "order decides."
        ),
        caption=(
            "Schedules differ by country, product and reason, and printed versions differ too. Know the usual ones "
            "so that an odd order makes you ask. The order decides."
        ),
        sources=(
            "rxpharmapack-kit-label",
            "drugscom-cyano-dosage",
            "localhealthrx-cyano",
            "jfp-oral-b12",
            "bnf-hydroxo-pas",
            "emc-hydroxo-smpc",
            "epgonline-hydroxo-smpc",
        ),
        draw=schedules,
        width_px=1000,
        height_px=1320,
    ),
)
