"""Things that come back in many figures: the helping hand and the course's one syringe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .curves import Curve, oval, smooth, tube
from .hand import DRUG, GLASS, HUB, STEEL, Pen, Skin


@dataclass(frozen=True)
class Grip:
    """Where a hand lies: all in body units, seen from the back of the hand."""

    wrist: tuple[float, float]
    knuckles: tuple[tuple[float, float], ...]
    tips: tuple[tuple[float, float], ...]
    forearm: tuple[tuple[float, float], ...]
    thumb: tuple[tuple[float, float], ...] = ()
    finger: float = 1.9


def helping_hand(pen: Pen, g: Grip, skin: Skin, z: float = 8, alpha: float = 1.0, nails: bool = True) -> None:
    """A helping hand seen from its back: forearm, palm, four fingers and (if given) the thumb."""
    w = np.array(g.wrist)
    k = [np.array(p) for p in g.knuckles]
    along = np.mean(k, axis=0) - w
    along /= np.hypot(*along)
    side = np.array([-along[1], along[0]])
    first = 1.0 if np.dot(k[0] - w, side) > 0 else -1.0
    half = side * first * g.finger * 1.45
    out0 = k[0] + side * first * g.finger * 0.5
    out3 = k[-1] - side * first * g.finger * 0.5
    top = [p + along * g.finger * 0.18 for p in k]
    arm = [np.array(p) for p in g.forearm]
    runs = [w, *arm]
    rails: list[list[Curve]] = [[], []]
    for i in range(1, len(runs)):
        d = (runs[i] - runs[i - 1]) / np.hypot(*(runs[i] - runs[i - 1]))
        across = np.array([d[1], -d[0]]) * first * g.finger
        wide = (1.36, 1.72)[min(i - 1, 1)]
        rails[0].append(runs[i] + across * wide)
        rails[1].append(runs[i] - across * wide)
    palm = smooth(
        [
            *rails[0][::-1],
            w + half * 0.84,
            w + half * 1.05 + along * 2.4,
            out0 - along * 0.9,
            *top,
            out3 - along * 0.7,
            w - half * 1.08 + along * 2.4,
            w - half * 0.84,
            *rails[1],
        ]
    )
    fingers = []
    for p, t, f in zip(g.knuckles, g.tips, (1.0, 1.03, 0.98, 0.86), strict=True):
        a, b = np.array(p), np.array(t)
        bow = np.array([-(b - a)[1], (b - a)[0]]) * 0.025
        d = g.finger * f
        fingers.append(
            tube([a - (b - a) * 0.08, a + (b - a) * 0.45 + bow, b], (d * 1.08, d, d * 1.0, d * 0.95, d * 0.76))
        )
    parts = [palm, *fingers]
    if g.thumb:
        parts.append(tube(g.thumb, (g.finger * 1.9, g.finger * 1.3, g.finger * 1.12, g.finger * 0.8)))
    pen.form(*parts, fc=skin.fill, ec=skin.edge, lw=1.6, z=z, alpha=alpha)
    for p, t in zip(g.knuckles, g.tips, strict=True):
        a, b = np.array(p), np.array(t)
        u = (b - a) / np.hypot(*(b - a))
        n = np.array([-u[1], u[0]])
        for s in (0.5, 0.56):
            c = a + (b - a) * s
            pen.line(
                smooth([c - n * 0.4, c + u * 0.12, c + n * 0.4], False),
                color=skin.edge,
                lw=1.0,
                z=z + 0.1,
                alpha=0.6,
            )
        pen.line(
            smooth([a - n * 0.5, a + u * 0.3, a + n * 0.5], False),
            color=skin.edge,
            lw=1.1,
            z=z + 0.1,
            alpha=0.45,
        )
        if nails:
            c = b - u * g.finger * 0.02
            pen.form(
                oval(float(c[0]), float(c[1]), g.finger * 0.36, g.finger * 0.27, np.rad2deg(np.arctan2(u[1], u[0]))),
                fc="#fbeee4",
                ec=skin.edge,
                lw=0.5,
                z=z + 0.12,
                alpha=alpha,
            )
    if g.thumb and nails:
        a, b = np.array(g.thumb[-2]), np.array(g.thumb[-1])
        u = (b - a) / np.hypot(*(b - a))
        pen.form(
            oval(float(b[0]), float(b[1]), g.finger * 0.4, g.finger * 0.3, np.rad2deg(np.arctan2(u[1], u[0]))),
            fc="#fbeee4",
            ec=skin.edge,
            lw=0.5,
            z=z + 0.12,
            alpha=alpha,
        )


def syringe(
    pen: Pen,
    tip: tuple[float, float],
    angle: float,
    needle: float,
    bore: float = 5.0,
    barrel: float = 22.0,
    fill: float = 0.55,
    thin: float = 0.8,
    z: float = 9,
) -> None:
    """The course's one syringe, its bevelled needle ending at `tip`; `angle` 90 is straight down.

    `needle`, `bore` (outer width), `barrel` and `thin` (needle width) are in body units; `fill` is a share.
    """
    a = np.deg2rad(angle)
    u = np.array([-np.cos(a), np.sin(a)])
    n = np.array([u[1], -u[0]])
    r = bore / 2

    def part(
        points: Sequence[tuple[float, float]],
        fc: str,
        ec: str | None = None,
        lw: float = 1.0,
        dz: float = 0.0,
    ) -> None:
        c = np.array([np.array(tip) + u * s + n * o for s, o in points])
        if ec is None:
            pen.fill(c, fc=fc, z=z + dz)
        else:
            pen.form(c, fc=fc, ec=ec, lw=lw, z=z + dz)

    def bar(s0: float, s1: float, half: float) -> list[tuple[float, float]]:
        return [(s0, half), (s1, half), (s1, -half), (s0, -half)]

    part(
        [(0, -thin / 2), (thin * 2.2, thin / 2), (needle, thin / 2), (needle, -thin / 2)],
        STEEL,
        "#4f5f6b",
        0.5,
    )
    hub = needle + 1.4 * r
    part([(needle, 0.36 * r), (hub, 0.62 * r), (hub, -0.62 * r), (needle, -0.36 * r)], HUB, "#2b6b72", 0.6, 0.1)
    end, stopper = hub + barrel, hub + barrel * fill
    part(bar(stopper, end + 0.3 * barrel, 0.2 * r), "#c9d4db", "#8a99a4", 0.6)
    part(bar(hub, end, r), GLASS, "#7c8d99", 0.7, 0.02)
    part(bar(hub + 0.12 * r, stopper, 0.86 * r), DRUG, dz=0.05)
    part(bar(stopper, stopper + 0.5 * r, 0.9 * r), "#39444d", dz=0.06)
    part(bar(stopper + 0.5 * r, end, 0.2 * r), "#c9d4db", "#8a99a4", 0.5, 0.06)
    part(bar(end, end + 0.22 * r, 1.6 * r), "#dbe5ea", "#7c8d99", 0.6, 0.1)
    part(bar(end + 0.3 * barrel, end + 0.3 * barrel + 0.22 * r, 1.2 * r), "#c9d4db", "#7c8d99", 0.6, 0.1)
    for k in range(1, 10):
        s = hub + barrel * k / 10
        length = 0.62 if k % 5 == 0 else 0.36
        tick = np.array([np.array(tip) + u * s + n * r, np.array(tip) + u * s + n * r * (1 - length)])
        pen.line(tick, color="#45525d", lw=1.0, z=z + 0.12)
