"""Items go to Moodle XML and come back the same; what can't go is named; what others wrote is read or named."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from b12course.bank.errors import BankError
from b12course.bank.formats import from_moodle, to_moodle
from b12course.bank.formats.carried import MISSING_REASON
from b12course.bank.items import ItemBase
from b12course.bank.loading import load_item, load_module
from b12course.bank.scoring import score
from tests.bank.strategies import TYPES, answered, minimal

ROOT = Path(__file__).parents[2]
CARRIED = ("single", "multiple", "select_n", "matrix", "numeric", "cloze", "drag_cloze", "order", "text")
# What Moodle has no field for, beside what the course keeps in tags.
LOST = {"profile", "heading", "anchor", "scoring", "variants", "label"}


def there_and_back(item: ItemBase) -> ItemBase:
    found = from_moodle(to_moodle([item]).content, "sites")
    assert found.left_out == {}
    assert found.to_do == {}
    (data,) = found.items
    return load_item(data)


def kept(item: ItemBase) -> dict[str, Any]:
    data = item.model_dump(mode="json", by_alias=True)
    for blank in data.get("blanks", {}).values():
        blank.pop("label")
    if item.type == "numeric":
        data.pop("unsafe")
        data["tolerance"] = item.margin()  # type: ignore[attr-defined]
        data["units"] = data["units"] or [data["unit"]]
    return {k: v for k, v in data.items() if k not in LOST}


def real_items() -> list[Any]:
    files = sorted((ROOT / "assessments/items").glob("*.yaml")) + sorted((ROOT / "course/practice").glob("*.yaml"))
    items = [i for f in files for i in load_module(f, "us").items]
    carried = [i for i in items if i.type in CARRIED and i.variants() == 1 and not getattr(i, "table", None)]
    return [pytest.param(i, id=i.id) for i in carried]


@pytest.mark.parametrize("item", real_items())
def test_real_items_come_back_the_same(item: ItemBase) -> None:
    assert kept(there_and_back(item)) == kept(item)


@given(answered())
def test_an_answer_scores_the_same_after_the_journey(pair: tuple[ItemBase, Any]) -> None:
    item, response = pair
    if item.id in to_moodle([item]).left_out or item.variants() > 1:
        return
    back = there_and_back(item)
    assert score(back, response).points == score(item, response).points
    assert back.best() == item.best() or item.type in ("numeric", "text")


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_carried_or_named(kind: str) -> None:
    made = to_moodle([minimal(kind)])
    assert (made.carried == ("one",)) == (kind in CARRIED)
    assert ("one" in made.left_out) == (kind not in CARRIED)
    assert all("Moodle has no question type for this" in why for why in made.left_out.values())


def test_wrong_picks_cost_in_moodle_what_they_cost_here() -> None:
    item = minimal("multiple")
    fractions = [float(a.get("fraction", "")) for a in ET.fromstring(to_moodle([item]).content).iter("answer")]
    keys = set(item.best())
    for picks in ([0], [0, 1], [0, 1, 2], [2, 3], list(range(len(fractions)))):
        theirs = max(0.0, sum(fractions[i] for i in picks)) / 100
        ours = score(item, sorted(list(item.public()["options"])[i]["id"] for i in picks))
        assert theirs == pytest.approx(ours.points / ours.max_points, abs=1e-4)
    assert keys


def test_each_set_of_numbers_is_a_question_of_its_own() -> None:
    module = load_module(ROOT / "assessments/items/05_preparation.yaml", "us")
    item = next(i for i in module.items if i.type == "numeric" and i.variants() > 1)
    made = to_moodle([item])
    back = from_moodle(made.content, "preparation").items
    assert len(back) == item.variants()
    assert [b["key"] for b in back] == [item.variant(n).best()["value"] for n in range(item.variants())]
    assert f"{item.variants()} questions" in made.changed[item.id]
    assert not any("{" in b["stem"] for b in back)


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?><quiz>
<question type="category"><category><text>$course$/top</text></category></question>
<question type="multichoice"><name><text>Needle</text></name>
 <questiontext format="html"><text><![CDATA[<p>Which needle is <b>thinner</b>?</p>]]></text></questiontext>
 <single>true</single>
 <answer fraction="0"><text>22 G</text><feedback><text></text></feedback></answer>
 <answer fraction="100"><text>25 G</text><feedback><text>Higher is thinner.</text></feedback></answer></question>
<question type="calculated"><name><text>Sum</text></name><questiontext><text>2 + {a}</text></questiontext></question>
<question type="multichoice"><name><text>Half</text></name><questiontext><text>?</text></questiontext>
 <single>true</single>
 <answer fraction="50"><text>A</text></answer><answer fraction="100"><text>B</text></answer></question>
</quiz>"""


def test_what_others_wrote_is_read_and_what_is_missing_is_named() -> None:
    found = from_moodle(FOREIGN.encode(), "routes")
    (data,) = found.items
    assert data["stem"] == "Which needle is **thinner**?"
    assert data["key"] == "b"
    assert data["rationale"] == {"a": MISSING_REASON, "b": "Higher is thinner."}
    assert found.to_do == {"routes-02": ["id", "objective", "step", "level", "sources", "rationale"]}
    assert set(found.left_out) == {"Sum", "Half"}
    assert "no item type for Moodle's 'calculated'" in found.left_out["Sum"]
    load_item(data)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no Moodle XML that can be read"),
        (b"<quiz><question>", "no Moodle XML that can be read"),
        (b'<!DOCTYPE q [<!ENTITY a "aaaa">]><quiz>&a;</quiz>', "no Moodle XML that can be read"),
        (b"<html></html>", "starts with <html>, not <quiz>"),
    ],
)
def test_a_file_that_is_something_else_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(BankError, match=said) as raised:
        from_moodle(content, "sites")
    assert len(raised.value.findings) == 1
