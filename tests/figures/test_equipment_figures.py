"""The figures of syringe, needle, vial and labels: volumes and lengths are those that are drawn."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.figure import Figure

from b12course.figures import drawup, equipment, needles
from b12course.figures.equipment import ONE_ML, RUBBER, STOPPER, THREE_ML, VIAL_1, VIAL_10, Bore, Flask, Frame
from b12course.figures.hand import DRUG, STEEL, Pen
from tests.figures.reading import Numbers, drawn, filled, outline


def outlines(fig: Figure, color: str) -> list[Numbers]:
    """The outlines filled with this colour, in the units of the drawing."""
    return [outline(p) for ax in fig.axes for p in filled(ax, color)]


@pytest.mark.parametrize(("bore", "ml"), [(ONE_ML, 0.1), (ONE_ML, 0.5), (THREE_ML, 0.5), (THREE_ML, 2.7)])
def test_the_stopper_s_ring_stands_where_its_volume_ends(bore: Bore, ml: float) -> None:
    pen = Pen(400, 1200, -20, -80, 10)
    equipment.syringe(pen, Frame(0, 0, -90), bore, ml)
    (rubber,) = outlines(pen.fig, RUBBER)
    wall = np.isclose(np.abs(rubber[:, 0]), bore.radius)
    ring = -rubber[wall, 1].max()
    assert np.pi * bore.radius**2 * ring / 1000 == pytest.approx(ml, abs=0.002)
    assert rubber[:, 1].min() == pytest.approx(-(bore.mark(ml) + STOPPER))


@pytest.mark.parametrize("inverted", [True, False])
@pytest.mark.parametrize(("flask", "ml"), [(VIAL_10, 8.0), (VIAL_10, 2.0), (VIAL_1, 1.0)])
def test_a_vial_holds_the_stated_share(flask: Flask, ml: float, inverted: bool) -> None:
    profile, level = np.array(flask.inside), flask.level(ml, inverted)
    s = np.linspace(profile[0, 0], profile[-1, 0], 20_001)
    area = np.interp(s, *profile.T) ** 2
    wet = area[s <= level if inverted else s >= level].sum() / area.sum()
    assert wet == pytest.approx(ml / (1.2 * flask.volume), abs=0.01)


def test_while_drawing_up_the_tip_is_in_air_to_give_air_and_in_fluid_to_draw() -> None:
    assert VIAL_10.plug < drawup.INSIDE < VIAL_10.level(drawup.HELD, inverted=False)
    for held in (drawup.HELD, drawup.HELD - drawup.DOSE):
        assert VIAL_10.plug < drawup.INSIDE < VIAL_10.level(held, inverted=True)
    reach = equipment.HUB_END - drawup.NEEDLE
    assert drawup.ZERO_DOWN - reach == pytest.approx(drawup.SEPTUM_DOWN + drawup.INSIDE)
    assert drawup.ZERO_UP + reach == pytest.approx(drawup.SEPTUM_UP - drawup.INSIDE)


def test_the_same_volume_has_the_same_colour_area_in_depth() -> None:
    """Both syringes of a pair hold the same volume: length times bore area, read off the drawing."""
    columns = [p for p in outlines(drawn("syringe-scales"), DRUG) if np.ptp(p[:, 1]) > 1]
    volumes = []
    for p in columns:
        radius, seat = np.ptp(p[:, 0]) / 2, p[:, 1].max()
        volumes.append(np.pi * radius**2 * (seat - equipment.CONE - p[:, 1].min()) / 1000)
    assert sorted(volumes) == pytest.approx([0.5, 0.5, 1.0, 1.0], abs=0.01)


def test_the_chart_draws_each_needle_as_long_as_it_says_and_thinner_for_a_higher_gauge() -> None:
    shafts = [p for p in outlines(needles.needle_chart(), STEEL) if np.ptp(p[:, 0]) > np.ptp(p[:, 1])]
    lengths = sorted(round(float(p[:, 0].max() - needles.START)) for p in shafts)
    assert lengths == sorted(mm for row in (*needles.MUSCLE, *needles.ARM, *needles.FAT) for mm in row.lengths)
    by_gauge = [needles.WIDTHS[g] for g in sorted(needles.WIDTHS)]
    assert by_gauge == sorted(by_gauge, reverse=True)
