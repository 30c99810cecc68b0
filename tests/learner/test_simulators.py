"""What the simulators say: every sentence sourced, every number as published, no graded key inside."""

from __future__ import annotations

import io
import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib.image as mpimg
import numpy as np
import pytest

from b12course import figures
from b12course.bank.evidence import Sources, load
from b12course.bank.lessons import LessonText, Meta
from b12course.bank.loading import load_bank
from b12course.learner import simulators
from b12course.learner.simulators import dose_trainer, draw_up, needle_depth, rehearsal, site_finder
from b12course.learner.simulators.parts import Said, as_json, sentences, sources_in
from b12course.learner.simulators.widget import SimulatorWidget

ROOT = Path(__file__).parents[2]
NAMES = simulators.names()
PARTS = rehearsal.SIMULATOR.data["parts"]


@pytest.fixture(scope="module")
def sources() -> Sources:
    return load(ROOT / "course/evidence/sources.yaml", Sources)


def said(name: str) -> list[Said]:
    sim = simulators.simulator(name)
    return list(sentences((sim.lead, sim.notes, sim.data)))


# -- sources --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_source_resolves_and_was_read(name: str, sources: Sources) -> None:
    for one in said(name):
        for key in one.sources:
            assert sources.sources[key].read != "not_opened", f"{key} in {one.text!r}"


def test_what_is_clinical_carries_a_source() -> None:
    clinical: list[Said] = []
    for verdict in needle_depth.VERDICTS.values():
        clinical += [verdict["why"], verdict["do"]]
    clinical += [site["basis"] for site in needle_depth.SITES]
    clinical += [words for check in draw_up.CHECKS.values() for words in check.values()]
    for site in site_finder.SITES:
        clinical += [site["right"], site["off"], site["tip"], site["ask"]]
        clinical += [d["why"] for d in site["dangers"]] + [m["hint"] for m in site["landmarks"]]
    for part in PARTS:
        clinical += [s["text"] for s in part["steps"]] + [r["why"] for r in part["rules"]] + [part["end"]]
    assert len(clinical) > 120
    assert [c.text for c in clinical if not c.sources] == []


@pytest.mark.parametrize("name", NAMES)
def test_numbers_and_names_are_written_safely(name: str) -> None:
    for one in said(name):
        text = one.text.replace("1, not 1.0", "")
        assert not re.search(r"(?<![\d,])\.\d", text), text  # naked point
        assert not re.search(r"\d\.\d*0\b", text), text  # trailing zero
        assert not re.search(r"[µμ]g|\bcc\b|\bmcgs\b|\d(?:mg|mcg|mL|mm|cm)\b", text), text
        assert not re.search(r"(?<!ventro)(?<!dorso)gluteal", text), text
        assert "!" not in text, text


def test_the_spec_is_plain_json_with_labels(sources: Sources) -> None:
    for name in NAMES:
        spec = simulators.spec(name, sources)
        assert json.loads(json.dumps(spec)) == spec
        assert spec["simulator"] == name
        assert set(spec["sources"]) == set(sources_in((said(name),)))
        assert all(s["label"] for s in spec["sources"].values())


def test_units_are_written_as_the_profile_has_them(sources: Sources) -> None:
    for name in NAMES:
        data = json.dumps(simulators.spec(name, sources, "uk")["data"])
        assert not re.search(r"\bmcg\b(?!\":)", data)
        assert set(re.findall(r"\{\w+\}", data)) == set(
            re.findall(r"\{\w+\}", json.dumps(simulators.spec(name, sources)["data"]))
        )


def test_unknown_names_are_answered_with_the_known_ones(sources: Sources) -> None:
    with pytest.raises(simulators.UnknownSimulatorError, match=r"'needle'.*needle-depth, draw-up") as caught:
        simulators.spec("needle", sources)
    assert str(caught.value).startswith("No simulator is called")


# -- needle depth ---------------------------------------------------------------------------


def test_hip_groups_are_the_published_limits() -> None:
    """Nisbet 2006: of 100 people, 26 deeper than 25 mm and 12 deeper than 35 mm."""
    hip = needle_depth.HIP
    assert sum(g["people"] for g in hip) == 100
    assert sum(g["people"] for g in hip if g["starts"] >= 25) == 26
    assert sum(g["people"] for g in hip if g["starts"] >= 35) == 12
    assert all(a["by"] == b["starts"] for a, b in pairwise(hip))
    assert hip[-1]["by"] is None


def test_arm_needles_are_those_of_the_weight_table() -> None:
    table = [(b["name"], b["lengths"], b["flat"]) for b in needle_depth.DELTOID]
    assert table == [
        ("Under 60 kg (130 lb)", (25, 25), 16),
        ("60 to 70 kg (130 to 152 lb)", (25, 25), None),
        ("Woman 70 to 90 kg (153 to 200 lb), man 70 to 118 kg (153 to 260 lb)", (25, 38), None),
        ("Woman over 90 kg (200 lb), man over 118 kg (260 lb)", (38, 38), None),
    ]


def test_short_needles_stay_with_the_light_arm() -> None:
    builds = [b for s in needle_depth.SITES if s["route"] == "im" for b in s["builds"]]
    assert [b["id"] for b in builds if b["flat"] or b["lengths"][0] < 25] == ["under-60"]


def test_needles_are_the_same_in_both_units() -> None:
    for needle in needle_depth.NEEDLES:
        inches = str(needle["inches"]).removesuffix(" in.")
        top, _, bottom = inches.partition("/")
        length = 25.4 * (float(top) / float(bottom) if bottom else float(top))
        assert needle["mm"] == pytest.approx(length, abs=0.6)


def test_folds_follow_the_pinch_rule() -> None:
    assert [(f["fold"], f["angle"]) for f in needle_depth.FOLDS] == [(25, 45), (50, 90)]
    for fold in needle_depth.FOLDS:  # at the rule's angle the needles of this route end in the fat
        for length in fold["lengths"]:
            assert length * np.sin(np.radians(fold["angle"])) < fold["by"]


def test_every_verdict_sends_people_to_ask() -> None:
    for name, verdict in needle_depth.VERDICTS.items():
        assert re.search(r"trained you|you were shown", verdict["do"].text), name


# -- draw-up and dose trainer ---------------------------------------------------------------


def test_orders_follow_the_dose_table() -> None:
    table = [(o["dose"], o["strength"], o["ml"]) for o in draw_up.ORDERS]
    assert table == [
        ("1,000 mcg", "1,000 mcg/mL", 1),
        ("500 mcg", "1,000 mcg/mL", 0.5),
        ("100 mcg", "1,000 mcg/mL", 0.1),
        ("100 mcg", "100 mcg/mL", 1),
        ("250 mcg", "1 mg/mL", 0.25),
    ]
    for order in draw_up.ORDERS:
        marks = order["ml"] / order["syringe"]["graduation"]
        assert marks == pytest.approx(round(marks))
        assert order["ml"] <= order["syringe"]["barrel"]


def amount_in_mcg(words: str) -> float:
    number, unit = words.replace(",", "").split()
    return float(number) * (1000 if unit.startswith("mg") else 1)


def test_problems_agree_with_what_is_printed() -> None:
    problems = dose_trainer.problems()
    printed = {(p["dose"], p["strength"]) for p in problems}
    assert len(printed) == len(problems)
    for p in problems:
        volume = amount_in_mcg(p["dose"]) / amount_in_mcg(p["strength"].removesuffix("/mL"))
        assert p["ml"] == pytest.approx(volume)
        assert 0.1 <= p["ml"] <= dose_trainer.MOST_ML
        mark = 0.01 if p["ml"] <= 1 else 0.1
        assert p["ml"] / mark == pytest.approx(round(p["ml"] / mark))
        assert not re.search(r"(?<!\d)\.\d|\.\d*0\b", f"{p['dose']} {p['strength']}")
    assert {
        ("1,000 mcg", "1,000 mcg/mL"),
        ("250 mcg", "1 mg/mL"),
        ("0.1 mg", "1,000 mcg/mL"),
        ("100 mcg", "100 mcg/mL"),
        ("1,000 mcg", "5,000 mcg/mL"),
        ("1,500 mcg", "1,000 mcg/mL"),
    } <= printed


# -- site finder ----------------------------------------------------------------------------

WINDOWS = {"hip": site_finder.HIP, "thigh": site_finder.THIGH, "arm": site_finder.SHOULDER}
SHAFT = {"hip": (1.2, 33.0), "thigh": (1.2, 25.0), "arm": (0.0, -18.0)}  # on bone, in the figures' centimetres


def picture_of(name: str) -> Any:
    return mpimg.imread(io.BytesIO(figures.render(name, "png")), format="png")[..., :3]


@pytest.mark.parametrize("site", site_finder.SITES, ids=lambda s: s["id"])
def test_landmarks_lie_on_bone_of_the_figure(site: dict[str, Any]) -> None:
    window, drawing = WINDOWS[site["id"]], figures.figure(site["figure"])
    assert (window.width, window.height) == (drawing.width_px, drawing.height_px)
    image = picture_of(site["figure"])

    def colour(at: list[float]) -> Any:
        return image[int(at[1] * window.height), int(at[0] * window.width)]

    bone = colour(window.at(SHAFT[site["id"]]))
    for landmark in site["landmarks"]:
        nearest = min(np.abs(colour(at) - bone).max() for at in landmark["line"])
        assert nearest < 0.08, landmark["id"]


def cm_between(site: dict[str, Any], a: list[float], b: list[float]) -> float:
    width, height = site["cm"]
    return float(np.hypot((a[0] - b[0]) * width, (a[1] - b[1]) * height))


def test_the_arm_target_is_5_cm_below_the_edge() -> None:
    arm = site_finder.SITES[2]
    edge = arm["landmarks"][0]["line"][1]
    assert cm_between(arm, edge, arm["target"]["at"]) == pytest.approx(5, abs=0.1)


def test_the_thigh_target_is_the_middle_third() -> None:
    thigh = site_finder.SITES[1]
    (knob,), (knee,) = (m["line"] for m in thigh["landmarks"])
    share = [(y - knob[1]) / (knee[1] - knob[1]) for _, y in thigh["target"]["area"]]
    assert min(share) >= 1 / 3
    assert max(share) <= 2 / 3


def test_the_hip_target_lies_within_the_three_bones() -> None:
    hip = site_finder.SITES[0]
    corners = np.array([m["line"][len(m["line"]) // 2] for m in hip["landmarks"]])
    target = np.array(hip["target"]["at"])
    sides = [
        np.linalg.det(np.array([b - a, target - a])) for a, b in zip(corners, np.roll(corners, -1, 0), strict=True)
    ]
    assert all(s > 0 for s in sides) or all(s < 0 for s in sides)


@pytest.mark.parametrize("site", site_finder.SITES, ids=lambda s: s["id"])
def test_targets_keep_clear_of_dangers(site: dict[str, Any]) -> None:
    target = site["target"]
    outline = target.get("area") or [target["at"]]
    reach = target.get("radius", 0)
    for danger in site["dangers"]:
        points = np.array(danger["points"])
        dense = np.vstack([np.linspace(a, b, 40) for a, b in pairwise(points)])
        gap = min(cm_between(site, list(p), list(q)) for p in outline for q in dense)
        assert gap > reach + danger["near"], danger["id"]


@pytest.mark.parametrize("site", site_finder.SITES, ids=lambda s: s["id"])
def test_described_places_lead_to_the_target(site: dict[str, Any]) -> None:
    """Whoever cannot see the picture can find every landmark and the target by words."""
    places = [p["at"] for p in site["places"]]
    for landmark in site["landmarks"]:
        assert any(cm_between(site, p, q) <= landmark["within"] for p in places for q in landmark["line"])
    near = [p for p in places if cm_between(site, p, site["target"]["at"]) <= site["target"].get("radius", 0.5)]
    assert len(near) == 1


def test_no_zone_of_a_graded_item_is_given_away(sources: Sources) -> None:
    items = load_bank((ROOT / "assessments/items").glob("*.yaml"), "us")
    graded = {json.dumps(z["polygon"]) for i in items for z in i.private().get("zones", {}).values()}
    assert graded
    shown = json.dumps(simulators.spec("site-finder", sources)["data"])
    assert not [polygon for polygon in graded if polygon in shown]


# -- rehearsal ------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS, ids=lambda p: p["id"])
def test_the_checklist_order_breaks_no_rule(part: dict[str, Any]) -> None:
    order = [s["id"] for s in part["steps"]]
    assert len(set(order)) == len(order)
    for rule in part["rules"]:
        assert order.index(rule["first"]) < order.index(rule["then"])
    assert any(r["unsafe"] for r in part["rules"])


def test_each_step_is_bound_to_another() -> None:
    """A step that no rule names could be put anywhere: only the emergency plan may."""
    free = {
        s["id"] for p in PARTS for s in p["steps"] if not any(s["id"] in (r["first"], r["then"]) for r in p["rules"])
    }
    assert free == {"phone"}


def test_critical_steps_are_those_of_the_checklist() -> None:
    critical = {p["id"]: {s["id"] for s in p["steps"] if s["critical"]} for p in PARTS}
    assert critical["prepare"] == {s["id"] for s in rehearsal.PREPARE["steps"]}
    assert critical["draw"] == {"wipe", "read", "out"}
    assert critical["give"] == {"who", "skin", "fits", "clean", "in", "box", "hands", "write"}


# -- in a lesson ----------------------------------------------------------------------------


def test_the_widget_has_a_stable_name(sources: Sources) -> None:
    widget = SimulatorWidget(simulators.spec("dose-trainer", sources))
    bundle = widget._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert data["text/plain"] == "Simulator(dose-trainer)"
    widget.close()


def test_a_lesson_lists_its_simulators() -> None:
    meta = Meta(module="sites", title="Sites", minutes=5, objectives={"sites.1": "Find it."})
    body = '```{code-cell}\nlesson.simulator("needle-depth")\n```\n\nText\n\n```\nlesson.simulator("draw-up")\n```\n'
    lesson = LessonText(Path("04_sites.md"), meta, body, 1)
    assert lesson.simulators() == ["needle-depth", "draw-up"]


def test_sentences_become_text() -> None:
    assert as_json({"a": (Said("One.", "key"), 2)}) == {"a": ["One.", 2]}
