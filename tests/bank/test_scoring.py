"""From a response to points: NCSBN's rules on real items, and what must hold for every type."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from b12course.bank.errors import ResponseError
from b12course.bank.items import TYPES as KNOWN
from b12course.bank.items import ItemBase
from b12course.bank.scoring import Score, score
from tests.bank.strategies import (
    SIMPLE,
    TYPES,
    answered,
    base,
    build,
    choice,
    choices,
    ending,
    gaps,
    item_data,
    items,
    marks,
    minimal,
    node,
    options,
    reasons,
    responses,
    square,
    zone,
)


def points(item: ItemBase, response: Any) -> float:
    return score(item, response).points


# -- worked examples of the dossier -----------------------------------------------------------

SATA = base("multiple", **choices("abcdef", list("abcd")))
HIGHLIGHT = base("highlight", text=marks(["a", "b", "c", "d", "e", "f"]), rationale=reasons("abcdef"), key=list("abcd"))


@pytest.mark.parametrize("data", [SATA, HIGHLIGHT], ids=["multiple", "highlight"])
@pytest.mark.parametrize(
    ("picked", "earned"), [("abcdef", 2), ("abcd", 4), ("abc", 3), ("abe", 1), ("aef", 0), ("ef", 0)]
)
def test_select_all_that_apply(data: dict[str, Any], picked: str, earned: int) -> None:
    assert score(build(data), list(picked)) == score(build(data), sorted(picked, reverse=True))
    assert points(build(data), list(picked)) == earned


@pytest.mark.parametrize(("picked", "earned"), [("abc", 3), ("abe", 2), ("ade", 1), ("def", 0), ("ab", 2)])
def test_select_n_takes_nothing_away(picked: str, earned: int) -> None:
    item = build(base("select_n", **choices("abcdef", list("abc")), n=3))
    assert points(item, list(picked)) == earned


def test_each_group_has_its_own_floor() -> None:
    groups = {
        "g1": {"label": "One", **choices("abcd", ["a", "b"])},
        "g2": {"label": "Two", **choices("abcd", ["a", "b", "c"])},
    }
    item = build(base("grouping", groups=groups))
    # One hit and two wrong, floor 0; three hits. A floor over the whole item would say 2.
    result = score(item, {"g1": ["a", "c", "d"], "g2": ["a", "b", "c"]})
    assert (result.points, result.max_points) == (3, 5)
    assert [(p.name, p.points, p.max_points) for p in result.parts] == [("g1", 0, 2), ("g2", 3, 3)]


def test_matrix_multiple_response_by_column_not_by_row_nor_as_a_whole() -> None:
    rows = ["r1", "r2", "r3", "r4"]
    key = {"r1": ["c1", "c3"], "r2": ["c2", "c3"], "r3": ["c2", "c3"], "r4": ["c3"]}  # 1 + 2 + 4 = 7
    item = build(
        base(
            "matrix_multiple", rows=options(rows), columns=options(["c1", "c2", "c3"]), key=key, rationale=reasons(rows)
        )
    )
    # c1: 2 wrong, floor 0. c2: 1 hit, 1 wrong = 0. c3: 4 hits. As a whole it would be 5 - 3 = 2.
    result = score(item, {"r1": ["c3"], "r2": ["c1", "c2", "c3"], "r3": ["c1", "c3"], "r4": ["c2", "c3"]})
    assert (result.points, result.max_points) == (4, 7)
    assert [(p.points, p.max_points) for p in result.parts] == [(0, 1), (0, 2), (4, 4)]


def rationale_items(blanks: list[str], anchor: str | None) -> list[ItemBase]:
    """The same dyad or triad as drop-downs and as tokens to drag; right is a, b, c in turn."""
    key = dict(zip(blanks, "abc", strict=False))
    more = {"anchor": anchor} if anchor else {}
    drop = {b: choices("abcd", key[b]) for b in blanks}
    return [
        build(base("cloze_rationale", text=gaps(blanks), blanks=drop, **more)),
        build(
            base(
                "drag_cloze",
                text=gaps(blanks),
                tokens=options("abcdef"),
                rationale=reasons("abcdef"),
                key=key,
                scoring="rationale",
                **more,
            )
        ),
    ]


@pytest.mark.parametrize("item", rationale_items(["x", "y"], None), ids=["drop-down", "drag"])
@pytest.mark.parametrize(
    ("given_answer", "earned"), [({"x": "a", "y": "b"}, 1), ({"x": "a", "y": "c"}, 0), ({"x": "a"}, 0), ({"y": "b"}, 0)]
)
def test_a_dyad_earns_only_as_a_pair(item: ItemBase, given_answer: dict[str, str], earned: int) -> None:
    assert score(item, given_answer).max_points == 1
    assert points(item, given_answer) == earned


@pytest.mark.parametrize("item", rationale_items(["x", "y", "z"], "x"), ids=["drop-down", "drag"])
@pytest.mark.parametrize(
    ("given_answer", "earned"),
    [
        ({"x": "a", "y": "b", "z": "c"}, 2),
        ({"x": "a", "y": "b", "z": "d"}, 1),
        ({"x": "a", "z": "c"}, 1),
        ({"x": "a"}, 0),
        ({"x": "d", "y": "b", "z": "c"}, 0),
        ({"y": "b", "z": "c"}, 0),
    ],
)
def test_a_triad_with_a_wrong_anchor_earns_nothing(item: ItemBase, given_answer: dict[str, str], earned: int) -> None:
    assert score(item, given_answer).max_points == 2
    assert points(item, given_answer) == earned


@pytest.mark.parametrize(
    ("given_answer", "earned"),
    [
        ({"condition": "a", "actions": ["a", "b"], "parameters": ["a", "b"]}, 5),
        ({"condition": "b", "actions": ["a", "b"], "parameters": ["a", "b"]}, 4),  # no slot hangs on another
        ({"condition": "a", "actions": ["c", "d"], "parameters": ["b", "e"]}, 2),
        ({"condition": "a"}, 1),
        ({"condition": "b", "actions": ["c", "e"], "parameters": ["c", "d"]}, 0),
    ],
)
def test_a_bow_tie_has_five_slots(given_answer: dict[str, Any], earned: int) -> None:
    result = score(minimal("bowtie"), given_answer)
    assert (result.points, result.max_points) == (earned, 5)
    assert [p.max_points for p in result.parts] == [1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("kind", "given_answer", "earned", "most"),
    [
        ("single", "a", 1, 1),
        ("single", "b", 0, 1),
        ("matrix", {"r1": "c1", "r2": "c1"}, 1, 2),
        ("matrix", {"r2": "c2"}, 1, 2),
        ("cloze", {"b1": "a", "b2": "c"}, 1, 2),
        ("drag_cloze", {"b1": "b", "b2": "a"}, 0, 2),
        ("drag_cloze", {"b1": "a", "b2": "c"}, 1, 2),
        ("order", ["b", "c", "a"], 1, 1),
        ("order", ["b", "a", "c"], 0, 1),
    ],
)
def test_zero_one_types(kind: str, given_answer: Any, earned: int, most: int) -> None:
    result = score(minimal(kind), given_answer)
    assert (result.points, result.max_points) == (earned, most)


def test_order_with_partial_credit_counts_places() -> None:
    result = score(minimal("order", partial=True), ["b", "a", "c"])
    assert (result.points, result.max_points) == (1, 3)


@pytest.mark.parametrize(
    ("kind", "given_answer", "named"),
    [
        ("single", "c", ("c",)),
        ("multiple", ["a", "b", "d"], ("d",)),
        ("grouping", {"g1": ["c"], "g2": ["c"]}, ("g1.c",)),
        ("matrix", {"r1": "c2"}, ("r1.c2",)),
        ("matrix_multiple", {"r2": ["c1", "c2"]}, ("r2.c2",)),
        ("cloze", {"b1": "c", "b2": "c"}, ("b1.c",)),
        ("drag_cloze", {"b1": "d"}, ("b1.d",)),
        ("bowtie", {"actions": ["e"]}, ("actions.e",)),
        ("order", ["a", "b", "c"], ("a>b",)),
        ("order", ["a", "c"], ()),
        ("numeric", {"value": 7.5, "unit": "mL"}, ("7.5 to 60",)),
        ("numeric", {"value": 7.4, "unit": "mL"}, ()),
        ("hotspot", [0.7, 0.7], ("wrong",)),
        ("hotspot", [0.5, 0.5], ()),
        ("scenario", ["b"], ("home.b",)),
        ("case", {"3": "c", "4": ["d"], "1": ["t3"]}, ("3:c", "4:d")),
    ],
)
def test_unsafe_answers_are_named_whatever_the_total(kind: str, given_answer: Any, named: tuple[str, ...]) -> None:
    assert score(minimal(kind), given_answer).unsafe == named


# -- amounts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("graduation", "key", "drawn", "right"),
    [
        (0.1, 0.3, 0.1 + 0.2, True),  # 0.30000000000000004
        (0.1, 0.3, 0.35, True),  # exactly half a graduation
        (0.1, 0.3, 0.25, True),
        (0.1, 0.3, 0.3500001, False),
        (0.1, 0.3, 0.2499999, False),
        (0.01, 0.25, 0.255, True),
        (0.01, 0.25, 0.2551, False),
        (0.2, 0.6, 0.1 * 7, True),
        (0.2, 0.6, 0.71, False),
        (0.1, 0, 0, True),  # 0 is an answer
        (0.1, 0, 0.05, True),
        (0.1, 1, 0.95, True),
    ],
)
def test_a_syringe_is_right_within_half_a_graduation(graduation: float, key: float, drawn: float, right: bool) -> None:
    item = build(base("syringe", barrel=1, graduation=graduation, major=0.5, key=key))
    assert points(item, drawn) == right


@given(st.sampled_from([0.01, 0.02, 0.1, 0.2, 0.5]), st.integers(0, 20), st.floats(-3, 3))
def test_half_a_graduation_from_any_mark(graduation: float, mark: int, away: float) -> None:
    assume(abs(abs(away) - 0.5) > 1e-6)
    barrel = graduation * 20
    drawn = (mark + away) * graduation
    assume(0 <= drawn <= barrel)
    item = build(base("syringe", barrel=barrel, graduation=graduation, major=barrel, key=mark * graduation))
    assert points(item, drawn) == (abs(away) < 0.5)


@pytest.mark.parametrize(
    ("tolerance", "answer", "right"),
    [
        (0, 0.75, True),
        (0, 0.7500000001, True),  # a float's own noise
        (0, 0.751, False),
        (0, 0.1 + 0.65, True),
        (0.05, 0.8, True),
        (0.05, 0.7, True),
        (0.05, 0.801, False),
        (0.05, 7.5, False),
    ],
)
def test_a_dose_is_right_within_its_tolerance(tolerance: float, answer: float, right: bool) -> None:
    assert points(minimal("numeric", tolerance=tolerance), {"value": answer, "unit": "mL"}) == right


def test_the_right_number_with_the_wrong_unit_is_wrong() -> None:
    item = minimal("numeric", units=["mL", "mcg"])
    assert points(item, {"value": 0.75, "unit": "mL"}) == 1
    assert points(item, {"value": 0.75, "unit": "mcg"}) == 0


def test_what_was_typed_does_not_count() -> None:
    assert points(minimal("numeric"), {"value": 0.75, "unit": "mL", "entered": ".750"}) == 1


VARIANTS = base(
    "numeric",
    unit="mL",
    variants=[
        {"values": {"dose": 500}, "key": 0.5, "unsafe": [{"min": 5, "max": 60, "why": "Why ten times is so"}]},
        {"values": {"dose": 1250}, "key": 1.25},
    ],
    working="{dose} ÷ 1,000",
) | {"stem": "Draw up {dose} mcg of 1,000 mcg/mL."}


def test_each_variant_has_its_own_stem_answer_and_working() -> None:
    item = build(VARIANTS)
    assert [score(item, {"value": 0.5, "unit": "mL"}, n).points for n in range(4)] == [
        1,
        0,
        1,
        0,
    ]  # numbers wrap around
    assert [score(item, {"value": 1.25, "unit": "mL"}, n).points for n in range(4)] == [0, 1, 0, 1]
    assert item.variant(1).stem == "Draw up 1,250 mcg of 1,000 mcg/mL."
    assert item.variant(1).private()["working"] == "1,250 ÷ 1,000"
    assert item.variant(0).private()["key"] == 0.5
    assert score(item, {"value": 5, "unit": "mL"}, 0).unsafe
    assert not score(item, {"value": 5, "unit": "mL"}, 1).unsafe


# -- places -----------------------------------------------------------------------------------

# An L: the notch at the upper right lies outside.
L_SHAPE = [[0.1, 0.1], [0.4, 0.1], [0.4, 0.5], [0.8, 0.5], [0.8, 0.9], [0.1, 0.9]]
PLACES = {"p": [0.2, 0.2], "q": [0.95, 0.05], "r": [0.05, 0.95]}


def hotspot(key: list[str], **polygons: list[list[float]]) -> ItemBase:
    return minimal(
        "hotspot",
        zones={z: zone(z, p) for z, p in polygons.items()},
        key=key,
        unsafe=[],
        places={n: {"text": f"Place {n}", "at": at} for n, at in PLACES.items()},
    )


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ([0.2, 0.2], True),
        ([0.7, 0.7], True),
        ([0.2, 0.8], True),
        ([0.6, 0.3], False),  # in the notch: inside the box around the L, outside the L
        ([0.41, 0.49], False),
        ([0.05, 0.5], False),
        ([0.0, 0.0], False),
        ([1.0, 1.0], False),
    ],
)
def test_a_concave_zone(point: list[float], inside: bool) -> None:
    assert points(hotspot(["ell"], ell=L_SHAPE), point) == inside


def test_the_best_point_of_a_concave_zone_lies_inside_it() -> None:
    horseshoe = [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9], [0.7, 0.9], [0.7, 0.3], [0.3, 0.3], [0.3, 0.9], [0.1, 0.9]]
    item = hotspot(["u"], u=horseshoe)
    assert points(item, [0.5, 0.6]) == 0  # the middle of the corners lies in the opening
    assert points(item, item.best()) == 1


@given(st.floats(0.05, 0.94), st.floats(0.05, 0.94), st.floats(0.0004, 0.05))
def test_the_best_point_of_a_tiny_zone_lies_inside_it(left: float, top: float, size: float) -> None:
    places = {"p": [left + size / 2, top + size / 2], "q": [0, 0], "r": [1, 1]}
    item = minimal(
        "hotspot",
        zones={"dot": zone("dot", square(left, top, size))},
        key=["dot"],
        unsafe=[],
        places={n: {"text": f"Place {n}", "at": at} for n, at in places.items()},
    )
    assert points(item, item.best()) == 1


@given(st.floats(0, 1))
def test_a_point_on_the_edge_between_two_zones_lies_in_one_of_them(along: float) -> None:
    left, right = [[0.1, 0], [0.5, 0], [0.5, 1], [0.1, 1]], [[0.5, 0], [0.9, 0], [0.9, 1], [0.5, 1]]
    upper, lower = [[0, 0.1], [1, 0.1], [1, 0.5], [0, 0.5]], [[0, 0.5], [1, 0.5], [1, 0.9], [0, 0.9]]
    assume(along < 1)
    side_by_side = hotspot(["left"], left=left, right=right)
    assert points(side_by_side, [0.5, along]) == 0  # an upright edge belongs to the zone on its right
    assert len(side_by_side.elements([0.5, along])) == 1
    one_over_the_other = hotspot(["upper"], upper=upper, lower=lower)
    assert len(one_over_the_other.elements([along, 0.5])) == 1


# -- scenario ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "earned", "unsafe"),
    [
        (["a", "a"], 3, ()),
        (["a", "b"], 2, ()),
        (["a"], 2, ()),  # stopped half way
        (["b"], 0, ("home.b",)),
    ],
)
def test_a_scenario_earns_at_each_node(path: list[str], earned: int, unsafe: tuple[str, ...]) -> None:
    result = score(minimal("scenario"), path)
    assert (result.points, result.max_points, result.unsafe) == (earned, 3, unsafe)


def test_the_best_path_is_the_best_as_a_whole() -> None:
    nodes = {
        "home": node("At home", a=choice("fine", 1), b=choice("thigh")),
        "thigh": node("The thigh", a=choice("fine", 3), b=choice("fine", 1)),
        "fine": ending("good", "Done"),
    }
    item = minimal("scenario", nodes=nodes)
    assert item.best() == ["b", "a"]
    assert score(item, ["b", "a"]).points == score(item, ["b", "a"]).max_points == 3
    assert points(item, ["a"]) == 1


@pytest.mark.parametrize("first", ["a", "b"])
def test_of_two_paths_with_the_same_points_the_safe_one_is_best(first: str) -> None:
    """The author may list the unsafe turn first."""
    turns = {"a": choice("thigh", unsafe=True), "b": choice("thigh")}
    nodes = {
        "home": node("At home", **{c: turns[c] for c in sorted(turns, reverse=first == "b")}),
        "thigh": node("The thigh", a=choice("fine", 2), b=choice("fine")),
        "fine": ending("good", "Done"),
    }
    item = minimal("scenario", nodes=nodes)
    assert item.best() == ["b", "a"]
    assert score(item, item.best()).unsafe == ()


# -- what holds for every type ----------------------------------------------------------------


@given(answered())
def test_points_lie_between_nothing_and_full_marks(pair: tuple[ItemBase, Any]) -> None:
    item, response = pair
    result = score(item, response)
    assert 0 <= result.points <= result.max_points == item.max_points
    assert type(result.points) is float
    assert type(result.max_points) is float
    assert all(0 <= p.points <= p.max_points for p in result.parts)
    assert sum(p.points for p in result.parts) == result.points
    if result.parts and item.type != "scenario":
        assert sum(p.max_points for p in result.parts) == result.max_points


@given(items().filter(lambda i: i.type != "text"), st.integers(0, 3))
def test_the_best_answer_earns_full_marks_and_harms_nobody(item: ItemBase, variant: int) -> None:
    result = score(item, item.variant(variant).best(), variant)
    assert result.points == result.max_points >= 1
    assert result.unsafe == ()


def test_free_text_is_never_scored_by_a_program() -> None:
    item = minimal("text")
    assert score(item, item.best()) == Score(0.0, 2.0)


def empty(kind: str) -> Any:
    if kind in ("multiple", "select_n", "highlight", "order", "scenario"):
        return []
    return {"single": None, "numeric": None, "hotspot": None, "syringe": None, "text": " \n"}.get(kind, {})


@given(items(), st.booleans())
def test_no_answer_earns_nothing(item: ItemBase, as_none: bool) -> None:
    response = None if as_none else empty(item.type)
    assert score(item, response) == Score(0.0, float(item.max_points))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("grouping", {"g1": [], "g2": []}),
        ("matrix_multiple", {"r1": []}),
        ("bowtie", {"actions": []}),
        ("case", {"1": []}),
    ],
)
def test_lists_emptied_again_are_no_answer(kind: str, value: Any) -> None:
    assert score(minimal(kind), value) == Score(0.0, float(minimal(kind).max_points))


def from_picks(kind: str, picked: set[str]) -> Any:
    """Return the response that chooses ``picked`` (element names as ``unsafe`` gives them)."""
    if kind in ("multiple", "select_n", "highlight"):
        return sorted(picked)
    response: dict[str, Any] = {}
    for name in sorted(picked):
        place, _, chosen = name.partition(".")
        if kind in ("grouping", "matrix_multiple") or place in ("actions", "parameters"):
            response.setdefault(place, []).append(chosen)
        else:
            response[place] = chosen
    return response


def all_picks(item: Any) -> set[str]:
    """Return the names of all that a learner could pick."""
    match item.type:
        case "multiple" | "select_n":
            return set(item.options)
        case "highlight":
            return set(item.tokens())
        case "grouping":
            return {f"{g}.{o}" for g, v in item.groups.items() for o in v.options}
        case "matrix" | "matrix_multiple":
            return {f"{r}.{c}" for r in item.rows for c in item.columns}
        case "bowtie":
            sides = ("condition", "actions", "parameters")
            return {f"{s}.{o}" for s in sides for o in getattr(item, s).options}
        case _:
            return {f"{b}.{o}" for b in item.best() for o in item.fillings(b)}


def has_room(item: Any, before: set[str], pick: str) -> bool:
    """Tell whether ``pick`` can be added: a row or blank holds one choice, select_n no more than n."""
    try:
        parsed = item.parse(from_picks(item.type, before | {pick}))
    except ResponseError:
        return False
    return bool(item.elements(parsed) == before | {pick})


ONE_PICK_MORE = [t for t in SIMPLE if t not in ("single", "order", "numeric", "hotspot", "syringe")]


@given(answered(*ONE_PICK_MORE), st.data())
def test_a_right_pick_never_costs_and_a_wrong_pick_never_pays(pair: tuple[Any, Any], data: st.DataObject) -> None:
    item, response = pair
    before = item.elements(item.parse(response))
    more = sorted(p for p in all_picks(item) - before if has_room(item, before, p))
    assume(more)
    pick = data.draw(st.sampled_from(more))
    change = points(item, from_picks(item.type, before | {pick})) - points(item, from_picks(item.type, before))
    assert change >= 0 if pick in item.elements(item.parse(item.best())) else change <= 0


def shuffled(value: Any, rnd: random.Random, lists: bool = True) -> Any:
    """Return the same JSON value with dict keys, and lists of ids too if asked, in another order."""
    if isinstance(value, dict):
        return {k: shuffled(v, rnd, lists) for k, v in rnd.sample(list(value.items()), len(value))}
    if isinstance(value, list) and lists:
        return rnd.sample(value, len(value))
    return value


NO_ORDER = [t for t in TYPES if t not in ("order", "hotspot", "scenario", "case")]


@given(answered(*NO_ORDER), st.randoms(use_true_random=False))
def test_the_order_of_picks_does_not_matter(pair: tuple[ItemBase, Any], rnd: random.Random) -> None:
    item, response = pair
    turned = shuffled(response, rnd)
    assert score(item, turned) == score(item, response)
    assert json.dumps(item.parse(turned)) == json.dumps(item.parse(response))  # kept in one canonical order


@given(item_data(), st.data(), st.randoms(use_true_random=False))
def test_the_order_in_which_an_author_lists_things_does_not_matter(
    data: dict[str, Any], draws: st.DataObject, rnd: random.Random
) -> None:
    item, turned = build(data), build(shuffled(data, rnd, lists=False))
    response = draws.draw(responses(item))
    one, other = score(item, response), score(turned, response)
    assert (one.points, one.max_points, set(one.unsafe)) == (other.points, other.max_points, set(other.unsafe))
    assert {(p.name, p.points) for p in one.parts} == {(p.name, p.points) for p in other.parts}


@given(answered())
def test_a_response_survives_json(pair: tuple[ItemBase, Any]) -> None:
    item, response = pair
    assert score(item, json.loads(json.dumps(response))) == score(item, response)


@given(answered())
def test_a_parsed_response_is_a_valid_response_with_the_same_score(pair: tuple[ItemBase, Any]) -> None:
    item, response = pair
    parsed = item.parse(response)
    assert item.parse(parsed) == parsed
    assert score(item, parsed) == score(item, response)


@given(answered("case"))
def test_a_case_earns_the_sum_of_its_questions(pair: tuple[Any, Any]) -> None:
    item, response = pair
    alone = {n: score(question, response.get(n)) for n, question in item.numbered().items()}
    result = score(item, response)
    assert result.points == sum(s.points for s in alone.values())
    assert result.max_points == sum(s.max_points for s in alone.values())
    assert set(result.unsafe) == {f"{n}:{u}" for n, s in alone.items() for u in s.unsafe}


def test_every_type_of_the_bank_is_tested() -> None:
    assert set(TYPES) == set(KNOWN)
    assert len(TYPES) == 18
