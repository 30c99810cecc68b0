"""The syringe and its needle: the names of the parts, and the same drawing without a word.

Millimetres; the zero mark at (0, 0), the needle up. 1 mL of drug is in the 3 mL syringe.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .curves import Curve, oval
from .equipment import THREE_ML, VIAL_10, WALL, Frame, cap, needle, reading, slab, syringe, vial
from .hand import DANGER, INK, KEY_PT, NOTE_PT, PAPER, SOFT, TARGET, Drawing, Pen, mix

ML, NEEDLE = 1.0, 25.0
RING = THREE_ML.mark(ML)
SYRINGE = Frame(0, 0, -90)


def close_up(pen: Pen, x0: float, y0: float, x1: float, y1: float, k: float, below: float = 0.0) -> Frame:
    """A window (canvas units) on the stopper, `k` times as large, its ring `below` the middle; the frame inside."""
    f = Frame((x0 + x1) / 2, (y0 + y1) / 2 + k * RING - below, -90, k)
    window = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
    pen.fill(window, fc=PAPER, z=8.5)
    pen.crop(x0, y0, x1, y1)
    syringe(pen, f, THREE_ML, ML, NEEDLE, lw=1.7, z=9)
    pen.uncrop()
    pen.line(np.vstack([window, window[:1]]), color=WALL, lw=2.2, z=11)
    return f


def _key_part(pen: Pen, name: str, y: float, to: tuple[float, float], term: str = "") -> None:
    """A key part: the cross, its name, and a dark red leader to it."""
    pen.label(name, (20.6, y), None, term, color=DANGER, weight="bold")
    pen.stop(17.6, y, 12)
    leader = np.array([(16.0, y), to])
    pen.line(leader, color=PAPER, lw=3.6, z=19, alpha=0.75)
    pen.line(leader, color=DANGER, lw=1.5, z=19.1)
    pen.fill(oval(to[0], to[1], 0.4), fc=DANGER, z=24)


def syringe_anatomy() -> Figure:
    """The whole syringe with its parts named, its key parts crossed and the reading edge enlarged."""
    pen = Pen(1000, 1440, -54.0, -93.8, 9.3)
    syringe(pen, SYRINGE, THREE_ML, ML, NEEDLE, digits=14.5)
    cap(pen, Frame(-22, 13.5, -90), NEEDLE)
    _key_part(pen, "Bevel", 45.6, (0.2, 45.0), "slanted tip")
    _key_part(pen, "Shaft", 34.0, (0.4, 32.0))
    pen.label("Hub", (17.6, 23.4), (1.9, 17.4), "needle’s base")
    _key_part(pen, "Syringe tip", 12.6, (0.6, 10.6), "Luer lock; under\nthe hub")
    pen.label("Barrel", (17.6, -1.0), (5.0, -3.4))
    pen.label("Scale: each line\nis 0.1 mL", (17.6, -9.6), (-1.6, -THREE_ML.mark(0.7)))
    reading(pen, SYRINGE, THREE_ML, ML, TARGET, 2.2)
    pen.line(np.array([(7.8, -RING), (15.8, -RING)]), color=TARGET, lw=2.2, z=17)
    pen.label("Read here: 1 mL", (17.6, -RING - 0.2), color=TARGET, weight="bold", size=KEY_PT)
    pen.label("Stopper", (17.6, -26.4), (2.4, -21.0), "rubber; two rings")
    _key_part(pen, "Plunger rod", -64.4, (2.4, -68.6), "slides into\nthe barrel")
    pen.label("Thumb rest", (17.6, -84.0), (6.4, -83.2), "push and pull here")
    pen.label("Finger flange", (-17.0, -66.0), (-9.6, -61.0), ha="right")
    pen.label("Cap", (-30.0, 26.0), (-24.2, 26.0), ha="right")
    # the stopper, enlarged, in a window of its own
    left, low, right, high = -50.4, -53.6, -15.4, -20.0
    f = close_up(pen, left, low, right, high, 2.5, below=1.6)
    y = f.at(RING)[1]
    pen.line(np.array([(left, y), (right, y)]), color=PAPER, lw=5, z=17, alpha=0.8)
    pen.line(np.array([(left, y), (right, y)]), color=TARGET, lw=2.8, z=17.1, dash=(4, 2))
    small = np.array([(-6.3, -28.0), (6.3, -28.0), (6.3, -14.4), (-6.3, -14.4)])
    pen.line(np.vstack([small, small[:1]]), color=WALL, lw=1.8, z=16)
    for a, b in (((right, high), small[3]), ((right, low), small[0])):
        pen.line(np.array([a, b]), color=WALL, lw=1.4, z=8)
    pen.words("The ring edge\nnearest the needle", left, high + 6.8, color=TARGET, weight="bold")
    pen.words("Not the cone, not the\nback of the stopper", left, low - 2.4, NOTE_PT + 0.5, SOFT, va="top")
    pen.head("Syringe and needle", "A 3 mL syringe holding 1 mL")
    pen.stop(pen.x0 + 5.2, pen.y0 + 3.2, 11)
    pen.words("Key part: keep it sterile, never touch it.", pen.x0 + 7.6, pen.y0 + 3.2, NOTE_PT + 0.5, INK)
    return pen.fig


def plain_syringe() -> Figure:
    """The syringe and its enlarged stopper, nothing marked."""
    pen = Pen(1000, 1300, -20.0, -90.0, 9.3)
    syringe(pen, SYRINGE, THREE_ML, ML, NEEDLE)
    left, low, right, high = 24.0, -44.0, 82.0, 14.0
    close_up(pen, left, low, right, high, 4.3, below=-6.0)
    small = np.array([(-6.3, -26.6), (6.3, -26.6), (6.3, -12.0), (-6.3, -12.0)])
    pen.line(np.vstack([small, small[:1]]), color=WALL, lw=1.8, z=16)
    for a, b in (((left, high), small[2]), ((left, low), small[1])):
        pen.line(np.array([a, b]), color=WALL, lw=1.4, z=8)
    return pen.fig


def _keep_off(pen: Pen, outline: Curve) -> None:
    """The zone of a key part: a pale field with a broken dark red edge behind it."""
    pen.fill(outline, fc=mix(DANGER, PAPER, 0.86), z=2)
    pen.line(np.vstack([outline, outline[:1]]), color=DANGER, lw=2.0, z=2.1, dash=(4, 2.4))


def _hold(pen: Pen, name: str, x: float, y0: float, y1: float) -> None:
    """A bracket on the left of a part that may be held, with its name."""
    turn = np.array([(x + 1.6, y1), (x, y1), (x, y0), (x + 1.6, y0)])
    pen.line(turn, color=TARGET, lw=2.6, z=17)
    pen.words(name, x - 1.6, (y0 + y1) / 2, color=TARGET, weight="bold", ha="right")


def _crossed(pen: Pen, name: str, why: str, at: tuple[float, float], to: tuple[float, float]) -> None:
    pen.label(name, (at[0] + 3.6, at[1]), None, why, color=DANGER, weight="bold")
    line = np.array([(at[0] - 2.0, at[1]), to])
    pen.line(line, color=DANGER, lw=1.5, z=18)
    pen.stop(at[0], at[1], 13)


def key_parts() -> Figure:
    """Needle, syringe and vial apart: what nothing may touch, and where to hold."""
    pen = Pen(1000, 1340, -46.0, -99.0, 7.4)
    needle_at = Frame(0, 32.5, -90)
    open_syringe = Frame(0, 0, -90)
    cap(pen, Frame(-21.0, 29.5, -90), NEEDLE)
    needle(pen, needle_at, NEEDLE)
    syringe(pen, open_syringe, THREE_ML, ML, None, empty=True)
    bottle = Frame(62.0, -30.0, -90)
    vial(pen, bottle, VIAL_10, 8.0)
    rod_end = RING + THREE_ML.end + 5.5
    _keep_off(pen, needle_at.curve(slab(-27.5, 0.0, -3.4, 3.4, 3.0)))
    _keep_off(pen, needle_at.curve(slab(9.2, 14.2, -4.8, 4.8, 2.2)))
    _keep_off(pen, open_syringe.curve(slab(-14.2, -9.0, -5.6, 5.6, 2.2)))
    _keep_off(pen, open_syringe.curve(slab(THREE_ML.end + 2.2, rod_end - 0.4, -5.0, 5.0, 2.0)))
    _keep_off(pen, bottle.curve(slab(-2.8, 1.4, -6.6, 6.6, 2.0)))
    x = 16.0
    _crossed(pen, "Needle", "all of the shaft,\nand the bevel", (x, 48.0), (3.4, 46.0))
    _crossed(pen, "Open end of the hub", "it meets the syringe", (x, 27.0), (4.8, 21.2))
    _crossed(pen, "Syringe tip", "it meets the needle", (x, 12.0), (5.6, 11.6))
    _crossed(pen, "Plunger rod", "it slides back\ninto the barrel", (x, -72.6), (5.0, -70.6))
    _crossed(pen, "Rubber top", "once it is wiped", (50.0, -17.0), (56.4, -27.6))
    _hold(pen, "Cap", -27.0, 22.0, 59.0)
    _hold(pen, "Barrel,\noutside", -14.0, -58.0, -2.0)
    _hold(pen, "Flange", -14.0, -62.8, -59.2)
    _hold(pen, "Thumb rest", -14.0, -85.6, -81.0)
    pen.head("Key parts", "Crosses: touch nothing, lay on nothing. Brackets: hold here.")
    pen.foot("A needle that touched anything but the wiped top: discard it, start again.")
    return pen.fig


DRAWINGS = (
    Drawing(
        name="syringe-anatomy",
        title="Syringe and needle: the parts",
        alt=(
            "A 3 mL syringe, needle up, holding 1 mL. Needle: bevel, shaft, hub. Syringe: tip with Luer lock, "
            "barrel, scale with a line each 0.1 mL, stopper, plunger rod, finger flange, thumb rest; the cap lies "
            "beside. A close-up shows where to read: the stopper’s ring edge nearest the needle. Crosses mark key "
            "parts never to touch: bevel, shaft, tip, rod."
        ),
        caption=(
            "Read the dose at the ring edge nearest the needle, with the syringe at eye level. Hold the outside of "
            "the barrel, the flange and the thumb rest; a cross marks a part that must stay sterile."
        ),
        sources=("saunders-nclex-p445", "givereport-ampule-vial", "medtrng-needle-syringe", "cpha-aseptic-1999"),
        draw=syringe_anatomy,
        width_px=1000,
        height_px=1440,
    ),
    Drawing(
        name="plain-syringe",
        title="Syringe and needle",
        alt=(
            "A 3 mL syringe with its needle up, partly filled with red drug, and beside it a close-up of its "
            "rubber stopper in the barrel. Nothing is marked."
        ),
        caption="A 3 mL syringe with its needle, and a close-up of its stopper.",
        sources=(),
        draw=plain_syringe,
        width_px=1000,
        height_px=1300,
    ),
    Drawing(
        name="key-parts",
        title="Key parts: what nothing may touch",
        alt=(
            "Cap, needle, 3 mL syringe and vial, taken apart. Crosses with a dashed edge mark the key parts: the whole "
            "needle, the open end of its hub, the syringe tip, the plunger rod and the wiped rubber top of the vial. "
            "Brackets show where to hold: the cap, the outside of the barrel, the flange and the thumb rest."
        ),
        caption=(
            "Key parts are the parts that meet the drug or the person. They touch nothing but each other: no finger, "
            "no table, no breath."
        ),
        sources=("medtrng-needle-syringe", "cpha-aseptic-1999", "stjude-vial", "hutin-who-2003"),
        draw=key_parts,
        width_px=1000,
        height_px=1340,
    ),
)
