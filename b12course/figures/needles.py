"""Needles: how long for which site and build, and what the gauge number says.

The chart is drawn in millimetres, every needle as long as its number; the gauges have a frame of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from .curves import oval
from .equipment import HUB_EDGE, STEEL_EDGE, Frame, needle, slab
from .hand import HUB, INK, KEY_PT, LABEL_PT, NOTE_PT, PAPER, SOFT, STEEL, TARGET, Drawing, Pen, mix

# nominal outer and inner width (mm) by gauge, regular wall (needle gauge comparison chart, Wikipedia)
WIDTHS = {20: (0.91, 0.60), 21: (0.82, 0.51), 22: (0.72, 0.41), 23: (0.64, 0.34), 25: (0.51, 0.26), 27: (0.41, 0.21)}
RULE = "#c9ced3"


@dataclass(frozen=True)
class Row:
    """One line of the chart: the site or build, a note, the needle lengths (mm) and their width (mm)."""

    name: str
    note: str
    lengths: tuple[int, ...]
    width: float = WIDTHS[23][0]


MUSCLE = (
    Row("Outer thigh", "22 to 25 G", (25, 38)),
    Row("Side of the hip", "20 to 25 G; 38 mm is usual", (25, 38), WIDTHS[22][0]),
)
ARM = (
    Row("Under 60 kg (130 lb)", "16 mm (5/8 in.) only in flat skin, 90°", (25,)),
    Row("60 to 70 kg (130 to 152 lb)", "", (25,)),
    Row("Woman 70 to 90 kg (153 to 200 lb)", "Man 70 to 118 kg (153 to 260 lb)", (25, 38)),
    Row("Woman over 90 kg (200 lb)", "Man over 118 kg (260 lb)", (38,)),
)
FAT = (Row("Belly, thigh or arm", "25 to 27 G", (13, 16), WIDTHS[27][0]),)

START = 66.6  # x of the hub's end, where every needle's length begins


def _row(pen: Pen, row: Row, y: float, bold: bool = True) -> None:
    size = LABEL_PT if bold else NOTE_PT
    up = 1.75 if row.note else 0.0
    left = 4.2 if bold else 7.6
    pen.words(row.name, left, y + up, size, INK, "bold" if bold else "normal")
    if row.note:
        pen.words(row.note, left, y - 1.75, NOTE_PT, SOFT if bold else INK)
    gap = 3.4
    for i, length in enumerate(row.lengths):
        f = Frame(START, y + gap * (len(row.lengths) - 1) / 2 - gap * i, 180)
        needle(pen, f, length, row.width, bare=True)
        pen.form(f.curve(slab(-0.4, 7.0, -1.35, 1.35, 0.5)), fc=HUB, ec=HUB_EDGE, lw=0.9, z=9.2)


def _bevel(pen: Pen, x: float, y: float, outer: float, inner: float, k: float) -> None:
    """A needle's end from the front, `k` units a mm: shaft, bevel and its opening; the heel of the bevel at y."""
    r, long = k * outer / 2, 1.5
    shaft = slab(-k * 1.6, -0.1 * r, -r, r)[:, ::-1] + np.array([x, y])
    pen.form(shaft, fc=STEEL, ec=STEEL_EDGE, lw=1.2, z=5)
    pen.fill(slab(-k * 1.6, 0.0, 0.25 * r, 0.6 * r)[:, ::-1] + np.array([x, y]), fc=PAPER, z=5.1, alpha=0.45)
    turn, rise = np.linspace(np.pi, 2 * np.pi, 24), np.linspace(0, 1, 16)[1:]
    low = np.c_[x + r * np.cos(turn), y + 2 * long * r * np.sin(turn)]
    side = np.c_[r * (1 - rise**2.2), 2.2 * long * r * rise]
    face = np.vstack([low, side + [x, y], (side[::-1] * [-1, 1])[1:] + [x, y]])
    pen.form(face, fc=mix(STEEL, PAPER, 0.55), ec=STEEL_EDGE, lw=1.2, z=5.2)
    pen.fill(oval(x, y - 0.2 * r, k * inner / 2, k * inner * long), fc=mix(STEEL_EDGE, INK, 0.6), z=5.3)


def needle_chart() -> Figure:
    """Lengths to scale for each site and build, then gauges to scale."""
    pen = Pen(1000, 1460, 0.0, 0.0, 8.6)
    pen.words("Into muscle", 4.2, 148.4, KEY_PT, TARGET, "bold")
    for mm, inch in ((25, "1"), (38, "1.5")):
        pen.line(np.array([(START + mm, 146.6), (START + mm, 82.0)]), color=RULE, lw=1.8, z=1, dash=(3, 3))
        pen.words(f"{mm} mm\n({inch} in.)", START + mm, 150.6, NOTE_PT, INK, ha="center")
    for row, y in zip(MUSCLE, (141.2, 132.4), strict=True):
        _row(pen, row, y)
    pen.words("Upper arm, by weight", 4.2, 125.4, LABEL_PT, INK, "bold")
    pen.words("22 to 25 G", 4.2, 121.9, NOTE_PT, SOFT)
    for row, y in zip(ARM, (114.6, 107.0, 98.6, 89.2), strict=True):
        _row(pen, row, y, bold=False)
    pen.line(np.array([(4.2, 79.6), (112.0, 79.6)]), color=RULE, lw=1.8, z=1)
    pen.words("Into fat", 4.2, 74.8, KEY_PT, TARGET, "bold")
    _row(pen, FAT[0], 67.2)
    for length, inch, up in ((13, "1/2", 1.7), (16, "5/8", -1.7)):
        pen.words(f"{length} mm ({inch} in.)", START + 19.0, 67.2 + up, NOTE_PT, INK)
    pen.line(np.array([(4.2, 60.4), (112.0, 60.4)]), color=RULE, lw=1.8, z=1)
    pen.words("Gauge (G): the higher the number, the thinner", 4.2, 55.6, KEY_PT, TARGET, "bold")
    for i, (gauge, (outer, inner)) in enumerate(WIDTHS.items()):
        x = 12.5 + i * 18.2
        _bevel(pen, x, 31.0, outer, inner, 11.0)
        pen.words(f"{gauge} G", x, 9.6, LABEL_PT, INK, "bold", "center")
    pen.head("Needle length and gauge", "Adults; the order, the policy and the build decide")
    pen.foot("Lengths to scale. Gauges enlarged, to scale with each other.")
    return pen.fig


DRAWINGS = (
    Drawing(
        name="needle-chart",
        title="Needle length and gauge",
        alt=(
            "Needles to scale. Into muscle: outer thigh and side of the hip 25 or 38 mm (1 or 1.5 in.); upper arm by "
            "weight: up to 70 kg (152 lb) 25 mm; women to 90 kg (200 lb) and men to 118 kg (260 lb) 25 or 38 mm; "
            "above that 38 mm. Into fat: 13 or 16 mm (1/2 or 5/8 in.). Six widths from 20 G, the thickest, to 27 G, "
            "the thinnest."
        ),
        caption=(
            "The fat over the muscle decides the length. The gauge number gives the width: the higher the number, the "
            "thinner the needle. A 16 mm (5/8 in.) needle for muscle is for a small upper arm only; never carry it "
            "over to the thigh or the hip. Local lists differ: one UK practice names 21 to 23 G for vitamin B12."
        ),
        sources=(
            "immunize-site-needle",
            "clinskill-handbook-sites",
            "mvec-injection-technique",
            "saunders-nclex-p445",
            "unimed-self-b12",
            "southmead-self-b12",
        ),
        draw=needle_chart,
        width_px=1000,
        height_px=1460,
    ),
)
