"""Drawing touches nothing else: settings, pyplot; what doesn't exist is told; the palette can be read."""

from __future__ import annotations

import os
import subprocess
import sys

import matplotlib as mpl
import pytest

from b12course import figures
from b12course.figures import board, hand
from tests.figures.reading import contrast


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


@pytest.mark.parametrize(
    ("ink", "paper", "least"),
    [
        (hand.INK, hand.PAPER, 4.5),
        (hand.SOFT, hand.PAPER, 4.5),
        (hand.TARGET, hand.PAPER, 4.5),
        (hand.DANGER, hand.PAPER, 4.5),
        (hand.DANGER, board.RED_PALE, 4.5),
        (board.AMBER, board.AMBER_PALE, 4.5),
        (board.GREEN, board.GREEN_PALE, 4.5),
        (hand.INK, hand.FAT, 4.5),
        (hand.PAPER, hand.MUSCLE, 3.0),
        (hand.DANGER, board.GREY_PALE, 4.5),
    ],
)
def test_inks_have_contrast_on_the_grounds_they_are_for(ink: str, paper: str, least: float) -> None:
    assert contrast(ink, paper) >= least


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
