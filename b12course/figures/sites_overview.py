"""A standing adult with the three sites, and the one that is not used. Centimetres; the floor at y = 0."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .curves import Curve, oval, pts, shift, smooth
from .hand import BROWN, CLOTH, CLOTH_EDGE, DANGER, INK, KEY_PT, NOTE_PT, TARGET, Drawing, Pen, Skin

TRUNK_SIDE = pts(
    "5.2,156 5.2,150 5.6,146.8 8.0,144.0 12,142.2 14.6,141.1 17.0,138.6 17.8,134 17.2,129 16.4,125 15.9,119 "
    "14.6,112 13.9,106 14.5,101 16.0,95 17.2,90 17.8,84 17.6,78 16.8,71 15.5,63 13.9,56 12.8,50 "
    "12.5,45 12.9,39 12.6,30"
)
TRUNK_IN = pts("3.6,30 3.2,39 3.8,45 4.0,50 3.4,56 2.4,64 1.4,73 0.7,79.5")
ARM = smooth(
    pts(
        "12.6,138.5 13.6,141.2 16.6,140.2 19.6,138.3 22.0,134.6 22.8,129 22.8,123 23.4,116 24.6,110 25.8,104 "
        "26.8,97 27.0,90 27.2,86.4 28.6,83 29.6,78.6 29.5,73.5 28.4,69 26.9,66.8 25.6,67.6 "
        "25.2,71 24.7,75.4 24.3,77.6 23.6,75.2 22.6,74.4 22.2,77 22.6,81 23.4,85 23.0,90 21.4,97 "
        "20.2,104 19.8,109.5 18.4,116 17.2,122 16.2,128 14,134"
    )
)
FACE = smooth(
    pts(
        "0,173.5 4.6,172.2 7.2,168 7.5,163 7.1,158 5.6,153.6 3.2,150.6 0,149.8 -3.2,150.6 "
        "-5.6,153.6 -7.1,158 -7.5,163 -7.2,168 -4.6,172.2"
    )
)
HAIR = smooth(
    pts(
        "-7.9,161.5 -8.3,167 -6.6,172.6 -2.6,175.6 2.6,175.6 6.6,172.6 8.3,167 7.9,161.5 7.1,163 "
        "6.5,167.4 3.4,169.4 -1.6,168.6 -5.2,169.4 -6.8,166"
    )
)
BRIEFS_SIDE = pts("14.9,99.5 16.6,93 17.6,86.5 17.9,80.5")


def _standing(pen: Pen, skin: Skin) -> None:
    """A standing adult from the front, in shorts."""
    half, inner = smooth(TRUNK_SIDE, closed=False), smooth(TRUNK_IN, closed=False)
    trunk: Curve = np.vstack([half, inner, shift(inner, flip=True)[::-1], shift(half, flip=True)[::-1]])
    ears = [oval(s * 7.8, 161.4, 1.3, 2.6, -s * 8) for s in (1, -1)]
    pen.form(*ears, fc=skin.fill, ec=skin.edge, lw=1.4, z=1)
    pen.form(trunk, ARM, shift(ARM, flip=True), fc=skin.fill, ec=skin.edge, lw=1.7, z=1.1)
    for c in (trunk, ARM, shift(ARM, flip=True)):
        for w in (5, 10, 15, 20):
            edge = np.vstack([c, c[:1]])
            start = int(np.argmax(edge[:, 1] > 127)) if c is not trunk else 0
            edge = np.roll(edge[:-1], -start, axis=0)
            runs = np.split(edge, np.flatnonzero(np.diff((edge[:, 1] < 126).astype(int))) + 1)
            pen.line(
                *[r for r in runs if r[0, 1] < 126 and len(r) > 2],
                color=skin.shade,
                lw=w,
                z=1.15,
                alpha=0.07,
                clip=c,
            )
    pen.form(FACE, fc=skin.fill, ec=skin.edge, shade=skin.shade, lw=1.5, z=1.3, depth=0.6)
    pen.form(HAIR, fc="#3b2a22", ec="#2a1d17", lw=0.8, z=1.4)
    for s in (1, -1):
        for p in (
            [(1.6, 140.6), (6, 141.6), (11, 141.4), (15, 142 - 1.4)],
            pts("3.0,122.4 8,120.8 13.4,123.4 15.6,127.4"),
            [(16.5, 130.5), (16.0, 126.6)],
            pts("4.4,50.6 6.0,47.0 9.4,46.6 11.2,50.4"),
        ):
            pen.line(smooth([(s * x, y) for x, y in p], False), color=skin.edge, lw=1.3, z=1.5, alpha=0.55)
    for s in (1, -1):
        strands = [
            np.array([(s * a, 73.6 + d), (s * b, 68.4 + d)])
            for a, b, d in ((28.4, 27.5, 0.6), (27.2, 26.6, 0.0), (26.2, 25.9, 1.4))
        ]
        pen.line(*strands, color=skin.edge, lw=1.2, z=1.5, alpha=0.7)
    pen.line(np.array([(0, 106), (0, 104.6)]), color=skin.edge, lw=1.8, z=1.5, alpha=0.7)
    side = smooth(BRIEFS_SIDE, closed=False)
    hem = smooth([(17.8, 80.5), (10, 78.2), (1.2, 77.4)], closed=False)
    low = np.vstack([hem, [(0.7, 79.6)]])
    top = smooth(pts("-14.9,99.5 -7,98.2 0,97.8 7,98.2 14.9,99.5"), closed=False)
    briefs = np.vstack([top, side, low, shift(low, flip=True)[::-1], shift(side, flip=True)[::-1]])
    pen.form(briefs, fc=CLOTH, ec=CLOTH_EDGE, lw=1.2, z=1.6)


def overview() -> Figure:
    """Where the three taught sites are, and the one that is not used."""
    pen = Pen(1000, 1040, -65.0, 41.0, 6.9)
    pen.crop(y0=43.5)
    _standing(pen, BROWN)
    pen.ring(-21.9, 131.0, 15)
    pen.ring(16.0, 94.8, 15)
    pen.ring(-14.4, 67.5, 15)
    pen.uncrop()
    pen.label("Upper arm", (-32, 139), (-23.7, 131.6), "deltoid", ha="right", color=TARGET, weight="bold", size=KEY_PT)
    pen.words("good muscle bulk,\n1 mL or less", -32, 128.8, NOTE_PT, INK, ha="right")
    pen.label("Side of the hip", (34, 113), (17.8, 95.4), "ventrogluteal", color=TARGET, weight="bold", size=KEY_PT)
    pen.words("when a trained\nperson gives it", 34, 103.0, NOTE_PT, INK)
    pen.label(
        "Outer thigh",
        (-32, 76),
        (-16.2, 67.8),
        "vastus lateralis",
        ha="right",
        color=TARGET,
        weight="bold",
        size=KEY_PT,
    )
    pen.words("when you inject\nyourself", -32, 65.8, NOTE_PT, INK, ha="right")
    _from_behind(pen, 53.5, 71.0, 0.92, BROWN)
    pen.struck(53.5 + 8.8, 79.6, 18)
    pen.label("Buttock: not used", (34, 48.4), None, "dorsogluteal", color=DANGER, weight="bold", size=KEY_PT)
    pen.head("Three sites to know", "and one that is no longer used")
    return pen.fig


def _from_behind(pen: Pen, cx: float, cy: float, k: float, skin: Skin) -> None:
    """A small view of the buttocks from behind, in a frame of its own."""
    x0, x1, y0, y1 = cx - 19.5, cx + 19.5, cy - 15.0, cy + 19.5
    pen.crop(x0, y0, x1, y1)
    side = smooth(
        pts("12.6,30 13.2,24 14.8,18 16.6,11 17.6,4 18.0,-3 17.6,-10 16.8,-20"),
        closed=False,
    )
    body = np.vstack([side, shift(side, flip=True)[::-1]]) * k + (cx, cy)
    pen.form(body, fc=skin.fill, ec=skin.edge, shade=skin.shade, lw=1.7, z=3)
    for s in (1, -1):
        fold = smooth([(s * 0.8, -9.8), (s * 4, -11.6), (s * 8.4, -11.6), (s * 12.6, -9.6)], False) * k + (
            cx,
            cy,
        )
        pen.line(fold, color=skin.edge, lw=1.9, z=3.1, alpha=0.8)
    pen.line(
        smooth(pts("0,5.4 -0.1,0 0.1,-5 0,-10 0,-17"), False) * k + (cx, cy),
        color=skin.edge,
        lw=1.9,
        z=3.1,
        alpha=0.85,
    )
    pen.line(smooth([(0, 30), (0.1, 20), (0, 13)], False) * k + (cx, cy), color=skin.edge, lw=1.3, z=3.1, alpha=0.4)
    pen.uncrop()
    pen.line(np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]), color="#c9ced3", lw=1.6, z=3.2)


DRAWINGS = (
    Drawing(
        name="sites-overview",
        title="Three sites",
        alt=(
            "A standing adult from the front with teal rings on three injection sites: the outer upper "
            "arm (deltoid), the side of the hip (ventrogluteal) and the middle of the outer thigh (vastus "
            "lateralis). A small view from behind shows the upper outer buttock (dorsogluteal) with a "
            "struck ring: not used."
        ),
        caption=(
            "Three sites are taught: outer thigh when you inject yourself, side of the hip when a trained "
            "person gives it, upper arm for 1 mL or less in good muscle. The buttock is not used."
        ),
        sources=("open-rn-im-wtcs", "shepherd-2018", "malkin-2008"),
        draw=overview,
        width_px=1000,
        height_px=1040,
    ),
)
