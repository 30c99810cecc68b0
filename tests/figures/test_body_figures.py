"""The figures of body, absorption, schedules and lights: words inside and apart, facts where they belong."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
import yaml
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from b12course import figures
from b12course.figures import board, hand, lights, schedules
from b12course.figures.tissue import SKIN_MM, Block, Fold

LABELLED = ("tissue-layers", "z-track", "absorption", "who-needs-b12", "traffic-light", "schedules")
MINE = (*LABELLED, "plain-tissue")
SOURCES = Path(__file__).parents[2] / "course" / "evidence" / "sources.yaml"


def words(fig: Figure) -> list[tuple[Text, Bbox]]:
    """Each visible text with its box in pixels."""
    fig.canvas.draw()
    return [(t, t.get_window_extent()) for t in fig.findobj(Text) if t.get_visible() and t.get_text().strip()]


def luminance(color: str) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(color)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: str, b: str) -> float:
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", MINE)
def test_files_words_and_sources(name: str) -> None:
    drawing = figures.figure(name)
    png = figures.render(name, "png")
    assert (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")) == (
        drawing.width_px,
        drawing.height_px,
    )
    assert len(figures.render(name, "svg")) < 450_000
    for text in (drawing.alt, drawing.caption):
        assert len(text) >= 40
        assert text.endswith(".")
        assert "  " not in text
    known = yaml.safe_load(SOURCES.read_text("utf-8"))["sources"]
    assert set(drawing.sources) <= set(known)
    assert drawing.sources or name.startswith("plain-")


@pytest.mark.parametrize("name", LABELLED)
def test_words_lie_inside_apart_and_large_enough_for_a_phone(name: str) -> None:
    fig = figures.figure(name).draw()
    found = words(fig)
    width, height = fig.bbox.width, fig.bbox.height
    for text, box in found:
        if text.get_text() != "N₂O":  # a word on a drawn bottle, said again beside it
            assert text.get_fontsize() >= hand.NOTE_PT, text.get_text()
        assert box.x0 >= 8, text.get_text()
        assert box.y0 >= 8, text.get_text()
        assert box.x1 <= width - 8, text.get_text()
        assert box.y1 <= height - 8, text.get_text()
    for (a, box), (b, other) in itertools.combinations(found, 2):
        apart = box.x1 <= other.x0 or other.x1 <= box.x0 or box.y1 <= other.y0 or other.y1 <= box.y0
        assert apart, f"{a.get_text()!r} touches {b.get_text()!r}"


def test_the_plain_block_names_and_marks_nothing() -> None:
    fig = figures.figure("plain-tissue").draw()
    assert not words(fig)
    (ax,) = fig.axes
    used = {tuple(round(c, 4) for c in p.get_facecolor()[:3]) for p in ax.patches if p.get_fill()}
    used |= {tuple(round(c, 4) for c in p.get_edgecolor()[:3]) for p in ax.patches}
    for mark in (hand.TARGET, hand.DANGER, hand.INK, hand.DRUG, hand.STEEL):
        assert tuple(round(c, 4) for c in to_rgb(mark)) not in used
    assert ax.get_position().bounds == (0.0, 0.0, 1.0, 1.0), "normalised coordinates are those of the whole picture"


def test_each_finding_stands_on_the_card_of_its_light() -> None:
    found = words(figures.figure("traffic-light").draw())
    heads = ("Red:", "Amber:", "Green:")
    tops = {t.get_text().split(":")[0]: box.y1 for t, box in found if t.get_text().startswith(heads)}

    def light(part: str) -> str:
        ((_, box),) = [(t, b) for t, b in found if part in t.get_text()]
        return min((n for n, y in tops.items() if y > box.y1), key=lambda n: tops[n])

    for part, want in (
        ("serious allergic reaction", "Red"),
        ("Cobalt allergy", "Red"),
        ("Into a vein", "Red"),
        ("premature baby", "Red"),
        ("Leber", "Amber"),
        ("Low potassium", "Amber"),
        ("severe anemia", "Amber"),
        ("INR above", "Amber"),
        ("Kidney", "Amber"),
        ("polycythemia", "Amber"),
        ("Pregnancy with B12", "Green"),
        ("Breast-feeding", "Green"),
        ("hay fever", "Green"),
        ("metformin", "Green"),
    ):
        assert light(part) == want, part


def test_what_the_lights_print_is_said_in_their_text_equivalent() -> None:
    said = set(re.findall(r"[\w’-]+", figures.figure("traffic-light").alt.casefold()))
    for line in (*lights.RED, *lights.ASK_ALWAYS, *lights.ASK_ALSO, *lights.ASK_UNLESS, *lights.GO):
        missing = set(re.findall(r"[\w’-]+", line.casefold())) - said
        assert not missing, f"{line!r}: {missing}"


def test_doses_on_the_time_lines_are_those_of_the_words() -> None:
    label, practice, calm, nerves = schedules.REGIMENS
    assert [d for d in label.days if d < 7] == [0, 1, 2, 3, 4, 5, 6]
    assert sum(1 for a, b in itertools.pairwise(label.days) if b - a == 2) == 7, "seven doses on alternate days"
    late = [d for d in label.days if d > 20]
    assert all(3 <= b - a <= 4 for a, b in itertools.pairwise([20.0, *late]))
    assert 14 <= late[-1] - 20 <= 21
    assert 4 <= len([d for d in practice.days if d > 6]) <= 8
    assert len(calm.days) == 6
    assert max(calm.days) < 14
    assert {b - a for a, b in itertools.pairwise(nerves.days)} == {2}
    assert nerves.open_end is not None, "no fixed end: until nothing improves further"


def test_a_pull_moves_skin_most_fat_less_and_muscle_not_at_all() -> None:
    block = Block(0.0, 40.0, 15.0, 36.0, pull=-15.0, slip=-6.0)
    assert block.at(20.0, 0.0) == (5.0, 0.0)
    assert -15.0 < block.shift_at(9.0) < -6.0
    assert block.at(20.0, 15.0) == (20.0, -15.0)


def test_a_fold_is_as_wide_and_high_as_it_says() -> None:
    skin = Fold(40.0, 25.0, 15.0).surface(0.0, 80.0)
    assert skin[:, 1].max() == pytest.approx(15.0, abs=0.4)
    half = skin[skin[:, 1] > 7.5]
    assert half[:, 0].max() - half[:, 0].min() == pytest.approx(25.0, abs=1.5)
    assert SKIN_MM < 15.0


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        (hand.DANGER, board.RED_PALE),
        (board.AMBER, board.AMBER_PALE),
        (board.GREEN, board.GREEN_PALE),
        (hand.INK, hand.FAT),
        (hand.PAPER, hand.MUSCLE),
        (hand.DANGER, board.GREY_PALE),
    ],
)
def test_words_have_contrast_where_they_stand(ink: str, paper: str) -> None:
    assert contrast(ink, paper) >= (3.0 if ink == hand.PAPER else 4.5)
