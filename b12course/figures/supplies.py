"""What lies ready before an injection."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .equipment import THREE_ML, VIAL_10, Frame, cap, needle, slab, syringe, vial
from .hand import FURNITURE, INK, LABEL_PT, NOTE_PT, PAPER, SOFT, Drawing, Pen
from .panels import box, sheet
from .sharps import sharps_box
from .things import clipboard, gauze, phone


def _pad_packet(pen: Pen, x: float, y: float, turn: float) -> None:
    """A sealed alcohol pad about (x, y)."""
    f = Frame(x, y, turn, 1.0)
    pen.form(f.curve(slab(-38, 38, -38, 38, 3)), fc="#dbe8f1", ec="#6b8599", lw=1.4, z=5)
    pen.line(f.curve(slab(-31, 31, -31, 31, 2)), color="#9db4c4", lw=1.1, z=5.1, dash=(2, 2))
    pen.form(f.curve(slab(-22, 22, -20, 20, 3)), fc=PAPER, ec="#9aa7b1", lw=1.0, z=5.2)
    pen.line(f.curve([(-22, 0), (22, 0)]), color="#b7c2ca", lw=1.1, z=5.3)
    pen.line(f.curve([(34, -38), (38, -30)]), color=INK, lw=1.4, z=5.4)


def _capped(pen: Pen, x: float, y: float, length: float, width: float, hub: str, k: float = 3.0) -> None:
    """A capped needle lying across (x, y)."""
    f = Frame(x, y, 0, k)
    needle(pen, f, length, width, z=5, hub=hub)
    cap(pen, f, length, z=5.5, alpha=0.82)


def supplies() -> Figure:
    """Nine things on and beside a tray."""
    pen = sheet(1078, "Everything ready, in reach", "A clean surface, away from the sink and from used things")
    pen.form(box(24, -112, 952, 940, 30), fc=FURNITURE, ec="#a9a59a", lw=2.0, z=0.2)
    pen.form(box(40, -128, 920, 908, 22), fc="#f6f5f1", ec="#c4c0b5", lw=1.2, z=0.3)
    cells = [(40 + 306.7 * i, -128 - 302.7 * j) for j in range(3) for i in range(3)]
    names = (
        ("The order", "Name, drug, dose,\\nroute, time, reason"),
        ("The medicine", "Read the label\\nagainst the order"),
        ("Syringe", "1 mL or 3 mL,\\nsealed"),
        ("Two needles", "A fresh one to inject,\\nwhere policy asks"),
        ("Alcohol pads", "For the stopper\\nand the skin"),
        ("Dry gauze", "To press after"),
        ("Sharps box", "Open, upright,\\nwithin reach"),
        ("The record", "Write it down\\nat once"),
        ("Phone", "For an emergency"),
    )
    for (x, y), (name, text) in zip(cells, names, strict=True):
        pen.words(name, x + 153, y - 212, LABEL_PT, INK, "bold", ha="center")
        pen.words(text.replace("\\n", "\n"), x + 153, y - 230, NOTE_PT, SOFT, ha="center", va="top")
    at = [(x + 153, y) for x, y in cells]
    clipboard(pen, at[0][0] - 64, at[0][1] - 28, 128, 160, heading="ORDER")
    vial(pen, Frame(at[1][0], at[1][1] - 20, -90, 3.1), VIAL_10, ml=9.5, lid=True, z=5)
    pen.form(box(at[1][0] - 37, at[1][1] - 104, 74, 56, 2), fc=PAPER, ec="#9aa7b1", lw=0.9, z=5.6)
    pen.words("B12", at[1][0], at[1][1] - 120, 14, INK, "bold", ha="center")
    for i, w in enumerate((54, 44)):
        row = at[1][1] - 140 - 11 * i
        pen.line(np.array([(at[1][0] - w / 2, row), (at[1][0] + w / 2, row)]), color="#8a97a3", lw=2.0, z=5.7)
    syringe(pen, Frame(at[2][0] - 104, at[2][1] - 112, 0, 2.75), THREE_ML, ml=0.1, length=None, empty=True, z=5)
    _capped(pen, at[3][0] + 64, at[3][1] - 80, 38, 1.2, "#c77f9a")
    _capped(pen, at[3][0] + 46, at[3][1] - 142, 25, 0.72, "#3f8f97")
    _pad_packet(pen, at[4][0] - 44, at[4][1] - 102, 8)
    _pad_packet(pen, at[4][0] + 48, at[4][1] - 112, -6)
    gauze(pen, at[5][0] - 34, at[5][1] - 98, 96, 6)
    gauze(pen, at[5][0] + 34, at[5][1] - 118, 96, -8, z=5.5)
    sharps_box(pen, at[6][0], at[6][1] - 186, 0.68, words=False)
    clipboard(pen, at[7][0] - 64, at[7][1] - 28, 128, 160, ticks=3)
    phone(pen, at[8][0] - 46, at[8][1] - 26, 92, 162)
    return pen.fig


DRAWINGS = (
    Drawing(
        name="supplies",
        title="What lies ready",
        alt=(
            "A tray with nine things: the order, the medicine vial with its label, a syringe, two capped needles (a "
            "fresh one to inject where policy asks), alcohol pads for stopper and skin, dry gauze to press with, an "
            "open upright sharps box within reach, the record to fill in at once, and a phone for an emergency."
        ),
        caption=(
            "Set everything out on a clean surface before you start, so that you never leave a needle to fetch "
            "something. The sharps box stands upright within reach, never on the floor."
        ),
        sources=(
            "cdc-multidose-faq",
            "cdc-vaccine-prep",
            "niosh-sharps-disposal",
            "lake-county-im-eval",
            "ayinde-2021",
        ),
        draw=supplies,
        width_px=1000,
        height_px=1078,
    ),
)
