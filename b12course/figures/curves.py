"""Curves: smooth lines, limbs and ovals as arrays of points, and the paths made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.path import Path
from numpy.typing import ArrayLike, NDArray

Curve = NDArray[np.float64]


def pts(text: str) -> Curve:
    """Points from text: "x,y x,y …", which keeps long outlines short in the source."""
    return np.array([pair.split(",") for pair in text.split()], dtype=float)


def _spline(t: Curve, p: Curve, at: Curve, closed: bool) -> Curve:
    """A C2 cubic through the points `p` at parameters `t`: periodic when closed, natural when open."""
    h = np.diff(t)
    n = len(h)
    d = np.diff(p, axis=0) / h[:, None]
    size = n if closed else n + 1
    a, b = np.zeros((size, size)), np.zeros((size, 2))
    if closed:
        for i in range(n):
            a[i, i - 1] += h[i - 1]
            a[i, i] += 2 * (h[i - 1] + h[i])
            a[i, (i + 1) % n] += h[i]
            b[i] = 6 * (d[i] - d[i - 1])
    else:
        a[0, 0] = a[n, n] = 1
        for i in range(1, n):
            a[i, i - 1 : i + 2] = h[i - 1], 2 * (h[i - 1] + h[i]), h[i]
            b[i] = 6 * (d[i] - d[i - 1])
    m = np.linalg.solve(a, b)
    if closed:
        m = np.vstack([m, m[:1]])
    k = np.clip(np.searchsorted(t, at, side="right") - 1, 0, n - 1)
    w = h[k][:, None]
    lo, hi = (at - t[k])[:, None], (t[k + 1] - at)[:, None]
    cubic = (m[k] * hi**3 + m[k + 1] * lo**3) / (6 * w)
    return np.asarray(cubic + (p[k] / w - m[k] * w / 6) * hi + (p[k + 1] / w - m[k + 1] * w / 6) * lo)


def smooth(points: ArrayLike, closed: bool = True, step: int = 14) -> Curve:
    """A smooth curve through the points, `step` samples a span; knots spaced by the root of the chord."""
    p = np.asarray(points, dtype=float)
    if closed:
        p = np.vstack([p, p[:1]])
    if len(p) < 3:
        return p
    t = np.r_[0.0, np.cumsum(np.sqrt(np.hypot(*np.diff(p, axis=0).T)))]
    at = np.concatenate([np.linspace(t[i], t[i + 1], step, endpoint=False) for i in range(len(t) - 1)] + [t[-1:]])
    return _spline(t, p, at, closed)


def tube(points: ArrayLike, widths: Sequence[float], closed_start: bool = True) -> Curve:
    """The outline of a round-capped limb along `points`, `widths` wide at each of them."""
    p = np.asarray(points, dtype=float)
    c = smooth(p, closed=False) if len(p) > 2 else np.linspace(p[0], p[-1], 20)
    w = np.interp(np.linspace(0, len(widths) - 1, len(c)), np.arange(len(widths)), widths)[:, None] / 2
    soft = max(3, len(c) // 5)
    w = np.convolve(np.pad(w[:, 0], soft, mode="edge"), np.ones(2 * soft + 1) / (2 * soft + 1), mode="valid")[:, None]
    g = np.gradient(c, axis=0)
    g /= np.hypot(g[:, 0], g[:, 1])[:, None]
    nrm = np.c_[-g[:, 1], g[:, 0]]
    left, right = c + nrm * w, c - nrm * w
    turn = np.linspace(0, np.pi, 14)[1:-1, None]
    tip = c[-1] + w[-1] * (np.cos(turn) * nrm[-1] + np.sin(turn) * g[-1])
    tail = c[0] + w[0] * (-np.cos(turn) * nrm[0] - np.sin(turn) * g[0])
    parts = [left, tip, right[::-1]] + ([tail] if closed_start else [])
    return np.asarray(np.vstack(parts))


def oval(x: float, y: float, rx: float, ry: float | None = None, tilt: float = 0.0) -> Curve:
    """An ellipse as a closed curve; `tilt` in degrees, counter-clockwise."""
    a = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    u, v, k = rx * np.cos(a), (rx if ry is None else ry) * np.sin(a), np.deg2rad(tilt)
    return np.column_stack([x + u * np.cos(k) - v * np.sin(k), y + u * np.sin(k) + v * np.cos(k)])


def shift(points: ArrayLike, dx: float = 0.0, dy: float = 0.0, flip: bool = False) -> Curve:
    """The points moved by dx, dy; mirrored left to right about x = 0 first when `flip`."""
    p = np.array(points, dtype=float)
    if flip:
        p[:, 0] *= -1
    return np.asarray(p + np.array([dx, dy]))


def thin(c: Curve, tolerance: float) -> Curve:
    """The curve with only the points it needs (Ramer, Douglas and Peucker), so that an SVG stays small."""
    keep = np.zeros(len(c), dtype=bool)
    keep[[0, -1]] = True
    todo = [(0, len(c) - 1)]
    while todo:
        i, j = todo.pop()
        if j - i < 2:
            continue
        v, w = c[j] - c[i], c[i + 1 : j] - c[i]
        length = float(np.hypot(*v))
        away = np.abs(v[0] * w[:, 1] - v[1] * w[:, 0]) / length if length > 1e-9 else np.hypot(w[:, 0], w[:, 1])
        k = int(np.argmax(away))
        if away[k] > tolerance:
            keep[i + 1 + k] = True
            todo += [(i, i + 1 + k), (i + 1 + k, j)]
    return c[keep]


def both(half: Curve) -> Curve:
    """A closed outline from its right half, whose first and last points lie on the midline."""
    return np.vstack([half, shift(half[-2:0:-1], flip=True)])


def compound(curves: Iterable[Curve], closed: bool, tolerance: float) -> Path:
    """One compound path; closed curves all turn the same way, so that overlaps fill as a union."""
    vertices: list[Curve] = []
    codes: list[int] = []
    for c in curves:
        if closed:
            area = np.sum(c[:, 0] * np.roll(c[:, 1], -1) - np.roll(c[:, 0], -1) * c[:, 1])
            c = c if area > 0 else c[::-1]
            c = np.vstack([c, c[:1]])
        c = thin(c, tolerance)
        vertices.append(c)
        codes += [int(Path.MOVETO)] + [int(Path.LINETO)] * (len(c) - 1 - closed) + [int(Path.CLOSEPOLY)] * closed
    return Path(np.vstack(vertices), codes)


def cut(curve: Curve, crop: Path) -> Curve:
    """The part of a closed curve inside a rectangular window (Sutherland and Hodgman)."""
    (x0, y0), (x1, y1) = crop.get_extents().min, crop.get_extents().max
    out = [tuple(p) for p in curve]
    for axis, bound, sign in ((0, x0, 1), (0, x1, -1), (1, y0, 1), (1, y1, -1)):
        kept: list[tuple[float, ...]] = []
        for i, q in enumerate(out):
            p = out[i - 1]
            dp, dq = (p[axis] - bound) * sign, (q[axis] - bound) * sign
            if (dp < 0) != (dq < 0):
                k = dp / (dp - dq)
                kept.append(tuple(p[j] + k * (q[j] - p[j]) for j in (0, 1)))
            if dq >= 0:
                kept.append(q)
        out = kept
    return np.array(out)
