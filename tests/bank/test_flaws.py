"""Each flaw of writing is found where it is, and not where it isn't."""

from __future__ import annotations

from typing import Any

import pytest

from b12course.bank.flaws import flaws
from tests.bank.strategies import minimal, reasons


def single(options: dict[str, str], key: str = "a", stem: str = "What now?") -> list[str]:
    return list(flaws(minimal("single", stem=stem, options=options, rationale=reasons(options), key=key, unsafe=[])))


def texts(*options: str) -> dict[str, str]:
    return dict(zip("abcdef", options, strict=False))


# (options, key, stem), words of the flaw or none
CASES: dict[str, tuple[tuple[dict[str, str], str, str], str]] = {
    "plain": ((texts("Wash the hands", "Open the vial", "Call the nurse"), "a", "What now?"), ""),
    "long key": (
        (texts("Wash both hands with soap and water and dry them well", "Open the vial", "Call her"), "a", "What now?"),
        "much longer",
    ),
    "long distractor": (
        (texts("Wash both hands with soap and water and dry them well", "Open the vial", "Call her"), "b", "What now?"),
        "",
    ),
    "short words are never too long": ((texts("Thigh, outer", "Hip", "Arm"), "a", "What now?"), ""),
    "same words": ((texts("Call the nurse.", "call the nurse", "Wait"), "c", "What now?"), "say the same"),
    "vague": ((texts("Usually wait", "Go on", "Call"), "b", "What now?"), "'Usually', which is vague"),
    "overlap": ((texts("1 to 2 mL", "1.5 to 3 mL", "4 mL"), "a", "How much?"), "overlap: 1 to 2 and 1.5 to 3 mL"),
    "ranges that touch": ((texts("1 to 2 mL", "2 to 3 mL", "3 to 4 mL"), "a", "How much?"), ""),
    "other units": ((texts("1 to 2 mL", "1 to 2 mg", "1 to 2 g"), "a", "How much?"), ""),
    "absolutes": ((texts("Ask first", "Always go on", "Never ask"), "a", "What now?"), "absolute word"),
    "absolutes balanced": ((texts("Never ask", "Always go on", "Never wait"), "a", "What now?"), ""),
    "clang": (
        (
            texts(
                "Clean the rubber stopper with alcohol",
                "Draw the drug into a new syringe",
                "Turn the small vial round once",
            ),
            "a",
            "The rubber stopper was wiped with alcohol an hour ago. What now?",
        ),
        "repeats words of the question",
    ),
    "words shared by all": (
        (
            texts("Wipe the rubber stopper dry", "Leave the rubber stopper wet", "Touch the rubber stopper"),
            "a",
            "The rubber stopper is wet. What now?",
        ),
        "",
    ),
    "labels": ((texts("Wait", "Go", "Ask"), "a", "A diabetic comes in. What now?"), "labels a person"),
}


@pytest.mark.parametrize(("given", "flaw"), CASES.values(), ids=CASES)
def test_a_flaw_is_named(given: tuple[dict[str, str], str, str], flaw: str) -> None:
    options, key, stem = given
    found = single(options, key, stem)
    if flaw:
        assert len(found) == 1
        assert flaw in found[0]
    else:
        assert found == []


@pytest.mark.parametrize(
    ("names", "key", "flaw"),
    [
        ("abcde", ["a", "b"], ""),
        ("abcde", ["a", "b", "c", "d"], ""),
        ("abcde", ["a"], "1 of 5 options are right"),
        ("abcde", list("abcde"), "5 of 5 options are right"),
        ("abcd", ["a", "b"], "has 4 options"),
    ],
)
def test_select_all_has_enough_right_and_wrong(names: str, key: list[str], flaw: str) -> None:
    options = {n: f"Option {n}" for n in names}
    item = minimal("multiple", options=options, rationale=reasons(options), key=key, unsafe=[])
    found = list(flaws(item))
    assert bool(found) == bool(flaw)
    assert all(flaw in f for f in found)


def test_a_hard_question_is_told_and_a_plain_one_is_not() -> None:
    hard = (
        "Considering the pharmacological characteristics of intramuscularly administered hydroxocobalamin "
        "preparations, which documentation requirement necessitates prioritization immediately after administration?"
    )
    assert any("US grade" in f for f in single(texts("Wait", "Go", "Ask"), stem=hard))
    assert not single(
        texts("Wait", "Go", "Ask"), stem="Ana has the order. She reads the label of the vial twice. What now?"
    )


def test_a_flaw_inside_a_case_is_found() -> None:
    case: Any = minimal("case")
    data = case.model_dump(exclude_unset=True, by_alias=True)
    data["items"][2]["stem"] = "Which is NOT right?"
    assert any("negative" in f for f in flaws(type(case).model_validate(data)))
