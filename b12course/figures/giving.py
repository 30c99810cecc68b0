"""The injection itself, step by step: into muscle, and into the fat under the skin."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from .curves import Curve, oval, smooth, tube
from .equipment import HUB_END, THREE_ML, Frame, arrow, pad, pinch, syringe
from .hand import (
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
    TAN,
    TARGET,
    Drawing,
    Pen,
    Skin,
)
from .hands import pushing_hand
from .panels import Inset, card, sheet, step
from .sharps import sharps_box
from .sites_leg import BODY
from .things import clock
from .tissue import EPIDERMIS, Block, Fold

WIDE, SEEN = 468.0, 300.0
NEEDLE, DEEP_IN = 25.0, 24.0


def _grid(pen: Pen, tall: float, texts: Sequence[tuple[str, str]]) -> list[tuple[float, float]]:
    """Numbered cards of `tall` pixels, two a row, with their words; returns their top left corners."""
    cells = [(24.0 + 484 * (i % 2), -112.0 - (tall + 14) * (i // 2)) for i in range(len(texts))]
    for i, ((x, y), (title, text)) in enumerate(zip(cells, texts, strict=True)):
        card(pen, x, y, WIDE, tall)
        step(pen, x + 38, y - 40, i + 1, title)
        pen.words(text, x + 19, y - 74 - SEEN - 18, 16.5, INK, va="top")
    return cells


def _window(pen: Pen, cell: tuple[float, float], k: float, deep: float, height: float = SEEN) -> Inset:
    """The picture of a card in millimetres: the skin at y = 0 (`deep` mm above its lower edge), the middle at x = 0."""
    wide = WIDE - 6
    return Inset(pen, cell[0] + 3, cell[1] - 74, wide, height, -wide / 2 / k, -deep, k)


def _tissue(view: Inset, fat: float = 12.0, fold: Fold | None = None) -> None:
    """Skin, fat and muscle across the window; level tissue has few points, so that the file stays small."""
    if fold is not None:
        Block(view.x0, view.x1, fat, -view.y0 + 1, seed=5, fold=fold, lobule=2.3, fibre_gap=3.4).draw(view)
        return
    rng = np.random.default_rng(5)
    x = np.linspace(view.x0 - 2, view.x1 + 2, 26)
    floor = np.array([(x[-1], view.y0 - 1), (x[0], view.y0 - 1)])
    low = np.c_[x, -fat + 0.4 * np.sin(x / 9)]
    view.fill(np.vstack([np.c_[x, 0 * x], floor]), fc=EPIDERMIS, z=1)
    view.fill(np.vstack([np.c_[x, 0 * x - 0.8], floor]), fc=DERMIS, z=1.01)
    view.fill(np.vstack([np.c_[x, 0 * x - 2.4], floor]), fc=FAT, z=1.02)
    turn = np.linspace(0, 2 * np.pi, 10)
    r, rows = 3.0, int((fat - 2.4) // 4.4)
    lobules = []
    for i in range(rows):
        for cx in np.arange(view.x0 + i * 3.7, view.x1, 7.4):
            q, cy = rng.uniform(0.72, 1.0) * r, -2.4 - (fat - 2.4) * (i + 0.5) / rows + rng.uniform(-0.5, 0.5)
            at = cx + rng.uniform(-0.7, 0.7)
            lobules.append(np.column_stack([at + 1.16 * q * np.cos(turn), cy + 0.84 * q * np.sin(turn)]))
    view.line(*lobules, color=LOBULE, lw=1.1, z=1.03, alpha=0.8)
    view.fill(np.vstack([low, floor]), fc=MUSCLE, z=1.04)
    fibres = [np.c_[x, y + 0.4 * np.sin(x / 6 + 1.9 * y)] for y in np.arange(-fat - 2.4, view.y0, -3.4)]
    view.line(*fibres, color=FIBRE, lw=2.0, z=1.05, alpha=0.6)
    view.line(low, color=FASCIA, lw=3.4, z=1.3)
    view.line(np.array([(x[0], 0), (x[-1], 0)]), color=LIGHT.edge, lw=1.9, z=1.31)


def _depot(view: Inset, x: float, y: float, rx: float, ry: float) -> None:
    """Where the drug lies."""
    shape = oval(x, y, rx, ry)
    view.fill(shape, fc=DRUG, z=3, alpha=0.62)
    view.line(np.vstack([shape, shape[:1]]), color="#9c2a4b", lw=1.3, z=3.05, alpha=0.75)


def _finger(view: Inset, points: Sequence[tuple[float, float]], width: float, skin: Skin, z: float = 6) -> None:
    """A finger or thumb seen from its side."""
    shape = tube(points, (width * 1.12, width * 1.06, width, width * 0.84))
    view.form(shape, fc=skin.fill, ec=skin.edge, shade=skin.shade, lw=1.5, z=z, depth=0.4)


def _turned(points: Curve) -> Curve:
    """The leg of the site figures lying level, hip to the left and the front of the thigh up."""
    return np.column_stack([-points[:, 1], points[:, 0]])


def _needle_in(view: Inset, ml: float, above: float = 0.0) -> Frame:
    """The syringe straight over x = 0; its tip is `above` mm over where it lies when it is fully in."""
    f = Frame(0, -DEEP_IN + above + NEEDLE - HUB_END, 90, 1.0)
    syringe(view, f, THREE_ML, ml=ml, length=NEEDLE, lw=0.9, z=9)
    return f


def give_im() -> Figure:
    """Eight steps into the muscle of the outer thigh."""
    tall = 456.0
    pen = sheet(2008, "Into muscle, step by step", "Here the outer thigh. Dose drawn up, sharps box in reach")
    cells = _grid(
        pen,
        tall,
        (
            ("Find the spot", "Feel the bones. Outer thigh:\nouter side of the middle third."),
            ("Clean, let it dry", "One alcohol pad, if policy asks.\nDo not blow or fan."),
            ("Hold the skin", "Stretch it flat. A thin person:\nbunch it up, as you were taught."),
            ("In at 90°", "One smooth move, straight in,\nto the full planned depth."),
            ("Push slowly", "About 10 seconds for each mL."),
            ("Out, straight", "The same angle as going in.\nNo cap goes back on."),
            ("Box at once", "Needle and syringe together,\nneedle first."),
            ("Press", "Dry gauze, 1 to 2 minutes. Do\nnot rub. Then clean your hands."),
        ),
    )
    # 1: the leg, its thirds and the ring
    leg = Inset(pen, cells[0][0] + 3, cells[0][1] - 74, WIDE - 6, SEEN, -52.0, -20.0, 7.3)
    leg.form(_turned(BODY), fc=TAN.fill, ec=TAN.edge, shade=TAN.shade, lw=1.8, z=2)
    for s in (-26.7, -13.3):
        leg.line(np.array([(s, -13.5), (s, 13.5)]), color=TARGET, lw=2.0, z=5, dash=(4, 3))
    for s, t, r in ((-40, 0, 2.4), (0.2, 0.2, 2.6)):
        ring = oval(s, t, r)
        leg.line(np.vstack([ring, ring[:1]]), color=INK, lw=1.8, z=5, dash=(3, 2))
    leg.ring(-20.0, 2.9, 15)
    leg.words("Hip", -40, 6.4, NOTE_PT, INK, ha="center")
    leg.words("Knee", 0.2, 5.6, NOTE_PT, INK, ha="center")
    leg.words("Middle third", -20, 15.6, NOTE_PT, TARGET, "bold", ha="center")
    # 2: the pad on the skin
    view = _window(pen, cells[1], 2.6, 34)
    _tissue(view)
    pad(view, Frame(-6, 0.2, 90, 1.0), width=30, thick=7, z=7)
    pinch(view, Frame(-2, 16, 40, 1.0), LIGHT, 9, z_back=6, z_front=8, arm=90)
    for x in (-58.0, -47.0, -36.0):
        wave = [(x, 5), (x + 2.5, 9), (x - 1, 13), (x + 2.5, 17), (x, 21)]
        view.line(smooth(wave, closed=False), color=TARGET, lw=2.4, z=5)
    view.words("Drying", -47, 29, NOTE_PT, TARGET, "bold", ha="center")
    # 3: the skin is stretched
    view = _window(pen, cells[2], 2.6, 34)
    _tissue(view)
    for side in (-1, 1):
        _finger(view, [(side * 86, 96), (side * 54, 42), (side * 30, 7.5)], 15, LIGHT)
        arrow(view, [(side * 4, 24), (side * 20, 24)], TARGET, z=18)
    view.ring(0, 0, 13)
    # 4: straight in
    view = _window(pen, cells[3], 2.15, 34)
    _tissue(view)
    f = _needle_in(view, 1.0)
    pinch(view, f.move(20, 0, -52), LIGHT, 5, z_back=8, z_front=12, arm=80)
    square = np.array([(-13, 0.4), (-13, 9), (-4.6, 9)])
    view.line(square, color=PAPER, lw=5.0, z=10)
    view.line(square, color=INK, lw=2.2, z=10.1)
    view.words("90°", -18, 7, LABEL_PT, INK, "bold", ha="right")
    view.words("Fat", -100, -7, NOTE_PT, INK)
    view.words("Muscle", -100, -24, NOTE_PT, PAPER)
    # 5: the slow push
    view = _window(pen, cells[4], 1.82, 31)
    _tissue(view)
    _depot(view, 0, -DEEP_IN, 8, 4.6)
    f = _needle_in(view, 0.5)
    rest = THREE_ML.mark(0.5) + THREE_ML.end + 7.2
    pushing_hand(view, Frame(f.x, f.y, 90, 1.0, flip=True), THREE_ML.end, rest, THREE_ML.radius + 1, LIGHT, z=9)
    clock(view, -66, 58, 24, 10)
    view.words("10 s per mL", -66, 22, LABEL_PT, TARGET, "bold", ha="center")
    # 6: straight out
    view = _window(pen, cells[5], 2.15, 34)
    _tissue(view)
    _depot(view, 0, -DEEP_IN, 10, 5.4)
    f = _needle_in(view, 0.03, above=36)
    pinch(view, f.move(16, 0, -52), LIGHT, 5, z_back=8, z_front=12, arm=80)
    arrow(view, [(-26, 14), (-26, 56)], TARGET, z=18)
    # 7: the box
    x, y = cells[6]
    pen.line(np.array([(x + 24, y - 372), (x + WIDE - 24, y - 372)]), color="#c9ced3", lw=2.4, z=1)
    sharps_box(pen, x + 234, y - 372, 0.78)
    syringe(pen, Frame(x + 234, y - 372 + 234, 90, 0.82), THREE_ML, ml=0.03, length=NEEDLE, lw=0.8, z=5.12)
    arrow(pen, [(x + 300, y - 92), (x + 300, y - 160)], TARGET, z=18)
    # 8: gauze
    view = _window(pen, cells[7], 2.6, 34)
    _tissue(view)
    pad(view, Frame(0, 0.2, 90, 1.0), width=44, thick=6, z=7)
    for x, z in ((11, 5.6), (-3, 6.0)):
        _finger(view, [(x + 88, 64), (x + 46, 42), (x + 16, 24), (x, 12.6)], 15, LIGHT, z=z + 2)
    arrow(view, [(-14, 44), (-14, 16)], TARGET, z=18)
    return pen.fig


def _pinched(view: Inset, fold: Fold, rise: float = 30.0) -> None:
    """Thumb and finger at the sides of a fold, coming down from `rise` mm over the place where they hold it."""
    w, low = fold.width / 2, 0.42 * fold.height
    for side, thick in ((-1, 13.0), (1, 11.5)):
        path = [
            (fold.x + side * (w + 80), low + 1.3 * rise),
            (fold.x + side * (w + 34), low + 0.57 * rise),
            (fold.x + side * (w + 15), low + 0.2 * rise),
            (fold.x + side * (w + 0.4 * thick), low + 0.8),
        ]
        _finger(view, path, thick, LIGHT)


def _angle(view: Inset, entry: Curve, degrees: float, text: str) -> None:
    """The angle between the skin at `entry` and the syringe, on its left, as an arc on a dashed level line."""
    x, y = float(entry[0]), float(entry[1])
    r = 21.0
    turn = np.linspace(np.pi, np.pi - np.deg2rad(degrees), 24)
    level = np.array([(x - 30, y), (x - 1, y)])
    arc = np.c_[x + r * np.cos(turn), y + r * np.sin(turn)]
    for c, dash in ((level, (3.0, 2.0)), (arc, None)):
        view.line(c, color=PAPER, lw=4.6, z=14, alpha=0.85)
        view.line(c, color=INK, lw=2.0, z=14.1, dash=dash)
    view.words(
        text, x - (24 if degrees < 60 else 31), y + (12 if degrees < 60 else 15), LABEL_PT, INK, "bold", ha="right"
    )


def give_sc() -> Figure:
    """Four steps into the fat under the skin."""
    tall = 488.0
    pen = sheet(1142, "Into fat, step by step", "Skin clean and dry; the fold and the needle set the angle")
    cells = _grid(
        pen,
        tall,
        (
            ("Pinch a fold", "Lift skin and fat off the muscle,\nwith thumb and one finger."),
            ("Thin fold: 45°", "A fold of 2.5 cm (1 in.):\nneedle in at a slant."),
            ("Thick fold: 90°", "A fold of 5 cm (2 in.), short\nneedle: straight in."),
            (
                "Push, out, press",
                "Push slowly. Out at the same angle,\nand into the sharps box. Press with\ndry gauze; do not rub.",
            ),
        ),
    )
    # 1: the fold
    view = _window(pen, cells[0], 3.3, 32)
    fold = Fold(0.0, 30.0, 17.0)
    _tissue(view, 14.0, fold)
    _pinched(view, fold)
    for side in (-1, 1):
        arrow(view, [(side * 46, 38), (side * 28, 32)], TARGET, z=18)
    view.words("Fat", -66, -8, NOTE_PT, INK)
    view.words("Muscle", -66, -23, NOTE_PT, PAPER)
    # 2 and 3: the needle in a thin fold and in a thick one
    for cell, fat, fold, angle, needle, mark in (
        (cells[1], 13.0, Fold(8.0, 25.0, 15.0), 45.0, 16.0, "45°"),
        (cells[2], 22.0, Fold(0.0, 50.0, 19.0), 90.0, 13.0, "90°"),
    ):
        view = _window(pen, cell, 3.3, 32)
        _tissue(view, fat, fold)
        _pinched(view, fold, 30.0 if angle > 45 else 13.0)
        a, slant = np.deg2rad(angle), angle < 90
        way = np.array([-np.cos(a), np.sin(a)])
        entry = np.array([fold.x - 0.2 * fold.width * slant, fold.height - 0.2 * slant])
        tip = entry - way * (needle - 1.2)
        _depot(view, float(tip[0]), float(tip[1]), 5.4, 3.8)
        x, y = tip + way * (needle - HUB_END)
        syringe(view, Frame(float(x), float(y), 180 - angle, 1.0), THREE_ML, ml=0.8, length=needle, lw=0.9, z=9)
        _angle(view, entry, angle, mark)
        view.words("Fat", -66, -9, NOTE_PT, INK)
        view.words("Muscle", -66, -27, NOTE_PT, PAPER)
    # 4: out, and the gauze
    view = _window(pen, cells[3], 2.6, 34)
    _tissue(view, 16.0)
    _depot(view, -48, -9, 7, 4)
    syringe(view, Frame(-48, 12 + 13 - HUB_END, 90, 1.0), THREE_ML, ml=0.03, length=13, lw=0.9, z=9)
    arrow(view, [(-66, 14), (-66, 48)], TARGET, z=18)
    pad(view, Frame(26, 0.2, 90, 1.0), width=40, thick=6, z=7)
    for x, z in ((36, 7.6), (22, 8.0)):
        _finger(view, [(x + 88, 64), (x + 46, 42), (x + 16, 24), (x, 12.6)], 15, LIGHT, z=z)
    arrow(view, [(8, 44), (8, 16)], TARGET, z=18)
    view.words("Out", -66, 58, NOTE_PT, TARGET, "bold", ha="center")
    view.words("Press", 8, 54, NOTE_PT, TARGET, "bold", ha="center")
    return pen.fig


DRAWINGS = (
    Drawing(
        name="give-im",
        title="An injection into muscle, step by step",
        alt=(
            "Eight steps. 1, find the spot: feel the bones at hip and knee; outer side of the middle third of the "
            "thigh. 2, clean, let it dry: one alcohol pad if policy asks; do not blow or fan. 3, hold the skin: "
            "two fingers stretch it flat; in a thin person bunch it up, as you were taught. 4, in at 90 degrees: "
            "straight through the fat into the muscle, to the full planned depth. 5, push slowly: about 10 "
            "seconds a mL. 6, out at the same angle as going in; no cap goes back on. 7, box at once: needle and "
            "syringe together, needle first. 8, press with dry gauze for 1 to 2 minutes, do not rub, then clean "
            "your hands."
        ),
        caption=(
            "The needle goes straight in, through the fat and into the muscle, and comes out at the same angle. Draw "
            "back to look for blood only if your policy or the label says so. How to hold the skin depends on the site "
            "and build."
        ),
        sources=(
            "open-rn-im-wtcs",
            "mvec-injection-technique",
            "aih-10th-ed-2013",
            "immunize-site-needle",
            "immunize-clotting",
            "sisson-2015",
            "niosh-sharps-disposal",
        ),
        draw=give_im,
        width_px=1000,
        height_px=2008,
    ),
    Drawing(
        name="give-sc",
        title="An injection into fat, step by step",
        alt=(
            "Four steps. 1: thumb and one finger pinch a fold that lifts skin and fat off the muscle. 2: in a "
            "thin fold of 2.5 cm (1 in.) the needle goes in at a slant of 45 degrees. 3: in a thick fold of 5 cm "
            "(2 in.) a short needle goes straight in at 90 degrees. In both the drug lies in the fat, above the "
            "muscle. 4: push slowly; out at the same angle, and into the sharps box; press with dry gauze, do not "
            "rub."
        ),
        caption=(
            "An injection into fat goes into the fat, not just under the surface and not into the muscle. The fold and "
            "the needle set the angle. Give it this way only if the order and the label allow it."
        ),
        sources=(
            "odpskills-sc-pinch",
            "open-rn-im-wtcs",
            "saunders-nclex-p445",
            "unimed-self-b12",
            "niosh-sharps-disposal",
        ),
        draw=give_sc,
        width_px=1000,
        height_px=1142,
    ),
)
