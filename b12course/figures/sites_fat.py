"""Fat depth against needle length, to scale in millimetres."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .curves import Curve, oval
from .hand import (
    DANGER,
    DERMIS,
    DRUG,
    FASCIA,
    FAT,
    FIBRE,
    INK,
    LABEL_PT,
    LIGHT,
    LOBULE,
    MUSCLE,
    NOTE_PT,
    PAPER,
    TARGET,
    Drawing,
    Pen,
)
from .props import syringe

WIDTH, GAP, DEPTH, NEEDLE = 42.0, 4.0, 52.0, 25.0
PANELS = (
    (10.0, "Thin fat", "In muscle"),
    (20.0, "Medium fat", "Just in muscle"),
    (35.0, "Thick fat", "Only in fat"),
)


def _tissue(pen: Pen, x0: float, fat: float, seed: int) -> None:
    """Skin, fat and muscle of one panel; `fat` is the depth of skin and fat together, in mm."""
    rng = np.random.default_rng(seed)
    x = np.linspace(x0, x0 + WIDTH, 160)

    def wave(size: float, period: float, phase: float) -> Curve:
        return size * np.sin((x - x0) / period + phase)

    def band(top: Curve, low: Curve, color: str, z: float) -> None:
        pen.fill(np.vstack([np.c_[x, top], np.c_[x, low][::-1]]), fc=color, z=z)

    top, derm, fat0 = wave(0.15, 3.1, 0), wave(0.12, 1.4, 1) - 0.7, wave(0.25, 1.7, 2) - 2.0
    low = wave(0.35, 5.5, 0.4) - fat
    deep = np.full_like(x, -DEPTH)
    band(low, deep, MUSCLE, 1)
    band(fat0 + 0.3, low, FAT, 1.1)
    band(derm + 0.2, fat0, DERMIS, 1.2)
    band(top, derm, LIGHT.fill, 1.3)
    clip = np.vstack([np.c_[x, fat0], np.c_[x, low][::-1]])
    lobules: list[Curve] = []
    for i, y in enumerate(np.arange(-3.4, -fat, -2.45)):
        for cx in np.arange(x0 + (i % 2) * 1.6, x0 + WIDTH + 2, 3.2):
            r = rng.uniform(1.05, 1.5)
            one = oval(cx + rng.uniform(-0.4, 0.4), y + rng.uniform(-0.3, 0.3), r * 1.14, r)
            lobules.append(np.vstack([one, one[:1]]))
    pen.line(*lobules, color=LOBULE, lw=1.1, z=1.15, alpha=0.75, clip=clip)
    meat = np.vstack([np.c_[x, low], np.c_[x, deep][::-1]])
    strands = [np.c_[x, y + 0.35 * np.sin((x - x0) / 5.2 + y)] for y in np.arange(-fat - 1.4, -DEPTH, -2.1)]
    pen.line(*strands, color=FIBRE, lw=2.0, z=1.12, alpha=0.6, clip=meat)
    pen.line(np.c_[x, top], color=LIGHT.edge, lw=1.8, z=1.4)
    pen.line(np.c_[x, low], color=FASCIA, lw=3.0, z=1.4)


def fat_depth() -> Figure:
    """The same needle in three depths of fat."""
    pen = Pen(1000, 1050, -4.0, -69.6, 7.14)
    for i, (fat, build, verdict) in enumerate(PANELS):
        x0 = i * (WIDTH + GAP)
        pen.crop(x0=x0, x1=x0 + WIDTH, y0=-DEPTH, y1=74)
        _tissue(pen, x0, fat, 5 + i)
        needle = x0 + 11.0
        pen.fill(oval(needle, -NEEDLE, 5.2, 4.2), fc=DRUG, z=3, alpha=0.6)
        syringe(pen, (needle, -NEEDLE), 90, NEEDLE, bore=10.0, barrel=38.0, fill=0.5, thin=0.7)
        if i == 2:
            pen.line(np.array([(needle, -26.5), (needle, -38)]), color=INK, lw=2.6, z=7, dash=(2, 2))
        pen.uncrop()
        mid = x0 + 18.5
        pen.words(build, x0 + 19.4, 22, 20, INK, "bold")
        pen.words(f"{fat:.0f} mm to\nthe muscle", mid, -fat / 2 - 0.8, 17, INK)
        pen.words("Muscle", mid, (-28, -33, -47.5)[i], 17, PAPER)
        if i < 2:
            pen.ring(x0 + 2.6, -DEPTH - 5.0, 12)
        else:
            pen.stop(x0 + 2.6, -DEPTH - 5.0, 13)
        pen.words(verdict, x0 + 6.2, -DEPTH - 5.0, LABEL_PT, TARGET if i < 2 else DANGER, "bold")
    pen.words("38 mm (1.5 in.)\njust reaches", 2 * (WIDTH + GAP) + 13.5, -40.6, NOTE_PT, PAPER)
    pen.line(np.array([(2.0, -DEPTH + 3), (12.0, -DEPTH + 3)]), color=PAPER, lw=3, z=8)
    for x in (2.0, 12.0):
        pen.line(np.array([(x, -DEPTH + 2.2), (x, -DEPTH + 3.8)]), color=PAPER, lw=2.2, z=8)
    pen.words("10 mm", 13.4, -DEPTH + 3, NOTE_PT, PAPER)
    pen.foot("Example depths. Needle and layers to scale.")
    pen.head("Fat decides the length", "The same 25 mm (1 in.) needle in three people")
    return pen.fig


DRAWINGS = (
    Drawing(
        name="fat-depth",
        title="Fat decides the needle length",
        alt=(
            "Three blocks of skin, fat and muscle with the same 25 mm (1 in.) needle straight in. With 10 "
            "mm of skin and fat the tip is well in the muscle; with 20 mm it is just in the muscle; with "
            "35 mm it stays in the fat, and a dashed line shows that 38 mm (1.5 in.) would only just reach."
        ),
        caption=(
            "Needle length follows fat depth, sex and site, not habit: too short a needle leaves a muscle "
            "injection in the fat. Needle and layers are to scale; the syringe is not."
        ),
        sources=("immunize-site-needle", "mri-vg-fat-2019", "bmj-gluteal-ct-2006"),
        draw=fat_depth,
        width_px=1000,
        height_px=1050,
    ),
)
