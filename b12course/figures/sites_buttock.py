"""The buttocks from behind: why the upper outer quarter is not used.

Centimetres; x to the person's right (and the picture's right), y up; the greater trochanters at y = 0.
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .curves import Curve, both, oval, pts, shift, smooth
from .hand import ARTERY, BONE_EDGE, DANGER, FAT, INK, KEY_PT, LOBULE, PAPER, TAN, Drawing, Pen, Skin

SIDE = pts(
    "13.4,36 13.3,30 13.4,26 14.6,21 16.2,15.5 17.2,10 17.6,4 18.1,-1.5 18.3,-7 17.8,-13 16.9,-20 15.9,-28 15,-36"
)
INNER = pts("0.9,-36 0.9,-24 0.7,-16 0.35,-11.2")
ILIUM = smooth(
    pts(
        "3.6,9.6 4.6,12.6 6.6,15.6 9.6,17.2 12.4,16.6 14.2,14.2 14.5,11.6 13.6,9.2 12.6,6.6 "
        "12.2,3.6 11.2,1.0 9.4,-1.0 8.2,-3.4 7.6,-6.2 6.2,-7.8 4.4,-7.6 3.4,-6.0 2.4,-3.8 "
        "2.2,-2.4 3.8,-2.2 5.4,-3.0 6.2,-1.6 5.4,0.0 5.9,2.0 6.3,4.2 5.6,6.2 4.4,7.2"
    )
)
SACRUM_R = pts("0,12.6 2.4,12.6 4.7,11.6 5.0,9.4 4.2,6.6 3.0,3.6 1.8,1.4 1.0,-0.6 0.5,-2.6 0,-3.0")
SACRUM = smooth(both(SACRUM_R))
FEMUR = smooth(
    pts(
        "8.0,2.6 9.2,4.3 10.9,4.0 12.0,2.8 13.2,2.6 14.6,3.4 15.8,2.4 16.0,0.0 15.2,-2.4 "
        "14.4,-5.0 13.8,-12 13.0,-20 12.4,-36 9.8,-36 10.4,-20 11.2,-12 11.5,-7.2 10.7,-5.8 "
        "10.9,-4.2 11.6,-2.4 10.8,-0.8 9.2,-0.6 8.1,0.8"
    )
)
VERTEBRA = pts("0,3.2 0.6,2.2 1.9,2.6 2.3,1.6 4.6,1.8 4.9,1.0 2.4,0.4 2.2,-0.9 0.7,-0.7 0.0,-1.6")
LUMBAR = [smooth(shift(both(VERTEBRA), 0, y)) for y in (14.7, 19.5, 24.3, 29.1)]
GMAX_UP = pts("7.2,15.2 10.2,11.4 13.6,6.6 15.6,1.0 14.6,-5.4")
GMAX_LOW = pts("0.6,-2.6 4.6,-7.0 8.2,-9.4 11.6,-9.6 13.6,-7.6")
GMED_OUT = pts("14.0,13.6 14.9,9.4 15.6,5.6 15.4,2.4")
GMED_IN = pts("8.0,16.2 10.6,11.4 12.8,6.4 14.4,2.4")
SCIATIC = pts("5.6,3.6 6.9,1.6 8.6,-0.8 9.8,-3.6 10.2,-7.0 10.0,-13 9.6,-20 9.4,-30")


def _pelvis(pen: Pen, skin: Skin, faint: bool) -> None:
    """Skin, cleft, folds and bones, both sides."""
    half = smooth(SIDE, closed=False)
    inner = smooth(INNER, closed=False)
    body: Curve = np.vstack([half, inner, shift(inner, flip=True)[::-1], shift(half, flip=True)[::-1]])
    pen.form(body, fc=skin.fill, ec=skin.edge, shade=skin.shade, lw=1.7, z=1, depth=1.5)
    under = skin if faint else None
    for flip in (False, True):
        pen.bone(shift(FEMUR, flip=flip), z=1.4, under=under)
        pen.bone(shift(ILIUM, flip=flip), z=1.5, under=under)
    pen.bone(*LUMBAR[::-1], z=1.55, under=under)
    pen.bone(SACRUM, z=1.6, under=under)
    for x in (-1.9, 1.9):
        for y in (10.4, 7.8, 5.2, 2.9):
            pen.fill(oval(x * (0.55 + y / 23), y, 0.42, 0.34), fc=BONE_EDGE, z=1.66, alpha=0.6)
    for flip in (False, True):
        fold = smooth(pts("1.2,-10.6 4.0,-11.9 8.2,-11.9 12.4,-10.4 14.0,-9.2"), False)
        pen.line(shift(fold, flip=flip), color=skin.edge, lw=2.0, z=2, alpha=0.8)
    pen.line(
        smooth(pts("0.0,3.6 -0.15,-1 0.1,-6 0,-11.2"), False),
        color=skin.edge,
        lw=2.0,
        z=2,
        alpha=0.85,
    )


def _fat(pen: Pen, x: float, y: float) -> None:
    """A window on the fat over the old site, on the side that has no muscle drawn."""
    patch = oval(x, y, 2.5, 2.5)
    pen.form(patch, fc=FAT, ec=TAN.edge, lw=1.6, z=5)
    lobules = [oval(x + 1.15 * i + 0.57 * (j % 2), y + 1.0 * j, 0.56, 0.5) for i in range(-3, 4) for j in range(-3, 4)]
    pen.line(*[np.vstack([c, c[:1]]) for c in lobules], color=LOBULE, lw=1.1, z=5.1, alpha=0.8, clip=patch)


def dorsogluteal_avoid() -> Figure:
    """The buttock from behind with what a needle can meet there."""
    pen = Pen(1000, 920, -31.0, -23.2, 16.0)
    pen.crop(y0=-20.0, y1=26.4)
    _pelvis(pen, TAN, faint=False)
    pen.muscle(GMED_OUT, GMED_IN, 7, z=2.6, origin=pts("14.0,13.6 12.6,16.0 10.2,16.8 8.0,16.2"))
    pen.muscle(GMAX_UP, GMAX_LOW, 16, z=2.8, origin=pts("7.2,15.2 4.6,11.6 3.6,7.0 2.0,1.6 0.6,-2.6"))
    art = [
        smooth(p, False)
        for p in (
            pts("4.9,4.9 6.2,6.6 8.4,8.0 11.0,8.6 13.4,7.9"),
            pts("6.6,6.9 8.2,9.6 10.0,12.2 12.2,13.6"),
            [(6.2, 6.6), (6.2, 9.2), (7.4, 12.0)],
        )
    ]
    pen.line(*art, color=PAPER, lw=6.4, z=4, alpha=0.75)
    pen.line(*art, color=ARTERY, lw=3.6, z=4.1)
    pen.nerve(SCIATIC, 8.0, z=4.4)
    cx, cy = 9.0, 3.2
    pen.line(
        np.array([(cx, 17.4), (cx, -11.4)]),
        np.array([(0.4, cy), (17.8, cy)]),
        color=PAPER,
        lw=4.2,
        z=5.9,
        alpha=0.6,
    )
    pen.line(
        np.array([(cx, 17.4), (cx, -11.4)]),
        np.array([(0.4, cy), (17.8, cy)]),
        color=INK,
        lw=1.9,
        z=6,
        dash=(4, 3),
    )
    pen.struck(12.6, 10.6, 27)
    _fat(pen, -12.6, 10.6)
    pen.uncrop()
    pen.head("Buttock: do not use", "Dorsogluteal, the old “upper outer quarter”")
    pen.label("NOT USED:\nold site", (20.0, 17.6), (14.0, 11.6), color=DANGER, weight="bold", size=KEY_PT)
    pen.label("Artery", (20.0, 8.2), (12.8, 8.2), "superior\ngluteal")
    pen.label("Nerve to\nthe leg", (20.0, -4.6), (10.3, -4.6), "sciatic")
    pen.label(
        "Deep fat:\nthe needle\nmay not\nreach\nmuscle",
        (-20.0, 3.4),
        (-12.6, 10.6),
        ha="right",
        start=(-19.4, 5.6),
    )
    pen.label("Buttock\nmuscle", (20.0, -14.4), (12.2, -8.0), "gluteus\nmaximus")
    pen.foot("Seen from behind, so the person’s right is on the right.")
    return pen.fig


def plain_buttock() -> Figure:
    """The buttocks from behind, nothing marked."""
    pen = Pen(1000, 1100, -21.0, -19.6, 23.8)
    _pelvis(pen, TAN, faint=True)
    return pen.fig


DRAWINGS = (
    Drawing(
        name="dorsogluteal-avoid",
        title="Buttock (dorsogluteal): not used",
        alt=(
            "Pelvis from behind. On the right buttock a dashed cross divides it in quarters; a struck "
            "ring in the upper outer quarter says not used. The sciatic nerve comes out of the pelvis, "
            "runs between the hip knob and the sitting bone and down the thigh. Branches of the superior "
            "gluteal artery lie under the old site. On the left a patch shows deep fat at that spot."
        ),
        caption=(
            "The old “upper outer quarter” is not taught. A needle can meet the sciatic nerve or an "
            "artery, and deep fat often keeps the needle out of the muscle. Nerve and artery lie under "
            "the muscle and are drawn on top of it."
        ),
        sources=("malkin-2008", "mishra-stringer-2010", "bmj-gluteal-ct-2006"),
        draw=dorsogluteal_avoid,
        width_px=1000,
        height_px=920,
    ),
    Drawing(
        name="plain-buttock",
        title="Buttocks from behind",
        alt=(
            "Lower back, buttocks and upper thighs seen from behind, the person’s right on the right of "
            "the picture, with spine, pelvis and thigh bones showing faintly. Nothing is marked."
        ),
        caption="Buttocks from behind; the person’s right is on the right of the picture.",
        sources=(),
        draw=plain_buttock,
        width_px=1000,
        height_px=1100,
    ),
)
