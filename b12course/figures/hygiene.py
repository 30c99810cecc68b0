"""Clean hands: which method, how long, and the surfaces that must not be missed."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .curves import Curve, smooth
from .equipment import Frame, arrow, slab
from .hand import BROWN, DEEP, INK, KEY_PT, LABEL_PT, LIGHT, PAPER, TAN, TARGET, Drawing, Pen, mix
from .hands import OpenHand, open_hand
from .panels import box, card, sheet, step
from .things import drop, foam, tap

MARK = mix(TARGET, PAPER, 0.45)


def _mark(pen: Pen, *areas: Curve, z: float = 6.5) -> None:
    """A surface to rub: teal with diagonal lines, so that it shows in grey too."""
    for a in areas:
        pen.form(a, fc=MARK, ec=TARGET, lw=1.5, z=z, alpha=0.9)
        pen.hatch(a, color=TARGET, gap=11, lw=1.3, z=z + 0.2, alpha=0.75)


def _pump(pen: Pen, x: float, y: float) -> None:
    """A bottle of hand rub with a pump, standing on (x, y)."""
    body = smooth([(x - 46, y + 2), (x - 48, y + 90), (x - 38, y + 112), (x - 14, y + 122), (x + 14, y + 122),
                   (x + 38, y + 112), (x + 48, y + 90), (x + 46, y + 2), (x, y)], step=8)  # fmt: skip
    pen.form(body, fc="#d8ecf0", ec="#4d7f8a", shade="#4d7f8a", lw=1.6, z=4, depth=0.6)
    pen.form(box(x - 38, y + 86, 76, 60, 5), fc=PAPER, ec="#4d7f8a", lw=0.9, z=4.5)
    pen.words("Hand\nrub", x, y + 56, 14, INK, "bold", ha="center")
    for c in (slab(120, 138, -17, 17, 3), slab(138, 156, -6, 6, 1)):
        pen.form(np.c_[x + c[:, 1], y + c[:, 0]], fc="#5f8f99", ec="#2f5d66", lw=1.3, z=4.2)
    head = [
        (x + 20, y + 154),
        (x + 20, y + 172),
        (x - 40, y + 172),
        (x - 62, y + 160),
        (x - 60, y + 150),
        (x - 38, y + 156),
    ]
    pen.form(np.array(head), fc="#5f8f99", ec="#2f5d66", lw=1.3, z=4.3)
    drop(pen, x - 62, y + 132, 5.5, color="#bfe0ee", z=5)


def hand_hygiene() -> Figure:
    """Two methods and six surfaces."""
    pen = sheet(1582, "Clean hands first", "Before you prepare the dose, before each person, and after")
    for x, title, time, when in (
        (24.0, "Hand rub (alcohol)", "20-30 seconds", "Hands look clean.\nTake a palmful.\nCover every part."),
        (508.0, "Soap and water", "40-60 seconds", "Hands look dirty.\nRinse, then dry on\na clean towel."),
    ):
        card(pen, x, -112, 468, 322)
        pen.words(title, x + 20, -150, KEY_PT, INK, "bold")
        pen.words(time, x + 20, -188, 22, TARGET, "bold")
        pen.words(when, x + 20, -228, LABEL_PT, INK, va="top")
    _pump(pen, 408, -412)
    tap(pen, 906, -288, 100)
    foam(pen, [(884, -398, 12), (902, -390, 15), (924, -400, 12), (912, -412, 9), (892, -412, 8)], z=5)
    pen.words("Rub every part of both hands", 44, -484, KEY_PT, INK, "bold")
    surfaces = (
        ("Palms", "Palm to palm", True),
        ("Backs", "Palm over back,\nfingers laced", False),
        ("Finger gaps", "Palm to palm,\nfingers laced", True),
        ("Finger backs", "In the other palm,\nfingers locked", False),
        ("Thumbs", "Hold in the other\nhand and turn", False),
        ("Fingertips", "In the other palm,\nround and round", True),
    )
    skins = (TAN, DEEP, LIGHT, BROWN, TAN, LIGHT)
    wide, tall = 308.0, 516.0
    for i, ((title, text, palm), skin) in enumerate(zip(surfaces, skins, strict=True)):
        x, y = 24 + (i % 3) * 322.0, -516 - (i // 3) * 530.0
        card(pen, x, y, wide, tall)
        step(pen, x + 34, y - 38, i + 1, title)
        pen.crop(x0=x + 2, x1=x + wide - 2, y0=y - 416, y1=y)
        hand = open_hand(pen, Frame(x + 166, y - 344, 90, 1.4), skin, palm=palm, arm=90)
        _mark(pen, *_areas(hand, i))
        _motion(pen, x, y, i)
        pen.uncrop()
        pen.line(np.array([(x + 20, y - 416), (x + wide - 20, y - 416)]), color="#c9ced3", lw=1.6, z=8)
        pen.words(text, x + 20, y - 436, LABEL_PT, INK, va="top")
    return pen.fig


def _areas(hand: OpenHand, i: int) -> tuple[Curve, ...]:
    """The surface of panel `i`."""
    if i in (0, 1):
        return (hand.palm,)
    return (hand.webs, hand.lower, (hand.thumb,), hand.tips)[i - 2]


def _motion(pen: Pen, x: float, y: float, i: int) -> None:
    """The way of rubbing in panel `i`, as an arrow beside or on the hand."""
    if i == 4:
        turn = np.linspace(np.pi * 0.9, -np.pi * 0.55, 12)
        arrow(pen, np.c_[x + 70 + 34 * np.cos(turn), y - 222 + 22 * np.sin(turn)], TARGET, z=18)
    elif i in (0, 5):
        cx, cy, r = (x + 178, y - 272, 30) if i == 0 else (x + 266, y - 270, 22)
        turn = np.linspace(np.pi * 1.1, -np.pi * 0.6, 14)
        arrow(pen, np.c_[cx + r * np.cos(turn), cy + r * np.sin(turn)], TARGET, z=18)
    else:
        cx = x + 272
        for s in (1, -1):
            arrow(pen, [(cx, y - 290), (cx, y - 290 + 36 * s)], TARGET, z=18)


DRAWINGS = (
    Drawing(
        name="hand-hygiene",
        title="Clean hands: how long, and every surface",
        alt=(
            "Hand rub with alcohol, 20-30 seconds, when hands look clean: take a palmful and cover every part. "
            "Soap and water, 40-60 seconds, when hands look dirty: rinse, then dry on a clean towel. Six hands "
            "show the surfaces to rub, shaded: 1 palms, palm to palm; 2 backs, palm over back with fingers laced; "
            "3 finger gaps, palm to palm with fingers laced; 4 finger backs, in the other palm with fingers "
            "locked; 5 thumbs, held in the other hand and turned; 6 fingertips, round and round in the other "
            "palm."
        ),
        caption=(
            "Clean your hands before you prepare the dose, before each person, and after. The times are for the whole "
            "procedure. Thumbs, fingertips and the skin between the fingers count as much as the palms."
        ),
        sources=("who-hand-hygiene-2009", "cdc-acip-admin"),
        draw=hand_hygiene,
        width_px=1000,
        height_px=1582,
    ),
)
