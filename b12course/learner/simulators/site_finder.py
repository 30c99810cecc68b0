"""Site finder: landmarks first, then the point, on the plain figures of the course.

Places are written in the figures' own centimetres (x to the front of the body, y up) and handed on as fractions of the
picture's width and height. Targets, dangers and tolerances were chosen on these drawings for this simulator; none is
taken from a graded item.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from b12course.learner.simulators.parts import Said, Simulator

Point = tuple[float, float]


@dataclass(frozen=True)
class Window:
    """The part of the body that a plain figure shows: lower left corner in cm, px a cm, and size in px."""

    x0: float
    y0: float
    scale: float
    width: int
    height: int

    def at(self, point: Point) -> list[float]:
        """Return a point in cm as fractions of the picture from its upper left corner."""
        x, y = point
        across = (x - self.x0) * self.scale / self.width
        down = 1 - (y - self.y0) * self.scale / self.height
        return [round(across, 4), round(down, 4)]

    def line(self, points: Sequence[Point]) -> list[list[float]]:
        """Return points in cm as fractions."""
        return [self.at(p) for p in points]

    def cm(self) -> list[float]:
        """Return width and height of the picture in cm of the body."""
        return [self.width / self.scale, self.height / self.scale]


# As the figures' own drawing code frames them.
HIP = Window(-21.0, 24.0, 25.0, 1000, 1100)
THIGH = Window(-24.0, -9.0, 20.0, 900, 1200)
SHOULDER = Window(-16.6, -24.0, 29.0, 1000, 1200)


def _landmark(key: str, name: str, ask: Said, line: list[list[float]], within: float, hint: Said) -> dict[str, Any]:
    """A landmark: a point or a line, found when pressed no more than ``within`` cm from it."""
    return {"id": key, "name": name, "ask": ask, "line": line, "within": within, "hint": hint}


def _danger(
    key: str,
    name: str,
    kind: str,
    points: list[list[float]],
    label: tuple[list[float], str],
    why: Said,
    near: float = 0,
) -> dict[str, Any]:
    """A place to stay off: an ``area``, or a ``line`` with ``near`` cm to both sides.

    ``label`` is where its name is written, and which side of the words stands there: start, middle or end.
    """
    at, side = label
    return {
        "id": key,
        "name": name,
        "kind": kind,
        "points": points,
        "label": at,
        "side": side,
        "near": near,
        "why": why,
    }


_FEEL = Said(
    "On a real person, feel for the bones each time; do not copy the picture.", "cfp-sirva-2019", "ismp-sirva-alert"
)

SITES: tuple[dict[str, Any], ...] = (
    {
        "id": "hip",
        "name": "Side of the hip (ventrogluteal)",
        "figure": "plain-hip",
        "cm": HIP.cm(),
        "construct": "vee",
        "landmarks": [
            _landmark(
                "knob",
                "bony knob of the hip (greater trochanter)",
                Said(
                    "Where does the heel of your hand rest? Press the bony knob at the side of the hip (greater "
                    "trochanter).",
                    "clinskill-handbook-sites",
                ),
                [HIP.at((-0.5, 40.9))],
                2.6,
                Said("The knob is the top end of the thigh bone, on the side.", "clinskill-handbook-sites"),
            ),
            _landmark(
                "corner",
                "front corner of the hip bone (anterior superior iliac spine)",
                Said(
                    "Where does your index finger point? Press the front corner of the hip bone (anterior superior "
                    "iliac spine).",
                    "clinskill-handbook-sites",
                    "aih-vg-figure",
                ),
                [HIP.at((7.8, 49.6))],
                2.0,
                Said(
                    "It is the point of the hip bone that faces forward. The front of the body is to the right.",
                    "clinskill-handbook-sites",
                ),
            ),
            _landmark(
                "crest",
                "crest of the hip bone (iliac crest)",
                Said(
                    "Where does your middle finger spread to? Press the crest, the upper edge of the hip bone (iliac "
                    "crest), above the knob or a little behind it.",
                    "clinskill-handbook-sites",
                    "aih-vg-figure",
                ),
                HIP.line([(0.6, 56.4), (-1.6, 56.6), (-4.0, 56.2), (-6.0, 55.2)]),
                1.6,
                Said(
                    "Follow the upper edge of the hip bone backward from its front corner.", "clinskill-handbook-sites"
                ),
            ),
        ],
        "ask": Said(
            "The fingers make a V. Press where the needle goes in.", "clinskill-handbook-sites", "aih-vg-figure"
        ),
        "target": {"at": HIP.at((2.4, 50.4)), "radius": 2.2},
        "right": Said(
            "Inside the V, over the muscle. This site is fairly free of large nerves and vessels, not wholly.",
            "clinskill-handbook-sites",
            "open-rn-im-wtcs",
        ),
        "dangers": [
            _danger(
                "buttock",
                "Buttock",
                "area",
                HIP.line([(-13, 51), (-7.2, 51), (-4.6, 46), (-4.6, 33.5), (-13, 33.5)]),
                (HIP.at((-8.8, 35.4)), "middle"),
                Said(
                    "This is the buttock site (dorsogluteal). The sciatic nerve and an artery run near, and the fat "
                    "is often deep. This course does not use it.",
                    "malkin-2008",
                    "mishra-stringer-2010",
                    "bmj-gluteal-ct-2006",
                ),
            ),
            _danger(
                "bone",
                "Bony knob",
                "area",
                HIP.line([(-2.6, 42.8), (1.6, 42.8), (2.0, 37.6), (-2.6, 37.6)]),
                (HIP.at((2.4, 38.0)), "start"),
                Said(
                    "This is bone. The heel of the hand rests here; the needle goes in between the fingers.",
                    "clinskill-handbook-sites",
                ),
            ),
        ],
        "off": Said("Outside the V. Go back to the three bones.", "clinskill-handbook-sites"),
        "places": [
            {"id": "knob", "text": "On the bony knob at the side of the hip", "at": HIP.at((-0.5, 40.9))},
            {"id": "corner", "text": "On the front corner of the hip bone", "at": HIP.at((7.8, 49.6))},
            {"id": "crest", "text": "On the upper edge of the hip bone, above the knob", "at": HIP.at((-1.6, 56.6))},
            {
                "id": "between",
                "text": "In the middle between knob, front corner and upper edge",
                "at": HIP.at((2.2, 49.8)),
            },
            {"id": "behind", "text": "Behind the knob, in the upper buttock", "at": HIP.at((-8.6, 46.0))},
            {"id": "below", "text": "Below the knob, on the thigh", "at": HIP.at((1.0, 30.0))},
        ],
        "tip": Said(
            "Right hand on the left hip, left hand on the right hip.", "clinskill-handbook-sites", "easynotecards-vg"
        ),
    },
    {
        "id": "thigh",
        "name": "Outer thigh (vastus lateralis)",
        "figure": "plain-thigh",
        "cm": THIGH.cm(),
        "construct": "thirds",
        "landmarks": [
            _landmark(
                "knob",
                "bony knob of the hip (greater trochanter)",
                Said("Press the bony knob at the side of the hip (greater trochanter).", "clinskill-handbook-sites"),
                [THIGH.at((-0.4, 41.0))],
                2.6,
                Said("The knob is the top end of the thigh bone, on the side.", "clinskill-handbook-sites"),
            ),
            _landmark(
                "knee",
                "outer bump above the knee (lateral femoral condyle)",
                Said(
                    "Press the bony bump on the outer side of the knee (lateral femoral condyle).",
                    "clinskill-handbook-sites",
                ),
                [THIGH.at((0.3, 1.0))],
                3.4,
                Said("It is the lower end of the thigh bone, just above the knee joint.", "clinskill-handbook-sites"),
            ),
        ],
        "ask": Said(
            "The line is split into thirds. Press where the needle goes in.",
            "clinskill-handbook-sites",
            "mvec-injection-technique",
        ),
        "target": {
            "at": THIGH.at((2.4, 21.0)),
            "area": THIGH.line([(-1.0, 27.2), (5.4, 27.2), (5.0, 21), (4.8, 14.8), (1.0, 14.8), (-0.8, 21)]),
        },
        "right": Said(
            "Outer side, middle third: thick muscle, away from the large vessels and nerves.",
            "open-rn-im-wtcs",
            "clinskill-handbook-sites",
        ),
        "dangers": [
            _danger(
                "front",
                "Front of the thigh",
                "area",
                THIGH.line([(6.2, 36), (10.2, 36), (10.3, 29), (9.4, 20), (7.8, 10), (6.0, 10), (6.6, 22)]),
                (THIGH.at((10.8, 24.0)), "start"),
                Said(
                    "Stay off the front and the inner side: branches of the femoral nerve and vessels run there.",
                    "mvec-injection-technique",
                    "clinskill-handbook-sites",
                ),
            ),
        ],
        "off": Said("Not the middle third on the outer side. Go back to the two bones.", "clinskill-handbook-sites"),
        "places": [
            {"id": "knob", "text": "On the bony knob at the side of the hip", "at": THIGH.at((-0.4, 41.0))},
            {"id": "high", "text": "Outer side, just below the knob", "at": THIGH.at((1.0, 35.0))},
            {"id": "middle", "text": "Outer side, halfway between knob and knee", "at": THIGH.at((2.4, 21.0))},
            {"id": "front", "text": "Front of the thigh, halfway", "at": THIGH.at((8.4, 22.0))},
            {"id": "low", "text": "Outer side, just above the knee", "at": THIGH.at((2.6, 8.0))},
            {"id": "knee", "text": "On the bony bump on the outer side of the knee", "at": THIGH.at((0.3, 1.0))},
        ],
        "tip": Said(
            "One hand below the knob, one hand above the knee: the site lies between them, on the outer side.",
            "nursing-skills-blog-sites",
        ),
    },
    {
        "id": "arm",
        "name": "Upper arm (deltoid)",
        "figure": "plain-shoulder",
        "cm": SHOULDER.cm(),
        "construct": "drop",
        "landmarks": [
            _landmark(
                "edge",
                "lower edge of the bone at the tip of the shoulder (acromion)",
                Said(
                    "Press the lower edge of the bone at the tip of the shoulder (acromion).",
                    "clinskill-handbook-sites",
                    "cdc-deltoid-landmark",
                ),
                SHOULDER.line([(-2.4, 0.2), (0.0, 0.0), (2.4, 0.3)]),
                1.1,
                Said(
                    "Feel down over the flat bone until it ends. That edge is where you measure from.",
                    "clinskill-handbook-sites",
                    "cdc-deltoid-landmark",
                ),
            ),
        ],
        "ask": Said(
            "The dashed line lies 5 cm (2 in.) below your mark. Press where the needle goes in.", "cdc-deltoid-landmark"
        ),
        "target": {"at": SHOULDER.at((0.1, -5.0)), "radius": 1.4},
        "right": Said(
            "About 5 cm (2 in.), 2 to 3 finger widths, below the edge and in the middle of the muscle.",
            "cdc-deltoid-landmark",
            "clinskill-handbook-sites",
        ),
        "dangers": [
            _danger(
                "high",
                "Too high: joint and bursa",
                "area",
                SHOULDER.line([(-5.0, 0.6), (5.0, 0.6), (5.2, -1.6), (2.8, -2.8), (-2.8, -2.8), (-5.2, -1.6)]),
                (SHOULDER.at((5.6, -0.8)), "start"),
                Said(
                    "Too high can injure the shoulder joint and its cushion (bursa).",
                    "cfp-sirva-2019",
                    "ismp-sirva-alert",
                ),
            ),
            _danger(
                "axillary",
                "Axillary nerve",
                "line",
                SHOULDER.line([(-5.9, -5.6), (-4.6, -6.6), (-2.8, -7.5), (-1.0, -7.7)]),
                (SHOULDER.at((-6.4, -5.6)), "end"),
                Said(
                    "The axillary nerve lies behind and below. Stay in the middle of the muscle.",
                    "cfp-sirva-2019",
                    "clinskill-handbook-sites",
                ),
                1.0,
            ),
            _danger(
                "radial",
                "Radial nerve",
                "line",
                SHOULDER.line([(-5.2, -8.8), (-3.2, -12.6), (-1.4, -16.2), (0.8, -19.4), (2.4, -22.6)]),
                (SHOULDER.at((1.2, -17.6)), "start"),
                Said(
                    "Too low: the radial nerve winds around the bone. Stay above the armpit line.",
                    "cdc-deltoid-landmark",
                    "clinskill-handbook-sites",
                ),
                1.2,
            ),
        ],
        "off": Said(
            "Not the middle of the muscle. Measure down from the edge again, and stay above the armpit line.",
            "cdc-deltoid-landmark",
        ),
        "places": [
            {"id": "top", "text": "On top of the shoulder", "at": SHOULDER.at((0.0, 3.8))},
            {
                "id": "edge",
                "text": "On the lower edge of the bone at the tip of the shoulder",
                "at": SHOULDER.at((0.0, 0.0)),
            },
            {"id": "one", "text": "One finger width below that edge", "at": SHOULDER.at((0.2, -1.8))},
            {"id": "five", "text": "About 5 cm (2 in.) below that edge, in the middle", "at": SHOULDER.at((0.1, -5.0))},
            {
                "id": "back",
                "text": "About 6 cm below that edge, at the back of the arm",
                "at": SHOULDER.at((-4.8, -6.2)),
            },
            {"id": "low", "text": "Halfway down the upper arm", "at": SHOULDER.at((-0.4, -17.0))},
        ],
        "tip": Said(
            "Bare the whole shoulder, be at the same height, and give 1 mL at most here.",
            "cfp-sirva-2019",
            "clinskill-handbook-sites",
            "jbi-im-volume",
        ),
    },
)

SIMULATOR = Simulator(
    name="site-finder",
    title="Find the site",
    lead=Said(
        "Bones first, then the point. Press the picture, use the arrow keys, or choose a place by its description."
    ),
    notes=(
        Said("Distances are those of this drawing of one adult. Its rings and limits were set for teaching."),
        _FEEL,
        Said(
            "Cannot find the bones? Do not inject. Ask the person who trained you. Use only a site you were trained "
            "on.",
            "gstt-self-inject-b12",
            "southmead-self-b12",
        ),
    ),
    data={"sites": SITES},
    figures=("plain-hip", "plain-thigh", "plain-shoulder"),
)
