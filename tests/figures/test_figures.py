"""The figures render, read well, and say nothing on the plain versions that learners tap."""

from __future__ import annotations

import hashlib
import itertools
import os
import subprocess
import sys
from xml.etree import ElementTree as ET

import matplotlib as mpl
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from b12course import figures
from b12course.figures.hand import DANGER, DPI, FLOOR_PT, INK, PAPER, SOFT, TARGET

SITES = {
    "sites-overview",
    "deltoid",
    "vastus-lateralis",
    "ventrogluteal",
    "dorsogluteal-avoid",
    "fat-depth",
    "positions",
    "plain-thigh",
    "plain-hip",
    "plain-shoulder",
    "plain-buttock",
}
PLAIN = sorted(n for n in SITES if n.startswith("plain-"))
LABELLED = sorted(SITES - set(PLAIN))
DIGESTS = """
import hashlib, json, sys
from b12course import figures
wanted = [(n, f) for n in sys.argv[1:] for f in ("svg", "png")]
print(json.dumps({f"{n}.{f}": hashlib.sha256(figures.render(n, f)).hexdigest() for n, f in wanted}))
"""


def words(fig: Figure) -> list[tuple[Text, Bbox]]:
    """Each visible text with its box in pixels."""
    fig.canvas.draw()
    return [(t, t.get_window_extent()) for t in fig.findobj(Text) if t.get_visible() and t.get_text().strip()]


def luminance(color: str) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_the_family_is_complete() -> None:
    assert set(figures.names()) >= SITES
    assert len(figures.names()) == len(set(figures.names()))


@pytest.mark.parametrize("name", sorted(SITES))
def test_words_about_the_figure(name: str) -> None:
    drawing = figures.figure(name)
    assert drawing.name == name
    assert drawing.title.strip()
    assert 40 <= len(drawing.alt) <= 400
    assert drawing.caption.strip()
    for text in (drawing.alt, drawing.caption):
        assert text.endswith(".")
        assert "  " not in text


@pytest.mark.parametrize("name", sorted(SITES))
def test_svg(name: str) -> None:
    root = ET.fromstring(figures.render(name, "svg"))
    drawing = figures.figure(name)
    assert root.tag.endswith("svg")
    width, height = (float(root.get(k, "0").removesuffix("pt")) for k in ("width", "height"))
    assert width * DPI / 72 == pytest.approx(drawing.width_px, abs=0.1)
    assert height * DPI / 72 == pytest.approx(drawing.height_px, abs=0.1)
    assert not [e for e in root.iter() if e.tag.endswith("}text")], "text is drawn as paths, the same everywhere"
    assert len(figures.render(name, "svg")) < 450_000


@pytest.mark.parametrize("name", sorted(SITES))
def test_png_has_the_nominal_size(name: str) -> None:
    drawing, png = figures.figure(name), figures.render(name, "png")
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == drawing.width_px
    assert int.from_bytes(png[20:24], "big") == drawing.height_px


def test_fresh_processes_give_the_same_bytes() -> None:
    names = sorted(SITES)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PYTHONHASHSEED": "random"}
    runs = [
        subprocess.Popen([sys.executable, "-c", DIGESTS, *names], env=env, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    first, second = (run.communicate(timeout=240)[0] for run in runs)
    assert first.strip()
    assert first == second
    assert hashlib.sha256(figures.render("plain-hip", "svg")).hexdigest() in first


def test_a_reader_s_own_matplotlib_settings_change_nothing() -> None:
    before = figures.render("deltoid", "svg")
    figures.render.cache_clear()
    odd = {"font.family": ["DejaVu Serif"], "svg.fonttype": "none", "lines.linewidth": 9.0, "lines.scale_dashes": False}
    with mpl.rc_context(odd):
        assert figures.render("deltoid", "svg") == before
        assert mpl.rcParams["lines.linewidth"] == 9.0


def test_pyplot_stays_out() -> None:
    code = (
        "import sys; from b12course import figures; figures.render('plain-hip', 'png', 40); "
        "print('matplotlib.pyplot' in sys.modules)"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    out = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "False"


@pytest.mark.parametrize("name", PLAIN)
def test_plain_figures_carry_no_words_and_no_marks(name: str) -> None:
    fig = figures.figure(name).draw()
    assert not words(fig)
    used = {tuple(round(c, 4) for c in p.get_facecolor()[:3]) for ax in fig.axes for p in ax.patches if p.get_fill()}
    used |= {tuple(round(c, 4) for c in p.get_edgecolor()[:3]) for ax in fig.axes for p in ax.patches}
    for mark in (TARGET, DANGER, INK):
        assert tuple(round(c, 4) for c in to_rgb(mark)) not in used
    (ax,) = fig.axes
    assert ax.get_position().bounds == (0.0, 0.0, 1.0, 1.0), "normalised coordinates are those of the whole picture"


@pytest.mark.parametrize("name", LABELLED)
def test_labels_lie_inside_and_apart(name: str) -> None:
    fig = figures.figure(name).draw()
    found = words(fig)
    assert found
    width, height = fig.bbox.width, fig.bbox.height
    for text, box in found:
        assert text.get_fontsize() >= FLOOR_PT, text.get_text()
        assert box.x0 >= 8, text.get_text()
        assert box.y0 >= 8, text.get_text()
        assert box.x1 <= width - 8, text.get_text()
        assert box.y1 <= height - 8, text.get_text()
    for (a, box), (b, other) in itertools.combinations(found, 2):
        apart = box.x1 <= other.x0 or other.x1 <= box.x0 or box.y1 <= other.y0 or other.y1 <= box.y0
        assert apart, f"{a.get_text()!r} touches {b.get_text()!r}"


@pytest.mark.parametrize("color", [INK, SOFT, TARGET, DANGER])
def test_words_have_contrast_on_paper(color: str) -> None:
    assert (luminance(PAPER) + 0.05) / (luminance(color) + 0.05) >= 4.5


def test_unknown_name() -> None:
    with pytest.raises(KeyError) as caught:
        figures.figure("elbow")
    message = str(caught.value)
    assert message.startswith("No figure is called 'elbow'; the known ones are ")
    assert "ventrogluteal" in message
    with pytest.raises(figures.UnknownFigureError):
        figures.render("elbow")


def test_unknown_format() -> None:
    with pytest.raises(ValueError, match="'svg' or 'png'"):
        figures.render("deltoid", "gif")
