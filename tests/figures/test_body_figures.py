"""The figures of body, absorption, schedules and lights: facts where they belong."""

from __future__ import annotations

import itertools
import re

import pytest

from b12course import figures
from b12course.figures import lights, schedules
from b12course.figures.tissue import SKIN_MM, Block, Fold
from tests.figures.reading import words


def test_each_finding_stands_on_the_card_of_its_light() -> None:
    found = words("traffic-light")
    heads = ("Red:", "Amber:", "Green:")
    tops = {w.text.split(":")[0]: w.box.y1 for w in found if w.text.startswith(heads)}

    def light(part: str) -> str:
        (word,) = [w for w in found if part in w.text]
        return min((n for n, y in tops.items() if y > word.box.y1), key=lambda n: tops[n])

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
