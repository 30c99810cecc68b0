"""Drawing up from a vial in six steps. Millimetres, every panel at one scale but the last, which is a close-up."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from .curves import Curve, oval, pts, shift, smooth, tube
from .equipment import THREE_ML, VIAL_10, Frame, arrow, bubbles, closure, pad, pinch, reading, syringe, vial
from .hand import BROWN, DEEP, INK, KEY_PT, LIGHT, NOTE_PT, PAPER, SOFT, TAN, TARGET, Drawing, Pen, Skin

SCALE, WIDE, TALL = 3.6, 82.4, 188.0
DOSE, HELD, NEEDLE = 1.0, 8.0, 25.0
INSIDE = 14.5  # how far the needle's tip stands beyond the septum's top
GROUND, TABLE = "#f1f4f6", "#c9ced3"
SEPTUM_UP, SEPTUM_DOWN = 60.0, 136.0  # heights of the septum in a panel, vial standing and hanging
ZERO_UP, ZERO_DOWN = SEPTUM_UP + 21.0 + NEEDLE - INSIDE, SEPTUM_DOWN - 21.0 - NEEDLE + INSIDE

Panel = Callable[[Pen, float, float], None]


def _standing(pen: Pen, x: float, y: float, held: float) -> Frame:
    f = Frame(x, y + SEPTUM_UP, -90)
    pen.line(np.array([(x - 36, y + 10), (x + 36, y + 10)]), color=TABLE, lw=2.4, z=1)
    vial(pen, f, VIAL_10, held)
    return f


def _hanging(pen: Pen, x: float, y: float, held: float) -> Frame:
    f = Frame(x, y + SEPTUM_DOWN, 90)
    vial(pen, f, VIAL_10, held)
    return f


def _wipe(pen: Pen, x: float, y: float) -> None:
    f = _standing(pen, x, y, HELD)
    pad(pen, Frame(x, f.y + 0.4, 90), 19, 11, z=7)
    pinch(pen, Frame(x + 1, f.y + 14.5, 62), LIGHT, gap=4.4, z_back=6, z_front=8)
    for s in (-1, 1):
        arrow(pen, [(x + s * 16, f.y + 3), (x + s * 23, f.y + 2), (x + s * 28, f.y - 3)], TARGET, lw=3.4)


def _air(pen: Pen, x: float, y: float) -> None:
    f = _standing(pen, x, y, HELD)
    syringe(pen, Frame(x, y + ZERO_UP, 90), THREE_ML, DOSE, NEEDLE, empty=True)
    closure(pen, f, VIAL_10, z=10)
    arrow(pen, [(x + 15, y + ZERO_UP + 42), (x + 15, y + ZERO_UP + 30), (x + 15, y + ZERO_UP + 19)], TARGET)
    pen.words("1 mL\nof air", x + 11, y + ZERO_UP + 8.5, NOTE_PT, TARGET, "bold")


def _turn(pen: Pen, x: float, y: float) -> None:
    f = _hanging(pen, x, y, HELD)
    syringe(pen, Frame(x, y + ZERO_DOWN, -90), THREE_ML, 0.0, NEEDLE, empty=True)
    closure(pen, f, VIAL_10, z=10)
    turn = np.linspace(-0.5, 0.95, 12)
    middle = y + SEPTUM_DOWN + 4
    arrow(pen, [(x + 25 * np.cos(a), middle + 31 * np.sin(a)) for a in turn], TARGET)


def _draw(pen: Pen, x: float, y: float) -> None:
    f = _hanging(pen, x, y, HELD - DOSE)
    g = Frame(x, y + ZERO_DOWN, -90)
    syringe(pen, g, THREE_ML, DOSE, NEEDLE)
    closure(pen, f, VIAL_10, z=10)
    rest = THREE_ML.mark(DOSE) + THREE_ML.end + 6.3
    pinch(pen, Frame(*g.at(rest - 0.4, 6.6), 8), DEEP, gap=1.2, z_back=6, z_front=12)
    arrow(pen, [(x - 16, y + ZERO_DOWN - 52), (x - 16, y + ZERO_DOWN - 64), (x - 16, y + ZERO_DOWN - 76)], TARGET)


def _finger(pen: Pen, tip: tuple[float, float], skin: Skin) -> None:
    x, y = tip
    curve = tube([(x + 62, y - 30), (x + 30, y - 16), (x + 8, y - 2)], (19, 17.5, 16, 12.5))
    pen.form(curve, fc=skin.fill, ec=skin.edge, lw=1.5, z=12)
    pen.form(oval(x + 8.4, y + 2.0, 4.4, 1.9, -38), fc="#fbeee4", ec=skin.edge, lw=0.6, z=12.2)


def _bubbles(pen: Pen, x: float, y: float) -> None:
    f = _hanging(pen, x, y, HELD - DOSE)
    g = Frame(x, y + ZERO_DOWN, -90)
    syringe(pen, g, THREE_ML, 1.15, NEEDLE, air=0.15)
    closure(pen, f, VIAL_10, z=10)
    bubbles(pen, g, [(6.4, 1.2, 0.8), (9.6, 2.7, 1.0), (12.8, 0.9, 0.7), (5.2, 3.0, 0.6)])
    _finger(pen, (x + 4.6, y + ZERO_DOWN - 14), TAN)
    for r in (7.0, 10.5):
        turn = np.linspace(0.62, 1.3, 8) * np.pi / 2
        c: Curve = np.c_[x + 5.6 + r * np.cos(turn), y + ZERO_DOWN - 8.5 + r * np.sin(turn)]
        pen.line(c, color=SOFT, lw=2.0, z=13)
    arrow(pen, [(x - 15, y + ZERO_DOWN - 26), (x - 15, y + ZERO_DOWN - 10), (x - 15, y + ZERO_DOWN + 6)], TARGET)
    pen.words("air\nback", x - 18.5, y + ZERO_DOWN + 15, NOTE_PT, TARGET, "bold", "center")


FACE = pts(
    "4,96 -1,62 -1.2,36 -2.4,17 -3.2,9 2.6,1 0,-8 -6,-19 -11,-27 -9,-31.5 -4.6,-33 -5.6,-38 -6.6,-42 -3.6,-45 "
    "-5.8,-49 -3.4,-54 -1.8,-58 -3.6,-66 0,-74 9,-78 20,-80 24,-96 26,-130"
)


def _face(pen: Pen, x: float, y: float, skin: Skin) -> None:
    """A face from its side, looking left, its pupil at (x, y)."""

    def at(text: str) -> Curve:
        return shift(pts(text), x, y)

    line = smooth(shift(FACE, x - 3.0, y), closed=False)
    pen.fill(np.vstack([line, at("90,-130 90,96")]), fc=skin.fill, z=6)
    pen.line(line, color=skin.edge, lw=1.7, z=6.1)
    pen.fill(smooth(at("3,104 4,78 9,62 22,50 44,44 96,44 96,120")), fc="#2f231e", z=6.05)
    pen.form(smooth(at("-0.4,3.8 5.4,2.9 11,-0.8 5.4,-3.1 0.6,-3.6 -0.9,0")), fc=PAPER, ec=skin.edge, lw=1.2, z=6.2)
    pen.fill(oval(x + 0.9, y, 1.6, 3.0), fc="#5a4632", z=6.3)
    pen.fill(oval(x + 0.4, y, 0.8, 1.5), fc="#1b1511", z=6.4)
    pen.line(smooth(at("-2.2,4.6 4.8,4.8 12,-0.4"), closed=False), color="#3a2a20", lw=3.2, z=6.5)
    pen.fill(tube(at("0.4,10.4 6.8,12.8 15.4,11"), (1.4, 2.6, 1.0)), fc="#3a2a20", z=6.5)
    pen.line(smooth(at("-6.4,-45 0,-44.4 4,-45.6"), closed=False), color=skin.edge, lw=1.7, z=6.3)
    pen.line(smooth(at("-5.4,-32.4 -2,-29 -2.8,-25"), closed=False), color=skin.edge, lw=1.5, z=6.3)


def _check(pen: Pen, x: float, y: float) -> None:
    k = 2.7
    ring = THREE_ML.mark(DOSE)
    level = y + 108.0
    f = Frame(x - 20.5, level + k * ring, -90, k)
    syringe(pen, f, THREE_ML, DOSE, NEEDLE, lw=1.4)
    for ml in (0.5, 1.0, 1.5, 2.0):
        px, py = f.at(THREE_ML.mark(ml), THREE_ML.radius * 0.45)
        pen.words(f"{ml:g}", px, py, 16, PAPER if ml == DOSE else INK, "bold", "center")
    reading(pen, f, THREE_ML, DOSE, TARGET, 1.6)
    pen.line(np.array([(x - 0.5, level), (x + 19.0, level)]), color=TARGET, lw=2.4, z=17, dash=(4, 2))
    _face(pen, x + 22.0, level, BROWN)


STEPS: tuple[tuple[str, str, Panel], ...] = (
    ("Wipe the top", "Alcohol pad, every time.\nLet it dry; do not blow.", _wipe),
    ("Air in", "As much air as the dose,\nabove the fluid.", _air),
    ("Turn over", "Keep the needle’s tip\nunder the fluid.", _turn),
    ("Draw the dose", "Pull the plunger back\nto the mark.", _draw),
    ("Bubbles out", "Tap. Push the air, not the\ndrug, back into the vial.", _bubbles),
    ("Check the mark", "At eye level: ring edge\nnearest the needle.", _check),
)


def vial_drawup() -> Figure:
    """Six panels in two rows."""
    pen = Pen(1000, 1742, 0.0, 0.0, SCALE)
    for i, (title, text, panel) in enumerate(STEPS):
        left = 10.0 + (i % 3) * (WIDE + 5.3)
        low = (262.0, 38.0)[i // 3]
        window = np.array([(left, low), (left + WIDE, low), (left + WIDE, low + TALL), (left, low + TALL)])
        pen.fill(window, fc=GROUND, z=0.5)
        pen.crop(left, low, left + WIDE, low + TALL)
        panel(pen, left + WIDE / 2, low)
        pen.uncrop()
        top = low - 6.0
        pen.fill(oval(left + 4.0, top, 3.9), fc=TARGET, z=21)
        pen.words(str(i + 1), left + 4.0, top, 16, PAPER, "bold", "center")
        pen.words(title, left + 10.0, top, KEY_PT - 0.5, INK, "bold")
        pen.words(text, left, top - 6.4, NOTE_PT - 0.5, INK, va="top")
    pen.head("Draw up from a vial", "A dose of 1 mL; read the label again first")
    return pen.fig


DRAWINGS = (
    Drawing(
        name="vial-drawup",
        title="Drawing up from a vial in six steps",
        alt=(
            "Six panels. 1 A hand wipes the rubber top with a pad. 2 Vial standing: a syringe pushes 1 mL of air into "
            "the space above the fluid. 3 Vial upside down, needle tip under the fluid. 4 A hand pulls the plunger "
            "back to 1 mL. 5 A finger taps the barrel, the air goes back into the vial. 6 An eye level with the "
            "stopper’s ring edge at 1 mL."
        ),
        caption=(
            "Wipe the top every time, also the first, and let it dry. Put in as much air as the dose. Keep the "
            "needle’s tip under the fluid while you draw. Bubbles take the place of drug: push out the air, then "
            "check the mark again."
        ),
        sources=("medlineplus-vial", "stjude-vial", "givereport-ampule-vial", "saunders-nclex-p445"),
        draw=vial_drawup,
        width_px=1000,
        height_px=1742,
    ),
)
