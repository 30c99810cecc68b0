"""A student answers the real assignment in JupyterLab, hands it in, and nbgrader grades it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from b12course.bank.learner_view import for_learner
from b12course.learner.answers import learner_id
from tests.browser.drivers import Hand, Keyboard, enter
from tests.browser.lab import PATIENCE, lab, launch, open_notebook, run_all, wait_idle, widgets_shown
from tests.classroom.classes import ASSIGNMENT, Class

SAID = "I would feel for the bony knob of the hip & the knee, then stay on the outer side."

# What the student answers by mouse, and what NCSBN's rules give for it: worked out by hand, item by item.
BY_MOUSE: dict[str, tuple[Any, float | None]] = {
    "sites-01": ("a", 1),
    "sites-02": ("b", 0),  # unsafe
    "sites-03": ("a", 0),
    "sites-04": (["a", "b", "c"], 1),  # two right, one wrong, one missed: 2 - 1
    "sites-05": ({"r1": "c3", "r2": "c1", "r3": "c2", "r4": "c3", "r5": "c2"}, 4),  # one wrong, one open
    # Columns: thigh 2 of 3; arm 3 right and 1 wrong = 2; hip 4.
    "sites-06": (
        {
            "r1": ["vg"],
            "r2": ["d", "vg", "vl"],
            "r3": ["vl", "d"],
            "r4": ["d", "vg"],
            "r5": ["vg"],
            "r6": ["d"],
        },
        8,
    ),
    "sites-07": ({"site": "b", "danger": "c", "depth": "b"}, 1),  # anchor right, one of two effects
    "sites-08": ({"actions": ["a", "b"], "condition": "d", "parameters": ["a", "b"]}, 3),
    "sites-09": (["b", "d", "a", "c", "e"], 0),  # all or nothing
    "sites-10": ("right", 1),
    "sites-11": ("right", 1),
    "sites-12": (0.5, 1),
    "sites-13": (
        {
            "1": ["t1", "t4"],  # 2 of 3
            "2": {"r1": "out", "r2": "fits", "r3": "fits", "r4": "out"},  # 3 of 4
            "3": {"finding": "c", "layer": "b"},  # 2
            "4": {"bones": ["b", "c"], "position": ["a", "b"]},  # 2, and 1 - 1 = 0
            "5": ["a", "b", "c"],  # 2 of 3, no penalty
            "6": {"r1": "mend", "r2": "fine", "r3": "fine", "r4": "mend", "r5": "fine"},  # 5
        },
        16,
    ),
    "sites-14": (SAID, None),
}
FULL = {
    "sites-01": 1,
    "sites-02": 1,
    "sites-03": 1,
    "sites-04": 3,
    "sites-05": 6,
    "sites-06": 10,
    "sites-07": 2,
    "sites-08": 5,
    "sites-09": 1,
    "sites-10": 1,
    "sites-11": 1,
    "sites-12": 1,
    "sites-13": 21,
    "sites-14": None,
}


class Within:
    """A page whose elements are looked for in one widget only."""

    def __init__(self, page: Page, scope: Locator) -> None:
        self._page, self._scope = page, scope

    def __getattr__(self, name: str) -> Any:
        return getattr(self._scope if name in ("locator", "get_by_role", "get_by_text") else self._page, name)


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Class:
    """A class folder with the assignment released to the exchange."""
    made = Class.make(tmp_path_factory.mktemp("class"))
    made.release()
    made.nbgrader("release_assignment", ASSIGNMENT)
    return made


@pytest.fixture(scope="module")
def address(classroom: Class) -> Iterator[str]:
    with lab(classroom.root, classroom.env) as address:
        yield address


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = launch(playwright)
    yield browser
    browser.close()


def fetch(classroom: Class) -> None:
    """Fetch the assignment afresh, as a student does."""
    shutil.rmtree(classroom.root / ASSIGNMENT, ignore_errors=True)
    classroom.nbgrader("fetch_assignment", ASSIGNMENT)


def answers_of(classroom: Class, table: str) -> dict[str, Any]:
    """Return the student's answers with the numbers that this learner was given."""
    out: dict[str, Any] = {}
    for item in classroom.bank:
        given = BY_MOUSE[item.id][0] if table == "mouse" else "right"
        shown = for_learner(item.public(), learner_id())
        best = SAID if item.type == "text" else item.variant(shown.get("variant", 0)).best()
        out[item.id] = best if isinstance(given, str) and given == "right" else given
    return out


def answer_all(page: Page, classroom: Class, hand_type: type[Hand], answers: dict[str, Any]) -> None:
    for number, item in enumerate(classroom.bank):
        widget = page.locator(".b12-quiz").nth(number)
        widget.scroll_into_view_if_needed()
        hand = hand_type(Within(page, widget))  # type: ignore[arg-type]
        enter(hand, item, for_learner(item.public(), learner_id()), answers[item.id])
        expect(widget.get_by_text("Saved", exact=False).first).to_be_visible(timeout=PATIENCE)


def controls(page: Page) -> list[list[Any]]:
    """Return the state of every control of every widget: what a learner would call their answers."""
    return page.evaluate(
        """() => [...document.querySelectorAll('.b12-quiz')].map(q => [
            ...[...q.querySelectorAll('input, select, textarea')].map(e =>
                e.type === 'radio' || e.type === 'checkbox' ? e.checked : e.value),
            ...[...q.querySelectorAll('[aria-pressed]')].map(e => e.getAttribute('aria-pressed')),
            ...[...q.querySelectorAll('[data-slot], [data-step]')].map(e => e.textContent),
        ])"""
    )


def save(page: Page) -> None:
    page.get_by_role("menuitem", name="File", exact=True).click()
    page.locator('li[data-command="docmanager:save"]').click()
    expect(page.locator(".jp-mod-dirty")).to_have_count(0, timeout=PATIENCE)


def restart_and_run_all(page: Page) -> None:
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.locator(
        'li[data-command="kernelmenu:restart-and-run-all"], li[data-command="runmenu:restart-and-run-all"]'
    ).first.click()
    page.locator(".jp-Dialog .jp-mod-warn").click()


def ways_on(page: Page) -> Locator:
    """The notes, each with a button, that stand for widgets whose kernel has ended."""
    return page.locator(".b12-asleep").filter(visible=True)


def shut_down_kernels(page: Page) -> None:
    """The next student fetches the folder anew: a kernel must not live on in the old one."""
    page.get_by_role("menuitem", name="Kernel", exact=True).click()
    page.locator('li[data-command="kernelmenu:shutdown"]').click()
    expect(page.get_by_text("No Kernel", exact=True)).to_be_visible(timeout=PATIENCE)


def hand_in_and_grade(classroom: Class) -> dict[str, Any]:
    """Submit, collect, autograde and give feedback with nbgrader's own commands; return the gradebook's rows."""
    shutil.rmtree(classroom.root / "submitted", ignore_errors=True)
    classroom.nbgrader("submit", ASSIGNMENT)
    classroom.nbgrader("collect", ASSIGNMENT)
    classroom.nbgrader("autograde", ASSIGNMENT, "--force")
    classroom.nbgrader("generate_feedback", ASSIGNMENT, "--force")
    return classroom.grades(learner_id())


def test_a_student_answers_by_mouse_and_is_graded(classroom: Class, address: str, browser: Browser) -> None:
    fetch(classroom)
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    errors: list[str] = []
    page.on("pageerror", lambda e: errors.append(str(e)))
    open_notebook(page, address, f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    run_all(page)
    widgets_shown(page, len(FULL))
    wait_idle(page)
    assert not (classroom.root / ASSIGNMENT / "answers.jsonl").exists(), "something was saved before any answer"
    found = Axe().run(page, context={"include": [[".b12-quiz"]]})
    assert not found.response["violations"], found.generate_report()

    answer_all(page, classroom, Hand, answers_of(classroom, "mouse"))
    before = controls(page)

    save(page)
    page.reload()
    widgets_shown(page, len(FULL))
    wait_idle(page)
    assert controls(page) == before, "an answer is gone after the page was loaded again"
    expect(ways_on(page)).to_have_count(0)

    restart_and_run_all(page)
    page.wait_for_timeout(1500)
    wait_idle(page)
    widgets_shown(page, len(FULL))
    # One row of sites-05 is left open.
    expect(page.get_by_text("13 of 14 questions are answered.")).to_be_visible(timeout=PATIENCE)
    assert controls(page) == before, "an answer is gone after the kernel was restarted"

    save(page)
    shut_down_kernels(page)
    page.reload()
    expect(ways_on(page)).to_have_count(len(FULL) + 1, timeout=PATIENCE)  # one a question, and one for the hand-in
    expect(ways_on(page).first).to_contain_text("Question 1: run the notebook to go on.")
    expect(page.get_by_text("model not found").filter(visible=True)).to_have_count(0)
    found = Axe().run(page, context={"include": [[".b12-asleep"]]})
    assert not found.response["violations"], found.generate_report()
    wait_idle(page)
    ways_on(page).get_by_role("button", name="Run All Cells").last.press("Enter")
    widgets_shown(page, len(FULL))
    wait_idle(page)
    expect(ways_on(page)).to_have_count(0)
    assert controls(page) == before, "an answer is gone after the notebook was opened again without its kernel"
    shut_down_kernels(page)
    page.close()
    assert errors == []

    grades = hand_in_and_grade(classroom)
    assert {i: grades[i]["auto"] for i in BY_MOUSE} == {i: points for i, (_, points) in BY_MOUSE.items()}
    assert grades["sites-14"]["needs"]

    feedback = browser.new_page()
    page_file = classroom.root / "feedback" / learner_id() / ASSIGNMENT / f"{ASSIGNMENT}.html"
    feedback.goto(page_file.as_uri())
    for item in classroom.bank:
        expect(feedback.locator(f".b12-review[data-item={item.id}]")).to_be_visible()
    expect(feedback.locator(".b12-review[data-item=sites-02]")).to_contain_text("Unsafe")
    expect(feedback.locator(".b12-review[data-item=sites-06]")).to_contain_text("8 of 10 points")
    expect(feedback.locator("body")).to_contain_text(SAID)
    feedback.close()


def test_a_student_answers_by_keyboard_alone(classroom: Class, address: str, browser: Browser) -> None:
    fetch(classroom)
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    open_notebook(page, address, f"{ASSIGNMENT}/{ASSIGNMENT}.ipynb")
    cells = page.locator(".jp-Cell").count()
    page.locator(".jp-Notebook").focus()
    run_all(page, by_keyboard=True)
    widgets_shown(page, len(FULL))
    wait_idle(page)
    page.locator(".jp-Notebook").focus()
    for _ in range(cells):
        page.keyboard.press("ArrowUp")

    answer_all(page, classroom, Keyboard, answers_of(classroom, "best"))
    assert page.locator(".jp-Cell").count() == cells, "a key meant for the quiz changed the notebook"
    page.close()

    grades = hand_in_and_grade(classroom)
    assert {i: grades[i]["auto"] for i in FULL} == FULL
