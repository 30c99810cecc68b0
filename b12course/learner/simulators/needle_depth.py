"""Needle depth: where does the tip end, for a site, a build, a needle length and an angle?

Only published depths are used. For the side of the hip they are thresholds on scans, so the builds are the groups
between those thresholds. For the arm and the thigh our sources print needle lengths and no depths, so the drawing
shows a span in which the muscle may start. Depths and lengths are in mm.
"""

from __future__ import annotations

from typing import Any

from b12course.learner.simulators.parts import Said, Simulator

NEEDLES = (
    {"mm": 13, "inches": "1/2 in."},
    {"mm": 16, "inches": "5/8 in."},
    {"mm": 25, "inches": "1 in."},
    {"mm": 32, "inches": "1.25 in."},
    {"mm": 38, "inches": "1.5 in."},
)
ANGLES = (90, 60, 45)


def _table(key: str, name: str, lengths: tuple[int, int], flat: int | None = None) -> dict[str, Any]:
    """A build of the weight table: the shortest and longest needle it gives; ``flat`` only with skin stretched."""
    return {"id": key, "name": name, "lengths": lengths, "flat": flat, "starts": 0, "by": lengths[1]}


def _scan(key: str, name: str, people: int, starts: int, by: int | None) -> dict[str, Any]:
    """A group of the 100 scans: how many people, and between which depths their muscle starts."""
    return {"id": key, "name": name, "people": people, "starts": starts, "by": by, "lengths": (25, 38), "flat": None}


def _fold(key: str, name: str, fold: int, angle: int) -> dict[str, Any]:
    """A skin fold in mm and the angle that the rule gives it. A fold is two layers, so half of it is drawn."""
    depth = fold / 2
    return {"id": key, "name": name, "fold": fold, "angle": angle, "starts": depth, "by": depth, "lengths": (13, 16)}


DELTOID = (
    _table("under-60", "Under 60 kg (130 lb)", (25, 25), flat=16),
    _table("60-70", "60 to 70 kg (130 to 152 lb)", (25, 25)),
    _table("middle", "Woman 70 to 90 kg (153 to 200 lb), man 70 to 118 kg (153 to 260 lb)", (25, 38)),
    _table("over", "Woman over 90 kg (200 lb), man over 118 kg (260 lb)", (38, 38)),
)
THIGH = (_table("adult", "Adult", (25, 38)),)
HIP = (
    _scan("to-25", "25 mm or less", 74, 0, 25),
    _scan("25-35", "25 to 35 mm", 14, 25, 35),
    _scan("over-35", "More than 35 mm", 12, 35, None),
)
FOLDS = (
    _fold("fold-25", "Fold of 2.5 cm (1 in.)", 25, 45),
    _fold("fold-50", "Fold of 5 cm (2 in.)", 50, 90),
)

_FOLD_BASIS = Said(
    "The angle follows the fold you can pinch: about 2.5 cm (1 in.), 45 degrees; about 5 cm (2 in.), 90 degrees. "
    "A fold is two layers of skin and fat, so the drawing shows half of it.",
    "odpskills-sc-pinch",
)
SITES: tuple[dict[str, Any], ...] = (
    {
        "id": "deltoid",
        "name": "Upper arm (deltoid)",
        "route": "im",
        "evidence": "table",
        "basis": Said(
            "For the arm, our sources print needle lengths by weight, made for vaccines, and no depths. So the muscle "
            "is drawn as starting anywhere above the dashed line.",
            "immunize-site-needle",
            "fpnotebook-im",
        ),
        "builds": DELTOID,
    },
    {
        "id": "thigh",
        "name": "Outer thigh (vastus lateralis)",
        "route": "im",
        "evidence": "table",
        "basis": Said(
            "For the adult thigh, our sources print a needle range, 25 to 38 mm (1 to 1.5 in.), and no depths. So the "
            "muscle is drawn as starting anywhere above the dashed line.",
            "immunize-site-needle",
            "unimed-self-b12",
        ),
        "builds": THIGH,
    },
    {
        "id": "hip",
        "name": "Side of the hip (ventrogluteal)",
        "route": "im",
        "evidence": "scan",
        "basis": Said(
            "CT scans of 100 people: the muscle lay deeper than 25 mm in 26 and deeper than 35 mm in 12. Only these "
            "limits were printed, so they are the three builds here. Needles of 25 to 38 mm (1 to 1.5 in.) are given "
            "for this site.",
            "bmj-gluteal-ct-2006",
            "clinskill-handbook-sites",
        ),
        "builds": HIP,
    },
    {
        "id": "belly",
        "name": "Belly, into fat",
        "route": "sc",
        "evidence": "fold",
        "basis": Said(
            f"{_FOLD_BASIS.text} Stay 5 cm (2 in.) away from the navel.",
            *_FOLD_BASIS.sources,
            "saunders-nclex-p445",
            "unimed-self-b12",
        ),
        "builds": FOLDS,
    },
    {
        "id": "thigh-fat",
        "name": "Outer thigh, into fat",
        "route": "sc",
        "evidence": "fold",
        "basis": _FOLD_BASIS,
        "builds": FOLDS,
    },
)

# In each: {reach} is how deep the tip ends, {starts} and {by} between what depths the muscle starts,
# {short} and {long} the shortest and longest needle given for this build, all in mm.
_ASK_NEEDLE = Said(
    "Stop and ask the person who trained you, or the prescriber. Do not choose another needle, site or route alone.",
    "gstt-self-inject-b12",
    "statpearls-rights-2023",
)
_AGREED = Said(
    "Use it only if the person who trained you agreed on it for this site and this body.", "gstt-self-inject-b12"
)
VERDICTS: dict[str, dict[str, Any]] = {
    "fits": {
        "tone": "right",
        "title": "In the muscle",
        "why": Said(
            "The needle is long enough for this build and goes straight in.", "immunize-site-needle", "open-rn-im-wtcs"
        ),
        "do": _AGREED,
    },
    "scan-fits": {
        "tone": "right",
        "title": "In the muscle",
        "why": Said(
            "In this group the muscle starts no deeper than {by} mm, and the tip ends {reach} mm deep.",
            "bmj-gluteal-ct-2006",
        ),
        "do": _AGREED,
    },
    "range": {
        "tone": "right",
        "title": "In the range that is given",
        "why": Said(
            "The range is {short} to {long} mm. Which end of it fits depends on how deep the fat is.",
            "immunize-site-needle",
            "mri-vg-fat-2019",
        ),
        "do": _AGREED,
    },
    "flat": {
        "tone": "note",
        "title": "Only with the skin stretched flat",
        "why": Said(
            "Under 60 kg (130 lb), a 16 mm (5/8 in.) needle is given for the arm only if the skin is stretched flat "
            "and "
            "the needle goes straight in. Otherwise the table gives 25 mm (1 in.).",
            "immunize-site-needle",
        ),
        "do": Said(
            "Agree on it with the person who trained you. Never carry this short needle over to the thigh or the hip.",
            "gstt-self-inject-b12",
            "immunize-site-needle",
        ),
    },
    "short": {
        "tone": "wrong",
        "title": "Too short for this build",
        "why": Said(
            "The shortest needle given here is {short} mm, and this tip ends {reach} mm deep. The drug may stay in "
            "the fat.",
            "immunize-site-needle",
            "mri-vg-fat-2019",
        ),
        "do": _ASK_NEEDLE,
    },
    "scan-short": {
        "tone": "wrong",
        "title": "Stops in the fat",
        "why": Said(
            "In this group the muscle starts deeper than {starts} mm, and the tip ends {reach} mm deep. The drug "
            "stays in the fat.",
            "bmj-gluteal-ct-2006",
            "mri-vg-fat-2019",
        ),
        "do": _ASK_NEEDLE,
    },
    "scan-edge": {
        "tone": "note",
        "title": "In the muscle in some, at its edge in others",
        "why": Said(
            "In this group the muscle starts {by} mm deep or less, and the tip ends {reach} mm deep: well inside the "
            "muscle "
            "in some people, only at its edge in others.",
            "bmj-gluteal-ct-2006",
        ),
        "do": _ASK_NEEDLE,
    },
    "scan-some": {
        "tone": "note",
        "title": "In the muscle in some, in the fat in others",
        "why": Said(
            "In this group the muscle starts somewhere between {starts} and {by} mm, and the tip ends {reach} mm deep. "
            "You cannot tell from the outside with certainty.",
            "bmj-gluteal-ct-2006",
        ),
        "do": _ASK_NEEDLE,
    },
    "scan-open": {
        "tone": "note",
        "title": "May only just reach, or not at all",
        "why": Said(
            "In this group the muscle starts deeper than {starts} mm; how much deeper was not printed. On MRI of 350 "
            "people, "
            "a 38 mm (1.5 in.) needle would fail in 71% of women with a BMI over 30 and in 60% of men with a BMI "
            "over 35.",
            "bmj-gluteal-ct-2006",
            "mri-vg-fat-2019",
        ),
        "do": _ASK_NEEDLE,
    },
    "slant": {
        "tone": "wrong",
        "title": "Slanted: not as deep as it is long",
        "why": Said(
            "An injection into muscle goes straight in, at 90 degrees. At this slant a {length} mm needle ends only "
            "{reach} mm deep.",
            "open-rn-im-wtcs",
            "aih-10th-ed-2013",
        ),
        "do": Said(
            "Go straight in, as you were shown. If you cannot, stop and ask.", "open-rn-im-wtcs", "gstt-self-inject-b12"
        ),
    },
    "deep": {
        "tone": "wrong",
        "title": "Longer than is given for this build",
        "why": Said(
            "The longest needle given here is {long} mm. A needle must reach the muscle, but must not be so long "
            "that it "
            "meets nerves, blood vessels or bone.",
            "immunize-site-needle",
            "cdc-acip-admin",
        ),
        "do": _ASK_NEEDLE,
    },
    "fat": {
        "tone": "right",
        "title": "In the fat",
        "why": Said(
            "The tip ends {reach} mm deep, inside the fat and short of the muscle. That is where this route should go.",
            "odpskills-sc-pinch",
            "rxpharmapack-kit-label",
        ),
        "do": Said(
            "Use this route only if the order says so and the product label allows it. Agree on needle, fold and "
            "angle with "
            "the person who trained you.",
            "rxpharmapack-kit-label",
            "actavis-hydroxo-label",
            "gstt-self-inject-b12",
        ),
    },
    "fat-angle": {
        "tone": "note",
        "title": "In the fat, but not the angle for this fold",
        "why": Said("For this fold the rule gives {angle} degrees.", "odpskills-sc-pinch"),
        "do": Said(
            "Use the angle you were shown for the fold you can pinch.", "odpskills-sc-pinch", "gstt-self-inject-b12"
        ),
    },
    "fat-long": {
        "tone": "note",
        "title": "In the fat, but a long needle for it",
        "why": Said(
            "Needles for this route are usually 13 to 16 mm (1/2 to 5/8 in.). With a longer one little room is left "
            "to the muscle.",
            "saunders-nclex-p445",
            "unimed-self-b12",
        ),
        "do": _ASK_NEEDLE,
    },
    "through": {
        "tone": "wrong",
        "title": "Through the fat, into the muscle",
        "why": Said(
            "The fat is drawn {by} mm deep, and the tip ends {reach} mm deep. An order into fat is then given into "
            "muscle.",
            "odpskills-sc-pinch",
            "statpearls-rights-2023",
        ),
        "do": _ASK_NEEDLE,
    },
}

SIMULATOR = Simulator(
    name="needle-depth",
    title="Where does the tip end?",
    lead=Said("Change the site, the build, the needle and the angle. Watch where the drug would go."),
    notes=(
        Said(
            "For adults only. Skin and fat differ from person to person; a drawing cannot measure anyone. Needle and "
            "depths "
            "are to scale, the syringe is not.",
        ),
        Said(
            "The needle, the site and the route are agreed with the prescriber and with the person who trained you.",
            "gstt-self-inject-b12",
            "statpearls-rights-2023",
        ),
    ),
    data={
        "needles": NEEDLES,
        "angles": ANGLES,
        "sites": SITES,
        "verdicts": VERDICTS,
        "scans": Said("Each dot is one of the 100 people who were scanned.", "bmj-gluteal-ct-2006"),
    },
)
