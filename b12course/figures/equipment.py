"""The things on the tray, drawn once for every figure: syringe, needle, cap, vial, ampoule, pad and hand.

Each piece has millimetres of its own: `s` along its axis and `o` across it. A `Frame` puts them on the canvas.
The bores are those of common plastic syringes: a mark at `ml` is where a cylinder of that bore holds `ml`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from .curves import Curve, oval, smooth, tube
from .hand import DPI, DRUG, GLASS, HUB, PAPER, STEEL, Pen, Skin, mix

Points = Sequence[tuple[float, float]]

RUBBER, RUBBER_EDGE = "#39444d", "#222b33"
PLASTIC, PLASTIC_EDGE = "#d5dee4", "#84949f"
WALL, PRINT = "#7c8d99", "#1a242e"
CRIMP, CRIMP_EDGE, SEPTUM, SEPTUM_EDGE = "#c3ccd2", "#7d8b95", "#6b7780", "#48535c"
STEEL_EDGE, HUB_EDGE, DRUG_EDGE = "#4f5f6b", "#2b6b72", "#a82f54"
GLOVE = Skin("#c3d6ea", "#5b7b9b", "#8fb0cf")


@dataclass(frozen=True)
class Frame:
    """Where a piece lies: its origin on the canvas, the way +s points (degrees, 0 right, 90 up) and units a mm."""

    x: float
    y: float
    angle: float = -90.0
    k: float = 1.0
    flip: bool = False

    def at(self, s: float, o: float = 0.0) -> tuple[float, float]:
        """The point `s` mm along and `o` mm across, in the units of the canvas."""
        a, side = np.deg2rad(self.angle), -1.0 if self.flip else 1.0
        c, n = float(np.cos(a)), float(np.sin(a))
        return self.x + self.k * (s * c - side * o * n), self.y + self.k * (s * n + side * o * c)

    def curve(self, points: ArrayLike) -> Curve:
        """The points (s, o) as a curve on the canvas."""
        return np.array([self.at(float(s), float(o)) for s, o in np.asarray(points, dtype=float)])

    def oval(self, s: float, o: float, rs: float, ro: float | None = None) -> Curve:
        """An ellipse about (s, o) with half-axes `rs` along and `ro` across."""
        return self.curve(oval(s, o, rs, ro))

    def move(self, s: float, o: float = 0.0, turn: float = 0.0) -> Frame:
        """The same frame with its origin at (s, o), turned by `turn` degrees."""
        x, y = self.at(s, o)
        return Frame(x, y, self.angle + turn, self.k, self.flip)


@dataclass(frozen=True)
class Bore:
    """A syringe: its capacity in mL, inner radius and wall in mm, and its graduations in mL."""

    capacity: float
    radius: float
    wall: float
    minor: float
    major: float
    numbered: float
    spare: float = 9.0

    def mark(self, ml: float) -> float:
        """How far (mm) the mark for `ml` lies from the zero mark: volume over the area of the bore."""
        return 1000 * ml / (np.pi * self.radius**2)

    @property
    def end(self) -> float:
        """Where the barrel ends in its finger flange (mm from the zero mark)."""
        return self.mark(self.capacity) + self.spare


THREE_ML = Bore(capacity=3, radius=4.33, wall=0.75, minor=0.1, major=0.5, numbered=0.5)
ONE_ML = Bore(capacity=1, radius=2.39, wall=0.62, minor=0.01, major=0.1, numbered=0.1)

CONE = 1.5  # the stopper's low cone and the matching seat in the barrel, mm
COLLAR_END, LUER_END, HUB_END = -10.2, -11.8, -21.0
STOPPER = 6.4  # stopper length behind the ring that is read, mm


def slab(s0: float, s1: float, o0: float, o1: float, r: float = 0.0) -> Curve:
    """A rectangle with corners rounded by `r`, as points (s, o)."""
    if r <= 0:
        return np.array([(s0, o0), (s1, o0), (s1, o1), (s0, o1)])
    turn = np.linspace(0, np.pi / 2, 6)
    corners = ((s1 - r, o1 - r, 0.0), (s0 + r, o1 - r, 0.5), (s0 + r, o0 + r, 1.0), (s1 - r, o0 + r, 1.5))
    return np.vstack([np.c_[a + r * np.cos(turn + q * np.pi), b + r * np.sin(turn + q * np.pi)] for a, b, q in corners])


def lathe(profile: Points) -> Curve:
    """The outline of a turned piece from its profile (s, radius), as points (s, o)."""
    p = np.array(profile, dtype=float)
    return np.vstack([p, np.c_[p[::-1, 0], -p[::-1, 1]]])


def needle(
    pen: Pen,
    f: Frame,
    length: float,
    width: float = 0.72,
    z: float = 9,
    hub: str = HUB,
    hub_edge: str = HUB_EDGE,
    bare: bool = False,
) -> None:
    """A bevelled needle of `length` and `width` mm; s = 0 where the shaft leaves the hub, the tip at s = -length.

    The hub reaches back to s = 11.5; `bare` leaves it out.
    """
    h, bevel = width / 2, min(2.9 * width, length / 3)
    shaft = [(0.6, h), (-length + bevel, h), (-length, -h), (-length, -h), (0.6, -h)]
    pen.form(f.curve(shaft), fc=STEEL, ec=STEEL_EDGE, lw=0.6, z=z)
    pen.fill(f.curve(slab(-length + bevel * 1.2, 0, h * 0.15, h * 0.6)), fc=PAPER, z=z + 0.03, alpha=0.55)
    if width * f.k * pen.scale > 9:  # close up, the bevel shows the opening of the needle
        face = [
            (-length + bevel * 0.94, h * 0.86),
            (-length + bevel * 0.2, -h * 0.62),
            (-length + bevel * 0.62, -h * 0.1),
        ]
        pen.fill(f.curve(face), fc=mix(STEEL, PRINT, 0.75), z=z + 0.04)
    if bare:
        return
    body = lathe([(0, 0.95), (1.2, 1.35), (6.0, 1.9), (6.4, 2.5), (9.6, 2.8), (11.5, 2.8)])
    pen.form(f.curve(body), fc=hub, ec=hub_edge, lw=0.9, z=z + 0.1)
    pen.fill(f.curve([(1.4, 0.3), (6.0, 0.5), (6.0, 1.3), (1.4, 0.85)]), fc=PAPER, z=z + 0.12, alpha=0.35)
    for o in (-1.3, 0.0, 1.3):
        pen.line(f.curve([(7.0, o), (11.2, o)]), color=hub_edge, lw=0.9, z=z + 0.13, alpha=0.7)


def cap(pen: Pen, f: Frame, length: float, z: float = 9, alpha: float = 0.9) -> None:
    """A needle cap for a needle of `length` mm, lying as if on it: open at s = 8, closed beyond the tip."""
    end = -length - 5
    body = lathe([(8, 3.3), (6.6, 3.3), (6.2, 2.9), (-4, 2.4), (end + 1.2, 1.9), (end + 0.3, 1.4), (end, 0.5)])
    pen.form(f.curve(body), fc=mix(GLASS, HUB, 0.16), ec=PLASTIC_EDGE, lw=1.2, z=z, alpha=alpha)
    pen.fill(f.curve([(4, 1.2), (end + 3, 0.8), (end + 3, 1.4), (4, 2.1)]), fc=PAPER, z=z + 0.05, alpha=0.75)
    for o in (-1.1, -0.3):
        pen.line(f.curve([(5.4, o * 1.2), (end + 12, o * 0.9)]), color=PLASTIC_EDGE, lw=0.8, z=z + 0.06, alpha=0.7)


def scale(
    pen: Pen,
    f: Frame,
    bore: Bore,
    size: float = 14.0,
    stopper: float | None = None,
    z: float = 9,
    lw: float = 1.3,
    digits: bool = True,
) -> None:
    """The printed scale: lines on the -o side, numbers of `size` points beside them; light over a `stopper` at s."""
    r = bore.radius

    def ink(s: float, margin: float) -> str:
        over = stopper is not None and stopper - margin <= s <= stopper + STOPPER + margin
        return PAPER if over else PRINT

    for i in range(round(bore.capacity / bore.minor) + 1):
        ml = i * bore.minor
        s = bore.mark(ml)
        whole, half = (abs(ml / step - round(ml / step)) < 1e-6 for step in (bore.major, bore.major / 2))
        middle = half and bore.minor < bore.major / 5
        long = 0.84 if whole else 0.72 if middle else 0.5
        heavy = lw * (1.35 if whole else 1.0)
        pen.line(f.curve([(s, -r * 0.94), (s, -r * 0.94 + r * long)]), color=ink(s, 0.05), lw=heavy, z=z)
    if not digits:
        return
    half_digit = 0.5 * size * DPI / 72 / (pen.scale * f.k)
    for i in range(1, round(bore.capacity / bore.numbered) + 1):
        ml = i * bore.numbered
        x, y = f.at(bore.mark(ml), r * 0.45)
        color = ink(bore.mark(ml), half_digit)
        pen.words(f"{ml:g}", x, y, size, color, "bold", ha="center")


def syringe(
    pen: Pen,
    f: Frame,
    bore: Bore = THREE_ML,
    ml: float = 1.0,
    length: float | None = 25.0,
    width: float = 0.72,
    air: float = 0.0,
    empty: bool = False,
    digits: float = 0.0,
    lw: float = 1.0,
    z: float = 9,
) -> None:
    """The course's syringe: s = 0 is the zero mark, +s runs to the plunger, and the stopper's front ring is at `ml`.

    `length` and `width` are the needle's (mm; None: no needle). `air` mL lie at the needle end, the rest is drug;
    `empty` leaves the barrel full of air. `digits` is the size of the numbers in points (0: lines only).
    """
    r, e, end = bore.radius, bore.mark(ml), bore.end
    ro, seat, bead = r + bore.wall, 0.22 * r, min(1.0, r / 4.33)
    shoulder = [(-CONE - 1.3, 3.2 * bead), (-CONE - 0.6, ro * 0.8), (-CONE + 0.5, ro)]
    if length is not None:
        needle(pen, f.move(HUB_END), length, width, z=z)
    else:
        pen.form(f.curve(lathe([(LUER_END, 1.6), (COLLAR_END, 1.75)])), fc=PLASTIC, ec=PLASTIC_EDGE, lw=0.8 * lw, z=z)
    # behind the glass: rod, then the barrel itself
    rest = e + end + 5.5
    pen.form(f.curve(slab(e + STOPPER - 0.4, rest, -0.62 * r, 0.62 * r)), fc=PLASTIC, ec=PLASTIC_EDGE, lw=0.8 * lw, z=z)
    pen.fill(f.curve(slab(e + STOPPER, rest, -0.14 * r, 0.14 * r)), fc=mix(PLASTIC, PLASTIC_EDGE, 0.55), z=z + 0.01)
    pen.fill(f.curve(slab(e + STOPPER, rest, 0.3 * r, 0.5 * r)), fc=PAPER, z=z + 0.01, alpha=0.6)
    pen.form(f.curve(slab(rest, rest + 1.7, -1.25 * ro, 1.25 * ro, 0.7)), fc=PLASTIC, ec=PLASTIC_EDGE, lw=lw, z=z + 0.2)
    outline = lathe([*shoulder, (end, ro)])
    pen.form(f.curve(outline), fc=mix(GLASS, PAPER, 0.35), ec=WALL, lw=1.1 * lw, z=z - 0.05)
    if length is None or length >= 0:
        collar = lathe(
            [(COLLAR_END, 3.7 * bead + 0.2), (COLLAR_END + 0.8, 3.9 * bead + 0.2), (-CONE - 1.2, 3.9 * bead + 0.2)]
        )
        pen.form(f.curve(collar), fc=mix(GLASS, PLASTIC, 0.5), ec=WALL, lw=lw, z=z + 0.15, alpha=0.93)
        for s in (-8.4, -6.6, -4.8):
            thread = [(s + 0.5, -3.6 * bead), (s - 0.3, 3.6 * bead)]
            pen.line(f.curve(thread), color=WALL, lw=0.9 * lw, z=z + 0.16, alpha=0.55)
    bore_shape = lathe([(-CONE, seat), (0, r), (end, r)])
    pen.fill(f.curve(bore_shape), fc=GLASS, z=z + 0.02)
    if not empty and ml - air > 1e-9:
        a = bore.mark(air)
        front = [(-CONE, seat), (0, r)] if air <= 0 else [(a, r)]
        pen.fill(
            f.curve([*front, (e, r), (e - CONE, seat), (e - CONE, -seat), (e, -r), *[(s, -o) for s, o in front[::-1]]]),
            fc=DRUG,
            z=z + 0.04,
        )
        if air > 0:
            pen.line(f.curve([(a, -r), (a, r)]), color=DRUG_EDGE, lw=1.6 * lw, z=z + 0.05)
    if e + STOPPER < end:
        inner = slab(e + STOPPER - 0.4, end, -0.62 * r, 0.62 * r)
        pen.form(f.curve(inner), fc=PLASTIC, ec=PLASTIC_EDGE, lw=0.7 * lw, z=z + 0.05)
        pen.fill(f.curve(slab(e + STOPPER, end, -0.14 * r, 0.14 * r)), fc=mix(PLASTIC, PLASTIC_EDGE, 0.55), z=z + 0.07)
        pen.fill(f.curve(slab(e + STOPPER, end, 0.3 * r, 0.5 * r)), fc=PAPER, z=z + 0.07, alpha=0.6)
    ring, back = 1.5 * bead + 0.3, e + STOPPER
    groove = [(e + ring, 0.9 * r), (e + ring + 0.5, 0.84 * r), (back - ring - 0.5, 0.84 * r), (back - ring, 0.9 * r)]
    waist = [
        (e + ring - 0.3, r),
        (e + ring - 0.08, 0.97 * r),
        *groove,
        (back - ring + 0.08, 0.97 * r),
        (back - ring + 0.3, r),
    ]
    rubber = lathe([(e - CONE, seat), (e, r), *waist, (back - 0.25, r), (back, r - 0.25)])
    pen.form(f.curve(rubber), fc=RUBBER, ec=RUBBER_EDGE, lw=0.5 * lw, z=z + 0.08)
    for a, b in ((e + 0.35, e + ring - 0.35), (back - ring + 0.35, back - 0.35)):
        pen.fill(f.curve(slab(a, b, -0.8 * r, -0.2 * r, 0.16)), fc=PAPER, z=z + 0.1, alpha=0.1)
    pen.fill(f.curve(slab(0.6, end - 0.6, 0.72 * r, 0.86 * r)), fc=PAPER, z=z + 0.12, alpha=0.4)
    for o in (-1, 1):
        pen.line(f.curve([(0, o * r), (end, o * r)]), color=WALL, lw=0.7 * lw, z=z + 0.13, alpha=0.8)
    scale(pen, f, bore, digits, stopper=e, z=z + 0.14, lw=1.2 * lw, digits=digits > 0)
    pen.form(f.curve(slab(end, end + 1.8, -1.95 * ro, 1.95 * ro, 0.8)), fc=PLASTIC, ec=PLASTIC_EDGE, lw=lw, z=z + 0.2)


@dataclass(frozen=True)
class Flask:
    """A vial: outer radius and height of the glass, radius of its crimped cap, all in mm; volume in mL when full."""

    volume: float
    radius: float
    height: float
    cap: float

    @property
    def inside(self) -> list[tuple[float, float]]:
        """The profile (s, radius) of the space for the drug, from the stopper's plug to the base."""
        neck = self.cap * 0.66
        return [
            (self.plug, neck),
            (self.cap + 2.4, neck),
            (self.cap + 5.6, self.radius - 1.1),
            *[
                (self.height - 4.2 + 2.7 * float(np.sin(a)), self.radius - 3.8 + 2.7 * float(np.cos(a)))
                for a in np.linspace(0, np.pi / 2, 7)
            ],
        ]

    @property
    def plug(self) -> float:
        """How deep the rubber plug reaches (mm from the septum's top): a needle tip must lie beyond it."""
        return self.cap * 0.95

    def level(self, ml: float, inverted: bool) -> float:
        """Where (s, mm) the surface of `ml` lies, the vial standing on its base or held upside down.

        The share of the space that `ml` fills is that of the nominal volume plus one fifth of head room.
        """
        profile = np.array(self.inside)
        s = np.linspace(profile[0, 0], profile[-1, 0], 400)
        area = np.interp(s, profile[:, 0], profile[:, 1]) ** 2
        held = np.cumsum(area) / np.sum(area)
        share = ml / (1.2 * self.volume)
        return float(np.interp(share if inverted else 1 - share, held, s))


VIAL_10 = Flask(volume=10, radius=12.0, height=50.0, cap=10.0)
VIAL_1 = Flask(volume=1, radius=7.4, height=34.0, cap=6.8)


def vial(
    pen: Pen, f: Frame, flask: Flask = VIAL_10, ml: float = 8.0, lid: bool = False, z: float = 5, lw: float = 1.0
) -> None:
    """A vial: s = 0 is the top of its septum and +s runs to its base; angle -90 stands, 90 hangs upside down.

    The drug lies where gravity puts it. `lid` adds the plastic flip-off lid of an unused vial.
    """
    c, r, h = flask.cap, flask.radius, flask.height
    inverted = np.sin(np.deg2rad(f.angle)) > 0
    glass = smooth_profile(
        [(c * 0.7, c * 0.8), (c + 1.6, c * 0.8), (c + 3.2, c * 0.9), (c + 5.2, r - 0.6), (c + 7.4, r)],
        [(h - 2.4, r), (h - 0.8, r - 0.6), (h, r - 2.0)],
    )
    pen.form(f.curve(glass), fc=mix(GLASS, PAPER, 0.3), ec=WALL, lw=1.4 * lw, z=z)
    profile, cut_at = flask.inside, flask.level(ml, bool(inverted))
    s, rad = np.array(profile).T
    keep = [(a, b) for a, b in profile if (a < cut_at) == bool(inverted)]
    edge = (cut_at, float(np.interp(cut_at, s, rad)))
    wet = [*keep, edge] if inverted else [edge, *keep]
    pen.fill(f.curve(lathe(profile)), fc=GLASS, z=z + 0.02)
    if ml > 0:
        pen.fill(f.curve(lathe(wet)), fc=DRUG, z=z + 0.03)
        pen.line(f.curve([(cut_at, -edge[1]), (cut_at, edge[1])]), color=DRUG_EDGE, lw=1.6 * lw, z=z + 0.04)
    pen.fill(f.curve(slab(c + 7.5, h - 3.5, -r * 0.82, -r * 0.68)), fc=PAPER, z=z + 0.3, alpha=0.6)
    closure(pen, f, flask, z=z, lw=lw)
    if lid:
        pen.form(f.curve(slab(-2.6, 0.2, -c * 1.03, c * 1.03, 0.8)), fc=HUB, ec=HUB_EDGE, lw=lw, z=z + 0.2)


def closure(pen: Pen, f: Frame, flask: Flask, z: float = 5, lw: float = 1.0) -> None:
    """A vial's rubber plug, septum and crimped cap; draw it again over a needle that passes through it."""
    c = flask.cap
    plug = lathe([(c * 0.5, c * 0.68), (flask.plug, c * 0.62)])
    pen.form(f.curve(plug), fc=SEPTUM, ec=SEPTUM_EDGE, lw=0.7 * lw, z=z + 0.05)
    pen.form(
        f.curve(lathe([(-0.5, c * 0.36), (0, c * 0.44), (0.8, c * 0.44)])),
        fc=SEPTUM,
        ec=SEPTUM_EDGE,
        lw=0.7 * lw,
        z=z + 0.06,
    )
    crimp = lathe([(0.1, c * 0.93), (0.9, c), (c * 0.72, c), (c * 0.8, c * 0.86)])
    pen.form(f.curve(crimp), fc=CRIMP, ec=CRIMP_EDGE, lw=lw, z=z + 0.1)
    pen.fill(f.curve(slab(1.0, c * 0.7, -c * 0.72, -c * 0.44)), fc=PAPER, z=z + 0.12, alpha=0.6)
    pen.fill(f.curve(slab(1.0, c * 0.7, c * 0.62, c * 0.94)), fc=CRIMP_EDGE, z=z + 0.12, alpha=0.35)


def smooth_profile(upper: Points, lower: Points) -> Curve:
    """A turned outline whose upper and lower runs of (s, radius) are smooth and whose wall between is straight."""
    a, b = smooth(upper, closed=False, step=6), smooth(lower, closed=False, step=6)
    return lathe([tuple(p) for p in np.vstack([a, b])])


AMPOULE_BODY: Points = ((0.0, 4.0), (0.5, 5.0), (1.4, 5.3))
AMPOULE_SHOULDER: Points = ((30.0, 5.3), (32.5, 5.0), (35.5, 3.2), (38.0, 2.5))
AMPOULE_HEAD: Points = (
    (38.0, 2.5),
    (40.5, 3.2),
    (44.0, 4.1),
    (48.0, 3.7),
    (53.0, 2.7),
    (58.0, 2.3),
    (60.0, 1.5),
    (60.5, 0.3),
)
AMPOULE_NECK = 38.0  # where it is made to break, mm from the base


def ampoule(
    pen: Pen, f: Frame, ml: float = 1.0, opened: bool = False, dot: bool = True, z: float = 5, lw: float = 1.0
) -> None:
    """A 1 mL glass ampoule standing on s = 0 with its tip at s = 60; `opened` leaves its head off. Upright only."""
    body = smooth_profile(AMPOULE_BODY, AMPOULE_SHOULDER)
    pen.form(f.curve(body), fc=mix(GLASS, PAPER, 0.3), ec=WALL, lw=1.3 * lw, z=z)
    if ml > 0:
        top = 1.2 + 22.0 * ml  # 1 mL in the body leaves the shoulder free
        wet = lathe([(1.0, 3.0), (1.15, 3.7), (1.5, 4.2), (2.2, 4.5), (top, 4.5)])
        pen.fill(f.curve(wet), fc=DRUG, z=z + 0.03)
        pen.line(f.curve([(top, -4.5), (top, 4.5)]), color=DRUG_EDGE, lw=1.5 * lw, z=z + 0.04)
    pen.fill(f.curve(slab(3, 30, 3.0, 3.8)), fc=PAPER, z=z + 0.3, alpha=0.6)
    if opened:
        pen.line(f.curve([(AMPOULE_NECK, -2.5), (AMPOULE_NECK, 2.5)]), color=WALL, lw=2.2 * lw, z=z + 0.31)
        return
    ampoule_head(pen, f.move(AMPOULE_NECK), dot=dot, z=z + 0.01, lw=lw)


def ampoule_head(pen: Pen, f: Frame, dot: bool = True, z: float = 5, lw: float = 1.0) -> None:
    """The head of an ampoule, s = 0 where it breaks off, its tip at s = 22.5."""
    head = smooth([(s - AMPOULE_NECK, o) for s, o in AMPOULE_HEAD], closed=False, step=6)
    pen.form(f.curve(lathe([tuple(p) for p in head])), fc=mix(GLASS, PAPER, 0.3), ec=WALL, lw=1.3 * lw, z=z)
    pen.fill(
        f.curve([(3.6, 1.5), (10, 1.9), (16, 1.2), (16, 0.8), (10, 1.2), (3.6, 0.9)]), fc=PAPER, z=z + 0.3, alpha=0.7
    )
    pen.line(f.curve([(0, -2.45), (0, 2.45)]), color=HUB, lw=2.4 * lw, z=z + 0.32)
    if dot:
        pen.fill(f.oval(3.4, 0, 1.0), fc=HUB, z=z + 0.33)


def bubbles(pen: Pen, f: Frame, spots: Sequence[tuple[float, float, float]], z: float = 9.3) -> None:
    """Air bubbles (s, o, radius in mm) in a liquid, each with its light."""
    for s, o, r in spots:
        pen.form(f.oval(s, o, r), fc=mix(GLASS, PAPER, 0.4), ec=DRUG_EDGE, lw=0.8, z=z)
        pen.fill(f.oval(s - 0.25 * r, o + 0.3 * r, 0.3 * r), fc=PAPER, z=z + 0.02)


def pad(pen: Pen, f: Frame, width: float = 22.0, thick: float = 5.0, z: float = 7) -> None:
    """A folded alcohol pad, its working face on s = 0, its body towards +s."""
    w = width / 2
    top = smooth(
        [
            (0, -w),
            (0.3, 0),
            (0, w),
            (thick * 0.55, w + 1),
            (thick, w * 0.7),
            (thick * 0.9, 0),
            (thick, -w * 0.7),
            (thick * 0.55, -w - 1),
        ]
    )
    pen.form(f.curve(top), fc="#f7f9fa", ec="#9aa7b1", lw=1.1, z=z)
    fold = smooth([(thick * 0.5, -w * 0.9), (thick * 0.62, 0), (thick * 0.48, w * 0.92)], closed=False)
    pen.line(f.curve(fold), color="#b7c2ca", lw=1.0, z=z + 0.02)


def pinch(
    pen: Pen, f: Frame, skin: Skin, gap: float = 4.0, z_back: float = 4, z_front: float = 12, arm: float = 120.0
) -> None:
    """A hand that holds a thing between thumb and first finger: the thing's middle at s = 0, the wrist at +s.

    `gap` is half the thing's width (mm). The fingers lie at `z_back`, behind the thing, the thumb at `z_front`,
    in front of it. With `GLOVE` for skin the hand wears a glove with a cuff and shows no nails.
    """
    gloved = skin is GLOVE
    g = gap + 5.0

    def limb(points: Points, widths: Sequence[float]) -> Curve:
        return f.curve(tube(points, widths))

    curled = [
        limb([(78, 16), (52, 30 - 2 * i), (36 + 7 * i, 20 - 5 * i), (44 + 7 * i, 6 - 4 * i)], (19, 18, 16.5, 14))
        for i in (2, 1)
    ]
    index = limb([(84, 14), (54, g + 20), (30, g + 14), (-6, g - 1)], (20, 18, 16.5, 12.5))
    palm = f.curve(
        smooth(
            [(100, 25), (84, 27), (62, 29), (54, 18), (48, 0), (56, -18), (76, -25), (100, -24), (118, -22), (118, 22)]
        )
    )
    forearm = limb([(100, 0), (112, 0), (112 + arm, 2)], (46, 44, 54))
    for c in curled:
        pen.form(c, fc=skin.fill, ec=skin.edge, lw=1.5, z=z_back)
    pen.form(index, palm, forearm, fc=skin.fill, ec=skin.edge, lw=1.5, z=z_back + 0.1)
    thumb = limb([(86, -16), (56, -g - 15), (28, -g - 9), (-4, -g + 1)], (26, 22, 19, 14))
    pen.form(thumb, fc=skin.fill, ec=skin.edge, lw=1.5, z=z_front)
    pen.fill(f.oval(80, -11, 18, 12), fc=skin.fill, z=z_front + 0.02)
    if gloved:
        cuff = f.curve(slab(116, 126, -27, 27, 2.5))
        pen.form(cuff, fc=mix(skin.fill, skin.edge, 0.12), ec=skin.edge, lw=1.4, z=z_front + 0.1)
        return
    pen.form(f.oval(-3.5, g - 5.6, 5.2, 2.2), fc="#fbeee4", ec=skin.edge, lw=0.6, z=z_back + 0.2)


def arrow(pen: Pen, points: ArrayLike, color: str, lw: float = 4.0, head: float = 13.0, z: float = 18) -> None:
    """A motion arrow along a smooth line of canvas points, its head `head` pixels long at the last one."""
    c = smooth(points, closed=False, step=16)
    tip, h = c[-1], head / pen.scale
    back = c[np.hypot(*(c - tip).T) > h * 0.9]
    u = (tip - back[-1]) / np.hypot(*(tip - back[-1]))
    n = np.array([-u[1], u[0]])
    barb = np.array([tip, tip - u * h + n * h * 0.62, tip - u * h - n * h * 0.62])
    shaft = np.vstack([back, [tip - u * h * 0.7]])
    pen.line(shaft, color=PAPER, lw=lw + 3.5, z=z, alpha=0.85)
    pen.form(barb, fc=PAPER, ec=PAPER, lw=1.8, z=z, alpha=0.85)
    pen.line(shaft, color=color, lw=lw, z=z + 0.01)
    pen.fill(barb, fc=color, z=z + 0.02)


def reading(pen: Pen, f: Frame, bore: Bore, ml: float, color: str, reach: float = 1.6) -> None:
    """Two pointers, one on each side of the barrel, at the mark for `ml`, each `reach` mm long."""
    s, edge = bore.mark(ml), bore.radius + bore.wall + 0.15
    for side in (-1, 1):
        head = [(s, side * edge), (s - 0.42 * reach, side * (edge + reach)), (s + 0.42 * reach, side * (edge + reach))]
        pen.form(f.curve(head), fc=color, ec=PAPER, lw=1.2, z=17)
