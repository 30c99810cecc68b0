"""The figures of the steps and of safety: words inside and apart, the drug where it belongs."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import numpy as np
import pytest
import yaml
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.text import Text

from b12course import figures
from b12course.figures import aftercare, sharps
from b12course.figures.hand import DRUG, FASCIA, FLOOR_PT, INK, Pen

MINE = (
    "hand-hygiene",
    "supplies",
    "ampoule-filter",
    "air-bubbles",
    "give-im",
    "give-sc",
    "sharps-containers",
    "needlestick",
    "aftercare",
)
SOURCES = Path(__file__).parents[2] / "course" / "evidence" / "sources.yaml"


def outline(patch: PathPatch) -> np.ndarray:
    """The corners of a patch in the units of its axes, without the closing ones."""
    path = patch.get_path()
    vertices = np.asarray(path.vertices)
    return vertices if path.codes is None else vertices[np.asarray(path.codes) != path.CLOSEPOLY]


def depots(ax: Axes) -> list[np.ndarray]:
    """The pools of drug in the tissue: the pink shapes that let the tissue show through."""
    found = [p for p in ax.patches if isinstance(p, PathPatch) and p.get_fill() and p.get_alpha() not in (None, 1.0)]
    return [outline(p) for p in found if tuple(p.get_facecolor()[:3]) == to_rgb(DRUG)]


def sheath(ax: Axes) -> np.ndarray:
    """The line between fat and muscle."""
    (line,) = (p for p in ax.patches if isinstance(p, PathPatch) and tuple(p.get_edgecolor()[:3]) == to_rgb(FASCIA))
    return outline(line)


def tissue(fig: Figure) -> list[Axes]:
    """The windows that show drug in tissue."""
    return [ax for ax in fig.axes if depots(ax)]


@pytest.mark.parametrize("name", MINE)
def test_files_words_and_sources(name: str) -> None:
    drawing, png = figures.figure(name), figures.render(name, "png")
    size = tuple(int.from_bytes(png[i : i + 4], "big") for i in (16, 20))
    assert size == (drawing.width_px, drawing.height_px)
    assert len(figures.render(name, "svg")) < 450_000
    assert len(drawing.alt) >= 200
    for text in (drawing.alt, drawing.caption):
        assert text.endswith(".")
        assert "  " not in text
        assert "µ" not in text
    assert drawing.sources
    assert set(drawing.sources) <= set(yaml.safe_load(SOURCES.read_text("utf-8"))["sources"])


@pytest.mark.parametrize("name", MINE)
def test_words_lie_inside_and_apart(name: str) -> None:
    fig = figures.figure(name).draw()
    fig.canvas.draw()
    found = [(t, t.get_window_extent()) for t in fig.findobj(Text) if t.get_visible() and t.get_text().strip()]
    assert found
    for text, box in found:
        assert text.get_fontsize() >= FLOOR_PT, text.get_text()
        assert min(box.x0, box.y0, fig.bbox.width - box.x1, fig.bbox.height - box.y1) >= 8, text.get_text()
    for (a, box), (b, other) in itertools.combinations(found, 2):
        apart = box.x1 <= other.x0 or other.x1 <= box.x0 or box.y1 <= other.y0 or other.y1 <= box.y0
        assert apart, f"{a.get_text()!r} touches {b.get_text()!r}"


def test_into_muscle_the_drug_lies_below_all_of_the_fat() -> None:
    windows = tissue(figures.figure("give-im").draw())
    assert len(windows) == 2
    for ax in windows:
        for pool in depots(ax):
            assert pool[:, 1].max() < sheath(ax)[:, 1].min()


def test_into_fat_the_drug_lies_below_the_skin_and_above_the_muscle() -> None:
    windows = tissue(figures.figure("give-sc").draw())
    assert len(windows) == 3
    for ax in windows:
        for pool in depots(ax):
            assert pool[:, 1].min() > sheath(ax)[:, 1].max()


@pytest.mark.parametrize("k", [0.7, 1.0])
def test_the_box_is_full_at_three_quarters_of_its_body(k: float) -> None:
    pen = Pen(600, 600, 0, 0, 1)
    sharps.sharps_box(pen, 300, 100, k, words=False)
    drawn = [p for p in pen.ax.patches if isinstance(p, PathPatch)]
    (mark,) = (outline(p) for p in drawn if tuple(p.get_edgecolor()) == (*to_rgb(INK), 1.0))
    body = outline(drawn[0])
    height = body[:, 1].max() - body[:, 1].min()
    assert (mark[:, 1].max() - body[:, 1].min()) / height == pytest.approx(0.75, abs=0.01)
    assert mark[:, 1].min() == mark[:, 1].max()


def test_the_tiers_differ_in_shape_and_not_in_color_alone() -> None:
    pen = Pen(600, 200, 0, 0, 1)
    corners = []
    for i, kind in enumerate((aftercare.HOME, aftercare.CLINIC, aftercare.NOW)):
        before = len(pen.ax.patches)
        aftercare.sign(pen, 100 + 200 * i, 100, kind)
        corners.append(len(outline(pen.ax.patches[before])))
    assert len(set(corners)) == 3


def test_adrenaline_and_the_emergency_number_go_together_and_no_clinic_comes_first() -> None:
    fig = figures.figure("aftercare").draw()
    said = {t.get_text(): t.get_window_extent() for t in fig.findobj(Text) if t.get_text().strip()}
    band = " ".join(said)
    assert "Adrenaline (epinephrine) at once" in band
    assert "Neither waits for" in band
    breathing = next(box for text, box in said.items() if text.startswith("Trouble breathing"))
    clinic = next(box for text, box in said.items() if text == "the clinic")
    number = next(box for text, box in said.items() if text == "number")
    assert abs(breathing.x0 - number.x0) < 100 < breathing.x0 - clinic.x0


def test_the_text_says_every_sign_that_the_picture_names() -> None:
    drawing = figures.figure("aftercare")
    shown = " ".join(t.get_text() for t in drawing.draw().findobj(Text)).casefold()
    said = set(re.findall(r"[a-z0-9-]+", drawing.alt.casefold()))
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
