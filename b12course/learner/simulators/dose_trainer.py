"""Dose trainer: volume = ordered dose / strength on the label, with every step shown.

Problems come ready from here, each with a volume that lies on a mark of the syringe: there is no field for a real
order, so that nobody calculates a real dose with it. Doses are in mcg, strengths in mcg per mL, volumes in mL.
"""

from __future__ import annotations

from typing import Any

from b12course.learner.simulators.parts import Said, Simulator

DOSES = (100, 250, 500, 1000, 1500)
# How a label prints each strength, and where it is met.
STRENGTHS: tuple[tuple[int, str, str], ...] = (
    (100, "100 mcg/mL", ""),
    (500, "500 mcg/mL", "not a usual US strength"),
    (1000, "1,000 mcg/mL", ""),
    (1000, "1 mg/mL", ""),
    (5000, "5,000 mcg/mL", "made up by a pharmacy"),
)
MOST_ML = 3  # the most in one site of an adult in this course (saunders-nclex-p445)


def _written(mcg: int) -> list[str]:
    """Return the ways an order may write a dose: in mcg, and in mg where that stays easy to read."""
    ways = [f"{mcg:,} mcg"]
    if mcg in (100, 500, 1000, 1500):
        ways.append(f"{mcg / 1000:g} mg")
    return ways


def problems() -> list[dict[str, Any]]:
    """Return every problem: dose and strength as written and in mcg, volume in mL on a 0.01 or 0.1 mL mark."""
    found = []
    for mcg in DOSES:
        for per_ml, label, remark in STRENGTHS:
            hundredths = mcg * 100 / per_ml
            ml = mcg / per_ml
            on_a_mark = hundredths.is_integer() if ml <= 1 else (ml * 10).is_integer()
            if ml > MOST_ML or ml < 0.1 or not on_a_mark:
                continue
            found += [
                {"dose": dose, "mcg": mcg, "strength": label, "perMl": per_ml, "remark": remark, "ml": ml}
                for dose in _written(mcg)
            ]
    return found


SIMULATOR = Simulator(
    name="dose-trainer",
    title="How many mL?",
    lead=Said(
        "The order gives the dose. The label gives the strength. Work out the volume to draw up.\n\n"
        "**This is a trainer, not a clinical tool.** Its orders are made up. Never work out a real dose with it."
    ),
    notes=(
        Said(
            "For a real dose, follow the order and the label, and have an unusual dose or strength checked by a "
            "second person.",
            "statpearls-rights-2023",
            "lake-county-im-eval",
        ),
    ),
    data={
        "problems": problems(),
        "most": MOST_ML,
        "unit": "mcg",
        "words": {
            "unit": Said(
                "1 mg = 1,000 mcg. Mixing up mg and mcg changes the dose 1,000 times.",
                "ismp-error-prone",
                "clpna-units",
            ),
            "same": Said("Dose and strength are both in mcg already."),
            "divide": Said("Volume = dose ÷ strength.", "clpna-units"),
            "arm": Said(
                "More than 1 mL does not go into the arm in this course. Thigh or side of the hip, as agreed.",
                "jbi-im-volume",
                "saunders-nclex-p445",
            ),
            "small": Said("Small volumes need a 1 mL syringe with marks of 0.01 mL.", "saunders-nclex-p445"),
            "rounded": Said(
                "Do not round. This dose comes out exactly, and the syringe has a mark for it.", "clpna-units"
            ),
            "thousand": Said("That is 1,000 times off: mg and mcg were mixed up.", "ismp-error-prone"),
            "ten": Said(
                "That is 10 times off. Look at the decimal point and at the strength on the label.",
                "clpna-units",
                "ismp-error-prone",
            ),
            "upside": Said(
                "That is strength divided by dose. Turn it around: dose divided by strength.", "clpna-units"
            ),
            "toomuch": Said(
                "That would give {given} mcg instead of {ordered} mcg: too much.", "statpearls-rights-2023"
            ),
            "toolittle": Said(
                "That would give {given} mcg instead of {ordered} mcg: too little.", "statpearls-rights-2023"
            ),
            "zeros": Said(
                "How it is written matters: a zero before the point (0.5), none after the number (1, not 1.0).",
                "ismp-error-prone",
            ),
        },
    },
)
