"""Two labels, a vial's and an ampoule's, with what to read on them in order. No maker: both are invented.

Millimetres of the vial; the ampoule's label is drawn flat beside it, because its body is thin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from .curves import Curve, oval
from .equipment import VIAL_10, WALL, Frame, ampoule, slab, vial
from .hand import CLOTH, INK, LABEL_PT, NOTE_PT, PAPER, SOFT, TARGET, Drawing, Pen, mix

STRIPE = "#7a2340"  # the label's own band; white words on it have contrast 9 to 1


@dataclass(frozen=True)
class Row:
    """One thing to read: the height (canvas units) at which it stands on the label, its name and what to ask."""

    y: float
    name: str
    ask: str


def _badge(pen: Pen, x: float, y: float, number: int, r_px: float = 15) -> None:
    r = r_px / pen.scale
    pen.fill(oval(x, y, r * 1.2), fc=PAPER, z=21)
    pen.fill(oval(x, y, r), fc=TARGET, z=21.1)
    pen.words(str(number), x, y, 15, PAPER, "bold", "center")


def _rows(pen: Pen, rows: Sequence[Row], badge_x: float, edge: float, x: float, tops: Sequence[float]) -> None:
    """The numbers on the label, and the same numbers with words in a column at `x`, tied by thin lines."""
    for i, (row, y) in enumerate(zip(rows, tops, strict=True), start=1):
        _badge(pen, badge_x, row.y, i)
        line = np.array([(edge, row.y), (edge + 0.25 * (x - edge), row.y), (x - 24 / pen.scale, y)])
        pen.line(line, color=SOFT, lw=1.3, z=15)
        _badge(pen, x, y, i)
        left = x + 25 / pen.scale
        pen.words(row.name, left, y, LABEL_PT, INK, "bold")
        pen.words(row.ask, left, y - 22 / pen.scale, NOTE_PT, SOFT, va="top")


def _paper(pen: Pen, outline: Curve, z: float = 8) -> None:
    pen.form(outline, fc="#fdfdfb", ec=WALL, lw=1.0, z=z)


def label_vial() -> Figure:
    """A multi-dose vial and its label, numbered in reading order."""
    pen = Pen(1000, 1290, 0.0, -1.6, 20.0)
    f = Frame(14.0, 54.4, -90)
    vial(pen, f, VIAL_10, 10.0, lid=True, z=5, lw=1.2)
    left, right = 2.0, 26.0

    def y(s: float) -> float:
        return f.at(s)[1]

    _paper(pen, f.curve(slab(17.6, 47.4, -12.0, 12.0)))
    for side in (-1, 1):
        for w in (0.5, 1.1, 1.8):
            pen.fill(
                f.curve(slab(17.7, 47.3, side * 12.0, side * (12.0 - w))), fc=mix(CLOTH, INK, 0.3), z=8.1, alpha=0.1
            )
    pen.fill(f.curve(slab(24.6, 28.8, -12.0, 12.0)), fc=STRIPE, z=8.2)
    at = left + 3.2
    pen.words("CYANOCOBALAMIN", at, y(20.5), 19, INK, "bold")
    pen.words("Injection", at, y(22.9), 16, INK)
    pen.words("1,000 mcg/mL", at, y(26.7), 23, PAPER, "bold")
    pen.words("10 mL", at, y(30.7), 19, INK, "bold")
    pen.words("For intramuscular or deep\nsubcutaneous use only", at, y(34.2), 16, INK)
    pen.words("Multiple-dose vial", at, y(38.2), 17, INK, "bold")
    pen.words("Opened", at, y(40.9), 15, SOFT)
    pen.words("Discard", at + 9.2, y(40.9), 15, SOFT)
    for x0, x1 in ((at + 4.4, at + 8.7), (at + 13.4, at + 18.4)):
        pen.line(np.array([(x0, y(41.4)), (x1, y(41.4))]), color=SOFT, lw=1.2, z=9)
    pen.words("EXP  03/2028", at, y(43.5), 16, INK)
    pen.words("LOT  00X00", at, y(45.8), 16, INK)
    rows = [
        Row(y(20.5), "Drug", "Same name as the order?"),
        Row(y(26.7), "Strength in each mL", "mcg in 1 mL, not in the vial"),
        Row(y(30.7), "Volume in the vial", "Not the dose"),
        Row(y(34.2), "Route", "Does it allow the route\nordered? Never into a vein"),
        Row(y(38.2), "Single- or multi-dose", "Size does not tell. Multi-dose:\nwrite both dates"),
        Row(y(43.5), "Expiry date", "Past? Do not use"),
        Row(y(45.8), "Lot number", "Write it in the record"),
    ]
    tops = [49.4, 42.8, 36.2, 29.6, 21.8, 14.0, 7.4]
    _rows(pen, rows, left + 1.5, right + 0.2, 31.0, tops)
    pen.head("Read the label", "A made-up vial of vitamin B12")
    pen.foot("The label on your own vial is the one that counts.")
    return pen.fig


def label_ampoule() -> Figure:
    """An ampoule with its label drawn flat beside it, numbered in reading order."""
    pen = Pen(1000, 1240, 0.0, -3.2, 20.0)
    stand = Frame(6.2, 2.2, 90, 0.82)
    ampoule(pen, stand, 1.0, lw=1.2)
    _paper(pen, stand.curve(slab(4.5, 21.0, -5.3, 5.3)))
    pen.fill(stand.curve(slab(13.0, 16.6, -5.3, 5.3)), fc=STRIPE, z=8.2)
    for s, w in ((19.0, 3.6), (17.6, 2.8), (11.0, 3.4), (9.6, 3.0), (8.2, 3.3), (6.4, 2.6)):
        pen.line(stand.curve([(s, 4.4), (s, 4.4 - w * 2)]), color=SOFT, lw=2.2, z=8.3)
    left, low, right, high = 13.6, 7.0, 29.4, 46.0
    for a, b in (((left, high), stand.at(21.0, -5.3)), ((left, low), stand.at(4.5, -5.3))):
        pen.line(np.array([a, b]), color=WALL, lw=1.3, z=4)
    _paper(pen, np.array([(left, low), (right, low), (right, high), (left, high)]))
    pen.fill(np.array([(left, 32.4), (right, 32.4), (right, 36.8), (left, 36.8)]), fc=STRIPE, z=8.2)
    at = left + 2.7
    pen.words("Hydroxo-\ncobalamin", at, 42.6, 19, INK, "bold")
    pen.words("solution for injection", at, 38.8, 15, INK)
    pen.words("1 mg/mL", at, 34.6, 23, PAPER, "bold")
    pen.words("1 mL", at, 29.4, 19, INK, "bold")
    pen.words("For intramuscular\nuse only", at, 24.2, 15.5, INK)
    pen.words("Use once, then\ndiscard", at, 18.6, 15.5, INK)
    pen.words("EXP  03/2028", at, 13.6, 16, INK)
    pen.words("BN  00X00", at, 10.0, 16, INK)
    rows = [
        Row(42.6, "Drug", "Hydroxocobalamin is not\ncyanocobalamin"),
        Row(34.6, "Strength", "1 mg is 1,000 mcg"),
        Row(29.4, "Volume", "All of it, or a part?"),
        Row(24.2, "Route", "Does it allow the\nroute ordered?"),
        Row(18.6, "One use", "Use at once; never\nkeep the rest"),
        Row(13.6, "Expiry date", "Past? Do not use"),
        Row(10.0, "Lot (batch)", "Write it in the record"),
    ]
    tops = [49.6, 41.8, 35.4, 29.0, 21.4, 13.8, 7.4]
    _rows(pen, rows, left + 1.3, right + 0.2, 33.4, tops)
    pen.head("Read the label", "A made-up ampoule of vitamin B12, UK style")
    pen.foot("UK records write “micrograms” in full.")
    return pen.fig


DRAWINGS = (
    Drawing(
        name="label-vial",
        title="What to read on the vial, in order",
        alt=(
            "A made-up 10 mL vial. Its label, in reading order: 1 drug, cyanocobalamin; 2 strength, 1,000 mcg/mL; "
            "3 volume, 10 mL; 4 route, intramuscular or deep subcutaneous only; 5 multiple-dose vial, with blanks "
            "for the opened and discard dates; 6 expiry, 03/2028; 7 lot, 00X00."
        ),
        caption=(
            "Match drug, strength and route with the order before you draw up, and read the expiry date. Even a 1 mL "
            "vial may be multi-dose: the label says so, the size does not. An opened multi-dose vial carries two "
            "dates: opened, and discard after 28 days unless the maker says otherwise."
        ),
        sources=("fda-ndc-cyano-vials", "openfda-b12-records", "stjude-vial", "cdc-multidose-faq", "usp-797-multidose"),
        draw=label_vial,
        width_px=1000,
        height_px=1290,
    ),
    Drawing(
        name="label-ampoule",
        title="What to read on the ampoule, in order",
        alt=(
            "A made-up UK ampoule, its label drawn flat beside it. In reading order: 1 drug, hydroxocobalamin; "
            "2 strength, 1 mg/mL, which is 1,000 mcg; 3 volume, 1 mL; 4 route, intramuscular only; 5 use once, "
            "then discard; 6 expiry, 03/2028; 7 batch number, BN 00X00."
        ),
        caption=(
            "Hydroxocobalamin and cyanocobalamin are two medicines: the name must match the order. An opened "
            "ampoule is used at once and never kept."
        ),
        sources=("emc-hydroxo-smpc", "epgonline-hydroxo-smpc", "california-1751-9", "ismp-error-prone"),
        draw=label_ampoule,
        width_px=1000,
        height_px=1240,
    ),
)
