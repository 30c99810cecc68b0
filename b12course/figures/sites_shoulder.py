"""The shoulder and the upper arm from the outer side: one drawing of the right arm, two windows on it.

Centimetres; x to the front of the body, y up; the lower edge of the acromion at (0, 0).
"""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .curves import Curve, pts, shift, smooth
from .hand import DANGER, DEEP, FASCIA, INK, KEY_PT, PAPER, TARGET, Drawing, Pen, Skin

CHEST = smooth(
    pts(
        "12.6,24 12.5,20.4 12.9,19.0 12.2,18.0 12.5,16.8 11.8,15.6 12.3,14.0 11.8,12.5 10.2,11.8 "
        "8.2,11.3 7.3,9.6 7.4,7.0 8.0,4.6 9.6,2.0 11.8,-1.6 13.6,-6 14.2,-10.5 13.4,-15 12.8,-20 "
        "12.9,-26 13,-32 13,-40"
    ),
    closed=False,
)
BACKLINE = smooth(
    pts(
        "-5.6,24 -4.6,19 -3.8,15 -4.6,11 -6.6,7.8 -9.4,4.0 -11.7,-1 -13.0,-7 -12.9,-13 -11.7,-20 "
        "-10.6,-26 -10.2,-32 -10.2,-40"
    ),
    closed=False,
)
TORSO: Curve = np.vstack([CHEST, BACKLINE[::-1]])
ARM = smooth(
    pts(
        "0.4,4.2 3.6,3.4 5.6,0.8 6.5,-3.2 6.2,-8 5.1,-13 5.2,-18 5.2,-23 4.4,-28 4.2,-33 4.4,-40 "
        "-4.0,-40 -4.4,-33 -5.0,-28 -5.6,-23 -5.7,-18 -5.4,-13 -6.1,-8 -6.4,-3.2 -5.4,0.8 "
        "-3.0,3.4"
    )
)
ACROMION = smooth(pts("-3.8,1.3 -2.2,2.5 0.6,2.7 2.8,2.2 3.5,1.1 2.6,0.2 0.6,-0.1 -1.8,0.0 -3.4,0.4"))
SPINE = smooth(pts("-2.6,0.6 -5.4,-0.2 -9.0,-1.6 -9.6,-0.8 -8.8,0.4 -5.6,1.8 -2.8,2.2"))
CLAVICLE = smooth(pts("2.4,2.2 4.6,2.9 6.6,2.8 7.7,2.0 8.3,2.7 7.3,4.0 5.2,4.5 2.8,3.6 1.8,2.8"))
HUMERUS = smooth(
    pts(
        "-2.5,-2.4 -1.5,-0.9 0.2,-0.5 1.9,-1.2 2.7,-2.9 2.2,-4.8 1.35,-7 1.15,-11 1.35,-14.4 "
        "1.15,-18 1.15,-24 1.8,-28 2.3,-31 1.6,-34 -1.6,-34 -2.2,-31 -1.5,-28 -1.1,-24 -1.15,-18 "
        "-1.2,-11 -1.5,-7 -2.3,-4.8"
    )
)
DELTOID_FRONT = pts("5.6,3.0 5.8,-1.0 5.1,-6.0 3.2,-10.6 0.7,-15.2")
DELTOID_BACK = pts("-6.0,0.6 -5.9,-2.6 -5.0,-7.0 -3.0,-11.2 -0.3,-15.2")
RADIAL = pts("-5.2,-8.8 -3.2,-12.6 -1.4,-16.2 0.8,-19.4 2.4,-22.6 3.1,-26 3.2,-30")
AXILLARY = pts("-5.9,-5.6 -4.6,-6.6 -2.8,-7.5 -1.0,-7.7")


def _arm(pen: Pen, skin: Skin, faint: bool) -> None:
    """Trunk behind, arm in front, bones under the skin."""
    pen.form(TORSO, fc=skin.fill, ec=skin.edge, shade=skin.shade, lw=1.7, z=1, depth=1.5)
    under = skin if faint else None
    for c in (
        pts("10.2,11.8 6.4,12.8 3.4,14.6 2.2,17.2 1.9,20"),
        [(1.8, 13.6), (4.2, 9.4), (7.6, 4.8)],
        [(-4.2, 10.6), (-2.4, 7.6), (-1.8, 4.8)],
    ):
        pen.line(smooth(c, False), color=skin.edge, lw=1.5, z=1.2, alpha=0.6)
    low = ARM[:, 1] < 0.8
    for right in (True, False):
        side = ARM[low & ((ARM[:, 0] > 0) == right) & (ARM[:, 1] > -39.5)]
        side = side[np.argsort(-side[:, 1])]
        out = shift(side, 0.5 if right else -0.5)
        for w in (26, 18, 11, 6):
            pen.line(out[out[:, 1] < -1.2], color=skin.shade, lw=w, z=1.3, alpha=0.13)
    pen.fill(ARM, fc=skin.fill, z=1.35)
    for right in (True, False):
        side = ARM[low & ((ARM[:, 0] > 0) == right) & (ARM[:, 1] > -39.5)]
        side = side[np.argsort(-side[:, 1])]
        for w in (7, 14, 21):
            pen.line(side, color=skin.shade, lw=w, z=1.4, alpha=0.08, clip=ARM)
        pen.line(side, color=skin.edge, lw=1.9, z=1.45)
    pen.bone(HUMERUS, z=1.6, under=under)
    pen.bone(SPINE, CLAVICLE, z=3.8, under=under)
    pen.bone(ACROMION, z=4, under=under)


def deltoid() -> Figure:
    """The shoulder from its outer side: bone, muscle, the point and what lies too high, too low or behind."""
    pen = Pen(1000, 1000, -27.4, -28.8, 18.6)
    pen.crop(y0=-25.8, y1=18.4)
    _arm(pen, DEEP, faint=False)
    pen.muscle(
        DELTOID_FRONT,
        DELTOID_BACK,
        13,
        z=3,
        origin=pts("5.6,3.0 3.2,1.8 0.2,1.0 -3.2,0.9 -6.0,0.6"),
    )
    pen.line(HUMERUS[HUMERUS[:, 1] > -15.2], color=FASCIA, lw=1.6, z=3.3, dash=(3, 3), alpha=0.9)
    high = smooth(pts("-5.0,0.0 -2.0,-0.1 0.6,-0.2 3.2,0.0 5.2,0.2 5.2,-1.4 3.2,-2.5 0,-2.8 -3.2,-2.5 -5.1,-1.6"))
    pen.fill(high, fc=PAPER, z=3.5, alpha=0.35)
    pen.hatch(high, gap=0.6, lw=1.6, z=3.6)
    pen.line(np.vstack([high, high[:1]]), color=DANGER, lw=1.5, z=3.6)
    pen.nerve(AXILLARY, 4.0, z=3.7)
    pen.nerve(RADIAL, 5.0, z=3.7)
    pen.line(np.array([(-9.4, -9.8), (16.4, -9.8)]), color=INK, lw=1.7, z=7, dash=(4, 3))
    pen.ring(0.3, -5.0)
    pen.span(15.6, -5.0, 0.0, color=TARGET, lw=2.4)
    for x, y in ((3.4, 0.0), (1.6, -5.0)):
        pen.line(np.array([(x, y), (16.4, y)]), color=TARGET, lw=1.6, z=7, dash=(4, 3))
    for x, y in ((-4.0, -1.5), (-4.6, -6.5), (-0.6, -17.4)):
        pen.stop(x, y, 12)
    pen.uncrop()
    pen.label("Tip of the\nshoulder", (15.4, 7.0), (1.6, 1.5), "acromion")
    pen.label("About 5 cm\n(2 in.): 2 to\n3 fingers", (16.8, -2.5), color=TARGET, weight="bold")
    pen.label("Armpit level:\nstay above", (15.4, -12.0))
    pen.label("Shoulder\nmuscle", (15.6, -18.4), (1.8, -12.2), "deltoid")
    pen.label("Too high:\njoint, bursa", (-14.6, 5.6), (-4.7, -1.0), color=DANGER, ha="right")
    pen.label(
        "Inject here:\nmiddle of\nthe muscle",
        (-14.6, -2.4),
        (-0.5, -5.0),
        color=TARGET,
        weight="bold",
        ha="right",
        size=KEY_PT,
    )
    pen.label("Back or below:\nnerve", (-14.6, -11.0), (-5.2, -6.8), "axillary", color=DANGER, ha="right")
    pen.label("Too low:\nnerve", (-14.6, -19.0), (-1.3, -17.4), "radial", color=DANGER, ha="right")
    pen.head("Upper arm", "Deltoid: good muscle only, 1 mL at most")
    pen.foot("Right arm from the outer side. Front of the body to the right.")
    return pen.fig


def plain_shoulder() -> Figure:
    """The shoulder and upper arm from the outer side, nothing marked."""
    pen = Pen(1000, 1200, -16.6, -24.0, 29.0)
    _arm(pen, DEEP, faint=True)
    return pen.fig


DRAWINGS = (
    Drawing(
        name="deltoid",
        title="Upper arm (deltoid)",
        alt=(
            "Right shoulder from the outer side. The deltoid is an upside-down triangle below the tip of "
            "the shoulder (acromion). A ring marks the point in its middle, about 5 cm (2 in.), 2 to 3 "
            "finger widths, below the acromion’s lower edge and above armpit level. Crosses mark the joint "
            "and bursa above, the axillary nerve behind and below, the radial nerve lower."
        ),
        caption=(
            "Too high can injure the shoulder joint. Nerves lie behind and below, so stay mid-muscle and "
            "above armpit level. 1 mL at most."
        ),
        sources=("cdc-deltoid-landmark", "clinskill-handbook-sites", "cfp-sirva-2019", "saunders-nclex-p445"),
        draw=deltoid,
        width_px=1000,
        height_px=1000,
    ),
    Drawing(
        name="plain-shoulder",
        title="Shoulder and upper arm from the outer side",
        alt=(
            "Right shoulder and upper arm seen from the outer side, front of the body to the right, with "
            "the shoulder blade, collarbone and upper arm bone showing faintly. Nothing is marked."
        ),
        caption="Right shoulder and upper arm from the outer side; front of the body to the right.",
        sources=(),
        draw=plain_shoulder,
        width_px=1000,
        height_px=1200,
    ),
)
