"""Length and grade count what every learner reads, and nothing else."""

from __future__ import annotations

import pytest

from b12course.bank.reading import main_flow, measure

EASY = "Wash your hands. Dry them well. Sit down with the person. Say what you will do. " * 4
HARD = (
    "Intramuscular administration necessitates comprehensive identification of anatomical characteristics "
    "immediately preceding percutaneous introduction of pharmaceutical preparations. "
) * 4


def test_hard_prose_has_a_higher_grade() -> None:
    assert measure(EASY).grade < 4
    assert measure(HARD).grade > 12


@pytest.mark.parametrize(
    "extra",
    [
        f":::{{clinical-depth}} For nurses\n{HARD}\n:::",
        ":::{beliefs} S1-01 S1-02\n:::",
        "```{code-cell}\nlesson.figure('deltoid')\n```",
        "## A heading of some words",
        "| a table | with cells |\n| --- | --- |",
        "+++",
    ],
    ids=["depth", "beliefs", "code", "heading", "table", "cell break"],
)
def test_what_is_not_main_flow_does_not_count(extra: str) -> None:
    assert measure(f"{EASY}\n\n{extra}\n") == measure(EASY)


def test_words_in_a_warning_count_and_citations_do_not() -> None:
    body = ":::{warning} Stop\nCall the **nurse** first. [nhs-hydroxo][cdc-deltoid-landmark]\n:::\n"
    assert main_flow(body) == "Call the nurse first."
    assert measure(body).words == 4


def test_an_empty_lesson_has_no_grade() -> None:
    assert measure("```{code-cell}\nx\n```\n").words == 0
    assert measure("").grade == 0


def test_words_that_no_dictionary_knows_are_measured() -> None:
    assert measure("Feel for the trochanter. Ruth Okafor takes hydroxocobalamin.").grade > 0
