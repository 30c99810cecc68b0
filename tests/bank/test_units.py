"""Units are written as the place of work writes them, in texts and never in names."""

from __future__ import annotations

import pytest

from b12course.bank.loading import load_item
from b12course.bank.scoring import score
from b12course.bank.units import written, written_in
from tests.bank.strategies import MINIMAL


@pytest.mark.parametrize("profile", ["us", "ca", "au", None])
def test_elsewhere_text_stays(profile: str | None) -> None:
    assert written("1,000 mcg in 1 mL", profile) == "1,000 mcg in 1 mL"
    data = {"stem": "1,000 mcg"}
    assert written_in(data, profile) is data


def test_in_the_uk_micrograms_are_written_in_full() -> None:
    assert written("Give 1,000 mcg (1,000 mcg/mL).", "uk") == "Give 1,000 micrograms (1,000 micrograms/mL)."


def test_names_and_keys_stay() -> None:
    data = {"id": "mcg", "read": "From mg to mcg", "options": {"mcg": "500 mcg", "mg": "500 mg"}, "n": 2}
    assert written_in(data, "uk") == {**data, "options": {"mcg": "500 micrograms", "mg": "500 mg"}}


def test_a_dose_is_asked_for_and_scored_in_the_same_unit() -> None:
    data = {**MINIMAL["numeric"], "unit": "mcg", "units": ["mcg", "mg"]}
    item = load_item(data, "uk")
    assert item.public()["units"] == ["micrograms", "mg"]
    assert score(item, item.best()).points == item.max_points
