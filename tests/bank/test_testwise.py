"""A strategy that works is caught, and blind guessing is not."""

from __future__ import annotations

import random
import re

import pytest

from b12course.bank.items import ItemBase
from b12course.bank.testwise import MOST_Z, Choice, Result, Selection, measure, units
from tests.bank.strategies import minimal, reasons

WORDS = re.findall(r"\w+", "hand arm thigh hip nurse vial label order dose clean dry wait call ask look feel")


def bank(size: int, seed: int, key_of: str = "") -> list[ItemBase]:
    """Make single items with random words; ``key_of`` says by what look the key can be told."""
    made = []
    draw = random.Random(seed)
    for n in range(size):
        options = {k: " ".join(draw.sample(WORDS, draw.randint(1, 6))) for k in "abcd"}
        match key_of:
            case "length":
                key = max(options, key=lambda k: len(options[k]))
            case "second":
                key = "b"
            case "absolute":
                key = draw.choice("abcd")
                options = {k: v if k == key else f"always {v}" for k, v in options.items()}
            case "middle":
                options = dict(zip("abcd", (f"{v} mL" for v in (1, 5, 50, 99)), strict=True))
                key = draw.choice("bc")
            case _:
                key = draw.choice("abcd")
        made.append(minimal("single", id=f"i{n}", options=options, rationale=reasons(options), key=key, unsafe=[]))
    return made


def result(items: list[ItemBase], strategy: str) -> Result:
    return next(r for r in measure(items) if r.strategy == strategy)


@pytest.mark.parametrize(
    ("look", "strategy"),
    [
        ("length", "the longest"),
        ("second", "always the second (b)"),
        ("absolute", "no absolute word"),
        ("middle", "the middle number"),
    ],
)
def test_a_look_that_tells_the_key_beats_chance(look: str, strategy: str) -> None:
    found = result(bank(40, 1, look), strategy)
    assert found.beats_chance
    assert found.score > found.chance


def test_random_keys_stay_near_chance() -> None:
    """Over many random banks each strategy is about as often above chance as below, and seldom far off."""
    far = [r.beats_chance for seed in range(40) for r in measure(bank(30, seed)) if r.units]
    assert sum(far) / len(far) < 0.06
    mean = sum(r.z for seed in range(40) for r in measure(bank(30, seed)) if r.strategy == "the longest") / 40
    assert abs(mean) < 0.5


def test_select_all_pays_only_when_most_options_are_right() -> None:
    def selections(right: int) -> list[ItemBase]:
        options = {k: f"Option {k}" for k in "abcdef"}
        key = list("abcdef")[:right]
        return [
            minimal("multiple", id=f"m{n}", options=options, rationale=reasons(options), key=key, unsafe=[])
            for n in range(30)
        ]

    assert result(selections(5), "select all").beats_chance
    assert result(selections(3), "select all").score == 0
    assert not result(selections(3), "select all").beats_chance


def test_every_choice_counts_also_inside_a_case() -> None:
    found = list(units([minimal(t) for t in ("case", "scenario", "grouping", "cloze", "order")]))
    assert {type(u) for u in found} == {Choice, Selection}
    assert any(u.item.startswith("one-") for u in found)
    assert {"one.home", "one.thigh"} <= {u.item for u in found}
    for unit in found:
        places = {unit.key} if isinstance(unit, Choice) else unit.keys
        assert all(0 <= p < len(unit.options) for p in places)


def test_nothing_to_guess_is_no_finding() -> None:
    assert all(r.units == 0 and not r.beats_chance for r in measure([minimal("order")]))
    assert MOST_Z > 0
