"""What is still open is told from the public half alone, for any answer a journal may hold."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12course.bank.completeness import is_empty, open_parts
from b12course.bank.items import ItemBase
from tests.bank.strategies import TYPES, answered, items, minimal


@given(items(), st.integers(0, 3))
def test_the_best_answer_leaves_nothing_open(item: ItemBase, variant: int) -> None:
    assert open_parts(item.public(), item.variant(variant).best()) == ""


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("value", [None, [], {}, "", " \n"])
def test_no_answer_is_not_answered_yet(kind: str, value: Any) -> None:
    assert open_parts(minimal(kind).public(), value) == "not answered yet"


PARTLY = [
    ("select_n", ["a"], "1 of 2 answered"),
    ("grouping", {"g1": ["a"]}, "1 of 2 answered"),
    ("grouping", {"g1": ["a"], "g2": []}, "1 of 2 answered"),
    ("matrix", {"r2": "c1"}, "1 of 2 answered"),
    ("matrix", {"r2": "c1", "r1": None}, "1 of 2 answered"),
    ("cloze", {"b1": "a"}, "1 of 2 answered"),
    ("cloze_rationale", {"b2": "a"}, "1 of 2 answered"),
    ("drag_cloze", {"b2": "d"}, "1 of 2 answered"),
    ("order", ["a", "b"], "2 of 3 answered"),
    ("bowtie", {"condition": "a", "actions": ["b"]}, "2 of 5 answered"),
    ("bowtie", {"condition": "a", "actions": ["b", "c"], "parameters": ["a", "b"]}, ""),
    ("case", {"1": ["t1"], "2": {"r1": "c1", "r2": "c1"}, "3": "a"}, "3 of 6 answered"),
    ("case", {"1": ["t1"], "2": {"r1": "c1"}}, "1 of 6 answered"),  # a half-filled question is open
    ("scenario", ["a"], "0 of 1 answered"),
    ("scenario", ["b"], ""),  # this way ends at once
    ("scenario", ["a", "b"], ""),
    ("single", "c", ""),
    ("multiple", ["d"], ""),
    ("matrix_multiple", {"r1": ["c1"]}, ""),
    ("highlight", ["t3"], ""),
    ("numeric", {"value": 0, "unit": "mL"}, ""),  # 0 is an answer
    ("syringe", 0, ""),
    ("syringe", 0.0, ""),
    ("hotspot", [0, 0], ""),
    ("text", "Press.", ""),
]


@pytest.mark.parametrize(("kind", "value", "words"), PARTLY)
def test_what_is_open_is_counted(kind: str, value: Any, words: str) -> None:
    assert open_parts(minimal(kind).public(), value) == words


@given(answered().filter(lambda pair: pair[0].type not in ("syringe", "numeric", "hotspot")))
def test_what_scoring_takes_for_no_answer_is_open(pair: tuple[ItemBase, Any]) -> None:
    item, response = pair
    if item.is_empty(item.parse(response)):
        assert open_parts(item.public(), response)
    else:
        assert not is_empty(response)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from("ab")
junk = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["a", "1", "r1", "condition", "actions", "value"]) | st.text(max_size=3), inner
        )
    ),
    max_leaves=6,
)


@given(st.sampled_from(TYPES), junk)
def test_a_journal_of_other_shape_stops_nothing(kind: str, value: Any) -> None:
    """The item may have changed its type since the answer was saved."""
    words = open_parts(minimal(kind).public(), value)
    assert words == "" or words.endswith(("answered", "not answered yet"))


@pytest.mark.parametrize(
    "value", [True, 5, 0.5, "b", ["a"], [["a"]], [{}], {"a": 1}, {"1": "a"}, {"condition": {"a": 1}}]
)
@pytest.mark.parametrize("kind", ["bowtie", "case", "scenario", "grouping", "order"])
def test_the_answer_of_another_type_stops_nothing(kind: str, value: Any) -> None:
    assert "of" in open_parts(minimal(kind).public(), value)
