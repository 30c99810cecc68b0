"""Items go to Moodle XML and come back the same; what can't go is named; what others wrote is read or named."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from b12course.bank.errors import BankError
from b12course.bank.formats import from_moodle, to_moodle
from b12course.bank.formats.carried import MISSING_REASON, as_text
from b12course.bank.items import ItemBase
from b12course.bank.loading import load_item, load_module
from b12course.bank.scoring import score
from tests.bank.strategies import TYPES, Data, answered, choices, minimal, options, reasons

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


def steps(count: int) -> Data:
    names = [f"step-{letter}" for letter in "abcdefghijkl"[:count]]
    return {"options": options(names), "rationale": reasons(names), "key": [*names[1::2], *names[::2]]}


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


# What Moodle's importer holds a file to, as its own source says (question/engine/bank.php, lib/moodlelib.php,
# question/type/multianswer): fractions come from this list, tags are cut and cleaned, a gap is decoded once.
FRACTIONS = {0, 1, 0.05, *(n / 10 for n in range(1, 10)), *(p / q for q in range(1, 7) for p in range(q)), 1 / 7, 1 / 8}
FRACTIONS |= {1 / 9}
CLEANED = re.compile(r"[<>`\x00-\x1f\x7f]|\s\s")


@pytest.mark.parametrize("keys", range(1, 11))
def test_moodle_takes_every_fraction(keys: int) -> None:
    names = "abcdefghijkl"[: keys + 1]
    item = minimal("multiple", **choices(names, list(names[:keys])), unsafe=[])
    for answer in ET.fromstring(to_moodle([item]).content).iter("answer"):
        share = abs(float(answer.get("fraction", ""))) / 100
        assert min(abs(share - known) for known in FRACTIONS) < 1e-5


def test_more_right_answers_than_moodle_has_fractions_for_are_named() -> None:
    item = minimal("multiple", **choices("abcdefghijkl", list("abcdefghijk")), unsafe=[])
    assert "more than 10 right answers" in to_moodle([item]).left_out["one"]


@given(answered())
def test_tags_outlive_what_moodle_does_to_them(pair: tuple[ItemBase, Any]) -> None:
    for tag in ET.fromstring(to_moodle([pair[0]]).content).findall("question/tags/tag/text"):
        assert len(tag.text or "") <= 50
        assert not CLEANED.search(tag.text or "")


def test_long_lists_come_back_whole_and_in_any_order() -> None:
    item = minimal(
        "order", **steps(12), unsafe=["step-a>step-b", "step-c>step-l"], sources=["a-source-with-a-long-name"] * 3
    )
    quiz = ET.fromstring(to_moodle([item]).content)
    tags = quiz.find("question/tags")
    assert tags is not None
    tags[:] = reversed(tags)
    (data,) = from_moodle(ET.tostring(quiz), "sites").items
    assert load_item(data) == item


AWKWARD = "~ = # {x} % \\ 2 < 3 & **bold** 50%"


@pytest.mark.parametrize("where", ["options", "rationale"])
def test_a_gap_says_in_moodle_what_it_says_here(where: str) -> None:
    blank = choices("abc", "a")
    blank[where] = {k: f"{AWKWARD} {k}" for k in "abc"}
    item = minimal("cloze", text="Give {b1} now.", blanks={"b1": blank}, unsafe=[])
    text = ET.fromstring(to_moodle([item]).content).findtext("question/questiontext/text") or ""
    found = re.search(r"\{1:MULTICHOICE_S:([^{}]*)\}", text)
    assert found
    shown = [re.split("(?<!&)#", part, maxsplit=1) for part in found[1].split("~")]
    seen = [as_text(unescape(part[where == "rationale"].removeprefix("="))) for part in shown]
    assert seen == list(blank[where].values())
    assert found[1].startswith("=")
    assert there_and_back(item) == item


def test_a_wrong_answer_does_not_hide_the_reasons() -> None:
    """Moodle drops feedback beside a step, and shows an amount's only to those who had it right."""
    for kind in ("order", "numeric", "matrix", "drag_cloze"):
        question = ET.fromstring(to_moodle([minimal(kind)]).content).find("question")
        assert question is not None
        assert "Why" in (question.findtext("generalfeedback/text") or "")
        assert not question.findall("answer/feedback")


@pytest.mark.parametrize(("units", "said"), [([], "in mL."), (["mL", "mcg"], "its unit: mL, mcg.")])
def test_an_amount_says_which_unit_to_type(units: list[str], said: str) -> None:
    item = minimal("numeric", units=units)
    text = ET.fromstring(to_moodle([item]).content).findtext("question/questiontext/text") or ""
    assert text.endswith(f"{said}</p>")
    assert there_and_back(item).stem == item.stem


def test_two_questions_with_one_id_number_become_two_items() -> None:
    made = ET.fromstring(to_moodle([minimal("single")]).content)
    made.append(made[0])
    found = from_moodle(ET.tostring(made), "sites")
    assert [i["id"] for i in found.items] == ["one", "sites-02"]
    assert found.to_do == {"sites-02": ["id"]}


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
