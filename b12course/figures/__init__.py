"""The figures of the course: each one a name, its words, and a drawing rendered to SVG or PNG.

>>> from b12course import figures
>>> "deltoid" in figures.names()
True
>>> figures.render("deltoid", "svg")[:5]
b'<?xml'
"""

from __future__ import annotations

import functools
import io
import re
import threading
from typing import Any

import matplotlib as mpl

from . import (
    absorption,
    aftercare,
    drawup,
    giving,
    hygiene,
    labels,
    layers,
    lights,
    needles,
    needs,
    preparing,
    scales,
    schedules,
    sharps,
    sites,
    supplies,
    syringe,
)
from .hand import DPI, Drawing

__all__ = ["Drawing", "UnknownFigureError", "figure", "names", "render"]

_FAMILIES = (
    needs,
    absorption,
    schedules,
    lights,
    sites,
    layers,
    syringe,
    scales,
    labels,
    needles,
    drawup,
    hygiene,
    supplies,
    preparing,
    giving,
    sharps,
    aftercare,
)
_FIGURES: dict[str, Drawing] = {d.name: d for family in _FAMILIES for d in family.DRAWINGS}
_STYLE: dict[str, Any] = {
    "font.family": ["DejaVu Sans"],
    "text.usetex": False,
    "text.hinting": "force_autohint",
    "text.antialiased": True,
    "lines.scale_dashes": True,
    "svg.fonttype": "path",
    "svg.hashsalt": "b12course",
    "svg.image_inline": True,
    "svg.id": None,
    "path.simplify": False,
    "path.snap": True,
    "path.sketch": None,
    "path.effects": [],
    "patch.antialiased": True,
    "agg.path.chunksize": 0,
    "axes.unicode_minus": True,
    "savefig.bbox": None,
    "savefig.facecolor": "auto",
    "savefig.edgecolor": "auto",
    "savefig.transparent": False,
    "savefig.dpi": "figure",
    "figure.autolayout": False,
    "figure.constrained_layout.use": False,
}
_PATH_DATA = re.compile(rb' d="[^"]*"')
_NUMBER = re.compile(rb"-?\d+\.\d{3,}")
_LOCK = threading.Lock()  # rcParams are global to the process


class UnknownFigureError(KeyError):
    """No figure has this name."""

    def __str__(self) -> str:
        """The message as a sentence, without the quotes that KeyError puts around it."""
        return str(self.args[0])


def names() -> list[str]:
    """The names of all figures, in the order in which the course shows them."""
    return list(_FIGURES)


def figure(name: str) -> Drawing:
    """The figure called `name`; an `UnknownFigureError` (a KeyError) names the known ones."""
    try:
        return _FIGURES[name]
    except KeyError:
        raise UnknownFigureError(f"No figure is called {name!r}; the known ones are {', '.join(_FIGURES)}.") from None


@functools.cache
def render(name: str, fmt: str = "svg", dpi: int = DPI) -> bytes:
    """The figure as a file: `fmt` is "svg" or "png". The same call gives the same bytes in every process."""
    if fmt not in ("svg", "png"):
        raise ValueError(f"A figure renders as 'svg' or 'png', not {fmt!r}.")
    drawing = figure(name)
    metadata: dict[str, Any] = {"Date": None, "Creator": "b12course"} if fmt == "svg" else {"Software": None}
    out = io.BytesIO()
    with _LOCK, mpl.rc_context(_STYLE):
        drawing.draw().savefig(out, format=fmt, dpi=dpi, metadata=metadata)
    return _PATH_DATA.sub(_short, out.getvalue()) if fmt == "svg" else out.getvalue()


def _short(match: re.Match[bytes]) -> bytes:
    """Path data with coordinates to a hundredth of a point: half the size, the same picture."""
    return _NUMBER.sub(lambda m: (b"%.2f" % float(m.group())).rstrip(b"0").rstrip(b"."), match.group())
