"""The 1 mL and the 3 mL syringe at one scale: the same volume on both.

Millimetres; the zero marks at y = 0, the needle end up. The bores make each stopper stand where its volume ends.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .equipment import ONE_ML, THREE_ML, Frame, reading, syringe
from .hand import INK, KEY_PT, NOTE_PT, TARGET, Drawing, Pen


def syringe_scales() -> Figure:
    """0.5 mL and 1 mL, each in both syringes."""
    pen = Pen(1000, 1520, 0.0, -66.4, 16.4)
    pairs = ((0.5, 7.4, 21.4), (1.0, 38.6, 52.6))
    for ml, thin, wide in pairs:
        middle = (thin - ONE_ML.radius + wide + THREE_ML.radius) / 2
        pen.words(f"Both hold {ml:g} mL", middle, 18.2, KEY_PT, TARGET, "bold", "center")
        for x, bore in ((thin, ONE_ML), (wide, THREE_ML)):
            f = Frame(x, 0, -90)
            pen.crop(y0=-59.4)
            syringe(pen, f, bore, ml, length=None, digits=14.0)
            pen.uncrop()
            reading(pen, f, bore, ml, TARGET, 1.7)
            pen.words(f"{bore.capacity:g} mL syringe", x, 14.2, NOTE_PT, INK, ha="center")
            pen.words(f"each line\n{bore.minor:g} mL", x, -62.2, NOTE_PT, INK, ha="center")
    pen.line(np.array([(30.0, 19.0), (30.0, -64.0)]), color="#c9ced3", lw=2.0, z=1)
    pen.head("The same volume, two scales", "Read the ring edge nearest the needle (the pointers)")
    return pen.fig


DRAWINGS = (
    Drawing(
        name="syringe-scales",
        title="The 1 mL and the 3 mL scale",
        alt=(
            "Four syringes at one scale, needle end up. Left pair: 0.5 mL in a 1 mL syringe and in a 3 mL syringe. "
            "Right pair: 1 mL in each. The 1 mL syringe has a line each 0.01 mL, so its stopper stands much "
            "lower for the same volume; the 3 mL syringe has a line each 0.1 mL. Pointers mark the stopper’s ring "
            "edge nearest the needle, where each is read."
        ),
        caption=(
            "The same volume fills more of a thin barrel, so a 1 mL syringe shows small doses more finely: each line "
            "is 0.01 mL, against 0.1 mL on a 3 mL syringe. Find out what one line is worth before you draw up."
        ),
        sources=("saunders-nclex-p445", "givereport-ampule-vial"),
        draw=syringe_scales,
        width_px=1000,
        height_px=1520,
    ),
)
