"""A learner's machine gets no key; each learner gets an order and numbers that stay the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from b12course.bank.items import ItemBase
from b12course.bank.learner_view import for_learner, variant_number
from b12course.bank.loading import load_module
from tests.bank.strategies import MINIMAL, TYPES, base, build, choices, gaps, item_data, items, minimal

ROOT = Path(__file__).parents[2]
FILES = [
    ROOT / "tests" / "gallery.yaml",
    *sorted((ROOT / "course" / "practice").glob("*.yaml")),
    *sorted((ROOT / "assessments" / "items").glob("*.yaml")),
]
PRIVATE_FIELDS = {
    *("key", "rationale", "unsafe", "why", "working", "zones", "elsewhere", "tolerance", "margin", "anchor", "scoring"),
    *(
        "model_answer",
        "full",
        "part",
        "sources",
        "profile",
        "misconceptions",
        "objective",
        "read",
        "critical",
        "partial",
    ),
}


def fields(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield every name that a JSON value uses for a field, however deep, with what it holds."""
    if isinstance(value, dict):
        for k, v in value.items():
            yield k, v
            yield from fields(v)
    elif isinstance(value, list):
        for v in value:
            yield from fields(v)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for v in value.values():
            yield from texts(v)
    elif isinstance(value, list):
        for v in value:
            yield from texts(v)


def reasons_of(item: ItemBase) -> set[str]:
    """Every text that explains the answer; ids, units and the names of a rubric's lines are left out."""
    private = item.private()
    for name in ("objective", "read", "sources"):
        private.pop(name)
    long_enough = {t for t in texts(private) if len(t) > 11}
    if item.type == "text":
        long_enough -= {c["name"] for c in private["rubric"]}
    return long_enough


def assert_no_key_material(item: ItemBase) -> None:
    public = item.public()
    names = [k for k, _ in fields(public)]
    assert not PRIVATE_FIELDS & set(names)
    # The item's own points are known to nbgrader; what a single option, choice or zone earns is not.
    lists = [vs for k, vs in fields(public) if k in ("options", "choices", "tokens", "places", "rows")]
    options = [v for vs in lists for v in vs if isinstance(v, dict)]  # the rows of a table are lists of words
    assert all(set(o) <= {"id", "text", "at", "to"} for o in options)
    told = json.dumps(public, ensure_ascii=False)
    for reason in reasons_of(item):
        assert json.dumps(reason, ensure_ascii=False)[1:-1] not in told


def all_items() -> list[Any]:
    return [pytest.param(i, id=f"{p.parent.name}/{p.stem}/{i.id}") for p in FILES for i in load_module(p).items]


@pytest.mark.parametrize("item", all_items())
def test_the_public_half_of_a_real_item_holds_no_key_material(item: ItemBase) -> None:
    assert_no_key_material(item)
    for n in range(item.variants()):
        assert_no_key_material(item.variant(n))


@given(items())
def test_the_public_half_of_any_item_holds_no_key_material(item: ItemBase) -> None:
    assert_no_key_material(item)
    assert "Why" not in json.dumps(item.public())  # all made-up reasons begin so


def test_where_a_way_ends_and_what_came_of_a_choice_is_told_with_the_key_alone() -> None:
    """Not even by the name of the end that a choice leads to."""
    item = minimal("scenario")
    public, private = item.public(), item.private()
    assert set(public["nodes"]) == {"home", "thigh"}
    assert {c["id"]: c["to"] for c in public["nodes"]["home"]["choices"]} == {"a": "thigh", "b": None}
    for told in ("Then thigh", "Then hurt", "The story ends", "harm", "Done well"):
        assert told not in json.dumps(public)
        assert told in json.dumps(private)
    assert private["ends"][private["choices"]["home"]["b"]["end"]]["kind"] == "harm"
    assert private["choices"]["home"]["a"]["end"] is None


def test_a_story_that_runs_straight_says_so() -> None:
    forked = minimal("scenario")
    nodes = MINIMAL["scenario"]["nodes"]
    way = {
        n: {**nodes[n], "choices": {c: v | {"to": to} for c, v in nodes[n]["choices"].items()}}
        for n, to in (("home", "thigh"), ("thigh", "fine"))
    }
    straight = minimal("scenario", nodes={**way, "fine": nodes["fine"]})
    assert (forked.forks(), straight.forks()) == (["home", "thigh"], [])
    assert "depends on it" in forked.public()["instruction"]
    assert "in the same way, whatever you choose" in straight.public()["instruction"]


def other_key(data: dict[str, Any]) -> dict[str, Any]:
    """Return a simple item with another key of the same size, where it has room for one."""
    kind, data = data["type"], json.loads(json.dumps(data))

    def turned(key: list[str], names: list[str]) -> list[str]:
        names = sorted(names)
        return [names[(names.index(k) + 1) % len(names)] for k in key]

    match kind:
        case "single":
            data["key"] = turned([data["key"]], data["options"])[0]
        case "multiple" | "select_n" | "order":
            data["key"] = turned(data["key"], data["options"])
        case "highlight":
            data["key"] = turned(data["key"], data["rationale"])
        case "grouping":
            for g in data["groups"].values():
                g["key"] = turned(g["key"], g["options"])
        case "matrix":
            data["key"] = {r: turned([c], data["columns"])[0] for r, c in data["key"].items()}
        case "matrix_multiple":
            data["key"] = {r: turned(cs, data["columns"]) for r, cs in data["key"].items()}
        case "cloze" | "cloze_rationale":
            for b in data["blanks"].values():
                b["key"] = turned([b["key"]], b["options"])[0]
        case "drag_cloze":
            data["key"] = {b: turned([t], data["tokens"])[0] for b, t in data["key"].items()}
        case "bowtie":
            for side in ("actions", "parameters"):
                data[side]["key"] = turned(data[side]["key"], data[side]["options"])
            data["condition"]["key"] = turned([data["condition"]["key"]], data["condition"]["options"])[0]
        case "hotspot":
            data["key"] = turned(data["key"], data["zones"])
            middle = [sum(axis) / 4 for axis in zip(*data["zones"][data["key"][0]]["polygon"], strict=True)]
            assume(middle in [p["at"] for p in data["places"].values()] or len(data["zones"]) == 1)
    return data


def mended(value: Any) -> Any:
    """Return the data with every reason and source written anew and nothing unsafe."""
    if isinstance(value, dict):
        out = {k: mended(v) for k, v in value.items() if k not in ("unsafe", "tolerance")}
        if isinstance(value.get("rationale"), dict):
            out["rationale"] = {k: f"Mended {v}" for k, v in value["rationale"].items()}
        texts = ("why", "working", "elsewhere", "model_answer", "full", "consequence", "title")
        return (
            out
            | {k: f"Mended {value[k]}" for k in texts if k in value}
            | ({"sources": ["other"]} if "sources" in value else {})
        )
    return [mended(v) for v in value] if isinstance(value, list) else value


@given(item_data())
def test_mended_reasons_and_keys_leave_the_version_as_it_is(data: dict[str, Any]) -> None:
    before = build(data)
    after = build(mended(data))
    assert after.version == before.version
    assert after.public() == before.public()
    assert after.private() != before.private()
    assert build(other_key(mended(data))).version == before.version


def test_a_key_of_another_size_leaves_the_version_as_it_is() -> None:
    more = MINIMAL["multiple"] | {"key": ["a", "b", "c"]}
    assert build(more).version == minimal("multiple").version
    questions = MINIMAL["case"]["items"]
    case = build(MINIMAL["case"], items=[*questions[:3], questions[3] | {"key": ["a", "b", "c"]}, *questions[4:]])
    assert case.max_points == minimal("case").max_points + 1
    assert case.version == minimal("case").version


def edits(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the data with one text that learners read changed, for each such text."""
    seen = ("stem", "text", "label", "header", "name")

    def walk(value: Any, inside: str) -> Iterator[Any]:
        if isinstance(value, str) and inside in (*seen, "options", "rows", "columns", "tokens"):
            yield value + " now"
        elif isinstance(value, dict):
            for k, v in value.items():
                if k == "zones" or "end" in value:  # places and endings are told only with the key
                    continue
                here = k if not isinstance(v, str) or inside not in ("options", "rows", "columns", "tokens") else inside
                for new in walk(v, here):
                    yield {**value, k: new}
        elif isinstance(value, list):
            for n, v in enumerate(value):
                for new in walk(v, inside):
                    yield [*value[:n], new, *value[n + 1 :]]

    yield from walk(data, "")


@pytest.mark.parametrize("kind", TYPES)
def test_a_changed_word_on_screen_changes_the_version(kind: str) -> None:
    before = minimal(kind).version
    changed = list(edits(MINIMAL[kind]))
    assert len(changed) >= 1
    for data in changed:
        assert build(data).version != before, data


@pytest.mark.parametrize(
    "change", [{"id": "two"}, {"stem": "What next?"}, {"options": {"a": "Option a", "b": "Option b", "d": "Option c"}}]
)
def test_id_stem_and_option_ids_are_part_of_the_version(change: dict[str, Any]) -> None:
    data = base("single", options={"a": "Option a", "b": "Option b", "c": "Option c"}, key="a")
    reasons = dict.fromkeys(change.get("options", data["options"]), "Why")
    assert build(data | change, rationale=reasons).version != build(data, rationale=dict.fromkeys("abc", "Why")).version


# -- one learner's view -----------------------------------------------------------------------

LISTS = ("options", "tokens", "places", "choices")


def lists_of(view: Any) -> Iterator[list[str]]:
    for name, value in fields(view):
        if name in (*LISTS, "rows") and isinstance(value, list) and value and isinstance(value[0], dict):
            yield [v["id"] for v in value]


def bare(value: Any) -> Any:
    """Return the view with every list of options in one canonical order."""
    if isinstance(value, dict):
        return {
            k: sorted(map(bare, v), key=lambda o: o["id"])
            if k in (*LISTS, "rows") and isinstance(v, list) and all(isinstance(o, dict) for o in v)
            else bare(v)
            for k, v in value.items()
        }
    return [bare(v) for v in value] if isinstance(value, list) else value


@given(items(), st.text(max_size=10))
def test_a_view_holds_the_same_things_in_some_order(item: ItemBase, learner: str) -> None:
    assume(item.variants() == 1)
    public = item.public()
    before = json.dumps(public)
    view = for_learner(public, learner)
    assert bare(view) == bare(public)
    assert json.dumps(public) == before  # the original is left alone
    assert for_learner(public, learner) == view


@given(item_data(), st.sampled_from(["ada", "bo", "chi"]))
def test_the_order_in_the_file_does_not_show(data: dict[str, Any], learner: str) -> None:
    """Authors tend to put the right answer first."""

    def turned(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: turned(v) for k, v in reversed(value.items())}
        return [turned(v) for v in value] if isinstance(value, list) else value

    options = ("options", "tokens", "places")
    one = for_learner(build(data).public(), learner)
    other = for_learner(build(turned(data)).public(), learner)
    for name in (n for n in options if n in one):
        assert [o["id"] for o in one[name]] == [o["id"] for o in other[name]]
    assert sorted(map(tuple, lists_of(one))) == sorted(map(tuple, lists_of(other)))


def orders(item: ItemBase, learners: int) -> set[str]:
    return {json.dumps(list(lists_of(for_learner(item.public(), f"learner-{n}")))) for n in range(learners)}


@pytest.mark.parametrize("kind", [t for t in TYPES if t not in ("numeric", "syringe", "text", "highlight")])
def test_two_learners_see_different_orders(kind: str) -> None:
    assert len(orders(minimal(kind), 12)) > 1


def test_options_that_start_with_the_same_number_are_shuffled_too() -> None:
    options = {"a": "1 mL slowly", "b": "1 mL fast", "c": "1 mL now", "d": "1 mL later"}
    item = build(base("single", options=options, rationale=dict.fromkeys("abcd", "Why"), key="a"))
    assert len(orders(item, 20)) > 5


AMOUNTS = [
    ["5/8 in.", "1 in.", "1 1/4 in.", "1.5 in.", "2 in."],
    ["0.25 mL", "0.5 mL", "2.5 mL", "10 mL"],
    ["100 mcg", "500 mcg", "1,000 mcg", "10,000 mcg"],
    ["1/2 in.", "5/8 in.", "3/4 in."],
    ["45 degrees", "90 degrees"],
]


@pytest.mark.parametrize("amounts", AMOUNTS, ids=lambda a: a[0])
@given(data=st.data(), learner=st.text(max_size=5))
def test_amounts_ascend_for_everyone(amounts: list[str], data: st.DataObject, learner: str) -> None:
    ids = data.draw(st.permutations("abcdefgh"[: len(amounts)]))
    listed = dict(data.draw(st.permutations(list(zip(ids, amounts, strict=True)))))
    blank = {"options": listed, "key": ids[0], "rationale": dict.fromkeys(ids, "Why")}
    single = for_learner(build(base("single", **blank)).public(), learner)
    cloze = for_learner(build(base("cloze", text=gaps(["b1"]), blanks={"b1": blank})).public(), learner)
    assert [o["text"] for o in single["options"]] == amounts
    assert [o["text"] for o in cloze["blanks"][0]["options"]] == amounts


def test_steps_to_put_in_order_are_not_put_in_order() -> None:
    """Amounts ascend in a list of options; in an ordering item that would be the answer."""
    steps = {"a": "5/8 in.", "b": "1 in.", "c": "1.5 in.", "d": "2 in."}
    item = build(base("order", options=steps, key=list("abcd"), rationale=dict.fromkeys("abcd", "Why")))
    assert len(orders(item, 20)) > 5


def test_words_among_amounts_make_a_list_that_is_shuffled() -> None:
    options = {"a": "1 finger width", "b": "2 finger widths", "c": "one hand"}
    item = build(base("single", options=options, rationale=dict.fromkeys("abc", "Why"), key="a"))
    assert len(orders(item, 20)) > 2


VIEWS = """
import json, sys
from pathlib import Path
from b12course.bank.learner_view import for_learner
from b12course.bank.loading import load_module
items = [i.public() for i in load_module(Path(sys.argv[1])).items]
print(json.dumps({who: [for_learner(i, who) for i in items] for who in ("ada", "b\\u00f6", "")}))
"""


def test_a_fresh_process_shows_the_same(tmp_path: Path) -> None:
    gallery = ROOT / "tests" / "gallery.yaml"
    here = {who: [for_learner(i.public(), who) for i in load_module(gallery).items] for who in ("ada", "bö", "")}
    for seed in ("0", "4711"):
        run = subprocess.run(
            [sys.executable, "-c", VIEWS, str(gallery)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=tmp_path,
            capture_output=True,
            check=True,
        )
        assert json.loads(run.stdout) == here


def test_the_right_answer_stands_in_every_place_equally_often() -> None:
    """Chi-square over 4 places: above 16.3 in one of 1,000 fair shuffles; 30 in fewer than one of 500,000."""
    item = build(base("single", **choices("abcd", "a")))
    learners = 2000
    places = Counter(
        [o["id"] for o in for_learner(item.public(), f"learner-{n}")["options"]].index("a") for n in range(learners)
    )
    expected = learners / 4
    assert sum((places[p] - expected) ** 2 / expected for p in range(4)) < 30


def test_over_one_learners_quiz_the_right_answer_moves_about() -> None:
    data = base("single", **choices("abcd", "a"))
    places = Counter(
        [o["id"] for o in for_learner(build(data, id=f"q-{n}").public(), "ada")["options"]].index("a")
        for n in range(400)
    )
    assert sum((places[p] - 100) ** 2 / 100 for p in range(4)) < 30


# -- variants ---------------------------------------------------------------------------------

VARIANTS = base(
    "numeric",
    unit="mL",
    variants=[{"values": {"dose": d}, "key": d / 1000} for d in (250, 500, 750, 1000, 1500)],
) | {"stem": "Draw up {dose} mcg. Set braces like {} or {0.x} aside."}


def test_a_learner_gets_one_set_of_numbers_and_the_grader_the_same() -> None:
    item = build(VARIANTS)
    for learner in ("ada", "bo", "chi", ""):
        view = for_learner(item.public(), learner)
        assert "variants" not in view
        assert view["variant"] == variant_number("one", learner, 5)
        assert view["stem"] == item.variant(view["variant"]).stem
        assert view["version"] == item.version


@pytest.mark.parametrize("asked_before", [True, False])
def test_all_variants_share_the_version_of_the_item(asked_before: bool) -> None:
    item = build(VARIANTS)
    before = item.version if asked_before else ""
    versions = {item.variant(n).version for n in range(5)}
    assert versions == {item.version}
    assert before in ("", item.version)


def test_a_class_gets_all_the_sets() -> None:
    views = [for_learner(build(VARIANTS).public(), f"learner-{n}") for n in range(500)]
    counts = Counter(v["variant"] for v in views)
    assert sum((counts[n] - 100) ** 2 / 100 for n in range(5)) < 35
    assert "Draw up 1,500 mcg." in {v["stem"][:18] for v in views}
