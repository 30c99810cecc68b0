"""How many learners chose what, for every item type whose answer is made of choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from b12course.bank.items import ItemBase
from b12course.bank.items.blanks import BowTie, Cloze, FilledPassage
from b12course.bank.items.choice import Grouping, ListItem, Single
from b12course.bank.items.composite import Scenario
from b12course.bank.items.grids import GridItem
from b12course.bank.items.marks import Highlight, Hotspot
from b12course.bank.items.numbers import EPSILON, AmountItem, Numeric
from b12course.bank.items.sequence import Order
from b12course.reports.answers import Answer


@dataclass(frozen=True)
class Choice:
    """One thing that could be chosen.

    ``group`` is the row, blank or place that it belongs to, empty where there is only one list. ``count`` of ``of``
    learners chose it. ``key``: it is (part of) the best answer. ``elsewhere`` is the mean share of the points that
    those who chose it earned on all else, None when nobody did.
    """

    name: str
    group: str
    text: str
    count: int
    of: int
    key: bool = False
    unsafe: bool = False
    elsewhere: float | None = None

    @property
    def share(self) -> float:
        """The share of learners who chose it, 0 to 1."""
        return self.count / self.of if self.of else 0.0


def choices(item: ItemBase, answers: Sequence[Answer], elsewhere: Sequence[float | None] = ()) -> list[Choice]:
    """Return what could be chosen, in the item's own order, and how many did; nothing for free text.

    ``answers`` are those of the learners who answered; ``elsewhere`` goes with them: each one's share of the points on
    all other items, 0 to 1, None where there is none.
    """
    offered = _offered(item)
    if not offered:
        return []
    picked = [set(_picked(item, a)) for a in answers]
    of: Mapping[str, int] = {}
    if isinstance(item, Scenario):  # a moment that a learner never reached offered no choice
        of = Counter(node for a in answers for node, _, _ in item.walk(a.response))
    rest = list(elsewhere) or [None] * len(answers)
    found = []
    for o in offered:
        mine = [r for names, r in zip(picked, rest, strict=True) if o.name in names]
        known = [r for r in mine if r is not None]
        reached = of.get(o.name.partition(".")[0], 0) if of or isinstance(item, Scenario) else len(answers)
        mean = sum(known) / len(known) if known else None
        found.append(Choice(o.name, o.group, o.text, len(mine), reached, o.key, o.unsafe, mean))
    return found


def one_of_each_group(item: ItemBase) -> bool:
    """Tell whether exactly one choice a group is asked for."""
    return isinstance(item, Single | FilledPassage)


def _offered(item: ItemBase) -> list[Choice]:
    match item:
        case ListItem():
            key = item.explained()["key"]
            return _list(item.options, [key] if isinstance(key, str) else key, item.unsafe)
        case Highlight():
            return _list(item.tokens(), item.key, item.unsafe)
        case Grouping():
            return [c for g, v in item.groups.items() for c in _list(v.options, v.key, item.unsafe, g, v.label)]
        case BowTie():
            left, knot, right = item.actions, item.condition, item.parameters
            return [
                *_list(left.options, left.key, item.unsafe, "actions", left.label),
                *_list(knot.options, [knot.key], item.unsafe, "condition", knot.label),
                *_list(right.options, right.key, item.unsafe, "parameters", right.label),
            ]
        case GridItem():
            keys: Any = item.explained()["key"]
            return [
                c
                for r, text in item.rows.items()
                for c in _list(item.columns, [keys[r]] if isinstance(keys[r], str) else keys[r], item.unsafe, r, text)
            ]
        case FilledPassage():
            return [
                c
                for n, (b, key) in enumerate(item.keys().items(), 1)
                for c in _list(item.fillings(b), [key], item.unsafe, b, _label(item, b, n))
            ]
        case Order():
            return [
                Choice(str(n), "", f"Place {n}: {item.options[k]}", 0, 0, key=True) for n, k in enumerate(item.key, 1)
            ]
        case AmountItem():
            return _amounts(item)
        case Hotspot():
            zones = [Choice(z, "", v.label, 0, 0, z in item.key, z in item.unsafe) for z, v in item.zones.items()]
            return [*zones, Choice("elsewhere", "", "Any other place", 0, 0)]
        case Scenario():
            return [
                Choice(f"{n}.{c}", v.text, o.text, 0, 0, not item.costs_points(n, o) and not o.unsafe, o.unsafe)
                for n, v in item.moments().items()
                for c, o in v.choices.items()
            ]
    return []


# How wrong an amount is, tenfold errors apart: they are the ones that a decimal point makes.
_AMOUNTS = {
    "right": "The right amount",
    "ten times": "Ten times too much",
    "a tenth": "A tenth of it",
    "unit": "The right number in another unit",
    "unsafe": "Another amount that could harm",
    "other": "Any other amount",
}
_TENFOLD = {"ten times": 10.0, "a tenth": 0.1}


def _amounts(item: AmountItem) -> list[Choice]:
    """Return the ways of being right or wrong that the item knows of, for all its sets of numbers."""
    sets = [item.variant(n) for n in range(item.variants())]
    harm = {n for n, by in _TENFOLD.items() if any(v.unsafe_amount(v.answer() * by) for v in sets)}
    if any(v.unsafe for v in sets):
        harm.add("unsafe")
    left_out = {
        n for n, there in (("unit", len(getattr(item, "units", [])) > 1), ("unsafe", "unsafe" in harm)) if not there
    }
    return [
        Choice(n, "", text, 0, 0, key=n == "right", unsafe=n in harm)
        for n, text in _AMOUNTS.items()
        if n not in left_out
    ]


def _list(
    options: Mapping[str, str], key: Iterable[str], unsafe: Iterable[str], group: str = "", label: str = ""
) -> list[Choice]:
    keys, bad, prefix = set(key), set(unsafe), f"{group}." if group else ""
    return [Choice(prefix + o, label, text, 0, 0, o in keys, prefix + o in bad) for o, text in options.items()]


def _label(item: FilledPassage, blank: str, number: int) -> str:
    return (item.blanks[blank].label if isinstance(item, Cloze) else "") or f"Gap {number}"


def _picked(item: ItemBase, answer: Answer) -> Iterable[str]:
    """Return the names of the choices that an answer took."""
    if isinstance(item, Order):
        return [str(n) for n, k in enumerate(item.key, 1) if answer.response[n - 1 : n] == [k]]
    if isinstance(item, AmountItem):
        return [_amount(item.variant(answer.variant), answer.response)]
    if isinstance(item, Hotspot):
        return item.elements(answer.response) or ["elsewhere"]
    return item.elements(answer.response)


def _amount(item: AmountItem, response: Any) -> str:
    value = response["value"] if isinstance(response, dict) else response
    same_unit = not isinstance(item, Numeric) or response["unit"] == item.unit
    if item.is_right(value):
        return "right" if same_unit else "unit"
    for name, by in _TENFOLD.items():
        if same_unit and abs(value - item.answer() * by) <= item.margin() * by + EPSILON:
            return name
    return "unsafe" if item.unsafe_in(response) else "other"
