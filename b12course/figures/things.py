"""Everyday things that come back in the figures of the steps: paper, telephone, tap, clock, clinic, drops."""

from __future__ import annotations

import numpy as np

from .curves import Curve, oval, smooth
from .equipment import slab
from .hand import ARTERY, DANGER, INK, PAPER, STEEL, TARGET, Pen, mix
from .panels import box

WATER, WATER_EDGE = "#bfe0ee", "#5b97b5"
BOARD, BOARD_EDGE, PAPER_EDGE = "#c79a63", "#7d5a30", "#9aa7b1"


def clipboard(
    pen: Pen, x: float, y: float, w: float = 120.0, h: float = 156.0, ticks: int = 0, heading: str = "", z: float = 5
) -> None:
    """A clipboard with a written sheet; (x, y) is its top left corner.

    The first `ticks` lines have a ticked box; a `heading` takes the place of the first line.
    """
    pen.form(box(x, y, w, h, 9), fc=BOARD, ec=BOARD_EDGE, lw=1.5, z=z)
    pen.form(box(x + 9, y - 16, w - 18, h - 26, 3), fc=PAPER, ec=PAPER_EDGE, lw=0.9, z=z + 0.1)
    pen.form(box(x + w / 2 - 24, y + 7, 48, 22, 6), fc="#c3ccd2", ec="#7d8b95", lw=1.2, z=z + 0.2)
    for i, k in enumerate((1.0, 0.8, 0.92, 0.7, 0.86)):
        row = y - 38 - i * (h - 56) / 5
        if heading and i == 0:
            pen.words(heading, x + w / 2, row, 14, INK, "bold", ha="center")
            continue
        left = x + (42 if i < ticks else 20)
        pen.line(np.array([(left, row), (left + (x + w - 22 - left) * k, row)]), color="#8a97a3", lw=2.6, z=z + 0.2)
        if i < ticks:
            pen.form(box(x + 18, row + 8, 15, 15, 2), fc=PAPER, ec=TARGET, lw=1.1, z=z + 0.2)
            check = np.array([(x + 21, row + 1), (x + 25, row - 4), (x + 33, row + 8)])
            pen.line(check, color=TARGET, lw=2.8, z=z + 0.3)


def phone(pen: Pen, x: float, y: float, w: float = 66.0, h: float = 124.0, z: float = 5) -> None:
    """A mobile telephone with a receiver on its screen; (x, y) is its top left corner."""
    pen.form(box(x, y, w, h, 11), fc="#2f3b46", ec=INK, lw=1.3, z=z)
    pen.form(box(x + 5, y - 9, w - 10, h - 18, 6), fc="#e8f1f6", ec="#2f3b46", lw=0.6, z=z + 0.1)
    cx, cy = x + w / 2, y - h / 2
    pen.fill(oval(cx, cy, 21), fc=TARGET, z=z + 0.2)
    arc = smooth([(cx - 9, cy + 9), (cx - 8, cy - 2), (cx - 1, cy - 9), (cx + 9, cy - 10)], closed=False)
    pen.line(arc, color=PAPER, lw=4.2, z=z + 0.3)
    for a, b in (((cx - 9, cy + 11), (cx - 7, cy + 4)), ((cx + 11, cy - 10), (cx + 4, cy - 8))):
        pen.line(np.array([a, b]), color=PAPER, lw=7.0, z=z + 0.3)


def tap(pen: Pen, x: float, y: float, fall: float, z: float = 4) -> None:
    """A tap whose spout ends above (x, y) and whose water falls `fall` from there."""
    steel, edge = mix(STEEL, PAPER, 0.35), "#55636e"
    water = np.array([(x - 11, y + 4), (x + 11, y + 4), (x + 8, y - fall), (x - 8, y - fall)])
    pen.form(water, fc=WATER, ec=WATER_EDGE, lw=1.1, z=z - 0.5, alpha=0.95)
    pen.line(np.array([(x - 3, y - 6), (x - 2, y - fall + 12)]), color=PAPER, lw=2.4, z=z - 0.4)
    neck = smooth(
        [(x - 15, y), (x - 16, y + 34), (x - 30, y + 48), (x - 96, y + 48), (x - 96, y + 80), (x - 20, y + 80),
         (x + 10, y + 62), (x + 16, y + 30), (x + 15, y)], closed=False, step=10)  # fmt: skip
    pen.form(neck, fc=steel, ec=edge, lw=1.6, z=z)
    pen.form(box(x - 20, y + 6, 40, 12, 4), fc=steel, ec=edge, lw=1.4, z=z + 0.1)
    pen.form(box(x - 104, y + 90, 18, 52, 5), fc=steel, ec=edge, lw=1.4, z=z + 0.1)
    pen.form(box(x - 72, y + 98, 14, 20, 3), fc=steel, ec=edge, lw=1.2, z=z + 0.1)
    pen.form(box(x - 96, y + 108, 62, 12, 6), fc=steel, ec=edge, lw=1.4, z=z + 0.2)


def drop(pen: Pen, x: float, y: float, r: float, color: str = ARTERY, z: float = 9) -> None:
    """A hanging drop whose round belly is centred on (x, y)."""
    a = np.linspace(-0.8 * np.pi, -0.2 * np.pi, 20)
    belly = np.column_stack([x + r * np.cos(a), y + r * np.sin(a)])
    sides = np.linspace(-0.2 * np.pi, 0.28 * np.pi, 10)
    right = np.column_stack([x + r * np.cos(sides), y + r * np.sin(sides)])
    left = np.column_stack([2 * x - right[::-1, 0], right[::-1, 1]])
    pen.form(np.vstack([belly, right, [(x, y + 2.1 * r)], left]), fc=color, ec=mix(color, INK, 0.45), lw=0.9, z=z)
    pen.fill(oval(x - 0.35 * r, y + 0.05 * r, 0.2 * r), fc=PAPER, z=z + 0.1, alpha=0.85)


def foam(pen: Pen, spots: list[tuple[float, float, float]], z: float = 10) -> None:
    """Soap bubbles (x, y, radius)."""
    for x, y, r in spots:
        pen.form(oval(x, y, r), fc="#f4fafc", ec=WATER_EDGE, lw=0.9, z=z, alpha=0.95)
        pen.fill(oval(x - 0.3 * r, y + 0.3 * r, 0.25 * r), fc=PAPER, z=z + 0.05)


def clock(pen: Pen, x: float, y: float, r: float, minutes: float, z: float = 5) -> None:
    """A clock face with `minutes` from the top filled in teal and hatched by its edge line."""
    pen.form(oval(x, y, r), fc=PAPER, ec=INK, lw=2.4, z=z)
    a = np.linspace(np.pi / 2, np.pi / 2 - 2 * np.pi * minutes / 60, 60)
    wedge = np.vstack([[(x, y)], np.column_stack([x + 0.86 * r * np.cos(a), y + 0.86 * r * np.sin(a)])])
    pen.form(wedge, fc=mix(TARGET, PAPER, 0.62), ec=TARGET, lw=1.4, z=z + 0.1)
    for k in range(12):
        u = np.array([np.cos(k * np.pi / 6), np.sin(k * np.pi / 6)])
        pen.line(np.array([u * r * 0.86, u * r * (0.7 if k % 3 == 0 else 0.78)]) + (x, y), color=INK, lw=2.0, z=z + 0.2)
    end = np.array([np.cos(a[-1]), np.sin(a[-1])]) * r * 0.66 + (x, y)
    pen.line(np.array([(x, y), tuple(end)]), color=INK, lw=3.6, z=z + 0.3)
    pen.fill(oval(x, y, r * 0.07), fc=INK, z=z + 0.4)


def clinic(pen: Pen, x: float, y: float, k: float = 1.0, z: float = 4) -> None:
    """A clinic with a cross over its door, standing on (x, y)."""

    def at(points: list[tuple[float, float]]) -> Curve:
        return np.array([(x + k * a, y + k * b) for a, b in points])

    pen.form(at([(-78, 0), (78, 0), (78, 110), (-78, 110)]), fc="#eceff1", ec="#6d7a85", lw=1.6, z=z)
    pen.form(at([(-30, 100), (30, 100), (30, 156), (-30, 156)]), fc=PAPER, ec="#6d7a85", lw=1.6, z=z + 0.1)
    for c in (slab(120, 136, -20, 20), slab(108, 148, -7, 7)):
        pen.fill(at([(float(o), float(s)) for s, o in c]), fc=TARGET, z=z + 0.2)
    pen.form(at([(-18, 0), (18, 0), (18, 62), (-18, 62)]), fc="#b8cbd6", ec="#6d7a85", lw=1.4, z=z + 0.1)
    pen.line(at([(0, 0), (0, 62)]), color="#6d7a85", lw=1.4, z=z + 0.2)
    for a in (-66, -46, 30, 50):
        for b in (26, 70):
            pen.form(
                at([(a, b), (a + 15, b), (a + 15, b + 22), (a, b + 22)]), fc="#cfe0ea", ec="#6d7a85", lw=1.0, z=z + 0.1
            )


def gauze(pen: Pen, x: float, y: float, size: float = 60.0, turn: float = 8.0, z: float = 5) -> None:
    """A square of gauze about (x, y), with its weave."""
    a = np.deg2rad(turn)
    m = np.array([[np.cos(a), np.sin(a)], [-np.sin(a), np.cos(a)]])
    h = size / 2
    outline = np.array([(-h, -h), (h, -h), (h, h), (-h, h)]) @ m + (x, y)
    pen.form(outline, fc="#fbfcfd", ec=PAPER_EDGE, lw=1.2, z=z)
    for t in np.linspace(-h, h, 9)[1:-1]:
        for p in ([(-h, t), (h, t)], [(t, -h), (t, h)]):
            pen.line(np.array(p) @ m + (x, y), color="#c9d2d9", lw=0.9, z=z + 0.1, clip=outline)


def blood(pen: Pen, x: float, y: float, r: float = 5.0, z: float = 9) -> None:
    """A bead of blood on the skin."""
    pen.form(oval(x, y, r), fc=ARTERY, ec=DANGER, lw=0.8, z=z)
