"""The static site in Chromium: a caregiver's way through it, by touch and by keyboard, and without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect

from b12course.bank.items import ItemBase
from b12course.bank.learner_view import for_learner
from b12course.bank.lessons import read_lesson
from b12course.bank.loading import load_module
from b12course.site.live import LEARNER
from tests.browser.drivers import _WAY_TO, Finger, Hand, Keyboard, enter
from tests.browser.harness import CHROMIUM, CHROMIUM_FLAGS, gallery
from tests.browser.sites import GALLERY, ROOT, Server, built_site

MODULE = "04_sites"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# No name resolves: whatever asks for another host fails, and is counted.
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
ITEMS = list(gallery())


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_site(tmp_path_factory, ITEMS)


@pytest.fixture(scope="module")
def pages(site: Path) -> list[str]:
    return sorted(p.stem for p in (site / "us").glob("*.html"))


@pytest.fixture(scope="module")
def server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(site, tmp_path_factory.mktemp("served") / "www")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*CHROMIUM_FLAGS, ONLY_HERE])
    yield browser
    browser.close()


class Watch:
    """Notes every request to another host, every failed one and every error of a script."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.foreign: list[str] = []
        self.faults: list[str] = []
        host = address.split("/b12/")[0]
        context.on(
            "request",
            lambda r: self.foreign.append(r.url) if not r.url.startswith((host, "data:", "blob:")) else None,
        )
        context.on("weberror", lambda e: self.faults.append(str(e.error)))
        context.on("response", lambda r: self.faults.append(f"{r.status} {r.url}") if r.status >= 400 else None)

    def check(self) -> None:
        assert self.foreign == []
        assert self.faults == []


@pytest.fixture
def phone(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    watch = Watch(context, server.address)
    yield context.new_page()
    watch.check()
    context.close()


@pytest.fixture
def desktop(browser: Browser, server: Server) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    watch = Watch(context, server.address)
    yield context.new_page()
    watch.check()
    context.close()


def visit(page: Page, server: Server, path: str) -> None:
    page.goto(server.address + path)
    live = page.locator("[data-live]")
    expect(page.locator("[data-state=live]")).to_have_count(live.count())


def expect_kept_for_offline(page: Page) -> None:
    expect(page.locator("[data-offline]")).to_have_text("Ready to use offline.", timeout=30_000)


# -- a hand inside one quiz of the page -----------------------------------------------------------


class Within:
    """A page whose elements are looked for in one place only."""

    def __init__(self, page: Page, place: Locator) -> None:
        self._page, self._place = page, place

    def locator(self, selector: str) -> Locator:
        return self._place.locator(selector)

    def get_by_role(self, *args: Any, **options: Any) -> Locator:
        return self._place.get_by_role(*args, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)


class LongKeyboard(Keyboard):
    """Tabs through a whole page, of which a quiz is a small part."""

    def choose_radio(self, base: str, options: list[str], choice: str) -> None:
        group = self.by_id(f"{base}-{options[0]}")
        around = group.locator("xpath=ancestor::*[@data-live]")
        inside = "e => e.contains(document.activeElement)"
        way = f"t => {_WAY_TO.replace('TARGET', 't')}"
        for _ in range(500):
            if around.evaluate(inside):
                break
            self.page.keyboard.press(self.page.evaluate(way, group.element_handle()))
        super().choose_radio(base, options, choice)

    def reach(self, target: Locator) -> None:
        expect(target).to_be_attached()
        for _ in range(4):
            try:
                super().reach(target)
                return
            except AssertionError:
                continue
        super().reach(target)


def quiz_of(page: Page, item_id: str) -> Locator:
    """Return the place of the quiz that shows an item, found by the data that the page carries."""
    return page.locator(f"[data-live=quiz][data-items~='{item_id}']")


def answer(hand: Hand, item: ItemBase, value: Any) -> None:
    public = for_learner(item.public(), LEARNER)
    if item.type == "case":
        for n, sub in enumerate(item.items, 1):  # type: ignore[attr-defined]
            enter(hand, sub, public["items"][n - 1], value[str(n)], f"{item.id}-{n}")
            hand.press_button("Check")
            if n < len(item.items):  # type: ignore[attr-defined]
                hand.press_button("Next")
        return
    enter(hand, item, public, value)
    if item.type != "scenario":
        hand.press_button("Check")


def best(item: ItemBase) -> Any:
    if item.type == "text":
        return "Midway between hip and knee, on the outer side. Show me where."
    return item.variant(for_learner(item.public(), LEARNER).get("variant", 0)).best()


def module_items() -> list[list[ItemBase]]:
    """Return the practice of the module as its page shows it: several items may share a quiz."""
    lesson = read_lesson(ROOT / "course" / "lessons" / f"{MODULE}.md")
    bank = {i.id: i for i in load_module(ROOT / "course" / "practice" / f"{MODULE}.yaml", "us").items}
    calls = re.findall(r"lesson\.practice\(([^)]*)\)", lesson.body)
    return [[bank[i] for i in re.findall(r'"([^"]+)"', call)] for call in calls]


def go_through(page: Page, make_hand: type[Hand], quizzes: list[list[ItemBase]]) -> None:
    for quiz in quizzes:
        place = quiz_of(page, quiz[0].id)
        hand = make_hand(Within(page, place))  # type: ignore[arg-type]
        for n, item in enumerate(quiz, 1):
            answer(hand, item, best(item))
            expect(place.locator(".b12-saved").first).to_contain_text("Saved")
            if n < len(quiz):
                hand.press_button("Next")


def answered(page: Page) -> set[str]:
    kept = page.evaluate("JSON.parse(localStorage.getItem('b12course.answers') ?? '{}')")
    return {i for i, entry in kept.items() if entry.get("value")}


def progress_of(page: Page, title: str) -> Locator:
    return page.locator(".progress li", has_text=title)


# -- a caregiver's way ----------------------------------------------------------------------------

SCREENS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "desktop": {"viewport": {"width": 1280, "height": 900}},
}
WAYS: dict[str, tuple[str, type[Hand]]] = {"touch": ("phone", Finger), "keyboard": ("desktop", LongKeyboard)}


@pytest.mark.parametrize(("screen", "make_hand"), WAYS.values(), ids=WAYS)
def test_a_caregiver_goes_through_a_module_and_on_without_a_network(
    screen: str, make_hand: type[Hand], playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    def open_browser() -> BrowserContext:
        return playwright.chromium.launch_persistent_context(
            tmp_path / "browser", executable_path=CHROMIUM, args=[*CHROMIUM_FLAGS, ONLY_HERE], **SCREENS[screen]
        )

    quizzes = module_items()
    ids = {i.id for quiz in quizzes for i in quiz}
    judged = [i for quiz in quizzes for i in quiz if i.type != "text"]
    all_tried = f"{len(ids)} of {len(ids)} questions tried, {len(judged)} right the last time"
    context = open_browser()
    watch = Watch(context, server.address)
    page = context.new_page()
    visit(page, server, "")
    expect(page).to_have_url(server.address + "us/index.html")
    expect(progress_of(page, "Module 4")).to_contain_text("none tried yet")
    make_hand(page).press(progress_of(page, "Module 4").get_by_role("link"))
    expect(page.locator("h1")).to_contain_text("Module 4")
    go_through(page, make_hand, quizzes)
    assert answered(page) == ids
    to_start_page(page, make_hand)
    expect(progress_of(page, "Module 4")).to_contain_text(all_tried)
    expect_kept_for_offline(page)
    watch.check()
    context.close()

    server.stop()
    try:
        context = open_browser()
        watch = Watch(context, server.address)
        page = context.new_page()
        visit(page, server, "us/index.html")
        expect(progress_of(page, "Module 4")).to_contain_text(all_tried)
        visit(page, server, f"us/{GALLERY}.html")
        go_through(page, make_hand, [[item] for item in gallery().values()])
        assert answered(page) == ids | set(ITEMS)
        visit(page, server, f"us/{MODULE}.html")
        expect(quiz_of(page, quizzes[0][0].id).locator("input:checked")).to_have_count(1)
        figure = page.locator("figure img").first
        figure.scroll_into_view_if_needed()
        page.wait_for_function("img => img.complete && img.naturalWidth > 0", arg=figure.element_handle())
        watch.check()
        context.close()
    finally:
        server.start()


def to_start_page(page: Page, make_hand: type[Hand]) -> None:
    menu = page.locator("#menu")
    if menu.get_attribute("open") is None:
        page.keyboard.press("Home")
        page.evaluate("scrollTo(0, 0)")
        make_hand(page).press(menu.locator("summary"))
    make_hand(page).press(menu.get_by_role("link", name="Start page"))


# -- what the reader chooses ----------------------------------------------------------------------


def test_the_country_is_remembered_and_leads_to_the_same_page(phone: Page, server: Server) -> None:
    visit(phone, server, f"us/{MODULE}.html")
    phone.get_by_role("link", name="Change country").tap()
    phone.get_by_role("link", name="United Kingdom").tap()
    expect(phone).to_have_url(f"{server.address}uk/{MODULE}.html")
    expect(phone.locator("main")).to_contain_text("1,000 micrograms in 1 mL")
    visit(phone, server, "")
    expect(phone).to_have_url(f"{server.address}uk/index.html")
    expect(phone.locator("main")).to_contain_text("call 999")


def test_an_answer_holds_in_every_country(desktop: Page, server: Server) -> None:
    quizzes = module_items()
    visit(desktop, server, f"us/{MODULE}.html")
    go_through(desktop, Hand, quizzes[1:2])
    visit(desktop, server, f"uk/{MODULE}.html")
    expect(quiz_of(desktop, quizzes[1][0].id).locator(".b12-saved").first).to_contain_text("Saved")


def test_depth_hides_boxes_and_says_so(desktop: Page, server: Server) -> None:
    visit(desktop, server, f"us/{MODULE}.html")
    boxes = desktop.locator("details.depth")
    count = boxes.count()
    assert count > 0
    expect(boxes.first).to_be_hidden()
    note = desktop.locator(".depth-note")
    expect(note).to_contain_text(f"{count} boxes for nurses")
    note.get_by_role("button", name="Show").click()
    expect(boxes.first).to_be_visible()
    expect(desktop.get_by_role("button", name="Nurse")).to_have_attribute("aria-pressed", "true")
    desktop.reload()
    expect(boxes.first).to_be_visible()
    expect(boxes.first).to_have_attribute("open", "")
    desktop.get_by_role("button", name="Caregiver").click()
    expect(boxes.first).to_be_hidden()


def test_dark_is_remembered(desktop: Page, server: Server) -> None:
    visit(desktop, server, "us/index.html")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert desktop.evaluate(ground) == "rgb(255, 255, 255)"
    desktop.get_by_role("button", name="Dark").click()
    visit(desktop, server, f"us/{MODULE}.html")
    assert desktop.evaluate(ground) == "rgb(18, 24, 30)"
    quiz = desktop.locator(".b12-inner").first
    assert quiz.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(18, 24, 30)"


def test_start_over_asks_first_and_keeps_what_is_not_an_answer(desktop: Page, server: Server) -> None:
    visit(desktop, server, f"us/{GALLERY}.html")
    go_through(desktop, Hand, [[gallery()["gallery-single"]]])
    visit(desktop, server, "us/my_questions.html")
    desktop.get_by_label("Which site do I use").check()
    visit(desktop, server, "us/index.html")
    told = progress_of(desktop, "Gallery")
    expect(told).to_contain_text("1 of")
    desktop.get_by_role("button", name="Start over").click()
    dialog = desktop.get_by_role("dialog")
    dialog.get_by_role("button", name="Keep my answers").click()
    expect(told).to_contain_text("1 of")
    desktop.get_by_role("button", name="Start over").click()
    dialog.get_by_role("button", name="Clear them").click()
    expect(told).to_contain_text("none tried yet")
    assert answered(desktop) == set()
    visit(desktop, server, "us/my_questions.html")
    expect(desktop.get_by_label("Which site do I use")).to_be_checked()


def test_progress_tells_what_was_tried_and_what_was_right_when_it_was_checked_last(
    desktop: Page, server: Server
) -> None:
    def told() -> str:
        visit(desktop, server, "us/index.html")
        return progress_of(desktop, "Gallery").locator(".so-far").inner_text()

    items = gallery()
    total = len(ITEMS)
    visit(desktop, server, f"us/{GALLERY}.html")
    answer(Hand(Within(desktop, quiz_of(desktop, "gallery-single"))), items["gallery-single"], "c")  # type: ignore[arg-type]
    assert told() == f"1 of {total} questions tried, 0 right the last time"
    visit(desktop, server, f"us/{GALLERY}.html")
    go_through(desktop, Hand, [[items[i]] for i in ("gallery-single", "gallery-case", "gallery-scenario")])
    assert told() == f"3 of {total} questions tried, 3 right the last time"
    visit(desktop, server, f"us/{GALLERY}.html")
    answer(Hand(Within(desktop, quiz_of(desktop, "gallery-single"))), items["gallery-single"], "c")  # type: ignore[arg-type]
    assert told() == f"3 of {total} questions tried, 2 right the last time"


def test_an_answer_in_words_is_tried_and_never_judged(desktop: Page, server: Server) -> None:
    visit(desktop, server, f"us/{GALLERY}.html")
    go_through(desktop, Hand, [[gallery()["gallery-text"]]])
    visit(desktop, server, "us/index.html")
    expect(progress_of(desktop, "Gallery").locator(".so-far")).to_have_text(f"1 of {len(ITEMS)} questions tried")


def test_the_way_on_leads_to_what_is_open(desktop: Page, server: Server) -> None:
    visit(desktop, server, "us/index.html")
    go_on = desktop.locator("[data-continue]")
    expect(go_on).to_have_text("Start here")
    visit(desktop, server, f"us/{MODULE}.html")
    go_through(desktop, Hand, module_items()[1:2])
    visit(desktop, server, "us/index.html")
    expect(go_on).to_have_text(re.compile("^Go on: "))


def test_only_what_was_asked_is_printed(desktop: Page, server: Server) -> None:
    visit(desktop, server, "us/my_questions.html")
    desktop.get_by_label("Which site do I use").check()
    desktop.get_by_label("My own questions").fill("May she lie down?\nAnd after?")
    desktop.reload()
    desktop.emulate_media(media="print")
    shown = desktop.locator("[data-my-questions] li:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text("Which site do I use")
    expect(desktop.locator(".own-print")).to_be_visible()
    expect(desktop.locator(".own-print")).to_have_text("May she lie down?\nAnd after?")
    expect(desktop.locator(".top")).to_be_hidden()


def test_an_answer_to_another_question_of_the_same_name_is_not_shown(desktop: Page, server: Server) -> None:
    visit(desktop, server, f"us/{GALLERY}.html")
    desktop.evaluate(
        """localStorage.setItem("b12course.answers", JSON.stringify({
          "gallery-single": {value: "zz", of: "of-long-ago", at: "2020-01-01T00:00:00Z"},
          "gallery-matrix": "not an entry",
        }))"""
    )
    visit(desktop, server, f"us/{GALLERY}.html")
    expect(quiz_of(desktop, "gallery-single").locator(".b12-saved").first).to_contain_text("No answer yet")
    expect(quiz_of(desktop, "gallery-single").locator("input:checked")).to_have_count(0)


# -- without a network, without a script -----------------------------------------------------------


def test_another_country_is_never_shown_in_place_of_one_that_is_not_kept(browser: Browser, server: Server) -> None:
    context = browser.new_context()
    page = context.new_page()
    visit(page, server, f"us/{MODULE}.html")
    expect_kept_for_offline(page)
    server.stop()
    try:
        page.goto(f"{server.address}uk/{MODULE}.html")
        expect(page.locator("h1")).to_have_text("Not on this device yet")
        page.get_by_role("link", name="United States").click()
        expect(page.locator("main")).to_contain_text("call 911")
    finally:
        server.start()
        context.close()


def test_a_newer_version_waits_until_it_is_asked_for(
    browser: Browser, site: Path, server: Server, tmp_path: Path
) -> None:
    worker = site / "sw.js"
    old = worker.read_text()
    context = browser.new_context()
    page = context.new_page()
    try:
        visit(page, server, "us/index.html")
        expect_kept_for_offline(page)
        worker.write_text(re.sub(r'VERSION = "\w+"', 'VERSION = "newer"', old))
        visit(page, server, "us/index.html")
        note = page.locator("[data-newer]")
        expect(note).to_be_visible()
        with page.expect_navigation():
            note.get_by_role("button").click()
        expect_kept_for_offline(page)
        page.wait_for_function("caches.keys().then(k => k.length === 1 && k[0] === 'b12course-newer')")
        kept = page.evaluate("caches.open('b12course-newer').then(c => c.keys()).then(k => k.map(r => r.url))")
        assert server.address + f"us/{MODULE}.html" in kept
    finally:
        worker.write_text(old)
        context.close()


def test_everything_can_be_read_without_a_script(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{server.address}us/{GALLERY}.html")
    words = page.locator("main").inner_text()
    for item in gallery().values():
        stem = for_learner(item.public(), LEARNER)["stem"].split("\n\n")[-1]
        assert stem.replace("**", "") in words, item.id
    assert "Deltoid, three finger widths below the acromion" in words
    page.goto(f"{server.address}us/{MODULE}.html")
    expect(page.locator("details.depth").first).to_be_visible()
    expect(page.locator("figure img").first).to_have_attribute("alt", re.compile(r"\w+ \w+"))
    expect(page.get_by_text("Try it · ").first).to_be_visible()
    page.goto(server.address)
    page.get_by_role("link", name="Australia").click()
    expect(page.locator("main")).to_contain_text("call 000")
    context.close()


# -- for everyone ----------------------------------------------------------------------------------

# Links inside a sentence are as high as their line: WCAG 2.5.8 leaves them out. Nothing else may be small.
TOO_SMALL = """() => {
  const inSentence = (e) => e.matches("a") && getComputedStyle(e).display === "inline"
    && e.parentElement.matches("p, li, td, div, figcaption, dd");
  return [...document.querySelectorAll("a, button, input, select, textarea, summary")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((e) => !e.closest(".skip, .b12-unseen") && !inSentence(e))
    .map((e) => [e, (e.closest("label") ?? e).getBoundingClientRect()])
    .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
    .map(([e, box]) => `${e.outerHTML.slice(0, 120)} ${Math.round(box.width)}x${Math.round(box.height)}`);
}"""


# Each layout and each set of colors once.
@pytest.mark.parametrize(("theme", "width"), [("light", 390), ("dark", 1280)])
def test_axe_finds_nothing_on_any_page(
    browser: Browser, server: Server, pages: list[str], theme: Any, width: int
) -> None:
    found = {}
    context = browser.new_context(color_scheme=theme, viewport={"width": width, "height": 900})
    page = context.new_page()
    for name in ["", *(f"us/{p}.html" for p in pages)]:
        visit(page, server, name)
        if name:
            page.locator("#menu").evaluate("menu => (menu.open = true)")
            page.locator("[data-set-depth=nurse]").click()
            page.locator(".zoom input").evaluate_all("boxes => boxes.forEach(box => box.click())")
        result = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        if result.violations_count:
            found[name] = result.generate_report()
    context.close()
    assert found == {}


def test_nothing_is_too_small_or_too_wide(browser: Browser, server: Server, pages: list[str]) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True)
    page = context.new_page()
    wide, small = {}, {}
    for name in pages:
        visit(page, server, f"us/{name}.html")
        page.locator("#menu summary").tap()
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 320:
            wide[name] = width
        if too_small := page.evaluate(TOO_SMALL):
            small[name] = too_small
    context.close()
    assert wide == {}
    assert small == {}


def test_a_figure_is_enlarged_by_touch_and_moves_inside_its_frame(phone: Page, server: Server) -> None:
    visit(phone, server, f"us/{MODULE}.html")
    figure = phone.locator("figure").first
    frame, box = figure.locator(".frame"), figure.get_by_role("checkbox", name="Enlarge figure 1")
    expect(frame).not_to_have_attribute("tabindex", "0")
    figure.locator("label").tap()
    expect(box).to_be_checked()
    expect(figure.get_by_text("Swipe to see it all.")).to_be_visible()
    assert figure.locator("img").evaluate("e => e.clientWidth") >= 600
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    region = figure.get_by_role("region", name="Large picture: figure 1")
    region.focus()
    phone.keyboard.press("End")
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("e => e.scrollLeft > 0", arg=region.element_handle())
    figure.locator("img").tap()
    expect(box).not_to_be_checked()
    expect(frame).not_to_have_attribute("tabindex", "0")
    assert figure.locator("img").evaluate("e => e.clientWidth") <= 390


def test_a_figure_is_enlarged_without_a_script(browser: Browser, server: Server) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{server.address}us/{MODULE}.html")
    figure = page.locator("figure").first
    figure.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    expect(figure.get_by_text("Swipe to see it all.")).to_be_visible()
    box = figure.locator("img").bounding_box()
    assert box
    assert box["width"] >= 600
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_text_can_be_twice_as_large(browser: Browser, server: Server, pages: list[str], width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for name in pages:
        visit(page, server, f"us/{name}.html")
        page.add_style_tag(content=":root { font-size: 200% }")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        cut = page.evaluate(
            """() => [...document.querySelectorAll("main :is(p, li, td, button, h1, h2, h3, summary)")]
              .filter((e) => e.checkVisibility() && !e.closest(".b12-unseen"))
              .filter((e) => getComputedStyle(e).overflowX === "hidden" && e.scrollWidth > e.clientWidth + 1)
              .map((e) => e.outerHTML.slice(0, 100))"""
        )
        assert cut == [], name
    context.close()


def test_the_first_tab_skips_to_the_text(desktop: Page, server: Server) -> None:
    visit(desktop, server, f"us/{MODULE}.html")
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("link", name="Skip to the text")).to_be_focused()
    desktop.keyboard.press("Enter")
    expect(desktop.locator("main")).to_be_focused()


def test_a_page_does_not_jump_while_it_loads(phone: Page, server: Server) -> None:
    phone.add_init_script(
        """window.shift = 0; new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
        }).observe({ type: "layout-shift", buffered: true })"""
    )
    visit(phone, server, f"us/{MODULE}.html")
    expect_kept_for_offline(phone)
    assert phone.evaluate("window.shift") < 0.05
