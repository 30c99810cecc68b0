"""Hands that do things: an open hand, the hand on a plunger, a fold between two fingers, the hand that presses.

Each is drawn in millimetres of its own (s along, o across) through a `Frame`, like the things on the tray.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .curves import Curve, smooth, tube
from .equipment import Frame, Points
from .hand import Pen, Skin, mix

NAIL = "#fbeee4"


@dataclass(frozen=True)
class OpenHand:
    """The parts of an open hand on the canvas, for marking one of them; fingers run from first to little."""

    palm: Curve
    fingers: tuple[Curve, ...]
    lower: tuple[Curve, ...]
    tips: tuple[Curve, ...]
    webs: tuple[Curve, ...]
    thumb: Curve


def _limb(f: Frame, points: Points, widths: Sequence[float]) -> Curve:
    return f.curve(tube(points, widths))


def _nail(
    pen: Pen, f: Frame, at: tuple[float, float], toward: tuple[float, float], size: float, skin: Skin, z: float
) -> None:
    """A nail whose middle is `at`, pointing along `toward`, `size` mm long."""
    u = np.array(toward, dtype=float) / np.hypot(*toward)
    n = np.array([-u[1], u[0]])
    a = np.linspace(0, 2 * np.pi, 30, endpoint=False)
    oval = np.array(at) + np.outer(np.cos(a), u) * size / 2 + np.outer(np.sin(a), n) * size * 0.4
    pen.form(f.curve(oval), fc=mix(NAIL, skin.fill, 0.25), ec=skin.edge, lw=0.7, z=z)


KNUCKLES: Points = ((94, 31), (99, 10), (95, -11), (87, -30))
TIPS: Points = ((163, 44), (178, 14), (169, -17), (142, -46))
WIDTHS = (17.5, 18.0, 17.0, 15.0)


def open_hand(pen: Pen, f: Frame, skin: Skin, palm: bool = False, arm: float = 60.0, z: float = 6) -> OpenHand:
    """A flat hand, fingers a little spread: wrist at s = 0, middle finger to s = 186, thumb on the +o side.

    `palm` shows the palm with its creases instead of the back with nails and knuckles.
    """
    fingers, lower, tips = [], [], []
    for (ks, ko), (ts, to), w in zip(KNUCKLES, TIPS, WIDTHS, strict=True):
        k, t = np.array([ks, ko]), np.array([ts, to])

        def on(share: float, k: Curve = k, t: Curve = t) -> tuple[float, float]:
            p = k + (t - k) * share
            return float(p[0]), float(p[1])

        fingers.append(_limb(f, [on(-0.2), on(0.4), on(1.0)], (w * 1.1, w, w, w * 0.93, w * 0.8)))
        lower.append(_limb(f, [on(0.1), on(0.45), on(0.62)], (w * 0.86, w * 0.86, w * 0.84)))
        tips.append(_limb(f, [on(0.78), on(0.9), on(1.02)], (w * 0.9, w * 0.86, w * 0.76)))
    webs = tuple(
        _limb(
            f,
            [
                ((KNUCKLES[i][0] + KNUCKLES[i + 1][0]) / 2 + 9, (KNUCKLES[i][1] + KNUCKLES[i + 1][1]) / 2),
                (
                    (TIPS[i][0] + TIPS[i + 1][0]) / 2 - 18,
                    (TIPS[i][1] + TIPS[i + 1][1]) / 2,
                ),
            ],
            (11, 13),
        )
        for i in range(3)
    )
    thumb = _limb(f, [(22, 24), (48, 46), (78, 60), (104, 68)], (34, 28, 21, 19, 15))
    back = f.curve(
        smooth(
            [(-arm, 28), (-12, 27), (14, 34), (50, 43), (84, 44), (102, 33), (106, 10), (102, -12), (94, -34),
             (76, -41), (36, -40), (6, -30), (-12, -27), (-arm, -28)]
        )
    )  # fmt: skip
    pen.form(back, *fingers, thumb, fc=skin.fill, ec=skin.edge, lw=1.6, z=z)
    crease = mix(skin.fill, skin.edge, 0.6)
    if palm:
        for p in (
            [(12, 18), (40, 20), (66, 30), (76, 45)],
            [(84, 40), (74, 14), (56, -10), (44, -34)],
            [(92, 20), (82, 2), (78, -18), (80, -38)],
        ):
            pen.line(f.curve(smooth(p, closed=False)), color=crease, lw=1.5, z=z + 0.1)
    for (ks, ko), (ts, to), w in zip(KNUCKLES, TIPS, WIDTHS, strict=True):
        k, u = np.array([ks, ko]), np.array([ts - ks, to - ko], dtype=float)
        n = np.array([-u[1], u[0]]) / np.hypot(*u)
        for share in (0.14, 0.46, 0.74) if palm else (0.4, 0.47, 0.74):
            c = k + u * share
            half = n * w * (0.4 if palm else 0.26)
            pen.line(f.curve([c - half, c + u * 0.012, c + half]), color=crease, lw=1.1, z=z + 0.1)
        if not palm:
            _nail(pen, f, (float(ts) - 0.01 * u[0], float(to) - 0.01 * u[1]), (u[0], u[1]), 12, skin, z + 0.12)
            pen.line(
                f.curve(smooth([k - n * 6 - u * 0.02, k + u * 0.03, k + n * 6 - u * 0.02], closed=False)),
                color=crease,
                lw=1.1,
                z=z + 0.1,
            )
    if palm:
        pen.line(f.curve([(76, 50), (83, 66)]), color=crease, lw=1.1, z=z + 0.1)
    else:
        _nail(pen, f, (102, 67.4), (26, 8), 13, skin, z + 0.12)
    full = f.curve(
        smooth([(8, 26), (50, 38), (84, 40), (98, 30), (101, 10), (97, -12), (89, -31), (72, -37), (36, -36), (8, -26)])
    )
    outer = _limb(f, [(46, 45), (78, 60), (104, 68)], (22, 18, 16, 13))
    return OpenHand(full, tuple(fingers), tuple(lower), tuple(tips), webs, outer)


def pushing_hand(
    pen: Pen, f: Frame, flange: float, rest: float, radius: float, skin: Skin, z: float = 9, arm: float = 130.0
) -> None:
    """A hand on a syringe: two fingers hook the flange at `flange`, the thumb lies on the plunger's end at `rest` (mm).

    The frame is the syringe's own (zero mark at s = 0, plunger to +s); the hand comes from the +o side. The first
    finger passes in front of the barrel, the second behind it.
    """
    r = radius
    under = flange - 11
    wrist = (rest + 14, 96.0)
    for s, z_of, reach in ((under - 20, z - 1.2, -r - 7), (under - 38, z - 1.3, -r + 2)):
        finger = _limb(f, [(wrist[0] - 22, 66), (s + 24, 46), (s + 4, 20), (s, reach)], (21, 19, 17, 14))
        pen.form(finger, fc=skin.fill, ec=skin.edge, lw=1.5, z=z_of)
    palm = f.curve(
        smooth(
            [
                (rest + 40, 88), (rest + 16, 64), (rest - 2, 48), (under + 4, 48), (under - 12, 60), (under - 26, 70),
                (under - 16, 96), (rest - 8, 122), (rest + 4, 132), (rest + 44, 104),
            ]
        )
    )  # fmt: skip
    forearm = _limb(f, [(rest + 8, 98), (rest + 12, 108), (rest + 12 + arm * 0.25, 108 + arm)], (50, 48, 58))
    first = _limb(f, [(rest - 14, 70), (under + 10, 44), (under + 1, 16), (under, -r - 9)], (23, 20, 17.5, 14.5))
    thumb = _limb(f, [(rest + 6, 78), (rest + 30, 42), (rest + 24, 16), (rest + 8.5, -3)], (28, 22, 19, 15))
    pen.form(palm, forearm, thumb, fc=skin.fill, ec=skin.edge, lw=1.5, z=z - 1.0)
    pen.form(first, fc=skin.fill, ec=skin.edge, lw=1.5, z=z + 1.2)
    pen.fill(f.oval(rest - 12, 72, 15, 17), fc=skin.fill, z=z + 1.22)
    _nail(pen, f, (under, -r - 8), (0, -1), 11, skin, z + 1.3)
    _nail(pen, f, (rest + 14.5, -1.5), (-0.7, -1), 11, skin, z - 0.9)


def finger_tip(
    pen: Pen, f: Frame, skin: Skin, length: float = 90.0, nail: bool = True, z: float = 8, wide: float = 18.0
) -> None:
    """One finger or thumb from the side that points to s = 0 and comes from +s, bent a little towards +o."""
    finger = _limb(
        f,
        [(length, wide * 0.9), (length * 0.55, wide * 0.35), (wide * 0.42, 0)],
        (wide * 1.2, wide * 1.1, wide, wide * 0.8),
    )
    pen.form(finger, fc=skin.fill, ec=skin.edge, lw=1.5, z=z)
    if nail:
        _nail(pen, f, (wide * 0.62, wide * 0.3), (-1, -0.25), wide * 0.62, skin, z + 0.1)
