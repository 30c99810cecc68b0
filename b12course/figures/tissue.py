"""A block of skin, fat and muscle in cross-section, which a pinch or a sideways pull can move.

Millimetres; y up, the resting skin surface at y = 0. Depths are examples: fat differs from person to person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.path import Path

from .curves import Curve, oval, shift, smooth, thin, tube
from .hand import (
    ARTERY,
    DERMIS,
    DPI,
    FASCIA,
    FAT,
    FIBRE,
    LIGHT,
    LOBULE,
    MUSCLE,
    NERVE,
    NERVE_EDGE,
    Pen,
    mix,
)

VEIN, VEIN_EDGE, ARTERY_EDGE = "#93b4d6", "#2f4a68", "#6d1019"
EPIDERMIS = mix(LIGHT.fill, LIGHT.shade, 0.12)
SKIN_MM, THIN_MM = 2.4, 0.8


def offset(line: Curve, by: float) -> Curve:
    """An open curve drawn left to right, moved `by` to its right-hand side: down, where it runs level."""
    g = np.gradient(line, axis=0)
    g /= np.hypot(g[:, 0], g[:, 1])[:, None]
    moved = line + by * np.c_[g[:, 1], -g[:, 0]]
    return smooth(moved[:: max(1, len(moved) // 60)], closed=False, step=6)


@dataclass(frozen=True)
class Fold:
    """A pinched fold of skin and fat: its middle, its width and its height above the resting skin, in mm."""

    x: float
    width: float
    height: float

    def surface(self, x0: float, x1: float) -> Curve:
        """The skin from x0 to x1 with the fold in it, held by two fingertips."""
        w, h = self.width / 2, self.height
        half = [
            (w + 7.5, 0.0),
            (w + 2.6, 0.9),
            (w + 0.2, 0.26 * h),
            (w - 0.35, 0.46 * h),
            (w - 0.3, 0.66 * h),
            (w * 0.80, 0.88 * h),
            (w * 0.42, 0.985 * h),
        ]
        left = [(self.x - a, b) for a, b in half]
        right = [(self.x + a, b) for a, b in half[::-1]]
        outer = [(x0, 0.0), (x0 + (left[0][0] - x0) * 0.5, 0.1)]
        rest = [(x1 - (x1 - right[-1][0]) * 0.5, 0.1), (x1, 0.0)]
        return smooth([*outer, *left, (self.x, h), *right, *rest], closed=False)


@dataclass(frozen=True)
class Block:
    """Tissue from x0 to x1 under a skin at `y`: skin and fat together `fat` mm deep, muscle to `bottom` mm."""

    x0: float
    x1: float
    fat: float
    bottom: float
    seed: int = 4
    fold: Fold | None = None
    pull: float = 0.0
    slip: float = 0.0
    lobule: float = 1.5
    fibre_gap: float = 2.1
    y: float = 0.0

    def shift_at(self, depth: float) -> float:
        """How far tissue at this depth is pulled sideways: skin by `pull`, the lowest fat by `slip`, muscle by 0."""
        if depth >= self.fat:
            return 0.0
        share = min(1.0, max(0.0, (depth - SKIN_MM) / (self.fat - SKIN_MM)))
        return self.pull + (self.slip - self.pull) * share

    def at(self, x: float, depth: float) -> tuple[float, float]:
        """Where a point of resting tissue lies now (no fold)."""
        return x + self.shift_at(depth), self.y - depth

    def _edges(self) -> tuple[Curve, Curve, Curve, Curve]:
        pad = 4.0
        a, b = self.x0 - pad, self.x1 + pad
        x = np.linspace(a, b, 240)
        top = np.c_[x, 0.15 * np.sin(x / 3.1)] if self.fold is None else self.fold.surface(a, b)
        outer, skin = offset(top, THIN_MM), offset(top, SKIN_MM)
        wave = 0.35 * np.sin((x - self.x0) / 5.5 + 0.4)
        lift = np.zeros_like(x)
        if self.fold is not None:  # a pinch lifts the fat off the muscle; the muscle hardly moves
            lift = 1.2 * np.exp(-(((x - self.fold.x) / (0.75 * self.fold.width)) ** 2))
        return top, outer, skin, np.c_[x, -self.fat + wave + lift]

    def draw(self, pen: Pen) -> None:
        """Skin, fat with its lobules, the muscle's sheath, and muscle with its fibres."""
        rng = np.random.default_rng(self.seed)

        def put(c: Curve) -> Curve:
            return shift(c, 0.0, self.y)

        top, outer, skin, low = self._edges()
        a, b = float(low[0, 0]), float(low[-1, 0])
        floor = np.array([(b, -self.bottom), (a, -self.bottom)])
        pen.fill(put(np.vstack([top, floor])), fc=EPIDERMIS, z=1)
        pen.fill(put(np.vstack([outer, floor])), fc=DERMIS, z=1.01)
        body = put(np.vstack([skin, floor]))
        pen.fill(body, fc=FAT, z=1.02)
        fat = put(np.vstack([skin, low[::-1]]))
        inside = Path(np.vstack([skin, low[::-1]]))
        r = self.lobule
        high = float(skin[:, 1].max())
        rings: list[Curve] = []
        for i, y in enumerate(np.arange(high, -self.fat - r, -1.63 * r)):
            for cx in np.arange(a + (i % 2) * 1.07 * r, b + 2 * r, 2.13 * r):
                q = rng.uniform(0.72, 1.0) * r
                depth = float(np.clip(-y, 0, self.fat - 0.01))
                cx += self.shift_at(depth) if self.pull else 0.0
                lean = -18.0 * np.sign(self.pull) if self.pull else 0.0
                one = oval(cx + rng.uniform(-0.26, 0.26) * r, y + rng.uniform(-0.2, 0.2) * r, q * 1.14, q, lean)
                if inside.contains_points(one[::6]).any():
                    rings.append(put(thin(np.vstack([one, one[:1]]), 0.18 / pen.scale)))
        pen.line(*rings, color=LOBULE, lw=1.1, z=1.03, alpha=0.75, clip=fat)
        meat = put(np.vstack([low, floor]))
        pen.fill(meat, fc=MUSCLE, z=1.04)
        x = low[:, 0]
        lift = low[:, 1] + self.fat
        strands = []
        for k, y in enumerate(np.arange(self.fat + 1.3, self.bottom, self.fibre_gap)):
            near = np.exp(-(y - self.fat) / 6.0)
            strands.append(put(np.c_[x, -y + near * lift + 0.34 * np.sin(x / 5.2 + 1.9 * k)]))
        pen.line(*strands, color=FIBRE, lw=2.0, z=1.05, alpha=0.6, clip=meat)
        pen.line(put(low), color=FASCIA, lw=3.4, z=1.3)
        pen.line(put(top), color=LIGHT.edge, lw=1.9, z=1.31)


def vessel(pen: Pen, points: Sequence[tuple[float, float]], width: float, vein: bool = False, z: float = 1.2) -> None:
    """A blood vessel, `width` in points: an artery red with a light core, a vein blue."""
    c = smooth(points, closed=False)
    fc, ec = (VEIN, VEIN_EDGE) if vein else (ARTERY, ARTERY_EDGE)
    pen.line(c, color=ec, lw=width + 1.8, z=z)
    pen.line(c, color=fc, lw=width, z=z + 0.01)
    pen.line(c, color="#ffffff", lw=width * 0.22, z=z + 0.02, alpha=0.45)


def nerve(pen: Pen, points: Sequence[tuple[float, float]], width: float, z: float = 1.2) -> None:
    """A nerve, `width` in points: yellow, with two darker strands along it, so that it reads without colour."""
    c = smooth(points, closed=False)
    pen.line(c, color=NERVE_EDGE, lw=width + 1.8, z=z)
    pen.line(c, color=NERVE, lw=width, z=z + 0.01)
    if width > 4:
        pen.line(c, color=NERVE_EDGE, lw=width * 0.14, z=z + 0.02, alpha=0.7, dash=(7, 4))


def bundle(pen: Pen, x0: float, x1: float, depth: float, y: float = 0.0, thick: float = 1.0) -> None:
    """Artery, vein and nerve side by side `depth` mm under a skin at `y`, with twigs that rise towards it."""
    w = x1 - x0

    def run(d: float, phase: float) -> list[tuple[float, float]]:
        return [(x, y - depth - d + 0.5 * np.sin(x / 9 + phase)) for x in np.linspace(x0 - 3, x1 + 3, 9)]

    def twig(at: float, lean: float, top: float, fork: float) -> list[list[tuple[float, float]]]:
        """A branch that winds upwards from the bundle, and a smaller one that leaves it half-way."""
        x, low, high = x0 + at * w, y - depth, y - top
        rise = high - low
        steps = (0.0, 0.2, 0.42, 0.64, 0.84, 1.0)
        stem = [(x + lean * (0.5 * t + 0.22 * np.sin(5.2 * t)), low + rise * t) for t in steps]
        fx, fy = stem[2]
        side = [(fx + a * fork, fy + b * rise) for a, b in ((0.0, 0.0), (0.25, 0.16), (0.9, 0.26), (1.0, 0.42))]
        return [stem, side]

    for at, lean, top, fork, kind in (
        (0.05, 5.0, 4.2, 5.0, "artery"),
        (0.84, -4.0, 4.8, -5.0, "vein"),
        (0.95, -3.0, 5.4, 2.6, "nerve"),
    ):
        stem, side = twig(at, lean, top, fork)
        fc, ec = {"artery": (ARTERY, ARTERY_EDGE), "vein": (VEIN, VEIN_EDGE), "nerve": (NERVE, NERVE_EDGE)}[kind]
        for line, share, z in ((side, 0.62, 1.34), (stem, 1.0, 1.35)):
            full = 4.2 * share * thick * DPI / 72 / pen.scale
            pen.form(tube(line, (full, 0.85 * full, 0.62 * full, 0.4 * full, 0.22 * full)), fc=fc, ec=ec, lw=0.8, z=z)
    vessel(pen, run(0.0, 0.2), 8.0 * thick, z=1.36)
    vessel(pen, run(2.7, 0.2), 9.0 * thick, vein=True, z=1.36)
    nerve(pen, run(5.2, 0.2), 8.0 * thick, z=1.36)
