"""Draw-up: air in, turn over, draw, tap, read the mark; and what happens when a step goes wrong.

Volumes are in mL, doses in mcg, strengths in mcg per mL. How far the model lets a mistake go (how large the first
bubbles are, from what pressure drug spurts) is made for teaching, not measured.
"""

from __future__ import annotations

from typing import Any

from b12course.learner.simulators.parts import Said, Simulator

ONE = {"barrel": 1, "graduation": 0.01, "major": 0.1}
THREE = {"barrel": 3, "graduation": 0.1, "major": 0.5}


def _order(key: str, dose: str, strength: str, mcg: int, per_ml: int, syringe: dict[str, float]) -> dict[str, Any]:
    return {
        "id": key,
        "dose": dose,
        "strength": strength,
        "mcg": mcg,
        "perMl": per_ml,
        "ml": mcg / per_ml,
        "syringe": syringe,
    }


# The dose table of the course: volume is dose divided by strength.
ORDERS = (
    _order("1000-1000", "1,000 mcg", "1,000 mcg/mL", 1000, 1000, THREE),
    _order("500-1000", "500 mcg", "1,000 mcg/mL", 500, 1000, THREE),
    _order("100-1000", "100 mcg", "1,000 mcg/mL", 100, 1000, ONE),
    _order("100-100", "100 mcg", "100 mcg/mL", 100, 100, THREE),
    _order("250-1mg", "250 mcg", "1 mg/mL", 250, 1000, ONE),
)

# What the model allows itself. First bubbles: a share of the first pull, at most this many mL.
MODEL = {"bubble_share": 0.15, "bubble_most": 0.08, "spurt_over": 0.15, "vacuum_under": -0.15, "lost_drop": 0.05}

EVENTS = {
    "start": Said("The vial stands on the table, cap off. The syringe is empty and the needle is clean."),
    "wiped": Said("Stopper wiped with alcohol and left to dry in the air.", "stjude-vial", "hutin-who-2003"),
    "air-in-syringe": Said("{air} mL of air in the syringe.", "medlineplus-vial"),
    "needle-in": Said(
        "The needle is through the stopper, its tip in the air space above the fluid.", "medlineplus-vial"
    ),
    "needle-in-unwiped": Said(
        "The needle went through a stopper that was not wiped. What was on the stopper can go in with it.",
        "stjude-vial",
        "illinois-vetmed-vial",
    ),
    "air-in": Said("{air} mL of air went into the vial.", "medlineplus-vial"),
    "air-through": Said(
        "The air bubbled through the drug. Put it into the air space, with the vial upright.", "givereport-ampule-vial"
    ),
    "turned": Said("The vial is upside down. Keep the tip of the needle in the fluid.", "medlineplus-vial"),
    "upright": Said("The vial stands upright again."),
    "tip-low": Said("The tip is in the fluid.", "medlineplus-vial"),
    "tip-high": Said("The tip is above the fluid now. Pulling would bring in air.", "medlineplus-vial"),
    "drew": Said("Drug flows in. Bubbles come with it.", "medlineplus-vial", "givereport-ampule-vial"),
    "drew-air": Said("Only air came in: the tip is not in the fluid.", "medlineplus-vial"),
    "vacuum": Said(
        "The plunger is hard to pull. Less air went in than fluid came out, so the vial sucks back and foam gets in.",
        "medlineplus-vial",
    ),
    "returned": Said("Drug went back into the vial.", "givereport-ampule-vial"),
    "tapped": Said(
        "The bubbles rose together to the needle end. Push this air back into the vial.", "givereport-ampule-vial"
    ),
    "nothing-to-tap": Said("There are no bubbles to tap up."),
    "air-back": Said("Air went back into the vial. Look at the mark again.", "givereport-ampule-vial"),
    "needle-out": Said("The needle is out of the vial.", "medlineplus-vial"),
    "spurt": Said(
        "More air went in than fluid came out. The pressure pushed drug out at the stopper as the needle left.",
        "medlineplus-vial",
    ),
    "squirted": Said(
        "Drug went into the air. It is missing from the dose now.", "aih-10th-ed-2013", "givereport-ampule-vial"
    ),
    "air-out": Said("Air left the syringe."),
    "touched": Said(
        "You touched the needle. It is a key part and must stay sterile. Stop, and start again with a new needle and "
        "syringe.",
        "medlineplus-vial",
    ),
}
BLOCKED = {
    "needle-first": Said("Put the needle through the stopper first."),
    "needle-in-already": Said("The needle is in the stopper now, so it cannot be wiped."),
    "turn-first": Said("Turn the vial upside down first."),
    "full": Said("The plunger is at the end of the barrel."),
    "empty": Said("The plunger is all the way in."),
    "vial-empty": Said("No more fluid reaches the needle."),
    "out-first": Said("Take the needle out of the vial first."),
}
# Checks of the finished syringe, in the order in which they are told: right and wrong sentence of each.
CHECKS: dict[str, dict[str, Said]] = {
    "clean": {
        "right": Said("The stopper was wiped and dry.", "stjude-vial"),
        "wrong": Said(
            "The stopper was not wiped before the needle went in. Wipe it every time, also under a new cap.",
            "stjude-vial",
            "illinois-vetmed-vial",
        ),
    },
    "sterile": {
        "right": Said("Nothing touched the needle.", "medlineplus-vial"),
        "wrong": Said(
            "The needle was touched, so it is not sterile. Put needle and syringe into the sharps box and start again.",
            "medlineplus-vial",
            "niosh-sharps-disposal",
        ),
    },
    "air": {
        "right": Said("As much air went in as fluid came out.", "medlineplus-vial"),
        "wrong": Said("{air} mL of air went in for a dose of {ml} mL. Air in equals the dose.", "medlineplus-vial"),
    },
    "bubbles": {
        "right": Said("No air is left that would take the place of drug.", "givereport-ampule-vial"),
        "wrong": Said(
            "{left} mL of air is left in the syringe. A small bubble in muscle is not a danger as air, but it takes "
            "the place of drug: the dose is short.",
            "givereport-ampule-vial",
            "aih-10th-ed-2013",
        ),
    },
    "mark": {
        "right": Said(
            "The edge of the stopper nearest the needle stands at {mark} mL.",
            "saunders-nclex-p445",
            "givereport-ampule-vial",
        ),
        "wrong": Said(
            "The edge of the stopper nearest the needle stands at {mark} mL. The order needs {ml} mL.",
            "saunders-nclex-p445",
            "givereport-ampule-vial",
        ),
    },
    "dose": {
        "right": Said("Drug in the syringe: {drug} mcg, as ordered.", "clpna-units", "statpearls-rights-2023"),
        "wrong": Said(
            "Drug in the syringe: {drug} mcg. The order says {dose}.", "clpna-units", "statpearls-rights-2023"
        ),
    },
}

SIMULATOR = Simulator(
    name="draw-up",
    title="Draw up the dose",
    lead=Said(
        "Draw the ordered dose from the vial, in the order you were shown. You can make mistakes here: see what each "
        "one does."
    ),
    notes=(
        Said("The size of the bubbles and the pressure are a teaching model. Needle tip and marks are drawn large."),
        Said(
            "Unsure about the dose, the strength or the mark? Stop, and ask the person who trained you or the "
            "prescriber.",
            "gstt-self-inject-b12",
            "statpearls-rights-2023",
        ),
    ),
    data={"orders": ORDERS, "vial_ml": 10, "model": MODEL, "events": EVENTS, "blocked": BLOCKED, "checks": CHECKS},
)
