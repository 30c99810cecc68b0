"""After the injection: what to expect, what to call about, and what cannot wait."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .curves import Curve
from .hand import DANGER, INK, KEY_PT, LABEL_PT, NOTE_PT, PAPER, TARGET, Drawing, Pen, mix
from .panels import AMBER, AMBER_EDGE, box, sheet

HOME, CLINIC, NOW = "home", "clinic", "now"
COLORS = {
    HOME: (TARGET, mix(TARGET, PAPER, 0.92)),
    CLINIC: (AMBER_EDGE, mix(AMBER, PAPER, 0.82)),
    NOW: (DANGER, mix(DANGER, PAPER, 0.92)),
}
Row = tuple[str, ...]


def _polygon(x: float, y: float, r: float, sides: int, turn: float) -> Curve:
    """A regular polygon about (x, y); `turn` degrees sets the angle of its first corner."""
    a = np.deg2rad(turn) + np.arange(sides) * 2 * np.pi / sides
    return np.column_stack([x + r * np.cos(a), y + r * np.sin(a)])


def sign(pen: Pen, x: float, y: float, kind: str, r: float = 30.0) -> None:
    """The sign of a column: a round house, a triangular telephone or an eight-sided bell of alarm."""
    color = COLORS[kind][0]
    if kind == HOME:
        pen.form(_polygon(x, y, r, 60, 0), fc=color, ec=color, lw=1.0, z=5)
        pen.fill(
            np.array([(x - 17, y + 1), (x, y + 17), (x + 17, y + 1), (x + 17, y - 1), (x - 17, y - 1)]), fc=PAPER, z=6
        )
        pen.fill(np.array([(x - 12, y), (x + 12, y), (x + 12, y - 15), (x - 12, y - 15)]), fc=PAPER, z=6)
        pen.fill(np.array([(x - 4, y - 4), (x + 4, y - 4), (x + 4, y - 15), (x - 4, y - 15)]), fc=color, z=6.1)
    elif kind == CLINIC:
        pen.form(_polygon(x, y - 4, r * 1.22, 3, 90), fc=AMBER, ec=color, lw=2.6, z=5)
        pen.line(np.array([(x, y + 10), (x, y - 7)]), color=INK, lw=5.0, z=6)
        pen.fill(_polygon(x, y - 17, 4.2, 30, 0), fc=INK, z=6)
    else:
        pen.form(_polygon(x, y, r * 1.06, 8, 22.5), fc=color, ec=color, lw=1.0, z=5)
        for s in (1, -1):
            pen.line(np.array([(x - 11, y - 11 * s), (x + 11, y + 11 * s)]), color=PAPER, lw=5.5, z=6)


def _rows(pen: Pen, x: float, y: float, rows: Row, color: str, size: float = 17.0) -> float:
    """A list with a dash of `color` before each row; returns where the next thing may begin."""
    for text in rows:
        pen.line(np.array([(x, y - 9), (x + 9, y - 9)]), color=color, lw=3.0, z=5)
        pen.words(text, x + 20, y, size, INK, va="top")
        y -= 30.0 * (text.count("\n") + 1) + 10
    return y


def _part(pen: Pen, x: float, y: float, text: str) -> None:
    """The heading of one part of a column."""
    pen.words(text, x, y, LABEL_PT, INK, "bold", va="top")


def aftercare() -> Figure:
    """Three columns, told apart by shape, word and colour, and a band for what is urgent but not a collapse."""
    pen = sheet(1500, "After the injection: whom to call")
    top, tall = -84.0, 866.0
    columns = (
        (20.0, HOME, "Expected", "Care at home"),
        (346.0, CLINIC, "Call", "the prescriber"),
        (672.0, NOW, "Call now", "the emergency\nnumber"),
    )
    wide = 308.0
    for x, kind, title, sub in columns:
        edge, ground = COLORS[kind]
        pen.form(box(x, top, wide, tall), fc=ground, ec=edge, lw=1.5, z=0.5)
        sign(pen, x + 50, top - 58, kind)
        pen.words(title, x + 98, top - 36, KEY_PT, edge, "bold")
        pen.words(sub, x + 98, top - 58, LABEL_PT, INK, va="top")
        pen.line(np.array([(x + 18, top - 126), (x + wide - 18, top - 126)]), color=edge, lw=1.2, z=4)
    start = top - 146
    _rows(
        pen,
        38,
        start,
        (
            "Soreness",
            "Small bruise",
            "Mild redness, itch\nor swelling at\nthe site",
            "Feeling sick\n(nausea)",
            "Loose stools for\na short time\n(diarrhea)",
            "Spots like acne",
            "Headache",
        ),
        TARGET,
    )
    _part(pen, 364, start, "The same day")
    same_day = (
        "Redness that\nspreads",
        "Heat or pus",
        "Fever",
        "A lump that grows",
        "Rash or itch away\nfrom the site: can\nstart up to 72\nhours later",
    )
    y = _rows(pen, 364, start - 38, same_day, AMBER_EDGE)
    _part(pen, 364, y - 14, "Within 1 to 2 days")
    _rows(pen, 364, y - 52, ("Shoulder pain for\nover 48 hours", "Any other worry"), AMBER_EDGE)
    _part(pen, 690, start, "Severe allergy")
    allergy = (
        "Trouble breathing,\nor wheeze",
        "Swelling of throat,\ntongue or face",
        "Collapse, or feeling\nfaint even when\nlying flat",
        "Widespread hives\nwith trouble\nbreathing, or\nwith faintness",
    )
    y = _rows(pen, 690, start - 38, allergy, DANGER)
    _part(pen, 690, y - 14, "Heart, lungs, eyes")
    sudden = (
        "Chest pain",
        "Sudden shortness\nof breath",
        "Frothy cough",
        "Racing or skipping\nheart and faintness",
        "Sudden loss of sight",
    )
    _rows(pen, 690, y - 52, sudden, DANGER)
    low = top - tall - 18
    pen.form(box(20, low, 960, 204), fc=mix(DANGER, PAPER, 0.92), ec=DANGER, lw=1.5, z=0.5)
    sign(pen, 70, low - 62, NOW)
    pen.words("Severe allergy: two things in the same minute", 118, low - 22, KEY_PT, DANGER, "bold", va="top")
    pen.words(
        "Adrenaline (epinephrine) at once, if to hand and you are trained.\n"
        "And the emergency number. Neither waits for the other.\n"
        "Lie flat, legs up. Breathless: sit, legs out. Pregnant, vomiting or\n"
        "not awake: left side. No standing or walking, even if better.\n"
        "Does not wake and does not breathe normally: start CPR.",
        118,
        low - 56,
        NOTE_PT,
        INK,
        va="top",
    )
    low -= 222
    pen.form(box(20, low, 960, 290), fc=mix(AMBER, PAPER, 0.82), ec=AMBER_EDGE, lw=1.5, z=0.5)
    pen.form(_polygon(70, low - 62, 36, 4, 90), fc=AMBER, ec=AMBER_EDGE, lw=2.6, z=5)
    pen.line(np.array([(70, low - 47), (70, low - 63), (82, low - 71)]), color=INK, lw=4.2, z=6)
    pen.words("Urgent care the same day", 118, low - 22, KEY_PT, AMBER_EDGE, "bold", va="top")
    heart = ("One leg swollen\nand painful", "Racing or\nskipping heart", "Rash that blisters\nor spreads fast")
    _rows(pen, 118, low - 60, heart, AMBER_EDGE, NOTE_PT)
    _rows(pen, 350, low - 60, ("Marked weakness\nor cramps", "Sight slowly\ngetting worse"), AMBER_EDGE, NOTE_PT)
    pen.words("Urgent care now", 602, low - 22, KEY_PT, DANGER, "bold", va="top")
    nerve = (
        "Shooting pain with the needle:\nstop, take the needle out",
        "Numb foot, or a foot that\ndrops, even later",
        "On a blood thinner: swelling\nthat is hard or very painful,\nor limb numb, cold or weak",
    )
    _rows(pen, 602, low - 60, nerve, DANGER, NOTE_PT)
    return pen.fig


DRAWINGS = (
    Drawing(
        name="aftercare",
        title="After the injection: whom to call",
        alt=(
            "Three columns and two bands, told apart by sign and word. Round sign, expected, care at home: "
            "soreness, small bruise, mild redness, itch or swelling at the site, nausea, short diarrhea, spots "
            "like acne, headache. Triangle, call the prescriber the same day: redness that spreads, heat or pus, "
            "fever, a lump that grows, rash or itch away from the site, which can start up to 72 hours later; "
            "call within 1 to 2 days: shoulder pain for over 48 hours, any other worry. Eight-sided sign, call "
            "the emergency number now: trouble breathing or wheeze; swelling of throat, tongue or face; collapse, "
            "or feeling faint even when lying flat; widespread hives with trouble breathing or faintness; chest "
            "pain; sudden shortness of breath; frothy cough; racing or skipping heart and faintness; sudden loss "
            "of sight. In a severe allergy adrenaline (epinephrine), if to hand and you are trained, and the "
            "emergency number go in the same minute: lie flat, legs up; if breathless sit, legs out; if pregnant, "
            "vomiting or not awake, left side; no standing or walking; does not wake and does not breathe "
            "normally, start CPR. Diamond with a clock, urgent care the same day: one leg swollen and painful, "
            "racing or skipping heart, marked weakness or cramps, sight slowly getting worse, a rash that "
            "blisters or spreads fast; urgent care now: shooting pain with the needle, then stop and take the "
            "needle out; a numb foot or a foot that drops, even later; on a blood thinner, a swelling that is "
            "hard or very painful, or a limb that is numb, cold or weak."
        ),
        caption=(
            "Most people feel only a sore spot. Shape, word and color say whom to call. For trouble breathing, a "
            "swelling throat or collapse, adrenaline (if to hand and you are trained) and the emergency number go in "
            "the same minute: never call the clinic first."
        ),
        sources=(
            "nhs-hydroxo",
            "sagent-cyano-label",
            "pharmamedix-b12-reactions",
            "cfp-sirva-2019",
            "mhra-cobalt-2023",
            "mishra-stringer-2010",
            "resus-uk-anaphylaxis",
            "aih-anaphylaxis",
            "anaphylaxis-uk-emergency",
            "ascia-first-aid",
            "sps-im-anticoagulants",
        ),
        draw=aftercare,
        width_px=1000,
        height_px=1500,
    ),
)
