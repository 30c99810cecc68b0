"""One QTI 2.1 assessmentItem as plain data of an item."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from typing import Any

from b12course.bank.formats.carried import MISSING_REASON, as_text, name_of

# The interaction that tells what kind of item it is, the most telling first.
_TELLING = {
    "matchInteraction": "matrix",
    "gapMatchInteraction": "drag_cloze",
    "hottextInteraction": "highlight",
    "orderInteraction": "order",
    "sliderInteraction": "syringe",
    "textEntryInteraction": "numeric",
    "inlineChoiceInteraction": "cloze",
    "extendedTextInteraction": "text",
    "choiceInteraction": "single",
}


def kind_of(root: ET.Element) -> str | None:
    """Return the item type that an assessmentItem comes nearest to, or None."""
    there = {local(e) for e in root.iter()}
    kind = next((k for name, k in _TELLING.items() if name in there), None)
    if kind != "single":
        return kind
    choices = list(_all(root, "choiceInteraction"))
    if len(choices) > 1:
        return "grouping"
    declared = _declared(root, choices[0].get("responseIdentifier", ""))
    return "single" if declared is not None and declared.get("cardinality") == "single" else "multiple"


def local(element: ET.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _all(element: ET.Element, name: str) -> Iterator[ET.Element]:
    return (e for e in element.iter() if local(e) == name)


def _one(element: ET.Element, name: str) -> ET.Element:
    found = next(_all(element, name), None)
    if found is None:
        raise ValueError(f"it has no {name}")
    return found


def _declared(root: ET.Element, name: str) -> ET.Element | None:
    return next((d for d in _all(root, "responseDeclaration") if d.get("identifier") == name), None)


def _right(root: ET.Element, name: str = "RESPONSE") -> list[str]:
    declared = _declared(root, name)
    correct = next(_all(declared, "correctResponse"), None) if declared is not None else None
    values = [(v.text or "").strip() for v in _all(correct, "value")] if correct is not None else []
    if not values:
        raise ValueError(f"it says no right response for {name}")
    return values


def _html(element: ET.Element, gap: Callable[[ET.Element], str | None] = lambda e: None) -> str:
    """Return what is inside ``element`` as HTML; ``gap`` may stand in for elements."""
    out = [_escaped(element.text)]
    for child in element:
        instead = gap(child)
        if instead is not None:
            out.append(instead)
        else:
            name = local(child)
            out.append(f"<{name}>{_html(child, gap)}</{name}>" if name != "br" else "<br/>")
        out.append(_escaped(child.tail))
    return "".join(out)


def _escaped(text: str | None) -> str:
    """Return text as HTML, without the line breaks that a pretty printer put between elements."""
    if text is None or (not text.strip() and "\n" in text):
        return ""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _stem(root: ET.Element) -> str:
    body = _one(root, "itemBody")
    marked = [e for e in body if e.get("class") == "stem"]
    if marked:
        return as_text(_html(marked[0]))
    prompts = [as_text(_html(p)) for p in _all(body, "prompt")]
    before = []
    for child in body:
        if any(local(e).endswith("Interaction") for e in child.iter()):
            break
        before.append(as_text(_html(child)))
    return "\n\n".join(t for t in (*before, *prompts[:1]) if t) or "Answer the question."


def _why(root: ET.Element, names: list[str]) -> dict[str, str]:
    said = {e.get("id", ""): as_text(_html(e)) for e in root.iter() if (e.get("id") or "").startswith("why-")}
    return {n: said.get(f"why-{n}") or MISSING_REASON for n in names}


def _options(element: ET.Element, name: str) -> dict[str, str]:
    return {name_of(c.get("identifier", "")): as_text(_html(c)) for c in _all(element, name)}


def _choice(root: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    interaction = _one(root, "choiceInteraction")
    options = _options(interaction, "simpleChoice")
    right = [name_of(v) for v in _right(root, interaction.get("responseIdentifier", "RESPONSE"))]
    kind = tags.get("type") or kind_of(root)
    data: dict[str, Any] = {"type": kind, "stem": _stem(root), "options": options, "rationale": _why(root, [*options])}
    if kind == "single":
        return {**data, "key": right[0]}
    return {**data, "key": right, **({"n": len(right)} if kind == "select_n" else {})}


def _grouping(root: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    groups = {}
    for interaction in _all(root, "choiceInteraction"):
        reference = interaction.get("responseIdentifier", "")
        name = name_of(reference)
        options = _options(interaction, "simpleChoice")
        whys = _why(root, [f"{name}.{k}" for k in options])
        groups[name] = {
            "label": as_text(_html(_one(interaction, "prompt"))),
            "options": options,
            "key": [name_of(v) for v in _right(root, reference)],
            "rationale": {k: whys[f"{name}.{k}"] for k in options},
        }
    return {"type": "grouping", "stem": _stem(root), "groups": groups}


def _matrix(root: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    sides = [_options(s, "simpleAssociableChoice") for s in _all(root, "simpleMatchSet")]
    if len(sides) != 2:
        raise ValueError("it has not two sides to match")
    rows, columns = sides
    pairs = [v.split() for v in _right(root)]
    key = {name_of(r): name_of(c) for r, c in pairs}
    if len(key) != len(pairs) or set(key) != set(rows):
        raise ValueError("a row has no answer, or several")
    return {
        "type": "matrix",
        "stem": _stem(root),
        "rows": rows,
        "columns": columns,
        "key": key,
        "rationale": _why(root, [*rows]),
    }


def _passage(holder: ET.Element, gap: Callable[[ET.Element], str | None]) -> dict[str, Any]:
    table = next(_all(holder, "table"), None)
    if table is None:
        return {"text": as_text(_html(holder, gap))}
    cells = [[as_text(_html(c, gap)) for c in row if local(c) in ("td", "th")] for row in _all(table, "tr")]
    return {"table": {"header": cells[0], "rows": cells[1:]}}


def _holder(root: ET.Element) -> ET.Element:
    body = _one(root, "itemBody")
    marked = next((e for e in body.iter() if e.get("class") == "passage"), None)
    if marked is not None:
        return marked
    return next((e for e in body if e.get("class") != "stem" and any(True for _ in _all(e, "inlineChoice"))), body)


def _cloze(root: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    blanks: dict[str, Any] = {}
    for interaction in _all(root, "inlineChoiceInteraction"):
        reference = interaction.get("responseIdentifier", "")
        name = name_of(reference).lower()
        options = _options(interaction, "inlineChoice")
        whys = _why(root, [f"{name}.{k}" for k in options])
        blanks[name] = {
            "options": options,
            "key": name_of(_right(root, reference)[0]),
            "rationale": {k: whys[f"{name}.{k}"] for k in options},
        }

    def gap(e: ET.Element) -> str | None:
        if local(e) != "inlineChoiceInteraction":
            return None
        return f"{{{name_of(e.get('responseIdentifier', '')).lower()}}}"

    return {"type": "cloze", "stem": _stem(root), **_passage(_holder(root), gap), "blanks": blanks}


def _drag(root: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    interaction = _one(root, "gapMatchInteraction")
    tokens = _options(interaction, "gapText")

    def gap(e: ET.Element) -> str | None:
        if local(e) == "gapText":
            return ""
        return f"{{{name_of(e.get('identifier', ''))}}}" if local(e) == "gap" else None

    pairs = [v.split() for v in _right(root)]
    return {
        "type": "drag_cloze",
        "stem": _stem(root),
        **_passage(interaction, gap),
        "tokens": tokens,
        "key": {name_of(blank): name_of(token) for token, blank in pairs},
        "rationale": _why(root, [*tokens]),
    }


def _highlight(root: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    interaction = _one(root, "hottextInteraction")
    names = [name_of(h.get("identifier", "")) for h in _all(interaction, "hottext")]

    def mark(e: ET.Element) -> str | None:
        return f"[[{name_of(e.get('identifier', ''))}: {_html(e)}]]" if local(e) == "hottext" else None

    return {
        "type": "highlight",
        "stem": _stem(root),
        **_passage(interaction, mark),
        "key": [name_of(v) for v in _right(root)],
        "rationale": _why(root, names),
    }


def _order(root: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    options = _options(_one(root, "orderInteraction"), "simpleChoice")
    return {
        "type": "order",
        "stem": _stem(root),
        "options": options,
        "key": [name_of(v) for v in _right(root)],
        "rationale": _why(root, [*options]),
        "partial": any(True for _ in _all(root, "index")),
    }


def _margin(root: ET.Element) -> float:
    equal = next(_all(root, "equal"), None)
    return float((equal.get("tolerance") or "0").split()[0]) if equal is not None else 0.0


def _numeric(root: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    unit = next((as_text(_html(e)) for e in root.iter() if e.get("class") == "unit"), None)
    units: list[str] = []
    choice = next(_all(root, "inlineChoiceInteraction"), None)
    if choice is not None:
        named = {c.get("identifier", ""): as_text(_html(c)) for c in _all(choice, "inlineChoice")}
        units = [*named.values()]
        unit = named[_right(root, choice.get("responseIdentifier", ""))[0]]
    if not unit:
        raise ValueError("it names no unit")
    data = {"type": "numeric", "stem": _stem(root), "key": float(_right(root)[0]), "tolerance": _margin(root)}
    working = _why(root, ["working"])["working"]
    return {**data, "unit": unit, "units": units or tags.get("units", []), "working": working}


def _syringe(root: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    slider = _one(root, "sliderInteraction")
    step = float(slider.get("step") or 0.1)
    return {
        "type": "syringe",
        "stem": _stem(root),
        "key": float(_right(root)[0]),
        "barrel": float(slider.get("upperBound") or 1),
        "graduation": step,
        "major": float(tags.get("major", step * 10)),
        "working": _why(root, ["working"])["working"],
    }


def _text(root: ET.Element, tags: dict[str, Any]) -> dict[str, Any]:
    rubric = []
    for row in _all(root, "tr"):
        cells = [as_text(_html(c)) for c in row]
        if len(cells) == 4 and re.fullmatch(r"\d+", cells[0]):
            rubric.append({"points": int(cells[0]), "name": cells[1], "full": cells[2], "part": cells[3] or None})
    return {
        "type": "text",
        "stem": _stem(root),
        "rubric": rubric or [{"name": "Answers the question", "points": 1, "full": MISSING_REASON}],
        "model_answer": _why(root, ["model"])["model"],
    }


READERS: dict[str, Callable[[ET.Element, dict[str, Any]], dict[str, Any]]] = {
    "single": _choice,
    "multiple": _choice,
    "select_n": _choice,
    "grouping": _grouping,
    "matrix": _matrix,
    "cloze": _cloze,
    "drag_cloze": _drag,
    "highlight": _highlight,
    "order": _order,
    "numeric": _numeric,
    "syringe": _syringe,
    "text": _text,
}
