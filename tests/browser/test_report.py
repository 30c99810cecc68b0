"""The class report in Chromium: on a desk and on a phone, light and dark, on paper."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, expect

from b12course.bank.folder import ClassFolder
from b12course.reports import Answer, Learner, class_report, page
from b12course.reports.page import Head
from tests.browser.harness import CHROMIUM, CHROMIUM_FLAGS
from tests.classroom.random_answers import possible_answer
from tests.reports.classes import learner

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KINDS = ("single", "multiple", "matrix", "numeric", "hotspot", "case", "text")
SIZES = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]


@pytest.fixture(scope="module")
def html(folder: ClassFolder, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a report on a few items of the capstone; axe takes long on a page with all of them."""
    module = next(m for m in folder.graded.modules if m.path.stem == "08_capstone")
    items = [next(i.variant(0) for i in module.items if i.type == kind) for kind in KINDS]
    learners = []
    for n in range(1, 23):
        rng = random.Random(n)
        answers: dict[str, Any] = {
            i.id: i.best() if rng.random() < n / 24 else possible_answer(i.public(), rng) for i in items
        }
        one = learner(f"learner-{n:02}", items, answers)
        waits = {i: Answer(0.0, a.most, a.response, (), True) for i, a in one.answers.items() if a.most == 6 and n > 20}
        learners.append(Learner(one.id, f"Longname-Hyphenated {n}, Ana", one.outcome, {**one.answers, **waits}))
    report = class_report(items, learners, {}, 80)
    path: Path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(page(report, Head("Module 8. Capstone", "08_capstone", datetime.date(2026, 11, 21))), "utf-8")
    return path.as_uri()


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=CHROMIUM_FLAGS)
    yield browser
    browser.close()


@pytest.fixture(params=SIZES, ids=lambda s: f"{s[0]}-{s[1]}")
def shown(browser: Browser, html: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, scheme = request.param
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.goto(html)
    yield page
    page.close()
    assert asked == [html], "a report loads nothing"


def test_nothing_is_cut_off_and_axe_finds_nothing(shown: Page) -> None:
    shown.locator("details").evaluate_all("all => all.forEach(d => { d.open = true })")
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
    wide = shown.locator("main *").evaluate_all(
        "all => all.filter(e => e.getBoundingClientRect().right > innerWidth + 0.5).map(e => e.outerHTML.slice(0, 80))"
    )
    assert wide == []
    found = Axe().run(shown, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert found.violations_count == 0, found.generate_report()


def test_a_question_is_one_link_away(browser: Browser, html: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(html)
    link = page.locator(".stop a").first
    number = (link.inner_text()).removeprefix("Question ").strip()
    link.focus()
    page.keyboard.press("Enter")
    target = page.locator(f'[id="q{number}"]')
    expect(target).to_be_in_viewport()
    expect(target.get_by_text("gave an unsafe answer").first).to_be_visible()
    page.close()


def test_paper_has_every_question_in_ink_on_white(browser: Browser, html: str) -> None:
    page = browser.new_page(viewport={"width": 794, "height": 1123}, color_scheme="dark")
    page.goto(html)
    page.emulate_media(media="print")
    colors = page.evaluate("[getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]")
    assert colors == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]
    closed = page.locator("details:not([open])").first
    heights = closed.evaluate(
        "d => [d.getBoundingClientRect().height, d.firstElementChild.getBoundingClientRect().height]"
    )
    assert heights[0] > heights[1] + 100, "what is closed on screen is printed"
    page.close()
