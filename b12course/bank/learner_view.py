"""The public half of an item as one learner sees it: own numbers, own order.

Pure functions of item id and learner id, so the same learner sees the same on every load and the
grader can work it out again.
"""

from __future__ import annotations

import copy
import hashlib
import random
import re
from typing import Any

from b12course.bank.items.numbers import filled

# 0.5, 1,000, 5/8 or 1 1/2 at the start of an option.
_AMOUNT = re.compile(
    r"^\s*(?:(?P<whole>[0-9][0-9,]*(?:\.[0-9]+)?)(?!/)\b)?\s*(?:(?P<top>[0-9]+)/(?P<bottom>[1-9][0-9]*))?"
)


def variant_number(item_id: str, learner: str, count: int) -> int:
    """Return which of ``count`` parameter sets this learner gets."""
    return _seed(item_id, learner, "variant") % count


def for_learner(public: dict[str, Any], learner: str) -> dict[str, Any]:
    """Return a copy of a public half with this learner's numbers filled in and options in this learner's order."""
    item = copy.deepcopy(public)
    if item.get("variants"):
        sets = item.pop("variants")
        item["variant"] = variant_number(item["id"], learner, len(sets))
        item["stem"] = filled(item["stem"], sets[item["variant"]])
    _shuffle(item, item["id"], learner)
    return item


def _seed(*parts: str) -> int:
    return int.from_bytes(hashlib.sha256("\x1f".join(parts).encode()).digest()[:8])


def _amount(text: str) -> float | None:
    """Return the amount that an option starts with, or None."""
    found = _AMOUNT.match(text)
    if not found or not (found["whole"] or found["top"]):
        return None
    whole = float((found["whole"] or "0").replace(",", ""))
    return whole + (int(found["top"]) / int(found["bottom"]) if found["top"] else 0)


def _shuffled(options: list[Any], *seed: str) -> list[Any]:
    """Return options in an order that the order in the file has no part in."""
    canonical = sorted(options, key=lambda o: _seed(o["id"], *seed))
    random.Random(_seed(*seed)).shuffle(canonical)
    return canonical


def _arranged(options: list[Any], *seed: str) -> list[Any]:
    """Shuffle options, unless all are amounts: those stand in ascending order (dossier 7B, flaw 11)."""
    amounts = {o["id"]: _amount(str(o.get("text", ""))) for o in options}
    mixed = _shuffled(options, *seed)
    if all(a is not None for a in amounts.values()):
        return sorted(mixed, key=lambda o: amounts[o["id"]] or 0.0)
    return mixed


def _shuffle(item: dict[str, Any], item_id: str, learner: str) -> None:
    # Steps to put in order are never arranged by amount: that could be the answer.
    arrange = _shuffled if item["type"] == "order" else _arranged
    for name in ("options", "tokens", "places"):
        if name in item:
            item[name] = arrange(item[name], item_id, name, learner)
    if item["type"] in ("matrix", "matrix_multiple"):
        item["rows"] = _arranged(item["rows"], item_id, "rows", learner)
    for group in [*item.get("groups", []), *item.get("blanks", [])]:
        group["options"] = _arranged(group["options"], item_id, group["id"], learner)
    if item["type"] == "bowtie":
        for side in ("actions", "condition", "parameters"):
            item[side]["options"] = _arranged(item[side]["options"], item_id, side, learner)
    if item["type"] == "scenario":
        for name, node in item["nodes"].items():
            node["choices"] = _arranged(node["choices"], item_id, name, learner)
    if item["type"] == "case":
        item["items"] = [for_learner(sub, learner) for sub in item["items"]]
