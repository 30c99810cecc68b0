"""The three lights: do not give, stop and ask, and no reason to withhold."""

from __future__ import annotations

from matplotlib.figure import Figure

from .board import AMBER, AMBER_PALE, GREEN, GREEN_PALE, RED_PALE, bullets, card, sign_ask, sign_go, sign_stop
from .hand import DANGER, INK, LABEL_PT, Drawing, Pen

RED = (
    "A serious allergic reaction in the past to this B12\nor to anything else in the product",
    "Cobalt allergy: US and Australian texts say do not\nuse. In the UK the prescriber decides.",
    "Into a vein (IV): never",
    "A product with benzyl alcohol, for a premature baby",
)
ASK_ALWAYS = (
    "Leber’s eye disease, in the person or the family:\nno cyanocobalamin",
    "Low potassium; fast or irregular heartbeat",
    "Start of treatment for severe anemia",
    "INR above its range: no injection into muscle",
)
ASK_ALSO = (
    "Suspected allergy, such as a rash away from the site,\nor an allergy to a preservative",
    "In pregnancy, anemia with large red cells and B12\nnot shown to be low",
)
ASK_UNLESS = (
    "Kidney or liver disease",
    "Low folate or low iron",
    "Too many red cells (polycythemia vera), or clots",
    "Steady blood thinner (warfarin: INR in range);\nbleeding disorder",
    "Drugs that slow the bone marrow",
)
GO = (
    "Pregnancy with B12 deficiency (tell the prescriber)",
    "Breast-feeding",
    "Cold, blocked nose or hay fever",
    "Minor infection (clearly unwell: tell the\nprescriber before the dose)",
    "Diabetes, thyroid disease, metformin",
)


def traffic_light() -> Figure:
    """Three cards, told apart by colour, by the shape of the sign and by words."""
    pen = Pen(1000, 1730, 0.0, -7.0, 10.0)
    x0, x1, text = 3.2, 96.8, 16.6

    def heading(y: float, title: str, what: str, color: str) -> float:
        pen.words(title, text, y - 4.0, 22.0, color, "bold")
        pen.words(what, text, y - 6.4, LABEL_PT, INK, va="top")
        return y - 10.8

    card(pen, x0, 122.4, x1, 155.2, RED_PALE, DANGER)
    sign_stop(pen, 9.8, 148.6, 5.0)
    y = heading(155.2, "Red: do not give", "Keep it closed. Call the prescriber the same day.", DANGER)
    bullets(pen, text, y, RED, DANGER)

    card(pen, x0, 41.2, x1, 120.2, AMBER_PALE, AMBER)
    sign_ask(pen, 9.7, 113.2, 4.6)
    y = heading(120.2, "Amber: stop and ask the prescriber", "Keep it closed until there is an answer.", AMBER)
    for title, lines in (
        ("Every time", ASK_ALWAYS),
        ("Until the prescriber has answered", ASK_ALSO),
        ("Unless the order shows it is known", ASK_UNLESS),
    ):
        pen.words(title, text, y - 0.4, LABEL_PT, AMBER, "bold", va="top")
        y = bullets(pen, text, y - 4.0, lines, AMBER) - 0.7

    card(pen, x0, 5.8, x1, 39.0, GREEN_PALE, GREEN)
    sign_go(pen, 9.8, 32.6, 4.7)
    y = heading(39.0, "Green: not a reason to withhold", "The order and your other checks still count.", GREEN)
    bullets(pen, text, y, GO, GREEN)
    pen.words("Broken, infected, scarred or bruised skin: use another place.", x0 + 0.4, 2.0, LABEL_PT, INK)
    pen.words("Not sure which light? Treat it as amber.", x0 + 0.4, -2.6, LABEL_PT, INK, "bold")
    pen.head("Three lights", "Before B12 by injection, in an adult")
    return pen.fig


DRAWINGS: tuple[Drawing, ...] = (
    Drawing(
        name="traffic-light",
        title="Three lights: do not give, ask first, go on",
        alt=(
            "Three cards. Red octagon: do not give; keep it closed and call the prescriber the same day. A serious "
            "allergic reaction in the past to this B12 or to anything else in the product; cobalt allergy (US and "
            "Australian texts say do not use, in the UK the prescriber decides); into a vein (IV), never; a product "
            "with benzyl alcohol for a premature baby. Amber triangle: stop and ask the prescriber; keep it closed "
            "until there is an answer. Every time: Leber’s eye disease in the person or the family, no "
            "cyanocobalamin; low potassium; fast or irregular heartbeat; start of treatment for severe anemia; INR "
            "above its range, no injection into muscle. Until the prescriber has answered: suspected allergy, such as"
            " a rash away from the site, or an allergy to a preservative; in pregnancy, anemia with large red cells "
            "and B12 not shown to be low. Unless the order shows it is known: kidney or liver disease; low folate or "
            "low iron; too many red cells (polycythemia vera) or clots; steady blood thinner (warfarin: INR in "
            "range); bleeding disorder; drugs that slow the bone marrow. Green disc with a tick: not a reason to "
            "withhold; the order and your other checks still count. Pregnancy with B12 deficiency (tell the "
            "prescriber); breast-feeding; cold, blocked nose or hay fever; minor infection (clearly unwell: tell the "
            "prescriber before the dose); diabetes, thyroid disease, metformin. Broken, infected, scarred or bruised "
            "skin: use another place. Not sure which light? Treat it as amber."
        ),
        caption=(
            "Red and amber both mean: not now. Green means only that this one finding is no reason to stop. The "
            "three lights are this course’s way of sorting what labels and guidance say."
        ),
        sources=(
            "sagent-cyano-label",
            "rxpharmapack-kit-label",
            "mhra-cobalt-2023",
            "nps-hydroxo-cmi",
            "openfda-b12-records",
            "cyano-injection-leaflet",
            "globalrph-cyano-precautions",
            "nhs-hydroxo",
            "sps-im-anticoagulants",
            "actavis-hydroxo-label",
            "emc-hydroxo-smpc",
            "emc-cobalin-h-smpc",
            "swiss-cyano-label",
            "sps-b12-pregnancy",
            "cdc-b12-breastfeeding",
            "nascobal-patient-leaflet",
            "mhra-metformin-2022",
            "odpskills-sc-pinch",
        ),
        draw=traffic_light,
        width_px=1000,
        height_px=1730,
    ),
)
