"""Drawing up: the glass ampoule with its filter needle, and the air bubble that is a dose error."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .curves import oval, smooth
from .equipment import (
    AMPOULE_NECK,
    HUB_END,
    THREE_ML,
    VIAL_10,
    Frame,
    ampoule,
    ampoule_head,
    arrow,
    bubbles,
    cap,
    needle,
    pinch,
    slab,
    syringe,
    vial,
)
from .hand import BROWN, DANGER, DEEP, DRUG, INK, LABEL_PT, LIGHT, NOTE_PT, PAPER, TARGET, Drawing, Pen
from .hands import finger_tip
from .panels import card, sheet, step, tick, wrong
from .sharps import sharps_box
from .things import drop

WIDE = 468.0
Spots = tuple[tuple[float, float, float], ...]
FILTER, FILTER_EDGE = "#e7b84f", "#7a5a10"


def _cells(pen: Pen, tall: float, texts: tuple[tuple[str, str], ...], lines: float = 112) -> list[tuple[float, float]]:
    """Four numbered cards of `tall` pixels, two beside two, with their words; returns their top left corners."""
    cells = [(24.0 + 484 * (i % 2), -112.0 - (tall + 16) * (i // 2)) for i in range(4)]
    for i, ((x, y), (title, text)) in enumerate(zip(cells, texts, strict=True)):
        card(pen, x, y, WIDE, tall)
        step(pen, x + 38, y - 40, i + 1, title)
        pen.words(text, x + 19, y - tall + lines, 16.5, INK, va="top")
    return cells


def _filter_needle(pen: Pen, f: Frame, length: float = 38.0, z: float = 9) -> None:
    """A filter needle: thick shaft and a wide amber hub with the filter in it."""
    needle(pen, f, length, 1.2, z=z, hub=FILTER, hub_edge=FILTER_EDGE)
    pen.form(f.curve(slab(2.6, 6.4, -2.7, 2.7, 0.6)), fc=FILTER, ec=FILTER_EDGE, lw=1.0, z=z + 0.2)
    pen.fill(f.curve(slab(3.8, 5.2, -2.5, 2.5)), fc=PAPER, z=z + 0.25)


def ampoule_filter() -> Figure:
    """Open a glass ampoule and draw it up through a filter needle."""
    tall = 610.0
    pen = sheet(
        1380, "A glass ampoule: glass stays out", "A filter needle is the US standard; elsewhere policy decides"
    )
    cells = _cells(
        pen,
        tall,
        (
            ("Tap it down", "Flick the top until all of the\nliquid is in the body."),
            ("Wrap, snap away", "Gauze around the neck. Bend\nthe top away from you and\nfrom the other person."),
            ("Filter needle draws", "No air goes in. The filter\n(5 microns) holds back glass."),
            (
                "Change the needle",
                "The filter needle goes into the\nsharps box. It never injects:\nput on a new needle.",
            ),
        ),
    )
    # 1: the head is flicked
    x, y = cells[0]
    pen.crop(x0=x + 2, x1=x + WIDE - 2, y0=y - tall + 128, y1=y - 70)
    f = Frame(x + 176, y - 416, 90, 4.0)
    pinch(pen, f.move(10, 0, -128), BROWN, 5, z_back=4, z_front=7, arm=60)
    ampoule(pen, f, ml=0.8, dot=False, z=5)
    pen.fill(f.curve([(44, -3.4), (41, -2.6), (41, 2.6), (44, 3.4)]), fc=DRUG, z=5.2)
    hx, hy = f.at(33.5)
    drop(pen, hx, hy, 5.5, color=DRUG, z=5.4)
    finger_tip(pen, Frame(x + 200, y - 208, 20, 2.9), BROWN, length=120, z=6)
    pen.uncrop()
    arrow(pen, [(x + 122, y - 190), (x + 112, y - 244), (x + 120, y - 300)], TARGET)
    # 2: wrapped and snapped away
    x, y = cells[1]
    pen.crop(x0=x + 2, x1=x + WIDE - 2, y0=y - tall + 128, y1=y - 70)
    f = Frame(x + 176, y - 440, 90, 4.0)
    ampoule(pen, f, ml=1, opened=True, z=5)
    pinch(pen, f.move(8, 0, -128), LIGHT, 5, z_back=4, z_front=7, arm=60)
    top = f.move(AMPOULE_NECK + 5, 3.5, 42)
    ampoule_head(pen, top, dot=False, z=6)
    wrap = [(-2, -7), (-3, 0), (-2, 7), (8, 8.5), (14, 7), (15, 0), (14, -7), (8, -8.5)]
    pen.form(top.curve(smooth(wrap, step=8)), fc="#fbfcfd", ec="#9aa7b1", lw=1.4, z=6.6)
    weave = [np.array([(-2, o), (14.4, o)]) for o in (-5, -2.5, 0, 2.5, 5)]
    weave += [np.array([(s, -7.4), (s, 7.4)]) for s in (1, 4, 7, 10, 13)]
    pen.line(*[top.curve(w) for w in weave], color="#c9d2d9", lw=0.9, z=6.7)
    pinch(pen, Frame(*top.at(8), 10, 3.4), LIGHT, 5, z_back=5.5, z_front=7.5, arm=60)
    pen.uncrop()
    arrow(pen, [(x + 196, y - 176), (x + 150, y - 150), (x + 92, y - 178)], TARGET)
    # 3: the filter needle draws
    x, y = cells[2]
    f = Frame(x + 140, y - 474, 90, 2.75)
    ampoule(pen, f, ml=0.45, opened=True, z=5)
    hub = f.move(42)
    _filter_needle(pen, hub, 38.5, z=5.2)
    syringe(pen, hub.move(-HUB_END), THREE_ML, ml=0.5, length=None, lw=1.0, z=7)
    arrow(pen, [(x + 84, y - 190), (x + 84, y - 112)], TARGET)
    pen.label("Syringe", (x + 236, y - 196), (x + 153, y - 196))
    pen.label("Filter", (x + 236, y - 346), (x + 148, y - 346))
    pen.label("Open ampoule,\nno air pushed in", (x + 236, y - 440), (x + 150, y - 440))
    # 4: the needle is changed
    x, y = cells[3]
    sharps_box(pen, x + 116, y - 484, 0.7, words=False)
    _filter_needle(pen, Frame(x + 116, y - 212, 90, 2.75), 38.5, z=8)
    arrow(pen, [(x + 62, y - 196), (x + 62, y - 282)], DANGER)
    pen.words("Filter\nneedle off", x + 116, y - 122, LABEL_PT, DANGER, "bold", ha="center")
    g = Frame(x + 306, y - 326, 90, 2.75)
    syringe(pen, g, THREE_ML, ml=1.0, length=25, lw=1.0, z=5)
    cap(pen, g.move(HUB_END), 25, z=6, alpha=0.72)
    tick(pen, x + 366, y - 420, 17)
    pen.words("New\nneedle", x + 350, y - 366, LABEL_PT, TARGET, "bold")
    return pen.fig


def _under_vial(pen: Pen, x: float, y: float, k: float, air: float, ml: float, spots: Spots = ()) -> Frame:
    """A syringe, needle up, in a vial held upside down; the zero mark lies at (x, y). Returns the syringe's frame."""
    f = Frame(x, y, -90, k)
    syringe(pen, f, THREE_ML, ml=ml, length=25, air=air, lw=1.2, z=9)
    vial(pen, Frame(*f.at(-24.5), 90, k), VIAL_10, ml=7, z=5)
    bubbles(pen, f, spots)
    for number in (0.5, 1.0):
        s = THREE_ML.mark(number)
        dark = THREE_ML.mark(ml) - 1 < s < THREE_ML.mark(ml) + 7
        nx, ny = f.at(s, 2.1)
        pen.words(f"{number:g}", nx, ny, 14, PAPER if dark else INK, "bold", ha="center")
    return f


def _eye(pen: Pen, x: float, y: float, r: float = 26.0) -> None:
    """An eye from the side, looking left at (x, y)."""
    lid = [(x - r, y), (x - r * 0.3, y + r * 0.62), (x + r, y), (x - r * 0.3, y - r * 0.62)]
    pen.form(smooth(lid, step=10), fc=PAPER, ec=INK, lw=2.2, z=12)
    pen.fill(oval(x - r * 0.34, y, r * 0.4), fc=TARGET, z=12.1)
    pen.fill(oval(x - r * 0.4, y, r * 0.19), fc=INK, z=12.2)


def air_bubbles() -> Figure:
    """Bubbles up, tap, push the air out, read again; and what a bubble does to the dose."""
    tall, k = 640.0, 6.0
    pen = sheet(1654, "Air out, dose in", "Needle up and still in the vial, syringe at eye level")
    cells = _cells(
        pen,
        tall,
        (
            ("Bubbles rise", "Hold the syringe straight up.\nAir climbs toward the needle."),
            ("Tap", "Flick the barrel until the small\nbubbles join at the top."),
            ("Push the air out", "Push slowly. Air goes back to the\nvial. Stop when the air is gone."),
            ("Read it again", "Draw more if it is short. Read the\nring edge nearest the needle."),
        ),
        lines=100,
    )
    top = -362.0
    for i, (x, y) in enumerate(cells):
        pen.crop(x0=x + 2, x1=x + WIDE - 2, y0=y - tall + 112, y1=y - 70)
        if i == 0:
            spots = ((3.4, -2.6, 0.9), (5.6, 1.2, 1.1), (11.0, -1.6, 0.8), (12.5, 2.4, 0.7), (14.6, -2.6, 0.9))
            _under_vial(pen, x + 200, y + top, k, 0.0, 1.2, spots)
            arrow(pen, [(x + 276, y - 460), (x + 276, y - 370)], TARGET)
        elif i == 1:
            _under_vial(pen, x + 200, y + top, k, 0.1, 1.2, ((5.0, 2.4, 0.7), (11.4, -1.8, 0.6)))
            finger_tip(pen, Frame(x + 240, y - 396, 12, 3.2, flip=True), DEEP, length=120, z=12)
            for b, s in ((358, 1), (440, -1)):
                mark = smooth([(x + 240, y - b), (x + 251, y - b + 6 * s), (x + 258, y - b + 16 * s)], closed=False)
                pen.line(mark, color=TARGET, lw=3.0, z=13)
        elif i == 2:
            _under_vial(pen, x + 200, y + top, k, 0.0, 1.0)
            bubbles(pen, Frame(x + 200, y + top, -90, k), ((-47.4, 2.2, 0.9), (-45.0, -2.0, 0.7)), z=5.4)
            arrow(pen, [(x + 276, y - 520), (x + 276, y - 430)], TARGET)
        else:
            f = _under_vial(pen, x + 170, y + top, k, 0.0, 1.0)
            ring = f.at(THREE_ML.mark(1))
            pen.line(np.array([(ring[0] + 32, ring[1]), (x + 352, ring[1])]), color=TARGET, lw=2.6, z=11, dash=(2.5, 2))
            _eye(pen, x + 388, ring[1])
        pen.uncrop()
    x, y = cells[3]
    pen.words("Eye level", x + 380, y + top - 60, NOTE_PT, TARGET, "bold", ha="center")
    x, y = cells[2]
    pen.label("Air back\nto the vial", (x + 314, y - 110), (x + 218, y - 86))
    pen.words("Push", x + 294, y - 476, LABEL_PT, TARGET, "bold")
    low = -112 - 2 * (tall + 16)
    card(pen, 24, low, 952, 220)
    for x, air, drug, good in ((44, 0.0, "1 mL of drug", True), (510, 0.1, "0.9 mL of drug", False)):
        f = Frame(x + 46, low - 66, 0, 4.2)
        pen.crop(x0=x - 12, x1=x + 200, y0=low - 150, y1=low)
        syringe(pen, f, THREE_ML, ml=1.0, length=None, air=air, lw=1.1, z=9)
        pen.uncrop()
        (tick if good else wrong)(pen, x + 230, low - 66, 17)
        pen.words(drug, x + 256, low - 66, NOTE_PT + 0.5, TARGET if good else DANGER, "bold")
    pen.words("Air", 532, low - 28, NOTE_PT, INK)
    pen.line(np.array([(560, low - 38), (560, low - 50)]), color=INK, lw=1.4, z=19)
    pen.words(
        "Both read 1 mL. A bubble takes the place of drug, so the dose is too small.\nIn muscle a small bubble is a "
        "dose error, not a danger to life. Still, push it out.",
        44,
        low - 126,
        NOTE_PT + 0.5,
        INK,
        va="top",
    )
    return pen.fig


DRAWINGS = (
    Drawing(
        name="ampoule-filter",
        title="A glass ampoule and its filter needle",
        alt=(
            "Four steps with a glass ampoule. 1: flick the top until all of the liquid is in the body. 2: wrap "
            "gauze around the neck and snap the top away from you and from the other person. 3: draw up through a "
            "filter needle (5 microns), which holds back glass; no air is pushed in. 4: the filter needle comes "
            "off and goes into the sharps box, and a new needle goes on; a filter needle never injects."
        ),
        caption=(
            "Opening an ampoule can drop fine glass into the drug, and a filter needle holds it back. US standards "
            "call for one; elsewhere follow your policy. Change it before you inject, and use the drug at once: an "
            "open ampoule is never kept."
        ),
        sources=(
            "givereport-ampule-vial",
            "anesthesiology-glass-1989",
            "ann-pharm-glass-2018",
            "apsf-filter-needle-2013",
            "california-1751-9",
        ),
        draw=ampoule_filter,
        width_px=1000,
        height_px=1380,
    ),
    Drawing(
        name="air-bubbles",
        title="Air out of the syringe",
        alt=(
            "Four steps, needle up and still in the vial, syringe at eye level. 1: air bubbles rise toward the "
            "needle. 2: a finger taps the barrel until the small bubbles join at the top. 3: push slowly; the air "
            "goes back to the vial; stop when the air is gone. 4: read again at eye level, at the ring edge "
            "nearest the needle; draw more if it is short. Below, two syringes that both read 1 mL: without air "
            "it holds 1 mL of drug, with an air bubble only 0.9 mL. In muscle a small bubble is a dose error, not "
            "a danger to life; still, push it out."
        ),
        caption=(
            "Push out air, not drug, then read the mark again and draw more if it is short. A small bubble in a muscle "
            "injection makes the dose too small; it is not a danger to life."
        ),
        sources=("givereport-ampule-vial", "medlineplus-vial", "saunders-nclex-p445"),
        draw=air_bubbles,
        width_px=1000,
        height_px=1654,
    ),
)
