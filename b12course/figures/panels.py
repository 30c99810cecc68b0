"""Pages of panels: a canvas measured in pixels from its top left, step numbers, ticks, boxes and small marks."""

from __future__ import annotations

import numpy as np

from .curves import Curve, oval
from .hand import INK, KEY_PT, PAPER, TARGET, Pen

LINE, GROUND, AMBER, AMBER_EDGE = "#c9ced3", "#f3f5f6", "#f2c14e", "#8a5a00"


def sheet(height: int, title: str, sub: str = "", width: int = 1000) -> Pen:
    """A canvas with its heading, one unit a pixel; x runs right from 0, y down from 0 in negative numbers."""
    pen = Pen(width, height, 0.0, -float(height), 1.0)
    pen.head(title, sub)
    return pen


def box(x: float, y: float, w: float, h: float, r: float = 14.0) -> Curve:
    """A rectangle `w` by `h` whose top left corner is (x, y), with corners rounded by `r`."""
    turn = np.linspace(0, np.pi / 2, 9)
    corners = ((x + w - r, y - r, 0.0), (x + r, y - r, 0.5), (x + r, y - h + r, 1.0), (x + w - r, y - h + r, 1.5))
    return np.vstack([np.c_[a + r * np.cos(turn + q * np.pi), b + r * np.sin(turn + q * np.pi)] for a, b, q in corners])


def card(pen: Pen, x: float, y: float, w: float, h: float, fc: str = GROUND, ec: str = LINE) -> None:
    """The quiet ground of one panel."""
    pen.form(box(x, y, w, h), fc=fc, ec=ec, lw=0.7, z=0.2)


def badge(pen: Pen, x: float, y: float, number: int, r: float = 19.0) -> None:
    """The number of a step, white on teal."""
    pen.fill(oval(x, y, r), fc=TARGET, z=22)
    pen.words(str(number), x, y, KEY_PT, PAPER, "bold", ha="center")


def tick(pen: Pen, x: float, y: float, r: float = 16.0) -> None:
    """Right: a teal disc with a white tick."""
    pen.fill(oval(x, y, r * 1.2), fc=PAPER, z=21)
    pen.fill(oval(x, y, r), fc=TARGET, z=21.1)
    mark = np.array([(x - 0.46 * r, y), (x - 0.12 * r, y - 0.36 * r), (x + 0.48 * r, y + 0.36 * r)])
    pen.line(mark, color=PAPER, lw=3.2, z=21.2)


def step(pen: Pen, x: float, y: float, number: int, title: str) -> None:
    """A step's number and its title beside it; (x, y) is the badge's centre."""
    badge(pen, x, y, number)
    pen.words(title, x + 32, y, KEY_PT, INK, "bold")


def wrong(pen: Pen, x: float, y: float, r: float = 16.0) -> None:
    """Wrong: the course's danger mark."""
    pen.stop(x, y, r)


class Inset(Pen):
    """A window on the same canvas with units of its own: what is drawn in it is cut at its edges."""

    def __init__(self, pen: Pen, x: float, y: float, w: float, h: float, x0: float, y0: float, scale: float) -> None:
        """A window `w` by `h` pixels, its top left at (x, y) of `pen`; (x0, y0) is its lower left."""
        self.fig = pen.fig
        across, down = pen.x1 - pen.x0, pen.y1 - pen.y0
        self.ax = pen.fig.add_axes((x / across, 1 + (y - h) / down, w / across, h / down))
        self.x0, self.y0, self.scale = x0, y0, scale
        self.x1, self.y1 = x0 + w / scale, y0 + h / scale
        self.ax.set(xlim=(self.x0, self.x1), ylim=(self.y0, self.y1))
        self.ax.set_axis_off()
        # The edges of the axes cut in PNG; in SVG a shape's own clip would take their place.
        self.crop()
