"""What each route reaches, and how the Z-track shifts the layers: the tissue block with needles in it."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .curves import oval, tube
from .hand import DRUG, INK, KEY_PT, LABEL_PT, NOTE_PT, PAPER, SOFT, TAN, TARGET, Drawing, Pen, Skin
from .props import syringe
from .tissue import Block, Fold, bundle


def _depot(pen: Pen, x: float, y: float, rx: float, ry: float) -> None:
    """Where the drug lies: the course's pink, with an edge that holds in grey print."""
    shape = oval(x, y, rx, ry)
    pen.fill(shape, fc=DRUG, z=3, alpha=0.62)
    pen.line(np.vstack([shape, shape[:1]]), color="#9c2a4b", lw=1.3, z=3.05, alpha=0.75)


def _finger(pen: Pen, points: list[tuple[float, float]], width: float, skin: Skin = TAN, z: float = 6) -> None:
    """A finger or thumb seen from its side: a soft tube with its nail."""
    shape = tube(points, (width * 1.06, width * 1.04, width * 0.96, width * 0.84))
    pen.form(shape, fc=skin.fill, ec=skin.edge, shade=skin.shade, lw=1.6, z=z, depth=0.45)


def _muscle_row(pen: Pen, y: float) -> None:
    """The upper block: its layers named, and a 25 mm needle straight into the muscle."""
    x0, x1, fat, bottom = 44.0, 122.0, 15.0, 44.0
    pen.crop(x0=x0, x1=x1, y0=y - bottom)
    Block(x0, x1, fat, bottom, y=y, lobule=1.75).draw(pen)
    bundle(pen, x0, x1, 34.5, y)
    needle = 83.0
    tip = y - 23.0
    _depot(pen, needle, tip, 6.2, 4.6)
    syringe(pen, (needle, tip), 90, 25, bore=8.6, barrel=25, fill=0.5, thin=0.8)
    pen.uncrop()
    pen.label("Skin", (40.0, y - 1.2), (47.0, y - 1.4), ha="right")
    pen.label("Fat", (40.0, y - 8.4), (47.0, y - 8.6), "subcutaneous", ha="right")
    pen.label("Sheath", (40.0, y - 19.6), (47.0, y - fat + 0.2), "fascia", ha="right", start=(41.4, y - 17.8))
    pen.label("Muscle", (40.0, y - 30.0), (47.0, y - 28.6), ha="right")
    x = x1 + 4.0
    pen.label("25 mm (1 in.)\nneedle", (97.0, y + 10.5), (needle + 0.4, y + 1.0), start=(95.6, y + 9.5))
    for text, d, at in (("Artery", 32.0, 34.4), ("Vein", 37.4, 37.1), ("Nerve", 42.8, 39.7)):
        pen.label(text, (x, y - d), (x1 - 3.4, y - at))
    pen.label("Drug in\nmuscle", (x, y - 22.8), (needle + 5.9, y - 22.8), color=TARGET, weight="bold")
    pen.span(x + 2.0, y - fat, y, color=SOFT)
    ends = [np.array([(x1 + 1, v), (x + 4.0, v)]) for v in (y, y - fat)]
    pen.line(*ends, color=SOFT, lw=1.3)
    pen.words("15 mm\nto the\nmuscle", x + 5.5, y - fat / 2, LABEL_PT, SOFT)


def _fold_row(pen: Pen, y: float) -> None:
    """The lower blocks: a fold of skin and fat, thin with the needle at 45 degrees, thick with it at 90."""
    for x0, x1, fat, fold, angle, needle, words, at in (
        (6.0, 76.0, 12.0, Fold(44.0, 25.0, 15.0), 45.0, 16.0, "16 mm (5/8 in.)\nneedle", (42.0, y + 41.0)),
        (83.5, 163.5, 22.0, Fold(120.0, 50.0, 19.0), 90.0, 13.0, "13 mm (1/2 in.)\nneedle", (130.0, y + 37.0)),
    ):
        pen.crop(x0=x0, x1=x1, y0=y - 33.0)
        Block(x0, x1, fat, 33.0, y=y, fold=fold, seed=8, lobule=1.75).draw(pen)
        reach, slant = needle - 1.2, angle < 90
        a = np.deg2rad(angle)
        entry = (fold.x - 0.2 * fold.width * slant, y + fold.height - 0.2 * slant)
        tip = (entry[0] + reach * float(np.cos(a)), entry[1] - reach * float(np.sin(a)))
        _depot(pen, *tip, 4.6, 3.6)
        syringe(pen, tip, angle, needle, bore=7.0, barrel=22, fill=0.5, thin=0.7)
        w, low = fold.width / 2, y + 0.42 * fold.height
        for side, thick in ((-1, 12.0), (1, 10.5)):
            _finger(
                pen,
                [
                    (fold.x + side * (w + 30), low + 11),
                    (fold.x + side * (w + 15), low + 6.0),
                    (fold.x + side * (w + 0.40 * thick), low + 0.8),
                ],
                thick,
            )
        pen.uncrop()
        pen.label(words, at, (entry[0] + 0.2, entry[1] + 0.8), start=(at[0] - 1.4, at[1] - 2.0))
        pen.words("Fat", x0 + 3.0, y - (fat + 2.4) / 2, LABEL_PT, INK)
        pen.words("Muscle", x0 + 3.0, y - fat - (7.0 if slant else 5.4), LABEL_PT, PAPER)


def tissue_layers() -> Figure:
    """Into muscle at 90 degrees; into a thin fold at 45 and into a thick fold at 90 degrees."""
    k = 5.9
    pen = Pen(1000, 1400, 0.0, 0.0, k)
    _muscle_row(pen, 164.5)
    _fold_row(pen, 43.0)
    pen.words("Into muscle: straight in, 90°", 6.0, 212.5, KEY_PT, INK, "bold")
    pen.words("Into fat, 45°", 6.0, 112.0, KEY_PT, INK, "bold")
    pen.words("Fold about 2.5 cm (1 in.)", 6.0, 106.2, NOTE_PT, SOFT)
    pen.words("Into fat, 90°", 83.5, 112.0, KEY_PT, INK, "bold")
    pen.words("Fold about 5 cm (2 in.)", 83.5, 106.2, NOTE_PT, SOFT)
    pen.head("Three ways in", "The order and the label decide: muscle or fat")
    pen.foot("Example depths. Layers and needles to scale; syringes are not.")
    return pen.fig


def plain_tissue() -> Figure:
    """The layers alone, filling the picture: nothing named, no needle."""
    pen = Pen(1000, 900, 0.0, -48.0, 1000 / 60)
    Block(0.0, 60.0, 17.0, 50.0, seed=11, lobule=1.45, fibre_gap=1.9).draw(pen)
    bundle(pen, 0.0, 60.0, 37.5, thick=2.3)
    return pen.fig


def _path_through(pen: Pen, *runs: list[tuple[float, float]]) -> None:
    """A path through the layers: dashes on a pale line, so that they read on fat and on muscle."""
    lines = [np.array(run) for run in runs]
    pen.line(*lines, color=PAPER, lw=6.0, z=7, alpha=0.85)
    pen.line(*lines, color=INK, lw=2.6, z=7.1, dash=(2.2, 1.6))


def _arrow(pen: Pen, x0: float, x1: float, y: float) -> None:
    """A level arrow from x0 to x1."""
    s = 1.0 if x1 > x0 else -1.0
    pen.line(np.array([(x0, y), (x1 - s * 1.6, y)]), color=INK, lw=3.4, z=22)
    pen.fill(np.array([(x1, y), (x1 - s * 2.8, y + 1.6), (x1 - s * 2.8, y - 1.6)]), fc=INK, z=22)


def z_track() -> Figure:
    """Three panels: the skin pulled aside, the needle straight in, and the path broken once the skin is let go."""
    pen = Pen(1000, 890, 0.0, -73.0, 6.0)
    wide, fat, bottom, pull, slip, n = 49.0, 15.0, 38.0, 15.0, 6.5, 25.0
    for i, (title, note) in enumerate(
        (
            ("1  Pull", "Pull the skin to\none side: 2.5 to\n3.8 cm (1 to\n1.5 in.). Hold it."),
            ("2  Inject", "Straight in, 90°.\nInject. Wait\nabout 10 seconds.\nStill hold."),
            ("3  Let go", "Needle out first.\nThen let go. The\npath is broken:\nless leaks back."),
        )
    ):
        x0 = 5.8 + i * (wide + 3.9)
        held = i < 2
        block = Block(x0, x0 + wide, fat, bottom, seed=6, pull=-pull * held, slip=-slip * held)
        at = x0 + n
        tip = -25.0
        pen.crop(x0=x0, x1=x0 + wide, y0=-bottom, y1=46.0)
        block.draw(pen)
        septa = [
            np.array([block.at(x, 2.6), block.at(x, fat - 0.2)]) for x in np.arange(x0 - 20.5, x0 + wide + 24.0, 9.0)
        ]
        pen.line(*septa, color="#c79a35", lw=2.4, z=1.2, alpha=0.9)
        if i:
            _depot(pen, at, tip, 6.4, 4.4)
        if i == 0:
            moved = [block.at(at, depth) for depth in (fat - 0.1, 2.4, 0.0)]
            _path_through(pen, [(at, -bottom + 6), (at, -fat)], moved)
            _arrow(pen, at, at - pull, 3.6)
        elif i == 1:
            syringe(pen, (at, tip), 90, 27, bore=8.0, barrel=20, fill=0.5, thin=0.8)
        else:
            skin, low = at + pull, at + slip
            _path_through(pen, [(at, tip + 4.0), (at, -fat)], [(low, -fat), (skin, -2.4), (skin, 0)])
            _arrow(pen, at, skin, 3.6)
        if held:
            tipped = [(x0 - 8.0, 34.0), (x0 + 0.5, 18.0), (x0 + 5.0, 4.7)]
            _finger(pen, tipped, 9.6)
        pen.uncrop()
        pen.words(title, x0, 53.0, 22.0, INK, "bold")
        pen.words(note, x0, -bottom - 4.2, LABEL_PT, INK, va="top")
    x0 = 5.8
    pen.label("Skin\nand fat", (x0 + wide - 1.0, -9.0), None, ha="right")
    pen.label("Muscle", (x0 + wide - 1.0, -27.0), None, ha="right", color=PAPER)
    pen.head("The Z-track method", "For an injection into muscle, if you were taught it")
    pen.foot("Not to scale. Dashes: in 1, parts that were in line; in 3, the needle’s path.")
    return pen.fig


DRAWINGS: tuple[Drawing, ...] = (
    Drawing(
        name="tissue-layers",
        title="Skin, fat and muscle, and three ways in",
        alt=(
            "Skin, fat and muscle in cross-section, drawn three times. First: skin, fat (subcutaneous), sheath "
            "(fascia) and muscle, with an artery, a vein and a nerve deep in the muscle. A 25 mm (1 in.) needle "
            "goes straight in at 90° through 15 mm of skin and fat, and the drug lies in the muscle. Second: two "
            "fingers hold a thin fold, about 2.5 cm (1 in.). A 16 mm (5/8 in.) needle goes in at 45° and the drug "
            "lies in the fat. Third: two fingers hold a thick fold, about 5 cm (2 in.). A 13 mm (1/2 in.) needle "
            "goes in at 90° and the drug lies in the fat. The fold lifts the fat off the muscle."
        ),
        caption=(
            "Into muscle, the needle goes straight in and must pass all the fat. Into fat, a pinch lifts the fat "
            "off the muscle, and the fold and the needle length set the angle. The depths are examples: fat differs "
            "from person to person."
        ),
        sources=("open-rn-im-wtcs", "odpskills-sc-pinch", "saunders-nclex-p445", "unimed-self-b12"),
        draw=tissue_layers,
        width_px=1000,
        height_px=1400,
    ),
    Drawing(
        name="plain-tissue",
        title="Skin, fat and muscle",
        alt=(
            "Skin, fat and muscle in cross-section, filling the picture, the skin at the top. An artery, a vein and "
            "a nerve run deep in the muscle and send small branches up towards the skin. Nothing is named or "
            "marked."
        ),
        caption="Skin, fat and muscle in cross-section; the outside of the body is at the top.",
        sources=(),
        draw=plain_tissue,
        width_px=1000,
        height_px=900,
    ),
    Drawing(
        name="z-track",
        title="The Z-track method",
        alt=(
            "Three panels of skin, fat and muscle. 1, Pull: a finger pulls the skin 2.5 to 3.8 cm (1 to 1.5 in.) to "
            "one side. A dashed line through the layers leans with the skin and fat, while the part in the muscle "
            "stays. 2, Inject: with the skin still held, the needle goes straight in at 90°; inject, then wait "
            "about 10 seconds. 3, Let go: the needle comes out first, then the skin slides back. The dashed path of "
            "the needle is now broken between fat and muscle, so less of the drug leaks back."
        ),
        caption=(
            "Pull, inject, wait, take the needle out, and only then let go. The layers slide back and the path is "
            "broken. Use the method if you were taught it."
        ),
        sources=("ztrack-textbook-extract", "lake-county-im-eval", "nursingcenter-ztrack", "open-rn-im-wtcs"),
        draw=z_track,
        width_px=1000,
        height_px=890,
    ),
)
