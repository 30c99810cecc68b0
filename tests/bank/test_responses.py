"""A response of the wrong shape is refused in one sentence; nothing else ever comes out of ``parse``."""

from __future__ import annotations

import json
import math
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12course.bank.errors import ResponseError
from b12course.bank.items import ItemBase
from b12course.bank.scoring import score
from tests.bank.strategies import MINIMAL, TYPES, answered, minimal


def deep(levels: int, mapping: bool = False) -> Any:
    value: Any = []
    for _ in range(levels):
        value = {"1": value} if mapping else [value]
    return value


HUGE = 10**400  # JSON can carry it, a float cannot
TOO_LONG_TO_PRINT = 10**5000

# What no item takes for an answer.
JUNK: list[Any] = [
    True,
    -1,
    -0.1,
    1e300,
    HUGE,
    -HUGE,
    TOO_LONG_TO_PRINT,
    math.nan,
    math.inf,
    -math.inf,
    [None],
    [[]],
    [{}],
    [True, False],
    [math.nan, 0.5],
    [0.5, math.inf],
    [0.5, HUGE],
    [0.5, 1.0001],
    [-0.0001, 0.5],
    [0.5],
    [0.5, 0.5, 0.5],
    ["0.5", "0.5"],
    ["nowhere"],
    [TOO_LONG_TO_PRINT],
    {"nowhere": "a"},
    {"": ""},
    {1: "a"},
    {"value": 1},
    {"value": HUGE, "unit": "mL"},
    {"value": "0.75", "unit": "mL"},
    {"value": True, "unit": "mL"},
    {"value": math.nan, "unit": "mL"},
    {"value": 0.75, "unit": "litres"},
    {"value": 0.75, "unit": None},
    {"value": 0.75, "unit": ["mL"]},
    {"value": -0.75, "unit": "mL"},
    {"value": 1_000_001, "unit": "mL"},
    {"value": 0.75, "unit": "mL", "entered": 0.75},
    {"value": 0.75, "unit": "mL", "entered": "7" * 41},
    {"value": 0.75, "unit": "mL", "note": "more"},
    ("a", "b"),
    {"a"},
    b"a",
    object(),
    "x" * 8001,
    deep(200),
    deep(5000),
    deep(200, mapping=True),
    deep(5000, mapping=True),
]


def refusal(item: ItemBase, value: Any) -> str:
    with pytest.raises(ResponseError) as caught:
        item.parse(value)
    assert type(caught.value) is ResponseError
    return str(caught.value)


def is_one_sentence(message: str) -> bool:
    message = re.sub(r"'[^']*'|\"[^\"]*\"", "'…'", message)  # what it quotes is the learner's
    return message.isprintable() and message.startswith("one") and 10 < len(message) < 200 and ". " not in message


@pytest.mark.parametrize("kind", TYPES)
def test_junk_is_refused_in_one_sentence(kind: str) -> None:
    item = minimal(kind)
    for value in JUNK:
        assert is_one_sentence(refusal(item, value)), value


NOT_HERE: dict[str, list[Any]] = {
    "single": ["", "z", "A", "a ", ["a"], {"a": "a"}, 0, "\ud800", "a\nb"],
    "multiple": ["a", ["a", "a"], ["a", "z"], ["a", 1], {"a": True}, [["a"]], ["\ud800"]],
    "select_n": ["a", ["a", "a"], ["a", "b", "c"], ["a", "z"]],
    "grouping": [["a"], {"g3": ["a"]}, {"g1": "a"}, {"g1": ["z"]}, {"g1": ["a", "a"]}, {"g1": None}, {"g1": {"a": 1}}],
    "matrix": [["c1"], {"r3": "c1"}, {"r1": "c3"}, {"r1": ["c1"]}, {"r1": None}, {"r1": 1}],
    "matrix_multiple": [{"r1": "c1"}, {"r1": ["c1", "c1"]}, {"r1": ["c3"]}, {"r3": ["c1"]}, {"r1": None}],
    "cloze": ["a", {"b1": "z"}, {"b3": "a"}, {"b1": ["a"]}, {"b1": None}],
    "cloze_rationale": [{"b1": "z"}, {"b3": "a"}],
    "drag_cloze": [{"b1": "a", "b2": "a"}, {"b3": "a"}, {"b1": "z"}, {"b1": ["a"]}],
    "highlight": ["t1", ["t1", "t1"], ["t9"], ["phrase t1"]],
    "bowtie": [
        {"condition": ["a"]},
        {"condition": None},
        {"actions": "a"},
        {"actions": ["a", "b", "c"]},
        {"actions": ["a", "a"]},
        {"parameters": ["z"]},
        {"parameters": None},
        {"other": ["a"]},
    ],
    "order": ["abc", ["a", "b", "b"], ["a", "b", "c", "a"], ["a", "z"], {"a": 1}],
    "numeric": [0.75, "0.75", [0.75, "mL"], {"unit": "mL"}, {"value": 0.75}, {"value": 0.75, "unit": "mcg"}],
    "hotspot": ["p", {"x": 0.5, "y": 0.5}, [0.5, None], [True, False], ["a", "b"], []],
    "syringe": ["0.4", [0.4], {"value": 0.4}, 1.1, -0.1, True],
    "text": [["words"], {"text": "words"}, 5],
    "case": [["a"], {"7": "a"}, {"0": "a"}, {"one": "a"}, {"3": "z"}, {"3": ["a"]}, {"5": {"value": 1}}, {"2": []}],
    "scenario": ["a", ["z"], ["a", "z"], ["b", "a"], ["a", "a", "a"], ["a"] * 50, [1], {"a": 1}],
}


@pytest.mark.parametrize(("kind", "value"), [(k, v) for k, values in NOT_HERE.items() for v in values])
def test_what_this_item_does_not_know_is_refused(kind: str, value: Any) -> None:
    assert is_one_sentence(refusal(minimal(kind), value))
    with pytest.raises(ResponseError):
        score(minimal(kind), value)


def test_every_type_has_its_own_wrong_answers() -> None:
    assert set(NOT_HERE) == set(MINIMAL)


def test_a_refusal_in_a_case_names_the_question() -> None:
    assert refusal(minimal("case"), {"3": "z"}).startswith("one-3:")


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
ids = st.sampled_from(
    ["a", "b", "c", "d", "r1", "c1", "b1", "t1", "g1", "1", "2", "3", "value", "unit", "actions", "mL"]
)
json_values = st.recursive(
    scalars | ids,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(ids | st.text(max_size=3), inner, max_size=4),
    max_leaves=8,
)


@given(st.sampled_from(TYPES), json_values)
def test_any_json_is_scored_or_refused(kind: str, value: Any) -> None:
    item = minimal(kind)
    try:
        result = score(item, value)
    except ResponseError as e:
        assert is_one_sentence(str(e))  # noqa: PT017 - most values are refused, some fit
    else:
        assert 0 <= result.points <= item.max_points


@given(answered(), st.data())
def test_a_valid_answer_with_one_value_spoilt_is_scored_or_refused(
    pair: tuple[ItemBase, Any], data: st.DataObject
) -> None:
    item, response = pair
    text = json.dumps(response)
    spots = [n for n, c in enumerate(text) if c in '"[{0123456789']
    at = data.draw(st.sampled_from(spots)) if spots else 0
    junk = data.draw(st.sampled_from(["null", "true", "1e400", "-7", '"z"', "[[]]", "{}", "1" + "0" * 400]))
    try:
        spoilt = json.loads(text[:at] + junk + text[at + 1 :])
    except ValueError:
        spoilt = [response, json.loads(junk)]
    try:
        result = score(item, spoilt)
    except ResponseError as e:
        assert is_one_sentence(str(e))  # noqa: PT017
    else:
        assert 0 <= result.points <= item.max_points
