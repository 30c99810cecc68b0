"""How to sit or lie so that each muscle relaxes. Centimetres."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from .curves import Curve, oval, pts, shift, smooth, tube
from .hand import (
    BROWN,
    CLOTH,
    CLOTH2,
    CLOTH2_EDGE,
    CLOTH_EDGE,
    DEEP,
    FURNITURE,
    INK,
    KEY_PT,
    LIGHT,
    NOTE_PT,
    SOFT,
    TAN,
    Drawing,
    Pen,
    Skin,
)
from .props import syringe

P = tuple[float, float]
PROFILE = pts(
    "-1.0,12.2 5.0,11.0 8.3,6.6 8.6,3.0 8.2,0.6 9.5,-1.6 10.2,-2.9 8.8,-3.8 9.0,-5.4 8.5,-6.9 "
    "8.7,-8.8 7.4,-11.0 4.4,-10.8 0.6,-8.4 -3.6,-7.2 -8.0,-4.0 -9.6,2.4 -7.0,9.2"
)


@dataclass(frozen=True)
class Pose:
    """The joints of a person seen from the side."""

    head: P
    neck: P
    hip: P
    knee: P
    ankle: P
    toe: P
    shoulder: P
    elbow: P
    wrist: P
    hand: P
    lean: float = 0.0

    @classmethod
    def of(cls, joints: str, lean: float = 0.0) -> Pose:
        """A pose from "x,y x,y …" in the order of the fields."""
        head, neck, hip, knee, ankle, toe, shoulder, elbow, wrist, hand = ((float(x), float(y)) for x, y in pts(joints))
        return cls(head, neck, hip, knee, ankle, toe, shoulder, elbow, wrist, hand, lean)

    def moved(self, dx: float, dy: float) -> Pose:
        """The same pose elsewhere."""
        joints = {k: (v[0] + dx, v[1] + dy) for k, v in vars(self).items() if k != "lean"}
        return Pose(**joints, lean=self.lean)


def _person(
    pen: Pen,
    q: Pose,
    skin: Skin,
    shirt: tuple[str, str],
    shorts: tuple[str, str],
    z: float = 4,
    bare: bool = True,
    hair: str = "#3b2a22",
    long: bool = False,
) -> None:
    """One person in profile: far parts first, then trunk, leg and arm."""
    nk, hp = np.array(q.neck), np.array(q.hip)
    hd = np.array(q.head)
    foot = tube([q.ankle, q.toe], (7.5, 7.0, 5.0))
    leg = [
        tube([q.hip, tuple((hp + np.array(q.knee)) / 2 + (0, 0.6)), q.knee], (19.5, 18, 15.5, 12.5)),
        tube(
            [q.knee, tuple(np.array(q.knee) * 0.6 + np.array(q.ankle) * 0.4), q.ankle],
            (12.5, 12.3, 10.5, 7.0),
        ),
        foot,
    ]
    pen.form(
        tube([tuple(nk * 0.85 + hd * 0.15), tuple(nk * 0.4 + hd * 0.6)], (10.5, 10.0)),
        fc=skin.fill,
        ec=skin.edge,
        lw=1.5,
        z=z,
    )
    k = np.deg2rad(q.lean)

    def turned(points: ArrayLike) -> Curve:
        return np.array(
            [
                (q.head[0] + x * np.cos(k) - y * np.sin(k), q.head[1] + x * np.sin(k) + y * np.cos(k))
                for x, y in np.asarray(points, dtype=float)
            ]
        )

    pen.form(smooth(turned(PROFILE)), fc=skin.fill, ec=skin.edge, lw=1.5, z=z + 0.02)
    pen.line(
        smooth(turned(pts("-1.6,0.6 -3.0,1.0 -3.2,-1.2 -1.6,-3.0")), False),
        color=skin.edge,
        lw=1.3,
        z=z + 0.07,
    )
    cap = pts(
        "-9.9,-1 -9.8,5 -6.4,10.6 0,12.9 5.6,11.6 9,6.6 5.2,6.4 0.6,4.8 -0.6,1.0 -3.8,1.4 -4.4,-3.4 -6.2,-7.4 -8.6,-5.6"
    )
    pen.form(smooth(turned(cap)), fc=hair, ec=hair, lw=0.8, z=z + 0.06)
    mid = nk * 0.45 + hp * 0.55
    chest = nk * 0.78 + hp * 0.22
    pen.form(
        tube([tuple(nk * 0.93 + hp * 0.07), tuple(chest), tuple(mid), q.hip], (13, 22.5, 22.5, 21, 19)),
        fc=shirt[0],
        ec=shirt[1],
        lw=1.5,
        z=z + 0.1,
    )
    pen.form(*leg, fc=skin.fill, ec=skin.edge, lw=1.5, z=z + 0.2)
    kn = np.array(q.knee)
    if long:
        pen.form(leg[0], leg[1], fc=shorts[0], ec=shorts[1], lw=1.5, z=z + 0.22)
        pen.form(foot, fc="#5d6b77", ec="#3c4852", lw=1.2, z=z + 0.21)
    else:
        end = hp * 0.88 + kn * 0.12
        pen.form(tube([q.hip, tuple(end)], (22.5, 20.5, 19.5)), fc=shorts[0], ec=shorts[1], lw=1.5, z=z + 0.24)
    arm = [
        tube([q.shoulder, q.elbow], (10.8, 10, 8.2)),
        tube([q.elbow, q.wrist], (8.4, 8.0, 5.6)),
        tube([q.wrist, q.hand], (5.6, 7.0, 4.4)),
    ]
    pen.form(*arm, fc=skin.fill, ec=skin.edge, lw=1.5, z=z + 0.4)
    if not bare:
        sh, el = np.array(q.shoulder), np.array(q.elbow)
        pen.form(
            tube([q.shoulder, tuple(sh * 0.35 + el * 0.65)], (12.4, 12, 11.2)),
            fc=shirt[0],
            ec=shirt[1],
            lw=1.5,
            z=z + 0.45,
        )


BLUE, GREEN = (CLOTH, CLOTH_EDGE), (CLOTH2, CLOTH2_EDGE)


def _box(pen: Pen, x0: float, y0: float, x1: float, y1: float, color: str = FURNITURE, z: float = 1) -> None:
    r = min(2.0, (x1 - x0) / 2.2, (y1 - y0) / 2.2)
    turn = np.linspace(0, np.pi / 2, 8)
    corners = (
        (x1 - r, y1 - r, 0.0),
        (x0 + r, y1 - r, np.pi / 2),
        (x0 + r, y0 + r, np.pi),
        (x1 - r, y0 + r, 1.5 * np.pi),
    )
    box = np.vstack([np.c_[cx + r * np.cos(turn + a), cy + r * np.sin(turn + a)] for cx, cy, a in corners])
    pen.form(box, fc=color, ec="#b4b0a6", lw=1.2, z=z)


def _seated_front(pen: Pen, cx: float, y0: float, skin: Skin) -> None:
    """A seated person from the front, one shoulder bare."""

    def at(points: ArrayLike) -> Curve:
        return shift(points, cx, y0)

    _box(pen, cx - 29, y0 + 58, cx + 29, y0 + 92, z=1)
    for s in (-1, 1):
        _box(pen, cx + s * 25.4 - 2.2, y0, cx + s * 25.4 + 2.2, y0 + 66, z=0.9)
    _box(pen, cx - 29, y0 + 38, cx + 29, y0 + 46, z=1.1)
    pen.form(tube([(cx, y0 + 100), (cx, y0 + 114)], (11.5, 10.5)), fc=skin.fill, ec=skin.edge, lw=1.5, z=4)
    trunk = smooth(
        [
            *at(
                pts(
                    "-19.0,101.5 -11,105.2 -5,107 5,107 11,105.2 19.0,101.5 17.4,92 15.4,82 "
                    "14.4,70 14.2,58 13,55 0,54 -13,55 -14.2,58 -14.4,70 -15.4,82 -17.4,92"
                )
            )
        ]
    )
    left = [
        tube(at([(-17.2, 98.4), (-20.8, 74)]), (11.4, 10.4, 8.8)),
        tube(at([(-20.8, 74), (-18.6, 58)]), (8.8, 8, 6)),
        tube(at([(-18.6, 58), (-15.6, 50)]), (6, 7.8, 5.2)),
    ]
    right = [shift(shift(c, -cx), cx, flip=True) for c in left]
    pen.form(trunk, *left, *right, fc=skin.fill, ec=skin.edge, lw=1.5, z=4.1)
    shirt = smooth(
        at(
            pts(
                "-11.4,99 -6.4,106.0 -3.4,101.5 0,100 3.4,101.5 6.4,106.4 12,105.2 18.6,102.2 "
                "23.5,97 25.2,84 19.5,83 17,88 15.6,82 14.6,70 14.6,58 13.4,54 0,52.4 -13.4,54 "
                "-14.6,58 -14.6,70 -15.4,84 -14.4,91"
            )
        )
    )
    pen.form(shirt, fc=GREEN[0], ec=GREEN[1], lw=1.5, z=4.15)
    for s in (-1, 1):
        shin = tube(at([(s * 10, 46), (s * 10.4, 26), (s * 10.4, 8)]), (13.5, 12.6, 11, 7.6))
        pen.form(
            shin,
            tube(at([(s * 10.6, 6.4), (s * 12.2, 4.4)]), (8, 8.6)),
            fc=skin.fill,
            ec=skin.edge,
            lw=1.5,
            z=3,
        )
        pen.form(tube(at([(s * 8.2, 54), (s * 9.8, 47.5)]), (18, 17)), fc=BLUE[0], ec=BLUE[1], lw=1.5, z=3.1)
    pen.form(oval(cx, y0 + 121.5, 8.6, 11.6), fc=skin.fill, ec=skin.edge, lw=1.5, z=4.5)
    hair = pts("-9.3,119 -9.2,127 -6,133 0,134.6 6,133 9.2,127 9.3,119 8,123 5,127.6 -1,126.8 -6,127.6 -8,123")
    pen.form(smooth(at(hair)), fc="#2f231e", ec="#221813", lw=0.8, z=4.6)


def positions() -> Figure:
    """Four ways to sit or lie."""
    pen = Pen(1000, 1240, 0.0, 0.0, 3.15)
    c1, c2, r1, r2 = 4.0, 164.0, 184.0, 18.0
    for y in (r1, r2):
        pen.line(np.array([(c1 + 7.4, y - 0.6), (c1 + 147, y - 0.6)]), color="#c9ced3", lw=2.0, z=0.5)
        pen.line(np.array([(c2 + 4, y - 0.6), (c2 + 147, y - 0.6)]), color="#c9ced3", lw=2.0, z=0.5)
    # upper arm: seated, giver at the same height
    _seated_front(pen, c1 + 108, r1, BROWN)
    _box(pen, c1 + 12, r1 + 38, c1 + 44, r1 + 43, z=1)
    _box(pen, c1 + 25.6, r1, c1 + 30.4, r1 + 38, z=0.9)
    giver = Pose.of("34,123 30,106 28,53 64,51 62,9 74,4 31,99 45,80 60,93 68,96")
    _person(
        pen,
        giver.moved(c1, r1),
        LIGHT,
        ("#f4f6f8", "#8d9aa6"),
        ("#8fa0b0", "#5f7080"),
        bare=False,
        long=True,
        hair="#8a5a2e",
    )
    syringe(pen, (c1 + 86.2, r1 + 96.5), 0, 4.4, bore=3.6, barrel=10, fill=0.5, thin=0.8, z=9)
    pen.line(np.array([(c1 + 40, r1 + 126), (c1 + 98, r1 + 126)]), color=SOFT, lw=1.6, z=3, dash=(3, 3))
    pen.ring(c1 + 89.6, r1 + 96.5, 11)
    # outer thigh, seated
    _box(pen, c2 + 30, r1 + 4, c2 + 35, r1 + 38, z=0.9)
    _box(pen, c2 + 70, r1, c2 + 75, r1 + 38, z=0.9)
    _box(pen, c2 + 30, r1, c2 + 35, r1 + 38, z=0.9)
    _box(pen, c2 + 25, r1 + 36, c2 + 30.5, r1 + 92, z=1)
    _box(pen, c2 + 25, r1 + 33, c2 + 80, r1 + 39, z=1.1)
    sit = Pose.of("46,123 43.5,106 48,51 90,52 103,13 116,7 44,99 38,74 56,66 63,64")
    _person(pen, sit.moved(c2, r1), TAN, GREEN, BLUE)
    pen.ring(c2 + 70, r1 + 53, 11)
    # outer thigh, lying
    _box(pen, c1 + 7.4, r2 + 18, c1 + 152, r2 + 36, z=1)
    for leg in (14, 142):
        _box(pen, c1 + leg - 2.5, r2, c1 + leg + 2.5, r2 + 18, z=0.9)
    wedge = smooth(shift(pts("2,37 2,60 4,82 9,88 17,82 30,62 44,45 46,37"), c1 + 6.5, r2))
    pen.form(wedge, fc="#f3f1ec", ec="#b4b0a6", lw=1.2, z=1.2)
    pen.form(oval(c1 + 105.5, r2 + 43, 12, 7.4), fc="#f3f1ec", ec="#b4b0a6", lw=1.2, z=1.3)
    lie = Pose.of("17,103 23,88 58,48 98,58 136,43 139,56 28,82 42,62 62,60 69,59", 28)
    _person(pen, lie.moved(c1 + 6.5, r2), DEEP, ("#e9b44c", "#a87a1c"), BLUE, hair="#1f1714")
    pen.ring(c1 + 85.5, r2 + 55, 11)
    # side of the hip, from above
    _box(pen, c2 + 4, r2 + 8, c2 + 147, r2 + 108, color="#efede7", z=1)
    pen.form(
        smooth(
            shift(pts("6,38 6,76 9,80 27,80 30,76 30,38 27,34 9,34"), c2, r2),
            step=6,
        ),
        fc="#ffffff",
        ec="#b4b0a6",
        lw=1.2,
        z=1.2,
    )
    low = [
        tube(shift([(76, 50), (96, 53), (112, 54)], c2, r2), (20, 17, 12.5)),
        tube(shift([(112, 54), (126, 45), (139, 37)], c2, r2), (12.5, 11, 7)),
    ]
    pen.form(*low, fc=LIGHT.fill, ec=LIGHT.edge, lw=1.5, z=3)
    side = Pose.of("17,58 31,53 80,50 105,81 136,64 141,73 37,54 52,73 36,84 29,86", 90)
    _person(pen, side.moved(c2, r2), LIGHT, GREEN, BLUE, hair="#6b3f22")
    pen.ring(c2 + 75, r2 + 55, 11)
    for x, y, title, text in (
        (c1, r1, "Upper arm", "Sit. Arm loose, whole shoulder bare.\nGiver at the same height."),
        (c2, r1, "Outer thigh, sitting", "Knee slightly bent, foot at rest."),
        (c1, r2, "Outer thigh, lying", "Knee slightly bent over a pillow."),
        (c2, r2, "Side of the hip", "Lie on the side, upper knee bent.\nSeen from above."),
    ):
        top = y + (161 if y == r1 else 140)
        pen.words(title, x + (7.4 if x == c1 else 4), top, KEY_PT, INK, "bold")
        pen.words(text, x + (7.4 if x == c1 else 4), top - 7.2, NOTE_PT, SOFT, va="top")
    pen.head("Let the muscle relax", "The ring marks the site")
    return pen.fig


DRAWINGS = (
    Drawing(
        name="positions",
        title="Sit or lie so that the muscle relaxes",
        alt=(
            "Four positions. Upper arm: the person sits on a chair, arm loose and whole shoulder bare, the giver "
            "seated at the same height. Outer thigh: sitting with the knee slightly bent, or lying with "
            "the knee over a pillow. Side of the hip: lying on the side, upper knee bent, seen from "
            "above. A teal ring marks each site."
        ),
        caption=(
            "Sit or lie down, because people can faint. Let the arm hang loose for the upper arm; bend "
            "the knee for the thigh and for the hip."
        ),
        sources=("aih-10th-ed-2013", "clinskill-handbook-sites"),
        draw=positions,
        width_px=1000,
        height_px=1240,
    ),
)
