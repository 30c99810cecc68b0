"""Used needles: the box they go into, and what to do after a needlestick."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from .curves import Curve, oval, smooth
from .equipment import ONE_ML, RUBBER, THREE_ML, Frame, slab, syringe
from .hand import (
    DANGER,
    GLASS,
    INK,
    KEY_PT,
    LABEL_PT,
    NOTE_PT,
    PAPER,
    SOFT,
    TAN,
    TARGET,
    Drawing,
    Pen,
    mix,
)
from .hands import open_hand
from .panels import LINE, box, card, sheet, step, tick, wrong
from .things import WATER, WATER_EDGE, blood, clinic, clipboard, clock, drop, foam, phone, tap

RED, RED_EDGE = "#d8655c", "#7d1f1a"
PLASTIC, PLASTIC_EDGE = "#e9edf0", "#7a8a96"
Point = tuple[float, float]


def _at(points: Sequence[Point], x: float, y: float, k: float = 1.0) -> Curve:
    """Points given from the middle of a thing's base, moved to (x, y) and scaled."""
    return np.array([(x + k * a, y + k * b) for a, b in points])


def _mirror(half: Sequence[Point]) -> list[Point]:
    """An outline that is the same on both sides, from its right half (bottom to top)."""
    return [*half, *[(-a, b) for a, b in reversed(half)]]


def sharps_box(pen: Pen, x: float, y: float, k: float = 1.0, line: bool = True, words: bool = True) -> None:
    """A purpose-made sharps box, about 180 by 250 units, standing on (x, y); its fill line at three quarters."""
    body = _at(_mirror([(66, 0), (72, 8), (86, 206), (86, 212)]), x, y, k)
    pen.form(body, fc=mix(RED, PAPER, 0.42), ec=RED_EDGE, lw=1.8, z=4)
    used = ((-44, 16, 8, 0.95), (44, 34, 172, 0.95), (-20, 52, 20, 0.8), (40, 96, 196, 0.9), (-44, 112, -10, 0.95))
    for a, b, angle, size in used:
        f = Frame(x + k * a, y + k * b, angle, k * size)
        for part in (slab(-11, 0, -3, 3), slab(0, 60, -5.1, 5.1), slab(60, 62, -10, 10), slab(62, 68, -2.7, 2.7)):
            pen.form(f.curve(part), fc=PLASTIC, ec=PLASTIC_EDGE, lw=0.7, z=4.1)
        pen.form(f.curve(slab(1, 8, -4.3, 4.3)), fc=RUBBER, ec=RUBBER, lw=0.4, z=4.15)
    pen.fill(body, fc=mix(RED, PAPER, 0.3), z=5, alpha=0.72)
    pen.form(_at(_mirror([(94, 206), (96, 212), (96, 226), (92, 232)]), x, y, k), fc=RED, ec=RED_EDGE, lw=1.8, z=5.2)
    lid = _at(_mirror([(80, 230), (72, 246), (50, 250)]), x, y, k)
    pen.form(lid, fc=RED, ec=RED_EDGE, lw=1.8, z=5.1)
    pen.form(_at([(-44, 244), (44, 244), (40, 255), (-40, 255)], x, y, k), fc="#4a1512", ec=RED_EDGE, lw=1.2, z=5.15)
    if line:
        level = 212 * 0.75
        pen.line(_at([(-80, level), (80, level)], x, y, k), color=INK, lw=3.4, z=6)
    if words:
        pen.form(box(x - 58 * k, y + 112 * k, 116 * k, 66 * k, 8 * k), fc=PAPER, ec=RED_EDGE, lw=1.0, z=6)
        pen.words("SHARPS", x, y + 79 * k, 17 if k > 0.9 else 14, INK, "bold", ha="center")


def _tub(pen: Pen, x: float, y: float) -> None:
    """A heavy laundry-detergent bottle with a screw lid, standing on (x, y), its handle on the right."""
    body = smooth(
        _at(
            [
                (-86, 2), (-92, 40), (-92, 150), (-84, 186), (-52, 212), (-44, 226), (12, 226), (22, 214),
                (60, 200), (86, 168), (92, 120), (92, 40), (86, 2), (60, -1), (0, 0), (-60, -1),
            ],
            x,
            y,
        ),
        step=8,
    )  # fmt: skip
    tone, edge = "#8fb3d1", "#3d5f7d"
    pen.form(body, fc=tone, ec=edge, shade=edge, lw=1.8, z=4)
    grip = smooth(_at([(46, 176), (66, 164), (72, 128), (70, 100), (58, 98), (52, 128), (44, 156)], x, y), step=8)
    pen.form(grip, fc=PAPER, ec=edge, lw=1.6, z=4.2)
    cap = _at([(-50, 224), (18, 224), (16, 262), (-48, 262)], x, y)
    pen.form(cap, fc="#3d5f7d", ec="#22394d", lw=1.6, z=4.3)
    for a in range(-40, 16, 9):
        pen.line(_at([(a, 230), (a, 256)], x, y), color="#22394d", lw=1.2, z=4.4)
    pen.form(box(x - 78, y + 132, 118, 116, 6), fc=PAPER, ec=edge, lw=1.0, z=4.5)
    pen.words("USED\nSHARPS\nDo not\nrecycle", x - 19, y + 74, 14, INK, "bold", ha="center")
    pen.line(_at([(-92, 168), (40, 168)], x, y), color=INK, lw=3.4, z=6, dash=(2.2, 2.0))


def _jug(pen: Pen, x: float, y: float) -> None:
    body = smooth(
        _at([(-58, 2), (-62, 60), (-58, 100), (-22, 138), (-18, 152), (18, 152), (24, 138), (58, 100), (62, 60),
             (58, 2), (0, 0)], x, y), step=8)  # fmt: skip
    pen.form(body, fc="#f4f7f9", ec=PLASTIC_EDGE, shade=PLASTIC_EDGE, lw=1.6, z=4, depth=0.7)
    grip = smooth(_at([(30, 112), (46, 96), (48, 62), (36, 60), (30, 84), (22, 102)], x, y), step=8)
    pen.form(grip, fc=PAPER, ec=PLASTIC_EDGE, lw=1.3, z=4.2)
    pen.form(_at([(-22, 150), (22, 150), (21, 168), (-21, 168)], x, y), fc="#6f9fc8", ec="#3d5f7d", lw=1.2, z=4.3)


def _soda(pen: Pen, x: float, y: float) -> None:
    half: list[Point] = [(30, 0), (37, 12), (36, 46), (31, 60), (36, 74), (36, 104), (28, 130), (13, 148), (13, 160)]
    body = smooth(_at(_mirror(half), x, y), step=6)
    pen.form(body, fc=mix(GLASS, PAPER, 0.3), ec=PLASTIC_EDGE, lw=1.6, z=4)
    pen.fill(_at(_mirror([(36, 74), (36, 104)]), x, y), fc="#b9c6cf", z=4.1)
    for a, b in ((-20, 20), (20, 20), (-20, 120), (16, 120)):
        pen.line(_at([(a, b), (a, b + (24 if b < 60 else 8))], x, y), color=PAPER, lw=4, z=4.2, alpha=0.9)
    pen.form(_at([(-16, 158), (16, 158), (16, 174), (-16, 174)], x, y), fc=DANGER, ec="#5c1420", lw=1.2, z=4.3)


def _jar(pen: Pen, x: float, y: float) -> None:
    half: list[Point] = [(44, 0), (52, 8), (52, 106), (42, 122), (42, 134)]
    pen.form(_at(_mirror(half), x, y), fc=mix(GLASS, PAPER, 0.15), ec="#6d8796", lw=2.2, z=4)
    pen.line(_at([(-40, 14), (-40, 98)], x, y), color=PAPER, lw=7, z=4.2)
    pen.line(_at([(42, 100), (26, 78), (36, 64), (16, 38)], x, y), color="#3f5663", lw=1.8, z=4.3)
    pen.line(_at([(26, 78), (12, 84)], x, y), color="#3f5663", lw=1.6, z=4.3)
    pen.form(_at(_mirror([(47, 132), (47, 154)]), x, y), fc="#c3ccd2", ec="#7d8b95", lw=1.4, z=4.3)


def _bag(pen: Pen, x: float, y: float) -> None:
    bag = smooth(
        _at([(-50, 3), (-62, 48), (-44, 92), (-12, 118), (-18, 142), (-30, 160), (0, 150), (30, 160), (18, 142),
             (12, 118), (44, 92), (62, 48), (50, 3), (0, 0)], x, y), step=8)  # fmt: skip
    pen.form(bag, fc="#dfe4e8", ec="#7a8791", shade="#7a8791", lw=1.6, z=4, depth=0.8)
    pen.line(_at([(-14, 122), (0, 118), (14, 122)], x, y), color="#7a8791", lw=3.0, z=4.2)
    for p in ([(-6, 112), (-20, 84), (-22, 60)], [(6, 112), (18, 80), (16, 56)]):
        pen.line(smooth(_at(p, x, y), False), color="#7a8791", lw=1.2, z=4.2)
    syringe(pen, Frame(x + 30, y + 40, 150, 0.9), ONE_ML, ml=0.06, length=20, lw=0.7, z=3.8)
    syringe(pen, Frame(x + 44, y + 37, 152, 0.9), ONE_ML, ml=0.06, length=22, width=1.2, lw=0.7, z=4.3)


def _bleach(pen: Pen, x: float, y: float) -> None:
    half: list[Point] = [(64, 0), (70, 10), (70, 132), (52, 166), (24, 190), (20, 204)]
    pen.form(_at(_mirror(half), x, y), fc="#f4f7f9", ec=PLASTIC_EDGE, shade=PLASTIC_EDGE, lw=1.8, z=4, depth=0.7)
    pen.form(_at(_mirror([(26, 202), (26, 236)]), x, y), fc="#3d5f7d", ec="#22394d", lw=1.6, z=4.3)
    pen.form(box(x - 58, y + 116, 116, 70, 6), fc="#8fb3d1", ec="#3d5f7d", lw=1.0, z=4.5)
    pen.words("BLEACH", x, y + 81, 17, INK, "bold", ha="center")


def _brush(pen: Pen, x: float, y: float) -> None:
    for a in range(-82, 83, 11):
        pen.line(_at([(a, 2), (a * 0.94, 46)], x, y), color="#7a6a4f", lw=3.2, z=4)
    pen.form(box(x - 94, y + 74, 188, 30, 12), fc="#c99a5b", ec="#6b4a1f", lw=1.6, z=4.2)
    handle = smooth(
        _at([(-70, 72), (-52, 108), (0, 118), (52, 108), (70, 72), (50, 84), (0, 92), (-50, 84)], x, y), step=8
    )
    pen.form(handle, fc="#c99a5b", ec="#6b4a1f", lw=1.6, z=4.1)


def _can(pen: Pen, x: float, y: float) -> None:
    """A coffee can, its plastic lid taped down and slit."""
    pen.form(_at(_mirror([(50, 2), (50, 118)]), x, y), fc="#a9744f", ec="#5b3820", lw=1.6, z=4)
    for level in (16, 30, 90, 104):
        pen.line(_at([(-50, level), (50, level)], x, y), color="#5b3820", lw=1.0, z=4.1)
    pen.words("COFFEE", x, y + 60, 14, PAPER, "bold", ha="center")
    pen.form(_at(_mirror([(55, 114), (55, 136)]), x, y), fc="#e3dccb", ec="#8c8068", lw=1.4, z=4.3)
    pen.form(oval(x, y + 136, 55, 13), fc="#efe9da", ec="#8c8068", lw=1.4, z=4.4)
    pen.line(_at([(-24, 136), (24, 136)], x, y), color=INK, lw=4.0, z=4.5)
    for a in (-38, 38):
        pen.form(box(x + a - 9, y + 140, 18, 44, 2), fc="#cfd8de", ec="#8a97a0", lw=0.8, z=4.6)


def sharps_containers() -> Figure:
    """Two containers that are right and five that are not."""
    pen = sheet(1230, "A safe box for used needles", "Needle and syringe go in together, at once, with no cap put back")
    card(pen, 24, -116, 464, 604)
    card(pen, 512, -116, 464, 604)
    for x, title, sub in (
        (60, "First choice", "A box made for sharps"),
        (548, "Second choice", "Only where local rules allow it"),
    ):
        tick(pen, x, -150)
        pen.words(title, x + 28, -150, KEY_PT, TARGET, "bold")
        pen.words(sub, x - 16, -178, LABEL_PT, INK, va="top")
    base = -612.0
    for x in (24, 512):
        pen.line(np.array([(x + 20, base), (x + 444, base)]), color=LINE, lw=2.4, z=1)
    sharps_box(pen, 146, base, 1.08)
    syringe(pen, Frame(146, base + 318, 90, 1.1), THREE_ML, ml=0.06, length=25, lw=0.8, z=5.12)
    level = base + 212 * 0.75 * 1.08
    pen.label("Close at the\nline, or at\nthree quarters", (276, level), (232, level))
    pen.label("Straight in,\nneedle first", (276, base + 322), (162, base + 322))
    _tub(pen, 630, base)
    pen.label("Tight screw lid", (744, base + 250), (650, base + 246))
    pen.label("Close at\nthree quarters", (744, base + 168), (670, base + 168))
    pen.label("Clear label", (744, base + 60), (670, base + 60))
    for x, text in (
        (44, "Hard plastic that no needle can pierce,\nleakproof, upright, within reach"),
        (532, "Heavy-duty plastic such as a detergent\nbottle. Stands upright, does not leak"),
    ):
        pen.words(text, x, base - 30, NOTE_PT, SOFT, va="top")
    pen.words("At the line: close it and tape it shut. Never empty it or use it again.", 44, -752, LABEL_PT, INK)
    wrong(pen, 60, -824)
    pen.words("Not these", 88, -824, KEY_PT, DANGER, "bold")
    floor = -1050.0
    pen.line(np.array([(44, floor), (956, floor)]), color=LINE, lw=2.4, z=1)
    for x, draw, name in (
        (116, _jug, "Milk jug"),
        (308, _soda, "Soda or\nwater bottle"),
        (490, _jar, "Glass jar"),
        (680, _can, "Coffee can\nwith a slit"),
        (870, _bag, "Bag or\nloose in trash"),
    ):
        draw(pen, x, floor)
        wrong(pen, x + 74, floor + 158, 22)
        pen.words(name, x, floor - 26, LABEL_PT, INK, ha="center", va="top")
    pen.foot("Ask your pharmacy, clinic or waste office where the closed box goes.")
    return pen.fig


def needlestick() -> Figure:
    """Wash, report and care, and what has no place on a wound."""
    pen = sheet(1154, "Stuck by a used needle?", "Wash, report, get care: all three now")
    wide = 468.0
    cells = [(24.0, -112.0, 530.0), (508.0, -112.0, 530.0), (24.0, -658.0, 470.0), (508.0, -658.0, 470.0)]
    texts = (
        ("Wash lightly", "Soap and running water.\nEyes: rinse with clean water\nor saline. Mouth or nose: rinse."),
        (
            "Not on the wound",
            "No bleach, no brush, no sucking.\nLetting it bleed: the US and the\nUK differ. Follow your own rule.",
        ),
        ("Report", "Tell the person in charge.\nAt home: call your clinic."),
        (
            "Get care at once",
            "Aim to be seen within the hour.\nA medicine against HIV, if you\nneed it, is not started after 72 h.",
        ),
    )
    for i, ((x, y, tall), (title, text)) in enumerate(zip(cells, texts, strict=True)):
        card(pen, x, y, wide, tall)
        if i == 1:  # no step: what to leave alone while washing
            wrong(pen, x + 38, y - 40)
            pen.words(title, x + 70, y - 40, KEY_PT, DANGER, "bold")
        else:
            step(pen, x + 38, y - 40, i + 1 if i == 0 else i, title)
        pen.words(text, x + 19, y - tall + 112, 16.5, INK, va="top")
    # wash: the hand under the tap
    x, y, _ = cells[0]
    pen.crop(x0=x + 2, x1=x + wide - 2)
    tap(pen, x + 160, y - 226, 60)
    f = Frame(x + 330, y - 324, 172, 1.28)
    open_hand(pen, f, TAN, palm=True, arm=160, z=5)
    stream = [(x + 151, y - 222), (x + 169, y - 222), (x + 170, y - 320), (x + 188, y - 362), (x + 132, y - 362),
              (x + 150, y - 320)]  # fmt: skip
    pen.form(smooth(stream, step=8), fc=WATER, ec=WATER_EDGE, lw=1.1, z=7, alpha=0.8)
    for a, b in ((136, 392), (160, 404), (182, 388)):
        drop(pen, x + a, y - b, 5, color=WATER, z=7)
    blood(pen, x + 136, y - 357, 5)
    bubbles = [
        (196, 330, 11),
        (216, 346, 15),
        (240, 330, 9),
        (206, 366, 9),
        (232, 368, 12),
        (252, 352, 8),
        (180, 352, 8),
    ]
    foam(pen, [(x + a, y - b, r) for a, b, r in bubbles])
    pen.uncrop()
    # neither bleach nor a brush
    x, y, _ = cells[1]
    pen.line(np.array([(x + 24, y - 388), (x + wide - 24, y - 388)]), color=LINE, lw=2.4, z=1)
    _bleach(pen, x + 132, y - 388)
    _brush(pen, x + 338, y - 386)
    wrong(pen, x + 208, y - 160, 26)
    wrong(pen, x + 404, y - 250, 26)
    # report
    x, y, _ = cells[2]
    clipboard(pen, x + 92, y - 92, 168, 236)
    phone(pen, x + 296, y - 128, 92, 180)
    # care at once
    x, y, _ = cells[3]
    pen.line(np.array([(x + 24, y - 338), (x + wide - 24, y - 338)]), color=LINE, lw=2.4, z=1)
    clinic(pen, x + 132, y - 338, 1.3)
    clock(pen, x + 340, y - 222, 84, 60)
    pen.words("1 hour", x + 340, y - 114, LABEL_PT, TARGET, "bold", ha="center")
    return pen.fig


DRAWINGS = (
    Drawing(
        name="sharps-containers",
        title="A safe box for used needles",
        alt=(
            "First choice, with a tick: a box made for sharps, of hard plastic that no needle can pierce, leakproof, "
            "upright, within reach; needle and syringe go straight in, needle first; close it at the line, or at "
            "three quarters. Second choice, with a tick, only where local rules allow it: a heavy-duty plastic "
            "bottle such as a detergent bottle, with a tight screw lid, upright, labeled used sharps, do not "
            "recycle; close it at three quarters. Not these, each with a cross: milk jug, soda or water bottle, "
            "glass jar, coffee can with a slit, bag or loose in trash. At the line close the box and tape it shut; "
            "never empty it or use it again."
        ),
        caption=(
            "Drop needle and syringe into the box together, right after the injection, with no cap put back. Close "
            "it at the line, or at three quarters if it has no line. Local rules decide which container is allowed "
            "and where it goes."
        ),
        sources=(
            "fda-sharps",
            "niosh-sharps-disposal",
            "la-in-home-containment",
            "mecklenburg-sharps",
            "epa-home-disposal-1993",
        ),
        draw=sharps_containers,
        width_px=1000,
        height_px=1230,
    ),
    Drawing(
        name="needlestick",
        title="After a needlestick",
        alt=(
            "Three steps, all now. 1: wash lightly with soap and running water; rinse eyes with clean water or "
            "saline, rinse mouth or nose. 2: report it to the person in charge; at home, call your clinic. 3: get "
            "care at once: aim to be seen within the hour; a medicine against HIV, if you need it, is not started "
            "after 72 hours. With a cross, not on the wound: no bleach, no brush, no sucking. Letting it bleed: the "
            "US and the UK differ; follow your own rule."
        ),
        caption=(
            "Wash, report and get care at once. The 72 hours are when the door closes for medicine against HIV, not "
            "time to think. Whether to let the wound bleed differs by country: in the US squeezing has no proven "
            "benefit, in the UK gentle bleeding under running water is advised."
        ),
        sources=(
            "niosh-home-needlestick",
            "ucsf-pep-quick-guide",
            "usphs-wound-care",
            "nhs-sharps-first-aid",
            "cdc-npep-2025",
            "nhs-board-hiv-pep",
        ),
        draw=needlestick,
        width_px=1000,
        height_px=1154,
    ),
)
