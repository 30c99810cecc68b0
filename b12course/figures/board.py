"""Pieces of the figures that are mostly words: cards, bulleted lines and signs that differ by shape."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .curves import Curve, oval
from .hand import DANGER, DPI, INK, LABEL_PT, LEADING, PAPER, Pen

AMBER, AMBER_PALE = "#8a5200", "#fdf1dc"
GREEN, GREEN_PALE = "#1d6b41", "#e6f3ea"
RED_PALE, GREY_PALE, RULE = "#fbe9ec", "#f1f4f6", "#c9ced3"


def rounded(x0: float, y0: float, x1: float, y1: float, r: float) -> Curve:
    """A rectangle with round corners of radius r."""
    turn = np.linspace(0, np.pi / 2, 9)
    corners = ((x1 - r, y1 - r, 0.0), (x0 + r, y1 - r, 0.5), (x0 + r, y0 + r, 1.0), (x1 - r, y0 + r, 1.5))
    arcs = [(cx, cy, turn + quarter * np.pi) for cx, cy, quarter in corners]
    return np.vstack([np.c_[cx + r * np.cos(a), cy + r * np.sin(a)] for cx, cy, a in arcs])


def card(pen: Pen, x0: float, y0: float, x1: float, y1: float, fc: str, ec: str, lw: float = 1.6) -> None:
    """A card: a pale field with a coloured edge."""
    pen.form(rounded(x0, y0, x1, y1, 1.4), fc=fc, ec=ec, lw=lw, z=1)


def pitch(pen: Pen, size: float) -> float:
    """The distance between two baselines, in the pen's units."""
    return LEADING * size * DPI / 72 / pen.scale


def bullets(
    pen: Pen,
    x: float,
    y: float,
    lines: Sequence[str],
    mark: str,
    size: float = LABEL_PT,
    gap: float = 0.5,
    color: str = INK,
) -> float:
    """Lines with a dot each, hanging from y; returns the y under the last one."""
    step = pitch(pen, size)
    for text in lines:
        pen.fill(oval(x + 0.55, y - 0.36 * step, 0.42), fc=mark, z=4)
        pen.words(text, x + 2.2, y, size, color, va="top")
        y -= step * (text.count("\n") + 1) + gap
    return y


def sign_stop(pen: Pen, x: float, y: float, r: float) -> None:
    """A red octagon with a bar: do not."""
    a = np.deg2rad(np.arange(22.5, 360, 45))
    pen.form(np.c_[x + r * np.cos(a), y + r * np.sin(a)], fc=DANGER, ec=DANGER, lw=1.2, z=4)
    pen.line(np.array([(x - 0.52 * r, y), (x + 0.52 * r, y)]), color=PAPER, lw=8.5, z=4.1)


def sign_ask(pen: Pen, x: float, y: float, r: float) -> None:
    """An amber triangle with an exclamation mark: stop and ask."""
    tri = np.array([(x, y + 1.12 * r), (x - 1.1 * r, y - 0.78 * r), (x + 1.1 * r, y - 0.78 * r)])
    pen.form(tri, fc="#f0a92b", ec=AMBER, lw=3.0, z=4)
    pen.line(np.array([(x, y + 0.42 * r), (x, y - 0.14 * r)]), color=INK, lw=6.5, z=4.1)
    pen.fill(oval(x, y - 0.5 * r, 0.12 * r), fc=INK, z=4.1)


def sign_go(pen: Pen, x: float, y: float, r: float) -> None:
    """A green disc with a tick: no reason to withhold."""
    pen.form(oval(x, y, r), fc=GREEN, ec=GREEN, lw=1.2, z=4)
    tick = np.array([(x - 0.44 * r, y + 0.02 * r), (x - 0.1 * r, y - 0.34 * r), (x + 0.48 * r, y + 0.4 * r)])
    pen.line(tick, color=PAPER, lw=6.5, z=4.1)
