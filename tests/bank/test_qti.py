"""Items go to QTI 2.1 and come back the same; the package scores as this course does; what can't go is named."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from b12course.bank.errors import BankError
from b12course.bank.formats import from_qti, to_qti
from b12course.bank.formats.carried import MISSING_REASON
from b12course.bank.formats.qti_write import NS, Picture
from b12course.bank.items import ItemBase
from b12course.bank.loading import load_item, load_module
from b12course.bank.scoring import score
from tests.bank.strategies import TYPES, answered, minimal

ROOT = Path(__file__).parents[2]
BACK: tuple[str, ...] = (
    "single",
    "multiple",
    "select_n",
    "grouping",
    "matrix",
    "cloze",
    "drag_cloze",
    "highlight",
    "order",
)
BACK += ("numeric", "syringe", "text")
LOST = {"profile", "heading", "anchor", "variants", "label", "tolerance"}
Q = f"{{{NS}}}"


def picture(name: str) -> Picture:
    return Picture(b"\x89PNG", 1000, 800, f"Picture {name}")


def there_and_back(item: ItemBase) -> ItemBase:
    made = to_qti([item], picture)
    assert made.left_out == {}
    found = from_qti(made.content, "sites")
    assert found.left_out == {}
    (data,) = found.items
    return load_item(data)


def goes(item: ItemBase) -> bool:
    return item.type in BACK and item.variants() == 1 and getattr(item, "scoring", "") != "rationale"


def kept(item: ItemBase) -> dict[str, Any]:
    data = item.model_dump(mode="json", by_alias=True)
    for blank in data.get("blanks", {}).values():
        blank.pop("label")
    if item.type in ("numeric", "syringe"):
        data.pop("unsafe")
        data["working"] = data["working"] or MISSING_REASON
    if item.type == "numeric":
        data["margin"] = item.margin()  # type: ignore[attr-defined]
    return {k: v for k, v in data.items() if k not in LOST}


def real_items() -> list[Any]:
    files = sorted((ROOT / "assessments/items").glob("*.yaml")) + sorted((ROOT / "course/practice").glob("*.yaml"))
    return [pytest.param(i, id=i.id) for f in files for i in load_module(f, "us").items if goes(i)]


@pytest.mark.parametrize("item", real_items())
def test_real_items_come_back_the_same(item: ItemBase) -> None:
    assert kept(there_and_back(item)) == kept(item)


@given(answered())
def test_an_answer_scores_the_same_after_the_journey(pair: tuple[ItemBase, Any]) -> None:
    item, response = pair
    if not goes(item):
        return
    assert score(there_and_back(item), response).points == score(item, response).points


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_carried_or_named(kind: str) -> None:
    made = to_qti([minimal(kind)], picture)
    left = ("case", "scenario", "bowtie", "cloze_rationale", "matrix_multiple")
    assert ("one" in made.left_out) == (kind in left)
    assert (made.carried == ("one",)) == (kind not in left)


def documents(content: bytes) -> dict[str, ET.Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {n: ET.fromstring(package.read(n)) for n in package.namelist() if n.endswith(".xml")}


@pytest.mark.parametrize("kind", [t for t in TYPES if t in (*BACK, "hotspot")])
def test_references_inside_a_package_resolve(kind: str) -> None:
    """What the published schema can't see: every response has its interaction, every file its resource."""
    made = to_qti([minimal(kind)], picture)
    with zipfile.ZipFile(io.BytesIO(made.content)) as package:
        names = set(package.namelist())
    pages = documents(made.content)
    manifest = pages.pop("imsmanifest.xml")
    listed = {e.get("href") for e in manifest.iter() if e.tag.endswith("}file")}
    assert listed == names - {"imsmanifest.xml"}
    (item,) = pages.values()
    order = [e.tag.removeprefix(Q) for e in item]
    expected = ["responseDeclaration", "outcomeDeclaration", "itemBody", "responseProcessing", "modalFeedback"]
    assert sorted(order, key=expected.index) == order
    declared = {e.get("identifier") for e in item.iter(f"{Q}responseDeclaration")}
    asked = {e.get("responseIdentifier") for e in item.iter() if e.get("responseIdentifier")}
    assert declared == asked
    ids = [e.get("identifier") for e in item.find(f"{Q}itemBody").iter() if e.get("identifier")]  # type: ignore[union-attr]
    assert not [i for i in ids if i and i[0].isdigit()]
    if kind != "text":
        assert item.findall(f"{Q}responseProcessing/{Q}setOutcomeValue[@identifier='SCORE']")


@pytest.mark.parametrize("kind", [t for t in TYPES if t in (*BACK, "hotspot")])
def test_a_prompt_holds_no_paragraphs(kind: str) -> None:
    """QTI 2.1 models a prompt as inline content; its last schema is laxer, programs that read it are not all."""
    for page in documents(to_qti([minimal(kind)], picture).content).values():
        for prompt in page.iter(f"{Q}prompt"):
            assert not [e.tag for e in prompt.iter() if e.tag in (f"{Q}p", f"{Q}div", f"{Q}ul")]
            assert "".join(prompt.itertext()).strip()


def mapped(item: ET.Element, name: str, picks: list[str]) -> float:
    """Score picks as QTI's mapResponse does."""
    (declared,) = [d for d in item.iter(f"{Q}responseDeclaration") if d.get("identifier") == name]
    mapping = declared.find(f"{Q}mapping")
    assert mapping is not None
    points = {e.get("mapKey"): float(e.get("mappedValue", "")) for e in mapping}
    return max(float(mapping.get("lowerBound", "")), sum(points.get(p, 0.0) for p in picks))


@pytest.mark.parametrize("picks", [["a"], ["a", "b"], ["a", "c"], ["c", "d"], ["a", "b", "c", "d", "e"]])
def test_wrong_picks_cost_in_qti_what_they_cost_here(picks: list[str]) -> None:
    item = minimal("multiple")
    (page,) = [p for n, p in documents(to_qti([item]).content).items() if n != "imsmanifest.xml"]
    assert mapped(page, "RESPONSE", picks) == score(item, picks).points


def test_the_same_items_make_the_same_bytes() -> None:
    items = [minimal(k, id=f"item-{n}") for n, k in enumerate(BACK)]
    assert to_qti(items).content == to_qti(items).content


FOREIGN = """<?xml version="1.0"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="needle" title="Needle">
<responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="identifier">
<correctResponse><value>X</value><value>Y</value></correctResponse></responseDeclaration>
<itemBody><p>Look at the tray.</p><choiceInteraction responseIdentifier="RESPONSE" maxChoices="0">
<prompt>What is sterile?</prompt><simpleChoice identifier="X">The needle</simpleChoice>
<simpleChoice identifier="Y">The <strong>tip</strong></simpleChoice><simpleChoice identifier="Z">The tray</simpleChoice>
</choiceInteraction></itemBody></assessmentItem>"""


def test_what_others_wrote_is_read_and_what_is_missing_is_named() -> None:
    found = from_qti(FOREIGN.encode(), "routes")
    (data,) = found.items
    assert data["type"] == "multiple"
    assert data["stem"] == "Look at the tray.\n\nWhat is sterile?"
    assert data["options"]["y"] == "The **tip**"
    assert data["key"] == ["x", "y"]
    assert set(found.to_do["needle"]) == {"objective", "step", "level", "sources", "rationale"}
    load_item(data)


def test_an_item_without_a_known_interaction_is_named() -> None:
    other = FOREIGN.replace("choiceInteraction", "drawingInteraction").replace("simpleChoice", "p")
    assert from_qti(other.encode(), "routes").left_out == {"needle": "no interaction in it is one that this course has"}


def zipped(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, data in files.items():
            package.writestr(name.replace("_", "."), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is neither a QTI content package"),
        (b"<quiz/>", "is neither a QTI content package"),
        (zipped(other_xml=b"<a/>"), "holds no imsmanifest.xml"),
        (zipped(imsmanifest_xml=b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'), "holds no imsmanifest.xml"),
        (zipped(imsmanifest_xml=b"0" * 20_000_001), "unpacks to more than"),
    ],
)
def test_a_file_that_is_something_else_is_refused(content: bytes, said: str) -> None:
    with pytest.raises(BankError, match=said) as raised:
        from_qti(content, "sites")
    assert len(raised.value.findings) == 1
