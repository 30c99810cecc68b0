"""The simulators in Chromium: by mouse, finger and keyboard, for the eye and for the ear."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from b12course.learner import simulators
from b12course.learner.simulators import dose_trainer, rehearsal
from tests.browser.harness import CHROMIUM, CHROMIUM_FLAGS, DIST
from tests.browser.simulator_page import make_page

NAMES = simulators.names()
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
ARM = "Upper arm (deltoid)"


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda e: faults.append(str(e)))
    yield page
    page.close()
    assert not faults


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 390, "height": 800}, has_touch=True)
    yield page
    page.close()


def show(page: Page, name: str, **more: Any) -> Page:
    page.set_content(make_page(name, **more))
    page.wait_for_function("window.ready")
    return page


def finding(page: Page) -> Locator:
    return page.locator(".b12-finding")


Press = Callable[[Page, str], None]


def click(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).tap()


def enter(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def choose(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("radio", name=name, exact=True).check()


# -- needle depth ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choices", "title"),
    [
        ([ARM, "Under 60 kg (130 lb)", "25 mm (1 in.)"], "In the muscle"),
        ([ARM, "Under 60 kg (130 lb)", "16 mm (5/8 in.)"], "Only with the skin stretched flat"),
        ([ARM, "60 to 70 kg (130 to 152 lb)", "16 mm (5/8 in.)"], "Too short for this build"),
        ([ARM, "60 to 70 kg (130 to 152 lb)", "38 mm (1.5 in.)"], "Longer than is given for this build"),
        ([ARM, "Under 60 kg (130 lb)", "25 mm (1 in.)", "45°"], "Slanted: not as deep as it is long"),
        (["Outer thigh (vastus lateralis)", "16 mm (5/8 in.)"], "Too short for this build"),
        (["Outer thigh (vastus lateralis)", "32 mm (1.25 in.)"], "In the range that is given"),
        (["Side of the hip (ventrogluteal)", "25 mm or less", "38 mm (1.5 in.)"], "In the muscle"),
        (["Side of the hip (ventrogluteal)", "25 mm or less", "25 mm (1 in.)"], "In the muscle in some, at its edge"),
        (["Side of the hip (ventrogluteal)", "25 to 35 mm", "25 mm (1 in.)"], "Stops in the fat"),
        (["Side of the hip (ventrogluteal)", "25 to 35 mm", "32 mm (1.25 in.)"], "In the muscle in some, in the fat"),
        (["Side of the hip (ventrogluteal)", "25 to 35 mm", "38 mm (1.5 in.)"], "In the muscle"),
        (["Side of the hip (ventrogluteal)", "More than 35 mm", "38 mm (1.5 in.)"], "May only just reach, or not"),
        (["Side of the hip (ventrogluteal)", "More than 35 mm", "32 mm (1.25 in.)"], "Stops in the fat"),
        (["Belly, into fat", "Fold of 2.5 cm (1 in.)", "16 mm (5/8 in.)"], "In the fat"),
        (["Belly, into fat", "Fold of 2.5 cm (1 in.)", "16 mm (5/8 in.)", "90°, straight in"], "Through the fat"),
        (["Outer thigh, into fat", "Fold of 5 cm (2 in.)", "16 mm (5/8 in.)", "90°, straight in"], "In the fat"),
        (["Outer thigh, into fat", "Fold of 5 cm (2 in.)", "16 mm (5/8 in.)", "45°"], "In the fat, but not the angle"),
        (["Belly, into fat", "Fold of 5 cm (2 in.)", "25 mm (1 in.)", "45°"], "In the fat, but a long needle"),
    ],
)
def test_needle_depth_tells_where_the_tip_ends(page: Page, choices: list[str], title: str) -> None:
    show(page, "needle-depth")
    choose(page, *choices)
    expect(finding(page).locator(".b12-finding-title")).to_contain_text(title)
    # Whatever the choice: nobody is told to pick a needle alone.
    expect(finding(page)).to_contain_text(re.compile("person who trained you|you were shown"))


def test_needle_depth_by_keyboard_and_for_the_ear(page: Page) -> None:
    show(page, "needle-depth")
    page.get_by_role("radio", name=ARM, exact=True).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Side of the hip (ventrogluteal)")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    status = page.get_by_role("status").filter(has=finding(page))
    expect(status).to_contain_text("25 to 35 mm. Needle 16 mm (5/8 in.) at 90 degrees: the tip ends 16 mm deep.")
    expect(status).to_contain_text("Too short for this build")


def test_needle_depth_draws_the_tip_to_scale(page: Page) -> None:
    show(page, "needle-depth")
    page.emulate_media(reduced_motion="reduce")
    middles = []
    for needle in ("13 mm (1/2 in.)", "38 mm (1.5 in.)"):
        choose(page, needle)
        middles.append(float(page.locator(".b12-tip circle").get_attribute("cy") or 0))
    ruler = page.locator(".b12-ruler path").evaluate_all("all => all.map(p => p.getBBox().y)")
    px_a_mm = (ruler[5] - ruler[0]) / 50
    assert middles[1] - middles[0] == pytest.approx(25 * px_a_mm, abs=0.5)
    assert page.locator(".b12-inject").evaluate("e => getComputedStyle(e).transitionDuration") == "0s"


@pytest.mark.parametrize("choices", [[ARM], ["Outer thigh (vastus lateralis)", "38 mm (1.5 in.)", "60°"]])
def test_needle_depth_keeps_its_words_apart(page: Page, choices: list[str]) -> None:
    show(page, "needle-depth")
    choose(page, *choices)
    words = page.locator(".b12-tissue :is(.b12-layer, .b12-tiptext)")
    boxes = words.evaluate_all("all => all.map(e => e.getBoundingClientRect()).map(b => [b.x, b.y, b.right, b.bottom])")
    assert len(boxes) >= 4
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


# -- draw-up --------------------------------------------------------------------------------


def plunge(page: Page, ml: float) -> None:
    page.get_by_role("slider", name="Plunger").fill(str(ml))


def draw_one_ml(page: Page, press: Press) -> None:
    press(page, "Wipe the stopper")
    plunge(page, 1)
    press(page, "Put the needle in")
    plunge(page, 0)
    press(page, "Turn the vial upside down")
    press(page, "Move the tip into the fluid")
    plunge(page, 1)


@pytest.mark.parametrize("press", [click, enter], ids=["mouse", "keyboard"])
def test_draw_up_in_the_right_order_is_ready(page: Page, press: Press) -> None:
    show(page, "draw-up")
    draw_one_ml(page, press)
    press(page, "Tap the barrel")
    told = page.locator(".b12-told")
    expect(told).to_contain_text("Push this air back into the vial")
    press(page, "Push in by one mark")
    expect(told).to_contain_text("Air went back into the vial")
    press(page, "Pull back by one mark")
    press(page, "Take the needle out")
    press(page, "Check my syringe")
    expect(finding(page)).to_be_focused()
    expect(finding(page)).to_contain_text("Ready")
    expect(finding(page)).to_contain_text("Drug in the syringe: 1,000 mcg, as ordered")
    assert finding(page).locator(".b12-is-wrong").count() == 0


def test_draw_up_by_finger(phone: Page) -> None:
    show(phone, "draw-up")
    draw_one_ml(phone, tap)
    expect(phone.locator(".b12-told")).to_contain_text("Drug flows in")
    tap(phone, "Take the needle out")
    tap(phone, "Check my syringe")
    expect(finding(phone)).to_contain_text("Not ready to give")


def test_draw_up_plunger_by_arrow_keys(page: Page) -> None:
    show(page, "draw-up")
    choose(page, "100 mcg from 1,000 mcg/mL")
    slider = page.get_by_role("slider", name="Plunger")
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(slider).to_have_attribute("aria-valuetext", "0.1 mL")
    expect(page.locator(".b12-told")).to_contain_text("0.1 mL of air in the syringe")


def _no_air(page: Page) -> None:
    click(page, "Wipe the stopper")
    click(page, "Put the needle in")
    click(page, "Turn the vial upside down")
    click(page, "Move the tip into the fluid")
    plunge(page, 1)


def _too_much_air(page: Page) -> None:
    click(page, "Wipe the stopper")
    plunge(page, 2)
    click(page, "Put the needle in")
    plunge(page, 0)
    click(page, "Turn the vial upside down")
    click(page, "Move the tip into the fluid")
    plunge(page, 1)
    click(page, "Take the needle out")


def _tip_above(page: Page) -> None:
    click(page, "Put the needle in")
    click(page, "Turn the vial upside down")
    plunge(page, 1)


def _air_through(page: Page) -> None:
    plunge(page, 1)
    _tip_up_side(page)
    plunge(page, 0)


def _tip_up_side(page: Page) -> None:
    click(page, "Put the needle in")
    click(page, "Turn the vial upside down")
    click(page, "Move the tip into the fluid")


def _squirt(page: Page) -> None:
    draw_one_ml(page, click)
    click(page, "Take the needle out")
    plunge(page, 0.9)


@pytest.mark.parametrize(
    ("mistake", "told", "check"),
    [
        (_no_air, "The plunger is hard to pull", "0 mL of air went in for a dose of 1 mL"),
        (_too_much_air, "The pressure pushed drug out", "2 mL of air went in for a dose of 1 mL"),
        (_tip_above, "Only air came in", "1 mL of air is left in the syringe"),
        (_air_through, "The air bubbled through the drug", "The stopper was not wiped"),
        (_squirt, "Drug went into the air", "stands at 0.9 mL. The order needs 1 mL"),
    ],
)
def test_mistakes_show_what_they_do(page: Page, mistake: Callable[[Page], None], told: str, check: str) -> None:
    show(page, "draw-up")
    mistake(page)
    expect(page.locator(".b12-mishap")).to_contain_text(told)
    out = page.get_by_role("button", name="Take the needle out")
    if out.count():
        out.click()
    click(page, "Check my syringe")
    expect(finding(page)).to_contain_text("Not ready to give")
    expect(finding(page).locator(".b12-is-wrong", has_text=check)).to_be_visible()


def test_a_touched_needle_is_not_ready_though_the_dose_is_right(page: Page) -> None:
    show(page, "draw-up")
    draw_one_ml(page, click)
    click(page, "Tap the barrel")
    plunge(page, 0.9)
    plunge(page, 1)
    click(page, "Take the needle out")
    click(page, "Touch the needle")
    click(page, "Check my syringe")
    wrong = finding(page).locator(".b12-is-wrong")
    expect(wrong).to_have_count(1)
    expect(wrong).to_contain_text("not sterile")


def test_air_left_in_makes_the_dose_short(page: Page) -> None:
    show(page, "draw-up")
    draw_one_ml(page, click)
    click(page, "Take the needle out")
    click(page, "Check my syringe")
    expect(finding(page)).to_contain_text("0.08 mL of air is left")
    expect(finding(page)).to_contain_text("Drug in the syringe: 920 mcg. The order says 1,000 mcg.")
    expect(finding(page).locator(".b12-is-right", has_text="stands at 1 mL")).to_be_visible()


def test_an_act_that_cannot_be_done_says_why(page: Page) -> None:
    show(page, "draw-up")
    told = page.locator(".b12-told")
    click(page, "Turn the vial")
    expect(told).to_contain_text("Put the needle through the stopper first.")
    click(page, "Put the needle in")
    click(page, "Wipe the stopper")
    expect(told).to_contain_text("cannot be wiped")
    click(page, "Check my syringe")
    expect(told).to_contain_text("Take the needle out of the vial first.")
    assert finding(page).count() == 0


# -- site finder ----------------------------------------------------------------------------


def point_at(page: Page, x: float, y: float, *, finger: bool = False) -> None:
    stage = page.locator(".b12-stage")
    box = stage.bounding_box()
    assert box
    at = {"x": box["width"] * x, "y": box["height"] * y}
    if finger:
        stage.tap(position=at)  # type: ignore[arg-type]
    else:
        stage.click(position=at)  # type: ignore[arg-type]


def test_site_finder_by_mouse(page: Page) -> None:
    show(page, "site-finder")
    point_at(page, 0.2, 0.2)
    expect(finding(page)).to_contain_text("Not the bony knob of the hip")
    expect(finding(page)).to_contain_text(re.compile(r"Your mark is [\d.]+ cm \([\d.]+ in\.\) from it on this drawing"))
    point_at(page, 0.5125, 0.616)
    expect(finding(page)).to_contain_text("Found: the bony knob")
    point_at(page, 0.72, 0.418)
    point_at(page, 0.485, 0.259)
    expect(page.locator(".b12-construct")).to_be_attached()
    point_at(page, 0.31, 0.5)
    expect(finding(page)).to_contain_text("Buttock")
    expect(finding(page)).to_contain_text("sciatic nerve")
    click(page, "Pick the point again")
    point_at(page, 0.585, 0.4)
    expect(finding(page)).to_contain_text("In the target")
    expect(finding(page)).to_contain_text("from “Bony knob”")


def test_site_finder_by_finger(phone: Page) -> None:
    show(phone, "site-finder")
    choose(phone, "Outer thigh (vastus lateralis)")
    point_at(phone, 0.524, 0.167, finger=True)
    point_at(phone, 0.54, 0.833, finger=True)
    point_at(phone, 0.72, 0.48, finger=True)
    expect(finding(phone)).to_contain_text("Front of the thigh")
    point_at(phone, 0.587, 0.5, finger=True)
    expect(finding(phone)).to_contain_text("In the target")


def test_site_finder_by_keyboard(page: Page) -> None:
    show(page, "site-finder")
    choose(page, ARM)
    page.keyboard.press("Tab")
    expect(page.locator(".b12-stage")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(finding(page)).to_contain_text("Found: the lower edge")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(finding(page)).to_contain_text("Too high: joint and bursa")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Enter")
    expect(finding(page)).to_contain_text("In the target")
    expect(finding(page)).to_contain_text("2.2 cm (0.9 in.) from “Too high: joint and bursa”")


@pytest.mark.parametrize(
    ("site", "places"),
    [
        (
            "Side of the hip (ventrogluteal)",
            ["On the bony knob", "On the front corner", "On the upper edge", "In the middle between"],
        ),
        ("Outer thigh (vastus lateralis)", ["On the bony knob", "On the bony bump", "Outer side, halfway"]),
        (ARM, ["On the lower edge", "About 5 cm (2 in.) below"]),
    ],
)
def test_site_finder_without_seeing_the_picture(page: Page, site: str, places: list[str]) -> None:
    show(page, "site-finder")
    choose(page, site)
    for place in places:
        enter(page, place)
    expect(page.get_by_role("status").filter(has=finding(page))).to_contain_text("In the target")


# -- dose trainer ---------------------------------------------------------------------------


def problem_on(page: Page) -> dict[str, Any]:
    dose, strength = page.locator(".b12-orderline dd").all_inner_texts()
    label = strength.partition("(")[0].strip()  # a remark in brackets stands under it
    return next(p for p in dose_trainer.problems() if (p["dose"], p["strength"]) == (dose, label))


def test_dose_trainer_by_keyboard(page: Page) -> None:
    show(page, "dose-trainer")
    expect(page.locator(".b12-sim")).to_contain_text("This is a trainer, not a clinical tool.")
    field = page.get_by_label("Volume to draw up")
    for n in range(1, 6):
        problem = problem_on(page)
        field.focus()
        page.keyboard.type(f"{problem['ml']:g}")
        page.keyboard.press("Enter")
        expect(finding(page)).to_contain_text(f"{problem['ml']:g} mL is right")
        expect(page.locator(".b12-tally")).to_contain_text(f"without help: {n}.")
        enter(page, "Next problem")
        expect(field).to_have_value("")
        expect(field).to_be_focused()


def until(page: Page, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """Go on to a problem of a kind; the whole deck is dealt before one comes again."""
    for _ in range(2 * len(dose_trainer.problems())):
        if wanted(problem := problem_on(page)):
            return problem
        click(page, "Next problem")
    raise AssertionError("no such problem was dealt")


@pytest.mark.parametrize(
    ("wanted", "typed", "told"),
    [
        (lambda p: p["ml"] == 0.25, "0.3", "Do not round."),
        (lambda p: p["ml"] == 1, "1.0", "written unsafely"),
        (lambda p: p["ml"] == 0.5, ".5", "Write 0.5, not .5"),
        (lambda p: p["ml"] == 1, "1000", "mg and mcg were mixed up"),
        (lambda p: p["ml"] == 0.2 and p["perMl"] == 5000, "5", "strength divided by dose"),
        (lambda p: p["ml"] == 0.1, "1", "10 times off"),
        (lambda p: p["ml"] == 1.5, "2.5", "too much"),
    ],
)
def test_dose_trainer_refuses_what_is_unsafe(
    page: Page, wanted: Callable[[dict[str, Any]], bool], typed: str, told: str
) -> None:
    show(page, "dose-trainer")
    until(page, wanted)
    page.get_by_label("Volume to draw up").fill(typed)
    page.get_by_role("button", name="Check").click()
    expect(finding(page)).to_contain_text(told)
    assert finding(page).locator("xpath=self::*[contains(@class, 'b12-result-right')]").count() == 0


def test_dose_trainer_shows_the_working_step_by_step(page: Page) -> None:
    show(page, "dose-trainer")
    until(page, lambda p: p["dose"] == "0.1 mg" and p["strength"] == "1,000 mcg/mL")
    steps = page.get_by_role("list", name="The working").get_by_role("listitem")
    click(page, "Show the first step")
    expect(steps).to_have_count(1)
    expect(steps.last).to_contain_text("0.1 mg = 100 mcg.")
    click(page, "Show the next step")
    expect(steps.last).to_contain_text("100 mcg ÷ 1,000 mcg/mL = 0.1 mL")
    words = page.locator(".b12-sim").inner_text()
    assert not re.search(r"(?<!not )\b\d+\.0\b|(?<![\d,])\.\d", words.replace("1, not 1.0", ""))


# -- rehearsal ------------------------------------------------------------------------------


def steps_in_order(part: dict[str, Any]) -> list[str]:
    return [s["text"].text for s in part["steps"]]


@pytest.mark.parametrize("press", [click, enter], ids=["mouse", "keyboard"])
@pytest.mark.parametrize("part", [rehearsal.PREPARE, rehearsal.DRAW, rehearsal.GIVE], ids=lambda p: p["id"])
def test_rehearsal_accepts_the_checklist(page: Page, part: dict[str, Any], press: Press) -> None:
    show(page, "rehearsal")
    choose(page, part["name"])
    expect(page.get_by_role("button", name="Check the order")).to_be_disabled()
    for words in steps_in_order(part):
        press(page, f"Add: {words}")
    press(page, "Check the order")
    expect(finding(page)).to_be_focused()
    expect(finding(page)).to_contain_text("A safe order")
    critical = sum(s["critical"] for s in part["steps"])
    expect(page.locator(".b12-step .b12-badge")).to_have_count(critical)


def test_rehearsal_names_the_unsafe_swap_and_takes_it_back(page: Page) -> None:
    show(page, "rehearsal")
    choose(page, "Draw up")
    words = steps_in_order(rehearsal.DRAW)
    for one in words:
        click(page, f"Add: {one}")
    click(page, f"Move up: {words[5]}")
    click(page, "Check the order")
    expect(finding(page)).to_contain_text("Stop and look again")
    expect(finding(page)).to_contain_text(f"Unsafe: “{words[5]}” stands before “{words[4]}”. Read with bubbles inside")
    expect(page.locator(".b12-is-unsafe", has_text=words[5])).to_contain_text("Unsafe this early")
    click(page, "Undo")
    expect(page.locator(".b12-step").nth(5)).to_contain_text(words[5])
    click(page, "Check the order")
    expect(finding(page)).to_contain_text("A safe order")


def test_rehearsal_tells_untidy_from_unsafe(page: Page) -> None:
    show(page, "rehearsal")
    choose(page, "Draw up")
    words = steps_in_order(rehearsal.DRAW)
    for one in [words[1], *words[:1], *words[2:]]:  # air first, then wipe: both before the needle goes in
        click(page, f"Add: {one}")
    click(page, "Check the order")
    expect(finding(page)).to_contain_text("A safe order")
    page.locator(".b12-step", has_text=words[3]).get_by_role("button", name="Move up").focus()
    page.keyboard.press("Alt+ArrowUp")
    click(page, "Check the order")
    expect(finding(page)).to_contain_text("Not unsafe, but out of order")
    assert page.locator(".b12-is-unsafe").count() == 0


# -- for everyone ---------------------------------------------------------------------------


def _busy(page: Page, name: str) -> None:
    """Bring a simulator into a state that shows most of what it has."""
    if name == "needle-depth":
        choose(page, "Side of the hip (ventrogluteal)", "25 to 35 mm")
    elif name == "draw-up":
        draw_one_ml(page, click)
        click(page, "Take the needle out")
        click(page, "Touch the needle")
        click(page, "Check my syringe")
    elif name == "site-finder":
        choose(page, ARM)
        click(page, "On the lower edge")
        click(page, "One finger width")
    elif name == "dose-trainer":
        page.get_by_label("Volume to draw up").fill("9.0")
        page.get_by_role("button", name="Check").click()
        for _ in range(3):
            page.get_by_role("button", name=re.compile("Show the (first|next) step")).click()
    else:
        for one in reversed(steps_in_order(rehearsal.PREPARE)):
            click(page, f"Add: {one}")
        click(page, "Check the order")
    page.locator("summary").click()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(page: Page, name: str, dark: bool) -> None:
    show(page, name, dark=dark)
    _busy(page, name)
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]})
    found = [
        (v["id"], n["html"][:200], n.get("failureSummary")) for v in results.response["violations"] for n in v["nodes"]
    ]
    assert found == []


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("name", NAMES)
def test_no_sideways_scrolling_on_a_phone(page: Page, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    show(page, name)
    _busy(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = """(all, width) => all
        .filter(e => e.getBoundingClientRect().right > width + 1 && !e.closest("svg"))
        .map(e => e.outerHTML.slice(0, 120))"""
    assert page.eval_on_selector_all(".b12-quiz *", wide, width) == []


@pytest.mark.parametrize("name", NAMES)
def test_targets_are_large_enough(page: Page, name: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    show(page, name)
    _busy(page, name)
    small = """all => all.filter(e => {
        const box = (e.closest('label') ?? e).getBoundingClientRect();
        return box.height > 0 && box.height < 44;
    }).map(e => e.outerHTML.slice(0, 120))"""
    assert page.eval_on_selector_all(".b12-quiz :is(button, input, summary)", small) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_widget_and_the_static_page_show_the_same(page: Page, name: str) -> None:
    words = []
    for how in ("kernel", "static"):
        show(page, name, how=how)
        section = page.get_by_role("region", name=f"Try it: {simulators.simulator(name).title}")
        expect(section).to_be_visible()
        words.append(section.locator(".b12-notes").inner_text())
        page.evaluate("takeAway()")
        assert page.locator(".b12-sim").count() == 0
    assert words[0] == words[1]


@pytest.mark.parametrize("name", NAMES)
def test_sources_stand_under_it(page: Page, name: str) -> None:
    show(page, name)
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    links = page.locator(".b12-sources li")
    expect(links.first).to_be_visible()
    expect(page.locator("summary")).to_have_text(f"Sources ({links.count()})")


def test_keys_stay_inside(page: Page) -> None:
    """JupyterLab acts on single letters: it must not hear them."""
    show(page, "dose-trainer")
    page.evaluate("window.heard = []; document.addEventListener('keydown', (e) => heard.push(e.key))")
    page.get_by_label("Volume to draw up").focus()
    page.keyboard.type("dd1")
    assert page.evaluate("heard") == []


def test_simulators_on_one_page_do_not_share_their_choices(page: Page) -> None:
    show(page, "needle-depth")
    names = page.eval_on_selector_all("input[type=radio]", "all => [...new Set(all.map(i => i.name))]")
    show(page, "needle-depth")
    again = page.eval_on_selector_all("input[type=radio]", "all => [...new Set(all.map(i => i.name))]")
    assert len(names) == 4
    assert not set(names) & set(again)


# -- the bundle -----------------------------------------------------------------------------


def test_both_bundles_were_built_from_the_sources() -> None:
    frontend = DIST.parent
    files = sorted(p.relative_to(frontend).as_posix() for p in (frontend / "src").rglob("*") if p.is_file())
    digest = hashlib.sha256()
    for path in ["package.json", *files]:
        digest.update(path.encode() + b"\0" + (frontend / path).read_bytes() + b"\0")
    for name in ("quiz.js", "quiz.css", "simulator.js", "simulator.css"):
        first = (DIST / name).read_text(encoding="utf-8").splitlines()[0]
        assert first == f"/* sources: {digest.hexdigest()} */", "run: npm run build"


def test_the_bundle_asks_nothing_of_other_hosts() -> None:
    for name in ("simulator.js", "simulator.css"):
        words = (DIST / name).read_text(encoding="utf-8")
        assert set(re.findall(r"https?://([\w.-]+)", words)) <= {"www.w3.org"}  # names of SVG and MathML
        assert not re.search(r"\beval\(|new Function|\bimport\(|^import ", words, re.M)
