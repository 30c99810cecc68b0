"""The quiz's front end in Chromium: every item type, in every mode, by every hand."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from b12course.bank.items import TYPES
from b12course.bank.learner_view import for_learner
from b12course.bank.scoring import score
from tests.browser.drivers import Finger, Hand, Keyboard, enter
from tests.browser.harness import CHROMIUM, CHROMIUM_FLAGS, DIST, LEARNER, gallery, make_page, make_spec

ITEMS = list(gallery())
MODES = ("graded", "practice", "review")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
MARK = (0.24, 0.5)  # a point of the target that mouse and arrow keys both reach


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def shared(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 700, "height": 900})
    faults: list[str] = []
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.on("dialog", lambda d: d.accept())  # "leave this page?" while something is unsaved
    yield page
    assert not faults
    page.close()


@pytest.fixture
def page(shared: Page) -> Page:
    """One page for all tests: opening a quiz replaces what it shows."""
    shared.set_viewport_size({"width": 700, "height": 900})
    return shared


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context()
    yield context
    context.close()


def show(page: Page, spec: dict[str, Any], **more: Any) -> Page:
    page.goto("about:blank")  # ends what the last test left behind, such as a message that is sent again
    page.set_content(make_page(spec, **more))
    page.wait_for_function("window.ready")
    return page


def sent(page: Page) -> list[dict[str, Any]]:
    return page.evaluate("kernel.sent")  # type: ignore[no-any-return]


def last_value(page: Page) -> Any:
    return [e for e in sent(page) if "value" in e][-1]["value"]


def public(item_id: str) -> dict[str, Any]:
    return for_learner(gallery()[item_id].public(), LEARNER)


def best(item_id: str) -> Any:
    item = gallery()[item_id]
    return list(MARK) if item.type == "hotspot" else item.variant(public(item_id).get("variant", 0)).best()


def answer(page: Page, hand: Hand, item_id: str) -> dict[str, Any]:
    """Enter the best answer and return the last event that carries it."""
    show(page, make_spec("graded", item_id))
    enter(hand, gallery()[item_id], public(item_id), best(item_id))
    page.keyboard.press("Tab")  # leaving a field sends what waits for a pause in typing
    expect(page.locator(".b12-saved")).to_contain_text("Saved")
    return [e for e in sent(page) if "value" in e][-1]


# -- what the learner enters ----------------------------------------------------------------


def test_the_gallery_has_every_type() -> None:
    assert {i.type for i in gallery().values()} == set(TYPES)


@pytest.mark.parametrize("item_id", ITEMS)
def test_mouse_and_keyboard_give_the_same_full_marks(page: Page, item_id: str) -> None:
    item = gallery()[item_id]
    variant = public(item_id).get("variant", 0)
    by_mouse = answer(page, Hand(page), item_id)
    by_keyboard = answer(page, Keyboard(page), item_id)

    assert by_mouse["value"] == by_keyboard["value"]
    assert by_mouse["item"] == item_id
    assert by_mouse["of"] == item.version
    assert by_mouse.get("variant") == public(item_id).get("variant")
    item.variant(variant).parse(by_mouse["value"])
    result = score(item, by_mouse["value"], variant)
    if item.type != "text":
        assert result.points == result.max_points > 0
    assert not result.unsafe


@pytest.mark.parametrize(
    "item_id", ["gallery-drag-cloze", "gallery-bowtie", "gallery-order", "gallery-hotspot", "gallery-syringe-3"]
)
def test_a_finger_needs_no_dragging(browser: Browser, item_id: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800}, has_touch=True)
    event = answer(page, Finger(page), item_id)
    result = score(gallery()[item_id], event["value"])
    assert result.points == result.max_points
    page.close()


def test_nothing_is_chosen_or_sent_before_the_learner_acts(page: Page) -> None:
    show(page, make_spec("graded", *ITEMS, layout="all"))
    page.wait_for_timeout(700)
    assert sent(page) == []
    assert page.locator("input:checked, [aria-pressed=true], .b12-full").count() == 0
    assert page.eval_on_selector_all("select", "all => all.every(s => s.value === '')")
    expect(page.locator(".b12-saved")).to_contain_text("No answer yet")


@pytest.mark.parametrize("item_id", ["gallery-drag-cloze", "gallery-bowtie"])
def test_chips_can_be_dragged(page: Page, item_id: str) -> None:
    show(page, make_spec("graded", item_id))
    slot = page.locator("[data-slot]").first
    chip = page.locator("[data-chip]").first
    words = chip.inner_text()
    chip.drag_to(slot)
    expect(slot).to_contain_text(words)
    slot.drag_to(page.locator(".b12-kind"))
    expect(slot).not_to_contain_text(words)
    assert last_value(page) == {}


def test_a_gap_offers_its_list_and_gives_back(page: Page) -> None:
    show(page, make_spec("graded", "gallery-drag-cloze"))
    gap = page.get_by_role("button", name="Gap 1")
    gap.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("group", name="Choices for Gap 1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(gap).to_be_focused()
    gap.click()
    page.get_by_role("group", name="Choices for Gap 1").get_by_role("button", name="kneecap").click()
    expect(gap).to_be_focused()
    expect(gap).to_have_accessible_name(re.compile("Gap 1: ?kneecap"))
    page.keyboard.press("Delete")
    expect(gap).to_have_accessible_name(re.compile("Gap 1, empty"))
    assert last_value(page) == {}


def test_escape_puts_a_chip_back(page: Page) -> None:
    show(page, make_spec("graded", "gallery-drag-cloze"))
    chip = page.locator("[data-chip=d]")
    chip.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Gap 1")).to_be_focused()
    page.keyboard.press("Escape")
    expect(chip).to_be_focused()
    expect(chip).to_have_attribute("aria-pressed", "false")
    assert sent(page) == []


def test_steps_move_by_button_key_and_pointer(page: Page) -> None:
    item_id = "gallery-order"
    show(page, make_spec("graded", item_id), answers={item_id: ["a", "b", "c"]})
    page.get_by_role("button", name="Move down: Find the outer").click()
    assert last_value(page) == ["b", "a", "c"]
    expect(page.get_by_role("button", name="Move down: Find the outer")).to_be_focused()
    page.keyboard.press("Alt+ArrowUp")
    assert last_value(page) == ["a", "b", "c"]
    expect(page.locator("[role=status]", has_text="is now step 1 of 3")).to_be_attached()
    page.locator("[data-step=c] .b12-grip").drag_to(page.locator("[data-step=a]"))
    assert last_value(page) == ["c", "a", "b"]
    page.get_by_role("button", name="Take out: Put the needle").click()
    assert last_value(page) == ["a", "b"]


def test_select_n_says_why_it_takes_no_more(page: Page) -> None:
    item_id = "gallery-select-n"
    show(page, make_spec("graded", item_id), answers={item_id: ["a", "b", "c"]})
    expect(page.get_by_text("3 of 3 chosen")).to_be_visible()
    page.get_by_label("Acromion").click()
    expect(page.get_by_label("Acromion")).not_to_be_checked()
    expect(page.get_by_text("You have chosen 3 already. Take one away first")).to_be_visible()
    assert sent(page) == []


def test_emptied_answers_are_sent(page: Page) -> None:
    show(page, make_spec("graded", "gallery-multiple"), answers={"gallery-multiple": ["a"]})
    page.locator("input:checked").click()
    assert last_value(page) == []
    show(page, make_spec("graded", "gallery-single"), answers={"gallery-single": "b"})
    page.get_by_role("button", name="Clear answer").click()
    assert last_value(page) is None
    assert page.locator("input:checked").count() == 0


@pytest.mark.parametrize(
    ("typed", "value", "says"),
    [
        ("0.5", 0.5, None),
        ("0,5", 0.5, None),
        ("1,000", 1000, None),
        ("0,125", 0.125, None),
        ("12,500.5", 12500.5, None),
        (".5", 0.5, "Write 0.5, not .5: the point is easy to miss"),
        ("1.0", 1, "Write 1, not 1.0: it can be read as 10"),
        ("0.50", 0.5, "Write 0.5, not 0.50"),
        ("1.000,5", None, "one decimal mark only"),
        ("-1", None, "cannot be below 0"),
        ("half", None, "Type a number"),
        ("0.5 mL", None, "Type the number only"),
        ("2000000", None, "must not be above 1,000,000"),
    ],
)
def test_typed_amounts(page: Page, typed: str, value: float | None, says: str | None) -> None:
    show(page, make_spec("graded", "gallery-numeric"))
    page.get_by_label("Your answer").fill(typed)
    page.get_by_label("Unit").select_option("mL")
    if says:
        expect(page.get_by_text(says)).to_be_visible()
    if value is None:
        page.wait_for_timeout(600)
        assert sent(page) == []
    else:
        assert last_value(page) == {"value": value, "unit": "mL", "entered": typed}


def test_a_slow_screen_loses_no_decimal_point(context: BrowserContext) -> None:
    """What is typed between two paints must stay: "2.5" that becomes "25" is a tenfold dose."""
    page = context.new_page()
    page.add_init_script("window.requestAnimationFrame = f => setTimeout(f, 300)")
    show(page, make_spec("graded", "gallery-numeric"))
    page.get_by_label("Unit").select_option("mL")
    field = page.get_by_label("Your answer")
    field.focus()
    page.keyboard.type("2.5")
    page.wait_for_timeout(900)
    assert field.input_value() == "2.5"
    assert last_value(page)["value"] == 2.5


def test_an_amount_that_is_none_any_more_is_taken_back(page: Page) -> None:
    show(
        page,
        make_spec("graded", "gallery-numeric"),
        answers={"gallery-numeric": {"value": 0.5, "unit": "mL", "entered": "0.5"}},
    )
    expect(page.get_by_label("Your answer")).to_have_value("0.5")
    page.get_by_label("Your answer").fill("0.5x")
    page.get_by_label("Your answer").blur()
    assert last_value(page) is None
    expect(page.get_by_label("Your answer")).to_have_value("0.5x")


def test_the_syringe_hides_its_reading_and_speaks_it(page: Page) -> None:
    show(page, make_spec("graded", "gallery-syringe-3"))
    plunger = page.get_by_role("slider", name="Plunger")
    expect(plunger).to_have_attribute("aria-valuetext", "empty, nothing drawn up yet")
    plunger.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    expect(plunger).to_have_attribute("aria-valuetext", "0.8 mL")
    page.add_style_tag(content=".b12-unseen { display: none !important }")
    assert "0.8" not in page.locator(".b12-syringe").inner_text()


def test_a_place_can_be_chosen_by_its_description(page: Page) -> None:
    show(page, make_spec("graded", "gallery-hotspot"))
    page.get_by_label("Outer side, middle third").check()
    assert last_value(page) == [0.24, 0.5]
    expect(page.get_by_text("24% from the left, 50% from the top").first).to_be_visible()


# -- what the kernel says -------------------------------------------------------------------


def test_saved_is_said_only_when_it_is(page: Page) -> None:
    show(page, make_spec("graded", "gallery-single"), kernel="silent")
    state = page.locator(".b12-saved")
    page.get_by_label("Ventrogluteal").check()
    expect(state).to_contain_text("Saving…")
    page.evaluate("model.saved(kernel.sent[0])")
    at = page.evaluate("new Date(kernel.at).toTimeString().slice(0, 5)")
    expect(state).to_contain_text(f"✓ Saved {at}")


def test_a_refusal_is_told_and_can_be_tried_again(page: Page) -> None:
    show(page, make_spec("graded", "gallery-single"), kernel="refused")
    page.get_by_label("Ventrogluteal").check()
    expect(page.get_by_role("alert")).to_contain_text("Not saved: the answer must be a number.")
    expect(page.get_by_label("Ventrogluteal")).to_be_checked()
    page.evaluate("kernel.mode = 'saved'")
    page.get_by_role("button", name="Save again").click()
    expect(page.locator(".b12-saved")).to_contain_text("Saved")
    expect(page.get_by_role("alert")).to_be_empty()


def test_silence_is_told_and_the_event_is_sent_again(context: BrowserContext) -> None:
    page = context.new_page()
    page.clock.install()
    show(page, make_spec("graded", "gallery-single"), kernel="silent")
    state = page.locator(".b12-saved")
    page.get_by_label("Ventrogluteal").check()
    page.clock.run_for(4100)
    expect(state).to_contain_text("Not saved yet. Trying again…")
    page.clock.run_for(10_000)
    expect(page.get_by_role("alert")).to_contain_text("the course’s engine is not answering")
    expect(page.get_by_role("alert")).to_contain_text("Choose Run ▸ Run All Cells, then it is saved.")
    events = sent(page)
    assert len(events) == 4
    assert len({e["seq"] for e in events}) == 1
    page.evaluate("dispatchEvent(new Event('online'))")
    assert len(sent(page)) == 5
    assert page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    page.evaluate("model.saved(kernel.sent[0])")
    expect(state).to_contain_text("✓ Saved")
    assert page.evaluate("dispatchEvent(new Event('beforeunload', { cancelable: true }))")
    page.clock.run_for(20_000)
    assert len(sent(page)) == 5


def test_only_the_latest_answer_is_sent_again(context: BrowserContext) -> None:
    page = context.new_page()
    page.clock.install()
    show(page, make_spec("graded", "gallery-single"), kernel="silent")
    page.get_by_label("Ventrogluteal").check()
    page.get_by_label("Deltoid").check()
    page.get_by_role("button", name="Flag for review").click()
    page.clock.run_for(9200)
    again = sent(page)[3:]
    assert [e.get("value", e.get("flag")) for e in again] == ["b", True, "b", True]


def test_typing_is_sent_after_a_pause_and_when_the_field_is_left(context: BrowserContext) -> None:
    page = context.new_page()
    page.clock.install()
    show(page, make_spec("graded", "gallery-text"))
    words = page.get_by_label("Your answer")
    words.press_sequentially("Use the outer side")
    assert len(sent(page)) == 0
    page.clock.run_for(600)
    assert [e["value"] for e in sent(page)] == ["Use the outer side"]
    words.press_sequentially("!")
    words.blur()
    assert [e["value"] for e in sent(page)] == ["Use the outer side", "Use the outer side!"]


def test_unsaved_answers_go_over_to_the_next_widget(page: Page) -> None:
    """Run All Cells after a kernel restart replaces the widget; its unsaved answer must not go with it."""
    show(page, make_spec("graded", "gallery-single"), kernel="silent")
    page.get_by_label("Ventrogluteal").check()
    page.evaluate("takeAway(); kernel.mode = 'saved'; kernel.sent = []; window.takeAway = show(); 0")
    expect(page.get_by_label("Ventrogluteal")).to_be_checked()
    expect(page.locator(".b12-saved")).to_contain_text("✓ Saved")
    assert [e["value"] for e in sent(page)] == ["a"]


@pytest.mark.parametrize("item_id", ITEMS)
def test_answers_are_restored(page: Page, item_id: str) -> None:
    value = best(item_id)
    item = gallery()[item_id]
    progress = {item_id: 3} if item.type == "case" else {}
    show(page, make_spec("graded", item_id), answers={item_id: value}, flags=[item_id], progress=progress)
    expect(page.locator(".b12-saved")).to_contain_text("Saved")
    expect(page.get_by_role("button", name="Flag for review")).to_have_attribute("aria-pressed", "true")
    assert sent(page) == []
    filled = page.locator(
        "input:checked, .b12-phrase[aria-pressed=true], .b12-full, .b12-step, .b12-placed, .b12-turn"
    ).count()
    filled += page.eval_on_selector_all(
        "select, textarea, input[type=text], input[type=range]",
        "all => all.filter(e => e.value && e.value !== '0').length",
    )
    assert filled > 0


def test_another_view_s_answer_appears_but_clobbers_nothing(page: Page) -> None:
    show(page, make_spec("graded", "gallery-single"), kernel="silent")
    page.evaluate("model.set('answers', {'gallery-single': 'b'})")
    expect(page.get_by_label("Deltoid")).to_be_checked()
    page.get_by_label("Ventrogluteal").check()
    page.evaluate("model.set('answers', {'gallery-single': 'b'})")
    expect(page.get_by_label("Ventrogluteal")).to_be_checked()


def test_two_views_share_no_id_and_no_radio_group(page: Page) -> None:
    show(page, make_spec("graded", *ITEMS, layout="all"))
    page.evaluate("void show('second')")
    ids = page.eval_on_selector_all("[id]", "all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))
    page.locator("#quiz").get_by_label("Ventrogluteal, lying").check()
    expect(page.locator("#second").get_by_label("Ventrogluteal, lying")).to_be_checked()
    page.locator("#second").get_by_label("Inner thigh, halfway").check()
    expect(page.locator("#quiz").get_by_label("Inner thigh, halfway")).to_be_checked()


def test_without_a_kernel_the_browser_keeps_answers(context: BrowserContext) -> None:
    page = context.new_page()
    html = make_page(make_spec("graded", "gallery-single"), how="local")
    page.route("http://quiz.test/", lambda route: route.fulfill(body=html, content_type="text/html; charset=utf-8"))
    page.goto("http://quiz.test/")
    page.get_by_label("Ventrogluteal").check()
    expect(page.locator(".b12-saved")).to_contain_text("✓ Saved")
    page.reload()
    expect(page.get_by_label("Ventrogluteal")).to_be_checked()


def test_keys_stay_inside(page: Page) -> None:
    show(page, make_spec("graded", "gallery-multiple"))
    page.evaluate("""
        window.heard = [];
        for (const name of ["keydown", "keypress", "keyup"]) document.addEventListener(name, () => heard.push(name));
    """)
    page.locator("input").first.focus()
    for key in ("d", "d", "x", "Space", "Escape"):
        page.keyboard.press(key)
    assert page.evaluate("heard") == []
    assert page.locator(".b12-quiz").get_attribute("data-lm-suppress-shortcuts") == "true"


# -- practice -------------------------------------------------------------------------------


def test_practice_tells_element_by_element(page: Page) -> None:
    item_id = "gallery-multiple"
    show(page, make_spec("practice", item_id))
    check = page.get_by_role("button", name="Check")
    expect(check).to_be_disabled()
    Hand(page).tick(item_id, ["a", "e"])
    check.click()

    expect(page.locator(".b12-opt", has_text="usual choice")).to_contain_text("✓ Right.")
    wrong = page.locator(".b12-opt", has_text="front of the thigh")
    expect(wrong).to_contain_text("✕ Unsafe.")
    expect(wrong).to_contain_text("Branches of the femoral nerve")
    result = page.locator(".b12-result")
    expect(result).to_be_focused()
    expect(result).to_contain_text("Stop and look again. One choice could hurt someone.")
    expect(result).to_contain_text("1 of 3 right choices found. 1 choice does not belong.")
    expect(result).to_contain_text("Read again: The outer thigh")
    expect(page.locator(".b12-refs")).to_contain_text("Immunize.org, needle and site")
    assert "Missed" not in page.locator(".b12-quiz").inner_text()
    assert "point" not in page.locator(".b12-quiz").inner_text()

    page.get_by_role("button", name="Show the answer").click()
    assert page.locator(".b12-quiz").inner_text().count("○ Missed.") == 2
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("input:checked")).to_have_count(2)
    page.locator("input:checked").last.click()
    Hand(page).tick(item_id, ["b", "c"])
    check.click()
    expect(page.locator(".b12-result")).to_contain_text("That is right.")


@pytest.mark.parametrize("item_id", [i for i in ITEMS if i not in ("gallery-text", "gallery-case", "gallery-scenario")])
def test_practice_knows_the_best_answer(page: Page, item_id: str) -> None:
    show(page, make_spec("practice", item_id), answers={item_id: best(item_id)})
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".b12-result")).to_have_text(re.compile("^✓ That is right."))
    assert page.locator(".b12-tone-wrong, .b12-tone-unsafe, .b12-tone-missed").count() == 0


def test_practice_of_words_compares_and_does_not_judge(page: Page) -> None:
    show(page, make_spec("practice", "gallery-text"), answers={"gallery-text": "On the outer side."})
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("One good answer, to compare with yours")).to_be_visible()
    expect(page.get_by_text("Full: Outer side and middle third are both named")).to_be_visible()
    assert not re.search(r"Right\.|Not this|Not yet", page.locator(".b12-quiz").inner_text())


def test_an_answer_in_words_has_room_for_several_lines(page: Page) -> None:
    show(page, make_spec("practice", "gallery-text"))
    box = page.locator("textarea").bounding_box()
    assert box
    assert box["height"] >= 120  # five lines


def test_read_again_links_only_to_what_is_there(page: Page) -> None:
    spec = make_spec("practice", "gallery-single")
    show(page, spec, answers={"gallery-single": "b"})
    page.get_by_role("button", name="Check").click()
    assert page.locator(".b12-result a").count() == 0
    show(page, spec, answers={"gallery-single": "b"}, heading='<span id="choosing-a-site">Choosing a site</span>')
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".b12-result a")).to_have_attribute("href", "#choosing-a-site")


def test_one_question_at_a_time(page: Page) -> None:
    show(page, make_spec("practice", "gallery-single", "gallery-multiple", first=3, of=14))
    expect(page.locator(".b12-kind")).to_have_text("Question 3 of 14 · choose one")
    dots = page.get_by_role("navigation", name="Questions").get_by_role("button")
    expect(dots).to_have_count(2)
    expect(dots.first).to_have_attribute("aria-current", "step")
    page.get_by_role("button", name="Next").click()
    expect(page.locator("legend")).to_be_focused()
    expect(page.locator(".b12-kind")).to_have_text("Question 4 of 14 · select all that apply")
    Hand(page).tick("gallery-multiple", ["a"])
    expect(dots.last).to_have_accessible_name("Question 4, answered")
    page.get_by_role("button", name="Back").click()
    expect(page.locator(".b12-kind")).to_contain_text("Question 3")


# -- case and scenario ----------------------------------------------------------------------


def test_a_case_unfolds_and_keeps_earlier_answers(page: Page) -> None:
    item_id = "gallery-case"
    show(page, make_spec("graded", item_id))
    expect(page.get_by_role("tab")).to_have_text(["Notes", "Orders"])
    expect(page.get_by_text("When you go on, this answer is kept as it is")).to_be_visible()
    Hand(page).tick(f"{item_id}-1", ["a"])
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".b12-column .b12-kind")).to_contain_text("Question 2 of 6 · analyze cues")
    expect(page.get_by_role("tab", name="Notes")).to_contain_text("New")
    expect(page.get_by_text("New in the chart: Notes.")).to_be_visible()
    assert {"item": item_id, "step": 2}.items() <= sent(page)[-1].items()

    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("You have not answered this question.")).to_be_visible()
    page.get_by_role("button", name="Go on without an answer").click()
    expect(page.locator(".b12-column .b12-kind")).to_contain_text("Question 3 of 6")
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Back").click()
    expect(page.locator(".b12-column .b12-kind")).to_contain_text("Question 1 of 6")
    assert page.locator(".b12-column input:not(:disabled)").count() == 0
    expect(page.get_by_text("kept as it is, because the chart has told you more since")).to_be_visible()
    assert last_value(page) == {"1": ["a"]}

    tab = page.get_by_role("tab", name="Notes")
    tab.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Orders")).to_be_focused()
    expect(page.get_by_role("tabpanel")).to_contain_text("Vial: 1,000 mcg/mL")


def test_a_case_in_practice_checks_before_next(page: Page) -> None:
    item_id = "gallery-case"
    show(page, make_spec("practice", item_id))
    expect(page.get_by_role("button", name="Next")).to_have_count(0)
    Hand(page).tick(f"{item_id}-1", ["a", "b"])
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".b12-result")).to_contain_text("That is right.")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".b12-column .b12-kind")).to_contain_text("Question 2 of 6")
    expect(page.get_by_role("button", name="Check")).to_be_disabled()


def test_a_scenario_branches_and_can_start_again(page: Page) -> None:
    show(page, make_spec("practice", "gallery-scenario"))
    do = page.get_by_role("button", name="Do this")
    expect(do).to_be_disabled()
    page.get_by_label("Give it into the arm").check()
    assert sent(page) == []
    do.click()
    assert last_value(page) == ["b"]
    turn = page.get_by_role("list", name="Your path so far").get_by_role("listitem")
    expect(turn).to_be_focused()
    expect(turn).to_contain_text("✕ Unsafe.")
    expect(turn).to_contain_text("2 mL is too much for a thin deltoid")
    expect(page.get_by_text("This path ends in harm: A sore and swollen arm")).to_be_visible()
    page.get_by_role("button", name="Start again").click()
    assert last_value(page) == []
    expect(page.get_by_text("In the arm, as always, please")).to_be_visible()


@pytest.mark.parametrize("choices", [["a", "a"], ["a", "b"], ["b"]])
def test_a_graded_scenario_tells_the_way_and_nothing_of_its_worth(page: Page, choices: list[str]) -> None:
    show(page, make_spec("graded", "gallery-scenario"))
    moments = public("gallery-scenario")["nodes"].values()
    for n, (choice, moment) in enumerate(zip(choices, moments, strict=False), 1):
        expect(page.get_by_text("A decision is final once you choose Do this.")).to_be_visible()
        text = next(c["text"] for c in moment["choices"] if c["id"] == choice)
        page.get_by_label(text).check()
        page.get_by_role("button", name="Do this").click()
        assert last_value(page) == choices[:n]
        turn = page.get_by_role("list", name="Your path so far").get_by_role("listitem").nth(n - 1)
        expect(turn).to_contain_text(moment["text"])
        expect(turn).to_contain_text(f"You chose: {text}")
        expect(page.locator("[data-b12-now]")).to_be_focused()
    expect(page.get_by_text("This is the end of the story.")).to_be_visible()
    for name in ("Start again", "Show the answer", "Do this"):
        assert page.get_by_role("button", name=name).count() == 0
    assert page.locator(".b12-quiz :is(.b12-tag, .b12-why, .b12-result:not(.b12-result-plain))").count() == 0
    for told in ("sore and swollen", "She nods", "swells", "goes in smoothly", "dreads the next one"):
        assert told not in page.content()  # neither on the screen nor in what came with the page


def test_a_review_with_less_than_everything_keeps_the_end_back(page: Page) -> None:
    given = {"gallery-scenario": ["b"]}
    show(page, make_spec("review", "gallery-scenario", responses=given, reveal="right_or_wrong"), answers=given)
    words = page.locator(".b12-quiz").inner_text()
    assert "This is the end of the story." in words
    assert "You chose: Give it into the arm" in words
    for hidden in ("harm", "swells", "too much for a thin deltoid"):
        assert hidden not in words


# -- review ---------------------------------------------------------------------------------

WRONG = {"gallery-multiple": ["a", "b", "e"]}


def test_review_shows_everything(page: Page) -> None:
    show(page, make_spec("review", "gallery-multiple", responses=WRONG), answers=WRONG)
    words = page.locator(".b12-quiz").inner_text()
    for expected in (
        "○ Partly right. 1 of 3 points.",
        "Unsafe. One choice could hurt someone.",
        "○ Missed.",
        "✕ Unsafe.",
        "Measure from trochanter",
    ):
        assert expected in words
    assert page.locator("input:not(:disabled)").count() == 0
    assert page.locator("input:checked").count() == 3


def test_review_shows_right_or_wrong_only(page: Page) -> None:
    spec = make_spec("review", "gallery-multiple", responses=WRONG, reveal="right_or_wrong")
    show(page, spec, answers=WRONG)
    words = page.locator(".b12-quiz").inner_text()
    assert "Partly right. 1 of 3 points." in words
    for hidden in ("Missed", "Unsafe", "trochanter to", "Read again", "Sources"):
        assert hidden not in words


def test_review_shows_objectives_only(page: Page) -> None:
    spec = make_spec("review", "gallery-multiple", responses=WRONG, reveal="objectives")
    show(page, spec, answers=WRONG)
    words = page.locator(".b12-quiz").inner_text()
    assert "Give the steps of an injection into the outer thigh." in words
    for hidden in ("Partly", "points", "Missed", "Unsafe"):
        assert hidden not in words


def test_review_of_a_case_goes_through_its_questions(page: Page) -> None:
    given = {"gallery-case": {"1": ["a", "c"], "3": "c"}}
    show(page, make_spec("review", "gallery-case", responses=given), answers=given)
    expect(page.locator(".b12-result")).to_contain_text("0 of 2 points")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".b12-result")).to_contain_text("No answer was given.")
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".b12-result")).to_contain_text("Unsafe. One choice could hurt someone.")


# -- for everyone ---------------------------------------------------------------------------


def _every_type(page: Page, mode: str, **more: Any) -> None:
    """Show all items in one frame, answered in full except in the graded mode's first half."""
    answers = {i: best(i) for n, i in enumerate(ITEMS) if mode != "graded" or n % 2}
    if mode != "graded":
        answers |= {
            "gallery-single": "c",
            "gallery-multiple": ["a", "e"],
            "gallery-hotspot": [0.76, 0.5],
            "gallery-highlight": ["t1", "t2"],
        }
        answers |= {
            "gallery-matrix": {"thin": "deltoid"},
            "gallery-cloze": {"bone": "b"},
            "gallery-order": ["a", "c", "b", "d", "e"],
        }
        answers |= {
            "gallery-numeric": {"value": 5, "unit": "mL", "entered": "5.0"},
            "gallery-scenario": ["b"],
            "gallery-drag-cloze": {"heel": "b"},
        }
    show(page, make_spec(mode, *ITEMS, layout="all", responses=answers), answers=answers, **more)
    if mode == "practice":
        for name in ("Check", "Show the answer"):
            page.evaluate(
                "name => document.querySelectorAll('button').forEach((b) => b.textContent === name && b.click())", name
            )
            page.wait_for_timeout(50)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing(page: Page, mode: str, dark: bool) -> None:
    _every_type(page, mode, dark=dark)
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]})
    found = [
        (v["id"], n["html"][:200], n.get("failureSummary")) for v in results.response["violations"] for n in v["nodes"]
    ]
    assert found == []


@pytest.mark.parametrize("mode", MODES)
def test_no_sideways_scrolling_at_320_px(page: Page, mode: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    _every_type(page, mode)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    wide = """all => all
        .filter(e => e.getBoundingClientRect().right > 321 && !e.closest("svg"))
        .map(e => e.outerHTML.slice(0, 120))"""
    assert page.eval_on_selector_all(".b12-quiz *", wide) == []


def test_targets_are_large_enough(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    _every_type(page, "graded")
    small = """all => all.filter(e => {
        const box = (e.closest('label') ?? e).getBoundingClientRect();
        return box.height > 0 && box.height < 44 && !e.matches('.b12-phrase');
    }).map(e => e.outerHTML.slice(0, 120))"""
    assert page.eval_on_selector_all(".b12-quiz :is(button, input, select, textarea)", small) == []


@pytest.mark.parametrize(
    ("scheme", "attribute", "dark"),
    [("dark", None, True), ("light", None, False), ("dark", "light", False), ("light", "dark", True)],
)
def test_theme_follows_the_page_before_the_system(page: Page, scheme: str, attribute: str | None, dark: bool) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    show(page, make_spec("graded", "gallery-single"))
    page.evaluate("document.documentElement.removeAttribute('data-theme')")
    if attribute:
        page.evaluate("light => (document.body.dataset.jpThemeLight = light)", attribute == "light")
    accent = page.locator(".b12-title").evaluate("e => getComputedStyle(e).color")
    page.emulate_media(color_scheme="light")
    assert (accent == "rgb(232, 237, 242)") is dark


# -- the bundle -----------------------------------------------------------------------------


def test_the_bundle_was_built_from_its_sources() -> None:
    frontend = DIST.parent
    files = sorted(p.relative_to(frontend).as_posix() for p in (frontend / "src").rglob("*") if p.is_file())
    digest = hashlib.sha256()
    for path in ["package.json", *files]:
        digest.update(path.encode() + b"\0" + (frontend / path).read_bytes() + b"\0")
    for name in ("quiz.js", "quiz.css"):
        first = (DIST / name).read_text(encoding="utf-8").splitlines()[0]
        assert first == f"/* sources: {digest.hexdigest()} */", "run: npm run build"


def test_the_bundle_asks_nothing_of_other_hosts() -> None:
    for name in ("quiz.js", "quiz.css"):
        words = (DIST / name).read_text(encoding="utf-8")
        assert set(re.findall(r"https?://([\w.-]+)", words)) <= {"www.w3.org"}  # names of SVG and MathML
        assert not re.search(r"\beval\(|new Function|\bimport\(|^import ", words, re.M)


def test_graded_mode_needs_no_key() -> None:
    spec = make_spec("graded", *ITEMS)
    assert "explain" not in spec
    assert "'rationale'" not in str(spec)
