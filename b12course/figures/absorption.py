"""How B12 gets from food to blood, where that fails, and how an injection goes round it.

Tenths of a hundred units: the canvas is 100 wide. Seen from the front, so the person's right is at the left.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from .curves import oval, pts, smooth, tube
from .hand import (
    DANGER,
    DPI,
    DRUG,
    GLASS,
    INK,
    KEY_PT,
    LABEL_PT,
    NOTE_PT,
    PAPER,
    SOFT,
    TARGET,
    Drawing,
    Pen,
)
from .props import syringe
from .tissue import Block, vessel

GUT, GUT_EDGE, LUMEN, COLON, COLON_EDGE = "#eec3b4", "#a8604f", "#f8e2d9", "#efe4de", "#c3a99e"
DRUG_EDGE, FACTOR, FACTOR_EDGE = "#8f2346", "#3f8f97", "#0a4f56"
STOMACH = smooth(
    pts(
        "49.6,97.2 52.8,100.2 57.2,101.6 61.4,99.6 63.4,94.6 62.6,87.6 58.8,81.4 52.6,78.0 46.4,77.8 "
        "42.4,79.8 42.2,83.2 46,84.0 49.8,85.6 52.0,88.6 51.8,92.6"
    )
)
BOWEL = smooth(
    pts(
        "43.2,81.4 39.0,80.6 37.4,76.2 40.2,71.4 47,71.0 56,71.4 61.6,69.4 61.6,64.6 56,63.0 47,63.6 "
        "39.6,62.4 37.6,58.2 40.8,55.0 48,55.2 56.5,55.4 61.6,53.0 61.2,48.4 55.4,47.2 48.5,48.0 43.0,46.4 38.6,43.2"
    ),
    closed=False,
)
BLOOD = smooth(pts("29.0,16.6 30.0,21.5 33.2,26.6 39,29.4 48,30.0 62,29.6 78,30.2 90,29.9 99,29.8"), closed=False)


def _thick(pen: Pen, units: float) -> float:
    """A line width in points that is `units` wide on the canvas."""
    return units * pen.scale * 72 / DPI


def _b12(pen: Pen, x: float, y: float, r: float = 0.85, z: float = 8) -> None:
    """One B12: the course's pink, round."""
    pen.form(oval(x, y, r), fc=DRUG, ec=DRUG_EDGE, lw=0.9, z=z)


def _factor(pen: Pen, x: float, y: float, turn: float = 0.0, z: float = 7.8) -> None:
    """One intrinsic factor: a teal cup that B12 fits into."""
    a = np.deg2rad(np.linspace(-215 + turn, 35 + turn, 26))
    cup = np.vstack([np.c_[1.65 * np.cos(a), 1.65 * np.sin(a)], np.c_[np.cos(a), np.sin(a)][::-1]]) + (x, y)
    pen.form(cup, fc=FACTOR, ec=FACTOR_EDGE, lw=0.8, z=z)


def _pair(pen: Pen, x: float, y: float, turn: float = 0.0) -> None:
    """B12 in its helper."""
    _factor(pen, x, y, turn)
    _b12(pen, x, y)


def _arrow(pen: Pen, run: Sequence[tuple[float, float]], color: str = INK, lw: float = 3.2, z: float = 12) -> None:
    """A curved arrow along the points."""
    c = smooth(run, closed=False) if len(run) > 2 else np.linspace(run[0], run[1], 12)
    u = c[-1] - c[-3]
    u /= np.hypot(*u)
    n = np.array([-u[1], u[0]])
    head = np.array([c[-1], c[-1] - 1.9 * u + 1.15 * n, c[-1] - 1.9 * u - 1.15 * n])
    body = c[np.hypot(*(c - c[-1]).T) > 1.2]
    pen.line(body, color=PAPER, lw=lw + 2.4, z=z, alpha=0.8)
    pen.fill(head + (head - head.mean(axis=0)) * 0.28, fc=PAPER, z=z, alpha=0.8)
    pen.line(body, color=color, lw=lw, z=z + 0.1)
    pen.fill(head, fc=color, z=z + 0.1)


def _food(pen: Pen, x: float, y: float) -> None:
    """Fish, egg and milk on one line, each with B12 in it."""
    outline = "-4.6,0 -2.4,1.9 1.0,2.1 3.6,0.9 4.6,0.5 6.4,2.2 6.0,0 6.4,-2.2 4.6,-0.5 3.6,-0.9 1.0,-2.1 -2.4,-1.9"
    fish = smooth(pts(outline))
    pen.form(fish + (x - 9.2, y), fc="#9fb6c6", ec="#54707f", shade="#54707f", lw=1.4, z=4, depth=0.3)
    pen.fill(oval(x - 12.2, y + 0.5, 0.34), fc=INK, z=4.2)
    gill = smooth([(x - 11.0, y + 1.3), (x - 10.4, y), (x - 11.0, y - 1.3)], False)
    pen.line(gill, color="#54707f", lw=1.3, z=4.2)
    pen.form(oval(x + 1.8, y - 0.1, 2.9, 2.5), fc="#fffdf6", ec="#b9a98a", lw=1.3, z=4)
    pen.form(oval(x + 2.0, y, 1.35), fc="#f2b632", ec="#c08a17", lw=0.8, z=4.1)
    glass = np.array([(-1.9, 3.0), (-1.5, -3.0), (1.5, -3.0), (1.9, 3.0)]) + (x + 9.4, y)
    milk = np.array([(-1.72, 1.6), (-1.42, -2.8), (1.42, -2.8), (1.72, 1.6)]) + (x + 9.4, y)
    pen.form(glass, fc=GLASS, ec="#7c8d99", lw=1.2, z=4)
    pen.fill(milk, fc="#ffffff", z=4.1)
    for dx, dy in ((-8.2, -0.5), (2.0, -1.7), (9.4, -1.2)):
        _b12(pen, x + dx, y + dy, 0.62)


def _gut(pen: Pen) -> None:
    """Gullet, stomach, small bowel with its last part marked, and the start of the large bowel."""
    w = _thick(pen, 5.2)
    colon = smooth(pts("36.2,38.6 34.4,40.4 34.2,44 34.0,49.5"), closed=False)
    pen.line(colon, color=COLON_EDGE, lw=_thick(pen, 5.8), z=1)
    pen.line(colon, color=COLON, lw=_thick(pen, 5.8) - 3.4, z=1.1)
    pen.line(BOWEL, color=GUT_EDGE, lw=w, z=2)
    pen.line(BOWEL, color=GUT, lw=w - 3.4, z=2.1)
    pen.line(BOWEL, color=LUMEN, lw=w * 0.56, z=2.2)
    last = BOWEL[len(BOWEL) * 84 // 100 :]
    pen.line(last, color=TARGET, lw=w + 2.6, z=2.3)
    pen.line(last, color="#d7ecec", lw=w - 3.4, z=2.4)
    pen.line(last, color="#f2fafa", lw=w * 0.56, z=2.5)
    gullet = tube(pts("50.6,108.6 50.4,103.5 51.8,98.4"), (3.0, 2.9, 3.2))
    pen.form(gullet, fc=GUT, ec=GUT_EDGE, lw=1.6, z=2.8)
    pen.form(STOMACH, fc=GUT, ec=GUT_EDGE, lw=1.7, z=3)
    inner = smooth((STOMACH[::9] - STOMACH.mean(axis=0)) * 0.8 + STOMACH.mean(axis=0) + (0.15, 0.0))
    pen.fill(inner, fc="#f6ecc4", z=3.05)
    pen.line(np.vstack([inner, inner[:1]]), color=GUT_EDGE, lw=1.0, z=3.06, alpha=0.5, dash=(1.0, 2.0))
    for x, y in ((56.2, 97.2), (57.4, 90.6), (54.4, 83.6)):
        _b12(pen, x, y)
    for x, y, turn in ((60.4, 94.0, 80), (59.6, 86.2, 60), (47.6, 81.0, 0)):
        _factor(pen, x, y, turn)
    for x, y in pts("43.0,71.0 55.5,71.4 59.4,63.8 46.4,63.6 44.6,55.0 56.4,55.4 53.0,47.4 44.4,47.0"):
        _pair(pen, float(x), float(y))


def _step(pen: Pen, number: str, x: float, y: float, title: str, text: str) -> None:
    """A numbered step: its number in a disc, a bold title and plain words under it."""
    pen.fill(oval(x + 1.7, y, 1.9), fc=INK, z=8)
    pen.words(number, x + 1.7, y, LABEL_PT, PAPER, "bold", ha="center")
    pen.words(title, x + 4.6, y, KEY_PT, INK, "bold")
    pen.words(text, x, y - 2.9, LABEL_PT, INK, va="top")


def absorption() -> Figure:
    """Four steps from food to blood on the left, what can fail on the right, the injection at the lower left."""
    pen = Pen(1000, 1330, 0.0, 0.0, 10.0)
    _food(pen, 50.0, 113.4)
    _gut(pen)
    _arrow(pen, [(50.5, 110.4), (50.4, 104.6)], lw=2.6)
    pen.crop(x1=96.4, y0=17.6)
    vessel(pen, [(float(px), float(py)) for px, py in BLOOD[::7]], _thick(pen, 4.2), z=2)
    pen.crop(x0=3.6, x1=25.0, y0=15.5)
    Block(3.6, 25.0, 5.6, 18.5, y=34.0, lobule=0.95, fibre_gap=1.7, seed=3).draw(pen)
    depot = oval(13.0, 24.0, 4.4, 3.0)
    pen.fill(depot, fc=DRUG, z=3, alpha=0.8)
    pen.line(np.vstack([depot, depot[:1]]), color=DRUG_EDGE, lw=1.3, z=3.05)
    syringe(pen, (13.0, 24.6), 90, 11.0, bore=4.2, barrel=10.5, fill=0.5, thin=0.5)
    pen.uncrop()
    _arrow(pen, [(17.0, 23.4), (22.6, 22.4), (28.6, 23.4)], TARGET, lw=4.2)
    for x in (39.0, 52.0, 60.0, 69.0, 76.5):
        y = float(np.interp(x, BLOOD[:, 0], BLOOD[:, 1]))
        pen.fill(oval(x, y, 1.2), fc=PAPER, z=7.9)
        _b12(pen, x, y, 0.92)
    _arrow(pen, [(42.0, 43.6), (44.0, 38.6), (45.6, 32.6)], TARGET, lw=4.2)
    _step(pen, "1", 3.6, 115.0, "Food", "Meat, fish, eggs\nand milk hold B12.")
    _step(
        pen,
        "2",
        3.6,
        99.0,
        "Stomach",
        "Acid sets B12 free.\nStomach cells make\na helper: intrinsic\nfactor.",
    )
    _step(pen, "3", 3.6, 69.5, "Ileum", "The last part of the\nsmall bowel takes up\nB12 with its helper.")
    pen.line(np.array([(27.0, 56.4), (38.4, 46.6)]), color=PAPER, lw=3.6, z=19, alpha=0.75)
    pen.line(np.array([(27.0, 56.4), (39.0, 45.6)]), color=INK, lw=1.4, z=19.1)
    pen.fill(oval(39.0, 45.6, 0.36), fc=INK, z=24)
    _step(pen, "4", 35.6, 22.6, "Blood", "It carries B12 to all\nparts of the body.")
    pen.words("An injection\nskips the gut", 3.6, 10.6, KEY_PT, TARGET, "bold")
    x = 70.2
    pen.words("What can fail", x - 1.6, 120.4, KEY_PT, DANGER, "bold")
    for text, y in (
        ("Diet with no\nanimal food", 114.2),
        ("Autoimmune\ngastritis (pernicious\nanemia): little helper", 99.4),
        ("Stomach surgery", 91.6),
        ("Drugs that lower\nstomach acid", 85.4),
        ("Bowel disease, such\nas Crohn’s or celiac", 67.4),
        ("Surgery on the\nileum", 59.4),
        ("Metformin, a\ndiabetes drug", 51.4),
        ("Nitrous oxide\nmakes B12 inactive\nin the body", 19.6),
    ):
        pen.stop(x, y, 12)
        pen.words(text, x + 2.3, y, LABEL_PT, INK)
    for y0, y1, x1 in ((102.6, 83.0, 65.0), (69.8, 57.0, 65.0)):
        brace = np.array([(x1 + 1.6, y0), (x1 + 0.6, y0 - 0.8), (x1 + 0.6, y1 + 0.8), (x1 + 1.6, y1)])
        pen.line(brace, color=DANGER, lw=1.8, z=5)
    pen.line(np.array([(x, 21.6), (x, 27.4)]), color=DANGER, lw=1.6, z=5)
    pen.head("From food to blood", "The path of vitamin B12, and where it can fail")
    _b12(pen, 37.0, 6.6)
    pen.words("B12", 39.0, 6.6, NOTE_PT, SOFT)
    _factor(pen, 49.0, 6.6)
    pen.words("Intrinsic factor, the helper", 52.0, 6.6, NOTE_PT, SOFT)
    return pen.fig


DRAWINGS: tuple[Drawing, ...] = (
    Drawing(
        name="absorption",
        title="How B12 gets from food to blood",
        alt=(
            "The path of vitamin B12. Step 1: meat, fish, eggs and milk hold B12. Step 2: in the stomach, acid sets "
            "B12 free and stomach cells make a helper, intrinsic factor. Step 3: the ileum, the last part of the "
            "small bowel, takes up B12 with its helper. Step 4: blood carries B12 to all parts of the body. What "
            "can fail: a diet with no animal food; in the stomach, autoimmune gastritis (pernicious anemia) with no "
            "helper, stomach surgery, or drugs that lower stomach acid; in the bowel, disease such as Crohn’s or "
            "celiac, or surgery on the ileum; also metformin, a diabetes drug; in the body, nitrous oxide makes B12 "
            "inactive. An injection into muscle skips the gut and reaches the blood."
        ),
        caption=(
            "B12 needs acid, a helper and the last part of the small bowel. When one of them fails, food and small "
            "doses by mouth may not be enough. An injection goes round the gut."
        ),
        sources=(
            "dtb-b12-absorption",
            "statpearls-intrinsic-factor",
            "hikma-us-cyano",
            "bc-cobalamin-2023",
            "mhra-metformin-2022",
            "b12-compliance-label",
            "nice-draft-nitrous-2023",
            "mylan-us-cyano-label",
        ),
        draw=absorption,
        width_px=1000,
        height_px=1330,
    ),
)
