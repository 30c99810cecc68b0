"""Rehearsal: the steps of a visit in a safe order, from the observed skills checklist of the course.

A rule says that one step comes before another and why. Orders that break no rule are all accepted. Which steps are
critical is the course's own choice, made by the harm that each one prevents.
"""

from __future__ import annotations

from typing import Any

from b12course.learner.simulators.parts import Said, Simulator


def _step(key: str, words: Said, critical: bool = False) -> dict[str, Any]:
    return {"id": key, "text": words, "critical": critical}


def _rule(first: str, then: str, why: Said, unsafe: bool = False) -> dict[str, Any]:
    """``first`` comes before ``then``; ``unsafe`` when the swap could hurt someone."""
    return {"first": first, "then": then, "why": why, "unsafe": unsafe}


PREPARE: dict[str, Any] = {
    "id": "prepare",
    "name": "Check and prepare",
    "steps": [
        _step("order", Said("Read the order: person, drug, dose, route, time, reason", "statpearls-rights-2023"), True),
        _step(
            "allergy",
            Said(
                "Ask about allergy (B12, cobalt, preservatives) and past reactions",
                "sagent-cyano-label",
                "b12-compliance-label",
            ),
            True,
        ),
        _step(
            "cautions",
            Said(
                "Ask about Leber's disease in the person or family, and about blood thinners and the last INR",
                "sagent-cyano-label",
                "sps-im-anticoagulants",
            ),
            True,
        ),
        _step("consent", Said("Explain, get consent, give privacy", "iac-skills-checklist"), True),
        _step(
            "phone",
            Said(
                "Have the phone to hand, and adrenaline where the setting holds it",
                "resus-uk-anaphylaxis",
                "iac-skills-checklist",
            ),
            True,
        ),
        _step("hands", Said("Wash and dry your hands", "cdc-acip-admin"), True),
        _step(
            "gather",
            Said(
                "Lay out supplies on a clean place, sharps box within reach",
                "cdc-vaccine-prep",
                "niosh-sharps-disposal",
            ),
            True,
        ),
        _step(
            "label",
            Said(
                "Check the vial: label against the order, dates, clear, no cracks",
                "jhu-im-transcript",
                "rxpharmapack-kit-label",
            ),
            True,
        ),
        _step("volume", Said("Work out the volume aloud", "lake-county-im-eval"), True),
    ],
    "rules": [
        _rule(
            "order",
            "label",
            Said(
                "Without the order in your head there is nothing to check the label against: a wrong drug or "
                "strength slips through.",
                "statpearls-rights-2023",
            ),
            True,
        ),
        _rule(
            "order",
            "volume",
            Said("A volume worked out without the order is a guess at the dose.", "statpearls-rights-2023"),
            True,
        ),
        _rule(
            "label",
            "volume",
            Said(
                "The strength stands on the label. Worked out before, the volume may be ten times off.", "clpna-units"
            ),
            True,
        ),
        _rule("hands", "gather", Said("Unwashed hands carry germs to the clean supplies.", "cdc-acip-admin"), True),
        _rule("gather", "label", Said("First the clean place, then the vial on it.", "cdc-vaccine-prep")),
        _rule(
            "allergy",
            "hands",
            Said(
                "A yes here stops the visit, so ask before you prepare anything.",
                "sagent-cyano-label",
                "iac-skills-checklist",
            ),
        ),
        _rule(
            "cautions",
            "hands",
            Said(
                "A yes here means a call to the prescriber first, so ask before you prepare anything.",
                "sagent-cyano-label",
                "sps-im-anticoagulants",
            ),
        ),
        _rule("consent", "hands", Said("Without consent nothing is prepared.", "iac-skills-checklist")),
    ],
    "end": Said(
        "A yes to an allergy question, or a caution the order does not mention: stop and call the prescriber.",
        "sagent-cyano-label",
        "mhra-cobalt-2023",
    ),
}
DRAW: dict[str, Any] = {
    "id": "draw",
    "name": "Draw up",
    "steps": [
        _step("wipe", Said("Wipe the stopper and let it dry", "stjude-vial"), True),
        _step("air", Said("Draw back air: as much as the dose", "medlineplus-vial")),
        _step(
            "push",
            Said(
                "Needle through the stopper, push the air into the air space",
                "medlineplus-vial",
                "givereport-ampule-vial",
            ),
        ),
        _step("pull", Said("Turn the vial over, keep the tip in the fluid, pull back", "medlineplus-vial")),
        _step("tap", Said("Tap, and push the bubbles back into the vial", "givereport-ampule-vial")),
        _step(
            "read",
            Said(
                "Read the mark at eye level; compare syringe, label and order",
                "givereport-ampule-vial",
                "jhu-im-transcript",
            ),
            True,
        ),
        _step(
            "out",
            Said(
                "Take the needle out and keep it sterile; change it if policy says so",
                "medlineplus-vial",
                "ayinde-2021",
            ),
            True,
        ),
    ],
    "rules": [
        _rule(
            "wipe",
            "push",
            Said("The needle would carry what is on the stopper into the drug.", "stjude-vial", "illinois-vetmed-vial"),
            True,
        ),
        _rule("air", "push", Said("There is no air to push in yet.", "medlineplus-vial")),
        _rule(
            "push",
            "pull",
            Said(
                "Without air first, a vacuum pulls the plunger back and the drug will not flow well.",
                "medlineplus-vial",
            ),
        ),
        _rule("pull", "tap", Said("There is nothing to tap up yet.", "givereport-ampule-vial")),
        _rule(
            "tap",
            "read",
            Said("Read with bubbles inside, the mark counts air as drug: the dose is short.", "givereport-ampule-vial"),
            True,
        ),
        _rule(
            "tap",
            "out",
            Said("Air and missing drug are put right with the needle still in the vial.", "givereport-ampule-vial"),
        ),
        _rule(
            "read",
            "out",
            Said("If the mark is wrong, you would have to go into the vial again.", "givereport-ampule-vial"),
        ),
    ],
    "end": Said("Order, label and syringe must say the same. If they do not: stop and ask.", "statpearls-rights-2023"),
}
GIVE: dict[str, Any] = {
    "id": "give",
    "name": "Give, and after",
    "steps": [
        _step(
            "who",
            Said("Check two identifiers and the label a third time", "open-rn-injection-evidence", "jhu-im-transcript"),
            True,
        ),
        _step(
            "ready", Said("Clean your hands before you touch the site; gloves as your policy says", "cdc-acip-admin")
        ),
        _step(
            "skin", Said("Look at the skin; find and name the bones", "odpskills-sc-pinch", "ismp-sirva-alert"), True
        ),
        _step("fits", Said("Check that the volume fits the site", "saunders-nclex-p445", "jbi-im-volume"), True),
        _step("clean", Said("Clean the skin as your policy says, let it dry", "hutin-who-2003", "inmo-swab"), True),
        _step("in", Said("Cap straight off; needle straight in, into the muscle", "open-rn-im-wtcs"), True),
        _step("inject", Said("Inject steadily, about 10 seconds for each mL", "open-rn-im-wtcs", "aaohn-speed-2001")),
        _step("withdraw", Said("Draw the needle out the way it went in", "lake-county-im-eval")),
        _step(
            "box",
            Said(
                "Guard on with one hand, no recapping, straight into the sharps box",
                "niosh-sharps-disposal",
                "oxford-oh-sharps",
            ),
            True,
        ),
        _step("press", Said("Press with dry gauze, do not rub", "immunize-clotting", "aih-10th-ed-2013")),
        _step("hands", Said("Clean your hands when all is done", "cdc-acip-admin"), True),
        _step("write", Said("Write down drug, dose, site and side, lot, time", "open-rn-injection-evidence"), True),
    ],
    "rules": [
        _rule("ready", "skin", Said("Hands that have been elsewhere carry germs to the skin.", "cdc-acip-admin")),
        _rule(
            "ready", "in", Said("Hands that were not cleaned carry germs to needle and skin.", "cdc-acip-admin"), True
        ),
        _rule("who", "in", Said("The dose may go into the wrong person.", "open-rn-injection-evidence"), True),
        _rule(
            "skin",
            "in",
            Said("Without the bones the needle may meet a nerve or a joint.", "mishra-stringer-2010", "cfp-sirva-2019"),
            True,
        ),
        _rule(
            "fits",
            "in",
            Said("Too much for the site is found out too late.", "saunders-nclex-p445", "jbi-im-volume"),
            True,
        ),
        _rule(
            "clean",
            "in",
            Said("The needle goes through skin that is not ready. Wet alcohol stings too.", "hutin-who-2003"),
            True,
        ),
        _rule(
            "skin",
            "clean",
            Said("Choose the spot first, then clean that spot.", "iac-skills-checklist", "odpskills-sc-pinch"),
        ),
        _rule("in", "inject", Said("The needle is not in yet.", "open-rn-im-wtcs")),
        _rule("inject", "withdraw", Said("The dose has not been given yet.", "open-rn-im-wtcs")),
        _rule("withdraw", "box", Said("The needle is still in the arm, hip or thigh.", "niosh-sharps-disposal")),
        _rule("withdraw", "press", Said("The needle is still in.", "immunize-clotting")),
        _rule(
            "box",
            "press",
            Said(
                "A bare used needle lies open while your hands are busy: that is how people get stuck.",
                "niosh-sharps-disposal",
                "niosh-home-needlestick",
            ),
            True,
        ),
        _rule("press", "hands", Said("Wash when you are done with the skin and the gauze.", "cdc-acip-admin")),
        _rule(
            "box", "hands", Said("The sharps come first, then the hands.", "niosh-sharps-disposal", "cdc-acip-admin")
        ),
        _rule(
            "inject",
            "write",
            Said(
                "A dose written down before it is given may be missed, or never given at all.",
                "open-rn-injection-evidence",
            ),
            True,
        ),
        _rule(
            "hands",
            "write",
            Said(
                "Clean hands first, then pen or keyboard. Then write at once.",
                "cdc-acip-admin",
                "open-rn-injection-evidence",
            ),
        ),
    ],
    "end": Said(
        "Pull back to look for blood only if your policy or the label says so.", "sisson-2015", "crawford-johnson-2012"
    ),
}

SIMULATOR = Simulator(
    name="rehearsal",
    title="Rehearse the visit",
    lead=Said(
        "An injection into muscle, drawn from a vial. Put the steps in a safe order. More than one order can be "
        "right. “Critical” marks a step that must not be "
        "missed."
    ),
    notes=(
        Said(
            "The steps follow the course's skills checklist, and which of them are critical is the course's choice. "
            "Your policy, the "
            "label and the order come first.",
            "open-rn-im-wtcs",
            "lake-county-im-eval",
            "iac-skills-checklist",
        ),
        Said(
            "Trouble breathing, swelling of the throat or face, or collapse after a dose: adrenaline if it is to "
            "hand and you are "
            "trained, and the emergency number in the same minute.",
            "resus-uk-anaphylaxis",
            "anaphylaxis-uk-emergency",
        ),
    ),
    data={"parts": [PREPARE, DRAW, GIVE]},
)
