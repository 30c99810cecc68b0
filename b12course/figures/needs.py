"""Who may need B12 by injection: the groups of the indications, each with a small picture."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure

from .absorption import BOWEL, GUT, GUT_EDGE, LUMEN, STOMACH
from .board import GREY_PALE, RULE, card
from .curves import Curve, oval, pts, smooth, tube
from .hand import (
    CLOTH,
    CLOTH_EDGE,
    DANGER,
    DPI,
    INK,
    KEY_PT,
    LABEL_PT,
    NERVE,
    NERVE_EDGE,
    PAPER,
    TAN,
    TARGET,
    Drawing,
    Pen,
)

STEM, LEAF, LEAF_EDGE = "#3f7d4f", "#79b07f", "#2f6340"


def _placed(curve: Curve, x: float, y: float, height: float) -> Curve:
    """The curve scaled to a height and centred on a point."""
    (ax, ay), (bx, by) = curve.min(axis=0), curve.max(axis=0)
    return np.asarray((curve - ((ax + bx) / 2, (ay + by) / 2)) * (height / (by - ay)) + (x, y))


def _stomach(pen: Pen, x: float, y: float) -> None:
    shape = _placed(STOMACH, x, y, 8.6)
    top, left = shape[np.argmax(shape[:, 1])], shape[np.argmin(shape[:, 0])]
    pen.form(tube([(top[0] - 2.9, y + 5.4), (top[0] - 2.5, y + 2.6)], (1.5, 1.5)), fc=GUT, ec=GUT_EDGE, lw=1.4, z=3)
    pen.form(tube([tuple(left + (1.0, 0.2)), tuple(left + (-1.2, -1.8))], (1.9, 1.6)), fc=GUT, ec=GUT_EDGE, lw=1.4, z=3)
    pen.form(shape, fc=GUT, ec=GUT_EDGE, shade=GUT_EDGE, lw=1.4, z=3.2, depth=0.4)


def _bowel(pen: Pen, x: float, y: float) -> None:
    run = _placed(BOWEL, x, y, 8.6)
    w = 1.15 * pen.scale * 72 / DPI
    pen.line(run, color=GUT_EDGE, lw=w + 2.6, z=3)
    pen.line(run, color=GUT, lw=w, z=3.1)
    pen.line(run, color=LUMEN, lw=w * 0.45, z=3.2)


def _tablets(pen: Pen, x: float, y: float) -> None:
    capsule = tube([(x - 2.8, y + 2.6), (x + 2.0, y + 3.6)], (3.2, 3.2))
    pen.form(capsule, fc="#f4f6f8", ec=CLOTH_EDGE, lw=1.5, z=3)
    half = tube([(x - 2.8, y + 2.6), (x - 0.4, y + 3.1)], (3.2, 3.2))
    pen.fill(half[half[:, 0] <= x - 0.35], fc=CLOTH_EDGE, z=3.1)
    for dx, dy in ((-1.8, -2.6), (2.9, -1.6)):
        pen.form(oval(x + dx, y + dy, 2.2), fc=PAPER, ec=CLOTH_EDGE, lw=1.5, z=3)
        pen.line(np.array([(x + dx - 1.4, y + dy), (x + dx + 1.4, y + dy)]), color=CLOTH_EDGE, lw=1.5, z=3.1)


def _gas(pen: Pen, x: float, y: float) -> None:
    outline = "-2.4,-4.6 2.4,-4.6 2.6,-4.2 2.6,1.8 1.4,3.4 0.9,3.9 -0.9,3.9 -1.4,3.4 -2.6,1.8 -2.6,-4.2"
    body = smooth(pts(outline), step=5)
    pen.form(body + (x, y), fc=CLOTH, ec=CLOTH_EDGE, shade=CLOTH_EDGE, lw=1.5, z=3, depth=0.3)
    neck = np.array([(-0.9, 3.8), (0.9, 3.8), (0.9, 5.2), (-0.9, 5.2)]) + (x, y)
    pen.form(neck, fc="#8496a3", ec="#4f5f6b", lw=1.2, z=3)
    pen.words("N₂O", x, y - 1.0, 15.0, INK, "bold", ha="center")


def _nerves(pen: Pen, x: float, y: float) -> None:
    palm = smooth(pts("-2.3,-5.0 -2.6,-1.8 -2.6,0.6 2.3,0.8 2.5,-1.8 1.7,-5.0"))
    fingers = [
        tube([(x + a, y - 0.4), (x + b, y + t)], (1.25, 1.15, 0.95))
        for a, b, t in ((-1.95, -2.7, 3.0), (-0.65, -0.95, 4.2), (0.65, 0.85, 4.0), (1.75, 2.4, 2.8))
    ]
    thumb = tube([(x + 1.9, y - 2.8), (x + 3.6, y - 1.2), (x + 4.3, y + 0.5)], (1.7, 1.4, 1.0))
    pen.form(palm + (x, y), *fingers, thumb, fc=TAN.fill, ec=TAN.edge, lw=1.4, z=3)
    for a, b, t in ((-1.9, -2.5, 2.0), (-0.6, -0.9, 3.1), (0.6, 0.8, 3.0), (1.5, 2.1, 1.9)):
        run = smooth([(x - 0.3, y - 5.0), (x + a * 0.5, y - 2.4), (x + a, y - 0.2), (x + b, y + t)], False)
        pen.line(run, color=NERVE_EDGE, lw=3.0, z=4)
        pen.line(run, color=NERVE, lw=1.7, z=4.1)
    for a, t in ((-4.0, 4.3), (-1.2, 6.0), (1.3, 5.8), (3.6, 4.2)):
        u = np.array([a * 0.28, 1.0]) / np.hypot(a * 0.28, 1.0)
        p = np.array([x + a, y + t - 0.5])
        pen.line(np.array([p, p + 0.9 * u]), color=DANGER, lw=2.0, z=4)


def _plants(pen: Pen, x: float, y: float) -> None:
    pen.form(oval(x, y - 2.4, 5.4, 2.2), fc=PAPER, ec=CLOTH_EDGE, lw=1.5, z=2.9)
    pen.line(smooth([(x - 0.4, y - 2.6), (x + 0.2, y + 1.0), (x + 0.1, y + 4.6)], False), color=STEM, lw=3.0, z=3)
    leaf = smooth(pts("0,0 1.4,1.2 3.6,1.3 4.6,0.2 3.2,-0.9 1.4,-0.8"))
    for dx, dy, turn, flip in ((0.0, -1.4, 25, 1), (0.0, -0.4, 30, -1), (0.15, 1.6, 40, 1), (0.15, 2.2, 42, -1)):
        k = np.deg2rad(turn)
        c = leaf @ np.array([[np.cos(k), np.sin(k)], [-np.sin(k), np.cos(k)]]) * (0.95, 0.95)
        c[:, 0] *= flip
        pen.form(c + (x + dx, y + dy), fc=LEAF, ec=LEAF_EDGE, lw=1.2, z=3.1)


GROUPS: tuple[tuple[Callable[[Pen, float, float], None], str, str], ...] = (
    (
        _stomach,
        "The stomach makes\nno intrinsic factor",
        "Autoimmune gastritis\n(pernicious anemia);\nstomach removed, in part\nor whole",
    ),
    (
        _bowel,
        "The bowel cannot\ntake B12 up",
        "Crohn’s or celiac disease;\nileum removed; too many\ngut germs; fish tapeworm;\ncancer of pancreas or bowel",
    ),
    (
        _nerves,
        "Nerve signs, or a\nsevere lack",
        "Numb, tingling, unsteady:\nthe prescriber does not\nwait. Injections work\nfaster than tablets.",
    ),
    (
        _gas,
        "Nitrous oxide\n(laughing gas)",
        "It makes B12 inactive.\nOften used, it can harm\nnerves.",
    ),
    (
        _tablets,
        "Metformin, or drugs\nfor stomach acid",
        "The prescriber chooses\ntablets or injections. The\nperson does not stop the\nmedicine alone.",
    ),
    (
        _plants,
        "No animal food\n(vegan diet)",
        "Tablets are usual.\nInjections if the lack is\nsevere or nerves are hurt.",
    ),
)


def who_needs_b12() -> Figure:
    """Six groups in two columns, then who does not need it."""
    pen = Pen(1000, 1340, 0.0, 0.0, 10.0)
    width, height, gap = 46.0, 30.6, 1.6
    for i, (icon, title, text) in enumerate(GROUPS):
        x0 = 3.2 + (i % 2) * (width + gap)
        top = 122.4 - (i // 2) * (height + gap)
        card(pen, x0, top - height, x0 + width, top, "#fbfcfd", RULE)
        icon(pen, x0 + 7.4, top - 7.6)
        pen.words(title, x0 + 14.4, top - 7.6, LABEL_PT, INK, "bold")
        pen.words(text, x0 + 2.6, top - 15.6, LABEL_PT, INK, va="top")
    card(pen, 3.2, 9.6, 96.8, 24.4, GREY_PALE, RULE)
    pen.struck(8.6, 17.0, 26)
    pen.words("Not for", 14.6, 20.8, KEY_PT, DANGER, "bold")
    no_use = "weight loss; more energy when B12 is normal;\nanemia from too little iron"
    pen.words(no_use, 14.6, 18.0, LABEL_PT, INK, va="top")
    pen.words("An order comes first. The prescriber decides.", 3.6, 5.0, LABEL_PT, TARGET, "bold")
    pen.head("Who may need B12 by injection", "People who lack B12, for one of these reasons")
    return pen.fig


DRAWINGS: tuple[Drawing, ...] = (
    Drawing(
        name="who-needs-b12",
        title="Who may need B12 by injection",
        alt=(
            "Six cards with small pictures. The stomach makes no intrinsic factor: autoimmune gastritis (pernicious "
            "anemia), or the stomach removed in part or whole. The bowel cannot take B12 up: Crohn’s or celiac "
            "disease, ileum removed, too many gut germs, fish tapeworm, cancer of pancreas or bowel. Nerve signs or "
            "a severe lack: numb, tingling, unsteady; the prescriber does not wait; injections work faster than "
            "tablets. Nitrous oxide (laughing gas): it makes B12 inactive; often used, it can harm nerves. "
            "Metformin, or drugs for stomach acid: the prescriber chooses tablets or injections; the person does "
            "not stop the medicine alone. No animal food (vegan diet): tablets are usual, injections if the lack is "
            "severe or nerves are hurt. Not for: weight loss, more energy when B12 is normal, anemia from too "
            "little iron. An order comes first; the prescriber decides."
        ),
        caption=(
            "People who lack B12 may need it by injection, most of all when the stomach or bowel cannot take it up. "
            "A normal B12 level, tiredness alone or a wish to lose weight is no reason."
        ),
        sources=(
            "hikma-us-cyano",
            "nice-ng239",
            "bc-cobalamin-2023",
            "mhra-metformin-2022",
            "langan-goodbred-2017",
            "bsh-cobalamin-2014",
            "gstt-self-inject-b12",
            "nice-draft-nitrous-2023",
            "b12-compliance-label",
            "nhs-cyano",
            "healthline-b12-weight",
        ),
        draw=who_needs_b12,
        width_px=1000,
        height_px=1340,
    ),
)
