"""The figures of the steps and of safety: the drug where it belongs, and the signs that send people for help."""

from __future__ import annotations

import re

import pytest
from matplotlib.axes import Axes

from b12course import figures
from b12course.figures import aftercare, sharps
from b12course.figures.hand import DRUG, FASCIA, INK, Pen
from tests.figures.reading import Numbers, drawn, edged, filled, outline, shapes, words


def depots(ax: Axes) -> list[Numbers]:
    """The pools of drug in the tissue: the pink shapes that let the tissue show through."""
    return [outline(p) for p in filled(ax, DRUG) if p.get_alpha() not in (None, 1.0)]


def sheath(ax: Axes) -> Numbers:
    """The line between fat and muscle."""
    (line,) = edged(ax, FASCIA)
    return outline(line)


def tissue(name: str) -> list[Axes]:
    """The windows of a figure that show drug in tissue."""
    return [ax for ax in drawn(name).axes if depots(ax)]


def test_into_muscle_the_drug_lies_below_all_of_the_fat() -> None:
    windows = tissue("give-im")
    assert len(windows) == 2
    for ax in windows:
        for pool in depots(ax):
            assert pool[:, 1].max() < sheath(ax)[:, 1].min()


def test_into_fat_the_drug_lies_below_the_skin_and_above_the_muscle() -> None:
    windows = tissue("give-sc")
    assert len(windows) == 3
    for ax in windows:
        for pool in depots(ax):
            assert pool[:, 1].min() > sheath(ax)[:, 1].max()


@pytest.mark.parametrize("k", [0.7, 1.0])
def test_the_box_is_full_at_three_quarters_of_its_body(k: float) -> None:
    pen = Pen(600, 600, 0, 0, 1)
    sharps.sharps_box(pen, 300, 100, k, words=False)
    (mark,) = (outline(p) for p in edged(pen.ax, INK) if p.get_edgecolor()[3] == 1.0)
    body = outline(shapes(pen.ax)[0])
    height = body[:, 1].max() - body[:, 1].min()
    assert (mark[:, 1].max() - body[:, 1].min()) / height == pytest.approx(0.75, abs=0.01)
    assert mark[:, 1].min() == mark[:, 1].max()


def test_the_tiers_differ_in_shape_and_not_in_color_alone() -> None:
    pen = Pen(600, 200, 0, 0, 1)
    corners = []
    for i, kind in enumerate((aftercare.HOME, aftercare.CLINIC, aftercare.NOW)):
        before = len(shapes(pen.ax))
        aftercare.sign(pen, 100 + 200 * i, 100, kind)
        corners.append(len(outline(shapes(pen.ax)[before])))
    assert len(set(corners)) == 3


def test_adrenaline_and_the_emergency_number_go_together_and_no_other_call_comes_first() -> None:
    said = {w.text: w.box for w in words("aftercare")}
    band = " ".join(said)
    assert "Adrenaline (epinephrine) at once" in band
    assert "Neither waits for" in band
    breathing = next(box for text, box in said.items() if text.startswith("Trouble breathing"))
    other = next(box for text, box in said.items() if text == "Call")
    number = next(box for text, box in said.items() if text == "number")
    assert abs(breathing.x0 - number.x0) < 100 < breathing.x0 - other.x0


def test_the_text_says_every_sign_that_the_picture_names() -> None:
    shown = " ".join(w.text for w in words("aftercare")).casefold()
    said = set(re.findall(r"[a-z0-9-]+", figures.figure("aftercare").alt.casefold()))
    headings = {
        "after",
        "injection",
        "whom",
        "feeling",
        "loose",
        "stools",
        "heart",
        "lungs",
        "eyes",
        "things",
        "neither",
    }
    headings |= {"waits", "other", "never", "better", "going", "slowly", "having"}
    assert {w for w in re.findall(r"[a-z0-9-]{5,}", shown)} - said <= headings
