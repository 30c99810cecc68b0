"""A faulty file is one BankError that names file, line and item, and says what to do."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from b12course.bank import yamlfile
from b12course.bank.errors import BankError, Finding
from b12course.bank.loading import load_bank, load_module
from b12course.bank.released import read_items
from tests.bank.strategies import MINIMAL, build, choice, ending, item_data, minimal, node

HEAD = "module: sites\nitems:\n"
GOOD = """\
  - id: {id}
    type: single
    stem: What now?
    options: {{a: Press, b: Rub}}
    key: a
    rationale: {{a: Why press, b: Why rub}}
    objective: sites.1
    step: take_action
    level: apply
    sources: [some-source]
"""


def write(folder: Path, text: str, name: str = "04_sites.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path, profile: str | None = None) -> list[Finding]:
    with pytest.raises(BankError) as caught:
        load_module(path, profile)
    assert str(caught.value) == "\n".join(str(f) for f in caught.value.findings)
    return caught.value.findings


def spoilt(line: str, replacement: str) -> str:
    """Return two good items and between them one with a line replaced; ``#!`` marks where the fault stands."""
    bad = GOOD.format(id="bad")
    assert line in bad
    return HEAD + GOOD.format(id="first") + bad.replace(line, replacement) + GOOD.format(id="last")


def marked_line(text: str) -> int:
    return next(n for n, line in enumerate(text.splitlines(), 1) if "#!" in line)


ONE_FAULT = {
    "unknown type": ("    type: single\n", "    type: singel\n", "type singel is unknown: use one of single, multiple"),
    "no type": ("    type: single\n", "", "'type' is missing: say which kind"),
    "typo in a field": (
        "    level: apply\n",
        "    levle: apply  #!\n    level: apply\n",
        "'levle' is not a field of this type",
    ),
    "field left out": ("    stem: What now?\n", "", "'stem' is missing: add it"),
    "no source": ("    sources: [some-source]\n", "    sources: []  #!\n", "'sources'"),
    "key names no option": (
        "    key: a\n",
        "    key: e  #!\n",
        "key names 'e', which is not an option: use one of a, b",
    ),
    "key is no id": ("    key: a\n", "    key: [a]  #!\n", "'key'"),
    "rationale is missing for an option": (
        "    rationale: {a: Why press, b: Why rub}\n",
        "    rationale: {a: Why press}  #!\n",
        "rationale is missing for b: say why each option is right or wrong",
    ),
    "rationale for no option": (
        "    rationale: {a: Why press, b: Why rub}\n",
        "    rationale: {a: Why press, b: Why rub, c: Why wait}  #!\n",
        "rationale names 'c', which is not an option",
    ),
    "empty text": ("    stem: What now?\n", "    stem: ''  #!\n", "'stem'"),
    "empty option": ("b: Rub}", "b: ''}  #!", "'options.b'"),
    "one option only": ("{a: Press, b: Rub}", "{a: Press}  #!", "'options'"),
    "an option's id with a capital": ("{a: Press, b: Rub}", "{a: Press, B: Rub}  #!", "'options.B"),
    "a number for a text": ("b: Rub}", "b: 45}  #!", "'options.b'"),
    "unsafe is also a key": (
        "    key: a\n",
        "    key: a\n    unsafe: [b, a]  #!\n",
        "unsafe names a, which the key calls right",
    ),
    "unsafe names no option": ("    key: a\n", "    key: a\n    unsafe: [c]  #!\n", "unsafe names 'c'"),
    "unknown step": ("    step: take_action\n", "    step: act  #!\n", "'step'"),
    "objective of the wrong form": ("    objective: sites.1\n", "    objective: Sites 1  #!\n", "'objective'"),
    "profile breaks the item": (
        "    level: apply\n",
        "    level: apply\n    profile:\n      uk:\n        key: z  #!\n",
        "profile 'uk': key names 'z', which is not an option",
    ),
    "profile breaks a field": (
        "    level: apply\n",
        "    level: apply\n    profile:\n      uk:\n        stem: ''  #!\n",
        "profile 'uk': 'stem'",
    ),
    "typo in a profile": (
        "    level: apply\n",
        "    level: apply\n    profile:\n      uk:\n        kee: b  #!\n",
        "profile 'uk': 'kee' is not a field of this type",
    ),
    "unknown profile": (
        "    level: apply\n",
        "    level: apply\n    profile: {fr: {key: b}}  #!\n",
        "profile 'fr' is unknown: use us",
    ),
    "profile changes the type": (
        "    level: apply\n",
        "    level: apply\n    profile: {uk: {type: multiple}}  #!\n",
        "profile 'uk' changes type, which must stay the same",
    ),
}


@pytest.mark.parametrize("name", ONE_FAULT)
def test_one_fault_in_one_item(tmp_path: Path, name: str) -> None:
    line, replacement, words = ONE_FAULT[name]
    text = spoilt(line, replacement)
    found = faults(write(tmp_path, text))
    assert len(found) == 1
    assert words in found[0].what
    assert (found[0].file, found[0].item) == (tmp_path / "04_sites.yaml", "bad")
    bad_starts = text[: text.index("- id: bad")].count("\n") + 1
    assert found[0].line == (marked_line(text) if "#!" in text else bad_starts)
    assert str(found[0]).startswith(f"{tmp_path}/04_sites.yaml:{found[0].line}: item bad: ")
    assert "\n" not in found[0].what


NOT_YAML = {
    "tab": ("    stem: What now?\n", "\tstem: What now?  #!\n", "not tabs"),
    "text with a colon": ("    stem: What now?\n", "    stem: The order: 1 mL  #!\n", "quotes"),
    "open quote": ("    stem: What now?\n", '    stem: "What now?  #!\n', "quote"),
    "open bracket": ("    sources: [some-source]\n", "    sources: [some-source  #!\n", "bracket"),
    "open brace": ("{a: Press, b: Rub}", "{a: Press, b: Rub  #!", "bracket"),
    "name given twice": ("    key: a\n", "    key: a\n    key: b  #!\n", 'duplicate key "key"'),
    "wrong indent": ("    key: a\n", "   key: a  #!\n", "ndent"),
    "unknown escape": ("    stem: What now?\n", '    stem: "Give 1\\mL"  #!\n', "escape"),
}


@pytest.mark.parametrize("name", NOT_YAML)
def test_what_is_not_yaml_names_the_line_and_the_item(tmp_path: Path, name: str) -> None:
    line, replacement, words = NOT_YAML[name]
    text = spoilt(line, replacement)
    found = faults(write(tmp_path, text))
    assert len(found) == 1
    assert (found[0].line, found[0].item) == (marked_line(text), "bad")
    assert words in found[0].what
    assert "\n" not in found[0].what


def test_broken_bytes_and_files(tmp_path: Path) -> None:
    latin = tmp_path / "latin.yaml"
    latin.write_bytes((HEAD + GOOD.format(id="first")).encode() + "    # Kanüle\n".encode("latin-1"))
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    os.mkfifo(tmp_path / "pipe.yaml")
    write(tmp_path, "# only a comment\n", "empty.yaml")
    write(tmp_path, "- id: first\n", "list.yaml")
    write(tmp_path, HEAD + "  - id: a\x00b\n", "nul.yaml")
    write(tmp_path, HEAD + "  - " + "[" * 600, "deep.yaml")
    for name, words in {
        "latin.yaml": "is not UTF-8 text: save it as UTF-8",
        "folder.yaml": "is no ordinary file",
        "missing.yaml": "can't be read: No such file",
        "loop.yaml": "can't be read",
        "pipe.yaml": "is no ordinary file",
        "empty.yaml": "must be a mapping",
        "list.yaml": "must be a mapping",
        "nul.yaml": "has a character that YAML does not allow: delete it",
        "deep.yaml": "nested too deeply",
    }.items():
        found = faults(tmp_path / name)
        assert [words in f.what for f in found] == [True], (name, found)
        assert found[0].file == tmp_path / name


def test_the_line_of_a_byte_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes(HEAD.encode() + b"  - id: first\n    stem: Kan\xfcle\n")
    assert [(f.line, "UTF-8" in f.what) for f in faults(path)] == [(4, True)]


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "notepad.yaml"
    path.write_text(HEAD + GOOD.format(id="first"), encoding="utf-8-sig", newline="\r\n")
    assert load_module(path).lines == {"first": 3}


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + GOOD.format(id="first"))
    with path.open("ab") as f:
        f.truncate(yamlfile.LARGEST + 1)
    assert [f.what for f in faults(path)] == ["is larger than 4 MiB: split it"]


def test_a_large_file_within_the_limit_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, HEAD + "".join(GOOD.format(id=f"i{n}") for n in range(50)) + "#" * 3_000_000)
    module = load_module(path)
    assert len(module.items) == 50
    assert module.lines["i49"] == 3 + 49 * 10


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("module: sites\n", 1, "'items' is missing or empty"),
        ("module: sites\nitems: []\n", 2, "'items' is missing or empty"),
        ("module: sites\nitems: {a: 1}\n", 2, "'items' is missing or empty"),
        ("items:\n" + GOOD.format(id="first"), 1, "'module' is missing"),
        ("module: 4\nitems:\n" + GOOD.format(id="first"), 1, "'module' is missing"),
        (HEAD + "  - first\n", 3, "an item must be a mapping"),
        (HEAD + "  -\n", 3, "an item must be a mapping"),
        (HEAD + GOOD.format(id="first") + "itmes: []\n", 13, "'itmes' does not belong here"),
        (HEAD + GOOD.format(id="first") + "---\nmodule: two\n", 13, "another document"),
    ],
)
def test_the_file_as_a_whole(tmp_path: Path, text: str, line: int, words: str) -> None:
    found = faults(write(tmp_path, text))
    assert [(f.line, words in f.what) for f in found] == [(line, True)]


def test_an_item_without_an_id_is_named_by_its_number(tmp_path: Path) -> None:
    text = HEAD + GOOD.format(id="first") + GOOD.replace("id: {id}\n    ", "").replace("{{", "{").replace("}}", "}")
    found = faults(write(tmp_path, text))
    assert [(f.line, f.item, f.what) for f in found] == [(13, "number 2", "'id' is missing: add it")]


def test_all_faults_of_all_items_are_told_at_once(tmp_path: Path) -> None:
    text = HEAD + "".join(
        [
            GOOD.format(id="one").replace("key: a", "key: e").replace("type", "type"),
            GOOD.format(id="two").replace("level: apply", "level: high").replace("objective: sites.1", "objective: x"),
            GOOD.format(id="three").replace("type: single", "type: quiz"),
            GOOD.format(id="four"),
            GOOD.format(id="one"),
        ]
    )
    found = faults(write(tmp_path, text + "extra: 1\n"))
    # Each item takes ten lines from line 3 on; key is its fifth line, objective its seventh, level its ninth.
    assert {(f.line, f.item) for f in found} == {
        (53, None),
        (7, "one"),
        (19, "two"),
        (21, "two"),
        (23, "three"),
        (43, "one"),
    }
    assert len(found) == 6


def test_one_id_twice_in_a_file(tmp_path: Path) -> None:
    found = faults(write(tmp_path, HEAD + GOOD.format(id="twin") + GOOD.format(id="other") + GOOD.format(id="twin")))
    assert [(f.line, f.item, f.what) for f in found] == [
        (23, "twin", "the id stands already at line 3: give this item its own id")
    ]


def test_one_id_in_two_files_and_the_faults_of_both(tmp_path: Path) -> None:
    one = write(tmp_path, HEAD + GOOD.format(id="twin"), "one.yaml")
    two = write(tmp_path, HEAD + GOOD.format(id="other") + GOOD.format(id="twin"), "two.yaml")
    three = write(tmp_path, HEAD + GOOD.format(id="bad").replace("key: a", "key: e"), "three.yaml")
    with pytest.raises(BankError) as caught:
        load_bank([two, three, one])
    assert [(f.file, f.line, f.item) for f in caught.value.findings] == [(three, 7, "bad"), (two, 13, "twin")]
    assert f"stands already in {one}" in str(caught.value)


def test_a_bank_finds_its_items(tmp_path: Path) -> None:
    one = write(tmp_path, HEAD + GOOD.format(id="a"), "one.yaml")
    two = write(tmp_path, HEAD + GOOD.format(id="b") + GOOD.format(id="c"), "two.yaml")
    bank = load_bank([two, one])
    assert [i.id for i in bank] == ["a", "b", "c"]
    assert bank["c"].id == "c"
    assert ("c" in bank, "d" in bank) == (True, False)
    assert (bank.where("c"), bank.where("d")) == ((two, 13), None)
    with pytest.raises(KeyError):
        bank["d"]


# -- shapes that one type asks for ------------------------------------------------------------


def without(data: dict[str, Any], *path: str) -> dict[str, Any]:
    data = json.loads(json.dumps(data))
    here = data
    for step in path[:-1]:
        here = here[step]
    del here[path[-1]]
    return data


def changed(kind: str, value: Any, *path: str | int) -> dict[str, Any]:
    """Return the minimal item of a type with the value at ``path`` replaced."""
    data = json.loads(json.dumps(MINIMAL[kind]))
    here = data
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = value
    return data


THREE = {
    b: {"options": {"a": "A", "b": "B"}, "key": "a", "rationale": {"a": "Why", "b": "Why"}} for b in ("x", "y", "z")
}
ROUND = {"home": node("Home", a=choice("there", 1), b=choice("home")), "there": ending("good", "There")}
ISLAND = {**MINIMAL["scenario"]["nodes"], "island": ending("good", "Nobody comes here")}
FORCED = {
    "home": node("Home", a=choice("there", unsafe=True), b=choice("sore")),
    "there": node("There", a=choice("fine", 3), b=choice("fine")),
    "fine": ending("good", "Fine"),
    "sore": ending("mixed", "Sore"),
}
PAID = {"home": node("Home", a=choice("fine", 1, unsafe=True), b=choice("fine", 2)), "fine": ending("good", "Fine")}
POOR = {"home": node("Home", a=choice("fine"), b=choice("fine")), "fine": ending("good", "Fine")}

VARIED = without(MINIMAL["numeric"], "key") | {"variants": [{"values": {}, "key": 1}]}

SHAPES = {
    "select_n: n and key differ": (changed("select_n", 3, "n"), "n is 3 but the key names 2 options"),
    "multiple: key twice": (changed("multiple", ["a", "a"], "key"), "twice"),
    "grouping: one group": (without(MINIMAL["grouping"], "groups", "g2"), "groups"),
    "grouping: unsafe without group": (
        changed("grouping", ["c"], "unsafe"),
        "unsafe names 'c', which is not an option: use one of g1.a",
    ),
    "matrix: a row without key": (without(MINIMAL["matrix"], "key", "r2"), "key has no answer for row r2"),
    "matrix: key names no column": (changed("matrix", "c9", "key", "r1"), "key names 'c9'"),
    "matrix_multiple: no key at all": (changed("matrix_multiple", {"r1": [], "r2": []}, "key"), "key chooses nothing"),
    "cloze: blank not in the text": (
        changed("cloze", "Give {b1} now.", "text"),
        "the text has blanks b1; the key fills b1, b2",
    ),
    "cloze: blank twice in the text": (changed("cloze", "{b1} {b2} {b1}", "text"), "a blank stands twice"),
    "cloze: text and table": (
        changed("cloze", {"header": ["A"], "rows": [["{b1} {b2}"]]}, "table"),
        "either text or table",
    ),
    "cloze: ragged table": (
        {**without(MINIMAL["cloze"], "text"), "table": {"header": ["A", "B"], "rows": [["{b1} {b2}"]]}},
        "a table row has 1 cells, the header has 2",
    ),
    "cloze_rationale: one blank": (
        {**without(MINIMAL["cloze_rationale"], "blanks", "b2"), "text": "Give {b1}.", "unsafe": []},
        "two blanks (dyad) or three (triad), not 1",
    ),
    "triad without anchor": (
        {**MINIMAL["cloze_rationale"], "text": "{x} {y} {z}", "blanks": THREE, "unsafe": []},
        "a triad needs anchor: one of x, y, z",
    ),
    "triad with an anchor elsewhere": (
        {**MINIMAL["cloze_rationale"], "text": "{x} {y} {z}", "blanks": THREE, "unsafe": [], "anchor": "w"},
        "a triad needs anchor",
    ),
    "dyad with anchor": (changed("cloze_rationale", "b1", "anchor"), "a dyad has no anchor: leave it out"),
    "drag_cloze: one token in two gaps": (changed("drag_cloze", "a", "key", "b2"), "key places one token twice"),
    "drag_cloze: triad without anchor": (
        changed("drag_cloze", "rationale", "scoring")
        | {"text": "{b1} {b2} {b3}", "key": {"b1": "a", "b2": "b", "b3": "c"}},
        "a triad needs anchor",
    ),
    "highlight: one phrase": (changed("highlight", "Only [[t1: this]]", "text"), "mark at least two phrases"),
    "highlight: an id twice": (
        changed("highlight", "[[t1: this]] [[t1: that]]", "text"),
        "two phrases carry the same id",
    ),
    "highlight: key names no phrase": (changed("highlight", ["t9"], "key"), "key names 't9'"),
    "bowtie: three actions": (changed("bowtie", ["a", "b", "c"], "actions", "key"), "actions.key"),
    "bowtie: one parameter": (changed("bowtie", ["a"], "parameters", "key"), "parameters.key"),
    "bowtie: an action twice": (changed("bowtie", ["a", "a"], "actions", "key"), "key names an option twice"),
    "bowtie: two conditions": (changed("bowtie", ["a", "b"], "condition", "key"), "condition.key"),
    "bowtie: no parameters": (without(MINIMAL["bowtie"], "parameters"), "'parameters' is missing"),
    "bowtie: key names no option": (changed("bowtie", "z", "condition", "key"), "key names 'z'"),
    "bowtie: unsafe is a key": (
        changed("bowtie", ["actions.a"], "unsafe"),
        "unsafe names actions.a, which the key calls right",
    ),
    "order: a step left out": (changed("order", ["a", "b"], "key"), "key must name every step once"),
    "order: unsafe is no pair": (changed("order", ["a"], "unsafe"), "must be written a>b"),
    "order: unsafe is the key's order": (
        changed("order", ["b>c"], "unsafe"),
        "unsafe names b>c, which the key calls right",
    ),
    "numeric: neither key nor variants": (without(MINIMAL["numeric"], "key"), "give either key or variants"),
    "numeric: unit not offered": (changed("numeric", ["mcg", "mg"], "units"), "units must list the right unit, mL"),
    "numeric: the answer is unsafe": (
        changed("numeric", [{"min": 0.5, "max": 1, "why": "Why"}], "unsafe"),
        "the answer 0.75 with its tolerance lies in an unsafe range, 0.5 to 1",
    ),
    "numeric: what counts as right is partly unsafe": (
        changed("numeric", [{"min": 0.8, "max": 1, "why": "Why"}], "unsafe") | {"tolerance": 0.1},
        "lies in an unsafe range, 0.8 to 1",
    ),
    "numeric: a range that holds nothing": (
        changed("numeric", [{"min": 60, "max": 7.5, "why": "Why"}], "unsafe"),
        "min 60 is more than max 7.5",
    ),
    "numeric: a place that no variant fills": (
        {
            **without(MINIMAL["numeric"], "key"),
            "stem": "Give {dose} mcg of {strength}.",
            "variants": [{"values": {"dose": 1}, "key": 1}],
        },
        "the stem has places dose, strength; a variant fills dose",
    ),
    "numeric: the working names an unknown place": (
        {
            **without(MINIMAL["numeric"], "key"),
            "stem": "Give {dose} mcg.",
            "working": "{dosis} ÷ 1,000",
            "variants": [{"values": {"dose": 1}, "key": 1}],
        },
        "working",
    ),
    "syringe: more than it holds": (changed("syringe", 1.2, "key"), "the answer does not fit a 1 mL syringe"),
    "syringe: odd graduation": (changed("syringe", 0.3, "graduation"), "graduation must divide the barrel"),
    "hotspot: no place in the target": (
        changed("hotspot", {n: {"text": n, "at": [0.9, 0.9]} for n in "pqr"}, "places"),
        "no place lies in the target zone",
    ),
    "hotspot: key names no zone": (changed("hotspot", ["here"], "key"), "key names 'here'"),
    "hotspot: a corner off the picture": (
        changed("hotspot", [1.2, 0.1], "zones", "right", "polygon", 1),
        "zones.right.polygon.1",
    ),
    "hotspot: a zone with no inside": (
        changed("hotspot", [[0.1, 0.1], [0.2, 0.2], [0.3, 0.3]], "zones", "right", "polygon"),
        "",
    ),
    "case: five items": (changed("case", MINIMAL["case"]["items"][:5], "items"), "items"),
    "case: steps out of order": (
        changed("case", MINIMAL["case"]["items"][::-1], "items"),
        "must follow the judgment steps in order: recognize_cues",
    ),
    "case: a question with variants": (
        changed("case", {**VARIED, "id": "one-5", "step": "take_action"}, "items", 4),
        "an item of a case can't have variants",
    ),
    "case: nothing on the chart at first": (changed("case", 2, "chart", 0, "since"), "the chart is empty at step 1"),
    "case: a fault in a question": (changed("case", "z", "items", 2, "key"), "key names 'z'"),
    "scenario: start names no node": (changed("scenario", "nowhere", "start"), "start names 'nowhere'"),
    "scenario: a choice leads nowhere": (
        changed("scenario", "nowhere", "nodes", "home", "choices", "a", "to"),
        "to names 'nowhere'",
    ),
    "scenario: a circle": (changed("scenario", ROUND, "nodes"), "the story runs in a circle through 'home'"),
    "scenario: an island": (changed("scenario", ISLAND, "nodes"), "no path leads to island"),
    "scenario: one choice": (
        changed("scenario", {"a": choice("fine", 1)}, "nodes", "thigh", "choices"),
        "a node needs at least two choices",
    ),
    "scenario: neither choices nor end": (
        changed("scenario", {"text": "…"}, "nodes", "fine"),
        "either choices or an end",
    ),
    "scenario: nothing to earn": (changed("scenario", POOR, "nodes"), "no path earns a point"),
    "scenario: points for harm": (changed("scenario", PAID, "nodes"), "an unsafe choice earns points"),
    "scenario: full marks only through harm": (
        changed("scenario", FORCED, "nodes"),
        "the way to full marks takes an unsafe choice",
    ),
    "text: no rubric": (changed("text", [], "rubric"), "rubric"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_shapes_that_a_type_asks_for(tmp_path: Path, name: str) -> None:
    data, words = SHAPES[name]
    path = write(tmp_path, HEAD + GOOD.format(id="first") + "  - " + json.dumps(data) + "\n")
    found = faults(path)
    assert any(words in f.what for f in found), found
    assert {(f.file, f.line, f.item) for f in found} == {(path, 13, "one")}
    assert all("\n" not in f.what for f in found)


def test_the_line_inside_a_nested_item(tmp_path: Path) -> None:
    lines = [
        "  - id: b",
        "    type: bowtie",
        "    sources: [x]",
        "    actions:",
        "      key: [a]",
        "      options: {a: A, b: B, c: C}",
    ]
    found = {f.what.split(":")[0]: f.line for f in faults(write(tmp_path, HEAD + "\n".join(lines) + "\n"))}
    assert found["'actions.key'"] == 7
    assert found["'actions.rationale' is missing"] == 6
    assert found["'condition' is missing"] == 3


@pytest.mark.parametrize("kind", MINIMAL)
def test_every_minimal_item_loads_from_a_file(tmp_path: Path, kind: str) -> None:
    module = load_module(write(tmp_path, HEAD + "  - " + json.dumps(MINIMAL[kind]) + "\n"))
    assert module.items == (minimal(kind),)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=item_data(), edits=st.data())
def test_any_damage_to_a_file_is_told_with_its_line(tmp_path: Path, data: dict[str, Any], edits: st.DataObject) -> None:
    """Whatever a slip of the hand does to a file, it loads or it raises BankError."""
    text = HEAD + "  - " + json.dumps(data, ensure_ascii=False, indent=1).replace("\n", "\n    ") + "\n"
    at = edits.draw(st.integers(0, len(text) - 1))
    piece = edits.draw(
        st.sampled_from(["", "\t", '"', "[", "}", ": ", "#", "\n", "*", "&a ", "!x ", "- ", "{", "null", "9" * 20])
    )
    path = write(tmp_path, text[:at] + piece + text[at + 1 :])
    try:
        load_module(path)
    except BankError as e:
        assert all(f.file == path and f.line and f.line <= text.count("\n") + 2 for f in e.findings)  # noqa: PT017


# -- practice profiles ------------------------------------------------------------------------


def test_a_profile_changes_only_what_it_names(tmp_path: Path) -> None:
    text = HEAD + GOOD.format(id="first") + "    profile: {uk: {key: b, stem: What next?}, au: {}}\n"
    path = write(tmp_path, text)
    us, uk, au, none = (load_module(path, p).items[0] for p in ("us", "uk", "au", None))
    assert (uk.best(), uk.stem, uk.id) == ("b", "What next?", "first")
    assert [i.best() for i in (us, au, none)] == ["a", "a", "a"]


def test_a_profile_reaches_the_questions_of_a_case(tmp_path: Path) -> None:
    data = changed("case", {"uk": {"key": "b", "unsafe": []}}, "items", 2, "profile")
    path = write(tmp_path, HEAD + "  - " + json.dumps(data) + "\n")
    assert load_module(path, "uk").items[0].best()["3"] == "b"
    assert load_module(path, "us").items[0].best()["3"] == "a"


@pytest.mark.parametrize("asked_before", [True, False])
def test_a_profile_that_changes_a_question_of_a_case_changes_its_version(asked_before: bool) -> None:
    item = build(changed("case", {"uk": {"stem": "What next?"}}, "items", 2, "profile"))
    if asked_before:
        assert item.version
    assert item.for_profile("uk").version != item.version == item.for_profile("us").version


def test_a_profile_must_not_break_the_order_of_a_case(tmp_path: Path) -> None:
    data = changed("case", {"uk": {"step": "take_action"}}, "items", 2, "profile")
    found = faults(write(tmp_path, HEAD + "  - " + json.dumps(data) + "\n"), "uk")
    assert ["must follow the judgment steps in order" in f.what for f in found] == [True]


def test_a_profile_of_a_scenario_is_walked_anew(tmp_path: Path) -> None:
    nodes = json.loads(json.dumps(MINIMAL["scenario"]["nodes"]))
    nodes["thigh"]["choices"]["b"]["points"] = 3
    data = MINIMAL["scenario"] | {"profile": {"uk": {"nodes": nodes}}}
    path = write(tmp_path, HEAD + "  - " + json.dumps(data) + "\n")
    assert load_module(path, "us").items[0].best() == ["a", "a"]
    assert load_module(path, "uk").items[0].best() == ["a", "b"]


# -- released items ---------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "{", "[]", "5", '{"items": []}', '{"version": 2}', "[" * 100_000, "\x00"])
def test_a_damaged_items_file_says_what_to_do(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text, "items.json")
    with pytest.raises(BankError, match=r"items.json: (is damaged: fetch the assignment again|has version 2; update)"):
        read_items(path)


def test_a_missing_items_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BankError, match="is missing: fetch the assignment again"):
        read_items(tmp_path / "items.json")
