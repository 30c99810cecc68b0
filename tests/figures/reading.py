"""Reading a figure: its words and what they stand on, and the shapes that it is drawn of."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

from b12course import figures

Color = str | Sequence[float]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Word:
    """One text of a figure: its box in pixels (y up), its size in points, and the colours (n, 3) that lie under it."""

    text: str
    box: Bbox
    size: float
    color: str
    ground: Numbers

    @property
    def contrast(self) -> Numbers:
        """Its contrast with each pixel under it."""
        return contrast(self.color, self.ground)


def apart(a: Bbox, b: Bbox) -> bool:
    """Whether two boxes share no more than an edge."""
    return bool(a.x1 <= b.x0 or b.x1 <= a.x0 or a.y1 <= b.y0 or b.y1 <= a.y0)


@functools.cache
def drawn(name: str) -> Figure:
    """The figure, built once for all who only look at it."""
    return figures.figure(name).draw()


@functools.cache
def words(name: str) -> tuple[Word, ...]:
    """Each visible text of a figure."""
    fig = figures.figure(name).draw()
    texts = [t for t in fig.findobj(Text) if t.get_visible() and t.get_text().strip()]
    if not texts:
        return ()
    canvas = fig.canvas
    assert isinstance(canvas, FigureCanvasAgg)
    boxes = [t.get_window_extent(canvas.get_renderer()) for t in texts]
    for t in texts:
        t.set_visible(False)
    canvas.draw()
    bare = np.asarray(canvas.buffer_rgba())[::-1, :, :3] / 255
    found = []
    for t, box in zip(texts, boxes, strict=True):
        (x0, y0), (x1, y1) = np.floor(box.min).astype(int), np.ceil(box.max).astype(int)
        ground = bare[max(y0, 0) : y1, max(x0, 0) : x1].reshape(-1, 3)
        found.append(Word(t.get_text(), box, float(t.get_fontsize()), str(t.get_color()), ground))
    return tuple(found)


def luminance(color: Color | Numbers) -> Numbers:
    """The relative luminance of one colour or of many, (n, 3), as WCAG 2.2 defines it."""
    rgb = np.asarray(to_rgb(color) if isinstance(color, str) else color)
    parts = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(parts @ [0.2126, 0.7152, 0.0722])


def contrast(a: Color | Numbers, b: Color | Numbers) -> Numbers:
    """The contrast of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    one, other = luminance(a), luminance(b)
    return np.asarray((np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05))


def shapes(ax: Axes) -> list[PathPatch]:
    """What a pen drew on these axes, in its order."""
    return [p for p in ax.patches if isinstance(p, PathPatch)]


def outline(patch: PathPatch) -> Numbers:
    """The corners of a shape in the units of its axes, without the closing ones."""
    path = patch.get_path()
    vertices = np.asarray(path.vertices)
    return vertices if path.codes is None else vertices[np.asarray(path.codes) != path.CLOSEPOLY]


def filled(ax: Axes, color: str) -> list[PathPatch]:
    """The shapes filled with this colour."""
    return [p for p in shapes(ax) if p.get_fill() and same(p.get_facecolor(), color)]


def edged(ax: Axes, color: str) -> list[PathPatch]:
    """The shapes and lines drawn in this colour."""
    return [p for p in shapes(ax) if same(p.get_edgecolor(), color)]


def same(a: Color | Numbers, b: str) -> bool:
    """Whether two colours are the same, whatever shines through them."""
    return bool(np.allclose(np.asarray(a)[:3], to_rgb(b), atol=1e-4))
