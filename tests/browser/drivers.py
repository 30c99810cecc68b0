"""Enter an answer into the quiz by mouse, by finger or by keyboard alone, whatever the item's type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import FloatRect, Locator, Page

from b12course.bank.items import ItemBase

BOW_SLOTS = {
    "actions": ["actions.1", "actions.2"],
    "condition": ["condition.1"],
    "parameters": ["parameters.1", "parameters.2"],
}


# Which key leads from the focused element to another one.
_WAY_TO = (
    "document.activeElement.compareDocumentPosition(TARGET) & Node.DOCUMENT_POSITION_PRECEDING ? 'Shift+Tab' : 'Tab'"
)


class Hand:
    """What mouse and finger have in common: pressing things where they are."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, target: Locator) -> None:
        target.click()

    def by_id(self, ending: str) -> Locator:
        return self.page.locator(f'[id$="-{ending}"]')

    def choose_radio(self, base: str, options: list[str], choice: str) -> None:
        self.press(self.by_id(f"{base}-{choice}"))

    def tick(self, base: str, choices: list[str]) -> None:
        for choice in choices:
            self.press(self.by_id(f"{base}-{choice}"))

    def choose_listed(self, base: str, options: list[str], choice: str) -> None:
        self.by_id(base).select_option(choice)

    def write(self, target: Locator, words: str) -> None:
        self.press(target)
        self.page.keyboard.type(words)

    def place(self, chip: str, slot: str) -> None:
        self.press(self.page.locator(f'[data-chip="{chip}"]'))
        self.press(self.page.locator(f'[data-slot="{slot}"]'))

    def add(self, step: str) -> None:
        self.press(self.page.locator(f'[data-add="{step}"]'))

    def stage(self) -> tuple[Locator, FloatRect]:
        """Return the picture, moved to whole pixels: a mouse has no others."""
        stage = self.page.locator(".b12-stage")
        stage.scroll_into_view_if_needed()
        stage.evaluate("e => (document.body.style.paddingTop = `${1 - (e.getBoundingClientRect().top % 1)}px`)")
        box = stage.bounding_box()
        assert box
        return stage, box

    def point(self, at: tuple[float, float]) -> None:
        stage, box = self.stage()
        stage.click(position={"x": at[0] * box["width"], "y": at[1] * box["height"]})

    def draw(self, item: Any, base: str, ml: float) -> None:
        slider = self.by_id(f"{base}-plunger")
        box = slider.bounding_box()
        assert box
        per_ml = (box["width"] - 28) / item.barrel
        picture = self.page.locator(".b12-syringe-grab").bounding_box()
        assert picture
        x, y = picture["x"] + 60, picture["y"] + 60
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + ml * per_ml / 2, y)
        self.page.mouse.move(x + ml * per_ml, y)
        self.page.mouse.up()

    def press_button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=True))


class Finger(Hand):
    """Taps on a touch screen; nothing is dragged."""

    def press(self, target: Locator) -> None:
        target.tap()

    def point(self, at: tuple[float, float]) -> None:
        stage, box = self.stage()
        stage.tap(position={"x": at[0] * box["width"], "y": at[1] * box["height"]})

    def draw(self, item: Any, base: str, ml: float) -> None:
        more = self.page.get_by_role("button", name="Draw back by one mark")
        for _ in range(round(ml / item.graduation)):
            more.tap()


class Keyboard(Hand):
    """Tab, arrows, Space, Enter and letters; the pointer stays out of it."""

    def reach(self, target: Locator) -> None:
        """Press Tab (or Shift+Tab) until ``target`` has the focus."""
        handle = target.element_handle()
        where = f"""t => document.activeElement === t ? "here" : {_WAY_TO.replace("TARGET", "t")}"""
        for _ in range(90):
            way = self.page.evaluate(where, handle)
            if way == "here":
                return
            self.page.keyboard.press(way)
        raise AssertionError(f"the keyboard does not reach {target}")

    def press(self, target: Locator) -> None:
        self.reach(target)
        self.page.keyboard.press("Enter")

    def choose_radio(self, base: str, options: list[str], choice: str) -> None:
        # Tab enters a group that has no choice yet at its first button, or at its last one backwards.
        radios = [self.by_id(f"{base}-{o}").element_handle() for o in options]
        where = f"""r => r.includes(document.activeElement) ? r.indexOf(document.activeElement)
            : {_WAY_TO.replace("TARGET", "r[0]")}"""
        for _ in range(90):
            at = self.page.evaluate(where, radios)
            if isinstance(at, int):
                break
            self.page.keyboard.press(at)
        else:
            raise AssertionError(f"the keyboard does not reach {base}")
        self.page.keyboard.press("Space")
        for _ in range((options.index(choice) - at) % len(options)):
            self.page.keyboard.press("ArrowDown")

    def tick(self, base: str, choices: list[str]) -> None:
        for choice in choices:
            self.reach(self.by_id(f"{base}-{choice}"))
            self.page.keyboard.press("Space")

    def choose_listed(self, base: str, options: list[str], choice: str) -> None:
        self.reach(self.by_id(base))
        for _ in range(options.index(choice) + 1):
            self.page.keyboard.press("ArrowDown")

    def write(self, target: Locator, words: str) -> None:
        self.reach(target)
        self.page.keyboard.type(words)

    def point(self, at: tuple[float, float]) -> None:
        self.reach(self.page.locator(".b12-stage"))
        for now, want, back, forth in ((0.5, at[0], "ArrowLeft", "ArrowRight"), (0.5, at[1], "ArrowUp", "ArrowDown")):
            steps = round((want - now) / 0.02)
            leaps, small = divmod(abs(steps), 5)
            key = forth if steps > 0 else back
            for _ in range(leaps):
                self.page.keyboard.press(f"Shift+{key}")
            for _ in range(small):
                self.page.keyboard.press(key)
        self.page.keyboard.press("Enter")

    def draw(self, item: Any, base: str, ml: float) -> None:
        self.reach(self.by_id(f"{base}-plunger"))
        for _ in range(round(ml / item.graduation)):
            self.page.keyboard.press("ArrowRight")


def enter(hand: Hand, item: ItemBase, public: dict[str, Any], value: Any, base: str | None = None) -> None:
    """Enter ``value`` as the answer to ``item``; ``base`` is the end of its element ids."""
    _ENTER[item.type](hand, item, public, value, base or item.id)


def _ids(options: list[dict[str, Any]]) -> list[str]:
    return [o["id"] for o in options]


def _single(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    hand.choose_radio(base, _ids(public["options"]), value)


def _ticks(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    hand.tick(base, value)


def _grouping(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    for group, picks in value.items():
        hand.tick(f"{base}-{group}", picks)


def _matrix(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    for row, column in value.items():
        hand.choose_radio(f"{base}-{row}", _ids(public["columns"]), column)


def _cloze(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    for blank in public["blanks"]:
        if blank["id"] in value:
            hand.choose_listed(f"{base}-{blank['id']}", _ids(blank["options"]), value[blank["id"]])


def _drag_cloze(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    for target, token in value.items():
        hand.place(token, target)


def _highlight(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    for token in value:
        hand.press(hand.by_id(f"{base}-{token}"))


def _bowtie(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    for side, picks in value.items():
        for slot, pick in zip(BOW_SLOTS[side], [picks] if isinstance(picks, str) else picks, strict=False):
            hand.place(f"{side}.{pick}", slot)


def _order(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    for step in value:
        hand.add(step)


def _numeric(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    hand.write(hand.by_id(f"{base}-number"), f"{value['value']:g}")
    if len(public["units"]) > 1:
        hand.choose_listed(f"{base}-unit", public["units"], value["unit"])


def _hotspot(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    hand.point(value)


def _syringe(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    hand.draw(item, base, value)


def _text(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    hand.write(hand.by_id(f"{base}-words"), value)


def _case(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    for n, sub in enumerate(item.items, 1):
        enter(hand, sub, public["items"][n - 1], value[str(n)], f"{base}-{n}")
        if n < len(item.items):
            hand.press_button("Next")


def _scenario(hand: Hand, item: Any, public: Any, value: Any, base: str) -> None:
    node = public["start"]
    for choice in value:
        choices = public["nodes"][node]["choices"]
        hand.choose_radio(f"{base}-{node}", _ids(choices), choice)
        hand.press_button("Do this")
        node = next(c["to"] for c in choices if c["id"] == choice)


_ENTER: dict[str, Callable[[Hand, Any, Any, Any, str], None]] = {
    "single": _single,
    "multiple": _ticks,
    "select_n": _ticks,
    "grouping": _grouping,
    "matrix": _matrix,
    "matrix_multiple": _grouping,
    "cloze": _cloze,
    "cloze_rationale": _cloze,
    "drag_cloze": _drag_cloze,
    "highlight": _highlight,
    "bowtie": _bowtie,
    "order": _order,
    "numeric": _numeric,
    "hotspot": _hotspot,
    "syringe": _syringe,
    "text": _text,
    "case": _case,
    "scenario": _scenario,
}
