"""The hand that draws every figure of the course: palette, line weights, marks and labels.

A figure is drawn in centimetres (or millimetres) of the body it shows, with y pointing up, by a `Pen`
that knows how many pixels one unit is. Nothing here touches pyplot or any other global state.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from numpy.typing import ArrayLike

from .curves import Curve, compound, cut, oval, smooth

DPI = 100
FONT = "DejaVu Sans"
TITLE_PT, SUB_PT, KEY_PT, LABEL_PT, NOTE_PT, FLOOR_PT = 25.0, 17.0, 19.0, 18.0, 16.0, 14.0
LEADING = 1.27

INK, SOFT, PAPER = "#1c2733", "#55626f", "#ffffff"
TARGET, DANGER = "#0a6a72", "#8c1a2e"
BONE, BONE_EDGE = "#f6efdd", "#a8946c"
MUSCLE, MUSCLE_EDGE, FIBRE, FASCIA = "#b55a4d", "#87382e", "#d98b7c", "#f3e3c2"
FAT, LOBULE, DERMIS, NERVE, NERVE_EDGE, ARTERY = (
    "#f7dd94",
    "#e3bf63",
    "#e6a88c",
    "#f4c430",
    "#7a5a00",
    "#b3202c",
)
STEEL, GLASS, DRUG, HUB = "#8496a3", "#e8f1f6", "#d94b73", "#3f8f97"
CLOTH, CLOTH_EDGE, CLOTH2, CLOTH2_EDGE, FURNITURE = "#cfdbe4", "#8195a5", "#7fa3a6", "#4d7377", "#e4e1da"


@dataclass(frozen=True)
class Skin:
    """A skin tone: flat colour, outline and the tone that rounds the form."""

    fill: str
    edge: str
    shade: str


LIGHT = Skin("#f6dcc8", "#b87b57", "#d99e78")
TAN = Skin("#e6b993", "#a06c47", "#c0855a")
BROWN = Skin("#c08a66", "#7d5037", "#95603f")
DEEP = Skin("#94654b", "#55331f", "#6a412c")


@dataclass(frozen=True)
class Drawing:
    """One figure of the course: its words and the function that draws it."""

    name: str
    title: str
    alt: str
    caption: str
    sources: tuple[str, ...]
    draw: Callable[[], Figure]
    width_px: int
    height_px: int


def mix(a: str, b: str, share: float) -> str:
    """The colour that is `share` of `b` and the rest of `a`."""
    x, y = (np.array([int(c[i : i + 2], 16) for i in (1, 3, 5)]) for c in (a, b))
    return "#" + "".join(f"{round(v):02x}" for v in x * (1 - share) + y * share)


class Pen:
    """Draws on one canvas in body units. `scale` is pixels a unit; `crop` cuts the body at a window."""

    def __init__(self, width: int, height: int, x0: float, y0: float, scale: float) -> None:
        """A white canvas of `width` by `height` pixels whose lower left corner is (x0, y0)."""
        self.fig = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor=PAPER)
        FigureCanvasAgg(self.fig)
        self.ax: Axes = self.fig.add_axes((0, 0, 1, 1))
        self.x0, self.y0, self.scale = x0, y0, scale
        self.x1, self.y1 = x0 + width / scale, y0 + height / scale
        self.ax.set(xlim=(self.x0, self.x1), ylim=(self.y0, self.y1))
        self.ax.set_axis_off()
        self._crop: Path | None = None

    def crop(
        self,
        x0: float | None = None,
        y0: float | None = None,
        x1: float | None = None,
        y1: float | None = None,
    ) -> None:
        """From now on cut everything but words at this window (an omitted side is the canvas edge)."""
        a, b = self.x0 if x0 is None else x0, self.y0 if y0 is None else y0
        c, d = self.x1 if x1 is None else x1, self.y1 if y1 is None else y1
        self._crop = Path([(a, b), (c, b), (c, d), (a, d), (a, b)])

    def uncrop(self) -> None:
        """Stop cutting."""
        self._crop = None

    def _add(self, path: Path, z: float, clip: Path | None = None, **style: Any) -> PathPatch:
        patch = PathPatch(path, zorder=z, joinstyle="round", capstyle="round", **style)
        self.ax.add_patch(patch)
        inside = clip if clip is not None else self._crop
        if inside is not None:
            patch.set_clip_path(inside, self.ax.transData)
        return patch

    def _inside(self, shape: Curve | None) -> Path | None:
        """A shape as a clip path, cut at the window; a shape wholly outside it clips everything away."""
        if shape is None:
            return None
        part = shape if self._crop is None else cut(shape, self._crop)
        return self._path([part if len(part) > 2 else np.full((3, 2), self.x0 - 1e3)], True)

    def _path(self, curves: Iterable[Curve], closed: bool) -> Path:
        return compound(curves, closed, 0.09 / self.scale)

    def fill(self, *curves: Curve, fc: str, z: float = 2, alpha: float = 1.0, clip: Curve | None = None) -> None:
        """A flat colour inside the union of the curves, without an outline."""
        self._add(self._path(curves, True), z, self._inside(clip), fc=fc, ec="none", lw=0, alpha=alpha)

    def line(
        self,
        *curves: Curve,
        color: str = INK,
        lw: float = 1.4,
        z: float = 3,
        alpha: float = 1.0,
        dash: tuple[float, float] | None = None,
        clip: Curve | None = None,
    ) -> None:
        """Open round-capped strokes; `dash` is (on, off) in line widths; `clip` keeps inside a shape."""
        self._add(
            self._path(curves, False),
            z,
            self._inside(clip),
            fc="none",
            ec=color,
            lw=lw,
            alpha=alpha,
            ls=(0, dash) if dash else "-",
        )

    def form(
        self,
        *curves: Curve,
        fc: str,
        ec: str,
        shade: str | None = None,
        lw: float = 1.8,
        z: float = 2,
        alpha: float = 1.0,
        depth: float = 1.0,
    ) -> None:
        """A solid form: the union of the curves, outlined, softly rounded towards its edge by `shade`."""
        union = self._path(curves, True)
        self._add(union, z, fc="none", ec=ec, lw=2 * lw, alpha=alpha)
        self._add(union, z + 0.01, fc=fc, ec="none", lw=0, alpha=alpha)
        if shade is not None and len(curves) == 1:
            inside = self._inside(curves[0])
            for w in np.linspace(4, 28, 7):
                self._add(union, z + 0.02, inside, fc="none", ec=shade, lw=w * depth, alpha=0.064 * alpha)

    def muscle(
        self,
        front: ArrayLike,
        back: ArrayLike,
        fibres: int = 9,
        z: float = 3,
        alpha: float = 0.95,
        origin: ArrayLike | None = None,
    ) -> Curve:
        """A muscle between two edges, both drawn from origin to insertion, with fibres between them.

        `origin` bends the upper end: a curve from the first point of `front` to the first point of `back`.
        """
        t = np.linspace(0, 1, 90)

        def even(points: ArrayLike) -> Curve:
            c = smooth(points, closed=False, step=20)
            s = np.r_[0, np.cumsum(np.hypot(*np.diff(c, axis=0).T))]
            return np.column_stack([np.interp(t, s / s[-1], c[:, i]) for i in (0, 1)]).astype(float)

        a, b = even(front), even(back)
        top = even(origin) if origin is not None else a[:1] + (b[:1] - a[:1]) * t[:, None]
        outline = np.vstack([a[::-1], top, b])
        self.form(outline, fc=MUSCLE, ec=MUSCLE_EDGE, shade=MUSCLE_EDGE, lw=1.1, z=z, alpha=alpha, depth=0.7)
        strands = []
        for i in range(1, fibres):
            k = i / fibres
            lo, hi = 3 + (i * 7) % 5, 87 - (i * 5) % 7
            lift = top[int(89 * k)] - (a[0] * (1 - k) + b[0] * k)
            fibre = a * (1 - k) + b * k + lift * ((1 - t) ** 1.3)[:, None]
            strands.append(fibre[lo:hi])
        self.line(*strands, color=FIBRE, lw=1.5, z=z + 0.05, alpha=0.8, clip=outline)
        return outline

    def bone(self, *curves: Curve, z: float = 2, under: Skin | None = None) -> None:
        """Bones, cream, each with its own outline; `under` a skin they show only faintly."""
        fc, ec = (BONE, BONE_EDGE) if under is None else (mix(BONE, under.fill, 0.42), mix(BONE_EDGE, under.edge, 0.3))
        for c in curves:
            self.form(c, fc=fc, ec=ec, shade=ec, lw=0.8, z=z, depth=0.45)

    def nerve(self, points: ArrayLike, width: float = 5.0, z: float = 5, alpha: float = 1.0) -> None:
        """A nerve: yellow with a dark edge, `width` in points."""
        c = smooth(points, closed=False)
        self.line(c, color=NERVE_EDGE, lw=width + 2.0, z=z, alpha=alpha)
        self.line(c, color=NERVE, lw=width, z=z + 0.01, alpha=alpha)

    def hatch(
        self,
        shape: Curve,
        color: str = DANGER,
        gap: float = 0.8,
        lw: float = 1.3,
        z: float = 6,
        alpha: float = 0.85,
    ) -> None:
        """Diagonal hatching inside a shape: the mark of a place to keep out of."""
        (ax, ay), (bx, by) = shape.min(axis=0), shape.max(axis=0)
        span = by - ay
        lines = [np.array([(x, ay), (x + span, by)]) for x in np.arange(ax - span, bx, gap * 1.414)]
        self.line(*lines, color=color, lw=lw, z=z, alpha=alpha, clip=shape)

    def ring(self, x: float, y: float, r_px: float = 15) -> None:
        """The target: one teal ring with a dot, on a white halo so that it reads on every skin tone."""
        r = r_px / self.scale
        self.line(np.vstack([oval(x, y, r), oval(x, y, r)[:1]]), color=PAPER, lw=8, z=20, alpha=0.9)
        self.fill(oval(x, y, r), fc=PAPER, z=20, alpha=0.55)
        self.line(np.vstack([oval(x, y, r), oval(x, y, r)[:1]]), color=TARGET, lw=4, z=20.1)
        self.fill(oval(x, y, r * 0.34), fc=TARGET, z=20.1)

    def stop(self, x: float, y: float, r_px: float = 13) -> None:
        """The danger mark: a dark disc with a white cross, told apart by shape as well as by colour."""
        r, k = r_px / self.scale, 0.42 * r_px / self.scale
        self.fill(oval(x, y, r * 1.22), fc=PAPER, z=21)
        self.fill(oval(x, y, r), fc=DANGER, z=21.1)
        for s in (1, -1):
            self.line(np.array([(x - k, y - s * k), (x + k, y + s * k)]), color=PAPER, lw=3.0, z=21.2)

    def struck(self, x: float, y: float, r_px: float = 20) -> None:
        """A struck ring: a site that is not used."""
        r = r_px / self.scale
        ring = np.vstack([oval(x, y, r), oval(x, y, r)[:1]])
        bar = np.array([(x - r * 0.707, y - r * 0.707), (x + r * 0.707, y + r * 0.707)])
        self.line(ring, bar, color=PAPER, lw=8.5, z=20, alpha=0.9)
        self.line(ring, bar, color=DANGER, lw=4.2, z=20.1)

    def words(
        self,
        text: str,
        x: float,
        y: float,
        size: float = LABEL_PT,
        color: str = INK,
        weight: str = "normal",
        ha: str = "left",
        va: str = "center",
    ) -> None:
        """Words on the canvas, never cropped; each line on its own baseline, so that the leading is even.

        `va` "center" centres the capitals of the whole block on y, "top" hangs the first capitals from y.
        """
        em = size * DPI / 72 / self.scale
        lines = text.split("\n")
        first = y - 0.73 * em if va == "top" else y + LEADING * em * (len(lines) - 1) / 2 - 0.365 * em
        for i, line in enumerate(lines):
            self.ax.text(
                x,
                first - i * LEADING * em,
                line,
                fontsize=size,
                color=color,
                fontweight=weight,
                ha=ha,
                va="baseline",
                zorder=30,
                fontfamily=FONT,
            )

    def label(
        self,
        text: str,
        at: tuple[float, float],
        to: tuple[float, float] | None = None,
        term: str = "",
        ha: str = "left",
        color: str = INK,
        weight: str = "normal",
        size: float = LABEL_PT,
        start: tuple[float, float] | None = None,
    ) -> None:
        """Plain words, the anatomical `term` in parentheses under them, and a thin leader to the thing.

        The leader leaves from the side of the words that faces the thing, or from `start` (body units).
        """
        em = DPI / 72 / self.scale
        rows = text.count("\n") + 1
        extra = term.count("\n") + 1 if term else 0
        small = NOTE_PT + 0.5
        self.words(text, at[0], at[1] + extra * LEADING * small * em / 2, size, color, weight, ha)
        if term:
            self.words(f"({term})", at[0], at[1] - rows * LEADING * size * em / 2, small, SOFT, "normal", ha)
        if to is None:
            return
        gap = 9 / self.scale
        begin = start or (at[0] - gap if ha == "left" else at[0] + gap, at[1])
        leader = np.array([begin, to])
        self.line(leader, color=PAPER, lw=3.6, z=19, alpha=0.75)
        self.line(leader, color=color, lw=1.4, z=19.1)
        if color == INK:  # a leader to a ring or a cross ends on it and needs no dot
            self.fill(oval(to[0], to[1], 3.6 / self.scale), fc=INK, z=24)

    def span(self, x: float, y0: float, y1: float, color: str = SOFT, lw: float = 1.7) -> None:
        """A vertical dimension with an arrowhead at each end."""
        a, b = 10 / self.scale, 4.5 / self.scale
        lo, hi = min(y0, y1), max(y0, y1)
        self.line(np.array([(x, lo + a * 0.6), (x, hi - a * 0.6)]), color=color, lw=lw, z=22)
        for y, s in ((lo, 1), (hi, -1)):
            self.fill(np.array([(x, y), (x + b, y + s * a), (x - b, y + s * a)]), fc=color, z=22)

    def head(self, title: str, sub: str = "") -> None:
        """Title and subtitle at the top left."""
        x = self.x0 + 36 / self.scale
        self.words(title, x, self.y1 - 42 / self.scale, TITLE_PT, INK, "bold")
        if sub:
            self.words(sub, x, self.y1 - 72 / self.scale, SUB_PT, SOFT, va="top")

    def foot(self, text: str) -> None:
        """A note on orientation and scale at the bottom left."""
        self.words(text, self.x0 + 36 / self.scale, self.y0 + 30 / self.scale, NOTE_PT, SOFT)
