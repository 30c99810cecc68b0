"""What was chosen is counted for every item type, right under its name."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12course.bank.items import TYPES, ItemBase
from b12course.reports import Answer
from b12course.reports.choices import choices
from tests.bank.strategies import MINIMAL, answered, items, minimal
from tests.reports.classes import answer

COUNTED = sorted(set(TYPES) - {"text", "case"})


def counted(item: ItemBase, *responses: Any) -> dict[str, int]:
    return {c.name: c.count for c in choices(item, [answer(item, r) for r in responses])}


def test_every_type_of_item_is_counted_or_known_not_to_be() -> None:
    assert {k for k in MINIMAL if choices(minimal(k), [])} == set(COUNTED)


def test_one_list() -> None:
    item = minimal("single", unsafe=["c"])
    key = item.best()
    found = choices(item, [answer(item, r) for r in (key, key, "c")], [0.9, 0.7, 0.2])
    by_name = {c.name: c for c in found}
    assert (by_name[key].count, by_name[key].key, by_name[key].share) == (2, True, pytest.approx(2 / 3))
    assert by_name[key].elsewhere == pytest.approx(0.8)
    assert (by_name["c"].count, by_name["c"].unsafe, by_name["c"].elsewhere) == (1, True, 0.2)
    (rest,) = [c for c in found if c.name not in (key, "c")]
    assert (rest.count, rest.elsewhere) == (0, None)


@pytest.mark.parametrize("kind", COUNTED)
def test_a_best_answer_chooses_what_is_marked_best(kind: str) -> None:
    item = minimal(kind)
    best = item.variant(0).best()
    found = choices(item, [answer(item.variant(0), best)])
    chosen = {c.name for c in found if c.count}
    assert chosen
    assert chosen <= {c.name for c in found if c.key}
    assert not any(c.unsafe and c.count for c in found)


@given(answered(*COUNTED))
def test_unsafe_answers_are_counted_as_such(pair: tuple[ItemBase, Any]) -> None:
    item, response = pair
    mine = answer(item, response)
    if mine.response is None:
        return
    found = choices(item, [mine, mine])
    assert all(c.count in (0, 2) and c.count <= c.of for c in found)
    if item.type not in ("numeric", "syringe", "order"):  # whose unsafe answers are ranges and pairs
        assert {c.name for c in found if c.unsafe and c.count} == set(mine.unsafe)
    assert len({c.name for c in found}) == len(found)


@given(items(*COUNTED))
def test_nobody_chose_anything(item: ItemBase) -> None:
    assert all(c.count == c.of == 0 and c.share == 0 and c.elsewhere is None for c in choices(item, []))


def test_amounts_are_told_apart_by_what_went_wrong() -> None:
    item: Any = minimal("numeric", key=0.5, tolerance=0.0, unit="mL", units=["mL", "mg"], unsafe=[])
    given_ = [(0.5, "mL"), (5, "mL"), (0.05, "mL"), (0.5, "mg"), (0.7, "mL")]
    found = counted(item, *({"value": v, "unit": u} for v, u in given_))
    assert found == {"right": 1, "ten times": 1, "a tenth": 1, "unit": 1, "other": 1}


def test_ten_times_too_much_is_marked_where_it_would_harm() -> None:
    unsafe = [{"min": 4, "max": 100, "why": "Too much."}]
    item: Any = minimal("numeric", key=0.5, tolerance=0.0, unit="mL", units=[], unsafe=unsafe)
    assert {c.name for c in choices(item, []) if c.unsafe} == {"ten times", "unsafe"}
    assert counted(item, {"value": 5, "unit": "mL"}, {"value": 6, "unit": "mL"})["unsafe"] == 1


def test_a_learner_s_own_numbers_decide_what_is_right() -> None:
    sets = [{"values": {"x": 1}, "key": 1.0}, {"values": {"x": 2}, "key": 2.0}]
    item: Any = minimal("numeric", stem="Draw up {x} mL.", key=None, unit="mL", units=[], unsafe=[], variants=sets)
    mine = [Answer(1, 1, {"value": 2.0, "unit": "mL"}, variant=v) for v in (0, 1)]
    found = {c.name: c.count for c in choices(item, mine)}
    assert (found["right"], found["other"]) == (1, 1)


def test_steps_are_counted_at_their_place() -> None:
    item: Any = minimal("order")
    first, second, *rest = item.key
    found = counted(item, [second, first, *rest], list(item.key), [first])
    assert found["1"] == 2
    assert found["2"] == 1
    assert found["3"] == 2


def test_a_place_outside_every_zone() -> None:
    item: Any = minimal("hotspot")
    outside = next([x / 50, y / 50] for x in range(51) for y in range(51) if not item.zones_at((x / 50, y / 50)))
    assert counted(item, outside, item.best())["elsewhere"] == 1


@given(st.data())
def test_a_moment_counts_those_who_reached_it(data: st.DataObject) -> None:
    item, response = data.draw(answered("scenario"))
    mine = answer(item, response)
    if mine.response is None:
        return
    reached = {n for n, _, _ in item.walk(mine.response)}
    assert all(c.of == (c.name.partition(".")[0] in reached) for c in choices(item, [mine]))
