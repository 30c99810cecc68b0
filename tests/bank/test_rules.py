"""NCSBN's rules, with the worked examples of the evidence dossier (section 6E) as vectors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12course.bank.rules import ordered, plus_minus, plus_minus_by_column, rationale, zero_one

picks = st.sets(st.sampled_from("abcdefgh"))


@pytest.mark.parametrize(
    ("right", "points"), [([], 0), ([True, True, True], 3), ([True, False, True], 2), ([False, False], 0)]
)
def test_zero_one_counts_right_units_and_takes_nothing_away(right: list[bool], points: int) -> None:
    assert zero_one(right) == points


@pytest.mark.parametrize(
    ("picked", "points"),
    [
        ("abcdxy", 2),  # F11: all 4 keys and 2 wrong = 4 - 2 = 2 of 4
        ("abcd", 4),
        ("abc", 3),  # a missed key only loses its own point
        ("abcx", 2),
        ("ax", 0),
        ("axyz", 0),  # never below 0
        ("", 0),
    ],
)
def test_plus_minus_with_four_keys(picked: str, points: int) -> None:
    assert plus_minus("abcd", picked) == points


@given(keys=picks, picked=picks, order=st.randoms())
def test_plus_minus_does_not_care_about_order_or_repeats(keys: set[str], picked: set[str], order: object) -> None:
    mixed = [*picked, *picked]
    order.shuffle(mixed)  # type: ignore[attr-defined]
    assert plus_minus(sorted(keys), mixed) == plus_minus(keys, picked)


COLUMNS = {"improved": ["r1"], "declined": ["r2", "r3"], "unchanged": ["r1", "r2", "r3", "r4"]}


@pytest.mark.parametrize(
    ("chosen", "points"),
    [
        (COLUMNS, 7),  # F7: three columns worth 1 + 2 + 4
        # 0 hits and 2 wrong: floor 0; 1 hit and 1 wrong: 0; 4 hits: 4. A floor over the whole item says 2.
        ({"improved": ["r2", "r3"], "declined": ["r2", "r4"], "unchanged": ["r1", "r2", "r3", "r4"]}, 4),
        ({"improved": ["r1", "r2"], "declined": ["r2", "r3"], "unchanged": ["r1", "r2"]}, 4),
        ({"improved": ["r2"], "declined": [], "unchanged": ["r1"]}, 1),
        ({}, 0),
    ],
)
def test_matrix_multiple_response_is_floored_column_by_column(chosen: dict[str, list[str]], points: int) -> None:
    assert plus_minus_by_column(COLUMNS, chosen) == points


@pytest.mark.parametrize(
    ("first", "second", "points"), [(True, True, 1), (True, False, 0), (False, True, 0), (False, False, 0)]
)
def test_a_dyad_earns_its_point_only_as_a_pair(first: bool, second: bool, points: int) -> None:
    assert rationale({"x": first, "y": second}) == points


@pytest.mark.parametrize(
    ("anchor", "one", "other", "points"),
    [
        (True, True, True, 2),
        (True, True, False, 1),
        (True, False, True, 1),
        (True, False, False, 0),
        (False, True, True, 0),  # the cause is wrong: its effects earn nothing
        (False, True, False, 0),
        (False, False, False, 0),
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_triad_hangs_on_its_anchor(anchor: bool, one: bool, other: bool, points: int, place: int) -> None:
    blanks = [("y", one), ("z", other)]
    blanks.insert(place, ("x", anchor))
    assert rationale(dict(blanks), "x") == points


@pytest.mark.parametrize(
    ("blanks", "anchor"), [("x", None), ("xyz", None), ("xyz", "other"), ("wxyz", "x"), ("", None)]
)
def test_rationale_scoring_knows_no_other_shape(blanks: str, anchor: str | None) -> None:
    with pytest.raises(ValueError, match="two blanks, or three with an anchor"):
        rationale(dict.fromkeys(blanks, True), anchor)


@pytest.mark.parametrize(
    ("given_order", "whole", "partial"),
    [("abcd", 1, 4), ("abdc", 0, 2), ("dcba", 0, 0), ("bcda", 0, 0), ("abc", 0, 3), ("", 0, 0)],
)
def test_ordered_response_all_or_nothing_and_partial(given_order: str, whole: int, partial: int) -> None:
    assert ordered("abcd", given_order, partial=False) == whole
    assert ordered("abcd", given_order, partial=True) == partial
