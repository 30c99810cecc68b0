"""Takes the pictures in docs/pictures: `python -m docs.take_pictures` from the repository's root.

Needs Chromium and the test extra. Every picture shows the product as it is; none is edited.
"""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from b12course import figures
from b12course.bank.folder import ClassFolder
from b12course.bank.items.base import PROFILE_CODES
from b12course.bank.learner_view import for_learner
from b12course.learner.answers import learner_id
from b12course.learner.pictures import picture
from b12course.site import build_site
from tests.browser.drivers import Hand, enter
from tests.browser.harness import gallery, make_page, make_spec
from tests.browser.lab import lab, launch, open_notebook, run_all, wait_idle
from tests.browser.sites import Server
from tests.classroom.classes import ASSIGNMENT, Class

TARGET = Path(__file__).parent / "pictures"
WIDTHS = {"desktop": 1280, "phone": 390}
WRONG: dict[str, Any] = {"gallery-multiple": ["a", "e"], "gallery-single": "c", "gallery-hotspot": [0.76, 0.5]}


def quizzes(browser: Browser) -> None:
    """Take every item type in every mode, wide and narrow, light; the graded mode also dark."""
    types = [i for i in gallery() if i != "gallery-syringe-3"]
    answers = {i: gallery()[i].variant(0).best() for i in types} | WRONG
    real = {"plain-thigh": picture("plain-thigh")}
    for mode in ("graded", "practice", "review"):
        for name, width in WIDTHS.items():
            for dark in (False, True) if mode == "graded" else (False,):
                page = browser.new_page(viewport={"width": width, "height": 1000})
                spec = make_spec(mode, *types, layout="all", responses=answers, figures=real)
                page.set_content(make_page(spec, answers=answers, dark=dark))
                page.wait_for_function("window.ready")
                if mode == "practice":
                    page.evaluate(
                        "[...document.querySelectorAll('button')].filter(b => b.textContent === 'Check')"
                        ".forEach(b => b.click())"
                    )
                page.wait_for_timeout(400)
                page.evaluate("window.scrollTo(0, 0)")
                page.screenshot(path=TARGET / f"quiz-{mode}-{name}{'-dark' if dark else ''}.png", full_page=True)
                page.close()


def in_the_lab(browser: Browser, made: Class) -> None:
    """Take the lesson (light, dark), the assignment half answered, and Formgrader."""
    with lab(made.root, made.env) as address:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        open_notebook(page, address, "course/04_sites.ipynb")
        run_all(page)
        page.wait_for_timeout(6000)
        wait_idle(page)
        _scroll_to(page, "The hip: ventrogluteal")
        page.screenshot(path=TARGET / "lab-lesson.png")
        page.get_by_role("menuitem", name="Settings", exact=True).click()
        page.locator("li.lm-Menu-item", has_text="Theme").first.hover()
        page.locator("li.lm-Menu-item", has_text="JupyterLab Dark").first.click()
        page.wait_for_timeout(1500)
        _scroll_to(page, "How much fits")
        page.screenshot(path=TARGET / "lab-lesson-dark.png")
        page.close()

        shutil.copytree(made.root / "release" / ASSIGNMENT, made.root / ASSIGNMENT)
        for name, width in WIDTHS.items():
            page = browser.new_page(viewport={"width": width, "height": 900})
            path = f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb"
            if name == "phone":  # JupyterLab's panels leave no room there; Notebook, on the same server, does
                base, _, token = address.partition("?token=")
                page.goto(f"{base.split('/lab')[0]}/notebooks/{path}?token={token}")
                page.locator(".jp-Notebook").wait_for()
                page.wait_for_timeout(3000)
                page.keyboard.press("Escape")
                for _ in range(8):
                    page.keyboard.press("Shift+Enter")
                    page.wait_for_timeout(300)
            else:
                open_notebook(page, address, path)
                run_all(page)
            page.wait_for_timeout(3000)
            if name == "desktop":
                item = made.bank["sites-03"]
                shown = for_learner(item.public(), learner_id())
                enter(Hand(page), item, shown, "c")
            page.locator(".b12-quiz").nth(2).evaluate("e => e.scrollIntoView()")
            page.wait_for_timeout(500)
            page.screenshot(path=TARGET / f"lab-assignment-{name}.png")
            page.close()
        formgrader(browser, address)


def formgrader(browser: Browser, address: str) -> None:
    """Take a free-text answer with its rubric as the educator marks it."""
    base, _, token = address.partition("?token=")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    server = base.split("/lab")[0]
    page.goto(f"{server}/lab?token={token}")  # signs in
    page.goto(f"{server}/formgrader/gradebook/{ASSIGNMENT}/{ASSIGNMENT}")
    page.get_by_role("link", name="Submission #").first.click()
    page.get_by_text("Rubric").last.wait_for()
    page.get_by_text("Rubric").last.scroll_into_view_if_needed()
    page.screenshot(path=TARGET / "formgrader-rubric.png")
    page.close()


def feedback(browser: Browser, made: Class) -> None:
    """Take a page of feedback."""
    page = browser.new_page(viewport={"width": 1280, "height": 1100})
    path = made.root / "feedback" / "ada" / ASSIGNMENT / f"{ASSIGNMENT}.html"
    page.goto(path.as_uri())
    page.locator(".b12-review[data-item=sites-04]").scroll_into_view_if_needed()
    page.screenshot(path=TARGET / "feedback.png")
    page.close()


def static_site(browser: Browser, site: Path) -> None:
    """Take the static site in ``site``: all four countries, both depths, on phone and desktop, in light and dark."""
    server = Server(site, site.with_name("www"))
    shots: list[tuple[str, str, str, str, str, str]] = [
        ("start-phone", "us/index.html", "phone", "light", "caregiver", ""),
        ("start-desktop", "ca/index.html", "desktop", "light", "caregiver", ""),
        ("lesson-desktop", "us/04_sites.html", "desktop", "light", "caregiver", "#the-hip-ventrogluteal"),
        ("lesson-phone", "uk/04_sites.html", "phone", "light", "caregiver", "#three-sites-one-choice"),
        ("depth-desktop-dark", "uk/06_injection.html", "desktop", "dark", "nurse", "details.depth"),
        ("depth-phone", "au/05_preparation.html", "phone", "light", "nurse", "details.depth"),
        ("quiz-phone-dark", "au/04_sites.html", "phone", "dark", "caregiver", "[data-live=quiz]"),
        ("simulator-phone", "us/04_sites.html", "phone", "light", "caregiver", "[data-live=simulator]"),
        ("evidence-desktop", "us/09_evidence.html", "desktop", "light", "caregiver", "#sites"),
        ("questions-phone", "us/my_questions.html", "phone", "light", "caregiver", ""),
        ("sheets-desktop-dark", "au/prints.html", "desktop", "dark", "caregiver", ""),
    ]
    for name, path, screen, theme, depth, at in shots:
        width, height = (390, 844) if screen == "phone" else (1280, 900)
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light"
        )
        page = context.new_page()
        page.add_init_script(f"localStorage['b12course.settings'] = JSON.stringify({{depth: '{depth}'}})")
        page.goto(server.address + path)
        if page.locator("[data-live]").count():
            page.locator("[data-state=live]").last.wait_for()
        if at:
            page.locator(at).first.evaluate("e => e.scrollIntoView({ behavior: 'instant' })")
            page.wait_for_timeout(1500)
        page.screenshot(path=TARGET / f"site-{name}.png")
        context.close()
    server.stop()


# What differs between countries and depths, in one place: how high each picture is, and what stands at its top.
COUNTRY_PLACE = "06_injection.html"
COUNTRY_SHOTS = {"phone": (1150, "#pull-back-or-not .where-you-work"), "desktop": (950, "#pull-back-or-not")}


def countries(browser: Browser, site: Path) -> None:
    """Take one place in all four countries and both depths, on phone and desktop, as ``site-country-….png``."""
    server = Server(site, site.with_name("www-countries"))
    to_top = "e => scrollTo({ top: e.getBoundingClientRect().top + scrollY - 24, behavior: 'instant' })"
    for screen, (height, start) in COUNTRY_SHOTS.items():
        for depth in ("caregiver", "nurse"):
            shots = []
            for code in PROFILE_CODES:
                page = browser.new_page(viewport={"width": WIDTHS[screen], "height": height})
                page.add_init_script(f"localStorage['b12course.settings'] = JSON.stringify({{depth: '{depth}'}})")
                page.goto(f"{server.address}{code}/{COUNTRY_PLACE}")
                page.locator("[data-state=live]").last.wait_for()
                page.locator(start).first.evaluate(to_top)
                page.wait_for_timeout(1500)
                shots.append(page.screenshot())
                page.close()
            sheet = _beside(shots, len(shots) if screen == "phone" else 2)
            (TARGET / f"site-country-{screen}-{depth}.png").write_bytes(sheet)
    server.stop()


def _beside(shots: list[bytes], columns: int) -> bytes:
    """Return pictures of one size on one sheet, in so many columns, small enough for a page of text."""
    images = [Image.open(io.BytesIO(shot)).convert("RGB") for shot in shots]
    gap, (width, height) = 16, images[0].size
    rows = -(-len(images) // columns)
    sheet = Image.new("RGB", (columns * (width + gap) - gap, rows * (height + gap) - gap), "#76838f")
    for n, image in enumerate(images):
        sheet.paste(image, (n % columns * (width + gap), n // columns * (height + gap)))
    sheet.thumbnail((1600, 1600), Image.Resampling.LANCZOS)
    held = io.BytesIO()
    sheet.quantize(64, dither=Image.Dither.NONE).save(held, "PNG", optimize=True)
    return held.getvalue()


def _scroll_to(page: Page, heading: str) -> None:
    page.get_by_role("heading", name=heading).first.evaluate("e => e.scrollIntoView()")
    page.wait_for_timeout(700)


def main() -> None:
    """Take all pictures."""
    TARGET.mkdir(exist_ok=True)
    for name in figures.names():
        if not name.startswith("plain-"):
            (TARGET / f"figure-{name}.png").write_bytes(figures.render(name, "png", 70))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        quizzes(browser)
        made = Class.make(Path(folder) / "class")
        made.release()
        answers = {i.id: i.variant(0).best() for i in made.bank} | {"sites-04": ["a", "b", "c"], "sites-02": "b"}
        made.hand_in("ada", answers)
        made.autograde("ada")
        made.nbgrader("generate_feedback", ASSIGNMENT)
        feedback(browser, made)
        in_the_lab(browser, made)
        build_site(ClassFolder.find(Path.cwd()), Path(folder) / "site")
        static_site(browser, Path(folder) / "site")
        countries(browser, Path(folder) / "site")
        browser.close()


if __name__ == "__main__":
    main()
