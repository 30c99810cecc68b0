"""Each lint rule speaks up on a bad example and keeps quiet on a good one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from b12course.bank.evidence import Source, Sources
from b12course.bank.items import ItemBase
from b12course.bank.lessons import LessonText, read_lesson
from b12course.bank.lint import check_items, check_lesson
from b12course.bank.loading import Module
from tests.bank.strategies import MINIMAL, TYPES, build, case_items, choice, choices, ending, minimal, node

SOURCES = Sources(sources={"some-source": Source(organisation="Org", title="Title", read="opened", supports="a thing")})
FIGURES = ["plain-thigh", "deltoid"]
LESSON = """\
---
b12:
  module: sites
  title: "Sites: where it goes"
  minutes: 45
  objectives:
    sites.1: Choose a site.
---
## A visit to begin with

She has lost weight and her arms are thin, and last month the dose went into the left thigh, she says.

## The hip

Look at the picture:

```{code-cell}
lesson.figure("deltoid")
```

+++

The site lies between two bones that you can feel, and a trained person finds it with one hand laid flat. [some-source]

- The heel of the hand lies on the greater trochanter, the index finger on the front point of the hip bone.
- The middle finger spreads back.

:::{warning} Be shown first
You need to be shown by a nurse before you inject, and she needs to watch you do it once. [some-source]
:::

## Practice

Now try these two questions and see how much you have kept of what you have read in this module so far.

```{code-cell}
lesson.practice("p1", "p2")
```
"""


def lesson_of(tmp_path: Path, text: str = LESSON) -> LessonText:
    path = tmp_path / "04_sites.md"
    path.write_text(text, encoding="utf-8")
    return read_lesson(path)


def module_of(*items: ItemBase) -> Module:
    return Module("sites", Path("04_sites.yaml"), items, {i.id: 10 * n for n, i in enumerate(items, 1)})


def faults(tmp_path: Path, *items: ItemBase, graded: bool = False) -> list[str]:
    found = check_items(module_of(*items), lesson_of(tmp_path), SOURCES, FIGURES, graded)
    assert all(f.file == Path("04_sites.yaml") for f in found)
    return [f.what for f in found]


@pytest.mark.parametrize("kind", TYPES)
def test_the_minimal_items_are_clean(tmp_path: Path, kind: str) -> None:
    assert faults(tmp_path, minimal(kind)) == []


LONG = " ".join(["It is so."] * 29 + ["It is"])
# (type, changes that are bad, words of the finding, changes that are good)
RULES: dict[str, tuple[str, dict[str, Any], str, dict[str, Any]]] = {
    "unknown source": ("single", {"sources": ["other-source"]}, "source 'other-source' is not in", {}),
    "unknown figure": (
        "hotspot",
        {"figure": "plain-hip"},
        "figure 'plain-hip' does not exist: use one of deltoid",
        {"figure": "deltoid"},
    ),
    "unknown objective": (
        "single",
        {"objective": "sites.9"},
        "objective 'sites.9' is not listed",
        {"objective": "sites.1"},
    ),
    "unknown heading": (
        "single",
        {"read": "The knee"},
        "read names 'The knee', which is no heading",
        {"read": "The hip"},
    ),
    "long stem": (
        "single",
        {"stem": f"{LONG} and two?"},
        "the stem has 91 words: keep it to 90",
        {"stem": f"{LONG} so?"},
    ),
    "negative stem": ("single", {"stem": "Which is NOT a site?"}, "negative", {"stem": "Which is a site?"}),
    "negative question": ("single", {"stem": "He sits. Which of these is not a site?"}, "negative", {}),
    "except": ("single", {"stem": "All of these are sites EXCEPT one. Which?"}, "negative", {}),
    "should not": (
        "single",
        {"stem": "She is thin. What should you not do?"},
        "negative",
        {"stem": "She does not speak English, and her arm has at least one bruise. What should you do?"},
    ),
    "least": (
        "single",
        {"stem": "Which site is least good?"},
        "negative",
        {"stem": "Which needle is at least 1 in. long?"},
    ),
    "micro sign": (
        "single",
        {"stem": "Give 5 \u00b5g now?"},
        "writes the micro sign: write mcg",
        {"stem": "Give 5 mcg now?"},
    ),
    "Greek mu": ("single", {"stem": "Give 5 \u03bcg now?"}, "writes the micro sign", {"stem": "The letter \u03bc?"}),
    "trailing zero": ("single", {"stem": "Give 1.0 mL?"}, "trailing zero", {"stem": "Give 10 mL, 0.05 mL or 100 mcg?"}),
    "trailing zero 2": ("single", {"stem": "Give 0.50 mg?"}, "trailing zero", {"stem": "In 1.0 of ten cases?"}),
    "naked point": ("single", {"stem": "Give .5 mL?"}, "naked decimal point", {"stem": "Give 0.5 mL?"}),
    "no space": ("single", {"stem": "Give 5mL?"}, "no space before a unit", {"stem": "Give 5 mL?"}),
    "cc": ("single", {"stem": "Give 1 cc?"}, "writes cc", {"stem": "Accept it?"}),
    "all of the above": (
        "single",
        {"stem": "Is it all of the above?"},
        "all or none of the above",
        {"stem": "Is it above all?"},
    ),
    "gluteal": (
        "single",
        {"stem": "Is gluteal right?"},
        "says 'gluteal' alone",
        {"stem": "Is ventrogluteal or dorsogluteal right?"},
    ),
    "key by order of ids": (
        "order",
        {"key": ["a", "b", "c"], "unsafe": []},
        "the ids of the steps stand in the right order",
        {"key": ["c", "a", "b"], "unsafe": []},
    ),
}


@pytest.mark.parametrize("name", RULES)
def test_a_rule_fires_on_the_bad_and_not_on_the_good(tmp_path: Path, name: str) -> None:
    kind, bad, words, good = RULES[name]
    found = faults(tmp_path, minimal(kind, **bad))
    assert len(found) == 1
    assert words in found[0]
    assert faults(tmp_path, minimal(kind, **good)) == []


def test_a_finding_names_file_line_and_item(tmp_path: Path) -> None:
    items = (minimal("single"), minimal("single", id="two", sources=["other-source"]))
    found = check_items(module_of(*items), lesson_of(tmp_path), SOURCES, FIGURES)
    assert [(f.file, f.line, f.item) for f in found] == [(Path("04_sites.yaml"), 20, "two")]


@pytest.mark.parametrize("where", ["options", "rationale"])
def test_options_and_reasons_are_read_too(tmp_path: Path, where: str) -> None:
    texts = {**MINIMAL["single"][where], "a": "Give 1.0 mL at once"}
    assert [f for f in faults(tmp_path, minimal("single", **{where: texts})) if "trailing zero" in f]


def test_the_questions_of_a_case_are_read_too(tmp_path: Path) -> None:
    spoilt = {
        **MINIMAL["hotspot"],
        "figure": "none",
        "sources": ["other-source"],
        "objective": "sites.9",
        "read": "Knee",
    }
    spoilt |= {"stem": "Which is NOT a site for 1.0 mL?"}
    case = build(MINIMAL["case"], items=case_items(spoilt, *([MINIMAL["single"]] * 5)))
    found = " ".join(faults(tmp_path, case))
    for words in ("other-source", "figure 'none'", "sites.9", "'Knee'", "negative", "trailing zero"):
        assert words in found


def test_a_story_may_be_longer_than_a_question(tmp_path: Path) -> None:
    for kind in ("case", "scenario"):
        assert faults(tmp_path, minimal(kind, stem=f"{LONG} and two more.")) == []


# -- scenarios that are graded ------------------------------------------------------------------


def straight(after: str = "In the evening she rings.", **texts: str) -> ItemBase:
    """Return a story of two moments in which every choice leads on in the same way; ``a`` is the best one."""
    texts = {"a": "Press on it with gauze", "b": "Rub it until it fades", "c": "Cover it with a cloth"} | texts
    first = {c: choice("next", c == "a") | {"text": t} for c, t in texts.items()}
    nodes = {
        "first": node("A drop of blood shows.", **first),
        "next": node(after, x=choice("end", 1, name="this"), y=choice("end", name="that")),
        "end": ending("plain", "Gauze pressed on it"),
    }
    return minimal("scenario", start="first", nodes=nodes)


def test_a_graded_story_that_runs_straight_is_clean(tmp_path: Path) -> None:
    assert faults(tmp_path, straight(), graded=True) == []


def test_a_graded_story_must_not_fork(tmp_path: Path) -> None:
    assert faults(tmp_path, minimal("scenario")) == []  # in practice it may
    found = faults(tmp_path, minimal("scenario"), graded=True)
    assert [f.partition(" lead to")[0] for f in found] == ["the choices at 'home'", "the choices at 'thigh'"]


def test_the_end_of_a_graded_story_judges_nobody(tmp_path: Path) -> None:
    nodes = straight().model_dump(exclude_unset=True)["nodes"]
    item = minimal("scenario", start="first", nodes={**nodes, "end": ending("good", "Well done")})
    found = faults(tmp_path, item, graded=True)
    assert found == ["everyone comes to the same end, so it judges nobody: give it kind: plain"]


TELLING = {
    "what comes next names the best choice": (
        {"after": "As you press, the gauze stays white."},
        "what comes after 'first' repeats words of the best choice alone: gauze, press",
    ),
    "the best choice is far longer": (
        {"a": "Press on it with dry gauze for two minutes, and do not rub"},
        "the right option is much longer than the others (in one.first)",
    ),
    "all others are absolute": (
        {"b": "Never touch it", "c": "Always cover it"},
        "every wrong option has an absolute word",
    ),
}


@pytest.mark.parametrize("name", TELLING)
def test_a_graded_story_must_not_tell_its_key(tmp_path: Path, name: str) -> None:
    changes, words = TELLING[name]
    found = faults(tmp_path, straight(**changes), graded=True)
    assert len(found) == 1
    assert words in found[0]
    assert faults(tmp_path, straight(**changes)) == []


def test_what_comes_next_may_name_every_choice_or_what_was_known(tmp_path: Path) -> None:
    texts = {"a": "Press the gauze on the blood", "b": "Press the gauze and rub"}
    assert faults(tmp_path, straight("The gauze is pressed. More blood shows.", **texts), graded=True) == []


def singles(keys: str) -> list[ItemBase]:
    return [minimal("single", id=f"i{n}", **choices("abcd", k), unsafe=[]) for n, k in enumerate(keys)]


@pytest.mark.parametrize(
    ("keys", "fires"), [("aaab", True), ("aabb", False), ("abcd", False), ("aaa", False), ("bbbcd", True)]
)
def test_the_key_must_not_always_stand_in_one_place(tmp_path: Path, keys: str, fires: bool) -> None:
    found = faults(tmp_path, *singles(keys))
    assert bool(found) == fires
    assert all("the key is option" in f and "vary it" in f for f in found)


def test_without_a_lesson_only_what_needs_it_is_left_out() -> None:
    item = minimal("single", objective="sites.9", read="Nowhere", sources=["other-source"])
    found = check_items(module_of(item), None, SOURCES, FIGURES)
    assert [f.what.split(" is ")[0] for f in found] == ["source 'other-source'"]


# -- lessons ----------------------------------------------------------------------------------

PRACTICE = module_of(minimal("single", id="p1"), minimal("single", id="p2"))


def lesson_faults(
    tmp_path: Path, old: str = "", new: str = "", practice: Module | None = PRACTICE
) -> list[tuple[int | None, str]]:
    assert old in LESSON
    lesson = lesson_of(tmp_path, LESSON.replace(old, new, 1))
    return [(f.line, f.what) for f in check_lesson(lesson, SOURCES, FIGURES, practice)]


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def test_a_good_lesson_is_clean(tmp_path: Path) -> None:
    assert lesson_faults(tmp_path) == []


LESSON_RULES = {
    "unknown source": (
        "with one hand laid flat. [some-source]",
        "with one hand laid flat. [other-source]",
        "source 'other-source' is not in",
    ),
    "unknown figure": ('"deltoid"', '"elbow"', "figure 'elbow' does not exist"),
    "practice item left out": ('"p1", "p2"', '"p1"', "practice item 'p2' is shown 0 times"),
    "practice item twice": ('"p1", "p2"', '"p1", "p2", "p1"', "practice item 'p1' is shown 2 times"),
    "practice item unknown": (
        '"p1", "p2"',
        '"p1", "p2", "p3"',
        "practice item 'p3' is not in course/practice/04_sites.yaml",
    ),
}


@pytest.mark.parametrize("name", LESSON_RULES)
def test_what_a_lesson_names_must_exist(tmp_path: Path, name: str) -> None:
    old, new, words = LESSON_RULES[name]
    found = lesson_faults(tmp_path, old, new)
    assert len(found) == 1
    assert words in found[0][1]


@pytest.mark.parametrize(
    ("new", "words"),
    [("1.0 mL", "trailing zero"), (".5 mL", "naked"), ("1mL", "space"), ("1 cc", "cc"), ("5 \u00b5g", "micro")],
)
def test_units_in_a_lesson_are_named_with_their_line(tmp_path: Path, new: str, words: str) -> None:
    found = lesson_faults(tmp_path, "spreads back", new)
    assert [(line, words in what) for line, what in found] == [(line_of(LESSON, "spreads back"), True)]


def test_a_clinical_paragraph_needs_a_source(tmp_path: Path) -> None:
    found = lesson_faults(tmp_path, "with one hand laid flat. [some-source]", "with one hand laid flat.")
    assert [line for line, what in found if "a clinical paragraph has no source key: 'The site lies" in what] == [
        line_of(LESSON, "The site lies")
    ]


def test_a_list_is_carried_by_the_paragraph_beside_it(tmp_path: Path) -> None:
    """Without its neighbour's key the list is a finding of its own."""
    found = lesson_faults(tmp_path, "laid flat. [some-source]", "laid flat.")
    assert [line for line, what in found if "'- The heel" in what] == []  # the box below carries it
    alone = LESSON.replace("laid flat. [some-source]", "laid flat.").replace("do it once. [some-source]", "do it once.")
    found = [(f.line, f.what) for f in check_lesson(lesson_of(tmp_path, alone), SOURCES, FIGURES, PRACTICE)]
    assert [line for line, what in found if "'- The heel" in what] == [line_of(alone, "- The heel")]


@pytest.mark.parametrize("section", ["A visit to begin with", "Practice"])
def test_a_story_needs_no_source_but_the_same_words_elsewhere_do(tmp_path: Path, section: str) -> None:
    found = lesson_faults(tmp_path, f"## {section}", "## The thigh")
    assert len(found) == 1
    assert "no source key" in found[0][1]


def test_a_box_needs_a_source_too(tmp_path: Path) -> None:
    found = lesson_faults(tmp_path, "do it once. [some-source]", "do it once.")
    assert ["You need to be shown" in what for _, what in found] == [True]
