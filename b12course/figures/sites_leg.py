"""The hip and the thigh from the side: one drawing of the right leg, two windows on it.

Centimetres; x to the front of the body, y up; the greater trochanter at (0, 40), the knee joint near (0, 0).
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .curves import Curve, oval, pts, smooth
from .hand import BONE_EDGE, BROWN, DANGER, INK, KEY_PT, LIGHT, SOFT, TAN, TARGET, Drawing, Pen, Skin
from .props import Grip, helping_hand

FRONT = smooth(
    pts(
        "9.8,74 10.2,68 10.9,62 12.0,56.5 12.2,52 11.0,48 10.1,45 10.2,41 10.6,36 10.5,30 9.8,23 "
        "8.9,16 7.9,10.5 7.4,7.6 8.0,4.8 8.0,1.8 7.0,-1.8 6.3,-5 6.2,-8 5.4,-13 4.6,-20"
    ),
    closed=False,
)
BACK = smooth(
    pts(
        "-8.6,74 -7.6,68 -7.4,62 -8.6,57 -11.2,52 -13.6,47 -14.8,41.5 -14.3,36.4 -12.3,32.2 "
        "-10.3,29.3 -9.5,25 -8.8,19 -7.6,13 -6.3,7 -5.5,2.5 -5.4,-1 -6.1,-5 -7.1,-10 -7.3,-15 "
        "-6.8,-20"
    ),
    closed=False,
)
BODY: Curve = np.vstack([FRONT, BACK[::-1]])
FOLD = smooth(pts("-12.1,32.4 -10.6,31.1 -8.0,30.9 -6.2,31.6"), closed=False)
HIP_BONE = smooth(
    pts(
        "-9.2,47.6 -9.8,50.0 -8.6,53.2 -5.6,55.8 -1.6,56.9 2.4,55.7 5.6,53.0 7.8,50.6 8.2,49.4 "
        "7.3,48.5 6.3,47.5 6.3,46.3 5.5,45.4 5.0,43.8 6.2,42.4 8.0,41.2 8.4,39.4 7.2,38.2 "
        "5.2,36.4 2.4,34.4 -0.6,32.8 -3.0,32.9 -4.3,34.8 -3.7,37.4 -3.6,39.0 -4.6,40.2 -3.6,41.4 "
        "-3.2,43.6 -4.2,45.6 -6.2,46.2 -7.8,45.8"
    )
)
HOLE = smooth(pts("2.6,39.2 4.8,40.0 6.4,39.4 5.2,37.8 3.0,36.2 1.2,36.0 1.2,37.8"))
SACRUM = smooth(
    pts(
        "-8.0,53.0 -9.8,51.6 -11.2,48.8 -11.9,45.4 -11.3,42 -9.6,39.4 -8.3,38.6 -7.9,39.5 "
        "-8.7,41.6 -8.5,44.4 -6.6,47.0 -5.6,50.5"
    )
)
HEAD = oval(1.9, 43.1, 2.35)
FEMUR = smooth(
    pts(
        "-2.6,42.6 -1.4,43.4 0.3,43.2 1.7,42.0 2.2,39.6 2.0,36.6 2.4,29 2.7,20 2.7,12 3.1,7.4 "
        "4.3,4.2 4.7,1.4 3.6,-1.0 0.8,-2.0 -2.2,-1.9 -4.0,-0.1 -4.1,2.6 -2.6,4.8 -0.8,7.6 0.0,12 "
        "0.1,20 -0.3,28 -0.9,34 -1.7,36.6 -2.9,38.4 -3.2,40.6"
    )
)
PATELLA = smooth(pts("5.5,5.9 6.9,5.0 7.2,2.6 6.3,0.9 5.4,1.9 5.0,4.2"))
TIBIA = smooth(
    pts("-3.8,-3.2 -1.0,-2.6 2.6,-2.7 4.7,-3.3 5.2,-5.0 5.2,-6.8 4.3,-10 3.7,-22 0.4,-22 -0.1,-10 -1.8,-7 -3.6,-5.0")
)
FIBULA = smooth(pts("-3.9,-5.4 -2.9,-4.3 -1.7,-5.2 -1.6,-8 -1.5,-22 -2.9,-22 -3.1,-9"))
VASTUS_FRONT = pts("1.2,40.2 4.4,36.6 6.6,31 7.5,23 7.2,15.5 6.5,9.8 6.0,6.4")
VASTUS_BACK = pts("-0.6,39.8 -2.7,35.2 -3.7,28 -3.1,20.5 -1.2,13.6 2.4,8.8 5.2,6.0")
TROCHANTER, CONDYLE = 41.0, 1.0


def _leg(pen: Pen, skin: Skin, faint: bool) -> None:
    """Skin and bones; `faint` bones are landmarks under the skin."""
    pen.form(BODY, fc=skin.fill, ec=skin.edge, shade=skin.shade, lw=1.7, z=1, depth=1.5)
    under = skin if faint else None
    pen.bone(SACRUM, z=1.5, under=under)
    pen.bone(HIP_BONE, z=1.6, under=under)
    pen.form(HOLE, fc=skin.fill, ec=BONE_EDGE, lw=0.7, z=1.7)
    pen.line(
        smooth(pts("-6.6,54.0 -3.0,52.4 -0.6,48.8 -0.8,46.2"), False),
        color=BONE_EDGE,
        lw=1.1,
        z=1.75,
        alpha=0.5,
    )
    pen.line(smooth([(4.9, 52.6), (3.2, 49.8), (3.4, 46.6)], False), color=BONE_EDGE, lw=1.1, z=1.75, alpha=0.5)
    pen.bone(HEAD, z=1.8, under=under)
    pen.bone(FIBULA, z=1.85, under=under)
    pen.bone(TIBIA, z=1.88, under=under)
    pen.bone(FEMUR, z=1.9, under=under)
    pen.bone(PATELLA, z=1.95, under=under)
    pen.line(smooth([(-2.2, 40.6), (-0.4, 41.6), (1.2, 40.8)], False), color=BONE_EDGE, lw=1.1, z=2.0, alpha=0.55)
    pen.line(smooth([(-1.6, 1.4), (0.2, 2.3), (1.9, 1.2)], False), color=BONE_EDGE, lw=1.1, z=2.0, alpha=0.55)
    pen.line(FOLD, color=skin.edge, lw=1.8, z=2.2, alpha=0.75)


def vastus_lateralis() -> Figure:
    """The outer thigh by thirds between hip and knee."""
    pen = Pen(1000, 1110, -32.0, -11.9, 15.8)
    pen.crop(y0=-8.4, y1=50.6)
    _leg(pen, LIGHT, faint=False)
    vl = pen.muscle(VASTUS_FRONT, VASTUS_BACK, z=3, origin=[(1.2, 40.2), (0.3, 40.7), (-0.6, 39.8)])
    t1, t2 = TROCHANTER - (TROCHANTER - CONDYLE) / 3, CONDYLE + (TROCHANTER - CONDYLE) / 3
    for lo, hi in ((t1, 60), (-20, t2)):
        pen.fill(np.array([(-40, lo), (40, lo), (40, hi), (-40, hi)]), fc=LIGHT.fill, z=3.2, alpha=0.55, clip=vl)
    strip = np.vstack(
        [
            smooth(pts("7.2,37 8.4,30 8.3,23 7.9,16 7.4,10"), False),
            smooth(pts("7.7,10 8.8,16 9.7,23 10.4,30 10.3,37"), False),
        ]
    )
    pen.hatch(strip, gap=0.7)
    for y, dash in ((TROCHANTER, False), (t1, True), (t2, True), (CONDYLE, False)):
        pen.line(
            np.array([(-17.6, y), (8.2 if dash else 1.0, y)]),
            color=TARGET if dash else SOFT,
            lw=1.8,
            z=7,
            dash=(4, 3),
        )
    for lo, hi, text in ((t1, TROCHANTER, "Upper\nthird"), (CONDYLE, t2, "Lower\nthird")):
        pen.span(-16.6, lo, hi)
        pen.words(text, -17.6, (lo + hi) / 2, color=SOFT, ha="right")
    pen.span(-16.6, t2, t1, color=TARGET, lw=2.4)
    pen.words("Middle\nthird", -17.6, (t1 + t2) / 2, color=TARGET, weight="bold", ha="right")
    for y, thumb in ((35.3, ()), (8.7, ())):
        ks = tuple((11.2 + 0.25 * abs(i - 1), y + 3.3 - 2.15 * i) for i in range(4))
        ts = tuple((2.2 + d, y + 3.3 - 2.15 * i) for i, d in enumerate((1.0, 0.0, 0.6, 2.2)))
        helping_hand(pen, Grip((20.2, y), ks, ts, ((25, y), (34, y)), thumb, 2.0), TAN, z=8)
    pen.ring(2.2, (t1 + t2) / 2)
    pen.uncrop()
    pen.label("Inject here:\nouter side", (12.6, 22.2), (3.3, 21.1), color=TARGET, weight="bold", size=KEY_PT)
    pen.label("Outer thigh muscle", (12.6, 28.0), (5.2, 25.4), "vastus lateralis")
    pen.label("Bony knob", (-17.6, 45.8), (-2.0, 42.4), "greater\ntrochanter", ha="right")
    pen.label("Outer knee", (-9.5, -4.6), (-2.6, 0.6), "lateral femoral\ncondyle", ha="right")
    pen.words("One hand\nbelow the knob", 12.6, 44.4, color=INK)
    pen.words("One hand\nabove the knee", 12.6, 1.6, color=INK)
    pen.stop(9.0, 17.0)
    pen.label("Not the front,\nnot the inner side", (12.6, 16.2), (9.9, 16.8), color=DANGER)
    pen.head("Outer thigh", "Vastus lateralis: the usual choice when you inject yourself")
    pen.foot("Right leg from the outer side. Front of the body to the right.")
    return pen.fig


def ventrogluteal() -> Figure:
    """The side of the hip with the giver's hand in place."""
    pen = Pen(1000, 990, -28.0, 20.9, 18.6)
    pen.crop(y0=23.6, y1=68.0)
    _leg(pen, BROWN, faint=False)
    pen.muscle(
        pts("7.2,50.6 5.4,47.4 3.2,44.8 0.4,42.6"),
        pts("-8.6,50.6 -6.6,47.4 -4.0,44.4 -1.8,42.2"),
        13,
        z=2.4,
        alpha=0.9,
        origin=pts("7.2,50.6 5.0,52.9 2.2,55.0 -1.6,56.0 -5.2,55.0 -7.6,52.8 -8.6,50.6"),
    )
    left_hand = Grip(
        (-1.9, 36.6),
        ((3.1, 45.0), (0.7, 46.2), (-1.8, 45.6), (-3.9, 43.9)),
        ((8.0, 50.2), (-1.8, 55.7), (-7.4, 51.2), (-9.4, 47.6)),
        ((-3.6, 29), (-6.0, 14)),
        ((0.6, 39.4), (4.5, 41.3), (6.9, 42.6), (8.9, 44.7)),
        1.92,
    )
    helping_hand(pen, left_hand, LIGHT, z=8)
    v = np.vstack([[(2.0, 47.4)], smooth(pts("7.0,50.9 5.0,52.9 2.2,55.0 -0.4,55.8"), False)])
    pen.fill(v, fc="#d9efec", z=7.5, alpha=0.62)
    pen.line(np.vstack([v, v[:1]]), color=TARGET, lw=1.6, z=7.6, dash=(4, 3))
    pen.ring(2.8, 51.6)
    pen.line(oval(-0.6, 40.8, 2.4, 2.3), color=INK, lw=1.6, z=9, dash=(3, 3))
    pen.uncrop()
    pen.label("Inject here:\nthe middle\nof the V", (13.4, 59.6), (3.6, 52.0), color=TARGET, weight="bold", size=KEY_PT)
    pen.label("Crest of the\nhip bone", (-12.6, 59.6), (-3.4, 56.6), "iliac crest", ha="right")
    pen.label("Front corner of\nthe hip bone", (13.4, 50.4), (8.4, 49.6), "anterior\nsuperior iliac\nspine")
    pen.label("Heel of the\nhand on the\nbony knob", (-15.6, 42), (-2.4, 40.8), "greater\ntrochanter", ha="right")
    pen.label("Thumb to\nthe groin", (13.4, 43.4), (9.0, 44.4))
    pen.head("Side of the hip", "Ventrogluteal: the usual choice when a trained person gives it")
    pen.foot("Right hip, so the giver uses the left hand. Front of the body to the right.")
    return pen.fig


def plain_thigh() -> Figure:
    """The thigh from the side, nothing marked."""
    pen = Pen(900, 1200, -24.0, -9.0, 20.0)
    _leg(pen, LIGHT, faint=True)
    return pen.fig


def plain_hip() -> Figure:
    """The hip from the side, nothing marked."""
    pen = Pen(1000, 1100, -21.0, 24.0, 25.0)
    _leg(pen, BROWN, faint=True)
    return pen.fig


DRAWINGS = (
    Drawing(
        name="vastus-lateralis",
        title="Outer thigh (vastus lateralis)",
        alt=(
            "Right thigh from the outer side, divided in thirds between the bony knob of the hip (greater "
            "trochanter) and the outer knee (lateral femoral condyle). One hand lies below the knob, one "
            "above the knee. A ring marks the middle third of the outer thigh muscle (vastus lateralis). "
            "The front of the thigh is hatched and crossed out."
        ),
        caption=(
            "One hand below the hip knob, one hand above the knee: inject between them, on the outer "
            "side. Never in the front or the inner thigh."
        ),
        sources=("clinskill-handbook-sites", "mvec-injection-technique", "nursing-skills-blog-sites"),
        draw=vastus_lateralis,
        width_px=1000,
        height_px=1110,
    ),
    Drawing(
        name="ventrogluteal",
        title="Side of the hip (ventrogluteal)",
        alt=(
            "Right hip from the side, front of the body to the right, with a giver’s left hand on it: "
            "heel of the hand on the bony knob (greater trochanter), thumb to the groin, index finger on "
            "the front corner of the hip bone (anterior superior iliac spine), middle finger spread back "
            "along the iliac crest. A ring marks the middle of the V between them."
        ),
        caption=(
            "Left hand on the right hip, right hand on the left hip. Inject in the middle of the V "
            "between index and middle finger. If you cannot feel the bones, stop and ask."
        ),
        sources=("clinskill-handbook-sites", "aih-vg-figure"),
        draw=ventrogluteal,
        width_px=1000,
        height_px=990,
    ),
    Drawing(
        name="plain-thigh",
        title="Thigh from the side",
        alt=(
            "Right leg seen from the outer side, hip at the top and knee at the bottom, front of the body "
            "to the right, with the bones showing faintly. Nothing is marked."
        ),
        caption="Right thigh from the outer side, hip above, knee below; front of the body to the right.",
        sources=(),
        draw=plain_thigh,
        width_px=900,
        height_px=1200,
    ),
    Drawing(
        name="plain-hip",
        title="Hip from the side",
        alt=(
            "Right hip seen from the side, waist at the top and thigh at the bottom, front of the body to "
            "the right, with the hip bone and thigh bone showing faintly. Nothing is marked."
        ),
        caption="Right hip from the side; front of the body to the right.",
        sources=(),
        draw=plain_hip,
        width_px=1000,
        height_px=1100,
    ),
)
